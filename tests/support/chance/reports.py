"""What is reported of indicators, year by year."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st


def observations(indicator):
    """A value, or words, or that there can be none."""
    none = st.just({"not_applicable": {"en": "There is no such thing"}})
    words = st.just({"text": {"en": "Much was done"}})
    if indicator["over_communes"] == "ratio":
        ratio = st.builds(_ratio, st.integers(0, 5), st.integers(1, 5))
        return st.one_of(ratio, ratio, ratio, none, words)
    most, parts = 6, (1, 1, 2, 4)
    if indicator["over_communes"] == "count":
        parts = (1,)
        if indicator["level"] == "commune":
            most = 3 if any(target.get("each", 1) > 1 for target in indicator["targets"].values()) else 1
    number = st.builds(lambda n, part: {"value": Fraction(n, part)}, st.integers(0, most), st.sampled_from(parts))
    if indicator["over_communes"] == "count":
        number = st.one_of(number, st.builds(lambda yes: {"achieved": yes}, st.booleans()))
    return st.one_of(number, number, number, none, words)


def _ratio(part, more):
    return {"numerator": part, "denominator": part + more}


@st.composite
def observed(draw, years, people, indicators):
    """{(year, partnership or None): the report}, with all that is observed; a year may be left out by anybody."""
    ways = {id: observations(one) for id, one in indicators.items()}
    made = {}

    def values(level, who, year):
        if who is not None and not people.any_day(who, year):
            return {}
        return {
            id: draw(ways[id])
            for id, one in indicators.items()
            if one["level"] == level
            and (level != "commune" or who in people.population(one["population"]))
            and draw(st.integers(0, 2))
        }

    for year in years:
        own = values("programme", None, year)
        if own:
            made[year, None] = {"observations": own}
        for id, partnership in people.partnerships.items():
            report = {}
            own = values("partnership", id, year)
            if own:
                report["observations"] = own
            for commune in partnership["communes"]:
                own = values("commune", commune, year)
                if own:
                    report.setdefault("communes", {})[commune] = {"observations": own}
            if report:
                made[year, id] = report
    return made
