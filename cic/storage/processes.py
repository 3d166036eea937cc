"""Reading the files of one large programme in several processes, where there are cores for them.

Only what costs most and depends on nothing else is handed out: from the bytes of a file to its plain data. A file in
which anything is wrong is read once more by the process that asks, so that what is said of it is the same, and in the
same order. Whatever happens to the others, that process reads what they leave.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cic.diagnostics import Problem
from cic.source import Document, read_yaml

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MANY = 300
"""Fewer files are read by one process as soon as by two."""
_HANDFUL = 24
"""Files that are handed out at a time: a few milliseconds of reading."""
_AHEAD = 12
"""So many handfuls for each process may be read before their turn."""

_Answer = list[tuple[str, object] | None]
"""Of each file its text and its data; None where anything is wrong with it."""


class Read(NamedTuple):
    """A file with its bytes, or why it has none, and what is in it; None where it was not asked for."""

    file: str
    raw: bytes | Problem
    document: Document | None


def read_in_order(
    files: Iterable[tuple[str, bytes | Problem]], wanted: Callable[[str], bool], processes: int
) -> Iterator[Read]:
    """Each file in its turn, with what is in those that are wanted, read by so many processes where there are many."""
    with contextlib.ExitStack() as stack:
        yield from _Reading(files, wanted, processes, stack).each()


def _may_begin() -> bool:
    """Whether others can be begun safely and soon: as copies of this process, while nothing else goes on in it. On
    other systems they would begin from nothing, which takes longer than they could save."""
    import threading

    parent_of_this = getattr(sys.modules.get("multiprocessing.process"), "parent_process", lambda: None)
    return sys.platform == "linux" and parent_of_this() is None and threading.active_count() == 1


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

    def __init__(self, process: BaseProcess, line: Connection) -> None:
        self.process, self.line = process, line
        self.hands: list[_File] = []

    def give(self, files: list[_File]) -> None:
        """Give it files to read; it waits for them. Raises OSError where it has ended."""
        self.hands = files
        self.line.send([(one.name, one.raw) for one in files])

    def take(self) -> None:
        """Take what it has read. Raises OSError or EOFError where it has ended."""
        answer: _Answer = self.line.recv()
        for one, read in zip(self.hands, answer, strict=True):
            if read is None:
                one.read()
            else:
                one.document, one.is_read = Document(one.name, *read, (), is_parsed=True), True
        self.hands = []

    def end(self) -> None:
        """It is needed no more."""
        self.line.close()
        self.process.terminate()
        self.process.join()


def _begin() -> _Helper:
    """Raises OSError where there is no room for another process."""
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe()
    with theirs:
        process = context.Process(target=_help, args=(theirs,), daemon=True)
        process.start()
    return _Helper(process, ours)


def _help(line: Connection) -> None:
    """Read what is given until nobody asks any more. Whoever asks is the one to be interrupted."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # whatever else was open when this process began is of the one that asks, which may wait for its end
    os.closerange(3, line.fileno())
    os.closerange(line.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    with contextlib.suppress(EOFError, OSError):
        while True:
            line.send([_answer(*one) for one in line.recv()])
    os._exit(0)


def _answer(file: str, raw: bytes) -> tuple[str, object] | None:
    document = read_yaml(file, raw)
    if document.text is None or document.problems or not document.is_parsed:
        return None
    return document.text, document.data


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

    def each(self) -> Iterator[Read]:
        """Each file with what is in it."""
        self._look_ahead()
        if len(self._unread) >= MANY and _may_begin():
            self._call_helpers()
        while self._turn:
            self._give()
            self._take()
            if self._turn[0].is_read:
                one = self._turn.popleft()
                yield Read(one.name, one.raw, one.document)
                self._look_ahead()
            elif self._unread:
                self._unread.popleft().read()
            else:
                self._take(patience=None)

    def _look_ahead(self) -> None:
        most = _HANDFUL * _AHEAD * self._processes
        while len(self._turn) < most and (coming := next(self._coming, None)) is not None:
            one = _File(*coming)
            self._turn.append(one)
            if isinstance(one.raw, Problem) or not self._wanted(one.name):
                one.is_read = True
            else:
                self._unread.append(one)

    def _call_helpers(self) -> None:
        with contextlib.suppress(OSError):
            while len(self._helpers) < self._processes - 1:
                helper = _begin()
                self._stack.callback(helper.end)
                self._helpers.append(helper)

    def _give(self) -> None:
        for helper in tuple(self._helpers):
            if helper.hands or len(self._unread) < _HANDFUL:
                continue
            try:
                helper.give([self._unread.popleft() for _ in range(_HANDFUL)])
            except OSError:
                self._lose(helper)

    def _take(self, patience: int | None = 0) -> None:
        """Take what has been read; for the first of it wait as many milliseconds, or as long as it takes."""
        from select import POLLIN, poll

        busy = {one.line.fileno(): one for one in self._helpers if one.hands}
        if not busy:
            return
        asked = poll()
        for number in busy:
            asked.register(number, POLLIN)
        for number, _ in asked.poll(patience):
            try:
                busy[number].take()
            except (OSError, EOFError):
                self._lose(busy[number])

    def _lose(self, helper: _Helper) -> None:
        """Read here what one had in hand that has ended: perhaps the memory did not suffice."""
        self._helpers.remove(helper)
        self._unread.extendleft(reversed(helper.hands))
