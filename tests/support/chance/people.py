"""Partnerships and communes that come, leave and merge."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st
from second.people import People, members_of

from chance.text import Plain

COMMUNES = {
    "alfa-bravo": (("alfa",), ("bravo", "charlie", "foxtrot")),
    "delta-echo": (("delta",), ("echo", "golf")),
    "hotel-india": (("hotel",), ("india",)),
}
"""The communes of each partnership, of both sides."""


def days(years, since=""):
    """Days of years, those before the first one of the programme on that."""
    return st.builds(
        lambda year, end: max(Plain(f"{year}-{end}"), Plain(since)),
        st.sampled_from(years),
        st.sampled_from(("01-01", "03-31", "06-30", "12-30", "12-31")),
    )


@st.composite
def stays(draw, years, since):
    """What is said of one: nothing, most often; else since when, or until when."""
    said = {}
    if draw(st.integers(0, 5)) == 5:
        said["since"] = draw(days(years, since))
    if draw(st.integers(0, 5)) == 5:
        said["until"] = {"date": draw(days(years, since)), "reason": {"en": "Why"}}
    if "since" in said and "until" in said and said["since"] > said["until"]["date"]:
        del said["since"]
    return said


@st.composite
def partnerships(draw, years, since, countries):
    """Partnerships by id, without money and targets."""
    count = draw(st.sampled_from((2, 2, 2, 1, 3)))
    those = {id: COMMUNES[id] for id in tuple(COMMUNES)[:count]}
    lively = draw(st.integers(0, 3)) > 0
    made = {}
    for id, both in those.items():
        own = {
            commune: {"name": commune.title(), "country": draw(st.sampled_from(country))}
            | (draw(stays(years, since)) if lively else {})
            for country, communes in zip((("BE",), countries), both, strict=True)
            for commune in communes
        }
        association = draw(st.sampled_from((None, "league", "union")))
        if association is not None:
            own[both[0][0]]["reading"] = {"association": association, "words": "of the League"}
        made[id] = {"id": id, "source": {"document": "plan"}, "communes": own}
        if draw(st.integers(0, 4)) == 4:
            # partners that are no communes
            made[id]["partners"] = {
                f"{kind}-{id[0]}": {"name": f"{kind} of {id}", "kind": kind}
                | (draw(stays(years, since)) if lively else {})
                for kind in draw(st.sampled_from((("ngo",), ("ngo", "university"))))
            }
        if lively and draw(st.integers(0, 2)) == 2:
            made[id] |= draw(stays(years, since))
    if lively:
        partners = {id: one for p in made.values() for id, one in p.get("partners", {}).items()}
        _merge(draw, partners, years, since, draw(st.sampled_from((0, 1))))
        southern = {id: one for p in made.values() for id, one in p["communes"].items() if one["country"] != "BE"}
        _merge(draw, southern, years, since, draw(st.sampled_from((0, 1, 1, 2, 3))))
        _merge(draw, made, years, since, draw(st.sampled_from((0, 0, 0, 1))))
    return _who_can_carry_on(made, countries)


def _merge(draw, those, years, since, count):
    """Some merge into others that stand later, so that there is no circle; into one that begins by it, sometimes."""
    ids = list(those)
    for _ in range(count if len(ids) > 1 else 0):
        n = draw(st.integers(0, len(ids) - 2))
        one, heir = those[ids[n]], draw(st.sampled_from(ids[n + 1 :]))
        date = draw(days(years, since))
        if draw(st.booleans()) and "since" in those[heir]:
            date = max(_next(those[heir]["since"], -1), Plain(since))
        elif draw(st.integers(0, 2)) == 2:
            those[heir]["since"] = min(_next(date, 1), Plain(f"{years[-1]}-12-31"))
        if one.get("since", date) <= date:
            one |= {"until": {"date": date, "reason": {"en": "Why"}}, "merged_into": heir}


def _next(date, by):
    return Plain(datetime.date.fromisoformat(date) + datetime.timedelta(days=by))


def _who_can_carry_on(made, countries):
    """Who merged, merged into one that is there on the day after, before its partnership left; any other left."""
    every = {**made, **{id: one for p in made.values() for id, one in members_of(p).items()}}
    while True:
        people = People(countries, made)
        sound = {
            who for who, heir in people.heir.items() if people.on(heir, people.to[who] + datetime.timedelta(days=1))
        }
        late = [one for one in every.values() if "until" in one and one.get("since", "") > one["until"]["date"]]
        wrong = [one for id, one in every.items() if "merged_into" in one and id not in sound]
        if not wrong and not late:
            return made
        for one in late:
            del one["since"]
        for one in wrong:
            del one["merged_into"]
