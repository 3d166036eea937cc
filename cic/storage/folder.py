"""A folder on the disk as a source of files, with nothing trusted: links, folders and devices named like files,
and sizes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.reasons import reason_of
from cic.base.system import is_within, relative
from cic.diagnostics import Place, Problem
from cic.model.kinds import ROOT_FILE, split_phase
from cic.source.guards import MAX_BYTES
from cic.storage.look_alikes import is_yaml, looks_like_data, unread_file
from cic.storage.rules import FILE_UNREADABLE

_MOST_LEVELS = 6
T = TypeVar("T")


class Source(Protocol):
    """Where the files of a programme come from: a folder on the disk, or one in a revision.

    path: the folder. shown: its path as messages show it: relative to where the command runs, with `/`.
    """

    path: Path
    shown: str

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """Each YAML file by its name in the folder, in sorted order after each programme.yaml, with its bytes or with
        why they cannot be read; and each file that nothing reads although its name is like that of one."""
        ...

    def digests(self, names: Iterable[str]) -> Mapping[str, str | None]:
        """The SHA-256 of files of the folder by name, in hex; None for one that is not there, empty for one that cannot
        be read."""
        ...


class Folder:
    """A data folder. `shown` is its path as messages show it: relative to where the command runs, with `/`."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise UserError(
                "the data folder {folder} is not a folder"
                if path.exists()
                else "the data folder {folder} does not exist",
                "point --data at the folder that holds programme.yaml",
                folder=path,
            )
        self.path = path
        self.shown = relative(path)
        self._inside = os.path.realpath(path)
        self._root = os.path.join(path, "")

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """Each YAML file by its name in the folder, in sorted order after each programme.yaml, with its bytes or with
        why they cannot be read, and each folder that cannot be read; and what looks like a file of data and is none.

        Raises UserError where that is the data folder itself.
        """
        found = roots_first(self._walk("", 0))
        for number, (name, entry) in enumerate(found):
            progress(number, len(found))
            yield name, entry if isinstance(entry, Problem) else self._read(name, entry.is_symlink())

    def digests(self, names: Iterable[str]) -> Mapping[str, str | None]:
        """The SHA-256 of files of the folder by name, in hex; None for one that is not there, empty for one that cannot
        be read."""
        from cic.storage.digests import digest_of_file

        return {name: digest_of_file(self.path, name) for name in names}

    def _walk(self, below: str, level: int) -> Iterator[tuple[str, os.DirEntry[str] | Problem]]:
        try:
            with os.scandir(self.path / below) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            fault = reason_of(error)
            if not below:
                raise UserError(
                    "the data folder {folder} cannot be read: {reason}",
                    "check its permissions",
                    folder=self.path,
                    reason=fault,
                ) from error
            yield below, file_unreadable(below, "the folder cannot be opened: {fault}", fault=fault)
            return
        for entry in found:
            if entry.name.startswith("."):
                continue
            name = f"{below}/{entry.name}" if below else entry.name
            if is_yaml(name):
                yield name, entry
            elif _leads_elsewhere(entry) and _is_folder(entry):
                yield name, file_unreadable(name, "a link to a folder is not followed")
            elif entry.is_dir(follow_symlinks=False) and level < _MOST_LEVELS:
                yield from self._walk(name, level + 1)
            elif looks_like_data(name) and not _is_folder(entry):
                yield name, unread_file(name)

    def _read(self, name: str, is_link: bool) -> bytes | Problem:
        path = self._root + name
        if is_link and not is_within(os.path.realpath(path), self._inside):
            return file_unreadable(name, "a link that leads out of the data folder is not followed")
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except OSError as error:
            return file_unreadable(name, "the file cannot be opened: {fault}", fault=reason_of(error))
        try:
            status = os.fstat(descriptor)
            if stat.S_ISREG(status.st_mode):
                # some file systems do not know the size, and room for the largest file costs more than a small one
                return os.read(descriptor, min(status.st_size or MAX_BYTES, MAX_BYTES) + 1)
        except OSError as error:
            return file_unreadable(name, "the file cannot be read: {fault}", fault=reason_of(error))
        finally:
            os.close(descriptor)
        what = Message("a folder" if stat.S_ISDIR(status.st_mode) else "a device")
        return file_unreadable(name, "this is {what}, not a file", what=what)


def roots_first(found: Iterable[tuple[str, T]]) -> list[tuple[str, T]]:
    """Files by name, those first that say how the years of all others are read."""
    return sorted(found, key=lambda one: split_phase(one[0])[1] != ROOT_FILE)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one; what leads round in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a link; a junction of Windows is one, too, and says so in its reparse tag only."""
    if entry.is_symlink():
        return True
    return sys.platform == "win32" and entry.stat(follow_symlinks=False).st_reparse_tag == _JUNCTION


_JUNCTION = 0xA0000003
"""IO_REPARSE_TAG_MOUNT_POINT."""


def is_within_depth(name: str) -> bool:
    """Whether a file does not lie deeper than folders are looked into."""
    return name.count("/") <= _MOST_LEVELS


def file_unreadable(name: str, template: str, **params: Any) -> Problem:
    """The problem of a file that is there and cannot be read."""
    return FILE_UNREADABLE.problem(Place(name, 1, 1, 1, 1), template, **params)


def find_data(start: Path, given: Path | None) -> Path:
    """The data folder: the one that was given, else the nearest upwards that holds `data/programme.yaml`."""
    if given is not None:
        return given
    for parent in (start, *start.parents):
        if (parent / "data" / ROOT_FILE).exists():
            return parent / "data"
        if (parent / ROOT_FILE).exists() and parent.name == "data":
            return parent
    raise UserError(
        "no data found: neither here nor above is there a folder data/ that holds programme.yaml",
        "run cic in the folder of the programme, or say --data DIR",
    )
