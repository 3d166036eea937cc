"""Evidence that is a file of the data folder: there, the same, and never outside."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import DAY, found_in, posix
from repositories import commit, git

from cic.storage.folder import Folder
from cic.storage.git import Repository
from cic.storage.git_folder import GitFolder
from cic.storage.loader import load

CONTENT = b"a register\n"
HASH = hashlib.sha256(CONTENT).hexdigest()
NAME = "evidence/2031/register.pdf"


def report(base: Path, *more: str) -> None:
    path = base / "reports" / "2031" / "alfa-bravo.yaml"
    path.parent.mkdir(parents=True)
    evidence = ", ".join(("kind: register", *more))
    text = "year: 2031\npartnership: alfa-bravo\ncommunes:\n  bravo:\n    observations:\n      OS.1:\n"
    path.write_text(f"{text}        achieved: true\n        evidence: [{{{evidence}}}]\n")


def attach(base: Path, content: bytes = CONTENT) -> Path:
    path = base / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def codes(base: Path) -> list[str]:
    return [one.code for one in found_in(base)]


def test_a_file_that_is_there_and_the_same(base: Path) -> None:
    attach(base)
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    assert codes(base) == []


def test_a_file_that_is_not_there(base: Path) -> None:
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    [found] = found_in(base)
    assert (found.code, found.place.line) == ("CIC527", 8)
    assert NAME in str(found.message)


def test_one_byte_changed(base: Path) -> None:
    attach(base, b"a Register\n")
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    assert codes(base) == ["CIC527"]


def test_a_hash_that_is_missing_is_given(base: Path) -> None:
    attach(base)
    report(base, f"file: {NAME}")
    [found] = found_in(base)
    assert (found.code, HASH in str(found.hint)) == ("CIC528", True)


@pytest.mark.parametrize(
    "name", ["../secret", "evidence/../programme.yaml", "/etc/passwd", "evidence", "other/register.pdf", "evidence//a", "'evidence/a\\\\b'"]
)  # fmt: skip
def test_a_path_that_leads_out_is_refused(base: Path, name: str) -> None:
    report(base, f"file: {name}")
    [found] = found_in(base)
    assert (found.code, found.path[-4:]) == ("CIC104", "file")


@posix
@pytest.mark.parametrize("target", ["/etc/hostname", "../../../../secret"])
def test_a_link_that_leads_out_is_not_read(base: Path, target: str) -> None:
    (base.parent / "secret").write_bytes(CONTENT)
    path = base / NAME
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    assert codes(base) == ["CIC527"]


def test_a_folder_is_no_file(base: Path) -> None:
    attach(base)
    report(base, "file: evidence/2031", f'sha256: "{HASH}"')
    [found] = found_in(base)
    assert (found.code, str(found.message)) == ("CIC527", "the file evidence/2031 cannot be read")


@pytest.mark.parametrize(
    "name", ["evidence/2031/Register.pdf", "evidence/2031/register.PDF", "evidence/2031/register.pdf.bak"]
)
def test_other_letters_are_another_file_on_every_system(base: Path, name: str) -> None:
    attach(base)
    report(base, f"file: {name}", f'sha256: "{HASH}"')
    [found] = found_in(base)
    assert (found.code, name in str(found.message)) == ("CIC527", True)


@pytest.mark.parametrize("name", ["Evidence/2031/register.pdf", "./evidence/a.pdf", "evidence/", "data/evidence/a.pdf"])
def test_what_is_not_below_evidence_as_it_is_written_is_refused(base: Path, name: str) -> None:
    report(base, f"file: {name}")
    assert codes(base) == ["CIC104"]


def test_a_system_that_takes_capitals_for_small_letters_makes_no_difference(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    attach(base)
    exists = os.path.lexists
    monkeypatch.setattr(os.path, "lexists", lambda path: exists(str(path).replace("Register", "register")))
    report(base, "file: evidence/2031/Register.pdf", f'sha256: "{HASH}"')
    [found] = found_in(base)
    assert "there is no file evidence/2031/Register.pdf" in str(found.message)


@posix
def test_a_link_within_the_data_folder_is_the_file_that_it_leads_to(base: Path) -> None:
    attach(base).with_name("link.pdf").symlink_to("register.pdf")
    report(base, "file: evidence/2031/link.pdf", f'sha256: "{HASH}"')
    assert codes(base) == []


@posix
def test_a_folder_that_is_a_link_out_is_not_followed(base: Path) -> None:
    outside = base.parent / "outside"
    outside.mkdir()
    (outside / "register.pdf").write_bytes(CONTENT)
    (base / "evidence").mkdir()
    (base / "evidence" / "2031").symlink_to(outside)
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    found = {one.code: str(one.message) for one in found_in(base)}
    assert found["CIC527"] == f"the file {NAME} cannot be read"


@posix
def test_what_is_no_file_ends(base: Path) -> None:
    import os

    (base / NAME).parent.mkdir(parents=True)
    os.mkfifo(base / NAME)
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    assert codes(base) == ["CIC527"]


def test_a_pointer_of_git_lfs_says_which_file_it_stands_for(base: Path) -> None:
    attach(base, f"version https://git-lfs.github.com/spec/v1\noid sha256:{HASH}\nsize {len(CONTENT)}\n".encode())
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    assert codes(base) == []


def test_of_a_revision_the_file_of_that_revision_counts(base: Path) -> None:
    attach(base)
    report(base, f"file: {NAME}", f'sha256: "{HASH}"')
    git(base.parent, "init", "--quiet")
    first = commit(base.parent, "First")
    attach(base, b"another\n")
    old = load(GitFolder(Repository(base.parent), first, "data", base), DAY).programme
    assert old.attached == {NAME: HASH}
    assert load(Folder(base), DAY).programme.attached[NAME] != HASH
