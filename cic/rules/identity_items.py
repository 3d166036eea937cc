"""2xx, items: what stands twice in one list, texts that only accents tell apart, and who pays."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.expenditure import Payment
from cic.model.programme import Programme
from cic.model.scalars import Record
from cic.reference.languages import PROGRAM
from cic.rules.having import participants_with
from cic.rules.rule import problem, rule
from cic.rules.spelling import without_accents
from cic.rules.walk import Value, walked

_NO_DIGIT = re.compile(r"\D+")


@rule(
    code="CIC209",
    name="repeated-item",
    severity=Severity.WARNING,
    title="the same entry twice in one list",
    hint="delete one of the two, or write what was meant in its place",
)
def repeated_items(programme: Programme) -> Iterator[Problem]:
    """Entries of a list that are equal but for capitals, spaces and, in telephone numbers, the signs between digits.

    Numbers of printed words and payments may be equal: two payments of one sum are two payments.
    """
    yield from _spellings_that_are_names(programme)
    for file, above, key, value in walked(programme).several:
        if isinstance(value, str):
            yield from _repeated_paragraphs(Spot(file, (*above, key)), value)
            continue
        for same, n in _repeated_entries(value, key == "telephones"):
            yield problem(
                Spot(file, (*above, key, n)),
                "entry {number} is the same as entry {earlier}",
                related=(Spot(file, (*above, key, same)),),
                number=n + 1,
                earlier=same + 1,
            )


def _repeated_entries(entries: tuple[Any, ...], are_telephones: bool) -> list[tuple[int, int]]:
    """Entries that a list has twice: where for the first time, and where again."""
    repeated: list[tuple[int, int]] = []
    first: dict[object, int] = {}
    for n, item in enumerate(entries):
        if type(item) in _MAY_BE_EQUAL:
            continue
        same = first.setdefault(_likeness(item, are_telephones), n)
        if same != n:
            repeated.append((same, n))
    return repeated


_MAY_BE_EQUAL = (Payment, Decimal)


_PARAGRAPH = re.compile(r"[^\n]+")
_LONG = 40
"""A shorter line may stand twice in a text, unless it is a point of a list."""


def _repeated_paragraphs(spot: Spot, text: str) -> Iterator[Problem]:
    """Points and paragraphs that a text has twice."""
    first: dict[str, tuple[int, int]] = {}
    for match in _PARAGRAPH.finditer(text):
        folded = fold(match.group()).rstrip(";,")
        if len(folded) < _LONG and not folded.startswith("- "):
            continue
        # its beginning, which stands on one line of the file
        stretch = (match.start(), min(match.end(), match.start() + _LONG))
        earlier = first.setdefault(folded, stretch)
        if earlier != stretch:
            template = "this paragraph stands a second time in the text"
            yield problem(spot.within(*stretch), template, related=(spot.within(*earlier),), which=match.start())


def _spellings_that_are_names(programme: Programme) -> Iterator[Problem]:
    """Other spellings of a commune or a partner that are the name itself."""
    for located in participants_with(programme, "other_spellings"):
        for n, one in enumerate(located.value.other_spellings):
            if one.name == located.value.name:
                spot = located.spot.at("other_spellings", n, "name")
                template = "{name} is no other spelling: it is the name itself"
                yield problem(spot, template, related=(located.spot.at("name"),), name=one.name)


def _likeness(item: object, is_telephone: bool) -> object:
    if isinstance(item, str):
        digits = _NO_DIGIT.sub("", item) if is_telephone else ""
        return digits or fold(item)
    if isinstance(item, Record):
        return tuple(_likeness(value, False) for value in item.__dict__.values())
    if isinstance(item, dict):
        return tuple((key, _likeness(value, False)) for key, value in item.items())
    if isinstance(item, tuple):
        return tuple(_likeness(value, False) for value in item)
    if isinstance(item, (int, Decimal, datetime.date)):
        return item
    return repr(item)


_PRINTED = frozenset(("as_printed", "words", "printed", "head", "outside", "figures"))
"""Keys of what is quoted: it stands as each document prints it."""
_SPELLED_ELSEWHERE = frozenset(("province", "region", "locality", "contacts", "other_spellings", "map_legend"))
"""Keys of names that a rule of their own compares."""
_NO_TEXTS = _PRINTED | _SPELLED_ELSEWHERE


@rule(
    code="CIC211",
    name="same-but-for-accents",
    severity=Severity.INFO,
    title="the same text in two places, but for an accent",
    hint="compare both places with the document; where it prints both, acknowledge the finding",
)
def same_but_for_accents(programme: Programme) -> Iterator[Problem]:
    """Texts that are repeated word for word, and in one place have another accent."""
    if programme.folder:
        return
    phases = [walked(phase) for phase in programme.and_phases()]
    unusual = {one[3]: fold(one[3]) for phase in phases for one in phase.beyond_ascii if _is_compared(one)}
    accented = {folded: without_accents(folded) for folded in unusual.values() if not folded.isascii()}
    bare = {*accented.values()}
    beginnings = {_beginning(one) for one in bare}
    groups: dict[tuple[object, str], dict[str, list[Spot]]] = defaultdict(dict)
    for one in (one for phase in phases for one in phase.texts) if accented else ():
        file, above, key, printed = one
        # most texts are like none with an accent from their first word on, and few need be compared whole
        if (printed not in unusual and _beginning(printed) not in beginnings) or not _is_compared(one):
            continue
        text = unusual.get(printed) or fold(printed)
        if text in accented or text in bare:
            # a word of one language may be one of another, without its accents
            language = key if key in PROGRAM else None
            groups[language, accented.get(text, text)].setdefault(text, []).append(Spot(file, (*above, key)))
    for spellings in groups.values():
        if len(spellings) > 1:
            # the rarer one; of two that are as rare, the one without the accent
            odd, *others = (spellings[text] for text in sorted(spellings, key=lambda one: (len(spellings[one]), one)))
            for spot in odd:
                yield problem(
                    spot,
                    "the same text stands elsewhere with other accents",
                    related=tuple(other[0] for other in others),
                )


def _beginning(text: str) -> str:
    """The first word as texts are compared, without a full stop at its end."""
    words = text.split(None, 1)
    return words[0].rstrip(".").casefold() if words else ""


def _is_compared(value: Value[str]) -> bool:
    _, above, key, text = value
    is_commune = key == "name" and len(above) == 2 and above[0] == "communes"
    return len(text) >= 4 and not is_commune and key not in _NO_TEXTS and _NO_TEXTS.isdisjoint(above)


_OF_THE_DONOR = ("sector", "markers", "covered_by_country_plan", "strategic_target")
"""Keys of programme.yaml that are words of the donor's forms."""


