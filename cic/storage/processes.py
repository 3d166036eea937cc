"""Reading the files of one large programme in several processes, where there are cores for them.

Only what costs most and depends on nothing else is handed out: from the bytes of a file to its plain data. A file in
which anything is wrong is read once more by the process that asks, so that what is said of it is the same, and in the
same order. Whatever happens to the others, that process reads what they leave.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from cic.base.processes import Helper, Way, begin, way_to_begin
from cic.diagnostics import Problem
from cic.source import Document, read_yaml

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = {"fork": 300, "spawn": 1000}
"""Fewer files are read by one process as soon as by two, by how another begins."""
_HANDFUL = 64
"""Files that are handed out at a time: a few milliseconds of reading."""
_AHEAD = 8
"""So many handfuls for each process may be read before their turn."""
_RUN = 1_000_000
"""Files of so many bytes are read here one after the other before anything is made of them: to go from one to the other
and back for each file takes a tenth more, for a processor forgets the one over the other. More would only be held."""
_STEPS = 4
"""So many files are read here, or go on, between two looks at the helpers: each look takes a tenth of a file."""

_Answer = list[tuple[object] | None]
"""Of each file its data; None where anything is wrong with it. Who asks has its bytes, and so its text."""


class Read(NamedTuple):
    """A file with its bytes, or why it has none, and what is in it; None where it was not asked for, or where a file
    before it probably holds the same."""

    file: str
    raw: bytes | Problem
    document: Document | None


def read_in_order(
    files: Iterable[tuple[str, bytes | Problem]], wanted: Callable[[str], bool], processes: int
) -> Iterator[Read]:
    """Each file in its turn, with what is in those that are wanted, read some time before, by so many processes where
    there are many files."""
    with contextlib.ExitStack() as stack:
        yield from _Reading(files, wanted, processes, stack).each()


class _File:
    """A file in its turn, and what was read in it."""

    __slots__ = ("document", "is_read", "name", "raw")

    def __init__(self, name: str, raw: bytes | Problem) -> None:
        self.name, self.raw = name, raw
        self.document: Document | None = None
        self.is_read = False

    def read(self) -> None:
        """Read it here."""
        if not isinstance(self.raw, Problem):
            self.document = read_yaml(self.name, self.raw)
        self.is_read = True


class _Helper:
    """Another process that reads, and the files that it has in hand."""

    def __init__(self, begun: Helper) -> None:
        self.process, self.line, self.end = begun.process, begun.line, begun.end
        self.hands: list[_File] = []
        self.is_busy = True
        """Until it says that it has begun, too: what it is given waits for it, and so would whoever gives."""

    def give(self, files: list[_File]) -> None:
        """Give it files to read; it waits for them. Raises OSError where it has ended."""
        self.hands, self.is_busy = files, True
        self.line.send([(one.name, one.raw) for one in files])

    def take(self) -> Callable[[], None]:
        """Take what it has read, without a look at it yet: it waits for more. Raises OSError or EOFError where it has
        ended."""
        import pickle

        hands, answer = self.hands, self.line.recv_bytes()
        self.hands, self.is_busy = [], False
        return lambda: _fill(hands, pickle.loads(answer))


def _fill(files: list[_File], answer: _Answer) -> None:
    """Put what was read into the files; read those here in which anything is wrong."""
    for one, read in zip(files, answer, strict=True):
        if read is None or isinstance(one.raw, Problem):
            one.read()
        else:
            # nothing was taken off a file in which nothing is wrong
            text = one.raw.decode()
            one.document, one.is_read = Document(one.name, text, *read, (), is_parsed=True), True


def _begin(way: Way) -> _Helper:
    """Raises OSError where there is no room for another process."""
    return _Helper(begin(way, _help))


def _help(line: Connection) -> None:
    """Read what is given until nobody asks any more."""
    line.send([])
    while True:
        line.send([_answer(*one) for one in line.recv()])


def _answer(file: str, raw: bytes) -> tuple[object] | None:
    document = read_yaml(file, raw)
    if document.text is None or document.problems or not document.is_parsed:
        return None
    return (document.data,)


class _Reading:
    """The files in their turn, those of them that nobody reads yet, and those who help."""

    def __init__(
        self,
        files: Iterable[tuple[str, bytes | Problem]],
        wanted: Callable[[str], bool],
        processes: int,
        stack: contextlib.ExitStack,
    ) -> None:
        self._coming, self._wanted = iter(files), wanted
        self._processes = processes
        self._stack = stack
        self._helpers: list[_Helper] = []
        self._turn: deque[_File] = deque()
        self._unread: deque[_File] = deque()
        self._are_all_seen = False
        self._met: set[int] = set()

    def each(self) -> Iterator[Read]:
        """Each file with what is in it."""
        way = way_to_begin() if self._processes > 1 else None
        if way is not None:
            # they begin while the rest is looked for
            self._look_ahead(MANY[way])
            if len(self._unread) >= MANY[way]:
                self._call_helpers(way)
        self._look_ahead()
        for step in count():
            if not self._turn:
                return
            if self._helpers and not step % _STEPS:
                self._look_at_helpers()
            if self._turn[0].is_read:
                one = self._turn.popleft()
                yield Read(one.name, one.raw, one.document)
                self._look_ahead()
            elif self._unread:
                self._read_here()
            else:
                self._take(patience=None)

    def _read_here(self) -> None:
        left = _RUN
        for step in count():
            if self._helpers and not step % _STEPS:
                self._look_at_helpers()
            if not self._unread or left <= 0:
                return
            one = self._unread.popleft()
            one.read()
            left -= len(one.raw)

    def _look_at_helpers(self) -> None:
        self._take()
        self._give(*self._helpers)

    def _look_ahead(self, unread: int = 0) -> None:
        """See what comes: some files that nobody reads yet, and as many as there may be before their turn."""
        most = _HANDFUL * _AHEAD * self._processes
        while len(self._turn) < most or len(self._unread) < unread:
            coming = next(self._coming, None)
            if coming is None:
                self._are_all_seen = True
                return
            one = _File(*coming)
            self._turn.append(one)
            if isinstance(one.raw, Problem) or not self._wanted(one.name) or self._is_met(one.raw):
                one.is_read = True
            else:
                self._unread.append(one)

    def _is_met(self, raw: bytes) -> bool:
        """Whether a file before this one probably holds the same: of copies one is read."""
        known = len(self._met)
        self._met.add(hash(raw))
        return len(self._met) == known

    def _call_helpers(self, way: Way) -> None:
        with contextlib.suppress(OSError):
            while len(self._helpers) < self._processes - 1:
                helper = _begin(way)
                self._stack.callback(helper.end)
                self._helpers.append(helper)

    def _give(self, *helpers: _Helper) -> None:
        for helper in helpers:
            many = _HANDFUL
            if self._are_all_seen:
                # the last are shared out, so that all are ready at the same time
                many = min(many, len(self._unread) // self._processes)
            if helper.is_busy or not 0 < many <= len(self._unread):
                continue
            try:
                helper.give([self._unread.popleft() for _ in range(many)])
            except OSError:
                self._lose(helper)

    def _take(self, patience: int | None = 0) -> None:
        """Take what has been read; for the first of it wait so many seconds, or as long as it takes."""
        from multiprocessing.connection import wait

        busy: dict[Any, _Helper] = {one.line: one for one in self._helpers if one.is_busy}
        for line in wait(list(busy), patience):
            try:
                fill = busy[line].take()
            except (OSError, EOFError):
                self._lose(busy[line])
            else:
                self._give(busy[line])
                fill()

    def _lose(self, helper: _Helper) -> None:
        """Read here what one had in hand that has ended: perhaps the memory did not suffice."""
        self._helpers.remove(helper)
        self._unread.extendleft(reversed(helper.hands))
