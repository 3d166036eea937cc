"""How each thing came to be: the changes of all commits, read once and kept by the ids that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cic.analysis.history import Alike, Step, Unknown, Unread
from cic.pages.history import history_report
from cic.pages.spoken import Spoken
from cic.pages.tables import Table, words

_MOST = 60
"""Changes of a thing that its page shows, the newest; `cic history` shows all."""
_AUTHOR = "author"


class Histories:
    """The changes by id. wanted: the ids that have a page. spoken: what things are called."""

    def __init__(
        self, steps: Iterable[Step | Unread | Alike | Unknown], wanted: Mapping[str, str], spoken: Spoken
    ) -> None:
        self._spoken = spoken
        self._steps: dict[str, list[Step]] = {}
        self._more: dict[str, int] = {}
        self._gaps: list[Unread | Unknown] = []
        for one in steps:
            if isinstance(one, Step):
                for id in {one.change.thing.id, *map(str, one.change.path)} & wanted.keys():
                    own = self._steps.setdefault(id, [])
                    if len(own) < _MOST:
                        own.append(one)
                    else:
                        self._more[id] = self._more.get(id, 0) + 1
            elif not isinstance(one, Alike):
                self._gaps.append(one)

    def table(self, id: str, with_persons: bool) -> Table | None:
        """The changes of a thing, the newest first, without those who made them where nobody asked for persons; None
        where nothing is known. What texts say of persons stands in it."""
        steps = self._steps.get(id)
        if not steps:
            return None
        page = history_report(id, [*steps, *self._gaps], with_persons, self._spoken)
        table = page.tables[0]
        keys = [column.key for column in table.columns]
        left_out = () if with_persons else (_AUTHOR,)
        seen = [n for n, key in enumerate(keys) if key not in left_out]

        more = self._more.get(id, 0)
        notes = (words("Changes before that: {count}", count=more),) if more else ()
        return table._replace(
            columns=tuple(table.columns[n] for n in seen),
            rows=tuple(tuple(row[n] for n in seen) for row in table.rows),
            notes=(*table.notes, *page.highlights, *notes),
            section="",
        )
