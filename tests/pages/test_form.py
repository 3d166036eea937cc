"""The plan of a form: what is asked of whom, what stands there, what is due, and that each cell has one meaning."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import put
from forms import DEMO, FOLDERS, WORLDS, plans, programme

from cic.base.message import Message
from cic.language import ENGLISH, language_of
from cic.model.programme import PROGRAMME
from cic.pages.form.cells import COLUMNS, Answer, FormPlan, Said, canonical, digest_of, labels_of
from cic.pages.form.plan import form_plan

REPORT = "reports/2031/alfa-bravo.yaml"


def answers(plan: FormPlan) -> dict[str, Answer]:
    return {answer.id: answer for _, _, _, answer in plan.answers}


def told(plan: FormPlan, key: str) -> list[str]:
    """What stands beside the answers of a row, line by line."""
    language = language_of(plan.language)
    (row,) = [row for sheet in plan.sheets for row in sheet.rows if row.key == key]
    return [language.say(line) for cell in row.cells if isinstance(cell, Said) for line in cell.lines]


def of_base(folder: Path, period: int = 2031, code: str = "en", **more: object) -> FormPlan:
    return form_plan(programme(folder), "alfa-bravo", period, language_of(code), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FOLDERS)
def test_each_cell_has_one_meaning(name: str) -> None:
    read = programme(FOLDERS[name])
    for plan in plans(read):
        ids = [answer.id for _, _, _, answer in plan.answers]
        keys = [row.key for sheet in plan.sheets for row in sheet.rows]
        assert ids
        assert len(set(ids)) == len(ids)
        assert len(set(keys)) == len(keys)
        assert len({sheet.key for sheet in plan.sheets}) == len(plan.sheets)
        for _, row, column, answer in plan.answers:
            assert len(row.cells) <= COLUMNS
            assert row.at(column) is answer
            assert answer.takes != "choice" or answer.choices
            assert len(labels_of(answer, ENGLISH)) == len(answer.choices)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_same_is_asked_in_every_language_but_for_texts(name: str) -> None:
    read = programme(FOLDERS[name])
    for english, arabic in zip(plans(read), plans(read, "ar"), strict=True):
        one = [answer.path for _, _, _, answer in english.answers if answer.path[-1] != "en"]
        other = [answer.path for _, _, _, answer in arabic.answers if answer.path[-1] != "ar"]
        assert one == other
        assert english.digest != arabic.digest
        assert [row.due for sheet in english.sheets for row in sheet.rows] == [
            row.due for sheet in arabic.sheets for row in sheet.rows
        ]


def test_what_is_due_and_what_was_reported_before() -> None:
    read = programme(DEMO, "2023-02-01")
    plan = form_plan(read, "fictiebeek-quelquepart", 2022, ENGLISH)
    assert [sheet.key for sheet in plan.sheets] == [
        "communes/fictiebeek",
        "communes/quelquepart",
        "own",
        "money",
        "words",
    ]
    row = "communes/quelquepart/observations/OS.2"
    assert told(plan, row)[1:] == [
        "a running total: everything since the start".join(("to write: ", "")),
        "unit: collection points",
        "Due 2021: 3 (collection points)",
        "Later, 2023: 6 (collection points)",
        "Reported 2020: 1",
        "Reported 2021: 2",
    ]
    assert answers(plan)[f"{row}/value"].takes == "number"
    share = answers(plan)["communes/quelquepart/observations/OS.3/numerator"]
    assert share.path[-1] == "numerator"
    assert "communes/quelquepart/observations/OS.3/denominator" in answers(plan)
    assert told(plan, "expenditure/partners/operating") == [
        "Operating",
        "Reported 2019: 8,000.00",
        "Reported 2020: 9,000.00",
        "Reported 2021: 10,800.00",
    ]


def test_what_stands_there_is_shown(base: Path) -> None:
    put(base, {REPORT: """\
year: 2031
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1:
        achieved: true
        evidence:
          - {kind: register, address: register.pdf, date: 2031-12-01}
          - {kind: register, document: plan, address: both.pdf}
        note: {en: "Seen", fr: "Vu"}
expenditure:
  partners:
    operating: {amount: 10.50}
    refunds: [{amount: 1.00, of: 2031, nature: operating}]
contributions:
  bravo: {amount: 3.00, kind: labour}
narrative: {done: {en: "A lot"}}
"""})  # fmt: skip
    plan = of_base(base)
    now = {id: canonical(one.now) for id, one in answers(plan).items() if one.now is not None}
    own = "communes/bravo/observations/OS.1"
    assert now == {
        f"{own}/achieved": "true",
        f"{own}/evidence/0/kind": "register",
        f"{own}/evidence/0/address": "register.pdf",
        f"{own}/evidence/0/date": "2031-12-01",
        f"{own}/evidence/1/kind": "register",
        f"{own}/evidence/1/address": "both.pdf, plan",
        f"{own}/note/en": "Seen",
        "expenditure/partners/operating/amount": "10.50",
        "expenditure/partners/refunds/0/amount": "1.00",
        "expenditure/partners/refunds/0/of": "2031",
        "expenditure/partners/refunds/0/nature": "operating",
        "contributions/bravo/amount": "3.00",
        "contributions/bravo/kind": "labour",
        "narrative/done/en": "A lot",
    }
    locked = {id for id, one in answers(plan).items() if one.is_locked}
    assert locked == {f"{own}/evidence/1/{key}" for key in ("kind", "address", "date")}
    assert f"{own}/evidence/+1/kind" in answers(plan)
    assert "expenditure/partners/refunds/+1/amount" in answers(plan)
    french = answers(of_base(base, code="fr"))
    assert french[f"{own}/note/fr"].now == "Vu"
    assert french["narrative/done/fr"].now is None
    assert told(of_base(base, code="fr"), "narrative/done")[1] == "y figure en anglais\u00a0: A lot"
    assert plan.digest != of_base(base, period=2032).digest


def test_what_says_more_than_a_cell_is_not_asked(base: Path) -> None:
    put(base, {REPORT: """\
