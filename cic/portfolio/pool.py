"""Hands work on programmes out: to all cores, reading to the workers of a Dask cluster too.

Few are handed out at a time, so that neither what waits nor what was read piles up.
"""

from __future__ import annotations

import datetime
import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

from cic.base.errors import UserError, not_installed
from cic.base.message import Message
from cic.base.system import cores
from cic.portfolio.find import Found
from cic.portfolio.read_one import Asked, Read, read_one

_FEW = 4
"""So few programmes are read sooner than further processes begin."""
_AHEAD = 2
"""So many programmes for each process are handed out at a time: one that it reads, and one for when it is done."""
_PATIENCE = 30
"""Seconds within which a cluster must answer and have a worker."""
REQUIREMENT = "distributed>=2025.1"

Given = TypeVar("Given")
Made = TypeVar("Made")


def read_all(found: Sequence[Found], day: datetime.date, language: str, scheduler: str | None = None) -> Iterator[Read]:
    """Each programme as soon as it is read, in no order. A process that dies costs the programme that it read alone."""
    asked = [Asked(one.name, str(one.path), day, language) for one in found]
    if scheduler is not None:
        yield from _on_cluster(asked, scheduler)
    elif len(asked) < _FEW or cores() < 2:
        yield from map(read_one, asked)
    else:
        yield from on_cores(read_one, asked, _died, cores())


def _died(asked: Asked) -> Read:
    from cic.language import language_of

    said = Message("the process that read it died: perhaps the memory did not suffice")
    return Read(asked.name, {}, language_of(asked.language).say(said))


def on_cores(
    work: Callable[[Given], Made], asked: Iterable[Given], died: Callable[[Given], Made], several: int
) -> Iterator[Made]:
    """What becomes of each, as soon as it is done, in no order. work: a function of a module, which processes of their
    own call. died: what stands for the one at which such a process dies."""
    left = deque(asked)
    while left:
        handed: dict[Future[Made], Given] = {}
        with _pool(several) as pool:
            try:
                while left or handed:
                    while left and len(handed) < _AHEAD * several:
                        with _undisturbed():
                            handed[pool.submit(work, left[0])] = left[0]
                        left.popleft()
                    for future in wait(handed, return_when=FIRST_COMPLETED).done:
                        made = future.result()
                        del handed[future]
                        yield made
            except BrokenProcessPool:
                pass  # one of those that were handed out made a process die, and all others of the pool with it
        for one in handed.values():
            yield _alone(work, one, died)


def _alone(work: Callable[[Given], Made], asked: Given, died: Callable[[Given], Made]) -> Made:
    """Done in a process of its own, which may die."""
    try:
        with _pool(1) as pool:
            with _undisturbed():
                coming = pool.submit(work, asked)
            return coming.result()
    except BrokenProcessPool:
        return died(asked)


def _pool(several: int) -> ProcessPoolExecutor:
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload(
            ["cic.portfolio.read_one", "cic.datasets.rows", "cic.checks.engine", "cic.rules"]
        )
        _begin_server()
    return ProcessPoolExecutor(several, context, _as_worker, (gc.get_threshold(),))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl+C is heard afterwards: processes half begun would complain with a traceback that what began them is gone."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed and callable(before):
        before(signal.SIGINT, None)


def _begin_server() -> None:
    """Begin the process that begins the others, deaf to Ctrl+C from its first moment: a terminal tells all processes,
    and this one would answer with a traceback while it imports."""
    import signal
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # which would let the signal in again
    if sys.platform != "win32":  # where nothing forks
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _as_worker(threshold: tuple[int, int, int]) -> None:
    """Ends with the process that began it, however that ends, and leaves it to that one to be interrupted."""
    import signal
    import threading
    from multiprocessing import parent_process

    def end_with(parent: Any) -> None:
        parent.join()
        os._exit(1)

    gc.set_threshold(*threshold)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with, args=(parent_process(),), daemon=True).start()


def _on_cluster(asked: Iterable[Asked], scheduler: str) -> Iterator[Read]:
    """By the workers of a Dask cluster, which see the same folders and have `cic`."""
    try:
        from distributed import Client, KilledWorker, as_completed
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise not_installed(
            "a cluster is spoken to with the library {library}, which is not installed", "distributed", REQUIREMENT
        ) from error
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UserError(
            "no cluster answers at {address}: {reason}",
            "start one (dask scheduler, dask worker), or leave --scheduler out",
            address=scheduler,
            reason=str(error) or type(error).__name__,
        ) from error
    with client:
        left = iter(asked)
        several = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        handed = {client.submit(read_one, one, pure=False): one for one in islice(left, _AHEAD * several)}
        suspected: list[Asked] = []
        coming = as_completed(list(handed), loop=client.loop)  # type: ignore[no-untyped-call]
        for future in coming:
            one = handed.pop(future)
            if isinstance(future.exception(), KilledWorker):
                suspected.append(one)
            else:
                yield _come(one, future)
            future.release()
            for another in islice(left, 1):
                further = client.submit(read_one, another, pure=False)
                handed[further] = another
                coming.add(further)  # type: ignore[no-untyped-call]
        for one in suspected:  # with a worker that dies goes what waited there: alone, only the guilty one fails again
            yield _come(one, client.submit(read_one, one, pure=False))


def _come(asked: Asked, future: Any) -> Read:
    fault = future.exception()
    return Read(asked.name, {}, str(fault) or type(fault).__name__) if fault else future.result()
