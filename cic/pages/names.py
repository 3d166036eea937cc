"""What people call communes, partners and partnerships; where two are called alike, told apart by their ids."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cic.base.message import Message
from cic.model.programme import Programme

Name = Message | str | Mapping[Any, str]
"""What something is called: in our words, in those of the data, or in those of several languages."""


def told_apart(named: Iterable[tuple[str, Name]]) -> dict[str, Name]:
    """The names by their ids. Of what several are called the id stands too; in a language in which they differ, not.

    >>> told_apart([("a", "Twin"), ("b", "Twin"), ("c", "Other")])
    {'a': 'Twin (a)', 'b': 'Twin (b)', 'c': 'Other'}
    """
    names = dict(named)
    uses = Counter(use for name in names.values() for use in _uses(name))
    found: dict[str, Name] = {}
    for id, name in names.items():
        if isinstance(name, Message):
            found[id] = name
        elif isinstance(name, str):
            found[id] = _apart(id, name, uses["", _as_seen(name)])
        else:
            found[id] = {code: _apart(id, one, uses[str(code), _as_seen(one)]) for code, one in name.items()}
    return found


def names_of(programme: Programme) -> dict[str, str]:
    """The names by their ids, as many of them as are in the programme, told apart."""
    own = [
        *((one.id, one.called) for one in programme.partnerships.values()),
        *((one.id, one.value.name) for one in programme.each_commune()),
        *((one.id, one.value.name) for one in programme.each_partner()),
    ]
    # of an id that several have, the first is spoken of
    return {id: str(name) for id, name in told_apart(reversed(own)).items()}


def _uses(name: Name) -> Iterable[tuple[str, str]]:
    if isinstance(name, Message):
        return ()
    if isinstance(name, str):
        return (("", _as_seen(name)),)
    return [(str(code), _as_seen(one)) for code, one in name.items()]


def _as_seen(name: str) -> str:
    """The name as it looks: nobody sees how many blanks stand in it, nor of which signs an accent is made."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _apart(id: str, name: str, uses: int) -> str:
    return f"{name} ({id})" if uses > 1 else name
