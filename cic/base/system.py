"""What is not the same on every system, in one place: paths across drives, programs, colours, closed outputs."""

from __future__ import annotations

import errno
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # every command imports this module
    from pathlib import Path
    from typing import TextIO


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def relative(path: str | Path, start: str | Path = os.curdir) -> str:
    """The way from a folder to a path, with `/`; the whole path where none leads there (from one drive to another)."""
    try:
        found = os.path.relpath(path, start)
    except ValueError:
        found = os.path.abspath(path)
    return found.replace(os.sep, "/")


def is_within(path: str | Path, folder: str | Path) -> bool:
    """Whether a path lies in a folder, or is it. Both as `os.path.realpath` gives them."""
    try:
        return os.path.commonpath((path, folder)) == os.fspath(folder)
    except ValueError:
        return False


def program(name: str) -> str:
    """How to name a program so that the one that is installed runs.

    Windows looks for a name in the working directory first, which may be a stranger's repository: there it is the full
    path, from the folders that PATH names in full.
    """
    if sys.platform == "win32":
        for folder in os.get_exec_path():
            file = os.path.join(folder, f"{name}.exe")
            if os.path.isabs(folder) and os.path.isfile(file):
                return file
        raise FileNotFoundError(errno.ENOENT, f"{name} is not installed")
    return name


def is_nobody_reading(error: OSError) -> bool:
    """Whether an output failed because its reader has gone; Windows says “invalid argument” of a closed pipe, too."""
    is_of_output = error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and is_of_output)


_TERMINAL_PROCESSING = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING, which a program asks a console of Windows for before it writes colours."""


def shows_colours(stream: TextIO) -> bool:
    """Whether a terminal shows colours, which a console of Windows does once it is asked to."""
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        mode = ctypes.c_ulong()
        try:
            console = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        except (OSError, ValueError):
            return False
        kernel = ctypes.windll.kernel32
        return bool(kernel.GetConsoleMode(console, ctypes.byref(mode))) and bool(
            kernel.SetConsoleMode(console, mode.value | _TERMINAL_PROCESSING)
        )
    return True
