"""5xx, closed years: figures that were agreed or sent off change only with a recorded correction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cic.analysis.corrections import corrected_files
from cic.analysis.diff import Change, Scalar, Thing, changes, is_promise, record_changes
from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.common import Correction
from cic.model.identity import Identity
from cic.model.kinds import Kind, kind_of_file
from cic.model.paths import format_path
from cic.model.programme import Programme
from cic.model.report import Report
from cic.model.scalars import Record
from cic.rules.rule import comparison, problem, rule

CORRECTIONS = "corrections"
_ABSENT = "nothing"


@comparison(
    code="CIC521",
    name="closed-year",
    severity=Severity.ERROR,
    title="a closed year was changed without a correction",
    hint="put the value back, or say under `corrections:` of the file what changed, why and when",
    needs=("programme", "report"),
)
def closed_years(before: Programme, after: Programme) -> Iterator[Problem]:
    """Changes of what was reported for a year that was closed before, and of the closing itself."""
    reporting = before.identity.reporting if before.identity else None
    closed = reporting.closed if reporting else {}
    for change in _uncorrected(before, after):
        if change.thing.kind.is_of(Report) and change.thing.year is not None and change.thing.year in closed:
            yield _closed(change, change.thing.year, closed[change.thing.year])
        elif change.thing.kind.is_of(Identity) and change.path[:2] == ("reporting", "closed") and change.before:
            yield _closed(change, change.path[2], change.before)


@comparison(
    code="CIC522",
    name="agreed-target",
    severity=Severity.ERROR,
    title="a baseline or an agreed target was changed without a correction",
    hint="put the value back, or say under `corrections:` of the file what changed, why and when",
    needs=("logframe", "partnership"),
)
def agreed_targets(before: Programme, after: Programme) -> Iterator[Problem]:
    """Changes of a baseline, of a target or of a commune's target that was there before."""
    for change in _uncorrected(before, after):
        if change.before is not None and is_promise(change):
            yield _agreed(change)


def _uncorrected(before: Programme, after: Programme) -> Iterator[Change]:
    """The changes that no correction explains which is new since."""
    old, new = _all_corrections(before), _all_corrections(after)
    for change in changes(before, after):
        if change.path and change.path[0] != CORRECTIONS:
            known = old.get(change.was_at.file, ()) if change.was_at else ()
            own = new.get(change.is_at.file, ()) if change.is_at else ()
            if not any(_explains(one, change) for one in own if one not in known):
                yield change


def _all_corrections(programme: Programme) -> dict[str, Sequence[Correction]]:
    """The corrections of every file, those of other phases too."""
    return {file: corrections for one in programme.and_phases() for _, file, _, corrections in corrected_files(one)}


def _explains(correction: Correction, change: Change) -> bool:
    """Whether a correction is of this change: of the value itself, or of a block that came or went with it."""
    path = path_of(change)
    if correction.path == path:
        return _is(correction.was, change.before) and _is(correction.now, change.after)
    is_below = path.startswith((correction.path + ".", correction.path + "["))
    is_whole = correction.was is None and correction.now is None
    return is_below and is_whole and None in (change.before, change.after)


def _is(stated: object, value: object) -> bool:
    return stated == value or str(stated) == str(value)


def path_of(change: Change) -> str:
    """The key path of a change, as findings write it."""
    spot = change.is_at or change.was_at
    kind = kind_of_file(spot.file) if spot else None
    return format_path(kind.model if kind else object, change.path)


def _closed(change: Change, year: Key, day: Scalar) -> Problem:
    template = "{year} was closed on {closed}, but {path} was {before} and is {after}, without a correction"
    return problem(_where(change), template, year=year, closed=str(day), **_words_of(change))


def _agreed(change: Change) -> Problem:
    template = "{path} was agreed as {before} and is {after}, without a correction"
    return problem(_where(change), template, **_words_of(change))


def _where(change: Change) -> Spot:
    """The value as it stands; the block that held it where it is gone; its old place where the file is gone."""
    spot = change.is_at or change.was_at
    assert spot is not None
    return spot.key() if change.after is None and change.is_at else spot


def _words_of(change: Change) -> dict[str, Any]:
    before, after = (_ABSENT if value is None else value for value in (change.before, change.after))
    return {"path": path_of(change), "before": before, "after": after}


@rule(
    code="CIC523",
    name="correction-value",
    severity=Severity.WARNING,
    title="a correction that does not say what stands now",
    hint="correct `now`, or add the later correction below it",
)
def corrections(programme: Programme) -> Iterator[Problem]:
    """Corrections that do not say what stands now; of several of one value the last counts."""
    for kind, file, record, own in corrected_files(programme):
        stands = _values(kind, file, record) if own else {}
        last = {one.path: n for n, one in enumerate(own)}
        for n, one in enumerate(own):
            is_of_block = one.was is None and one.now is None
            if last[one.path] == n and not is_of_block and not _is(one.now, stands.get(one.path)):
                yield problem(
                    Spot(file, (CORRECTIONS, n, "path" if one.now is None else "now")),
                    "the correction says that {path} is now {now}, but it is {stands}",
                    path=one.path,
                    now=_ABSENT if one.now is None else one.now,
                    stands=stands.get(one.path, _ABSENT),
                )


def _values(kind: Kind, file: str, record: Record) -> dict[str, object]:
    """Every value of a file by its key path."""
    return {path_of(leaf): leaf.after for leaf in record_changes(Thing("", kind), file, None, record)}


RULES = (
    closed_years,
    agreed_targets,
    corrections,
)
