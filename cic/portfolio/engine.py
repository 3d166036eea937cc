"""The engine that keeps the tables, and what it and the system say when the file cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.reasons import reason_of


@contextmanager
def reasoned(said: Message, path: Path) -> Iterator[None]:
    """Whatever the system says of a place is said with it, and what to do: a disk may be full, or for reading alone.

    said: the words, with room for the path and the reason.
    """
    try:
        yield
    except OSError as error:
        raise UserError(said.template, "name another file: --cache FILE", path=path, reason=reason_of(error)) from error


@contextmanager
def usable(engine: Any, file: Path) -> Iterator[None]:
    """Whatever the engine says of the file is said with it. What is to be deleted is for people to say: the file that
    was named may be anything of theirs."""
    try:
        yield
    except engine.Error as error:
        raise UserError(
            "{file} cannot be used: {reason}",
            "name another file: --cache FILE; if cic portfolio made this one, it can be deleted",
            file=file,
            reason=str(error).partition("\n")[0],
        ) from error


@contextmanager
def connected(engine: Any, file: Path, **how: Any) -> Iterator[Any]:
    """The file, opened. Raises KeyboardInterrupt where the engine says in its own way that somebody pressed Ctrl+C."""
    with usable(engine, file):
        connection = engine.connect(str(file), **how)
    try:
        connection.execute("SET enable_progress_bar = false")  # it would stand among what the command says
        yield connection
    except RuntimeError as error:
        if str(error) != "Query interrupted":
            raise
        raise KeyboardInterrupt from None
    finally:
        connection.close()
