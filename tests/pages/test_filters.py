"""A report of a part of the programme: every figure is of that part, or is not there and said not to be.

What nobody asked for is taken out of a copy of the sample programme: the page must stay the same, to the last figure.
"""

from __future__ import annotations

import datetime
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from conftest import ROOT

from cic.analysis.status import Coverage, Limit, Status
from cic.base.errors import UserError
from cic.language import language_of
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.sections import SECTIONS
from cic.pages.tables import Bound, Page, State, words
from cic.render.formats import REPORTS, TABLES
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
DAY = datetime.date(2026, 11, 28)
ORIGIN = Origin(words("commit 0"), words("checked"))
PARTNERSHIPS = sorted(path.stem for path in (DEMO / "partnerships").iterdir())
COMMUNES = {
    id: path.stem
    for path in sorted((DEMO / "partnerships").iterdir())
    for id in yaml.safe_load(path.read_text("utf-8"))["communes"]
}
YEARS = (2019, 2021, 2023, 2024)


def programme_of(folder: Path) -> Programme:
    loaded = load(Folder(folder), DAY)
    assert loaded.unread_files == ()
    return loaded.programme


@pytest.fixture(scope="module")
def demo() -> Programme:
    return programme_of(DEMO)


def page_of(programme: Programme, year: int, **asked: Any) -> Page:
    return year_report(programme, Question(year, **asked), ORIGIN)


def said(page: Page) -> dict[str, object]:
    """All that stands on a page, but for how figures came about."""
    tables = {table.key: (table.title, list(table.records()), table.notes) for table in page.tables}
    assert len(tables) == len(page.tables)
    limits = {
        (table.key, n, key): value.limit
        for table in page.tables
        for n, row in enumerate(table.records())
        for key, value in row.items()
        if isinstance(value, Bound)
    }
    return {**tables, "facts": page.facts, "highlights": page.highlights, "limits": limits}


def reports_in(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((folder / "reports").rglob("*.yaml")):
        yield path, yaml.safe_load(path.read_text("utf-8"))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Callable[[dict[str, Any]], bool]], Programme]:
    """The sample programme with its reports changed by a function, which says whether the report stays."""

    def make(change: Callable[[dict[str, Any]], bool]) -> Programme:
        folder = Path(shutil.copytree(DEMO, tmp_path / "copy"))
        for path, report in reports_in(folder):
            if not change(report):
                path.unlink()
            else:
                path.write_text(yaml.safe_dump(report, allow_unicode=True, sort_keys=False), "utf-8")
        return programme_of(folder)

    return make


@pytest.mark.slow
@pytest.mark.parametrize("partnership", PARTNERSHIPS)
def test_what_others_reported_changes_nothing_of_a_partnership(partnership: str, demo, changed) -> None:
    alone = changed(lambda report: report.get("partnership") == partnership)
    for by in ("result", "partnership", "commune", "region"):
        for year in YEARS:
            asked = {"partnership": partnership, "by": by}
            assert said(page_of(alone, year, **asked)) == said(page_of(demo, year, **asked)), (year, by)
    asked = {"partnership": partnership, "years": (2019, 2020, 2021, 2022, 2023)}
    assert said(page_of(alone, 2023, **asked)) == said(page_of(demo, 2023, **asked))


def without_other_communes(report: dict[str, Any], commune: str) -> bool:
    report["communes"] = {id: one for id, one in report.get("communes", {}).items() if id == commune}
    report["contributions"] = {id: one for id, one in report.get("contributions", {}).items() if id == commune}
    for key in ("observations", "activities", "expenditure", "refunds", "corrections", "communes", "contributions"):
        if key not in ("communes", "contributions") or not report[key]:
            report.pop(key, None)
    return report.get("partnership") == COMMUNES[commune] and ("communes" in report or "contributions" in report)


@pytest.mark.slow
@pytest.mark.parametrize("commune", [id for id in COMMUNES if id not in ("nullepart", "testopolis")])
def test_what_others_reported_changes_nothing_of_a_commune(commune: str, demo, changed) -> None:
    alone = changed(lambda report: without_other_communes(report, commune))
    for by in ("result", "partnership", "commune", "region"):
        for year in YEARS:
            asked = {"commune": commune, "by": by}
            assert said(page_of(alone, year, **asked)) == said(page_of(demo, year, **asked)), (year, by)


