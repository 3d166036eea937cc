"""What is promised at a level (an impact, an outcome, a result, an output), and an activity, each on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cic.base.message import Message
from cic.model.common import Basis, Term
from cic.model.levels import Level, Promise, level_of
from cic.model.logframe import Activity, Outcome, Result
from cic.model.programme import Located, Programme
from cic.model.risks import Risk
from cic.pages.annual.activities import activities_table
from cic.pages.annual.indicators import indicator_tables
from cic.pages.annual.money_by_result import by_result
from cic.pages.annual.question import Question
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import readings_table, whereabouts
from cic.pages.show.said import said_of, scope_until, spending_table
from cic.pages.show.view import Said, View, about, filled, findings_table
from cic.pages.tables import Cell, Column, State, Table, words
from cic.pages.vocabulary import COMMON, head_of, term

SUPPOSED_AWAY = words("Risks supposed not to come true")


def result_page(view: View, thing: Thing) -> Iterator[Table]:
    """What is promised: statement, assumptions, what it stands under, its own indicators, activities, risks."""
    one: Promise = thing.value
    yield about("about", head_of(level_of(one), thing.id), _said(view, thing))
    question = Question(view.year, result=thing.id, alone=True, language=view.language)
    for table in indicator_tables(thing.programme, question):
        yield table._replace(title=words("Indicators at the end of {year}", year=view.year))
    if isinstance(one, Result):
        yield from filled(_activities(view, thing.programme, one))
    yield from _money(thing, view)
    yield from filled(_risks(view, thing.programme, thing.id))
    yield from filled(_denied(view, thing.programme, one))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _said(view: View, thing: Thing) -> Iterator[Said]:
    one: Promise = thing.value
    yield words("Label"), one.label
    yield words("Statement"), view.text(one.statement)
    yield words("Years named"), years_named(one.term)
    if isinstance(one, Result):
        yield words("Description"), view.text(one.description) if one.description else None
        yield words("Outcome"), _outcome_of(thing.programme, thing.id)
        yield words("Part of"), one.under
    else:
        yield words("Who is involved"), one.actors
    if isinstance(one, Outcome):
        yield words("Impact"), one.impact
    below = [each for each in thing.programme.each_promise() if each.owner == thing.id]
    for level, name in _BELOW.items():
        yield name, ", ".join(each.id for each in below if level_of(each.value) == level) or None
    for assumption in one.assumptions:
        yield words("Assumption"), view.text(assumption)


def _money(thing: Thing, view: View) -> Iterator[Table]:
    """What was spent for it and for what stands below it, where anybody says so."""
    if thing.programme.budget is not None:
        question = Question(view.year, result=thing.id, language=view.language)
        yield from by_result(view.looked_up.accounts(thing.programme, view.year), question)


_BELOW: Mapping[Level, Message] = {
    "outcome": words("Outcomes"),
    "result": words("Results"),
    "output": words("Outputs"),
}


def _outcome_of(programme: Programme, id: str) -> str | None:
    """The outcome that a result serves, which a result above it may say."""
    outcomes = programme.logframe.outcomes if programme.logframe else {}
    return next((one for one in programme.lineage(id) if one in outcomes), None)


def _activities(view: View, programme: Programme, result: Result) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("activity", words("Activity")),
        Column("common", words("In common")),
        Column("measured_by", words("Measured by"), "id"),
    )
    rows: list[tuple[Cell, ...]] = [
        (id, view.text(one.text), term(one.common, COMMON), one.reading.measured_by)
        for id, one in result.activities.items()
    ]
    rows += [(None, view.text(text), None, None) for text in result.unnumbered_activities]
    is_marked = any(one.common == "marked" for one in result.activities.values())
    notes = _meaning_of_the_mark(view, programme) if is_marked else ()
    return Table("activities", words("Activities"), columns, tuple(rows), notes)


def _meaning_of_the_mark(view: View, programme: Programme) -> tuple[Message, ...]:
    """What the document prints of the asterisk."""
    note = programme.logframe.activities_note if programme.logframe else None
    return (words("*: {note}", note=view.said(note)),) if note else ()


def _risks(view: View, programme: Programme, id: str) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("risk", words("Risk")),
        Column("level", words("Level")),
    )
    risks = programme.risks.risks if programme.risks else {}
    rows = tuple((key, view.text(one.risk), one.level) for key, one in risks.items() if id in touched_by(one))
    read = tuple(key for key, one in risks.items() if id in touched_by(one) and id not in one.results)
    notes = (
        (words("Touched as we read the words of the risk, no number is printed: {risks}", risks=read),) if read else ()
    )
    return Table("risks", words("Risks"), columns, rows, notes)


def years_named(term: Term | None) -> Cell:
    """The years that a wording names, with its words."""
    if term is None:
        return None
    if term.start is None or term.end is None or term.start == term.end:
        return words("{year}: {printed}", year=term.end or term.start, printed=term.printed)
    return words("{first} to {last}: {printed}", first=term.start, last=term.end, printed=term.printed)


def _denied(view: View, programme: Programme, one: Promise) -> Table:
    """The risks that the assumptions suppose not to come true, with what the analysis says of them."""
    columns = (
        Column("id", words("Id"), "id"),
        Column("risk", words("Risk")),
        Column("likelihood", words("Likelihood")),
        Column("level", words("Level")),
        Column("words", words("Words of the assumption")),
    )
    risks = programme.risks.risks if programme.risks else {}
    rows = tuple(
        (denied.risk, view.text(risk.risk), risk.likelihood, risk.level, denied.words)
        for denied in one.reading.denies
        if (risk := risks.get(denied.risk)) is not None
    )
    return Table("denied", SUPPOSED_AWAY, columns, rows, (words("Which risk an assumption means is our reading."),))


def touched_by(risk: Risk) -> tuple[str, ...]:
    """The promises that a risk names with their codes, and those that we read into its words."""
    return (*risk.results, *(risk.reading.results if risk.reading else ()))


def touches(risk: Risk) -> Cell:
    """The same as a cell, with a remark where it is our reading."""
    ids = ", ".join(touched_by(risk))
    return words("{ids} (our reading)", ids=ids) if risk.reading and ids else ids or None


def activity_page(view: View, thing: Thing) -> Iterator[Table]:
    """An activity: its words, whether communes may do it in common, and the indicator that measures it."""
    yield about("about", head_of("activity", thing.id), _said_of_activity(view, thing))
    question = Question(view.year, result=thing.id, alone=True, language=view.language)
    for table in indicator_tables(thing.programme, question):
        yield table._replace(title=words("Indicators at the end of {year}", year=view.year))
    yield from activities_table(thing.programme, question)
    yield from _money(thing, view)
    scope = scope_until(view, thing.programme, about={thing.id})
    yield from spending_table(view, scope)
    yield from said_of(scope)
    yield from filled(readings_table(view, words("Our reading"), _readings_of_activity(thing.value)))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _readings_of_activity(activity: Activity) -> Iterator[tuple[Cell, Basis]]:
    if activity.reading.id:
        yield words("Id"), activity.reading.id


def _said_of_activity(view: View, thing: Thing) -> Iterator[Said]:
    one: Activity = thing.value
    yield words("Activity"), view.text(one.text)
    for item in one.items:
        yield words("Part"), view.text(item)
    yield words("Years named"), years_named(one.term)
    yield words("Result"), thing.owner
    yield words("Printed as"), one.label
    yield words("In common"), term(one.common, COMMON)
    if one.common == "marked":
        for note in _meaning_of_the_mark(view, thing.programme):
            yield words("Mark"), note
    if one.reading.frequency:
        yield words("How often"), one.reading.frequency.words
    if one.reading.measured_by:
        yield words("Measured by"), _named(view, thing.programme.indicators.get(one.reading.measured_by))


def _named(view: View, indicator: Located[Any] | None) -> Cell:
    if indicator is None:
        return State.NOT_STATED
    return f"{indicator.id}: {view.said(indicator.value.statement)}"
