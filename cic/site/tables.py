"""The tables of the report to take away: each as CSV, all of them as JSON and as a workbook, and a page that leads to
them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from cic.language import Language
from cic.pages.annual import year_report
from cic.pages.annual.question import Question
from cic.pages.parts import tables_apart
from cic.pages.tables import Page, words
from cic.render.formats import TABLES
from cic.render.safe_text import HtmlText, SafeBytes, html
from cic.render.setting import Setting
from cic.render.web.words import with_directions
from cic.site.ground import Ground
from cic.site.sheet import Sheet

FOLDER = "tables"
_PAGE = f"{FOLDER}/index.html"
_WHOLE = ("json", "xlsx")


def tables_sheet(language: Language, report: Page) -> Sheet:
    """The page that leads to the files."""
    title = language.say(words("Tables to take away"))
    return Sheet(_PAGE, title, "about", tuple(_links(language, report)))


def _links(language: Language, report: Page) -> Iterator[HtmlText]:
    formats = [name for name in _WHOLE if _is_there(name)]
    yield html("<h2>{}</h2><ul>", language.say(words("All in one file")))
    said = {"json": words("For programs (JSON)"), "xlsx": words("A workbook (Excel, LibreOffice)")}
    for name in formats:
        yield html('<li><a href="report.{}" download>{}</a></li>', name, language.say(said[name]))
    if "xlsx" not in formats:
        absent = words("A workbook is not among them: the library that writes it was not there.")
        yield html("<li>{}</li>", language.say(absent))
    yield html("</ul><h2>{}</h2><ul>", language.say(words("Each table as CSV")))
    for name, alone in tables_apart(report).items():
        heading = with_directions(language.say(alone.tables[0].title))
        yield html('<li><a href="{}.csv" download>{}</a></li>', name, heading)
    yield html("</ul>")


def table_files(ground: Ground, language: Language, report: Page) -> Iterator[tuple[str, SafeBytes]]:
    """The files, by their paths in the folder of the language."""
    setting = Setting(language, version=ground.version)
    csv = TABLES["csv"]
    for name, alone in tables_apart(report).items():
        yield f"{FOLDER}/{name}.csv", csv.render(alone, setting).encoded(csv.encoding)
    for name in filter(_is_there, _WHOLE):
        format = TABLES[name]
        yield f"{FOLDER}/report.{name}", format.render(report, setting).encoded(format.encoding)


def paths_of_tables(ground: Ground) -> tuple[str, ...]:
    """Where the page and the files stand in the folder of each language, which all have the same tables."""
    report = year_report(ground.programme, Question(ground.year), ground.origin)
    files = (
        *(f"{name}.csv" for name in tables_apart(report)),
        *(f"report.{name}" for name in filter(_is_there, _WHOLE)),
    )
    return (_PAGE, *(f"{FOLDER}/{name}" for name in files))


def _is_there(format: str) -> bool:
    """Whether what the format needs is installed."""
    library = TABLES[format].library
    return library is None or find_spec(library.module) is not None
