"""`cic acknowledge`: one entry more, and every other byte as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE, found_in
from hypothesis import given
from hypothesis import strategies as st

from cic.base.errors import UserError
from cic.base.files import alone_in
from cic.source import read_yaml
from cic.source.edit import with_item

FILE = "acknowledgements.yaml"


@pytest.fixture
def wrong(base: Path) -> Path:
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text().replace("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01"))
    return base


def accept(cic, folder: Path, rule: str, reason: str = "printed so", *more: str):
    place = {"CIC301": "budget.yaml:7:51", "CIC302": "budget.yaml:6:46"}[rule]
    return cic("acknowledge", f"{folder}/{place}", "--data", folder, "--reason", reason, "--as-of", "2031-06-30", *more)


def test_accepts_one_finding_and_no_other(wrong: Path, cic) -> None:
    ran = accept(cic, wrong, "CIC301")
    assert (ran.code, ran.err) == (0, "")
    assert [f.code for f in found_in(wrong)] == ["CIC302"]
    assert accept(cic, wrong, "CIC302", "siehe oben: [x] # y 'z' \"q\"\nnext").code == 0
    assert found_in(wrong) == []
    entries = read_yaml(FILE, (wrong / FILE).read_bytes()).data["acknowledgements"]  # type: ignore[index]
    assert entries[1]["reason"] == {"en": "siehe oben: [x] # y 'z' \"q\" next"}
    assert entries[0]["figures"] == {"sum": "30.00", "stated": "30.01"}
    assert accept(cic, wrong, "CIC301").code == 2


def test_finding_comes_back_when_a_figure_changes_and_its_entry_is_replaced(wrong: Path, cic) -> None:
    accept(cic, wrong, "CIC301")
    accept(cic, wrong, "CIC302")
    budget = wrong / "budget.yaml"
    budget.write_text(budget.read_text().replace("total: 30.01", "total: 30.02"))
    back = found_in(wrong)
    assert [f.code for f in back] == ["CIC302", "CIC301"]
    assert all(f.related[-1].place.file == FILE for f in back)
    assert accept(cic, wrong, "CIC301", "again").code == 0
    assert [f.code for f in found_in(wrong)] == ["CIC302"]
    assert (wrong / FILE).read_text().count("- rule:") == 2


def test_expiry(wrong: Path, cic) -> None:
    accept(cic, wrong, "CIC301", "until then", "--expires", "2031-06-29")
    assert sorted(f.code for f in found_in(wrong)) == ["CIC301", "CIC302", "CIC902"]


def test_staleness_is_silent_where_the_rule_was_not_asked_or_could_not_run(base: Path, cic) -> None:
    (base / FILE).write_text(
        "acknowledgements:\n  - {rule: partners-line, file: budget.yaml, path: 'categories.partners.total[total]', reason: {en: x}}\n"
    )
    assert [f.code for f in found_in(base)] == ["CIC901"]
    assert cic("validate", "--data", base, "--ignore", "partners-line", "--fail-level", "info").code == 0
    (base / "partnerships" / "delta-echo.yaml").write_text("id: [\n")
    assert [f.code for f in found_in(base)] == ["CIC006"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_other_byte_stays(wrong: Path, cic, newline: str) -> None:
    before = newline.join(
        (
            "# head",
            "acknowledgements:  # why",
            "",
            "  # first",
            '  - rule: "budget-years"',
            "    file: x.yaml # odd",
            "    reason:",
            "      en: >-",
            "        long",
            "        words",
            "",
            "  # tail",
            "",
        )
    )
    (wrong / FILE).write_bytes(before.encode())
    assert accept(cic, wrong, "CIC301").code == 0
    after = (wrong / FILE).read_bytes().decode()
    start = before.index(newline + newline + "  # tail") + len(newline)
    assert after.startswith(before[:start])
    assert after.endswith(before[start:])
    assert "\n" not in after.replace(newline, "")


def test_a_byte_order_mark_and_mixed_line_ends_stay(wrong: Path, cic) -> None:
    before = "\ufeff# head\r\nacknowledgements:\n  - {rule: budget-years, file: x.yaml, reason: {en: x}}\n# tail\r\n".encode()
    (wrong / FILE).write_bytes(before)
    assert accept(cic, wrong, "CIC301").code == 0
    after = (wrong / FILE).read_bytes()
    head, tail = before[: before.index(b"# tail")], before[before.index(b"# tail") :]
    assert after.startswith(head)
    assert after.endswith(tail)
    assert b"\r" not in after[len(head) : -len(tail)]


@pytest.mark.slow
def test_several_at_once_lose_nothing_and_leave_nothing_behind(wrong: Path) -> None:
    text = (wrong / "budget.yaml").read_text()
    (wrong / "budget.yaml").write_text(
        text.replace("operating: {2031: 40.00, ", "operating: {2031: 40.00, 2029: 0.00, ")
    )
    places = [(f.place, f.rule) for f in found_in(wrong)]
    assert len(places) == 3
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "cic",
                "acknowledge",
                f"{wrong}/{place.file}:{place.line}:{place.column}",
                "--rule",
                rule,
                "--data",
                str(wrong),
                "--reason",
                "printed so",
            ],
            stdout=subprocess.DEVNULL,
        )
        for place, rule in places
    ]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    assert found_in(wrong) == []
    assert sorted(path.name for path in wrong.iterdir()) == sorted([*(path.name for path in BASE.iterdir()), FILE])


def test_waits_for_the_other_and_says_when_it_gives_up(tmp_path: Path) -> None:
    with alone_in(tmp_path), pytest.raises(UserError, match="another cic"), alone_in(tmp_path, patience=0):
        pass
    with alone_in(tmp_path, patience=0):
        assert list(tmp_path.iterdir()) == []


def test_what_an_editor_saved_meanwhile_is_not_overwritten(wrong: Path, cic, monkeypatch) -> None:
    from cic.cli import acknowledge

    def saved_by_an_editor(*_: object) -> str:
        (wrong / FILE).write_text("acknowledgements: []  # by hand\n")
        return "en"

    monkeypatch.setattr(acknowledge, "_language", saved_by_an_editor)
    ran = accept(cic, wrong, "CIC301")
    assert (ran.code, "was changed meanwhile" in ran.err) == (2, True)
    assert (wrong / FILE).read_text() == "acknowledgements: []  # by hand\n"


def test_what_cannot_be_edited_safely_is_left_alone(wrong: Path, cic) -> None:
    text = "acknowledgements: [{rule: a-b, file: x, reason: {en: y}}]\n"
    (wrong / FILE).write_text(text)
    ran = accept(cic, wrong, "CIC301")
    assert ran.code == 2
    assert "add it by hand" in ran.err
    assert (wrong / FILE).read_text() == text


ITEMS = st.lists(
    st.sampled_from(
        [
            "a: 1",
            "a: 1\nb:\n  - x\n  - y",
            "a: >-\n  words\n  more",
            "a: |\n  kept\n",
            "a: {b: c}  # why",
            "a: 'q'\n# after",
            "a:\n  b:\n    c: d",
        ]
    ),
    min_size=1,
    max_size=4,
)
BETWEEN = st.lists(st.sampled_from(["", "\n", "  # comment\n", "# comment\n"]), min_size=6, max_size=6)


@given(ITEMS, BETWEEN, st.sampled_from(["", "last: 1\n", "# end\n", "# end"]), st.data())
def test_adding_and_replacing_change_nothing_else(items, between, tail, data) -> None:
    text = "list:\n"
    for item, space in zip(items, between, strict=False):
        lines = item.split("\n")
        text += space + "  - " + lines[0] + "\n" + "".join(f"    {line}\n" if line else "\n" for line in lines[1:])
    text += tail
    old = read_yaml("f", text.encode()).data
    added = with_item(text, "list", 'new: "x"\nmore: 1')
    assert added is not None
    new = read_yaml("f", added.encode()).data
    assert new == {**old, "list": [*old["list"], {"new": "x", "more": 1}]}  # type: ignore[dict-item, index]
    position = added.index('  - new: "x"')
    assert added[:position] + added[position + len('  - new: "x"\n    more: 1\n') :] in (text, text + "\n")
    which = data.draw(st.integers(0, len(items) - 1))
    swapped = with_item(text, "list", "new: 2", which)
    assert swapped is not None
    changed = list(old["list"])  # type: ignore[index]
    changed[which] = {"new": 2}
    assert read_yaml("f", swapped.encode()).data == {**old, "list": changed}  # type: ignore[dict-item]


def test_reason_is_json_safe(wrong: Path, cic) -> None:
    reason = "é 😀 \\ \x1b[31m " + "x" * 10_000
    assert accept(cic, wrong, "CIC301", reason).code in (0, 2)
    assert "\x1b" not in (wrong / FILE).read_text() if (wrong / FILE).exists() else True
    assert json.loads(cic("validate", "--data", wrong, "--format", "json").out)["summary"]["files"] >= 6


def test_faults_of_files_cannot_be_accepted(base: Path, cic) -> None:
    (base / "budget.yaml").write_text("a: [\n")
    ran = cic("acknowledge", "budget.yaml:1", "--data", base, "--reason", "x")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "cic: yaml-syntax cannot be accepted, only mended")
    (base / FILE).write_text("acknowledgements:\n  - {rule: yaml-syntax, file: budget.yaml, reason: {en: x}}\n")
    assert "CIC006" in [f.code for f in found_in(base)]


TOGETHER = """\
acknowledgements:
  - rule: budget-years
    file: budget.yaml
    findings:
      - {path: "categories.partners.investment[total]", figures: {sum: "30.00", stated: "30.01"}}
      - {rule: budget-natures, path: "categories.partners.total[total]", figures: {sum: "100.01", stated: "100.00"}}
    reason: {en: One slip of the pen}
    accepted_on: 2031-06-30
    accepted_by: The board
