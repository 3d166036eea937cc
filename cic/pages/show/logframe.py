"""An outcome, a result and an activity, each on a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cic.model.logframe import Activity, Outcome, Result
from cic.model.programme import Located, Programme
from cic.pages.annual.indicators import indicator_tables
from cic.pages.annual.question import Question
from cic.pages.show.view import Said, Thing, View, about, filled, findings_table, whereabouts
from cic.pages.tables import Cell, Column, State, Table, words

COMMON = {
    "marked": words("yes"),
    "conditional": words("possibly"),
    "unmarked": words("no"),
}
"""Whether the document marks an activity as one that communes may do in common."""


def result_page(view: View, thing: Thing) -> Iterator[Table]:
    """A result or an outcome: statement, assumptions, indicators with their status, activities, risks."""
    one: Outcome | Result = thing.value
    title = words("Result {id}", id=thing.id) if isinstance(one, Result) else words("Outcome {id}", id=thing.id)
    yield about("about", title, _said(view, thing))
    question = Question(view.year, result=thing.id, language=view.language)
    for table in indicator_tables(thing.programme, question):
        yield table._replace(title=words("Indicators at the end of {year}", year=view.year))
    if isinstance(one, Result):
        yield from filled(_activities(view, one))
    yield from filled(_risks(view, thing.programme, thing.id))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing, thing.programme.logframe.source if thing.programme.logframe else None)


def _said(view: View, thing: Thing) -> Iterator[Said]:
    one: Outcome | Result = thing.value
    yield words("Label"), one.label
    yield words("Statement"), view.text(one.statement)
    if isinstance(one, Result):
        yield words("Description"), view.text(one.description) if one.description else None
        yield words("Outcome"), one.outcome
    elif thing.programme.logframe:
        results = thing.programme.logframe.results
        yield words("Results"), ", ".join(id for id, result in results.items() if result.outcome == thing.id) or None
    for assumption in one.assumptions:
        yield words("Assumption"), view.text(assumption)


def _activities(view: View, result: Result) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("activity", words("Activity")),
        Column("common", words("In common")),
        Column("measured_by", words("Measured by"), "id"),
    )
    rows: list[tuple[Cell, ...]] = [
        (id, view.text(one.text), COMMON[one.common], one.reading.measured_by) for id, one in result.activities.items()
    ]
    rows += [(None, view.text(text), None, None) for text in result.unnumbered_activities]
    return Table("activities", words("Activities"), columns, tuple(rows))


def _risks(view: View, programme: Programme, id: str) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("risk", words("Risk")),
        Column("level", words("Level")),
    )
    risks = programme.risks.risks if programme.risks else {}
    rows = tuple((key, view.text(one.risk), one.level) for key, one in risks.items() if id in touched_by(one))
    return Table("risks", words("Risks"), columns, rows)


def touched_by(risk: Any) -> tuple[str, ...]:
    """The outcomes and results that a risk names, with their codes or in words."""
    return (*risk.results, *(risk.reading.results if risk.reading else ()))


def activity_page(view: View, thing: Thing) -> Iterator[Table]:
    """An activity: its words, whether communes may do it in common, and the indicator that measures it."""
    yield about("about", words("Activity {id}", id=thing.id), _said_of_activity(view, thing))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing, thing.programme.logframe.source if thing.programme.logframe else None)


def _said_of_activity(view: View, thing: Thing) -> Iterator[Said]:
    one: Activity = thing.value
    yield words("Activity"), view.text(one.text)
    for item in one.items:
        yield words("Part"), view.text(item)
    yield words("Result"), thing.owner
    yield words("In common"), COMMON[one.common]
    if one.reading.frequency:
        yield words("How often"), one.reading.frequency.words
    if one.reading.measured_by:
        yield words("Measured by"), _named(view, thing.programme.indicators.get(one.reading.measured_by))


def _named(view: View, indicator: Located[Any] | None) -> Cell:
    if indicator is None:
        return State.NOT_STATED
    return f"{indicator.id}: {view.said(indicator.value.statement)}"
