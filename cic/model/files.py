"""What the files of a programme say, by kind and by name, and the years that it has."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar, cast

from cic.base.periods import CALENDAR_YEARS, Calendar, day
from cic.diagnostics import Key, Spot
from cic.model.acknowledgements import Acknowledgements
from cic.model.budget import Budget
from cic.model.documents import Documents
from cic.model.identity import Identity
from cic.model.kinds import BY_NAME, KINDS, Kind, kind_of_model
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.report import Report
from cic.model.risks import Risks
from cic.model.scalars import Record
from cic.model.strategy import Strategy
from cic.model.synergies import Synergies
from cic.model.theory_of_change import TheoryOfChange

R = TypeVar("R", bound=Record)


class _One(Generic[R]):
    """What the file with a model says, as an attribute of a programme, looked up once."""

    def __init__(self, model: type[R]) -> None:
        kind_of_model(model)
        self._model = model

    def __set_name__(self, owner: object, name: str) -> None:
        self._name = name

    def __get__(self, files: ProgrammeFiles, owner: object) -> R | None:
        found = files.__dict__[self._name] = files.one(self._model)
        return found


class _Many(_One[R]):
    """What the files with a model say, by file, in the same way."""

    def __get__(self, files: ProgrammeFiles, owner: object) -> Mapping[str, R]:  # type: ignore[override]
        found = files.__dict__[self._name] = files.many(self._model)
        return found


@dataclass(frozen=True)
class ProgrammeFiles:
    """What the files of a programme's folder say.

    folder: relative to the data folder, empty for the main programme, `phases/earlier` for another phase.
    today: the day that the check or the report is made for.
    files: by the name of the kind, and by file. A file that could not be read is absent, and its kind is in `unread`.
    """

    folder: str = ""
    today: datetime.date = datetime.date.min
    files: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    identity = _One(Identity)
    logframe = _One(Logframe)
    budget = _One(Budget)
    risks = _One(Risks)
    theory_of_change = _One(TheoryOfChange)
    synergies = _One(Synergies)
    strategy = _One(Strategy)
    documents = _One(Documents)
    acknowledgements = _One(Acknowledgements)
    partnerships = _Many(Partnership)
    reports = _Many(Report)

    def one(self, model: type[R]) -> R | None:
        """What the file with that model says, of a kind of which there is one; None where it was not read."""
        return next(iter(self.many(model).values()), None)

    def many(self, model: type[R]) -> Mapping[str, R]:
        """What the files with that model say, by file."""
        return cast("Mapping[str, R]", self.files.get(kind_of_model(model).name, {}))

    def records(self) -> Iterator[tuple[Kind, str, Record]]:
        """All files of this programme in the order of the kinds: the kind, the name, and what it says. What other
        phases share with the main one is that one's."""
        for kind in KINDS:
            if kind.phases == "own" or not self.folder:
                yield from ((kind, file, record) for file, record in self.files.get(kind.name, {}).items())

    def record(self, file: str) -> Record | None:
        """What a file says; None for one that was not read."""
        return next((files[file] for files in self.files.values() if file in files), None)

    def has_read(self, *kinds: str) -> bool:
        """Whether all files of these kinds could be read. Raises KeyError for what is no kind."""
        return self.unread.isdisjoint(BY_NAME[name].name for name in kinds)

    def spot(self, file: str, *path: Key) -> Spot:
        """A value of one of this programme's single files: `programme.spot("budget.yaml", "operating_costs")`."""
        return Spot(f"{self.folder}/{file}" if self.folder else file, path)

    @cached_property
    def calendar(self) -> Calendar:
        """When the programme's years begin, and what each report is of."""
        reporting = self.identity.reporting if self.identity else None
        return reporting.calendar if reporting else CALENDAR_YEARS

    @property
    def periods(self) -> tuple[int, ...]:
        """What reports are of, in order: the years, or their parts."""
        return tuple(period for year in self.years for period in self.calendar.periods_of(year))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the period, with those of an extension; empty where either end is unknown."""
        period = self.identity.period if self.identity else None
        if period is None or period.start is None or period.end is None:
            return ()
        return self.calendar.years(period.start, period.last or period.end)

    @property
    def approved_years(self) -> tuple[int, ...]:
        """The years of the period as it was approved, which are those of the documents; an extension has more."""
        end = self.identity.period.end if self.identity else None
        return tuple(year for year in self.years if end is not None and year <= end)

    @property
    def accounts_years(self) -> tuple[int, ...]:
        """The years after the end in which money of the programme may still be paid or come back."""
        until = self.identity.period.accounts_until if self.identity else None
        if not self.years or until is None:
            return ()
        return self.calendar.years(self.years[-1], self.calendar.year_of(day(until)))[1:]

    @cached_property
    def later_years(self) -> tuple[int, ...]:
        """The years after the end of which something can be said: those of the accounts, and those of reports."""
        if not self.years:
            return ()
        told = {self.calendar.year_of(one.year) for one in self.reports.values() if one.year > self.years[-1]}
        return tuple(sorted(told.union(self.accounts_years)))
