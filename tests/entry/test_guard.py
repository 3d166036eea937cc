"""Hostile and damaged workbooks end in a message, soon and in little memory; ordinary ones pass."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import BASE, DAY, ROOT
from damaged_workbooks import by_chance, crafted, packed, unpacked
from filled_forms import form_of, opened, saved

from cic.base.errors import UserError
from cic.entry.forms.form import form
from cic.entry.workbook.guard import MOST_BYTES, MOST_PARTS, MOST_UNPACKED
from cic.entry.workbook.reading import workbook
from cic.entry.workbook.xml_guard import MOST_ELEMENTS
from cic.model.programme import Programme
from cic.storage.folder import Folder
from cic.storage.loader import load

SAID = {
    "bomb of entities": "DOCTYPE",
    "entity of a file": "DOCTYPE",
    "DTD in UTF-16": "DOCTYPE",
    "DTD in a relation": "DOCTYPE",
    "blanks": "small file that would unpack",
    "zeros": "small file that would unpack",
    "lying about sizes": "small file that would unpack|cannot be unpacked",
    "overlapping": "small file that would unpack|cannot be unpacked|[Content_Types]|archive",
    "very many parts": "parts",
    "very many rows": "twice or out of its order",
    "very many cells in a place": "twice or out of its order",
    "deep": "more than a form can be",
    "wide": "more than a form can be",
    "long attribute": "more than a form can be|small file that would unpack",
    "merged all over": "merged over the whole sheet",
    "last row of all": "far from everything",
    "rows backwards": "twice or out of its order",
    "row twice": "twice or out of its order",
    "macros": "macros",
    "macros said": "macros",
    "macros related": "macros",
    "external link": "links to other files",
    "external link related": "links to other files",
    "dde": "links to other files",
    "embedded": "embedded objects",
    "active": "embedded objects",
    "connections": "links to other files",
    "way out": "leads out of it",
    "way out of a drive": "leads out of it",
    "absolute": "leads out of it",
    "part twice": "twice",
    "encrypted parts": "password",
    "rows in styles": "out of its order",
    "strict": "Strict",
    "xlsb": ".xlsb",
    "docx": "Word",
    "ods": ".ods",
    "zip of forms": "archive",
    "xls": ".xls",
    "password": "password",
    "old xls": ".xls",
    "csv": "CSV",
    "html": "web page",
    "pdf": "PDF",
    "nothing": "empty",
    "too large": "bytes",
    "cut off": "cannot be unpacked",
}


@cache
def sent() -> tuple[Programme, bytes]:
    programme = load(Folder(BASE), DAY).programme
    return programme, form_of(programme, "alfa-bravo", 2031)[1]


@cache
def made() -> dict[str, Callable[[], bytes]]:
    return crafted(sent()[1])


def message(raw: bytes) -> str:
    """What is said of a workbook; empty where it is read."""
    try:
        form(sent()[0], raw, "form.xlsx")
    except UserError as stop:
        fault = stop
    else:
        return ""
    assert fault.hint, fault.message
    assert "form.xlsx" in fault.message
    return fault.message


@pytest.mark.parametrize("name", crafted(packed({"[Content_Types].xml": b""})))
def test_what_is_made_to_hurt_ends_in_a_message(name: str) -> None:
    raw = made()[name]()
    before = time.monotonic()
    said = message(raw)
    assert time.monotonic() - before < 5
    assert any(one in said for one in SAID[name].split("|")) if name in SAID else True, said


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_what_is_damaged_ends_in_a_message_or_is_read(start: int) -> None:
    for seed in range(start, start + 50):
        before = time.monotonic()
        message(by_chance(sent()[1], random.Random(10**6 + seed)))
        assert time.monotonic() - before < 5, seed


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one program's own memory is read from /proc")
def test_all_that_is_made_to_hurt_takes_little_memory() -> None:
    ran = subprocess.run(
        [sys.executable, "tools/hostile_workbooks.py", "300"], capture_output=True, text=True, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("name", "hint"), [("ods", ".xlsx"), ("xls", ".xlsx"), ("password", "password"), ("zip of forms", "a.xlsx")]
)
def test_what_to_do_is_said(name: str, hint: str) -> None:
    with pytest.raises(UserError) as stop:
        workbook(made()[name](), "form.xlsx")
    assert hint in stop.value.hint


def test_what_people_and_programs_add_is_no_harm() -> None:
    parts = unpacked(sent()[1])
    more = {
        "docProps/thumbnail.jpeg": b"\xff\xd8\xff",
        "xl/media/image1.png": b"\x89PNG\r\n",
        "xl/printerSettings/printerSettings1.bin": bytes(1000),
        "customXml/item1.xml": b"<a/>",
        "docMetadata/LabelInfo.xml": b"<a/>",
        "xl/calcChain.xml": b'<calcChain><c r="B1"/><c r="A1"/></calcChain>',
        "xl/drawings/vmlDrawing1.vml": b"<xml><row r='1'/></xml>".replace(b"<row r='1'/>", b""),
        "xl/threadedComments/threadedComment1.xml": b"<a/>",
    }
    assert message(packed({**parts, **more})) == ""
    book = opened(sent()[1])
    for row in range(50, 60):
        book.worksheets[1].row_dimensions[row].height = 30
    book.worksheets[1]["D5"].hyperlink = "https://example.org"
    assert message(saved(book)) == ""


def test_the_limits_leave_room_for_the_largest_forms() -> None:
    parts = unpacked(sent()[1])
    assert len(sent()[1]) * 40 < MOST_BYTES
    assert sum(map(len, parts.values())) * 40 < MOST_UNPACKED
    assert len(parts) * 10 < MOST_PARTS
    assert sum(one.count(b"<") for one in parts.values()) * 20 < MOST_ELEMENTS


def test_openpyxl_sees_only_the_judged_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    from cic.entry.workbook.guard import judged

    parts = {**unpacked(sent()[1]), "xl/media/image1.png": b"x", "xl/theme/theme2.xml": b"<a/>"}
    left = unpacked(judged(packed(parts), "form.xlsx").package)
    assert not [name for name in left if "media" in name or "theme" in name]
    assert {name for name in left if "worksheets" in name} == {name for name in parts if re_sheet(name)}


def re_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/sheet")


def test_the_tool_says_what_it_measures() -> None:
    ran = subprocess.run(
        [sys.executable, "tools/hostile_workbooks.py", "judge", str(BASE)],
        input=f"{Path(__file__)}\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert json.loads(ran.stdout)[1] is False, ran.stderr
