"""Who stands how in what, in HTML: beside the table of signs a list for each row, for narrow screens."""

from __future__ import annotations

from collections.abc import Iterator

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.tables import Cell, Column, State, Table, value_in
from cic.render.cells import cell_text
from cic.render.chart_svg import status_class
from cic.render.safe_text import HtmlText, html
from cic.render.web.words import spoken_in

_STATUS = Column("", "", "status")


def is_matrix(table: Table) -> bool:
    """Whether the table holds statuses as signs."""
    return bool(table.rows) and any(column.as_sign for column in table.columns)


def as_list(table: Table, language: Language) -> Iterator[HtmlText]:
    """For each row its statuses, with the columns where they stand."""
    yield html('<dl class="by-row">')
    for row in table.rows:
        name = cell_text(table.columns[0], row[0], language)
        yield html("<div><dt{}>{}</dt>", spoken_in(value_in(row[0]), name), name)
        for status in (*Status, *State):
            where = [_with_joined(table, row, n, language) for n, cell in enumerate(row) if value_in(cell) is status]
            if where:
                kind = status_class(status) if isinstance(status, Status) else "state"
                said = html('<span class="{}">{}</span>', kind, cell_text(_STATUS, status, language))
                yield html("<dd>{} {}</dd>", said, HtmlText(", ".join(where)))
        yield html("</div>")
    yield html("</dl>")


def _with_joined(table: Table, row: tuple[Cell, ...], at: int, language: Language) -> str:
    """The title of a column, with what stands beside its sign."""
    title = language.say(table.columns[at].title)
    beside = at + 1
    if beside == len(row) or not table.columns[beside].joined or row[beside] is None:
        return title
    return f"{title} ({cell_text(table.columns[beside], row[beside], language)})"
