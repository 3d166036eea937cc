"""A table as a value: made once, handed to any renderer. Rendering computes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from enum import Enum
from typing import Literal, NamedTuple, Self

from cic.analysis.status import Coverage, Limit, Status
from cic.base.message import Message, Word
from cic.diagnostics import Spot

Kind = Literal["text", "id", "number", "amount", "percent", "progress", "year", "status", "place"]
"""How the cells of a column are written. `text` may wrap, all others never; `progress` is a percentage that may be
drawn as a bar; `place` is file:line:column."""

_FIGURES = frozenset(("number", "amount", "percent", "progress"))


class State(Enum):
    """What stands in a cell where there is no value; no two look alike, and none is a zero."""

    NOT_REPORTED = "not reported"
    NOT_DUE = "not due"
    NOT_APPLICABLE = "not applicable"
    NOT_STATED = "not stated"
    NOT_ALLOCATED = "not allocated"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    IN_WORDS = "in words"

    @property
    def symbol(self) -> str | None:
        """The sign that stands for it where there is no room for the words, and where signs stand."""
        return _STATE_SYMBOLS.get(self)


_STATE_SYMBOLS = {State.NOT_ALLOCATED: "□", State.WITHDRAWN: "×", State.MERGED: "→"}
STATES_IN_ASCII = {"□": "o", "×": "w", "→": ">"}


class Bound(Decimal):
    """A figure of which only a limit is known, because not all have reported: the exact number, and which limit it is.
    It counts as the number wherever it is one; people read “at least” or a sign before it."""

    limit: Limit

    def __new__(cls, value: Decimal, limit: Limit) -> Self:
        """The number, as a limit."""
        one = super().__new__(cls, value)
        one.limit = limit
        return one

    def __reduce__(self) -> tuple[type[Bound], tuple[Decimal, Limit]]:  # type: ignore[override]
        """As it is copied and kept."""
        return Bound, (Decimal(self), self.limit)

    def __deepcopy__(self, memo: object) -> Self:
        """A value needs no copy."""
        return self


def bounded(value: Decimal, limit: Limit | None) -> Decimal:
    """The figure, as a limit where it is one."""
    return value if limit is None else Bound(value, limit)


class Term(NamedTuple):
    """A word of the files, and what people call it: for machines the word, for readers its name."""

    word: str
    name: Message | str


class NamedThing(Term):
    """The id of a thing, and what people call it: where they read pages it leads to the page of the thing."""

    __slots__ = ()


class CountryCode(Term):
    """Codes of countries as the data have them, separated by commas: where they read pages, people are told what such a
    code stands for."""

    __slots__ = ()

    @classmethod
    def of(cls, *codes: str | None) -> CountryCode | None:
        """The codes as a cell, where there is no room for names; None where there is none."""
        said = ", ".join(filter(None, codes))
        return cls(said, said) if said else None

    @classmethod
    def named(cls, *codes: str | None) -> CountryCode | None:
        """The countries by their names, each with its code; None where there is none."""
        known = [name_of_country(code) for code in codes if code]
        said = tuple(
            one.word if one.name == one.word else words("{country} ({code})", country=one, code=one.word)
            for one in known
        )
        return cls(", ".join(one.word for one in known), Message("{countries}", {"countries": said})) if said else None


def name_of_country(code: str) -> Word:
    """A country, as people call it; by its code where that is none of ISO 3166-1."""
    from cic.reference.countries import names_of

    return Word(code, names_of(code) or code)


Value = str | int | Decimal | datetime.date | State | Status | Coverage | Term | Message | None
"""None is an empty cell: nothing belongs there. A Message is the program's own words, which are translated; a str is
a text or an id of the data, which is not."""


class Derivation(NamedTuple):
    """How a figure came about.

    calculation: with its numbers as they stand in the files, so that one can search for them. spots: the places of all
    that takes part.
    """

    calculation: Message | str
    spots: tuple[Spot, ...] = ()


class Derived(NamedTuple):
    """A figure that knows how it came about. `how` is asked only by a page that says so: most do not."""

    value: Value
    how: Callable[[], Derivation]


Cell = Value | Derived


def value_in(cell: Cell) -> Value:
    """What stands in a cell, without how it came about."""
    return cell.value if isinstance(cell, Derived) else cell


class Column(NamedTuple):
    """A column: its key for machines, its title for people, the kind of its cells.

    joined: for people it stands behind the column before it, in the same cell: a year in brackets, a status as a sign.
    signed: for people a figure above zero has a plus, as a difference must. as_sign: a status stands there as its sign
    alone, where there is no room for the word. short: the short title of the wording in the column after it, for which
    it stands where that is folded; people who read the wording read no title. said: what people read where
    it is joined, a template of a {value}. group: what several columns are of, as a year; where there is no room for
    columns each group has a line, in which in_group says a cell, a template of a {value}.
    """

    key: str
    title: Message | str
    kind: Kind = "text"
    joined: bool = False
    signed: bool = False
    as_sign: bool = False
    short: bool = False
    said: Message | None = None
    group: str = ""
    in_group: Message | None = None

    @property
    def is_figure(self) -> bool:
        """Whether the cells are figures, set to the right."""
        return self.kind in _FIGURES


class Table(NamedTuple):
    """A titled table.

    notes: sentences below it. section: the part of the page that it belongs to. named_by: so many columns, from the
    first, say what a row is about. is_told: its texts are to be read and not compared, so that people get each row as a
    heading with the texts below it; for programs it is a table like others.
    """

    key: str
    title: Message | str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Message, ...] = ()
    section: str = ""
    named_by: int = 1
    is_told: bool = False

    def records(self) -> Iterator[dict[str, Value]]:
        """What stands in the rows, by the keys of the columns."""
        for row in self.rows:
            yield {column.key: value_in(cell) for column, cell in zip(self.columns, row, strict=True)}


class Fact(NamedTuple):
    """A line of the page's head: its key for machines, its name for people, its value."""

    key: str
    name: Message | str
    value: Cell


