"""Reading YAML: what is refused and where, what values become, and where they stand."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic.diagnostics import MOST_LISTED, Place, Spot
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
    ("text", "line", "column"),
    [
        # a comment needs a space before it
        ('a: "value"#no space\n', 1, 11),
        ("a: [b, c, ]#x\n", 1, 12),
        ("a: [b, c,#x\n  d]\n", 1, 10),
        ("a: {b: c}#x\n", 1, 10),
        ("a: |#x\n  text\n", 1, 5),
        ("a: >-#x\n  text\n", 1, 6),
        # what goes on below its first line stands further in than what it belongs to
        ('a: "b\nc"\n', 2, 1),
        ('a:\n  b: "c\n  d"\n', 3, 3),
        ("a:\n  - 'c\n  d'\n", 3, 3),
        ('a: "b\n\tc"\n', 2, 1),
        ("a: [b,\nc,\n d]\n", 2, 1),
        ("a:\n  b: {c: 1,\n  d: 2}\n", 3, 3),
        ("a:\n- [b,\nc]\n", 3, 1),
        # a sign that would be lost
        ('{?en: "b"}\n', 1, 2),
        ("a: [b, ?c]\n", 1, 8),
        ("a: {b: c,\n  ?d: e}\n", 2, 3),
        # which of the spaces belong to the text nobody knows
        ("a: >\n    \n  # b\n", 2, 1),
    ],
)
def test_what_the_parser_takes_and_yaml_does_not_is_refused(text: str, line: int, column: int) -> None:
    assert faults(text.encode()) == [("yaml-syntax", line, column)]
    assert faults(text.replace("\n", "\r\n").encode()) == [("yaml-syntax", line, column)]
    read = read_yaml("f.yaml", text.encode())
    assert read.data is None
    assert str(read.problems[0].rule.hint_for(read.problems[0])).count(" ") > 3


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: b#c\n", {"a": "b#c"}),
        ('a: "b"#c\n'.replace('"#', '" #'), {"a": "b"}),
        ('a: "b#c" # d#e ]#f\n', {"a": "b#c"}),
        ("# a#b\na: 'c ]#'\n", {"a": "c ]#"}),
        ("a: | # b#c\n  ]#d\n", {"a": "]#d\n"}),
        ("a: [\n  b,\n]\n", {"a": ["b"]}),
        ("a: {\n  b: 1\n}\n", {"a": {"b": 1}}),
        ("a: [b,\n\n# c\n  d]\n", {"a": ["b", "d"]}),
        ('a: "b\n\n c"\n', {"a": "b\nc"}),
        ("a:\n- 'b\n  c'\n", {"a": ["b c"]}),
        ('"b\nc"\n', "b c"),
        ("[a,\nb]\n", ["a", "b"]),
        ("{a: 1,\nb: 2}\n", {"a": 1, "b": 2}),
        ("a: ?b\n", {"a": "?b"}),
        ('a: ["b, ?c", d?]\n', {"a": ["b, ?c", "d?"]}),
        ("a: [b?, c ?d]\n", {"a": ["b?", "c ?d"]}),
        ("a: >2\n    \n  b\n", {"a": "  \nb\n"}),
        ("a: >\n  b\n    \n  c\n", {"a": "b\n  \nc\n"}),
        # the last line of a text has a break, also where the file does not
        ("a: |\n  b\n   ", {"a": "b\n \n"}),
        ("a: |+\n  b\n ", {"a": "b\n\n"}),
    ],
)
def test_what_yaml_takes_is_taken(text: str, data: object) -> None:
    assert faults(text.encode()) == []
    assert read_yaml("f.yaml", text.encode()).data == data


@pytest.mark.parametrize("text", ["a: [-]\n", "a: [b, -, c]\n", "a: {b: -}\n"])
def test_a_dash_alone_is_put_in_quotes(text: str) -> None:
    assert [name for name, *_ in faults(text.encode())] == ["misread-scalar"]
    assert faults(text.replace("-", "'-'").encode()) == []


@pytest.mark.parametrize(
    "text",
    ['- "x"#\n' * 60_000, "[" + "?x,\n" * 60_000 + "]\n", 'a: "' + "\nb" * 200_000 + '"', "[" + " " * 400_000 + "?x]"],
)
def test_many_faults_take_no_longer_than_the_file(text: str) -> None:
    started = time.process_time()
    read = read_yaml("f.yaml", text.encode())
    assert time.process_time() - started < 5
    assert read.data is None
    assert len(read.problems) <= MOST_LISTED


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
