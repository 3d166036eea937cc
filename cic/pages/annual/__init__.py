"""`cic report`: the page, section by section, as tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cic.base.message import Message
from cic.base.periods import day, first_day, is_day, last_day
from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Severity, Spot
from cic.model.programme import Programme
from cic.pages.annual.charts import charts_of
from cic.pages.annual.composition import is_composed, texts_behind
from cic.pages.annual.corrected import corrected_in
from cic.pages.annual.in_error import counted_in_error, values_in_error
from cic.pages.annual.left_out import left_out
from cic.pages.annual.partnerships import standings, warnings
from cic.pages.annual.question import Question, checked_question
from cic.pages.annual.scope import scope_of
from cic.pages.annual.section import Basis, builder
from cic.pages.fictional import marked
from cic.pages.persons import without_persons
from cic.pages.sections import SECTIONS
from cic.pages.tables import TEXTS, Cell, Fact, Page, State, Table, with_signs_explained, words


class Origin(NamedTuple):
    """What a page was made from.

    revision: of the data. findings: what `cic validate` says of them. unread: files that could not be used, whose
    figures are therefore in no table. in_error: the values that are counted although they are errors.
    """

    revision: Message
    findings: Message
    unread: tuple[str, ...] = ()
    in_error: tuple[Spot, ...] = ()


def default_year(programme: Programme, today: datetime.date) -> int:
    """The latest year with a milestone at or before today, or the latest that has ended of those by which the end was
    put off, which seldom have one; the first year of the programme where there is none yet."""
    milestones = {year for located in programme.each_indicator() for year in located.value.all_targets}
    due = [year for year in milestones if first_day(year) <= today]
    extension = set(programme.years) - set(programme.approved_years) if programme.approved_years else ()
    due += [year for year in extension if last_day(year) < today]
    years = {*programme.years, *programme.later_years}
    due = [year for year in due if not years or programme.calendar.year_of(year) in years]
    found = max(due) if due else min(programme.years or milestones or {programme.calendar.year_of(day(today))})
    return programme.calendar.covering(found) if is_day(found) else found


def check_words(verdicts: Sequence[Verdict]) -> Message:
    """What a check found, in numbers."""
    is_open = [one.problem.rule.severity for one in verdicts if one.acceptance is None]
    errors = is_open.count(Severity.ERROR)
    return words(
        "errors: {errors}, other findings: {others}, accepted with a reason: {acknowledged}",
        errors=errors,
        others=len(is_open) - errors,
        acknowledged=len(verdicts) - len(is_open),
    )


def origin_of(revision: Message, verdicts: Sequence[Verdict], unread: tuple[str, ...]) -> Origin:
    """What a page is made from, by what a check found."""
    return Origin(revision, check_words(verdicts), unread, values_in_error(verdicts))


def year_report(programme: Programme, question: Question, origin: Origin) -> Page:
    """The page that is asked for; how its figures came about is asked later, and says what the data say. Raises
    UserError for what the programme does not have."""
    question = checked_question(programme, question)
    identity = programme.identity
    name = question.language.text(identity.name) if identity else ""
    found = standings(programme, question)
    said: list[Mapping[Any, str]] = []
    scope = scope_of(programme, question, said.append)
    tables = tuple(_tables(Basis(programme, question, found, tuple(corrected_in(programme, question)), scope)))
    page = Page(
        name,
        tuple(_facts(programme, question, origin, said)),
        tables,
        tuple(warnings(programme, found) if not question.is_of_results and question.commune is None else ()),
        charts_of(tables),
        programme.budget.currency if programme.budget else "",
    )
    page = marked(programme, page, question.language)
    return page if question.with_persons else without_persons(page, programme.persons.without)


def _facts(
    programme: Programme, question: Question, origin: Origin, said: Sequence[Mapping[Any, str]]
) -> Iterator[Fact]:
    years = programme.years
    period: Cell = words("{first} to {last}", first=years[0], last=years[-1]) if years else State.NOT_STATED
    yield Fact("period", words("Period"), period)
    yield Fact("situation_at", words("Situation at"), last_day(question.year))
    yield Fact("as_of", words("As of"), programme.today)
    yield Fact("revision", words("Data"), origin.revision)
    yield Fact("findings", words("Checked"), origin.findings)
    foreign = question.language.lacking((*_texts(programme, question), *said))
    if foreign is not None:
        yield Fact(TEXTS, words("Texts"), foreign)
    for key, title, value in (
        ("partnership", words("Only the partnership"), question.partnership),
        ("commune", words("Only the commune"), question.commune),
        ("result", words("Only the result"), question.result),
        ("indicator", words("Only the indicator"), question.indicator),
    ):
        if value is not None:
            yield Fact(key, title, value)
    yield from left_out(programme, question)
    if origin.unread:
        yield Fact("unread", words("INCOMPLETE, not read"), ", ".join(origin.unread))
    in_error = tuple(counted_in_error(programme, question, origin.in_error))
    if in_error:
        yield Fact("in_error", words("Counted, though an error"), words("{what}", what=in_error))


def _texts(programme: Programme, question: Question) -> Iterator[Mapping[Any, str]]:
    """The texts of the data that a page of indicators and money shows."""
    if programme.identity is not None:
        yield programme.identity.name
    for located in question.indicators(programme):
        yield located.value.statement
        if located.value.title:
            yield located.value.title
        if is_composed(programme, located):
            yield from texts_behind(programme, located)
    if programme.budget is not None:
        yield from (block.label for block in programme.budget.categories.values())


def _tables(basis: Basis) -> Iterator[Table]:
    for name in SECTIONS:
        if basis.question.wants(name):
            for table in builder(name).tables(basis):
                yield with_signs_explained(table._replace(section=name))
