"""A report that nobody has filled in yet: what is due, what was promised, what a value means and what proves it stand
in it as comments, ready to be put in force line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby

from cic.base.message import Message, phrase
from cic.entry.report_file import ReportFile, head_of_report, word
from cic.language import Language
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.question import Question
from cic.pages.reminders import Asked, Letter, Part, letters
from cic.render.letters import items
from cic.storage.loader import Loaded

_WIDTH = 110
"""Columns of a comment."""
_HOW = phrase(
    "Nothing below is in force: take the sign # and the blank after it away from the lines that you fill in, "
    "with those of the keys above them."
)
_LEFT_OUT = phrase("What nobody knows is left out; a zero is written as 0.")
_FORMS: Mapping[str, tuple[str, ...]] = {
    "yes_or_no": ("achieved:  # true / false",),
    "share": ("numerator:  # 2", "denominator:  # 5"),
    "step": ("step:  # {steps}",),
    "words": ("text: {{{lang}: }}", "achieved:  # true / false"),
    "value": ("value:  # 3",),
}
_QUESTIONS = {
    "done": Message("What was done in the period"),
    "difficulties": Message("What was difficult"),
    "lessons": Message("What was learnt"),
    "next_year": Message("What is planned for the next year"),
}


def skeleton(loaded: Loaded, report: ReportFile, language: Language) -> str:
    """The text of a new report file. It is valid as it is, and says nothing."""
    programme = loaded.programme
    question = Question(report.period, partnership=report.partnership or None, language=language)
    found = [one for one in letters(programme, question) if one.id == report.partnership]
    lines = [*_said(language, _HOW), *_said(language, _LEFT_OUT)]
    if not found:
        lines += _said(language, "Nothing is missing: what stands here would be more than is due.")
    for letter in found:
        lines += _observations(programme, letter, language)
    lines += _money(programme, report.partnership, language)
    lines += ["# narrative:", *_narrative(programme, language)]
    return head_of_report(loaded, report) + "\n".join(line.rstrip() for line in lines) + "\n"


def _said(language: Language, template: str, **params: object) -> list[str]:
    """A sentence as a comment that stays one when the sign before it goes."""
    return [f"# # {line}" for line in textwrap.wrap(language.say(Message(template, params)), _WIDTH)]


def _observations(programme: Programme, letter: Letter, language: Language) -> Iterator[str]:
    own = [part for part in letter.parts if not part.id and part.values]
    for part in own:
        yield "# observations:"
        yield from _values(programme, part, 2, language)
    groups = [part for part in letter.parts if part.id and part.values]
    groups.sort(key=lambda part: part.id not in programme.communes)
    for is_commune, parts in groupby(groups, lambda part: part.id in programme.communes):
        yield "# communes:" if is_commune else "# partners:"
        for part in parts:
            yield f"#   {word(part.id)}:"
            yield "#     observations:"
            yield from _values(programme, part, 6, language)


def _values(programme: Programme, part: Part, column: int, language: Language) -> Iterator[str]:
    indent = " " * column
    said = items(part, language)
    for asked, (line, *details) in zip(part.values, said, strict=False):
        for words in (line, *details):
            yield from (f"# {indent}# {one}" for one in textwrap.wrap(words, _WIDTH - column))
        yield f"# {indent}{word(asked.indicator)}:"
        yield from (f"# {indent}  {line}" for line in _keys(programme, asked))


def _keys(programme: Programme, asked: Asked) -> Iterator[str]:
    indicator = programme.indicators[asked.indicator].value
    lang = _language(programme)
    form = "words" if asked.in_words else asked.form
    for line in _FORMS[form]:
        yield line.format(steps=" / ".join(indicator.scale), lang=lang)
    if indicator.disaggregated_by:
        yield "by:"
        for dimension, parts in indicator.disaggregated_by.items():
            yield f"  {word(dimension)}: {{{', '.join(f'{word(one)}: ' for one in (*parts, 'unknown'))}}}"
    if indicator.sources_of_verification:
        yield "evidence:"
        for kind in indicator.sources_of_verification:
            yield f"  - {{kind: {word(kind)}, address: , date: }}"


def _money(programme: Programme, partnership: str, language: Language) -> Iterator[str]:
    budget = programme.budget
    if budget is None:
        return
    usual = budget.partnerships_category
    own = [one for one in budget.categories if (one == usual) == (partnership != PROGRAMME)]
    if not own:
        return
    template = "Spent in the period, in {currency}: 12500.50; what there is nothing of is left out"
    yield from _said(language, template, currency=budget.currency)
    yield "# expenditure:"
    for category in own:
        yield f"#   {word(category)}:"
        for nature in budget.nature_ids or ("total",):
            yield f"#     {word(nature)}:"
            yield "#       amount:"


def _narrative(programme: Programme, language: Language) -> Iterator[str]:
    lang = _language(programme)
    for key, words in _QUESTIONS.items():
        yield f"#   {key}: {{{lang}: }}  # {language.say(words)}"


def _language(programme: Programme) -> str:
    """The language of the documents, in which texts are begun."""
    documents = programme.documents.documents if programme.documents else {}
    return next((one.language for one in documents.values()), "en")
