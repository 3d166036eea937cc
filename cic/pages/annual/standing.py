"""Notes below tables of indicators: what stands on older reports, what is a least value, what stays of who left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from cic.analysis.baselines import late
from cic.analysis.combining import Part, combined, number_of
from cic.analysis.groups import group_judgement
from cic.analysis.outstanding import years_owed
from cic.analysis.progress import Judgement, judgement, limit_of_value, shown_value
from cic.analysis.status import Status
from cic.analysis.targets import Milestone, asked_by, needed_by_each
from cic.base.message import Message, Word
from cic.base.periods import day
from cic.model.kept import kept
from cic.model.logframe import AVERAGES, Kind
from cic.model.programme import PROGRAMME, Observed, Programme
from cic.pages.annual.indicator_derivation import Case
from cic.pages.annual.question import Question
from cic.pages.tables import words


def notes_on_standing(cases: Iterable[Case]) -> Iterator[Message]:
    """The notes that a table of these rows needs."""
    cases = list(cases)
    late_ones = tuple(_late(case) for case in cases if _is_late(case))
    if late_ones:
        yield words("Baseline measured when the programme had begun: {indicators}", indicators=late_ones)
    other = tuple(_incomparable(case) for case in cases if _has_incomparable(case))
    if other:
        yield words(
            "Baseline of something else than the targets, and so not comparable: {indicators}", indicators=other
        )
    for case in cases:
        if case.found.due is not None and case.found.due.words:
            yield _in_words(case, case.found.due)
    reasons = tuple(said for case in cases for said in _why_not(case))
    if reasons:
        yield words("Not applicable: {reasons}", reasons=reasons)
    known = [case for case in cases if case.found.reported.value is not None]
    in_arrears = tuple(said for case in known if (said := _met_late(case)) is not None)
    if in_arrears:
        yield words("Met after it was due, as far as was reported: {values}", values=in_arrears)
    carried = tuple(_carried(case) for case in known if case.indicator.carries and case.found.reported.older)
    if carried:
        yield words("Standing on an older report, to be confirmed: {values}", values=carried)
    limits = {id(case): limit_of_value(case.indicator, case.found.reported) for case in known}
    least = tuple(_least(case) for case in known if case.found.reported.lacking and limits[id(case)])
    if least:
        template = "At least, because single years were not reported: {values}"
        if known[0].programme.calendar.parts > 1:
            template = "At least, because single periods were not reported: {values}"
        yield words(template, values=least)
    some = tuple(_of_some(case) for case in known if not case.found.reported.is_complete and not limits[id(case)])
    if some:
        yield words("Of those alone who reported: {values}", values=some)
    staying = (_staying(case) for case in known if case.found.reported.former)
    stays = tuple(one for one in staying if one is not None)
    if stays:
        yield words("With what was reached by those who left: {values}", values=stays)


def _in_words(case: Case, milestone: Milestone) -> Message:
    """What is promised in words, and the words that were reported of it."""
    known = case.found.reported
    said = tuple(_said(one) for part in (*known.parts, *known.former) for one in part.reports[-1:])
    template = "{indicator} is promised in words for {year}: “{words}”; reported: {said}"
    if not said:
        template = "{indicator} is promised in words for {year}: “{words}”"
    return words(template, indicator=case.located.id, year=milestone.year, words=milestone.words, said=said)


def _said(one: Observed) -> Message:
    who, observation = one.who or words("(programme)"), one.observation
    if observation.text is not None:
        text = Word(one.who, observation.text)
        template = "{who} {year}, achieved: “{text}”" if observation.achieved else "{who} {year}: “{text}”"
        return words(template, who=who, year=one.year, text=text)
    value = number_of(observation)
    if observation.achieved is None and value is not None:
        return words("{who} {year}: {value}", who=who, year=one.year, value=value)
    return words("{who} {year}, achieved" if observation.achieved else "{who} {year}", who=who, year=one.year)


def _has_incomparable(case: Case) -> bool:
    return case.indicator.baseline is not None and not case.indicator.baseline.comparable


def _incomparable(case: Case) -> Message:
    baseline = case.indicator.baseline
    printed = baseline.as_printed if baseline else ""
    return words("{indicator} (“{words}”)", indicator=case.located.id, words=printed)


@kept
def _places(programme: Programme, indicator: str) -> Mapping[str, int]:
    """In which order those come who have reported an indicator."""
    return {who: n for n, who in enumerate(programme.observed.get(indicator, {}))}


def _why_not(case: Case) -> Iterator[Message]:
    """Of whom no value can be expected, by the latest report up to the year, and why."""
    observed, places = case.programme.observed.get(case.located.id, {}), _places(case.programme, case.located.id)
    asked = observed if case.members is None else {who for who in case.members if who in observed}
    for who in sorted(asked, key=places.__getitem__):
        until = [one for one in observed[who] if one.year <= case.year]
        if not until:
            continue
        reason = until[-1].observation.not_applicable
        if reason is not None:
            text = Word(who, reason)
            template = "{indicator}, {who} {year}: “{reason}”"
            name = words("(programme)") if who == PROGRAMME else who
            yield words(template, indicator=case.located.id, who=name, year=until[-1].year, reason=text)


def _met_late(case: Case) -> Message | None:
    """When what was due was met, where that was later, or was reported later."""
    due = case.found.due
    if case.found.status is not Status.ACHIEVED or due is None or due.year >= case.year:
        return None
    observed = case.programme.observed.get(case.located.id, {}).values()
    reports = {one.year for own in observed for one in own if due.year < one.year <= case.year}
    for year in (due.year, *sorted(reports)):
        if _stood(case, year).status is Status.ACHIEVED:
            break
    else:
        year = case.year
    if year <= due.year:
        return None
    return words("{indicator} (due {due}, met {met})", indicator=case.located.id, due=due.year, met=year)


def _stood(case: Case, year: int) -> Judgement:
    if case.members is None:
        return judgement(case.programme, case.located, year)
    return group_judgement(case.programme, case.located, year, case.members)


def _is_late(case: Case) -> bool:
    start = case.found.start
    return start is not None and late(case.programme, start)


def _late(case: Case) -> Message:
    start = case.found.start
    return words("{indicator} ({year})", indicator=case.located.id, year=start.year if start else None)


def _of_some(case: Case) -> Message:
    known = case.found.reported
    return words(
        "{indicator}: {value}, of {made} of {expected}",
        indicator=case.located.id,
        value=_shown(known.value, case.indicator.kind),
        made=len(known.of_this_year if known.lacking else known.parts),
        expected=len(known.expected),
    )


def _carried(case: Case) -> Message:
    known = case.found.reported
    return words(
        "{indicator}: {made} of {expected} reported {year}, {older}",
        indicator=case.located.id,
        made=len(known.of_this_year),
        expected=len(known.expected),
        year=known.of,
        older=tuple(_standing_on(count, year) for year, count in known.older_by_year),
    )


def _standing_on(count: int, year: int) -> Message:
    return words("{count:standing} on {year}", count=count, year=year)


def _least(case: Case) -> Message:
    known = case.found.reported
    owed = years_owed(case.programme, case.located, known, case.year)
    template = "{indicator}: at least {value}, {made} of {expected} reported {year}"
    if owed:
        template = (
            "{indicator}: at least {value}, {made} of {expected} reported {year}, {late} of {expected} owe {years}"
        )
    return words(
        template,
        late=len(owed),
        years=tuple(sorted({one for years in owed.values() for one in years})),
        indicator=case.located.id,
        value=_shown(known.value, case.indicator.kind),
        made=len(known.of_this_year),
        expected=len(known.expected),
        year=known.of,
    )


def _staying(case: Case) -> Message | None:
    """How much of the value is of whom, where that is anything; of a share, only of whom."""
    former = case.found.reported.former
    who = tuple(_who_left(case.programme, case.indicator.level, part) for part in former)
    if case.indicator.kind == "ratio" or case.indicator.kind in AVERAGES:
        return words("{indicator}: {who}", indicator=case.located.id, who=who)
    needed = Decimal(1)
    if case.indicator.counts:
        asked = asked_by(case.programme, case.year)
        needed = needed_by_each(case.programme, case.located, asked)
    share = combined(case.indicator, former, needed)
    if not share:
        return None
    return words(
        "{indicator}: {share} of {value}, {who}",
        indicator=case.located.id,
        share=_shown(share, case.indicator.kind),
        value=_shown(case.found.reported.value, case.indicator.kind),
        who=who,
    )


def _who_left(programme: Programme, level: str, part: Part) -> Message:
    until = programme.stays[level][part.who].until
    year = programme.calendar.year_of(day(until)) if until else ""
    return words("{who} (left {year})", who=part.who, year=year)


def notes_on_names(programme: Programme, kinds: Collection[str], ids: Collection[str]) -> Iterator[Message]:
    """What those of the ids were called before that have others now."""
    former = tuple(
        words("{id} (formerly {former})", id=id, former=before)
        for kind in kinds
        for before, id in programme.renamed.get(kind, {}).items()
        if id in ids
    )
    if former:
        yield words("Called otherwise before: {names}", names=former)


def notes_on_stays(programme: Programme, question: Question) -> Iterator[Message]:
    """Who came, left or merged up to the end of a year, of the partnerships that are asked for and their communes."""
    scope = question.scope(programme)
    came, left, merged = [], [], []
    for level in ("partnership", "commune"):
        for id, stay in programme.stays[level].items():
            if scope is not None and id not in scope:
                continue
            if stay.since is not None and stay.has_come(question.year):
                came.append(words("{who} ({day})", who=id, day=question.language.date(stay.since)))
            if stay.until is None or stay.gone is None or stay.gone > question.year:
                continue
            is_merged = stay.has_passed_on(question.year)
            day = question.language.date(stay.merged if is_merged and stay.merged else stay.until)
            if is_merged:
                merged.append(words("{who} into {successor} ({day})", who=id, successor=stay.successor, day=day))
            else:
                left.append(words("{who} ({day})", who=id, day=day))
    if came:
        yield words("Came to the programme: {who}", who=tuple(came))
    if left:
        yield words(
            "Left the programme; what they reached stays, their later targets are withdrawn: {who}", who=tuple(left)
        )
    if merged:
        yield words("Merged: {who}", who=tuple(merged))


def _shown(value: Decimal | None, kind: Kind) -> Decimal | str:
    return "" if value is None else shown_value(kind, value)
