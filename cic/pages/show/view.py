"""What a page about one thing is made from, and the tables that every such page has."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cic.base.message import Message, exact
from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Finding, Spot
from cic.language import Language
from cic.pages.show.known import Known
from cic.pages.tables import TEXTS, Cell, Column, Fact, Page, State, Table, words
from cic.storage.loader import Loaded
from cic.storage.places import written_place


class ShownTexts:
    """Collects the texts of the data that a page shows, while it is made."""

    def __init__(self) -> None:
        self.all: list[Mapping[Any, str]] = []

    def add(self, text: Mapping[Any, str]) -> None:
        """One text more."""
        self.all.append(text)


class View(NamedTuple):
    """What is looked at, and how.

    year: results and money up to its end. root: the data folder as it is shown. verdicts: what `cic validate` says of
    the data. with_persons: whether the data of persons are asked for. shown: the texts of the data that stand on the
    page, of which its head speaks once it is made. known: what several pages look up, kept for all of them.
    """

    loaded: Loaded
    year: int
    language: Language
    root: str
    shown: ShownTexts
    verdicts: tuple[Verdict, ...] = ()
    with_persons: bool = False
    known: Known | None = None

    @property
    def looked_up(self) -> Known:
        """What is looked up for pages of this view, and kept where one is made for several."""
        return self.known or Known(self.loaded, self.verdicts)

    def clean(self, text: str) -> str:
        """A text without what is of persons, where nobody asked for it."""
        return text if self.with_persons else self.loaded.programme.persons.without(text)

    def text(self, text: Mapping[Any, str] | None) -> Cell:
        """A text of the data in the language of the page, else in the one that it stands in."""
        return State.NOT_STATED if text is None else self.said(text)

    def said(self, text: Mapping[Any, str]) -> str:
        """A text of the data, as `text` gives it."""
        self.shown.add(text)
        return self.language.text(text)

    def remarked(self, page: Page) -> Page:
        """The page, with a remark at its head where texts were shown in another language than its own."""
        foreign = self.language.lacking(self.shown.all)
        return page if foreign is None else page._replace(facts=(*page.facts, Fact(TEXTS, words("Texts"), foreign)))

    def places(self, spots: Iterable[Spot]) -> dict[Spot, str]:
        """The place of each spot, as it is written."""
        return {spot: written_place(place, self.root) for spot, place in self.looked_up.places(spots).items()}


Said = tuple[Message, Cell]
"""A name and what is said under it."""

LEFT_OUT: Said = (words("Contacts"), words("left out; --contacts shows them"))
"""In the place of persons who were not asked for."""


def about(key: str, title: Message | str, said: Iterable[Said]) -> Table:
    """What is said of a thing, name by name; what is None is left out."""
    columns = (Column("name", words("What"), "text"), Column("value", words("Value")))
    return Table(key, title, columns, tuple((name, value) for name, value in said if value is not None))


def filled(table: Table) -> Iterator[Table]:
    """The table, where it has anything."""
    if table.rows:
        yield table


def day_or(day: datetime.date | None, otherwise: str | None) -> Cell:
    """A date, else what is printed in its place, else that nothing is stated."""
    return day or otherwise or State.NOT_STATED


def findings_table(view: View, spots: Iterable[Spot]) -> Table:
    """The findings that touch any of the values, or what stands below them: acknowledged or open."""
    return table_of_findings(view, view.looked_up.findings(spots))


def table_of_findings(view: View, found: Iterable[Finding]) -> Table:
    """What was found, with its place: acknowledged or open."""
    columns = (
        Column("code", words("Code"), "id"),
        Column("severity", words("Severity"), "id"),
        Column("place", words("Place"), "place"),
        Column("message", words("Finding")),
        Column("state", words("State")),
    )
    rows = tuple(
        (
            one.code,
            words(one.severity.label),
            written_place(one.place, view.root),
            exact(one.message),
            _state(one),
        )
        for one in found
    )
    return Table("findings", words("Findings"), columns, rows)


def _state(finding: Finding) -> Message:
    state = words("acknowledged") if finding.acknowledged else words("open")
    return words("{state}; rests on our reading", state=state) if finding.rests_on_reading else state
