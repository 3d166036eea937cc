"""The partnerships: results beside money."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from cic.analysis.presence import owner_of
from cic.analysis.progress import CommuneTarget, commune_targets, rounded, thresholds
from cic.analysis.spending import Money, accounts, money_years
from cic.analysis.status import Limit
from cic.base.message import Message, phrase
from cic.base.money import ZERO, total
from cic.diagnostics import Spot
from cic.language import Figure
from cic.model.programme import Programme
from cic.model.reporting import Thresholds
from cic.model.stay import ALWAYS
from cic.pages.annual.charts import partnership_charts
from cic.pages.annual.derivation import as_percent, part_at
from cic.pages.annual.execution import Shape, execution_cells, shape_of
from cic.pages.annual.money_derivation import Lines, Reports, of_accounts, reports_of
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.annual.standing import notes_on_names, notes_on_stays
from cic.pages.readable import partnership_name
from cic.pages.readings import notes_on_targets
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, bounded, words

_RESULTS = (
    Column("id", words("Id"), "id"),
    Column("targets", words("Targets due"), "number"),
    Column("open", words("not allocated"), "number"),
    Column("reported", words("Reported"), "number"),
    Column("met", words("Reached"), "number"),
    Column("reached", words("Share reached"), "progress"),
)
_COVERAGE = Column("coverage", words("Yearly accounts"), "id")


class Standing(NamedTuple):
    """A partnership's results and money up to a year.

    due: the targets of its communes that are due, those included which the partners have not decided.
    """

    id: str
    due: tuple[CommuneTarget, ...]
    money: Money

    @property
    def decided(self) -> tuple[CommuneTarget, ...]:
        """The targets that have a value."""
        return tuple(one for one in self.due if one.value is not None)

    @property
    def open(self) -> tuple[CommuneTarget, ...]:
        """The targets that the partners have not decided."""
        return tuple(one for one in self.due if one.value is None)

    @property
    def reported(self) -> tuple[CommuneTarget, ...]:
        """The decided targets of which anything was reported."""
        return tuple(one for one in self.decided if one.observed is not None)

    @property
    def met(self) -> tuple[CommuneTarget, ...]:
        """The decided targets that are reached."""
        return tuple(one for one in self.decided if one.is_met)

    @property
    def reached(self) -> Decimal | None:
        """The targets reached in percent of those that are due and decided."""
        return Decimal(len(self.met)) * 100 / len(self.decided) if self.decided else None

    @property
    def limit(self) -> Limit | None:
        """At least so many are reached, where not all were reported."""
        return Limit.LEAST if len(self.reported) < len(self.decided) else None


def standings(programme: Programme, question: Question) -> tuple[Standing, ...]:
    """Each partnership that is asked for."""
    known = accounts(programme, question.year)
    until = money_years(programme, question.year)
    due = _due(programme, question)
    return tuple(
        Standing(id, tuple(due.get(id, ())), known.of_partnership(id, until))
        for id, _ in question.partnerships(programme)
    )


def _due(programme: Programme, question: Question) -> dict[str, list[CommuneTarget]]:
    """The targets due of each partnership's communes."""
    due: dict[str, list[CommuneTarget]] = {}
    question = question.of_results(programme)
    for located in question.indicators(programme):
        for target in commune_targets(programme, located, question.year):
            if question.commune not in (None, target.commune):
                continue
            due.setdefault(owner_of(programme, target.commune, question.year), []).append(target)
    return due


def _table(programme: Programme, found: tuple[Standing, ...], question: Question) -> Table:
    """One row a partnership; money since the start, against its budget for the whole period."""
    if question.only and (question.is_of_results or question.commune is not None):
        return _of_targets_alone(programme, found, question)
    template = phrase("Partnerships at the end of {year}: targets of their communes, money since the start")
    if programme.partners:
        template = phrase("Partnerships at the end of {year}: targets of their partners, money since the start")
        if programme.communes:
            template = phrase(
                "Partnerships at the end of {year}: targets of their communes and partners, money since the start"
            )
    title = words(template, year=question.year)
    reports = reports_of(programme, question.year)
    until = tuple(year for year in programme.years if year <= programme.calendar.year_of(question.year))
    shape = shape_of(programme, (one.money for one in found))
    rows = tuple(_row(programme, one, reports, until, shape) for one in found)
    columns = (*_RESULTS, *shape.columns, _COVERAGE)
    notes = [*_notes(programme, found, question)]
    for one in found:
        notes += notes_on_merged_money(programme, one.id, question.year)
    return Table("partnerships", title, columns, rows, tuple(notes))


