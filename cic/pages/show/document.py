"""A source document on a page: what it counts in passing, against what the data count."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.sources import bases
from cic.model.documents import Claim, SourceDocument
from cic.model.scalars import Text
from cic.model.vocabulary import COUNTED, YEARS
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import Said, View, about, filled, findings_table
from cic.pages.tables import Cell, Column, Table, words
from cic.pages.vocabulary import DESCRIBES, DOCUMENT_KINDS, language_term, term
from cic.rules.claims import costs_of, counts_of


def document_page(view: View, thing: Thing) -> Iterator[Table]:
    """The document, its claims against the data, and what is wrong."""
    yield about("about", words("Document {id}", id=thing.id), _said(view, thing.value))
    yield from filled(_claims(view, thing))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _said(view: View, document: SourceDocument) -> Iterator[Said]:
    yield words("Title"), view.text(document.title)
    yield words("Kind"), term(document.kind, DOCUMENT_KINDS)
    yield words("Describes"), term(document.describes, DESCRIBES)
    yield words("Language"), language_term(document.language, view.language)
    yield words("File"), document.file
    yield words("SHA-256"), document.sha256
    yield words("Last updated"), document.last_updated


class _Named:
    """What a claim names one by one: things by what people call them, the ends of a span, years of the programme."""

    def __init__(self, view: View) -> None:
        self._view, programme = view, view.loaded.programme
        self._texts: dict[str, Text] = dict(programme.documents.reading.members) if programme.documents else {}
        self._names: dict[str, str] = {}
        for one in programme.and_phases():
            self._texts |= one.identity.target_groups if one.identity else {}
            self._names |= {id: located.value.name for id, located in one.participants.items()}

    def __call__(self, claim: Claim) -> Cell:
        if claim.in_years:
            return words("in the years {years} of the programme", years=claim.in_years)
        if claim.lowest is not None:
            return words("from {lowest} to {value}", lowest=claim.lowest, value=claim.value)
        return words("{names}", names=tuple(map(self._name, claim.members))) if claim.members else None

    def _name(self, id: str) -> str:
        return self._view.said(self._texts[id]) if id in self._texts else self._names.get(id, id)


def _stated(claim: Claim, value: Decimal | None) -> Cell:
    """The number of a claim; a year is none that has thousands."""
    return int(value) if value is not None and claim.about in YEARS else value


def _claims(view: View, thing: Thing) -> Table:
    columns = (
        Column("id", words("Claim"), "id"),
        Column("section", words("Section")),
        Column("printed", words("As printed")),
        Column("about", words("Counts"), "id"),
        Column("value", words("Stated"), "number"),
        Column("named", words("Named one by one")),
        Column("counted", words("In the data"), "number"),
        Column("agrees", words("Agrees"), "id"),
        Column("place", words("Place"), "place"),
    )
    spots = {id: thing.spot.at("claims", id, "value") for id in thing.value.claims}
    places = view.places(spots.values())
    known = {**counts_of(view.loaded.programme, thing.value), **costs_of(view.loaded.programme, thing.value)}
    named = _Named(view)
    rows: list[tuple[Cell, ...]] = []
    for id, claim in thing.value.claims.items():
        count = known.get(id)
        agrees: Cell = None
        if count is not None:
            agrees = words("no") if count.denies(claim) else words("yes")
        value = count.value if count is not None else None
        rows.append(
            (
                id,
                claim.section,
                claim.printed,
                term(claim.about, COUNTED),
                _stated(claim, claim.value),
                named(claim),
                _stated(claim, value),
                agrees,
                places[spots[id]],
            )
        )
    notes = [words("An empty cell: the data do not count it.")] if any(row[6] is None for row in rows) else []
    ours = tuple(id for id, claim in thing.value.claims.items() if any(bases(claim)))
    if ours:
        notes.append(words("Stated as we read the words, which print no such number: {claims}", claims=ours))
    return Table("claims", words("What it counts, against the data"), columns, tuple(rows), tuple(notes))
