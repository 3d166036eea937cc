"""The strip at the head of a report in HTML: how things stand and what they cost, in a few figures of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.tables import Page, Table, Value, words
from cic.render.cells import cell_text, fact_text
from cic.render.chart_svg import status_class
from cic.render.headline import NUMBER, TEXT, money_of, row_of, without_accounts
from cic.render.safe_text import HtmlText, html
from cic.render.web.table import bar
from cic.render.web.words import with_directions

IN_THE_STRIP = ("situation_at", "findings")
"""The facts that stand in the strip."""


def strip(page: Page, language: Language) -> Iterator[HtmlText]:
    """The strip; nothing for a page that is no report."""
    tiles = list(_tiles(page, language))
    if tiles:
        yield html('<dl class="strip">')
        yield from tiles
        yield html("</dl>")


def has_strip(page: Page) -> bool:
    """Whether there is anything to say in a strip."""
    return any(table.key in ("milestones", "years") for table in page.tables)


def _tiles(page: Page, language: Language) -> Iterator[HtmlText]:
    if not has_strip(page):
        return
    facts = {fact.key: fact_text(fact, language) for fact in page.facts}
    if "situation_at" in facts:
        name, day = facts["situation_at"]
        yield _tile(name, day)
    milestones = row_of(page, "milestones")
    if milestones is not None:
        said = words("none yet")
        if milestones["due"]:
            said = words("{at_hand} of {due} met or at hand", at_hand=milestones["at_hand"], due=milestones["due"])
        yield _tile(language.say(words("Milestones due")), language.say(said), milestones["share"])
    money = money_of(page, language)
    if money is not None:
        yield _tile(language.say(words("Spent since the start")), money.since_the_start, money.share_since)
        yield _tile(language.say(words("Spent in {year}", year=money.year)), money.of_year, money.share_of_year)
        if money.accounts is not None:
            missing = without_accounts(page, money.year)
            below = language.say(words("not yet: {who}", who=missing)) if missing else ""
            title = language.say(words("Accounts of {year}", year=money.year))
            yield _tile(title, cell_text(TEXT, money.accounts, language), below=below)
        if money.accounts_since is not None:
            title = language.say(words("Accounts since the start"))
            yield _tile(title, cell_text(TEXT, money.accounts_since, language))
    if "findings" in facts:
        yield _tile(*facts["findings"])


def _tile(name: str, text: str, share: Value = None, below: str = "") -> HtmlText:
    drawn = bar(share) if isinstance(share, Decimal) else html("")
    more = html("<small>{}</small>", with_directions(below)) if below else html("")
    return html("<div><dt>{}</dt><dd>{}{}{}</dd></div>", name, with_directions(text), drawn, more)


def stack(table: Table, language: Language) -> Iterator[HtmlText]:
    """How many indicators stand how, as one bar. What it shows stands in the table below it."""
    counts = [(row["status"], row["indicators"]) for row in table.records()]
    parts = [
        html(
            '<span class="{}" style="flex-grow:{:f}"><i>{} {}</i></span>',
            status_class(status),
            count,
            status.symbol,
            number,
        )
        for status, count in counts
        if isinstance(status, Status) and isinstance(count, Decimal)
        for number in (cell_text(NUMBER, count, language),)
    ]
    if parts:
        yield html('<div class="stack" aria-hidden="true">{}</div>', HtmlText.joined("", parts))
