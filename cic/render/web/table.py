"""Tables of a page in HTML: as tables where there is room, row by row as cards where there is little."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Language
from cic.pages.parts import tables_apart
from cic.pages.tables import Cell, Column, CountryCode, NamedThing, Page, State, Table, Term, Value, value_in, words
from cic.render.cells import Shown, cell_text, shown, without_empty_columns
from cic.render.chart_svg import status_class
from cic.render.formats import TABLES
from cic.render.headline import tells_statuses
from cic.render.safe_text import HtmlText, html
from cic.render.setting import Setting
from cic.render.told import told
from cic.render.web.matrix import as_list, is_matrix
from cic.render.web.words import NO_LINKS, Links, parting, spoken_in, with_countries, with_directions, with_links

_FEW, _SOME, _MANY = 3, 8, 12
"""Up to so many columns a table is a table on every screen; above the lowest, cards on a narrow one, above the next, on
all but a wide one; above the last, on each."""
_LONG = 16
"""Signs of a text that has a line of its own on a card."""
_SHORT = 4
"""Rows of a table that is not parted over two printed pages."""
_UNKNOWN = (Status.NOT_REPORTED, Status.NOT_DUE, Status.NOT_APPLICABLE)
_OF_IDS = ("indicators", "to_confirm")
"""Columns that hold ids among words."""
_SENTENCE = "message"
"""A column of sentences in which ids stand, as findings are."""
_NAMED_BY_THEMSELVES = ("claims",)
"""Tables whose ids are of nothing that has a page, though something else may have the same."""
_TEXT = Column("", "", "text")
_TOTALS = ("Total", "Sum", "Printed for the partners", "Not allocated")
"""What a row is called that is made of the others or stands against them, as the pages with money call it."""


class Named(NamedTuple):
    """A table, the id of its heading, the level of that; the name and the page of the file that holds it alone."""

    table: Table
    id: str
    level: int
    file: str
    alone: Page


def named_tables(page: Page) -> Iterator[Named]:
    """The tables of the page, each with what it is called by."""
    for n, (table, (name, alone)) in enumerate(zip(page.tables, tables_apart(page).items(), strict=False)):
        yield Named(table, f"t-{n}", 3 if table.section else 2, f"{name}.csv", alone)


def table_html(
    one: Named, language: Language, under: str = "", links: Links = NO_LINKS, below: Iterable[HtmlText] = ()
) -> Iterator[HtmlText]:
    """The table with its heading, its notes, and a link to take it away. under: the heading of its section, which it
    does not repeat. links: where the page of a thing is, by its id. below: what stands below all of it."""
    table = one.table
    title = with_directions(language.say(table.title))
    heading, level = html('<h{0} id="{1}">{2}</h{0}>', one.level, one.id, title), one.level + 1
    if under == language.say(table.title):
        level = one.level
        heading = html('<span id="{}" class="unseen">{}</span>', one.id, title)
    unknown = _unknown(table)
    if not table.rows:
        yield heading
        yield html('<p class="nothing">{}</p>', language.say(words("(nothing)")))
    elif table.is_told:
        yield heading
        yield from _told(table, level, language)
    elif unknown:
        yield heading
        said = words("Nothing reported yet: {indicators}", indicators=tuple(unknown))
        yield html('<details class="folded"><summary>{}</summary>', language.say(said))
        yield from _grid(table, html('<caption class="unseen">{}</caption>', title), one.id, language, links)
    else:
        yield from _grid(table, html("<caption>{}</caption>", heading), one.id, language, links)
        if is_matrix(table):
            yield from as_list(table, language, links)
    yield from (html('<p class="note">{}</p>', with_directions(language.say(note))) for note in table.notes)
    if table.rows:
        yield _download(one, language)
        yield from below
        if unknown:
            yield html("</details>")


def _told(table: Table, level: int, language: Language) -> Iterator[HtmlText]:
    """Each row below a heading, its texts with their names as a list."""
    for one in told(table, language):
        yield html('<h{0} class="told">{1}</h{0}><dl>', level, with_directions(one.subject))
        for text in one.texts:
            spoken = spoken_in(text.cell, text.paragraphs[0])
            paragraphs = HtmlText.joined("", (html("<p>{}</p>", paragraph) for paragraph in text.paragraphs))
            yield html("<div><dt>{}</dt><dd{}>{}</dd></div>", text.name, spoken, paragraphs)
        yield html("</dl>")


def _unknown(table: Table) -> list[str]:
    """The ids of the rows, where no row has a value: each says only what is due."""
    keys = [column.key for column in table.columns]
    if "status" not in keys or "reported" not in keys or "id" not in keys:
        return []
    records = list(table.records())
    is_unknown = all(one["status"] in _UNKNOWN and isinstance(one["reported"], State) for one in records)
    return [str(one["id"]) for one in records if one["status"] is Status.NOT_REPORTED] if is_unknown else []


def _grid(table: Table, caption: HtmlText, id: str, language: Language, links: Links) -> Iterator[HtmlText]:
    table = without_empty_columns(table)
    links = NO_LINKS if table.key.rpartition(".")[2] in _NAMED_BY_THEMSELVES else links
    seen = shown(table, language)
    titles = _titles_of(table, seen)
    yield html('<div class="room"><table class="{}" aria-labelledby="{}">{}', _size(table, seen), id, caption)
    yield html("<thead><tr>")
    for column, heading in zip(seen.columns, seen.titles, strict=True):
        named = with_links(heading, links) if column.as_sign and links else HtmlText(heading)
        yield html('<th scope="col" class="{}">{}</th>', _kind(column), named)
    yield html("</tr></thead><tbody>")
    labels = [html(' data-label="{}"', title) for title in seen.titles]
    for n, (row, cells) in enumerate(zip(seen.rows, seen.cells, strict=True)):
        parts = [
            _cell(column, cell, text, labels[at], titles[n].get(at), language, links, is_first=at == 0)
            for at, (column, cell, text) in enumerate(zip(seen.columns, cells, row, strict=True))
        ]
        of = html(' class="total"') if is_total(cells) else html("")
        yield html("<tr{}>{}</tr>", of, HtmlText.joined("", parts))
    yield html("</tbody></table></div>")


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row is of all the others, so that it has no place among them whatever they are sorted by."""
    return any(isinstance(cell, Message) and cell.template in _TOTALS for cell in map(value_in, row[:_NAMING]))


