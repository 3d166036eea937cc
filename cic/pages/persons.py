"""Pages without what is of persons, wherever in a text of the data it stands: whoever reads a page need not be whoever
may read the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from cic.base.message import Message, Word
from cic.language import Foreign
from cic.pages.tables import Cell, Chart, Column, Derived, Page, Table, Term

V = TypeVar("V")
Clean = Callable[[str], str]


def without_persons(page: Page, clean: Clean) -> Page:
    """The page with each of its texts cleaned."""
    return page._replace(
        title=_cleaned(page.title, clean),
        facts=tuple(one._replace(value=_cleaned(one.value, clean)) for one in page.facts),
        tables=tuple(table_without_persons(one, clean) for one in page.tables),
        highlights=tuple(_cleaned(one, clean) for one in page.highlights),
        charts=tuple(_chart(one, clean) for one in page.charts),
    )


def table_without_persons(table: Table, clean: Clean) -> Table:
    """The same of a table alone."""
    return table._replace(
        title=_cleaned(table.title, clean),
        columns=tuple(one._replace(title=_cleaned(one.title, clean)) for one in table.columns),
        rows=tuple(
            tuple(_cell(column, cell, clean) for column, cell in zip(table.columns, row, strict=True))
            for row in table.rows
        ),
        notes=tuple(_cleaned(one, clean) for one in table.notes),
    )


def _chart(chart: Chart, clean: Clean) -> Chart:
    marks = (
        one._replace(
            label=one.label if _is_id(one.label) else _cleaned(one.label, clean),
            about=clean(one.about),
            title=clean(one.title),
        )
        for one in chart.marks
    )
    return chart._replace(
        title=_cleaned(chart.title, clean),
        marks=tuple(marks),
        notes=tuple(_cleaned(one, clean) for one in chart.notes),
    )


def _cell(column: Column, cell: Cell, clean: Clean) -> Cell:
    if isinstance(cell, Derived):
        return cell._replace(value=_cleaned(cell.value, clean)) if isinstance(cell.value, (str, Message)) else cell
    is_kept = column.kind == "place" or (column.kind == "id" and _is_id(cell))
    return cell if is_kept and isinstance(cell, str) else _cleaned(cell, clean)


def _is_id(cell: Cell) -> bool:
    """Whether it is what a thing is found by, and no name of it: that has blanks now and then."""
    return isinstance(cell, str) and " " not in cell


def _cleaned(value: V, clean: Clean) -> V:
    """Whatever holds texts, with each of them cleaned; anything else as it is."""
    return _of(value, clean)  # type: ignore[return-value]


def _of(value: object, clean: Clean) -> object:
    if isinstance(value, Foreign):
        return Foreign.of(value.language, clean(value))
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Message):
        params = {key: _of(one, clean) for key, one in value.params.items()}
        return value._replace(params=params) if params else value
    if isinstance(value, Term):
        word = value.word if _is_id(value.word) else clean(value.word)
        return value._replace(word=word, name=_cleaned(value.name, clean))
    if isinstance(value, Word):
        name = value.name
        if isinstance(name, Mapping):
            return value._replace(name={code: clean(text) for code, text in name.items()})
        return value._replace(name=_cleaned(name, clean))
    if isinstance(value, (tuple, list)) and not hasattr(value, "_fields"):
        return type(value)(_of(one, clean) for one in value)
    return value
