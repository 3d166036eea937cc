"""How whoever does something long tells how far it is, without knowing whether anybody waits."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told now and then how much is done, of how much."""


def no_progress(_done: int, _total: int) -> None:
    """For whoever does not want to know."""
