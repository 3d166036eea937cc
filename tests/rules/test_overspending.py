"""Spending against every printed figure: said once, at the finest figure that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import found_in, put

from cic.language import language_of

REPORT = "year: {year}\npartnership: alfa-bravo\nexpenditure:\n  partners:\n    operating: {{amount: {spent}}}\n"


@pytest.mark.parametrize(
    ("year", "spent", "found"),
    [(2031, "40.00", []), (2031, "40.01", ["CIC310"]), (2032, "30.00", []), (2032, "30.01", ["CIC310"])],
)
def test_a_cent_more_than_a_cell_is_found_once(base: Path, year: int, spent: str, found: list[str]) -> None:
    put(base, {f"reports/{year}/alfa-bravo.yaml": REPORT.format(year=year, spent=spent)})
    assert [one.code for one in found_in(base)] == found


@pytest.mark.parametrize(("spent", "found"), [("60.00", []), ("60.01", ["CIC310", "CIC310"])])
def test_a_category_without_natures_is_compared_by_its_total(base: Path, spent: str, found: list[str]) -> None:
    budget = base / "budget.yaml"
    lines = [line for line in budget.read_text().splitlines() if "investment" not in line and "operating:" not in line]
    budget.write_text("\n".join(lines) + "\n")
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(year=2031, spent=spent)})
    # the partnership has a budget of its own, which is exceeded too
    assert [one.code for one in found_in(base)] == found


MOVED = """amendments:
  first:
    decided: 2032-02-10
    reason: {en: The works are put off}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, to: {category: partners, nature: investment, year: 2032}, amount: 10.00}
"""


@pytest.mark.parametrize(("spent", "found"), [("20.00", []), ("20.01", ["CIC310"])])
def test_a_sum_that_is_not_printed_is_no_figure_because_money_moved(base: Path, spent: str, found: list[str]) -> None:
    # 10 printed and 10 moved; all categories together print no investment
    with (base / "budget.yaml").open("a") as file:
        file.write(MOVED)
    report = REPORT.format(year=2032, spent=spent).replace("operating", "investment")
    put(base, {"reports/2032/alfa-bravo.yaml": report})
    assert [one.code for one in found_in(base)] == found


EXTENDED = "period: {start: 2031, end: 2032, extended: {end: 2033, decided: 2032-06-01, source: {document: plan}}}"
MORE = "amendments:\n  a:\n    decided: 2032-06-01\n    reason: {en: A year more}\n    moves:\n      - {to: %s, amount: 9.00}\n"
NATURE = "{category: partners, nature: %s, year: %s}"


def spends(base: Path, year: int, nature: str, amount: str = "5.00", who: str = "alfa-bravo") -> None:
    path = base / "reports" / str(year) / f"{who}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"year: {year}\npartnership: {who}\nexpenditure: {{partners: {{{nature}: {{amount: {amount}}}}}}}\n"
    )


def decides(base: Path, line: str) -> None:
    with (base / "budget.yaml").open("a") as file:
        file.write(MORE % line)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", ["CIC316"]),  # an extension has nothing but what decisions give it
        (NATURE % ("operating", 2033), []),
        (NATURE % ("investment", 2033), ["CIC316"]),
        (NATURE % ("operating", 2032), ["CIC316"]),
    ],
)
def test_a_year_by_which_the_end_was_put_off_has_what_was_decided_for_it(
    base: Path, line: str, found: list[str]
) -> None:
    file = base / "programme.yaml"
    file.write_text(file.read_text().replace("period: {start: 2031, end: 2032}", EXTENDED))
    spends(base, 2033, "operating")
    if line:
        decides(base, line)
    assert [one.code for one in found_in(base)] == found


def test_a_nature_that_an_amendment_gave_is_budgeted(base: Path) -> None:
    spends(base, 2032, "personnel")
    assert [one.code for one in found_in(base)] == ["CIC316"]
    decides(base, NATURE % ("personnel", 2032))
    assert [one.code for one in found_in(base)] == []


MERGED = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: alfa-bravo\n"


@pytest.mark.parametrize(("amount", "found"), [("70.00", []), ("70.01", ["CIC310"])])
def test_who_carries_on_has_what_the_other_had_not_spent(base: Path, amount: str, found: list[str]) -> None:
    # 60 and 40 are 100: 20 and 10 were spent in 2031, and 70 are left for 2032
    with (base / "partnerships" / "delta-echo.yaml").open("a") as file:
        file.write(MERGED)
    # of 2032 the table has 40: 30 more were decided
    decides(base, NATURE % ("operating", 2032))
    text = (base / "budget.yaml").read_text()
    (base / "budget.yaml").write_text(text.replace("amount: 9.00", "amount: 40.01"))
    spends(base, 2031, "operating", "20.00")
    spends(base, 2031, "operating", "10.00", "delta-echo")
    spends(base, 2032, "operating", amount)
    assert [one.code for one in found_in(base)] == found


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["Partners, Operating, 2031: ", "Alfa and Bravo: "]),
        ("fr", ["Partners, Fonctionnement, 2031 : ", "Alfa and Bravo : "]),
        ("nl", ["Partners, Werking, 2031: ", "Alfa and Bravo: "]),
    ],
)
def test_figures_are_named_as_people_call_them_and_accepted_by_their_ids(
    base: Path, code: str, said: list[str]
) -> None:
    partnership = base / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(partnership.read_text() + "printed_name: Alfa and Bravo\n")
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(year=2031, spent="4000.00")})
    found = [one for one in found_in(base) if one.code == "CIC310"]
    assert [one.which for one in found] == ["partners operating 2031", "alfa-bravo"]
    texts = [language_of(code).say(one.message).replace("\N{NO-BREAK SPACE}", " ") for one in found]
    assert [text[: len(start)] for text, start in zip(texts, said, strict=True)] == said
