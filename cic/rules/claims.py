"""71x, claims: what documents count in passing, against the data and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.presence import population_at_start, start_of
from cic.base.money import total
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.documents import Claim, Measure, SourceDocument
from cic.model.kept import kept
from cic.model.logframe import Indicator
from cic.model.programme import CURRENT, Located, Programme
from cic.model.vocabulary import COUNTED, word
from cic.rules.budget_table import grand_total
from cic.rules.rule import problem, rule

_ALL_READ = frozenset(("programme", "documents", "logframe", "partnership", "theory_of_change", "synergies"))

COSTS = "cost.operational"
"""The claims that the rules of money hold against the budget table."""

_Thing = tuple[str, ...]
"""What is counted: the word of the vocabulary, and of which beneficiaries or region (empty where none is named); then
in which country, where a claim names one of several."""


class Count(NamedTuple):
    """What the data say of a thing, and where.

    whole: False where the data may know only some of the things, so that more of them are no contradiction.
    """

    value: Decimal
    parts: tuple[Spot, ...]
    whole: bool = True

    def denies(self, claim: Claim) -> bool:
        """Whether what a document states cannot be true beside it."""
        return not span(claim)[0] <= self.value <= claim.value if self.whole else claim.value < self.value


def span(claim: Claim) -> tuple[Decimal, Decimal]:
    """From where to where the number reaches that a document states: “2 to 3”, or one number alone."""
    return claim.value if claim.lowest is None else claim.lowest, claim.value


class Stated(NamedTuple):
    """A claim, and where it stands."""

    spot: Spot
    document: str
    claim: Claim

    def thing(self, programme: Programme) -> _Thing:
        """What it counts, as other claims may count it too."""
        of = self.claim.of or self.claim.of_region or ""
        return self.claim.about, of, *_in_one_country(programme, self.claim)

    @property
    def where(self) -> str:
        """The document and the section, for people."""
        return f"{self.document}, {self.claim.section}" if self.claim.section else self.document


def each_claim(documents: Mapping[str, SourceDocument]) -> Iterator[Stated]:
    """Every claim of some documents, with its place."""
    for document_id, document in documents.items():
        for claim_id, claim in document.claims.items():
            yield Stated(Spot("documents.yaml", ("documents", document_id, "claims", claim_id)), document_id, claim)


def _in_one_country(programme: Programme, claim: Claim) -> tuple[str, ...]:
    """The country that a claim names, where the programme works in several."""
    countries = programme.identity.countries if programme.identity else ()
    return (claim.of_country,) if claim.of_country in countries and len(countries) > 1 else ()


def is_ours(programme: Programme, claim: Claim) -> bool:
    """Whether a claim speaks of the programme's own countries, and of nothing that the rules of money compare."""
    countries = programme.identity.countries if programme.identity else ()
    return claim.about != COSTS and claim.of_country in (None, *countries)


@rule(
    code="CIC711",
    name="claim-against-data",
    severity=Severity.WARNING,
    title="a document counts something else than the data do",
    hint="compare the words and the places named with the documents; ask the authors which is meant",
    needs=_ALL_READ,
)
def claims_against_data(programme: Programme) -> Iterator[Problem]:
    """Claims against what the data count."""
    claims = tuple(each_claim(programme.own_documents))
    counts = _counts(programme) if claims else {}
    for stated in claims:
        count = counts.get(stated.thing(programme))
        if count is None or not is_ours(programme, stated.claim) or not count.denies(stated.claim):
            continue
        yield problem(
            stated.spot.at("value"),
            "the document says {stated} for {about}, the data say {counted} ({difference})",
            related=(stated.spot.at("printed"), *count.parts),
            expected=count.value,
            found=stated.claim.value,
            difference=stated.claim.value - count.value,
            about=word(stated.claim.about, COUNTED),
            stated=stated.claim.value,
            counted=count.value,
        )


def counts_of(programme: Programme, document: SourceDocument) -> Mapping[str, Count]:
    """What the data count of what a document claims, by claim: of the programme or the phase that it describes."""
    described = programme if document.describes == CURRENT else programme.phases.get(document.describes, Programme())
    counts = _counts(described)
    return {
        id: counts[thing]
        for id, claim in document.claims.items()
        if (thing := (claim.about, claim.of or "", *_in_one_country(described, claim))) in counts
        and is_ours(described, claim)
    }


