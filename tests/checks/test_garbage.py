"""What is made by the many is not looked through for garbage, and what is garbage is found all the same."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from cic.base.garbage import not_collected


class _Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collections() -> Iterator[list[int]]:
    """Of which generation garbage was looked for, each time."""
    found: list[int] = []

    def looked(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            found.append(info["generation"])

    before, was_enabled = gc.get_threshold(), gc.isenabled()
    gc.collect()
    gc.enable()
    gc.set_threshold(1000, *before[1:])
    gc.callbacks.append(looked)
    yield found
    gc.callbacks.remove(looked)
    gc.set_threshold(*before)
    if not was_enabled:
        gc.disable()


def _make_many() -> list[list[int]]:
    with not_collected():
        return [[n] for n in range(5000)]


def test_many_objects_are_not_looked_through(collections: list[int]) -> None:
    kept = _make_many()
    assert [[one] for one in range(10)] == kept[:10]
    assert collections == []


def test_a_circle_among_them_is_found_when_all_is_looked_through(collections: list[int]) -> None:
    with not_collected():
        circle = weakref.ref(_Circle())
        kept = [[n] for n in range(5000)]
    assert circle() is not None
    gc.collect()
    assert circle() is None
    assert len(kept) == 5000


def test_circles_do_not_pile_up_where_nobody_looks(collections: list[int]) -> None:
    with not_collected():
        circle = weakref.ref(_Circle())
        kept = [[n] for n in range(5000)]
    for _ in range(4):
        assert circle() is not None
        kept += _make_many()
    assert collections == [2]
    assert circle() is None


def test_what_somebody_has_frozen_stays_so(collections: list[int]) -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        assert _make_many()
        # some of it may have been given back since
        assert 0 < gc.get_freeze_count() <= frozen
    finally:
        gc.unfreeze()


def test_where_nobody_collects_nothing_changes() -> None:
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        assert _make_many()
        assert not gc.isenabled()
    finally:
        if was_enabled:
            gc.enable()