_NAMING = 2
"""Columns, from the first, in which stands what a row is called."""


def _size(table: Table, seen: Shown) -> str:
    count = len(seen.columns)
    if any(column.as_sign for column in seen.columns):
        room = "matrix" if count <= _SOME + 1 else "matrix signs"
    else:
        room = "few" if count <= _FEW else "some" if count <= _SOME else "many" if count <= _MANY else "most"
    width = "wide" if any(column.kind == "text" for column in seen.columns) else "narrow"
    short = " short" if len(seen.rows) <= _SHORT else ""
    # the style sheet gives these a form of their own
    name = table.key.rpartition(".")[2]
    is_formed = tells_statuses(table) or name in ("legend", "about")
    return f"{name} {room} {width}{short}" if is_formed else f"{room} {width}{short}"


def _titles_of(table: Table, seen: Shown) -> Sequence[dict[int, Value]]:
    """For each row the short titles of wordings, by the place of the wording among the columns that are seen."""
    places = {column.key: n for n, column in enumerate(seen.columns)}
    of = [(n, places[table.columns[n + 1].key]) for n, column in enumerate(table.columns) if column.short]
    return [{at: value_in(row[n]) for n, at in of if value_in(row[n]) is not None} for row in table.rows]


def _kind(column: Column) -> str:
    if column.as_sign:
        return "sign"
    if column.kind in ("text", "place"):
        return column.kind
    return "figure" if column.is_figure else "word"


def _cell(
    column: Column,
    cell: Cell,
    text: str,
    label: HtmlText,
    title: Value,
    language: Language,
    links: Links,
    is_first: bool,
) -> HtmlText:
    kind, order = _kind(column), html("")
    if column.kind == "text" and (len(text) > _LONG or title is not None):
        kind += " long"
    if isinstance(cell, Status):
        kind += f" {status_class(cell)}"
    elif isinstance(cell, State):
        kind += " state"
    elif isinstance(cell, datetime.date):
        # for whoever sorts: no language writes days so that they stand in their order
        order = html(' data-order="{}"', cell.isoformat())
    written, spoken = HtmlText(text), spoken_in(cell, text)
    if column.kind == "progress" and isinstance(cell, Decimal):
        written = html('{}<span class="percent">{}</span>', bar(cell), written)
    elif column.as_sign and isinstance(cell, (Status, State)):
        written = html('{} <span class="said">{}</span>', text, language.say(words(cell.value)))
    elif title is not None:
        short = cell_text(_TEXT, title, language)
        wording = html("<summary{}>{}</summary><span{}>{}</span>", spoken_in(title, short), short, spoken, written)
        written, spoken = html("<details>{}</details>", wording), html("")
    elif column.kind == "place":
        written = parting(text)
    elif isinstance(cell, CountryCode):
        written = with_countries(text, cell.word.split(", "), language)
    elif isinstance(cell, NamedThing):
        written = html('<a href="{}">{}</a>', links[cell.word], written) if cell.word in links else written
    elif links and column.key == _SENTENCE:
        written = with_links(text, links, in_sentence=True)
    elif links and (column.kind == "id" or is_first or column.key in _OF_IDS):
        if isinstance(cell, Term) and cell.word in links:
            written = html('<a href="{}">{}</a>', links[cell.word], written)
        elif isinstance(cell, str):
            written = with_links(text, links)
    if is_first and text:  # an empty head would name nothing
        return html('<th scope="row" class="{}"{}{}>{}</th>', kind, order, spoken, written)
    return html('<td class="{}"{}{}{}>{}</td>', kind, order, label, spoken, written)


def bar(progress: Decimal) -> HtmlText:
    """The progress drawn, capped; the figure beside it is not."""
    share = min(max(progress, Decimal(0)), Decimal(100))
    return html('<span class="meter" aria-hidden="true"><span style="width:{:f}%"></span></span>', share)


def _download(one: Named, language: Language) -> HtmlText:
    """The table as a file for a spreadsheet, within the page itself."""
    file = TABLES["csv"]
    made = file.render(one.alone, Setting(language)).encoded(file.encoding)
    content = base64.b64encode(made).decode("ascii")
    return html(
        '<p class="take"><a download="{}" href="data:text/csv;charset=utf-8;base64,{}" '
        'aria-describedby="{}">{}</a></p>',
        one.file,
        content,
        one.id,
        language.say(words("Download as CSV")),
    )
