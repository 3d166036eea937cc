"""Hostile XML ends in a message, soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from cic.base.errors import UserError
from cic.iati.guard import DEEPEST, MOST_ATTRIBUTES, MOST_BYTES, MOST_ELEMENTS, refuse_hostile

BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "&a%s;&a%s;">' % (n, str(n - 1).encode() if n else b"", str(n - 1).encode() if n else b"") for n in range(30)
) + b"]><a>&a29;</a>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
DTD = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'
MANY = b"<a>" + b"<b/>" * 1_000_000 + b"</a>"
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
WIDE = b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
HUGE = b"<a>" + b" " * MOST_BYTES + b"</a>"
HOSTILE = {
    "bomb": (BOMB, "DOCTYPE"),
    "file": (OUTSIDE, "DOCTYPE"),
    "dtd": (DTD, "DOCTYPE"),
    "dtd in UTF-16": (DTD.decode().encode("utf-16"), "DOCTYPE"),
    "many": (MANY, "more than"),
    "deep": (DEEP, "more than"),
    "wide": (WIDE, "more than"),
    "huge": (HUGE, "bytes"),
    "entity that is not declared": (b"<a>&x;</a>", "not XML"),
    "cut": (b"<a><b>", "not XML"),
    "nothing": (b"", "not XML"),
    "no XML": (b"\x00\xff\xfe", "not XML"),
    "unknown encoding": (b'<?xml version="1.0" encoding="utf-99"?><a/>', "not XML"),
    "encoding of several bytes": (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "not XML"),
    "XInclude": (b"<a>\x0c</a>", "not XML"),
}


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
@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are of POSIX")
@pytest.mark.parametrize("name", ["many", "deep", "wide", "huge", "bomb"])
def test_hostile_files_take_little_memory(name: str) -> None:
    program = (
        "import resource, test_guard\n"
        "from cic.base.errors import UserError\n"
        f"try:\n    test_guard.refuse_hostile(test_guard.HOSTILE[{name!r}][0], 'x')\n"
        "except UserError:\n    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=__file__.rpartition("/")[0]
    )
    assert int(ran.stdout) < 300_000, ran.stderr  # KiB; on macOS bytes, which are more


def test_what_is_ordinary_passes() -> None:
    refuse_hostile(b"<a>" + b"<b c='1'/>" * 1000 + b"</a>", "file.xml")
    assert MOST_ELEMENTS >= 100_000
    assert DEEPEST >= 20
    assert MOST_ATTRIBUTES >= 20
