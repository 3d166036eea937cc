"""A process that is killed while it fills a folder: the next run goes on, and nothing of anybody else is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from cic.base.errors import UserError
from cic.storage.published import JOURNAL, LIST, publish

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nobody is killed by a signal there")

DEMO = ROOT / "cic" / "scaffold" / "demo"
_KILLED = """
import os, signal, sys
from pathlib import Path
from cic.storage import published

when, moment, arguments = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
write, count = published.replace_one_of_many, 0

def killed(path, content):
    global count
    count += 1
    if count == when and moment == "between":
        path.with_name(f".{path.name}.abcd1234.cic-unfinished").write_bytes(content[:10])
    if count < when or moment == "after":
        write(path, content)
    if count == when:
        os.kill(os.getpid(), signal.SIGKILL)

published.replace_one_of_many = killed
sys.argv = ["cic", *arguments]
from cic.cli import main
main()
"""


def site(folder: Path, data: Path = DEMO) -> list[object]:
    return ["site", folder, "--data", data, "--as-of", "2024-06-30", "--lang", "en"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cic", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")


def kill(when: int, moment: str, *arguments: object) -> None:
    """Run the command in a process that is killed at the file of that number: before, while or after it is written."""
    command = [sys.executable, "-c", _KILLED, str(when), moment, *map(str, arguments)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == -signal.SIGKILL


def there(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole") / "public"
    assert run(*site(folder)).returncode == 0
    return there(folder)


@pytest.mark.parametrize("moment", ["before", "between", "after"])
def test_after_a_kill_the_next_run_finishes_the_first_site(
    moment: str, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    folder = tmp_path / "public"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "mine.txt").write_bytes(b"mine")
    kill(40, moment, *site(folder))
    assert 30 < len(there(folder)) < len(whole)
    assert not (folder / LIST).exists()
    ran = run(*site(folder))
    assert ran.returncode == 0, ran.stderr
    assert there(folder) == {**whole, "en/mine.txt": b"mine"}


@pytest.mark.parametrize("moment", ["before", "between", "after"])
def test_after_a_kill_over_another_site_too(moment: str, tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Of other data, so that each file is written over, and some are taken away."""
    folder = tmp_path / "public"
    assert run(*site(folder, ROOT / "tests" / "base")).returncode == 0
    (folder / "CNAME").write_bytes(b"mine")
    before = set(there(folder))
    kill(60, moment, *site(folder))
    kill(5, moment, *site(folder))
    ran = run(*site(folder))
    assert ran.returncode == 0, ran.stderr
    assert "taken away: 0" not in ran.stdout
    assert before - set(whole) - {"CNAME"}
    assert there(folder) == {**whole, "CNAME": b"mine"}


def test_what_somebody_changed_after_the_kill_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    kill(40, "after", *site(folder))
    (folder / "en" / "index.html").write_bytes(b"mine now")
    ran = run(*site(folder))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "en/index.html" in ran.stderr
    assert (folder / "en" / "index.html").read_bytes() == b"mine now"
    (folder / "en" / "index.html").unlink()
    assert run(*site(folder)).returncode == 0


JOURNALS = {
    "a path out of the folder": b"%s ../outside.txt\n",
    "a whole path": b"%s /etc/passwd\n",
    "no digest": b"xx index.html\n",
    "a line without an end": b"%s index.html",
    "bytes": b"\xff\xfe\x00\n",
    "one long line": b"x" * 1_000_000,
}


@pytest.mark.parametrize("text", JOURNALS.values(), ids=JOURNALS)
def test_a_journal_of_a_stranger_gives_nothing_away(text: bytes, tmp_path: Path) -> None:
    """`index.html` is of another, whatever the journal says; what is outside of the folder stays as it is."""
    import hashlib

    digest = hashlib.sha256(b"mine").hexdigest().encode()
    folder = tmp_path / "public"
    folder.mkdir()
    for path in (tmp_path / "outside.txt", folder / "index.html"):
        path.write_bytes(b"mine")
    (folder / JOURNAL).write_bytes(text.replace(b"%s", digest))
    with pytest.raises(UserError, match=r"index\.html"):
        publish(folder, ["index.html"], iter([("index.html", b"ours")]))
    publish(folder, ["other.html"], iter([("other.html", b"ours")]))
    assert (folder / "index.html").read_bytes() == b"mine"
    assert (tmp_path / "outside.txt").read_bytes() == b"mine"
    assert not (folder / JOURNAL).exists()


def test_a_journal_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    (tmp_path / "other").write_bytes(b"mine")
    os.symlink(tmp_path / "other", folder / JOURNAL)
    with pytest.raises(UserError, match=JOURNAL):
        publish(folder, ["index.html"], iter([("index.html", b"ours")]))
    assert (tmp_path / "other").read_bytes() == b"mine"
