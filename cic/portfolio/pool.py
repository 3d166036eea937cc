"""Hands the reading of programmes out: to all cores, or to the workers of a Dask cluster."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import Any

from cic.base.errors import UserError
from cic.portfolio.find import Found
from cic.portfolio.read_one import Read, read_one

_FEW = 4
"""So few programmes are read sooner than further processes begin."""
REQUIREMENT = "distributed>=2025.1"
_DIED = "the process that was reading it died"


def read_all(found: Sequence[Found], day: datetime.date, language: str, scheduler: str | None = None) -> Iterator[Read]:
    """Each programme as soon as it is read, in no order. A process that dies costs the programme that it read alone."""
    asked = [(one.name, str(one.path), day, language) for one in found]
    if scheduler is not None:
        yield from _on_cluster(asked, scheduler)
    elif len(asked) < _FEW or _cores() < 2:
        yield from (read_one(*one) for one in asked)
    else:
        try:
            yield from _on_cores(asked, _cores())
        except _BrokenAtError as broken:
            yield from _one_by_one([one for one in asked if one[0] not in broken.done])


class _BrokenAtError(Exception):
    """A process died. done: the names of what had been read."""

    def __init__(self, done: frozenset[str]) -> None:
        self.done = done


def _on_cores(asked: list[tuple[Any, ...]], cores: int) -> Iterator[Read]:
    done: set[str] = set()
    with ProcessPoolExecutor(cores, get_context(_method())) as pool:
        waiting = {pool.submit(read_one, *one) for one in asked}
        try:
            for future in as_completed(waiting):
                read = future.result()
                waiting.discard(future)
                done.add(read.name)
                yield read
        except BrokenProcessPool:
            raise _BrokenAtError(frozenset(done)) from None


def _one_by_one(asked: list[tuple[Any, ...]]) -> Iterator[Read]:
    """Each in a process of its own, where one of them makes a process die."""
    for one in asked:
        try:
            with ProcessPoolExecutor(1, get_context(_method())) as pool:
                yield pool.submit(read_one, *one).result()
        except BrokenProcessPool:
            yield Read(one[0], {}, _DIED)


def _method() -> str:
    return "forkserver" if "forkserver" in get_all_start_methods() else "spawn"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_cluster(asked: list[tuple[Any, ...]], scheduler: str) -> Iterator[Read]:
    """By the workers of a Dask cluster, which see the same folders and have `cic`."""
    try:
        from distributed import Client
        from distributed import as_completed as as_they_come
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        import sys

        raise UserError(
            "a cluster is spoken to with the library {library}, which is not installed",
            "install it: {command}",
            library="distributed",
            command=f'"{sys.executable}" -m pip install "{REQUIREMENT}"',
        ) from error
    try:
        client = Client(scheduler, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UserError(
            "no scheduler answers at {address}: {reason}",
            "start one (dask scheduler), or leave --scheduler out",
            address=scheduler,
            reason=str(error) or type(error).__name__,
        ) from error
    with client:
        futures = {client.submit(read_one, *one, pure=False): one[0] for one in asked}
        for future in as_they_come(list(futures)):  # type: ignore[no-untyped-call]
            yield Read(futures[future], {}, str(future.exception())) if future.exception() else future.result()
