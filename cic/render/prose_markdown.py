"""A text to read, as Markdown, with markup in texts of the data made harmless."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from cic.render.prose import Grid, Heading, Items, Line, Link, Part, Prose
from cic.render.setting import Setting
from cic.render.table_markdown import escaped


def render(content: Prose, _: Setting) -> str:
    """The parts, with an empty line between them."""
    return "\n\n".join("\n".join(_part(part)) for part in content.parts) + "\n"


def _part(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield f"{'#' * part.level} {escaped(part.words)}"
    elif isinstance(part, Items):
        for item in part.items:
            yield f"- {_line(item.line)}"
            yield from (f"  - {_line(one)}" for one in item.below)
    elif isinstance(part, Grid):
        yield f"| {' | '.join(map(escaped, part.titles))} |"
        yield "|" + "|".join("---:" if n in part.figures else "---" for n in range(len(part.titles))) + "|"
        yield from (f"| {' | '.join(map(escaped, row))} |" for row in part.rows)
    else:
        text = _line(part.line)
        yield {"plain": text, "strong": f"**{text}**", "remark": f"> {text}"}[part.kind]


def _line(line: Line) -> str:
    return _no_list("".join(map(_written, line)))


_MARKER = re.compile(r"^(\s*\d*)([-+=.)])(?=[-=\s]|$)")
"""What begins a list or underlines a heading where it begins a line."""


def _no_list(markdown: str) -> str:
    return _MARKER.sub(r"\1\\\2", markdown)


def begun(text: str) -> str:
    """The text for Markdown, where it begins a line or an item: as text, whatever its first signs are."""
    return _no_list(escaped(text))


def _written(one: str | Link) -> str:
    return f"[{escaped(one.words)}]({target(one)})" if isinstance(one, Link) else escaped(one)


def target(link: Link) -> str:
    """Where the link leads, as a relative address: whatever the name of a file holds, it is no scheme and no markup."""
    path, sign, line = link.target.rpartition("#L")
    return quote(path, safe="/") + sign + quote(line, safe="")
