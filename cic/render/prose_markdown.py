"""A text to read, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from cic.render.prose import Grid, Heading, Items, Line, Link, Part, Prose
from cic.render.safe_text import MarkdownText, markdown
from cic.render.setting import Setting


def render(content: Prose, _: Setting) -> MarkdownText:
    """The parts, with an empty line between them."""
    parts = (MarkdownText.joined("\n", _part(part)) for part in content.parts)
    return markdown("{}\n", MarkdownText.joined("\n\n", parts))


def _part(part: Part) -> Iterator[MarkdownText]:
    if isinstance(part, Heading):
        yield markdown("{} {}", MarkdownText.joined("", [markdown("#")] * part.level), part.words)
    elif isinstance(part, Items):
        for item in part.items:
            yield markdown("- {}", _line(item.line))
            yield from (markdown("  - {}", _line(one)) for one in item.below)
    elif isinstance(part, Grid):
        yield _row(part.titles)
        rules = (markdown("---:") if n in part.figures else markdown("---") for n in range(len(part.titles)))
        yield markdown("|{}|", MarkdownText.joined("|", rules))
        yield from map(_row, part.rows)
    elif part.kind == "plain":
        yield _line(part.line)
    elif part.kind == "strong":
        yield markdown("**{}**", _line(part.line))
    else:
        yield markdown("> {}", _line(part.line))


def _row(cells: Iterable[str]) -> MarkdownText:
    return markdown("| {} |", MarkdownText.joined(" | ", map(MarkdownText, cells)))


def _line(line: Line) -> MarkdownText:
    return MarkdownText.joined("", map(_written, line)).beginning()


def _written(one: str | Link) -> MarkdownText:
    if isinstance(one, Link):
        return markdown("[{}]({})", one.words, MarkdownText.ours(target(one)))  # encoded
    return MarkdownText(one)


def target(link: Link) -> str:
    """Where the link leads, as a relative address: whatever the name of a file holds, it is no scheme and no markup."""
    path, sign, line = link.target.rpartition("#L")
    return quote(path, safe="/") + sign + quote(line, safe="")