def costs_of(programme: Programme, document: SourceDocument) -> Mapping[str, Count]:
    """What the budget table adds up to, for each claim on the operating costs of the programme itself."""
    if programme.budget is None or document.describes != CURRENT:
        return {}
    costs = grand_total(programme.spot("budget.yaml", "operating_costs"), programme.budget.operating_costs)
    if not costs:
        return {}
    count = Count(total(part.amount for part in costs), tuple(part.spot for part in costs))
    return {id: count for id, claim in document.claims.items() if claim.about == COSTS}


@rule(
    code="CIC712",
    name="claim-against-claim",
    severity=Severity.WARNING,
    title="two documents, or two places of one, count the same thing differently",
    hint="compare both places with the documents; ask the authors which is meant",
    needs=_ALL_READ,
)
def claims_against_claims(programme: Programme) -> Iterator[Problem]:
    """Claims on things that the data do not count, against the first on the same thing."""
    documents = programme.documents.documents if programme.documents else {}
    for name in dict.fromkeys(document.describes for document in documents.values()):
        described = programme if name == CURRENT else programme.phases.get(name, Programme())
        if programme.folder or not described.has_read(*_ALL_READ):
            continue
        counts = _counts(described)
        groups: dict[_Thing, list[Stated]] = defaultdict(list)
        for stated in each_claim({id: document for id, document in documents.items() if document.describes == name}):
            count = counts.get(stated.thing(described))
            counted = count is not None and (count.whole or count.denies(stated.claim))
            if is_ours(described, stated.claim) and not counted:
                groups[stated.thing(described)].append(stated)
        for first, *rest in groups.values():
            for other in rest:
                if not _agree(first.claim, other.claim):
                    yield problem(
                        other.spot.at("value"),
                        "the document says {stated} for {about}, elsewhere it is {other} ({where})",
                        related=(other.spot.at("printed"), first.spot.at("value"), first.spot.at("printed")),
                        expected=first.claim.value,
                        found=other.claim.value,
                        difference=other.claim.value - first.claim.value,
                        about=word(other.claim.about, COUNTED),
                        stated=other.claim.value,
                        other=first.claim.value,
                        where=first.where,
                    )


def _agree(one: Claim, other: Claim) -> bool:
    """Whether two claims can both be true: their spans have a number in common."""
    (low, high), (other_low, other_high) = span(one), span(other)
    return low <= other_high and other_low <= high


@kept
def _counts(programme: Programme) -> dict[_Thing, Count]:
    """What the data of a programme count, where they hold any of it."""
    counts: dict[_Thing, Count] = {}
    for about, parts, whole in lists(programme):
        if parts:
            counts[about, ""] = Count(Decimal(len(parts)), tuple(parts), whole)
    counts.update(_of_countries(programme))
    period, spot = programme.identity.period if programme.identity else None, programme.spot("programme.yaml", "period")
    if programme.approved_years:
        counts["years", ""] = Count(Decimal(len(programme.approved_years)), (spot.at("start"), spot.at("end")))
    for key, year in (("start", period.start), ("end", period.end)) if period is not None else ():
        if year is not None:
            counts[f"period.{key}", ""] = Count(Decimal(year), (spot.at(key),))
    counts.update(_populations(programme))
    if programme.documents and not programme.folder:
        for word, measure in programme.documents.reading.measures.items():
            indicator = programme.indicators.get(measure.indicator)
            promised = _promised(programme, measure, indicator) if indicator else None
            if promised:
                reading = Spot("documents.yaml", ("reading", "measures", word, "indicator"))
                counts[word, ""] = Count(promised.value, (*promised.parts, reading))
    return counts


@kept
def lists(programme: Programme) -> Sequence[tuple[str, list[Spot], bool]]:
    """What the data list: the word, the place of each thing, and whether they list all of it."""
    return tuple(_lists(programme))


