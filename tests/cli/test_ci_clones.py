"""The samples of docs/ci.md as they are written, where the clone is not what one would wish."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from ci_samples import act, example
from repositories import SETTINGS, change, clone, commit, git, programme

pytestmark = pytest.mark.slow
DIFF = "Say what the change does"
CLOSED = "reporting:\n  closed: {2031: 2032-03-31}\n"
REPORT = """year: 2031
partnership: alfa-bravo
communes:
  bravo: {observations: {OS.1: {value: 1, evidence: [{kind: register, address: a.pdf}]}}}
"""


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A year is closed on the branch; the proposal changes a figure of it."""
    (tmp_path / "server").mkdir()
    root = programme(tmp_path / "server")
    change(root / "data/programme.yaml", "reporting:\n", CLOSED)
    (root / "data/reports/2031").mkdir(parents=True)
    (root / "data/reports/2031/alfa-bravo.yaml").write_text(REPORT)
    commit(root, "Closed")
    git(root, "checkout", "--quiet", "-b", "proposal")
    change(root / "data/reports/2031/alfa-bravo.yaml", "value: 1", "value: 0")
    commit(root, "Proposal")
    return root


def strangers(folder: Path) -> None:
    """Give everything to another user."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to another")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 4242, 4242, follow_symlinks=False)


def tools(folder: Path, *names: str, is_git_there: bool = True) -> str:
    """A PATH with `cic`, a `python` that has installed what it was asked to, a shell, and Git where it is there."""
    folder.mkdir()
    (folder / "cic").symlink_to(Path(sys.executable).with_name("cic"))
    (folder / "python").write_text('#!/bin/sh\ncase "$*" in "-m pip install "*) exit 0;; esac\nexit 1\n')
    (folder / "python").chmod(0o755)
    for name in ("sh", "bash", "env", *(("git",) if is_git_there else ()), *names):
        (folder / name).symlink_to(
            subprocess.run(["which", name], capture_output=True, text=True, check=True).stdout.strip()
        )
    return str(folder)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def gitlab(tmp_path: Path, server: Path) -> Run:
    """Run the job of the sample in a clone; `against` is what a merge request goes to."""

    def run(
        *how: str, against: str = "", is_git_there: bool = True, is_anothers: bool = False
    ) -> subprocess.CompletedProcess[str]:
        here = clone(server, tmp_path / "job", "--branch=proposal", *how)
        if is_anothers:
            strangers(here)
        job = yaml.safe_load(example("# .gitlab-ci.yml\n"))["cic"]
        given = {"CI_PROJECT_DIR": str(here), "CI_MERGE_REQUEST_DIFF_BASE_SHA": against}
        variables = {name: str(value).replace("$CI_PROJECT_DIR", str(here)) for name, value in job["variables"].items()}
        environment = {
            "PATH": tools(tmp_path / "bin", is_git_there=is_git_there), "HOME": str(tmp_path), "LANG": "C.UTF-8",
            **SETTINGS, **variables, **{name: value for name, value in given.items() if value},
        }  # fmt: skip
        script = "\n".join(job["script"])
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script], cwd=here, env=environment, capture_output=True, text=True
        )

    return run


def base(server: Path) -> str:
    return git(server, "rev-parse", "main")


def test_gitlab_compares_a_merge_request(gitlab: Run, server: Path, tmp_path: Path) -> None:
    ran = gitlab(against=base(server))
    assert ran.returncode == 1
    assert "CIC521" in ran.stdout
    assert (tmp_path / "job/cic-quality.json").exists()
    assert (tmp_path / "job/cic-junit.xml").exists()


def test_gitlab_on_a_branch(gitlab: Run) -> None:
    ran = gitlab()
    assert (ran.returncode, ran.stderr) == (0, "")


def test_gitlab_where_the_files_are_anothers(gitlab: Run, server: Path) -> None:
    ran = gitlab(against=base(server), is_anothers=True)
    assert (ran.returncode, "CIC521" in ran.stdout) == (1, True), ran.stderr


def test_gitlab_without_git(gitlab: Run, server: Path) -> None:
    ran = gitlab(against=base(server), is_git_there=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "cic: Git is not installed here" in ran.stderr


def test_gitlab_without_git_on_a_branch(gitlab: Run) -> None:
    assert gitlab(is_git_there=False).returncode == 0


@pytest.mark.parametrize("depth", ["1", "20"])
def test_gitlab_without_the_history(depth: str, gitlab: Run, server: Path) -> None:
    for number in range(25):
        git(server, "commit", "--quiet", "--allow-empty", "--message", f"More {number}")
    ran = gitlab(f"--depth={depth}", against=base(server))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "get it with: git fetch --unshallow" in ran.stderr


@pytest.fixture
def github(tmp_path: Path, server: Path) -> Run:
    """Run a step of the action in a clone, as on a pull request."""
    (tmp_path / "temp/cic/bin").mkdir(parents=True)
    (tmp_path / "temp/cic/bin/cic").symlink_to(Path(sys.executable).with_name("cic"))

    def run(
        step: str, *how: str, is_git_there: bool = True, is_anothers: bool = False
    ) -> subprocess.CompletedProcess[str]:
        here = clone(server, tmp_path / "work", "--branch=proposal", *how)
        if is_anothers:
            strangers(here)
        environment = {
            "PATH": tools(tmp_path / "bin", is_git_there=is_git_there), "HOME": str(tmp_path), "GITHUB_WORKSPACE": str(here),
            "LANG": "C.UTF-8", **SETTINGS,
        }  # fmt: skip
        return act(tmp_path, step, environment, compare_with=base(server))

    return run


CHECK = "Check the data"


def test_github_compares(github: Run) -> None:
    ran = github(CHECK)
    assert (ran.returncode, "CIC521" in ran.stdout) == (1, True), ran.stderr


@pytest.mark.parametrize("step", [CHECK, DIFF])
def test_github_in_a_container_where_the_files_are_anothers(step: str, github: Run, tmp_path: Path) -> None:
    ran = github(step, is_anothers=True)
    assert ran.returncode == (1 if step == CHECK else 0), ran.stderr
    assert "CIC521" in (tmp_path / "summary.md").read_text()


@pytest.mark.parametrize("step", [CHECK, DIFF])
def test_github_without_the_history(step: str, github: Run, tmp_path: Path) -> None:
    ran = github(step, "--depth=1")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "fetch-depth: 0" in ran.stderr
    assert not (tmp_path / "summary.md").exists()


@pytest.mark.parametrize("step", [CHECK, DIFF])
def test_github_without_git(step: str, github: Run, tmp_path: Path) -> None:
    ran = github(step, is_git_there=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Git is not installed here" in ran.stderr


@pytest.mark.parametrize("step", [CHECK, DIFF])
def test_github_with_a_partial_clone(step: str, github: Run, tmp_path: Path) -> None:
    """As a sparse checkout makes one, unasked."""
    ran = github(step, "--filter=blob:none")
    assert ran.returncode == 1, ran.stderr
    page = (tmp_path / "summary.md").read_text()
    assert "CIC015" in page if step == CHECK else "INCOMPLETE, not read: reports/2031/alfa-bravo.yaml" in page


def test_the_commands_of_the_table_are_git_s(server: Path, tmp_path: Path) -> None:
    from conftest import ROOT

    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    here = clone(server, tmp_path / "here", "--depth=1", "--filter=blob:none")
    for command in ("git fetch --unshallow", "git fetch --refetch --no-filter"):
        assert f"`{command}`" in text
        git(here, *shlex.split(command)[1:])
