"""Indicators with their targets, and the targets of the communes."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from chance.text import Plain

WAYS = (
    ("cumulative", None), ("cumulative", "running_total"), ("cumulative", "state"), ("cumulative", "of_the_year"),
    ("per_period", None), ("per_period", "running_total"), ("per_period", "of_the_year"),
    ("per_period", "state"), ("rate", None), ("rate", "rate"), ("rate", "of_the_year"),
)  # fmt: skip
"""How values combine over years, and what the value of a year means."""


HOW = ("count", "count", "sum", "sum", "ratio", "mean", "min", "max", "none", "scale", "words")
"""Of which kind values are."""
SCALE = {"none": {"en": "nothing"}, "draft": {"en": "a draft"}, "voted": {"en": "voted"}, "applied": {"en": "applied"}}
_POPULATIONS = ("southern_communes", "southern_communes", "all_communes", "everyone", "partners")
DIMENSIONS = {
    "sex": {"women": {"en": "women"}, "men": {"en": "men"}},
    "age": {"young": {"en": "the young"}, "adult": {"en": "adults"}, "old": {"en": "the old"}},
}


@st.composite
def indicators(draw, id, calendar, people):
    """An indicator; the targets of its communes are written into those."""
    how, years = draw(st.sampled_from(HOW)), calendar.years
    over_communes = "count" if how in ("scale", "words") else how
    over_years, reports = draw(st.sampled_from(WAYS))
    level = draw(st.sampled_from(("commune", "commune", "commune", "partnership", "programme")))
    rises = draw(st.integers(0, 2)) < 2
    if how in ("scale", "words"):
        # a step, and words, say how something stands
        reports, rises = None if reports in ("running_total", "of_the_year") else reports, True
    made = {
        "label": f"Indicator {id}", "statement": {"en": "What is measured in each year, at the latest by then"},
        "unit": "percent" if over_communes == "ratio" else "things", "level": level,
        "over_communes": "none" if level == "programme" and over_communes != "ratio" else over_communes,
        "over_years": over_years, "direction": "increase" if rises else "decrease",
        "sources_of_verification": {"register": {"en": "The register"}},
    }  # fmt: skip
    if how == "scale":
        made["scale"] = dict(list(SCALE.items())[: draw(st.integers(2, 4))])
    elif how == "words":
        made["qualitative"] = True
    elif made["over_communes"] in ("sum", "none", "ratio") and draw(st.booleans()):
        chosen = draw(st.sets(st.sampled_from(tuple(DIMENSIONS)), min_size=1))
        made["disaggregated_by"] = {one: DIMENSIONS[one] for one in DIMENSIONS if one in chosen}
    if reports is not None:
        made["reports"] = reports
    if level == "commune":
        made["population"] = draw(st.sampled_from(_POPULATIONS if people.partners else _POPULATIONS[:3]))
    everybody = people.population(made["population"]) if level == "commune" else []
    each, asks = {}, 1
    milestones = draw(_milestones(calendar))
    is_shared = bool(everybody) and over_communes in ("count", "sum")
    if is_shared:
        # nothing is promised for those who come later
        milestones = [
            year for year in milestones if any(_promises(people, one, calendar.end(year)) for one in everybody)
        ] or [years[-1]]
    if how == "count" and made["over_communes"] == "count" and draw(st.integers(0, 2)) == 2:
        for year in milestones:
            asks += draw(st.integers(0, 1))
            if asks > 1:
                each[year] = asks
    most = 100 if over_communes == "ratio" else len(everybody) if over_communes == "count" and everybody else 20
    if level == "programme" and (how in ("count", "scale", "words") or draw(st.booleans())):
        most = 1
    values = sorted([draw(st.integers(0, most)) for _ in milestones], reverse=not rises)
    if is_shared and draw(st.integers(0, 2)):
        values = _shared_out(draw, id, made, milestones, each, people, rises, calendar) or values
    made["targets"] = {}
    start = years[0]
    for year, value in zip(milestones, values, strict=True):
        target = made["targets"][year] = {"value": value, "as_printed": f"so many: {float(value):g}"}
        if year in each:
            target["each"] = each[year]
            target["as_printed"] += f", {each[year]} of each"
        if how == "scale":
            target["step"] = draw(st.sampled_from(tuple(made["scale"])))
        if over_years == "per_period" and isinstance(year, int) and start <= year and draw(st.booleans()):
            first = draw(st.integers(start, year))
            target["window"] = {"start": first, "end": year}
            target["as_printed"] += f" in {first}-{year}"
        start = calendar.year_of(year) + 1
    if draw(st.booleans()):
        base = draw(st.integers(0, int(values[0])) if rises else st.integers(0, 3).map(lambda n: values[0] + n))
        if over_communes != "count" or not everybody or base <= len(everybody):
            comparable = draw(st.integers(0, 2)) > 0
            made["baseline"] = {"value": base, "as_printed": f"so many: {float(base):g}", "comparable": comparable}
    if draw(st.integers(0, 3)) == 3 and how not in ("scale", "words"):
        whose = everybody or (list(people.partnerships) if level == "partnership" else [])
        made["baselines"] = {one: _own_baseline(draw, made, calendar) for one in whose if draw(st.integers(0, 5))}
    if draw(st.integers(0, 4)) == 4 and made["over_communes"] != "ratio":
        _say_in_words(draw, made, people)
    if draw(st.integers(0, 4)) == 4:
        first, *later = sorted(draw(st.sets(st.sampled_from(years), min_size=1, max_size=2)))
        made["deadline"] = {"year": first, "again": later, "printed": "by then"}
    return made


@st.composite
def _milestones(draw, calendar):
    """Years, parts of years and days, in order; no two of them end on the same day."""
    known = [*calendar.years]
    if calendar.parts > 1 or draw(st.integers(0, 3)) == 3:
        known += [f"{year}-{part}" for year in calendar.years for part in ("H1", "Q1", "Q3")]
        known += [Plain(f"{year}-{end}") for year in calendar.years for end in ("05-20", "11-15")]
    chosen = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique_by=calendar.end))
    return sorted(chosen, key=calendar.end)


def _promises(people, commune, when):
    """Whether what the programme promises for a day was decided with a commune: it came by then, and not by a merger."""
    start = people.from_.get(commune)
    founders = [one for one in people.merged.get(commune, []) if start is not None and start >= people.to[one]]
    return people.came_by(commune, when) and not founders


def _own_baseline(draw, indicator, calendar):
    """Of one commune or partnership; of a year before the programme, or measured late."""
    if indicator["over_communes"] == "ratio":
        part = draw(st.integers(0, 3))
        own = {"numerator": part, "denominator": part + draw(st.integers(1, 4))}
    else:
        own = {"value": draw(st.integers(0, 1 if indicator["over_communes"] == "count" else 3))}
    year = draw(st.sampled_from((None, calendar.years[0] - 1, calendar.years[0])))
    return own if year is None else {**own, "year": year}


def _say_in_words(draw, indicator, people):
    """Some of what is promised is promised in words alone, and to nobody apart."""
    said = [year for year in indicator["targets"] if draw(st.booleans())]
    for year in said:
        del indicator["targets"][year]
        for commune in people.communes.values():
            own = commune.get("targets", {}).get(indicator["label"].split()[-1], {})
            own.pop(year, None)
    if said:
        indicator["targets_in_words"] = {year: {"as_printed": "The law is before parliament"} for year in said}
    if not indicator["targets"]:
        for key in ("targets", "baseline", "baselines", "disaggregated_by"):
            indicator.pop(key, None)
    for commune in people.communes.values():
        if commune.get("targets", {}).get(indicator["label"].split()[-1]) == {}:
            del commune["targets"][indicator["label"].split()[-1]]


def _shared_out(draw, id, indicator, milestones, each, people, rises, calendar):
    """What the communes take on of each milestone, and what that makes; None, and nothing, where a promise would shrink."""
    counts = indicator["over_communes"] == "count"
    half = Fraction(1, 1 if counts else draw(st.sampled_from((1, 1, 2, 4))))
    written, sums = {}, dict.fromkeys(milestones, Fraction(0))
    whole = draw(st.booleans())
    for commune in people.population(indicator["population"]):
        if not whole and draw(st.integers(0, 2)) == 2:
            continue
        steps = sorted([draw(st.integers(0, 1 if counts else 6)) for _ in milestones], reverse=not rises)
        for year, step in zip(milestones, steps, strict=True):
            value = step * (Fraction(each.get(year, 1)) if counts else half)
            written.setdefault(commune, {})[year] = value
            if _promises(people, commune, calendar.end(year)):
                sums[year] += bool(value) if counts else value
    made = list(sums.values())
    # where each must reach more than before, fewer may
    if made != sorted(made, reverse=not rises) and indicator["over_years"] == "cumulative":
        return None
    for commune, targets in written.items():
        people.communes[commune].setdefault("targets", {})[id] = targets
    return made