def _lists(programme: Programme) -> Iterator[tuple[str, list[Spot], bool]]:
    identity, logframe, theory = programme.identity, programme.logframe, programme.theory_of_change
    whole = identity is not None and identity.coverage == "complete"

    def keys(file: str, name: str, ids: Mapping[str, object]) -> list[Spot]:
        return [programme.spot(file, name, id).key() for id in ids]

    if identity is not None:
        applicants = {id: one for id, one in identity.organisations.items() if one.role == "applicant"}
        yield "organisations.applicants", keys("programme.yaml", "organisations", applicants), whole
        yield "contacts", keys("programme.yaml", "contacts", identity.contacts), whole
        yield "target_groups", keys("programme.yaml", "target_groups", identity.target_groups), True
        regions = keys("programme.yaml", "regions", identity.regions)
        yield "regions", regions or _distinct(programme, "region"), bool(regions) or whole
    if logframe is not None:
        yield "outcomes", keys("logframe.yaml", "outcomes", logframe.outcomes), whole
        results = {id: one for id, one in logframe.results.items() if one.level == "result"}
        yield "results", keys("logframe.yaml", "results", results), whole
        labels = {(one.owner, one.value.label): one.spot.at("label") for one in programme.each_indicator()}
        yield "indicators", list(labels.values()), whole
    if theory is not None:
        yield "dynamics", keys("theory_of_change.yaml", "dynamics", theory.dynamics), whole
        yield "preconditions", keys("theory_of_change.yaml", "preconditions", theory.preconditions), whole
        yield "external_factors", keys("theory_of_change.yaml", "external_factors", theory.external_factors), whole
    synergies = programme.synergies.synergies if programme.synergies else {}
    tasks = [(id, task) for id, synergy in synergies.items() for task in synergy.tasks]
    yield "tasks", [programme.spot("synergies.yaml", "synergies", id, "tasks", task).key() for id, task in tasks], whole
    yield "partnerships", [Spot(file, ("id",)) for file in _partnerships_at_start(programme)], whole
    for about, population in (
        ("communes", "all_communes"),
        ("communes.southern", "southern_communes"),
        ("communes.northern", "northern_communes"),
    ):
        yield about, [located.spot.key() for located in population_at_start(programme, population).values()], whole
    yield "provinces", _distinct(programme, "province"), whole


def _of_countries(programme: Programme) -> Iterator[tuple[_Thing, Count]]:
    """How many communes lie in each country, where the programme works in several."""
    countries = programme.identity.countries if programme.identity else ()
    for country in countries if len(countries) > 1 else ():
        found = population_at_start(programme, "southern_communes").values()
        spots = tuple(one.spot.key() for one in found if one.value.country == country)
        for about in ("communes", "communes.southern") if spots else ():
            whole = programme.identity is not None and programme.identity.coverage == "complete"
            yield (about, "", country), Count(Decimal(len(spots)), spots, whole)


def _partnerships_at_start(programme: Programme) -> Iterator[str]:
    """The files of the partnerships that were there on the first day."""
    stays, start = programme.stays["partnership"], start_of(programme)
    return (file for id, file in programme.partnership_files.items() if (stays[id].since or start) <= start)


def _distinct(programme: Programme, name: str) -> list[Spot]:
    """Where each province or region of the southern communes stands first; nothing where one of them has none."""
    places: dict[str, Spot] = {}
    for located in programme.population("southern_communes").values():
        printed = getattr(located.value, name)
        if printed is None:
            return []
        places.setdefault(fold(printed), located.spot.at(name))
    return list(places.values())


def _populations(programme: Programme) -> Iterator[tuple[_Thing, Count]]:
    groups = programme.identity.beneficiaries if programme.identity else {}
    for id, people in groups.items():
        for name in ("total", "men", "women"):
            value = getattr(people, name)
            if value is not None:
                count = Count(value, (programme.spot("programme.yaml", "beneficiaries", id, name),))
                yield (f"population.{name}", id), count
                if len(groups) == 1:
                    yield (f"population.{name}", ""), count


def _promised(programme: Programme, measure: Measure, indicator: Located[Indicator]) -> Count | None:
    """The figure of an indicator that a measure names; None where the indicator has no such figure."""
    targets, frequency = indicator.value.targets, indicator.value.reading.frequency
    if measure.quantity == "total":
        end = max(programme.approved_years, default=None)
        if end is None or end not in targets or indicator.value.over_years == "rate":
            return None
        counted = list(targets) if indicator.value.over_years == "per_period" else [end]
        parts = tuple(indicator.spot.at("targets", year, "value") for year in counted)
        return Count(sum((targets[year].value for year in counted), Decimal(0)), parts)
    if frequency is None or (frequency.per == "year") != (measure.quantity == "per_year"):
        return None
    return Count(frequency.at_least, (indicator.spot.at("reading", "frequency", "at_least"),))


RULES = (
    claims_against_data,
    claims_against_claims,
)
