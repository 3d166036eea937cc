"""Texts of the data on a page in HTML: in which language and direction they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from cic.language import Foreign, Language
from cic.pages.tables import Term, words
from cic.reference.countries import names_of
from cic.render.direction import holds_right_to_left, is_right_to_left, parted
from cic.render.safe_text import HtmlText, html


def spoken_in(cell: object, text: str) -> HtmlText:
    """The attributes that say in which language and direction a text of the data is, where that is not the page's."""
    language = in_its_language(cell.name if isinstance(cell, Term) else cell)
    if not holds_right_to_left(text):
        return language
    return html("{}{}", language, html(' dir="rtl"') if is_right_to_left(text) else html(' dir="auto"'))


def in_its_language(text: object) -> HtmlText:
    """The attribute that says in which language a text is, where that is not the page's."""
    return html(' lang="{}"', text.language) if isinstance(text, Foreign) else html("")


def with_directions(text: str) -> HtmlText:
    """A sentence, with whatever is written from right to left apart from the words beside it."""
    return HtmlText.joined(
        "", (html("<bdi>{}</bdi>", part) if is_apart else HtmlText(part) for part, is_apart in parted(text))
    )


def parting(text: str) -> HtmlText:
    """A text that may be parted after its slashes, as names of files and of partnerships are."""
    *before, last = text.split("/")
    return HtmlText.joined("", (*(html("{}/<wbr>", one) for one in before), HtmlText(last)))


def with_countries(text: str, codes: Iterable[str], language: Language) -> HtmlText:
    """A text in which codes of countries are told to be such: by the name of the country, where it has one."""
    unnamed = language.say(words("country code of ISO 3166-1"))
    parts: list[HtmlText] = []
    for code in codes:
        before, found, text = text.partition(code)
        parts.append(with_directions(before))
        names = names_of(code)
        said = language.text(names) if names else unnamed
        parts.append(html('<abbr class="country" title="{}">{}</abbr>', said, found) if found else html(""))
    return HtmlText.joined("", (*parts, with_directions(text)))


Links: TypeAlias = Mapping[str, str]
"""Where the page of a thing is, by its id."""
NO_LINKS: Links = MappingProxyType({})
_ID = re.compile(r"[^\s,;()]+")
"""An id, in a list of them."""


_FIGURED = re.compile(r"(?=[^\W\d]*\d)(?=\d*[^\W\d])")
"""Of an id with letters and figures, which is no word of a sentence."""


def with_links(text: str, links: Links, in_sentence: bool = False) -> HtmlText:
    """A list of ids, each of which leads to its page where it has one; what stands between them stays. in_sentence:
    words stand between them, so that an id of letters alone may be one of these."""
    parts, end = [], 0
    for match in _ID.finditer(text):
        if match.group() in links and (not in_sentence or _FIGURED.match(match.group())):
            parts.append(HtmlText(text[end : match.start()]))
            parts.append(html('<a href="{}">{}</a>', links[match.group()], match.group()))
            end = match.end()
    return HtmlText.joined("", (*parts, HtmlText(text[end:])))
