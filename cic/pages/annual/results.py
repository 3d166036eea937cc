"""The results: the tables of indicators, and what is behind their values."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from cic.analysis.groups import concerns
from cic.model.programme import Programme
from cic.pages.annual.activities import activities_table
from cic.pages.annual.charts import results_charts
from cic.pages.annual.composition import composition_tables, is_composed
from cic.pages.annual.corrected import Corrected, is_of, with_notes
from cic.pages.annual.indicator_derivation import Case
from cic.pages.annual.indicators import groups, indicator_tables, judgement_in
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.tables import Cell, Column, Table, words


def _composed(programme: Programme, question: Question) -> Iterator[Table]:
    """What is behind the values, where anything is."""
    asked = [one for one in question.indicators(programme) if is_composed(programme, one)]
    if not asked:
        return
    year = max(question.years or (question.year,))
    scope = question.scope(programme)
    scopes = [("", scope)] if question.by == "result" else [(key, of) for key, _, of in groups(programme, question)]
    cases = [
        (key, Case(programme, located, year, members, judgement_in(programme, located, year, members)))
        for key, members in scopes
        for located in asked
        if members is None or concerns(programme, located.value, members)
    ]
    grouped = None if question.by == "result" else Column(question.by, _GROUPS[question.by], "id")
    yield from composition_tables(cases, question.language.text, grouped)


_GROUPS = {"partnership": words("Partnership"), "commune": words("Commune"), "region": words("Region")}


def _tables(basis: Basis) -> Iterator[Table]:
    """The tables with a note for each corrected figure of an indicator that has a row in it."""
    by_step: dict[Cell, list[int]] = {}
    for n, one in enumerate(basis.corrections):
        for step in one.steps:
            by_step.setdefault(step, []).append(n)
    programme, question = basis.programme, basis.question.of_results(basis.programme)
    tables = (indicator_tables(programme, question), _composed(programme, question))
    grouped = () if question.by == "result" else groups(programme, question)
    members = {f"{question.by}.{id}": own for id, _, own in grouped}
    for table in itertools.chain(*tables):
        own = {n for row in table.records() for n in by_step.get(row["id"], ())}
        if table.key in members:
            own = {n for n in own if _is_of(programme, basis.corrections[n], members[table.key], question.year)}
        yield with_notes(table, (basis.corrections[n] for n in sorted(own)), basis.question.language)
    if question.by == "result" and question.indicator is None and question.commune is None:
        yield from activities_table(programme, question)


def _is_of(programme: Programme, one: Corrected, members: Collection[str], year: int) -> bool:
    """Whether a correction is of the programme or of any of a group."""
    return not one.whose or is_of(programme, one, members, year)


SECTION = Builder(_tables, results_charts)
