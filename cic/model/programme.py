"""The programme: loaded once, frozen, indexed. Every rule and every table is a function of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from cic.diagnostics import Spot
from cic.model.documents import SourceDocument
from cic.model.files import ProgrammeFiles
from cic.model.levels import Level, Promise, each_step, indicators_of, level_of
from cic.model.logframe import Activity, Indicator, Result
from cic.model.partnership import Commune, Participant, Partner, Partnership
from cic.model.report import Observation, Report
from cic.model.stay import ALWAYS, Stay, narrowed, with_predecessors

if TYPE_CHECKING:
    from cic.model.persons import Persons

T = TypeVar("T", covariant=True)

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
class Programme(ProgrammeFiles):
    """All that one programme's folder says.

    phases: the other phases that its documents speak of, by their names.
    attached: the SHA-256 of each file that proves something, by its name; None for one that is not there, empty for one
    that could not be read.
    renamed: by the kind of thing, the id that a former one stands for in what was read (`formerly`): the records hold
    the present one alone.
    """

    phases: Mapping[str, Programme] = field(default_factory=dict)
    attached: Mapping[str, str | None] = field(default_factory=dict)
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def each_indicator(self) -> Iterator[Located[Indicator]]:
        """Every indicator in the order of the logframe, repeated ids included; the owner is what it measures: an
        impact, an outcome, a result or an activity."""
        return iter(self._all_indicators)

    @cached_property
    def _all_indicators(self) -> tuple[Located[Indicator], ...]:
        return tuple(self._located_indicators())

    def _located_indicators(self) -> Iterator[Located[Indicator]]:
        for promise in self.each_promise():
            for activity, path, indicators in indicators_of(promise.value):
                spot = promise.spot.at(*path, "indicators")
                for id, indicator in indicators.items():
                    yield Located(id, spot.at(id), indicator, activity or promise.id)

    def indicators_of(self, *levels: Level) -> tuple[Located[Indicator], ...]:
        """The indicators that stand at these levels, in the order of the logframe."""
        owners: dict[str, Located[Any]] = {**self.activities, **self.promises}
        return tuple(one for one in self._all_indicators if level_of(owners[one.owner].value) in levels)

    def each_promise(self) -> Iterator[Located[Promise]]:
        """Every impact, outcome and result from the top down, each result followed by those under it; the owner is what
        stands directly above, empty where nothing does."""
        return iter(self._all_promises)

    @cached_property
    def _all_promises(self) -> tuple[Located[Promise], ...]:
        steps = each_step(self.logframe) if self.logframe is not None else ()
        return tuple(
            Located(one.id, self.spot("logframe.yaml", one.group, one.id), one.promise, one.above) for one in steps
        )

    @cached_property
    def promises(self) -> Mapping[str, Located[Promise]]:
        """Impacts, outcomes and results by id; the first where an id is repeated."""
        return _first(self.each_promise())

    def each_activity(self) -> Iterator[Located[Activity]]:
        """Every numbered activity in the order of the logframe; the owner is its result."""
        return iter(self._all_activities)

    @cached_property
    def _all_activities(self) -> tuple[Located[Activity], ...]:
        return tuple(
            Located(id, promise.spot.at("activities", id), activity, promise.id)
            for promise in self.each_promise()
            if isinstance(promise.value, Result)
            for id, activity in promise.value.activities.items()
        )

    @cached_property
    def activities(self) -> Mapping[str, Located[Activity]]:
        """Activities by id; the first where an id is repeated."""
        return _first(self.each_activity())

    @cached_property
    def _above(self) -> Mapping[str, str]:
        """What stands directly above a promise or an activity, by its id."""
        promises = {id: one.owner for id, one in self.promises.items() if one.owner}
        return {**{id: one.owner for id, one in self.activities.items()}, **promises}

    def lineage(self, id: str) -> tuple[str, ...]:
        """A promise or an activity and what stands above it, from itself to the top."""
        way: dict[str, None] = {}
        here: str | None = id
        while here is not None and here not in way:
            way[here] = None
            here = self._above.get(here)
        return tuple(way)

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

    def each_partner(self) -> Iterator[Located[Partner]]:
        """Every partner that is no commune, of every partnership, by file name; the owner is the partnership."""
        return iter(self._all_partners)

    @cached_property
    def _all_partners(self) -> tuple[Located[Partner], ...]:
        return tuple(
            Located(id, Spot(file, ("partners", id)), partner, partnership.id)
            for file, partnership in self.partnerships.items()
            for id, partner in partnership.partners.items()
        )

    def each_participant(self) -> Iterator[Located[Participant]]:
        """Every commune, then every partner."""
        return iter(self._all_participants)

    @cached_property
    def _all_participants(self) -> tuple[Located[Participant], ...]:
        return (*self._all_communes, *self._all_partners)

    def each_observation(self) -> Iterator[tuple[Located[Observation], Report, str | None]]:
        """Every reported value with its report, and the commune or partner it is about (None for a partnership or the
        programme)."""
        for file, report in self.reports.items():
            for id, observation in report.observations.items():
                yield Located(id, Spot(file, ("observations", id)), observation, report.partnership or ""), report, None
            for key, who, own in report.of_participants():
                for id, observation in own.observations.items():
                    spot = Spot(file, (key, who, "observations", id))
                    yield Located(id, spot, observation, report.partnership or ""), report, who

    @cached_property
    def indicators(self) -> Mapping[str, Located[Indicator]]:
        """Indicators by id; the first where an id is repeated."""
        return _first(self.each_indicator())

    @cached_property
    def communes(self) -> Mapping[str, Located[Commune]]:
        """Communes by id; the first where an id is repeated."""
        return _first(self.each_commune())

    @cached_property
    def partners(self) -> Mapping[str, Located[Partner]]:
        """The partners that are no communes, by id; the first where an id is repeated."""
        return _first(self.each_partner())

    @cached_property
    def participants(self) -> Mapping[str, Located[Participant]]:
        """Communes and partners by id; the first where an id is repeated."""
        return {**self.partners, **self.communes} if self.partners else self.communes

    @cached_property
    def promised(self) -> Mapping[str, Mapping[str, Mapping[int, Decimal]]]:
        """What the communes and partners have promised: by indicator, by the id of whoever it is, and by year."""
        promised: dict[str, dict[str, Mapping[int, Decimal]]] = defaultdict(dict)
        for id, located in self.participants.items():
            for indicator, values in located.value.targets.items():
                promised[indicator][id] = values
        return dict(promised)

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

    @cached_property
    def stays(self) -> Mapping[str, Mapping[str, Stay]]:
        """When everybody is in the programme: by level (commune, partnership), then by id; a partner that is no commune
        is on the level of the communes."""
        partnerships = with_predecessors(
            {id: _stay(self.partnerships[file]) for id, file in self.partnership_files.items()}
        )
        communes = {
            id: narrowed(_stay(located.value), partnerships.get(located.owner, ALWAYS))
            for id, located in self.participants.items()
        }
        return {"commune": with_predecessors(communes), "partnership": partnerships, "programme": {PROGRAMME: ALWAYS}}

    @cached_property
    def newcomers(self) -> Mapping[str, Stay]:
        """The communes and partners that are not there from the start on, by id: of most programmes few, or none."""
        return {id: stay for id, stay in self.stays["commune"].items() if stay.since is not None}

    @property
    def own_documents(self) -> Mapping[str, SourceDocument]:
        """The documents that describe this programme, by id."""
        name = self.folder.rpartition("/")[2] or CURRENT
        documents = self.documents.documents if self.documents else {}
        return {id: document for id, document in documents.items() if document.describes == name}

    def is_southern(self, commune: Commune) -> bool:
        """Whether the commune lies in the programme's country, or in one of its countries."""
        return commune.country in self._countries

    @cached_property
    def _countries(self) -> tuple[str, ...]:
        return self.identity.countries if self.identity is not None else ()

    def population(self, name: str) -> Mapping[str, Located[Participant]]:
        """Those whom `southern_communes`, `northern_communes`, `all_communes`, `partners` or `everyone` names, by
        id."""
        return self._populations[name]

    @cached_property
    def _populations(self) -> Mapping[str, Mapping[str, Located[Participant]]]:
        southern = {id: located for id, located in self.communes.items() if self.is_southern(located.value)}
        northern = {id: located for id, located in self.communes.items() if id not in southern}
        return {
            "southern_communes": southern,
            "northern_communes": northern,
            "all_communes": self.communes,
            "partners": self.partners,
            "everyone": self.participants,
        }

    @cached_property
    def persons(self) -> Persons:
        """What stands in this programme and its phases of persons."""
        from cic.model.persons import Persons

        return Persons(self)

    def and_phases(self) -> Iterator[Programme]:
        """This programme, then the other phases that its documents speak of."""
        yield self
        yield from self.phases.values()


def _stay(one: Participant | Partnership) -> Stay:
    if one.since is None and one.until is None:
        return ALWAYS
    return Stay(one.since, one.until.date if one.until else None, (one.merged_into or "") if one.until else "")


def _first(located: Iterator[Located[T]]) -> dict[str, Located[T]]:
    index: dict[str, Located[T]] = {}
    for item in located:
        index.setdefault(item.id, item)
    return index