def notes_on_merged_money(programme: Programme, heir: str, year: int) -> Iterator[Message]:
    """That the budget of a partnership is its own alone, where at the end of a year it carries on after others."""
    stays = programme.stays["partnership"]
    waiting, merged = [heir], [heir]
    while waiting:
        stay = stays.get(waiting.pop(), ALWAYS)
        own = [id for id in stay.predecessors if stays[id].has_passed_on(year)]
        waiting, merged = waiting + own, merged + own
    if len(merged) == 1:
        return
    known, years, spoken = accounts(programme, year), money_years(programme, year), Spoken(programme)
    budgets = {id: known.of_partnership(id, years).budget for id in merged}
    stated = {id: budget for id, budget in budgets.items() if budget is not None}
    if stated.keys() - {heir}:
        named = {id: spoken.id(programme.folder, "partnership", id) for id in (heir, *stated)}
        yield words(
            "The money of {heir} is its own alone; with that of those who merged into it the budget is {sum}: {parts}",
            heir=named[heir],
            sum=Figure(total(stated.values()), True),
            parts=tuple(words("{who} {amount}", who=named[id], amount=Figure(one, True)) for id, one in stated.items()),
        )


def _of_targets_alone(programme: Programme, found: tuple[Standing, ...], question: Question) -> Table:
    """The same without money, which nobody parts by results, nor among communes; of one commune, in its name."""
    title = words("Partnerships at the end of {year}: targets of their communes", year=question.year)
    if question.commune is not None:
        title = words("Targets of {commune} at the end of {year}", commune=question.commune, year=question.year)
    rows = tuple((question.commune or one.id, *_targets(programme, one)) for one in found)
    return Table("partnerships", title, _RESULTS, rows, _notes(programme, found, question))


def _notes(programme: Programme, found: tuple[Standing, ...], question: Question) -> tuple[Message, ...]:
    return (
        *notes_on_names(programme, ("partnership", "commune"), _everyone(programme, question)),
        *notes_on_stays(programme, question),
        *notes_on_targets(programme, [target.commune for one in found for target in one.decided]),
    )


def _everyone(programme: Programme, question: Question) -> Collection[str]:
    scope = question.scope(programme)
    return (*programme.partnership_files, *programme.participants) if scope is None else scope


def _row(
    programme: Programme, one: Standing, reports: Reports, years: tuple[int, ...], shape: Shape
) -> tuple[Cell, ...]:
    return one.id, *_targets(programme, one), *partnership_money(programme, one.id, one.money, reports, years, shape)


def _targets(programme: Programme, one: Standing) -> tuple[Cell, ...]:
    """What nobody reported is not a share of zero."""
    limit = one.limit
    met: Cell = _counted(one.met, partial(places_of_reports, one.met), limit) if one.reported else State.NOT_REPORTED
    reached: Cell = State.NOT_DUE
    if one.reached is not None:
        shown = rounded(one.reached)
        reached = Derived(bounded(shown, limit), partial(_share, one, shown)) if one.reported else State.NOT_REPORTED
    return (
        _counted(one.decided, partial(places_of_promises, programme, one.decided)),
        _counted(one.open, partial(places_of_milestones, one.open)),
        _counted(one.reported, partial(places_of_reports, one.reported)),
        met,
        reached,
    )


