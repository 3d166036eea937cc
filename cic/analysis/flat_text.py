"""A text on one line, for finding words in it whatever its line breaks, apostrophes, spaces and capitals."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'}
_SIGNS_OF_LISTS = "•◦▪‣·\ufffd\uf02d\uf0a7\uf0b7\uf0d8"
"""What stands before the items of a list, also where the sign itself was lost."""
_PLAIN = str.maketrans({**_QUOTES, **dict.fromkeys(_SIGNS_OF_LISTS, " ")})
_LONGEST_SIGN = 20
"""Characters before the first word of a line."""


class FlatText:
    """A text on one line and in small letters; each character knows where it stood."""

    def __init__(self, text: str) -> None:
        characters: list[str] = []
        places = array("Q")
        was_space = True
        for place, character in enumerate(text.translate(_PLAIN)):
            is_space = character.isspace()
            if not (is_space and was_space):
                small = character.casefold()
                characters.append(" " if is_space else small if len(small) == 1 else character)
                places.append(place)
            was_space = is_space
        self.text = "".join(characters)
        self._places = places
        self._original = text
        self._lines = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]

    def at(self, place: int) -> int:
        """Where a character of the text stands in the line."""
        return bisect_left(self._places, place)

    def place(self, at: int) -> int:
        """Where a character of the line stood in the text."""
        return self._places[at] if at < len(self._places) else (self._places[-1] + 1 if self._places else 0)

    def places(self, words: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Every place of some words between two characters of the text: from which character to which (not
        included)."""
        wanted = flat(words)
        at, limit = self.at(start), len(self.text) if end is None else self.at(end)
        while wanted and (at := self.text.find(wanted, at, limit)) >= 0:
            yield self.place(at), self.place(at + len(wanted) - 1) + 1
            at += len(wanted)

    def line_that_begins(self, words: str) -> int | None:
        """Where the first line of the text stands that begins with some words, whatever sign of a list stands first."""
        for place, _ in self.places(words):
            begins = self._lines[bisect_right(self._lines, place) - 1]
            if place - begins <= _LONGEST_SIGN and not flat(self._original[begins:place]).strip("-–"):
                return place
        return None


def flat(words: str) -> str:
    """Some words as they stand in a FlatText."""
    return FlatText(words).text.strip()
