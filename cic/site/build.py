"""A whole site as files: page by page, so that no more than one is ever held."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files

from cic.base.callbacks import Progress, no_progress
from cic.render.safe_text import SafeBytes, sanitized, sanitized_json
from cic.site.frame import Frame, around
from cic.site.ground import Ground
from cic.site.sheets import paths_of_sheets, sheets
from cic.site.tables import paths_of_tables, table_files

ASSETS = ("site.css", "site.js")
"""The files that all pages have in common."""
MAP = "sitemap.xml"
AT_THE_TOP = ("index.html", "404.html")


def build(ground: Ground, progress: Progress = no_progress) -> Iterator[tuple[str, SafeBytes]]:
    """Each file of the site with its path, in the folder where it will stand. The same ground gives the same bytes."""
    frame = Frame(around(ground))
    # the page of the tables stands with its files
    total = (len(paths_of_sheets(ground)) + 1) * len(ground.languages)
    done = 0
    for language in ground.languages:
        found: list[tuple[str, str, str]] = []
        report = ground.report(ground.year, language)
        for sheet in sheets(ground, language, report):
            if sheet.found_as is not None:
                found.append((sheet.title, sheet.path, sheet.found_as))
            yield f"{language.code}/{sheet.path}", frame.page(sheet, language)
            done += 1
            progress(done, total)
        for path, content in table_files(ground, language, report):
            yield f"{language.code}/{path}", content
        yield f"assets/search.{language.code}.js", search_script(found)
    for name in ASSETS:
        yield f"assets/{name}", asset(name)
    yield "index.html", frame.entrance()
    yield "404.html", frame.gone()
    if ground.base_url:
        yield MAP, frame.map_of_pages(paths_of_sheets(ground))


def paths(ground: Ground) -> tuple[str, ...]:
    """The paths of all files that `build` makes, in no order."""
    own = (*paths_of_sheets(ground), *paths_of_tables(ground))
    return (
        *(f"{language.code}/{path}" for language in ground.languages for path in own),
        *(f"assets/search.{language.code}.js" for language in ground.languages),
        *(f"assets/{name}" for name in ASSETS),
        *AT_THE_TOP,
        *((MAP,) if ground.base_url else ()),
    )


def asset(name: str) -> SafeBytes:
    """A file of ours that all pages have in common; the style sheet is that of the report and what a site has beside
    it."""
    own = (files("cic.site") / "assets" / name).read_bytes()
    if name.endswith(".css"):
        of_pages = b"".join((files("cic.render") / one).read_bytes() for one in ("page.css", "prose.css", "map.css"))
        return SafeBytes(of_pages + own)
    return SafeBytes(own)


def search_script(found: Iterable[tuple[str, str, str]]) -> SafeBytes:
    """What can be searched, as a script that says one thing: a page opened from a folder may read no other file. No
    text in it can end the script or a line."""
    shown = [[sanitized(text) for text in one] for one in found]
    written = sanitized_json(json.dumps(shown, ensure_ascii=True, separators=(",", ":")))
    safe = written.replace("<", "\\u003c")
    return SafeBytes(f"var cicPages = {safe};\n".encode("ascii"))
