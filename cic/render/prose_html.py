"""A text to read as one HTML file, in the dress of the report: no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from cic.language import Language
from cic.pages.tables import words
from cic.render.page_html import opening
from cic.render.prose import Grid, Heading, Items, Line, Link, Part, Prose
from cic.render.prose_markdown import target
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_STYLE = """
.prose p, .prose li, blockquote { max-width: 46rem; }
.prose h3 { margin: 2rem 0 .5rem; font-size: 1.0625rem; }
.prose li { margin: .2rem 0; }
.prose blockquote { margin: .75rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
.prose a { overflow-wrap: anywhere; }
"""
_SKIP = words("Skip to the text")


def render(content: Prose, setting: Setting) -> str:
    """The text as an HTML document. The same text gives the same bytes."""
    return "\n".join(_page(content, setting.language)) + "\n"


def _page(content: Prose, language: Language) -> Iterator[str]:
    head, *rest = content.parts
    title = head.words if isinstance(head, Heading) else "cic"
    yield from opening(title, _SKIP, language, _STYLE)
    mark = f'<p class="invented">{_said(content.mark)}</p>' if content.mark else ""
    yield f"<header>{mark}<h1>{_said(title)}</h1></header>"
    sections = [part.words for part in rest if isinstance(part, Heading) and part.level == 2]
    if len(sections) > 1:
        yield f'<nav aria-label="{_said(language.say(words("Sections")))}"><ul>'
        yield from (f'<li><a href="#s-{n}">{_said(name)}</a></li>' for n, name in enumerate(sections, 1))
        yield "</ul></nav>"
    yield '<main id="content" class="prose" tabindex="-1">'
    number = 0
    for part in rest:
        if isinstance(part, Heading) and part.level == 2:
            number += 1
            yield f'<h2 id="s-{number}">{_said(part.words)}</h2>'
        else:
            yield from _part(part)
    yield "</main></body></html>"


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"<h{part.level}>{_said(part.words)}</h{part.level}>"
    elif isinstance(part, Items):
        yield "<ul>"
        for item in part.items:
            below = "".join(f"<li>{_line(one)}</li>" for one in item.below)
            yield f"<li>{_line(item.line)}{f'<ul>{below}</ul>' if below else ''}</li>"
        yield "</ul>"
    elif isinstance(part, Grid):
        yield '<div class="scroll" role="group" tabindex="0"><table class="wide"><thead><tr>'
        yield "".join(
            f'<th scope="col" class="{_kind(part, n)}">{_said(one)}</th>' for n, one in enumerate(part.titles)
        )
        yield "</tr></thead><tbody>"
        for row in part.rows:
            cells = (f'<td class="{_kind(part, n)}">{_said(one)}</td>' for n, one in enumerate(row))
            yield f"<tr>{''.join(cells)}</tr>"
        yield "</tbody></table></div>"
    else:
        text = _line(part.line)
        yield {
            "plain": f"<p>{text}</p>",
            "strong": f"<p><strong>{text}</strong></p>",
            "remark": f"<blockquote>{text}</blockquote>",
        }[part.kind]


def _kind(grid: Grid, column: int) -> str:
    return "figure" if column in grid.figures else "text"


def _line(line: Line) -> str:
    return "".join(
        f'<a href="{escape(target(one))}">{_said(one.words)}</a>' if isinstance(one, Link) else _said(one)
        for one in line
    )


def _said(text: str) -> str:
    return escape(sanitized(text))
