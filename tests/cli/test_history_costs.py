"""What `cic history` costs against Git's own list of the same changes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from repositories import SETTINGS, git

pytestmark = pytest.mark.slow
MOST = 20
"""Times of `git log --raw`."""


def cost(command: list[str], folder: Path) -> float:
    """The processor time of a command and of what it starts, the least of three, so that a busy machine changes little."""
    least = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **SETTINGS, "PYTHONPATH": str(ROOT)},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def test_a_history_of_a_thousand_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "benchmarks"))
    import history

    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    subprocess.run(["git", "fast-import", "--quiet"], cwd=tmp_path, input=history.stream(1000, 1000), check=True)
    listed = cost(history.LOG, tmp_path)
    told = cost([sys.executable, "-m", "cic", "history", "p0", "--format", "json"], tmp_path)
    assert told <= MOST * listed, f"{told:.2f} s, git log --raw {listed:.2f} s"
