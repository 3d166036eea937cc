"""Words of a list that are another word but for one slip of the keys, found without comparing with each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cic.rules.spelling import is_close, is_swap


class NearWords:
    """Words, found by what is left of them without one letter: two words that differ in one letter, or in two
    neighbours that changed places, have such a rest in common.

    >>> NearWords(["harbour", "port"]).of("habrour"), NearWords(["harbour", "port"]).within("theharbor")
    (('harbour',), ('harbour',))
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = defaultdict(list)
        self._lengths: set[int] = set()
        for word in dict.fromkeys(words):
            self._lengths.update((len(word) - 1, len(word), len(word) + 1))
            for rest in _rests(word):
                self._by_rest[rest].append(word)

    def of(self, text: str) -> tuple[str, ...]:
        """The words that are the text, or differ from it in one slip."""
        candidates = {word: None for rest in _rests(text) for word in self._by_rest.get(rest, ())}
        return tuple(word for word in candidates if is_close(word, text, 1) or is_swap(word, text))

    def within(self, text: str) -> tuple[str, ...]:
        """The words of which a stretch of the text is the word, or differs from it in one slip."""
        stretches = {
            text[n : n + length] for length in self._lengths if length > 0 for n in range(len(text) - length + 1)
        }
        return tuple({word: None for stretch in sorted(stretches) for word in self.of(stretch)})


def _rests(word: str) -> Iterator[str]:
    yield word
    yield from {word[:n] + word[n + 1 :] for n in range(len(word))}