"""


def test_one_reason_accepts_several_findings(wrong: Path, cic) -> None:
    (wrong / FILE).write_text(TOGETHER)
    assert found_in(wrong) == []
    on_that_day = ("--data", wrong, "--as-of", "2031-06-30")
    shown = cic("validate", *on_that_day, "--show-acknowledged").out
    assert shown.count("= acknowledged: One slip of the pen (2031-06-30 The board)") == 2
    page = cic("findings", *on_that_day).out
    assert page.count("One slip of the pen") == 1
    assert page.count("Accepted on 30 June 2031 by The board.") == 1
    found = json.loads(cic("validate", *on_that_day, "--format", "json").out)["findings"]
    assert [one["acknowledged"]["by"] for one in found] == ["The board"] * 2


def test_one_of_several_goes_out_of_date_alone_and_is_not_replaced_with_the_others(wrong: Path, cic) -> None:
    (wrong / FILE).write_text(TOGETHER.replace("100.01", "100.07"))
    (back,) = found_in(wrong)
    assert (back.code, [one.path for one in back.related if one.path.startswith("ack")]) == (
        "CIC302",
        ["acknowledgements[0].findings[1].figures"],
    )
    refused = accept(cic, wrong, "CIC302")
    assert refused.code == 2
    assert 'figures: {sum: "100.01", stated: "100.00"}' in refused.err
    assert (wrong / FILE).read_text() == TOGETHER.replace("100.01", "100.07")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("budget-natures", "no-such-rule", ["CIC903", "CIC302"]),
        ("total[total]", "total[2031]", ["CIC901", "CIC302"]),
        ("    file: budget.yaml\n", "", ["CIC104"]),
        ("    reason:", "    path: categories\n    reason:", ["CIC104"]),
    ],
)
def test_what_is_wrong_in_a_list_of_findings_is_said_at_its_place(
    wrong: Path, before: str, after: str, code: list[str]
) -> None:
    (wrong / FILE).write_text(TOGETHER.replace(before, after))
    codes = {found.code for found in found_in(wrong)}
    assert codes >= set(code)
    assert all("{" not in str(found.message) for found in found_in(wrong))
