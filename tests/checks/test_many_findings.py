"""Very many findings of one rule: as many are listed as can be of use, and the rest is told and counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from repositories import commit, git

MOST = 10
FILES = 300
"""Files that share one id; their number is far above what a chain of messages within messages can hold, below."""


def _share_one_id(data: Path, many: int) -> None:
    for n in range(many):
        text = f"id: same\nsource: {{document: plan}}\ncommunes:\n  x: {{name: X{n}, country: BE}}\n"
        (data / "partnerships" / f"p{n}.yaml").write_text(text)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cic.checks.engine.MOST_OF_A_RULE", MOST)


def test_the_last_one_says_how_many_more_there_are(base: Path, few: None, cic) -> None:
    _share_one_id(base, FILES)
    ran = cic("validate", "--data", base, "--format", "json")
    assert ran.code == 1
    found = [one for one in json.loads(ran.out)["findings"] if one["rule"] == "file-name"]
    assert len(found) == MOST
    told = [one for one in found if one["message"].endswith(f"; {FILES - MOST} faults more by this rule")]
    assert [one["which"] for one in told] == [f"+{FILES - MOST}"]
    assert f"note: findings by file-name that are listed: {MOST}, and not listed: {FILES - MOST}\n" in ran.err
    assert "not listed" in " ".join(json.loads(ran.out)["notes"])


def test_the_rest_cannot_be_known(base: Path, few: None, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A baseline of what is listed does not make green what is not."""
    _share_one_id(base, FILES)
    (base / "partnerships" / "p0.yaml").unlink()
    known = base.parent / "baseline.json"
    cic("validate", "--data", base, "--select", "file-name", "--write-baseline", known)
    assert cic("validate", "--data", base, "--select", "file-name", "--baseline", known).code == 0
    _share_one_id(base, FILES)
    assert cic("validate", "--data", base, "--select", "file-name", "--baseline", known).code == 1


def test_what_is_not_listed_makes_no_acknowledgement_stale(base: Path, few: None, cic) -> None:
    emails = ", ".join(f"x{n}" for n in range(2 * MOST))
    file = base / "partnerships" / "delta-echo.yaml"
    file.write_text(file.read_text().replace("{name: Delta,", f"{{emails: [{emails}], name: Delta,"))
    last = f"communes[delta].emails[{2 * MOST - 1}]"
    (base / "acknowledgements.yaml").write_text(
        "acknowledgements:\n  - {rule: email, file: partnerships/delta-echo.yaml, "
        f"path: '{last}', figures: {{digest: '0'}}, reason: {{en: x}}}}\n"
    )
    assert "CIC901" not in cic("validate", "--data", base, "--format", "concise").out


def test_many_files_of_one_id_in_one_commit(base: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages within messages went so deep here that Python gave up."""
    root = base.parent
    git(root, "init", "--quiet")
    commit(root, "First")
    _share_one_id(base, 4 * FILES)
    commit(root, "Second")
    monkeypatch.chdir(root)
    for command in (("history", "same"), ("diff", "HEAD~"), ("validate", "--at", "HEAD")):
        ran = cic(*command, "--format", "json")
        assert ran.code in (0, 1), ran.err
        assert "same" in ran.out
    assert "and more of the kind: " in cic("history", "same", "--format", "json").out
