"""What is said first of a partnership and of a commune: how it stands, what was spent, what it owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cic.analysis.outstanding import Missing
from cic.analysis.progress import CommuneTarget, rounded
from cic.analysis.spending import Money
from cic.analysis.status import Coverage
from cic.base.message import Message
from cic.language import Language
from cic.pages.commune_map import Aside
from cic.pages.counts import Difference, difference
from cic.pages.show.catalogue import Thing
from cic.pages.show.view import View
from cic.pages.tables import Column, State, Value, bounded, words
from cic.render.cells import cell_text
from cic.render.headline import Headline, spent_of
from cic.render.safe_text import HtmlText
from cic.render.web.headline import strip_of
from cic.site.names import Names

_TEXT = Column("", "", "text")
_NONE = words("nothing")


def strip_of_partnership(view: View, thing: Thing, names: Names) -> Iterator[HtmlText]:
    """The targets of its communes, its money, and who of it owes what."""
    programme, language = thing.programme, view.language
    if programme.years:
        known = view.looked_up.standing(programme, view.year, thing.id)
        owed = view.looked_up.missing(programme, view.year, thing.id)
        yield from strip_of(
            (
                *_targets(known.due, difference(known.due, owed), view),
                *_money(known.money, language, words("Spent since the start"), _currency(thing)),
                *_owed(owed, difference(known.due, owed), names, language),
            )
        )


def strip_of_commune(view: View, thing: Thing) -> Iterator[HtmlText]:
    """Its own targets, the money of its partnership, of which no part is its own, and what it owes itself."""
    programme, language = thing.programme, view.language
    if programme.years and thing.owner in programme.partnership_files:
        known = view.looked_up.standing(programme, view.year, thing.owner)
        owed = [one for one in view.looked_up.missing(programme, view.year, thing.owner) if one.commune == thing.id]
        due = [one for one in known.due if one.commune == thing.id]
        is_asked = thing.id in view.looked_up.asked_for_values(programme)
        nothing = (Headline(language.say(words("Values")), language.say(words(Aside.NOT_ASKED.value))),)
        found = difference(due, owed)
        yield from strip_of(
            (
                *(_targets(due, found, view) if is_asked else nothing),
                *_money(known.money, language, words("Spent by its partnership"), _currency(thing)),
                *(_owed(owed, found, {}, language) if is_asked else ()),
            )
        )


def _targets(due: Iterable[CommuneTarget], found: Difference, view: View) -> Iterator[Headline]:
    """How many of those that are due and decided were reached, and of how many nobody said anything."""
    language = view.language
    decided = [one for one in due if one.value is not None]
    reported = [one for one in decided if one.observed is not None]
    met = sum(bool(one.is_met) for one in reported)
    title = language.say(words("Targets due at the end of {year}", year=view.year))
    if not decided:
        yield Headline(title, language.say(words("none")))
        return
    said = words("{met} of {due} reached", met=met, due=len(decided)) if reported else words(State.NOT_REPORTED.value)
    share = rounded(Decimal(met) * 100 / len(decided)) if reported else None
    below: list[Message] = []
    if reported and len(reported) < len(decided):
        below.append(words("not reported: {count}", count=len(decided) - len(reported)))
    if not reported:
        below.append(words("{due:targets} due", due=len(decided)))
    yield Headline(title, language.say(said), share, _said((*below, *found.said_of_targets), language))


def _money(money: Money, language: Language, title: Message, currency: str) -> Iterator[Headline]:
    """What was spent of the budget since the start, and whether all years are accounted for."""
    if money.budget is None and money.spent is None:
        return
    spent: Value = State.NOT_REPORTED if money.spent is None else bounded(money.spent, money.limit)
    rate = None if money.rate is None else bounded(rounded(money.rate), money.limit)
    accounts = ""
    if money.expected:
        made = cell_text(_TEXT, Coverage(money.reported_by, money.expected), language)
        accounts = language.say(words("yearly accounts: {made}", made=made))
    yield Headline(language.say(title), spent_of(spent, money.budget, rate, language, currency), rate, accounts)


def _owed(owed: Sequence[Missing], found: Difference, names: Names, language: Language) -> Iterator[Headline]:
    """What is missing: values by whom, where several may owe them, and which of them are no targets not reported; years
    without accounts; what is to be confirmed."""
    values = sum(len(one.indicators) for one in owed)
    who = [
        words("{name}: {value}", name=names[one.commune or one.partnership], value=len(one.indicators))
        for one in owed
        if one.indicators and (one.commune or one.partnership) in names
    ]
    said = language.number(Decimal(values)) if values else language.say(_NONE)
    yield Headline(language.say(words("Values missing")), said, below=_said((*who, *found.said), language))
    years = tuple(dict.fromkeys(year for one in owed for year in one.accounts))
    if years:
        yield Headline(language.say(words("Years without accounts")), language.say(words("{parts}", parts=years)))
    later = sum(len(one.to_confirm) for one in owed)
    if later:
        yield Headline(language.say(words("To confirm")), language.number(Decimal(later)))


def _said(parts: Sequence[Message], language: Language) -> str:
    """Parts in small letters, one after the other."""
    return language.say(words("{parts}", parts=tuple(parts))) if parts else ""


def _currency(thing: Thing) -> str:
    return thing.programme.budget.currency if thing.programme.budget else ""
