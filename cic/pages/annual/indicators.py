"""Indicators with their baseline, their milestones, what was reached by a year, and how that stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from cic.analysis.actuals import Reported
from cic.analysis.groups import concerns, group_judgement
from cic.analysis.presence import members_of
from cic.analysis.progress import (
    Judgement,
    judgement,
    limit_of_progress,
    limit_of_value,
    rounded,
    shown_value,
    thresholds,
)
from cic.analysis.status import Coverage, Status
from cic.analysis.targets import Milestone
from cic.base.message import Message
from cic.base.periods import first_day, last_day, shown_name
from cic.language import Language
from cic.model.levels import Level
from cic.model.logframe import Impact, Indicator, Outcome, Result
from cic.model.programme import Located, Programme
from cic.pages.annual.indicator_derivation import (
    Case,
    of_baseline,
    of_coverage,
    of_older,
    of_progress,
    of_promise,
    of_status,
    of_value,
)
from cic.pages.annual.later import notes_on_later_reports
from cic.pages.annual.question import Question
from cic.pages.annual.standing import notes_on_names, notes_on_standing
from cic.pages.readable import partnership_name
from cic.pages.readings import notes_on_reports, notes_on_targets
from cic.pages.tables import Cell, Column, Derived, State, Table, Value, bounded, words
from cic.pages.vocabulary import head_of, unit_of

_WHAT = (
    Column("id", words("Id"), "id"),
    Column("title", words("Short title"), short=True),
    Column("indicator", words("Indicator")),
    Column("unit", words("Unit")),
)
_BASELINE = Column("baseline", words("Baseline"), "number")
_DUE = (
    Column("due", words("Due"), "number"),
    Column("due_year", words("due in"), "year", joined=True),
)
OLDER = Column("older", words("on older reports"), "number", joined=True, said=words("+ {value} older"))
_STANDING = (
    Column("next", words("Next"), "number"),
    Column("next_year", words("next in"), "year", joined=True),
    Column("reported", words("Reported"), "number"),
    Column("reported_year", words("last in"), "year", joined=True),
    Column("coverage", words("Reported by"), "id"),
    OLDER,
    Column("progress", words("Progress"), "progress"),
    Column("status", words("Status"), "status"),
)


def indicator_tables(programme: Programme, question: Question) -> Iterator[Table]:
    """The indicators by outcome and result, or by partnership, commune or region, as the question says."""
    if question.by == "result":
        yield from _by_result(programme, question)
    else:
        for key, title, members in groups(programme, question):
            cases = tuple(_cases_of(programme, question, members))
            has_baselines = any(case.indicator.baselines for case in cases)
            rows = tuple(
                (
                    *_what(programme, case.located, question.language),
                    *((_baseline(case),) if has_baselines else ()),
                    *_due(case),
                    *_standing(case),
                )
                for case in cases
            )
            if rows:
                columns = (*_WHAT, *((_BASELINE,) if has_baselines else ()), *_DUE, *_STANDING)
                notes = (
                    *notes_on_names(programme, ("partnership", "commune"), (key, *members)),
                    *notes_on_standing(cases),
                    *notes_on_targets(programme, members),
                    *notes_on_reports(programme, question.indicators(programme), members, question.year),
                    *notes_on_later_reports(programme, [case.located for case in cases], members, question.year),
                )
                yield Table(f"{question.by}.{key}", title, columns, rows, notes, "results")


def _by_result(programme: Programme, question: Question) -> Iterator[Table]:
    scope = question.scope(programme)
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    from_zero: dict[str, list[str]] = {}
    shown: dict[str, list[Case]] = {}
    for located in question.indicators(programme):
        year = max(question.years or (question.year,))
        found = judgement_in(programme, located, year, scope)
        if found.progress is not None and found.from_zero and not question.years:
            from_zero.setdefault(located.owner, []).append(located.id)
        case = Case(programme, located, year, scope, found)
        row = _over_years(programme, located, question) if question.years else _row(case, question)
        rows.setdefault(located.owner, []).append(row)
        shown.setdefault(located.owner, []).append(case)
    columns = _columns_over_years(question) if question.years else (*_WHAT, _BASELINE, *_DUE, *_STANDING)
    # the indicators come from the top down, and so does what they measure
    for id, rows_of_it in rows.items():
        year = max(question.years or (question.year,))
        own = [case.located for case in shown[id]]
        ids = {id, *(located.id for located in own)}
        notes = (
            *((_from_zero(from_zero[id]),) if id in from_zero else ()),
            *notes_on_targets(programme, scope or ()),
            *notes_on_names(programme, ("impact", "outcome", "result", "indicator"), ids),
            *notes_on_standing(shown[id]),
            *notes_on_reports(programme, own, scope, year),
            *notes_on_later_reports(programme, own, scope, year),
        )
        title = heading(programme, id, question.language)
        yield Table(f"indicators.{id}", title, columns, tuple(rows_of_it), notes, "results")


def heading(programme: Programme, id: str, language: Language) -> Message | str:
    """The label and the wording of what indicators measure; and what it is a part of, where the logframe says so."""
    promise = programme.promises.get(id)
    if promise is None:
        activity = programme.activities[id]
        title = _titled(language, "activity", id, activity.value.label, activity.value.text)
        return words("{title} (activity of {above})", title=title, above=activity.owner)
    one = promise.value
    level: Level = "impact" if isinstance(one, Impact) else "outcome" if isinstance(one, Outcome) else "result"
    title = _titled(language, level, id, one.label, one.statement)
    is_part = (isinstance(one, Result) and one.under) or (isinstance(one, Outcome) and one.impact)
    return words("{title} (below {above})", title=title, above=promise.owner) if is_part and promise.owner else title


def _titled(language: Language, level: Level, id: str, label: str | None, wording: Mapping[Any, str]) -> str:
    """The printed label and the wording. A label is in the language in which the wording was printed; beside a
    translation stands what this language calls such a thing."""
    is_translated = next(iter(wording)) != language.code and language.code in wording
    name = language.say(head_of(level, id)) if label and is_translated else label or id
    said = language.say(words("{name}: {value}", name=name, value=language.text(wording)))
    return " ".join(said.split())


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
    scope = question.scope(programme)
    if question.by == "partnership":
        for id, _ in question.partnerships(programme):
            title = partnership_name(programme, id)
            members = (id, *members_of(programme, id, question.year))
            yield id, title, members if question.commune is None else (question.commune,)
        return
    regions: dict[str, list[str]] = {}
    for id, located in programme.participants.items():
        if scope is not None and id not in scope:
            continue
        if question.by == "commune":
            yield id, located.value.name, (id,)
        else:
            regions.setdefault(getattr(located.value, "region", None) or "", []).append(id)
    for region, communes in regions.items():
        yield region or "-", region or "-", tuple(communes)


def _cases_of(programme: Programme, question: Question, members: tuple[str, ...]) -> Iterator[Case]:
    for located in question.indicators(programme):
        if concerns(programme, located.value, members):
            found = group_judgement(programme, located, question.year, members)
            yield Case(programme, located, question.year, members, found)


def _row(case: Case, question: Question) -> tuple[Cell, ...]:
    return (*_what(case.programme, case.located, question.language), _baseline(case), *_due(case), *_standing(case))


def _baseline(case: Case) -> Cell:
    """The baseline of the whole programme, or that of a group where one is known of each of it."""
    baseline, start = case.indicator.baseline, case.found.start
    if baseline is not None and case.members is None:
        return Derived(baseline.value, partial(of_baseline, case))
    if start is None:
        return State.NOT_STATED
    return Derived(shown_value(case.indicator.kind, start.value), partial(of_baseline, case))


def _what(programme: Programme, located: Located[Indicator], language: Language) -> tuple[Cell, ...]:
    indicator = located.value
    title = language.text(indicator.title) if indicator.title else None
    return located.id, title, language.text(indicator.statement), unit_of(programme, indicator, language)


def due_cell(found: Judgement) -> Value:
    """What is due, or why there is no figure."""
    return State.NOT_DUE if found.due is None else promised_cell(found.due)


def promised_cell(milestone: Milestone) -> Value:
    """The value of a milestone, or why there is none."""
    if milestone.value is not None:
        return milestone.value
    if milestone.words:
        return State.IN_WORDS
    return _OF_NOBODY.get(milestone.of_nobody, State.NOT_ALLOCATED)


_OF_NOBODY = {"withdrawn": State.WITHDRAWN, "not due": State.NOT_DUE}


def _due(case: Case) -> tuple[Cell, ...]:
    due = case.found.due
    return promise_figure(case, due, due_cell(case.found)), due.year if due is not None else None


def promise_figure(case: Case, milestone: Milestone | None, shown: Value) -> Cell:
    """What is due, which knows where it is promised."""
    if milestone is None or (milestone.value is None and not milestone.words):
        return shown
    return Derived(shown, partial(of_promise, case, milestone))


def _standing(case: Case) -> tuple[Cell, ...]:
    known, next_one = case.found.reported, case.found.following
    next_value: Value = None if next_one is None else promised_cell(next_one)
    return (
        promise_figure(case, next_one, next_value),
        next_one.year if next_one is not None else None,
        value_figure(case),
        known.year if known.value is not None else None,
        coverage_figure(case),
        older_figure(case),
        progress_figure(case),
        status_figure(case),
    )


def coverage_cell(known: Reported) -> Coverage:
    """How many have reported the year itself, of those who must."""
    return Coverage(len(known.of_this_year), len(known.expected))


def older_cell(indicator: Indicator, known: Reported) -> Decimal | None:
    """How many of them stand on an older report, where any do."""
    older = len(known.older) if indicator.carries else 0
    return Decimal(older) if older else None


def coverage_figure(case: Case) -> Cell:
    """How many have reported, which knows who."""
    return Derived(coverage_cell(case.found.reported), partial(of_coverage, case))


def progress_figure(case: Case) -> Cell:
    """The progress with its formula, where there is any."""
    progress = progress_cell(case.found, case.indicator, case.programme)
    return None if progress is None else Derived(progress, partial(of_progress, case, progress))


def older_figure(case: Case) -> Cell:
    """How many stand on an older report, which knows who."""
    older = older_cell(case.indicator, case.found.reported)
    return None if older is None else Derived(older, partial(of_older, case))


def value_figure(case: Case) -> Cell:
    """What was reported, which knows what it is made of."""
    shown = value_cell(case.found, case.indicator)
    return shown if case.found.reported.value is None else Derived(shown, partial(of_value, case))


def status_figure(case: Case) -> Cell:
    """How it stands, which knows why."""
    return Derived(case.found.status, partial(of_status, case))


def value_cell(found: Judgement, indicator: Indicator) -> Value:
    """What was reported, or why there is no value. A share and a mean are rounded, but never across the target."""
    value, target = found.reported.value, found.due.value if found.due is not None else None
    if value is not None:
        shown = shown_value(indicator.kind, value, *([] if target is None else [target]))
        return bounded(shown, limit_of_value(indicator, found.reported))
    if found.status is Status.NOT_APPLICABLE:
        return State.NOT_APPLICABLE
    is_in_words = found.due.words if found.due is not None else bool(indicator.targets_in_words)
    if is_in_words and (found.reported.parts or found.reported.former):
        return State.IN_WORDS
    return State.NOT_DUE if found.due is None or found.due.of_nobody else State.NOT_REPORTED


def progress_cell(found: Judgement, indicator: Indicator, programme: Programme) -> Decimal | None:
    """The progress for the page, where there is one; what not all have reported as a limit."""
    if found.progress is None:
        return None
    return bounded(progress_percent(found.progress, programme), limit_of_progress(indicator, found.reported))


def progress_percent(progress: Decimal, programme: Programme) -> Decimal:
    """A progress as the page shows it, which never crosses a threshold by rounding."""
    limits = thresholds(programme)
    return rounded(progress, *((limits.on_track, limits.behind) if limits is not None else ()))


def _columns_over_years(question: Question) -> tuple[Column, ...]:
    columns = [*_WHAT, _BASELINE]
    for year in question.years:
        columns.append(Column(f"due_{year}", words("Due {year}", year=year), "number"))
        columns.append(Column(f"reported_{year}", shown_name(year), "number"))
        columns.append(Column(f"status_{year}", words("Status {year}", year=year), "status", joined=True))
    return tuple(columns)


def _over_years(programme: Programme, located: Located[Indicator], question: Question) -> tuple[Cell, ...]:
    """A milestone stands in the column only of the year, or of the part of one, in which it is due."""
    scope = question.scope(programme)
    cases = [
        Case(programme, located, year, scope, judgement_in(programme, located, year, scope)) for year in question.years
    ]
    cells: list[Cell] = [*_what(programme, located, question.language), _baseline(cases[-1])]
    for case, year in zip(cases, question.years, strict=True):
        is_due = case.found.due is not None and first_day(year) <= last_day(case.found.due.year) <= last_day(year)
        cells += [_due(case)[0] if is_due else None, value_figure(case), status_figure(case)]
    return tuple(cells)
