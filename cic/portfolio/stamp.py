"""Whether a programme has changed: sizes and times of change are asked first, the content where they differ."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

UNSURE = ""
"""The stamp of what was changed so shortly before that a further change would not show in the time."""
_TICK_NS = 2_000_000_000  # what the coarsest file systems in use tell apart


def quick_stamp(folder: Path) -> str:
    """Of the names, sizes and times of change of all that lies in a data folder. UNSURE where a file was changed within
    the last two seconds, or where something cannot be asked."""
    now, summed = time.time_ns(), hashlib.sha256()
    try:
        for name, entry in _files(folder, ""):
            status = entry.stat(follow_symlinks=False)
            if status.st_mtime_ns > now - _TICK_NS:
                return UNSURE
            summed.update(
                f"{name}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n".encode("utf-8", "surrogateescape")
            )
    except OSError:
        return UNSURE
    return summed.hexdigest()


def content_stamp(folder: Path) -> str:
    """Of the names and contents. UNSURE where something cannot be read: whoever reads the programme says what."""
    summed = hashlib.sha256()
    try:
        for name, entry in _files(folder, ""):
            summed.update(name.encode("utf-8", "surrogateescape") + b"\0")
            if entry.is_symlink():
                summed.update(os.readlink(entry.path).encode("utf-8", "surrogateescape"))
            elif entry.is_file():
                with open(entry.path, "rb") as file:
                    summed.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return UNSURE
    return summed.hexdigest()


def _files(folder: Path, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder / below) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, name)
        else:
            yield name, entry