TEXTS = "texts"
"""The key of the fact that texts of the data are shown in another language than that of the page."""
FICTIONAL = "fictional"
"""The key of the fact that all of it is invented."""


class Mark(NamedTuple):
    """What a chart draws beside or above one label: a value for each column of the chart.

    about: what the label stands for, in full. starts_group: it begins another result or the like. title: what the label
    stands for in a few words, where it has such.
    """

    label: Cell
    values: tuple[Cell, ...]
    about: str = ""
    status: Status | None = None
    starts_group: bool = False
    title: str = ""


class Chart(NamedTuple):
    """A picture of figures that stand in tables of the same section.

    form: `bars` lie, one below the other, from nothing to 100 % or to all who must report; `columns` stand beside each
    other, one for each column; `lines` lead from one mark to the next. columns: what is drawn. marks: the labels, in
    order. notes: what is left out of it.
    """

    key: str
    title: Message | str
    form: Literal["bars", "columns", "lines"]
    columns: tuple[Column, ...]
    marks: tuple[Mark, ...]
    section: str = ""
    notes: tuple[Message, ...] = ()


class Page(NamedTuple):
    """A page: facts about it, what deserves attention first, then its tables, and charts of their figures. currency: of
    its amounts, where they have one."""

    title: str
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    highlights: tuple[Message, ...] = ()
    charts: tuple[Chart, ...] = ()
    currency: str = ""

    def table(self, key: str) -> Table:
        """The table of that key. Raises KeyError where the page has none."""
        for table in self.tables:
            if table.key == key:
                return table
        raise KeyError(key)


def with_signs_explained(table: Table) -> Table:
    """The table with a note that says what the signs of limits mean, where it has any."""
    limits = {one.limit for row in table.rows for cell in row if isinstance(one := value_in(cell), Bound)}
    if not limits:
        return table
    if len(limits) > 1:
        note = words("≥: at least, ≤: at most, because not everything was reported.")
    elif Limit.LEAST in limits:
        note = words("≥: at least, because not everything was reported.")
    else:
        note = words("≤: at most, because not everything was reported.")
    return table._replace(notes=(*table.notes, note))


def words(template: str, /, **params: object) -> Message:
    """A text of the program's own, which every language translates."""
    return Message(template, params)
