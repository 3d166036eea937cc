"""Claims against what the data hold: which figure of an indicator, how much of a phase, which beneficiaries."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import found_in, put

DOCUMENT = """
  {name}:
    title: {{en: Plan}}
    kind: dossier
    describes: {describes}
    language: en
    file: plan.txt
    sha256: "0000000000000000000000000000000000000000000000000000000000000000"
    claims: {claims}
"""
FRAME = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1:
        label: Indicator 1
        statement: {en: The working group meets four times a year}
        unit: meetings
        level: programme
        over_communes: none
        over_years: OVER
        targets: {2031: {value: 4, as_printed: 4 meetings}, 2032: {value: 8, as_printed: 8 meetings}}
        reading: {frequency: {at_least: 4, per: year, words: four times a year}}
"""


def documents(*described: tuple[str, list[dict[str, object]]], measures: dict[str, object] | None = None) -> str:
    text = "documents:"
    for n, (describes, claims) in enumerate(described):
        entries = {f"claim-{n}": {"printed": "words", **claim} for n, claim in enumerate(claims)}
        name = "plan" if n == 0 else f"plan-{n}"
        text += DOCUMENT.format(name=name, describes=describes, claims=json.dumps(entries))
    return text + f"reading: {{measures: {json.dumps(measures or {})}}}\n"


def found(base: Path) -> list[tuple[str, str, str | None]]:
    return [(f.code, f.path.rpartition("claims")[2], f.expected) for f in found_in(base)]


@pytest.mark.parametrize(
    ("quantity", "over", "expected"),
    [
        ("total", "cumulative", "8"),
        ("total", "per_period", "12"),
        ("per_year", "cumulative", "4"),
        ("per_commune", "cumulative", None),
    ],
)
def test_the_figure_of_the_indicator_that_measures_a_claim(
    quantity: str, over: str, expected: str | None, base: Path
) -> None:
    measures = {"meetings.north": {"indicator": "OS.1", "quantity": quantity, "words": "meets"}}
    claims = [{"about": "meetings.north", "value": 99}, {"about": "meetings.north", "value": 98}]
    put(
        base,
        {
            "logframe.yaml": FRAME.replace("OVER", over),
            "documents.yaml": documents(("current", claims), measures=measures),
        },
    )
    for file in (base / "partnerships").iterdir():
        text = file.read_text()
        file.write_text(text.replace(", targets: {OS.1: {2032: 1}}", ""))
    against = [one for one in found(base) if one[0] == "CIC711"]
    assert [one[2] for one in against] == ([expected] * 2 if expected else [])
    assert ("CIC712" in {one[0] for one in found(base)}) == (expected is None)


def test_a_claim_that_no_list_and_no_indicator_counts_is_not_compared_with_the_data(base: Path) -> None:
    put(base, {"documents.yaml": documents(("current", [{"about": "regions", "value": 9}]))})
    assert found(base) == []


def test_a_phase_of_which_little_is_known(base: Path) -> None:
    """More communes than the data name are no contradiction, fewer are; two claims must still agree."""
    claims = [{"about": "communes.southern", "value": value} for value in (9, 1, 9, 8)]
    put(
        base,
        {
            "documents.yaml": documents(("current", []), ("before", claims)).replace("before", "earlier"),
            "phases/earlier/programme.yaml": "format: 1\nid: before\nname: {en: Before}\ncountry: XA\n"
            "coverage: partial\nsource: {document: plan-1}\n",
            "phases/earlier/partnerships/a.yaml": "id: a\nsource: {document: plan-1}\ncommunes:\n"
            "  b: {name: B, country: XA}\n  c: {name: C, country: XA}\n",
        },
    )
    assert found(base) == [
        ("CIC711", "[claim-1].value", "2"),
        ("CIC712", "[claim-3].value", "9"),
    ]


def test_several_groups_of_beneficiaries(base: Path) -> None:
    programme = base / "programme.yaml"
    programme.write_text(
        programme.read_text()
        + "beneficiaries:\n  all: {of: {en: All}, total: 90}\n  town: {of: {en: The town}, total: 50}\n"
    )
    claims = [
        {"about": "population.total", "value": 90, "of": "all"},
        {"about": "population.total", "value": 90, "of": "town"},
        {"about": "population.total", "value": 70},
        {"about": "population.total", "value": 70, "of": "village"},
    ]
    put(base, {"documents.yaml": documents(("current", claims))})
    assert found(base) == [
        ("CIC711", "[claim-1].value", "50"),
        ("CIC706", "[claim-3].of", None),
    ]


def test_an_unknown_word_gets_a_suggestion_and_not_the_whole_vocabulary(base: Path) -> None:
    put(base, {"documents.yaml": documents(("current", [{"about": "target_group", "value": 3}]))})
    (one,) = found_in(base)
    assert (one.code, str(one.message)) == ("CIC104", "target_group is not known here: did you mean target_groups?")


def test_a_level_off_the_scale_is_compared_only_where_its_place_is_said(base: Path) -> None:
    risks = """
source: {document: plan}
scales: {likelihood: {2: Possible}, impact: {2: Small, 3: Great}, level: {2: Medium}}
READING
risks:
  K1: {risk: {en: Floods}, likelihood: possible, impact: Great, level: Low, effect: {en: None}}
  K2: {risk: {en: Rain}, likelihood: Possible, impact: Small, level: Medium, effect: {en: None}}
"""
    put(base, {"risks.yaml": risks.replace("READING", "")})
    assert [f.code for f in found_in(base)] == ["CIC703"]
    put(base, {"risks.yaml": risks.replace("READING", "reading: {unprinted_levels: {scores: {1: Low}, words: Low}}")})
    assert [f.code for f in found_in(base)] == ["CIC701", "CIC703"]


def test_communes_of_a_region_are_counted_region_by_region(base: Path) -> None:
    """The region is data: claims on one region are compared with each other, and with no other region."""
    in_one = {"about": "communes.region", "of_region": "XA-01"}
    claims = [{**in_one, "value": 1}, {**in_one, "value": 2}, {**in_one, "of_region": "XA-02", "value": 3}]
    put(base, {"documents.yaml": documents(("current", claims))})
    assert found(base) == [("CIC712", "[claim-1].value", "1")]
    for broken in ({"about": "communes.region", "value": 1}, {**in_one, "about": "communes", "value": 3}):
        put(base, {"documents.yaml": documents(("current", [broken]))})
        assert [f.code for f in found_in(base)] == ["CIC104"]
