"""A page taken apart into its tables."""

from __future__ import annotations

import re

import pytest

from cic.base.errors import UserError
from cic.pages.parts import one_table, only_table, tables_apart
from cic.pages.tables import Column, Fact, Page, Table, words

FACTS = (Fact("year", words("Year"), 2031),)


def page(*keys: str) -> Page:
    return Page("P", FACTS, tuple(Table(key, key, (Column("id", "Id"),), (("x",),)) for key in keys))


@pytest.mark.parametrize(
    ("keys", "names"),
    [
        (("a.b", "c_d-e"), ["a.b", "c_d-e"]),
        (("a", "A", "a", "a-2"), ["a", "A-2", "a-3", "a-2-2"]),
        (("../../etc/passwd", "C:\\x", "/"), ["_.._etc_passwd", "C_x", "_"]),
        (("con", "COM1.x", "console"), ["_con", "_COM1.x", "console"]),
        (("", ".", "é\x00\n", "日本"), ["table", "table-2", "_", "_-2"]),
        (("facts",), ["facts"]),
        (("k" * 300,), ["k" * 100]),
    ],
)
def test_each_table_has_a_name_that_a_file_can_have(keys: tuple[str, ...], names: list[str]) -> None:
    found = list(tables_apart(page(*keys)))
    assert found[:-1] == names
    assert found[-1] == ("facts-2" if "facts" in keys else "facts")
    assert len({name.lower() for name in found}) == len(found)
    assert all(re.fullmatch(r"[\w-][\w.-]*", name, re.ASCII) for name in found)


def test_one_of_several() -> None:
    assert [table.key for table in one_table(page("a", "b"), "b").tables] == ["b"]
    assert [table.rows for table in one_table(page("a", "b"), "facts").tables] == [(("year", 2031),)]
    with pytest.raises(UserError, match="no table c") as fault:
        one_table(page("a", "b"), "c")
    assert fault.value.hint == "tables are a, b, facts"
    with pytest.raises(UserError, match="the page has 2: a, b, facts"):
        only_table(page("a", "b"))
    assert [table.key for table in only_table(page()).tables] == ["facts"]
