"""2xx: ids beside the names they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.address_groups import groups_of
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, is_slip, letters, words_of


class _Named(NamedTuple):
    """An id, where it stands, and the names that it may be made of, each with the keys that lead there from a place."""

    id: str
    spot: Spot
    below: Spot
    names: tuple[tuple[str, tuple[Key, ...]], ...]


_NAME: tuple[Key, ...] = ("name",)


def _each_named(programme: Programme) -> Iterator[_Named]:
    """Ids and the names that they may be made of, but for those that are the name or are too short."""
    for file, partnership in programme.partnerships.items():
        if len(letters(partnership.id)) < _SHORTEST:
            continue
        names = [
            (one.name, (key, id, "name"))
            for key, own in (("communes", partnership.communes), ("partners", partnership.partners))
            for id, one in own.items()
        ]
        whole: list[tuple[str, tuple[Key, ...]]] = [(" ".join(name for name, _ in names), names[0][1])]
        if partnership.printed_name is not None:
            whole.append((partnership.printed_name, ("printed_name",)))
        yield _Named(partnership.id, Spot(file, ("id",)), Spot(file), (*names, *whole))
    for group in groups_of(programme):
        located, spot = group.located, group.spot
        if located is not None and not _is_plain(located.id, located.value.name):
            commune = located.value
            own: list[tuple[str, tuple[Key, ...]]] = [(commune.name, _NAME)]
            if commune.full_name is not None:
                own.append((commune.full_name, ("full_name",)))
            own += [(one.name, ("other_spellings", n, "name")) for n, one in enumerate(commune.other_spellings)]
            yield _Named(located.id, spot.key(), spot, tuple(own))
        for one in group.people:
            if not _is_plain(one.id, one.name):
                at = spot.at("contacts", one.id)
                yield _Named(one.id, at.key(), at, ((one.name, _NAME),))
    identity = programme.identity
    if identity is None:
        return
    for id, organisation in identity.organisations.items():
        at = programme.spot("programme.yaml", "organisations", id)
        called = [(organisation.name, _NAME)]
        if organisation.abbreviation is not None:
            called.append((organisation.abbreviation, ("abbreviation",)))
        yield _Named(id, at.key(), at, tuple(called))
    for id, region in identity.regions.items():
        at = programme.spot("programme.yaml", "regions", id)
        yield _Named(id, at.key(), at, ((region.name, _NAME),))


def _is_plain(id: str, name: str) -> bool:
    """Whether an id is a name that is short enough, or has too few letters for a slip to be seen."""
    if id.lower() == name.lower() and len(name) < _SHORT:
        return True
    own = letters(id)
    return len(own) < _SHORTEST or (len(name) < _SHORT and own == letters(name))


@rule(
    code="CIC210",
    name="id-and-name",
    severity=Severity.WARNING,
    title="an id that is almost the name",
    hint="compare the id with the name: one of the two has a slip of the keys",
)
def ids_and_names(programme: Programme) -> Iterator[Problem]:
    """Ids that are made of the name, but for a letter or two. An id of another make is nobody's mistake."""
    for one in _each_named(programme):
        meant = _almost_named(one)
        if meant is None:
            continue
        name, spot = meant
        template = "the id and the name differ in a letter or two: did you mean {value}?"
        if "contacts" in one.spot.path:
            template = "the id and the name of the person differ in a letter or two"
        yield problem(one.spot, template, related=(spot,), value=name)


def _almost_named(one: _Named) -> tuple[str, Spot] | None:
    """What the id would be, by the name that it almost is; None where it is a name, or is like none."""
    own = letters(one.id)
    if len(own) < _SHORTEST or any(own == letters(name) for name, _ in one.names if len(name) < _SHORT):
        return None
    candidates: list[tuple[str, str, tuple[Key, ...]]] = []
    for name, keys in one.names:
        for slug in _slugs(name):
            bare = letters(slug)
            if bare == own:
                return None
            candidates.append((slug, bare, keys))
    known = {bare for _, bare, _ in candidates}
    if known.issuperset(words_of(one.id)):
        return None
    near = next(((slug, keys) for slug, bare, keys in candidates if _is_slip_of(own, bare)), None)
    return None if near is None else (near[0], one.below.at(*near[1]))


_SHORT = 24
"""Characters of a name that has no more words than an id can be made of."""
_SHORTEST = 3
"""Letters of an id that can be taken for a slip."""


def _is_slip_of(own: str, name: str) -> bool:
    """Whether an id is a name of four letters or more but for a slip, which in a short one is one letter."""
    return is_slip(own, name) or (len(name) >= 4 and len(own) >= _SHORTEST and is_close(own, name, 1))


def _slugs(name: str) -> Iterator[str]:
    """Each run of the words of a name, with hyphens between: what an id can be made of it; the longest first."""
    words = words_of(name)[:12]
    for length in range(len(words), 0, -1):
        yield from ("-".join(words[n : n + length]) for n in range(len(words) - length + 1))


RULES = (ids_and_names,)
