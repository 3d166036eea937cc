"""What is worked out once for each programme, because several ask for it and a programme does not change."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from cic.model.programme import Programme

P = ParamSpec("P")
R = TypeVar("R")
_KEPT = "_kept"


def kept(function: Callable[Concatenate[Programme, P], R]) -> Callable[Concatenate[Programme, P], R]:
    """The function, which is asked once for each programme and the same further values; what it gave is kept with the
    programme, and goes with it."""

    def asked(programme: Programme, /, *rest: P.args, **named: P.kwargs) -> R:
        known = programme.__dict__.setdefault(_KEPT, {})
        key = (function, rest)
        if key not in known:
            known[key] = function(programme, *rest, **named)
        found: R = known[key]
        return found

    update_wrapper(asked, function)
    return asked
