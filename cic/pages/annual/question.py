"""What a report is asked for, and which part of the programme that is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Literal, NamedTuple

from cic.analysis.groups import concerns
from cic.analysis.presence import members_of, owner_of
from cic.base.errors import UserError
from cic.base.periods import Period
from cic.language import ENGLISH, Language
from cic.model.called import (
    Names,
    id_called,
    names_of_indicators,
    names_of_participants,
    names_of_partnerships,
    names_of_promises,
    nearest,
)
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.sections import SECTIONS

Grouping = Literal["result", "partnership", "commune", "region"]


class Question(NamedTuple):
    """What is asked.

    year: the situation at its end. years: a column for each, instead of the one year. by: what the indicators are
    grouped by. partnership, commune, indicator: only that one. result: only that promise or activity, with all that
    stands below it; alone: without. sections: parts of the page, all where empty. with_persons: whether what texts say
    of persons is asked for.
    """

    year: int
    years: tuple[int, ...] = ()
    by: Grouping = "result"
    partnership: str | None = None
    result: str | None = None
    indicator: str | None = None
    sections: frozenset[str] = frozenset()
    language: Language = ENGLISH
    alone: bool = False
    commune: str | None = None
    with_persons: bool = False

    def wants(self, section: str) -> bool:
        """Whether a section belongs on the page."""
        return not self.sections or section in self.sections

    def scope(self, programme: Programme) -> Collection[str] | None:
        """Those whose reports count: the commune that is asked for, or the partnership with its communes; None: all."""
        if self.commune is not None:
            return (self.commune,)
        if self.partnership is None:
            return None
        return (self.partnership, *members_of(programme, self.partnership, self.year))

    def of_results(self, programme: Programme) -> Question:
        """The same question of results: of a year after the end they stand as they stood at the end. What is reported
        later counts in no figure."""
        last = programme.years[-1] if programme.years else self.year
        if max(self.year, *self.years, last) == last:
            return self
        years = tuple(year for year in self.years if year <= last) or ((last,) if self.years else ())
        return self._replace(year=min(self.year, last), years=years)

    def indicators(self, programme: Programme) -> Iterator[Located[Indicator]]:
        """The indicators that are asked for, in the order of the logframe: of a partnership or a commune, those that it
        reports."""
        scope = self.scope(programme)
        for located in self.all_indicators(programme):
            if scope is None or concerns(programme, located.value, scope):
                yield located

    def all_indicators(self, programme: Programme) -> Iterator[Located[Indicator]]:
        """The same, whoever reports them."""
        for located in programme.each_indicator():
            if self.concerns(programme, located.owner) and self.indicator in (None, located.id):
                yield located

    def concerns(self, programme: Programme, id: str) -> bool:
        """Whether a promise or an activity is asked for: by itself, or because it stands below what is."""
        if self.result is None or self.alone:
            return self.result in (None, id)
        return self.result in programme.lineage(id)

    def partnerships(self, programme: Programme) -> Iterator[tuple[str, str]]:
        """The partnerships that are asked for, or that of the commune: id and file."""
        own = self.partnership if self.commune is None else owner_of(programme, self.commune, self.year)
        for id, file in programme.partnership_files.items():
            if own in (None, id):
                yield id, file

    @property
    def is_of_results(self) -> bool:
        """Whether only some results or indicators are asked for."""
        return self.result is not None or self.indicator is not None

    @property
    def only(self) -> tuple[str, ...]:
        """The ids of all that is asked for, where not all is."""
        asked = (self.partnership, self.commune, self.result, self.indicator)
        return tuple(id for id in asked if id is not None)

    def asks_money_of(self, programme: Programme, who: str, purpose: str | None) -> bool:
        """Whether money is asked for that somebody reported, and said to be for a result or an activity: an indicator
        costs nothing that anybody says, and the money of a partnership is not parted among its communes."""
        if self.indicator is not None or self.commune is not None or self.partnership not in (None, who):
            return False
        return self.result is None or (purpose is not None and self.concerns(programme, purpose))


def checked_question(programme: Programme, question: Question) -> Question:
    """The question with the present id of what is asked for by a former one, or by what it is called. Raises UserError
    for what the programme does not have, and where several things are called so."""
    years = (*programme.years, *programme.later_years)
    question = question._replace(
        year=_in_calendar(programme, question.year), years=tuple(_in_calendar(programme, one) for one in question.years)
    )
    for year in (question.year, *question.years):
        if years and programme.calendar.year_of(year) not in years:
            raise UserError("{year} is not a year of this programme", "its years are {years}", year=year, years=years)
    partnerships, communes = programme.partnership_files, programme.participants
    question = question._replace(
        partnership=_found(programme, "partnership", question.partnership, partnerships, names_of_partnerships),
        commune=_found(programme, "commune", question.commune, communes, names_of_participants),
        result=_found(programme, "result", question.result, programme.promises, names_of_promises),
        indicator=_found(programme, "indicator", question.indicator, programme.indicators, names_of_indicators),
    )
    if question.partnership is not None and question.commune is not None:
        members = members_of(programme, question.partnership, question.year)
        if question.commune not in members:
            raise UserError(
                "{commune} is not in the partnership {partnership}",
                "in it are {known}; or leave one of the two out",
                commune=question.commune,
                partnership=question.partnership,
                known=members,
            )
    for section in question.sections:
        _known("section", section, dict.fromkeys(SECTIONS, ()), SECTIONS)
    return question


def _in_calendar(programme: Programme, year: int) -> int:
    return year if isinstance(year, Period) else programme.calendar.year(year)


def _found(
    programme: Programme, kind: str, id: str | None, ids: Collection[str], names: Callable[[Programme], Names]
) -> str | None:
    """The present id of what is asked for by its id, by a former one, or by what it is called."""
    if id is None:
        return None
    former: dict[str, str] = {}
    for of in _FORMER.get(kind, (kind,)):
        former.update(programme.renamed.get(of, {}))
    id = former.get(id, id)
    if id in ids or (kind == "result" and id in programme.activities):
        return id
    called = id_called(id, names(programme))
    if called is None:
        _known(kind, id, names(programme), ids)
    return called


_FORMER = {"result": ("impact", "outcome", "result")}
"""The kinds of things that are asked for under one name."""


def _known(kind: str, id: str, names: Names, ids: Collection[str]) -> None:
    """Raises UserError where it is none of the ids."""
    if id not in ids:
        close = nearest(id, names)
        raise UserError(
            _UNKNOWN[kind],
            "did you mean {close}?" if close else "there is {known}" if ids else "there is none",
            id=id,
            close=close,
            known=tuple(ids),
        )


_UNKNOWN = {
    "partnership": "there is no partnership {id}",
    "commune": "there is no commune {id}",
    "result": "there is no result {id}",
    "indicator": "there is no indicator {id}",
    "section": "there is no section {id}",
}
