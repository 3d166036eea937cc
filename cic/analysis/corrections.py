"""The corrections of a programme: figures that were agreed or reported, and are not what they were."""

from __future__ import annotations

from collections.abc import Iterator

from cic.model.common import Correction
from cic.model.kinds import Kind
from cic.model.programme import Programme
from cic.model.scalars import Record


def corrected_files(programme: Programme) -> Iterator[tuple[Kind, str, Record, tuple[Correction, ...]]]:
    """The files that can hold corrections, with their names in the data folder and the corrections in them."""
    for kind, file, record in programme.records():
        if "corrections" in type(record).model_fields:
            yield kind, file, record, record.corrections  # type: ignore[attr-defined]
