"""Letters that ask what contradictions leave open, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.contradictions import Asked, Contradictions
from cic.render.letters import GREETING
from cic.render.questions import CLOSING, NO_QUESTIONS, OPENING, WHOM_UNKNOWN, about, subject
from cic.render.safe_text import MarkdownText, markdown
from cic.render.setting import Setting


def render(content: Contradictions, setting: Setting) -> MarkdownText:
    """The letters below each other."""
    language = setting.language
    if not content.asked:
        return markdown("{}\n", language.say(NO_QUESTIONS))
    lines = (_letter(content, one, language) for one in content.asked)
    return MarkdownText.joined("\n", (markdown("{}\n", MarkdownText.joined("\n", letter)) for letter in lines))


def _letter(page: Contradictions, asked: Asked, language: Language) -> Iterator[MarkdownText]:
    yield markdown("## {}\n", asked.whom or language.say(WHOM_UNKNOWN))
    yield markdown("**{}**\n", subject(page, language))
    yield markdown("{}\n\n{}\n", language.say(GREETING), language.say(OPENING))
    for what, backgrounds in about(page, asked, language):
        yield markdown("- {}", MarkdownText(what).beginning())
        yield from (markdown("  - {}", MarkdownText(one).beginning()) for one in backgrounds)
    yield markdown("\n{}", language.say(CLOSING))
