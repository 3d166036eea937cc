"""Whether a programme has changed: sizes and times of change are asked first, the content where they differ."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

UNSURE = ""
"""The stamp of what cannot be told apart from another state of it; equal to no other, not even itself."""
_TICK_NS = 2_000_000_000  # what the coarsest file systems in use tell apart


def quick_stamp(folder: Path) -> str:
    """Of the names, sizes and times of change of all that lies in a data folder. UNSURE where something was changed
    within the last two seconds, so that a further change might not show in its time, or where something cannot be
    asked."""
    now, summed = time.time_ns(), hashlib.sha256()
    try:
        for name, entry in _files(folder, ""):
            status = entry.stat(follow_symlinks=False)
            # the second time is set by the system alone: a copy that keeps the first one shows in it
            if max(status.st_mtime_ns, status.st_ctime_ns) > now - _TICK_NS:
                return UNSURE
            summed.update(
                f"{name}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}\0"
                f"{status.st_ino}\n".encode("utf-8", "surrogateescape")
            )
    except OSError:
        return UNSURE
    return summed.hexdigest()


def content_stamp(folder: Path) -> str:
    """Of the names and contents. UNSURE where something cannot be read: whoever reads the programme says what."""
    summed = hashlib.sha256()
    try:
        for name, entry in _files(folder, ""):
            summed.update(f"{name}\0".encode("utf-8", "surrogateescape"))
            mode = entry.stat(follow_symlinks=False).st_mode
            summed.update(f"{stat.S_IFMT(mode)}\0".encode())
            if entry.is_symlink():
                summed.update(hashlib.sha256(os.fsencode(os.readlink(entry.path))).digest())
            elif stat.S_ISREG(mode):
                with open(entry.path, "rb") as file:
                    summed.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return UNSURE
    return summed.hexdigest()


def _files(folder: Path, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that lies below and is no folder."""
    with os.scandir(folder / below) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        name = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, name)
        else:
            yield name, entry
