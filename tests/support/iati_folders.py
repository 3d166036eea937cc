"""Folders that come from activities, and the files that come out of them again."""

from __future__ import annotations

from pathlib import Path

from iati_sample import NOW, Break, activity

from cic.iati.export import export
from cic.iati.take_activity import Imported, imported
from cic.model.programme import Programme
from cic.source.new_file import new_file
from cic.storage.folder import Folder
from cic.storage.loader import load


def folder_of(made: Imported, folder: Path) -> Path:
    for name, content in made.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(content), encoding="utf-8")
    return folder


def programme_of(made: Imported, folder: Path) -> Programme:
    loaded = load(Folder(folder_of(made, folder)), NOW.date())
    assert loaded.unread_files == ()
    return loaded.programme


def take(break_it: Break | None = None) -> Imported:
    return imported(activity(break_it), "file.xml")


def lost(made: Imported) -> list[str]:
    return [one.path.removeprefix("/iati-activities/iati-activity/") for one in made.losses]


def again(made: Imported, folder: Path) -> bytes:
    out = export(programme_of(made, folder), NOW)
    assert [str(gap.words) for gap in out.missing] == []
    assert [fault for fault in out.faults if fault.is_error] == []
    return out.content
