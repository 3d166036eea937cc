"""Partnerships and communes that come, leave and merge."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st
from second.people import People

from chance.text import Plain

COMMUNES = {
    "alfa-bravo": (("alfa",), ("bravo", "charlie", "foxtrot")),
    "delta-echo": (("delta",), ("echo", "golf")),
    "hotel-india": (("hotel",), ("india",)),
}
"""The communes of each partnership, of both sides."""


def days(years):
    return st.builds(
        lambda year, end: Plain(f"{year}-{end}"),
        st.sampled_from(years),
        st.sampled_from(("01-01", "03-31", "06-30", "12-30", "12-31")),
    )


@st.composite
def stays(draw, heirs, years):
    """What is said of one: nothing, most often; else since when, until when, and who of the others carries on."""
    said = {}
    if draw(st.integers(0, 4)) == 4:
        said["since"] = draw(days(years))
    if draw(st.integers(0, 3)) == 3:
        said["until"] = {"date": draw(days(years)), "reason": {"en": "Why"}}
        if heirs and draw(st.booleans()):
            said["merged_into"] = draw(st.sampled_from(heirs))
    if "since" in said and "until" in said and said["since"] > said["until"]["date"]:
        del said["since"]
    return said


@st.composite
def partnerships(draw, years):
    """Partnerships by id, without money and targets."""
    count = draw(st.sampled_from((2, 2, 2, 1, 3)))
    those = {id: COMMUNES[id] for id in tuple(COMMUNES)[:count]}
    sides = [[one for both in those.values() for one in both[side]] for side in (0, 1)]
    made = {}
    for n, (id, both) in enumerate(those.items()):
        own = {}
        for side, communes in enumerate(both):
            for commune in communes:
                # who stands later may carry on, of the same side, so that there is no circle
                heirs = sides[side][sides[side].index(commune) + 1 :]
                own[commune] = {"name": commune.title(), "country": "XA" if side else "BE", **draw(stays(heirs, years))}
        north = both[0][0]
        association = draw(st.sampled_from((None, "league", "union")))
        if association is not None:
            own[north]["reading"] = {"association": association, "words": "of the League"}
        said = draw(stays(list(those)[n + 1 :], years)) if draw(st.integers(0, 2)) == 2 else {}
        made[id] = {"id": id, "source": {"document": "plan"}, "communes": own, **said}
    return _who_can_carry_on(made)


def _who_can_carry_on(made):
    """Who merged, merged into one that is there on the day after, before its partnership left; any other left."""
    every = {**made, **{id: one for p in made.values() for id, one in p["communes"].items()}}
    while True:
        people = People("XA", made)
        sound = {
            who for who, heir in people.heir.items() if people.on(heir, people.to[who] + datetime.timedelta(days=1))
        }
        wrong = [one for id, one in every.items() if "merged_into" in one and id not in sound]
        if not wrong:
            return made
        for one in wrong:
            del one["merged_into"]
