"""The rows of a programme are the same on all days on which they are said to be."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest
from chance.programme import Made
from chance.programme import programmes as by_chance
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cic.base.asked_day import Stretch
from cic.portfolio.read_one import Asked, read_one

FOLDERS = [*sorted((ROOT / "tests" / "worlds").iterdir()), ROOT / "cic" / "scaffold" / "demo", ROOT / "data"]
_EARLIEST, _LATEST = datetime.date(2005, 1, 1), datetime.date(2045, 12, 31)


def rows(folder: Path, day: datetime.date) -> tuple[Mapping[str, str], Stretch]:
    """Those of each table, without the day that they name, and on which days they hold."""
    read = read_one(Asked("one", str(folder), day, "en"))
    assert not read.fault
    programmes = read.lines["programmes"]
    assert programmes.count(str(day)) == 1
    return {**read.lines, "programmes": programmes.replace(str(day), "today")}, read.holds


def hold(folder: Path, day: datetime.date, others: tuple[float, ...]) -> Stretch:
    """Asks on the first and the last of the days, and on some between (as a share of them)."""
    made, holds = rows(folder, day)
    assert holds.first <= day <= holds.last
    first, last = max(holds.first, _EARLIEST), min(holds.last, _LATEST)
    for other in {first, last, *(first + share * (last - first) for share in others)} - {day}:
        assert rows(folder, other)[0] == made
    return holds


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_of_programmes_as_they_are(folder: Path) -> None:
    first = datetime.date(2017, 6, 1) if folder in FOLDERS[-2:] else datetime.date(2031, 1, 1)
    day, seen = first, 0
    while day < first.replace(year=first.year + 3):
        holds = hold(folder, day, (0.4,))
        # not alone: the day after the last one is another matter
        day, seen = holds.last + datetime.timedelta(1), seen + 1
    assert seen > 2
    assert seen < 60


@pytest.mark.slow
def test_of_programmes_by_chance(tmp_path: Path) -> None:
    number = 0
    longest = datetime.timedelta(0)

    @settings(
        max_examples=150,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(one=by_chance(), day=st.dates(datetime.date(2030, 1, 1), datetime.date(2037, 12, 31)), share=st.floats(0, 1))
    def ask(one: Made, day: datetime.date, share: float) -> None:
        nonlocal number, longest
        number += 1
        folder = tmp_path / str(number)
        for name, text in one.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        holds = hold(folder, day, (share,))
        longest = max(longest, holds.last - holds.first)

    ask()
    assert number >= 150
    assert longest > datetime.timedelta(100)
