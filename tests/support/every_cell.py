"""A report with every kind of cell, and with texts that want to be markup: what each format must carry unharmed."""

from __future__ import annotations

import datetime
from decimal import Decimal

from cic.analysis.status import Coverage, Status
from cic.pages.annual.charts import charts_of
from cic.pages.tables import Cell, Column, Fact, Page, State, Table, Term, words

HOSTILE = (
    "Aït [bold] Baha | <script>alert(1)</script> --> &lt; [/foo] :tada:",
    '=HYPERLINK("https://example.org/?a=b&c=d")',
    "@octocat #12 www.example.org a@example.org https://example.org ![x](y) [l](m)",
    "`code` *bold* _it_ ~~no~~ $x$ # head\n- list\n| a | b |",
    "# 'quote' \"double\" \\ </td></table><!-- \x1b[31m\u202ered",
    "+1-2",
)
_INDICATORS = (
    Column("id", words("Id"), "id"),
    Column("indicator", words("Indicator")),
    Column("unit", words("Unit")),
    Column("baseline", words("Baseline"), "number"),
    Column("due", words("Due"), "number"),
    Column("due_year", words("due in"), "year", joined=True),
    Column("next", words("Next"), "number"),
    Column("next_year", words("next in"), "year", joined=True),
    Column("reported", words("Reported"), "number"),
    Column("reported_year", words("last in"), "year", joined=True),
    Column("coverage", words("Reported by"), "id"),
    Column("progress", words("Progress"), "progress"),
    Column("status", words("Status"), "status"),
)
_STANDINGS: tuple[tuple[Cell, Cell, Cell, Cell, Cell], ...] = (
    (Decimal("12"), Decimal("12"), 2031, Decimal("250"), Status.ACHIEVED),
    (Decimal("0"), Decimal("10.5"), 2032, Decimal("86.4"), Status.ON_TRACK),
    (State.NOT_STATED, Decimal("7"), 2032, Decimal("99.96"), Status.BEHIND),
    (Decimal("40"), Decimal("44"), 2032, Decimal("-20"), Status.OFF_TRACK),
    (Decimal("3"), Decimal("1"), 2032, None, Status.INCOMPLETE),
    (Decimal("3"), State.NOT_REPORTED, None, None, Status.NOT_REPORTED),
    (Decimal("1234567.25"), State.NOT_DUE, None, None, Status.NOT_DUE),
    (Decimal("3"), State.NOT_APPLICABLE, None, None, Status.NOT_APPLICABLE),
)


def _rows() -> tuple[tuple[Cell, ...], ...]:
    rows = []
    for n, (baseline, reported, year, progress, status) in enumerate(_STANDINGS):
        due = State.NOT_ALLOCATED if n == 5 else Decimal(12)
        next_one = (Decimal(14), 2034) if n % 2 else (None, None)
        coverage = Coverage(n, 12)
        text = HOSTILE[n % len(HOSTILE)]
        rows.append(
            (
                f"R1.{n}",
                text,
                Term("fairs", "fairs"),
                baseline,
                due,
                2032,
                *next_one,
                reported,
                year,
                coverage,
                progress,
                status,
            )
        )
    return tuple(rows)


def _money() -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            year,
            Decimal(budget),
            State.NOT_REPORTED if spent is None else Decimal(spent),
            remaining and Decimal(remaining),
        )
        for year, budget, spent, remaining in (
            (2031, "100000.00", "75250.10", "24749.90"),
            (2032, "1234567.89", "1235817.99", "-1250.10"),
            (2033, "0.00", None, None),
        )
    )


_TABLES = (
    Table(
        "indicators.R1",
        f"Result 1: {HOSTILE[0]}",
        _INDICATORS,
        _rows(),
        (words("Progress from zero: {indicators}", indicators=("R1.2", HOSTILE[2])),),
        "results",
    ),
    Table(
        "years",
        words("Money year by year"),
        (
            Column("year", words("Year"), "year"),
            Column("budget", words("Budget"), "amount"),
            Column("spent", words("Spent"), "amount"),
            Column("remaining", words("Remaining"), "amount"),
        ),
        _money(),
        section="money",
    ),
    Table(
        "things",
        words("Things"),
        (
            Column("thing", words("Thing")),
            Column("place", words("Place"), "place"),
            Column("day", words("Day"), "id"),
            Column("rate", words("Rate"), "percent"),
            Column("status", words("as a sign"), "status", joined=True),
        ),
        (
            *((text, "data/a.yaml:1:2", datetime.date(2031, 5, 1), Decimal("0.04"), Status.BEHIND) for text in HOSTILE),
            (words("the program's own {what}", what="words"), None, None, State.NOT_APPLICABLE, None),
        ),
        section="things",
    ),
    Table("empty", words("Nothing here"), (Column("id", words("Id"), "id"),), (), section="missing"),
)


def every_cell() -> Page:
    """The report; it says that it is fictional."""
    return Page(
        f"Fairs of Exampleland {HOSTILE[0]}",
        (
            Fact("fictional", words("FICTIONAL"), words("all of it is invented")),
            Fact("day", "Day", datetime.date(2032, 12, 31)),
        ),
        _TABLES,
        (words("{partnership} has spent too much", partnership=HOSTILE[0]),),
        charts_of(_TABLES),
    )
