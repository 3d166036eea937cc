"""What the site over all programmes is made from, and where each of its pages stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cic.base.message import Message
from cic.language import Language
from cic.pages.parts import tables_apart
from cic.pages.tables import name_of_country, words
from cic.portfolio import lists, overview
from cic.portfolio.lists import Listing, key_of_page, listing
from cic.portfolio.overview import Known, known, needing_attention
from cic.portfolio.shared import key_of
from cic.portfolio.store import Renewed
from cic.portfolio.summary import report
from cic.portfolio.taken import FINDINGS
from cic.portfolio.wording import names_of_programmes
from cic.site.addresses import INDEX, distinct_name, safe_name
from cic.site.build import ASSETS, AT_THE_TOP, MAP
from cic.site.sheet import Place

PLACES = (
    Place("overview", "index.html", words("Overview")),
    Place("programmes", "programmes/index.html", words("Programmes")),
    Place("codes", "codes/index.html", words("Shared codes")),
    Place("findings", "findings/index.html", words("Findings")),
    Place("tables", "tables/index.html", words("Tables to take away")),
)


class Lists(NamedTuple):
    """The lists that have pages of their own: of all programmes and of all codes, where they are too many for one page;
    of the programmes of each country; of those that need attention, where they are too many for the first page."""

    programmes: Listing
    codes: Listing
    countries: Mapping[str, Listing]
    attention: Listing

    def each(self) -> Iterator[tuple[str, Listing]]:
        """Those that have pages, with the key of the part of the site that each belongs to."""
        for place, one in (("programmes", self.programmes), ("codes", self.codes), ("overview", self.attention)):
            if one.parts:
                yield place, one
        yield from (("programmes", one) for one in self.countries.values())


class Whole(NamedTuple):
    """What the site is made from.

    connection, done: the tables, and what the run that brought them up to date did. year: results at its end; None for
    the report year of each programme. languages: the first is that of the entrance. programmes, codes: the file names
    of the pages of each, by folder, and by list and code. with_sites: whether the site of each programme stands beside
    them, but for those of `without_site`, by folder, with the reason.
    """

    connection: Any
    done: Renewed
    year: int | None
    languages: tuple[Language, ...]
    base_url: str
    programmes: Mapping[str, str]
    codes: Mapping[tuple[str, str], str]
    known: Known
    lists: Lists
    with_sites: bool = False
    without_site: Mapping[str, str] = MappingProxyType({})

    @property
    def day(self) -> Any:
        """The day that counted as today."""
        return self.connection.execute("SELECT max(as_of) FROM programmes").fetchone()[0]

    def to_codes(self) -> dict[str, str]:
        """The pages of codes, in the folder of a language."""
        return {key_of(*code): f"codes/{name}.html" for code, name in self.codes.items()}

    def to_all(self) -> dict[str, str]:
        """The pages of programmes by their folders, of codes, and of lists."""
        programmes = {folder: f"programmes/{name}.html" for folder, name in self.programmes.items()}
        several = {key_of_page(part.path): part.path for _, one in self.lists.each() for part in one.parts}
        return programmes | self.to_codes() | several


def whole(
    connection: Any,
    done: Renewed,
    year: int | None,
    languages: tuple[Language, ...],
    base_url: str = "",
    with_sites: bool = False,
) -> Whole:
    """Where each page stands."""
    names = names_of_programmes(connection)
    taken = {INDEX}
    programmes = {folder: distinct_name(folder, "programmes", taken) for folder in names}
    codes, taken = {}, {INDEX}
    for vocabulary, code in connection.execute("SELECT DISTINCT vocabulary, code FROM codes ORDER BY ALL").fetchall():
        codes[vocabulary, code] = distinct_name(f"{vocabulary}-{code}", "codes", taken)
    of_all = known(connection, report(connection, done, year), done, names, languages[0].code)
    several = _lists(of_all, [key_of(*one) for one in codes])
    return Whole(connection, done, year, languages, base_url, programmes, codes, of_all, several, with_sites)


def _in_country(code: str) -> Message:
    if not code:
        return words("Programmes without a country")
    return words("Programmes in {country}", country=name_of_country(code))


def _lists(of: Known, codes: list[str]) -> Lists:
    ordered = list(of.rows)
    needing = needing_attention(of)
    of_countries: dict[str, list[str]] = {}
    for folder in ordered if len(ordered) > lists.MOST else ():
        for country in of.owed[folder].countries or ("",):
            of_countries.setdefault(country, []).append(folder)
    return Lists(
        _several(words("Programmes"), "lists", ordered if len(ordered) > lists.MOST else []),
        _several(words("Shared codes"), "codelists", codes if len(codes) > lists.MOST else []),
        {
            code: listing(
                _in_country(code),
                "countries",
                safe_name(code) if code else "none",
                of_countries[code],
            )
            for code in sorted(of_countries, key=lambda one: (not one, one))
        },
        _several(words("What needs attention"), "attention", needing if len(needing) > overview.AT_ONCE else [], INDEX),
    )


def _several(title: Message, folder: str, keys: list[str], first: str = "first") -> Listing:
    return listing(title, folder, first, keys) if keys else Listing(title, ())


def paths(of: Whole) -> tuple[str, ...]:
    """The paths of all files that `build` makes, in no order, and some of which it may make none."""
    own = (
        *(one.path for one in PLACES),
        *(part.path for _, one in of.lists.each() for part in one.parts),
        *(f"programmes/{name}.html" for name in of.programmes.values()),
        *(f"codes/{name}.{kind}" for name in of.codes.values() for kind in ("html", "csv")),
        *(f"tables/{name}.csv" for name in tables_apart(of.known.report)),
    )
    return (
        *(f"{language.code}/{path}" for language in of.languages for path in own),
        *(f"assets/search.{language.code}.js" for language in of.languages),
        *(f"assets/{name}" for name in ASSETS),
        FINDINGS,
        *AT_THE_TOP,
        *((MAP,) if of.base_url else ()),
    )
