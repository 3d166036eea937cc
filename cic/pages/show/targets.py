"""Targets against what was reported, year by year, of those who report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from cic.analysis.actuals import all_who_report
from cic.analysis.groups import concerns, group_judgement, group_milestone
from cic.analysis.progress import Judgement, judgement
from cic.analysis.status import Status
from cic.analysis.targets import Milestone, milestones
from cic.base.message import Message
from cic.base.periods import shown_name
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.pages.annual.composition import composition_tables
from cic.pages.annual.indicator_derivation import Case
from cic.pages.annual.indicators import promise_figure, promised_cell, status_figure, value_figure
from cic.pages.readings import notes_on_reports, notes_on_targets
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, State, Table, value_in, words

_DUE = words("due {value}", value="")
_REPORTED = words("reported {value}", value="")


def targets_table(view: View, programme: Programme, members: Sequence[str], title: Message) -> Table:
    """Each indicator that any of the members reports, a row for each of them; named only where several do."""
    indicators = [one for one in programme.each_indicator() if concerns(programme, one.value, members)]
    years = years_of(programme, indicators, members)
    asked = [(one, who) for one in indicators for who in members if concerns(programme, one.value, (who,))]
    names = (Column("who", words("Who"), "id"),) if len({who for _, who in asked}) > 1 else ()
    columns = (Column("id", words("Id"), "id"), Column("indicator", words("Indicator")), *names, *year_columns(years))
    rows = tuple(
        (
            one.id,
            view.text(one.value.statement),
            *((who,) if names else ()),
            *year_cells(view, programme, one, who, years),
        )
        for one, who in asked
    )
    notes = (
        *signs(rows),
        *notes_on_targets(programme, members),
        *notes_on_reports(programme, indicators, members, view.year),
    )
    return Table("targets", title, columns, rows, notes)


def behind_values(view: View, programme: Programme, members: Sequence[str]) -> Iterator[Table]:
    """The parts, the steps and the words that the members reported, where there are any."""
    composed = view.looked_up.composed(programme)
    cases = [
        ("", Case(programme, one, view.year, members, group_judgement(programme, one, view.year, members)))
        for one in programme.each_indicator()
        if one.id in composed and concerns(programme, one.value, members)
    ]
    yield from composition_tables(cases, view.said)


def signs(rows: Iterable[Iterable[Cell]]) -> tuple[Message, ...]:
    """What the signs in the cells mean: a note, where there are any."""
    used = {value for row in rows for cell in row if isinstance(value := value_in(cell), Status)}
    said = [words("{sign} {status}", sign=one.symbol, status=words(one.value)) for one in Status if one in used]
    return (words("Signs: {signs}", signs=said),) if said else ()


def years_of(
    programme: Programme, indicators: Iterable[Located[Indicator]], members: Collection[str]
) -> tuple[int, ...]:
    """The years in which the indicators have a milestone, or one of the members reported a value."""
    years: set[int] = set()
    for one in indicators:
        years.update(milestone.year for milestone in milestones(programme, one))
        reports = programme.observed.get(one.id, {})
        years.update(found.year for who in members for found in reports.get(who, ()))
    return tuple(sorted(years))


def year_columns(years: Iterable[int]) -> tuple[Column, ...]:
    """For each year what was promised, what was reported, in which year where that holds from before, and how that
    stands."""
    columns: list[Column] = []
    for year in years:
        group = shown_name(year)
        due, reported = words("Due {year}", year=year), words("Reported {year}", year=year)
        columns.append(Column(f"due_{year}", due, "number", group=group, in_group=_DUE))
        columns.append(Column(f"reported_{year}", reported, "number", group=group, in_group=_REPORTED))
        columns.append(
            Column(f"reported_{year}_of", words("Report of the value of {year}", year=year), "year", joined=True)
        )
        columns.append(Column(f"status_{year}", words("Status {year}", year=year), "status", joined=True))
    return tuple(columns)


def year_cells(
    view: View, programme: Programme, located: Located[Indicator], who: str, years: Iterable[int]
) -> tuple[Cell, ...]:
    """The cells of `year_columns` for one who reports. What is carried forward stands in years with a milestone."""
    promised = {milestone.year: milestone for milestone in milestones(programme, located)}
    cells: list[Cell] = []
    for year in years:
        at = min(year, view.year)
        found = standing(programme, located, at, who)
        case = Case(programme, located, at, None if who == PROGRAMME else (who,), found)
        is_reported = found.reported.year == year
        if year not in promised:
            cells += [None, value_figure(case) if is_reported else None, None, None]
            continue
        own = own_milestone(programme, located, promised[year], who, at)
        due = promise_figure(case, own, promised_cell(own))
        if year > view.year:
            cells += [due, State.NOT_DUE, None, None]
        else:
            carried = None if is_reported else _carried_from(found)
            cells += [due, value_figure(case), carried, status_figure(case)]
    return tuple(cells)


def _carried_from(found: Judgement) -> int | None:
    """The year of the report that a value stands on."""
    return found.reported.year if found.reported.value is not None else None


def standing(programme: Programme, located: Located[Indicator], year: int, who: str) -> Judgement:
    """How one who reports stands; the programme itself against its own milestones."""
    if who == PROGRAMME:
        return judgement(programme, located, year)
    return group_judgement(programme, located, year, (who,))


def own_milestone(
    programme: Programme, located: Located[Indicator], milestone: Milestone, who: str, year: int
) -> Milestone:
    """The milestone with the value that this one carries at the end of a year."""
    return milestone if who == PROGRAMME else group_milestone(programme, located, milestone, (who,), year)


def who_reports(programme: Programme, located: Located[Indicator]) -> tuple[str, ...]:
    """Those who report an indicator, or ever did: communes, partnerships, or PROGRAMME alone."""
    return tuple(all_who_report(programme, located.value))
