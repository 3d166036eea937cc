"""What was reported of an indicator by a year, and how that stands, case by case."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.actuals import Reported, reported
from cic.analysis.progress import judge, judgement, rounded
from cic.analysis.status import Status
from cic.analysis.targets import Milestone
from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.programme import Observed
from cic.model.report import Observation
from cic.model.reporting import Thresholds

LOGFRAME = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: School}, unit: communes, level: commune, population: southern_communes,
             over_communes: count, over_years: cumulative, targets: {2032: {value: 3, as_printed: 3 communes}}}
      OS.2: {label: I 2, statement: {en: Fairs}, unit: fairs, level: commune, population: southern_communes,
             over_communes: sum, over_years: cumulative, targets: {2032: {value: 6, as_printed: 6 fairs}}}
      OS.3: {label: I 3, statement: {en: Girls}, unit: percent, level: commune, population: southern_communes,
             over_communes: ratio, over_years: cumulative, targets: {2032: {value: 50, as_printed: 50 %}}}
      OS.4: {label: I 4, statement: {en: Reviews}, unit: reviews, level: programme,
             over_communes: none, over_years: per_period, targets: {2031: {value: 1, as_printed: 1 review}, 2032: {value: 1, as_printed: 1 review}}}
      OS.5: {label: I 5, statement: {en: Silence}, unit: things, level: programme,
             over_communes: none, over_years: cumulative, targets: {2032: {value: 1, as_printed: 1 thing}}}
"""
FIRST = """
year: 2031
partnership: alfa-bravo
communes:
  bravo: {observations: {OS.1: {achieved: true}, OS.2: {value: 2}, OS.3: {numerator: 1, denominator: 4}}}
  charlie: {observations: {OS.1: {value: 0}, OS.2: {value: 0}}}
"""
SECOND = """
year: 2032
partnership: alfa-bravo
communes:
  bravo: {observations: {OS.2: {value: 3}, OS.3: {numerator: 9, denominator: 12}}}
  charlie: {observations: {OS.2: {not_applicable: {en: no market}}, OS.3: {numerator: 3, denominator: 8}}}
"""
WHOLE = "year: 2031\nobservations: {OS.4: {value: 1}}\n"


@pytest.mark.parametrize(
    ("id", "year", "value", "of_year", "by", "expected"),
    [
        ("OS.1", 2030, None, None, 0, 3),
        ("OS.1", 2031, 1, 2031, 2, 3),
        ("OS.1", 2032, 1, 2031, 2, 3),
        ("OS.2", 2031, 2, 2031, 2, 3),
        ("OS.2", 2032, 3, 2032, 1, 2),
        ("OS.3", 2031, 25, 2031, 1, 3),
        ("OS.3", 2032, 60, 2032, 2, 3),
        ("OS.4", 2031, 1, 2031, 1, 1),
        ("OS.4", 2032, None, None, 0, 1),
        ("OS.5", 2032, None, None, 0, 1),
    ],
    ids=[
        "nothing-yet", "yes-and-a-reported-zero", "a-state-is-carried", "a-sum", "not-applicable-does-not-count",
        "a-ratio", "a-ratio-of-sums-not-a-mean", "per-period", "per-period-is-not-carried", "never-reported",
    ],
)  # fmt: skip
def test_reported(
    base: Path, id: str, year: int, value: int | None, of_year: int | None, by: int, expected: int
) -> None:
    put(
        base,
        {
            "logframe.yaml": LOGFRAME,
            "reports/2031/alfa-bravo.yaml": FIRST,
            "reports/2032/alfa-bravo.yaml": SECOND,
            "reports/2031/programme.yaml": WHOLE,
        },
    )
    programme = checked(base)[0].programme
    known = reported(programme, programme.indicators[id], year)
    assert known.value == (None if value is None else Decimal(value))
    assert (known.year, len(known.parts), len(known.expected)) == (of_year, by, expected)


def indicator(over_communes: str = "none", falls: bool = False) -> Indicator:
    return Indicator.model_validate(
        {
            "label": "I", "statement": {"en": "I"}, "unit": "things", "level": "programme", "over_communes": over_communes,
            "over_years": "cumulative", "direction": "decrease" if falls else "increase", "targets": {},
        }
    )  # fmt: skip


def known(value: str | None, by: int = 1, of: int = 1, exempt: int = 0) -> Reported:
    one = Observed("one", 2032, Spot("f"), Observation())
    members = tuple(f"c{n}" for n in range(of))
    return Reported(None if value is None else Decimal(value), (one,) * by, members, ("x",) * exempt)


