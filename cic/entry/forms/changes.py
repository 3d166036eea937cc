"""What was filled in, as changes of a report: group by group, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from cic.diagnostics import Key
from cic.entry.forms.judging import NEW, Cleared, Said, group_of
from cic.entry.forms.left import left_over, stray_of
from cic.entry.forms.pages import Stray
from cic.entry.forms.several_files import files_in
from cic.entry.forms.written import TEXTS, alike, apply, content_at, in_order, lists_in, new_item, place_of, value_of
from cic.entry.report_file import ReportFile, as_written, at
from cic.model.programme import Programme
from cic.source.edit import ABSENT, Change, Path
from cic.source.written import OneLine, Value

Digests = Callable[[Iterable[str]], Mapping[str, str | None]]
"""The SHA-256 of files of the data folder."""


class Taking(NamedTuple):
    """What a report is changed with, which answers that is, and the groups that could not be taken."""

    changes: tuple[Change, ...]
    said: tuple[Said, ...]
    cleared: tuple[Cleared, ...]
    strays: tuple[Stray, ...]


class Known(NamedTuple):
    """What there is beside the answers. written_as: former ids, as files may have them. shown: the ids of all cells
    that a form had."""

    programme: Programme
    written_as: Mapping[Key, Sequence[Key]]
    shown: frozenset[str]
    digests: Digests


def taking(known: Known, report: ReportFile, said: Sequence[Said], cleared: Sequence[Cleared]) -> Taking:
    """The changes of a report, in the order of the form."""
    groups: dict[tuple[str, ...], tuple[list[Said], list[Cleared]]] = {}
    for one in said:
        groups.setdefault(group_of(one.answer.id), ([], []))[0].append(one)
    for gone in cleared:
        groups.setdefault(group_of(gone.answer.id), ([], []))[1].append(gone)
    data: dict[Key, Any] = deepcopy(report.data) if isinstance(report.data, dict) else {}
    # what came into a list after the form was made may be what it says, as when it is taken in twice
    since = {path: content_at(data, as_written(data, path, known.written_as)) for path in _lists_of(said)}
    waiting = {
        path: list(items[_count(known.shown, path) :]) if isinstance(items, list) else []
        for path, items in since.items()
    }
    changes: list[Change] = []
    strays: list[Stray] = []
    taken, emptied = list[Said](), list[Cleared]()
    for new, old in groups.values():
        group = _Group(known, data, waiting)
        fault = group.take(new, old)
        if fault is not None:
            strays.append(fault)
            continue
        changes += group.changes
        data = group.data
        if group.changes:
            taken += new
            emptied += old
    return Taking(tuple(changes), tuple(taken), tuple(emptied), tuple(strays))


def _lists_of(said: Sequence[Said]) -> set[Path]:
    return {one.answer.path[:step] for one in said for step in lists_in(one.answer.path)}


def _count(shown: frozenset[str], path: Path) -> int:
    """How many items of a list a form showed."""
    prefix = "/".join(map(str, path)) + "/"
    steps = {id[len(prefix) :].partition("/")[0] for id in shown if id.startswith(prefix)}
    return sum(step.isdigit() for step in steps)


class _Group:
    """The changes of one group, on a copy of what stands in the file."""

    def __init__(self, known: Known, data: dict[Key, Any], waiting: Mapping[Path, list[Any]]) -> None:
        self.known, self.before, self.data = known, data, deepcopy(data)
        self.waiting = waiting
        self.changes: list[Change] = []

    def take(self, said: Sequence[Said], cleared: Sequence[Cleared]) -> Stray | None:
        """Make the changes; or why the group cannot be taken."""
        items: dict[Path, list[Said]] = {}
        for one in said:
            if steps := lists_in(one.answer.path):
                items.setdefault(one.answer.path[: steps[0] + 1], []).append(one)
            else:
                self._put(one)
        for path, parts in items.items():
            fault = self._item(path, parts)
            if fault is not None:
                return fault
        self._clear(cleared)
        self._as_days(said, cleared)
        path = said[0].answer.path if said else cleared[0].answer.path
        base = path[: len(group_of("/".join(map(str, path))))]
        if not any(NEW.fullmatch(str(step)) for step in base):
            self._as_block(base)
            return left_over(base, at(self.data, self._real(base)), (*said, *cleared))
        return None

    def _item(self, path: Path, parts: Sequence[Said]) -> Stray | None:
        """What is said of an item of a list; of a refund with what proves it, which is a list too."""
        list_path = self._real(path[:-1])
        proofs: dict[Path, list[Said]] = {}
        own: list[Said] = []
        for one in parts:
            steps = [step for step in lists_in(one.answer.path) if step >= len(path)]
            if steps:
                proofs.setdefault(one.answer.path[: steps[0] + 1], []).append(one)
            else:
                own.append(one)
        if NEW.fullmatch(str(path[-1])):
            return self._new(path, list_path, own, proofs)
        for one in own:
            self._within(list_path, one)
        for place, said in proofs.items():
            fault = self._item(place, said)
            if fault is not None:
                return fault
        return None

    def _new(
        self, path: Path, list_path: Path, own: Sequence[Said], proofs: Mapping[Path, Sequence[Said]]
    ) -> Stray | None:
        """An item that is new; of several files that one cell names each is one."""
        first = next(iter((*own, *(said for each in proofs.values() for said in each))))
        evidence: list[dict[Key, Value]] = []
        for place, said in proofs.items():
            made, template = self._items(place, said)
            if template:
                return stray_of(said[0], template)
            evidence += made
        items, template = self._items(path, own)
        if template:
            return stray_of(first, template)
        for item in items:
            beside: dict[Key, Value] = {"evidence": [OneLine(one) for one in evidence]} if evidence else {}
            self._add(path[:-1], list_path, item | beside)
        return None

    def _items(self, path: Path, said: Sequence[Said]) -> tuple[list[dict[Key, Value]], str]:
        """The items that a row of cells says; and what is missing of one, in words."""
        by_key = {str(one.answer.path[len(path)]): one for one in said}
        where = by_key.get("address")
        found = []
        for file in files_in(where.value) if where is not None else ("",):
            parts = by_key if where is None else {**by_key, "address": where._replace(value=file)}
            made, template = new_item(path, parts, self._place, self._has_natures())
            if template:
                return [], template
            found.append(made)
        return found, ""

    def _add(self, path: Path, list_path: Path, made: dict[Key, Value]) -> None:
        """An item more, unless what came into the list after the form was made says the same."""
        candidates = self.waiting.get(path, [])
        same = next((number for number, one in enumerate(candidates) if alike(one, made)), None)
        if same is not None:
            del candidates[same]
            return
        there = content_at(self.data, list_path)
        if isinstance(there, list) and there:
            self._change((*list_path, len(there)), OneLine(made))
        else:
            self._change(list_path, [OneLine(made)])

    def _has_natures(self) -> bool:
        budget = self.known.programme.budget
        return budget is not None and bool(budget.nature_ids)

    def _within(self, list_path: Path, one: Said) -> None:
        """A change of an item that is there."""
        step = lists_in(one.answer.path)[-1]
        number, key = one.answer.path[step], str(one.answer.path[step + 1])
        place: Path = (*list_path, number)
        if key == "address":
            new = self._place(str(one.value))
            known = content_at(self.data, place)
            for other in ("address", "file", "document", "sha256"):
                if other in known and other not in new:
                    self._change((*place, other), ABSENT)
            for own, value in new.items():
                self._change((*place, own), value)
        elif one.answer.fills in TEXTS:
            self._text((*place, key), one)
        else:
            self._change((*place, key), value_of(one))

    def _place(self, where: str) -> dict[Key, Value]:
        return place_of(self.known.programme, self.known.digests, where)

    def _put(self, one: Said) -> None:
        if one.answer.fills in TEXTS:
            self._text(self._real(one.answer.path[:-1]), one)
        else:
            self._change(self._real(one.answer.path), value_of(one))

    def _text(self, path: Path, one: Said) -> None:
        if isinstance(content_at(self.data, path), dict):
            self._change((*path, one.answer.path[-1]), str(one.value))
        else:
            self._change(path, OneLine({one.answer.path[-1]: str(one.value)}))

    def _clear(self, cleared: Sequence[Cleared]) -> None:
        """Take out what was emptied, the last items of lists first, and what stands empty then."""
        paths: list[Path] = []
        for one in cleared:
            path = self._real(one.answer.path)
            if one.answer.fills == "evidence_where":
                there = content_at(self.data, path[:-1])
                keys = ("address", "file", "document", "sha256")
                paths += [(*path[:-1], key) for key in keys if isinstance(there, dict) and key in there]
            else:
                paths.append(path)
        paths.sort(
            key=lambda path: [f"{step:09}" if isinstance(step, int) else str(step) for step in path], reverse=True
        )
        for path in paths:
            self._take_out(path)

    def _take_out(self, path: Path) -> None:
        """Take out what stands there, with what would stand empty then."""
        end = len(path)
        while end > 1 and len(content_at(self.data, path[: end - 1])) == 1:
            end -= 1
        self._change(path[:end], ABSENT)

    def _as_days(self, said: Sequence[Said], cleared: Sequence[Cleared]) -> None:
        """A day that stands alone is the first and the last."""
        answers = (*(one.answer for one in said), *(one.answer for one in cleared))
        own = [one for one in answers if one.fills in ("observed_from", "observed_until")]
        if not own:
            return
        path = self._real(own[0].path[:-1])
        was, days = content_at(self.before, path) or {}, content_at(self.data, path)
        if not isinstance(days, dict):
            return
        was_alone = was.get("start") == was.get("end") and all(one.fills == "observed_from" for one in own)
        if "start" in days and (was_alone or "end" not in days):
            self._change((*path, "end"), days["start"])
        elif was_alone:
            self._take_out((*path, "end"))

    def _as_block(self, base: Path) -> None:
        """What is new altogether is one change, with its keys in the order of the model."""
        real = self._real(base)
        block = at(self.data, real)
        if self.changes and at(self.before, real) is None and isinstance(block, dict):
            self.changes = [Change(real, in_order(block, base))]

    def _real(self, path: Path) -> Path:
        return as_written(self.before, path, self.known.written_as)

    def _change(self, path: Path, value: Value | None) -> None:
        self.changes.append(Change(path, value))
        apply(self.data, path, value)
