"""Values and reports that look wrong to a hasty rule and are right, and some that are wrong in a way of their own."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from conftest import checked, put

FRAME = """
source: {{document: plan}}
outcomes:
  OS:
    statement: {{en: Communes have schools}}
    indicators:
      OS.1:
        {{label: Indicator 1, statement: {{en: School}}, unit: communes, level: commune, population: southern_communes,
         over_communes: count, over_years: cumulative, targets: {{2032: {{value: 3, as_printed: 3 communes}}}},
         sources_of_verification: {{register: {{en: Register}}}}}}
      OS.2:
        label: Indicator 2
        statement: {{en: Something}}
        sources_of_verification: {{register: {{en: Register}}}}
        {own}
"""
COMMUNE = "unit: things, level: commune, population: southern_communes, over_years: cumulative"
WHOLE = "unit: things, level: programme, over_communes: none, over_years: cumulative"
YEARLY = "reading: {frequency: {at_least: 1, per: year, words: w}}"
TWO = "targets: {2031: {value: %s, as_printed: x}, 2032: {value: %s, as_printed: x%s}}"


def _found(base: Path, prefix: tuple[str, ...], day: datetime.date | None = None) -> list[str]:
    _, result = checked(base, day=day or datetime.date(2034, 6, 30))
    return sorted(
        one.problem.rule.name for one in result.verdicts if one.problem.rule.name in prefix and str(one.problem.message)
    )


VALUES = (
    "count-above-population",
    "stated-percent",
    "truncated-percent",
    "count-rate",
    "values-backwards",
    "exceeds-dependency",
    "baseline-unit",
)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (f"{COMMUNE}, over_communes: count, {TWO % (3, 3, '')}, {YEARLY}", []),
        (f"{COMMUNE}, over_communes: sum, {TWO % (3, 6, '')}, {YEARLY}", []),
        (f"{COMMUNE}, over_communes: sum, {TWO % (3, 7, '')}, {YEARLY}", ["count-rate"]),
        (f"{WHOLE}, baseline: {{value: 9, as_printed: x}}, {TWO % (10, 11, '')}, {YEARLY}", []),
        (f"{WHOLE}, baseline: {{value: 9, as_printed: x, comparable: false}}, {TWO % (1, 2, '')}, {YEARLY}", ["baseline-unit"]),
        (f"{WHOLE}, {TWO % (0, 1, '')}, reading: {{frequency: {{at_least: 0.5, per: year, words: w}}}}", []),
        (f"{WHOLE}, {TWO % (1, 1, '')}, reading: {{frequency: {{at_least: 1, per: year, since: 2032, words: w}}}}", []),
        (f"{COMMUNE}, over_communes: count, {TWO % (3, 1, ', each: 2')}", []),
        (f"{WHOLE}, direction: decrease, baseline: {{value: 9, as_printed: x}}, {TWO % (5, 2, '')}", []),
        (f"{WHOLE}, direction: decrease, baseline: {{value: 4, as_printed: x}}, {TWO % (5, 2, '')}", ["values-backwards"]),
        (f"{WHOLE}, baseline: {{value: 9, as_printed: x, comparable: false}}, {TWO % (5, 6, '')}", []),
        (f"{WHOLE.replace('cumulative', 'per_period')}, {TWO % (5, 2, '')}", []),
        (f"{COMMUNE}, over_communes: sum, {TWO % (5, 9, '')}, reading: {{cannot_exceed: {{indicators: [OS.1], words: w}}}}", []),
        (f"{COMMUNE}, over_communes: sum, {TWO % (5, 9, ', stated_percent: 50')}", []),
        (f"{COMMUNE}, over_communes: count, {TWO % (1, 2, ', stated_percent: 66.7')}", []),
        (f"{COMMUNE}, over_communes: count, {TWO % (1, 2, ', stated_percent: 66.6')}", ["truncated-percent"]),
        (f"{COMMUNE}, over_communes: count, {TWO % (1, 2, ', stated_percent: 68')}", ["stated-percent"]),
        (f"{COMMUNE}, over_communes: count, {TWO % (1, 99, ', stated_percent: 100')}", ["count-above-population"]),
    ],
    ids=[
        "communes-that-keep-a-rate-are-counted-once", "rate-times-communes", "not-rate-times-communes",
        "total-that-goes-on-from-before", "total-that-does-not", "once-in-two-years", "rate-that-begins-later",
        "fewer-reach-more", "falling-is-progress", "rising-is-none", "baseline-of-another-kind", "own-years",
        "things-depend-on-communes", "percent-of-something-else", "rounded", "cut-off", "neither", "too-many",
    ],
)  # fmt: skip
def test_values(base: Path, own: str, found: list[str]) -> None:
    put(base, {"logframe.yaml": FRAME.format(own=_block(own))})
    assert _found(base, VALUES) == found


def _block(own: str) -> str:
    """The keys of a flow mapping, one a line."""
    depth, parts = 0, [""]
    for character in own:
        depth += (character in "{[") - (character in "}]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return "\n        ".join(part.strip() for part in parts)


@pytest.mark.parametrize("coverage", ["complete", "partial"])
def test_nothing_is_missing_where_little_is_known(base: Path, coverage: str) -> None:
    programme = base / "programme.yaml"
    programme.write_text(programme.read_text().replace("country: XA", f"country: XA\ncoverage: {coverage}", 1))
    own = f"{COMMUNE}, over_communes: count, {TWO % (3, 4, '')}"
    frame = FRAME.format(own=_block(own)).replace("        sources_of_verification: {register: {en: Register}}\n", "")
    put(base, {"logframe.yaml": frame + "results:\n  R1: {outcome: OS, label: Result 1, statement: {en: Open}}\n"})
    found = _found(base, ("count-above-population", "no-verification", "empty-result"))
    assert found == (["count-above-population", "empty-result", "no-verification"] if coverage == "complete" else [])


REPORTS = ("observation-value", "no-evidence", "total-falls", "state-lost", "observation-place", "year-not-ended")
PROOF = "evidence: [{kind: register, address: a.pdf}]"
TOOLS = f"{COMMUNE}, over_communes: count, {TWO % (1, 3, ', each: 2')}"
SHARE = f"{COMMUNE.replace('things', 'percent')}, over_communes: ratio, {TWO % (1, 3, '')}"
PERCENT = f"{WHOLE.replace('things', 'percent')}, {TWO % (50, 60, '')}"


@pytest.mark.parametrize(
    ("own", "first", "second", "found"),
    [
        (TOOLS, f"value: 3, {PROOF}", f"value: 5, {PROOF}", []),
        (TOOLS, f"value: 1.5, {PROOF}", None, ["observation-value"]),
        (TOOLS, f"value: 1, {PROOF}", "value: 0", ["state-lost"]),
        (TOOLS, f"achieved: true, {PROOF}", "not_applicable: {en: flood}", []),
        (TOOLS, "achieved: false", f"value: 2, {PROOF}", []),
        (TOOLS, "text: {en: soon}", None, ["observation-value"]),
        (TOOLS, PROOF, None, ["observation-value"]),
        (TOOLS, f"value: 1, not_applicable: {{en: flood}}, {PROOF}", None, ["observation-value"]),
        (SHARE, f"numerator: 9, denominator: 10, {PROOF}", f"numerator: 1, denominator: 10, {PROOF}", []),
        (SHARE, f"numerator: 9, denominator: 0, {PROOF}", f"numerator: 9, denominator: 8, {PROOF}", ["observation-value"] * 2),
        (SHARE, f"numerator: 9, {PROOF}", f"value: 50, {PROOF}", ["observation-value"] * 2),
        (f"{COMMUNE}, over_communes: sum, {TWO % (1, 3, '')}", f"value: -1, {PROOF}", f"value: 4, {PROOF}", ["observation-value"]),
        (f"{COMMUNE}, over_communes: sum, {TWO % (-5, -9, '')}, direction: decrease", f"value: -1, {PROOF}", f"value: -4, {PROOF}", []),
        (f"{COMMUNE}, over_communes: sum, {TWO % (1, 3, '')}", "value: 4", f"value: 2, {PROOF}", ["no-evidence", "total-falls"]),
        (f"{COMMUNE.replace('cumulative', 'per_period')}, over_communes: sum, {TWO % (1, 3, '')}", f"value: 4, {PROOF}", f"value: 2, {PROOF}", []),
        (WHOLE + ", " + TWO % (1, 3, ''), f"value: 1, {PROOF}", None, ["observation-place"]),
        (PERCENT, f"value: 101, {PROOF}", None, ["observation-place", "observation-value"]),
        (PERCENT.replace("50", "150"), f"value: 101, {PROOF}", None, ["observation-place"]),
    ],
    ids=[
        "more-than-each-must", "no-whole-number", "lost", "not-applicable-is-not-lost", "zero-needs-no-proof", "text",
        "nothing", "two-kinds", "a-share-may-fall", "no-part", "half-a-share", "negative", "negative-as-promised",
        "falls", "own-years", "wrong-place", "percent", "percent-above-100-as-promised",
    ],
)  # fmt: skip
def test_reports(base: Path, own: str, first: str, second: str | None, found: list[str]) -> None:
    files = {"logframe.yaml": FRAME.format(own=_block(own))}
    for year, observation in ((2031, first), (2032, second)):
        if observation is not None:
            files[f"reports/{year}/alfa-bravo.yaml"] = (
                f"year: {year}\npartnership: alfa-bravo\ncommunes: {{bravo: {{observations: {{OS.2: {{{observation}}}}}}}}}\n"
            )
    put(base, files)
    assert _found(base, REPORTS) == found


@pytest.mark.parametrize(("day", "found"), [((2031, 12, 30), ["year-not-ended"]), ((2031, 12, 31), [])])
def test_a_year_ends_with_its_last_day(base: Path, day: tuple[int, int, int], found: list[str]) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\n"})
    assert _found(base, ("year-not-ended",), datetime.date(*day)) == found
