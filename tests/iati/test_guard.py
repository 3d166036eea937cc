"""Hostile XML ends in a message, soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_xml import HOSTILE

from cic.base.errors import UserError
from cic.iati.guard import DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS, refuse_hostile


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_message(name: str) -> None:
    raw, words = HOSTILE[name]
    before = time.monotonic()
    with pytest.raises(UserError) as stop:
        refuse_hostile(raw, "file.xml")
    assert words in stop.value.message
    assert "file.xml" in stop.value.message
    assert time.monotonic() - before < 5


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one program's own memory is read from /proc")
@pytest.mark.parametrize("name", ["many", "deep", "wide", "huge", "bomb"])
def test_hostile_files_take_little_memory(name: str) -> None:
    # Not getrusage: what it says of a child begins at the peak of the parent that made it, here the tests' own.
    program = (
        "import hostile_xml; from cic.iati.guard import refuse_hostile\n"
        "from cic.base.errors import UserError\n"
        f"try:\n    refuse_hostile(hostile_xml.HOSTILE[{name!r}][0], 'x')\n"
        "except UserError:\n"
        "    print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=Path(__file__).parents[1] / "support"
    )
    assert int(ran.stdout) < 300_000, ran.stderr  # KiB


def test_what_is_ordinary_passes() -> None:
    refuse_hostile(b"<a>" + b"<b c='1'/>" * 1000 + b"</a>", "file.xml")
    assert MOST_ELEMENTS >= 100_000
    assert DEEPEST >= 20
    assert MOST_ATTRIBUTES >= 20
