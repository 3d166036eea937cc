"""Hostile XML ends in a message, soon and in little memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_xml import HOSTILE, LARGE
from iati_sample import ACTIVITY

from cic.base.errors import UserError
from cic.iati.guard import DEEPEST, MOST_ATTRIBUTES, MOST_ELEMENTS, refuse_hostile
from cic.iati.take_activity import imported


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
@pytest.mark.parametrize("name", LARGE)
def test_large_files_are_taken_or_end_in_a_message_soon(cic, tmp_path: Path, name: str) -> None:
    (tmp_path / "file.xml").write_bytes(LARGE[name])
    before = time.process_time()
    ran = cic("import", "iati", tmp_path / "file.xml", tmp_path / "new")
    assert time.process_time() - before < 5
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err
    assert max(map(len, ran.err.splitlines())) < 1000
    if ran.code == 2:
        assert not (tmp_path / "new").exists()


TAKEN = {
    "UTF-16": ACTIVITY.encode("utf-16"),
    "UTF-8 with its mark": b"\xef\xbb\xbf" + ACTIVITY.encode(),
    "Latin-1": ('<?xml version="1.0" encoding="ISO-8859-1"?>' + ACTIVITY).encode("latin-1"),
    "instructions": b'<?xml-stylesheet href="http://example.org/x.xsl"?><?php echo 1?>' + ACTIVITY.encode(),
    "a schema elsewhere": ACTIVITY.replace(
        "<iati-activities ",
        '<iati-activities xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://example.org/x.xsd" ',
    ).encode(),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_only_unusual_is_taken(name: str) -> None:
    assert imported(TAKEN[name], "file.xml").identifier == "XI-IATI-1001-P1"


def test_what_would_be_included_is_listed_and_not_read() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    raw = ACTIVITY.replace("<activity-status", f"{include}<activity-status", 1).encode()
    (loss,) = [one for one in imported(raw, "file.xml").losses if "include" in one.path]
    assert loss.value == "file:///etc/passwd · text"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of one program's own memory is read from /proc")
@pytest.mark.parametrize("name", ["many", "deep", "wide", "huge", "bomb", "gzip"])
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
