"""Rules of days and years where the years begin in April, and where quarters are reported."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from conftest import checked, found_in, put

IDENTITY = """format: 1
id: demo
name: {en: Schools of Exampleland}
country: XA
period: {start: 2031, end: 2032%s}
source: {document: plan, section: "1"}
organisations:
  league: {name: League of Communes, role: applicant}
  union: {name: Union of Communes, role: applicant}
  bank: {name: Bank of Exampleland, role: synergy}
reporting:
  years: [2031, 2032]
  %s
"""
PROOF = "evidence: [{kind: register, address: register.pdf}]"
FISCAL, QUARTERS = 'year_begins: "04-01"', "periods: quarter"


def codes(base: Path, day: str = "2034-06-30", against: Path | None = None) -> list[str]:
    loaded, result = checked(base, day=datetime.date.fromisoformat(day), against=against)
    assert not loaded.problems, loaded.problems
    return sorted(one.problem.rule.code for one in result.verdicts)


def report(year: str, said: str = f"achieved: true, {PROOF}") -> dict[str, str]:
    text = f"year: {year}\npartnership: alfa-bravo\ncommunes:\n  bravo: {{observations: {{OS.1: {{{said}}}}}}}\n"
    return {f"reports/{year}/alfa-bravo.yaml": text}


@pytest.mark.parametrize(
    "said", [FISCAL, QUARTERS, "periods: half_year", "periods: month", f"{FISCAL}\n  periods: quarter"]
)
def test_the_base_programme_is_right_in_any_calendar(base: Path, said: str) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", said)})
    assert codes(base) == []


@pytest.mark.parametrize(
    ("said", "year", "start", "end", "found"),
    [
        (FISCAL, "2031", "2032-02-01", "2032-03-31", []),
        (FISCAL, "2031", "2031-01-01", "2031-03-31", ["CIC518"]),
        (FISCAL, "2031", "2032-04-01", "2032-04-02", ["CIC518"]),
        (QUARTERS, "2031-Q3", "2031-07-01", "2031-07-02", []),
        (QUARTERS, "2031-Q3", "2031-06-29", "2031-07-02", []),
        (QUARTERS, "2031-Q3", "2031-06-29", "2031-06-30", ["CIC518"]),
        (QUARTERS, "2031-Q3", "2031-10-01", "2031-10-01", ["CIC518"]),
    ],
)
def test_days_of_observation(base: Path, said: str, year: str, start: str, end: str, found: list[str]) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", said)})
    put(base, report(year, f"achieved: true, observed: {{start: {start}, end: {end}}}, {PROOF}"))
    assert codes(base) == found


@pytest.mark.parametrize(
    ("said", "year", "day", "found"),
    [
        (FISCAL, "2031", "2032-03-30", ["CIC515"]),
        (FISCAL, "2031", "2032-03-31", []),
        (QUARTERS, "2031-Q3", "2031-09-29", ["CIC515"]),
        (QUARTERS, "2031-Q3", "2031-09-30", []),
        (QUARTERS, "2031", "2032-01-01", ["CIC560"]),
        ("periods: half_year", "2031-Q2", "2032-01-01", ["CIC560"]),
        ("periods: half_year", "2031-H2", "2031-12-31", []),
        (FISCAL, "2031-Q4", "2032-04-01", ["CIC560"]),
    ],
)
def test_reports_before_their_end_and_of_another_period(
    base: Path, said: str, year: str, day: str, found: list[str]
) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", said)})
    put(base, report(year))
    assert codes(base, day) == found


def test_where_the_wrong_period_stands(base: Path) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", QUARTERS), **report("2031")})
    (found,) = found_in(base)
    assert (found.place.file, found.place.line, found.place.column) == ("reports/2031/alfa-bravo.yaml", 1, 7)
    said = "the programme reports quarters, and 2031 is none: write 2031-Q1, 2031-Q2, 2031-Q3, 2031-Q4"
    assert str(found.message) == said


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (f"{FISCAL}\n  closed: {{2031: 2032-03-30}}", ["CIC519"]),
        (f"{FISCAL}\n  closed: {{2031: 2032-03-31}}", []),
        (f"{QUARTERS}\n  closed: {{2031-Q2: 2031-06-29}}", ["CIC519"]),
        (f"{QUARTERS}\n  closed: {{2031-Q2: 2031-06-30, 2031: 2032-01-31}}", []),
        (f"{QUARTERS}\n  closed: {{2033-Q1: 2033-05-01}}", ["CIC519"]),
    ],
)
def test_closing_days(base: Path, said: str, found: list[str]) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", said)})
    assert codes(base) == found


@pytest.mark.parametrize(
    ("closed", "year", "found"),
    [
        ("{2031-Q2: 2031-07-31}", "2031-Q2", ["CIC521"]),
        ("{2031-Q2: 2031-07-31}", "2031-Q3", []),
        # with a year its quarters are closed
        ("{2031: 2032-01-31}", "2031-Q3", ["CIC521"]),
        ("{2031: 2032-01-31}", "2032-Q1", []),
    ],
)
def test_what_was_reported_for_a_closed_quarter(base: Path, closed: str, year: str, found: list[str]) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", f"{QUARTERS}\n  closed: {closed}"), **report(year)})
    before = Path(shutil.copytree(base, base.parent / "before"))
    put(base, report(year, f"achieved: false, {PROOF}"))
    assert codes(base, against=before) == found


def test_another_calendar_is_read_anew_beside_an_earlier_state(base: Path) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", FISCAL), **report("2031")})
    before = Path(shutil.copytree(base, base.parent / "before"))
    put(base, {"programme.yaml": IDENTITY % ("", 'year_begins: "07-01"')})
    from cic.storage.folder import Folder
    from cic.storage.loader import load

    day = datetime.date(2034, 6, 30)
    now = load(Folder(base), day, like=load(Folder(before), day)).programme
    (one,) = now.reports.values()
    assert one.year == now.years[0]
    assert one.year.last == datetime.date(2032, 6, 30)  # type: ignore[attr-defined]


def test_who_comes_after_the_last_day(base: Path) -> None:
    put(base, {"programme.yaml": IDENTITY % ("", FISCAL)})
    text = (base / "partnerships/delta-echo.yaml").read_text(encoding="utf-8")
    for since, found in (("2033-03-31", []), ("2033-04-01", ["CIC531"])):
        put(base, {"partnerships/delta-echo.yaml": text.replace("name: Echo,", f"name: Echo, since: {since},")})
        assert [one for one in codes(base) if one == "CIC531"] == found


ACTIVITY = """results:
  R1:
    outcome: OS
    label: Result 1
    statement: {en: Schools are built}
    activities:
      A.1.1: {text: {en: Build schools}}
