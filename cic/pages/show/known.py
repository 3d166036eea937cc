"""What pages about single things look up, found once for all of them: a site has one for each thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from cic.analysis.outstanding import Missing, missing
from cic.analysis.spending import Accounts, accounts
from cic.checks.acknowledgements import Verdict
from cic.checks.placement import findings, placed
from cic.diagnostics import Finding, Key, Place, Spot
from cic.model.programme import PROGRAMME, Programme
from cic.model.report import Report
from cic.pages.annual.composition import is_composed
from cic.pages.annual.corrected import Corrected, corrected
from cic.pages.annual.money_derivation import Reports as SpendingReports
from cic.pages.annual.money_derivation import reports_of as spending_reports
from cic.pages.annual.partnerships import Standing, standings
from cic.pages.annual.question import Question
from cic.pages.commune_map import CommuneMap, asked_for_values, commune_map
from cic.pages.counts import Difference, difference, targets_due
from cic.storage.loader import Loaded
from cic.storage.places import Places, places

T = TypeVar("T")
Reports = list[tuple[str, Report]]


class Known:
    """Finds at the first question, and remembers.

    verdicts: what `cic validate` says of the data. for_all: whether the places of all of it will be asked for.
    """

    def __init__(self, loaded: Loaded, verdicts: Sequence[Verdict], for_all: bool = False) -> None:
        self._loaded, self._verdicts, self._for_all = loaded, verdicts, for_all
        self._places = Places(loaded)
        self._kept: dict[tuple[str, str, int], object] = {}

    def findings(self, spots: Iterable[Spot]) -> list[Finding]:
        """The findings that touch any of the values, or what stands below them, by file and line."""
        numbers = {number for spot in spots for number in self._touching[spot.file, spot.path]}
        if not self._for_all:
            return findings(self._loaded, [self._verdicts[number] for number in sorted(numbers)])
        return [self._placed[number] for number in sorted(numbers, key=self._order.__getitem__)]

    @property
    def all_findings(self) -> list[Finding]:
        """All of them, by file and line."""
        return [self._placed[number] for number in self._order]

    @cached_property
    def _order(self) -> dict[int, int]:
        """The numbers of the findings, by file and line."""
        placed = self._placed

        def key(number: int) -> tuple[object, ...]:
            return *placed[number].place, placed[number].code, placed[number].path

        return {number: at for at, number in enumerate(sorted(range(len(placed)), key=key))}

    @cached_property
    def _placed(self) -> list[Finding]:
        return placed(self._loaded, self._verdicts)

    @cached_property
    def _touching(self) -> Mapping[tuple[str, tuple[Key, ...]], set[int]]:
        """The numbers of the findings that touch a value, by its file and its path."""
        found: defaultdict[tuple[str, tuple[Key, ...]], set[int]] = defaultdict(set)
        for number, one in enumerate(self._verdicts):
            for where in (one.problem.where, *one.problem.related):
                path = where.path if isinstance(where, Spot) else ()
                for end in range(len(path) + 1):
                    found[where.file, path[:end]].add(number)
        return found

    def places(self, spots: Iterable[Spot]) -> dict[Spot, Place]:
        """The place of each spot; the first line stands for a file in which nothing can be found."""
        return self._places.of(spots) if self._for_all else places(self._loaded, spots)

    def accounts(self, programme: Programme, year: int) -> Accounts:
        """What was spent up to a year."""
        return self._once("accounts", programme, year, lambda: accounts(programme, year))

    def missing(self, programme: Programme, year: int, partnership: str) -> Sequence[Missing]:
        """What a partnership and its communes have not reported up to a year."""

        def by_partnership() -> dict[str, list[Missing]]:
            found: dict[str, list[Missing]] = {}
            for one in missing(programme, year):
                found.setdefault(one.partnership, []).append(one)
            return found

        return self._once("missing", programme, year, by_partnership).get(partnership, ())

    def standing(self, programme: Programme, year: int, partnership: str) -> Standing:
        """The results and the money of a partnership up to a year."""

        def by_id() -> dict[str, Standing]:
            return {one.id: one for one in standings(programme, Question(year))}

        return self._once("standings", programme, year, by_id)[partnership]

    def reports_of(self, programme: Programme, partnership: str) -> Reports:
        """The reports of a partnership, or of the programme itself, by file."""

        def by_partnership() -> dict[str, Reports]:
            found: dict[str, Reports] = {}
            for file, one in programme.reports.items():
                found.setdefault(one.partnership or PROGRAMME, []).append((file, one))
            return found

        return self._once("reports", programme, 0, by_partnership).get(partnership, [])

    def reports_with(self, programme: Programme, participant: str) -> Reports:
        """The reports that speak of a commune, or of a partner that is none."""

        def by_participant() -> dict[str, Reports]:
            found: dict[str, Reports] = {}
            for file, one in programme.reports.items():
                for _, id, _ in one.of_participants():
                    found.setdefault(id, []).append((file, one))
            return found

        return self._once("participants", programme, 0, by_participant).get(participant, [])

    def spending(self, programme: Programme, year: int) -> SpendingReports:
        """The reports of spending up to a year."""
        return self._once("spending", programme, year, lambda: spending_reports(programme, year))

    def corrected(self, programme: Programme, with_persons: bool) -> Sequence[Corrected]:
        """Every correction of the programme, file by file."""
        return self._once("corrected", programme, int(with_persons), lambda: tuple(corrected(programme, with_persons)))

    def commune_map(self, programme: Programme, year: int) -> CommuneMap:
        """Where everybody lies, and how each stands at the end of a year."""
        return self._once("map", programme, year, lambda: commune_map(programme, year))

    def difference(self, programme: Programme, year: int) -> Difference:
        """Why the targets due and not reported are not the values missing."""
        return self._once(
            "difference", programme, year, lambda: difference(targets_due(programme, year), missing(programme, year))
        )

    def asked_for_values(self, programme: Programme) -> frozenset[str]:
        """The communes and partners of whom values are asked, now or later."""
        return self._once("asked", programme, 0, lambda: asked_for_values(programme))

    def composed(self, programme: Programme) -> frozenset[str]:
        """The ids of the indicators behind whose values there is anything to be shown."""

        def ids() -> frozenset[str]:
            return frozenset(one.id for one in programme.each_indicator() if is_composed(programme, one))

        return self._once("composed", programme, 0, ids)

    def _once(self, what: str, programme: Programme, year: int, find: Callable[[], T]) -> T:
        key = (what, programme.folder, year)
        if key not in self._kept:
            self._kept[key] = find()
        found: T = self._kept[key]  # type: ignore[assignment]
        return found
