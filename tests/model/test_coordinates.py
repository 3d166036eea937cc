"""Coordinates as people write them: read exactly, or refused with what to write."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.model.coordinates import decimal_degrees
from cic.storage.folder import Folder
from cic.storage.loader import load


def _with(base: Path, written: str) -> Path:
    file = base / "partnerships" / "delta-echo.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("echo: {name: Echo,", f"echo: {{name: Echo, coordinates: {written},"), encoding="utf-8"
    )
    assert "coordinates" in file.read_text(encoding="utf-8")
    return base


def test_they_are_exact(base: Path) -> None:
    folder = _with(base, "{latitude: 36.10, longitude: -4.95, source: a map}")
    found = load(Folder(folder), DAY).programme.communes["echo"].value.coordinates
    assert found is not None
    assert (str(found.latitude), str(found.longitude), found.source) == ("36.10", "-4.95", "a map")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{latitude: 36.1, longitude: -4.95}", "source"),
        ("{latitude: 36.1, source: a map}", "longitude"),
        ("{latitude: 136.1, longitude: 4.95, source: a map}", "latitude: 4.95, longitude: 136.1"),
        ("{latitude: -91, longitude: 181, source: a map}", "from -90 to 90"),
        ("{latitude: 3612, longitude: 4.95, source: a map}", "from -90 to 90"),
        ("{latitude: 36.1, longitude: 495, source: a map}", "from -180 to 180"),
        ("{latitude: 1e40, longitude: 4.95, source: a map}", "such as 36.12"),
        ('{latitude: "36°07\'12\\" N", longitude: 4.95, source: a map}', "36.12"),
        ("{latitude: 36.1, longitude: 4°57′ O, source: a map}", "write -4.95"),
        ('{latitude: "36,12", longitude: 4.95, source: a map}', "36.12"),
        ("{latitude: in the north, longitude: 4.95, source: a map}", "such as 36.12"),
        ("{latitude: true, longitude: 4.95, source: a map}", "such as 36.12"),
        ("[36.12, 4.95]", "a block of keys"),
    ],
)
def test_what_cannot_be_says_what_to_write(base: Path, written: str, said: str) -> None:
    found = found_in(_with(base, written))
    assert [
        (one.place.file, said in f"{one.message} {one.hint}") for one in found if one.severity.label == "error"
    ] == [("partnerships/delta-echo.yaml", True)], [str(one.message) for one in found]


@pytest.mark.parametrize("text", ["", "N", "12", "1°2°3", "N 36° S", "36°60", "9" * 50, "°", "36°07'12''\n"])
def test_whatever_is_written_gives_a_number_or_none(text: str) -> None:
    found = decimal_degrees(text)
    assert found is None or abs(found) < 1000


@pytest.mark.parametrize(
    ("text", "meant"),
    [("N 36° 7' 12''", "36.12"), ("36°S", "-36"), ("0°30′0″ W", "-0.5"), ("+4.950", "4.950"), ("36°07’12”N", "36.12")],
)
def test_degrees_minutes_and_seconds(text: str, meant: str) -> None:
    assert decimal_degrees(text) == Decimal(meant)
