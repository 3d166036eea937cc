"""`cic report`: the page, section by section, as tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from cic.analysis.progress import judgement, thresholds
from cic.analysis.status import Status
from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Message, Severity
from cic.language import Figure
from cic.model.identity import Thresholds
from cic.model.programme import Programme
from cic.pages.annual.charts import charts_of
from cic.pages.annual.corrected import corrected_in, corrections_table, with_notes
from cic.pages.annual.indicators import indicator_tables
from cic.pages.annual.money import money_tables
from cic.pages.annual.outstanding import missing_table
from cic.pages.annual.partnerships import Standing, partnership_table, standings, warnings
from cic.pages.annual.question import Question, check_question
from cic.pages.fictional import marked
from cic.pages.tables import TEXTS, Cell, Column, Derivation, Derived, Fact, Page, State, Table, words


class Origin(NamedTuple):
    """What a page was made from.

    revision: of the data. findings: what `cic validate` says of them. unread: files that could not be used, whose
    figures are therefore in no table.
    """

    revision: Message
    findings: Message
    unread: tuple[str, ...] = ()


def default_year(programme: Programme, today: datetime.date) -> int:
    """The latest year with a milestone at or before today; the first year of the programme where none is due yet."""
    milestones = {year for located in programme.each_indicator() for year in located.value.targets}
    due = [year for year in milestones if year <= today.year]
    return max(due) if due else min(programme.years or milestones or {today.year})


def check_words(verdicts: Sequence[Verdict]) -> Message:
    """What a check found, in numbers."""
    is_open = [one.problem.rule.severity for one in verdicts if one.acceptance is None]
    errors = is_open.count(Severity.ERROR)
    return words(
        "errors: {errors}, other findings: {others}, acknowledged: {acknowledged}",
        errors=errors,
        others=len(is_open) - errors,
        acknowledged=len(verdicts) - len(is_open),
    )


def year_report(programme: Programme, question: Question, origin: Origin) -> Page:
    """The page that is asked for. Raises UserError for what the programme does not have."""
    check_question(programme, question)
    identity = programme.identity
    name = question.language.text(identity.name) if identity else ""
    found = standings(programme, question)
    tables = tuple(_tables(programme, question, found))
    page = Page(
        name,
        tuple(_facts(programme, question, origin)),
        tables,
        tuple(warnings(programme, found)),
        charts_of(tables),
    )
    return marked(programme, page, question.language)


def _facts(programme: Programme, question: Question, origin: Origin) -> Iterator[Fact]:
    years = programme.years
    period: Cell = words("{first} to {last}", first=years[0], last=years[-1]) if years else State.NOT_STATED
    yield Fact("period", words("Period"), period)
    yield Fact("situation_at", words("Situation at"), datetime.date(question.year, 12, 31))
    yield Fact("as_of", words("As of"), programme.today)
    yield Fact("revision", words("Data"), origin.revision)
    yield Fact("findings", words("Checked"), origin.findings)
    foreign = question.language.lacking(_texts(programme, question))
    if foreign is not None:
        yield Fact(TEXTS, words("Texts"), foreign)
    for key, title, value in (
        ("partnership", words("Only the partnership"), question.partnership),
        ("result", words("Only the result"), question.result),
        ("indicator", words("Only the indicator"), question.indicator),
    ):
        if value is not None:
            yield Fact(key, title, value)
    if origin.unread:
        yield Fact("unread", words("INCOMPLETE, not read"), ", ".join(origin.unread))


def _texts(programme: Programme, question: Question) -> Iterator[Mapping[Any, str]]:
    """The texts of the data that a page of indicators and money shows."""
    if programme.identity is not None:
        yield programme.identity.name
    for located in question.indicators(programme):
        yield located.value.statement
    if programme.budget is not None:
        yield from (block.label for block in programme.budget.categories.values())


def _tables(programme: Programme, question: Question, found: tuple[Standing, ...]) -> Iterator[Table]:
    if question.wants("summary"):
        yield _summary(programme, question)
    corrections = tuple(corrected_in(programme, question))
    if question.wants("results"):
        for table in indicator_tables(programme, question):
            yield with_notes(table, corrections, question.language)
    if question.wants("partnerships") and found:
        yield partnership_table(programme, found, question)
    if question.wants("money"):
        for n, table in enumerate(money_tables(programme, question)):
            yield table if n else with_notes(table, corrections, question.language)
    if question.wants("missing"):
        yield missing_table(programme, question)
    if question.wants("corrections") and corrections:
        yield corrections_table(corrections, question.language)
    if question.wants("legend"):
        yield _legend(programme)


def _summary(programme: Programme, question: Question) -> Table:
    """How many indicators of the whole programme have each status: check_words, never averaged into a score."""
    ids: dict[Status, list[str]] = {}
    for located in question.indicators(programme):
        ids.setdefault(judgement(programme, located, question.year).status, []).append(located.id)
    columns = (Column("status", words("Status"), "status"), Column("indicators", words("Indicators"), "number"))
    rows = tuple(
        (status, Derived(Decimal(len(ids[status])), partial(Derivation, ", ".join(ids[status]))))
        for status in Status
        if status in ids
    )
    return Table("summary", words("At the end of {year}", year=question.year), columns, rows, section="summary")


def _legend(programme: Programme) -> Table:
    columns = (Column("status", words("Status"), "status"), Column("meaning", words("Meaning")))
    notes = (
        words("Progress is (reported - baseline) / (due - baseline); from zero where no comparable baseline is known."),
        words("The thresholds are the programme's own choice; the field has no standard."),
    )
    meanings = {**_judged_meanings(thresholds(programme)), **_MEANINGS}
    rows = tuple((status, meanings[status]) for status in Status if status in meanings)
    return Table("legend", words("Legend"), columns, rows, notes, section="legend")


_MEANINGS: Mapping[Status, Message] = {
    Status.ACHIEVED: words("the value meets the milestone that is due, or passes it"),
    Status.INCOMPLETE: words("not all who must have reported, and what is known does not meet the milestone yet"),
    Status.NOT_REPORTED: words("a value is due and there is none; this is no zero"),
    Status.NOT_DUE: words("no milestone or deadline yet"),
    Status.NOT_APPLICABLE: words("declared so, with a reason"),
}


def _judged_meanings(limits: Thresholds | None) -> dict[Status, Message]:
    if limits is None:
        return {Status.OFF_TRACK: words("the milestone is not met; the programme sets no thresholds")}
    upper, lower = Figure(limits.on_track, False), Figure(limits.behind, False)
    return {
        Status.ON_TRACK: words("not met, progress of {limit} or more", limit=upper),
        Status.BEHIND: words("progress from {limit} to below {upper}", limit=lower, upper=upper),
        Status.OFF_TRACK: words("progress below {limit}", limit=lower),
    }
