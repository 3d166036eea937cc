"""What a finding says of persons: nothing but that it is about them, and where."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from cic.base.message import Message, Word
from cic.diagnostics import Acceptance, Place, Problem, Spot
from cic.model.acknowledgements import Acknowledgements
from cic.model.kinds import kind_of_file, path_text, personal_at
from cic.model.paths import PERSONAL, is_ordinary_key, keys_below, steps_of
from cic.model.persons import Persons

Places = dict[Spot, tuple[Place, str | None]]
"""Where each value stands, and what stands there (None for a block)."""

_ENTRIES = ("corrections", "acknowledgements")
"""Lists of what is said about other values, each of which it names by its `path`."""
_PATH = "path"
_HARMLESS = frozenset((
    "advice", "began", "byte", "close", "command", "count", "country", "date", "digits", "document", "encoding",
    "fault", "feature", "format", "guess", "kind", "known", "least", "length", "limit", "most", "needed", "pattern",
    "rest", "rule",
))  # fmt: skip
"""Parameters of messages that never hold a value of the data."""


def entry_of(found: Problem) -> Spot | None:
    """Where it says what an entry is about, of a problem in a correction or in an acknowledgement."""
    file, path = found.where.file, found.path
    if not is_in_entry(Spot(file, path)):
        return None
    inner = 4 if path[2:3] == ("findings",) else 2
    return Spot(file, (*path[:inner], _PATH))


def is_in_entry(spot: Spot) -> bool:
    """Whether it stands in a correction or in an acknowledgement."""
    return len(spot.path) > 1 and spot.path[0] in _ENTRIES


def may_tell_of_person(found: Problem, places: Places) -> bool:
    """Whether it stands in an entry about a person's data, or about who knows what, or at a place of which nobody knows
    what stands there, in a file that holds persons."""
    file = found.where.file
    if not found.path:
        return isinstance(found.where, Place) and _holds_persons(file)
    entry = entry_of(found)
    if entry is None:
        return False
    _, about = places.get(entry, (None, None))
    if about is None or found.path[-1] == _PATH:
        return found.path[2:3] not in ((), ("rule",), ("file",), ("expires",))
    return personal_at(file, steps_of(about)) or not PERSONAL.isdisjoint(steps_of(about))


@lru_cache(maxsize=64)
def _holds_persons(file: str) -> bool:
    kind = kind_of_file(file)
    return kind is not None and (kind.is_of(Acknowledgements) or not PERSONAL.isdisjoint(keys_below(kind.model)))


def tells_of_person(persons: Persons, file: str, line: str) -> bool:
    """Whether a line of a file may hold data of persons: one that looks like it; and where the file holds any, each
    line that is more than a key with its value, unless all of its keys are known and none can be a person's."""
    if _MAYBE_PERSONAL.search(line) or persons.without(line) != line:
        return True
    if not _holds_persons(file) or _KEY_AND_VALUE.fullmatch(line):
        return False
    keys = _KEY_IN_BRACKETS.findall(line)
    return not keys or not all(key not in _TELLING and _is_known(file, key) for key in keys)


_MAYBE_PERSONAL = re.compile(
    r"@|contact|phone|mail|(?:\d+[ /.-]){3}\d|\b0\d{8,}|(?:reported|approved):.*\bby:|^\s*\{\s*(?:by|date|early):"
)
_KEY_IN_BRACKETS = re.compile(r"[{,]\s*([^\s:{},][^:{},]*):")
_TELLING = frozenset(("name", "path", "was", "now", "reason", "figures", "which", "ask"))
"""Keys below which persons are named."""
_KEY_AND_VALUE = re.compile(r"\s*(?:- )?[\w.-]{1,40}:(?: [^{}\[\],#]*)?")


class Shown:
    """How one problem is shown. persons: whose data stand in the programme, in whatever text they come up again."""

    def __init__(self, found: Problem, personal: bool, persons: Persons | None) -> None:
        self._found, self._personal, self._persons = found, personal, persons

    @property
    def path(self) -> str:
        """The key path, without what may be of a person."""
        found = self._found
        is_masked = self._personal and is_in_entry(Spot(found.where.file, found.path))
        return path_text(found.where.file, found.path, True, 2 if is_masked else None)

    def message(self, message: Message) -> Message:
        """What is said, without what may be of a person."""
        params = {name: self._parameter(name, value) for name, value in message.params.items()}
        return Message(message.template, params)

    def _parameter(self, name: str, value: object) -> object:
        if isinstance(value, Message):
            return self.message(value)
        if not self._personal:
            return self.said(value)
        if isinstance(value, Word) or name in _HARMLESS or _is_known(self._found.where.file, value):
            return value
        if name == _PATH and isinstance(value, str):
            about = str(self._found.figures.get("file") or self._found.where.file)
            return path_text(about, steps_of(value), mask_persons=True)
        is_own = name == "file" and value == self._found.where.file
        is_ordinary = name == "key" and is_ordinary_key(value) and PERSONAL.isdisjoint(self._found.path)
        return value if is_own or is_ordinary or kind_of_file(str(value)) else Message("it")

    def figure(self, figure: str | None) -> str | None:
        """One of two figures that were compared."""
        return None if self._personal else self.said(figure)

    def acceptance(self, one: Acceptance) -> Acceptance:
        """Why it was accepted."""
        return one._replace(reason=self.said(one.reason), ask=self.said(one.ask))

    def said(self, value: Any) -> Any:
        """A text or a parameter, without the data of persons that the programme knows."""
        return value if self._persons is None else self._persons.left_out_of(value)


def _is_known(file: str, value: object) -> bool:
    """Whether it is a key of the model of the file."""
    kind = kind_of_file(file)
    return kind is not None and isinstance(value, str) and value in keys_below(kind.model)
