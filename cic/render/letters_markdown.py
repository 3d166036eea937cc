"""Letters about what is missing, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.reminders import Letter
from cic.render.letters import ANSWERING, CLOSING, GREETING, TO, Letters, items, nothing_missing, opening
from cic.render.safe_text import MarkdownText, markdown
from cic.render.setting import Setting


def render(content: Letters, setting: Setting) -> MarkdownText:
    """The letters below each other."""
    language = setting.language
    if not content.letters:
        return markdown("{}\n", nothing_missing(content.year, language))
    lines = (_letter(one, language, content.mark) for one in content.letters)
    return MarkdownText.joined("\n", (markdown("{}\n", MarkdownText.joined("\n", letter)) for letter in lines))


def _letter(letter: Letter, language: Language, mark: str) -> Iterator[MarkdownText]:
    yield markdown("## {}\n", language.say(letter.subject))
    if mark:
        yield markdown("**{}**\n", mark)
    # as code, so that an address is copied as it is and nobody is mentioned
    yield from (markdown("- {}: {}", language.say(TO), _code(one)) for one in letter.recipients)
    if letter.recipients:
        yield markdown("")
    yield markdown("{}\n\n{}", language.say(GREETING), language.say(opening(letter)))
    for part in letter.parts:
        yield markdown("\n### {}\n", language.say(part.name))
        for line, *details in items(part, language):
            yield markdown("- {}", line)
            yield from (markdown("  - {}", detail) for detail in details)
    yield markdown("")
    yield markdown("{}\n\n{}", language.say(ANSWERING), language.say(CLOSING))


def _code(text: str) -> MarkdownText:
    return MarkdownText.code(text.replace("`", "'"))
