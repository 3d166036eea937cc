"""Which reports are looked at for what they say beside their figures: of whom, of which years, of what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import NamedTuple

from cic.base.periods import is_part
from cic.diagnostics import Spot
from cic.language import Foreign, Language
from cic.model.common import Source
from cic.model.programme import PROGRAMME, Programme
from cic.model.report import ActivityReport, Observation, Report
from cic.model.scalars import Text
from cic.pages.annual.derivation import Term as Addend
from cic.pages.annual.derivation import name, sum_of
from cic.pages.annual.question import Question
from cic.pages.keys import as_cell
from cic.pages.tables import Cell, Derived, State, Term, words


class Item(NamedTuple):
    """Something that a report says of one thing, by its id: of whom, of which year, and where it stands.

    source: the document that the report is taken from.
    """

    id: str
    partnership: str
    commune: str | None
    year: int
    spot: Spot
    source: Source | None = None

    @property
    def who(self) -> str:
        """Who reports it."""
        return self.commune or self.partnership


class Scope(NamedTuple):
    """What is asked for of the reports.

    reports: those of the years, by file. partnership, commune: only that one; PROGRAMME for the programme's own. A
    partner that is no commune stands where a commune does.
    about: ids of indicators, of activities and of what stands above them, where not everything is asked for.
    clean: gives a text without what is of persons, where nobody asked for it. seen: is given each text of the data that
    is shown.
    """

    programme: Programme
    language: Language
    reports: tuple[tuple[str, Report], ...]
    partnership: str | None = None
    commune: str | None = None
    about: Collection[str] | None = None
    clean: Callable[[str], str] = str
    seen: Callable[[Text], None] = lambda _: None

    @property
    def is_whole(self) -> bool:
        """Whether all that a partnership says is asked for."""
        return self.about is None and self.commune is None

    def say(self, text: Text | None) -> str | None:
        """A text of the data in the language of the page, else in its own, which it tells where nothing is left out."""
        if text is None:
            return None
        self.seen(text)
        return self.clean(self.language.text(text))

    def tell(self, text: Text | None) -> str | None:
        """A text that is read by itself: in which language it is stands beside it where that is not the page's."""
        said = self.say(text)
        marked = None if text is None else self.language.marked(text)
        return Foreign.of(marked.language, said or "") if isinstance(marked, Foreign) else said

    def plain(self, text: str | None) -> str | None:
        """A text that has no language."""
        return None if text is None else self.clean(text)

    def concerns(self, id: str | None) -> bool:
        """Whether it is asked for; None for what is of nothing in particular."""
        return self.about is None or id in self.about

    def own_reports(self) -> Iterator[tuple[str, str, Report]]:
        """Who reports, in which file, and what."""
        for file, report in self.reports:
            who = report.partnership or PROGRAMME
            if self.partnership in (None, who):
                yield who, file, report

    def observations(self) -> Iterator[tuple[Item, Observation]]:
        """The values."""
        for who, file, report in self.own_reports():
            if self.commune is None:
                for id, one in report.observations.items():
                    if self.concerns(id):
                        spot = Spot(file, ("observations", id))
                        yield Item(id, who, None, report.year, spot, report.source), one
            for key, participant, own in report.of_participants():
                if self.commune in (None, participant):
                    for id, one in own.observations.items():
                        if self.concerns(id):
                            spot = Spot(file, (key, participant, "observations", id))
                            yield Item(id, who, participant, report.year, spot, report.source), one

    def activities(self) -> Iterator[tuple[Item, ActivityReport]]:
        """How activities stand."""
        if self.commune is None:
            for who, file, report in self.own_reports():
                for id, one in report.activities.items():
                    if self.concerns(id):
                        yield Item(id, who, None, report.year, Spot(file, ("activities", id))), one


def scope_of(programme: Programme, question: Question, seen: Callable[[Text], None] = lambda _: None) -> Scope:
    """What a report of a year is to show."""
    wanted, calendar = question.years or (question.year,), programme.calendar
    # the last part of a year ends with it, and is not all of it
    whole = tuple(year for year in wanted if not is_part(year))
    reports = tuple(
        (file, one)
        for file, one in programme.reports.items()
        if one.year in wanted or calendar.year_of(one.year) in whole
    )
    return Scope(
        programme,
        question.language,
        reports,
        partnership=question.partnership,
        commune=question.commune,
        about=_about(programme, question),
        seen=seen,
    )


def _about(programme: Programme, question: Question) -> Collection[str] | None:
    if question.result is None and question.indicator is None:
        return None
    asked = {located.id for located in question.all_indicators(programme)}
    if question.indicator is None:
        asked.update(id for id in (*programme.promises, *programme.activities) if question.concerns(programme, id))
    return asked


def value_said(scope: Scope, item: Item, one: Observation) -> Cell:
    """A value as it was reported."""
    if one.not_applicable is not None:
        return State.NOT_APPLICABLE
    if one.numerator is not None and one.denominator is not None:
        return words("{numerator} of {denominator}", numerator=one.numerator, denominator=one.denominator)
    if one.value is not None:
        addend = Addend(one.value, f"{name(item.who)} {item.year}", item.spot.at("value"))
        return Derived(one.value, partial(sum_of, (addend,)))
    if one.step is not None:
        indicator = scope.programme.indicators.get(item.id)
        known = indicator.value.scale.get(one.step) if indicator else None
        return Term(one.step, scope.say(known) or one.step)
    return None if one.achieved is None else as_cell(one.achieved)


def who_said(partnership: str) -> Cell:
    """Who reports, where the programme itself has no id."""
    return words("(programme)") if partnership == PROGRAMME else partnership


def where_printed(source: Source | None) -> str | None:
    """A document and its section."""
    return " ".join(filter(None, (source.document, source.section))) if source else None
