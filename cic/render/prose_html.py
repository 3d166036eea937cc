"""A text to read as one HTML file, in the dress of the report: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cic.language import Language
from cic.pages.tables import words
from cic.render.page_html import opening, style_sheet
from cic.render.prose import Grid, Heading, Items, Line, Link, Part, Prose
from cic.render.prose_markdown import target
from cic.render.safe_text import HtmlText, html
from cic.render.setting import Setting
from cic.render.web.words import with_directions

_SKIP = words("Skip to the text")


def render(content: Prose, setting: Setting) -> HtmlText:
    """The text as an HTML document. The same text gives the same bytes."""
    return html("{}\n", HtmlText.joined("\n", _page(content, setting.language)))


def _page(content: Prose, language: Language) -> Iterator[HtmlText]:
    head, *rest = content.parts
    title = head.words if isinstance(head, Heading) else "cic"
    yield from opening(title, _SKIP, language, style_sheet("prose.css"))
    mark = html('<p class="invented">{}</p>', content.mark) if content.mark else html("")
    yield html("<header>{}<h1>{}</h1></header>", mark, title)
    yield from navigation_of(rest, language)
    yield html('<main id="content" class="prose" tabindex="-1">')
    yield from parts_html(rest)
    yield html("</main></body></html>")


def navigation_of(parts: Iterable[Part], language: Language) -> Iterator[HtmlText]:
    """The links to the sections of a text, where there are several."""
    sections = [part.words for part in parts if isinstance(part, Heading) and part.level == 2]
    if len(sections) > 1:
        yield html('<nav aria-label="{}"><ul>', language.say(words("Sections")))
        yield from (html('<li><a href="#s-{}">{}</a></li>', n, name) for n, name in enumerate(sections, 1))
        yield html("</ul></nav>")


def parts_html(parts: Iterable[Part]) -> Iterator[HtmlText]:
    """The parts of a text below its title; its sections are numbered."""
    number = 0
    for part in parts:
        if isinstance(part, Heading) and part.level == 2:
            number += 1
            yield html('<h2 id="s-{}">{}</h2>', number, part.words)
        else:
            yield from _part(part)


_FEW_COLUMNS = 3
_LONG = 16


def _part(part: Part) -> Iterator[HtmlText]:
    if isinstance(part, Heading):
        yield html("<h{0}>{1}</h{0}>", part.level, with_directions(part.words))
    elif isinstance(part, Items):
        yield html("<ul>")
        for item in part.items:
            below = HtmlText.joined("", (html("<li>{}</li>", _line(one)) for one in item.below))
            yield html("<li>{}{}</li>", _line(item.line), html("<ul>{}</ul>", below) if below else "")
        yield html("</ul>")
    elif isinstance(part, Grid):
        # as cards on a narrow screen, where there are many columns
        room = html("some ") if len(part.titles) > _FEW_COLUMNS else html("")
        yield html('<div class="room"><table class="{}wide"><thead><tr>', room)
        titles = (html('<th scope="col" class="{}">{}</th>', _kind(part, n), one) for n, one in enumerate(part.titles))
        yield HtmlText.joined("", titles)
        yield html("</tr></thead><tbody>")
        for row in part.rows:
            cells = (
                html(
                    '<td class="{}" data-label="{}">{}</td>', _cell(part, n, one), part.titles[n], with_directions(one)
                )
                for n, one in enumerate(row)
            )
            yield html("<tr>{}</tr>", HtmlText.joined("", cells))
        yield html("</tbody></table></div>")
    elif part.kind == "plain":
        yield html("<p>{}</p>", _line(part.line))
    elif part.kind == "strong":
        yield html("<p><strong>{}</strong></p>", _line(part.line))
    else:
        yield html("<blockquote>{}</blockquote>", _line(part.line))


def _kind(grid: Grid, column: int) -> str:
    return "figure" if column in grid.figures else "text"


def _cell(grid: Grid, column: int, text: str) -> HtmlText:
    """The class of a cell: a long text has a line of its own on a card."""
    return html("{}{}", _kind(grid, column), html(" long") if len(text) > _LONG else html(""))


def _line(line: Line) -> HtmlText:
    return HtmlText.joined("", map(_written, line))


def _written(one: str | Link) -> HtmlText:
    return html('<a href="{}">{}</a>', target(one), one.words) if isinstance(one, Link) else with_directions(one)
