"""Why two counts of one commune may differ: the targets that are due and not reported, and the values that are missing.
Whoever compares the two reads the reason beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cic.analysis.outstanding import Missing
from cic.analysis.progress import CommuneTarget, commune_targets
from cic.base.message import Message, phrase
from cic.model.programme import Programme
from cic.pages.annual.question import Question
from cic.pages.tables import Page, words

Values = tuple[tuple[str, str], ...]
"""Values, each by the commune and the indicator."""
MISSING = "missing"
"""The key of the table of what is missing, in the report of a year."""


class Difference(NamedTuple):
    """What stands among the values missing and not among the targets due and not reported, or the other way.

    without_target: values that are asked for though no target of the commune is decided. in_part: values that lack a
    year, of targets of which something was reported. gone: targets not reported of which no value is asked any more.
    """

    without_target: Values
    in_part: Values
    gone: Values

    @property
    def said(self) -> tuple[Message, ...]:
        """How many values missing are no targets not reported, and of which indicators."""
        found = (
            (phrase("{count} without a target of their own ({indicators})"), self.without_target),
            (phrase("{count} of targets reported for some years alone ({indicators})"), self.in_part),
        )
        return tuple(_filled(template, values) for template, values in found if values)

    @property
    def said_of_targets(self) -> tuple[Message, ...]:
        """How many targets not reported are no values missing."""
        template = phrase("{count} of which no value is asked any more ({indicators})")
        return (_filled(template, self.gone),) if self.gone else ()

    def notes(self) -> Iterator[Message]:
        """The same as sentences, for where both counts stand on one page."""
        if self.said:
            template = "Values missing that are not among the targets due and not reported: {parts}"
            yield words(template, parts=self.said)
        if self.gone:
            template = "Targets due and not reported that are not among the values missing: {parts}"
            yield words(template, parts=self.said_of_targets)


def targets_due(programme: Programme, year: int) -> tuple[CommuneTarget, ...]:
    """The targets of single communes that are due at the end of a year."""
    question = Question(year).of_results(programme)
    found = (commune_targets(programme, one, question.year) for one in question.indicators(programme))
    return tuple(target for targets in found for target in targets)


def with_reasons(page: Page, found: Difference) -> Page:
    """The page, with the reasons below its table of what is missing, beside which the targets due are counted."""
    notes = tuple(found.notes())
    if not notes:
        return page
    tables = (one._replace(notes=(*one.notes, *notes)) if one.key == MISSING else one for one in page.tables)
    return page._replace(tables=tuple(tables))


def difference(due: Iterable[CommuneTarget], owed: Iterable[Missing]) -> Difference:
    """The difference of some communes. due: their targets, those included that nobody decided. owed: what they, their
    partnerships and the programme have not reported."""
    decided = {(one.commune, one.indicator): one.observed for one in due if one.value is not None}
    missing = [(one.commune, id) for one in owed if one.commune for id in one.indicators]
    asked = set(missing)
    return Difference(
        tuple(one for one in missing if one not in decided),
        tuple(one for one in missing if decided.get(one) is not None),
        tuple(one for one, observed in decided.items() if observed is None and one not in asked),
    )


def _filled(template: str, values: Values) -> Message:
    indicators = tuple(dict.fromkeys(indicator for _, indicator in values))
    return words(template, count=len(values), indicators=indicators)