year: 2031
partnership: alfa-bravo
communes:
  bravo: {observations: {OS.1: {value: 1}}}
expenditure:
  partners:
    operating: [{amount: 8.00}, {amount: 1.00, paid_by: league}]
    personnel: {amount: 2.00, paid_by: league}
contributions:
  bravo: [{amount: 3.00, kind: labour}, {amount: 1.00}]
"""})  # fmt: skip
    known = answers(of_base(base))
    assert known["communes/bravo/observations/OS.1/achieved"].is_locked
    assert known["expenditure/partners/operating/amount"].is_locked
    assert known["expenditure/partners/personnel/amount"].is_locked
    assert known["contributions/bravo/amount"].is_locked
    assert not known["expenditure/partners/investment/amount"].is_locked


def test_persons_are_shown_where_they_are_asked_for_alone(base: Path) -> None:
    file = base / "partnerships" / "alfa-bravo.yaml"
    file.write_text(file.read_text().replace("name: Bravo,", "name: Bravo, contacts: {one: {name: Berta Example}},"))
    put(base, {REPORT: """\
year: 2031
partnership: alfa-bravo
reported: {by: {en: Berta Example}, date: 2032-01-10}
communes:
  bravo: {observations: {OS.1: {achieved: false, note: {en: Berta Example counted}}}}
"""})  # fmt: skip
    known = answers(of_base(base))
    assert known["reported/by/en"].now is None
    assert known["reported/by/en"].is_locked
    assert known["reported/date"].now == datetime.date(2032, 1, 10)
    note = known["communes/bravo/observations/OS.1/note/en"]
    assert note.is_locked
    assert "Berta" not in str(note.now)
    assert answers(of_base(base, with_persons=True))["reported/by/en"].now == "Berta Example"


def test_texts_that_no_cell_gives_back_as_they_are(base: Path) -> None:
    long = "x" * 6000
    put(
        base,
        {REPORT: f"year: 2031\npartnership: alfa-bravo\nnarrative: {{done: {{en: {long}}}, lessons: {{en: fine}}}}\n"},
    )
    known = answers(of_base(base))
    assert known["narrative/done/en"].is_locked
    assert len(str(known["narrative/done/en"].now)) == 5000
    assert not known["narrative/lessons/en"].is_locked


def test_who_left_is_asked_up_to_the_year_of_leaving(base: Path) -> None:
    file = base / "partnerships" / "alfa-bravo.yaml"
    file.write_text(
        file.read_text().replace(
            "name: Bravo,", "name: Bravo, until: {date: 2031-03-31, reason: {en: It left}, source: {document: plan}},"
        )
    )
    sheets = {year: [sheet.key for sheet in of_base(base, year).sheets] for year in (2031, 2032)}
    assert "communes/bravo" in sheets[2031]
    assert "communes/bravo" not in sheets[2032]
    assert "communes/charlie" in sheets[2032]


def test_parts_of_a_value_stand_below_it() -> None:
    found = 0
    for name in WORLDS:
        read = programme(FOLDERS[name])
        for plan in plans(read):
            for _, row, _, answer in plan.answers:
                if answer.fills == "part":
                    dimension, part = answer.path[-2:]
                    parts = read.indicators[answer.indicator].value.disaggregated_by[str(dimension)]
                    assert part in (*parts, "unknown")
                    assert row.cells[0] is not None
                    found += 1
    assert found


def test_parts_of_years_have_forms_of_their_own() -> None:
    read = programme(FOLDERS["coffee_chain"])
    who = next(iter(read.partnership_files))
    first, second = read.periods[:2]
    assert str(first).endswith("Q1")
    one, other = (form_plan(read, who, period, ENGLISH) for period in (first, second))
    assert dict(one.head)["period"] == str(first)
    assert one.digest != other.digest


def test_the_programme_has_a_form_of_its_own() -> None:
    read = programme(DEMO, "2023-02-01")
    plan = form_plan(read, PROGRAMME, 2022, ENGLISH)
    assert isinstance(plan.name, Message)
    known = answers(plan)
    assert "observations/R2.4/value" in known
    assert "expenditure/local_office/operating/amount" in known
    assert not any(id.startswith(("communes", "expenditure/partners")) for id in known)
    assert any("Budget 2022: " in line for line in told(plan, "expenditure/local_office/operating"))


def test_the_digest_is_of_all_that_it_carries() -> None:
    plan = form_plan(programme(DEMO), "fictiebeek-quelquepart", 2022, ENGLISH, revision="abc")
    assert plan.digest == digest_of(plan.head, plan.shown)
    assert plan.digest != digest_of(plan.head[:-1], plan.shown)
    for changed in (plan.shown[1:], (plan.shown[0]._replace(now="x"), *plan.shown[1:])):
        assert digest_of(plan.head, changed) != plan.digest
    assert canonical(Decimal("12.50")) == "12.50"
    assert canonical(True) == "true"
