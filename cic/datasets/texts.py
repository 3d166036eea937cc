"""What the files say in several languages, in each of them: names and wordings that stand in pages over many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cic.analysis.records import Record
from cic.model.programme import Programme


def texts(programme: Programme) -> Iterator[Record]:
    """One record a wording and language, in the order of the files."""
    for of, id, text in _texts(programme):
        for place, (language, said) in enumerate(text.items(), 1):
            yield {"of": of, "id": id, "language": language, "text": said, "place": place}


def _texts(programme: Programme) -> Iterator[tuple[str, str, Mapping[Any, str]]]:
    if programme.identity:
        yield "programme", programme.identity.id, programme.identity.name
    for located in programme.each_indicator():
        yield "indicator", located.id, located.value.statement
    for id, name in (programme.logframe.units if programme.logframe else {}).items():
        yield "unit", id, name
