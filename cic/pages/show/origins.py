"""Where the values of a thing come from: the file, the document and the section, and which of them are our reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cic.analysis.sources import READING, Attribution, attribution, bases, is_reading
from cic.base.message import Message
from cic.diagnostics import Key, Spot
from cic.model.common import Basis, Source
from cic.model.logframe import Activity, Indicator
from cic.model.partnership import Commune, Partner
from cic.model.programme import Programme
from cic.model.scalars import Record, values_of
from cic.pages.show.catalogue import Thing
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, Table, words
from cic.pages.vocabulary import THINGS, term

OURS = words("our reading")
"""What stands beside a value that no document prints."""

_NAMES: Mapping[str, Message] = {
    "administrative_levels": words("Table of places"),
    "association": words("Association"),
    "beneficiaries": words("Beneficiaries"),
    "cannot_exceed": words("What it depends on"),
    "communes": words("Communes"),
    "contacts": words("Contacts"),
    "covered_by_country_plan": words("Country plan"),
    "denies": words("Risks supposed not to come true"),
    "direct_target_group": words("Target group"),
    "each_commune": words("Targets of each commune"),
    "reports": words("A year's value"),
    "events": words("Events"),
    "follow_up_asked": words("Whether the form asks who follows a risk"),
    "frequency": words("How often"),
    "id": words("Id"),
    "label": words("Heading"),
    "locality": words("Place"),
    "managed_from": words("From which level a risk is managed"),
    "map_legend": words("Legend of the map"),
    "markers": words("Markers of the donor"),
    "measured_by": words("Measured by"),
    "name": words("Name"),
    "organisations": words("Organisations"),
    "other_spellings": words("Other spellings"),
    "partner_note": words("Note on the partners"),
    "partners_title": words("List of the partners"),
    "period": words("Period"),
    "population": words("Who reports"),
    "preconditions": words("Preconditions"),
    "external_factors": words("External factors"),
    "in_practice": words("In practice"),
    "province": words("Province"),
    "region": words("Region"),
    "regions": words("Regions"),
    "restates": words("Numbers repeated"),
    "results": words("Touches"),
    "results_asked": words("Whether the form asks which results a risk touches"),
    "risks": words("Risks"),
    "role": words("Role"),
    "sector": words("Sector"),
    "slogan": words("Slogan"),
    "stakeholders": words("Stakeholders"),
    "stakeholders_note": words("Note on the stakeholders"),
    "statement": words("Statement"),
    "strategic_target": words("Strategic target"),
    "strategic_target_words": words("Strategic target in words"),
    "target_groups": words("Target groups"),
    "term": words("Years named"),
    "targets": words("Targets"),
    "unprinted_levels": words("Levels that the scale leaves out"),
    "value": words("Value"),
    "not_assumed": words("What cannot be supposed not to come true"),
    "numerator": words("Value"),
    "denominator": words("Value"),
    "achieved": words("Value"),
}
"""What people call the keys of which a page says where they come from."""

_SEVERAL = (Commune, Partner, Indicator, Activity)
"""Of these a thing has several, and it says which of their keys come from elsewhere, not that one of them does."""

_NOT_SAID = (
    "source",
    "claims",
    "labels",
    "corrections",
    "reference",
    "reporting",
    "targets_are",
    "words",
    "why",
    "outside",
)
"""Keys that say where something comes from, or what is not taken from a document."""


def whereabouts(view: View, thing: Thing, others: Iterable[Spot] = ()) -> Table:
    """Where the thing stands in the data, from which section of which document it comes, and which of its values come
    from another, or are our reading. others: further values that the page shows, such as what was reported."""
    spot = thing.spot.key() if thing.spot.path else thing.spot
    own = attribution(view.loaded.programme, thing.spot)
    apart = _apart(view.loaded.programme, thing, own)
    rest = words("all else") if apart else None
    found = [(spot, own, rest), *((names[0][1], one, _listed(names)) for one, names in apart.items())]
    found += [(one, attribution(view.loaded.programme, one), words("Reported")) for one in others]
    places = view.places(at for at, _, _ in found)
    columns = (
        Column("kind", words("Kind"), "id"),
        Column("id", words("Id"), "id"),
        Column("place", words("Place"), "place"),
        Column("document", words("Document"), "id"),
        Column("section", words("Section")),
        Column("what", words("What")),
        Column("basis", words("Printed there?")),
    )
    rows = tuple(
        (term(thing.kind, THINGS), thing.id, places[at], *_named(one.source), what, OURS if one.is_read else None)
        for at, one, what in found
    )
    return Table("place", words("Where it stands"), columns, rows)


def _named(source: Source | None) -> tuple[Cell, Cell]:
    return (source.document, source.section) if source is not None else (None, None)


def _listed(names: Iterable[tuple[str, Spot]]) -> Message:
    named = {str(one): one for one in (_NAMES.get(name, name) for name, _ in names)}
    return words("{names}", names=tuple(named.values()))


def _apart(programme: Programme, thing: Thing, own: Attribution) -> dict[Attribution, list[tuple[str, Spot]]]:
    """The keys whose values come from elsewhere than the thing as a whole, by where that is."""
    found: dict[Attribution, list[tuple[str, Spot]]] = {}
    for name, spot in _values(thing.spot, thing.value):
        one = attribution(programme, spot)
        if one != own:
            found.setdefault(one, []).append((name, spot.key()))
    return found


def _values(spot: Spot, block: Record) -> Iterator[tuple[str, Spot]]:
    """The keys of a thing, and of what it holds by ids, with the name under which the page speaks of them."""
    for key, value in values_of(block).items():
        if (
            key not in block.model_fields_set
            or key in _NOT_SAID
            or key.endswith(("_source", "_sources"))
            or isinstance(value, Source)
        ):
            continue
        below: Mapping[Key, object] = value if isinstance(value, dict) else {}
        if key == READING:
            if isinstance(value, Record):
                yield from _values(spot.at(key), value)
        elif is_reading(block, key) or not below:
            yield key, spot.at(key)
            yield from _in_list(key, spot.at(key), value)
        for id, item in below.items():
            if key == READING or is_reading(block, key):
                continue
            inner = _values(spot.at(key, id), item) if isinstance(item, Record) else ((key, spot.at(key, id)),)
            yield from inner if isinstance(item, _SEVERAL) else ((key, where) for _, where in inner)


def _in_list(key: str, spot: Spot, value: object) -> Iterator[tuple[str, Spot]]:
    for n, item in enumerate(value if isinstance(value, tuple) else ()):
        if isinstance(item, Record):
            yield from ((key, where) for _, where in _values(spot.at(n), item))


def readings_table(view: View, title: Message, found: Iterable[tuple[Cell, Basis]]) -> Table:
    """What our readings rest on: the printed words, or who says so outside the documents, and why we read them so."""
    columns = (
        Column("what", words("What")),
        Column("words", words("Words that it rests on")),
        Column("outside", words("Outside the documents")),
        Column("why", words("Why")),
    )
    rows = tuple((what, one.words, one.outside, view.text(one.why) if one.why else None) for what, one in found)
    return Table("readings", title, columns, rows)


def readings_of(block: Record) -> Iterator[tuple[Cell, Basis]]:
    """The readings among the values of a block, by what people call them."""
    for key, basis in bases(block):
        yield _NAMES.get(key, key), basis
