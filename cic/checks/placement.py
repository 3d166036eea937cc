"""From problems to findings: each with its place in the text of its file, its values, and its identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cic.analysis.sources import rests_on_reading
from cic.base.message import Message, written
from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Finding, Key, Place, Problem, Related, Spot
from cic.model.kinds import path_text
from cic.model.paths import is_personal
from cic.source import locate
from cic.source.rules import DUPLICATE_KEY
from cic.storage.loader import Loaded
from cic.storage.rules import UNKNOWN_KEY


def findings(loaded: Loaded, verdicts: Iterable[Verdict]) -> list[Finding]:
    """The findings with their places, sorted by file and line. Each file is parsed once more, and only if
    something is in it."""
    found = placed(loaded, verdicts)
    return sorted(found, key=lambda finding: (*finding.place, finding.code, finding.path))


def placed(loaded: Loaded, verdicts: Iterable[Verdict]) -> list[Finding]:
    """The finding of each verdict with its place, in the order of the verdicts."""
    verdicts = list(verdicts)
    spots: dict[str, dict[Spot, None]] = defaultdict(dict)
    for one in verdicts:
        for where in (one.problem.where, *one.problem.related):
            if isinstance(where, Spot):
                spots[where.file][where] = None
    places: dict[Spot, tuple[Place, str | None]] = {}
    for file, wanted in spots.items():
        is_parsed = file in loaded.parsed
        places.update(locate(file, loaded.texts[file], wanted, loaded.written_as) if is_parsed else _unplaced(wanted))
    return [_finding(one, places, _rests_on_reading(loaded, one.problem)) for one in verdicts]


def may_be_known(one: Verdict) -> bool:
    """Whether a baseline may hold the problem: not a fault that must be fixed, nor what somebody has accepted."""
    return one.acceptance is None and not one.problem.rule.must_be_fixed


def fingerprint_of(one: Verdict) -> str:
    """The fingerprint that the finding will have; its position takes no part."""
    where = (one.problem.where, *one.problem.related)
    return _finding(one, _unplaced(spot for spot in where if isinstance(spot, Spot))).fingerprint


def _unplaced(spots: Iterable[Spot]) -> dict[Spot, tuple[Place, str | None]]:
    return {spot: (Place(spot.file, 1, 1, 1, 1), None) for spot in spots}


def _rests_on_reading(loaded: Loaded, found: Problem) -> bool:
    """Whether a value that takes part is our reading; a key beside it only says where a value would stand."""
    spots = [spot for spot in found.related if spot.on == "value"]
    return rests_on_reading(loaded.programme, [found.where, *spots] if isinstance(found.where, Spot) else spots)


def _finding(one: Verdict, places: dict[Spot, tuple[Place, str | None]], is_read: bool = False) -> Finding:
    found = one.problem
    rule = found.rule
    where = found.where
    place = places[where][0] if isinstance(where, Spot) else where
    personal = is_personal(found.path) or (
        not found.path and isinstance(where, Place) and where.file.find("partnerships/") >= 0
    )
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=_without_personal_value(found) if personal else found.message,
        hint=rule.hint_for(found),
        place=place,
        path=path_text(where.file, found.path, mask_persons=True),
        key=one.path,
        figures=one.figures,
        related=tuple(_related(spot, places) for spot in found.related),
        expected=_text(found.expected),
        found=_text(found.found),
        difference=_text(found.difference),
        personal=personal,
        acknowledged=one.acceptance,
        known=one.known,
        which=found.which,
        rests_on_reading=is_read,
    )


def _related(spot: Spot, places: dict[Spot, tuple[Place, str | None]]) -> Related:
    place, value = places[spot]
    path: tuple[Key, ...] = spot.path
    return Related(place, path_text(spot.file, path, mask_persons=True), None if is_personal(path) else value)


def _without_personal_value(found: Problem) -> Message:
    hidden = {"value", "id"} | ({"key"} if found.rule in (UNKNOWN_KEY, DUPLICATE_KEY) else set())
    params = {name: Message("it") if name in hidden else value for name, value in found.message.params.items()}
    return Message(found.message.template, params)


def _text(value: object) -> str | None:
    return None if value is None else written(value)
