"""The things of a programme for looking up: tables of all of a kind, and one thing with all that is said of it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from cic.errors import UserError
from cic.findings import Spot
from cic.load import Loaded
from cic.model.paths import PERSONAL
from cic.model.scalars import Record
from cic.money import total
from cic.programme import Programme
from cic.report.fiction import marked
from cic.source import locate
from cic.tables import Cell, Column, Report, State, Table, words
from cic.texts import some_text

Rows = Iterator[tuple[Spot, object, tuple[Cell, ...]]]


def _partnerships(programme: Programme) -> Rows:
    for file, p in programme.partnerships.items():
        south = ", ".join(c.name for c in p.communes.values() if programme.is_southern(c))
        north = ", ".join(c.name for c in p.communes.values() if not programme.is_southern(c))
        money = total(line.amount for line in p.budget.values()) if p.budget else State.NOT_STATED
        since: Cell = State.NOT_STATED
        if p.relation is not None:
            since = p.relation.start.isoformat() if p.relation.start else p.relation.state
        yield Spot(file), p, (p.id, north, south, money, since)


def _communes(programme: Programme) -> Rows:
    for placed in programme.each_commune():
        c = placed.value
        place = (c.province or State.NOT_STATED, c.region or State.NOT_STATED)
        yield placed.spot, c, (placed.id, c.name, c.country, *place, placed.owner)


def _indicators(programme: Programme) -> Rows:
    for placed in programme.each_indicator():
        i = placed.value
        targets = ", ".join(f"{year}: {target.value}" for year, target in i.targets.items())
        baseline = i.baseline.value if i.baseline else State.NOT_STATED
        yield placed.spot, i, (placed.id, i.label, some_text(i.statement), i.unit, i.level, baseline, targets)


def _results(programme: Programme) -> Rows:
    for group, owners in (
        (("outcomes", programme.logframe.outcomes), ("results", programme.logframe.results))
        if programme.logframe
        else ()
    ):
        for id, owner in owners.items():
            activities = len(getattr(owner, "activities", ()))
            row = (id, owner.label, some_text(owner.statement), Decimal(len(owner.indicators)), Decimal(activities))
            yield programme.spot("logframe.yaml", group, id), owner, row


def _activities(programme: Programme) -> Rows:
    for placed in programme.each_activity():
        yield placed.spot, placed.value, (placed.id, some_text(placed.value.text), placed.value.common)


def _risks(programme: Programme) -> Rows:
    for id, r in (programme.risks.risks if programme.risks else {}).items():
        yield (
            programme.spot("risks.yaml", "risks", id),
            r,
            (id, some_text(r.risk), r.likelihood, r.impact, r.level, r.responsible),
        )


def _documents(programme: Programme) -> Rows:
    for id, d in (programme.documents.documents if programme.documents else {}).items():
        yield (
            Spot("documents.yaml", ("documents", id)),
            d,
            (id, some_text(d.title), d.kind, d.describes, Decimal(len(d.claims))),
        )


def _organisations(programme: Programme) -> Rows:
    for id, o in (programme.identity.organisations if programme.identity else {}).items():
        yield programme.spot("programme.yaml", "organisations", id), o, (id, o.name, o.role)


def _synergies(programme: Programme) -> Rows:
    for id, s in (programme.synergies.synergies if programme.synergies else {}).items():
        yield programme.spot("synergies.yaml", "synergies", id), s, (id, some_text(s.between), Decimal(len(s.tasks)))


def _texts(programme: Programme) -> Rows:
    for id, t in (programme.strategy.texts if programme.strategy else {}).items():
        section = t.source.section or State.NOT_STATED
        yield (
            programme.spot("strategy.yaml", "texts", id),
            t,
            (id, some_text(t.title) if t.title else "", t.source.document, section),
        )


def _phases(programme: Programme) -> Rows:
    for id, phase in programme.phases.items():
        if phase.identity is not None:
            period = phase.identity.period
            years = f"{period.start or '?'} to {period.end or '?'}" if period.start or period.end else State.NOT_STATED
            row = (id, some_text(phase.identity.name), years, Decimal(len(phase.partnerships)))
            yield phase.spot("programme.yaml"), phase.identity, row


_ID = Column("id", words("Id"), "id")
KINDS: Mapping[str, tuple[tuple[Column, ...], Callable[[Programme], Rows]]] = {
    "partnerships": (
        (
            _ID,
            Column("north", words("North")),
            Column("south", words("South")),
            Column("budget", words("Budget"), "amount"),
            Column("since", words("Relation since")),
        ),
        _partnerships,
    ),
    "communes": (
        (
            _ID,
            Column("name", words("Name")),
            Column("country", words("Country")),
            Column("province", words("Province")),
            Column("region", words("Region")),
            Column("partnership", words("Partnership")),
        ),
        _communes,
    ),
    "indicators": (
        (
            _ID,
            Column("label", words("Label")),
            Column("indicator", words("Indicator")),
            Column("unit", words("Unit")),
            Column("level", words("Level")),
            Column("baseline", words("Baseline"), "number"),
            Column("targets", words("Targets")),
        ),
        _indicators,
    ),
    "results": (
        (
            _ID,
            Column("label", words("Label")),
            Column("statement", words("Statement")),
            Column("indicators", words("Indicators"), "number"),
            Column("activities", words("Activities"), "number"),
        ),
        _results,
    ),
    "activities": ((_ID, Column("activity", words("Activity")), Column("common", words("In common"))), _activities),
    "risks": (
        (
            _ID,
            Column("risk", words("Risk")),
            Column("likelihood", words("Likelihood")),
            Column("impact", words("Impact")),
            Column("level", words("Level")),
            Column("responsible", words("Responsible")),
        ),
        _risks,
    ),
    "documents": (
        (
            _ID,
            Column("title", words("Title")),
            Column("kind", words("Kind")),
            Column("describes", words("Describes")),
            Column("claims", words("Claims"), "number"),
        ),
        _documents,
    ),
    "organisations": ((_ID, Column("name", words("Name")), Column("role", words("Role"))), _organisations),
    "synergies": ((_ID, Column("between", words("Between")), Column("tasks", words("Tasks"), "number")), _synergies),
    "texts": (
        (
            _ID,
            Column("title", words("Title")),
            Column("document", words("Document")),
            Column("section", words("Section")),
        ),
        _texts,
    ),
    "phases": (
        (
            _ID,
            Column("name", words("Name")),
            Column("years", words("Years")),
            Column("partnerships", words("Partnerships"), "number"),
        ),
        _phases,
    ),
}


def list_report(programme: Programme, kind: str) -> Report:
    """All things of a kind, of this programme and of its other phases (a table each). Raises UserError for an
    unknown kind."""
    if kind not in KINDS:
        close = difflib.get_close_matches(kind, KINDS, n=1)
        raise UserError(
            f"there is no kind {kind}", f"did you mean {close[0]}?" if close else "kinds are " + ", ".join(KINDS)
        )
    columns, rows_of = KINDS[kind]
    tables = []
    for one in programme.and_phases() if kind not in ("documents", "phases") else (programme,):
        rows = tuple(row for _, _, row in rows_of(one))
        if rows or not one.folder:
            tables.append(Table(kind, kind.capitalize() + (f" of {one.folder}" if one.folder else ""), columns, rows))
    return marked(programme, Report("", (), tuple(tables)))


def show_report(loaded: Loaded, id: str, with_persons: bool) -> Report:
    """Every thing that has the id, field by field, with the line of each. Raises UserError where there is none.

    Data of persons are left out unless asked for.
    """
    found = []
    known: list[str] = []
    for programme in loaded.programme.and_phases():
        for kind, (_, rows_of) in KINDS.items():
            if programme.folder and kind in ("documents", "phases"):
                continue
            for spot, value, row in rows_of(programme):
                known.append(str(row[0]))
                if row[0] == id:
                    found.append((kind, spot, value))
    if not found:
        close = difflib.get_close_matches(id, known, n=3)
        raise UserError(
            f"there is nothing with the id {id}",
            f"did you mean {' or '.join(close)}?" if close else "cic list shows what there is",
        )
    tables = tuple(_thing(loaded, kind, spot, value, with_persons) for kind, spot, value in found)
    return marked(loaded.programme, Report(id, (), tables))


def _thing(loaded: Loaded, kind: str, spot: Spot, value: object, with_persons: bool) -> Table:
    lines = list(_fields(spot, value, "", with_persons))
    places = locate(spot.file, loaded.texts[spot.file], [where for where, _, _ in lines])
    rows = tuple((name, cell, str(places[where][0].line)) for where, name, cell in lines)
    columns = (
        Column("field", words("Field"), "id"),
        Column("value", words("Value")),
        Column("line", words("Line"), "id"),
    )
    return Table(kind, f"{kind} · {spot.file}", columns, rows)


def _fields(spot: Spot, value: object, name: str, with_persons: bool) -> Iterator[tuple[Spot, str, Cell]]:
    """The leaves below a value: their place, their name and what stands there. What is absent is left out."""
    if isinstance(value, Record):
        value = {key: item for key, item in value.__dict__.items() if key in value.model_fields_set}
    if isinstance(value, dict):
        for key, item in value.items():
            if key in PERSONAL and not with_persons:
                continue
            yield from _fields(spot.at(key), item, f"{name}.{key}".removeprefix("."), with_persons)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _fields(spot.at(n), item, f"{name}[{n}]", with_persons)
    elif value is not None:
        yield spot, name, _cell(value)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, Decimal)) else str(value)
