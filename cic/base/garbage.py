"""When garbage need not be looked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collected() -> Iterator[None]:
    """Reading and rules make many objects and hardly any circles: to look through all of them for garbage only costs
    time. If so many were made that they would be looked through at the end, they are put among what is old instead,
    which is looked through now and then."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # what somebody else has frozen must stay so
            if gc.get_count()[0] > gc.get_threshold()[0] > 0 and not gc.get_freeze_count():
                _UNSEEN.make_old()
            gc.enable()


class _Unseen:
    """How often what was made has not been looked through since all of it was, which the collector counts."""

    def __init__(self) -> None:
        self._times = 0
        self._collections = -1

    def make_old(self) -> None:
        """Put what is young among what is old, without a look; but look through everything where that happened four
        times in a row, so that circles do not pile up in a process that reads one programme after the other."""
        collections = gc.get_stats()[-1]["collections"]
        self._times = self._times + 1 if collections == self._collections else 1
        self._collections = collections
        if self._times > 4:
            gc.collect()
        else:
            gc.freeze()
            gc.unfreeze()


_UNSEEN = _Unseen()
