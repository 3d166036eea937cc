"""Which values a report counts although they are errors: nobody guesses what was meant, so each is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cic.analysis.diff import thing_of
from cic.base.message import Message
from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Severity, Spot
from cic.model.kinds import kind_of_model
from cic.model.programme import Programme
from cic.model.report import Report
from cic.pages.annual.question import Question
from cic.pages.spoken import Spoken
from cic.pages.tables import words

_OBSERVATIONS = "observations"
_VALUES = frozenset(("value", "achieved", "numerator", "denominator", "step", "by"))


def values_in_error(verdicts: Iterable[Verdict]) -> tuple[Spot, ...]:
    """Where the values stand of which an error is open."""
    found = (one.problem.where for one in verdicts if one.is_open and one.problem.rule.severity is Severity.ERROR)
    return tuple(dict.fromkeys(spot for where in found if (spot := _value_at(where)) is not None))


def _value_at(where: object) -> Spot | None:
    """The observation whose value a finding is about; None where it is about anything else."""
    if not isinstance(where, Spot) or _OBSERVATIONS not in where.path:
        return None
    end = where.path.index(_OBSERVATIONS) + 2
    is_of_value = len(where.path) == end or (where.path[end : end + 1] and where.path[end] in _VALUES)
    return Spot(where.file, where.path[:end]) if is_of_value else None


def counted_in_error(programme: Programme, question: Question, spots: Sequence[Spot]) -> Iterator[Message]:
    """Those of what is asked for, in words: who, of which indicator and year."""
    spoken, kind = Spoken(programme), kind_of_model(Report)
    asked = {located.id for located in question.indicators(programme)} if spots else ()
    scope = question.scope(programme)
    for spot in spots:
        report = programme.reports.get(spot.file)
        if report is None or report.year > max((question.year, *question.years)) or spot.path[-1] not in asked:
            continue
        whose = {report.partnership, *map(str, spot.path)}
        if scope is None or not whose.isdisjoint(scope):
            thing = thing_of(programme.folder, kind, report)
            who = spoken.path(thing, spot.path[:2])[:1] if len(spot.path) > 2 else ()
            of = (spoken.id(programme.folder, "partnership", report.partnership),) if report.partnership else ()
            told = who or of or (words("(programme)"),)
            yield words("{who}: {indicator} ({year})", who=told, indicator=spot.path[-1], year=report.year)
