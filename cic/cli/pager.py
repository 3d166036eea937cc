"""A page that is longer than the terminal goes through a pager, as with Git: `CIC_PAGER`, else `PAGER`, else less."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
from collections.abc import Iterator

_SETTINGS = {"LESS": "FRX", "LV": "-c"}
"""For less: end where all fits, show colours, leave what was shown on the terminal. A user's own are kept."""


def paged(text: str) -> bool:
    """Show a text in the pager. False where it fits on the terminal, where none is wanted or to be had, or where
    standard output is no terminal: then nothing was shown."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        return False
    if text.count("\n") < shutil.get_terminal_size().lines:
        return False
    command = _command()
    return bool(command) and _shown(command, text)


def _command() -> list[str]:
    """The words of the command; none where the user wants no pager (an empty one, or cat), or has none."""
    import shlex

    wanted = next((os.environ[name] for name in ("CIC_PAGER", "PAGER") if name in os.environ), None)
    if wanted is None:
        return ["less"] if sys.platform != "win32" and shutil.which("less") else []
    try:
        words = shlex.split(wanted, posix=sys.platform != "win32")
    except ValueError:
        return []
    return [] if not words or words == ["cat"] or shutil.which(words[0]) is None else words


def _shown(command: list[str], text: str) -> bool:
    import subprocess

    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            env={**_SETTINGS, **os.environ},
            encoding=sys.stdout.encoding,
            errors="replace",
        )
    except OSError:
        return False
    # an interrupt is for the pager: it stops a search, and does not leave it behind without a reader
    with _interrupts_ignored(), contextlib.suppress(BrokenPipeError):
        pager.communicate(text)
    pager.wait()
    return True


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
