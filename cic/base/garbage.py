"""When garbage need not be looked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collected() -> Iterator[None]:
    """Reading and rules make many objects and no cycles: to look through all of them for garbage only costs time, in
    the middle as at the end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # what was made is the youngest there is, and would be looked through by the next object that anybody makes:
            # to put it aside and back again makes it old, as if that had been done
            gc.freeze()
            gc.unfreeze()
            gc.enable()
