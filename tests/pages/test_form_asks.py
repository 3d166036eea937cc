"""All that a report may hold is asked in forms, or the guide says why it is not."""

from __future__ import annotations

import re

from conftest import ROOT
from forms import FOLDERS, plans, programme

from cic.model.evidence import Evidence
from cic.model.expenditure import Contributed, Payment, Refund, Spending
from cic.model.report import ActivityReport, CommuneReport, Narrative, Observation, Report
from cic.model.signed import Signed

MODELS = (
    Report, CommuneReport, Observation, Evidence, ActivityReport, Narrative, Signed, Spending, Payment, Refund,
    Contributed,
)  # fmt: skip
OF_THE_FORM_ITSELF = {"year", "partnership"}
ASKED_ELSEWHERE = {"payments", "note"}
"""Named in the guide for what came back and what was brought; of an amount they are asked."""


def asked() -> set[str]:
    return {
        str(step)
        for folder in FOLDERS.values()
        for plan in plans(programme(folder))
        for _, _, _, answer in plan.answers
        for step in answer.path
    }


def not_asked() -> set[str]:
    guide = (ROOT / "docs" / "reporting.md").read_text(encoding="utf-8")
    part = guide.partition("### What a form asks, and what it does not")[2].partition("\n## ")[0]
    return {word for line in part.splitlines() if line.startswith("| `") for word in re.findall("`(\\w+)`", line)}


def test_all_of_a_report_is_asked_or_the_guide_says_why_not() -> None:
    words = {key for model in MODELS for key in model.model_fields}
    assert words - asked() - not_asked() == OF_THE_FORM_ITSELF


def test_what_the_guide_calls_not_asked_is_in_the_model_and_not_asked() -> None:
    words = {key for model in MODELS for key in model.model_fields}
    assert not_asked() <= words
    assert not_asked() & asked() == ASKED_ELSEWHERE
