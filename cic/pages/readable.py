"""What a rule says, for readers who never saw the files: amounts with their currency, names instead of keys."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from cic.analysis.sources import attribution
from cic.base.message import Message, Word
from cic.diagnostics import Problem, Rule, Spot, Theme
from cic.language import Figure, Language
from cic.model.programme import Programme
from cic.model.vocabulary import COUNTED, POPULATIONS
from cic.pages.printed_places import document_name
from cic.pages.tables import words
from cic.rules.claims import claims_against_claims, claims_against_data
from cic.rules.claims_countries import claims_of_other_countries
from cic.rules.money import association_shares

_SIGNS = {"EUR": "€"}
"""The signs of currencies that have one which nobody mistakes for another's."""
_COUNTS = "about"
"""The parameter that says what a document counts."""


Names = Mapping[str, Message | str]
"""What the keys of the files that messages speak of are called."""


_FOR_READERS: Mapping[Rule, Message] = {
    claims_against_data: words("{document}: {stated} for “{about}”, {counted} elsewhere ({difference})"),
    claims_against_claims: words("{document}: {stated} for “{about}”, elsewhere {other} ({where})"),
    claims_of_other_countries: words("{document}: {stated} for “{about}” of another country ({country}), not of {own}"),
    association_shares: words("{association} has no share, but its communes have {sum}: {communes}"),
}
"""What is said of the data, said of the documents: for those who do not know that there are data."""


def readable(programme: Programme, found: Problem, message: Message, names: Names, language: Language) -> Message:
    """The message of a problem in the reader's words and units."""
    shown = {name: _shown(programme, found.rule, name, value, names) for name, value in message.params.items()}
    other = _FOR_READERS.get(found.rule)
    if other is None or not isinstance(found.where, Spot):
        return Message(message.template, shown)
    source = attribution(programme, found.where).source
    document = document_name(programme, source.document, language) if source else ""
    return Message(other.template, {"difference": "", **shown, "document": document})


def money(programme: Programme, amount: Decimal) -> Message:
    """An amount with its currency."""
    currency = programme.budget.currency if programme.budget else ""
    return words("{amount} {currency}", amount=Figure(amount, True), currency=_SIGNS.get(currency, currency))


def _shown(programme: Programme, rule: Rule, name: str, value: object, names: Names) -> object:
    is_money = rule.theme is Theme.MONEY
    if name == "difference" and isinstance(value, str):
        return _difference(programme, value, is_money)
    if isinstance(value, Decimal):
        return money(programme, value) if is_money else value
    if isinstance(value, str):
        return COUNTED.get(value, value) if name == _COUNTS else names.get(value, value)
    if isinstance(value, Word):
        return value
    if isinstance(value, tuple) and not isinstance(value, Message):
        return tuple(names.get(one, one) if isinstance(one, str) else one for one in value)
    return value


def _difference(programme: Programme, signed: str, is_money: bool) -> object:
    try:
        value = Decimal(signed)
    except InvalidOperation:
        return signed
    size = money(programme, abs(value)) if is_money else abs(value)
    return words("{sign}{size}", sign="-" if value < 0 else "+", size=size)


def partnership_name(programme: Programme, id: str) -> str:
    """A partnership as the documents print it, for readers; its id where they print no name."""
    file = programme.partnership_files.get(id)
    return (programme.partnerships[file].printed_name if file is not None else None) or id


def names_of(programme: Programme, language: Language) -> Names:
    """The names of populations, organisations, documents and kinds of evidence."""
    names: dict[str, Message | str] = dict(POPULATIONS)
    if programme.identity:
        names.update((id, one.abbreviation or one.name) for id, one in programme.identity.organisations.items())
    if programme.documents:
        names.update((id, document_name(programme, id, language)) for id in programme.documents.documents)
    if programme.logframe:
        names.update((id, language.text(name)) for id, name in programme.logframe.evidence_kinds.items())
        names.update(
            (id, language.text(name))
            for located in programme.each_indicator()
            for id, name in located.value.sources_of_verification.items()
        )
    return names
