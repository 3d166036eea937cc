"""Fuzzing of the loader and of the whole command, from the shipped files: bytes, lines, structure and types.

CI runs `CASES` examples of each test; `CIC_FUZZ=N` runs N. Each case is written in one format and one language, which its
bytes choose, so that a case is always the same. What was once found to crash stands below as a named test, in all formats.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from conftest import ALL, BASE, DAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SHIPPED, SMALL

from cic.base.errors import UserError
from cic.checks.engine import check
from cic.checks.placement import findings
from cic.cli.findings_output import Output, Wanted
from cic.cli.options import Colour
from cic.diagnostics import Severity
from cic.language import NAMES, language_of
from cic.render.findings import CheckResult
from cic.render.formats import FINDINGS, Format
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

CASES = int(os.environ.get("CIC_FUZZ", "150"))
FORMATS = list(FINDINGS.values())
TONGUES = [language_of(code) for code in NAMES]
fuzzed = settings(
    max_examples=CASES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    derandomize=True,
)


class InMemory(Folder):
    """A data folder of files that are nowhere on the disk."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(BASE)
        self._files = files

    def files(self, *_: object):
        yield from sorted(self._files.items())


def assert_survives(files: dict[str, bytes], formats: Iterable[Format[CheckResult]] = ()) -> None:
    """The whole way to the page, in the formats or in one: no exception, and every place inside its file."""
    number = zlib.crc32(b"".join(files.values()))
    where = InMemory(files)
    try:
        loaded = load(where, DAY)
    except UserError:
        return
    result = check(loaded, ALL)
    for finding in findings(loaded, result.verdicts):
        for place in (finding.place, *(related.place for related in finding.related)):
            lines = files.get(place.file, b"").decode("utf-8-sig", "replace").split("\n")
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
            assert (place.end_line, place.end_column) >= (place.line, place.column)
    wanted = Wanted([], "2031-06-30", Severity.ERROR, Colour.never, True, False, TONGUES[number % 3])
    output = Output(loaded, list(result.verdicts), [str(note) for note in result.notes], where, wanted)
    for format in formats or [FORMATS[number // 3 % len(FORMATS)]]:
        text = output.text(format, Setting(wanted.language, on_terminal=True))
        assert re.search("[\x00-\x09\x0b-\x1f]", text) is None


@fuzzed
@given(st.sampled_from(sorted(SHIPPED)), st.data())
@pytest.mark.slow
def test_bytes_and_lines(name: str, data: st.DataObject) -> None:
    raw = SHIPPED[name]
    way = data.draw(st.sampled_from(["overwrite", "insert", "delete", "cut", "swap-lines", "repeat-line", "join"]))
    if way in ("overwrite", "insert", "delete", "cut"):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.integers(0, 40)))
        new = data.draw(
            st.binary(max_size=12)
            | st.sampled_from(
                [b": ", b"- ", b"[", b"{", b"'", b'"', b"&a ", b"*a", b"!!x ", b"\t", b"---\n", b"\r", b"|\n", b"<<: "]
            )
        )
        raw = {
            "overwrite": raw[:start] + new + raw[end:],
            "insert": raw[:start] + new + raw[start:],
            "delete": raw[:start] + raw[end:],
            "cut": raw[:start],
        }[way]
    else:
        lines = raw.split(b"\n")
        a, b = data.draw(st.integers(0, len(lines) - 1)), data.draw(st.integers(0, len(lines) - 1))
        if way == "swap-lines":
            lines[a], lines[b] = lines[b], lines[a]
        elif way == "repeat-line":
            lines.insert(b, lines[a])
        else:
            lines[a : a + 2] = [b"".join(lines[a : a + 2])]
        raw = b"\n".join(lines)
    assert_survives({**SMALL, name: raw})


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(max_size=8)
    | st.sampled_from(["2019-02-30", "150.145,16", "1e400", ".inf", "x" * 3000, "{value}", "{0}", "%s", "[bold]", 1.5, 0, -1, 2031, "", " "]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.integers(-5, 2100), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@fuzzed
@given(st.sampled_from(sorted(SMALL)), st.data())
@pytest.mark.slow
def test_structure_and_types(name: str, data: st.DataObject) -> None:
    tree = yaml.load(SMALL[name], yaml.CSafeLoader)
    for _ in range(data.draw(st.integers(1, 3))):
        here, steps = tree, data.draw(st.integers(0, 6))
        for _ in range(steps):
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if not isinstance(here[key], (dict, list)) or not here[key] or data.draw(st.booleans()):
                break
            here = here[key]
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        way = data.draw(st.sampled_from(["replace", "delete", "add", "rename"]))
        if keys and way == "replace":
            here[data.draw(st.sampled_from(keys))] = data.draw(ODD)
        elif keys and way == "delete":
            del here[data.draw(st.sampled_from(keys))]
        elif isinstance(here, list):
            here.append(data.draw(ODD))
        elif keys and way == "rename":
            here[data.draw(st.text(max_size=8) | st.integers(0, 3000))] = here.pop(data.draw(st.sampled_from(keys)))
        else:
            here[data.draw(st.text(max_size=8) | st.integers(0, 3000))] = data.draw(ODD)
    assert_survives(
        {**SMALL, name: yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True).encode("utf-8", "surrogatepass")}
    )


@fuzzed
@given(st.sets(st.sampled_from(sorted(SHIPPED)), max_size=6), st.permutations(sorted(SHIPPED)))
@pytest.mark.slow
def test_files_missing_or_exchanged(gone: set[str], order: list[str]) -> None:
    files = {name: raw for name, raw in SHIPPED.items() if name not in gone}
    names = [name for name in order if name in files][:2]
    if len(names) == 2:
        files[names[0]], files[names[1]] = files[names[1]], files[names[0]]
    assert_survives(files)


NAMED = {
    "a-file-that-holds-only-nothing": ("strategy.yaml", b"~"),
    "a-document-that-is-a-list": ("budget.yaml", b"- 1\n"),
    "a-document-that-is-a-word": ("logframe.yaml", b"words\n"),
    "a-bracket-that-is-never-closed": ("risks.yaml", b"risks: [\n"),
    "braces-in-a-text-are-no-template": (
        "programme.yaml",
        b"format: 1\nid: '{id}'\nname: {en: '{value}'}\ncountry: '{0}'\nsource: {document: '{'}\n",
    ),
}


@pytest.mark.parametrize(("name", "raw"), NAMED.values(), ids=NAMED)
@pytest.mark.slow
def test_what_once_went_wrong(name: str, raw: bytes) -> None:
    assert_survives({**SMALL, name: raw}, FORMATS)
    loaded = load(InMemory({**SMALL, name: raw}), DAY)
    assert any(found.where.file == name for found in loaded.problems)


def test_number_of_cases_is_stated() -> None:
    text = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "3 × 150 cases" in text
