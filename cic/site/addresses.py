"""Where each page of a site stands: the same in every language, for the same id always the same, and never two in one
file, whatever the ids hold and whichever system keeps the files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cic.model.programme import Programme
from cic.pages.names import names_of
from cic.pages.show.catalogue import KINDS, Thing, things
from cic.pages.show.lists import phase_of
from cic.site.names import Names

INDEX = "index"
_SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?", re.ASCII)
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that are no files on Windows, whatever follows."""
_LONGEST = 60

FOLDERS: Mapping[str, str] = {
    "impacts": "results",
    "outcomes": "results",
    "results": "results",
    "outputs": "results",
    "activities": "activities",
    "indicators": "indicators",
    "partnerships": "partnerships",
    "communes": "communes",
    "partners": "communes",
    "documents": "documents",
    "phases": "about",
}
"""The folder of the pages of a kind; of all others `context`."""
CONTEXT = "context"
_FIRST = ("partnerships", "communes", "partners", "indicators", "impacts", "outcomes", "results", "outputs")
"""Whose page an id leads to that several kinds have."""


def folder_of(kind: str) -> str:
    """The folder of the pages of a kind."""
    return FOLDERS.get(kind, CONTEXT)


class Address(NamedTuple):
    """The page of a thing: the thing, and its file within the folder of a language."""

    thing: Thing
    path: str


class Addresses(NamedTuple):
    """All things that have a page, in the order of the files. by_id: where the page of a thing of the programme
    is. names: what people call the things of a programme that have a name, by the folder of the programme."""

    all: tuple[Address, ...]
    by_id: Mapping[str, str]
    names: Mapping[str, Names]

    def of_kinds(self, kinds: Iterable[str]) -> tuple[Address, ...]:
        """Those of some kinds."""
        wanted = frozenset(kinds)
        return tuple(one for one in self.all if one.thing.kind in wanted)


def addresses(programme: Programme) -> Addresses:
    """Where the pages of a programme and of its phases stand."""
    taken: dict[str, set[str]] = {}
    found: list[Address] = []
    for one in programme.and_phases():
        for kind in KINDS:
            folder = folder_of(kind)
            names = taken.setdefault(folder, {INDEX})
            for thing in things(one, kind):
                name = _name((phase_of(one), thing.id), kind, names)
                found.append(Address(thing, f"{folder}/{name}.html"))
    by_id: dict[str, str] = {}
    for address in sorted(found, key=lambda one: _FIRST.index(one.thing.kind) if one.thing.kind in _FIRST else 99):
        if not address.thing.programme.folder:
            by_id.setdefault(address.thing.id, address.path)
    called = {one.folder: names_of(one) for one in programme.and_phases()}
    return Addresses(tuple(found), by_id, called)


def safe_name(id: str) -> str:
    """An id as the name of a file on every system: itself where it can be, else its plain signs and a digest.

    >>> safe_name("R4.3"), safe_name("con")
    ('R4.3', 'con-1143da')
    """
    if _SAFE.fullmatch(id) and not _DEVICE.match(id):
        return id
    return f"{_UNSAFE.sub('-', id).strip('-')[:_LONGEST] or 'page'}-{_digest(id)}"


def _name(parts: tuple[str, str], kind: str, taken: set[str]) -> str:
    return distinct_name(".".join(filter(None, parts)), kind, taken)


def distinct_name(whole: str, kind: str, taken: set[str]) -> str:
    """A name that no other page of the folder has, also where capitals are the same as small letters. taken: those that
    the others have, to which it is added."""
    name = safe_name(whole)
    if name.lower() in taken:
        name = f"{name[:_LONGEST]}-{_digest(f'{kind} {whole}')}"
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{name[:_LONGEST]}-{_digest(f'{kind} {whole} {number}')}"
    taken.add(name.lower())
    return name


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
