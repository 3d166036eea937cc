"""Rules in the opposite case of their example: what falls where the example rises, what is false, less, another unit, the
other side of a period, a currency with other decimals."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from conftest import DAY, checked, found_in, put

from cic.rules import RULES

FRAME = """
source: {{document: plan}}
outcomes:
  OS:
    statement: {{en: Communes have schools}}
    indicators:
      OS.1: {{label: Indicator 1, statement: {{en: One}}, {first}, sources_of_verification: {{register: {{en: Register}}}}}}
      OS.2: {{label: Indicator 2, statement: {{en: Two}}, {second}, sources_of_verification: {{register: {{en: Register}}}}}}
"""
COUNT = "unit: communes, level: commune, population: southern_communes, over_communes: count, over_years: cumulative"
SUM = COUNT.replace("over_communes: count", "over_communes: sum").replace("unit: communes", "unit: things")
SHARE = COUNT.replace("over_communes: count", "over_communes: ratio").replace("unit: communes", "unit: percent")
WHOLE = "unit: things, level: programme, over_communes: none, over_years: cumulative"
OF_PARTNERS = "unit: things, level: partnership, over_communes: sum, over_years: cumulative"
FALLS = ", direction: decrease"
ONE = f"{COUNT}, targets: {{2032: {{value: 3, as_printed: x}}}}"
PROOF = "evidence: [{kind: register, address: a.pdf}]"
RATE = ", reading: {frequency: {at_least: %s, per: year, words: w}}"
DEPENDS = ", reading: {cannot_exceed: {indicators: [OS.1], words: w}}"


def targets(first: object, second: object, *each: int) -> str:
    more = [f", each: {one}" for one in each] or ["", ""]
    return (
        f", targets: {{2031: {{value: {first}, as_printed: x{more[0]}}}, "
        f"2032: {{value: {second}, as_printed: x{more[1]}}}}}"
    )


def baseline(value: int, more: str = "") -> str:
    return f", baseline: {{value: {value}, as_printed: x{more}}}"


def found(base: Path, *codes: str, day: datetime.date = DAY) -> list[str]:
    """What is found of these rules, and what of any other rule fails on its way."""
    chosen = frozenset(rule for rule in RULES if rule.code in codes)
    _, result = checked(base, chosen, day=day)
    return sorted(f"{one.problem.rule.code} {one.problem.message}" for one in result.verdicts)


def frame(base: Path, second: str, first: str = ONE) -> None:
    put(base, {"logframe.yaml": FRAME.format(first=first, second=second)})


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (f"{COUNT}{targets(2, 4)}", ["counts 4 communes, more than there are: 3"]),
        (f"{COUNT}{targets(-2, 3)}", ["counts -2 communes, and there cannot be less than none"]),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 0)}", []),
        (f"{COUNT.replace('southern', 'northern')}{targets(2, 3)}", ["counts 3 communes, more than there are: 2"]),
    ],
    ids=["more", "less-than-none", "falls-to-none", "the-other-side"],
)
def test_counts(base: Path, second: str, said: list[str]) -> None:
    frame(base, second)
    of_it = found(base, "CIC402")
    assert len(of_it) == len(said)
    assert all(one in it for one, it in zip(said, of_it, strict=True))


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (f"{COUNT}{targets(2, 3, 3, 2)}", []),
        (f"{COUNT}{targets(3, 2, 2, 3)}", []),
        (f"{COUNT}{targets(3, 2, 3, 2)}", ["2 by 2032 is below the 3 of 2031"]),
        # what communes lack: fewer of them lack more, and more of them lack less
        (f"{COUNT}{FALLS}{targets(2, 3, 3, 2)}", []),
        (f"{COUNT}{FALLS}{targets(2, 3, 2, 3)}", ["3 by 2032 is above the 2 of 2031"]),
        (f"{COUNT}{FALLS}{targets(3, 2, 2, 3)}", []),
    ],
)
def test_targets_that_turn_back(base: Path, second: str, said: list[str]) -> None:
    frame(base, second)
    assert [one.partition(": ")[2] for one in found(base, "CIC406")] == said


def test_the_hint_knows_that_less_may_be_better() -> None:
    (rule,) = (rule for rule in RULES if rule.code == "CIC406")
    assert "direction: decrease" in rule.hint


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (f"{COUNT}{targets(1, 2)}", f"{COUNT}{targets(1, 3)}{DEPENDS}", ["promises 3 by 2032, but OS.1, on which it depends, only 2"]),
        (f"{COUNT}{FALLS}{targets(2, 1)}", f"{COUNT}{FALLS}{targets(2, 2)}{DEPENDS}", []),
        (f"{COUNT}{FALLS}{targets(2, 1)}", f"{COUNT}{FALLS}{targets(2, 0)}{DEPENDS}", ["falls to 0 by 2032, but OS.1, on which it depends, only to 1"]),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 1)}", f"{COUNT}{FALLS}{baseline(2)}{targets(2, 1)}{DEPENDS}", ["is 2 before the programme, but OS.1, on which it depends, still 3"]),
        # those that have and those that lack are not the same communes
        (f"{COUNT}{FALLS}{targets(2, 1)}", f"{COUNT}{targets(2, 3)}{DEPENDS}", []),
    ],
    ids=["rises", "lacks-more", "lacks-less", "lacked-less", "one-rises-one-falls"],
)  # fmt: skip
def test_dependencies(base: Path, first: str, second: str, said: list[str]) -> None:
    frame(base, second, first)
    assert [one.partition("OS.2 ")[2] for one in found(base, "CIC407")] == said


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (f"{SUM}{targets(3, 9)}{RATE % 1}", "; 9 goes with 4 communes"),
        (f"{SUM}{targets(3, 4)}{RATE % 1}", "; 4 goes with 2 communes"),
        (f"{SUM}{targets(3, 0)}{RATE % 1}", "makes 6"),
        (f"{SUM}{targets(3, -2)}{RATE % 1}", "makes 6"),
    ],
)
def test_a_rate_goes_with_some_communes_or_says_nothing(base: Path, second: str, said: str) -> None:
    frame(base, second.replace("9", "8"))
    (one,) = found(base, "CIC405")
    assert one.endswith(said.replace("9", "8"))


def test_what_was_there_before_is_no_part_of_a_year_that_stands_for_itself(base: Path) -> None:
    of_each_year = WHOLE.replace("cumulative", "rate")
    frame(base, f"{of_each_year}{baseline(2)}{targets(1, 3)}{RATE % 1}")
    assert [one.partition(" by ")[0] for one in found(base, "CIC405")] == ["CIC405 OS.2 has 3"]


@pytest.mark.parametrize(
    ("rate", "before", "values", "wrong"),
    [
        ("1", "", (2, 2, 2), 0),
        ("1", "", (3, 2, 1), 2),
        # a rate such as once in two years leaves a remainder, which may be counted or not
        ("0.75", "", (1, 2, 2), 0),
        ("0.75", "", (0, 3, 1), 2),
        # the total goes on from what was there before, of which a commune may have had all or nothing
        ("1", baseline(2), (4, 2, 3), 0),
        ("1", baseline(2), (5, 2, 1), 2),
        ("1", baseline(2, ", comparable: false"), (4, 2, 2), 1),
    ],
)
def test_targets_of_communes_at_a_rate(
    base: Path, rate: str, before: str, values: tuple[int, int, int], wrong: int
) -> None:
    frame(base, f"{SUM}{before}, targets: {{2032: {{value: {sum(values)}, as_printed: x}}}}{RATE % rate}")
    of = dict(zip(("bravo", "charlie", "echo"), values, strict=True))
    for file in (base / "partnerships").iterdir():
        text = file.read_text()
        for name, value in of.items():
            line = next((line for line in text.splitlines() if line.startswith(f"  {name}:")), "")
            text = (
                text.replace(line, line.replace("{2032: 1}}", f"{{2032: 1}}, OS.2: {{2032: {value}}}}}"))
                if line
                else text
            )
        file.write_text(text)
    assert len(found(base, "CIC503")) == wrong


@pytest.mark.parametrize(
    ("counted", "named", "said"),
    [
        (
            "southern_communes",
            "all_communes",
            ["counts 3 communes (the communes of the south), but its wording names 5"],
        ),
        (
            "all_communes",
            "southern_communes",
            ["counts 5 communes (the communes of north and south), but its wording names 3"],
        ),
        ("southern_communes", "southern_communes", []),
        (
            "southern_communes",
            "northern_communes",
            ["counts 3 communes (the communes of the south), but its wording names 3"],
        ),
    ],
)
def test_as_many_communes_may_be_others(base: Path, counted: str, named: str, said: list[str]) -> None:
    if named == "northern_communes":
        delta = base / "partnerships" / "delta-echo.yaml"
        text = delta.read_text()
        delta.write_text(text.replace("  echo:", "  foxtrot: {name: Foxtrot, country: BE}\n  echo:"))
    own = COUNT.replace("southern_communes", counted)
    frame(base, f"{own}{targets(1, 2)}, reading: {{population: {{value: {named}, words: w}}}}")
    of_it = found(base, "CIC411")
    assert len(of_it) == len(said)
    assert all(one in it for one, it in zip(said, of_it, strict=True))


@pytest.mark.parametrize(
    ("own", "first", "second", "codes"),
    [
        # what had ended and is there again is what is lost where less is better
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 1)}", f"achieved: true, {PROOF}", f"achieved: false, {PROOF}", []),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 1)}", f"achieved: false, {PROOF}", f"achieved: true, {PROOF}", ["CIC514"]),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 1)}", f"value: 1, {PROOF}", f"value: 0, {PROOF}", []),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 1)}", f"value: 0, {PROOF}", f"value: 1, {PROOF}", ["CIC514"]),
        (f"{COUNT}{targets(1, 2)}", f"achieved: false, {PROOF}", f"achieved: true, {PROOF}", []),
        # and a total that is to fall goes back when it rises
        (f"{SUM}{FALLS}{targets(9, 5)}", f"value: 4, {PROOF}", f"value: 2, {PROOF}", []),
        (f"{SUM}{FALLS}{targets(9, 5)}", f"value: 2, {PROOF}", f"value: 4, {PROOF}", ["CIC513"]),
        (f"{SUM}{targets(5, 9)}", f"value: 2, {PROOF}", f"value: 4, {PROOF}", []),
        # a running total only rises, be that good or bad; a state of which more is better may fall
        (f"{SUM}{FALLS}, reports: running_total{targets(9, 9)}", f"value: 4, {PROOF}", f"value: 2, {PROOF}", ["CIC513"]),
        (f"{SUM}{FALLS}, reports: running_total{targets(9, 9)}", f"value: 2, {PROOF}", f"value: 4, {PROOF}", []),
        (f"{SUM}, reports: state{targets(5, 9)}", f"value: 4, {PROOF}", f"value: 2, {PROOF}", []),
        (f"{SUM}{targets(5, 9)}", f"value: 4, {PROOF}", f"value: 2, {PROOF}", ["CIC513"]),
        (f"{SUM}{FALLS}{targets(9, 5)}".replace("things", "percent"), f"value: 2, {PROOF}", f"value: 4, {PROOF}", []),
        # a zero is what was promised where less is better, and no proof is asked of the other end
        (f"{SUM}{FALLS}{targets(9, 0)}", "value: 0", None, ["CIC512"]),
        (f"{COUNT}{FALLS}{baseline(3)}{targets(2, 0)}", "achieved: false", None, ["CIC512"]),
        (f"{SUM}{targets(1, 9)}", "value: 0", None, []),
        (f"{COUNT}{targets(1, 2)}", "achieved: false", None, []),
        (f"{SHARE}{targets(1, 9)}", "numerator: 0, denominator: 9", None, []),
        (f"{SHARE}{targets(1, 9)}", "numerator: 1, denominator: 9", None, ["CIC512"]),
        (f"{SHARE}{FALLS}{targets(9, 1)}", "numerator: 0, denominator: 9", None, ["CIC512"]),
        # a share where none is added up, and a number where one is
        (f"{SHARE}{targets(1, 9)}", f"value: 9, {PROOF}", None, ["CIC511"]),
        (f"{SUM}{targets(1, 9)}", f"numerator: 9, denominator: 10, {PROOF}", None, ["CIC511"]),
        (f"{COUNT}{targets(1, 2)}", f"numerator: 1, denominator: 2, {PROOF}", None, ["CIC511"]),
        # a part is more than the whole only where that was promised
        (f"{SHARE}{targets(90, 100)}", f"numerator: 12, denominator: 10, {PROOF}", None, ["CIC511"]),
        (f"{SHARE}{targets(100, 120)}", f"numerator: 12, denominator: 10, {PROOF}", None, []),
        (f"{SHARE}{targets(100, 120)}", f"numerator: -1, denominator: 10, {PROOF}", None, ["CIC511"]),
    ],
)  # fmt: skip
def test_reports(base: Path, own: str, first: str, second: str | None, codes: list[str]) -> None:
    frame(base, own)
    for year, observation in ((2031, first), (2032, second)):
        if observation is not None:
            text = f"year: {year}\npartnership: alfa-bravo\ncommunes: {{bravo: {{observations: {{OS.2: {{{observation}}}}}}}}}\n"
            put(base, {f"reports/{year}/alfa-bravo.yaml": text})
    assert [one[:6] for one in found(base, "CIC511", "CIC512", "CIC513", "CIC514")] == codes


@pytest.mark.parametrize(
    ("own", "rising", "who"),
    [(OF_PARTNERS, True, "alfa-bravo"), (OF_PARTNERS, False, "alfa-bravo"), (WHOLE, True, "programme"), (WHOLE, False, "programme")],
)  # fmt: skip
def test_whoever_reports_a_total(base: Path, own: str, rising: bool, who: str) -> None:
    frame(base, f"{own}{'' if rising else FALLS}{targets(5, 5)}")
    named = "" if who == "programme" else f"partnership: {who}\n"
    for year, value in ((2031, 3), (2032, 2 if rising else 4)):
        text = f"year: {year}\n{named}observations: {{OS.2: {{value: {value}, {PROOF}}}}}\n"
        put(base, {f"reports/{year}/{who}.yaml": text})
    (one,) = found(base, "CIC511", "CIC512", "CIC513", "CIC514", "CIC516")
    said = (
        "2 by 2032 is less than the 3 of 2031" if rising else "4 by 2032 is more than the 3 of 2031, and it is to fall"
    )
    assert one == f"CIC513 OS.2: {said}"


def test_a_target_of_a_commune_names_what_stands_against_it(base: Path) -> None:
    frame(
        base,
        f"{WHOLE}{targets(1, 1)}",
        f"{COUNT.replace('over_communes: count', 'over_communes: none')}{targets(1, 1)}",
    )
    assert {one.related[0].path.rpartition(".")[2] for one in found_in(base) if one.code == "CIC505"} == {
        "over_communes"
    }


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("total: 100, men: 60, women: 40", []),
        ("total: 100, men: 60, women: 30", ["60 men and 30 women make 90, but 100 is stated (+10)"]),
        ("total: 100, men: 60, women: 50", ["60 men and 50 women make 110, but 100 is stated (-10)"]),
        ("total: 100, women: 100", []),
        ("total: 100, women: 101", ["101 women are more than the 100 that is stated for all (-1)"]),
        ("total: 100, men: 101", ["101 men are more than the 100 that is stated for all (-1)"]),
        ("men: 101", []),
    ],
)
def test_people(base: Path, people: str, said: list[str]) -> None:
    programme = base / "programme.yaml"
    programme.write_text(programme.read_text() + f"beneficiaries: {{pupils: {{of: {{en: Pupils}}, {people}}}}}\n")
    assert [one.partition(" ")[2] for one in found(base, "CIC608")] == said


DATES = "period: {start: 2031, end: 2032, accounts_until: 2033-06-30}"
CLOSED = "reporting:\n  years: [2031, 2032]\n  closed: {2031: %s}"


@pytest.mark.parametrize(
    ("day", "codes"),
    [("2031-12-30", ["CIC519"]), ("2031-12-31", []), ("2032-01-01", [])],
)
def test_a_year_is_closed_on_its_last_day_or_later(base: Path, day: str, codes: list[str]) -> None:
    programme = base / "programme.yaml"
    programme.write_text(programme.read_text().replace("reporting:\n  years: [2031, 2032]", CLOSED % day))
    assert [one[:6] for one in found(base, "CIC517", "CIC519")] == codes


@pytest.mark.parametrize(("year", "codes"), [(2031, []), (2030, ["CIC519"]), (2033, ["CIC519"])])
def test_a_closed_year_is_one_of_those_reported(base: Path, year: int, codes: list[str]) -> None:
    programme = base / "programme.yaml"
    closed = (CLOSED % "2034-06-30").replace("{2031", f"{{{year}")
    programme.write_text(programme.read_text().replace("reporting:\n  years: [2031, 2032]", closed))
    assert [one[:6] for one in found(base, "CIC519")] == codes


@pytest.mark.parametrize("key", ["accepted_on", "expires", "accounts_until", "date", "closed", "observed", "decided"])
def test_a_day_after_the_day_of_the_check_is_to_come(base: Path, key: str) -> None:
    programme = base / "programme.yaml"
    text, day = programme.read_text(), "2032-03-31"
    report = (
        f"year: 2031\npartnership: alfa-bravo\ncommunes: {{bravo: {{observations: {{OS.1: {{value: 1, {PROOF}}}}}}}}}\n"
    )
    if key in ("accepted_on", "expires"):
        entry = f"acknowledgements: [{{rule: overspending, file: budget.yaml, reason: {{en: x}}, {key}: {day}}}]\n"
        put(base, {"acknowledgements.yaml": entry})
    elif key == "accounts_until":
        day = "2033-06-30"
        programme.write_text(text.replace("period: {start: 2031, end: 2032}", DATES))
    elif key == "closed":
        programme.write_text(text.replace("reporting:\n  years: [2031, 2032]", CLOSED % day))
    elif key == "decided":
        extended = "period: {start: 2031, end: 2032, extended: {end: 2033, decided: 2032-03-31}}"
        programme.write_text(text.replace("period: {start: 2031, end: 2032}", extended))
    elif key == "date":
        put(base, {"reports/2031/alfa-bravo.yaml": report.replace("a.pdf", f"a.pdf, date: {day}")})
    else:
        days = f"observed: {{start: 2031-12-01, end: {day}}}"
        put(base, {"reports/2031/alfa-bravo.yaml": report.replace("value: 1", f"value: 1, {days}")})
    on = datetime.date.fromisoformat(day)
    may_come = key in ("expires", "accounts_until")
    assert found(base, "CIC517", day=on) == []
    assert found(base, "CIC517", day=on - datetime.timedelta(1)) == (
        [] if may_come else [f"CIC517 {day} has not come yet"]
    )


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ("2031-01-01, end: 2031-12-31", []),
        ("2030-12-31, end: 2031-01-01", []),
        ("2031-12-31, end: 2032-01-01", []),
        ("2030-01-01, end: 2030-12-31", ["CIC518"]),
        ("2032-01-01, end: 2032-01-02", ["CIC518"]),
    ],
)
def test_days_of_a_report(base: Path, days: str, codes: list[str]) -> None:
    observation = f"OS.1: {{value: 1, {PROOF}, observed: {{start: {days}}}}}"
    text = f"year: 2031\npartnership: alfa-bravo\ncommunes: {{bravo: {{observations: {{{observation}}}}}}}\n"
    put(base, {"reports/2031/alfa-bravo.yaml": text})
    assert [one[:6] for one in found(base, "CIC518")] == codes


SPENT = (
    "year: 2031\npartnership: alfa-bravo\nexpenditure:\n  partners:\n    operating:\n      amount: {amount}\n{payments}"
)
PAID = "      payments: [{{amount: {amount}, currency: {currency}{more}}}]\n"


def in_currency(base: Path, currency: str) -> None:
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text().replace("currency: EUR", f"currency: {currency}"))


@pytest.mark.parametrize(
    ("currency", "amount", "said"),
    [
        ("TND", "1.250", []),
        ("TND", "1.2505", ["1.2505 cannot be: TND has 3 decimals"]),
        ("JPY", "1600", []),
        ("JPY", "1600.50", ["1600.50 cannot be: JPY has 0 decimals"]),
        ("JPY", "1.600", ["1.600 cannot be: JPY has 0 decimals; write 1600 if the point stands before thousands"]),
        ("MAD", "1.25", []),
        ("MAD", "1.250", ["1.250 cannot be: MAD has 2 decimals; write 1250.00 if the point stands before thousands"]),
    ],
)
def test_what_was_paid_has_the_decimals_of_its_currency(
    base: Path, currency: str, amount: str, said: list[str]
) -> None:
    more = ', rate: 2, rate_source: "A bank"'
    payments = PAID.format(amount=amount, currency=currency, more=more)
    put(base, {"reports/2031/alfa-bravo.yaml": SPENT.format(amount="1.00", payments=payments)})
    assert checked(base)[0].problems == ()
    assert [one.partition(" ")[2] for one in found(base, "CIC320")] == said


def test_no_currency_has_five_decimals(base: Path) -> None:
    payments = PAID.format(amount="1.25055", currency="TND", more="")
    put(base, {"reports/2031/alfa-bravo.yaml": SPENT.format(amount="1.00", payments=payments)})
    assert [one.rule.code for one in checked(base)[0].problems] == ["CIC105"]


def test_a_budget_in_yen(base: Path) -> None:
    in_currency(base, "JPY")
    assert [one.code for one in found_in(base)] == []
    put(base, {"reports/2031/alfa-bravo.yaml": SPENT.format(amount="12.50", payments="")})
    assert [(one.code, one.place.file) for one in found_in(base)] == [("CIC320", "reports/2031/alfa-bravo.yaml")]


def test_a_budget_with_cents_is_not_in_yen(base: Path) -> None:
    for file in (base / "budget.yaml", *(base / "partnerships").iterdir()):
        text = file.read_text()
        file.write_text(
            text.replace("0.00,", "0.50,").replace("0.00}", "0.50}")
            if file.stem != "budget"
            else text.replace(".00", ".50")
        )
    in_currency(base, "JPY")
    (one,) = found(base, "CIC320")
    assert one.endswith("amounts have decimals, and JPY has 0 decimals: is it another currency?")


@pytest.mark.parametrize(("own", "changed"), [("JPY", "50"), ("EUR", "50.00"), ("TND", "50.000")])
def test_an_amount_of_another_currency_is_changed_to_the_coin_of_the_budget(base: Path, own: str, changed: str) -> None:
    in_currency(base, own)
    paid = PAID.format(amount=4, currency="MAD", more=', rate: 4, rate_source: "A bank"')
    report = SPENT.format(amount="200.00", payments="") + "    investment:\n      amount: 1.00\n" + paid
    put(base, {"reports/2031/alfa-bravo.yaml": report})
    said = [one for one in found(base, "CIC310") if "in which currency" in one]
    assert said
    assert all(f"200.00 MAD would be {changed}: in which" in one for one in said)


@pytest.mark.parametrize(
    ("currency", "rate", "codes"),
    [("EUR", "1", []), ("EUR", "2", ["CIC313"]), ("MAD", "1", ["CIC314"])],
)
def test_of_the_own_currency_nobody_need_say_the_rate(base: Path, currency: str, rate: str, codes: list[str]) -> None:
    payments = PAID.format(amount="1.00", currency=currency, more=f", rate: {rate}")
    put(base, {"reports/2031/alfa-bravo.yaml": SPENT.format(amount="1.00", payments=payments)})
    assert [one[:6] for one in found(base, "CIC313", "CIC314")] == codes
