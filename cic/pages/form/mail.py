"""The letter with a form: what it brings, until when it is asked for, what is missing; as a message not sent yet."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cic.base.periods import shown_name
from cic.language import Language
from cic.pages.form.cells import FormPlan
from cic.pages.reminders import Letter, Part
from cic.pages.tables import words


class Mail(NamedTuple):
    """A letter. id: names it in the world, the same for the same form. to: addresses; personal data."""

    id: str
    subject: str
    lines: tuple[str, ...]
    language: Language
    to: tuple[str, ...]
    made: datetime.date


def mail(plan: FormPlan, letter: Letter | None, file: str, language: Language, to: Sequence[str], mark: str) -> Mail:
    """The letter with a form. letter: what is missing. file: what the form is called. mark: stands above it."""
    subject = words("Report of {period}: {name}", period=shown_name(plan.period), name=plan.name)
    lines = tuple(" ".join(line.split()) for line in _lines(plan, letter, file, language, mark))
    said = " ".join(language.say(subject).split())
    return Mail(f"{plan.digest[:32]}.cic@localhost", said, lines, language, tuple(to), plan.made)


def _lines(plan: FormPlan, letter: Letter | None, file: str, language: Language, mark: str) -> Iterator[str]:
    say = language.say
    if mark:
        yield mark
        yield ""
    yield say(words("Dear colleagues,"))
    yield ""
    template = "With this letter comes the form for the report of {period} of {programme}: {file}."
    yield say(words(template, period=shown_name(plan.period), programme=plan.title, file=file))
    yield say(words("Its first sheet says how it is filled in; Excel or LibreOffice is all that you need."))
    yield ""
    if plan.deadline is not None:
        template = "Please send it back by {day}, as an answer to this letter, with the files that prove the values."
        yield say(words(template, day=plan.deadline))
    else:
        yield say(words("Please send it back as an answer to this letter, with the files that prove the values."))
    parts = letter.parts if letter is not None else ()
    own = [part._replace(accounts=tuple(year for year in part.accounts if year == plan.period)) for part in parts]
    asked = [part for part in own if part.values or part.accounts]
    if asked:
        yield ""
        yield say(words("This is due and has not been reported yet, or is to be confirmed:"))
    for part in asked:
        yield from _part(part, language)
    earlier = sorted({year for part in parts for year in part.accounts if year < plan.period})
    if earlier:
        yield ""
        template = (
            "What was spent in these years is missing too: {years}. Where you need a form for one of them, ask for it "
            "in your answer."
        )
        yield say(words(template, years=tuple(map(shown_name, earlier))))
    yield ""
    yield say(words("With many thanks"))


def _part(part: Part, language: Language) -> Iterator[str]:
    yield ""
    yield language.say(part.name)
    told = Counter(one.wording for one in part.values)
    for one in part.values:
        # of one printed line that promises two things, only the unit says which is meant
        unit = f" ({one.unit})" if told[one.wording] > 1 and one.unit else ""
        yield f"- {one.indicator}: {one.wording}{unit}"
    for year in part.accounts:
        yield "- " + language.say(words("what was spent in {year}", year=shown_name(year)))
