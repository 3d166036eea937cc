"""The boundaries of the rules on years, relations, assumptions, claims and risks: one step to either side, and what is
not said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import ROOT, found_in, put

CLAIM = """
documents:
  plan:
    title: {{en: Plan}}
    kind: dossier
    describes: current
    language: en
    file: plan.txt
    sha256: "{zeros}"
    claims: {claims}
reading: {{members: {{schools: {{en: schools}}, roads: {{en: roads}}, wells: {{en: wells}}}}}}
"""
COUNT = "label: I, unit: things, level: programme, over_communes: none, over_years: cumulative"
PROOF = "sources_of_verification: {list: {en: A list}}"
FRAME = """
source: {{document: plan}}
outcomes: {{OS: {{statement: {{en: All is well}}}}}}
results:
  R1:
    outcome: OS
    label: Result 1
    statement: {{en: "{said}"}}
    {term}
    indicators: {{R1.1: {{{indicator}}}}}
    activities: {{A.1.1: {{{activity}}}}}
"""


def codes(base: Path, *wanted: str) -> list[str]:
    return [one.code for one in found_in(base) if one.code in wanted]


def frame(said: str, indicator: str, activity: str = "text: {en: Work}") -> dict[str, str]:
    """A result whose statement is its term, with one indicator and one activity."""
    years = [int(word) for word in said.split() if word.isdigit()]
    keys = {"in": ["end"], "from": ["start"], "between": ["start", "end"], "": []}[said.split(" ")[0]]
    named = dict(zip(keys, years, strict=False))
    term = f"term: {json.dumps({**named, 'printed': said})}" if named else ""
    one = f"{COUNT}, {PROOF}, {indicator}"
    return {"logframe.yaml": FRAME.format(said=said or "Some day", term=term, indicator=one, activity=activity)}


def milestones(**values: int) -> str:
    targets = {year.strip("y"): {"value": value, "as_printed": str(value)} for year, value in values.items()}
    return "targets: {" + ", ".join(f"{year}: {json.dumps(one)}" for year, one in targets.items()) + "}"


def due(*years: int) -> str:
    said = " and ".join(map(str, years))
    return f"statement: {{en: In {said} it is there}}, deadline: {{year: {years[0]}, again: {list(years[1:])}, printed: In {said}}}"


def counted(**years: int) -> str:
    said = "once a year " + " ".join(f"{key} {year}" for key, year in years.items())
    frequency = {"at_least": 1, "per": "programme", **years, "words": said}
    return f"statement: {{en: {said}}}, reading: {{frequency: {json.dumps(frequency)}}}"


BOTH = milestones(y2031=1, y2032=1)
RISING = milestones(y2031=1, y2032=2)
PLAIN = "statement: {en: It is there}"


@pytest.mark.parametrize(
    ("said", "indicator", "found"),
    [
        ("in 2031", f"{due(2031)}, {BOTH}", 0),
        ("in 2031", f"{due(2032)}, {BOTH}", 1),
        ("in 2032", f"{due(2031)}, {BOTH}", 1),
        ("in 2032", f"{due(2031)}, {RISING}", 0),
        ("in 2032", f"{due(2031, 2032)}, {BOTH}", 0),
        ("in 2031", f"{due(2031, 2032)}, {BOTH}", 1),
        ("in 2031", f"{PLAIN}, {RISING}", 1),
        ("in 2031", f"{PLAIN}, {BOTH}", 0),
        # a milestone that follows may be reached before
        ("in 2031", f"{PLAIN}, {milestones(y2032=1)}", 0),
        ("from 2031", f"{due(2031)}, {BOTH}", 0),
        ("from 2031", f"{due(2032)}, {BOTH}", 1),
        ("between 2031 and 2032", f"{counted(since=2031, until=2032)}, {RISING}", 0),
        ("between 2031 and 2032", f"{counted(since=2032)}, {RISING}", 1),
        ("between 2031 and 2032", f"{counted(until=2031)}, {RISING}", 1),
        ("", f"{due(2032)}, {BOTH}", 0),
        ("in 2032", f"{PLAIN}, targets: {{}}", 0),
    ],
)  # fmt: skip
def test_years_of_results(base: Path, said: str, indicator: str, found: int) -> None:
    put(base, frame(said, indicator))
    assert codes(base, "CIC418") == ["CIC418"] * found


def test_a_result_without_indicators_is_compared_with_nothing(base: Path) -> None:
    text = frame("in 2031", f"{PLAIN}, {BOTH}")["logframe.yaml"]
    put(base, {"logframe.yaml": text.replace(text[text.index("    indicators:") : text.index("    activities:")], "")})
    assert codes(base, "CIC418", "CIC419") == []


@pytest.mark.parametrize(
    ("said", "indicator", "activity", "found"),
    [
        ("in 2032", f"{due(2031)}, {BOTH}", "text: {en: Work in 2032}, term: {end: 2032, printed: in 2032}", 0),
        ("in 2031", f"{due(2031)}, {BOTH}", "text: {en: Work in 2032}, term: {end: 2032, printed: in 2032}", 1),
        ("in 2031", f"{due(2031)}, {BOTH}", "text: {en: From 2031}, term: {start: 2031, end: 2032, printed: From 2031}", 0),
        ("from 2031", f"{due(2031)}, {BOTH}", "text: {en: Work in 2032}, term: {end: 2032, printed: in 2032}", 0),
        ("in 2033", f"{due(2032)}, {BOTH}", "text: {en: Work}", 1),
        ("from 2030", f"{due(2032)}, {BOTH}", "text: {en: Work}", 1),
        ("", f"{due(2030)}, {BOTH}", "text: {en: Work}", 1),
        ("", f"{due(2032, 2033)}, {BOTH}", "text: {en: Work}", 1),
        ("", f"{counted(since=2030, until=2033)}, {RISING}", "text: {en: Work}", 2),
        ("", f"{counted(since=2031, until=2032)}, {RISING}", "text: {en: Work}", 0),
    ],
)  # fmt: skip
def test_years_outside(base: Path, said: str, indicator: str, activity: str, found: int) -> None:
    put(base, frame(said, indicator, activity))
    assert codes(base, "CIC419") == ["CIC419"] * found


def test_without_a_period_no_year_lies_outside_it(base: Path) -> None:
    programme = base / "programme.yaml"
    programme.write_text(programme.read_text().replace("period: {start: 2031, end: 2032}", "period: {end: 2032}"))
    put(base, frame("from 2030", f"{due(2032)}, {BOTH}"))
    assert codes(base, "CIC419") == []


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("it is there", False),
        ("In 2031 […] there", False),
        ("In 2031 [...] is […] there", False),
        ("there […] In 2031", True),
        ("in 2031", True),
        ("In 2031  it\\n is", False),
        ("1 […] 1", False),
    ],
)
def test_words_stand_where_they_are_quoted_from(base: Path, words: str, is_found: bool) -> None:
    """Parts in their order, breaks of lines alike, capitals not; also beside the values."""
    reading = f'reading: {{each_commune: {{words: "{words}"}}}}'
    put(base, frame("", f"{due(2031)}, {BOTH}, {reading}"))
    assert bool(codes(base, "CIC420")) == is_found


def test_an_assumption_is_quoted_from_the_assumptions_of_its_own_result(base: Path) -> None:
    risks = (
        "source: {document: plan}\n"
        "scales: {likelihood: {1: Rare}, impact: {1: Small}, level: {1: Low}}\n"
        "risks: {K1: {risk: {en: Floods}, likelihood: Rare, impact: Small, level: Low, effect: {en: No schools}}}\n"
    )
    text = frame("", f"{PLAIN}, {BOTH}")["logframe.yaml"]
    denies = "    reading: {denies: [{risk: K1, words: no floods come}]}\n"
    own = text.replace(
        "    indicators:", "    assumptions: [{en: It rains, and no floods come}]\n" + denies + "    indicators:"
    )
    elsewhere = text.replace("    indicators:", denies + "    indicators:") + "preconditions: [{en: no floods come}]\n"
    put(base, {"risks.yaml": risks, "logframe.yaml": own})
    assert codes(base, "CIC420") == []
    put(base, {"logframe.yaml": elsewhere})
    assert codes(base, "CIC420") == ["CIC420"]


RISKS = """
source: {{document: plan}}
scales:
  likelihood: {{1: Rare, 2: Possible, 3: Likely}}
  impact: {{1: Small, 2: Great}}
  level: {{1: Low, 2: High}}
