"""Tables as Markdown for pull requests, with `|` and markup in texts made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cic.language import Language
from cic.pages.tables import Column, Page, Table, words
from cic.render.cells import fact_text, named, shown
from cic.render.safe_text import sanitized
from cic.render.setting import Setting
from cic.render.table_plain import grid

_MARKUP = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>|#~$"} | {"&": "&amp;"})
_LINKED_BY_GITHUB = re.compile(r"(@|\\#)(?=\w)|:(?=//)|(?<=www)\.|:(?=[a-z+-][\w+-]*:)", re.IGNORECASE)
_PARTED = "&#8288;"
"""A word joiner: nothing to see, but what it parts is no mention, no link and no sign."""


def render(report: Page, setting: Setting) -> str:
    """The report as Markdown."""
    return "\n".join(_page(report, setting.language)) + "\n"


def _page(report: Page, language: Language) -> Iterator[str]:
    if report.title:
        yield f"# {escaped(report.title)}"
        yield ""
    for fact in report.facts:
        name, value = map(escaped, fact_text(fact, language))
        yield f"- {named(name, value, language)}"
    yield from (f"- **{escaped(language.say(one))}**" for one in report.highlights)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield f"## {escaped(language.say(table.title))}"
        yield ""
        yield _table(table, language)
        for note in table.notes:
            yield ""
            yield escaped(language.say(note))


def _table(table: Table, language: Language) -> str:
    if not table.rows:
        return language.say(words("(nothing)"))
    seen = shown(table, language)
    rows = [[_written(column, text) for column, text in zip(seen.columns, row, strict=True)] for row in seen.rows]
    return grid(seen, [escaped(title) for title in seen.titles], rows, "pipe")


def _written(column: Column, text: str) -> str:
    """A place can be copied as it stands."""
    return f"`{text}`" if column.kind == "place" and text and not {"`", "|", "\\"} & set(text) else escaped(text)


def escaped(text: str) -> str:
    """The text for Markdown, with markup, mentions, links and control characters made harmless."""
    return _LINKED_BY_GITHUB.sub(lambda match: match.group() + _PARTED, sanitized(text).translate(_MARKUP))
