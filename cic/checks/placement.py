"""From problems to findings: each with its place in the text of its file, its values, and its identity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cic.analysis.sources import rests_on_reading
from cic.base.message import written
from cic.checks.acknowledgements import Verdict, digest_of, is_of_person
from cic.checks.persons import Places, Shown, entry_of, is_in_entry, may_tell_of_person
from cic.diagnostics import Finding, Place, Problem, Related, Spot
from cic.model.kinds import path_text, personal_at
from cic.model.persons import Persons
from cic.source import locate
from cic.storage.loader import Loaded


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
        entry = entry_of(one.problem)
        if entry is not None:
            spots[entry.file][entry] = None
    places: Places = {}
    for file, wanted in spots.items():
        is_parsed = file in loaded.parsed
        places.update(locate(file, loaded.texts[file], wanted, loaded.written_as) if is_parsed else _unplaced(wanted))
    return [_finding(one, places, loaded.programme.persons, _rests_on_reading(loaded, one.problem)) for one in verdicts]


def may_be_known(one: Verdict) -> bool:
    """Whether a baseline may hold the problem: not a fault that must be fixed, nor what somebody has accepted."""
    return one.acceptance is None and not one.problem.rule.must_be_fixed


def fingerprint_of(one: Verdict) -> str:
    """The fingerprint that the finding will have; its position takes no part."""
    where = (one.problem.where, *one.problem.related)
    return _finding(one, _unplaced(spot for spot in where if isinstance(spot, Spot))).fingerprint


def _unplaced(spots: Iterable[Spot]) -> Places:
    return {spot: (Place(spot.file, 1, 1, 1, 1), None) for spot in spots}


def _rests_on_reading(loaded: Loaded, found: Problem) -> bool:
    """Whether a value that takes part is our reading; a key beside it only says where a value would stand."""
    spots = [spot for spot in found.related if spot.on == "value"]
    return rests_on_reading(loaded.programme, [found.where, *spots] if isinstance(found.where, Spot) else spots)


def _finding(one: Verdict, places: Places, persons: Persons | None = None, is_read: bool = False) -> Finding:
    found = one.problem
    rule = found.rule
    where = found.where
    place = places[where][0] if isinstance(where, Spot) else where
    personal = is_of_person(found) or may_tell_of_person(found, places)
    shown = Shown(found, personal, persons)
    figures = one.figures
    if personal and "digest" not in figures:
        figures = digest_of(figures)
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=shown.message(found.message),
        hint=shown.message(rule.hint_for(found)),
        place=place,
        path=shown.path,
        key=one.path,
        figures=shown.said(figures),
        related=tuple(_related(spot, places, shown) for spot in found.related),
        expected=shown.figure(_text(found.expected)),
        found=shown.figure(_text(found.found)),
        difference=_text(found.difference),
        personal=personal,
        acknowledged=None if one.acceptance is None else shown.acceptance(one.acceptance),
        known=one.known,
        which=found.which,
        rests_on_reading=is_read,
    )


def _related(spot: Spot, places: Places, shown: Shown) -> Related:
    place, value = places[spot]
    is_hidden = personal_at(spot.file, spot.path) or is_in_entry(spot)
    return Related(place, path_text(spot.file, spot.path, mask_persons=True), None if is_hidden else shown.said(value))


def _text(value: object) -> str | None:
    return None if value is None else written(value)
