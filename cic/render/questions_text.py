"""Letters that ask what contradictions leave open, as plain text to paste into an e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.lines import wrapped
from cic.language import Language
from cic.pages.contradictions import Asked, Contradictions
from cic.pages.tables import words
from cic.render.letters import GREETING, SUBJECT, TO
from cic.render.questions import CLOSING, NO_QUESTIONS, OPENING, WHOM_UNKNOWN, about, subject
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting

_WIDTH = 76


def render(content: Contradictions, setting: Setting) -> PlainText:
    """The letters below each other."""
    language, room = setting.language, setting.width or _WIDTH
    rule = "\n" + "=" * room + "\n\n"
    written = ("\n".join(_letter(content, one, language, room)) + "\n" for one in content.asked)
    return PlainText.page(rule.join(written) if content.asked else language.say(NO_QUESTIONS) + "\n")


def _letter(page: Contradictions, asked: Asked, language: Language, room: int) -> Iterator[str]:
    # whom to ask is written with its own preposition: “To the bank”
    unknown = language.say(words("{name}: {value}", name=TO, value=language.say(WHOM_UNKNOWN)))
    yield sanitized(asked.whom) if asked.whom else unknown
    yield language.say(words("{name}: {value}", name=SUBJECT, value=sanitized(subject(page, language))))
    yield ""
    yield language.say(GREETING)
    yield ""
    yield from wrapped(language.say(OPENING), room)
    for number, (what, backgrounds) in enumerate(about(page, asked, language), 1):
        yield ""
        mark = f"{number}. "
        yield from wrapped(sanitized(what), room, mark, " " * len(mark))
        for background in backgrounds:
            yield from wrapped(sanitized(background), room, "   ", "   ")
    yield ""
    yield from wrapped(language.say(CLOSING), room)
