"""Money that lives: amended, paid late, paid back, paid by several. Every figure was reckoned by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.analysis.outstanding import missing
from cic.analysis.spending import accounts, by_association, money_years
from cic.analysis.status import Coverage
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Derived, Page, State, Term, value_in, words
from cic.storage.folder import Folder
from cic.storage.loader import load

AMENDMENT = """
amendments:
  first:
    decided: 2032-02-10
    reason: {en: "The works are put off"}
    source: {document: plan, section: "3"}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, to: {category: partners, nature: investment, year: 2032}, amount: 10.00}
      - {from: {partnership: delta-echo}, to: {partnership: alfa-bravo}, amount: 10.00}
      - {to: {category: partners, nature: operating, year: 2033}, amount: 25.00}
"""
EXTENDED = "period: {start: 2031, end: 2032, extended: {end: 2033, decided: 2032-02-10, source: {document: plan}}}"
LATE = "period: {start: 2031, end: 2032, accounts_until: 2033-06-30}"


def put(base: Path, file: str, text: str) -> None:
    path = base / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def with_period(base: Path, line: str) -> None:
    path = base / "programme.yaml"
    path.write_text(path.read_text().replace("period: {start: 2031, end: 2032}", line))


def report(base: Path, year: int, expenditure: str, who: str = "alfa-bravo", more: str = "") -> None:
    partnership = f"partnership: {who}\n" if who != "programme" else ""
    text = f"year: {year}\n{partnership}expenditure:\n  partners:\n{expenditure}{more}"
    put(base, f"reports/{year}/{who}.yaml", text)


def programme(base: Path) -> Programme:
    loaded = load(Folder(base), DAY)
    assert not loaded.problems, [str(one.message) for one in loaded.problems]
    return loaded.programme


def page(base: Path, year: int) -> Page:
    return year_report(programme(base), Question(year), Origin(words("none"), words("none")))


def row(found: Page, table: str, *names: object) -> dict[str, object]:
    """The row of a table whose first cells are these."""
    table_ = found.table(table)
    for cells in table_.rows:
        shown = [value_in(cell) for cell in cells]
        if [one.word if isinstance(one, Term) else str(one) for one in shown[: len(names)]] == list(map(str, names)):
            return {column.key: value for column, value in zip(table_.columns, shown, strict=True)}
    raise AssertionError((names, [[value_in(cell) for cell in cells] for cells in table_.rows]))


@pytest.fixture
def amended(base: Path) -> Path:
    with_period(base, EXTENDED)
    with (base / "budget.yaml").open("a") as file:
        file.write(AMENDMENT)
    return base


class TestAmendments:
    def test_a_year_is_reckoned_with_what_was_decided_by_its_end(self, amended: Path) -> None:
        found = page(amended, 2031)
        total = row(found, "years", 2031)
        assert (total["approved"], total["budget"]) == (Decimal("60.00"), Decimal("60.00"))
        assert row(found, "partnerships", "alfa-bravo")["budget"] == Decimal("60.00")
        assert row(found, "amendments", "first")["counted"] == words("no, decided later")

    def test_after_the_decision_both_are_shown(self, amended: Path) -> None:
        found = page(amended, 2032)
        operating = row(found, "execution", "Partners", "Operating")
        assert (operating["approved"], operating["budget"]) == (Decimal("30.00"), Decimal("20.00"))
        investment = row(found, "execution", "Partners", "Investment")
        assert (investment["approved"], investment["budget"]) == (Decimal("10.00"), Decimal("20.00"))
        whole = row(found, "execution", "Total", "Total")
        assert (whole["approved"], whole["budget"]) == (Decimal("40.00"), Decimal("40.00"))
        own = row(found, "partnerships", "alfa-bravo")
        assert (own["approved"], own["budget"]) == (Decimal("60.00"), Decimal("70.00"))
        assert row(found, "partnerships", "delta-echo")["budget"] == Decimal("30.00")
        assert row(found, "amendments", "first")["counted"] == words("yes")

    def test_more_money_for_a_year_that_the_table_does_not_print(self, amended: Path) -> None:
        found = page(amended, 2033)
        year = row(found, "years", 2033)
        assert (year["approved"], year["budget"]) == (State.NOT_STATED, Decimal("25.00"))
        assert year["budget_to_date"] == Decimal("125.00")  # 60 + 40 + 25

    def test_spending_is_held_against_the_current_budget(self, amended: Path) -> None:
        report(amended, 2032, "    investment: {amount: 15.00}\n")
        cells = row(page(amended, 2032), "execution", "Partners", "Investment")
        assert (cells["remaining"], cells["rate"]) == (Decimal("5.00"), Decimal("75.0"))

    def test_a_year_that_was_closed_before_its_end_does_not_know_later_decisions(self, amended: Path) -> None:
        path = amended / "programme.yaml"
        path.write_text(path.read_text() + "  closed: {2032: 2032-02-09}\n")
        assert row(page(amended, 2032), "partnerships", "alfa-bravo")["budget"] == Decimal("60.00")
        path.write_text(path.read_text().replace("2032-02-09", "2032-02-10"))
        assert row(page(amended, 2032), "partnerships", "alfa-bravo")["budget"] == Decimal("70.00")

    def test_the_calculation_names_the_decision(self, amended: Path) -> None:
        table = page(amended, 2032).table("execution")
        cell = next(cells for cells in table.rows if str(cells[1]) == "Operating")[3]
        assert isinstance(cell, Derived)
        assert str(cell.how().calculation) == "30.00 (operating 2032) - 10.00 (first 2032-02-10)"
        assert cell.how().spots[-1].path == ("amendments", "first", "moves", 0, "amount")

    def test_it_is_valid(self, amended: Path) -> None:
        assert found_in(amended) == []

    def test_a_programme_without_amendments_keeps_its_columns(self, base: Path) -> None:
        found = page(base, 2031)
        assert [column.key for column in found.table("execution").columns][2:4] == ["budget", "spent"]
        assert "amendments" not in {table.key for table in found.tables}


LEFT = "until: {date: 2032-03-31, reason: {en: Left after the elections}}\n"
MOVED = """
amendments:
  onward:
    decided: 2032-06-01
    reason: {en: "What Echo did not spend goes to Bravo"}
    moves:
      - {from: {partnership: delta-echo}, to: {partnership: alfa-bravo}, amount: 12.00}
