"""What a page leaves out because it is not of what is asked for: each in a sentence of the head."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import Message
from cic.model.programme import Programme
from cic.pages.annual.question import Question
from cic.pages.tables import Fact, words

_OF_MONEY = ("partnerships", "money", "evidence")


def left_out(programme: Programme, question: Question) -> Iterator[Fact]:
    """The sentences, where anything that the sections would show is of the whole programme alone."""
    if not question.only:
        return
    if programme.budget is not None and any(map(question.wants, _OF_MONEY)):
        yield Fact("left_out_money", words("Money"), _money(question))
    if question.wants("missing") and (question.is_of_results or question.commune is not None):
        said = words("asked of a whole partnership: left out, for only {what} is asked for", what=question.only)
        yield Fact("left_out_accounts", words("Accounts"), said)
    if question.wants("words") and (question.is_of_results or question.commune is not None):
        said = words("told by a whole partnership: left out, for only {what} is asked for", what=question.only)
        yield Fact("left_out_words", words("The year in words"), said)
    asked = {located.id for located in question.indicators(programme)}
    others = tuple(one.id for one in question.all_indicators(programme) if one.id not in asked)
    if others:
        said = words("left out, for others report them: {indicators}", indicators=others)
        yield Fact("left_out_indicators", words("Indicators"), said)


def _money(question: Question) -> Message:
    if question.commune is not None:
        return words("of the whole partnership: left out, for only {what} is asked for", what=question.only)
    if question.indicator is not None:
        return words("of the whole programme: left out, for only {what} is asked for", what=question.only)
    if question.result is not None:
        template = "of the whole programme: left out but for what is said to be for {what}"
        return words(template, what=question.only)
    return words(
        "the printed table, and what each association has of it, are of the whole programme: left out, for only"
        " {what} is asked for",
        what=question.only,
    )