"""


@pytest.mark.parametrize(
    ("said", "year", "ended", "found"),
    [
        (FISCAL, "2031", "2032-03-31", []),
        (FISCAL, "2031", "2032-04-01", ["CIC443"]),
        (QUARTERS, "2031-Q3", "2031-09-30", []),
        (QUARTERS, "2031-Q3", "2031-10-01", ["CIC443"]),
    ],
)
def test_days_of_activities(base: Path, said: str, year: str, ended: str, found: list[str]) -> None:
    logframe = (base / "logframe.yaml").read_text(encoding="utf-8") + ACTIVITY
    told = f"year: {year}\npartnership: alfa-bravo\nactivities:\n  A.1.1: {{status: ongoing, ended: {ended}}}\n"
    put(base, {"programme.yaml": IDENTITY % ("", said), "logframe.yaml": logframe})
    put(base, {f"reports/{year}/alfa-bravo.yaml": told})
    assert [one for one in codes(base) if one == "CIC443"] == found


@pytest.mark.parametrize(
    ("said", "year", "rates", "is_found"),
    [
        # the rate of a year is that of its quarters
        (QUARTERS, "2031-Q3", "2031", False),
        (QUARTERS, "2031-Q3", "2032", True),
        # January 2032 is in 2031/32
        (f"{FISCAL}\n  periods: quarter", "2031-Q4", "2031", False),
        (f"{FISCAL}\n  periods: quarter", "2031-Q4", "2032", True),
    ],
)
def test_rates_of_exchange_of_the_year(base: Path, said: str, year: str, rates: str, is_found: bool) -> None:
    identity = (
        IDENTITY % ("", said) + f'rates: {{MAD: {{{rates}: {{rate: 10, source: "The bank, mean of the year"}}}}}}\n'
    )
    paid = "{amount: 10.00, payments: [{amount: 100.00, currency: MAD}]}"
    told = f"year: {year}\npartnership: alfa-bravo\nexpenditure: {{partners: {{operating: {paid}}}}}\n"
    put(base, {"programme.yaml": identity, f"reports/{year}/alfa-bravo.yaml": told})
    assert any(one.startswith("CIC3") for one in codes(base)) == is_found


def test_accounts_after_the_end_of_a_year_from_april(base: Path) -> None:
    # the programme ends on 31 March 2033; accounts are open until 30 June
    put(base, {"programme.yaml": IDENTITY % (", accounts_until: 2033-06-30", FISCAL)})
    late = "year: 2033\npartnership: alfa-bravo\nexpenditure: {partners: {operating: {amount: 5.00}}}\n"
    put(base, {"reports/2033/alfa-bravo.yaml": late})
    loaded, result = checked(base, day=datetime.date(2033, 6, 1))
    assert [one.name for one in loaded.programme.accounts_years] == ["2033/34"]  # type: ignore[attr-defined]
    assert [one.problem.rule.code for one in result.verdicts if one.problem.rule.code in ("CIC515", "CIC560")] == []
    # until 31 March all is of 2032/33
    put(base, {"programme.yaml": IDENTITY % (", accounts_until: 2033-03-31", FISCAL)})
    assert checked(base)[0].programme.accounts_years == ()


def test_an_extension_is_of_years_from_april(base: Path) -> None:
    extended = ", extended: {end: 2033, decided: 2032-06-01}"
    put(base, {"programme.yaml": IDENTITY % (extended, FISCAL)})
    programme = checked(base)[0].programme
    assert [str(one) for one in programme.years] == ["2031", "2032", "2033"]
    assert programme.years[-1].last == datetime.date(2034, 3, 31)  # type: ignore[attr-defined]
    assert [str(one) for one in programme.approved_years] == ["2031", "2032"]


@pytest.mark.parametrize("key", ["2032-05-15", "2032-Q2", "2032"])
def test_a_correction_names_a_target_by_its_day_or_quarter(base: Path, key: str) -> None:
    logframe = (base / "logframe.yaml").read_text(encoding="utf-8").replace("2032: {value: 3", f"{key}: {{value: 3")
    put(base, {"programme.yaml": IDENTITY % ("", f"{FISCAL}\n  periods: quarter"), "logframe.yaml": logframe})
    for file in ("alfa-bravo", "delta-echo"):
        own = (base / f"partnerships/{file}.yaml").read_text(encoding="utf-8")
        put(base, {f"partnerships/{file}.yaml": own.replace("2032: 1", f"{key}: 1")})
    assert codes(base) == []
    before = Path(shutil.copytree(base, base.parent / "before"))
    path = f"outcomes[OS].indicators[OS.1].targets[{key}]"
    printed = "3 communes have a school (100 %), stated_percent: 100"
    changed = logframe.replace("value: 3,", "value: 2,").replace(printed, "2 communes")
    put(base, {"logframe.yaml": changed})
    (found,) = (one for one in found_in(base, against=before) if one.code == "CIC522")
    assert str(found.message) == f"{path} was agreed as 3 and is 2, without a correction"
    assert (found.place.file, found.place.line) == ("logframe.yaml", 17)
    correction = f'corrections:\n  - {{path: "{path}", was: 3, now: 2, date: 2033-01-01, reason: {{en: Misread}}}}\n'
    put(base, {"logframe.yaml": changed + correction})
    assert "CIC522" not in codes(base, against=before)
