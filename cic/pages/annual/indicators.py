"""Indicators with their baseline, their milestones, what was reached by a year, and how that stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial

from cic.analysis.actuals import Reported, reported, value_of_part
from cic.analysis.progress import Judgement, judge, judgement, rounded, thresholds
from cic.analysis.status import Coverage, Status
from cic.analysis.targets import (
    Milestone,
    due,
    following,
    last_ended_year,
    milestones,
    promising,
    target_of_commune,
    withdrawn,
)
from cic.base.message import Message
from cic.language import Language
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.annual.charts import results_charts
from cic.pages.annual.corrected import with_notes
from cic.pages.annual.indicator_derivation import (
    Case,
    of_baseline,
    of_coverage,
    of_progress,
    of_promise,
    of_status,
    of_value,
)
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.readings import notes_on_reports, notes_on_targets
from cic.pages.tables import Cell, Column, Derived, State, Table, Value, words
from cic.pages.vocabulary import unit_of

_WHAT = (
    Column("id", words("Id"), "id"),
    Column("indicator", words("Indicator")),
    Column("unit", words("Unit")),
)
_BASELINE = Column("baseline", words("Baseline"), "number")
_DUE = (
    Column("due", words("Due"), "number"),
    Column("due_year", words("due in"), "year", joined=True),
)
_STANDING = (
    Column("next", words("Next"), "number"),
    Column("next_year", words("next in"), "year", joined=True),
    Column("reported", words("Reported"), "number"),
    Column("reported_year", words("last in"), "year", joined=True),
    Column("coverage", words("Reported by"), "id"),
    Column("progress", words("Progress"), "progress"),
    Column("status", words("Status"), "status"),
)


def indicator_tables(programme: Programme, question: Question) -> Iterator[Table]:
    """The indicators by outcome and result, or by partnership, commune or region, as the question says."""
    if question.by == "result":
        yield from _by_result(programme, question)
    else:
        for key, title, members in groups(programme, question):
            rows = tuple(_rows_of(programme, question, members))
            if rows:
                columns = (*_WHAT, *_DUE, *_STANDING)
                notes = (
                    *notes_on_targets(programme, members),
                    *notes_on_reports(programme, question.indicators(programme), members, question.year),
                )
                yield Table(f"{question.by}.{key}", title, columns, rows, notes, "results")


def _by_result(programme: Programme, question: Question) -> Iterator[Table]:
    logframe, scope = programme.logframe, question.scope(programme)
    if logframe is None:
        return
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    from_zero: dict[str, list[str]] = {}
    shown: dict[str, list[Located[Indicator]]] = {}
    for located in question.indicators(programme):
        if scope is not None and not concerns(programme, located.value, scope):
            continue
        found = judgement_in(programme, located, question.year, scope)
        if found.progress is not None and found.from_zero and not question.years:
            from_zero.setdefault(located.owner, []).append(located.id)
        case = Case(programme, located, question.year, scope, found)
        row = _over_years(programme, located, question) if question.years else _row(case, question)
        rows.setdefault(located.owner, []).append(row)
        shown.setdefault(located.owner, []).append(located)
    columns = _columns_over_years(question) if question.years else (*_WHAT, _BASELINE, *_DUE, *_STANDING)
    for owners in (logframe.outcomes, logframe.results):
        for id, owner in owners.items():
            if id in rows:
                title = " ".join(f"{owner.label or id}: {question.language.text(owner.statement)}".split())
                notes = (
                    *((_from_zero(from_zero[id]),) if id in from_zero else ()),
                    *notes_on_targets(programme, scope or ()),
                    *notes_on_reports(programme, shown[id], scope, max(question.years or (question.year,))),
                )
                yield Table(f"indicators.{id}", title, columns, tuple(rows[id]), notes, "results")


def _from_zero(indicators: list[str]) -> Message:
    return words(
        "Progress from zero, because no comparable baseline is known: {indicators}", indicators=tuple(indicators)
    )


def judgement_in(
    programme: Programme, located: Located[Indicator], year: int, scope: Collection[str] | None
) -> Judgement:
    """The whole programme's standing, or that of those whose reports count."""
    return judgement(programme, located, year) if scope is None else group_judgement(programme, located, year, scope)


