"""What a report is asked for, and which part of the programme that is."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from cic.analysis.presence import members_of
from cic.base.errors import UserError
from cic.base.periods import Period
from cic.language import ENGLISH, Language
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.sections import SECTIONS

Grouping = Literal["result", "partnership", "commune", "region"]


class Question(NamedTuple):
    """What is asked.

    year: the situation at its end. years: a column for each, instead of the one year. by: what the indicators are
    grouped by. partnership, indicator: only that one. result: only that promise or activity, with all that stands below
    it; alone: without. sections: parts of the page, all where empty.
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

    def wants(self, section: str) -> bool:
        """Whether a section belongs on the page."""
        return not self.sections or section in self.sections

    def scope(self, programme: Programme) -> Collection[str] | None:
        """Those whose reports count: the partnership that is asked for and its communes; None for all."""
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
        """The indicators that are asked for, in the order of the logframe."""
        for located in programme.each_indicator():
            if self.concerns(programme, located.owner) and self.indicator in (None, located.id):
                yield located

    def concerns(self, programme: Programme, id: str) -> bool:
        """Whether a promise or an activity is asked for: by itself, or because it stands below what is."""
        if self.result is None or self.alone:
            return self.result in (None, id)
        return self.result in programme.lineage(id)

    def partnerships(self, programme: Programme) -> Iterator[tuple[str, str]]:
        """The partnerships that are asked for: id and file."""
        for id, file in programme.partnership_files.items():
            if self.partnership in (None, id):
                yield id, file


def checked_question(programme: Programme, question: Question) -> Question:
    """The question with the present id of what is asked for by a former one. Raises UserError for what the programme
    does not have."""
    renamed = programme.renamed
    question = question._replace(
        year=_in_calendar(programme, question.year),
        years=tuple(_in_calendar(programme, year) for year in question.years),
        partnership=_present(question.partnership, renamed.get("partnership", {})),
        result=_present(
            question.result, {**renamed.get("impact", {}), **renamed.get("outcome", {}), **renamed.get("result", {})}
        ),
        indicator=_present(question.indicator, renamed.get("indicator", {})),
    )
    years = (*programme.years, *programme.later_years)
    for year in (question.year, *question.years):
        if years and programme.calendar.year_of(year) not in years:
            raise UserError("{year} is not a year of this programme", "its years are {years}", year=year, years=years)
    _known("partnership", question.partnership, tuple(programme.partnership_files))
    if question.result not in programme.activities:
        _known("result", question.result, tuple(programme.promises))
    _known("indicator", question.indicator, tuple(programme.indicators))
    for section in question.sections:
        _known("section", section, SECTIONS)
    return question


def _in_calendar(programme: Programme, year: int) -> int:
    return year if isinstance(year, Period) else programme.calendar.year(year)


def _present(id: str | None, names: Mapping[str, str]) -> str | None:
    return None if id is None else names.get(id, id)


def _known(kind: str, id: str | None, ids: Collection[str]) -> None:
    if id is not None and id not in ids:
        close = difflib.get_close_matches(id, ids, n=1)
        raise UserError(
            _UNKNOWN[kind],
            "did you mean {close}?" if close else "there is {known}" if ids else "there is none",
            id=id,
            close="".join(close),
            known=tuple(ids),
        )


_UNKNOWN = {
    "partnership": "there is no partnership {id}",
    "result": "there is no result {id}",
    "indicator": "there is no indicator {id}",
    "section": "there is no section {id}",
}
