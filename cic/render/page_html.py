"""A report as one HTML file: no script, nothing from elsewhere, for the eye, the ear, the keyboard and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cic.base.message import Message
from cic.language import Language
from cic.pages.tables import FICTIONAL, Fact, Page, words
from cic.render.cells import fact_text, named
from cic.render.headline import titled
from cic.render.safe_text import HtmlText, html
from cic.render.setting import Setting
from cic.render.web.body import facts, navigation, sections
from cic.render.web.words import with_directions

_POLICY = HtmlText.ours("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
_NO_STYLE = html("")


def render(report: Page, setting: Setting) -> HtmlText:
    """The report as an HTML document. The same report gives the same bytes."""
    return html("{}\n", HtmlText.joined("\n", _page(report, setting.language)))


def _page(report: Page, language: Language) -> Iterator[HtmlText]:
    title = report.title or next((language.say(table.title) for table in report.tables), "cic")
    invented = next((fact for fact in report.facts if fact.key == FICTIONAL), None)
    name = titled(title, report, language)
    yield from opening(name, words("Skip to the figures"), language, _running_head(invented, language))
    yield html("<header>")
    if invented is not None:
        yield html('<p class="invented">{}</p>', _invented(invented, language))
    yield html("<h1>{}</h1>", with_directions(title))
    yield from facts(report, language)
    yield html("</header>")
    yield from navigation(report, language)
    yield html('<main id="content" tabindex="-1">')
    yield from sections(report, language)
    yield html("</main></body></html>")


def opening(title: str, skip: Message, language: Language, style: HtmlText = _NO_STYLE) -> Iterator[HtmlText]:
    """How every page begins, up to the link that leads past its head, to `#content`. style: of this page alone."""
    yield html("<!doctype html>")
    yield html('<html lang="{}">', language.code)
    yield html('<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
    yield html('<meta http-equiv="Content-Security-Policy" content="{}">', _POLICY)
    yield html("<title>{}</title>", title)
    yield html("<style>\n{}{}</style></head>", style_sheet("page.css"), style)
    yield html("<body>")
    yield html('<a class="skip" href="#content">{}</a>', language.say(skip))


def style_sheet(name: str) -> HtmlText:
    """One of those that lie beside this module."""
    return HtmlText.ours(Path(__file__).with_name(name).read_text("utf-8"))


def _invented(fact: Fact, language: Language) -> str:
    return named(*fact_text(fact, language), language)


def _running_head(invented: Fact | None, language: Language) -> HtmlText:
    """What stands on top of every printed page of an invented programme."""
    if invented is None:
        return _NO_STYLE
    # a string of CSS, in which no sign but letters and blanks stands as such
    text = re.sub(r"[^\w ]", lambda match: f"\\{ord(match.group()):x} ", _invented(invented, language))
    return html('@page {{ @top-center {{ content: "{}"; font: bold 9pt sans-serif; color: #9d1c12; }} }}\n', text)
