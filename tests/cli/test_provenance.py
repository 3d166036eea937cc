"""What stands at the top of a page: of which commit the figures are, and that it is so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from conftest import BASE
from repositories import SETTINGS, change, clone, commit, git, programme

BUDGET = "60.00"
PARTNERSHIP = "partnerships/alfa-bravo.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in (SETTINGS | {"GIT_CEILING_DIRECTORIES": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "repository").mkdir()
    root = programme(tmp_path / "repository")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def stamp(cic):
    """What the page says of its data."""

    def said(*arguments: object) -> str:
        ran = cic("report", "--year", "2031", "--width", "1000", "--section", "summary", *arguments)
        (line,) = [line for line in ran.out.splitlines() if line.startswith("Data: ")]
        return line.removeprefix("Data: ")

    return said


def head(folder: Path) -> str:
    return git(folder, "rev-parse", "HEAD")[:12]


def unchanged(folder: Path) -> str:
    return f"commit {head(folder)}, unchanged"


def changed(folder: Path, count: int) -> str:
    return f"commit {head(folder)}, changed since; files: {count}"


def test_what_git_does_not_look_at_is_compared_too(repository: Path, stamp) -> None:
    assert stamp() == unchanged(repository)
    for flag in ("assume-unchanged", "skip-worktree"):
        git(repository, "update-index", f"--{flag}", f"data/{PARTNERSHIP}")
        change(repository / "data" / PARTNERSHIP, BUDGET, "61.00")
        assert git(repository, "status", "--porcelain") == "", "Git itself sees nothing"
        assert stamp() == changed(repository, 1)
        change(repository / "data" / PARTNERSHIP, "61.00", BUDGET)
        git(repository, "update-index", f"--no-{flag}", f"data/{PARTNERSHIP}")
    assert stamp() == unchanged(repository)


@pytest.mark.parametrize("where", [".gitignore", ".git/info/exclude", "excludes file"])
def test_a_file_that_is_ignored_is_not_of_the_commit(where: str, repository: Path, tmp_path: Path, stamp) -> None:
    if where == "excludes file":
        git(repository, "config", "core.excludesFile", str(tmp_path / "ignored"))
        (tmp_path / "ignored").write_text("reports/\n")
    else:
        (repository / where).write_text("reports/\n")
    (repository / "data/reports/2031").mkdir(parents=True)
    (repository / "data/reports/2031/alfa-bravo.yaml").write_text("year: 2031\npartnership: alfa-bravo\n")
    assert "reports" not in git(repository, "status", "--porcelain", "--untracked-files=all")
    assert stamp() == changed(repository, 1)


def test_every_way_of_being_otherwise_counts_once(repository: Path, stamp) -> None:
    data = repository / "data"
    (data / "risks.yaml").write_text("risks: {}\n")
    change(data / PARTNERSHIP, BUDGET, "61.00")
    (data / "partnerships/delta-echo.yaml").unlink()
    (data / "budget.yaml").unlink()
    (data / "budget.yaml").symlink_to("nowhere.yaml")
    (data / "notes.txt").write_text("nobody reads this\n")
    (data / ".hidden.yaml").write_text("nor: this\n")
    git(repository, "add", "--all")
    assert stamp() == changed(repository, 4), "what is staged is in no commit"
    commit(repository, "All of it")
    assert stamp() == unchanged(repository), "a dead link is what the commit holds"


def test_line_ends_alone_are_no_change(repository: Path, stamp) -> None:
    file = repository / "data" / PARTNERSHIP
    unix = file.read_bytes()
    windows = unix.replace(b"\n", b"\r\n")
    mixed = windows.replace(b"\r\n", b"\n", 3)
    file.write_bytes(windows)
    assert stamp() == unchanged(repository)
    for committed in (windows, mixed):
        file.write_bytes(committed)
        commit(repository, "Line ends")
        for read in (unix, windows, mixed):
            file.write_bytes(read)
            assert stamp() == unchanged(repository)
            file.write_bytes(read.replace(BUDGET.encode(), b"61.00"))
            assert stamp() == changed(repository, 1)


def test_in_a_repository_with_longer_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stamp) -> None:
    (tmp_path / "long").mkdir()
    root = programme(tmp_path / "long", "--object-format=sha256")
    monkeypatch.chdir(root)
    assert len(git(root, "rev-parse", "HEAD")) == 64
    assert stamp() == unchanged(root)
    change(root / "data" / PARTNERSHIP, BUDGET, "61.00")
    assert stamp() == changed(root, 1)


def test_no_command_that_the_repository_names_is_run(repository: Path, tmp_path: Path, cic) -> None:
    change(repository / "data" / PARTNERSHIP, BUDGET, "61.00")
    commit(repository, "Second")
    run = tmp_path / "run"
    script = tmp_path / "command"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> {run}\ncat\n')
    script.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        shutil.copy(script, hooks / name)
    (repository / ".gitattributes").write_text("*.yaml filter=ours diff=ours merge=ours text\n")
    for name in (
        "filter.ours.clean", "filter.ours.smudge", "filter.ours.process", "diff.ours.textconv", "diff.ours.command",
        "diff.external", "core.fsmonitor", "core.pager", "pager.log", "core.editor", "core.sshCommand", "core.askPass",
        "credential.helper", "gpg.program", "gpg.ssh.program", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
        "sequence.editor", "interactive.diffFilter", "alias.log", "alias.ls-tree", "alias.cat-file", "alias.rev-list",
        "remote.origin.uploadpack",
    ):  # fmt: skip
        git(repository, "config", name, f"!{script}" if name.startswith("alias.") else str(script))
    git(repository, "config", "core.hooksPath", str(hooks))
    git(repository, "config", "log.showSignature", "true")
    # a promisor makes older versions of Git fetch what is missing
    git(repository, "config", "remote.origin.url", f"ext::{script} %S")
    git(repository, "config", "remote.origin.promisor", "true")
    git(repository, "config", "protocol.ext.allow", "always")
    os.utime(repository / "data" / PARTNERSHIP, (1, 1))
    lost = git(repository, "rev-parse", f"HEAD~1:data/{PARTNERSHIP}")
    run.unlink(missing_ok=True)
    (repository / ".git/objects" / lost[:2] / lost[2:]).unlink()
    for asked in (
        ("report", "--year", "2031"), ("report", "--year", "2031", "--at", "HEAD~1"), ("validate", "--against", "HEAD~1"),
        ("diff", "HEAD~1"), ("diff", "HEAD~1...HEAD"), ("history", "alfa-bravo"), ("history", "bravo", "main"),
    ):  # fmt: skip
        assert cic(*asked).code in (0, 1), asked
    assert not run.exists(), run.read_text()
    git(repository, "status")
    assert run.exists(), "the traps are set"


def test_another_owner_is_said_with_the_cure(repository: Path, cic, stamp, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = unchanged(repository)
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to another")
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 4242, 4242, follow_symlinks=False)
    cure = f"git config --global --add safe.directory {repository}"
    assert stamp() == (
        f"commit unknown: Git refused: detected dubious ownership in repository at '{repository}' ({cure})"
    )
    for asked in (("diff",), ("history", "bravo"), ("report", "--at", "HEAD"), ("validate", "--against", "HEAD")):
        ran = cic(*asked)
        assert (ran.code, ran.out) == (2, "")
        assert "dubious ownership" in ran.err
        assert cure in ran.err
    for name, value in (("KEY_0", "safe.directory"), ("VALUE_0", str(repository)), ("COUNT", "1")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert stamp() == expected


def test_without_git(repository: Path, tmp_path: Path, cic, stamp, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert stamp() == "commit unknown: Git is not installed here (install Git, or use an image that has it)"
    assert cic("validate").code == 0
    ran = cic("diff")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "cic: Git is not installed here"
    shutil.copytree(BASE, tmp_path / "unpacked/data")
    assert stamp("--data", tmp_path / "unpacked/data") == "not under version control"


def test_a_git_that_fails(repository: Path, stamp) -> None:
    (repository / ".git/HEAD").write_text("")
    assert (
        stamp()
        == "commit unknown: Git refused: not a git repository (or any of the parent directories): .git (try git status)"
    )
    (repository / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (repository / ".git/config").write_text("[core\n")
    assert stamp().startswith("commit unknown: Git refused: bad config line 1 in file .git/config")


def test_a_commit_that_is_missing_is_not_called_the_first(repository: Path, stamp, cic) -> None:
    id = git(repository, "rev-parse", "HEAD")
    (repository / ".git/objects" / id[:2] / id[2:]).unlink()
    assert stamp() == (
        f"commit unknown: this clone lacks the commit {id[:12]} (HEAD) (get it with: git fetch --refetch --no-filter)"
    )
    assert f"lacks the commit {id[:12]}" in cic("diff").err


def test_before_the_first_commit_and_outside(tmp_path: Path, stamp) -> None:
    data = shutil.copytree(BASE, tmp_path / "new/data")
    assert stamp("--data", data) == "not under version control"
    git(tmp_path / "new", "init", "--quiet")
    assert stamp("--data", data) == "not in any commit yet"


def test_what_a_hook_is_told_of_its_own_repository(repository: Path, tmp_path: Path, cic, stamp, monkeypatch) -> None:
    """In a linked work tree a hook runs with GIT_DIR and without GIT_WORK_TREE."""
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "linked"))
    monkeypatch.chdir(tmp_path / "linked/data")
    change(tmp_path / "linked/data" / PARTNERSHIP, BUDGET, "61.00")
    expected = cic("diff", "--format", "json").out
    assert expected.count("\n") > 1
    for name, value in {
        "GIT_DIR": str(repository / ".git/worktrees/linked"), "GIT_INDEX_FILE": str(tmp_path / "nothing"), "GIT_PREFIX": "data/",
        "GIT_WORK_TREE": str(tmp_path), "GIT_OBJECT_DIRECTORY": str(tmp_path), "GIT_COMMON_DIR": str(tmp_path),
        "GIT_NAMESPACE": "x", "GIT_SHALLOW_FILE": str(tmp_path / "nothing"), "GIT_REPLACE_REF_BASE": "refs/x/",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
        assert stamp() == changed(tmp_path / "linked", 1), name
        assert cic("diff", "--format", "json").out == expected, name


@pytest.mark.parametrize("linked", [False, True])
def test_within_a_real_hook(linked: bool, repository: Path, tmp_path: Path) -> None:
    import sys

    place = repository
    if linked:
        git(repository, "worktree", "add", "--quiet", str(tmp_path / "linked"))
        place = tmp_path / "linked"
    said = tmp_path / "said"
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\ncd data && {sys.executable} -m cic report --year 2031 --output {said}.json &&\n"
        f"{sys.executable} -m cic report --year 2031 > {said}\n"
    )
    hook.chmod(0o755)
    before = head(place)
    change(place / "data" / PARTNERSHIP, BUDGET, "61.00")
    git(place, "commit", "--quiet", "--all", "--message", "By a hook", PYTHONPATH=str(Path(__file__).parents[2]))
    assert f"commit {before}, changed since; files: 1" in said.read_text()


def test_replaced_objects_and_grafts_are_not_taken(repository: Path, cic, stamp) -> None:
    first = git(repository, "rev-parse", "HEAD")
    change(repository / "data" / PARTNERSHIP, BUDGET, "61.00")
    second = commit(repository, "Second")
    expected = cic("history", "alfa-bravo").out
    git(repository, "replace", second, first)
    assert stamp() == f"commit {second[:12]}, unchanged"
    git(repository, "replace", "-d", second)
    (repository / ".git/info").mkdir(exist_ok=True)
    (repository / ".git/info/grafts").write_text(f"{second}\n")
    assert cic("history", "alfa-bravo").out == expected


def test_settings_of_users_change_no_answer(repository: Path, tmp_path: Path, cic, stamp) -> None:
    change(repository / "data" / PARTNERSHIP, BUDGET, "61.00")
    (repository / "data/reports/2031").mkdir(parents=True)
    accented = repository / "data/reports/2031/é.yaml"
    accented.write_text("year: 2031\npartnership: alfa-bravo\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Zweite: é", "--author", "Zoë <zoe@example.org>")
    asked = (
        ("history", "alfa-bravo", "--format", "csv"), ("history", "bravo"), ("diff", "HEAD~1", "--format", "json"),
        ("validate", "--at", "HEAD", "--format", "concise"),
    )  # fmt: skip
    expected = [cic(*one) for one in asked]
    assert {one.code for one in expected} <= {0, 1}
    assert expected[0].out.count("First") > 5
    assert "Zoë" in expected[0].out
    (tmp_path / "order").write_text("budget.yaml\n")
    for name, value in {
        "log.showRoot": "false", "diff.orderFile": str(tmp_path / "order"), "core.quotePath": "true", "diff.renames": "copies",
        "log.follow": "true", "diff.relative": "true", "log.date": "relative", "color.ui": "always", "color.diff": "always",
        "i18n.logOutputEncoding": "ISO-8859-1", "diff.noprefix": "true", "log.diffMerges": "first-parent", "core.abbrev": "5",
        "format.pretty": "oneline", "log.decorate": "full", "log.mailmap": "true", "status.showUntrackedFiles": "no",
        "diff.ignoreSubmodules": "all", "core.ignoreCase": "true", "log.showSignature": "true", "notes.displayRef": "*",
        "diff.statGraphWidth": "1", "diff.algorithm": "patience", "core.autocrlf": "true", "core.eol": "crlf",
        "submodule.recurse": "true", "grep.column": "true", "core.precomposeUnicode": "true", "core.untrackedCache": "true",
    }.items():  # fmt: skip
        git(repository, "config", name, value)
    assert [cic(*one) for one in asked] == expected
    assert stamp() == unchanged(repository)


def test_in_partial_and_sparse_clones(repository: Path, tmp_path: Path, stamp, monkeypatch: pytest.MonkeyPatch) -> None:
    change(repository / "data" / PARTNERSHIP, BUDGET, "61.00")
    commit(repository, "Second")
    partial = clone(repository, tmp_path / "partial", "--filter=blob:none")
    monkeypatch.chdir(partial)
    assert stamp() == unchanged(repository)
    sparse = clone(repository, tmp_path / "sparse", "--filter=blob:none", "--no-checkout")
    git(sparse, "sparse-checkout", "set", "--no-cone", "/data/*", "!/data/partnerships/delta-echo.yaml")
    git(sparse, "checkout", "--quiet", "main")
    assert not (sparse / "data/partnerships/delta-echo.yaml").exists()
    assert git(sparse, "status", "--porcelain") == ""
    monkeypatch.chdir(sparse)
    assert stamp() == changed(repository, 1), "what was not checked out was not read"
    change(sparse / "data" / PARTNERSHIP, "61.00", "62.00")
    assert stamp() == changed(repository, 2)


def test_a_data_folder_that_is_a_link(repository: Path, cic, stamp, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "mv", "data", "kept")
    (repository / "data").symlink_to("kept")
    (repository / "deep").mkdir()
    (repository / "deep/data").symlink_to("../data")
    commit(repository, "A link")
    assert stamp() == unchanged(repository)
    change(repository / "kept" / PARTNERSHIP, BUDGET, "61.00")
    assert stamp() == changed(repository, 1)
    expected = cic("diff", "--data", "kept", "--format", "json").out.replace("kept/", "data/")
    for place, data in (
        (repository, None),
        (repository / "deep", None),
        (repository.parent, "repository/deep/data"),
        (repository, "data"),
    ):
        monkeypatch.chdir(place)
        given = ("--data", data) if data else ()
        assert "61.00" in cic("diff", *given, "--format", "json").out
        assert cic("report", "--year", "2031", "--at", "HEAD", *given).code == 0
        assert "First" in cic("history", "bravo", *given).out, "what it was called before is followed"
        assert cic("validate", "--at", "HEAD", *given).code == 0
    monkeypatch.chdir(repository)
    assert cic("diff", "--format", "json").out.replace("kept/", "data/") == expected


@pytest.mark.parametrize("target", ["../outside", "/etc", "data", "nowhere"])
def test_a_data_folder_that_leads_nowhere_good(target: str, repository: Path, cic) -> None:
    git(repository, "rm", "-r", "--quiet", "data")
    (repository / "data").symlink_to(target)
    commit(repository, "A bad link")
    ran = cic("report", "--at", "HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert "has no data folder" in ran.err


def test_a_submodule_in_the_place_of_data(repository: Path, tmp_path: Path, cic, stamp) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    (other / "alfa-bravo.yaml").write_text("year: 2031\npartnership: alfa-bravo\n")
    commit(other, "First")
    (repository / "data/reports/2030").mkdir(parents=True)
    git(repository, "submodule", "--quiet", "add", str(other), "data/reports/2031")
    git(repository, "submodule", "--quiet", "add", str(other), "data/reports/2030/alfa-bravo.yaml")
    git(repository, "submodule", "--quiet", "add", str(other), "data/pictures")
    commit(repository, "Submodules")
    ran = cic("validate", "--at", "HEAD", "--select", "CIC001", "--format", "concise", "-q")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "data/reports/2030/alfa-bravo.yaml:1:1: error CIC001 file-unreadable: this is a folder, not a file",
        "data/reports/2031:1:1: error CIC001 file-unreadable: the files of another repository (a submodule) are not read from a revision",
    ]
    assert stamp() == changed(repository, 3), (
        "two files that were read are not the commit's, and one entry of it was not read"
    )
