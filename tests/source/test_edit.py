"""Editing YAML: the lines that are meant, and no other byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_styles import NEW, Path, Sample, afterwards, all_paths, at, repr_of, sample

from cic.source import read_yaml
from cic.source.edit import ABSENT, CannotEditError, Change, edited
from cic.source.written import OneLine


def drawn(rng: Random, found: Sample) -> Change | None:
    paths = all_paths(found.data, ())
    kind = rng.choice(("add", "set", "remove"))
    if kind == "add":
        path = rng.choice(paths)
        parent = at(found.data, path)
        if isinstance(parent, dict):
            return Change(
                (*path, rng.choice(("new", 1999, "yes", "new key")), *(("below",) if rng.random() < 0.2 else ())),
                rng.choice(NEW),
            )
        if isinstance(parent, list):
            return Change((*path, len(parent)), rng.choice(NEW))
        return Change((*path, "new"), rng.choice(NEW)) if parent is None and path else None
    path = rng.choice(paths)
    if not path:
        return None
    return Change(path, ABSENT if kind == "remove" else rng.choice(NEW))


def try_one(seed: int) -> str:
    """One random edit of one random file; whether it was done, refused, or could not be asked for."""
    return tried(seed)[1]


def tried(seed: int) -> tuple[str, str]:
    """The same, with what was to be done: add, set or remove."""
    rng = Random(seed)
    found = sample(rng)
    before = read_yaml("f.yaml", found.raw)
    if not before.is_parsed or before.data is None:
        return "", "unread"
    found.data = before.data  # type: ignore[assignment]
    change = drawn(rng, found)
    if change is None:
        return "", "nothing"
    kind = "remove" if change.value is ABSENT else "set" if is_there(before.data, change.path) else "add"
    try:
        after = edited("f.yaml", found.raw, [change])
    except CannotEditError:
        return kind, "refused"
    expected = afterwards(before.data, change.path, change.value)
    read = read_yaml("f.yaml", after)
    assert repr_of(read.data) == repr_of(expected), (found.raw.decode(), change, after.decode())
    assert len(read.problems) <= len(before.problems)
    only_intended(found, change, after)
    return kind, "done"


def only_intended(found: Sample, change: Change, after: bytes) -> None:
    """What went belongs to what was changed, and where something is added to what is there, nothing went at all; line
    ends and the mark at the begin stayed."""
    assert after.startswith(b"\xef\xbb\xbf") == found.raw.startswith(b"\xef\xbb\xbf")
    if found.newline == "\r\n":
        assert b"\n" not in after.replace(b"\r\n", b"")
    else:
        assert b"\r" not in after
    old, new = (raw.decode().removeprefix("\ufeff") for raw in (found.raw, after))
    start = alike(old, new)
    end = len(old) - alike(old[start:][::-1], new[start:][::-1])
    path = change.path
    said = (old, change, new, old[start:end])
    below = next(n for n in range(len(path), -1, -1) if is_there(found.data, path[:n]))
    if below < len(path):
        # what was empty has another form with something in it
        assert start >= end or not at(found.data, path[:below]), said
        path = path[:below]
    elif change.value is ABSENT and len(at(found.data, path[:-1])) == 1:
        path = path[:-1]
    assert any(belongs(found, old, one, one + end - start, path) for one in begins(old, new, start, end)), said


def alike(one: str, other: str) -> int:
    """How many signs are the same from the begin on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def begins(old: str, new: str, start: int, end: int) -> Iterator[int]:
    """Where what went may have begun: alike signs before and after it leave several answers."""
    while True:
        yield start
        start, end = start - 1, end - 1
        if start < 0 or not new.endswith(old[end:]):
            return


def belongs(found: Sample, old: str, start: int, end: int, path: Path) -> bool:
    """Whether all between the two is of lines that belong to what stands at the path."""
    index = 0
    for number, line in enumerate(old.split("\n")):
        touched = old[max(start, index) : min(end, index + len(line))].strip(", \r")
        index += len(line) + 1
        if touched and not any(one[: len(path)] == path for one in owners_of(found, number)):
            return False
    return True


