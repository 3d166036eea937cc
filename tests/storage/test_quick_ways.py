"""The quick ways give the answers of the plain ones that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import BASE, DATA, DAY, shipped_data
from hypothesis import given
from hypothesis import strategies as st

from cic.language.text import fold
from cic.model.common import Source
from cic.model.scalars import Record
from cic.rules.communes import _stands_in
from cic.rules.references import _sources
from cic.rules.spelling import distance, is_close
from cic.source import guards
from cic.storage.folder import Folder
from cic.storage.loader import load

WORDS = st.text("abcdé", max_size=7)


@given(WORDS, WORDS, st.integers(0, 3))
def test_is_close_is_a_distance(one: str, other: str, allowed: int) -> None:
    assert is_close(one, other, allowed) == (distance(one, other) <= allowed)


@given(st.text("1aé_- ", max_size=8), st.sampled_from(["1", "11", "a-1", "1 1"]))
def test_a_code_stands_in_a_line_between_signs_that_are_no_letters(line: str, code: str) -> None:
    assert _stands_in(line, code) == bool(re.search(rf"(?<!\w){re.escape(code)}(?!\w)", line))


@given(st.text("aB.’‘“”'\" \t\n\u00a0\u202f\u2003", max_size=10))
def test_folded_texts_have_plain_quotation_marks_and_single_spaces(text: str) -> None:
    plain = text.translate(str.maketrans("’‘“”", "''\"\""))
    assert fold(text) == re.sub(r"\s+", " ", plain).strip().rstrip(".").casefold()


@given(st.text("aé\u20ac\U0001f600\r\n\t\x00\x7f\x85\u2028\u202e\ufeff", max_size=8))
def test_every_forbidden_character_is_seen_among_those_of_several_bytes(text: str) -> None:
    _, found = guards.decode("x.yaml", b"a" + text.encode())
    assert bool(found) == bool(guards._FORBIDDEN.search(text))


@given(st.text("a &!*%\n\r,[{?:-é", max_size=6))
def test_what_looks_like_an_anchor_a_tag_or_a_directive(text: str) -> None:
    is_one = bool(guards._ANCHOR_OR_TAG.search(text) or re.search("^%", text, re.MULTILINE))
    assert is_one == bool(re.search(r"(?:^|[\s,\[{?:-])[&!*]|^%", text, re.MULTILINE))


def _everything_below(value: object) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, Record):
        yield from _everything_below(list(value.__dict__.values()))
    elif isinstance(value, dict):
        yield from _everything_below(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _everything_below(item)


@pytest.mark.parametrize("path", [BASE, pytest.param(DATA, marks=shipped_data)], ids=["base", "data"])
def test_no_source_is_passed_over(path) -> None:
    for programme in load(Folder(path), DAY).programme.and_phases():
        whole = [
            programme.identity,
            None if programme.folder else programme.documents,
            programme.logframe,
            programme.budget,
            programme.risks,
            programme.theory_of_change,
            programme.synergies,
            programme.strategy,
            *programme.partnerships.values(),
            *programme.reports.values(),
        ]
        everything = list(_everything_below(whole))
        assert everything
        assert [source for _, source in _sources(programme)] == everything


@pytest.mark.parametrize(
    "change", ["nothing", "a figure", "a fault", "mended", "gone", "come", "a mark", "renamed", "copied"]
)
def test_what_another_state_shares_is_read_as_if_alone(change: str, base: Path) -> None:
    file = base / "partnerships/alfa-bravo.yaml"
    good, broken = file.read_text(), file.read_text() + "x: [\n"
    if change in ("mended", "come"):
        file.write_text(broken) if change == "mended" else file.unlink()
    before = load(Folder(base), DAY)
    if change in ("a figure", "a mark"):
        file.write_text("\ufeff" * (change == "a mark") + good.replace("60.00", "61.00"))
    elif change == "a fault":
        file.write_text(broken)
    elif change in ("mended", "come"):
        file.write_text(good)
    elif change == "gone":
        file.unlink()
    elif change == "renamed":
        file.rename(base / "partnerships/other.yaml")
    elif change == "copied":
        (base / "partnerships/a copy.yaml").write_text(good)
    assert load(Folder(base), DAY, like=before) == load(Folder(base), DAY)
