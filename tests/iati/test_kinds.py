"""Every kind of thing that public activities do: taken or listed, never lost in silence, and nothing said that nobody said."""

from __future__ import annotations

from pathlib import Path

import pytest
from iati_compare import ACTIVITY, not_said_again, said_by_nobody
from iati_folders import programme_of
from iati_kinds import KINDS
from iati_sample import NOW, activity, etree

from cic.iati.checks import faults_of
from cic.iati.export import export
from cic.iati.take_activity import imported

ASKED = {
    "no dates at all": ["period.start"],
    "no currency": ["currency"],
    "currency unknown": ["currency"],
    "lang of no list": ["publication.language"],
    "lang none": ["publication.language"],
    "ident empty": ["publication.identifier"],
    "ident none": ["publication.identifier"],
    "baseline year": ["publication.baseline_year"],
    "budget value-date 1010": ["publication.budget.value_date"],
    "reporter none": ["publication.organisation", "publication.organisations.ID.ref", "publication.organisations.ID.type"],
    "status none": ["publication.status"],
}  # fmt: skip
"""What a person must say before it is published again: nothing is written until then."""
WITHOUT_INDICATORS = {"result no indicator": [f"{ACTIVITY}/result"], "two results same": [f"{ACTIVITY}/result[2]"]}
"""The folder holds them; IATI does not, which the export says."""


@pytest.mark.parametrize("kind", KINDS)
def test_what_others_publish_is_taken_or_listed(tmp_path: Path, kind: str) -> None:
    raw = activity(KINDS[kind])
    made = imported(raw, "file.xml")
    out = export(programme_of(made, tmp_path), NOW)
    assert [".".join(map(str, gap.spot.path)) for gap in out.missing] == ASKED.get(kind, [])
    if out.missing:
        return
    published = {(one.check, one.rule) for one in faults_of(raw, "file.xml", NOW) if one.is_error}
    found = {(one.check, one.rule) for one in out.faults if one.is_error}
    # where the schema finds something, the other checks were not asked
    assert found <= published or "schema" in {check for check, _ in published}
    before, after = etree.fromstring(raw)[0], etree.fromstring(out.content)[0]
    assert not_said_again(before, after, made.losses) == WITHOUT_INDICATORS.get(kind, [])
    assert said_by_nobody(before, after, made.losses) == []
    if kind in WITHOUT_INDICATORS:
        assert "a result without an indicator: IATI has none" in [str(gap.words) for gap in out.left_out]


def test_the_comparison_sees_what_is_lost_moved_and_added(tmp_path: Path) -> None:
    """It would be worth nothing if it saw nothing."""
    raw = activity()
    made = imported(raw, "file.xml")
    before = etree.fromstring(raw)[0]
    after = etree.fromstring(export(programme_of(made, tmp_path), NOW).content)[0]
    assert not_said_again(before, after, made.losses) == said_by_nobody(before, after, made.losses) == []
    first, second = after.findall("budget")
    first.find("value").text, second.find("value").text = second.find("value").text, first.find("value").text
    assert f"{ACTIVITY}/budget[1]/value" in not_said_again(before, after, made.losses)
    after.find("title/narrative").text = "Other towns"
    assert f"{ACTIVITY}/title/narrative" in not_said_again(before, after, made.losses)
    assert f"{ACTIVITY}/title/narrative/text() Other towns" in said_by_nobody(before, after, made.losses)
    after.remove(after.find("result"))
    assert f"{ACTIVITY}/result" in not_said_again(before, after, made.losses)
