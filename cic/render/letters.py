"""Letters about what is missing, as plain text to paste into an e-mail, or as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from cic.language import Language
from cic.pages.reminders import Asked, Letter, Part
from cic.pages.tables import words
from cic.render.safe_text import harmless
from cic.render.table_plain import escaped

_WIDTH = 76
_GREETING = words("Dear colleagues,")
_OPENING = words("The following is due and has not been reported yet.")
_TO = words("To")
_SUBJECT = words("Subject")
_CLOSING = words(
    "A value that is zero is reported as 0. A value that nobody knows is left out; where none can be expected, "
    "`not_applicable` says why."
)


def as_text(letters: tuple[Letter, ...], folder: str, language: Language, mark: str = "") -> str:
    """The letters below each other. `folder` leads to the data folder; `mark` stands above each letter."""
    rule = "\n" + "=" * _WIDTH + "\n\n"
    return rule.join("\n".join(_text(letter, folder, language, mark)) + "\n" for letter in letters)


def as_markdown(letters: tuple[Letter, ...], folder: str, language: Language, mark: str = "") -> str:
    """The letters as Markdown, with markup in texts of the data made harmless."""
    return "\n".join("\n".join(_markdown(letter, folder, language, mark)) + "\n" for letter in letters)


def nothing_missing(year: int, language: Language) -> str:
    """The sentence that stands in place of the letters where there are none."""
    return language.say(words("Nothing is missing at the end of {year}.", year=year)) + "\n"


def _text(letter: Letter, folder: str, language: Language, mark: str) -> Iterator[str]:
    if mark:
        yield mark
    yield from (language.say(words("{name}: {value}", name=_TO, value=harmless(one))) for one in letter.recipients)
    subject = harmless(language.say(letter.subject))
    yield language.say(words("{name}: {value}", name=_SUBJECT, value=subject))
    yield ""
    yield language.say(_GREETING)
    yield ""
    yield language.say(_OPENING)
    for part in letter.parts:
        yield ""
        yield harmless(language.say(part.name))
        for line, *details in _items(part, language):
            yield from textwrap.wrap(harmless(line), _WIDTH, initial_indent="- ", subsequent_indent="  ")
            for detail in details:
                yield from textwrap.wrap(harmless(detail), _WIDTH, initial_indent="    ", subsequent_indent="      ")
    yield ""
    yield from _where(letter, folder, language)
    yield ""
    yield from textwrap.wrap(language.say(_CLOSING), _WIDTH)


def _markdown(letter: Letter, folder: str, language: Language, mark: str) -> Iterator[str]:
    yield f"## {escaped(language.say(letter.subject))}"
    yield ""
    if mark:
        yield from (f"**{escaped(mark)}**", "")
    # as code, so that an address is copied as it is and nobody is mentioned
    yield from (f"- {escaped(language.say(_TO))}: {_code(one)}" for one in letter.recipients)
    if letter.recipients:
        yield ""
    yield from (language.say(_GREETING), "", language.say(_OPENING))
    for part in letter.parts:
        yield from ("", f"### {escaped(language.say(part.name))}", "")
        for line, *details in _items(part, language):
            yield f"- {escaped(line)}"
            yield from (f"  - {escaped(detail)}" for detail in details)
    yield ""
    yield from (f"- {line}" for line in _where(letter, folder, language))
    yield from ("", language.say(_CLOSING))


def _code(text: str) -> str:
    return "`" + harmless(text).replace("`", "'") + "`"


def _items(part: Part, language: Language) -> Iterator[tuple[str, ...]]:
    """Each thing that is asked: a line, and details below it."""
    for one in part.values:
        yield (f"{one.indicator} {one.wording}", *_details(one, language))
    for year in part.accounts:
        yield (language.say(words("what was spent in {year}, by category and nature", year=year)),)


def _details(one: Asked, language: Language) -> Iterator[str]:
    if one.promised is None:
        yield language.say(
            words("due in {year}; how much is still to be decided ({unit})", year=one.year, unit=one.unit)
        )
    elif one.form == "yes_or_no":
        yield language.say(words("due in {year}: yes or no", year=one.year))
    else:
        template = "promised for {year}: {value} ({unit})"
        if one.form == "share":
            template = "promised for {year}: {value} ({unit}), to report by numerator and denominator"
        yield language.say(words(template, year=one.year, value=one.promised, unit=one.unit))
    if one.is_read:
        yield language.say(words("this target is our reading of the logical framework: no document gives it"))
    if one.kinds:
        yield language.say(words("proof: {kinds}", kinds=one.kinds))


def _where(letter: Letter, folder: str, language: Language) -> Iterator[str]:
    for year, file in letter.files:
        yield language.say(words("The answers for {year} belong in {file}", year=year, file=f"{folder}/{file}"))