def groups(programme: Programme, question: Question) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Key, title and members (communes, and the partnership itself) of each group."""
    if question.by == "partnership":
        for id, file in question.partnerships(programme):
            title = programme.partnerships[file].printed_name or id
            yield id, title, (id, *programme.members(id, question.year))
        return
    scope = question.scope(programme)
    regions: dict[str, list[str]] = {}
    for id, located in programme.communes.items():
        if scope is not None and id not in scope:
            continue
        if question.by == "commune":
            yield id, located.value.name, (id,)
        else:
            regions.setdefault(located.value.region or "", []).append(id)
    for region, communes in regions.items():
        yield region or "-", region or "-", tuple(communes)


def _rows_of(programme: Programme, question: Question, members: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    for located in question.indicators(programme):
        if concerns(programme, located.value, members):
            found = group_judgement(programme, located, question.year, members)
            case = Case(programme, located, question.year, members, found)
            yield (*_what(programme, located, question.language), *_due(case), *_standing(case))


def concerns(programme: Programme, indicator: Indicator, members: Collection[str]) -> bool:
    """Whether any of the members reports the indicator."""
    if indicator.level == "commune":
        everyone = programme.population(indicator.population) if indicator.population else ()
        return any(id in everyone for id in members)
    return indicator.level == "partnership" and any(id in programme.partnership_files for id in members)


def group_judgement(
    programme: Programme, located: Located[Indicator], year: int, members: Collection[str]
) -> Judgement:
    """How a group of communes stands against the targets that they carry themselves; from zero, because no baseline is
    known of a single commune. A milestone that one of them has not decided has no value for the group."""
    promised = milestones(programme, located)
    asked = min(year, last_ended_year(programme.today))
    known = reported(programme, located, year, members)
    if len(members) == 1:
        known = known._replace(value=_of_one(located.value, known) if known.value is not None else None)
    latest, next_one = due(promised, asked), following(promised, asked)
    members = [who for who in members if who not in known.exempt]
    return judge(
        located.value,
        known,
        group_milestone(programme, located, latest, members, year) if latest else None,
        group_milestone(programme, located, next_one, members, year) if next_one else None,
        None,
        thresholds(programme),
    )


def _of_one(indicator: Indicator, known: Reported) -> Decimal | None:
    """The value of one who reports alone: where communes are counted, what it has reached itself."""
    if indicator.over_communes != "count":
        return known.value
    return value_of_part(indicator, (*known.parts, *known.former)[0])


def group_milestone(
    programme: Programme, located: Located[Indicator], milestone: Milestone, members: Collection[str], year: int
) -> Milestone:
    """The milestone with the group's own value as seen at the end of a year: the sum of its communes', for a share the
    one that they have all; of one commune alone its own."""
    if located.value.level != "commune":
        return _milestone_of_partnerships(programme, milestone, members)
    population = programme.population(located.value.population) if located.value.population else {}
    asked = [id for id in members if id in population]
    targets = [
        target_of_commune(programme, located, milestone, id, year)
        for id in promising(programme, milestone, asked, year)
    ]
    known = [target for target in targets if target is not None]
    if not targets and asked:
        is_withdrawn = any(withdrawn(programme, milestone, id, year) for id in asked)
        return milestone._replace(value=None, of_nobody="withdrawn" if is_withdrawn else "not due")
    if len(known) < len(targets) or not known:
        return milestone._replace(value=None)
    if located.value.over_communes in ("count", "sum"):
        is_own = located.value.over_communes == "sum" or len(members) == 1
        return milestone._replace(value=sum(known if is_own else [Decimal(bool(one)) for one in known], Decimal(0)))
    return milestone._replace(value=known[0] if len(set(known)) == 1 else None)


def _milestone_of_partnerships(programme: Programme, milestone: Milestone, members: Collection[str]) -> Milestone:
    """No document says what a single partnership promises; nothing is asked of one that left."""
    stays = [programme.stays["partnership"][id] for id in members if id in programme.partnership_files]
    if stays and not any(stay.gone is None or stay.gone > milestone.year for stay in stays):
        return milestone._replace(value=None, of_nobody="withdrawn")
    return milestone._replace(value=None) if len(programme.partnership_files) != 1 else milestone


def _row(case: Case, question: Question) -> tuple[Cell, ...]:
    what, baseline = _what(case.programme, case.located, question.language), _baseline(case.located, question)
    return (*what, baseline, *_due(case), *_standing(case))


def _baseline(located: Located[Indicator], question: Question) -> Cell:
    """The baseline of the whole programme: none is known of a single partnership."""
    if located.value.baseline is None or question.partnership is not None:
        return State.NOT_STATED
    return Derived(located.value.baseline.value, partial(of_baseline, located))


def _what(programme: Programme, located: Located[Indicator], language: Language) -> tuple[Cell, ...]:
    return located.id, language.text(located.value.statement), unit_of(programme, located.value, language)


def due_cell(found: Judgement) -> Value:
    """What is due, or why there is no figure."""
    return State.NOT_DUE if found.due is None else promised_cell(found.due)


def promised_cell(milestone: Milestone) -> Value:
    """The value of a milestone, or why there is none."""
    if milestone.value is not None:
        return milestone.value
    return _OF_NOBODY.get(milestone.of_nobody, State.NOT_ALLOCATED)


_OF_NOBODY = {"withdrawn": State.WITHDRAWN, "not due": State.NOT_DUE}


def _due(case: Case) -> tuple[Cell, ...]:
    due = case.found.due
    return _promised(case, due, due_cell(case.found)), due.year if due is not None else None


def _promised(case: Case, milestone: Milestone | None, shown: Value) -> Cell:
    if milestone is None or milestone.value is None:
        return shown
    return Derived(shown, partial(of_promise, case, milestone))


def _standing(case: Case) -> tuple[Cell, ...]:
    found, known, next_one = case.found, case.found.reported, case.found.following
    next_value: Value = None if next_one is None else promised_cell(next_one)
    progress = progress_cell(found, case.programme)
    return (
        _promised(case, next_one, next_value),
        next_one.year if next_one is not None else None,
        _value(case),
        known.year if known.value is not None else None,
        Derived(coverage_cell(case.indicator, known), partial(of_coverage, case)),
        Derived(progress, partial(of_progress, case, progress)) if progress is not None else None,
        _status(case),
    )


def coverage_cell(indicator: Indicator, known: Reported) -> Coverage:
    """How many have reported the year itself, of those who must, and how many stand on an older report."""
    older = known.older_by_year if indicator.carries else ()
    return Coverage(len(known.of_this_year), len(known.expected), older)


def _value(case: Case) -> Cell:
    shown = value_cell(case.found, case.indicator)
    return shown if case.found.reported.value is None else Derived(shown, partial(of_value, case))


def _status(case: Case) -> Cell:
    return Derived(case.found.status, partial(of_status, case))


def value_cell(found: Judgement, indicator: Indicator) -> Value:
    """What was reported, or why there is no value. A share is rounded, but never across its target."""
    value, target = found.reported.value, found.due.value if found.due is not None else None
    if value is not None:
        is_exact = indicator.over_communes != "ratio"
        return value if is_exact else rounded(value, *([] if target is None else [target]))
    if found.status is Status.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    return State.NOT_DUE if found.due is None or found.due.of_nobody else State.NOT_REPORTED


def progress_cell(found: Judgement, programme: Programme) -> Decimal | None:
    """The progress for the page, where there is one."""
    return None if found.progress is None else progress_percent(found.progress, programme)


def progress_percent(progress: Decimal, programme: Programme) -> Decimal:
    """A progress as the page shows it, which never crosses a threshold by rounding."""
    limits = thresholds(programme)
    return rounded(progress, *((limits.on_track, limits.behind) if limits is not None else ()))


def _columns_over_years(question: Question) -> tuple[Column, ...]:
    columns = [*_WHAT, _BASELINE]
    for year in question.years:
        columns.append(Column(f"due_{year}", words("Due {year}", year=year), "number"))
        columns.append(Column(f"reported_{year}", str(year), "number"))
        columns.append(Column(f"status_{year}", words("Status {year}", year=year), "status", joined=True))
    return tuple(columns)


def _over_years(programme: Programme, located: Located[Indicator], question: Question) -> tuple[Cell, ...]:
    """A milestone stands in the column of its own year only."""
    scope = question.scope(programme)
    cells: list[Cell] = [*_what(programme, located, question.language), _baseline(located, question)]
    for year in question.years:
        case = Case(programme, located, year, scope, judgement_in(programme, located, year, scope))
        is_due = case.found.due is not None and case.found.due.year == year
        cells += [_due(case)[0] if is_due else None, _value(case), _status(case)]
    return tuple(cells)


def _tables(basis: Basis) -> Iterator[Table]:
    """The tables with a note for each corrected figure of an indicator that has a row in it."""
    for table in indicator_tables(basis.programme, basis.question):
        ids = {row["id"] for row in table.records()}
        own = (one for one in basis.corrections if not ids.isdisjoint(one.steps))
        yield with_notes(table, own, basis.question.language)


SECTION = Builder(_tables, results_charts)
