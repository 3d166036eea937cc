"""Workbooks and documents, read back by libraries of others: what stands in which cell, and the whole text."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl

ENDINGS = ("xlsx", "docx")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(file: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def whole_text(file: bytes) -> str:
    """All text of all parts, where each is XML that others parse; no part is anything else."""
    texts = []
    for name, content in parts(file).items():
        assert name.endswith((".xml", ".rels", ".vml")), name
        root = ElementTree.fromstring(content)
        texts += ["".join(one.itertext()) for one in root.iter() if one.tag in (f"{_W}p",)] or [
            "".join(root.itertext())
        ]
        texts += [value for one in root.iter() for value in one.attrib.values()]
    return "\n".join(texts)


def book_of(file: bytes) -> Any:
    """The workbook, as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(file))


def document_of(file: bytes) -> Any:
    """The document, as python-docx reads it."""
    return docx.Document(io.BytesIO(file))


def number_in(value: float | int) -> Decimal:
    """The number of a cell, as whoever types it reads it."""
    return Decimal(repr(value))


def day_in(value: datetime.datetime) -> datetime.date:
    """The day of a cell."""
    assert value.time() == datetime.time()
    return value.date()
