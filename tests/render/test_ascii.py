"""Outputs that cannot hold a sign have another that says the same, or an escape where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE, ROOT

from cic.base.ascii import IN_ASCII, SIGNS_IN_ASCII


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("P\u00e9riode\u00a0: 2017\u202f\u2013\u202f2021", r"P\xe9riode : 2017 - 2021"),
        ("\u00ab\u00a0l\u2019\u00e9t\u00e9\u00a0\u00bb \u2026", r"""" l'\xe9t\xe9 " ..."""),
        ("a \u2192 b \u2022 c \u2014 d \u00b7 e", "a -> b * c -- d - e"),
        ("\u20ac \u2265 1 \u2212 2", "EUR >= 1 - 2"),
        ("\u0633\u062c\u0644 \U0001f600", r"\u0633\u062c\u0644 \U0001f600"),
        ("\u00e9\u00e9\u00a0\u00e9", r"\xe9\xe9 \xe9"),
    ],
)
def test_signs_in_ascii(text: str, written: str) -> None:
    assert text.encode("ascii", IN_ASCII).decode() == written


def test_no_sign_is_lost_where_it_can_be_written() -> None:
    assert "\u00ab\u00a0\u00e9t\u00e9\u00a0\u00bb \u2026".encode("cp1252", IN_ASCII).decode("cp1252") == (
        "\u00ab\u00a0\u00e9t\u00e9\u00a0\u00bb \u2026"
    )


def test_what_stands_for_a_sign_is_ascii() -> None:
    assert all(sign and not sign.isascii() and other.isascii() for sign, other in SIGNS_IN_ASCII.items())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("words", [("report",), ("show", "OS.1"), ("show", "nothing"), ("validate",), ("--help",)])
def test_a_page_in_french_without_escapes_of_signs(encoding: str, words: tuple[str, ...], tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "CIC_LANG": "fr", "PYTHONPATH": str(ROOT)}
    more = () if words == ("--help",) else ("--data", str(BASE))
    ran = subprocess.run(
        [sys.executable, "-m", "cic", *words, *more], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    said = (ran.stdout + ran.stderr).decode(encoding)
    assert said
    for escape in (r"\xa0", r"\u202f", r"\u2019", r"\xab", r"\xbb", r"\u2026", r"\u2013", r"\u2192", r"\xb7"):
        assert escape not in said
