"""What people read of a country: its name in their language, and for programs its code alone."""

from __future__ import annotations

import pytest

from cic.language import language_of
from cic.pages.tables import Column, CountryCode
from cic.portfolio.lists import listing, table_of_countries
from cic.portfolio.whole import _in_country
from cic.render.cells import cell_text
from cic.render.web.words import with_countries

COLUMN = Column("country", "Country")
NAMES = {
    "en": "Belgium (BE), Morocco (MA), XA",
    "fr": "Belgique (BE), Maroc (MA), XA",
    "nl": "België (BE), Marokko (MA), XA",
    "ar": "بلجيكا (BE), المغرب (MA), XA",
}


@pytest.mark.parametrize("code", NAMES)
def test_countries_are_called_by_their_names(code: str) -> None:
    cell = CountryCode.named("BE", None, "MA", "XA")
    assert cell is not None
    assert cell.word == "BE, MA, XA"
    assert cell_text(COLUMN, cell, language_of(code)) == NAMES[code]


def test_where_there_is_no_room_the_code_stands() -> None:
    cell = CountryCode.of("BE", "MA")
    assert cell is not None
    assert cell_text(COLUMN, cell, language_of("fr")) == "BE, MA"


def test_no_country_is_nothing() -> None:
    assert CountryCode.named() is None
    assert CountryCode.named(None) is None


@pytest.mark.parametrize(("code", "name"), [("fr", "Maroc"), ("nl", "Marokko"), ("en", "Morocco")])
def test_on_pages_the_code_says_its_name(code: str, name: str) -> None:
    said = str(with_countries("BE, MA", ["BE", "MA"], language_of(code)))
    assert f'<abbr class="country" title="{name}">MA</abbr>' in said


def test_a_code_without_a_name_says_what_it_is() -> None:
    said = str(with_countries("XA", ["XA"], language_of("en")))
    assert said == '<abbr class="country" title="country code of ISO 3166-1">XA</abbr>'


def test_lists_of_programmes_name_their_country() -> None:
    lists = {code: listing(_in_country(code), "countries", code or "none", ["one"]) for code in ("MA", "XA", "")}
    french = language_of("fr")
    assert [french.say(one.title) for one in lists.values()] == [
        "Programmes : Maroc",
        "Programmes : XA",
        "Programmes sans pays",
    ]
    table = table_of_countries(lists)
    assert [cell_text(COLUMN, row[0], french) for row in table.rows] == ["Maroc", "XA", "non précisé"]