def owners_of(found: Sample, number: int) -> set[Path]:
    """What a line belongs to; comments and empty lines to what stands above as well as below them."""
    owners = [line.owners for line in found.lines]
    if number >= len(owners) or owners[number]:
        return owners[number] if number < len(owners) else set()
    above = next((one for one in reversed(owners[:number]) if one), set())
    below = next((one for one in owners[number:] if one), set())
    return {one[:n] for one in above for n in range(len(one) + 1)} & {
        one[:n] for one in below for n in range(len(one) + 1)
    }


def is_there(data: Any, path: Path) -> bool:
    try:
        at(data, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**63))
def test_random_edits_change_only_what_is_meant(seed: int) -> None:
    assert try_one(seed) != "unread"


@pytest.mark.slow
def test_ten_thousand_random_edits_change_only_what_is_meant() -> None:
    """So many that were done: what is refused, or cannot be asked for, does not count."""
    done: Counter[str] = Counter()
    seed = 10**6
    while done.total() < 10_000 or min(done[kind] for kind in ("add", "set", "remove")) < 2_000:
        kind, outcome = tried(seed)
        assert outcome != "unread", seed
        done[kind] += outcome == "done"
        seed += 1


def test_nearly_everything_that_is_read_can_be_edited() -> None:
    """A refusal is for what is really unclear: here a random path through a value that is no block."""
    done = Counter(try_one(seed) for seed in range(200))
    assert done["done"] > 50 * max(1, done["refused"])
    assert done["unread"] == 0


REPORT = """\
# yaml-language-server: $schema=report.json
year: 2031   # as agreed
communes:
  # the one in the south
  bravo:
    observations:
      R1.1:
        achieved: true  # seen
        evidence:
          - {kind: plan, address: p.pdf}
        # a remark about the plan
      R4.1: {value: 2}
# money
expenditure:
  partners:
    operating: {amount: 10.00}
narrative:
  done: >-
    words

    more
"""
ORDER = {
    (): ("year", "observations", "communes", "expenditure", "narrative"),
    ("communes",): ("alfa", "bravo"),
    ("communes", "bravo", "observations"): ("OS.1", "R1.1", "R2.1", "R4.1", "R5.1"),
}
WHERE = ("communes", "bravo", "observations")


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ((*WHERE, "R1.1", "achieved"), False, "achieved: true  # seen", "achieved: false  # seen"),
        ((*WHERE, "R2.1"), {"value": 3}, "      R4.1: {v", "      R2.1:\n        value: 3\n      R4.1: {v"),
        ((*WHERE, "OS.1", "value"), 1, "      R1.1:\n", "      OS.1:\n        value: 1\n      R1.1:\n"),
        ((*WHERE, "R5.1", "value"), 1, "R4.1: {value: 2}\n", "R4.1: {value: 2}\n      R5.1:\n        value: 1\n"),
        ((*WHERE, "R4.1", "note"), OneLine(fr="oui: là"), "{value: 2}", '{value: 2, note: {fr: "oui: là"}}'),
        ((*WHERE, "R1.1", "evidence", 1), OneLine(kind="map"), "p.pdf}\n", "p.pdf}\n          - {kind: map}\n"),
        ((*WHERE, "R1.1", "evidence"), ABSENT, "        evidence:\n          - {kind: plan, address: p.pdf}\n", ""),
        (
            (*WHERE, "R1.1", "evidence", 0),
            ABSENT,
            "evidence:\n          - {kind: plan, address: p.pdf}\n",
            "evidence: []\n",
        ),
        ((*WHERE, "R4.1"), ABSENT, "      R4.1: {value: 2}\n", ""),
        (
            ("communes", "alfa", "observations", "R1.1", "achieved"),
            True,
            "communes:\n",
            "communes:\n  alfa:\n    observations:\n      R1.1:\n        achieved: true\n",
        ),
        (("observations", "R1.4", "value"), 1, "communes:\n", "observations:\n  R1.4:\n    value: 1\ncommunes:\n"),
        (
            ("expenditure", "partners", "operating"),
            {"amount": Decimal("1250.50"), "evidence": [OneLine(kind="invoices")]},
            "operating: {amount: 10.00}\n",
            "operating:\n      amount: 1250.50\n      evidence:\n        - {kind: invoices}\n",
        ),
        (("narrative", "done"), OneLine(fr="x"), "done: >-\n    words\n\n    more\n", "done: {fr: x}\n"),
        (("narrative", "lessons"), "no", "    more\n", '    more\n  lessons: "no"\n'),
        (("year",), 2032, "year: 2031 ", "year: 2032 "),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_stands_where_a_person_would_write_it(path, value, old, new, newline) -> None:
    raw = REPORT.replace("\n", newline).encode()
    after = edited("f.yaml", raw, [Change(path, value)], lambda one: ORDER.get(one, ()))
    assert REPORT.count(old) == 1
    assert after.decode() == REPORT.replace(old, new).replace("\n", newline)


