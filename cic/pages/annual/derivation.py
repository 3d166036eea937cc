"""The arithmetic of figures, written out. Numbers in it are written as in the files, so that one can
search for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.combining import Part
from cic.base.message import Message
from cic.diagnostics import Spot
from cic.model.programme import PROGRAMME, Observed
from cic.pages.tables import Derivation, words


class Term(NamedTuple):
    """A number of a sum: what it is of (a commune, a nature), and where it stands."""

    value: Decimal
    of: str
    spot: Spot


def added(terms: Iterable[Term]) -> str:
    """The sum written out: `1 (alfa) + 0 (bravo)`."""
    text = ""
    for term in terms:
        shown = f"{abs(term.value):f} ({term.of})" if term.of else f"{abs(term.value):f}"
        sign = " - " if term.value < 0 else " + "
        text += sign + shown if text else sign.strip(" +") + shown
    return text


def sum_of(terms: Iterable[Term]) -> Derivation:
    """How a sum came about."""
    known = tuple(terms)
    return Derivation(added(known), spots_of(known))


def spots_of(terms: Iterable[Term]) -> tuple[Spot, ...]:
    """Where the numbers stand."""
    return tuple(term.spot for term in terms)


def observed_at(observed: Observed) -> tuple[Spot, ...]:
    """Where the reported number stands, or the two of a ratio; the whole observation where it has none."""
    fields = ("value", "achieved", "numerator", "denominator", "step")
    given = [field for field in fields if getattr(observed.observation, field) is not None]
    return tuple(observed.spot.at(field) for field in given) or (observed.spot,)


def part_at(part: Part) -> tuple[Spot, ...]:
    """Where the numbers stand of all the reports that count of one who reports."""
    return tuple(spot for one in part.reports for spot in observed_at(one))


def as_percent(shown: Decimal) -> str:
    """The end of a calculation that gives a percentage, as the page shows it."""
    return f" = {shown:f} %"


def name(who: str) -> str:
    """Who reports, where the programme itself has no id."""
    return "programme" if who == PROGRAMME else who


def who_reported(
    made: Collection[str], owed: Collection[str], exempt: Collection[str] = (), left: Collection[str] = ()
) -> Message:
    """Who reported, who did not, of whom nothing is expected, and who left whose values stay."""
    nobody = words("nobody")
    parts = {"made": tuple(made) or nobody, "owed": tuple(owed) or nobody}
    if exempt and left:
        template = "reported: {made}; not reported: {owed}; not applicable: {exempt}; left: {left}"
        return words(template, **parts, exempt=tuple(exempt), left=tuple(left))
    if exempt:
        template = "reported: {made}; not reported: {owed}; not applicable: {exempt}"
        return words(template, **parts, exempt=tuple(exempt))
    if left:
        return words("reported: {made}; not reported: {owed}; left: {left}", **parts, left=tuple(left))
    return words("reported: {made}; not reported: {owed}", **parts)