LIMITS = Thresholds(on_track=Decimal(85), behind=Decimal(60))
RISES, FALLS = indicator(), indicator(falls=True)
SUM, SHARE = indicator("sum"), indicator("ratio")
FALLING_SUM = indicator("sum", falls=True)


@pytest.mark.parametrize(
    ("of", "reports", "start", "target", "status", "shown"),
    [
        pytest.param(RISES, known("6"), "0", "12", Status.OFF_TRACK, "50", id="half-way"),
        pytest.param(RISES, known("12"), "0", "12", Status.ACHIEVED, "100", id="there"),
        pytest.param(RISES, known("30"), "0", "12", Status.ACHIEVED, "250", id="uncapped"),
        pytest.param(RISES, known("2499"), "0", "2500", Status.ON_TRACK, "99.96", id="99.96-is-not-100"),
        pytest.param(RISES, known("0.9999999999999999999"), "0", "1", Status.ON_TRACK, "99.99999999999999999", id="nines"),
        pytest.param(RISES, known("0.0000001"), "0", "1", Status.OFF_TRACK, "0.00001", id="nearly-nothing-is-not-0"),
        pytest.param(RISES, known("85"), "0", "100", Status.ON_TRACK, "85", id="on-the-upper-threshold"),
        pytest.param(RISES, known("84.96"), "0", "100", Status.BEHIND, "84.96", id="84.96-is-not-85"),
        pytest.param(RISES, known("60"), "0", "100", Status.BEHIND, "60", id="on-the-lower-threshold"),
        pytest.param(RISES, known("59.96"), "0", "100", Status.OFF_TRACK, "59.96", id="59.96-is-not-60"),
        pytest.param(RISES, known("4"), "9", "12", Status.OFF_TRACK, "-166.7", id="below-the-baseline"),
        pytest.param(FALLS, known("24"), "40", "20", Status.BEHIND, "80", id="falling"),
        pytest.param(FALLS, known("8"), "40", "10", Status.ACHIEVED, "106.7", id="falling-and-passed"),
        pytest.param(FALLS, known("44"), "40", "20", Status.OFF_TRACK, "-20", id="falling-indicator-that-rose"),
        pytest.param(FALLS, known("0"), "40", "0", Status.ACHIEVED, "100", id="falling-to-a-reported-zero"),
        pytest.param(RISES, known("5"), "5", "5", Status.ACHIEVED, None, id="target-equal-to-baseline-maintained"),
        pytest.param(RISES, known("4"), "5", "5", Status.OFF_TRACK, None, id="target-equal-to-baseline-not-maintained"),
        pytest.param(RISES, known("6"), "5", "5", Status.ACHIEVED, None, id="target-equal-to-baseline-and-more"),
        pytest.param(FALLS, known("6"), "5", "5", Status.OFF_TRACK, None, id="falling-target-equal-to-baseline"),
        pytest.param(RISES, known("0"), "0", "0", Status.ACHIEVED, None, id="zero-promised-and-zero-there"),
        pytest.param(RISES, known("35"), None, "40", Status.ON_TRACK, "87.5", id="no-comparable-baseline"),
        pytest.param(FALLS, known("12"), None, "10", Status.OFF_TRACK, None, id="falling-without-baseline"),
        pytest.param(RISES, known("0"), "0", "12", Status.OFF_TRACK, "0", id="a-reported-zero"),
        pytest.param(RISES, known(None, 0), "0", "12", Status.NOT_REPORTED, None, id="nothing-is-no-zero"),
        pytest.param(SUM, known("1", 1, 12), "0", "12", Status.INCOMPLETE, "8.3", id="1-of-12-reported"),
        pytest.param(SUM, known("12", 7, 12), "0", "12", Status.ACHIEVED, "100", id="7-of-12-and-enough"),
        pytest.param(SHARE, known("90", 7, 12), "0", "50", Status.INCOMPLETE, None, id="a-share-of-7-of-12"),
        pytest.param(FALLING_SUM, known("3", 7, 12), "40", "20", Status.INCOMPLETE, None, id="a-falling-sum-can-still-rise"),
        pytest.param(SUM, known(None, 0, 0, 12), "0", "12", Status.NOT_APPLICABLE, None, id="all-not-applicable"),
        pytest.param(SUM, known("11", 11, 11, 1), "0", "11", Status.ACHIEVED, "100", id="one-not-applicable"),
        pytest.param(SUM, known("3", 1, 12), "0", None, Status.NOT_DUE, None, id="no-milestone-yet"),
    ],
)  # fmt: skip
def test_judgement(
    of: Indicator, reports: Reported, start: str | None, target: str | None, status: Status, shown: str | None
) -> None:
    promised = None if target is None else Milestone(2032, Decimal(target), Spot("f"))
    found = judge(of, reports, promised, None, None if start is None else Decimal(start), LIMITS)
    assert found.status is status
    if shown is None:
        assert found.progress is None
    else:
        assert found.progress is not None
        assert rounded(found.progress, LIMITS.on_track, LIMITS.behind) == Decimal(shown)
    assert found.kept == (start is not None and start == target)
    assert found.from_zero == (start is None and status is not Status.NOT_DUE)


