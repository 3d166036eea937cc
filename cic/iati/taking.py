"""Reading an activity so that nothing of it is lost in silence: whatever is taken is marked, and the rest is listed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.parts import LANG
from cic.reference.languages import short_code
from cic.source.guards import forbidden_in, name_character

_XML = "{http://www.w3.org/XML/1998/namespace}"
_TEXT = "text()"
_BETWEEN = "text() between elements"
NO_LANGUAGE = "en"
"""What stands for a language that nobody says: a text of the data is in one."""


File = dict[str | int, Any]
"""A block of a file that is to be written."""


class Years(NamedTuple):
    """The years of the activity. begins: month and day on which they begin."""

    first: int
    last: int
    begins: tuple[int, int]

    def of(self, day: datetime.date) -> int:
        """The year that a day is in, by the calendar year in which that begins."""
        return day.year - ((day.month, day.day) < self.begins)

    def first_day(self, year: int) -> datetime.date:
        """When a year begins."""
        return datetime.date(year, *self.begins)

    def last_day(self, year: int) -> datetime.date:
        """When a year ends."""
        return self.first_day(year + 1) - datetime.timedelta(days=1)


class Loss(NamedTuple):
    """What the folder does not hold as the file has it. path: where it stands in the file. value: what stands there.
    is_change: whether it is held, but otherwise."""

    path: str
    value: str
    words: Message
    is_change: bool = False


class Taking:
    """An activity that is read. What was taken of it, and why something was not."""

    def __init__(self, activity: Element, path: str) -> None:
        self.activity, self.path = activity, path
        self._taken: set[tuple[int, str]] = set()
        self._why: dict[tuple[int, str], Message] = {}
        self._changed: list[tuple[Element, str, Message]] = []
        self._is_guessed = False
        self.default = (activity.get(LANG) or "").strip()
        if self.language is not None:
            self.take(activity, LANG)
            self._say_code(activity, self.default, "@xml:lang")

    @property
    def language(self) -> str | None:
        """The language of the activity; None where it says none that is known."""
        return short_code(self.default)

    def take(self, node: Element, name: str) -> str | None:
        """An attribute; None where there is none, or nothing stands in it."""
        self._taken.add((id(node), name))
        return self._visible(node, node.get(name) or "") or None

    def text(self, node: Element) -> str:
        """The text of an element."""
        self._taken.add((id(node), _TEXT))
        return self._visible(node, node.text or "")

    def _visible(self, node: Element, text: str) -> str:
        """A text without the characters that nobody sees and no file of the data holds."""
        character = forbidden_in(text)
        if character is not None:
            template = phrase("the character {name} is invisible: the data have the text without it")
            self.change(node, Message(template, {"name": name_character(character)}))
        while character is not None:
            text = text.replace(character, "")
            character = forbidden_in(text)
        return text.strip()

    def of_child(self, node: Element, child: str, name: str) -> str | None:
        """An attribute of the first child of a name."""
        found = node.find(child)
        return None if found is None else self.take(found, name)

    def says(self, node: Element | None) -> dict[str, str] | None:
        """The narratives of an element by language; None where it has none. Of several in one language, the lines of
        one text; what has no language is in that of the activity."""
        said: dict[str, list[str]] = {}
        first: dict[str, Element] = {}
        for one in node.findall("narrative") if node is not None else ():
            written = (one.get(LANG) or "").strip()
            code = short_code(written)
            if code is not None:
                self.take(one, LANG)
                self._say_code(one, written)
            else:
                if written:
                    self.lose(one, Message(phrase("a text in a language that is on no list")))
                    continue
                code = self.language or NO_LANGUAGE
                if self.language is None and not self._is_guessed:
                    template = phrase("no language is said: {code} stands for it")
                    self.change(self.activity, Message(template, {"code": NO_LANGUAGE}))
                    self._is_guessed = True
            text = self.text(one)
            if text and code in said:
                for both in (first[code], one):
                    self.change(both, Message(phrase("another text in the same language: the data have both as one")))
            if text:
                first.setdefault(code, one)
                said.setdefault(code, []).append(text)
        return {code: "\n".join(lines) for code, lines in said.items()} or None

    def _say_code(self, node: Element, written: str, below: str = "") -> None:
        code = short_code(written)
        if code != written.lower():
            template = phrase("the language {written}: the data have {code}")
            self.change(node, Message(template, {"written": written, "code": code}), below)

    def says_in(self, node: Element, child: str) -> dict[str, str] | None:
        """What the first child of a name says."""
        return self.says(node.find(child))

    def has_taken(self, nodes: Iterable[Element]) -> bool:
        """Whether anything that stands in elements was taken."""
        return any((id(one), name) in self._taken for node in nodes for one in node.iter() for name, _ in _content(one))

    def lose(self, node: Element, words: Message) -> None:
        """That an element is left out, and why: all of it."""
        for one in node.iter():
            for name in (*one.attrib, _TEXT, _BETWEEN):
                self._taken.discard((id(one), name))
                self._why[id(one), name] = words

    def change(self, node: Element | None, words: Message, below: str = "") -> None:
        """That an element was taken, but not as it stands, or what is below it: an attribute, or an element that it
        has not."""
        if node is not None:
            self._changed.append((node, below and f"/{below}", words))

    def losses(self) -> Iterator[Loss]:
        """Everything that was not taken, and what was changed, in the order of the file; an element of which nothing
        was taken stands for all that is in it."""
        changed: dict[int, list[tuple[str, Message]]] = {}
        for node, below, words in self._changed:
            known = changed.setdefault(id(node), [])
            if (below, words) not in known:
                known.append((below, words))
        touched = self._touched()
        waiting = [(self.activity, self.path)]
        while waiting:
            node, path = waiting.pop()
            for below, words in changed.get(id(node), ()):
                yield Loss(f"{path}{below}", "", words, is_change=True)
            if id(node) in touched:
                for name, value in _content(node):
                    if (id(node), name) not in self._taken:
                        shown = path if name in (_TEXT, _BETWEEN) else f"{path}/@{name.replace(_XML, 'xml:')}"
                        yield Loss(shown, value, self._why.get((id(node), name), _NOT_HELD))
                waiting += reversed(list(_numbered(node, path)))
            else:
                told = [(one, name, value) for one in node.iter() for name, value in _content(one)]
                if told:
                    one, name, _ = told[0]
                    # whoever is to be asked may be a person
                    values = "" if node.tag == "contact-info" else " · ".join(value for *_, value in told)
                    yield Loss(path, values, self._why.get((id(one), name), _NOT_HELD))

    def _touched(self) -> set[int]:
        """Elements of which something was taken, or of something in them."""
        own = {one for one, _ in self._taken}
        found: set[int] = set()

        def look(node: Element) -> bool:
            below = [look(child) for child in node]
            is_touched = any(below) or any((id(node), name) in self._taken for name, _ in _content(node))
            if is_touched or (id(node) in own and not len(node) and not list(_content(node))):
                found.add(id(node))
            return is_touched

        look(self.activity)
        found.add(id(self.activity))
        return found


_NOT_HELD = Message(phrase("the data have no place for it"))


def _content(node: Element) -> Iterator[tuple[str, str]]:
    """The attributes and the text of an element."""
    yield from ((name, value) for name, value in node.attrib.items() if value.strip())
    text = (node.text or "").strip()
    if text:
        yield _TEXT, text
    between = " ".join(filter(None, ((one.tail or "").strip() for one in node)))
    if between:
        yield _BETWEEN, between


def _numbered(node: Element, path: str) -> Iterator[tuple[Element, str]]:
    """The children, each with its path."""
    counts: dict[str, int] = {}
    totals: dict[str, int] = {}
    for child in node:
        totals[child.tag] = totals.get(child.tag, 0) + 1
    for child in node:
        counts[child.tag] = counts.get(child.tag, 0) + 1
        number = f"[{counts[child.tag]}]" if totals[child.tag] > 1 else ""
        yield child, f"{path}/{child.tag}{number}"


def as_day(text: str | None) -> datetime.date | None:
    """A day; None for what is none, or is in no year that a programme has."""
    try:
        found = datetime.date.fromisoformat((text or "").strip().removesuffix("Z")[:10])
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


class Ids:
    """Ids made of what people wrote: short, and each once."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._numbers: dict[str, int] = {}

    def make(self, wanted: str, otherwise: str) -> str:
        """An id like what is wanted, or like something else where nothing of that can stand in an id."""
        base = re.sub(r"[^A-Za-z0-9._-]+", "-", wanted).strip("-._")[:60].rstrip("-._") or otherwise
        name, number = base, self._numbers.get(base, 1)
        while name in self._used:
            number += 1
            name = f"{base}-{number}"
        self._numbers[base] = number
        self._used.add(name)
        return name
