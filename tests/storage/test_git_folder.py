"""Data read from the objects of Git: the same as on the disk, wherever the repository is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import BASE, posix

from cic.base.errors import UserError
from cic.base.message import Message
from cic.diagnostics import Problem
from cic.storage.folder import Folder
from cic.storage.git import Repository
from cic.storage.git_data import git_folder_of
from cic.storage.git_folder import GitFolder
from cic.storage.provenance import Witness, of_commit


def git(folder: Path, *arguments: str) -> str:
    ran = subprocess.run(
        ["git", "-c", "user.name=Demo", "-c", "user.email=demo@example.org", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return ran.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the base programme in its folder data/, committed and tagged `sent`."""
    root = tmp_path / "repository"
    shutil.copytree(BASE, root / "data")
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    git(root, "add", ".")
    git(root, "commit", "-qm", "First")
    git(root, "tag", "sent")
    return root


def of_folder(folder: Path) -> Message:
    """What a page says that is made of the files as they are."""
    witness = Witness(Folder(folder))
    list(witness.files())
    return witness.revision()


def same(revision: GitFolder, folder: Path) -> bool:
    return list(revision.files()) == list(Folder(folder).files())


def test_a_revision_is_what_was_committed(repository: Path) -> None:
    sent = git_folder_of("sent", repository, None)
    assert same(sent, repository / "data")
    (repository / "data/budget.yaml").write_text("changed: 1\n")
    assert not same(sent, repository / "data")
    git(repository, "commit", "-qam", "Second")
    assert same(git_folder_of("HEAD", repository, None), repository / "data")
    assert not same(sent, repository / "data")


@posix
def test_links_hidden_files_depth_and_order_are_as_on_the_disk(repository: Path) -> None:
    data = repository / "data"
    (data / "inside.yaml").symlink_to("budget.yaml")
    (data / "chain.yaml").symlink_to("inside.yaml")
    (data / "outside.yaml").symlink_to("../../secret.yaml")
    (data / "dead.yaml").symlink_to("nowhere.yaml")
    (data / "linked").symlink_to("partnerships")
    (data / "partnerships/up.yaml").symlink_to("../budget.yaml")
    (data / ".hidden.yaml").write_text("a: 1\n")
    for depth, name in ((6, "deep.yaml"), (7, "deeper.yaml")):
        folder = data.joinpath(*["d"] * depth)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a: 1\n")
    for name in ("partnerships-old.yaml", "Z.yaml", "é.yaml", "notes.txt", "x.yml"):
        (data / name).write_text("a: 1\n")
    (data / "large.yaml").write_text("# " + "x" * 2**20)
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Awkward")
    found = dict(git_folder_of("HEAD", repository, None).files())
    assert same(git_folder_of("HEAD", repository, None), data)
    assert found["chain.yaml"] == (data / "budget.yaml").read_bytes()
    assert isinstance(found["outside.yaml"], Problem)
    assert isinstance(found["linked"], Problem)
    assert "d/d/d/d/d/d/deep.yaml" in found
    assert "d/d/d/d/d/d/d/deeper.yaml" not in found


def test_bare_clone_worktree_and_folder_below(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    assert same(git_folder_of("sent", tmp_path / "bare.git", None), repository / "data")
    git(repository, "worktree", "add", "-q", str(tmp_path / "other"), "sent")
    assert same(git_folder_of("sent", tmp_path / "other", None), repository / "data")
    assert same(git_folder_of("sent", repository / "data" / "partnerships", None), repository / "data")
    assert same(git_folder_of("sent", tmp_path, repository / "data"), repository / "data")


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path: Path) -> None:
    (repository / "data/budget.yaml").write_text("changed: 1\n")
    git(repository, "commit", "-qam", "Second")
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", f"file://{repository}", "shallow")
    with pytest.raises(UserError) as stop:
        git_folder_of("sent", tmp_path / "shallow", None)
    assert "shallow" in stop.value.message
    assert "git fetch --unshallow" in stop.value.hint


@pytest.mark.parametrize(
    "name", ["--help", "--output=x", "nothing", "", "HEAD:data", "HEAD^{tree}", "a..b", "-", "HEAD\nHEAD", "\x00"]
)
def test_a_name_is_never_an_option_nor_anything_but_a_commit(name: str, repository: Path) -> None:
    with pytest.raises(UserError):
        git_folder_of(name, repository, None)
    assert sorted(path.name for path in repository.iterdir()) == [".git", "data"]


