"""What is reported of indicators, year by year."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

NONE = {"not_applicable": {"en": "There is no such thing"}}
WORDS = {"text": {"en": "Much was done"}}


@st.composite
def observations(draw, indicator, in_words):
    """A value of the indicator's kind, with its parts, and words beside it sometimes; or that there can be none."""
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return dict(NONE)
    if "scale" in indicator:
        made = _step(draw, indicator)
    elif "qualitative" in indicator or "targets" not in indicator or (in_words and draw(st.booleans())):
        made = draw(st.sampled_from((WORDS, {"achieved": True}, {"achieved": False}, {**WORDS, "achieved": True})))
        if made.get("achieved") and draw(st.booleans()):
            made = {**made, "evidence": [{"kind": "register", "address": "register.pdf"}]}
    elif indicator["over_communes"] == "ratio":
        part, more = draw(st.integers(0, 5)), draw(st.integers(1, 5))
        made = {"numerator": part, "denominator": part + more}
        made |= _parts(draw, indicator, lambda: _split_share(draw, part, part + more))
    else:
        made = _number(draw, indicator)
    return made if kind < 7 else {**made, **WORDS}


def _step(draw, indicator):
    steps = list(indicator["scale"])
    step = draw(st.sampled_from(steps))
    made = {"step": step}
    below = all(steps.index(target["step"]) > steps.index(step) for target in indicator.get("targets", {}).values())
    # whoever stands below the step that is due may be held to have achieved it, or not
    held = draw(st.integers(0, 4))
    if held == 4:
        made["achieved"] = True
    elif held == 3 and below and step != steps[-1]:
        made["achieved"] = False
    return made


def _number(draw, indicator):
    over, targets = indicator["over_communes"], indicator["targets"].values()
    several = any(target.get("each", 1) > 1 for target in targets)
    promised = [*(target["value"] for target in targets), indicator.get("baseline", {}).get("value", 0)]
    yes_is_enough = over == "none" and all(value in (0, 1) for value in promised)
    if (over == "count" or yes_is_enough) and draw(st.booleans()):
        # where each must have several, yes does not say how many
        return {"achieved": draw(st.booleans()) and not several}
    if over == "count":
        return {"value": draw(st.integers(0, 3 if several else 1))}
    part = draw(st.sampled_from((1, 1, 2, 4)))
    number = draw(st.integers(0, 6))
    return {"value": Fraction(number, part)} | _parts(draw, indicator, lambda: _split(draw, number, part))


def _parts(draw, indicator, split):
    """By dimension; not by all of them, always."""
    found = {}
    for dimension, names in indicator.get("disaggregated_by", {}).items():
        if draw(st.integers(0, 3)):
            known, rest = split()
            ids = draw(st.permutations([*names]))
            found[dimension] = {ids[0]: known, draw(st.sampled_from((ids[1], ids[1], "unknown"))): rest}
    return {"by": found} if found else {}


def _split(draw, number, part):
    known = draw(st.integers(0, number))
    return Fraction(known, part), Fraction(number - known, part)


def _split_share(draw, numerator, denominator):
    top = draw(st.integers(0, numerator))
    whole = top + draw(st.integers(0, denominator - numerator))
    return (
        {"numerator": top, "denominator": whole},
        {"numerator": numerator - top, "denominator": denominator - whole},
    )


def _is_due_in_words(indicator, calendar, end):
    """Whether words are due at the end of a year, or will be next, whether a deadline counts as well or not."""
    said = {calendar.end(one) for one in indicator.get("targets_in_words", {})}
    known = said | {calendar.end(one) for one in indicator.get("targets", {})}
    deadline = indicator.get("deadline")
    more = {calendar.end(one) for one in (deadline["year"], *deadline["again"])} if deadline else set()
    return all(max([one for one in all_ if one <= end], default=min(all_)) in said for all_ in (known, known | more))


@st.composite
def observed(draw, years, calendar, people, indicators):
    """{(year or part of one, partnership or None): the report}, with all that is observed; anybody may leave one out."""
    made = {}

    def values(level, who, year):
        if who is not None and not people.any_day(who, *calendar.span(year)):
            return {}
        return {
            id: draw(observations(one, _is_due_in_words(one, calendar, calendar.end(year))))
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
            for kind in ("communes", "partners"):
                for one in partnership.get(kind, {}):
                    own = values("commune", one, year)
                    if own:
                        report.setdefault(kind, {})[one] = {"observations": own}
            if report:
                made[year, id] = report
    return made