YEARS = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      CUMULATIVE: {label: I 1, statement: {en: School}, unit: schools, level: programme, over_communes: none,
             over_years: cumulative, baseline: {value: 0, as_printed: "0"},
             targets: {2031: {value: 4, as_printed: "4"}, 2032: {value: 8, as_printed: "8"}}}
"""
RATE = YEARS.replace("CUMULATIVE", "RATE").replace("cumulative", "rate")
PERIOD = YEARS.replace("CUMULATIVE", "PERIOD").replace("cumulative", "per_period")
WORDING = YEARS.replace("CUMULATIVE", "WORDING").replace(
    "targets: {2031: {value: 4, as_printed: \"4\"}, ", "deadline: {year: 2031, printed: by 2031}, targets: {"
)  # fmt: skip


@pytest.mark.parametrize(
    ("logframe", "of_2031", "of_2032", "today", "year", "value", "from_year", "due_year", "status"),
    [
        (YEARS, "{value: 4}", None, "2034-06-30", 2032, 4, 2031, 2032, Status.OFF_TRACK),
        (YEARS, "{value: 4}", None, "2032-06-30", 2032, 4, 2031, 2031, Status.ACHIEVED),
        (YEARS, "{value: 4}", None, "2032-12-31", 2032, 4, 2031, 2032, Status.OFF_TRACK),
        (YEARS, "{value: 4}", "{text: {en: much was done}}", "2034-06-30", 2032, 4, 2031, 2032, Status.OFF_TRACK),
        (YEARS, "{text: {en: much was done}}", None, "2034-06-30", 2031, None, None, 2031, Status.NOT_REPORTED),
        (YEARS, "{value: 4}", "{not_applicable: {en: sold}}", "2034-06-30", 2032, None, None, 2032, Status.NOT_APPLICABLE),
        (RATE, "{value: 4}", None, "2034-06-30", 2032, None, None, 2032, Status.NOT_REPORTED),
        (RATE, "{value: 4}", "{value: 0}", "2034-06-30", 2032, 0, 2032, 2032, Status.OFF_TRACK),
        (RATE, "{value: 4}", "{value: 1}", "2032-06-30", 2032, 4, 2031, 2031, Status.ACHIEVED),
        (PERIOD, "{value: 4}", None, "2034-06-30", 2032, None, None, 2032, Status.NOT_REPORTED),
        (PERIOD, "{value: 4}", "{value: 1}", "2032-06-30", 2032, 4, 2031, 2031, Status.ACHIEVED),
        (WORDING, "{value: 5}", None, "2034-06-30", 2031, 5, 2031, 2031, Status.BEHIND),
    ],
    ids=[
        "carried-forward", "carried-into-a-year-that-has-not-ended", "the-last-day-ends-a-year", "words-do-not-hide-a-value",
        "words-alone-are-no-value", "not-applicable-any-more", "a-rate-is-not-carried", "a-rate-of-zero", "a-rate-of-a-year-not-ended",
        "a-period-is-not-carried", "a-period-not-ended", "a-deadline-of-the-wording",
    ],
)  # fmt: skip
def test_years(
    base: Path, logframe: str, of_2031: str, of_2032: str | None, today: str, year: int, value: int | None,
    from_year: int | None, due_year: int, status: Status,
) -> None:  # fmt: skip
    reporting = "reporting:\n  years: [2031, 2032]\n  thresholds: {on_track: 85, behind: 60}\n"
    identity = (base / "programme.yaml").read_text().partition("reporting:")[0] + reporting
    id = re.search("[A-Z]{4,}", logframe)[0]  # type: ignore[index]
    files = {"programme.yaml": identity, "logframe.yaml": logframe}
    for when, observed in ((2031, of_2031), (2032, of_2032)):
        if observed is not None:
            files[f"reports/{when}/programme.yaml"] = f"year: {when}\nobservations:\n  {id}: {observed}\n"
    put(base, files)
    programme = checked(base, day=datetime.date.fromisoformat(today))[0].programme
    found = judgement(programme, programme.indicators[id], year)
    assert found.reported.value == (None if value is None else Decimal(value))
    assert found.reported.year == from_year
    assert found.due is not None
    assert found.due.year == due_year
    assert found.status is status
