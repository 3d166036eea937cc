"""What needs attention: the milestones that are due and not at hand, the worst first, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from cic.analysis.combining import Part, combined
from cic.analysis.outstanding import years_owed
from cic.analysis.progress import Judgement, limit_of_value, rounded, shown_value
from cic.analysis.status import Limit, Status
from cic.analysis.targets import asked_by, needed_by_each
from cic.base.message import Message, phrase
from cic.language import Figure, Language
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.pages.annual.indicators import judgement_in
from cic.pages.annual.outstanding import missing_of
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.readable import partnership_name
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, words

_COLUMNS = (
    Column("status", words("Status"), "status"),
    Column("id", words("Id"), "id"),
    Column("title", words("Indicator")),
    Column("stands", words("Stands at"), "id"),
    Column("reason", words("Reason")),
)
_WORST_FIRST = (Status.OFF_TRACK, Status.BEHIND, Status.INCOMPLETE)
_AT_HAND = (Status.ACHIEVED, Status.ON_TRACK)
_NO_MILESTONE = (Status.NOT_DUE, Status.NOT_APPLICABLE)
_NO_YEARS: Mapping[str, tuple[int, ...]] = MappingProxyType({})
_MOST_NAMES = 3
"""Of so many names a line has room; how many more there are is said."""


class _Case(NamedTuple):
    """An indicator, and how it stands."""

    located: Located[Indicator]
    found: Judgement


def _tables(basis: Basis) -> Iterator[Table]:
    programme, question = basis.programme, basis.question.of_results(basis.programme)
    scope = question.scope(programme)
    asked = question.indicators(programme)
    cases = [_Case(one, judgement_in(programme, one, question.year, scope)) for one in asked]
    yield _milestones(cases)
    yield _attention(programme, question, cases)


def _milestones(cases: list[_Case]) -> Table:
    """How many milestones are due, and how many of them are met or at hand."""
    due = [case for case in cases if case.found.status not in _NO_MILESTONE]
    at_hand = [case for case in due if case.found.status in _AT_HAND]
    columns = (
        Column("at_hand", words("Met or at hand"), "number"),
        Column("due", words("Milestones due"), "number"),
        Column("share", words("Share"), "progress"),
    )
    share: Cell = None
    if due:
        shown = rounded(Decimal(len(at_hand)) * 100 / len(due))
        share = Derived(shown, partial(Derivation, f"{len(at_hand)} × 100 / {len(due)}"))
    row = (_counted(at_hand), _counted(due), share)
    return Table("milestones", words("Milestones that are due"), columns, (row,), named_by=0)


def _counted(cases: list[_Case]) -> Cell:
    return Derived(Decimal(len(cases)), partial(Derivation, ", ".join(case.located.id for case in cases)))


def _attention(programme: Programme, question: Question, cases: list[_Case]) -> Table:
    rows = []
    for status in _WORST_FIRST:
        of_status = [case for case in cases if case.found.status is status]
        of_status.sort(key=lambda case: (case.found.progress is not None, case.found.progress or 0))
        rows += [_row(programme, question, case) for case in of_status]
    unknown = [case.located.id for case in cases if case.found.status is Status.NOT_REPORTED]
    if unknown:
        said = words("Nothing reported yet: {indicators}", indicators=tuple(unknown))
        rows.append((Status.NOT_REPORTED, None, said, None, None))
    owing = {one.partnership: one.accounts for one in missing_of(programme, question) if one.accounts}
    if owing:
        without = _named(phrase("Accounts missing: {who}"), programme, [*owing], owing)
        rows.append((Status.NOT_REPORTED, None, without, None, None))
    return Table("attention", words("What needs attention"), _COLUMNS, tuple(rows), named_by=3)


def _row(programme: Programme, question: Question, case: _Case) -> tuple[Cell, ...]:
    indicator = case.located.value
    return (
        case.found.status,
        case.located.id,
        title_of(indicator, question.language),
        _stands(case),
        _reason(programme, case, question.year),
    )


def title_of(indicator: Indicator, language: Language) -> str:
    """The short title of an indicator; its wording where it has none."""
    return language.text(indicator.title or indicator.statement)


def _stands(case: _Case) -> Message | None:
    """What is known of what is due; what the others can only raise, or lower, is a limit, and else it is of those who
    reported."""
    known, due = case.found.reported, case.found.due
    if known.value is None or due is None or due.value is None:
        return None
    limit = limit_of_value(case.located.value, known)
    template = _OF_ALL if known.is_complete else _OF_SOME if limit is None else _LIMITS[limit]
    if case.located.value.direction == "decrease":
        template = _FALLING[template]
    is_share = case.located.value.kind == "ratio"
    value = shown_value(case.located.value.kind, known.value, due.value)
    return words(
        template,
        value=Figure(value, False) if is_share else value,
        due=Figure(due.value, False) if is_share else due.value,
        made=len(known.of_this_year if known.lacking else known.parts),
        expected=len(known.expected),
    )


_OF_ALL = phrase("{value}/{due}")
_OF_SOME = phrase("{value}/{due} ({made} of {expected})")
_FALLING = {
    "{value}/{due}": phrase("{value} (at most {due})"),
    "{value}/{due} ({made} of {expected})": phrase("{value}, of {made} of {expected} (at most {due})"),
    "at least {value}/{due}": phrase("at least {value} (at most {due})"),
    "at most {value}/{due}": phrase("at most {value} (at most {due})"),
}
"""Of what is to fall a value below what is due is no shortfall."""
_LIMITS = {Limit.LEAST: phrase("at least {value}/{due}"), Limit.MOST: phrase("at most {value}/{due}")}


def _reason(programme: Programme, case: _Case, at: int) -> Message | None:
    known = case.found.reported
    if case.found.status is Status.INCOMPLETE:
        made = {part.who for part in known.parts}
        years = years_owed(programme, case.located, known, at)
        late = [*(who for who in known.expected if who not in made), *years]
        if not late:
            return _named(
                phrase("never reported by who is there no more: {who}"), programme, [who for who, _ in known.lacking]
            )
        return _named(phrase("waiting for {who}"), programme, late, years)
    if case.located.value.counts:
        lost = dict(_lost(programme, case))
        if lost:
            year = max(lost.values())
            template = phrase("lost in {year}: {who}")
            return _named(template, programme, [who for who in lost if lost[who] == year], year=year)
        return _named(
            phrase("not yet: {who}"),
            programme,
            [part.who for part in known.parts if not _has_it(programme, case, part)],
        )
    if case.found.kept:
        return words("to be kept")
    if case.found.progress is not None:
        return words("{progress} of the way", progress=Figure(rounded(case.found.progress), False))
    return None


def _has_it(programme: Programme, case: _Case, part: Part) -> bool:
    asked = asked_by(programme, case.found.reported.of)
    return bool(combined(case.located.value, (part,), needed_by_each(programme, case.located, asked)))


def _lost(programme: Programme, case: _Case) -> Iterator[tuple[str, int]]:
    """Who had it once and has not now, and the first year of which that was reported. What was reported after the
    window of the milestone says nothing of it."""
    until = case.found.reported.of
    for part in case.found.reported.parts:
        if _has_it(programme, case, part):
            continue
        reports = [one for one in programme.observed.get(case.located.id, {}).get(part.who, ()) if one.year <= until]
        had = [one.year for one in reports if _has_it(programme, case, Part(part.who, (one,), one.year))]
        since = [one.year for one in reports if had and one.year > max(had)]
        if since:
            yield part.who, min(since)


def _named(
    template: str,
    programme: Programme,
    ids: list[str],
    years: Mapping[str, tuple[int, ...]] = _NO_YEARS,
    **params: object,
) -> Message | None:
    """The template with the names of communes and partnerships, of many only the first, each with its years."""
    names = [
        words("{who} ({years})", who=_name(programme, id), years=years[id]) if id in years else _name(programme, id)
        for id in dict.fromkeys(ids)
    ]
    if not names:
        return None
    shown: list[object] = [*names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        shown.append(words("{count} more", count=len(names) - _MOST_NAMES))
    return words(template, who=tuple(shown), **params)


def _name(programme: Programme, id: str) -> object:
    if id == PROGRAMME:
        return words("the programme")
    if id in programme.participants:
        return programme.participants[id].value.name
    return partnership_name(programme, id)


SECTION = Builder(_tables)
