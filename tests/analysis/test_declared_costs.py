"""Categories and natures that the budget declares, and a budget without any nature. Every figure was reckoned by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.analysis.diff import changes
from cic.analysis.moves import money_moves
from cic.analysis.records import money
from cic.analysis.status import Coverage
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Page, Term, value_in, words
from cic.storage.folder import Folder
from cic.storage.loader import load

# the rows stand in another order than the natures are declared in
OWN = """\
source: {document: plan, section: "3"}
currency: EUR
natures:
  works: {en: Works, fr: Travaux}
  studies: {en: Studies}
partnerships_in: field
categories:
  steering:
    label: {en: Steering}
    total: {2031: 0.00, 2032: 0.00, total: 0.00}
    studies: {2031: 0.00, 2032: 0.00, total: 0.00}
    works: {2031: 0.00, 2032: 0.00, total: 0.00}
  field:
    label: {en: Field work}
    total: {2031: 60.00, 2032: 40.00, total: 100.00}
    studies: {2031: 40.00, 2032: 30.00, total: 70.00}
    works: {2031: 20.00, 2032: 10.00, total: 30.00}
operating_costs:
  label: {en: Total}
  total: {2031: 60.00, 2032: 40.00, total: 100.00}
"""
TOTALS = """\
source: {document: plan, section: "3"}
currency: EUR
natures: {}
partnerships_in: field
categories:
  field:
    label: {en: Field work}
    total: {2031: 60.00, 2032: 40.00, total: 100.00}
operating_costs:
  label: {en: Total}
  total: {2031: 60.00, 2032: 40.00, total: 100.00}
"""
REPORT = """\
year: 2031
partnership: alfa-bravo
expenditure:
  field:
    studies: {amount: 12.00}
    works: {amount: 15.00}
    refunds:
      - {amount: 1.50, of: 2031, nature: works}
