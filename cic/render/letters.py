"""Letters about what is missing: what every format of them says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.base.message import Message
from cic.base.periods import is_day
from cic.language import Language
from cic.pages.reminders import Asked, Letter, Part
from cic.pages.tables import words

GREETING = words("Dear colleagues,")
OPENING = words("The following is due and has not been reported yet.")
CONFIRMING = words("Nothing is missing. The following stands on an older report; please say whether it still holds.")
TO = words("To")
SUBJECT = words("Subject")
ANSWERING = words(
    "Please answer this e-mail: for each point the value, or the amounts, and with it what proves it as an attachment."
)
CLOSING = words(
    "A value that is zero is reported as 0. A value that nobody knows is left out; where none can be expected, please "
    "say why."
)


class Letters(NamedTuple):
    """What a command has to say of a year. folder: leads to the data folder. mark: stands above each letter."""

    year: int
    letters: tuple[Letter, ...]
    folder: str
    mark: str = ""


def opening(letter: Letter) -> Message:
    """How a letter begins: with what is missing, or with what is only to be confirmed."""
    return OPENING if letter.is_lacking else CONFIRMING


def nothing_missing(year: int, language: Language) -> str:
    """The sentence that stands in place of the letters where there are none."""
    return language.say(words("Nothing is missing at the end of {year}.", year=year))


def items(part: Part, language: Language) -> Iterator[tuple[str, ...]]:
    """Each thing that is asked: a line, and details below it."""
    for one in part.values:
        yield (f"{one.indicator} {one.wording}", *_details(one, language))
    for year in part.accounts:
        yield (language.say(words("what was spent in {year}, by category and nature", year=year)),)
    for year in part.unapproved:
        yield (language.say(words("the approval of the report of {year}", year=year)),)


def _details(one: Asked, language: Language) -> Iterator[str]:
    if one.stands_on is not None:
        template = "stands on the report of {year}: please confirm it, or report what has changed"
        yield language.say(words(template, year=one.stands_on))
    if one.in_words:
        template = "promised for {year}: {words}; to report in words, and whether it is reached"
        yield language.say(words(template, year=one.year, words=one.in_words))
    elif one.form == "step":
        template = "due in {year}: the step “{step}”; to report as one of: {steps}"
        if is_day(one.year):
            template = "due on {year}: the step “{step}”; to report as one of: {steps}"
        yield language.say(words(template, year=one.year, step=one.step, steps=one.steps))
    elif one.form == "words":
        template = "due in {year}, to report in words, and whether it is reached"
        if is_day(one.year):
            template = "due on {year}, to report in words, and whether it is reached"
        yield language.say(words(template, year=one.year))
    elif one.promised is None:
        template = "due in {year}; how much is still to be decided ({unit})"
        if is_day(one.year):
            template = "due on {year}; how much is still to be decided ({unit})"
        yield language.say(words(template, year=one.year, unit=one.unit))
    elif one.form == "yes_or_no":
        template = "due on {year}: yes or no" if is_day(one.year) else "due in {year}: yes or no"
        yield language.say(words(template, year=one.year))
    else:
        template = "promised for {year}: {value} ({unit})"
        if one.form == "share":
            template = "promised for {year}: {value} ({unit}), to report by numerator and denominator"
        yield language.say(words(template, year=one.year, value=one.promised, unit=one.unit))
    for dimension, parts in one.divided:
        template = "with its parts by {dimension}: {parts}; and how many nobody can assign"
        yield language.say(words(template, dimension=dimension, parts=parts))
    if one.is_read:
        yield language.say(words("this target is our reading of the logical framework: no document gives it"))
    if one.lacking:
        yield language.say(words("not reported yet: {years}", years=one.lacking))
    if one.meaning:
        yield language.say(words("to write: {meaning}", meaning=one.meaning))
    if one.kinds:
        yield language.say(words("proof: {kinds}", kinds=one.kinds))
