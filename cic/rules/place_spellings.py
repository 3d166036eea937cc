"""6xx, spellings: one commune, region or province, written in two ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from cic.diagnostics import Key, Problem, Severity, Spot
from cic.language.text import fold
from cic.model.identity import Region
from cic.model.programme import Programme
from cic.reference import provinces
from cic.rules.having import communes_with, partnerships_with
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, letters, segment_like, tolerated

_Spelling = tuple[str, Spot, tuple[Key, ...]]
"""A printed spelling of a commune, the block that it stands in, and the keys from there: a bare tuple, for nearly every
commune has one alone, and nothing is said of it."""

_NAME: tuple[Key, ...] = ("name",)


def _spellings(phase: Programme) -> Iterator[tuple[str, _Spelling]]:
    """Each printed spelling of a commune in one programme, with the id of the commune; its name first."""
    for id, spot, commune, _ in phase.each_commune():
        yield id, (commune.name, spot, _NAME)
        for n, other in enumerate(commune.other_spellings):
            yield id, (other.name, spot, ("other_spellings", n, "name"))
        if commune.locality is not None and _is_like(commune.name, commune.locality):
            yield id, (commune.locality, spot, ("locality",))
    for group, entries in (phase.identity.map_legend if phase.identity else {}).items():
        for n, entry in enumerate(entries):
            printed = entry.as_printed.partition("(")[0].strip()
            named = phase.communes.get(entry.commune)
            if named is not None and _is_like(named.value.name, printed):
                legend = phase.spot("programme.yaml", "map_legend")
                yield entry.commune, (printed, legend, (group, n, "as_printed"))


def spellings_beside_the_name(programme: Programme) -> Iterator[Problem]:
    """The name of a commune as it stands beside it: in its official name, its locality, and the printed name of the
    partnership."""
    has_printed_names = bool(partnerships_with(programme, "printed_name"))
    for located in programme.each_commune() if has_printed_names else communes_with(programme, "full_name", "locality"):
        commune, file = located.value, located.spot.file
        beside = (
            (commune.full_name, ("communes", located.id, "full_name")),
            (commune.locality, ("communes", located.id, "locality")),
            (programme.partnerships[file].printed_name, ("printed_name",)),
        )
        for text, keys in beside:
            if text is None:
                continue
            spot, spelling = Spot(file, keys), segment_like(text, commune.name)
            listed = {one.name for one in commune.other_spellings} if text == commune.locality else ()
            if spelling is not None and spelling not in listed and fold(spelling) != fold(commune.name):
                template = "{name} is written {spelling} here"
                related = (located.spot.at("name"),)
                yield problem(spot, template, related=related, name=commune.name, spelling=spelling, which=located.id)


def _is_like(name: str, printed: str) -> bool:
    """Whether a printed name is another spelling of a name, not another place."""
    return is_close(letters(name), letters(printed), tolerated(letters(name)))


def spellings_of_communes(programme: Programme) -> Iterator[Problem]:
    """One commune, two spellings, in this programme and in its phases."""
    if programme.folder:
        return
    found: dict[str, list[_Spelling]] = defaultdict(list)
    for phase in programme.and_phases():
        for id, one in _spellings(phase):
            found[id].append(one)
    for mentions in found.values():
        if len(mentions) > 1:
            (name, spot), *others = [(spelling, block.at(*keys)) for spelling, block, keys in mentions]
            yield from _spelling_problem(name, spot, others)


def country_of(programme: Programme, region: Region) -> str | None:
    """The country in which a region of the programme lies; None where it works in several and does not say."""
    countries = programme.identity.countries if programme.identity else ()
    return region.country or (countries[0] if len(countries) == 1 else None)


def _regions(programme: Programme) -> Iterator[tuple[str, str, Spot]]:
    """Each printed name of a region or a province: which of the two, the name, the place. Where the programme works in
    several countries, those of one are not those of another."""
    for phase in programme.and_phases():
        for located in communes_with(phase, "region", "province"):
            for level, name in (("region", located.value.region), ("province", located.value.province)):
                if name is not None:
                    yield level + _apart(phase, located.value.country), name, located.spot.at(level)
        for id, region in (phase.identity.regions if phase.identity else {}).items():
            level = "region" + _apart(phase, region.country or "")
            yield level, region.name, phase.spot("programme.yaml", "regions", id, "name")


def _apart(programme: Programme, country: str) -> str:
    return f" {country}" if programme.identity is not None and len(programme.identity.countries) > 1 else ""


def spellings_of_regions(programme: Programme) -> Iterator[Problem]:
    """One region or province, two spellings, in this programme and in its phases; the adjective of the word Région
    makes no difference."""
    if programme.folder:
        return
    groups: dict[tuple[str, str], list[tuple[str, Spot]]] = defaultdict(list)
    for level, printed, spot in _regions(programme):
        name = provinces.without_kind(printed)
        groups[level, alike(name)].append((name, spot))
    for mentions in groups.values():
        first = _plain(mentions[0][0])
        odd = next(((name, spot) for name, spot in mentions if _plain(name) != first), None)
        if odd is not None:
            others = [(other, where) for other, where in mentions if _plain(other) != _plain(odd[0])]
            yield from _spelling_problem(*odd, others)


def alike(name: str) -> str:
    """What two spellings of one region or province have in common: their letters, a doubled one once."""
    return re.sub(r"(.)\1+", r"\1", letters(name).removesuffix("e"))


def _plain(name: str) -> str:
    return fold(name).removesuffix("e")


@rule(
    code="CIC605",
    name="spelling-of-place",
    severity=Severity.INFO,
    title="one place, written in two ways",
    hint="keep each document's spelling, choose one for `name`, and acknowledge the finding",
)
def spellings_of_places(programme: Programme) -> Iterator[Problem]:
    """One place, two spellings."""
    yield from spellings_of_communes(programme)
    yield from spellings_beside_the_name(programme)
    yield from spellings_of_regions(programme)


def _spelling_problem(name: str, spot: Spot, others: list[tuple[str, Spot]]) -> Iterator[Problem]:
    different = [(spelling, where) for spelling, where in others if fold(spelling) != fold(name)]
    if different:
        yield problem(
            spot,
            "{name} is also written {others}",
            related=tuple(where for _, where in different),
            name=name,
            others=tuple({fold(spelling): spelling for spelling, _ in reversed(different)}.values())[::-1],
        )


RULES = (spellings_of_places,)
