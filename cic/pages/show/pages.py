"""`cic show`: the page about one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module

from cic.pages.annual.corrected import corrections_table
from cic.pages.show.budget import budget_page
from cic.pages.show.catalogue import FILES, KINDS, Thing, all_things, id_typed
from cic.pages.show.context import synergy_page, text_page
from cic.pages.show.document import document_page
from cic.pages.show.fields import fields_table
from cic.pages.show.files import file_page
from cic.pages.show.indicator import indicator_page
from cic.pages.show.lists import list_report
from cic.pages.show.logframe import activity_page, result_page
from cic.pages.show.partnership import commune_page, partner_page, partnership_page
from cic.pages.show.programme import organisation_page, programme_page
from cic.pages.show.regions import communes_by_region
from cic.pages.show.risks import risk_page, risks_page
from cic.pages.show.theory import theory_page
from cic.pages.show.view import View
from cic.pages.tables import Page, Table, words

_Page = Callable[[View, Thing], Iterator[Table]]
_PAGES: Mapping[str, _Page] = {
    "partnerships": partnership_page,
    "communes": commune_page,
    "partners": partner_page,
    "indicators": indicator_page,
    "impacts": result_page,
    "outcomes": result_page,
    "results": result_page,
    "outputs": result_page,
    "activities": activity_page,
    "risks": risk_page,
    "documents": document_page,
    "organisations": organisation_page,
    "synergies": synergy_page,
    "texts": text_page,
    "phases": programme_page,
    "programme": programme_page,
    "budget": budget_page,
    "analysis": risks_page,
    "theory": theory_page,
}


def _was(thing: Thing, id: str) -> bool:
    """Whether the thing had that id before."""
    return id in getattr(thing.value, "formerly", ())


def show_report(view: View, id: str, as_fields: bool = False) -> Page:
    """Every thing that has the id, of the programme and of its phases; else all things of the kind of that name, else
    what is called so.

    as_fields: what is written, field by field, instead of the page. Raises UserError where there is nothing, or where
    several things are called so.
    """
    things = tuple(all_things(view.loaded.programme))
    found = [thing for thing in things if thing.id == id] or [thing for thing in things if _was(thing, id)]
    if not found and id in KINDS:
        return communes_by_region(view) if id == "communes" else list_report(view, id)
    if not found:
        called = id_typed(things, id)
        found = [thing for thing in things if thing.id == called]
    id = found[0].id
    if as_fields:
        return Page(id, (), tuple(fields_table(view, thing) for thing in found))
    return Page(id, (), tuple(table for thing in found for table in thing_report(view, thing).tables))


def thing_report(view: View, thing: Thing) -> Page:
    """The page of one thing."""
    return Page(thing.id, (), tuple(_of_phase(thing, _page(view, thing))))


def _page(view: View, thing: Thing) -> Iterator[Table]:
    """The page of the thing, and which of its figures were corrected."""
    yield from _page_of(thing)(view, thing)
    file = thing.spot.file
    found = [
        one
        for one in view.looked_up.corrected(thing.programme, view.with_persons)
        if (thing.id in one.steps or (thing.id == one.whose and thing.kind == "partnerships"))
        or ((thing.kind == "programme" or thing.kind in FILES) and one.file == file)
    ]
    if found:
        yield corrections_table(found, view.language, view.root)


def _page_of(thing: Thing) -> _Page:
    """What makes the page: for a file that is one thing its own page, or what is written in it."""
    if thing.kind not in FILES:
        return _PAGES[thing.kind]
    module = FILES[thing.kind].page
    return import_module(f"cic.pages.show.{module}").page if module else file_page


def _of_phase(thing: Thing, page: Iterable[Table]) -> Iterator[Table]:
    """The tables of a page, with the kind in their keys, and the phase too where the thing belongs to one."""
    phase = thing.programme.folder.rpartition("/")[2]
    for table in page:
        if not phase:
            yield table._replace(key=f"{thing.kind}.{table.key}")
        else:
            title = words("{title}, phase {name}", title=table.title, name=phase)
            yield table._replace(key=f"{phase}.{thing.kind}.{table.key}", title=title)
