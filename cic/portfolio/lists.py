"""All programmes in order, by name and by country, some two hundred on a page.

Where a page ends is said by what stands on it and not by how many stand before, so that a programme more or less
changes the page that it stands on and seldom another one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cic.base.message import Message
from cic.pages.tables import Column, Table, Term, name_of_country, words
from cic.site.addresses import INDEX, distinct_name

LEAST, MOST = 150, 250
"""So many programmes stand on a page of a list, unless there are fewer of them, and on its last page."""
_SHORT = 60
"""Signs of a name in the title of a page."""


class Part(NamedTuple):
    """A page of a list: its file in the folder of a language, and the programmes on it by their folders."""

    path: str
    folders: tuple[str, ...]


class Listing(NamedTuple):
    """A list: what its pages are called, without and with the name of the programme that they begin with."""

    title: Message
    parts: tuple[Part, ...]

    def title_of(self, n: int, named: Callable[[str], str]) -> Message:
        """Of the page after so many. named: what a programme is called."""
        if len(self.parts) == 1:
            return self.title
        return words("{title}, from {name}", title=self.title, name=shortened(named(self.parts[n].folders[0])))


def shortened(name: str) -> str:
    """A name of which the begin will do."""
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1].rstrip()}…"


def in_order(folders: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """By name as people look for it, whatever its capitals and accents, numbers in their order, then by folder."""
    return sorted(folders, key=lambda one: (*map(_place, _NUMBER.split(_plain(names.get(one, one)))), (), one))


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


_NUMBER = re.compile("([0-9]+)")


def _place(part: str) -> tuple[int, str]:
    """A number of more digits stands behind one of fewer; words before numbers do not come to be compared with them."""
    digits = part.lstrip("0")
    return (len(digits), digits) if part[:1].isdigit() else (0, part)


def listing(title: Message, folder: str, first: str, folders: Sequence[str]) -> Listing:
    """The list of some programmes, which come in order: its first page called `first`, all in a folder."""
    taken = {INDEX, first.lower()}
    parts = []
    for n, some in enumerate(_parted(folders)):
        name = distinct_name(f"{first}-{some[0]}", folder, taken) if n else first
        parts.append(Part(f"{folder}/{name}.html", tuple(some)))
    return Listing(title, tuple(parts))


def _parted(folders: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    while len(folders) - start > MOST:
        end = min(range(start + LEAST, start + MOST + 1), key=lambda n: _digest(folders[n]))
        yield folders[start:end]
        start = end
    yield folders[start:]


def _digest(folder: str) -> str:
    return hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()


def key_of_page(path: str) -> str:
    """By what a page of a list is found. No folder and no code is called so."""
    return f"list://{path}"


def table_of_pages(one: Listing, names: Mapping[str, str], counted: Message) -> Table:
    """The pages of a list: from what to what, and how many."""
    columns = (
        Column("first", words("From")),
        Column("last", words("To")),
        Column("count", counted, "number"),
    )
    rows = tuple(
        (
            Term(key_of_page(part.path), names.get(part.folders[0], part.folders[0])),
            Term(part.folders[-1], names.get(part.folders[-1], part.folders[-1])),
            len(part.folders),
        )
        for part in one.parts
    )
    return Table("pages", words("In order, page by page"), columns, rows)


def table_of_countries(countries: Mapping[str, Listing]) -> Table:
    """The countries, each with the first page of its list."""
    columns = (Column("country", words("Country"), "id"), Column("programmes", words("Programmes"), "number"))
    rows = tuple(
        (Term(key_of_page(one.parts[0].path), _called(code)), sum(len(part.folders) for part in one.parts))
        for code, one in countries.items()
    )
    notes = (words("A programme of several countries is counted in each."),)
    return Table("countries", words("By country"), columns, rows, notes)


NOT_STATED = words("not stated")


def _called(country: str) -> Message:
    return Message("{country}", {"country": name_of_country(country)}) if country else NOT_STATED
