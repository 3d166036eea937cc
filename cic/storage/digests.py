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
    """The SHA-256 of a file of a folder; None where there is none, empty where it cannot be read or leads out of it."""
    path = os.path.join(folder, name)
    if not os.path.lexists(path):
        return None
    if not is_within(os.path.realpath(path), os.path.realpath(folder)):
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            return _digest(file) if stat.S_ISREG(os.fstat(descriptor).st_mode) else ""
    except OSError:
        return ""


def _digest(file: BufferedReader) -> str:
    head = file.read(_LONGEST_POINTER)
    if len(head) < _LONGEST_POINTER:
        return digest_of_bytes(head)
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()
