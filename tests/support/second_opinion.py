"""A second calculation of the fictional programme, which shares nothing with the program: plain PyYAML and fractions.

    python tests/support/second_opinion.py > tests/support/demo.csv

It knows only what /docs/reporting.md and the data say. It is long-winded on purpose: one table in, one table out.
"""

from __future__ import annotations

import csv
import datetime
import sys
from fractions import Fraction
from pathlib import Path

import yaml
from second.results import Book

DATA = Path(__file__).parents[2] / "cic" / "scaffold" / "demo"
COLUMNS = (
    "what", "id", "year", "value", "reported_by", "expected", "this_year", "left", "due_year", "due", "progress", "status",
)  # fmt: skip
TODAY = datetime.date(2034, 6, 30)
"""All years of the programme have ended."""
MONEY_COLUMNS = ("what", "id", "year", "budget", "spent", "remaining", "released", "rate", "to_date")


class _Exact(yaml.SafeLoader):
    """Numbers as fractions: 0.1 is a tenth."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Fraction(loader.construct_scalar(node)))
_Exact.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read(path: Path):
    return yaml.load(path.read_text(encoding="utf-8"), _Exact)


def sheets():
    """Everything that is needed: the programme, its partnerships, its reports, its indicators."""
    programme, logframe, budget = (read(DATA / f"{name}.yaml") for name in ("programme", "logframe", "budget"))
    partnerships = {p["id"]: p for p in map(read, sorted(DATA.glob("partnerships/*.yaml")))}
    reports = [read(path) for path in sorted(DATA.glob("reports/*/*.yaml"))]
    indicators = {}
    for owner in [*logframe["outcomes"].values(), *logframe["results"].values()]:
        indicators.update(owner["indicators"])
    return programme, partnerships, reports, indicators, budget


def indicator_rows():
    programme, partnerships, reports, indicators, _ = sheets()
    book = Book(programme, partnerships, reports, indicators, TODAY)
    for id in indicators:
        for year in programme["reporting"]["years"]:
            found, due, progress, status = book.status(id, year)
            due = due and (book.key(book.indicators[id], due[0]), due[1])
            yield (
                "indicator", id, year, found["value"], len(found["known"]), len(found["expected"]), len(found["now"]),
                len(found["left"]), *(due or (None, None)), progress, status,
            )  # fmt: skip


def spent_by(report):
    """What the report counts: nothing that others paid; what came back is taken off."""
    counted = Fraction(0)
    for natures in (report.get("expenditure") or {}).values():
        for nature, given in natures.items():
            if nature == "refunds":
                counted -= sum(Fraction(line["amount"]) for line in given)
            else:
                lines = given if isinstance(given, list) else [given]
                counted += sum(Fraction(line["amount"]) for line in lines if "paid_by" not in line)
    return counted


def moved_to(budget, id, year):
    """What decisions had moved to a partnership by the end of a year, less what they had taken away."""
    change = Fraction(0)
    for amendment in budget["amendments"].values():
        if amendment["decided"] <= f"{year}-12-31":
            for move in amendment["moves"]:
                change += Fraction(move["amount"]) if move.get("to", {}).get("partnership") == id else 0
                change -= Fraction(move["amount"]) if move.get("from", {}).get("partnership") == id else 0
    return change


def moved_in_table(budget, of, year):
    """What decisions had changed of a year of the table by the end of another year."""
    change = Fraction(0)
    for amendment in budget["amendments"].values():
        if amendment["decided"] <= f"{year}-12-31":
            for move in amendment["moves"]:
                change += Fraction(move["amount"]) if move.get("to", {}).get("year") == of else 0
                change -= Fraction(move["amount"]) if move.get("from", {}).get("year") == of else 0
    return change


def split(partnership, year, left):
    """What is left of a budget: to be spent, and released where the partnership was gone by the end of the year and
    nobody carries on. Who spent too much releases nothing."""
    until = partnership.get("until", {}).get("date")
    if left is None or until is None or until >= f"{year}-12-31" or "merged_into" in partnership:
        return left, None
    return min(left, Fraction(0)), max(left, Fraction(0))


def money_rows():
    """By partnership: its budget for all years, what it spent in the year and since the start. By year: the whole."""
    programme, partnerships, reports, _, budget = sheets()
    until = int(programme["period"]["accounts_until"][:4])
    years = [*programme["reporting"]["years"], *range(programme["period"]["extended"]["end"] + 1, until + 1)]
    for id, partnership in partnerships.items():
        approved = sum(Fraction(line["amount"]) for line in partnership["budget"].values())
        made = {r["year"]: spent_by(r) for r in reports if r.get("partnership") == id and r.get("expenditure")}
        for year in years:
            own = approved + moved_to(budget, id, year)
            known = [amount for y, amount in made.items() if y <= year]
            to_date = sum(known, Fraction(0)) if known else None
            yield (
                "partnership", id, year, own, made.get(year),
                *split(partnership, year, None if to_date is None else own - to_date),
                None if to_date is None else 100 * to_date / own, to_date,
            )  # fmt: skip
    for year in years:
        printed = budget["operating_costs"]["total"].get(year)
        moved = moved_in_table(budget, year, year)
        # a year by which the end was put off is not printed, and has what was decided for it
        planned = None if printed is None and not moved else Fraction(printed or 0) + moved
        spent = sum((spent_by(r) for r in reports if r["year"] == year), Fraction(0))
        to_date = sum((spent_by(r) for r in reports if r["year"] <= year), Fraction(0))
        if planned is None:  # after the end
            yield "programme", "programme", year, None, spent, None, None, None, to_date
        else:
            left, share = planned - spent, 100 * spent / planned
            yield "programme", "programme", year, planned, spent, left, None, share, to_date


def cell(value):
    """As it stands in the table: a fraction that no decimals can write keeps its stroke."""
    if value is None or isinstance(value, (str, int)):
        return "" if value is None else str(value)
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return str(value)
    scaled, decimals = value, 0
    while scaled.denominator != 1:
        scaled, decimals = scaled * 10, decimals + 1
    digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}")


def table(out):
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in row] for row in indicator_rows())
    writer.writerow(MONEY_COLUMNS)
    writer.writerows([cell(value) for value in row] for row in money_rows())


if __name__ == "__main__":
    table(sys.stdout)
