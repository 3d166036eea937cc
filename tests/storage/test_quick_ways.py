"""The quick ways give the answers of the plain ones that they stand for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from conftest import BASE, DATA, DAY, shipped_data
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from cic.base.periods import CALENDAR_YEARS, Calendar
from cic.diagnostics import Spot
from cic.language.text import figures_in, fold
from cic.model.common import Source
from cic.model.scalars import DISTINCT, IndicatorId, Moment, Number, Record, Told, is_id
from cic.model.targets import Targets
from cic.rules.address_groups import is_within
from cic.rules.communes import _stands_in
from cic.rules.identity_items import _beginning
from cic.rules.printed import _says_just
from cic.rules.printed_words import Printed, Read
from cic.rules.spelling import _NO_LETTERS, distance, is_close, is_swap, letters, without_accents
from cic.rules.walk import walked
from cic.source import guards
from cic.storage.folder import Folder
from cic.storage.loader import load

WORLDS = BASE.parent / "worlds"
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


def _looked_at(value: object, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], object]]:
    """Every text, day, list and source below a value, without any knowledge of its type."""
    if isinstance(value, Source):
        yield path, value
    if isinstance(value, Record):
        for name, one in {**value.__dict__, **(value.__pydantic_extra__ or {})}.items():
            yield from _looked_at(one, (*path, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _looked_at(one, (*path, key))
    elif value and isinstance(value, (str, datetime.date, tuple)):
        yield path, value
        for n, one in enumerate(value if isinstance(value, tuple) else ()):
            yield from _looked_at(one, (*path, n))


@pytest.mark.parametrize(
    "path", [BASE, *sorted(WORLDS.iterdir()), pytest.param(DATA, marks=shipped_data)], ids=lambda path: path.name
)
def test_nothing_is_passed_over(path) -> None:
    for programme in load(Folder(path), DAY).programme.and_phases():
        found = [(file, way, value) for _, file, record in programme.records() for way, value in _looked_at(record, ())]
        assert found
        texts = [one for one in found if isinstance(one[2], str)]
        lists = [one for one in found if isinstance(one[2], tuple)]
        own = walked(programme)

        def ways(values: list[Any]) -> list[object]:
            return [(file, (*above, key), value) for file, above, key, value in values]

        assert ways(own.texts) == texts
        assert ways(own.beyond_ascii) == [one for one in texts if not one[2].isascii()]
        several = [one for one in lists if len(one[2]) > 1] + [one for one in texts if "\n" in one[2]]
        assert ways(own.several) == [one for one in found if one in several]
        days = [one for one in texts if one[1][-1] == "month"]
        assert ways(own.days) == [one for one in found if isinstance(one[2], datetime.date) or one in days]
        assert ways(own.sources) == [one for one in found if isinstance(one[2], Source)]


@given(st.text("aéß1_- .", max_size=6))
def test_letters_alone_are_letters(text: str) -> None:
    assert letters(text) == _NO_LETTERS.sub("", without_accents(text))


@given(st.text("aA .\u00a0é´", max_size=7), st.text("aA .\u00a0é´", max_size=7))
def test_texts_that_are_the_same_begin_alike(one: str, other: str) -> None:
    if fold(one) == fold(other):
        assert _beginning(one) == _beginning(other)


@given(st.text("abcdé", min_size=3, max_size=6), st.text("abcdé", max_size=8))
def test_a_word_within_a_part_is_close_to_a_stretch_of_it(word: str, part: str) -> None:
    stretches = {part[n:end] for n in range(len(part)) for end in range(n, len(part) + 1)}
    assert is_within(word, part) == any(is_close(word, one, 1) or is_swap(word, one) for one in stretches if one)


_IN_ONE_GO = TypeAdapter(Targets)
_STEP_BY_STEP = TypeAdapter(dict[IndicatorId, Annotated[dict[Moment, Number], Field(min_length=1), DISTINCT]])
_IDS = st.sampled_from(["R1.1", "a_b-c", "x" * 100, "x" * 101, "", "-a", "é", "a b", "OS.1\n", 7, None])
_MOMENTS = st.sampled_from([2031, 2032, 1899, 2201, True, "2031", "2031-Q1", "2031-03-31", "2031-12-31", None])
_VALUES = st.sampled_from([1, 0, -3, Decimal("1.50"), Decimal("1"), True, "1", None, [1]])
_USUAL = st.dictionaries(st.sampled_from([2031, 2032]), st.sampled_from([1, Decimal("1.50")]), min_size=1)


@given(
    st.dictionaries(_IDS, st.dictionaries(_MOMENTS, _VALUES, max_size=3) | st.just([1]), max_size=2)
    | st.dictionaries(_IDS, _USUAL, max_size=3)
    | st.just([1]),
    st.sampled_from([CALENDAR_YEARS, Calendar((7, 1)), Calendar((1, 1), 4)]),
)
def test_targets_are_read_as_step_by_step(value: object, calendar: Calendar) -> None:
    def read(how: TypeAdapter[Any]) -> object:
        try:
            return [
                (indicator, [(moment, type(moment), str(number)) for moment, number in numbers.items()])
                for indicator, numbers in how.validate_python(value, context=Told(calendar)).items()
            ]
        except ValidationError as error:
            return [(one["type"], one["loc"], one["msg"]) for one in error.errors()]

    assert read(_IN_ONE_GO) == read(_STEP_BY_STEP)


@given(st.text("aZ0._- \né", max_size=4) | st.integers(98, 102).map(lambda n: "a" * n))
def test_an_id_is_what_the_model_takes_for_one(text: str) -> None:
    try:
        TypeAdapter(IndicatorId).validate_python(text)
    except ValidationError:
        assert not is_id(text)
    else:
        assert is_id(text)


@given(st.text("12., %€abOS", max_size=8), st.sampled_from([Decimal("12"), Decimal("1"), Decimal("2.1")]))
def test_words_that_say_just_an_amount_give_no_finding(words: str, amount: Decimal) -> None:
    if _says_just(words, amount):
        printed = Printed(Spot("x"), words, (Read(Spot("x"), amount),))
        assert not printed.missing()
        assert not printed.unread()
        assert amount in [figure.number for figure in figures_in(words)]


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
