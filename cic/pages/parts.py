"""A page taken apart into its tables, for formats of which a file holds one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cic.base.errors import UserError
from cic.pages.tables import FICTIONAL, TEXTS, Column, Fact, Page, Table, words

FACTS = "facts"
"""The key of the table that holds what the head of the page says."""
_MARK = Column(FICTIONAL, words("FICTIONAL"), "id")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 100
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
"""Names that are no files on Windows, whatever follows."""


def one_table(page: Page, key: str) -> Page:
    """The page with the table of that key alone. Raises UserError, which names the keys, where it has none."""
    for table in (*page.tables, *_facts(page.facts)):
        if table.key == key:
            return page._replace(tables=(table,), charts=())
    raise UserError("the page has no table {key}", "tables are {known}", key=key, known=keys_of(page))


def keys_of(page: Page) -> list[str]:
    """The keys of its tables, and of the table of its facts."""
    return [table.key for table in (*page.tables, *_facts(page.facts))]


def only_table(page: Page) -> Page:
    """A page of one table, marked where the programme is invented. Raises UserError, which names the keys, for a page
    of several."""
    tables = page.tables or tuple(_facts(page.facts))
    if len(tables) != 1:
        raise UserError(
            "this format holds one table, and the page has {number}: {known}",
            "name one with --table KEY, or write them all with --output FOLDER/ or --output FILE.zip",
            number=len(tables),
            known=keys_of(page),
        )
    return page._replace(tables=(_marked(tables[0], page.facts),))


def tables_apart(page: Page) -> dict[str, Page]:
    """A page for each table, and for the facts, by a name that is safe for a file and unlike any other."""
    tables = [*(_marked(table, page.facts) for table in page.tables), *_facts(page.facts)]
    names = _names([table.key for table in tables])
    return {name: page._replace(tables=(table,)) for name, table in zip(names, tables, strict=True)}


def _facts(facts: Sequence[Fact]) -> Iterator[Table]:
    """But for the remark on texts, which follows the language asked for."""
    rows = tuple((fact.key, fact.value) for fact in facts if fact.key != TEXTS)
    if rows:
        yield Table(FACTS, words("Facts"), (Column("fact", words("Fact"), "id"), Column("value", words("Value"))), rows)


def _marked(table: Table, facts: Sequence[Fact]) -> Table:
    """Of an invented programme each row says so: rows are copied, and what stands beside them is not."""
    if table.key == FACTS or not any(fact.key == FICTIONAL for fact in facts):
        return table
    rows = tuple((*row, words("yes")) for row in table.rows)
    return table._replace(columns=(*table.columns, _MARK), rows=rows)


def _names(keys: Sequence[str]) -> list[str]:
    """A name for each key: what a file cannot be called becomes `_`, and one that is taken has a number behind it,
    also where it differs in capitals only."""
    taken: set[str] = set()
    names = []
    for key in keys:
        plain = _UNSAFE.sub("_", key).strip(".")[:_LONGEST] or "table"
        plain = "_" + plain if _DEVICES.match(plain) else plain
        name, number = plain, 1
        while name.lower() in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name.lower())
        names.append(name)
    return names
