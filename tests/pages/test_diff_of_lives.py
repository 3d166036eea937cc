"""What a comparison and a history say where a programme lives: who comes, leaves, merges, what is decided, what comes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import DAY
from repositories import SETTINGS, change, commit, git

from cic.analysis.things import moved_things
from cic.language import ENGLISH, language_of
from cic.model.formerly import named_as_in
from cic.pages.diff import Side, diff_report
from cic.pages.tables import Page, State, words
from cic.storage.folder import Folder
from cic.storage.loader import load

LEFT = "until: {date: 2032-03-31, reason: {en: Left after the elections}}"
AMENDMENT = """amendments:
  first:
    decided: 2032-02-10
    reason: {en: "The works are put off"}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, to: {category: partners, nature: investment, year: 2032}, amount: 10.00}
      - {from: {partnership: delta-echo}, to: {partnership: alfa-bravo}, amount: 15.00}
      - {to: {category: partners, nature: operating, year: 2031}, amount: 5.00}
      - {from: {category: partners, nature: operating, year: 2032}, amount: 1.00}
"""
REPORT = "year: 2031\npartnership: delta-echo\nexpenditure:\n  partners:\n    operating: {amount: 25.00}\n"


@pytest.fixture
def before(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "before"))


def compared(before: Path, after: Path, language=ENGLISH) -> Page:
    """The page of a comparison, as the command makes it."""
    old, new = (load(Folder(path), DAY).programme for path in (before, after))
    moved = moved_things(old, new)
    sides = (Side(words("one"), named_as_in(old, new), (), ()), Side(words("other"), new, (), ()))
    return diff_report(*sides, language, False, moved)


def said(before: Path, after: Path) -> list[str]:
    """The headlines, without those of promises, statuses and things, which others test."""
    highlights = [ENGLISH.say(one) for one in compared(before, after).highlights]
    starts = ("Came", "Left", "Merged", "Decided", "The decision", "The last day", "The commune", "The partnership")
    return [one for one in highlights if one.startswith(starts)]


def figures(page: Page) -> dict[str, tuple[str, str]]:
    return {str(row["figure"]): (shown(row["before"]), shown(row["after"])) for row in page.table("money").records()}


def shown(cell: object) -> str:
    return cell.value if isinstance(cell, State) else str(cell)


def echo(base: Path, line: str) -> None:
    change(base / "partnerships/delta-echo.yaml", "echo: {name: Echo, ", f"echo: {{name: Echo, {line}, ")


def test_who_left(base: Path, before: Path) -> None:
    echo(base, LEFT)
    assert said(before, base) == ["Left: commune Echo, last day 31 March 2032"]
    assert said(base, before) == ["The commune Echo stays, it is said now: its last day was 31 March 2032"]


def test_a_partnership_that_left(base: Path, before: Path) -> None:
    for folder in (base, before):
        (folder / "reports/2031").mkdir(parents=True)
        (folder / "reports/2031/delta-echo.yaml").write_text(REPORT)
    with (base / "partnerships/delta-echo.yaml").open("a") as file:
        file.write(LEFT + "\n")
    assert said(before, base) == ["Left: partnership Delta – Echo, last day 31 March 2032"]
    money = figures(compared(before, base))
    # 40 - 25 remained, and are released
    assert money["Remaining of Delta – Echo"] == ("15.00", "0.00")
    assert money["Released by Delta – Echo"] == ("not stated", "15.00")
    # 100 - 25 remained: 60 of them to be spent
    assert money["Remaining of all years"] == ("75.00", "60.00")
    assert money["Released by those who left"] == ("not stated", "15.00")


def test_another_day(base: Path, before: Path) -> None:
    echo(before, LEFT)
    echo(base, LEFT.replace("03-31", "06-30"))
    assert said(before, base) == ["The last day of the commune Echo is 30 June 2032, it was 31 March 2032"]


def test_who_merged(base: Path, before: Path) -> None:
    echo(base, LEFT + ", merged_into: bravo")
    assert said(before, base) == ["Merged: commune Echo into Bravo, last day 31 March 2032"]
    echo(before, LEFT)
    assert said(before, base) == ["Merged: commune Echo into Bravo, last day 31 March 2032"]
    assert said(base, before) == ["Left: commune Echo, last day 31 March 2032; it did not merge into Bravo"]


def test_who_came(base: Path, before: Path) -> None:
    change(
        base / "partnerships/alfa-bravo.yaml",
        "  charlie:",
        "  grand-bravo: {name: Grand Bravo, country: XA, since: 2032-04-01}\n  charlie:",
    )
    assert said(before, base) == ["Came: commune Grand Bravo, on 1 April 2032"]
    assert any(str(one).startswith("New: commune Grand Bravo") for one in compared(before, base).highlights)
    assert said(base, before) == []  # it is gone, which has a line of its own


def test_since_is_said_or_is_another(base: Path, before: Path) -> None:
    echo(base, "since: 2032-01-01")
    assert said(before, base) == ["Came: commune Echo, on 1 January 2032"]
    echo(before, "since: 2031-06-01")
    assert said(before, base) == ["The commune Echo came on 1 January 2032, not on 1 June 2031"]


def test_decisions_on_the_budget(base: Path, before: Path) -> None:
    with (base / "budget.yaml").open("a") as file:
        file.write(AMENDMENT)
    assert said(before, base) == [
        "Decided on 10 February 2032 (first): 10.00 from partners, operating, 2032 to partners, investment, 2032",
        "Decided on 10 February 2032 (first): 15.00 from Delta – Echo to Alfa – Bravo – Charlie",
        "Decided on 10 February 2032 (first): 5.00 more for partners, operating, 2031",
        "Decided on 10 February 2032 (first): 1.00 less for partners, operating, 2032",
    ]
    assert said(base, before) == ["The decision first on the budget is gone"]
    money = figures(compared(before, base))
    assert money["Budget of Alfa – Bravo – Charlie"] == ("60.00", "75.00")
    assert money["Budget of Delta – Echo"] == ("40.00", "25.00")
    assert money["Budget of 2031"] == ("60.00", "65.00")
    assert money["Budget of 2032"] == ("40.00", "39.00")


def test_a_decision_that_is_another_now(base: Path, before: Path) -> None:
    for folder, text in ((base, AMENDMENT.replace("amount: 15.00", "amount: 16.00")), (before, AMENDMENT)):
        with (folder / "budget.yaml").open("a") as file:
            file.write(text)
    assert said(before, base) == ["The decision first on the budget, of 10 February 2032, is not what it was"]


def test_money_that_came_back(base: Path, before: Path) -> None:
    for folder in (base, before):
        (folder / "reports/2031").mkdir(parents=True)
        (folder / "reports/2031/delta-echo.yaml").write_text(REPORT)
    (base / "reports/2032").mkdir()
    (base / "reports/2032/delta-echo.yaml").write_text(
        REPORT.replace("2031", "2032").replace(
            "operating: {amount: 25.00}", "refunds: [{amount: 12.50, of: 2031, nature: operating}]"
        )
    )
    money = figures(compared(before, base))
    assert money["Spent in 2032"] == ("not stated", "-12.50")
    assert money["Remaining of Delta – Echo"] == ("15.00", "27.50")


@pytest.mark.parametrize(
    ("code", "words"),
    [("fr", "Sortie : commune Echo, dernier jour 31 mars 2032"), ("nl", "Uitgestapt: gemeente Echo, laatste dag 31 maart 2032")],
)  # fmt: skip
def test_in_each_language(code: str, words: str, base: Path, before: Path) -> None:
    echo(base, LEFT)
    language = language_of(code)
    assert words in [language.say(one) for one in compared(before, base, language).highlights]


def test_nothing_is_said_where_nothing_lives(base: Path, before: Path) -> None:
    assert said(before, base) == []


@pytest.mark.slow
def test_history_follows_each_word(tmp_path: Path, base: Path, monkeypatch: pytest.MonkeyPatch, cic) -> None:
    for name, value in (SETTINGS | {"GIT_CEILING_DIRECTORIES": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    root = tmp_path / "root"
    root.mkdir()
    shutil.copytree(base, root / "data")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "First")
    echo(root / "data", LEFT)
    commit(root, "Echo leaves")
    echo(root / "data", "merged_into: bravo")
    commit(root, "Echo merges")
    with (root / "data/budget.yaml").open("a") as file:
        file.write(AMENDMENT)
    commit(root, "The works are put off")
    (root / "data/reports/2031").mkdir(parents=True)
    (root / "data/reports/2031/delta-echo.yaml").write_text(
        REPORT + "    refunds: [{amount: 2.50, of: 2031, nature: operating}]\n"
    )
    commit(root, "Money comes back")
    monkeypatch.chdir(root)

    def subjects(*asked: str) -> list[str]:
        ran = cic("history", *asked, "--format", "json")
        assert ran.code == 0, ran.err
        return [json.dumps(row) for table in json.loads(ran.out)["tables"] for row in table["rows"]]

    change(
        root / "data/partnerships/alfa-bravo.yaml", "bravo: {name: Bravo, ", "bravo: {name: Bravo, since: 2031-03-01, "
    )
    commit(root, "Bravo came in March")
    change(root / "data/partnerships/delta-echo.yaml", "2032-03-31", "2032-06-30")
    commit(root, "It was June")
    (came,) = [one for one in subjects("bravo") if "Bravo came in March" in one]
    assert "since" in came
    assert "2031-03-01" in came
    (moved,) = [one for one in subjects("echo") if "It was June" in one]
    assert "echo, until, date" in moved
    assert "2032-03-31" in moved
    assert "2032-06-30" in moved
    (merged,) = [one for one in subjects("echo") if "Echo merges" in one]
    assert "merged into" in merged
    assert "bravo" in merged
    of_echo = " ".join(subjects("echo"))
    assert "2032-03-31" in of_echo
    assert "Echo leaves" in of_echo
    assert "Echo merges" in of_echo
    assert "The works are put off" in " ".join(subjects("first"))
    assert any("Money comes back" in one for one in subjects("delta-echo"))
