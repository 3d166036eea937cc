"""The mark of an invented programme, at the head of every page about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cic.language import ENGLISH, Language
from cic.model.programme import Programme
from cic.pages.tables import FICTIONAL, Fact, Page, words

MARK = words("FICTIONAL")
FACT = Fact(FICTIONAL, MARK, words("an invented country, invented communes, money and results; nothing here is real"))
"""What the head of each of its pages says first."""


def is_fictional(programme: Programme) -> bool:
    """Whether the programme says that it is invented."""
    return programme.identity is not None and programme.identity.fictional


def marked(programme: Programme, page: Page, language: Language = ENGLISH) -> Page:
    """The page, with the mark in its title and as its first fact where the programme is invented."""
    if not is_fictional(programme):
        return page
    return page._replace(title=marked_title(programme, page.title, language), facts=(FACT, *page.facts))


def marked_title(programme: Programme, title: str, language: Language = ENGLISH) -> str:
    """The title, with the mark where the programme is invented."""
    if not is_fictional(programme):
        return title
    mark = language.say(MARK)
    return f"{title} ({mark})" if title else mark


def marked_texts(programme: Programme, texts: Mapping[Any, str]) -> Mapping[Any, str]:
    """A name in each of its languages, with the mark where the programme is invented."""
    return {code: marked_title(programme, text) for code, text in texts.items()}