reading: {{{limit}}}
risks: {risks}
"""


def risk(likelihood: str, impact: str, level: str, under: str | None = None) -> dict[str, object]:
    condition = {"impact_if": {"impact": under, "as_printed": f"{under} if all are touched"}} if under else {}
    return {
        "risk": {"en": "Floods"},
        "likelihood": likelihood,
        "impact": impact,
        "level": level,
        "effect": {"en": "None"},
        **condition,
    }


@pytest.mark.parametrize(
    ("limit", "likelihood", "level", "found"),
    [
        ("not_assumed: {likelihood: 2, words: w}", "Rare", "High", 0),
        ("not_assumed: {likelihood: 2, words: w}", "Possible", "Low", 1),
        ("not_assumed: {likelihood: 2, words: w}", "Likely", "Low", 1),
        ("not_assumed: {level: 2, words: w}", "Likely", "Low", 0),
        ("not_assumed: {level: 2, words: w}", "Rare", "High", 1),
        ("not_assumed: {likelihood: 2, level: 2, words: w}", "Possible", "High", 1),
        ("not_assumed: {likelihood: 2, words: w}", "Never heard", "Low", 0),
        ("", "Likely", "High", 0),
    ],
)
def test_risks_supposed_away(base: Path, limit: str, likelihood: str, level: str, found: int) -> None:
    """From the limit on, and not one step before; a word off the scales is left to the rule about it."""
    text = frame("", f"{PLAIN}, {BOTH}")["logframe.yaml"]
    assumed = "    assumptions: [{en: no floods come}]\n    reading: {denies: [{risk: K1, words: no floods come}]}\n"
    risks = {"K1": risk(likelihood, "Small", level), "K2": risk("Likely", "Small", "High")}
    put(
        base,
        {
            "logframe.yaml": text.replace("    indicators:", assumed + "    indicators:"),
            "risks.yaml": RISKS.format(limit=limit, risks=json.dumps(risks)),
        },
    )
    assert codes(base, "CIC707") == ["CIC707"] * found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (risk("Rare", "Small", "Low", under="Great"), risk("Rare", "Great", "High"), 1),
        (risk("Rare", "Small", "High", under="Great"), risk("Rare", "Great", "High"), 0),
        (risk("Rare", "Small", "Low", under="Great"), risk("Possible", "Great", "High"), 0),
        (risk("Rare", "Small", "Low", under="Great"), risk("Rare", "Small", "Low"), 0),
        # a condition that makes it less grave raises nothing
        (risk("Rare", "Great", "High", under="Small"), risk("Rare", "Small", "High"), 0),
        # the level that is printed holds for both cases, so that what is compared with it is its lesser one too
        (risk("Rare", "Small", "Low"), risk("Rare", "Small", "High", under="Great"), 1),
        (risk("Rare", "Small", "Low", under="Unheard"), risk("Rare", "Great", "High"), 0),
    ],
)
def test_levels_under_a_condition(base: Path, one: dict[str, object], other: dict[str, object], found: int) -> None:
    put(base, {"risks.yaml": RISKS.format(limit="", risks=json.dumps({"K1": one, "K2": other}))})
    assert codes(base, "CIC701") == ["CIC701"] * found


LISTED = """
documents:
  plan: {{title: {{en: Plan}}, kind: dossier, describes: current, language: en, file: plan.txt, sha256: "{zeros}"}}
  page: {{title: {{en: Page}}, kind: web_page, describes: {describes}, language: en, file: p.txt, sha256: "{zeros}"{day}}}
