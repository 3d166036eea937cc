"""What is noticed of a change, and what is no change."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from conftest import posix
from portfolios import changed

from cic.portfolio import stamp
from cic.portfolio.stamp import UNSURE, content_stamp, quick_stamp


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files had lain there for an hour: the system sets one of their times itself."""
    now = time.time_ns
    monkeypatch.setattr(stamp.time, "time_ns", lambda: now() + 3600 * 10**9)


def test_what_was_changed_just_now_has_no_quick_stamp(base: Path) -> None:
    assert quick_stamp(base) == UNSURE
    assert content_stamp(base) != UNSURE


def test_old_files_that_were_touched_just_now_have_none_either(base: Path) -> None:
    for path in base.rglob("*"):
        os.utime(path, (1, 1))
    assert quick_stamp(base) == UNSURE


@pytest.mark.usefixtures("later")
def test_the_same_files_have_the_same_stamps(base: Path) -> None:
    assert quick_stamp(base) == quick_stamp(base) != UNSURE
    assert content_stamp(base) == content_stamp(base)


@pytest.mark.usefixtures("later")
def test_a_change_of_the_same_size_and_time_shows(base: Path) -> None:
    path = base / "budget.yaml"
    before, quick, content = path.stat(), quick_stamp(base), content_stamp(base)
    time.sleep(0.02)
    changed(path, "30.00", "31.00")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert content_stamp(base) != content
    if os.name != "nt":
        assert quick_stamp(base) != quick


@pytest.mark.usefixtures("later")
def test_touching_changes_the_quick_stamp_alone(base: Path) -> None:
    quick, content = quick_stamp(base), content_stamp(base)
    os.utime(base / "budget.yaml", (1, 1))
    assert quick_stamp(base) != quick
    assert content_stamp(base) == content


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("change", ["new", "gone", "renamed", "evidence", "moved content", "swapped"])
def test_every_change_shows_in_both(base: Path, change: str) -> None:
    proof = base / "reports" / "2031" / "proof.pdf"
    proof.parent.mkdir(parents=True, exist_ok=True)
    proof.write_bytes(b"a")
    quick, content = quick_stamp(base), content_stamp(base)
    if change == "new":
        (base / "more.pdf").write_bytes(b"")
    elif change == "gone":
        (base / "documents.yaml").unlink()
    elif change == "renamed":
        (base / "documents.yaml").rename(base / "document.yaml")
    elif change == "evidence":
        proof.write_bytes(b"b")
    elif change == "moved content":
        proof.rename(base / "proof.pdf")
    else:
        one, other = base / "documents.yaml", base / "budget.yaml"
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
    assert quick_stamp(base) != quick
    assert content_stamp(base) != content


@posix
@pytest.mark.usefixtures("later")
def test_a_link_is_not_what_it_leads_to(base: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    shutil.copy(base / "budget.yaml", outside)
    content = content_stamp(base)
    (base / "budget.yaml").unlink()
    (base / "budget.yaml").symlink_to(outside)
    linked = content_stamp(base)
    assert linked != content
    outside.write_text("other")
    assert content_stamp(base) == linked


@posix
@pytest.mark.usefixtures("later")
def test_a_device_is_not_read(base: Path) -> None:
    os.mkfifo(base / "pipe.yaml")
    assert content_stamp(base) != UNSURE


@posix
def test_what_cannot_be_read_has_no_stamp(base: Path) -> None:
    assert quick_stamp(base / "none") == content_stamp(base / "none") == UNSURE
