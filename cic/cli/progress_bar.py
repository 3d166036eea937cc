"""A progress bar on standard error, for whoever waits for more than two seconds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from cic.base.callbacks import Progress, no_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_PATIENCE = 2.0
_BETWEEN = 0.1
"""Seconds until the bar appears, and between two pictures of it."""


@contextmanager
def progress_bar(quiet: bool = False, clock: Callable[[], float] = monotonic) -> Iterator[Callable[[str], Progress]]:
    """Gives a progress for each stage by its name (`stage("reading")`), to hand to whoever does the work.

    The bar is taken away at the end. There is none where nobody waits before a terminal.
    """
    if quiet or not _is_watched(sys.stderr):
        yield lambda _stage: no_progress
        return
    waited = _Waited(sys.stderr, clock)
    try:
        yield waited.stage
    finally:
        waited.stop()


def _is_watched(stream: TextIO | None) -> bool:
    """Whether somebody sees the stream, which is None where it was closed before the start."""
    return stream is not None and stream.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


class _Waited:
    """The time since the start, and the bar once there is one."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream, self._clock = stream, clock
        self._next = clock() + _PATIENCE
        self._bar: Bar | None = None

    def stage(self, name: str) -> Progress:
        """The progress of one stage."""

        def progress(done: int, total: int) -> None:
            now = self._clock()
            if now >= self._next:
                self._next = now + _BETWEEN
                self._show(name, done, total)

        return progress

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self, name: str, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = _bar(self._stream)
            self._bar.add_task(name, completed=done, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=name, completed=done, total=total, refresh=True)


def _bar(stream: TextIO) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    # drawn when there is news, by no thread of its own, and nothing that is printed passes through it
    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(file=stream),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
