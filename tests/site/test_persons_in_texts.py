"""Every text of a programme names a person: none of them does on a page, but what a thing is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from office import whole_text
from repositories import commit, git
from site_pages import made_site
from strangers import strange, written

from cic.source import read_yaml

pytestmark = pytest.mark.slow
DEMO = ROOT / "cic" / "scaffold" / "demo"
NAME = "Zyxmark Qwertzon"
NAMED = re.compile(rf"{NAME} (?:<[^>]*>)*(q[0-9]+q)")
MARK = re.compile("q[0-9]+q")


def texts(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(one, (*path, key))
    elif isinstance(value, str):
        yield path, value


def is_name_of_thing(path: tuple[object, ...]) -> bool:
    """Whether it is what a programme, a commune, a partner, a region or a partnership is called."""
    is_of_participant = path[0] in ("communes", "partners") and len(path) == 3 and path[2] in ("name", "region")
    return path[0] == "printed_name" or (path[0] == "name" and len(path) <= 2) or is_of_participant


def text_of(file: Path) -> str:
    return whole_text(file.read_bytes()) if file.suffix == ".xlsx" else file.read_text("utf-8")


def test_no_page_says_in_a_text_who_a_person_is(tmp_path: Path) -> None:
    files = {path.relative_to(DEMO).as_posix(): path.read_bytes() for path in sorted(DEMO.rglob("*.yaml"))}
    where: dict[str, tuple[object, ...]] = {}
    for name, raw in strange(files, (NAME,)).items():
        data = read_yaml(name, raw).data
        assert isinstance(data, dict)
        if name == "programme.yaml":
            data["contacts"] = {"zyx": {"name": NAME}}
        for path, text in texts(data):
            where.update(dict.fromkeys(MARK.findall(text), path))
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(written(data), encoding="utf-8")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, f"{NAME} q0q wrote it")
    folder = made_site(tmp_path / "public", tmp_path / "data")

    said = {
        file: text_of(file) for file in folder.rglob("*") if file.suffix in (".html", ".js", ".json", ".csv", ".xlsx")
    }
    shown = {mark for text in said.values() for mark in MARK.findall(text)}
    named = {(mark, where.get(mark, ())) for text in said.values() for mark in NAMED.findall(text)}
    assert len(shown) > len(where) / 2
    assert "q0q" in shown
    left = {".".join(map(str, path)) for _, path in named if not is_name_of_thing(path or ("",))}
    assert sorted(left) == []
