"""An indicator on a page: its wording, its milestones, what proves it, and its values over the years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cic.analysis.baselines import late
from cic.analysis.progress import judgement, shown_value
from cic.analysis.sources import bases
from cic.analysis.targets import milestones
from cic.base.periods import shown_name
from cic.model.common import Basis
from cic.model.evidence import Evidence
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Observed, Programme
from cic.model.promises import Baseline, OwnBaseline
from cic.model.vocabulary import OTHERS_TOO, POPULATIONS
from cic.pages.annual.composition import composition_tables, is_composed
from cic.pages.annual.in_words import words_of
from cic.pages.annual.indicator_derivation import Case
from cic.pages.annual.indicators import (
    OLDER,
    coverage_figure,
    older_figure,
    progress_figure,
    promise_figure,
    promised_cell,
    status_figure,
    value_figure,
)
from cic.pages.annual.standing import notes_on_standing
from cic.pages.readings import notes_on_reports, notes_on_targets
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import readings_table, whereabouts
from cic.pages.show.said import scope_until
from cic.pages.show.targets import signs, who_reports, year_cells, year_columns, years_of
from cic.pages.show.view import Said, View, about, filled, findings_table
from cic.pages.tables import Cell, Column, State, Table, Term, words
from cic.pages.vocabulary import (
    OVER_COMMUNES,
    OVER_OTHERS,
    OVER_YEARS,
    kind_of_evidence,
    meaning_of,
    reporters_of,
    term,
    unit_of,
)


def indicator_page(view: View, thing: Thing) -> Iterator[Table]:
    """The indicator, its milestones with how they stand, and the values of each who reports it."""
    programme = thing.programme
    located = Located[Indicator](thing.id, thing.spot, thing.value, thing.owner)
    yield about("about", words("Indicator {id}", id=thing.id), _said(view, thing))
    yield from filled(_milestones(view, programme, located))
    yield from filled(_baselines(programme, located))
    if is_composed(programme, located):
        case = Case(programme, located, view.year, None, judgement(programme, located, view.year))
        yield from composition_tables([("", case)], view.said)
    yield from filled(_related(view, thing))
    yield from filled(_values(view, programme, located))
    yield from words_of(scope_until(view, programme, about={thing.id}))
    observed = programme.observed.get(thing.id, {})
    values = [one for reports in observed.values() for one in reports]
    title = words("Our reading of what was reported")
    yield from filled(readings_table(view, title, _readings(values)))
    yield from filled(findings_table(view, [thing.spot, *(one.spot for one in values)]))
    yield whereabouts(view, thing, [one.spot.at(key) for one in values for key, _ in bases(one.observation)])


def _readings(values: Iterable[Observed]) -> Iterator[tuple[Cell, Basis]]:
    """The reported values that no document prints."""
    for one in values:
        for _, basis in bases(one.observation):
            yield words("{who}, {year}", who=one.who or words("(programme)"), year=one.year), basis


def _said(view: View, thing: Thing) -> Iterator[Said]:
    one: Indicator = thing.value
    yield words("Label"), one.label
    yield words("Formerly"), ", ".join(one.formerly) or None
    if one.title is not None:
        yield words("Short title"), view.text(one.title)
    yield words("Indicator"), view.text(one.statement)
    yield words("Measures"), thing.owner
    yield words("Unit"), unit_of(thing.programme, one, view.language)
    yield words("Level"), reporters_of(one)
    yield words("Who reports"), term(one.population, POPULATIONS)
    over = {**OVER_COMMUNES, **OVER_OTHERS} if one.population in OTHERS_TOO else OVER_COMMUNES
    yield words("Together") if one.population in OTHERS_TOO else words("Over communes"), over[one.over_communes]
    yield words("Over years"), OVER_YEARS[one.over_years]
    if one.scale:
        yield words("Steps"), " < ".join(f"{view.said(text)} ({step})" for step, text in one.scale.items())
    if one.qualitative:
        yield words("Reported"), words("in words; achieved where it is said so")
    for dimension, parts in one.disaggregated_by.items():
        named = ", ".join(f"{view.said(text)} ({part})" for part, text in parts.items())
        yield words("Divided by {dimension}", dimension=dimension), named
    yield words("A year's value"), Term(one.meaning, meaning_of(thing.programme, one))
    if one.reading.reports:
        yield words("As the words say"), one.reading.reports.words
    if one.direction == "decrease":
        yield words("Direction"), words("a lower value is better")
    yield words("Baseline"), one.baseline.value if one.baseline else _together(view, thing)
    if one.baseline:
        if one.baseline.year is not None:
            yield words("Baseline measured"), _measured(thing.programme, one.baseline)
        yield words("Baseline as printed"), one.baseline.as_printed
        if not one.baseline.comparable:
            yield words("Comparable"), words("no: it measures something else than the targets do")
    if one.deadline:
        yield words("Deadline"), words("{years}: {printed}", years=one.deadline.years, printed=one.deadline.printed)
    if one.reading.frequency:
        yield words("How often"), one.reading.frequency.words
    if one.reading.each_commune:
        yield words("Targets of each commune"), one.reading.each_commune.words
    for key, text in one.sources_of_verification.items():
        yield words("Source of verification"), f"{view.text(text)} ({key})"


def _together(view: View, thing: Thing) -> Cell:
    """What the baselines of all who report make together, where the programme has none of its own."""
    if not thing.value.baselines:
        return State.NOT_STATED
    start = judgement(thing.programme, Located(thing.id, thing.spot, thing.value, thing.owner), view.year).start
    return State.NOT_STATED if start is None else shown_value(thing.value.kind, start.value)


def _measured(programme: Programme, baseline: Baseline | OwnBaseline) -> Cell:
    """When a baseline was measured."""
    if baseline.year is not None and late(programme, baseline):
        return words("{year}, when the programme had begun", year=baseline.year)
    return State.NOT_STATED if baseline.year is None else str(baseline.year)


def _baselines(programme: Programme, located: Located[Indicator]) -> Table:
    """The baselines of those who report."""
    columns = (
        Column("who", words("Who"), "id"),
        Column("value", words("Baseline"), "number"),
        Column("of", words("of"), "number"),
        Column("measured", words("Measured")),
        Column("printed", words("As printed")),
    )
    rows = tuple(
        (
            who,
            own.value if own.value is not None else own.numerator,
            own.denominator,
            _measured(programme, own),
            own.as_printed,
        )
        for who, own in located.value.baselines.items()
    )
    return Table("baselines", words("Baselines of those who report"), columns, rows)


def _milestones(view: View, programme: Programme, located: Located[Indicator]) -> Table:
    columns = (
        Column("year", words("Year"), "year"),
        Column("due", words("Due"), "number"),
        Column("printed", words("As printed")),
        Column("reported", words("Reported"), "number"),
        Column("coverage", words("Reported by"), "id"),
        OLDER,
        Column("progress", words("Progress"), "progress"),
        Column("status", words("Status"), "status"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in milestones(programme, located):
        target = located.value.all_targets.get(one.year)
        printed: Cell = target.as_printed if target else words("deadline in the wording")
        year = min(one.year, view.year)
        case = Case(programme, located, year, None, judgement(programme, located, year))
        due = promise_figure(case, one, promised_cell(one))
        if one.year > view.year:
            rows.append((one.year, due, printed, State.NOT_DUE, None, None, None, None))
            continue
        coverage = (coverage_figure(case), older_figure(case))
        standing = (value_figure(case), *coverage, progress_figure(case), status_figure(case))
        rows.append((one.year, due, printed, *standing))
    cases = [Case(programme, located, view.year, None, judgement(programme, located, view.year))]
    notes = (*notes_on_standing(cases), *notes_on_reports(programme, [located], None, view.year))
    return Table("milestones", words("Milestones of the programme"), columns, tuple(rows), notes)


def _related(view: View, thing: Thing) -> Table:
    """The activities that it measures, what it depends on, and what depends on it."""
    columns = (
        Column("relation", words("Relation")),
        Column("id", words("Id"), "id"),
        Column("text", words("Wording")),
    )
    programme, cannot_exceed = thing.programme, thing.value.reading.cannot_exceed
    rows: list[tuple[Cell, ...]] = [
        (words("measures the activity"), activity.id, view.text(activity.value.text))
        for activity in programme.each_activity()
        if activity.value.reading.measured_by == thing.id
    ]
    for id in cannot_exceed.indicators if cannot_exceed else ():
        other = programme.indicators.get(id)
        rows.append((words("cannot exceed"), id, view.text(other.value.statement) if other else State.NOT_STATED))
    for one in programme.each_indicator():
        limits = one.value.reading.cannot_exceed
        if limits and thing.id in limits.indicators:
            rows.append((words("is a limit of"), one.id, view.text(one.value.statement)))
    return Table("related", words("What it stands with"), columns, tuple(rows))


def _values(view: View, programme: Programme, located: Located[Indicator]) -> Table:
    who = who_reports(programme, located)
    years = years_of(programme, [located], who)
    columns = (
        Column("who", words("Who"), "id"),
        *year_columns(years),
        Column("evidence", words("Evidence")),
    )
    reports = programme.observed.get(located.id, {})
    rows = tuple(
        (
            words("(programme)") if one == PROGRAMME else one,
            *year_cells(view, programme, located, one, years),
            evidence_of(view, programme, located.value, reports.get(one, ())),
        )
        for one in who
    )
    notes = (
        *signs(rows),
        *notes_on_targets(programme, who),
        *notes_on_reports(programme, [located], who, view.year),
    )
    return Table("values", words("Targets, and what was reported, by who reports it"), columns, rows, notes)


def evidence_of(view: View, programme: Programme, indicator: Indicator, reports: Iterable[Observed]) -> str | None:
    """What proves the values, with their years; None where nothing does."""
    clean = view.clean

    def proof(one: Evidence) -> str:
        return _proof(one, kind_of_evidence(programme, indicator, one.kind, view.language), clean)

    proofs = [
        f"{shown_name(one.year)}: " + ", ".join(map(proof, one.observation.evidence))
        for one in sorted(reports, key=lambda one: one.year)
        if one.observation.evidence
    ]
    return "; ".join(proofs) or None


def _proof(proof: Evidence, kind: str, clean: Callable[[str], str]) -> str:
    where = (proof.address, proof.document, proof.file, proof.date.isoformat() if proof.date else None)
    printed = f"“{proof.as_printed}”" if proof.as_printed else None
    detail = clean(" ".join(filter(None, (*where, printed))))
    return f"{kind} ({detail})" if detail else kind
