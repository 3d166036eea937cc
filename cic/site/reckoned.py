"""How each figure of a table was reckoned, folded away below it: the arithmetic, and where its numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from cic.language import Language
from cic.pages.annual.explanation import Explained, explained
from cic.pages.tables import Column, Page, Table, words
from cic.render.cells import cell_text, named
from cic.render.direction import holds_right_to_left
from cic.render.safe_text import HtmlText, html, sanitized
from cic.render.web.body import sections
from cic.render.web.words import Links, spoken_in, with_directions, with_links
from cic.site.ground import Ground

_MOST_FIGURES = 400
"""More of them below one table nobody reads, and a page of them nobody can open: it says where else they stand."""
_MOST_PLACES = 200
_LONGEST = 12_000
"""Signs of a calculation, which in a sum of thousands of entries is cut between two of them."""
_PLUS = " + "
_TEXT = Column("", "", "text")
_NOTHING: Mapping[str, HtmlText] = MappingProxyType({})


def body_of(
    ground: Ground,
    page: Page,
    language: Language,
    links: Links,
    under: str = "",
    beside: Mapping[str, HtmlText] = _NOTHING,
) -> Iterator[HtmlText]:
    """The sections of a page, each of its tables with how its figures were reckoned."""
    return sections(page, language, links, under, beside, lambda table: reckoned(ground, table, language, links))


def reckoned(ground: Ground, table: Table, language: Language, links: Links) -> Iterator[HtmlText]:
    """The figures of a table that know how they came about, row by row; nothing where none does."""
    found: list[Explained] = []
    for one in explained(Page("", (), (_named_by_words(table),))):
        if not one.derivation.calculation and not one.derivation.spots:
            continue  # a number of nothing: there is none to be named
        if len(found) == _MOST_FIGURES:
            said = words("How so many figures were reckoned stands on the pages of the things that the rows are about.")
            yield html('<p class="note">{}</p>', language.say(said))
            return
        found.append(one)
    if not found:
        return
    title = html('<span class="unseen">{}</span>', with_directions(language.say(table.title)))
    yield html('<details class="reckoned"><summary>{} {}</summary><dl>', language.say(_SUMMARY), title)
    row = None
    for one in found:
        name = cell_text(_TEXT, one.row, language)
        if name != row:
            yield html("{}<div><dt{}>{}</dt>", _end(row), spoken_in(one.row, name), with_directions(name))
            row = name
        yield _figure(ground, one, language, links)
    yield html("</div></dl></details>")


def _named_by_words(table: Table) -> Table:
    """The table without the ids among what names its rows, where names stand beside them."""
    names = table.columns[: table.named_by]
    if len({one.kind == "id" for one in names}) < 2:
        return table
    own = [n for n, one in enumerate(table.columns) if n >= table.named_by or one.kind != "id"]
    return table._replace(
        columns=tuple(table.columns[n] for n in own),
        rows=tuple(tuple(row[n] for n in own) for row in table.rows),
        named_by=sum(n < table.named_by for n in own),
    )


_SUMMARY = words("How each figure was reckoned")


def _end(row: str | None) -> HtmlText:
    """The end of the row before, where there is one."""
    return html("") if row is None else html("</div>")


def _figure(ground: Ground, one: Explained, language: Language, links: Links) -> HtmlText:
    """A figure with its arithmetic and the places of its numbers."""
    figure = named(language.say(one.column.title), cell_text(one.column, one.value, language), language)
    spots = tuple(dict.fromkeys(one.derivation.spots))
    places = ground.places(spots[:_MOST_PLACES])
    stands = ", ".join(dict.fromkeys(places.values()))
    more = len(spots) - _MOST_PLACES
    if more > 0:
        stands = language.say(words("{places} and {count} more", places=stands, count=more))
    at = html(" <small>{}</small>", with_directions(stands)) if stands else html("")
    said = one.derivation.calculation
    said = sanitized(" ".join(ground.clean(_cut(language.say(said) if said else "")).split()))
    calculation = with_directions(said) if holds_right_to_left(said) else with_links(said, links)
    return html("<dd><span>{}</span> <span>{}{}</span></dd>", with_directions(figure), calculation, at)


def _cut(calculation: str) -> str:
    """A sum that is not too long to be read, cut before a plus."""
    if len(calculation) <= _LONGEST:
        return calculation
    at = calculation.rfind(_PLUS, 0, _LONGEST)
    return f"{calculation[: at if at > 0 else _LONGEST]}{_PLUS if at > 0 else ' '}…"
