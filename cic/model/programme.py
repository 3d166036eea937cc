"""The programme: loaded once, frozen, indexed. Every rule and every table is a function of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from cic.diagnostics import Key, Spot
from cic.model.acknowledgements import Acknowledgements
from cic.model.budget import Budget
from cic.model.documents import Documents, SourceDocument
from cic.model.identity import Identity
from cic.model.logframe import Activity, Indicator, Logframe
from cic.model.partnership import Commune, Partnership
from cic.model.report import Observation, Report
from cic.model.risks import Risks
from cic.model.strategy import Strategy
from cic.model.synergies import Synergies
from cic.model.theory_of_change import TheoryOfChange

T = TypeVar("T")

PROGRAMME = ""
"""Who reports what is measured once, for the programme as a whole."""

CURRENT = "current"
"""The word by which documents.yaml says that a document describes the main programme, not a phase."""


class Located(NamedTuple, Generic[T]):
    """A thing with its id, the place of its definition, and the id of what it belongs to (a result, a partnership)."""

    id: str
    spot: Spot
    value: T
    owner: str


class Observed(NamedTuple):
    """A reported value: of whom (a commune, a partnership, or PROGRAMME), of which year, and where it stands."""

    who: str
    year: int
    spot: Spot
    observation: Observation


@dataclass(frozen=True)
class Programme:
    """All that one programme's folder says.

    folder: relative to the data folder, empty for the main programme, `phases/earlier` for another phase.
    today: the day that the check or the report is made for.
    partnerships, reports: by file. A file that could not be read is absent, and its kind stands in `unread`.
    """

    folder: str = ""
    today: datetime.date = datetime.date.min
    identity: Identity | None = None
    logframe: Logframe | None = None
    budget: Budget | None = None
    risks: Risks | None = None
    theory_of_change: TheoryOfChange | None = None
    synergies: Synergies | None = None
    strategy: Strategy | None = None
    documents: Documents | None = None
    acknowledgements: Acknowledgements | None = None
    partnerships: Mapping[str, Partnership] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    phases: Mapping[str, Programme] = field(default_factory=dict)

    def spot(self, file: str, *path: Key) -> Spot:
        """A value of one of this programme's single files: `programme.spot("budget.yaml", "operating_costs")`."""
        return Spot(f"{self.folder}/{file}" if self.folder else file, path)

    def has(self, file: str) -> bool:
        """Whether one of the single files was read: `has("logframe")`."""
        return getattr(self, file) is not None

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the period; empty where either end is unknown."""
        period = self.identity.period if self.identity else None
        if period is None or period.start is None or period.end is None:
            return ()
        return tuple(range(period.start, period.end + 1))

    def each_indicator(self) -> Iterator[Located[Indicator]]:
        """Every indicator in the order of the logframe, repeated ids included; the owner is an outcome or a result."""
        return iter(self._all_indicators)

    @cached_property
    def _all_indicators(self) -> tuple[Located[Indicator], ...]:
        return tuple(self._located_indicators())

    def _located_indicators(self) -> Iterator[Located[Indicator]]:
        if self.logframe is None:
            return
        for group, owners in (("outcomes", self.logframe.outcomes), ("results", self.logframe.results)):
            for owner_id, owner in owners.items():
                for id, indicator in owner.indicators.items():
                    yield Located(
                        id, self.spot("logframe.yaml", group, owner_id, "indicators", id), indicator, owner_id
                    )

    def each_activity(self) -> Iterator[Located[Activity]]:
        """Every numbered activity in the order of the logframe."""
        for owner_id, owner in (self.logframe.results if self.logframe else {}).items():
            for id, activity in owner.activities.items():
                yield Located(id, self.spot("logframe.yaml", "results", owner_id, "activities", id), activity, owner_id)

    def each_commune(self) -> Iterator[Located[Commune]]:
        """Every commune of every partnership, by file name; the owner is the partnership."""
        return iter(self._all_communes)

    @cached_property
    def _all_communes(self) -> tuple[Located[Commune], ...]:
        return tuple(
            Located(id, Spot(file, ("communes", id)), commune, partnership.id)
            for file, partnership in self.partnerships.items()
            for id, commune in partnership.communes.items()
        )

    def each_observation(self) -> Iterator[tuple[Located[Observation], Report, str | None]]:
        """Every reported value with its report, and the commune it is about (None for a partnership or the
        programme)."""
        for file, report in self.reports.items():
            for id, observation in report.observations.items():
                yield Located(id, Spot(file, ("observations", id)), observation, report.partnership or ""), report, None
            for commune, own in report.communes.items():
                for id, observation in own.observations.items():
                    spot = Spot(file, ("communes", commune, "observations", id))
                    yield Located(id, spot, observation, report.partnership or ""), report, commune

    @cached_property
    def indicators(self) -> Mapping[str, Located[Indicator]]:
        """Indicators by id; the first where an id is repeated."""
        return _first(self.each_indicator())

    @cached_property
    def communes(self) -> Mapping[str, Located[Commune]]:
        """Communes by id; the first where an id is repeated."""
        return _first(self.each_commune())

    @cached_property
    def shares(self) -> Mapping[str, Mapping[int, Mapping[str, Decimal]]]:
        """What the communes have promised: by indicator, by year, and by the id of the commune."""
        shares: dict[str, dict[int, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
        for id, located in self.communes.items():
            for indicator, values in located.value.targets.items():
                by_year = shares[indicator]
                for year, value in values.items():
                    by_year[year][id] = value
        return shares

    @cached_property
    def observed(self) -> Mapping[str, Mapping[str, list[Observed]]]:
        """What was reported, by indicator and by who reported it: of those alone who report at its level."""
        index: dict[str, dict[str, list[Observed]]] = {}
        for located, report, commune in self.each_observation():
            indicator = self.indicators.get(located.id)
            if indicator is None:
                continue
            here = "commune" if commune is not None else "partnership" if report.partnership else "programme"
            if indicator.value.level == here:
                who = commune or report.partnership or PROGRAMME
                one = Observed(who, report.year, located.spot, located.value)
                index.setdefault(located.id, {}).setdefault(who, []).append(one)
        return index

    @cached_property
    def partnership_files(self) -> Mapping[str, str]:
        """The file of each partnership, by its id."""
        files: dict[str, str] = {}
        for file, partnership in self.partnerships.items():
            files.setdefault(partnership.id, file)
        return files

    @property
    def own_documents(self) -> Mapping[str, SourceDocument]:
        """The documents that describe this programme, by id."""
        name = self.folder.rpartition("/")[2] or CURRENT
        documents = self.documents.documents if self.documents else {}
        return {id: document for id, document in documents.items() if document.describes == name}

    def is_southern(self, commune: Commune) -> bool:
        """Whether the commune lies in the programme's country."""
        return self.identity is not None and commune.country == self.identity.country

    def population(self, name: str) -> Mapping[str, Located[Commune]]:
        """The communes that `southern_communes`, `northern_communes` or `all_communes` names, by id."""
        return self._populations[name]

    @cached_property
    def _populations(self) -> Mapping[str, Mapping[str, Located[Commune]]]:
        southern = {id: located for id, located in self.communes.items() if self.is_southern(located.value)}
        northern = {id: located for id, located in self.communes.items() if id not in southern}
        return {"southern_communes": southern, "northern_communes": northern, "all_communes": self.communes}

    def and_phases(self) -> Iterator[Programme]:
        """This programme, then the other phases that its documents speak of."""
        yield self
        yield from self.phases.values()


def _first(located: Iterator[Located[T]]) -> dict[str, Located[T]]:
    index: dict[str, Located[T]] = {}
    for item in located:
        index.setdefault(item.id, item)
    return index
