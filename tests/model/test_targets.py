"""What communes promise is read in one go, and rows that say the same are kept once: what looks equal and is not the same
must stay apart, whichever was read first."""

from __future__ import annotations

import datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from repositories import change

from cic.diagnostics import Spot
from cic.storage.folder import Folder
from cic.storage.loader import load

P = "partnerships/delta-echo.yaml"


@pytest.fixture
def two(base: Path):
    """Writes what two communes promise by 2032; gives what is read of each, or the faults."""

    def written(first: str, second: str) -> tuple[list[str], list[str]]:
        file = base / P
        was = file.read_text()
        change(file, "{name: Delta,", f"{{targets: {{OS.1: {{2032: {first}}}}}, name: Delta,")
        change(file, "{2032: 1}}}", f"{{2032: {second}}}}}}}")
        loaded = load(Folder(base), datetime.date(2032, 6, 30))
        file.write_text(was)
        communes = loaded.programme.communes
        read = [str(communes[id].value.targets["OS.1"][2032]) for id in ("delta", "echo") if id in communes]
        return read, [one.where.path[1] for one in loaded.problems if isinstance(one.where, Spot)]

    return written


@pytest.mark.parametrize(("first", "second"), list(permutations(("1", "1.0", "1.00"), 2)))
def test_digits_stay_as_they_were_written(first: str, second: str, two) -> None:
    assert two("1", "1") == (["1", "1"], [])
    assert two(first, second) == ([first, second], [])


@pytest.mark.parametrize("wrong", ["true", "'1'", "null", "[1]"])
def test_what_is_no_number_is_refused_beside_one_that_is(wrong: str, two) -> None:
    assert two("1", "1") == (["1", "1"], [])
    read, faults = two("1", wrong)
    assert read == []
    assert faults == ["echo"]


def test_numbers_are_whole_and_exact(two) -> None:
    assert two("100000000000000001", "3") == (["100000000000000001", "3"], [])
    assert Decimal(two("0.10", "0")[0][0]).as_tuple().exponent == -2
