"""The shipped data with one entry more: one commune leaves. Nothing else is needed, and nothing of before changes."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import BASE, DATA, checked, shipped_data

from cic.analysis.outstanding import missing
from cic.analysis.progress import judgement
from cic.analysis.targets import milestones
from cic.checks.engine import Checked
from cic.diagnostics import Severity
from cic.model.programme import Programme

DAY = datetime.date(2026, 11, 28)
LEAVES = 2020
pytestmark = [shipped_data, pytest.mark.slow]


def leaver(programme: Programme) -> str:
    """A commune of the south with targets of before and of after, in a partnership with another one of the south."""
    members: dict[str, list[str]] = {}
    for id, located in programme.population("southern_communes").items():
        years = {year for targets in located.value.targets.values() for year in targets}
        if min(years, default=LEAVES) < LEAVES < max(years, default=LEAVES):
            members.setdefault(located.owner, []).append(id)
    return next(ids[0] for ids in members.values() if len(ids) > 1)


def with_entry(tmp_path: Path, commune: str, owner_file: str) -> Path:
    """A copy of the data with one entry for the commune."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = folder / owner_file
    text = file.read_text(encoding="utf-8")
    entry = f"    until: {{date: {LEAVES}-06-30, reason: {{fr: Le conseil a quitté le programme}}}}\n"
    new = re.sub(rf"(?m)^  {commune}:\n", lambda line: line[0] + entry, text, count=1)
    assert new != text
    file.write_text(new, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def before() -> tuple[Programme, Checked]:
    loaded, result = checked(DATA, day=DAY)
    return loaded.programme, result


@pytest.fixture(scope="module")
def after(before, tmp_path_factory) -> tuple[Programme, Checked, str, Path]:
    programme = before[0]
    commune = leaver(programme)
    located = programme.communes[commune]
    folder = with_entry(tmp_path_factory.mktemp("leaves"), commune, programme.partnership_files[located.owner])
    loaded, result = checked(folder, day=DAY)
    return loaded.programme, result, commune, folder


def open_findings(result: Checked) -> list[tuple[str, object, Severity]]:
    return [
        (one.problem.rule.code, one.problem.where, one.problem.rule.severity)
        for one in result.verdicts
        if one.acceptance is None
    ]


def test_the_check_has_no_new_error(before, after) -> None:
    new = [one for one in open_findings(after[1]) if one not in open_findings(before[1])]
    # what the programme still promises without it, once
    assert [code for code, _, _ in new] == ["CIC533"]
    assert new[0][2] is Severity.WARNING


def test_nothing_is_asked_of_it_afterwards(before, after) -> None:
    programme, _, commune, _ = after
    for year in programme.years:
        was = {(one.partnership, one.commune): one for one in missing(before[0], year)}
        now = {(one.partnership, one.commune): one for one in missing(programme, year)}
        gone = {who for who in was if who[1] == commune}
        if year < LEAVES:
            assert now == was
        else:
            assert gone
            assert now == {who: one for who, one in was.items() if who not in gone}


def test_letters_ask_the_others_what_they_asked_and_of_it_nothing(before, after, cic) -> None:
    commune, folder = after[2], after[3]
    owner = before[0].communes[commune].owner
    asked = ("missing", "--year", before[0].years[-1], "--partnership", owner, "--as-of", DAY, "--lang", "en")
    was, now = (
        cic(*asked, "--data", data, "--format", "json") for data in (DATA, folder)
    )  # the letter's own rows, as a program reads them
    rows = [
        [row for table in json.loads(ran.out)["tables"] for row in table["rows"] if "commune" in row]
        for ran in (was, now)
    ]
    assert any(row["commune"] == commune for row in rows[0])
    assert rows[1] == [row for row in rows[0] if row["commune"] != commune]
    name = before[0].communes[commune].value.name
    letter = cic(*asked, "--data", folder).out
    assert letter
    assert not re.search(rf"^\W*{re.escape(name)}\b", letter, re.MULTILINE)


def test_the_figures_of_the_years_before_stay(before, after) -> None:
    programme = after[0]
    for year in (one for one in programme.years if one < LEAVES):
        for id, located in before[0].indicators.items():
            assert judgement(programme, programme.indicators[id], year)._replace(following=None) == judgement(
                before[0], located, year
            )._replace(following=None), (id, year)


def test_the_reports_of_the_years_before_stay_to_the_letter(after, cic) -> None:
    first, *_ = after[0].years
    for year in range(first, LEAVES):
        pages = []
        for data in (DATA, after[3]):
            ran = cic("report", "--data", data, "--year", year, "--as-of", DAY, "--format", "json")
            assert ran.code == 0
            pages.append(json.loads(ran.out)["tables"])
        assert pages[0] == pages[1], year


def test_later_one_less_is_expected_and_the_promise_stays_as_printed(before, after) -> None:
    programme, _, commune, _ = after
    last = programme.years[-1]
    counted = [
        located
        for located in programme.each_indicator()
        if located.value.level == "commune" and commune in programme.population(located.value.population or "")
    ]
    assert counted
    for located in counted:
        was = judgement(before[0], before[0].indicators[located.id], last).reported.expected
        now = judgement(programme, located, last).reported.expected
        assert set(was) - set(now) == {commune}, located.id
        printed = [one for one in milestones(programme, located) if not one.by_wording]
        assert [one.value for one in printed] == [
            one.value for one in milestones(before[0], before[0].indicators[located.id]) if not one.by_wording
        ]


def test_the_smallest_programme_needs_no_word_of_all_this() -> None:
    words = ("since", "until", "merged_into", "formerly", "amendments", "refunds", "contributions", "extended")
    words += ("accounts_until", "rates", "reports")
    for file in BASE.rglob("*.yaml"):
        assert not re.search(rf"\b(?:{'|'.join(words)}):", file.read_text(encoding="utf-8")), file
    assert checked(BASE, day=datetime.date(2034, 6, 30))[1].verdicts == ()
