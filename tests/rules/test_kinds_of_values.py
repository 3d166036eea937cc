"""Every combination of what a report can say of an indicator, for every kind of indicator at every level: it is counted as
docs/reporting.md says, or it is a finding in that report. Nothing is left out in silence, nor counted as something else."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.actuals import reported
from cic.analysis.composition import splits
from cic.checks.placement import findings

KINDS = {
    "count": ("over_communes: count", "value: 3"),
    "each": ("over_communes: count", "value: 3, each: 2"),
    "sum": ("over_communes: sum", "value: 3"),
    "ratio": ("over_communes: ratio", "value: 50"),
    "number": ("over_communes: none", "value: 3"),
    "yes": ("over_communes: none", "value: 1"),
    "mean": ("over_communes: mean", "value: 3"),
    "min": ("over_communes: min", "value: 3"),
    "max": ("over_communes: max", "value: 3"),
    "scale": ("over_communes: count, scale: {a: {en: nothing}, b: {en: something}, c: {en: all}}", "value: 1, step: b"),
    "words": ("over_communes: count, qualitative: true", "value: 1"),
}
FIELDS = {
    "value": "value: 1",
    "achieved": "achieved: true",
    "share": "numerator: 1, denominator: 4",
    "text": "text: {en: so it is}",
    "step": "step: b",
    "by": "by: {sex: {women: 1}}",
    "not_applicable": "not_applicable: {en: none can be}",
}
SHARES = "by: {sex: {women: {numerator: 1, denominator: 4}}}"
VALUE, YES, SHARE, STEP, WORDS = ("value",), ("achieved",), ("share",), ("step",), ("text",)
COUNTED: dict[str, dict[tuple[str, ...], int]] = {
    "count": {VALUE: 1, YES: 1},
    "each": {VALUE: 0},  # one of the two that each must have
    "sum": {VALUE: 1},
    "ratio": {SHARE: 25},
    "number": {VALUE: 1},
    "yes": {VALUE: 1, YES: 1},
    "mean": {VALUE: 1},
    "min": {VALUE: 1},
    "max": {VALUE: 1},
    "scale": {STEP: 1, ("achieved", "step"): 1},
    "words": {WORDS: 0, YES: 1},
}
"""What each kind counts, and as what: words and remarks may stand beside, parts beside what can be divided."""
DIVIDED = {"sum": "value", "number": "value", "yes": "value", "ratio": "share"}
RULES = {"CIC511", "CIC540", "CIC541", "CIC542", "CIC544"}
EVERY = [one for size in range(len(FIELDS) + 1) for one in combinations(FIELDS, size)]
LEVELS = {
    "commune": ("reports/2031/alfa-bravo.yaml", "partnership: alfa-bravo\ncommunes: {bravo: {observations: {%s}}}\n"),
    "partnership": ("reports/2031/alfa-bravo.yaml", "partnership: alfa-bravo\nobservations: {%s}\n"),
    "programme": ("reports/2031/programme.yaml", "observations: {%s}\n"),
}


def expected(kind: str, fields: tuple[str, ...]) -> int | str | None:
    """As what it counts; `nothing` for what says that there can be no value; None where it must be a finding."""
    said = tuple(one for one in fields if one not in ("text", "by"))
    if "by" in fields and said != (DIVIDED.get(kind),):
        return None
    if said == ("not_applicable",):
        return "nothing"
    if kind == "words" and not said and "text" in fields:
        return COUNTED[kind][WORDS]
    return COUNTED[kind].get(said)


def at_most(kind: str, fields: tuple[str, ...]) -> set[int]:
    """What a report may count as that is a finding: as whatever of it is of the indicator's kind, and nothing else."""
    counted = {**COUNTED[kind], **({YES: 0} if kind == "each" else {})}  # yes is one, of the two that each must have
    return {value for said, value in counted.items() if set(said) <= set(fields)}


def written(kind: str, fields: tuple[str, ...]) -> str:
    own = [SHARES if one == "by" and kind == "ratio" else FIELDS[one] for one in fields]
    return "{" + ", ".join([*own, "evidence: [{kind: register, address: a.pdf}]"]) + "}"


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_combination_is_counted_or_found(base: Path, kind: str, level: str) -> None:
    own, target = KINDS[kind]
    where = ", population: southern_communes" if level == "commune" else ""
    frame = "source: {document: plan}\noutcomes:\n  OS:\n    statement: {en: Communes have schools}\n    indicators:\n"
    for n, fields in enumerate(EVERY):
        parts = ", disaggregated_by: {sex: {women: {en: women}}}" if "by" in fields and kind in DIVIDED else ""
        frame += (
            f"      I{n}: {{label: I {n}, statement: {{en: Things {n}}}, unit: things, level: {level}{where}, {own}{parts}, "
            f"over_years: cumulative, targets: {{2031: {{{target}, as_printed: x}}}}, "
            "sources_of_verification: {register: {en: Register}}}\n"
        )
    file, report = LEVELS[level]
    observations = ", ".join(f"I{n}: {written(kind, fields)}" for n, fields in enumerate(EVERY))
    put(base, {"logframe.yaml": frame, file: "year: 2031\n" + report % observations})
    loaded, result = checked(base, day=datetime.date(2040, 6, 30))
    at: dict[str, set[str]] = {}
    for one in findings(loaded, result.verdicts):
        if one.code in RULES and one.key and "observations[" in one.key:
            at.setdefault(one.key.split("observations[")[1].split("]")[0], set()).add(one.code)
    wrong = []
    for n, fields in enumerate(EVERY):
        located = loaded.programme.indicators[f"I{n}"]
        known = reported(loaded.programme, located, 2031)
        value, codes = expected(kind, fields), at.get(f"I{n}", set())
        if value is None:
            if not codes:
                wrong.append((fields, "is no finding", known.value))
            elif known.value is not None and known.value not in at_most(kind, fields):
                wrong.append((fields, "counts as something else", known.value))
        elif codes:
            wrong.append((fields, "is a finding", sorted(codes)))
        elif value == "nothing":
            if known.value is not None or not known.exempt:
                wrong.append((fields, "says that there is none", known.value))
        elif known.value != Decimal(value) or len(known.parts) != 1:
            wrong.append((fields, f"counts as {value}", known.value))
        elif "by" in fields and [(one.part, one.value) for one in splits(located.value, known)] != [("women", value)]:
            wrong.append((fields, "has its part", None))
    assert wrong == []


def test_the_table_speaks_of_everything_that_a_report_can_say() -> None:
    from cic.model.logframe import AVERAGES, Indicator
    from cic.model.report import Observation

    beside = {"as_printed", "as_printed_source", "observed", "evidence", "note", "reading"}
    keys = {"numerator" if one == "share" else one for one in FIELDS} | {"denominator"}
    assert keys == set(Observation.model_fields) - beside
    ways = Indicator.model_fields["over_communes"].annotation
    assert {"count", "sum", "ratio", "none", *AVERAGES} == set(getattr(ways, "__args__", ()))
