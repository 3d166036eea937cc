"""What is said of many programmes is what their own reports say, added up where it may be."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import signal
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from threading import Timer

import duckdb
import pytest
from chance.programme import Made
from chance.programme import programmes as by_chance
from hypothesis import HealthCheck, Phase, given, settings
from portfolios import changed, copies, kept_tables
from second.plain import read as read_plainly
from second.report import Year

from cic.analysis.status import Limit
from cic.base.errors import UserError
from cic.language import language_of
from cic.pages.tables import Bound, Page, State
from cic.portfolio.answer import answer
from cic.portfolio.one import each_programme
from cic.portfolio.site import build
from cic.portfolio.summary import _money, check, has_errors, report
from cic.portfolio.whole import whole

DAY = datetime.date(2034, 6, 30)


def tables(folder: Path, day: datetime.date = DAY):
    return kept_tables(folder, day)


def reported(folder: Path, year: int | None = None) -> Page:
    with tables(folder) as opened:
        return report(*opened, year)


def asked(folder: Path, query: str) -> list[tuple]:
    with tables(folder) as opened:
        return list(answer(*opened, query).table("answer").rows)


def rows(page: Page, key: str) -> list[dict]:
    return list(page.table(key).records())


def spends(folder: Path, amount: str, who: str = "alfa-bravo") -> None:
    """Lets a partnership report money of 2031."""
    path = folder / "data" / "reports" / "2031" / f"{who}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"year: 2031\npartnership: {who}\nexpenditure:\n  partners:\n    operating: {{amount: {amount}}}\n")


def test_currencies_are_not_mixed(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", *"abc")
    changed(folder / "b" / "data" / "budget.yaml", "currency: EUR", "currency: USD")
    for name, amount in (("a", "1.10"), ("b", "2.20"), ("c", "4.40")):
        spends(folder / name, amount)
    page = reported(folder)
    found = {row["currency"]: (row["programmes"], row["budget"], row["spent"]) for row in rows(page, "money")}
    assert found == {"EUR": (2, 200, Fraction("5.50")), "USD": (1, 100, Fraction("2.20"))}
    assert any("not added up" in str(note) for note in page.table("money").notes)
    assert [row["currency"] for row in rows(page, "programmes")] == ["EUR", "USD", "EUR"]


def test_spending_that_not_all_accounted_for_is_the_least(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "b")
    spends(folder / "a", "1.10")
    page = reported(folder)
    spent = {row["folder"]: row["spent"] for row in rows(page, "programmes")}
    assert spent["b"] is State.NOT_REPORTED
    assert isinstance(spent["a"], Bound)
    assert spent["a"].limit is Limit.LEAST
    (money,) = rows(page, "money")
    assert isinstance(money["spent"], Bound)
    assert (money["spent"], money["reported"], money["expected"]) == (
        Fraction("1.10"),
        1,
        sum(row["accounts_asked"] for row in rows(page, "programmes")),
    )
    assert any("at least" in str(note) for note in page.table("money").notes)


def test_the_largest_amounts_are_exact() -> None:
    with duckdb.connect() as kept:
        columns = "folder VARCHAR, year VARCHAR, partnership VARCHAR, currency VARCHAR, current DECIMAL(38, 4), "
        kept.execute(f"CREATE TABLE accounts ({columns} spent DECIMAL(38, 4), reported INTEGER, expected INTEGER)")
        for amount in ("1234567890123456789012345678901234.5678", "0.0002"):
            kept.execute(f"INSERT INTO accounts VALUES ('x', 'all', '', 'EUR', {amount}, 7, 1, 1)")
        kept.execute("CREATE TABLE programmes (folder VARCHAR, unread INTEGER)")
        (row,) = _money(kept).records()
    assert f"{row['budget']}" == "1234567890123456789012345678901234.568"
    assert f"{row['spent']}" == "14.00"


CODES = "        unit: communes\n"


def test_results_are_added_up_by_code_and_unit_alone(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", *"abcd")
    for name in "abc":
        changed(folder / name / "data" / "logframe.yaml", CODES, f'{CODES}        codes: {{sdg: "4.a.1"}}\n')
    changed(folder / "c" / "data" / "logframe.yaml", "unit: communes", "unit: schools")
    found = {(row["code"], row["unit"]): row for row in rows(reported(folder), "codes")}
    assert set(found) == {("4.a.1", "communes"), ("4.a.1", "schools")}
    both = found["4.a.1", "communes"]
    assert (both["programmes"], both["indicators"], both["target"]) == (2, 2, 6)
    assert (both["value"], both["not_reported"]) == (State.NOT_REPORTED, 2)


def test_where_no_indicator_has_a_code_nothing_is_added_up(tmp_path: Path) -> None:
    assert "codes" not in [table.key for table in reported(copies(tmp_path / "in", "a", "b")).tables]


def test_what_could_not_be_read_is_counted_and_named(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", *"abc")
    (folder / "a" / "data" / "budget.yaml").write_text("[")
    changed(folder / "b" / "data" / "logframe.yaml", "value: 3", "value: 3.0000000000001")
    (folder / "c" / "data" / "logframe.yaml").unlink()
    with tables(folder) as opened:
        pages = report(*opened, None), check(*opened)
    for page in pages:
        assert "2 read, 1 could not be read" in str(page.facts[0].value)
        (unread,) = rows(page, "unread_programmes")
        assert unread["folder"] == "b"
        assert "more digits" in unread["reason"]
        files = {(row["folder"], row["file"]): row["reason"] for row in rows(page, "unread_files")}
        assert ("a", "budget.yaml") in files
        assert any(folder == "c" and "logframe.yaml is missing" in reason for (folder, _), reason in files.items())
    counted = {row["folder"]: row["unread"] for row in rows(pages[1], "check")}
    assert counted == {"a": 1, "c": 1}
    assert has_errors(pages[1])


def test_a_year_that_is_none_of_the_programme_has_no_counts(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a")
    (row,) = rows(reported(folder, 2032), "programmes")
    assert row["not_reported"] == 1
    (row,) = rows(reported(folder, 1999), "programmes")
    assert row["not_reported"] is None


def test_it_is_said_of_which_programmes_the_year_is_none(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a")
    said = {
        year: [str(note) for note in reported(folder, year).table("programmes").notes] for year in (None, 2032, 1999)
    }
    of_all = "Budget and spending are those of the whole period, not of {year}."
    none = "Where no counts stand, 1999 is no year of the programme."
    assert said == {None: [], 2032: [of_all.format(year=2032)], 1999: [of_all.format(year=1999), none]}


def test_what_is_in_no_sum_or_in_part_is_counted(tmp_path: Path) -> None:
    """Where no file says the years of a programme, its budget is not 0: nobody knows it."""
    folder = copies(tmp_path / "in", *"abcd")
    (folder / "a" / "data" / "budget.yaml").write_text("[")
    (folder / "b" / "data" / "programme.yaml").write_text("id: [")
    partnership = next((folder / "c" / "data" / "partnerships").iterdir())
    partnership.write_text("[")
    page = reported(folder)
    budgets = {row["folder"]: row["budget"] for row in rows(page, "programmes")}
    assert budgets["a"] == budgets["b"] == State.NOT_STATED
    notes = [str(note) for note in page.table("money").notes]
    assert any("in no sum" in note and note.endswith(" 2.") for note in notes)
    assert any("alone" in note and note.endswith(" 1.") for note in notes)
    (row,) = rows(page, "money")
    assert row["programmes"] == 2


def test_the_check_says_where_its_findings_stand(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a")
    with tables(folder) as opened:
        assert not check(*opened).table("check").notes
    (folder / "a" / "data" / "budget.yaml").write_text("[")
    with tables(folder) as opened:
        (note,) = check(*opened).table("check").notes
    assert "cic validate --data" in str(note)


QUERIES = (
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM glob('/*')",
    "COPY money TO '{new}'",
    "COPY (SELECT 1) TO '{new}'",
    "EXPORT DATABASE '{new}'",
    "ATTACH '{new}'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "DROP TABLE money",
    "DELETE FROM money",
    "UPDATE money SET amount = 0",
    "INSERT INTO money SELECT * FROM money",
    "CREATE TABLE mine AS SELECT 1",
    "SELECT 1; DELETE FROM money",
    "SELECT 1; SELECT 2",
    "SELECT * FROM rows",
    "SELECT * FROM connection",
    "BEGIN",
    "SELECT",
    "",
    ";",
    "-- nothing",
)


def test_a_query_only_asks(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a")
    secret, new = tmp_path / "secret.csv", tmp_path / "new"
    secret.write_text("a,b\n1,2\n")
    before = asked(folder, "SELECT * FROM money ORDER BY ALL")
    with tables(folder) as opened:
        allowed = []
        for query in QUERIES:
            try:
                answer(*opened, query.format(file=secret, new=new))
            except UserError:
                continue
            allowed.append(query)
    assert allowed == []
    assert not new.exists()
    assert asked(folder, "SELECT * FROM money ORDER BY ALL") == before


def test_answers_are_exact_and_every_column_has_a_name_of_its_own(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a")
    query = (
        "SELECT 1 AS x, 2 AS x, NULL AS n, true AS yes, 0.1 + 0.2 AS d, [1, 2] AS l, 'nan'::DOUBLE AS f, 'é\n=1' AS t"
    )
    with tables(folder) as opened:
        table = answer(*opened, query).table("answer")
    assert [column.key for column in table.columns] == ["x", "x_2", "n", "yes", "d", "l", "f", "t"]
    assert table.rows == ((1, 2, None, "true", Fraction(3, 10), "[1, 2]", "nan", "é\n=1"),)


def test_names_of_columns_that_look_like_ours_stay_apart(tmp_path: Path) -> None:
    with tables(copies(tmp_path / "in", "a")) as opened:
        table = answer(*opened, "SELECT 1 AS x, 2 AS x, 3 AS x_2, 4 AS x")
    assert [column.key for column in table.table("answer").columns] == ["x", "x_3", "x_2", "x_4"]


def test_an_answer_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cic.portfolio.answer.MOST_ROWS", 1000)
    with tables(copies(tmp_path / "in", "a")) as opened:
        assert len(answer(*opened, "SELECT * FROM range(1000)").table("answer").rows) == 1000
        with pytest.raises(UserError, match="more than 1000 rows"):
            answer(*opened, "SELECT * FROM range(1000000000000)")


def test_what_is_not_understood_points_to_nothing(tmp_path: Path) -> None:
    with tables(copies(tmp_path / "in", "a")) as opened, pytest.raises(UserError) as refused:
        answer(*opened, "SELECT\n foldr\nFROM findings")
    assert "foldr" in refused.value.message
    assert "^" not in refused.value.message
    assert "SHOW TABLES" in refused.value.hint


@pytest.mark.skipif(os.name != "posix", reason="a signal of POSIX")
@pytest.mark.parametrize("after", [0.3, 1.0])
def test_a_question_without_end_is_interrupted(tmp_path: Path, after: float) -> None:
    endless = (
        "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000000) c WHERE a.range + b.range = c.range"
    )
    with tables(copies(tmp_path / "in", "a")) as opened:
        Timer(after, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            answer(*opened, endless)
        assert answer(*opened, "SELECT 1").table("answer").rows == ((1,),)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("query", "{folder}", "SELECT 1"), "begins with the question"),
        (("query", "SELECT 1", "{folder}", "--year", "2031"), "--year is of report"),
        (("validate", "{folder}", "--year", "2031"), "--year is of report"),
        (("report", "{folder}", "--cache", ""), "is no file"),
        (("report", "{folder}", "--cache", "{folder}"), "is no file"),
        (("report", "{folder}", "--cache", "{pipe}"), "is no file"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else None,
)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_what_cannot_be_meant_is_refused(cic, tmp_path: Path, given: tuple[str, ...], said: str) -> None:
    folder, pipe = copies(tmp_path / "in", "a"), tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = cic("portfolio", *(one.format(folder=folder, pipe=pipe) for one in given))
    assert ran.code == 2
    assert said in ran.err


def test_a_relative_place_for_what_can_be_made_anew_does_not_count(
    cic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copies(tmp_path / "in", "a")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home" / ".cache"))
    assert cic("portfolio", "report", folder).code == 0
    assert not (tmp_path / "relative").exists()
    assert (tmp_path / "home" / ".cache" / "cic").is_dir()


def test_the_command_says_it_in_every_format(cic, tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "=b|<i>")
    common = (folder, "--cache", tmp_path / "kept" / "x.duckdb", "--as-of", DAY)
    for format in ("table", "json", "markdown", "html"):
        ran = cic("portfolio", "report", *common, "--format", format)
        assert (ran.code, ran.err) == (0, "")
        assert "<i>" not in ran.out or format in ("table", "json")
    ran = cic("portfolio", "report", *common, "--format", "csv", "--table", "programmes")
    assert "'=b|<i>" in ran.out
    ran = cic(
        "portfolio",
        "query",
        "SELECT folder, sum(amount) AS s FROM money GROUP BY ALL ORDER BY ALL",
        *common,
        "--format",
        "json",
    )
    assert [row["folder"] for row in json.loads(ran.out)["tables"][0]["rows"]] == ["=b|<i>", "a"]
    assert cic("portfolio", "validate", *common).code == 0
    (folder / "a" / "data" / "budget.yaml").write_text("[")
    assert cic("portfolio", "validate", *common).code == 1
    changed(folder / "a" / "data" / "logframe.yaml", "value: 3", "value: 3.0000000000001")
    ran = cic("portfolio", "report", *common, "--lang", "nl")
    assert ran.code == 1
    assert "niet gelezen" in ran.err
    for wrong in (("report",), ("query",), ("query", "SELECT 1"), ("report", tmp_path / "none")):
        assert cic("portfolio", *wrong).code == 2


@pytest.mark.slow
def test_a_hundred_programmes_by_chance_add_up_to_the_cent(tmp_path: Path) -> None:
    """To what a calculator that shares no code with the program says of each."""
    made: list[Made] = []

    @settings(
        max_examples=100,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(one=by_chance())
    def take(one: Made) -> None:
        made.append(one)

    take()
    assert len(made) >= 100
    folder, day, own = tmp_path / "in", datetime.date(2040, 1, 1), {}
    for number, one in enumerate(made):
        files = dict(one.files)
        if number % 3:
            files["budget.yaml"] = files["budget.yaml"].replace("EUR", "XAF" if number % 3 == 1 else "USD")
        for name, text in files.items():
            path = folder / f"p{number}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        plain = {name: read_plainly(text) for name, text in one.files.items()}
        ledger = Year(plain, one.asked[0][0], day).ledger
        ledger = Year(plain, [*ledger.years, *ledger.late][-1], day).ledger
        currency = read_plainly(files["budget.yaml"])["currency"]
        own[f"p{number}"] = (currency, ledger.execution(ledger.to_date, False)[-1])
    with tables(folder, day) as opened:
        page = report(*opened, None)
        own_pages = {one.folder: one.page for one in each_programme(opened[0], None)}
        site = whole(*opened, None, (language_of("en"),))
        taken = dict(build(site))["en/tables/money.csv"].decode("utf-8-sig")
    assert not opened[1].faults
    totals = {name: list(one.table("accounts").records())[-1] for name, one in own_pages.items()}
    assert {name: (row["budget"], row["spent"], row["currency"]) for name, row in totals.items()} == {
        row["folder"]: (row["budget"], row["spent"], row["currency"]) for row in rows(page, "programmes")
    }
    written = {row["currency"]: row for row in csv.DictReader(io.StringIO(taken))}
    assert {name: (Fraction(row["budget"]), Fraction(row["spent"])) for name, row in written.items()} == {
        row["currency"]: (Fraction(row["budget"]), Fraction(row["spent"])) for row in rows(page, "money")
    }
    sums: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    for row in rows(page, "programmes"):
        currency, total = own.pop(row["folder"])
        assert row["currency"] == currency
        for n, key in enumerate(("budget", "spent")):
            known = isinstance(total[key], Fraction)
            assert known != isinstance(row[key], State), (row, total)
            assert (Fraction(row[key]) if known else row[key]) == (
                total[key] if known else State.NOT_STATED if key == "budget" else State.NOT_REPORTED
            ), (row, total)
            sums[currency][n] += total[key] if known else 0
        who = total["coverage"] or {"reported_by": 1, "expected": 1}
        assert isinstance(row["spent"], Bound) == (
            not isinstance(row["spent"], State) and who["reported_by"] < who["expected"]
        ), (row, total)
    assert not own
    assert len(sums) >= 3
    assert {row["currency"]: [Fraction(row["budget"]), Fraction(row["spent"])] for row in rows(page, "money")} == sums
