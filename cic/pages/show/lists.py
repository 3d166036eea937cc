"""`cic list`: a table of all things of a kind."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.money import total
from cic.base.periods import shown_name
from cic.language import every_language
from cic.model.called import Names, id_called
from cic.model.common import Period
from cic.model.kinds import Kind
from cic.model.partnership import Partnership
from cic.model.programme import Programme
from cic.model.promises import Target
from cic.pages.annual.partnerships import Standing, standings
from cic.pages.annual.question import Question
from cic.pages.show.catalogue import FILES, KINDS, SELDOM, Thing, things
from cic.pages.show.files import file_cells, file_columns
from cic.pages.show.view import View, day_or
from cic.pages.tables import Cell, Column, CountryCode, Page, State, Table, bounded, words
from cic.pages.vocabulary import COMMON, DESCRIBES, DOCUMENT_KINDS, PARTNERS, ROLES, THINGS, reporters_of, term, unit_of

ID = Column("id", words("Id"), "id")

_Row = tuple[Cell, ...]


class _List(NamedTuple):
    """The table of a kind: its columns after the id, and the cells of each thing."""

    columns: tuple[Column, ...]
    cells: Callable[[View, Thing], _Row]


def kinds_report(programme: Programme) -> Page:
    """The kinds, with how many there are of each in the programme and in its other phases."""
    columns = (
        Column("kind", words("Kind"), "id"),
        Column("name", words("What")),
        Column("things", words("How many"), "number"),
        *(Column(name, words("Phase {name}", name=name), "number") for name in programme.phases),
    )
    counts = {kind: tuple(_counts(programme, kind)) for kind in KINDS}
    rows: tuple[_Row, ...] = tuple(
        (kind, THINGS.get(kind) or _title(kind, programme), *own)
        for kind, own in counts.items()
        if kind not in SELDOM or any(own)
    )
    return Page("", (), (Table("kinds", words("What there is"), columns, rows),))


def _counts(programme: Programme, kind: str) -> Iterator[Decimal]:
    return (Decimal(len(things(one, kind))) for one in programme.and_phases())


def list_report(view: View, kind: str) -> Page:
    """All things of a kind, by its id or its name, of this programme and of its other phases (a table each).
    Raises UserError for an unknown kind."""
    if kind not in KINDS:
        kind = id_called(kind, _names_of_kinds()) or kind
    if kind not in KINDS:
        close = difflib.get_close_matches(kind, KINDS, n=1)
        raise UserError(
            "there is no kind {kind}",
            "did you mean {close}?" if close else "kinds are {known}",
            kind=kind,
            close="".join(close[:1]),
            known=tuple(KINDS),
        )
    tables = (list_table(view, one, kind) for one in view.loaded.programme.and_phases())
    return Page("", (), tuple(table for table in tables if table.rows or table.key == kind))


def _names_of_kinds() -> Names:
    """What people call each kind, of one and of several, in every language."""
    languages = tuple(every_language())
    said = {kind: [one for one in (THINGS.get(kind), _TITLES.get(kind)) if one is not None] for kind in KINDS}
    return {kind: tuple(language.say(one) for language in languages for one in own) for kind, own in said.items()}


def list_table(view: View, programme: Programme, kind: str) -> Table:
    """All things of a kind in one programme."""
    found = things(programme, kind)
    if kind == "partnerships":
        return _partnerships(view, programme, found)
    shape = _LISTS[kind] if kind in _LISTS else _of_files(FILES[kind])
    rows = tuple((thing.id, *shape.cells(view, thing)) for thing in found)
    return Table(key_of(kind, programme), _title(kind, programme), (ID, *shape.columns), rows)


def _of_files(kind: Kind) -> _List:
    return _List(file_columns(kind), lambda _, thing: file_cells(kind, thing))


def key_of(key: str, programme: Programme) -> str:
    """The key of a table of one programme, which another phase has too."""
    return f"{phase_of(programme)}.{key}" if programme.folder else key


def phase_of(programme: Programme) -> str:
    """The name of the phase; empty for the main programme."""
    return programme.folder.rpartition("/")[2]


def _title(kind: str, programme: Programme) -> Message:
    title = _TITLES[kind] if kind in _TITLES else words(FILES[kind].template)
    return words("{title}, phase {name}", title=title, name=phase_of(programme)) if programme.folder else title


def _partnerships(view: View, programme: Programme, found: tuple[Thing, ...]) -> Table:
    """With results and money where the programme has years; the other phases say nothing of either."""
    with_figures, with_partners = bool(programme.years), bool(programme.partners)
    standing = {one.id: one for one in standings(programme, Question(view.year))} if with_figures else {}
    rows = tuple(
        (thing.id, *_communes_of(programme, thing.value, with_partners), *_figures(thing.value, standing.get(thing.id)))
        for thing in found
    )
    columns = (
        ID,
        Column("north", words("North")),
        Column("south", words("South")),
        *((Column("partners", words("Partners")),) if with_partners else ()),
        Column("since", words("Relation since"), "text"),
        Column("budget", words("Budget"), "amount"),
        *(_FIGURES if with_figures else ()),
    )
    title = _title("partnerships", programme)
    if with_figures:
        title = words("Partnerships at the end of {year}", year=view.year)
    return Table(key_of("partnerships", programme), title, columns, rows)


_FIGURES = (
    Column("spent", words("Spent"), "amount"),
    Column("targets", words("Targets due"), "number"),
    Column("reported", words("Reported"), "number"),
    Column("met", words("Reached"), "number"),
)


def _communes_of(programme: Programme, partnership: Partnership, with_partners: bool) -> _Row:
    """Names of the communes; of the partners that are no communes, where the programme has any."""
    north = [c.name for c in partnership.communes.values() if not programme.is_southern(c)]
    south = [c.name for c in partnership.communes.values() if programme.is_southern(c)]
    partners = (", ".join(one.name for one in partnership.partners.values()),) if with_partners else ()
    return ", ".join(north), ", ".join(south), *partners


def _figures(partnership: Partnership, standing: Standing | None) -> _Row:
    relation = partnership.relation
    since = day_or(relation.start, relation.state) if relation else State.NOT_STATED
    lines = partnership.budget.values()
    budget: Cell = total(line.amount for line in lines) if lines else State.NOT_STATED
    if standing is None:
        return since, budget
    money = standing.money
    spent: Cell = State.NOT_REPORTED if money.spent is None else bounded(money.spent, money.limit)
    met: Cell = bounded(Decimal(len(standing.met)), standing.limit) if standing.reported else State.NOT_REPORTED
    return since, budget, spent, Decimal(len(standing.decided)), Decimal(len(standing.reported)), met


def years_of(period: Period) -> Cell:
    """The years of a period; a question mark for an end that no document states."""
    if period.start is None and period.end is None:
        return State.NOT_STATED
    return words("{first} to {last}", first=period.start or "?", last=period.end or "?")


def _commune(_: View, thing: Thing) -> _Row:
    c = thing.value
    return c.name, CountryCode.of(c.country), c.province or State.NOT_STATED, c.region or State.NOT_STATED, thing.owner


def _partner(_: View, thing: Thing) -> _Row:
    p = thing.value
    return p.name, term(p.kind, PARTNERS), CountryCode.of(p.country), thing.owner


def _indicator(view: View, thing: Thing) -> _Row:
    i = thing.value
    baseline = i.baseline.value if i.baseline else State.NOT_STATED
    targets = ", ".join(
        f"{shown_name(year)}: {target.value if isinstance(target, Target) else target.as_printed}"
        for year, target in i.all_targets.items()
    )
    return (
        i.label,
        view.text(i.statement),
        unit_of(thing.programme, i, view.language),
        reporters_of(i),
        baseline,
        targets,
    )


def _result(view: View, thing: Thing) -> _Row:
    one = thing.value
    activities = len(getattr(one, "activities", ()))
    return one.label, view.text(one.statement), Decimal(len(one.indicators)), Decimal(activities)


def _document(view: View, thing: Thing) -> _Row:
    d = thing.value
    return view.text(d.title), term(d.kind, DOCUMENT_KINDS), term(d.describes, DESCRIBES), Decimal(len(d.claims))


def _risk(view: View, thing: Thing) -> _Row:
    r = thing.value
    return view.text(r.risk), r.likelihood, r.impact, r.level, r.responsible


def _text(view: View, thing: Thing) -> _Row:
    t = thing.value
    return view.text(t.title), t.source.document, t.source.section or State.NOT_STATED


def _phase_row(view: View, thing: Thing) -> _Row:
    partnerships = things(thing.programme.phases[thing.id], "partnerships")
    return view.text(thing.value.name), years_of(thing.value.period), Decimal(len(partnerships))


_RESULTS = (
    Column("label", words("Label")),
    Column("statement", words("Statement")),
    Column("indicators", words("Indicators"), "number"),
    Column("activities", words("Activities"), "number"),
)
_LISTS: Mapping[str, _List] = {
    "communes": _List(
        (
            Column("name", words("Name")),
            Column("country", words("Country"), "id"),
            Column("province", words("Province")),
            Column("region", words("Region")),
            Column("partnership", words("Partnership"), "id"),
        ),
        _commune,
    ),
    "partners": _List(
        (
            Column("name", words("Name")),
            Column("kind", words("Kind")),
            Column("country", words("Country"), "id"),
            Column("partnership", words("Partnership"), "id"),
        ),
        _partner,
    ),
    "indicators": _List(
        (
            Column("label", words("Label")),
            Column("indicator", words("Indicator")),
            Column("unit", words("Unit")),
            Column("level", words("Level")),
            Column("baseline", words("Baseline"), "number"),
            Column("targets", words("Targets")),
        ),
        _indicator,
    ),
    "impacts": _List(_RESULTS[:-1], lambda view, thing: _result(view, thing)[:-1]),
    "outcomes": _List(_RESULTS[:-1], lambda view, thing: _result(view, thing)[:-1]),
    "results": _List(_RESULTS, _result),
    "outputs": _List(_RESULTS, _result),
    "activities": _List(
        (
            Column("result", words("Result"), "id"),
            Column("activity", words("Activity")),
            Column("common", words("In common"), "id"),
        ),
        lambda view, thing: (thing.owner, view.text(thing.value.text), term(thing.value.common, COMMON)),
    ),
    "risks": _List(
        (
            Column("risk", words("Risk")),
            Column("likelihood", words("Likelihood")),
            Column("impact", words("Impact")),
            Column("level", words("Level")),
            Column("responsible", words("Responsible")),
        ),
        _risk,
    ),
    "documents": _List(
        (
            Column("title", words("Title")),
            Column("kind", words("Kind")),
            Column("describes", words("Describes")),
            Column("claims", words("Claims"), "number"),
        ),
        _document,
    ),
    "organisations": _List(
        (Column("name", words("Name")), Column("role", words("Role"))),
        lambda _, thing: (thing.value.name, term(thing.value.role, ROLES)),
    ),
    "synergies": _List(
        (Column("between", words("Between")), Column("tasks", words("Tasks"), "number")),
        lambda view, thing: (view.text(thing.value.between), Decimal(len(thing.value.tasks))),
    ),
    "texts": _List(
        (
            Column("title", words("Title")),
            Column("document", words("Document"), "id"),
            Column("section", words("Section")),
        ),
        _text,
    ),
    "phases": _List(
        (
            Column("name", words("Name")),
            Column("years", words("Years")),
            Column("partnerships", words("Partnerships"), "number"),
        ),
        _phase_row,
    ),
}
_TITLES = {
    "partnerships": words("Partnerships"),
    "communes": words("Communes"),
    "partners": words("Partners that are no communes"),
    "indicators": words("Indicators"),
    "impacts": words("Impacts"),
    "outcomes": words("Outcomes"),
    "results": words("Results"),
    "outputs": words("Outputs"),
    "activities": words("Activities"),
    "risks": words("Risks"),
    "documents": words("Documents"),
    "organisations": words("Organisations"),
    "synergies": words("Synergies"),
    "texts": words("Texts"),
    "phases": words("Phases"),
}
