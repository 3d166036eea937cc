"""Reading YAML: what is refused and where, what values become, and where they stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic.diagnostics import Place, Spot
from cic.source import locate, read_yaml
from cic.source.guards import MAX_BYTES


def faults(raw: bytes) -> list[tuple[str, int, int]]:
    return [(p.rule.name, p.where.line, p.where.column) for p in read_yaml("f.yaml", raw).problems]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a: caf\xe9\n", [("file-encoding", 1, 7)]),
        ("é: 1\nb: ".encode() + b"\xff", [("file-encoding", 2, 4)]),
        ("a: 1".encode("utf-16"), [("file-encoding", 1, 1)]),
        (b"\xef\xbb\xbfa: 1", [("byte-order-mark", 1, 1)]),
        (b"a: \x00", [("forbidden-character", 1, 4)]),
        (b"a: b\rc: d", [("other-file", 1, 1)]),
        (b"a: b\rc: d\n", [("forbidden-character", 1, 5)]),
        ("é: x\u202ey".encode(), [("forbidden-character", 1, 5)]),
        ("a: 1\nb: \u2028".encode(), [("forbidden-character", 2, 4)]),
        ("a: \ufffe".encode(), [("forbidden-character", 1, 4)]),
        ("\uffffa: 1".encode(), [("forbidden-character", 1, 1)]),
        (b'a: "\\e[31m"', [("forbidden-character", 1, 4)]),
        (b"", [("empty-file", 1, 1)]),
        (b"# nothing\n", [("empty-file", 1, 1)]),
        (b"a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
        (b"a: 1\nb: {c: 1, c: 2}\n", [("duplicate-key", 2, 11)]),
        (b"a: &x 1\nb: *x\n", [("yaml-feature", 1, 4), ("yaml-feature", 2, 4)]),
        (b"<<: {a: 1}\n", [("yaml-feature", 1, 1)]),
        (b"a: !!python/object/apply:os.system [x]\n", [("yaml-feature", 1, 4)]),
        (b"%YAML 1.1\n---\na: 1\n", [("yaml-feature", 1, 1)]),
        (b"? [a]\n: b\n", [("bad-key", 1, 3)]),
        (b"1.5: b\n", [("bad-key", 1, 1)]),
        (b"a: [1, 2\n", [("yaml-syntax", 1, 4)]),
        (b"a: b: c\n", [("yaml-syntax", 1, 5)]),
        (b"\ta: 1\n", [("yaml-syntax", 1, 1)]),
    ],
)
def test_refused_with_its_place(raw: bytes, expected: list[tuple[str, int, int]]) -> None:
    assert faults(raw) == expected


@pytest.mark.parametrize(
    "word", ["NO", "yes", "On", "y", "True", "NULL", "0123", "1:30", "1_000", "1e3", ".5", "+1", "0x1F", ".inf"]
)
def test_what_yaml_1_1_misreads_must_be_quoted(word: str) -> None:
    assert faults(f"key: {word}\n".encode()) == [("misread-scalar", 1, 6)]
    assert faults(f'key: "{word}"\n'.encode()) == []


def test_values_are_exact() -> None:
    raw = b"int: 12\ndec: 1.10\nbig: 2030531.24\nyes: true\nno: ~\ndate: 2019-02-30\nphone: '0212'\ntext: 1 a\n"
    data = read_yaml("f.yaml", raw.replace(b"yes", b"flag").replace(b"no:", b"none:")).data
    assert data == {
        "int": 12,
        "dec": Decimal("1.10"),
        "big": Decimal("2030531.24"),
        "flag": True,
        "none": None,
        "date": "2019-02-30",
        "phone": "0212",
        "text": "1 a",
    }
    assert str(data["dec"]) == "1.10"  # type: ignore[index]


DEEP = 100_000


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * DEEP, b"{a: " * DEEP, b"- " * DEEP, b"? " * DEEP, b"[']', " * DEEP, b"[\n# ]\n" * (DEEP // 2), b"-\t" * DEEP,
        b"".join(b" " * n + b"a:\n" for n in range(900)), b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(9)),
        b"k: 1\n" * (MAX_BYTES // 5), b"- '" + b"[" * (MAX_BYTES - 10) + b"'", b"a" * (MAX_BYTES + 1),
    ],
    ids=["flow", "maps", "dashes", "questions", "quoted", "comments", "tabs", "indent", "aliases", "duplicates", "text", "large"],
)  # fmt: skip
@pytest.mark.slow
def test_hostile_files_are_answered(raw: bytes) -> None:
    document = read_yaml("f.yaml", raw[: MAX_BYTES + 1])
    assert document.problems or document.data is not None


@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(raw: bytes) -> None:
    document = read_yaml("f.yaml", raw)
    assert document.problems or document.data is not None
    for found in document.problems:
        assert isinstance(found.where, Place)
        lines = raw.decode("utf-8", "replace").split("\n")
        assert 1 <= found.where.line <= len(lines)
        assert found.where.column >= 1


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>'\"%#, \n\té0,.~"), max_size=80))
def test_any_yaml_like_text_gives_an_answer(text: str) -> None:
    document = read_yaml("f.yaml", text.encode())
    assert document.problems or document.data is not None


PLACES = "é: 1\nlist:\n  - {a: 'x', b: 22}\n  - c: >-\n      words\n      more\nlast: é z\n"


@pytest.mark.parametrize(
    ("spot", "place", "value"),
    [
        (Spot("f", ("é",)), (1, 4, 1, 5), "1"),
        (Spot("f", ("list",)), (2, 1, 2, 5), None),
        (Spot("f", ("list", 0, "b")), (3, 17, 3, 19), "22"),
        (Spot("f", ("list", 0, "a")), (3, 9, 3, 12), "x"),
        (Spot("f", ("list", 0, "b"), "key"), (3, 14, 3, 15), None),
        (Spot("f", ("list", 1, "c")), (4, 8, 4, 9), "words more"),
        (Spot("f", ("last",)), (7, 7, 7, 10), "é z"),
        (Spot("f", ("list", 0, "missing")), (3, 5, 3, 6), None),
        (Spot("f", ("nothing",)), (1, 1, 1, 2), None),
    ],
)
def test_positions_count_characters_from_one(spot: Spot, place: tuple[int, int, int, int], value: str | None) -> None:
    found, text = locate("f", PLACES, [spot])[spot]
    assert (found[1:], text) == (place, value)


def test_crlf_and_byte_order_mark_do_not_shift_places() -> None:
    raw = b"\xef\xbb\xbfa: 1\r\nb: 2\r\n"
    document = read_yaml("f", raw)
    assert document.text is not None
    place, value = locate("f", document.text, [Spot("f", ("b",))])[Spot("f", ("b",))]
    assert (place.line, place.column, value) == (2, 4, "2")
