"""The page of one thing: what it is in a sentence, how it stands, what `cic show` says of it, how it was reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Language
from cic.model.logframe import Indicator
from cic.model.programme import Located
from cic.pages.annual import year_report
from cic.pages.annual.question import Question
from cic.pages.counts import MISSING
from cic.pages.show.catalogue import Thing
from cic.pages.show.lists import phase_of
from cic.pages.show.pages import thing_report
from cic.pages.show.path import path_chart, path_table
from cic.pages.show.view import LEFT_OUT, View
from cic.pages.tables import Cell, Chart, Column, Page, Table, Value, value_in, words
from cic.render.cells import cell_text
from cic.render.chart_svg import status_class
from cic.render.safe_text import HtmlText, html
from cic.render.web.body import charts_html
from cic.render.web.table import bar, named_tables
from cic.render.web.words import Links, spoken_in, with_directions
from cic.site.addresses import Address
from cic.site.ground import Ground
from cic.site.names import Names, with_names
from cic.site.owed import owed_table
from cic.site.reckoned import body_of
from cic.site.sheet import Sheet
from cic.site.strips import strip_of_commune, strip_of_partnership

BELONGS = {"activities": "results", "context": "about"}
"""Where the pages of a folder belong, where that is not the place of its name."""
_LEADS = ("Short title", "Indicator", "Statement", "Activity", "Name", "Full name", "Title", "Risk", "Text")
"""Under which names it stands what a thing is, in words; the first of them that a thing has are read first."""
_MOST_LEADS = 2
_SEARCHED = 300
"""Signs of a thing's texts that the search looks through."""
_TEXT = Column("", "", "text")
_NUMBER, _PERCENT, _STATUS = Column("", "", "number"), Column("", "", "percent"), Column("", "", "status")


class _Content(NamedTuple):
    """What stands on a page: what is to be seen first, charts, and tables in their order."""

    tables: tuple[Table, ...]
    first: tuple[HtmlText, ...] = ()
    charts: tuple[Chart, ...] = ()


def thing_sheet(ground: Ground, language: Language, address: Address) -> Sheet:
    """The page about one thing."""
    view, thing = ground.view(language), address.thing
    links, names = ground.links("../", thing.id), ground.names(thing.programme)
    about, *others = ground.cleaned(thing_report(view, thing)).tables
    title = _title(thing, about, language)
    about = without_advice(about)._replace(title=title)
    content = _Content((about, *others))
    if thing.kind == "indicators":
        content = _of_indicator(ground, view, thing, about, others)
    if thing.kind == "partnerships":
        content = content._replace(first=tuple(strip_of_partnership(view, thing, names)))
    elif thing.kind in ("communes", "partners"):
        content = _of_commune(view, thing, about, others)
    if ground.histories is not None and not thing.programme.folder:
        came = ground.histories.table(thing.id, view.with_persons)
        if came is not None:
            came = came._replace(title=words("How {id} came to be", id=names.get(thing.id, thing.id)))
            content = content._replace(tables=(*content.tables, came))
    owner = _owner(thing, links, names, language)
    proofs = _proofs(view, thing)
    head = [*_leads(about, title, language), *owner, *proofs, *content.first, *_remark(view, language)]
    page = ground.cleaned(Page("", (), content.tables, charts=content.charts))
    tables = tuple(with_names(table, names) for table in page.tables)
    body = [
        *(charts_html(page.charts, "c-path", language) if page.charts else ()),
        *body_of(ground, Page("", (), tables), language, links, title),
    ]
    folder = address.path.partition("/")[0]
    place = BELONGS.get(folder, folder)
    return Sheet(
        address.path,
        title,
        place,
        tuple(body),
        tuple(head),
        tuple(_ways(tables, title, language)),
        found_as=_found_as(about, "" if thing.id in title else thing.id),
    )


def _of_commune(view: View, thing: Thing, about: Table, others: Sequence[Table]) -> _Content:
    """What it owes comes first, each value with its words, in place of the ids that a list of debtors has."""
    first, owed = tuple(strip_of_commune(view, thing)), owed_table(view, thing)
    if owed is None or not first:
        return _Content((about, *others), first)
    return _Content((owed, about, *(one for one in others if one.key.rpartition(".")[2] != MISSING)), first)


_FEWEST_WAYS = 3
"""So many tables have a list of ways to them."""


def _ways(tables: Sequence[Table], title: str, language: Language) -> Iterator[HtmlText]:
    """The ways to the tables of a long page, by their titles."""
    named = [(one, language.say(one.table.title)) for one in named_tables(Page("", (), tuple(tables)))]
    ways = [(one, said) for one, said in named if said != title]
    if len(ways) >= _FEWEST_WAYS:
        yield html('<nav aria-label="{}"><ul>', language.say(words("Sections")))
        yield from (html('<li><a href="#{}">{}</a></li>', one.id, with_directions(said)) for one, said in ways)
        yield html("</ul></nav>")


