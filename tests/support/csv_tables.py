"""The tables of a page as CSV, read back by a reader of its own."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from cic.pages.parts import tables_apart
from cic.pages.tables import Page
from cic.render.formats import TABLES


def csv_of(page: Page) -> dict[str, list[list[str]]]:
    """The rows of each table of a page, by the name of its file."""
    return {
        name: list(csv.reader(io.StringIO(TABLES["csv"].render(part), newline="")))
        for name, part in tables_apart(page).items()
    }


def csv_tables(cic: Callable, folder: Path, *arguments: object) -> dict[str, list[dict[str, str]]]:
    """The rows of each table that a command writes into a zip, by the name of its file without its ending."""
    path = folder / "tables.zip"
    ran = cic(*arguments, "--lang", "en", "--output", path)
    assert (ran.code, ran.out) == (0, ""), ran.err
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
            )
            for name in archive.namelist()
        }
