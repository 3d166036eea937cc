"""What a report says first, wherever it is read: each figure stands in a table of the page and is looked up there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from cic.analysis.status import Coverage
from cic.base.message import Message, phrase
from cic.base.periods import first_day, last_day, shown_name
from cic.language import Language
from cic.pages.tables import Column, Page, State, Table, Value, words
from cic.render.cells import cell_text, fact_text, told

AMOUNT, NUMBER, PERCENT, TEXT = (Column("", "", kind) for kind in ("amount", "number", "percent", "text"))
_MOST_NAMES = 3
_SCOPE = ("partnership", "commune", "result", "indicator")
"""The facts that say what a report is of, where it is not of the whole programme."""
IN_THE_HEADLINE = ("situation_at", "findings", *_SCOPE)
"""The facts that stand there."""


class Headline(NamedTuple):
    """A figure that a report says first: its name, the figure, the share that may be drawn, what is to be said below
    it."""

    name: str
    text: str
    share: Value = None
    below: str = ""


class Money(NamedTuple):
    """Money of a year and since the start, as text. shares: of the budget, where that is known. accounts: how many of
    those who must account for the year have; accounts_since: of all years up to it, where that says more."""

    year: int
    since_the_start: str
    share_since: Value
    of_year: str
    share_of_year: Value
    accounts: Coverage | None
    accounts_since: Coverage | None


def has_headlines(page: Page) -> bool:
    """Whether the page is a report, which has something to say first."""
    return any(table.key in ("milestones", "years") for table in page.tables)


def scopes(page: Page, language: Language) -> list[tuple[str, str]]:
    """What a report is of, with its name, where it is not of the whole programme."""
    if not has_headlines(page):
        return []
    return [fact_text(fact, language) for fact in page.facts if fact.key in _SCOPE]


def titled(title: str, page: Page, language: Language) -> str:
    """The title with what the report is of: for the name of a window and the foot of a page."""
    return " · ".join((title, *(value for _, value in scopes(page, language))))


def headlines(page: Page, language: Language) -> Iterator[Headline]:
    """How things stand and what they cost, in a few figures; nothing for a page that is no report."""
    if not has_headlines(page):
        return
    facts = {fact.key: fact_text(fact, language) for fact in page.facts}
    if "situation_at" in facts:
        yield Headline(*facts["situation_at"])
    milestones = row_of(page, "milestones")
    if milestones is not None:
        said = words("none yet")
        if milestones["due"]:
            said = words("{at_hand} of {due} met or at hand", at_hand=milestones["at_hand"], due=milestones["due"])
        yield Headline(language.say(words("Milestones due")), language.say(said), milestones["share"])
    money = money_of(page, language, page.currency)
    if money is not None:
        yield Headline(language.say(words("Spent since the start")), money.since_the_start, money.share_since)
        yield Headline(language.say(words("Spent in {year}", year=money.year)), money.of_year, money.share_of_year)
        if money.accounts is not None:
            missing = without_accounts(page, money.year, language)
            below = language.say(words("not yet: {who}", who=missing)) if missing else ""
            title = language.say(words("Accounts of {year}", year=money.year))
            yield Headline(title, cell_text(TEXT, money.accounts, language), below=below)
        if money.accounts_since is not None:
            title = language.say(words("Accounts since the start"))
            yield Headline(title, cell_text(TEXT, money.accounts_since, language))
    if "findings" in facts:
        yield Headline(*facts["findings"])


def tells_statuses(table: Table) -> bool:
    """Whether it is the table of how many indicators stand how; a comparison has a summary of another kind."""
    return table.key == "summary" and any(column.key == "status" for column in table.columns)


def rows_of(page: Page, key: str) -> list[dict[str, Value]]:
    """The rows of a table; none where the page has not got it."""
    return [record for table in page.tables if table.key == key for record in table.records()]


def row_of(page: Page, key: str) -> dict[str, Value] | None:
    """The first row of a table."""
    return next(iter(rows_of(page, key)), None)


def money_of(page: Page, language: Language, currency: str = "") -> Money | None:
    """Of the year in which the day lies at which the page says how things stand, where it says anything of money.
    currency: to be said with the amounts."""
    day = next((fact.value for fact in page.facts if fact.key == "situation_at"), None)
    if not isinstance(day, datetime.date):
        return None
    for row in rows_of(page, "years"):
        year, accounts, since = row["year"], row["coverage"], row["coverage_to_date"]
        # the budget of a partnership is of all years
        budget = row.get("budget_to_date", row.get("budget_in_all"))
        if isinstance(year, int) and first_day(year) <= day <= last_day(year):
            return Money(
                year,
                spent_of(row["spent_to_date"], budget, row["rate_to_date"], language, currency),
                row["rate_to_date"],
                spent_of(row["spent"], row.get("budget"), row.get("rate"), language, currency),
                row.get("rate"),
                accounts if isinstance(accounts, Coverage) else None,
                since if isinstance(since, Coverage) and since.reported_by < since.expected else None,
            )
    return None


def spent_of(spent: Value, budget: Value, rate: Value, language: Language, currency: str) -> str:
    """A sum that is only a limit in words, and its share by a sign; of what has no budget the sum alone."""
    if budget is None:
        amount = told(AMOUNT, spent, language)
        return amount if isinstance(spent, State) else _with_currency(amount, currency, language)
    template = phrase("{spent}; budget {budget}") if isinstance(spent, State) else phrase("{spent} of {budget}")
    stated = cell_text(AMOUNT, budget, language)
    whole = stated if isinstance(budget, State) else _with_currency(stated, currency, language)
    of = language.say(words(template, spent=told(AMOUNT, spent, language), budget=whole))
    share = cell_text(PERCENT, rate, language)
    return f"{of} ({share})" if share else of


def _with_currency(amount: str, currency: str, language: Language) -> str:
    return language.say(words("{amount} {currency}", amount=amount, currency=currency)) if currency else amount


def without_accounts(page: Page, year: int, language: Language) -> tuple[str | Message, ...]:
    """Who has not accounted for a year; of many only the first, and how many there are beside them."""
    names = [
        cell_text(TEXT, row["partnership"], language)
        for row in rows_of(page, "missing")
        if shown_name(year) in str(row.get("accounts") or "").split(", ")
    ]
    more = len(names) - _MOST_NAMES
    return (*names[:_MOST_NAMES], words("{count} more", count=more)) if more > 0 else tuple(names)
