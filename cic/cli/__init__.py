"""The command line: one thin module a command. Parse, call, render, exit. Heavy imports wait until a command needs
them."""

from __future__ import annotations

import atexit
import codecs
import gc
import io
import os
import sys
from typing import Any, TextIO

DEBUG_VARIABLE = "CIC_DEBUG"
_IN_ASCII = "cic.ascii"
RARELY = 200_000
"""Objects between two collections of garbage: starting up and reading make many objects and hardly any cycles."""


def main() -> None:
    """Run the command and exit: 0 fine, 1 findings, 2 wrong usage, 3 an internal error, 130 interrupted."""
    gc.set_threshold(RARELY)
    # all memory is given back when the process ends: to look through it for garbage first takes a sixth of the time
    atexit.register(gc.freeze)
    _open_what_is_closed()
    sys.stdout, sys.stderr = _patient(sys.stdout, sys.__stdout__), _patient(sys.stderr, sys.__stderr__)
    codecs.register_error(_IN_ASCII, _written_in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # the same bytes on every system: Windows would write CR LF, and CR CR LF in CSV
            stream.reconfigure(errors=_IN_ASCII, newline="\n")
    try:
        from cic.cli.app import app

        app(prog_name="cic")
    except SystemExit as stop:
        raise SystemExit(_flushed(stop)) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        if _is_nobody_reading(error):
            _forget_output()
            raise SystemExit(0) from None
        raise SystemExit(_explained(error)) from None


def _written_in_ascii(error: UnicodeError) -> tuple[str | bytes, int]:
    """Signs that the output cannot hold; looked up where there is one."""
    from cic.base.ascii import written_in_ascii

    return written_in_ascii(error)


def _open_what_is_closed() -> None:
    """Where the caller closed an output (`>&-`) nobody reads it: the exit code still says what was found."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 for as long as the program runs
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 for as long as the program runs


class _Outlet(io.FileIO):
    """An output whose reader may leave (`cic rules | head -1`): the rest is written nowhere, and the command goes on,
    so that its exit code says what it found. Any other broken pipe is then one of our own, and a fault."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            return len(memoryview(data).cast("B"))


def _patient(stream: TextIO, own: TextIO | None) -> TextIO:
    """The same output, for which it does not matter whether anybody reads to the end. Only one that the process was
    given: what somebody has put in its place is theirs."""
    if stream is not own or not isinstance(stream, io.TextIOWrapper) or os.name == "nt":
        return stream
    stream.flush()
    outlet: Any = _Outlet(stream.fileno(), "w", closefd=False)
    at_once = stream.write_through  # as PYTHONUNBUFFERED asks
    return io.TextIOWrapper(
        outlet if at_once else io.BufferedWriter(outlet),
        stream.encoding,
        stream.errors,
        line_buffering=stream.line_buffering,
        write_through=at_once,
    )


def _flushed(stop: SystemExit) -> object:
    """The exit code, once everything is written."""
    if isinstance(stop.__context__, BrokenPipeError):
        # Typer takes any broken pipe for one to a reader that left, and says nothing
        return _explained(stop.__context__)
    try:
        sys.stdout.flush()
    except OSError as error:
        _forget_output()
        return stop.code if _is_nobody_reading(error) else _explained(error)
    return stop.code


def _is_nobody_reading(error: Exception) -> bool:
    """Whether our reader has gone, where that is not known from the output itself (see `_Outlet`): on Windows."""
    from cic.base.system import is_nobody_reading

    return os.name == "nt" and isinstance(error, OSError) and is_nobody_reading(error)


def _forget_output() -> None:
    """Whoever read our output has gone; Python must not complain about it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explained(error: Exception) -> int:
    """Say what is wrong in the language that was asked for; the exit code for it."""
    from cic.base.errors import UserError
    from cic.base.message import Message
    from cic.base.reasons import failure_of
    from cic.cli.lines import complain
    from cic.cli.usage_faults import language_asked_for

    say = language_asked_for().say
    if isinstance(error, UserError):
        complain(f"cic: {say(error.said)}")
        if error.hint:
            complain(f"     {say(error.advice)}")
        return 2
    if isinstance(error, OSError):
        fault = Message("reading or writing failed: {fault}", {"fault": failure_of(error)})
        complain(f"cic: {say(fault)}")
        complain(f"     {say(Message('check the disk, the permissions and where the output goes'))}")
        return 2
    if os.environ.get(DEBUG_VARIABLE):
        _show_way_to(error)
    complain(f"cic: {say(Message('internal error: {name}', {'name': type(error).__name__}))}")
    advice = Message(
        "this is a fault of the program, not of your data: please report it, with what\n"
        "`cic --debug …` prints for the same command; no value of the data is in it"
    )
    for line in say(advice).splitlines():
        complain(f"     {line}")
    return 3


def _show_way_to(error: BaseException) -> None:
    """The lines of the program that led to the error and to those behind it. What an error says of itself may quote the
    data, those of persons too: it is left out."""
    import traceback

    from cic.cli.lines import complain

    chain: list[BaseException] = []
    while error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__) or error
    for one in reversed(chain):
        complain("Traceback (most recent call last):")
        for line in "".join(traceback.format_tb(one.__traceback__)).splitlines():
            complain(line)
        complain(type(one).__qualname__)
