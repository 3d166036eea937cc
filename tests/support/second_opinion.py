"""A second calculation of the fictional programme, which shares nothing with the program: plain PyYAML and fractions.

    python tests/support/second_opinion.py > tests/support/demo.csv

It knows only what /docs/reporting.md and the data say. It is long-winded on purpose: one table in, one table out.
"""

from __future__ import annotations

import csv
import sys
from fractions import Fraction
from pathlib import Path

import yaml

DATA = Path(__file__).parents[2] / "cic" / "scaffold" / "demo"
COLUMNS = ("what", "id", "year", "value", "reported_by", "expected", "due_year", "due", "progress", "status")
MONEY_COLUMNS = ("what", "id", "year", "budget", "spent", "remaining", "rate", "to_date")


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


def who(indicator, programme, partnerships):
    """Everybody who has to report the indicator."""
    if indicator["level"] == "programme":
        return ["programme"]
    if indicator["level"] == "partnership":
        return list(partnerships)
    south = indicator["population"] == "southern_communes"
    return [
        id
        for p in partnerships.values()
        for id, commune in p["communes"].items()
        if (commune["country"] == programme["country"]) == south
    ]


def book(reports):
    """{(indicator, who): {year: observation}}, at each level."""
    entries = {}
    for report in reports:
        own = report.get("partnership", "programme")
        for id, observation in (report.get("observations") or {}).items():
            entries.setdefault((id, own), {})[report["year"]] = observation
        for commune, block in (report.get("communes") or {}).items():
            for id, observation in block["observations"].items():
                entries.setdefault((id, commune), {})[report["year"]] = observation
    return entries


def years_that_count(indicator, year):
    """The years whose reports make the value of a year."""
    kind = indicator["over_years"]
    if kind == "rate":
        return [year]
    if kind == "cumulative":
        return list(range(1900, year + 1))
    ends = sorted(indicator["targets"])
    end = max([e for e in ends if e <= year], default=ends[0])
    window = indicator["targets"][end]["window"]
    return [y for y in range(window["start"], window["end"] + 1) if y <= year]


def milestone(id, indicator, year, number_of_communes):
    """(year, value) of the latest promise that is due; a deadline in the wording promises one to each commune."""
    promised = {y: Fraction(target["value"]) for y, target in indicator["targets"].items()}
    deadline = indicator.get("deadline")
    if deadline and deadline["year"] not in promised:
        promised[deadline["year"]] = Fraction(number_of_communes)
    past = [y for y in promised if y <= year]
    return (max(past), promised[max(past)]) if past else None


def total(indicator, observations):
    if not observations:
        return None
    if indicator["over_communes"] == "ratio":
        return 100 * Fraction(sum(o["numerator"] for o in observations)) / sum(o["denominator"] for o in observations)
    if indicator["over_communes"] == "count":
        return Fraction(sum(1 for o in observations if o.get("achieved") or o.get("value")))
    return sum((Fraction(o["value"]) for o in observations), Fraction(0))


def status_of(indicator, value, reported_by, expected, exempt, due, thresholds):
    """(status, progress)."""
    if exempt and not expected:
        return "not applicable", None
    if due is None:
        return "not due", None
    if value is None:
        return "not reported", None
    target, falling = due[1], indicator.get("direction") == "decrease"
    met = value <= target if falling else value >= target
    can_only_rise = not falling and indicator["over_communes"] in ("count", "sum")
    if reported_by < expected and not (met and can_only_rise):
        return "incomplete", None
    baseline = indicator.get("baseline")
    start = Fraction(baseline["value"]) if baseline and baseline.get("comparable", True) else Fraction(0)
    if baseline and baseline.get("comparable", True) and start == target:
        return ("achieved" if met else "off track"), None
    progress = 100 * (value - start) / (target - start)
    if met:
        return "achieved", progress
    if progress >= thresholds["on_track"]:
        return "on track", progress
    return ("behind" if progress >= thresholds["behind"] else "off track"), progress


def indicator_rows():
    programme, partnerships, reports, indicators, _ = sheets()
    entries, thresholds = book(reports), programme["reporting"]["thresholds"]
    for id, indicator in indicators.items():
        everyone = who(indicator, programme, partnerships)
        for year in programme["reporting"]["years"]:
            latest = {}
            for one in everyone:
                known = entries.get((id, one), {})
                found = [y for y in years_that_count(indicator, year) if y in known]
                if found:
                    latest[one] = known[max(found)]
            exempt = [one for one, observation in latest.items() if "not_applicable" in observation]
            counted = [observation for one, observation in latest.items() if one not in exempt]
            expected = len(everyone) - len(exempt)
            value, due = total(indicator, counted), milestone(id, indicator, year, len(everyone))
            status, progress = status_of(indicator, value, len(counted), expected, exempt, due, thresholds)
            yield (
                "indicator", id, year, value, len(counted), expected, *(due or (None, None)), progress, status,
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


def money_rows():
    """By partnership: its budget for all years, what it spent in the year and since the start. By year: the whole."""
    programme, partnerships, reports, _, budget = sheets()
    until = int(programme["period"]["accounts_until"][:4])
    years = [*programme["reporting"]["years"], *range(programme["period"]["end"] + 1, until + 1)]
    for id, partnership in partnerships.items():
        approved = sum(Fraction(line["amount"]) for line in partnership["budget"].values())
        made = {r["year"]: spent_by(r) for r in reports if r.get("partnership") == id}
        for year in years:
            own = approved + moved_to(budget, id, year)
            known = [amount for y, amount in made.items() if y <= year]
            to_date = sum(known, Fraction(0)) if known else None
            yield (
                "partnership", id, year, own, made.get(year), None if to_date is None else own - to_date,
                None if to_date is None else 100 * to_date / own, to_date,
            )  # fmt: skip
    for year in years:
        planned = budget["operating_costs"]["total"].get(year)
        spent = sum((spent_by(r) for r in reports if r["year"] == year), Fraction(0))
        to_date = sum((spent_by(r) for r in reports if r["year"] <= year), Fraction(0))
        if planned is None:  # after the end
            yield "programme", "programme", year, None, spent, None, None, to_date
        else:
            left, share = Fraction(planned) - spent, 100 * spent / Fraction(planned)
            yield "programme", "programme", year, Fraction(planned), spent, left, share, to_date


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