@pytest.mark.parametrize("indent", [2, 4])
def test_new_lines_are_indented_as_those_of_the_file(indent: int) -> None:
    blank = " " * indent
    raw = f"a:\n{blank}b:\n{blank * 2}c: 1\nd:\n- x\n".encode()
    after = edited("f.yaml", raw, [Change(("a", "e", "f"), {"g": 1}), Change(("a", "h"), ["x", "z"])])
    assert after.decode() == (
        f"a:\n{blank}b:\n{blank * 2}c: 1\n{blank}e:\n{blank * 2}f:\n{blank * 3}g: 1\n{blank}h:\n{blank}- x\n{blank}- z\nd:\n- x\n"
    )


@pytest.mark.parametrize("raw", [b"", b"# nothing yet\n", b"# nothing yet", b"---\n", b"{}\n"])
def test_an_empty_file_is_begun(raw: bytes) -> None:
    after = edited("f.yaml", raw, [Change(("year",), 2031), Change(("communes", "bravo"), {"x": 1})])
    assert read_yaml("f.yaml", after).data == {"year": 2031, "communes": {"bravo": {"x": 1}}}
    assert after.startswith(raw.rstrip(b"{}\n"))


@pytest.mark.parametrize(
    ("text", "path", "said"),
    [
        ("? a\n: 1\nb: 2\n", ("a",), "question mark"),
        ("a: 5\n", ("a", "b"), "a value stands where a block is needed"),
        ("a: [1]\n", ("a", 7), "no such item"),
        ("a: [\n", ("a",), "has faults itself"),
        ("a: &x 1\n", ("a",), "has faults itself"),
        ("a: 1\na: 2\n", ("a",), "has faults itself"),
    ],
)
def test_what_is_unclear_is_refused_with_what_to_write(text: str, path: Path, said: str) -> None:
    with pytest.raises(CannotEditError, match=said) as caught:
        edited("f.yaml", text.encode(), [Change(path, {"new": "value"})], shown="data/f.yaml")
    assert "data/f.yaml" in caught.value.message
    if "faults" not in said:
        assert caught.value.hint.endswith("new: value")


def test_a_value_that_stands_already_changes_nothing() -> None:
    raw = b"a:  'x'  # as it was\n"
    assert edited("f.yaml", raw, [Change(("a",), "x"), Change(("b",), ABSENT)]) == raw


@pytest.mark.parametrize("text", ["\x1b", "\u202e", "a\x00b"])
def test_a_character_that_files_must_not_hold_is_refused(text: str) -> None:
    with pytest.raises(CannotEditError):
        edited("f.yaml", b"a: 1\n", [Change(("b",), text)])