"""


@pytest.mark.parametrize(
    ("began", "listed", "describes", "day", "found"),
    [
        ("2030-05-31", "Bravo", "earlier", "2030-06-01", 0),
        ("2030-06-01", "Bravo", "earlier", "2030-06-01", 0),
        ("2030-06-02", "Bravo", "earlier", "2030-06-01", 1),
        ("2030-06-02", "Foxtrot", "earlier", "2030-06-01", 0),
        ("2030-05-31", "Foxtrot", "earlier", "2030-06-01", 1),
        ("2030-06-01", "Foxtrot", "earlier", "2030-06-01", 0),
        # of a later phase it may have left again, of one without a date nobody knows
        ("2030-05-31", "Foxtrot", "later", "2030-06-01", 0),
        ("2030-06-02", "Bravo", "earlier", None, 0),
        (None, "Bravo", "earlier", "2030-06-01", 0),
    ],
)
def test_relations_against_lists(
    base: Path, began: str | None, listed: str, describes: str, day: str | None, found: int
) -> None:
    file = next((base / "partnerships").glob("alfa*.yaml"))
    if began is not None:
        file.write_text(file.read_text() + f"relation: {{start: {began}}}\n")
    last = f", last_updated: {day}" if day else ""
    put(
        base,
        {
            "documents.yaml": LISTED.format(zeros="0" * 64, describes=describes, day=last),
            f"phases/{describes}/programme.yaml": f"format: 1\nid: {describes}\nname: {{en: Phase}}\ncountry: XA\n"
            "coverage: partial\nsource: {document: page}\n",
            f"phases/{describes}/partnerships/a.yaml": "id: a\nsource: {document: page}\n"
            f"communes:\n  x: {{name: {listed}, country: XA}}\n",
        },
    )
    assert codes(base, "CIC611") == ["CIC611"] * found


def claims(base: Path, *each: dict[str, object]) -> None:
    entries = {f"c{n}": {"printed": "words", **one} for n, one in enumerate(each)}
    put(base, {"documents.yaml": CLAIM.format(zeros="0" * 64, claims=json.dumps(entries))})


AXES = {"about": "sustainability_axes"}


@pytest.mark.parametrize(
    ("each", "found"),
    [
        ([{**AXES, "value": 2, "members": ["schools", "roads"]}, {**AXES, "value": 2, "members": ["roads", "schools"]}], []),
        ([{**AXES, "value": 2, "members": ["schools", "roads"]}, {**AXES, "value": 2, "members": ["roads", "wells"]}], ["CIC714"]),
        # other numbers are for the rules on numbers
        ([{**AXES, "value": 2, "members": ["schools", "roads"]}, {**AXES, "value": 1, "members": ["roads"]}], ["CIC712"]),
        ([{**AXES, "value": 3, "members": ["schools", "roads"]}], ["CIC714"]),
        # named twice is one
        ([{**AXES, "value": 2, "members": ["roads", "roads"]}], ["CIC714"]),
        ([{**AXES, "value": 2}, {**AXES, "value": 2, "members": ["roads", "wells"]}], []),
        ([{**AXES, "value": 2, "members": ["schools", "roads"], "of_country": "XB"}], ["CIC713"]),
        ([{**AXES, "value": 2, "in_years": [1, 2]}], []),
        ([{**AXES, "value": 3, "in_years": [1, 2]}], ["CIC714"]),
        ([{**AXES, "value": 2, "in_years": [1, 3]}], ["CIC714"]),
        ([{**AXES, "value": 3, "lowest": 2}, {**AXES, "value": 2}], []),
        ([{**AXES, "value": 3, "lowest": 2}, {**AXES, "value": 5, "lowest": 3}], []),
        ([{**AXES, "value": 3, "lowest": 2}, {**AXES, "value": 5, "lowest": 4}], ["CIC712"]),
        ([{**AXES, "value": 3, "lowest": 2}, {**AXES, "value": 1}], ["CIC712"]),
        ([{"about": "communes.southern", "value": 4, "lowest": 2}], []),
        ([{"about": "communes.southern", "value": 5, "lowest": 4}], ["CIC711"]),
        ([{"about": "period.start", "value": 2031}, {"about": "period.end", "value": 2032}], []),
        ([{"about": "period.start", "value": 2030}, {"about": "period.end", "value": 2032}], ["CIC711"]),
        ([{"about": "period.end", "value": 2033}], ["CIC711"]),
        ([{"about": "elections.southern", "value": 2031}, {"about": "elections.northern", "value": 2032}], []),
        ([{"about": "elections.southern", "value": 2031}, {"about": "elections.southern", "value": 2032}], ["CIC712"]),
    ],
)  # fmt: skip
def test_claims(base: Path, each: list[dict[str, object]], found: list[str]) -> None:
    claims(base, *each)
    assert codes(base, "CIC711", "CIC712", "CIC713", "CIC714") == found


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("documents.yaml", CLAIM.format(zeros="0" * 64, claims='{c: {printed: "2", about: years, value: 2, lowest: 2}}'), "not below"),
        ("logframe.yaml", frame("", f"{due(2032, 2031)}, {BOTH}")["logframe.yaml"], "earliest year"),
        ("logframe.yaml", frame("", f"{due(2032, 2032)}, {BOTH}")["logframe.yaml"], "earliest year"),
        ("logframe.yaml", frame("", f"{counted(since=2032, until=2031)}, {BOTH}")["logframe.yaml"], "before it begins"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(base: Path, file: str, text: str, message: str) -> None:
    put(base, {file: text})
    assert [one.code for one in found_in(base) if message in str(one.message)] == ["CIC104"]


def test_a_yearly_rate_counts_no_year_after_its_last(base: Path) -> None:
    """Once a year until 2031 is once, also by 2032."""
    rate = "reading: {frequency: {at_least: 1, per: year, until: 2031, words: once a year until 2031}}"
    statement = "statement: {en: once a year until 2031}"
    put(base, frame("", f"{statement}, {BOTH}, {rate}"))
    assert codes(base, "CIC405") == []
    put(base, frame("", f"{statement}, {RISING}, {rate}"))
    assert codes(base, "CIC405") == ["CIC405"]


def test_a_second_deadline_needs_a_target_too(base: Path) -> None:
    put(base, frame("", f"{due(2031, 2032)}, {milestones(y2031=1)}"))
    assert [one.path.rpartition(".")[2] for one in found_in(base) if one.code == "CIC409"] == ["again[0]"]


def test_the_demo_is_silent() -> None:
    newer = {"CIC418", "CIC419", "CIC420", "CIC611", "CIC701", "CIC707", "CIC711", "CIC712", "CIC714"}
    assert [one for one in found_in(ROOT / "cic" / "scaffold" / "demo", acknowledge=False) if one.code in newer] == []
