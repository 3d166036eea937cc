"""What a person types on a command line, as files hold it: numbers, amounts, texts, evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.money import meant_number
from cic.diagnostics import Key
from cic.language import Digits
from cic.model.amounts import LARGEST_AMOUNT
from cic.model.called import id_called, names_in, nearest
from cic.model.evidence import is_evidence
from cic.model.programme import Programme
from cic.reference.currencies import coin_of
from cic.source.guards import forbidden_in
from cic.source.nodes import plain_scalar
from cic.source.written import OneLine, Value

Named = str | Message
"""What was typed, as messages name it: by its option, or as an answer."""
_CENT = Decimal("0.01")
_WITH_SIGN = re.compile(r"[%€]|EUR|euros?", re.IGNORECASE)


def number_typed(option: Named, text: str) -> int | Decimal:
    """A number as files hold it. Raises UserError where it is none, or may be two."""
    if "%" in text:
        raise UserError(
            "{option} {given}: a percentage is reported by what it is made of",
            "write --numerator and --denominator; or the number alone, without the sign",
            option=option,
            given=text,
        )
    return _number(option, text, "3.5")


def amount_typed(option: Named, text: str, currency: str) -> Decimal:
    """An amount in the currency of the budget, with its decimals. Raises UserError where it is none, or may be two."""
    sign = _WITH_SIGN.search(text)
    if sign is not None and (sign[0] == "%" or currency != "EUR"):
        raise UserError(
            "{option} {given}: the budget is in {currency}",
            "write the amount in {currency}, without a sign; what was paid in another currency stands under payments",
            option=option,
            given=text,
            currency=currency,
        )
    found = Decimal(_number(option, text, "12500.50"))
    if found < 0:
        raise UserError(
            "{option} {given}: an amount has no minus sign",
            "money that came back is entered with --refund-of and the year in which it had been spent",
            option=option,
            given=text,
        )
    coin = min(coin_of(currency), _CENT)
    if found != found.quantize(coin) or found >= LARGEST_AMOUNT:
        advice = "write at most two decimals: {example}" if coin == _CENT else "write no part of a coin: {example}"
        example = Digits(Decimal("12500.5").quantize(coin))
        raise UserError("{option} {given} is no amount", advice, option=option, given=text, example=example)
    return found.quantize(_CENT) if found == found.quantize(_CENT) else found


def _number(option: Named, text: str, example: str) -> int | Decimal:
    plain = meant_number(text)
    if plain is None:
        raise UserError(
            "{option} {given} is no number", "write {example}", option=option, given=text, example=Digits(example)
        )
    if len(plain) > 1:
        raise UserError(
            "{option} {given} can be read in two ways",
            "write {one} if the sign stands before thousands, {other} if before decimals",
            option=option,
            given=text,
            one=Digits(plain[0]),
            other=Digits(f"{Decimal(plain[1]):f}".rstrip("0")),
        )
    value = plain_scalar(_without_zeros(plain[0]))[0]
    if type(value) is not int and type(value) is not Decimal:
        raise UserError(
            "{option} {given} is too long a number",
            "write {example}",
            option=option,
            given=text,
            example=Digits(example),
        )
    return value


def _without_zeros(digits: str) -> str:
    """The digits without zeros before them."""
    return re.sub(r"^(-?)0+(?=[0-9])", r"\1", digits)


def text_typed(option: Named, text: str) -> str:
    """A text in one line. Raises UserError where it is empty, or holds what files must not hold."""
    if forbidden_in(text) or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise UserError(
            "{option} holds a character that cannot be written",
            "type it again, without control characters",
            option=option,
        )
    whole = " ".join(text.split())
    if not whole:
        raise UserError("{option} is empty", "leave it out where there is nothing to say", option=option)
    return whole


def evidence_typed(
    programme: Programme,
    option: Named,
    given: str,
    kinds: Mapping[str, Sequence[str]],
    date: str | None,
    digests: Mapping[str, str | None],
) -> OneLine:
    """What proves a value, from KIND=FILE: a file below evidence/, a document of documents.yaml, or an address.

    kinds: what can prove it, by id with the names; empty where anything can. Raises UserError where it is of none.
    """
    kind, sign, where = (part.strip() for part in given.partition("="))
    known = tuple(kinds)
    if not sign or not where or not kind:
        raise UserError(
            "{option} {given} does not say of which kind it is, or what it is",
            "write KIND=FILE; kinds: {known}" if known else "write KIND=FILE: invoices=invoices-2031.pdf",
            option=option,
            given=given,
            known=known,
        )
    if kinds and kind not in kinds:
        kind = id_called(kind, kinds) or kind
    if kinds and kind not in kinds:
        close = nearest(kind, kinds)
        raise UserError(
            "{kind} is no kind of evidence here: did you mean {close}?"
            if close
            else "{kind} is no kind of evidence here",
            "kinds: {known}",
            kind=kind,
            close=close,
            known=known,
        )
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", kind):
        raise UserError(
            "{kind} is not a word that can be the id of a kind",
            "write letters, digits and hyphens: invoices",
            kind=kind,
        )
    where = text_typed(option, where)
    found: dict[Key, Value] = {"kind": kind}
    if is_evidence(where):
        found["file"] = where
        if digests.get(where):
            found["sha256"] = str(digests[where])
    elif (document := _document(programme, where)) is not None:
        found["document"] = document
    else:
        found["address"] = where
    if date is not None:
        found["date"] = date
    return OneLine(found)


def _document(programme: Programme, text: str) -> str | None:
    """The id of the document that is written by its id or by its title; None where there is none."""
    known = programme.documents.documents if programme.documents else {}
    return text if text in known else id_called(text, {id: tuple(names_in(one)) for id, one in known.items()})
