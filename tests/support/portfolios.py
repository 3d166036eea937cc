"""Folders of programmes, and readers that other processes run: these find them here by their name."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cic.portfolio.find import Found, programmes
from cic.portfolio.one_site import AskedSite, MadeSite, make_site
from cic.portfolio.pool import read_all
from cic.portfolio.read_one import Asked, Read, read_one
from cic.portfolio.store import renewed

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


@contextmanager
def kept_tables(folder: Path, day: datetime.date) -> Iterator:
    """The tables of a folder of programmes, kept beside it and read in this process."""

    def read(found: Sequence[Found]) -> Iterator:
        return (one for n in found for one in read_all([n], day, "en"))

    kept = folder.parent / "kept" / "portfolio.duckdb"
    with renewed(kept, programmes([folder]), day, "en", read) as opened:
        yield opened


def read_or_die(asked: Asked) -> Read:
    """Reads, but for a programme at which the process is killed."""
    if "deadly" in asked.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_one(asked)


def make_or_die(asked: AskedSite) -> MadeSite:
    """Makes a site, but for a programme at which the process is killed when all is written."""
    made = make_site(asked)
    if asked.name == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    return made


def make_or_fail(asked: AskedSite) -> MadeSite:
    """Makes a site, but for a programme of which a part alone can be written."""
    if asked.name == "deadly":
        Path(asked.folder, "en").mkdir(parents=True)
        Path(asked.folder, "index.html").write_text("half")
        Path(asked.folder, "en/index.html").mkdir()
    return make_site(asked)


def wait_for_ever(asked: Asked) -> Read:
    """Says which process it is, in the data folder, and does nothing for a minute."""
    (Path(asked.path) / f"{os.getpid()}.pid").touch()
    time.sleep(60)
    return read_one(asked)
