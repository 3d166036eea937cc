"""4xx: the logical framework."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.findings import Problem, Severity, Spot, problem
from cic.model.logframe import Target
from cic.programme import Programme
from cic.rules.logframe_counts import each_value, is_complete
from cic.rules.rule import Rule
from cic.texts import fold, numbers_in


def values_as_printed(programme: Programme) -> Iterator[Problem]:
    """Values against the printed words beside them."""
    for spot, value, printed in _stated(programme):
        numbers = numbers_in(printed)
        counted = [number for number in numbers if not _is_year(number)] if not _is_year(value) else numbers
        if not numbers and fold(printed).split(" ", 1)[0] in _NOTHING and value != 0:
            counted = [Decimal(0)]
        if counted and value not in counted:
            parent = Spot(spot.file, spot.path[:-1])
            words = "printed" if "claims" in spot.path or "deadline" in spot.path else "as_printed"
            yield problem(
                "value-as-printed",
                spot,
                "{value} does not stand in the printed words “{printed}”",
                related=(parent.at(words),),
                value=value,
                printed=printed,
            )


def _stated(programme: Programme) -> Iterator[tuple[Spot, Decimal, str]]:
    for placed in programme.each_indicator():
        indicator = placed.value
        for spot, entry in each_value(placed):
            share = entry.stated_percent
            if share is not None:
                yield spot.at("stated_percent"), share, entry.as_printed
            if (
                share is None
                or entry.value in numbers_in(entry.as_printed)
                or not _is_share(programme, placed.value.population, share, entry.value)
            ):
                yield spot.at("value"), entry.value, entry.as_printed
            if isinstance(entry, Target) and entry.each is not None:
                yield spot.at("each"), entry.each, entry.as_printed
        if indicator.deadline:
            yield placed.spot.at("deadline", "year"), Decimal(indicator.deadline.year), indicator.deadline.printed
    identity = programme.identity
    for id, people in (identity.beneficiaries if identity else {}).items():
        for name in ("total", "men", "women"):
            count = getattr(people, name)
            if count is not None and people.as_printed is not None:
                yield programme.spot("programme.yaml", "beneficiaries", id, name), count, people.as_printed
    if not programme.folder:
        for document_id, document in (programme.documents.documents if programme.documents else {}).items():
            for claim_id, claim in document.claims.items():
                yield (
                    Spot("documents.yaml", ("documents", document_id, "claims", claim_id, "value")),
                    claim.value,
                    claim.printed,
                )


_NOTHING = frozenset(("aucun", "aucune", "geen", "no", "none"))


def _is_year(number: Decimal) -> bool:
    return 1900 <= number <= 2200


def _is_share(programme: Programme, population: str | None, percent: Decimal, value: Decimal) -> bool:
    """Whether the value is that percentage of the communes, where only the percentage is printed."""
    if population is None or not programme.unread.isdisjoint(("partnership", "programme")):
        return True
    return value * 100 == percent * len(programme.population(population))


def missing_verification(programme: Programme) -> Iterator[Problem]:
    """Indicators that nothing proves."""
    if not is_complete(programme):
        return
    for placed in programme.each_indicator():
        if not placed.value.sources_of_verification:
            yield problem(
                "no-verification", placed.spot.key(), "nothing is named that can prove {indicator}", indicator=placed.id
            )


def empty_results(programme: Programme) -> Iterator[Problem]:
    """Results that nothing measures, or that nobody works for."""
    if programme.logframe is None or not is_complete(programme):
        return
    for id, result in programme.logframe.results.items():
        done = result.activities or result.unnumbered_activities
        if result.indicators and done:
            continue
        if result.indicators:
            template = "the result {result} has no activities"
        elif done:
            template = "the result {result} has no indicators"
        else:
            template = "the result {result} has no indicators and no activities"
        yield problem("empty-result", programme.spot("logframe.yaml", "results", id).key(), template, result=id)


RULES = (
    Rule(
        "CIC401",
        "value-as-printed",
        Severity.ERROR,
        "a value is not the one in the printed words",
        "compare the value and the words with the document",
        check=values_as_printed,
    ),
    Rule(
        "CIC415",
        "no-verification",
        Severity.WARNING,
        "an indicator that nothing proves",
        "name under `sources_of_verification:` what can prove it",
        check=missing_verification,
        needs=frozenset(("programme",)),
    ),
    Rule(
        "CIC416",
        "empty-result",
        Severity.WARNING,
        "a result without indicators or without activities",
        "add what is missing, or acknowledge the finding if the document has none",
        check=empty_results,
        needs=frozenset(("programme",)),
    ),
)