def without_other_indicators(report: dict[str, Any], kept: set[str]) -> bool:
    blocks = [report, *report.get("communes", {}).values()]
    for block in blocks:
        own = {id: one for id, one in block.get("observations", {}).items() if id in kept}
        block.pop("observations", None)
        if own:
            block["observations"] = own
    report["communes"] = {id: one for id, one in report.get("communes", {}).items() if one}
    for key in ("expenditure", "refunds", "contributions"):
        report.pop(key, None)
    report["corrections"] = [
        one for one in report.get("corrections", []) if any(f"[{id}]" in one["path"] for id in kept)
    ]
    for key in ("communes", "corrections"):
        if not report[key]:
            del report[key]
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"result": "R1"}, {"R1.1", "R1.2", "R1.3", "R1.4"}),
        ({"result": "R2"}, {"R2.1", "R2.2", "R2.3", "R2.4", "R2.5", "R2.6"}),
        ({"indicator": "OS.2"}, {"OS.2"}),
        ({"indicator": "R2.2"}, {"R2.2"}),
        ({"indicator": "R2.2", "partnership": "mockdorp-nullepart-testopolis"}, {"R2.2"}),
        ({"result": "R1", "commune": "exempelstad"}, {"R1.1", "R1.2", "R1.3", "R1.4"}),
    ],
)
def test_other_results_and_money_change_nothing_of_a_result(asked, kept, demo, changed) -> None:
    alone = changed(lambda report: without_other_indicators(report, kept))
    for by in ("result", "partnership", "commune", "region"):
        for year in YEARS:
            assert said(page_of(alone, year, by=by, **asked)) == said(page_of(demo, year, by=by, **asked)), (year, by)


@pytest.mark.parametrize("partnership", PARTNERSHIPS)
@pytest.mark.parametrize("year", [2021, 2023])
def test_the_money_of_a_partnership_is_what_its_reports_say(partnership: str, year: int, demo) -> None:
    page = page_of(demo, year, partnership=partnership)
    spent: Counter[str | None] = Counter()
    by_year: Counter[int] = Counter()
    for _, report in reports_in(DEMO):
        if report.get("partnership") != partnership or report["year"] > year:
            continue
        for natures in report.get("expenditure", {}).values():
            for nature, given in natures.items():
                for one in given if isinstance(given, list) else [given]:
                    if "paid_by" not in one:
                        amount = Decimal(str(one["amount"])) * (-1 if nature == "refunds" else 1)
                        spent[one.get("nature", nature).capitalize()] += amount
                        by_year[report["year"]] += amount
    (*of_natures, whole) = page.table("execution_to_date").records()
    natures = {str(row["nature"].template): row["spent"] for row in of_natures}  # type: ignore[union-attr]
    assert natures == {nature: amount for nature, amount in spent.items() if amount}
    assert whole["spent"] == sum(spent.values())
    own = yaml.safe_load((DEMO / "partnerships" / f"{partnership}.yaml").read_text("utf-8"))
    assert whole["approved"] == sum(Decimal(str(line["amount"])) for line in own["budget"].values())
    assert isinstance(whole["spent"], Bound) == (whole["coverage"].reported_by < whole["coverage"].expected)
    years = {row["year"]: row["spent"] for row in page.table("years").records()}
    assert list(years) == list(range(2019, year + 1))
    assert {one: amount for one, amount in years.items() if amount is not State.NOT_REPORTED} == by_year


@pytest.mark.parametrize("year", YEARS)
def test_the_partnerships_together_are_the_whole(year: int, demo) -> None:
    """What each has spent, is missing and has still to reach adds up to what the page of all says."""
    whole = page_of(demo, year)
    parts = [page_of(demo, year, partnership=one) for one in PARTNERSHIPS]
    key = "execution" if year == 2019 else "execution_to_date"
    rows = whole.table(key).records()
    of_all = next(row for row in rows if row["line"] == "1. Partnerships" and str(row["nature"]) == "Total")
    totals = [list(one.table("execution_to_date").records())[-1] for one in parts]
    assert sum(one["spent"] for one in totals) == of_all["spent"]
    assert Coverage(*map(sum, zip(*(one["coverage"] for one in totals), strict=True))) == of_all["coverage"]
    rows = [row for one in parts for row in one.table("missing").records()]
    ids = {getattr(row["partnership"], "word", "") for row in rows}
    assert ids <= set(PARTNERSHIPS)
    assert rows == [row for row in whole.table("missing").records() if getattr(row["partnership"], "word", "") in ids]
    shown = [{**row, "released": None} for one in parts for row in one.table("partnerships").records()]
    assert shown == [{**row, "released": None} for row in whole.table("partnerships").records()]


