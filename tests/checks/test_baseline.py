"""The baseline: what it knows does not fail, what comes after does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import found_in, put
from samples import DELTA

from cic.checks.baseline import entries_of, read_baseline, written_baseline

CENT = ("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01")


@pytest.fixture
def broken(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base with one cent too much in the table, which makes two findings, seen from the folder above."""
    change(base / "budget.yaml", *CENT)
    monkeypatch.chdir(base.parent)
    return base


def change(path: Path, was: str, now: str) -> None:
    text = path.read_text()
    assert was in text
    path.write_text(text.replace(was, now))


def test_known_findings_do_not_fail_and_new_ones_do(broken: Path, cic) -> None:
    written = cic("validate", "--write-baseline", "known.json")
    assert (written.code, written.err) == (0, "note: the baseline knows 2 findings\n")
    ran = cic("validate", "--baseline", "known.json", "--strict")
    assert (ran.code, ran.out, ran.err) == (0, "6 files read, 0 errors, 0 warnings, 0 acknowledged, 2 known\n", "")
    change(broken / "budget.yaml", "operating: {2031: 40.00", "operating: {2031: 40.01")
    ran = cic("validate", "--baseline", "known.json", "--format", "concise")
    assert ran.code == 1
    assert ran.out.count(" error ") == len(found_in(broken)) - 2 > 0


def test_known_is_named_apart_from_acknowledged(broken: Path, cic) -> None:
    place = "data/budget.yaml:7:51"
    on_that_day = ("--as-of", "2031-06-30")
    assert cic("acknowledge", place, "--reason", "printed so", *on_that_day).code == 0
    cic("validate", "--write-baseline", "known.json", *on_that_day)
    assert len(read_baseline(Path("known.json"))) == 1
    ran = cic("validate", "--baseline", "known.json", "--show-acknowledged", *on_that_day)
    assert ran.out.endswith(", 1 acknowledged, 1 known\n")
    assert ran.out.count(" (known)\n") == ran.out.count("= known: it is in the baseline\n") == 1
    assert ran.out.count(" (acknowledged)\n") == ran.out.count("= acknowledged: ") == 1
    document = json.loads(cic("validate", "--baseline", "known.json", "--format", "json", *on_that_day).out)
    assert (document["summary"]["acknowledged"], document["summary"]["known"], document["summary"]["errors"]) == (
        1,
        1,
        0,
    )
    assert [(one["known"], one["acknowledged"] is None) for one in document["findings"]] == [
        (True, True),
        (False, False),
    ]


