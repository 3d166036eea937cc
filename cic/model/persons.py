"""What the data say of persons, wherever it comes up again: in a reason, in a message, in the words of a document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cic.base.message import Message, Word
from cic.model.acknowledgements import AcceptedFinding, Acknowledgement
from cic.model.common import Contact, Correction
from cic.model.identity import Identity
from cic.model.kinds import kind_of_model, personal_at
from cic.model.partnership import Partnership
from cic.model.paths import steps_of
from cic.model.programme import Programme
from cic.model.scalars import Record

LEFT_OUT = "…"
"""In the place of what is of a person."""
_WORD = re.compile(r"\w+")
_HOLDING = tuple(kind_of_model(model).name for model in (Identity, Partnership))
_FEWEST_DIGITS = 6
"""Of a number that is a telephone's, written without spaces."""

_Words = tuple[str, ...]


class Persons:
    """The names, telephone numbers and e-mail addresses of a programme and its phases, and texts without them.

    A name of one word is left where it stands: it may be any word.
    """

    def __init__(self, programme: Programme) -> None:
        self.all_known = all(one.has_read(*_HOLDING) for one in programme.and_phases())
        """Whether every file was read that may hold data of persons."""
        others = {_words(name) for name in _names_of_others(programme)}
        self._by_first: dict[str, set[_Words]] = defaultdict(set)
        for value in _of_persons(programme):
            words = _words(value)
            is_long = len(words) > 1 or sum(map(str.isdigit, value)) >= _FEWEST_DIGITS
            if words not in others and is_long:
                self._by_first[words[0]].add(words)

    def without(self, text: str) -> str:
        """The text, with a sign in the place of whatever is of a person."""
        return self._replaced(text, lambda _: LEFT_OUT)

    def blanked(self, text: str) -> str:
        """The same, each character of it apart, so that the text is as long as it was."""
        return self._replaced(text, lambda length: LEFT_OUT * length)

    def _replaced(self, text: str, sign: Callable[[int], str]) -> str:
        if not self._by_first:
            return text
        found = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in found]
        parts: list[str] = []
        end = number = 0
        while number < len(words):
            length = self._length(words, number)
            if length:
                start, last = found[number].start(), found[number + length - 1].end()
                parts += (text[end:start], sign(last - start))
                end = last
            number += length or 1
        # what nothing was left out of stays what it is, perhaps more than a text
        return "".join((*parts, text[end:])) if parts else text

    def _length(self, words: list[str], start: int) -> int:
        """So many words from there on are of a person."""
        known = self._by_first.get(words[start], ())
        return max((len(one) for one in known if tuple(words[start : start + len(one)]) == one), default=0)

    def left_out_of(self, value: Any) -> Any:
        """A parameter of a message, a text by language or a text, without what is of a person."""
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, Message):
            return Message(value.template, self.left_out_of(value.params))
        if isinstance(value, Word):
            return value._replace(name=self.left_out_of(value.name))
        if isinstance(value, Mapping):
            return {key: self.left_out_of(one) for key, one in value.items()}
        return tuple(map(self.left_out_of, value)) if isinstance(value, (tuple, list)) else value


def _words(text: str) -> _Words:
    return tuple(_WORD.findall(text.casefold()))


def _of_persons(programme: Programme) -> Iterator[str]:
    for one in programme.and_phases():
        yield from _of_contacts((one.identity.contacts if one.identity else {}).values())
        for located in one.each_participant():
            yield from (*located.value.telephones, *located.value.emails)
            yield from _of_contacts(located.value.contacts.values())
        for report in one.reports.values():
            for signed in report.signatures():
                yield from filter(_is_like_a_name, signed.by.values())


def _is_like_a_name(text: str) -> bool:
    """Whether it may be a person's name, and no function or service: each of its words begins with a capital."""
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _of_contacts(contacts: Iterable[Contact]) -> Iterator[str]:
    for contact in contacts:
        yield from (contact.name, *contact.telephones, *contact.emails)


def _names_of_others(programme: Programme) -> Iterator[str]:
    """What is named like a person now and then, and is none."""
    for one in programme.and_phases():
        for organisation in one.identity.organisations.values() if one.identity else ():
            yield organisation.name
        for located in one.each_participant():
            yield from (located.value.name, located.value.full_name or "")


def concerns_person(file: str, record: Record | None) -> bool:
    """Whether a correction of that file, or an acknowledgement, is of a person's data."""
    if isinstance(record, Correction):
        return personal_at(file, steps_of(record.path))
    if isinstance(record, Acknowledgement):
        return any(concerns_person(one.file or "", one) for _, one in record.accepts())
    if isinstance(record, AcceptedFinding):
        return record.path is not None and personal_at(record.file or "", steps_of(record.path))
    return False
