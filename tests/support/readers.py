"""What a page looks like to a reader: HTML as a parser of others reads it, the terminal as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from cic.pages.tables import Page
from cic.render.formats import TABLES
from cic.render.setting import Setting

Rows = list[list[str]]


def without_empty(rows: Rows) -> Rows:
    """The rows without the columns in which nothing stands; the first stays."""
    own = [n for n in range(len(rows[0])) if n == 0 or any(row[n] for row in rows)]
    return [[row[n] for n in own] for row in rows]


class HtmlPage(HTMLParser):
    """The tables of a page; refuses what is not well nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[Rows] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("meta", "rect", "path", "wbr") and tag not in self.open:
            return
        self.open.append(tag)
        if tag == "tbody":
            self.tables.append([])
        elif tag == "tr" and "tbody" in self.open:
            self.tables[-1].append([])
        elif tag in ("td", "th") and "tbody" in self.open:
            self.tables[-1][-1].append("")
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        if "tbody" in self.open and self.open[-1] in ("td", "th", "span"):
            self.tables[-1][-1][-1] += data


def parsed(page: str) -> HtmlPage:
    parser = HtmlPage()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


def terminal(report: Page, width: int) -> str:
    return TABLES["terminal"].render(report, Setting(width=width))
