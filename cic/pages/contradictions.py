"""What cannot all be true in the documents: each thing once, under its cause, with what it costs and whom to ask."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

from cic.analysis.sources import blocks, rests_on_reading
from cic.base.message import Message
from cic.checks.acknowledgements import Verdict
from cic.checks.placement import placed
from cic.diagnostics import Finding, Place, Problem, Severity, Spot, Theme
from cic.language import Language
from cic.model.logframe import Activity, Indicator
from cic.model.programme import Programme
from cic.model.risks import Risk
from cic.pages.contradictions_legend import legend
from cic.pages.fictional import marked_texts, marked_title
from cic.pages.printed_places import printed_place
from cic.pages.readable import Names, money, names_of, readable
from cic.pages.tables import words
from cic.storage.loader import Loaded


class Weight(IntEnum):
    """How much a thing matters; the first matters most."""

    MONEY = 1
    PROMISES = 2
    TEXTS = 3
    FORM = 4


class Where(NamedTuple):
    """A place, as the document has it and in the files."""

    printed: tuple[Message | str, ...]
    place: Place


class Statement(NamedTuple):
    """What was found, in one sentence, at one place or at several alike. is_reading: it compares the documents with our
    reading of them."""

    message: Message
    places: tuple[Where, ...]
    is_reading: bool


class Group(NamedTuple):
    """What was accepted for one reason. alike: the reasons of the others differ by their figures only."""

    reason: str
    statements: tuple[Statement, ...]
    alike: bool


class Question(NamedTuple):
    """What to ask, and whom; `whom` is empty where it is not said."""

    whom: str
    what: str


class Thing(NamedTuple):
    """One thing that is wrong.

    title: of its cause, else what was found. story: the cause, else the reason. amount: the largest one in question,
    None where it is not about money. touches: the indicators, activities and risks, by kind. findings: so many.
    readings: so many of them compare the documents with our reading. accepted: when, and by whom where that is said.
    is_urgent: whether the first pages tell it all.
    """

    number: int
    title: Message | str
    story: str
    weight: Weight
    amount: Message | None
    touches: tuple[tuple[Message, tuple[str, ...]], ...]
    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    findings: int
    readings: int
    accepted: tuple[Message, ...]
    is_urgent: bool


class Asked(NamedTuple):
    """All that one addressee is asked, with the numbers of the things that it is about."""

    whom: str
    questions: tuple[tuple[str, tuple[int, ...]], ...]


class Contradictions(NamedTuple):
    """All that was accepted, weightiest first.

    foreign: that texts are shown in another language than the page's. legend: who and what is meant by the short words
    of the things and the questions. mark: that all of it is invented.
    """

    name: str
    things: tuple[Thing, ...]
    asked: tuple[Asked, ...]
    foreign: Message | None
    legend: tuple[Message, ...] = ()
    mark: str = ""

    @property
    def findings(self) -> int:
        """So many findings the things are made of."""
        return sum(one.findings for one in self.things)

    @property
    def readings(self) -> int:
        """So many of them compare the documents with our reading of them."""
        return sum(one.readings for one in self.things)


class _Accepted(NamedTuple):
    problem: Problem
    finding: Finding

    @property
    def cause(self) -> str | None:
        return self.finding.acknowledged.cause if self.finding.acknowledged else None

    @property
    def reason(self) -> Mapping[Any, str]:
        return self.finding.acknowledged.reason if self.finding.acknowledged else {}

    @property
    def signature(self) -> tuple[str, str]:
        """When it was accepted and by whom; each empty where that is not said."""
        accepted = self.finding.acknowledged
        return (accepted.on or "", accepted.by or "") if accepted else ("", "")

    @property
    def ask(self) -> Mapping[Any, str] | None:
        return self.finding.acknowledged.ask if self.finding.acknowledged else None

    @property
    def weight(self) -> Weight:
        """Money from one unit of the currency; a cent of rounding is a matter of form, and so is what only informs."""
        theme, severity = self.problem.rule.theme, self.problem.rule.severity
        if severity is Severity.INFO or theme is Theme.IDENTITY:
            return Weight.FORM
        if theme is Theme.MONEY:
            return Weight.MONEY if (self.amount or 0) >= 1 else Weight.FORM
        return Weight.PROMISES if theme in (Theme.LOGFRAME, Theme.TARGETS) else Weight.TEXTS

    @property
    def amount(self) -> Decimal | None:
        """The money in question: the difference, else the largest amount of the message."""
        if self.problem.rule.theme is not Theme.MONEY:
            return None
        if isinstance(self.problem.difference, Decimal):
            return abs(self.problem.difference)
        return max((abs(one) for one in self.problem.message.params.values() if isinstance(one, Decimal)), default=None)


class _Reader(NamedTuple):
    """Whom the page is for."""

    programme: Programme
    language: Language
    names: Names

    def said(self, one: _Accepted) -> Message:
        return readable(self.programme, one.problem, one.finding.message, self.names, self.language)

    def text(self, text: Mapping[Any, str]) -> str:
        return self.programme.persons.without(" ".join(self.language.text(text).split()))

    def is_reading(self, found: Problem) -> bool:
        return rests_on_reading(self.programme, _spots(found))

    def where(self, one: _Accepted) -> Where:
        where = one.problem.where
        printed = printed_place(self.programme, where, self.language) if isinstance(where, Spot) else ()
        return Where(printed, one.finding.place)


def contradictions(loaded: Loaded, verdicts: Iterable[Verdict], language: Language) -> Contradictions:
    """The accepted findings among the verdicts as a page of things."""
    accepted = [one for one in verdicts if one.acceptance is not None]
    found = [_Accepted(*pair) for pair in zip((v.problem for v in accepted), placed(loaded, accepted), strict=True)]
    programme = loaded.programme
    entries = programme.acknowledgements
    texts: list[Mapping[Any, str]] = [text for one in found for text in (one.reason, one.ask) if text]
    if entries:
        used = {one.cause for one in found}
        texts += [text for id, one in entries.causes.items() if id in used for text in (one.title, one.story)]
    reader = _Reader(programme, language, names_of(programme, language))
    unnumbered = [_thing(reader, cause, group) for cause, group in _by_cause(found)]
    heavy_first = sorted(unnumbered, key=lambda pair: pair[0])
    things = tuple(thing._replace(number=n) for n, (_, thing) in enumerate(heavy_first, 1))
    name = marked_texts(programme, programme.identity.name) if programme.identity else None
    return Contradictions(
        language.text(name) if name else "",
        things,
        tuple(_asked(things)),
        language.lacking(texts),
        tuple(legend(programme, things, language)),
        marked_title(programme, "", language),
    )


def _by_cause(found: Sequence[_Accepted]) -> Iterator[tuple[str | None, list[_Accepted]]]:
    """Those of one cause, else of one reason, together."""
    groups: dict[tuple[str | None, tuple[str, ...]], list[_Accepted]] = {}
    for one in found:
        groups.setdefault((one.cause, () if one.cause else tuple(one.reason.values())), []).append(one)
    yield from ((cause, group) for (cause, _), group in groups.items())


_Order = tuple[int, int, Decimal, int]


def _thing(reader: _Reader, cause: str | None, found: list[_Accepted]) -> tuple[_Order, Thing]:
    """A thing without its number, with what sorts it."""
    found = sorted(found, key=lambda one: (one.weight, -(one.amount or 0), -one.problem.rule.severity))
    entries, first = reader.programme.acknowledgements, found[0]
    known = entries.causes.get(cause) if entries and cause else None
    amount = max((one.amount for one in found if one.amount is not None), default=None)
    severity = max(one.problem.rule.severity for one in found)
    order = (first.weight, -severity, -(amount or Decimal(0)), -len(found))
    thing = Thing(
        0,
        reader.text(known.title) if known else reader.said(first),
        reader.text(known.story if known else first.reason),
        first.weight,
        None if amount is None else money(reader.programme, amount),
        _by_kind(pair for one in found for pair in _touched(reader.programme, one.problem)),
        tuple(dict.fromkeys(_question(reader.text(one.ask)) for one in found if one.ask)),
        tuple(_groups(reader, found)),
        len(found),
        sum(reader.is_reading(one.problem) for one in found),
        tuple(_accepted(on, by) for on, by in sorted({one.signature for one in found})),
        _is_urgent(first.weight, severity, len(found)),
    )
    return order, thing


def _accepted(on: str, by: str) -> Message:
    """That the thing was accepted: when (ISO date) and by whom, each empty where nobody said it."""
    day = datetime.date.fromisoformat(on) if on else None
    if day is None:
        return words("Accepted by {who}.", who=by) if by else words("Accepted; nobody said when.")
    return words("Accepted on {day} by {who}.", day=day, who=by) if by else words("Accepted on {day}.", day=day)


def _is_urgent(weight: Weight, severity: Severity, findings: int) -> bool:
    """Whether the first pages tell it in full: all about money, and of the promises what cannot be true or shows at
    several places."""
    return weight is Weight.MONEY or (weight is Weight.PROMISES and (severity is Severity.ERROR or findings > 1))


_KINDS = (
    (Indicator, words("indicators")),
    (Activity, words("activities")),
    (Risk, words("risks")),
)


def _touched(programme: Programme, found: Problem) -> Iterator[tuple[int, str]]:
    for spot in _spots(found):
        for key, block in blocks(programme, spot):
            yield from ((n, str(key)) for n, (kind, _) in enumerate(_KINDS) if isinstance(block, kind))


def _by_kind(touched: Iterable[tuple[int, str]]) -> tuple[tuple[Message, tuple[str, ...]], ...]:
    ids = dict.fromkeys(touched)
    by_kind = ((name, tuple(id for kind, id in ids if kind == n)) for n, (_, name) in enumerate(_KINDS))
    return tuple((name, own) for name, own in by_kind if own)


def _spots(found: Problem) -> Iterator[Spot]:
    yield from (spot for spot in (found.where, *found.related) if isinstance(spot, Spot))


def _groups(reader: _Reader, found: list[_Accepted]) -> Iterator[Group]:
    """Those of one reason together; reasons that differ by the figures of their finding only count as one."""
    keys: dict[str, str] = {}
    by_reason: dict[str, list[_Accepted]] = {}
    for one in found:
        text = reader.text(one.reason)
        # one reason for several findings is one, whichever of their figures it names
        key = keys.setdefault(text, _without_figures(text, one.problem))
        by_reason.setdefault(key, []).append(one)
    for group in by_reason.values():
        reasons = {reader.text(one.reason): None for one in group}
        yield Group(next(iter(reasons)), tuple(_statements(reader, group)), len(reasons) > 1)


def _without_figures(reason: str, found: Problem) -> str:
    figures = sorted({str(one) for one in found.figures.values() if str(one)}, key=len, reverse=True)
    pattern = "|".join(map(re.escape, figures))
    return re.sub(rf"(?<![\w.])(?:{pattern})(?!\w)", "#", reason) if figures else reason


def _statements(reader: _Reader, found: list[_Accepted]) -> Iterator[Statement]:
    """What is said in the same words of several places is said once."""
    by_words: dict[str, list[_Accepted]] = {}
    for one in found:
        by_words.setdefault(reader.language.say(reader.said(one)), []).append(one)
    for same in by_words.values():
        is_reading = any(reader.is_reading(one.problem) for one in same)
        yield Statement(reader.said(same[0]), tuple(map(reader.where, same)), is_reading)


_WHOM = re.compile(r"([^:?]{1,100}?)\s*:\s+(.+)", re.DOTALL)


def _question(ask: str) -> Question:
    """A question whose text says first whom it is for, then, behind a colon, what to ask."""
    match = _WHOM.fullmatch(ask)
    if match is None:
        return Question("", ask)
    whom, what = match.groups()
    return Question(whom, what)


def _asked(things: Sequence[Thing]) -> Iterator[Asked]:
    by_addressee: dict[str, dict[str, list[int]]] = {}
    for thing in things:
        for whom, what in thing.questions:
            by_addressee.setdefault(whom, {}).setdefault(what[:1].upper() + what[1:], []).append(thing.number)
    for whom, questions in by_addressee.items():
        yield Asked(whom, tuple((what, tuple(numbers)) for what, numbers in questions.items()))
