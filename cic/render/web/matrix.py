"""Who stands how in what, in HTML: beside the table of signs a list for each row, for narrow screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeGuard

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.tables import Cell, Column, NamedThing, State, Table, value_in
from cic.render.cells import cell_text
from cic.render.chart_svg import status_class
from cic.render.safe_text import HtmlText, html
from cic.render.web.words import NO_LINKS, Links, spoken_in, with_links

_STATUS = Column("", "", "status")


def is_matrix(table: Table) -> bool:
    """Whether the table holds statuses as signs."""
    return bool(table.rows) and any(column.as_sign for column in table.columns)


def as_list(table: Table, language: Language, links: Links = NO_LINKS) -> Iterator[HtmlText]:
    """For each row its statuses, with the columns where they stand. links: where the page of a thing is, by its id."""
    yield html('<dl class="by-row">')
    for row in table.rows:
        name = cell_text(table.columns[0], row[0], language)
        who = value_in(row[0])
        written = html('<a href="{}">{}</a>', links[who.word], name) if _has_page(who, links) else HtmlText(name)
        yield html("<div><dt{}>{}</dt>", spoken_in(who, name), written)
        for status in (*Status, *State):
            where = [_with_joined(table, row, n, language) for n, cell in enumerate(row) if value_in(cell) is status]
            if where:
                kind = status_class(status) if isinstance(status, Status) else "state"
                said = html('<span class="{}">{}</span>', kind, cell_text(_STATUS, status, language))
                yield html("<dd>{} {}</dd>", said, with_links(", ".join(where), links))
        yield html("</div>")
    yield html("</dl>")


def _has_page(who: object, links: Links) -> TypeGuard[NamedThing]:
    return isinstance(who, NamedThing) and who.word in links


def _with_joined(table: Table, row: tuple[Cell, ...], at: int, language: Language) -> str:
    """The title of a column, with what stands beside its sign."""
    title = language.say(table.columns[at].title)
    beside = at + 1
    if beside == len(row) or not table.columns[beside].joined or row[beside] is None:
        return title
    return f"{title} ({cell_text(table.columns[beside], row[beside], language)})"