"""
PLAIN = "year: 2031\npartnership: alfa-bravo\nexpenditure:\n  field:\n    total: {amount: 27.00}\n    refunds: [{amount: 2.00, of: 2031}]\n"
SPENT = "reports/2031/alfa-bravo.yaml"


def put(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def programme(folder: Path) -> Programme:
    loaded = load(Folder(folder), DAY)
    assert not loaded.problems, [str(one.message) for one in loaded.problems]
    return loaded.programme


def page(folder: Path, year: int) -> Page:
    return year_report(programme(folder), Question(year), Origin(words("none"), words("none")))


def row(found: Page, table: str, *names: object) -> dict[str, object]:
    """The row of a table whose first cells are these."""
    table_ = found.table(table)
    for cells in table_.rows:
        shown = [value_in(cell) for cell in cells]
        if [one.word if isinstance(one, Term) else str(one) for one in shown[: len(names)]] == list(map(str, names)):
            return {column.key: value for column, value in zip(table_.columns, shown, strict=True)}
    raise AssertionError((names, [[value_in(cell) for cell in cells] for cells in table_.rows]))


@pytest.fixture
def own(base: Path) -> Path:
    put(base, "budget.yaml", OWN)
    return base


@pytest.fixture
def totals(base: Path) -> Path:
    put(base, "budget.yaml", TOTALS)
    return base


def said(folder: Path) -> list[tuple[str, str, int, str]]:
    return [(one.code, one.place.file, one.place.line, str(one.message)) for one in found_in(folder)]


class TestOwnWords:
    def test_they_are_valid(self, own: Path) -> None:
        put(own, SPENT, REPORT)
        assert said(own) == []

    def test_the_rows_come_in_the_declared_order(self, own: Path) -> None:
        put(own, SPENT, REPORT)
        known = programme(own)
        assert known.budget is not None
        assert [tuple(block.natures) for block in known.budget.categories.values()] == [("works", "studies")] * 2
        assert [one.nature for report in known.reports.values() for one in report.spendings()] == ["works", "studies"]
        assert [one["nature"] for one in money(known) if one["of"] == "field" and one["kind"] == "budget"] == [
            None, None, None, "works", "works", "works", "studies", "studies", "studies",
        ]  # fmt: skip

    def test_the_report_reckons_with_them(self, own: Path) -> None:
        put(own, SPENT, REPORT)
        found = page(own, 2031)
        assert [column.key for column in found.table("budget").columns] == ["line", "works", "studies", "total"]
        assert row(found, "budget", "Field work")["studies"] == Decimal("40.00")
        works, studies = (
            row(found, "execution", "Field work", "Works"),
            row(found, "execution", "Field work", "Studies"),
        )
        assert (works["budget"], works["spent"], works["remaining"]) == (
            Decimal("20.00"),
            Decimal("13.50"),
            Decimal("6.50"),
        )
        assert (studies["budget"], studies["spent"], studies["rate"]) == (
            Decimal("40.00"),
            Decimal("12.00"),
            Decimal("30.0"),
        )
        assert row(found, "execution", "Field work", "Total")["spent"] == Decimal("25.50")
        assert row(found, "refunds", 2031, "alfa-bravo", "Field work", "Works")["amount"] == Decimal("1.50")

    def test_money_of_others_is_of_a_nature_too(self, own: Path) -> None:
        put(own, SPENT, REPORT.replace("{amount: 15.00}", "[{amount: 15.00}, {amount: 2.00, paid_by: bank}]"))
        found = page(own, 2031)
        assert row(found, "paid_by_others", 2031, "alfa-bravo", "bank", "Field work")["nature"] == "Works"
        assert row(found, "execution", "Field work", "Works")["spent"] == Decimal("13.50")

    def test_the_partnerships_are_held_against_their_category(self, own: Path) -> None:
        put(own, "budget.yaml", OWN.replace("total: 100.00}\n    studies", "total: 101.00}\n    studies"))
        found = [one for one in said(own) if one[0] == "CIC305"]
        assert found == [
            (
                "CIC305",
                "budget.yaml",
                15,
                "the 2 partnerships add up to 100.00, but the partners line is 101.00: 1.00 is not allocated",
            )
        ]

    def test_only_the_partnerships_report_their_category(self, own: Path) -> None:
        put(own, SPENT, REPORT)
        found = page(own, 2031)
        assert row(found, "execution", "Field work", "Total")["coverage"] == Coverage(1, 2)
        # of a line that has nothing, nobody is asked
        assert row(found, "execution", "Steering", "Total")["coverage"] is None

    def test_the_sum_of_the_natures_is_checked(self, own: Path) -> None:
        put(own, "budget.yaml", OWN.replace("works: {2031: 20.00", "works: {2031: 20.01"))
        assert [one[:3] for one in said(own)] == [("CIC302", "budget.yaml", 15), ("CIC301", "budget.yaml", 17)]

    def test_a_row_that_only_one_block_lacks_is_missed(self, own: Path) -> None:
        put(own, "budget.yaml", OWN.replace("    works: {2031: 0.00, 2032: 0.00, total: 0.00}\n", "", 1).replace(
            "operating_costs:\n", "  third:\n    label: {en: T}\n    total: {2031: 0.00, 2032: 0.00, total: 0.00}\n"
            "    studies: {2031: 0.00, 2032: 0.00, total: 0.00}\n    works: {2031: 0.00, 2032: 0.00, total: 0.00}\noperating_costs:\n"))  # fmt: skip
        assert said(own) == [
            ("CIC315", "budget.yaml", 8, "this block has no row works, and all blocks beside it have one")
        ]

    def test_more_than_is_budgeted(self, own: Path) -> None:
        put(own, SPENT, REPORT.replace("15.00", "22.50"))
        assert said(own) == [
            ("CIC310", SPENT, 6, "Field work, Works, 2031: 21.00 was spent of a budget of 20.00 (+1.00)")
        ]

    def test_money_that_moves(self, own: Path) -> None:
        before = programme(own)
        text = OWN.replace(
            "works: {2031: 20.00, 2032: 10.00, total: 30.00}", "works: {2031: 25.00, 2032: 10.00, total: 35.00}"
        )
        put(
            own,
            "budget.yaml",
            text.replace(
                "studies: {2031: 40.00, 2032: 30.00, total: 70.00}", "studies: {2031: 35.00, 2032: 30.00, total: 65.00}"
            ),
        )
        after = programme(own)
        (move,) = money_moves(changes(before, after), before, after)
        assert move.source is not None
        assert move.target is not None
        assert (move.source.keys, move.target.keys, move.amount) == (
            ("field", "studies", 2031),
            ("field", "works", 2031),
            Decimal("5.00"),
        )

    def test_an_amendment_moves_between_them(self, own: Path) -> None:
        moves = "amendments:\n  first:\n    decided: 2031-05-01\n    reason: {en: More works}\n    moves:\n"
        line = "{category: field, nature: %s, year: 2031}"
        put(
            own,
            "budget.yaml",
            f"{OWN}{moves}      - {{from: {line % 'studies'}, to: {line % 'works'}, amount: 5.00}}\n",
        )
        put(own, SPENT, REPORT.replace("15.00", "22.50"))
        assert said(own) == []
        found = page(own, 2031)
        assert row(found, "execution", "Field work", "Works")["budget"] == Decimal("25.00")
        assert str(row(found, "amendments", "first")["to"]) == "Field work, Works, 2031"


@pytest.mark.parametrize(
    ("file", "was", "now", "expected"),
    [
        ("budget.yaml", "    works: {2031: 20", "    wroks: {2031: 20", ("CIC101", 17, "the key wroks is not known here: did you mean works?")),
        ("budget.yaml", "    works: {2031: 20", "    operating: {2031: 20", ("CIC101", 17, "the key operating is not known here; known are label, total, works, studies")),
        ("budget.yaml", "    label: {en: Field work}", "    lable: {en: Field work}", ("CIC101", 14, "the key lable is not known here: did you mean label?")),
        ("budget.yaml", "partnerships_in: field", "partnerships_in: fields", ("CIC104", 6, "fields is not known here: write steering or field (did you mean field?)")),
        ("budget.yaml", "  works: {en: Works, fr: Travaux}", "  refunds: {en: Works}", ("CIC104", 3, "refunds cannot be the id of a nature: choose another")),
        (SPENT, "    studies:", "    studis:", ("CIC101", 5, "the key studis is not known here: did you mean studies?")),
        (SPENT, "    studies:", "    operating:", ("CIC101", 5, "the key operating is not known here; known are works, studies, refunds")),
        (SPENT, "    studies:", "    total:", ("CIC101", 5, "the key total is not known here; known are works, studies, refunds")),
        (SPENT, "  field:", "  partners:", ("CIC101", 4, "the key partners is not known here; known are steering, field")),
        (SPENT, "nature: works", "nature: work", ("CIC104", 8, "work is not known here: write works or studies (did you mean works?)")),
        (SPENT, ", nature: works", "", ("CIC102", 8, "the key nature is missing here")),
    ],
)  # fmt: skip
def test_a_word_that_is_not_declared(own: Path, file: str, was: str, now: str, expected: tuple[str, int, str]) -> None:
    put(own, SPENT, REPORT)
    text = (own / file).read_text()
    assert was in text
    put(own, file, text.replace(was, now, 1))
    found = [(code, line, message) for code, where, line, message in said(own) if where == file]
    assert expected in found
    assert {code for code, _, _ in found} == {expected[0]} or "refunds" in now


class TestNoNature:
    def test_it_is_valid(self, totals: Path) -> None:
        put(totals, SPENT, PLAIN)
        assert said(totals) == []

    def test_the_report_reckons_with_totals(self, totals: Path) -> None:
        put(totals, SPENT, PLAIN)
        found = page(totals, 2031)
        assert [column.key for column in found.table("budget").columns] == ["line", "total"]
        line = row(found, "execution", "Field work", "Total")
        assert (line["budget"], line["spent"], line["remaining"]) == (
            Decimal("60.00"),
            Decimal("25.00"),
            Decimal("35.00"),
        )
        assert row(found, "refunds", 2031, "alfa-bravo")["nature"] == words("Total")

    def test_more_than_is_budgeted_is_said_once(self, totals: Path) -> None:
        put(totals, SPENT, PLAIN.replace("27.00", "63.00"))
        assert said(totals) == [
            ("CIC310", SPENT, 5, "Field work, 2031: 61.00 was spent of a budget of 60.00 (+1.00)"),
            ("CIC310", SPENT, 5, "Alfa – Bravo – Charlie: 61.00 was spent of a budget of 60.00 (+1.00)"),
        ]

    def test_a_nature_is_none_of_its_words(self, totals: Path) -> None:
        put(
            totals,
            SPENT,
            PLAIN.replace("    total:", "    operating:").replace("of: 2031}", "of: 2031, nature: operating}"),
        )
        assert said(totals) == [
            ("CIC101", SPENT, 5, "the key operating is not known here; known are total, refunds"),
            ("CIC101", SPENT, 6, "the budget has no natures: leave the key nature out"),
        ]

    def test_an_amendment_names_a_category_and_a_year(self, totals: Path) -> None:
        moves = "amendments:\n  first:\n    decided: 2031-05-01\n    reason: {en: Later}\n    moves:\n"
        move = "      - {from: {category: field, year: 2031}, to: {category: field, year: 2032}, amount: %s}\n"
        put(totals, "budget.yaml", TOTALS + moves + move % "5.00")
        put(totals, SPENT, PLAIN)
        assert said(totals) == []
        assert row(page(totals, 2031), "execution", "Field work", "Total")["budget"] == Decimal("55.00")
        put(totals, "budget.yaml", TOTALS + moves + move % "60.01")
        assert ("CIC322", "budget.yaml", 17, "60.01 is taken away, but there was only 60.00") in said(totals)

    def test_a_move_without_a_nature_is_missed_where_there_are_natures(self, own: Path) -> None:
        moves = "amendments:\n  first:\n    decided: 2031-05-01\n    reason: {en: Later}\n    moves:\n"
        put(own, "budget.yaml", f"{OWN}{moves}      - {{to: {{category: field, year: 2032}}, amount: 5.00}}\n")
        assert ("CIC102", "budget.yaml", 26, "the key nature is missing here") in said(own)


def test_without_a_declaration_only_the_usual_words_are_known(base: Path) -> None:
    put(base, "budget.yaml", (base / "budget.yaml").read_text().replace("  partners:", "  field:", 1))
    assert [one[:3] for one in said(base)] == [("CIC101", "budget.yaml", 4)]


def test_a_report_is_read_anew_where_the_budget_has_other_words(own: Path, base: Path) -> None:
    put(own, SPENT, REPORT)
    first = load(Folder(own), DAY)
    assert not first.problems
    put(own, "budget.yaml", OWN.replace("works", "building").replace("Works", "Building"))
    second = load(Folder(own), DAY, like=first)
    assert [(one.rule.code, one.path) for one in second.problems] == [
        ("CIC101", ("expenditure", "field", "works")),
        ("CIC104", ("expenditure", "field", "refunds", 0, "nature")),
    ]


def test_a_budget_that_is_no_yaml_says_nothing_of_the_words_of_reports(own: Path) -> None:
    put(own, SPENT, REPORT)
    put(own, "budget.yaml", OWN + "]")
    assert {one[1] for one in said(own)} == {"budget.yaml"}
