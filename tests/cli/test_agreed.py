"""What was agreed changes only with a word: one correction for a thing, and nothing goes unseen. On real repositories."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from repositories import SETTINGS, change, commit, programme

ALFA, DELTA = "partnerships/alfa-bravo.yaml", "partnerships/delta-echo.yaml"
LATE = "reports/2031/delta-echo.yaml"
REPORT = """year: 2031
partnership: {partnership}
communes:
  {commune}: {{observations: {{OS.1: {{value: 1, evidence: [{{kind: register, address: a.pdf}}]}}}}}}
"""
AGAINST = ("validate", "--as-of", "2033-01-01", "--against", "HEAD", "--format", "json")

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base programme in a repository, with a closed year and a report of it."""
    for name, value in (SETTINGS | {"GIT_CEILING_DIRECTORIES": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    (tmp_path / "here").mkdir()
    root = programme(tmp_path / "here")
    change(root / "data/programme.yaml", "reporting:\n", "reporting:\n  closed: {2031: 2032-03-31}\n")
    (root / "data/reports/2031").mkdir(parents=True)
    (root / "data/reports/2031/alfa-bravo.yaml").write_text(REPORT.format(partnership="alfa-bravo", commune="bravo"))
    commit(root, "Closed")
    monkeypatch.chdir(root)
    return root / "data"


def against(cic, *more: str) -> tuple[int, list[dict]]:
    ran = cic(*AGAINST, *more)
    return ran.code, json.loads(ran.out)["findings"]


def agreed(findings: list[dict]) -> list[tuple[str, str, int]]:
    """Code, file and line of what the comparison says."""
    return [
        (one["code"], one["file"].removeprefix("data/"), one["line"])
        for one in findings
        if "CIC521" <= one["code"] <= "CIC526"
    ]


def correct(file: Path, entry: str) -> None:
    with file.open("a") as text:
        text.write(f"corrections:\n  {entry}\n")


def written_out(finding: dict) -> tuple[str, str]:
    """The file and the entry that the hint of a finding names, with a reason."""
    match = re.search(r"`corrections:` of (\S+?),? ?(?:with the reason)?: (- \{.*\})", finding["hint"])
    assert match is not None, finding["hint"]
    return match[1].rstrip(":,"), match[2].replace("…", "so it was")


CHANGES = {
    "a target": ("logframe.yaml", "{value: 3, as_printed: 3 communes have a school (100 %), stated_percent: 100}", "{value: 2, as_printed: 2 communes have a school (67 %), stated_percent: 67}", "CIC522"),
    "a target alone": ("logframe.yaml", "2032: {value: 3,", "2032: {value: 4,", "CIC522"),
    "a baseline": ("logframe.yaml", "{value: 0, as_printed: 0 communes}", "{value: 1, as_printed: 1 communes}", "CIC522"),
    "a target that goes": ("logframe.yaml", "        targets:\n          2032: {value: 3, as_printed: 3 communes have a school (100 %), stated_percent: 100}\n", "        targets: {}\n", "CIC522"),
    "the targets of a commune": (ALFA, "targets: {OS.1: {2032: 1}}", "targets: {OS.1: {2031: 1, 2032: 0}}", "CIC522"),
    "an amount": (ALFA, "{amount: 60.00, as_printed: Budget 60.00}", "{amount: 61.00, as_printed: Budget 61.00}", "CIC524"),
    "a cell": ("budget.yaml", "operating: {2031: 40.00,", "operating: {2031: 41.00,", "CIC524"),
    "a value reported": ("reports/2031/alfa-bravo.yaml", "value: 1, evidence: [{kind: register, address: a.pdf}]", "value: 0, evidence: [{kind: register, address: b.pdf}], note: {en: New}", "CIC521"),
    "a ratio reported": ("reports/2031/alfa-bravo.yaml", "value: 1,", "numerator: 1, denominator: 2,", "CIC521"),
    "a closing": ("programme.yaml", "{2031: 2032-03-31}", "{2031: 2032-04-30}", "CIC521"),
    "a claim": ("documents.yaml", "operating costs of 100.00", "costs of 100.00", "CIC525"),
    "a wording": ("logframe.yaml", "Communes have schools", "Communes have a school", "CIC525"),
    "printed words alone": (ALFA, "as_printed: Budget 60.00", "as_printed: Budget 60.0", "CIC525"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_one_finding_and_one_correction_for_one_thing(what: str, data: Path, cic) -> None:
    file, old, new, code = CHANGES[what]
    change(data / file, old, new)
    exit_code, found = against(cic, "--select", "CIC52")
    codes = [one[0] for one in agreed(found)]
    assert set(codes) == {code}
    assert len(codes) == (2 if what == "the targets of a commune" else 1), "two communes, and one for each"
    assert exit_code == (0 if code == "CIC525" else 1)
    # every entry is right as it is written out
    for one in found:
        where, entry = written_out(one)
        text = (data / where).read_text()
        if "corrections:" in text:
            (data / where).write_text(f"{text}  {entry}\n")
        else:
            correct(data / where, entry)
    assert against(cic, "--select", "CIC52") == (0, [])


def test_the_amount_of_each_field_as_older_files_have_it(data: Path, cic) -> None:
    file, old, new, _ = CHANGES["a target"]
    change(data / file, old, new)
    path = "outcomes[OS].indicators[OS.1].targets[2032]"
    end = "date: 2032-02-01, reason: {en: so}}"
    correct(data / file, f"- {{path: '{path}.value', was: 3, now: 2, {end}")
    assert against(cic, "--select", "CIC52") == (0, [])
    text = (data / file).read_text()
    (data / file).write_text(
        text
        + f"  - {{path: '{path}.as_printed', was: 3 communes have a school (100 %), now: 2 communes have a school (67 %), {end}\n"
        f"  - {{path: '{path}.stated_percent', was: 100, now: 67, {end}\n"
    )
    assert against(cic, "--select", "CIC52") == (0, [])


@pytest.mark.parametrize("path", ["outcomes[OS].indicators[OS.1]", "outcomes[OS].indicators[OS.1].targets"])
def test_a_correction_of_a_block(path: str, data: Path, cic) -> None:
    file, old, new, _ = CHANGES["a target"]
    change(data / file, old, new)
    correct(data / file, f"- {{path: '{path}', date: 2032-02-01, reason: {{en: so}}}}")
    assert against(cic, "--select", "CIC52") == (0, [])


def test_a_correction_of_everything_is_none(data: Path, cic) -> None:
    file, old, new, _ = CHANGES["a target"]
    change(data / file, old, new)
    correct(data / file, "- {path: 'outcomes[OS]', date: 2032-02-01, reason: {en: so}}")
    assert [one[0] for one in agreed(against(cic, "--select", "CIC52")[1])] == ["CIC522"]


@pytest.mark.parametrize("what", ["a target", "an amount", "a value reported"])
def test_a_correction_that_says_something_else_is_named_with_both(what: str, data: Path, cic) -> None:
    file, old, new, code = CHANGES[what]
    change(data / file, old, new)
    (found,) = against(cic, "--select", "CIC52")[1]
    where, entry = written_out(found)
    match = re.search(r"was: ([0-9.]+)", entry)
    assert match
    correct(data / where, entry.replace(match[0], "was: 77"))
    exit_code, (wrong,) = against(cic, "--select", "CIC52")
    assert (exit_code, wrong["code"]) == (1, code)
    assert "without a correction" not in wrong["message"]
    assert "was 77" in wrong["message"]
    assert f"it was {match[1]}" in wrong["message"]
    assert "was: 77" in (data / where).read_text().splitlines()[wrong["line"] - 1]


def test_a_late_report_needs_one_correction(data: Path, cic) -> None:
    (data / LATE).write_text(REPORT.format(partnership="delta-echo", commune="echo"))
    (found,) = against(cic, "--select", "CIC521")[1]
    assert "nothing" not in found["message"]
    assert "came later" in found["message"]
    where, entry = written_out(found)
    assert where == LATE
    correct(data / LATE, entry)
    assert against(cic, "--select", "CIC52") == (0, [])


def test_a_late_report_with_the_three_corrections_of_older_files(data: Path, cic) -> None:
    end = "date: 2032-05-01, reason: {en: late}}"
    (data / LATE).write_text(
        REPORT.format(partnership="delta-echo", commune="echo")
        + f"corrections:\n  - {{path: 'communes[echo]', {end}\n  - {{path: year, now: 2031, {end}\n"
        f"  - {{path: partnership, now: delta-echo, {end}\n"
    )
    assert against(cic, "--select", "CIC52") == (0, [])


def test_a_report_of_a_closed_year_that_goes(data: Path, cic) -> None:
    (data / "reports/2031/alfa-bravo.yaml").unlink()
    exit_code, (found,) = against(cic, "--select", "CIC52")
    assert (exit_code, found["code"]) == (1, "CIC521")
    where, entry = written_out(found)
    assert where == "programme.yaml"
    correct(data / where, entry)
    assert against(cic, "--select", "CIC52") == (0, [])


def move_money(data: Path) -> None:
    """Ten from 2031 to 2032, in every cell that speaks of it."""
    budget = data / "budget.yaml"
    for old, new in (
        ("total: {2031: 60.00, 2032: 40.00, total: 100.00}", "total: {2031: 50.00, 2032: 50.00, total: 100.00}"),
        ("operating: {2031: 40.00, 2032: 30.00,", "operating: {2031: 30.00, 2032: 40.00,"),
    ):
        change(budget, old, new)


def test_money_that_moves_is_said_at_its_own_cells(data: Path, cic) -> None:
    move_money(data)
    exit_code, found = against(cic, "--select", "CIC3,CIC52")
    assert exit_code == 1
    paths = {one["path"] for one in found}
    assert paths == {
        "categories.partners.operating[2031]", "categories.partners.operating[2032]",
        "associations[league].total[2031]", "associations[league].total[2032]",
    }  # fmt: skip
    correct(data / "budget.yaml", "- {path: categories, date: 2032-01-01, reason: {en: so}}")
    left = {one["path"] for one in against(cic, "--select", "CIC52")[1]}
    assert left == {path for path in paths if path.startswith("associations")}


def test_a_total_that_does_not_follow_is_said(data: Path, cic) -> None:
    change(data / "budget.yaml", "investment: {2031: 20.00, 2032: 10.00, total: 30.00}", "investment: {2031: 20.00, 2032: 10.00, total: 31.00}")  # fmt: skip
    assert [one["path"] for one in against(cic, "--select", "CIC52")[1]] == ["categories.partners.investment[total]"]
    change(data / "budget.yaml", "investment: {2031: 20.00,", "investment: {2031: 22.00,")
    assert len(against(cic, "--select", "CIC52")[1]) == 2


def test_what_is_new_needs_no_correction(data: Path, cic) -> None:
    change(data / ALFA, "targets: {OS.1: {2032: 1}}", "targets: {OS.1: {2032: 1}}, locality: Town")
    change(data / "logframe.yaml", "          2032: {value: 3,", "          2031: {value: 1, as_printed: 1 commune}\n          2032: {value: 3,")  # fmt: skip
    assert agreed(against(cic, "--select", "CIC52")[1]) == []


@pytest.mark.parametrize("what", ["partnership", "commune", "indicator"])
def test_what_is_gone_is_one_finding_with_what_hangs_on_it(what: str, data: Path, cic) -> None:
    before = against(cic)[1]
    if what == "partnership":
        (data / ALFA).unlink()
    elif what == "commune":
        text = (data / ALFA).read_text()
        (data / ALFA).write_text("".join(line for line in text.splitlines(True) if not line.startswith("  bravo:")))
    else:
        text = (data / "logframe.yaml").read_text()
        (data / "logframe.yaml").write_text(text[: text.index("    indicators:")] + "    indicators: {}\n")
    alone = len(json.loads(cic("validate", "--as-of", "2033-01-01", "--format", "json").out)["findings"])
    exit_code, found = against(cic)
    new = [one for one in found if one["code"] == "CIC526"]
    assert exit_code == 1
    assert len(new) == 1
    assert len(found) == len(before) + 1 <= alone
    assert f"the {what} " in new[0]["message"]
    assert "reports: 1" in new[0]["message"] or "values reported: 1" in new[0]["message"]
    count = re.search(r"not shown: (\d+)", new[0]["message"])
    assert count is not None
    assert int(count[1]) >= alone - len(before)
    # whoever asks for one file, or for other rules, is told of what follows there
    assert against(cic, "--select", "CIC2,CIC4,CIC50", "--ignore", "CIC526")[1]
    where, entry = written_out(new[0])
    correct(data / where, entry)
    assert [one for one in against(cic)[1] if one["code"] in ("CIC521", "CIC522", "CIC524", "CIC526")] == []


def rename(data: Path, *, told: bool) -> None:
    """Another id for a commune, a partnership and the indicator, in every file."""
    (data / ALFA).rename(data / "partnerships/alfa-beta.yaml")
    (data / "reports/2031/alfa-bravo.yaml").rename(data / "reports/2031/alfa-beta.yaml")
    for file in data.rglob("*.yaml"):
        text = file.read_text()
        for old, new in (("alfa-bravo", "alfa-beta"), ("  bravo:", "  beta:"), ("OS.1", "OS.1b")):
            text = text.replace(old, new)
        if told:
            text = text.replace("id: alfa-beta\n", "id: alfa-beta\nformerly: [alfa-bravo]\n")
            text = text.replace("  beta: {name", "  beta: {formerly: [bravo], name")
            text = text.replace("      OS.1b:\n", "      OS.1b:\n        formerly: [OS.1]\n")
        file.write_text(text)


def test_a_rename_that_is_told_is_no_change(data: Path, cic) -> None:
    rename(data, told=True)
    assert against(cic) == (0, [])


def test_a_rename_that_is_not_told_is_suggested(data: Path, cic) -> None:
    rename(data, told=False)
    exit_code, found = against(cic)
    assert exit_code == 1
    assert sorted(re.findall(r"`formerly: \[(.*?)\]` there", " ".join(one["message"] for one in found))) == [
        "OS.1", "alfa-bravo", "bravo",
    ]  # fmt: skip
    assert len(found) == 3


def test_a_rename_with_a_change_is_the_change_alone(data: Path, cic) -> None:
    rename(data, told=True)
    change(data / "reports/2031/alfa-beta.yaml", "value: 1", "value: 0")
    (found,) = against(cic)[1]
    assert found["code"] == "CIC521"
    assert found["path"] == "communes[beta].observations[OS.1b].value"
    correct(data / "reports/2031/alfa-beta.yaml", written_out(found)[1])
    assert against(cic)[1] == []


def diff(cic, *more: str) -> dict:
    ran = cic("diff", "--as-of", "2033-01-01", "--format", "json", *more)
    assert ran.code == 0, ran.err
    page: dict = json.loads(ran.out)
    return page


def rows(page: dict, key: str) -> list[dict]:
    return [row for table in page["tables"] if table["key"] == key for row in table["rows"]]


def test_a_rename_is_one_headline_and_no_change(data: Path, cic) -> None:
    rename(data, told=True)
    page = diff(cic)
    assert [line for line in page["highlights"] if " is called " in line] == page["highlights"]
    assert len(page["highlights"]) == 3
    assert {table["key"] for table in page["tables"]} == {"summary", "things"}
    assert [(row["before"], row["after"]) for row in rows(page, "things")] == [
        ("alfa-bravo", "alfa-beta"), ("bravo", "beta"), ("OS.1", "OS.1b"),
    ]  # fmt: skip
    assert cic("diff", "--exit-code").code == 1


def test_a_rename_that_is_not_told_is_guessed(data: Path, cic) -> None:
    rename(data, told=False)
    page = diff(cic)
    assert sum("write `formerly: [" in line for line in page["highlights"]) == 3
    assert {table["key"] for table in page["tables"]} == {"summary", "things", "findings"}
    assert {row["code"] for row in rows(page, "findings")} == {"CIC526"}


def test_what_is_gone_is_one_headline_and_one_row(data: Path, cic) -> None:
    (data / ALFA).unlink()
    page = diff(cic)
    assert page["highlights"][0] == (
        "Gone: partnership alfa-bravo (communes: 3, budget: 60.00, targets of communes: 2, reports: 1)"
    )
    (row,) = rows(page, "things")
    assert (row["change"], row["before"], row["after"]) == ("gone", "alfa-bravo", None)
    changed = [table for table in page["tables"] if table["section"] == "changes"]
    assert [table["key"] for table in changed] == ["things"]
    assert [row["code"] for row in rows(page, "findings") if row["change"] == "new"] == ["CIC526"]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("format", ["table", "markdown", "html"])
def test_money_and_quotations_stand_on_top(format: str, language: str, data: Path, cic) -> None:
    move_money(data)
    change(data / "documents.yaml", "operating costs of 100.00", "costs of 100.00")
    out = cic("diff", "--format", format, "--lang", language, "--width", "200").out
    moved = {"en": "Money moves", "fr": "De l'argent se déplace", "nl": "Geld verschuift"}[language]
    quoted = {"en": "quoted otherwise", "fr": "cité autrement", "nl": "anders geciteerd"}[language]
    out = out.replace("&#x27;", "'").replace("&#39;", "'")
    table = {"en": "Summary", "fr": "Aperçu", "nl": "Overzicht"}[language]
    assert 0 < out.index(moved) < out.index(quoted) < out.rindex(table)


def test_the_whole_that_changes_is_said(data: Path, cic) -> None:
    change(data / ALFA, "amount: 60.00", "amount: 61.00")
    change(data / DELTA, "amount: 40.00", "amount: 42.50")
    lines = diff(cic)["highlights"]
    assert "More money: 1.00 more for alfa-bravo" in lines
    assert "In all: 3.50 more for the partnerships" in lines


def test_show_finds_by_a_former_id(data: Path, cic) -> None:
    rename(data, told=True)
    for old, new in (("bravo", "beta"), ("OS.1", "OS.1b"), ("alfa-bravo", "alfa-beta")):
        assert cic("show", old).out == cic("show", new).out
        assert cic("show", old).code == 0


def test_a_history_goes_on_under_another_id(data: Path, cic) -> None:
    change(data / "reports/2031/alfa-bravo.yaml", "value: 1", "value: 0")
    commit(data.parent, "A value")
    change(data / ALFA, "amount: 60.00", "amount: 61.00")
    commit(data.parent, "An amount")

    def told(id: str) -> list[tuple[str, object, object, object]]:
        ran = cic("history", id, "--format", "json")
        assert ran.code == 0
        found = rows(json.loads(ran.out), "history")
        return [(row["subject"], row["what"], row["before"], row["after"]) for row in found]

    before = {id: told(id) for id in ("bravo", "alfa-bravo", "OS.1")}
    rename(data, told=True)
    commit(data.parent, "Renamed")
    for old, new in (("bravo", "beta"), ("alfa-bravo", "alfa-beta"), ("OS.1", "OS.1b")):
        after = told(new)
        assert told(old) == after
        named = [row for row in after if row[0] == "Renamed"]
        assert [row[2:] for row in named if row[3] == old] == [(None, old)]
        assert all("formerly" in str(row[1]) for row in named)
        others = [tuple(str(cell).replace(new, old) for cell in row) for row in after if row[0] != "Renamed"]
        text = str(others).replace("alfa-beta", "alfa-bravo").replace("beta", "bravo").replace("OS.1b", "OS.1")
        assert text == str([tuple(map(str, row)) for row in before[old]])


BROKEN = ("reports/2031/alfa-bravo.yaml", "programme.yaml", "budget.yaml", "logframe.yaml", ALFA)


@pytest.mark.parametrize("file", BROKEN)
def test_nothing_is_green_that_was_not_compared(file: str, data: Path, cic) -> None:
    """Whatever part of the check is asked for, with a file that cannot be read before, after or in both."""
    good = (data / file).read_text()
    (data / file).write_text(good + "x: [\n")
    comparing = ("diff", "HEAD"), ("findings",), ("validate", "--against", "HEAD"), ("report", "--year", "2031")
    for asked in (*comparing, ("validate", "--against", "HEAD", "--select", "CIC521,CIC522,CIC524")):
        ran = cic(*asked)
        assert ran.code == 1, asked
        assert "Nothing changed" not in ran.out
    commit(data.parent, "Broken")
    for asked in (("diff",), ("diff", "HEAD", "HEAD"), ("report", "--at", "HEAD", "--year", "2031"), ("list", "communes", "--at", "HEAD")):  # fmt: skip
        ran = cic(*asked)
        assert ran.code == 1, asked
        assert "Nothing changed" not in ran.out
    (data / file).write_text(good)
    for asked in (("diff",), ("validate", "--against", "HEAD"), ("validate", str(data / DELTA), "--against", "HEAD")):
        ran = cic(*asked)
        assert ran.code == 1, asked
        assert "Nothing changed" not in ran.out
    assert cic("validate", "--as-of", "2033-01-01").code == 0


def test_a_report_may_be_asked_for_by_a_former_id(data: Path, cic) -> None:
    rename(data, told=True)
    for option, old, new in (("--partnership", "alfa-bravo", "alfa-beta"), ("--indicator", "OS.1", "OS.1b")):
        asked, present = (cic("report", "--year", "2031", option, id) for id in (old, new))
        assert (asked.code, asked.out) == (0, present.out)
    assert cic("missing", "--year", "2032", "--partnership", "alfa-bravo").code == 0
