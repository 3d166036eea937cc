"""Further processes that help this one: whether they can be begun safely, how they begin, and how they end."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Way = Literal["fork", "spawn"]


def way_to_begin() -> Way | None:
    """How others can be begun safely: on Linux as copies of this process, as long as nothing else goes on in it; on
    other systems from nothing. None where this is one of several itself, or a program that holds its own Python."""
    import threading

    parent_of_this = getattr(sys.modules.get("multiprocessing.process"), "parent_process", lambda: None)
    if parent_of_this() is not None or getattr(sys, "frozen", False):
        return None
    if sys.platform != "linux":
        return "spawn"
    return "fork" if threading.active_count() == 1 else None


class Helper(NamedTuple):
    """Another process, and this end of the line to it."""

    process: BaseProcess
    line: Connection

    def end(self) -> None:
        """It is needed no more."""
        self.line.close()
        self.process.terminate()
        self.process.join()


def begin(way: Way, work: Callable[[Connection], None]) -> Helper:
    """A process that does some work with its end of the line, and ends with it. Raises OSError where there is no room
    for another one."""
    from multiprocessing import get_context

    context: Any = get_context(way)  # whose types are others on each system
    ours, theirs = context.Pipe()
    with theirs:
        process = context.Process(target=_help, args=(theirs, way, work), daemon=True)
        process.start()
    return Helper(process, ours)


def _help(line: Connection, way: Way, work: Callable[[Connection], None]) -> None:
    """Work until nobody asks any more. Whoever asks is the one to be interrupted."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if way == "fork" and sys.platform != "win32":
        # whatever else was open when this process began is of the one that asks, which may wait for its end
        os.closerange(3, line.fileno())
        os.closerange(line.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    with contextlib.suppress(EOFError, OSError):
        work(line)
    os._exit(0)