@pytest.mark.parametrize("asked", [{}, *({"partnership": one} for one in PARTNERSHIPS), {"commune": "dummara"}])
def test_the_counts_are_those_of_the_rows(asked: dict[str, str], demo) -> None:
    page = page_of(demo, 2023, **asked)
    statuses = Counter(
        row["status"] for table in page.tables if table.key.startswith("indicators.") for row in table.records()
    )
    assert {row["status"]: row["indicators"] for row in page.table("summary").records()} == statuses
    (row,) = page.table("milestones").records()
    assert row["at_hand"] == statuses[Status.ACHIEVED] + statuses[Status.ON_TRACK]
    assert row["due"] == sum(statuses.values()) - statuses[Status.NOT_DUE] - statuses[Status.NOT_APPLICABLE]


@pytest.mark.parametrize(("by", "ids"), [("partnership", PARTNERSHIPS), ("commune", sorted(COMMUNES))])
def test_a_group_and_a_filter_say_the_same(by: str, ids: list[str], demo) -> None:
    groups = {table.key: list(table.records()) for table in page_of(demo, 2023, by=by).tables}
    for id in ids:
        tables = page_of(demo, 2023, **{by: id}).tables
        alone = {row["id"]: row for table in tables if table.key.startswith("indicators.") for row in table.records()}
        grouped = {row["id"]: row for row in groups.get(f"{by}.{id}", ())}
        assert list(alone) == list(grouped)
        for indicator, row in grouped.items():
            assert {**row, "baseline": None} == {**alone[indicator], "baseline": None}


WHOLE = {"budget", "associations", "execution", "execution_to_date", "years", "by_result", "amendments", "released"}


@pytest.mark.parametrize(
    ("asked", "absent", "facts"),
    [
        ({"partnership": "northsample-fableville"}, {"budget", "associations", "by_result"}, {"money", "indicators"}),
        (
            {"commune": "fableville"},
            WHOLE | {"refunds", "paid_by_others"},
            {"money", "accounts", "words", "indicators"},
        ),
        ({"result": "R1"}, WHOLE | {"contributions", "signatures"}, {"money", "accounts", "words"}),
        ({"indicator": "OS.1"}, WHOLE | {"contributions", "refunds", "later"}, {"money", "accounts", "words"}),
    ],
)
def test_what_is_of_the_whole_is_not_there_and_said_not_to_be(asked, absent, facts, demo) -> None:
    page = page_of(demo, 2023, **asked)
    assert not absent & {table.key for table in page.tables}
    found = {fact.key.removeprefix("left_out_"): str(fact.value) for fact in page.facts if "left_out" in fact.key}
    assert set(found) == facts
    (only,) = asked.values()
    assert only in found["money"]
    if set(asked) != {"partnership"}:
        assert page.highlights == ()
        assert "accounts" not in {column.key for column in page.table("missing").columns}


def test_a_correction_stands_only_where_its_figure_does(demo) -> None:
    def of(**asked: Any) -> bool:
        page = page_of(demo, 2023, **asked)
        noted = any("2021-02-15" in str(note) for table in page.tables for note in table.notes)
        assert noted == ("corrections" in {table.key for table in page.tables})
        return noted

    for asked in (
        {},
        {"partnership": "mockdorp-nullepart-testopolis"},
        {"indicator": "R2.2"},
        {"commune": "nullepart"},
    ):
        assert of(**asked), asked
    for asked in ({"partnership": PARTNERSHIPS[0]}, {"indicator": "OS.1"}, {"result": "R1"}, {"commune": "mockdorp"}):
        assert not of(**asked), asked
    for table in page_of(demo, 2023, by="partnership").tables:
        noted = any("2021-02-15" in str(note) for note in table.notes)
        assert noted == (table.key == "partnership.mockdorp-nullepart-testopolis"), table.key


def test_a_commune_is_of_its_partnership(demo) -> None:
    both = page_of(demo, 2023, commune="dummara", partnership="verzonnegem-dummara")
    alone = page_of(demo, 2023, commune="dummara")
    assert both.tables[0].rows[0][0] == alone.tables[0].rows[0][0]
    with pytest.raises(UserError, match="dummara is not in the partnership northsample-fableville"):
        page_of(demo, 2023, commune="dummara", partnership="northsample-fableville")
    with pytest.raises(UserError, match="there is no commune dumara"):
        page_of(demo, 2023, commune="dumara")