def test_a_baseline_holds_when_lines_move_and_figures_change(broken: Path, cic) -> None:
    cic("validate", "--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    budget = broken / "budget.yaml"
    budget.write_text("# a line more\n\n" + budget.read_text().replace("30.01", "30.02"))
    assert cic("validate", "--baseline", "known.json").code == 0
    cic("validate", "--write-baseline", "known.json")
    assert Path("known.json").read_bytes() == before


def test_each_entry_knows_one_finding(broken: Path, cic) -> None:
    cic("validate", "--write-baseline", "known.json")
    document = json.loads(Path("known.json").read_text())
    document["findings"][0] = document["findings"][1]
    Path("known.json").write_text(json.dumps(document))
    ran = cic("validate", "--baseline", "known.json", "--format", "concise")
    assert (ran.code, ran.out.count(" error "), ran.err.count("CIC30")) == (1, 1, 1)


def test_a_baseline_is_one_line_a_finding_sorted(broken: Path, cic) -> None:
    cic("validate", "--write-baseline", "known.json")
    text = Path("known.json").read_text()
    lines = text.splitlines()
    assert lines[:2] == ["{", '  "version": 1,']
    entries = [json.loads(line.rstrip(",")) for line in lines[3:5]]
    assert [(one["file"], one["path"], one["code"]) for one in entries] == [
        ("budget.yaml", "categories.partners.investment[total]", "CIC301"),
        ("budget.yaml", "categories.partners.total[total]", "CIC302"),
    ]
    assert entries == sorted(entries, key=lambda one: list(one.values()))
    assert json.loads(text)["findings"] == entries
    assert entries_of(reversed(found_in(broken))) == read_baseline(Path("known.json"))
    assert json.loads(written_baseline([])) == {"version": 1, "findings": []}


def test_a_baseline_holds_no_path_to_a_person(base: Path) -> None:
    put(base, {"partnerships/delta-echo.yaml": DELTA.format(more="")})
    found = found_in(base)
    assert any("contacts" in one.path for one in found)
    document = json.loads(written_baseline(entries_of(found)))
    assert {one["path"] for one in document["findings"]} == {""}


def test_what_is_gone_is_noted(broken: Path, cic) -> None:
    cic("validate", "--write-baseline", "known.json")
    change(broken / "budget.yaml", CENT[1], CENT[0])
    ran = cic("validate", "--baseline", "known.json")
    assert ran.code == 0
    assert ran.err.startswith(
        "note: in the baseline and found no more, so write it anew (--write-baseline): CIC301 budget.yaml "
    )
    assert ran.err.count("CIC30") == 2
    assert cic("validate", "--baseline", "known.json", "--select", "CIC301").err.count("CIC30") == 1
    assert cic("validate", "--baseline", "known.json", "--select", "CIC4").err == ""
    assert cic("validate", "--baseline", "known.json", "-q").err == ""


def test_nothing_is_called_gone_where_a_file_could_not_be_read(broken: Path, cic) -> None:
    cic("validate", "--write-baseline", "known.json")
    (broken / "budget.yaml").write_text("a: [\n")
    ran = cic("validate", "--baseline", "known.json")
    assert ran.code == 1
    assert "found no more" not in ran.err


def test_what_must_be_fixed_is_never_known(broken: Path, cic) -> None:
    change(broken / "documents.yaml", "documents:", "surplus: 1\ndocuments:")
    written = cic("validate", "--write-baseline", "known.json")
    assert written.code == 1
    assert written.err.startswith("note: the baseline knows 2 findings, but not 1 fault that must be mended\n")
    assert all(not entry.code.startswith("CIC1") for entry in read_baseline(Path("known.json")))
    assert cic("validate", "--baseline", "known.json").code == 1


def test_all_is_written_whatever_is_shown(broken: Path, cic) -> None:
    assert cic("validate", "--write-baseline", "known.json", "data/partnerships").code == 0
    assert len(read_baseline(Path("known.json"))) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "the baseline known.json cannot be read: No such file or directory"),
        (b"", "known.json:1:1: this is not a baseline"),
        (b'{\n  "version" 1}', "known.json:2:13: this is not a baseline"),
        (b"\xff", "known.json:1:1: this is not a baseline"),
        (b"[" * 100_000, "known.json:1:1: this is not a baseline"),
        (b"[]", "known.json:1:1: this is not a baseline"),
        (b'{"version": 2, "findings": []}', "known.json:1:1: this is not a baseline"),
        (b'{"version": 1, "findings": {}}', "known.json:1:1: this is not a baseline"),
        (b'{"version": 1, "findings": [1]}', "finding 1 of its list"),
        (b'{"version": 1, "findings": [{"fingerprint": 1}]}', "finding 1 of its list"),
    ],
)
def test_what_is_no_baseline_is_said(content: bytes | None, said: str, broken: Path, cic) -> None:
    if content is not None:
        Path("known.json").write_bytes(content)
    ran = cic("validate", "--baseline", "known.json")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "cic validate --write-baseline known.json" in ran.err


def test_to_write_and_to_use_exclude_each_other(broken: Path, cic) -> None:
    assert cic("validate", "--baseline", "known.json", "--write-baseline", "known.json").code == 2
    assert not Path("known.json").exists()


def test_a_strange_baseline_says_nothing_but_text(broken: Path, cic) -> None:
    entry = {"file": "\x1b[31m\n::error::x", "path": "##[error]", "code": "CIC301", "fingerprint": "0"}
    Path("known.json").write_text(json.dumps({"version": 1, "findings": [entry]}))
    for format in ("full", "json"):
        ran = cic("validate", "--baseline", "known.json", "--format", format)
        for said in (ran.out, ran.err):
            assert "\x1b" not in said
            assert "##[" not in said
            assert "\n::" not in said
