"""Letters about what is missing, as Markdown, with markup in texts of the data made harmless."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.reminders import Letter
from cic.render.letters import CLOSING, GREETING, TO, Letters, items, nothing_missing, opening, where_to_answer
from cic.render.safe_text import sanitized
from cic.render.setting import Setting
from cic.render.table_markdown import escaped


def render(content: Letters, setting: Setting) -> str:
    """The letters below each other."""
    language = setting.language
    written = ("\n".join(_letter(one, content.folder, language, content.mark)) + "\n" for one in content.letters)
    return "\n".join(written) if content.letters else nothing_missing(content.year, language)


def _letter(letter: Letter, folder: str, language: Language, mark: str) -> Iterator[str]:
    yield f"## {escaped(language.say(letter.subject))}"
    yield ""
    if mark:
        yield from (f"**{escaped(mark)}**", "")
    # as code, so that an address is copied as it is and nobody is mentioned
    yield from (f"- {escaped(language.say(TO))}: {_code(one)}" for one in letter.recipients)
    if letter.recipients:
        yield ""
    yield from (language.say(GREETING), "", language.say(opening(letter)))
    for part in letter.parts:
        yield from ("", f"### {escaped(language.say(part.name))}", "")
        for line, *details in items(part, language):
            yield f"- {escaped(line)}"
            yield from (f"  - {escaped(detail)}" for detail in details)
    yield ""
    yield from (f"- {line}" for line in where_to_answer(letter, folder, language))
    yield from ("", language.say(CLOSING))


def _code(text: str) -> str:
    return "`" + sanitized(text).replace("`", "'") + "`"
