"""70x, assumptions: what the promises suppose, against the analysis of risks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cic.base.message import Message
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.model.readings import Denied
from cic.model.risks import Risk, Risks
from cic.rules.context import each_risk, level_of, score
from cic.rules.rule import problem, rule


@rule(
    code="CIC707",
    name="risk-supposed-away",
    severity=Severity.WARNING,
    title="an assumption that a risk will not come true, which the programme itself does not hold for unlikely",
    hint="ask what becomes of the promise if the risk comes true, or write another assumption",
    needs=("logframe", "risks"),
)
def risks_supposed_away(programme: Programme) -> Iterator[Problem]:
    """Risks that assumptions suppose away, although their likelihood or level is too high for that."""
    risks = programme.risks
    if risks is None or risks.reading.not_assumed is None:
        return
    denied: dict[str, list[tuple[str | Message, Spot]]] = defaultdict(list)
    for whose, one, spot in each_denied(programme):
        denied[one.risk].append((whose, spot.at("words")))
    for id, spot, risk in each_risk(programme):
        limits = list(_reached(risks, risk))
        if not limits or id not in denied:
            continue
        yield problem(
            spot.at("risk"),
            "that {risk} does not come true is an assumption of {promises}, but the analysis of risks says of it: "
            "likelihood {likelihood}, impact {impact}, level {level}",
            related=(
                *(place for _, place in denied[id]),
                *(spot.at(name) for name in limits),
                *(programme.spot("risks.yaml", "reading", "not_assumed", name) for name in limits),
            ),
            promises=_once(whose for whose, _ in denied[id]),
            risk=id,
            likelihood=risk.likelihood,
            impact=risk.impact,
            level=risk.level,
        )


def _once(promises: Iterable[str | Message]) -> tuple[str | Message, ...]:
    return tuple({str(one): one for one in promises}.values())


def _reached(risks: Risks, risk: Risk) -> Iterator[str]:
    """Which of its words make a risk one that cannot be supposed away."""
    limit = risks.reading.not_assumed
    if limit is None:
        return
    likelihood, level = score(risks.scales.likelihood, risk.likelihood), level_of(risks, risk.level)
    if limit.likelihood is not None and likelihood is not None and likelihood >= limit.likelihood:
        yield "likelihood"
    if limit.level is not None and level is not None and level >= limit.level:
        yield "level"


def each_denied(programme: Programme) -> Iterator[tuple[str | Message, Denied, Spot]]:
    """Every risk that is supposed away: by which promise, or by the preconditions, and where that is said."""
    logframe = programme.logframe
    if logframe is None:
        return
    for promise in programme.each_promise():
        for n, one in enumerate(promise.value.reading.denies):
            yield promise.id, one, promise.spot.at("reading", "denies", n)
    for n, one in enumerate(logframe.reading.denies):
        yield Message("the preconditions"), one, programme.spot("logframe.yaml", "reading", "denies", n)


RULES = (risks_supposed_away,)
