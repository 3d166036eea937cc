"""No rule reports a thing that is right: random programmes that are valid by construction give no finding at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import yaml
from conftest import ALL, BASE, DAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cic.checks.engine import check
from cic.storage.folder import Folder
from cic.storage.loader import load

NATURES = ("investment", "operating", "personnel")
CENTS = st.integers(0, 9_999_999)
NAMES = ("Alfa", "Bravo", "Carmo", "Dunes", "Ember", "Fjord", "Grove", "Haven", "Inlet", "Jetty", "Knoll", "Lagos")


def money(cents: int) -> Decimal:
    return Decimal(cents) / 100


def text(words: str) -> dict[str, str]:
    return {"en": words}


def row(cells: dict[int, int]) -> dict[object, str]:
    return {**{year: money(c) for year, c in cells.items()}, "total": money(sum(cells.values()))}


def block(name: str, natures: dict[str, dict[int, int]]) -> dict[str, object]:
    years = next(iter(natures.values()))
    sums = {year: sum(cells[year] for cells in natures.values()) for year in years}
    return {"label": text(name), "total": row(sums), **{nature: row(cells) for nature, cells in natures.items()}}


def add(*blocks: dict[str, dict[int, int]]) -> dict[str, dict[int, int]]:
    return {n: {year: sum(b[n][year] for b in blocks) for year in blocks[0][n]} for n in NATURES}


@st.composite
def analyses(draw: st.DrawFn) -> dict[str, object]:
    """An analysis of risks whose levels follow from likelihood and from small or great impact, also under conditions."""
    risks: dict[str, object] = {}
    for n in range(1, draw(st.integers(1, 4)) + 1):
        likelihood, impact = draw(st.integers(1, 3)), draw(st.integers(1, 4))
        risk: dict[str, object] = {
            "risk": text(f"Risk {n}"), "likelihood": f"L{likelihood}", "impact": f"I{impact}", "level": f"V{likelihood + (impact > 2)}",
            "effect": text(f"Effect {n}"),
        }  # fmt: skip
        if impact in (1, 3) and draw(st.booleans()):
            risk["impact_if"] = {"impact": f"I{impact + 1}", "as_printed": f"I{impact + 1} if all are touched"}
        risks[f"K{n}"] = risk
    scales = {
        name: {n: f"{letter}{n}" for n in range(1, 5)}
        for name, letter in zip(("likelihood", "impact", "level"), "LIV", strict=True)
    }
    reading = {"not_assumed": {"likelihood": 3, "words": "L3 is likely"}}
    return {"source": {"document": "plan"}, "scales": scales, "reading": reading, "risks": risks}


def supposed_away(draw: st.DrawFn, risks: dict[str, object]) -> dict[str, object]:
    """Assumptions that deny risks which are not likely."""
    unlikely = [id for id, risk in risks.items() if risk["likelihood"] != "L3"]
    denied = draw(st.lists(st.sampled_from(unlikely), max_size=2, unique=True)) if unlikely else []
    words = {id: f"{id} does not come true" for id in denied}
    return {
        "assumptions": list(map(text, words.values())),
        "reading": {"denies": [{"risk": id, "words": w} for id, w in words.items()]},
    }


def term(draw: st.DrawFn, due: int, start: int, indicators: dict[str, dict[str, object]]) -> dict[str, object]:
    """A term that ends with the last milestone, in which one of the indicators has its deadline, maybe not its first."""
    one = next(iter(indicators.values()))
    first = draw(st.sampled_from(sorted(one["targets"])))
    printed = f"in {first} and {due}" if first < due else f"in {due}"
    one["deadline"] = {"year": first, "again": [due] if first < due else [], "printed": printed}
    one["statement"] = text(f"{one['statement']['en']} {printed}")
    named = draw(st.sampled_from([{"end": due}, {"start": start, "end": due}, {"start": due}]))
    return {**named, "printed": " to ".join(map(str, named.values()))}


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, object]:
    """The files of a programme: as many partnerships, communes, years, results and indicators as it likes, all in agreement."""
    start = draw(st.integers(2020, 2030))
    years = list(range(start, start + draw(st.integers(1, 4))))
    milestones = sorted(draw(st.sets(st.sampled_from(years), min_size=1)))
    count = draw(st.integers(1, 4))
    names = iter(NAMES)
    souths = [[next(names) for _ in range(draw(st.integers(1, 2)))] for _ in range(count)]
    communes = sum(map(len, souths))
    categories = {c: {n: {y: draw(CENTS) for y in years} for n in NATURES} for c in ("partners", "head_office")}
    costs = add(*categories.values())
    first = {n: {y: draw(st.integers(0, c)) for y, c in cells.items()} for n, cells in costs.items()}
    second = {n: {y: costs[n][y] - first[n][y] for y in years} for n in NATURES}
    line = sum(c for cells in categories["partners"].values() for c in cells.values())
    shares = [line // count] * (count - 1) + [line - line // count * (count - 1)]
    both_have_money = all(sum(sum(cells.values()) for cells in s.values()) for s in (first, second))

    def indicator(id: str, number: int) -> tuple[dict[str, object], dict[int, int]]:
        kind = draw(st.sampled_from(["count", "sum", "rate", "whole"]))
        each = {y: draw(st.integers(1, 5)) for y in milestones} if kind == "sum" else dict.fromkeys(milestones, 1)
        each = dict(zip(milestones, sorted(each.values()), strict=True))
        if kind == "rate":
            each = {y: y - start + 1 for y in milestones}
        total = {y: each[y] * (1 if kind == "whole" else communes) for y in milestones}
        said = ["{value} of them", "{value} by {year}", f"Indicator {number}: {{value}}"]
        words = draw(st.sampled_from([*said, f"{{value}} in {communes} communes"] if kind != "whole" else said))
        made: dict[str, object] = {
            "label": f"Indicator {number}", "statement": text(f"Promise number {id}"), "unit": "communes" if kind == "count" else "things",
            "level": "programme" if kind == "whole" else "commune", "over_communes": {"whole": "none", "rate": "sum"}.get(kind, kind),
            "over_years": "cumulative", "targets": {y: {"value": total[y], "as_printed": words.format(value=total[y], year=y)} for y in milestones},
            "sources_of_verification": {"list": text("A list")},
        }  # fmt: skip
        if kind != "whole":
            made["population"] = "southern_communes"
        if kind == "count" and draw(st.booleans()):
            percent = draw(st.sampled_from([0, 100]))
            value = communes * percent // 100
            made["baseline"] = {"value": value, "as_printed": f"{value} ({percent} %)", "stated_percent": percent}
        if kind == "rate":
            named = draw(
                st.sampled_from([{}, {"since": start}, {"until": years[-1]}, {"since": start, "until": years[-1]}])
            )
            said = " ".join(["each year", *(f"{key} {year}" for key, year in named.items())])
            made["reading"] = {"frequency": {"at_least": 1, "per": "year", "words": said, **named}}
            made["statement"] = text(f"Promise number {id}, {said}")
        return made, {} if kind == "whole" else each

    analysis = draw(analyses())
    targets: dict[str, dict[int, int]] = {}
    results = {}
    for r in range(1, draw(st.integers(1, 3)) + 1):
        indicators = {}
        for k in range(1, draw(st.integers(1, 3)) + 1):
            indicators[f"R{r}.{k}"], promised = indicator(f"R{r}.{k}", r * 10 + k)
            if promised:
                targets[f"R{r}.{k}"] = promised
        activities = {
            f"A.{r}.{k}": {"text": text(f"Activity {r} and {k}")} for k in range(1, draw(st.integers(1, 3)) + 1)
        }
        results[f"R{r}"] = {
            "outcome": "OS", "label": f"Result {r}", "statement": text(f"Result {r} is reached"), "indicators": indicators, "activities": activities,
            **supposed_away(draw, analysis["risks"]),
        }  # fmt: skip
        if draw(st.booleans()):
            named = results[f"R{r}"]["term"] = term(draw, milestones[-1], start, indicators)
            results[f"R{r}"]["statement"] = text(f"Result {r} is reached {named['printed']}")
        for activity in activities.values():
            if draw(st.booleans()):
                year = draw(st.sampled_from([year for year in years if year <= milestones[-1]]))
                activity["term"] = {draw(st.sampled_from(["start", "end"])): year, "printed": f"in {year}"}
                activity["text"] = text(f"{activity['text']['en']} in {year}")
    source = {"document": "plan"}
    groups = {id: text(id) for id in ("children", "parents", "teachers")[: draw(st.integers(1, 3))]}
    part = draw(st.lists(st.sampled_from(list(groups)), min_size=1, unique=True))
    listed = date(start - 1, draw(st.integers(1, 12)), 15)
    files: dict[str, object] = {
        "programme.yaml": {
            "format": 1, "id": "demo", "name": text("Demo"), "country": "XA", "period": {"start": years[0], "end": years[-1]}, "source": source,
            "organisations": {"league": {"name": "League", "role": "applicant"}, "union": {"name": "Union", "role": "applicant"}},
            "target_groups": groups,
        },
        "documents.yaml": {"documents": {"plan": {
            "title": text("Plan"), "kind": "dossier", "describes": "current", "language": "en", "file": "plan.txt", "sha256": "0" * 63 + "a",
            "claims": {
                "results": {"printed": f"{len(results)} results", "about": "results", "value": len(results)},
                "communes": {"printed": f"{communes} communes", "about": "communes.southern", "value": communes},
                "partnerships": {"printed": f"{count} partnerships", "about": "partnerships", "value": count},
                "from": {"printed": f"from {years[0]} on", "about": "period.start", "value": years[0]},
                "until": {"printed": f"until {years[-1]}", "about": "period.end", "value": years[-1]},
                "few": {"printed": f"1 to {count + 1} partnerships", "about": "partnerships", "lowest": 1, "value": count + 1},
                "now": {"printed": f"in year {len(years)}", "about": "plan_months", "value": 1, "in_years": [len(years)]},
                "groups": {"printed": ", ".join(groups), "about": "target_groups", "value": len(groups), "members": draw(st.permutations(list(groups)))},
                "part": {"printed": ", ".join(part), "about": "target_groups.secondary", "value": len(part), "members": part},
                "axes": {"printed": "2: schools and roads", "about": "sustainability_axes", "value": 2, "members": ["schools", "roads"]},
                "axes-again": {"printed": "2: roads and schools", "about": "sustainability_axes", "value": 2, "members": ["roads", "schools"]},
            },
        }, "page": {
            "title": text("Page"), "kind": "web_page", "describes": "earlier", "language": "en", "file": "page.txt", "sha256": "0" * 63 + "b",
            "last_updated": listed.isoformat(),
        }}, "reading": {"members": {"schools": text("schools"), "roads": text("roads")}}},
        "risks.yaml": analysis,
        "phases/earlier/programme.yaml": {
            "format": 1, "id": "demo-earlier", "name": text("Before"), "country": "XA", "coverage": "partial", "source": {"document": "page"},
        },
        "phases/earlier/partnerships/p0.yaml": {
            "id": "p0", "source": {"document": "page"},
            "communes": {"north-0": {"name": "North Alfa", "country": "BE"}, souths[0][0].lower(): {"name": souths[0][0], "country": "XA"}},
        },
        "logframe.yaml": {"source": source, "outcomes": {"OS": {"statement": text("All is well")}}, "results": results},
        "budget.yaml": {
            "source": source, "currency": "EUR", "categories": {c: block(c, b) for c, b in categories.items()},
            "operating_costs": block("All", costs), "associations": {"league": block("League", first), "union": block("Union", second)},
        },
    }  # fmt: skip
    for n, (south, share) in enumerate(zip(souths, shares, strict=True)):
        north: dict[str, object] = {"name": f"North {NAMES[n]}", "country": "BE"}
        if both_have_money:
            north["reading"] = {"association": draw(st.sampled_from(["league", "union"])), "words": "a member"}
        members = {f"north-{n}": north}
        members |= {name.lower(): {"name": name, "country": "XA", "targets": targets} for name in south}
        files[f"partnerships/p{n}.yaml"] = {
            "id": f"p{n}", "source": source, "communes": members, "budget": {"OS": {"amount": money(share), "as_printed": f"Budget {money(share)}"}},
        }  # fmt: skip
        if draw(st.booleans()):
            # the first is on the list of the earlier phase, the others came after it
            days = timedelta(draw(st.integers(0, 300)))
            files[f"partnerships/p{n}.yaml"]["relation"] = {
                "start": (listed - days if n == 0 else listed + days).isoformat()
            }
    if draw(st.booleans()):
        year = draw(st.sampled_from(years))
        own = {id: {"value": 0} for id in targets}
        files[f"reports/{year}/p0.yaml"] = {
            "year": year,
            "partnership": "p0",
            "communes": {souths[0][0].lower(): {"observations": own}},
        }
    return files


class Made(Folder):
    """A programme that is nowhere on the disk."""

    def __init__(self, files: dict[str, object]) -> None:
        super().__init__(BASE)
        self._files = files

    def files(self, *_: object):
        for name, content in sorted(self._files.items()):
            yield name, yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True).encode()


class _Dumper(yaml.SafeDumper):
    """Amounts with two decimals, and no anchors."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


_Dumper.add_representer(
    Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:.2f}")
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(programmes())
@pytest.mark.slow
def test_no_finding_on_a_valid_programme(files: dict[str, object]) -> None:
    result = check(load(Made(files), DAY), ALL)
    assert [(one.problem.rule.name, one.problem.where, str(one.problem.message)) for one in result.verdicts] == []
