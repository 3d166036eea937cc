"""Where the sections of a plain text are, by the numbers of its headings and by the names that the data have for
them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cic.analysis.flat_text import FlatText

_NUMBERED = re.compile(
    r"^[^\S\n]*(?P<number>\d{1,3}(?:\.\d{1,3}){1,4}(?=[.\s])|\d{1,3}(?=\.))\.?[^\S\n]*(?=[^\W\d_])", re.MULTILINE
)
_NAME = re.compile(r"(?P<number>\d+(?:\.\d+)*)(?:\.?\s+(?P<title>\S.*)|\.?)", re.DOTALL)


class Heading(NamedTuple):
    """A numbered heading: where its number begins in the text, and the number as printed: 7.4.2."""

    start: int
    number: str


class Sections(NamedTuple):
    """The numbered headings of a text in order, and from where to where each section reaches that the data name.

    A numbered section ends where another begins that does not lie within it; one with a title alone, where any other
    begins. A name that the text does not have is not there.
    """

    headings: tuple[Heading, ...]
    stretches: Mapping[str, tuple[int, int]]


class _Run(NamedTuple):
    """A run of numbered lines: how many, and which is the last."""

    length: int
    last: int


def sections_of(text: str, flat: FlatText, names: Iterable[str]) -> Sections:
    """The sections of a text. A name is a number (“7.3”), the beginning of a line (“Objectives”), or both: “2. Alfa”
    is a line of section 2 that begins with “Alfa”, where no line begins with the whole name."""
    titled: dict[str, int] = {}
    within: dict[str, int] = {}
    numbered: dict[str, str] = {}
    for name in sorted(set(names)):
        parts = _NAME.fullmatch(name)
        whole = flat.line_that_begins(name) if parts is None or parts["title"] else None
        if parts is None:
            if whole is not None:
                titled[name] = whole
            continue
        number = parts["number"]
        place = whole if whole is not None or not parts["title"] else flat.line_that_begins(parts["title"])
        if place is not None:
            within[number] = min(place, within.get(number, place))
        if place is not None and whole is None:
            titled[name] = place
        else:
            numbered[name] = number
    headings = headings_in(text, within)
    starts = {heading.number: heading.start for heading in headings}
    # what looks like a number may be a title that begins with one: “7 results”
    for name, number in list(numbered.items()):
        place = flat.line_that_begins(name)
        if place is not None and starts.get(number) != place and number != name.rstrip("."):
            titled[name] = place
            del numbered[name]
    # a list is numbered too: where no section is named by a number, its items end none
    every = sorted({*(starts.values() if numbered or within else ()), *titled.values()})
    stretches = {name: (place, _next(place, every, text)) for name, place in titled.items()}
    for name, number in numbered.items():
        if number in starts:
            others = [place for other, place in starts.items() if not f"{other}.".startswith(f"{number}.")]
            stretches[name] = (starts[number], _next(starts[number], others, text))
    return Sections(headings, stretches)


def _next(place: int, others: Iterable[int], text: str) -> int:
    return min((other for other in others if other > place), default=len(text))


def headings_in(text: str, within: Mapping[str, int] | None = None) -> tuple[Heading, ...]:
    """The numbered headings of a text. Lists are numbered too, so that a number at the start of a line is no heading
    yet: the headings are the longest run of such lines in which each number follows from the one before, as 4.1 or 5
    follow from 4, and 5 from 4.3.2; the earliest of several.

    within: for some numbers, a place that lies in their section: their heading is the last such line up to there.

    >>> text = "1. Who\\n1. Alfa\\n2. Bravo\\n2. What\\nMoney\\n2. Charlie\\n3. When\\n"
    >>> [(heading.start, heading.number) for heading in headings_in(text, {"2": text.index("Money")})]
    [(0, '1'), (24, '2'), (49, '3')]
    """
    found = [Heading(match.start("number"), match["number"]) for match in _NUMBERED.finditer(text)]
    for number, place in (within or {}).items():
        own = [heading.start for heading in found if heading.number == number and heading.start <= place]
        if own:
            found = [heading for heading in found if heading.number != number or heading.start == own[-1]]
    before: list[int | None] = []
    exact: dict[tuple[int, ...], _Run] = {}
    ends: dict[tuple[int, ...], _Run] = {}
    best = _Run(0, -1)
    for here, heading in enumerate(found):
        steps = tuple(map(int, heading.number.split(".")))
        previous = exact.get(steps[:-1]) if steps[-1] == 1 else ends.get((*steps[:-1], steps[-1] - 1))
        run = _Run(previous.length + 1 if previous else 1, here)
        before.append(previous.last if previous else None)
        exact[steps] = _longer(exact.get(steps), run)
        # a run that ends below a number may go on with the one after it
        for size in range(1, len(steps) + 1):
            ends[steps[:size]] = _longer(ends.get(steps[:size]), run)
        best = _longer(best, run)
    if best.length < 2:
        return ()
    headings: list[Heading] = []
    at: int | None = best.last
    while at is not None:
        headings.append(found[at])
        at = before[at]
    return tuple(reversed(headings))


def _longer(known: _Run | None, new: _Run) -> _Run:
    return new if known is None or new.length > known.length else known
