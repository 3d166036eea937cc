"""6xx, names of places: provinces and regions that are almost one that is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cic.base.message import either
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.reference import provinces
from cic.rules.having import communes_with
from cic.rules.place_spellings import alike, country_of
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_slip, letters

_Mentions = dict[str, list[tuple[str, Spot]]]
"""Where each name stands, by its letters."""


@rule(
    code="CIC612",
    name="almost-a-place",
    severity=Severity.WARNING,
    title="a province or region that is almost one that is known",
    hint="compare the name with the document; where it is printed so, acknowledge the finding",
)
def almost_places(programme: Programme) -> Iterator[Problem]:
    """Provinces and regions that no list has, against those that ISO 3166-2 and the other files have."""
    if programme.folder:
        return
    yield from _odd_kinds(programme)
    names: dict[tuple[str, str], _Mentions] = defaultdict(lambda: defaultdict(list))
    for level, country, name, spot in _each_name(programme):
        names[level, country][letters(provinces.without_kind(name))].append((provinces.without_kind(name), spot))
    for (_, country), mentions in names.items():
        for own, places in mentions.items():
            name = places[0][0]
            if not own or provinces.codes_of(country, name):
                continue
            # two spellings of one name are the matter of another rule
            if any(other != own and alike(found[0][0]) == alike(name) for other, found in mentions.items()):
                continue
            known = provinces.almost(country, name, is_slip)
            others = [
                found
                for other, found in mentions.items()
                if is_slip(own, other) and (len(found) > len(places) or provinces.codes_of(country, found[0][0]))
            ]
            meant = [found[0][0] for found in others] or sorted({provinces.name_of(code) or code for code in known})
            for _, spot in places if meant else ():
                yield problem(
                    spot,
                    "{name} is not known here: did you mean {meant}?",
                    related=tuple(found[0][1] for found in others),
                    name=name,
                    meant=either(meant),
                )


def _odd_kinds(programme: Programme) -> Iterator[Problem]:
    """Names that begin with almost the word with which others begin: Province, Région."""
    firsts: dict[tuple[str, str], dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for level, country, name, spot in _each_name(programme):
        if " " in name:
            firsts[level, country][name.split()[0].casefold()].append(spot)
    for words in firsts.values():
        for word, places in words.items():
            usual = [
                other for other, found in words.items() if len(found) > 2 * len(places) and _is_nearly(word, other)
            ]
            for spot in places if usual else ():
                yield problem(
                    spot,
                    "{name} is not known here: did you mean {meant}?",
                    related=(words[usual[0]][0],),
                    name=word,
                    meant=usual[0],
                )


def _is_nearly(word: str, other: str) -> bool:
    return word != other and (letters(word) == letters(other) or is_slip(letters(word), letters(other)))


def _each_name(programme: Programme) -> Iterator[tuple[str, str, str, Spot]]:
    """Each region and province of this programme and its phases: its level, its country, its name, its place."""
    for phase in programme.and_phases():
        for located in communes_with(phase, "region", "province"):
            commune = located.value
            for level, name in (("region", commune.region), ("province", commune.province)):
                if name is not None:
                    yield level, commune.country, name, located.spot.at(level)
        for id, region in (phase.identity.regions if phase.identity else {}).items():
            country = country_of(phase, region)
            if country is not None:
                yield "region", country, region.name, phase.spot("programme.yaml", "regions", id, "name")


RULES = (almost_places,)
