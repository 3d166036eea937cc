"""A table whose texts are to be read, within an HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from cic.language import Language
from cic.pages.tables import Table
from cic.render.safe_text import HtmlText, html
from cic.render.told import told


def told_html(table: Table, level: int, language: Language) -> Iterator[HtmlText]:
    """Each row below a heading of that level, its texts with their names as a list."""
    for one in told(table, language):
        yield html('<h{0} class="told">{1}</h{0}><dl class="told">', level, one.subject)
        for text in one.texts:
            paragraphs = HtmlText.joined("", [html("<p>{}</p>", paragraph) for paragraph in text.paragraphs])
            yield html("<div><dt>{}</dt><dd>{}</dd></div>", text.name, paragraphs)
        yield html("</dl>")
