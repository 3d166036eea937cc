"""What was reported of an indicator by a year, case by case."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.progress import reported

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