def test_no_repository_and_no_data(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UserError, match="not in a Git repository"):
        git_folder_of("HEAD", tmp_path, None)
    git(repository, "mv", "data", "elsewhere")
    git(repository, "commit", "-qm", "Moved")
    with pytest.raises(UserError, match="no data folder"):
        git_folder_of("HEAD", repository, None)
    assert same(git_folder_of("HEAD", repository, repository / "elsewhere"), repository / "elsewhere")


def test_what_a_page_says_of_its_revision(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    assert of_folder(repository / "data") == of_commit(commit)
    assert commit[:12] in str(of_commit(commit))
    (repository / "unrelated.txt").write_text("x")
    assert of_folder(repository / "data") == of_commit(commit)
    (repository / "data" / "new.yaml").write_text("a: 1\n")
    assert "changed since; files: 1" in str(of_folder(repository / "data"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert str(of_folder(tmp_path)) == "not under version control"
    git(tmp_path, "init", "-q", "empty")
    assert str(of_folder(tmp_path / "empty")) == "not in any commit yet"


def test_commits_are_read_whatever_stands_in_them(repository: Path) -> None:
    data = repository / "data"
    os.rename(data / "budget.yaml", data / "a\tb\n1 :c.yaml")
    git(repository, "add", "-A")
    git(repository, "-c", "user.name=x\x01\x02y", "commit", "-qm", ":000000 100644 a b M\x02\x01 subject")
    (newest, first), fault = Repository(repository).commits("HEAD", "data")
    assert fault is None
    assert [path for path, _, _ in newest.files] == ["data/a\tb\n1 :c.yaml", "data/budget.yaml"]
    assert newest.files[0][1] == ""
    assert newest.files[1][2] == ""
    assert len(first.files) == 6


PAGES = ("table", "markdown", "csv", "json", "html", "terminal")
TABLE_OF = {"report": "facts", "alfa-bravo": "partnerships.about", "budget": "budget.partnerships"}


def one_table(format: str, of: str) -> tuple[str, ...]:
    """A file of CSV holds one table."""
    return ("--table", TABLE_OF[of]) if format == "csv" else ()


ASKED = [
    *(("validate", "--format", f) for f in ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")),
    ("validate", "--statistics"),
    ("validate", "data/partnerships", "--no-acknowledgements"),
    *(("report", "--year", "2031", "--format", f, *one_table(f, "report")) for f in PAGES),
    ("report", "--year", "2031", "--explain"),
    *(("show", id, "--format", f, *one_table(f, id)) for id in ("alfa-bravo", "budget") for f in PAGES),
    ("show", "OS.1", "--fields"),
    *(("list", "partnerships", "--format", f) for f in PAGES),
    ("list",),
    *(("missing", "--year", "2031", "--format", f) for f in ("text", "markdown", "csv", "json")),
]  # fmt: skip


@pytest.fixture
def with_findings(repository: Path) -> Path:
    """The repository with one cent too much in a table, so that there is something to say."""
    budget = repository / "data/budget.yaml"
    budget.write_text(budget.read_text().replace("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01"))
    git(repository, "commit", "-qam", "A cent")
    return repository


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.slow
def test_at_head_is_the_clean_work_tree(
    asked: tuple[str, ...], with_findings: Path, tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(with_findings)
    asked = (*asked, "--as-of", "2032-06-30")
    as_it_is = cic(*asked)
    assert as_it_is.code in (0, 1)
    assert as_it_is.out
    assert cic(*asked, "--at", "HEAD") == as_it_is
    git(tmp_path, "clone", "-q", "--bare", str(with_findings), "bare.git")
    monkeypatch.chdir(tmp_path / "bare.git")
    assert cic(*asked, "--at", "HEAD") == as_it_is


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.slow
def test_at_head_from_another_folder(
    asked: tuple[str, ...], with_findings: Path, tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    data = "../repository/data"
    asked = (*(word.replace("data/", data + "/") for word in asked), "--as-of", "2032-06-30", "--data", data)
    as_it_is = cic(*asked)
    assert as_it_is.code in (0, 1)
    assert cic(*asked, "--at", "HEAD") == as_it_is
    (with_findings / "data/budget.yaml").write_text("changed: 1\n")
    assert cic(*asked, "--at", "HEAD") == as_it_is
