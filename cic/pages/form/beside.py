"""What stands beside the cells of an indicator: what is due, and what was reported before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.combining import is_yes_enough
from cic.analysis.targets import Milestone, due, following, milestones, target_of_commune
from cic.base.message import Message
from cic.base.periods import shown_name
from cic.language import Figure
from cic.model.logframe import Indicator
from cic.model.programme import Located, Observed
from cic.pages.form.asking import Asking
from cic.pages.tables import words
from cic.pages.vocabulary import unit_of

_MOST_BEFORE = 3
"""Earlier reports that a row shows, the latest."""


def _milestones(asking: Asking, located: Located[Indicator]) -> Iterator[tuple[Milestone, bool]]:
    """The milestone that is due at the end of the period; the next one too where none is, or where it is later."""
    promised = milestones(asking.programme, located)
    now, after = due(promised, asking.period), following(promised, asking.period)
    if now is not None:
        yield now, True
    if after is not None and (now is None or now.year < asking.period):
        yield after, False


def what_is_due(asking: Asking, located: Located[Indicator]) -> Iterator[Message]:
    """What was promised for the end of the period, and what comes next."""
    for milestone, is_due in _milestones(asking, located):
        value = _promised(asking, located, milestone)
        if is_due:
            yield words("Due {year}: {value}", year=milestone.year, value=value)
        else:
            yield words("Later, {year}: {value}", year=milestone.year, value=value)


def exactly_due(asking: Asking, located: Located[Indicator]) -> str:
    """The same for programs: by year, in no language."""
    found = (
        (milestone.year, milestone.words or _amount_promised(asking, located, milestone))
        for milestone, _ in _milestones(asking, located)
    )
    return ";".join(f"{year}={value}" for year, value in found)


def _promised(asking: Asking, located: Located[Indicator], milestone: Milestone) -> object:
    indicator, language = located.value, asking.language
    if milestone.words:
        return milestone.words
    if indicator.scale:
        target = indicator.targets.get(milestone.year)
        step = target.step if target is not None and target.step else next(reversed(indicator.scale))
        return language.text(indicator.scale[step])
    value = _amount_promised(asking, located, milestone)
    if value is None:
        return words("still to be decided")
    if indicator.kind in ("count", "words") and (asking.who or indicator.level == "partnership"):
        return words("yes") if value else words("no")
    if indicator.kind == "none" and is_yes_enough(indicator):
        return words("yes") if value else words("no")
    if indicator.kind == "ratio":
        target = indicator.targets.get(milestone.year)
        printed = target.as_printed if target is not None else None
        # what is counted among what may stand in the printed target alone, as in “30 % of women”
        if printed and any(word.isalpha() for word in printed.split()):
            return words("{value} (“{printed}”)", value=Figure(value, is_amount=False), printed=printed)
        return Figure(value, is_amount=False)
    unit = unit_of(asking.programme, indicator, language).name
    if indicator.level != "programme" and not (asking.who and indicator.over_communes == "sum"):
        return words("{value} ({unit}), for all together", value=value, unit=unit)
    return words("{value} ({unit})", value=value, unit=unit)


def _amount_promised(asking: Asking, located: Located[Indicator], milestone: Milestone) -> Decimal | None:
    """What the commune promised; of what is no matter of one commune, what the programme did."""
    if asking.who and located.value.over_communes in ("count", "sum"):
        return target_of_commune(asking.programme, located, milestone, asking.who, milestone.year)
    return milestone.value


def reported_before(asking: Asking, located: Located[Indicator]) -> Iterator[Message]:
    """What was so before the programme, and the latest that was reported."""
    who = asking.who or asking.partnership
    found = [
        one
        for one in asking.programme.observed.get(located.id, {}).get(who, ())
        if one.year < asking.period and str(one.year) != str(asking.period)
    ]
    baseline = located.value.baselines.get(who)
    if baseline is not None and len(found) < _MOST_BEFORE:
        share = words("{part} of {whole}", part=baseline.numerator, whole=baseline.denominator)
        yield words("Before the programme: {value}", value=share if baseline.value is None else baseline.value)
    if not found:
        yield words("Reported before: nothing")
    for one in sorted(found, key=lambda one: one.year)[-_MOST_BEFORE:]:
        yield words("Reported {year}: {value}", year=shown_name(one.year), value=_said_of(asking, located.value, one))


def _said_of(asking: Asking, indicator: Indicator, one: Observed) -> object:
    """What was reported, in a few words."""
    observation = one.observation
    if observation.not_applicable is not None:
        return words("no value can be expected")
    if observation.step is not None and observation.step in indicator.scale:
        return asking.language.text(indicator.scale[observation.step])
    if observation.numerator is not None and observation.denominator is not None:
        return words("{part} of {whole}", part=observation.numerator, whole=observation.denominator)
    if observation.achieved is not None:
        return words("yes") if observation.achieved else words("no")
    return observation.value if observation.value is not None else words("words")