def test_what_not_all_have_reported_is_a_limit_and_what_all_have_is_none(demo) -> None:
    page = page_of(demo, 2023)
    rows = {row["id"]: row for table in page.tables if table.key.startswith("indicators.") for row in table.records()}
    limits = {id: getattr(row["reported"], "limit", None) for id, row in rows.items()}
    # OS.1, OS.2 and R2.2 are added up and rise, R2.3 is added up and is to fall, OS.3 is a share
    assert {id for id, limit in limits.items() if limit is Limit.LEAST} == {"OS.1", "OS.2", "R2.2", "R2.3"}
    assert {id for id, limit in limits.items() if limit is not None} == {"OS.1", "OS.2", "R2.2", "R2.3"}
    progress = {id: row["progress"] for id, row in rows.items() if isinstance(row["progress"], Bound)}
    assert set(progress) == {"OS.1", "OS.2", "R2.2"}
    for id, shown in progress.items():
        start = rows[id]["baseline"] if isinstance(rows[id]["baseline"], Decimal) else 0
        of_the_way = (rows[id]["reported"] - start) * 100 / (rows[id]["due"] - start)
        assert abs(shown - of_the_way) <= Decimal("0.05"), id
    assert {rows["OS.3"]["progress"], rows["R2.3"]["progress"]} == {None}
    for row in page.table("years").records():
        partial = row["coverage"].reported_by < row["coverage"].expected
        kinds = [getattr(row[key], "limit", None) for key in ("spent", "remaining", "rate")]
        assert kinds == ([Limit.LEAST, Limit.MOST, Limit.LEAST] if partial else [None] * 3), row["year"]


def test_silence_does_not_look_like_money_left(demo) -> None:
    rows = {row["id"]: row for row in page_of(demo, 2023).table("partnerships").records()}
    silent = rows["fictiebeek-quelquepart"]
    assert silent["coverage"] == Coverage(4, 5)
    assert (silent["remaining"], silent["remaining"].limit) == (Decimal("16549.00"), Limit.MOST)
    assert not isinstance(rows["northsample-fableville"]["remaining"], Bound)


@pytest.mark.parametrize("section", list(SECTIONS))
def test_each_section_can_be_asked_for_with_each_filter(section: str, demo) -> None:
    asked = [{"partnership": PARTNERSHIPS[1]}, {"commune": "dummara"}, {"result": "R2"}, {"indicator": "R2.4"}]
    for one in asked:
        for year in YEARS:
            page = page_of(demo, year, sections=frozenset([section]), **one)
            assert {table.section for table in page.tables} <= {section}


def test_what_was_met_after_it_was_due_says_so(demo) -> None:
    """R1.1 was due in 2020 and met in 2021; the next one was due in 2022 and met in 2023."""
    for year, said in ((2020, ""), (2021, "R1.1 (due 2020, met 2021)"), (2023, "R1.1 (due 2022, met 2023)")):
        notes = [str(note) for note in page_of(demo, year).table("indicators.R1").notes]
        late = [note for note in notes if note.startswith("Met after it was due")]
        assert late == ([f"Met after it was due, as far as was reported: {said}"] if said else []), year


def test_money_ends_with_the_year_of_the_report(demo) -> None:
    assert [row["year"] for row in page_of(demo, 2020).table("years").records()] == [2019, 2020]
    asked = page_of(demo, 2020, years=(2019, 2022)).table("years").records()
    assert [row["year"] for row in asked] == [2019, 2022]


@pytest.mark.parametrize(("code", "least"), [("en", "at least"), ("fr", "au moins"), ("nl", "minstens")])
def test_a_limit_is_one_in_every_format(code: str, least: str, demo) -> None:
    """Read back: the exact number, and that it is a limit."""
    page = page_of(demo, 2023, sections=frozenset(["money"]), language=language_of(code))
    table = page.table("execution_to_date")
    alone = Setting(language_of(code))
    row = json.loads(TABLES["json"].render(page, alone))["tables"][page.tables.index(table)]["rows"][-1]
    assert (row["spent"], row["bounds"]) == (
        "640919.11",
        {"spent": "at least", "remaining": "at most", "rate": "at least"},
    )
    lines = str(TABLES["csv"].render(page._replace(tables=(table,)), alone)).splitlines()
    assert lines[0].endswith("bounds")
    assert "spent: at least; remaining: at most; rate: at least" in lines[-1]
    shown = f"≥ {language_of(code).amount(Decimal('640919.11'))}"
    for name in ("table", "terminal", "markdown", "html"):
        text = str(TABLES[name].render(page, alone))
        assert shown in text, name
        assert least in text, name
    sheet = openpyxl.load_workbook(io.BytesIO(TABLES["xlsx"].render(page, alone))).worksheets
    cells = [cell for one in sheet for cells in one.iter_rows() for cell in cells if cell.value == 640919.11]
    assert cells
    assert {cell.number_format for cell in cells if "≥" in cell.number_format}
    whole = docx.Document(io.BytesIO(TABLES["docx"].render(page, alone)))
    assert any(cell.text == shown for one in whole.tables for cell in one._cells)
    screen = str(REPORTS["screen"].render(page_of(demo, 2023, language=language_of(code)), alone))
    assert f"{least} {language_of(code).amount(Decimal('640919.11'))}" in screen
