"""Letters about what is missing, as plain text to paste into an e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.lines import wrapped
from cic.language import Language
from cic.pages.reminders import Letter
from cic.pages.tables import words
from cic.render.letters import ANSWERING, CLOSING, GREETING, SUBJECT, TO, Letters, items, nothing_missing, opening
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting

_WIDTH = 76
"""Columns of an e-mail, unless others are wanted. Addresses, subjects and files stay whole, for whoever copies them."""


def render(content: Letters, setting: Setting) -> PlainText:
    """The letters below each other."""
    language, room = setting.language, setting.width or _WIDTH
    rule = "\n" + "=" * room + "\n\n"
    written = ("\n".join(_letter(one, content, language, room)) + "\n" for one in content.letters)
    return PlainText.page(rule.join(written) if content.letters else nothing_missing(content.year, language) + "\n")


def _letter(letter: Letter, content: Letters, language: Language, room: int) -> Iterator[str]:
    if content.mark:
        yield content.mark
    yield from (language.say(words("{name}: {value}", name=TO, value=sanitized(one))) for one in letter.recipients)
    subject = sanitized(language.say(letter.subject))
    yield language.say(words("{name}: {value}", name=SUBJECT, value=subject))
    yield ""
    yield language.say(GREETING)
    yield ""
    yield language.say(opening(letter))
    for part in letter.parts:
        yield ""
        yield sanitized(language.say(part.name))
        for line, *details in items(part, language):
            yield from wrapped(sanitized(line), room, "- ", "  ")
            for detail in details:
                yield from wrapped(sanitized(detail), room, "    ", "      ")
    yield ""
    yield from wrapped(language.say(ANSWERING), room)
    yield ""
    yield from wrapped(language.say(CLOSING), room)
