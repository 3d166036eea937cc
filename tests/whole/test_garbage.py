"""Garbage is not looked for where many things are made that are none, nor right after that; later on it is found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from cic.base.garbage import not_collected


class _Thing:
    """Something that can speak of itself, and so be garbage that only a search finds."""

    own: _Thing


@pytest.fixture
def looked() -> Iterator[list[int]]:
    """Filled with the generations in which garbage is looked for, with thresholds that are soon met."""
    found: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            found.append(about["generation"])

    before = gc.get_threshold()
    gc.collect()
    gc.set_threshold(1000, 10, 10)
    gc.callbacks.append(note)
    try:
        yield found
    finally:
        gc.callbacks.remove(note)
        gc.set_threshold(*before)


def test_what_was_made_is_not_looked_through_when_it_is_ready(looked: list[int]) -> None:
    with not_collected():
        made: list[object] = [[n] for n in range(5000)]
    made.append([])
    assert not looked
    made += [[n] for n in range(5000)]
    assert looked


def test_garbage_that_was_made_is_found_later(looked: list[int]) -> None:
    with not_collected():
        thing = _Thing()
        thing.own = thing
        watched = weakref.ref(thing)
        del thing
    assert watched() is not None
    gc.collect()
    assert watched() is None


def test_garbage_does_not_pile_up_where_much_is_made_again_and_again(looked: list[int]) -> None:
    made: list[object] = []
    with not_collected():
        thing = _Thing()
        thing.own = thing
        watched = weakref.ref(thing)
        del thing
        made += [[n] for n in range(5000)]
    for _ in range(4):
        assert watched() is not None
        assert not looked
        with not_collected():
            made += [[n] for n in range(5000)]
    assert looked == [2]
    assert watched() is None


def test_what_somebody_has_put_aside_stays_so(looked: list[int]) -> None:
    gc.freeze()
    try:
        with not_collected():
            made = [[n] for n in range(5000)]
        assert made
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_who_looks_for_none_at_all_is_left_alone() -> None:
    gc.disable()
    try:
        with not_collected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