"""


def leaves(base: Path, line: str = LEFT, who: str = "delta-echo") -> None:
    path = base / "partnerships" / f"{who}.yaml"
    path.write_text(path.read_text() + line)


@pytest.fixture
def left(base: Path) -> Path:
    """Of 60 + 40: alfa-bravo spends 20 and 30, delta-echo 25 and 3 and leaves in March 2032."""
    report(base, 2031, "    investment: {amount: 20.00}\n")
    report(base, 2032, "    investment: {amount: 10.00}\n    operating: {amount: 20.00}\n")
    report(base, 2031, "    operating: {amount: 25.00}\n", who="delta-echo")
    report(base, 2032, "    operating: {amount: 3.00}\n", who="delta-echo")
    leaves(base)
    return base


def keys(found: Page, table: str) -> list[str]:
    return [column.key for column in found.table(table).columns]


class TestReleased:
    def test_what_is_not_spent_of_who_left_is_released_not_remaining(self, left: Path) -> None:
        found = page(left, 2032)
        own, other = row(found, "partnerships", "delta-echo"), row(found, "partnerships", "alfa-bravo")
        # 40 - 25 - 3 = 12; 60 - 20 - 30 = 10
        assert (own["budget"], own["spent"], own["remaining"], own["released"]) == (
            Decimal("40.00"), Decimal("28.00"), Decimal("0.00"), Decimal("12.00"),
        )  # fmt: skip
        assert (other["remaining"], other["released"]) == (Decimal("10.00"), None)
        for line in ("Partners", "Total"):
            whole = row(found, "execution_to_date", line, "Total")
            # 100 - 78 = 22: 10 to be spent, and the 12 that are released
            assert (whole["spent"], whole["remaining"], whole["released"]) == (
                Decimal("78.00"), Decimal("10.00"), Decimal("12.00"),
            )  # fmt: skip
        [only] = found.table("released").records()
        assert (only["partnership"], str(only["until"]), only["released"]) == (
            "delta-echo", "2032-03-31", Decimal("12.00"),
        )  # fmt: skip

    def test_the_years_before_know_nothing_of_it(self, left: Path) -> None:
        found = page(left, 2031)
        assert "released" not in {table.key for table in found.tables}
        assert "released" not in keys(found, "partnerships") + keys(found, "execution")
        assert row(found, "partnerships", "delta-echo")["remaining"] == Decimal("15.00")

    def test_who_stays_to_the_last_day_of_the_year_is_there_at_its_end(self, base: Path) -> None:
        with_period(base, LATE)
        report(base, 2031, "    operating: {amount: 25.00}\n", who="delta-echo")
        leaves(base, LEFT.replace("03-31", "12-31"))
        assert "released" not in keys(page(base, 2032), "partnerships")
        assert row(page(base, 2033), "partnerships", "delta-echo")["released"] == Decimal("15.00")

    def test_an_amendment_takes_it_off(self, left: Path) -> None:
        with (left / "budget.yaml").open("a") as file:
            file.write(MOVED)
        assert [one.code for one in found_in(left)] == ["CIC533"]
        found = page(left, 2032)
        own, other = row(found, "partnerships", "delta-echo"), row(found, "partnerships", "alfa-bravo")
        assert (own["approved"], own["budget"], own["released"]) == (
            Decimal("40.00"), Decimal("28.00"), Decimal("0.00"),
        )  # fmt: skip
        assert (other["budget"], other["remaining"]) == (Decimal("72.00"), Decimal("22.00"))
        whole = row(found, "execution_to_date", "Partners", "Total")
        assert (whole["remaining"], whole["released"]) == (Decimal("22.00"), Decimal("0.00"))

    def test_a_later_decision_takes_nothing_off_yet(self, left: Path) -> None:
        with_period(left, LATE)
        with (left / "budget.yaml").open("a") as file:
            file.write(MOVED.replace("2032-06-01", "2033-02-01"))
        assert row(page(left, 2032), "partnerships", "delta-echo")["released"] == Decimal("12.00")
        assert row(page(left, 2033), "partnerships", "delta-echo")["released"] == Decimal("0.00")

    def test_who_spent_too_much_releases_nothing(self, left: Path) -> None:
        report(left, 2032, "    operating: {amount: 18.00}\n", who="delta-echo")
        found = page(left, 2032)
        own = row(found, "partnerships", "delta-echo")
        assert (own["remaining"], own["released"]) == (Decimal("-3.00"), Decimal("0.00"))
        assert row(found, "execution_to_date", "Total", "Total")["remaining"] == Decimal("7.00")

    def test_of_who_said_nothing_of_its_spending_it_is_not_known(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 20.00}\n")
        leaves(base)
        found = page(base, 2032)
        own = row(found, "partnerships", "delta-echo")
        assert (own["remaining"], own["released"]) == (None, State.NOT_REPORTED)
        assert row(found, "execution_to_date", "Total", "Total")["remaining"] == Decimal("80.00")

    def test_where_another_carries_on_nothing_is_released(self, left: Path) -> None:
        path = left / "partnerships" / "delta-echo.yaml"
        path.write_text(path.read_text() + "merged_into: alfa-bravo\n")
        found = page(left, 2032)
        assert "released" not in keys(found, "partnerships")
        assert row(found, "partnerships", "delta-echo")["remaining"] == Decimal("12.00")

    def test_who_merged_into_nobody_that_is_known_left(self, left: Path) -> None:
        path = left / "partnerships" / "delta-echo.yaml"
        path.write_text(path.read_text() + "merged_into: nowhere\n")
        assert row(page(left, 2032), "partnerships", "delta-echo")["released"] == Decimal("12.00")

    def test_a_commune_that_leaves_releases_nothing(self, left: Path) -> None:
        path = left / "partnerships" / "delta-echo.yaml"
        path.write_text(path.read_text().replace(LEFT, ""))
        path.write_text(path.read_text().replace("country: XA,", f"country: XA, {LEFT.strip()},"))
        assert "released" not in keys(page(left, 2032), "partnerships")

    def test_several_are_added_up(self, left: Path) -> None:
        leaves(left, LEFT.replace("03-31", "06-30"), who="alfa-bravo")
        found = page(left, 2032)
        assert row(found, "released", "Sum")["released"] == Decimal("22.00")
        whole = row(found, "execution_to_date", "Total", "Total")
        assert (whole["remaining"], whole["released"]) == (Decimal("0.00"), Decimal("22.00"))

    def test_money_that_comes_back_or_is_paid_after_leaving_counts(self, left: Path) -> None:
        with_period(left, LATE)
        back = "    refunds:\n      - {amount: 1.50, of: 2031, nature: operating}\n"
        report(left, 2033, "    operating: {amount: 2.00}\n" + back, who="delta-echo")
        # 12 - 2.00 + 1.50
        assert row(page(left, 2033), "partnerships", "delta-echo")["released"] == Decimal("11.50")
        assert row(page(left, 2032), "partnerships", "delta-echo")["released"] == Decimal("12.00")

    def test_the_calculation_names_the_day(self, left: Path) -> None:
        table = page(left, 2032).table("released")
        cell = table.rows[0][-1]
        assert isinstance(cell, Derived)
        assert str(cell.how().calculation) == "40.00 - 28.00 (delta-echo 2032-03-31)"
        assert [spot.path for spot in cell.how().spots] == [("until", "date")]
        whole = page(left, 2032).table("execution_to_date").rows[-1][4]
        assert isinstance(whole, Derived)
        assert str(whole.how().calculation) == "100.00 - 78.00 - 12.00"

    @pytest.mark.parametrize("shown", ["table", "markdown", "html", "csv", "json"])
    def test_every_format_shows_it(self, left: Path, shown: str, cic, tmp_path: Path) -> None:
        out = tmp_path / "out"
        where = ("--table", "partnerships") if shown == "csv" else ()
        ran = cic("report", "--data", left, "--year", 2032, "--as-of", DAY, "--format", shown, *where, "--output", out)
        assert ran.code == 0
        text = out.read_text(encoding="utf-8")
        assert "12.00" in text
        assert ("released" if shown in ("csv", "json") else "eleased") in text

    def test_the_page_of_the_partnership_shows_it(self, left: Path, cic) -> None:
        out = " ".join(cic("show", "delta-echo", "--data", left, "--year", 2032, "--as-of", DAY).out.split())
        assert "Released" in out
        assert "12.00" in out
        assert "Released" not in cic("show", "delta-echo", "--data", left, "--year", 2031, "--as-of", DAY).out

    def test_accounts_are_asked_up_to_the_year_of_leaving(self, base: Path) -> None:
        with_period(base, EXTENDED)
        path = base / "programme.yaml"
        path.write_text(path.read_text().replace("years: [2031, 2032]", "years: [2031, 2032, 2033]"))
        leaves(base)
        asked = {one.partnership: one.accounts for one in missing(programme(base), 2033) if not one.commune}
        assert asked["delta-echo"] == (2031, 2032)
        assert asked["alfa-bravo"] == (2031, 2032, 2033)
        # two partnerships and the programme in 2031 and 2032, one and the programme in 2033
        whole = row(page(base, 2033), "execution_to_date", "Total", "Total")
        assert str(whole["coverage"]) == str(Coverage(0, 8))
        assert str(row(page(base, 2033), "partnerships", "delta-echo")["coverage"]) == str(Coverage(0, 2))


class TestRefunds:
    def test_a_refund_is_taken_off_in_the_year_in_which_it_came(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 30.00}\n")
        report(
            base,
            2032,
            "    operating: {amount: 10.00}\n    refunds:\n      - {amount: 12.50, of: 2031, nature: operating}\n",
        )
        known = accounts(programme(base), 2032)
        assert known.of_all((2031,)).spent == Decimal("30.00")
        assert known.of_all((2032,)).spent == Decimal("-2.50")
        assert known.of_all((2031, 2032)).spent == Decimal("27.50")
        assert known.of_partnership("alfa-bravo", (2031, 2032)).remaining == Decimal("32.50")
        assert row(page(base, 2032), "refunds", 2032, "alfa-bravo")["of"] == 2031
        assert "refunds" not in {table.key for table in page(base, 2031).tables}

    def test_a_minus_sign_is_refused_with_the_word_to_use(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: -12.50}\n")
        [found] = [one for one in found_in(base) if one.code == "CIC309"]
        assert "refunds" in str(found.hint)


class TestLatePayments:
    def test_what_is_paid_after_the_end_counts_since_the_start(self, base: Path) -> None:
        with_period(base, LATE)
        report(base, 2032, "    operating: {amount: 30.00}\n")
        report(base, 2033, "    operating: {amount: 5.00}\n")
        assert found_in(base) == []
        made = programme(base)
        assert money_years(made, 2032) == (2031, 2032)
        assert money_years(made, 2033) == (2031, 2032, 2033)
        before, after = page(base, 2032), page(base, 2033)
        assert row(before, "years", 2032)["spent_to_date"] == Decimal("30.00")
        assert row(after, "years", 2033)["spent_to_date"] == Decimal("35.00")
        cells = row(after, "execution_to_date", "Total", "Total")
        assert (cells["budget"], cells["spent"], cells["after_end"]) == (
            Decimal("100.00"),
            Decimal("35.00"),
            Decimal("5.00"),
        )
        # two partnerships and the programme, two years each: nobody owes accounts of a year after the end
        assert str(cells["coverage"]) == str(row(before, "execution_to_date", "Total", "Total")["coverage"])

    def test_without_the_word_a_year_after_the_end_is_refused(self, base: Path) -> None:
        report(base, 2033, "    operating: {amount: 5.00}\n")
        assert "CIC308" in {one.code for one in found_in(base)}

    def test_an_end_that_was_put_off_asks_for_no_column_of_zeros(self, base: Path) -> None:
        with_period(base, EXTENDED)
        assert found_in(base) == []
        assert programme(base).years == (2031, 2032, 2033)
        assert programme(base).approved_years == (2031, 2032)


class TestPayers:
    def test_money_of_others_stands_apart(self, base: Path) -> None:
        report(base, 2031, "    operating:\n      - {amount: 30.00}\n      - {amount: 10.00, paid_by: bank}\n")
        assert accounts(programme(base)).of_all((2031,)).spent == Decimal("30.00")
        found = page(base, 2031)
        assert row(found, "paid_by_others", 2031, "alfa-bravo", "bank")["amount"] == Decimal("10.00")

    def test_a_fault_in_a_list_is_found_at_its_line(self, base: Path) -> None:
        report(base, 2031, "    operating:\n      - {amount: 30.00}\n      - {amount: 10.00, paidby: bank}\n")
        [found] = found_in(base)
        assert (found.code, found.place.line, found.path) == ("CIC101", 7, "expenditure.partners.operating[1].paidby")

    def test_of_one_amount_too(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 30.00, paidby: bank}\n")
        [found] = found_in(base)
        assert (found.code, found.path) == ("CIC101", "expenditure.partners.operating.paidby")

    def test_spending_by_association(self, base: Path) -> None:
        report(base, 2031, "    operating:\n      - {amount: 30.00}\n      - {amount: 4.00, association: union}\n")
        report(base, 2031, "    operating: {amount: 7.00}\n", who="programme")
        known = accounts(programme(base))
        found = {of: sum(one.amount for one in entries) for of, entries in by_association(known, (2031,)).items()}
        assert found == {"league": Decimal("30.00"), "union": Decimal("4.00"), None: Decimal("7.00")}


class TestContributions:
    def test_planned_and_given_stand_beside_the_budget_never_in_it(self, base: Path) -> None:
        with (base / "budget.yaml").open("a") as file:
            file.write(
                "contributions:\n  bravo: {2031: {amount: 5.00, kind: labour}, 2032: {amount: 6.00, kind: labour}}\n"
            )
        more = "contributions:\n  bravo:\n    - {amount: 2.50, kind: labour}\n    - {amount: 1.00}\n"
        report(base, 2031, "    operating: {amount: 30.00}\n", more=more)
        assert found_in(base) == []
        found = page(base, 2031)
        labour = row(found, "contributions", "bravo", "labour")
        assert (labour["planned"], labour["given"]) == (Decimal("5.00"), Decimal("2.50"))
        assert row(found, "contributions", "bravo", "money")["planned"] is State.NOT_STATED
        assert row(found, "years", 2031)["spent"] == Decimal("30.00")
        assert row(page(base, 2032), "contributions", "bravo", "labour")["planned"] == Decimal("11.00")

    def test_of_nobody_is_found(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 30.00}\n", more="contributions: {brovo: {amount: 1.00}}\n")
        assert [one.code for one in found_in(base)] == ["CIC205"]


PAYMENTS = "    operating:\n      amount: {amount}\n      payments:\n"
# 100 / 3 = 33.333..., 50 / 3 = 16.666...: each rounded 33.33 + 16.67 + 16.67 = 66.67; once 66.666... = 66.67
# 0.125 twice: each rounded 0.13 + 0.13 = 0.26; once 0.25


class TestRates:
    @pytest.mark.parametrize(("stated", "right"), [("0.26", True), ("0.25", True), ("0.24", False), ("0.27", False)])
    def test_each_payment_is_rounded_or_the_sum_and_nothing_between(self, base: Path, stated: str, right: bool) -> None:
        lines = '        - {amount: 1.00, currency: XFL, rate: 8, rate_source: "Bank"}\n' * 2
        report(base, 2031, PAYMENTS.replace("{amount}", stated) + lines)
        assert [one.code for one in found_in(base)] == ([] if right else ["CIC313"])

    @pytest.mark.parametrize(("stated", "right"), [("0.40", True), ("0.38", True), ("0.39", False)])
    def test_what_lies_between_the_two_is_neither(self, base: Path, stated: str, right: bool) -> None:
        # 0.125 three times: each rounded 0.39, once 0.375 = 0.38; and 0.005 makes 0.01: 0.40 and 0.38
        lines = '        - {amount: 1.00, currency: XFL, rate: 8, rate_source: "Bank"}\n' * 3
        lines += '        - {amount: 0.04, currency: XFL, rate: 8, rate_source: "Bank"}\n'
        report(base, 2031, PAYMENTS.replace("{amount}", stated) + lines)
        assert [one.code for one in found_in(base)] == ([] if right else ["CIC313"])

    def test_the_rate_of_a_year_is_written_once(self, base: Path) -> None:
        report(base, 2031, PAYMENTS.replace("{amount}", "12.00") + "        - {amount: 124.80, currency: XFL}\n")
        assert [one.code for one in found_in(base)] == ["CIC313"]
        path = base / "programme.yaml"
        path.write_text(path.read_text() + 'rates: {XFL: {2031: {rate: 10.4, source: "Bank, mean of 2031"}}}\n')
        assert found_in(base) == []
        path.write_text(path.read_text().replace("{2031: {rate", "{2032: {rate"))
        assert [one.code for one in found_in(base)] == ["CIC313"]

    def test_a_budget_in_a_currency_without_decimals_is_rounded_to_whole_ones(self, base: Path) -> None:
        path = base / "budget.yaml"
        path.write_text(path.read_text().replace("currency: EUR", "currency: JPY"))
        lines = '        - {amount: 1.00, currency: XFL, rate: 2, rate_source: "Bank"}\n'
        report(base, 2031, PAYMENTS.replace("{amount}", "1") + lines)  # 0.5 rounded half up
        assert found_in(base) == []
        report(base, 2031, PAYMENTS.replace("{amount}", "0.50") + lines)
        assert [one.code for one in found_in(base)] == ["CIC313", "CIC320"]


class TestLater:
    """What comes after a year, or after the end, is shown as later: never lost, never in the year."""

    def test_money_after_the_end_is_in_the_column_whether_accounts_were_open_or_not(self, base: Path) -> None:
        report(base, 2032, "    operating: {amount: 30.00}\n")
        report(base, 2033, "    operating: {amount: 5.00}\n")
        assert "CIC308" in {one.code for one in found_in(base)}
        last, after = page(base, 2032), page(base, 2033)
        assert row(last, "execution_to_date", "Total", "Total")["spent"] == Decimal("30.00")
        [later] = last.table("later").records()
        assert (later["year"], later["who"], later["what"], later["amount"]) == (
            2033, "alfa-bravo", words("spent"), Decimal("5.00"),
        )  # fmt: skip
        whole = row(after, "execution_to_date", "Total", "Total")
        assert (whole["spent"], whole["after_end"], whole["remaining"]) == (
            Decimal("35.00"), Decimal("5.00"), Decimal("65.00"),
        )  # fmt: skip
        assert row(after, "years", 2033)["spent_to_date"] == Decimal("35.00")
        assert [record["year"] for record in last.table("years").records()] == [2031, 2032]
        assert "later" not in {table.key for table in after.tables}

    def test_beyond_an_extension_too(self, base: Path) -> None:
        with_period(base, EXTENDED)
        report(base, 2033, "    operating: {amount: 5.00}\n")
        report(base, 2034, "    operating: {amount: 2.00}\n")
        made = programme(base)
        assert (made.years, made.later_years) == ((2031, 2032, 2033), (2034,))
        assert row(page(base, 2034), "execution_to_date", "Total", "Total")["after_end"] == Decimal("2.00")
        assert row(page(base, 2033), "execution_to_date", "Total", "Total")["spent"] == Decimal("5.00")

    def test_beyond_the_day_until_which_accounts_are_open(self, base: Path) -> None:
        with_period(base, LATE)
        report(base, 2034, "    operating: {amount: 2.00}\n")
        assert programme(base).later_years == (2033, 2034)
        assert row(page(base, 2034), "years", 2034)["spent_to_date"] == Decimal("2.00")

    def test_a_year_before_the_end_says_nothing_of_what_was_paid_after_it(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 30.00}\n")
        report(base, 2033, "    operating: {amount: 5.00}\n")
        assert "later" not in {table.key for table in page(base, 2031).tables}

    def test_a_refund_of_later_is_shown_in_the_year_that_it_is_of(self, base: Path) -> None:
        report(base, 2031, "    operating: {amount: 30.00}\n")
        report(base, 2032, "    refunds:\n      - {amount: 12.50, of: 2031, nature: operating}\n")
        found = page(base, 2031)
        assert row(found, "years", 2031)["spent"] == Decimal("30.00")
        [later] = found.table("later").records()
        assert (later["year"], later["what"], later["amount"]) == (
            2032, words("came back, spent in {year}", year=2031), Decimal("12.50"),
        )  # fmt: skip
        assert "later" not in {table.key for table in page(base, 2032).tables}

    def test_of_one_partnership_alone(self, base: Path) -> None:
        report(base, 2033, "    operating: {amount: 5.00}\n")
        question = Question(2032, partnership="delta-echo")
        found = year_report(programme(base), question, Origin(words("none"), words("none")))
        assert "later" not in {table.key for table in found.tables}


RESULT = (
    "communes:\n  bravo:\n    observations:\n      OS.1: {value: %s, evidence: [{kind: register, address: a.pdf}]}\n"
)


def reported(base: Path, year: int, value: str) -> None:
    put(base, f"reports/{year}/alfa-bravo.yaml", f"year: {year}\npartnership: alfa-bravo\n" + RESULT % value)


class TestReportedLater:
    def results(self, base: Path, year: int) -> tuple[dict[str, object], str]:
        table = page(base, year).table("indicators.OS")
        [found] = table.records()
        return found, " ".join(str(note) for note in table.notes)

    @pytest.mark.parametrize("period", ["period: {start: 2031, end: 2032}", LATE])
    def test_a_result_of_after_the_end_counts_in_no_figure_and_is_shown(self, base: Path, period: str) -> None:
        with_period(base, period)
        reported(base, 2031, "0")
        before = self.results(base, 2032)
        reported(base, 2033, "1")
        found, notes = self.results(base, 2032)
        assert found == before[0]
        assert found["reported"] == Decimal(0)
        assert "Reported later, for years after the end; counted in no figure: OS.1: bravo 1 (2033)" in notes
        assert "later" not in before[1]
        # the page of the year after the end says what stood at the end
        assert self.results(base, 2033) == (found, notes)
        assert "later" not in self.results(base, 2031)[1]

    def test_nobody_is_asked_for_a_year_after_the_end(self, base: Path) -> None:
        with_period(base, LATE)
        reported(base, 2032, "1")
        made = programme(base)
        assert missing(made, 2033) == missing(made, 2032)

    def test_several_years_keep_their_columns(self, base: Path) -> None:
        with_period(base, LATE)
        reported(base, 2032, "1")
        reported(base, 2033, "1")
        question = Question(2033, years=(2032, 2033))
        found = year_report(programme(base), question, Origin(words("none"), words("none")))
        assert [column.key for column in found.table("indicators.OS").columns][-3:] == [
            "due_2032", "reported_2032", "status_2032",
        ]  # fmt: skip
        assert [row["year"] for row in found.table("years").records()] == [2032, 2033]

    @pytest.mark.parametrize("by", ["partnership", "commune"])
    def test_each_group_names_its_own(self, base: Path, by: str) -> None:
        reported(base, 2033, "1")
        found = year_report(programme(base), Question(2032, by=by), Origin(words("none"), words("none")))
        said = {table.key for table in found.tables if any("later" in str(note) for note in table.notes)}
        assert said == {f"{by}.alfa-bravo" if by == "partnership" else "commune.bravo"}


class TestClosedYear:
    """The report of a closed year is reckoned with what was decided by its end; what comes later is shown as later."""

    def test_whatever_comes_later_changes_no_figure_of_it(self, base: Path) -> None:
        path = base / "programme.yaml"
        path.write_text(path.read_text() + "  closed: {2031: 2032-03-31}\n")
        with_period(base, LATE)
        reported(base, 2031, "1")
        report(base, 2031, "    operating: {amount: 25.00}\n", who="delta-echo")
        before = page(base, 2031)
        with (base / "budget.yaml").open("a") as file:
            file.write(AMENDMENT)
        leaves(base)
        report(base, 2032, "    refunds:\n      - {amount: 2.50, of: 2031, nature: operating}\n", who="delta-echo")
        report(base, 2033, "    operating: {amount: 5.00}\n", more=RESULT % 1)
        after = page(base, 2031)
        for table in before.tables:
            now = list(after.table(table.key).records())
            for n, one in enumerate(table.records()):
                if table.key == "years" and one["year"] != 2031:
                    continue
                assert one == {key: now[n][key] for key in one}, table.key
        new = {table.key for table in after.tables} - {table.key for table in before.tables}
        assert new == {"amendments", "later"}
        assert {str(one["counted"]) for one in after.table("amendments").records()} == {"no, decided later"}
        assert [one["amount"] for one in after.table("later").records()] == [Decimal("2.50")]

    @pytest.mark.parametrize(("until", "late"), [("2033-06-30", ()), ("2034-06-30", (2034,))])
    def test_accounts_are_open_after_an_end_that_was_put_off(
        self, base: Path, until: str, late: tuple[int, ...]
    ) -> None:
        with_period(base, EXTENDED.replace("source: {document: plan}}}", f"source: {{document: plan}}}}, accounts_until: {until}}}"))  # fmt: skip
        made = programme(base)
        assert (made.years, made.accounts_years, made.later_years) == ((2031, 2032, 2033), late, late)


@pytest.mark.parametrize(
    ("observation", "said"),
    [
        ("achieved: true", "OS.1: bravo yes (2033)"),
        ("achieved: false", "OS.1: bravo no (2033)"),
        ("numerator: 1, denominator: 4", "OS.1: bravo 1 of 4 (2033)"),
        ("step: draft", "OS.1: bravo draft (2033)"),
        ("text: {en: It opened}", "OS.1: bravo (2033)"),
    ],
)
def test_what_was_reported_later_is_said_as_it_was_reported(base: Path, observation: str, said: str) -> None:
    text = RESULT.replace("value: %s", observation)
    put(base, "reports/2033/alfa-bravo.yaml", f"year: 2033\npartnership: alfa-bravo\n{text}")
    notes = page(base, 2032).table("indicators.OS").notes
    assert any(str(note).endswith(f"counted in no figure: {said}") for note in notes)
