"""The rules of one large programme in two processes, where there are cores for them.

A copy of this process begins at one end, this one at the other, and where they meet all are done: rules that share what
they look at stand beside each other, so that it is looked for in one process alone. Whatever happens to the copy, this
process does what it leaves. What they find is put together in the order of the rules.
"""

from __future__ import annotations

import copyreg
import io
import mmap
import pickle
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from cic.base.callbacks import Progress
from cic.base.processes import begin, way_to_begin
from cic.diagnostics import Problem, Rule
from cic.model.programme import Programme
from cic.rules.rule import Check

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = 1000
"""Of fewer files the copy costs what it saves: what both look at is copied in the memory."""

Task = tuple[Programme, Check]

FIRST = (
    *("CIC205", "CIC209", "CIC211", "CIC517"),  # a walk through all texts, days, lists and sources
    *("CIC501", "CIC505", "CIC712"),  # the targets of communes by indicator
)
LAST = ("CIC210", "CIC601", "CIC602", "CIC606", "CIC607", "CIC609", "CIC613", "CIC614")  # who is reached how
"""Which rules are run first and last: those that share what takes long to find. No finding depends on it."""


def each_found(tasks: Sequence[Task], processes: int, progress: Progress) -> list[list[Problem]]:
    """What each rule finds in its programme, in their order."""
    found: list[list[Problem] | None] = [None] * len(tasks)
    files = sum(1 for programme in {id(one): one for one, _ in tasks}.values() for _ in programme.records())
    if processes > 1 and files >= MANY and way_to_begin() == "fork":
        _with_a_copy(tasks, found, progress)
    for n, task in enumerate(tasks):
        progress(n, len(tasks))
        if found[n] is None:
            found[n] = _problems(task)
    return [one or [] for one in found]


def _problems(task: Task) -> list[Problem]:
    programme, rule = task
    return list(rule.problems(programme))


class _Meeting:
    """Memory that both processes see: the place of the task that each has begun last. Where both look at the same
    moment, one may be done twice, which does no harm."""

    def __init__(self, tasks: int) -> None:
        self._begun = memoryview(mmap.mmap(-1, 8)).cast("i")
        self._begun[0], self._begun[1] = -1, tasks

    def begins_from_the_start(self, task: int) -> bool:
        """Whether nobody has begun it; then it is begun."""
        if task >= self._begun[1]:
            return False
        self._begun[0] = task
        return True

    def begins_from_the_end(self, task: int) -> bool:
        """Whether nobody has begun it; then it is begun."""
        if task <= self._begun[0]:
            return False
        self._begun[1] = task
        return True


def _with_a_copy(tasks: Sequence[Task], found: list[list[Problem] | None], progress: Progress) -> None:
    """Fill in what is found until both have met, and what the copy finds."""
    meeting = _Meeting(len(tasks))
    order = sorted(range(len(tasks)), key=lambda n: (tasks[n][1].code in LAST) - (tasks[n][1].code in FIRST))
    with ExitStack() as stack, suppress(OSError, EOFError):  # there is no room for a copy, or it has ended
        copy = begin("fork", lambda line: _from_the_end(tasks, order, meeting, line))
        stack.callback(copy.end)
        for at, n in enumerate(order):
            if not meeting.begins_from_the_start(at):
                break
            progress(at, len(tasks))
            found[n] = _problems(tasks[n])
        while None in found:
            sent = copy.line.recv_bytes()
            with suppress(Exception):  # what cannot be read is found once more, by who asks
                n, problems = _Received(sent, tasks).load()
                found[n] = problems


def _from_the_end(tasks: Sequence[Task], order: Sequence[int], meeting: _Meeting, line: Connection) -> None:
    """What the copy does. It ends where anything cannot be done or sent: then it is done, and said, by who asks."""
    with suppress(Exception):
        for at in reversed(range(len(order))):
            if not meeting.begins_from_the_end(at):
                break
            n = order[at]
            line.send_bytes(_sent(n, _problems(tasks[n])))


def _unchangeable(mapping: dict[str, object]) -> Mapping[str, object]:
    return MappingProxyType(mapping)


class _Sender(pickle.Pickler):
    """A rule is the same thing in both processes: its code is sent."""

    dispatch_table = copyreg.dispatch_table | {MappingProxyType: lambda one: (_unchangeable, (dict(one),))}

    def persistent_id(self, one: object) -> str | None:
        """The code of a rule."""
        return one.code if isinstance(one, Rule) else None


class _Received(pickle.Unpickler):
    """What the copy of this process has sent."""

    def __init__(self, sent: bytes, tasks: Sequence[Task]) -> None:
        super().__init__(io.BytesIO(sent))
        self._rules = {rule.code: rule for _, rule in tasks}

    def persistent_load(self, code: str) -> Rule:
        """The rule of a code."""
        return self._rules[code]


def _sent(task: int, problems: list[Problem]) -> bytes:
    written = io.BytesIO()
    _Sender(written).dump((task, problems))
    return written.getvalue()
