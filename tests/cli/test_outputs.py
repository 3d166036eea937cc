"""Where commands write, and where they refuse to: a proposal of a stranger must not choose which file is overwritten."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import BASE, ROOT

from cic.base.files import replace_file

WRITERS = {
    "report": ("report", "--year", "2031", "--format", "html", "--output"),
    "list": ("list", "partnerships", "--format", "csv", "--output"),
    "findings": ("findings", "--format", "markdown", "--output"),
    "baseline": ("validate", "-q", "--write-baseline"),
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in which a stranger may have put links, beside something that is not theirs."""
    root = tmp_path / "checkout"
    shutil.copytree(BASE, root / "data")
    for name in (".git/objects", ".git/refs", ".git/info", "docs", "data/evidence"):
        (root / name).mkdir(parents=True)
    (root / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (root / ".git/config").write_text("[core]\n")
    (root / "data/evidence/a.pdf").write_text("evidence\n")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/.profile").write_text("mine\n")
    monkeypatch.chdir(root)
    return root


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    ("link", "target", "output", "said"),
    [
        ("docs/out.md", "../../home/.profile", "docs/out.md", "by the link"),
        ("docs/out.md", "../../home/new", "docs/out.md", "by the link"),
        ("out", "../home", "out/.profile", "by the link"),
        ("docs/a", "b", "docs/a", "by the link"),
        ("out", ".git/config", "out", "Git's own files"),
        ("out", ".git", "out/hooks-post-commit", "Git's own files"),
        (None, None, ".git/config", "Git's own files"),
        (None, None, ".GIT/config", "Git's own files"),
        (None, None, "docs/../.git/new", "Git's own files"),
        ("out", "data/budget.yaml", "out", "a file of a data folder"),
        (None, None, "data/budget.yaml", "a file of a data folder"),
        (None, None, "data/new.YML", "a file of a data folder"),
        (None, None, "data/partnerships/alfa-bravo.yaml", "a file of a data folder"),
        (None, None, "data/evidence/a.pdf", "a file of a data folder"),
    ],
)
def test_what_is_not_overwritten(
    writer: str, link, target, output: str, said: str, place: Path, tmp_path: Path, cic
) -> None:
    if link:
        (place / link).symlink_to(target)
    if target == "b":
        (place / "docs/b").symlink_to("../../home/.profile")
    before = state(tmp_path)
    ran = cic(*WRITERS[writer], output)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "nothing was written" in ran.err
    assert state(tmp_path) == before


def test_several_files_and_folders_are_no_way_around(place: Path, tmp_path: Path, cic) -> None:
    (place / "out").symlink_to("../home")
    before = state(tmp_path)
    for output in ("out/", "out/tables.zip", ".git/hooks/", "out/new/folder/"):
        ran = cic("report", "--year", "2031", "--format", "csv", "--output", output)
        assert (ran.code, "nothing was written" in ran.err) == (2, True), output
    assert cic("schema", "--output", "out/").code == 2
    assert state(tmp_path) == before
    assert not (tmp_path / "home/new").exists()


def test_other_links_are_followed(place: Path, tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "docs/out.html").symlink_to("../kept.html")
    (tmp_path / "mine").symlink_to("home")
    for output, written in (
        ("docs/out.html", place / "kept.html"),
        (tmp_path / "mine/out.html", tmp_path / "home/out.html"),
    ):
        assert cic(*WRITERS["report"], output).code == 0
        assert written.read_bytes().startswith(b"<!doctype html>")
    assert (place / "docs/out.html").is_symlink()
    # a way to the checkout that goes through a repository of the user's own
    (tmp_path / ".git").mkdir()
    (tmp_path / "way").symlink_to("checkout")
    monkeypatch.chdir(tmp_path / "way")
    assert cic(*WRITERS["report"], tmp_path / "way/docs/more.html").code == 0
    ran = cic(*WRITERS["report"], "/dev/stdout")
    assert ran.code == 0


def test_an_unpacked_programme_is_as_safe_as_a_clone(place: Path, tmp_path: Path, cic) -> None:
    shutil.rmtree(place / ".git")
    (place / "docs/out.md").symlink_to("../../home/.profile")
    assert cic(*WRITERS["findings"], "docs/out.md").code == 2
    assert (tmp_path / "home/.profile").read_text() == "mine\n"


def test_the_owner_stays(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root writes files of others")
    file = tmp_path / "file"
    file.write_text("old")
    os.chown(file, 4242, 4343)
    file.chmod(0o640)
    replace_file(file, b"new")
    now = file.stat()
    assert (file.read_text(), now.st_uid, now.st_gid, now.st_mode & 0o7777) == ("new", 4242, 4343, 0o640)


def test_other_names_of_a_file_are_told(place: Path, cic) -> None:
    (place / "out.html").write_text("old")
    os.link(place / "out.html", place / "kept.html")
    ran = cic(*WRITERS["report"], "out.html")
    assert ran.code == 0
    assert "out.html had other names (hard links); what they name is as it was: 1" in " ".join(ran.err.split())
    assert (place / "kept.html").read_text() == "old"
    assert "hard links" not in cic(*WRITERS["report"], "out.html").err


@pytest.mark.slow
def test_what_a_killed_process_leaves_is_taken_away_later(tmp_path: Path) -> None:
    file = tmp_path / "acknowledgements.yaml"
    file.write_text("old")
    dying = (
        "import os, signal, pathlib, cic.base.files as files\n"
        "files.put_in_place = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"files.replace_file(pathlib.Path({str(file)!r}), b'half')"
    )
    ran = subprocess.run([sys.executable, "-c", dying], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert ran.returncode == -signal.SIGKILL
    (left,) = [path for path in tmp_path.iterdir() if path != file]
    assert left.name.startswith(".acknowledgements.yaml.")
    replace_file(file, b"new")
    assert left.exists(), "another process may still be writing it"
    os.utime(left, (time.time() - 7200,) * 2)
    (tmp_path / ".acknowledgements.yaml.mine").write_text("kept")
    os.utime(tmp_path / ".acknowledgements.yaml.mine", (0, 0))
    replace_file(file, b"newer")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".acknowledgements.yaml.mine", "acknowledgements.yaml"]
    assert file.read_bytes() == b"newer"