@rule(
    code="CIC212",
    name="donor",
    severity=Severity.WARNING,
    title="nobody pays the programme, or several do",
    hint="write `role: donor` beside the organisation that pays; acknowledge the finding where several do",
    needs=("programme",),
)
def donors(programme: Programme) -> Iterator[Problem]:
    """The organisations that pay: one, where the file holds answers to a donor's questions."""
    identity = programme.identity
    if identity is None or identity.coverage != "complete":
        return
    at = programme.spot("programme.yaml", "organisations")
    paying = [id for id, one in identity.organisations.items() if one.role == "donor"]
    if len(paying) > 1:
        first, *others = paying
        for id in others:
            yield problem(
                at.at(id, "role"),
                "{id} is a donor, and so is {other}",
                related=(at.at(first, "role"),),
                id=id,
                other=first,
            )
    asked = [key for key in _OF_THE_DONOR if getattr(identity, key)]
    if paying or not identity.organisations or not asked:
        return
    roles = [at.at(id, "role") for id, one in identity.organisations.items()]
    marked = [at.at(id, "role") for id, one in identity.organisations.items() if "role" in one.reading]
    yield problem(
        marked[0] if len(marked) == 1 else at.key(),
        "no organisation is the donor, though the file answers a donor's questions",
        related=(*roles, *(programme.spot("programme.yaml", key).key() for key in asked)),
    )


RULES = (
    repeated_items,
    same_but_for_accents,
    donors,
)
