"""Three pull requests as a reviewer reads them who opens no YAML: only `cic diff` and `cic validate --against`."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

DAY = ("--as-of", "2025-07-01")
TEAM = ("-c", "user.name=Demo", "-c", "user.email=demo@example.org")
REPORT = "reports/2023/northsample-fableville.yaml"


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *TEAM, *arguments], cwd=folder, check=True, capture_output=True)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cic) -> Path:
    """The fictional programme in a repository, where one partnership has not reported its last year yet."""
    root = tmp_path / "programme"
    assert cic("init", "--demo", root).code == 0
    (root / "data" / REPORT).unlink()
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "The programme")
    git(root, "checkout", "-qb", "proposal")
    monkeypatch.chdir(root)
    return root / "data"


def an_officer_reports_a_year(data: Path) -> None:
    (data / REPORT).write_text(
        (ROOT / "cic" / "scaffold" / "demo" / REPORT).read_text(encoding="utf-8"), encoding="utf-8"
    )


def money_moves_between_two_partnerships(data: Path) -> None:
    for id, old, new in (
        ("northsample-fableville", "96250.40", "91250.40"),
        ("verzonnegem-dummara", "61900.00", "66900.00"),
    ):
        rewrite(data / f"partnerships/{id}.yaml", f"amount: {old}", f"amount: {new}")
        rewrite(data / f"partnerships/{id}.yaml", f"Budget {old}", f"Budget {new}")


def a_typo_in_a_target(data: Path) -> None:
    rewrite(data / "logframe.yaml", "2023: {value: 42, as_printed", "2023: {value: 24, as_printed")


REQUESTS = (an_officer_reports_a_year, money_moves_between_two_partnerships, a_typo_in_a_target)


def shown(text: str) -> str:
    """Without the ids of commits, which are others in every repository."""
    return re.sub(r"\b[0-9a-f]{12}\b", "COMMIT", text)


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.slow
def test_what_a_reviewer_reads(request_: Callable[[Path], None], data: Path, cic, golden) -> None:
    request_(data)
    git(data, "add", ".")
    git(data, "commit", "-qm", "A proposal")
    name = request_.__name__.replace("_", "-")
    for ending, options in (
        ("txt", ("--format", "table")),
        ("md", ("--format", "markdown")),
        ("fr.txt", ("--format", "table", "--lang", "fr")),
    ):
        ran = cic("diff", "main...proposal", *DAY, *options)
        assert (ran.code, ran.err) == (0, "")
        golden(f"request-{name}.{ending}", shown(ran.out), "tabulate")
    ran = cic("validate", "--against", "main", "--format", "full", *DAY)
    assert ran.code == int(request_ is not an_officer_reports_a_year), "what was agreed changes with a correction only"
    golden(f"request-{name}.check.txt", ran.out)