def without_advice(about: Table) -> Table:
    """The table without what tells how to see more: whoever reads pages runs no command."""
    return about._replace(rows=tuple(row for row in about.rows if row != LEFT_OUT))


def _leads(about: Table, title: str, language: Language) -> Iterator[HtmlText]:
    """What it is, in the words of the documents, where the title does not say it already."""
    by_name = {row[0].template: row[1] for row in about.rows if isinstance(row[0], Message)}
    found = [value for name in _LEADS if isinstance(value := value_in(by_name.get(name)), str)]
    for value in [one for one in dict.fromkeys(found) if one not in title][:_MOST_LEADS]:
        said = cell_text(_TEXT, value, language)
        yield html('<p class="lead"{}>{}</p>', spoken_in(value, said), said)


def _title(thing: Thing, about: Table, language: Language) -> str:
    """What the page is about; a partnership by its name, as its communes are."""
    if thing.kind != "partnerships":
        return language.say(about.title)
    title, phase = words("Partnership {name}", name=thing.value.called), phase_of(thing.programme)
    return language.say(words("{title}, phase {name}", title=title, name=phase) if phase else title)


def _owner(thing: Thing, links: Links, names: Names, language: Language) -> Iterator[HtmlText]:
    """What it belongs to, which has a page of its own."""
    named = _OWNERS.get(thing.kind)
    if named is not None and thing.owner in links and not thing.programme.folder:
        said = language.say(named)
        yield html(
            '<p class="owner">{} <a href="{}">{}</a></p>', said, links[thing.owner], names.get(thing.owner, thing.owner)
        )


def _proofs(view: View, thing: Thing) -> Iterator[HtmlText]:
    """By what an indicator is to be proved, as the logframe says."""
    if isinstance(thing.value, Indicator) and thing.value.sources_of_verification:
        sources = tuple(view.clean(view.said(text)) for text in thing.value.sources_of_verification.values())
        yield html(
            '<p class="owner">{}</p>',
            with_directions(view.language.say(words("Proved by: {sources}", sources=sources))),
        )


_OWNERS: Mapping[str, Message] = {
    "indicators": words("Measures"),
    "communes": words("Partnership"),
    "partners": words("Partnership"),
    "activities": words("Belongs to"),
}
"""What the thing is to what it belongs to."""


def _remark(view: View, language: Language) -> Iterator[HtmlText]:
    """That texts are shown in another language than the page's."""
    foreign = language.lacking(view.shown.all)
    if foreign is not None:
        yield html('<p class="note">{}</p>', language.say(words("Texts: {languages}", languages=foreign)))


def _found_as(about: Table, id: str) -> str:
    """The words of a thing by which it is to be found beside its title: the texts of what is said of it. id: where the
    title does not say it."""
    said = [str(value) for row in about.rows for value in row[1:2] if isinstance(value, str)]
    return " ".join(filter(None, (id, *said)))[:_SEARCHED]


def _of_indicator(ground: Ground, view: View, thing: Thing, about: Table, others: Sequence[Table]) -> _Content:
    """How it stands comes first, how it is defined last."""
    programme, language = thing.programme, view.language
    if programme.folder or not programme.years:
        return _Content((about, *others))
    question = Question(view.year, indicator=thing.id, sections=frozenset(("results",)), language=language)
    report = year_report(programme, question, ground.origin)
    path = path_table(view, programme, Located[Indicator](thing.id, thing.spot, thing.value, thing.owner))
    chart = path_chart(path, language.say(words("Promised and reported, year by year")))
    record = next((one for table in report.tables for one in table.records() if one.get("id") == thing.id), None)
    tables = (
        path,
        *(one for one in others if not one.key.endswith(".place")),
        about._replace(title=words("How it is defined")),
        *(one for one in others if one.key.endswith(".place")),
    )
    return _Content(tables, tuple(_strip(record, language)) if record else (), (chart,) if chart else ())


def _strip(record: dict[str, Value], language: Language) -> Iterator[HtmlText]:
    """How it stands, in a few figures of the report."""
    status = record["status"]
    kind = status_class(status if isinstance(status, Status) else None)
    yield html('<dl class="strip">')
    yield html(
        '<div><dt>{}</dt><dd class="{}">{}</dd></div>',
        language.say(words("Status")),
        kind,
        cell_text(_STATUS, status, language),
    )
    due = words("Due in {year}", year=record["due_year"]) if record["due_year"] is not None else words("Due")
    for name, cell in ((due, record["due"]), (words("Reported"), record["reported"])):
        yield _tile(name, cell, language)
    yield _tile(words("Reported by"), record["coverage"], language)
    progress = record["progress"]
    if isinstance(progress, Decimal):
        said = cell_text(_PERCENT, progress, language)
        title = language.say(words("Progress"))
        yield html("<div><dt>{}</dt><dd>{}{}</dd></div>", title, said, bar(progress))
    yield html("</dl>")


def _tile(name: Message, cell: Cell, language: Language) -> HtmlText:
    return html("<div><dt>{}</dt><dd>{}</dd></div>", language.say(name), cell_text(_NUMBER, value_in(cell), language))
