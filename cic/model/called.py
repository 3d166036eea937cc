"""What things are called, and which of them somebody means who writes a name in place of an id."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from cic.base.errors import UserError
from cic.model.programme import Programme

Names = Mapping[str, Iterable[str]]
"""What people call each thing, by its id."""

_NAMES = (
    "name", "full_name", "printed_name", "called", "abbreviation", "label", "title",
    "statement", "text", "risk", "between",
)  # fmt: skip
"""The fields under which stands what a thing is called."""
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
"""Letters that Unicode does not take apart, as keyboards without them write them."""
_BETWEEN = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """A name for comparing: without differences of capitals and accents, of dashes, apostrophes, blanks and signs.

    >>> bare("SAINT–GILLES / Aït-Œuvre") == bare("saint gilles ait oeuvre")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _BETWEEN.sub(" ", letters).strip()


def names_in(value: object) -> Iterator[str]:
    """What a thing is called by what is written of it, in each language in which it is."""
    for field in _NAMES:
        name = getattr(value, field, None)
        if isinstance(name, str):
            yield name
        elif isinstance(name, Mapping):
            yield from name.values()
    yield from (one.name for one in getattr(value, "other_spellings", ()))


def id_called(text: str, names: Names) -> str | None:
    """The id of the one thing that is called so, but for capitals, accents and dashes; None where nothing is.

    Raises UserError, which lists them, where several are: nobody guesses which was meant.
    """
    wanted = bare(text)
    found: dict[str, str] = {}
    for id, own in names.items():
        for name in chain((id,), own):
            if wanted and wanted in (bare(name), bare(f"{name} {id}")):
                found.setdefault(id, name)
    if len(found) > 1:
        raise UserError(
            "several things are called {name}",
            "say which one by its id: {known}",
            name=text,
            known=tuple(id if id == name else f"{id} ({name})" for id, name in found.items()),
        )
    return next(iter(found), None)


def nearest(text: str, names: Names) -> str:
    """Which id was probably meant, by its own spelling or by one of its names; empty where none was."""
    return "".join(all_near(text, names, 1))


def all_near(text: str, names: Names, most: int) -> list[str]:
    """So many of the ids that may have been meant, the likeliest first; where none is spelt like it those in whose name
    the words stand."""
    wanted = bare(text[:_LONGEST])
    if not wanted:
        return []
    of_names = {bare(name): id for id, own in islice(names.items(), _MOST_NAMES) for name in (id, *own)}
    short = [name for name in of_names if len(name) <= _LONGEST]
    found = difflib.get_close_matches(wanted, short, n=most, cutoff=0.6)
    found = found or [name for name in short if f" {wanted} " in f" {name} "]
    return list(dict.fromkeys(of_names[name] for name in found))[:most]


_MOST_NAMES = 1000
_LONGEST = 100


def names_of_partnerships(programme: Programme) -> Names:
    """What people call each partnership."""
    return {one.id: tuple(names_in(one)) for one in programme.partnerships.values()}


def names_of_participants(programme: Programme) -> Names:
    """What people call each commune, and each partner that is none."""
    return {id: tuple(names_in(one.value)) for id, one in programme.participants.items()}


def names_of_indicators(programme: Programme) -> Names:
    """What people call each indicator."""
    return {id: tuple(names_in(one.value)) for id, one in programme.indicators.items()}


def names_of_promises(programme: Programme) -> Names:
    """What people call each impact, outcome, result, output and activity."""
    return {
        id: tuple(names_in(one.value)) for id, one in chain(programme.promises.items(), programme.activities.items())
    }
