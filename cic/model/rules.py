"""What a single value of the data can have wrong in itself."""

from __future__ import annotations

from cic.diagnostics import Rule, Severity

WRONG_TYPE = Rule(
    code="CIC103",
    name="wrong-type",
    severity=Severity.ERROR,
    title="a value is not of the kind that is needed",
    hint="write it as the message says; `cic explain CIC103` shows how each kind of value is written",
    must_be_fixed=True,
    spoils_file=True,
)
WRONG_VALUE = Rule(
    code="CIC104",
    name="wrong-value",
    severity=Severity.ERROR,
    title="a value is not one of those that are possible",
    hint="write one of the values that the message names, or write it in the form that it names",
    must_be_fixed=True,
    spoils_file=True,
)
AMOUNT_DECIMALS = Rule(
    code="CIC105",
    name="amount-decimals",
    severity=Severity.ERROR,
    title="an amount has fractions of a cent",
    hint="round the amount to the cent, or correct the point",
    must_be_fixed=True,
    spoils_file=True,
)
IMPOSSIBLE_DATE = Rule(
    code="CIC106",
    name="impossible-date",
    severity=Severity.ERROR,
    title="a date that does not exist",
    hint="correct the date: year-month-day",
    must_be_fixed=True,
    spoils_file=True,
)

RULES = (
    WRONG_TYPE,
    WRONG_VALUE,
    AMOUNT_DECIMALS,
    IMPOSSIBLE_DATE,
)
