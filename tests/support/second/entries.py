"""What reports say of money: spent, come back, paid by others; and whether that is what its payments make."""

from __future__ import annotations

from fractions import Fraction

from second.plain import as_list


def natures_of(budget):
    """The natures of a budget by id, with their names; of one without natures the word total."""
    if "natures" not in budget:
        return {one: one.title() for one in ("investment", "operating", "personnel")}
    return {id: names["en"] for id, names in budget["natures"].items()} or {"total": "Total"}


def entries(reports, calendar, natures):
    """Each amount, in the order of the files, what came back after what was spent and below nothing; year: of the programme;
    of_what: what it is reported of; paid_by: of what others paid; of: of what came back."""
    for report in reports:
        head = {
            "year": calendar.year_of(report["year"]), "of_what": report["year"], "end": calendar.end(report["year"]),
            "who": report.get("partnership", "programme"),
        }  # fmt: skip
        blocks = report.get("expenditure", {}).items()
        for category, block in blocks:
            for nature in natures:
                for one in as_list(block.get(nature, [])):
                    yield _entry(head, category, nature, one, 1)
        for category, block in blocks:
            for one in block.get("refunds", []):
                yield _entry(head, category, one.get("nature", "total"), one, -1)


def _entry(head, category, nature, one, sign):
    own = {key: one.get(key) for key in ("association", "paid_by", "of", "result", "activity")}
    return {**head, "category": category, "nature": nature, "amount": sign * Fraction(one["amount"]), **own}


def wrong_payments(programme, budget, reports, calendar):
    """Amounts that are not what their payments make: each rounded half up to the coin and then added, or the sum rounded once."""
    coin = Fraction(1, 1 if budget["currency"] == "JPY" else 100)
    for report in reports:
        year = calendar.year_of(report["year"])
        for block in report.get("expenditure", {}).values():
            for nature in natures_of(budget):
                for one in as_list(block.get(nature, [])):
                    paid = [_changed(programme, budget, each, year) for each in one.get("payments", [])]
                    each, once = sum(half_up(part, coin) for part in paid), half_up(sum(paid), coin)
                    if paid and one["amount"] not in (each, once):
                        yield one


def _changed(programme, budget, payment, year):
    amount = Fraction(payment["amount"])
    if payment["currency"] == budget["currency"]:
        return amount
    return amount / Fraction(payment.get("rate") or programme["rates"][payment["currency"]][year]["rate"])


def half_up(amount, coin):
    """Rounded half up to so many of the smallest coin."""
    return (2 * amount / coin + 1) // 2 * coin