def partnership_money(
    programme: Programme, id: str, money: Money, reports: Reports, years: tuple[int, ...], shape: Shape
) -> tuple[Cell, ...]:
    """The cells of the shape's columns and the coverage, of a partnership."""
    who = partial(of_accounts, reports, (id,), years)
    return execution_cells(programme, money, Lines(programme, id), who, shape)


def _counted(
    targets: tuple[CommuneTarget, ...], spots: Callable[[], Iterable[Spot]], limit: Limit | None = None
) -> Cell:
    return Derived(bounded(Decimal(len(targets)), limit), partial(named_targets, targets, spots))


def named_targets(targets: tuple[CommuneTarget, ...], spots: Callable[[], Iterable[Spot]]) -> Derivation:
    """Which targets were counted."""
    named = ", ".join(f"{target.commune} {target.indicator} {target.milestone.year}" for target in targets)
    return Derivation(named, tuple(dict.fromkeys(spots())))


def _share(one: Standing, shown: Decimal) -> Derivation:
    calculation = f"{len(one.met)} × 100 / {len(one.decided)}" + as_percent(shown)
    return Derivation(calculation, tuple(dict.fromkeys(places_of_reports(one.met))))


def places_of_promises(programme: Programme, targets: Iterable[CommuneTarget]) -> Iterator[Spot]:
    """Where each is promised."""
    for target in targets:
        own = programme.participants[target.commune].spot.at("targets", target.indicator, target.milestone.year)
        yield target.milestone.spot if target.milestone.by_wording else own


def places_of_milestones(targets: Iterable[CommuneTarget]) -> Iterator[Spot]:
    """Where the milestones stand of which each is a share."""
    return (target.milestone.spot for target in targets)


def places_of_reports(targets: Iterable[CommuneTarget]) -> Iterator[Spot]:
    """Where it is reported."""
    return (spot for target in targets if target.observed for spot in part_at(target.observed))


def warnings(programme: Programme, found: tuple[Standing, ...]) -> Iterator[Message]:
    """What a coordinator must see first: money spent beyond the budget, or far ahead of the results."""
    # results of a report that could not be read are not results that were missed
    limits = thresholds(programme) if programme.has_read("report") else None
    for one in found:
        rate = one.money.rate
        if rate is None:
            continue
        if rate > 100:
            yield words(
                "{partnership} has spent {rate} of its budget ({excess} {currency} too much)",
                partnership=partnership_name(programme, one.id),
                rate=_limited(Figure(rounded(rate), False), one.money.limit),
                excess=_limited(Figure((one.money.spent or ZERO) - (one.money.budget or ZERO), True), one.money.limit),
                currency=programme.budget.currency if programme.budget else "",
            )
        elif one.reached is not None and limits and _is_ahead(one, one.reached, rate, limits):
            yield _ahead(programme, one, rate)


def _ahead(programme: Programme, one: Standing, rate: Decimal) -> Message:
    """Which part of the money is spent, and how many targets are reached: a share would read like praise where the
    others were not reported."""
    unknown = len(one.decided) - len(one.reported)
    template = phrase("{partnership} has spent {rate} of its budget, and {met} of {due} targets are reached")
    if unknown:
        template = phrase(
            "{partnership} has spent {rate} of its budget, and {met} of {due} targets are reached "
            "({unknown} not reported)"
        )
    spent = _limited(Figure(rounded(rate), False), one.money.limit)
    met, due = len(one.met), len(one.decided)
    name = partnership_name(programme, one.id)
    return words(template, partnership=name, rate=spent, met=met, due=due, unknown=unknown)


def _limited(figure: Figure, limit: Limit | None) -> Message | Figure:
    return figure if limit is None else words("at least {value}", value=figure)


def _is_ahead(one: Standing, reached: Decimal, rate: Decimal, limits: Thresholds) -> bool:
    """Whether spending runs ahead of the results that were reported."""
    return bool(one.reported) and limits.ahead is not None and rate - reached >= limits.ahead


def _tables(basis: Basis) -> Iterator[Table]:
    if basis.standings:
        yield _table(basis.programme, basis.standings, basis.question)


SECTION = Builder(_tables, partnership_charts)
