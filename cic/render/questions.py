"""Letters that ask what contradictions leave open: what every format of them says."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.contradictions import Asked, Contradictions, Thing
from cic.pages.tables import words

OPENING = words("In the approved documents we read what cannot all be true. We ask you:")
CLOSING = words("An answer in one sentence, with the document that it stands in, is enough.")
WHOM_UNKNOWN = words("Whom to ask is not said")
NO_QUESTIONS = words("Nothing is left to ask.")


def subject(page: Contradictions, language: Language) -> str:
    """What the letter is about."""
    return language.say(words("{programme}: what the documents leave open", programme=page.name))


def about(page: Contradictions, asked: Asked, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each question, with what leads to it."""
    by_number = {one.number: one for one in page.things}
    for what, numbers in asked.questions:
        yield what, tuple(_background(by_number[number], language) for number in numbers)


def _background(thing: Thing, language: Language) -> str:
    title = language.say(thing.title)
    return f"{title[:1].upper()}{title[1:]} – {thing.story}"
