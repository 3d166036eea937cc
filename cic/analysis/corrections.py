"""The corrections of a programme: figures that were agreed or reported, and are not what they were."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.agreed import CORRECTIONS, Agreed
from cic.analysis.diff import Change
from cic.diagnostics import Key, Spot
from cic.model.common import Correction
from cic.model.kinds import ROOT_FILE, Kind, kind_of_file
from cic.model.paths import format_path
from cic.model.programme import Programme
from cic.model.scalars import Record


def corrected_files(programme: Programme) -> Iterator[tuple[Kind, str, Record, tuple[Correction, ...]]]:
    """The files that can hold corrections, with their names in the data folder and the corrections in them."""
    for kind, file, record in programme.records():
        if "corrections" in type(record).model_fields:
            yield kind, file, record, record.corrections  # type: ignore[attr-defined]


class Said(NamedTuple):
    """A correction and where it stands."""

    spot: Spot
    correction: Correction


NewCorrections = Mapping[str, Sequence[Said]]
"""By file, the corrections that were not there before."""


def new_corrections(before: Programme, after: Programme) -> NewCorrections:
    """The corrections of every file that were written since, those of other phases too."""
    old = {file: corrections for one in before.and_phases() for _, file, _, corrections in corrected_files(one)}
    known = [correction for corrections in old.values() for correction in corrections]
    return {
        file: [
            Said(Spot(file, (CORRECTIONS, n)), one)
            for n, one in enumerate(corrections)
            if one not in old.get(file, known)
        ]
        for programme in after.and_phases()
        for _, file, _, corrections in corrected_files(programme)
    }


class Answer(NamedTuple):
    """Whether corrections explain what became of a thing; and where none does, one that speaks of it and is wrong."""

    is_explained: bool
    wrong: Said | None = None


def answer(one: Agreed, written: NewCorrections) -> Answer:
    """What the new corrections say of an agreed thing: one for the thing, or one for each of its values."""
    said = written.get(correction_file(one), ())
    path = path_of(one)
    allowed = (
        {path} if not one.path else {_path(one, one.path[:n]) for n in range(max(one.within, 1), len(one.path) + 1)}
    )
    if one.within == 0 and one.path:
        allowed.add(_own_file(one))
    main = one.main
    own = {path} if one.has_figure else set()
    if main is not None:
        own.add(_path(one, main.path))
    for _, correction in said:
        is_of_block = correction.was is None and correction.now is None
        if is_of_block and correction.path in allowed:
            return Answer(True)
        if main is not None and correction.path in own and _says(correction, main):
            return Answer(True)
    if all(any(_explains(correction, one, change) for _, correction in said) for change in one.changes):
        return Answer(True)
    leaves = {_path(one, change.path) for change in one.changes}
    return Answer(False, next((each for each in said if each.correction.path in leaves | own), None))


def _says(correction: Correction, change: Change) -> bool:
    return is_same(correction.was, change.before) and is_same(correction.now, change.after)


def _explains(correction: Correction, one: Agreed, change: Change) -> bool:
    """Whether a correction is of this change: of the value itself, or of a block that came or went with it."""
    path = _path(one, change.path)
    if correction.path == path:
        return _says(correction, change)
    is_below = path.startswith((correction.path + ".", correction.path + "["))
    is_whole = correction.was is None and correction.now is None
    return is_below and is_whole and None in (change.before, change.after)


def is_same(stated: object, value: object) -> bool:
    """Whether a correction states that value."""
    return stated == value or str(stated) == str(value)


def path_of(one: Agreed) -> str:
    """The key path of a thing, as findings and corrections write it; of a whole file its name."""
    return _path(one, one.path) if one.path else _own_file(one)


def _own_file(one: Agreed) -> str:
    """The file of a thing, as it is called now, in the folder of its programme."""
    spot = one.changes[0].is_at or one.changes[0].was_at
    assert spot is not None
    folder = one.thing.folder
    return spot.file.removeprefix(f"{folder}/") if folder else spot.file


def _path(one: Agreed, path: Iterable[Key]) -> str:
    return format_path(one.thing.kind.model, path)


def change_path(change: Change) -> str:
    """The key path of one value."""
    spot = change.is_at or change.was_at
    kind = kind_of_file(spot.file) if spot else None
    return format_path(kind.model if kind else object, change.path)


def correction_file(one: Agreed) -> str:
    """Where the correction of a thing stands: in its file; of a file that is gone, in that of the programme."""
    spot = one.changes[0].is_at
    return spot.file if spot is not None else root_file(one.thing.folder)


def root_file(folder: str) -> str:
    """The file of the programme itself, in its folder."""
    return f"{folder}/{ROOT_FILE}" if folder else ROOT_FILE


def entry_for(one: Agreed, today: datetime.date, language: str) -> str:
    """The correction to write, as YAML; the reason is left to whoever knows it."""
    main = one.main
    if main is None or one.is_gone or (one.is_new and not one.path) or not _is_short(main):
        return entry(path_of(one), today, language)
    return entry(
        path_of(one) if one.has_figure else _path(one, main.path),
        today,
        language,
        {"was": main.before, "now": main.after},
    )


_LONGEST = 60
"""Longer texts are not repeated in a correction."""


def _is_short(change: Change) -> bool:
    return all(len(str(value)) <= _LONGEST for value in (change.before, change.after))


def entry(path: str, today: datetime.date, language: str, values: Mapping[str, object] | None = None) -> str:
    """A correction as YAML. values: `was` and `now`, of which what is None is left out."""
    stated = "".join(f"{key}: {_yaml(value)}, " for key, value in (values or {}).items() if value is not None)
    return f'- {{path: "{path}", {stated}date: {today.isoformat()}, reason: {{{language}: "…"}}}}'


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (int, Decimal, datetime.date)) else json.dumps(value, ensure_ascii=False)
