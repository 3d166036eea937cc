"""The SHA-256 of files that prove something. None leads out of the data folder, and nothing of them is kept."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from io import BufferedReader
from pathlib import Path

from cic.base.system import is_within

_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n.*?^oid sha256:([0-9a-f]{64})$", re.DOTALL | re.MULTILINE
)
_LONGEST_POINTER = 1024


def digest_of_bytes(content: bytes) -> str:
    """The SHA-256 in hex; of a pointer of Git LFS that of the file that it stands for."""
    pointer = _POINTER.match(content) if len(content) < _LONGEST_POINTER else None
    return pointer[1].decode() if pointer else hashlib.sha256(content).hexdigest()


def digest_of_file(folder: Path, name: str) -> str | None:
    """The SHA-256 of a file of a folder; None where there is none, empty where it cannot be read or leads out of it.

    A name in other capitals is another file everywhere: where the system takes one for the other, Git does not.
    """
    path = os.path.join(folder, name)
    if not os.path.lexists(path) or not _is_written_so(folder, name):
        return None
    if not is_within(os.path.realpath(path), os.path.realpath(folder)):
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            return _digest(file) if stat.S_ISREG(os.fstat(descriptor).st_mode) else ""
    except OSError:
        return ""


def _is_written_so(folder: Path, name: str) -> bool:
    """Whether each step of the path is called exactly so."""
    above = str(folder)
    for step in name.split("/"):
        try:
            if step not in os.listdir(above):
                return False
        except OSError:
            return True
        above = os.path.join(above, step)
    return True


def _digest(file: BufferedReader) -> str:
    head = file.read(_LONGEST_POINTER)
    if len(head) < _LONGEST_POINTER:
        return digest_of_bytes(head)
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
