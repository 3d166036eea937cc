"""Letters that ask what contradictions leave open, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.contradictions import Asked, Contradictions
from cic.render.letters import GREETING
from cic.render.prose_markdown import begun
from cic.render.questions import CLOSING, NO_QUESTIONS, OPENING, WHOM_UNKNOWN, about, subject
from cic.render.setting import Setting
from cic.render.table_markdown import escaped


def render(content: Contradictions, setting: Setting) -> str:
    """The letters below each other."""
    language = setting.language
    written = ("\n".join(_letter(content, one, language)) + "\n" for one in content.asked)
    return "\n".join(written) if content.asked else language.say(NO_QUESTIONS) + "\n"


def _letter(page: Contradictions, asked: Asked, language: Language) -> Iterator[str]:
    yield f"## {escaped(asked.whom or language.say(WHOM_UNKNOWN))}"
    yield from ("", f"**{escaped(subject(page, language))}**", "")
    yield from (language.say(GREETING), "", language.say(OPENING), "")
    for what, backgrounds in about(page, asked, language):
        yield f"- {begun(what)}"
        yield from (f"  - {begun(one)}" for one in backgrounds)
    yield from ("", language.say(CLOSING))
