"""Folders of programmes, and readers that other processes run: these find them here by their name."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

from cic.portfolio.read_one import Asked, Read, read_one

BASE = Path(__file__).parent.parent / "base"


def copies(folder: Path, *names: str) -> Path:
    """A folder with copies of the base programme of these names."""
    for name in names:
        shutil.copytree(BASE, folder / name / "data")
    return folder


def changed(path: Path, was: str, now: str) -> None:
    """Write another text in a place of a file."""
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")


def read_or_die(asked: Asked) -> Read:
    """Reads, but for a programme at which the process is killed."""
    if "deadly" in asked.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(asked)


def wait_for_ever(asked: Asked) -> Read:
    """Says which process it is, in the data folder, and does nothing for a minute."""
    (Path(asked.path) / f"{os.getpid()}.pid").touch()
    time.sleep(60)
    return read_one(asked)
