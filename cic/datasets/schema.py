"""Which tables there are, and what each column holds.

A column that is part of the key never changes its meaning; columns may be added, none is renamed.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a column holds. The value is its type in SQL, as DuckDB and Parquet know it."""

    TEXT = "VARCHAR"
    INTEGER = "INTEGER"
    MONEY = "DECIMAL(38, 4)"
    NUMBER = "DECIMAL(38, 12)"
    DAY = "DATE"
    FLAG = "BOOLEAN"

    @property
    def decimals(self) -> int | None:
        """How many decimals a number has at most; None for what is no number with decimals."""
        return 4 if self is Kind.MONEY else 12 if self is Kind.NUMBER else None


class Column(NamedTuple):
    """A column: its name, what kind of value it holds, what that says, and whether it is part of the key."""

    name: str
    kind: Kind
    says: str
    is_key: bool = False


class Dataset(NamedTuple):
    """A table: its name, what one row is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell one row from every other."""
        return tuple(one.name for one in self.columns if one.is_key)


def _key(name: str, says: str, kind: Kind = Kind.TEXT) -> Column:
    return Column(name, kind, says, is_key=True)


def _text(name: str, says: str) -> Column:
    return Column(name, Kind.TEXT, says)


def _number(name: str, says: str) -> Column:
    return Column(name, Kind.NUMBER, says)


def _day(name: str, says: str) -> Column:
    return Column(name, Kind.DAY, says)


PROGRAMME = _key("programme", "`id` of programme.yaml")
_FILE = _key("file", "the file in the data folder")
_PATH = _key("path", "the keys that lead to it in the file, ids in brackets")
_LINE = Column("line", Kind.INTEGER, "its line in the file, counted from 1")
_SOURCE = (
    _text("document", "the key in documents.yaml of the document that it comes from"),
    _text("section", "the section of that document"),
    Column("is_reading", Kind.FLAG, "whether it is our reading, and no document prints it"),
)


def _placed(*columns: Column, by_place: bool = False) -> tuple[Column, ...]:
    """The columns of what stands somewhere, with the place: part of the key where nothing else tells rows apart."""
    place = (_FILE, _PATH) if by_place else (_FILE._replace(is_key=False), _PATH._replace(is_key=False))
    return (PROGRAMME, *columns, *place, _LINE, *_SOURCE)


_STAY = (
    _day("since", "the first day in the programme, where that is not its start"),
    _day("until", "the last day in the programme, where it left or merged"),
    _text("merged_into", "who carries on"),
)
_CURRENCY = _text("currency", "the currency of the budget, ISO 4217")
_YEAR = _text("year", "the year, or the part of one: 2031, 2031-Q3")

DATASETS = (
    Dataset(
        "programmes",
        "a programme",
        (
            PROGRAMME,
            _text("name", "its name, in the language asked for"),
            _text("country", "its countries, ISO 3166-1, separated by blanks"),
            _text("sector", "the code of its sector in the donor's list"),
            Column("first_year", Kind.INTEGER, "the first year of its period"),
            Column("last_year", Kind.INTEGER, "the last year of its period, extensions counted"),
            _text("report_year", "the year of which `cic report` speaks where none is named"),
            _CURRENCY,
            Column("fictional", Kind.FLAG, "whether all of it is invented"),
            _day("as_of", "the day that counted as today"),
            _text("revision", "the commit that the files were of, and whether they were changed since"),
            Column("files", Kind.INTEGER, "how many files were found"),
            Column(
                "unread",
                Kind.INTEGER,
                "how many of them could not be read, and how many are missing: what they say is in no table",
            ),
            Column(
                "values_overdue",
                Kind.INTEGER,
                "how many values were due by the year of the report and are not reported",
            ),
            Column("accounts_overdue", Kind.INTEGER, "how many accounts of ended years are not reported"),
        ),
    ),
    Dataset(
        "partnerships",
        "a partnership",
        _placed(
            _key("partnership", "its id"),
            _text("name", "its name"),
            *_STAY,
            Column("budget", Kind.MONEY, "its budget for the whole period"),
            _CURRENCY,
        ),
    ),
    Dataset(
        "communes",
        "a commune, or a partner that is none",
        _placed(
            _key("commune", "its id"),
            _key("partnership", "the partnership that it is in"),
            _text("kind", "commune, or what kind of partner it is"),
            _text("name", "its name"),
            _text("country", "its country, ISO 3166-1"),
            _text("province", "its province"),
            _text("region", "its region"),
            _number("latitude", "degrees north, WGS 84, where somebody gave them"),
            _number("longitude", "degrees east"),
            *_STAY,
        ),
    ),
    Dataset(
        "indicators",
        "an indicator",
        _placed(
            _key("indicator", "its id"),
            _text("of", "what it measures: the id of an impact, an outcome, a result or an activity"),
            _text("statement", "its wording, in the language asked for"),
            _text("unit", "its unit"),
            _text("level", "who reports it: commune, partnership or programme"),
            _text("population", "the communes that it counts"),
            _text("over_communes", "how the values of communes combine"),
            _text("over_years", "how the values of years combine"),
            _text("reports", "what the value of a year means"),
            _text("direction", "whether more is better, or less"),
            _number("baseline", "the value before the start"),
        ),
    ),
    Dataset(
        "codes",
        "a code that an indicator has in a list which several programmes share: by these alone is anything added up",
        _placed(
            _key("indicator", "the indicator"),
            _key("vocabulary", "the list"),
            _text("code", "the code"),
        ),
    ),
    Dataset(
        "texts",
        "a wording in one of the languages in which the files give it",
        (
            PROGRAMME,
            _key("of", "what it is of: programme (its name), indicator (its statement), unit (its name)"),
            _key("id", "the id of that"),
            _key("language", "the language, ISO 639"),
            _text("text", "the wording"),
            Column("place", Kind.INTEGER, "which of the languages it is in the file, counted from 1"),
        ),
    ),
    Dataset(
        "targets",
        "a promise for a year: of the programme, or of a commune",
        _placed(
            _key("indicator", "the indicator"),
            _key("year", "by when: a year, a part of one, or a day"),
            _key("commune", "the commune; empty for the programme as a whole"),
            _text("partnership", "the partnership of the commune"),
            _number("value", "the number promised"),
            _text("step", "the step of the scale promised"),
            _text("as_printed", "the words of the document"),
        ),
    ),
    Dataset(
        "observations",
        "a reported value",
        _placed(
            _key("indicator", "the indicator"),
            _key("year", "what it was reported for: a year, or a part of one"),
            _key("partnership", "the partnership of the report; empty for the programme's own"),
            _key("commune", "the commune; empty where the partnership or the programme reports"),
            _number("value", "the number that counts: yes is 1, no is 0; a share has none"),
            _number("numerator", "of a share, the part"),
            _number("denominator", "of a share, the whole"),
            _text("step", "the step of the scale that is reached"),
            Column("achieved", Kind.FLAG, "of what is there or not"),
            _text("text", "the words, in the language asked for"),
            _text("not_applicable", "why no value can be expected"),
            _text("note", "the remark"),
            Column("evidence", Kind.INTEGER, "how many things prove it"),
        ),
    ),
    Dataset(
        "parts",
        "a part of a reported value: how many of it are women, for instance",
        _placed(
            _key("indicator", "the indicator"),
            _key("year", "what it was reported for"),
            _key("partnership", "the partnership of the report; empty for the programme's own"),
            _key("commune", "the commune; empty where the partnership or the programme reports"),
            _key("dimension", "by what the value is divided"),
            _key("part", "which part"),
            _number("value", "the number"),
            _number("numerator", "of a share, the part"),
            _number("denominator", "of a share, the whole"),
        ),
    ),
    Dataset(
        "money",
        "an amount that stands in a file; printed totals too, without nature or year: leave them out when adding up",
        _placed(
            _text("kind", "budget, spent, refunded, moved (by a decision), planned or brought (of one's own)"),
            _text(
                "level", "what `of` is: category, operating_costs, association, outcome, result, activity, amendment, …"
            ),
            _text("of", "its id"),
            _YEAR,
            Column("refund_of", Kind.INTEGER, "the year in which it had been spent, of what came back"),
            _text("nature", "investment, operating, personnel, or what the budget declares"),
            _text("partnership", "the partnership; empty for the programme's own"),
            _text("who", "who brings it, of what is planned or brought"),
            _text("paid_by", "who paid, where it was not the programme: such money is not counted"),
            Column("amount", Kind.MONEY, "the amount, never with a sign but for what a decision takes away"),
            _CURRENCY,
            _day("decided", "the day of the decision, of what is moved"),
            by_place=True,
        ),
    ),
    Dataset(
        "payments",
        "a payment that a reported amount is made of, in the currency in which it was paid",
        _placed(
            _text("kind", "spent, refunded or brought, as of the amount"),
            _text("year", "the year of the report, or the part of one"),
            _text("partnership", "the partnership of the report; empty for the programme's own"),
            _text("of", "the amount that it is a part of: its path in the same file, as it stands in the table money"),
            Column("amount", Kind.MONEY, "what was paid, in the currency of the payment"),
            _text("currency", "the currency of the payment, ISO 4217"),
            _number("rate", "units of that currency for one of the budget's; empty where none is needed or known"),
            _text(
                "rate_of",
                "payment, where it has a rate of its own; year, where that of the year in programme.yaml holds",
            ),
            _text("rate_source", "who says the rate"),
            _number(
                "value",
                "what it is in the currency of the budget, cut at the twelfth decimal; empty where no rate is known",
            ),
            _text("value_currency", "the currency of the budget, ISO 4217"),
            by_place=True,
        ),
    ),
    Dataset(
        "progress",
        "how an indicator stands at the end of a year, as the report of that year reckons it",
        (
            PROGRAMME,
            _key("indicator", "the indicator"),
            _key("year", "the year", Kind.INTEGER),
            _text("due", "the milestone that it is judged against: a year, or a part of one"),
            _number("target", "the number promised by then"),
            _number("value", "the value that counts, older reports carried"),
            _text("limit", "at least, or at most, where not all have reported"),
            Column("reported", Kind.INTEGER, "how many have reported"),
            Column("expected", Kind.INTEGER, "how many must"),
            _number("percent", "how much of the way is done, not rounded beyond the twelfth decimal"),
            _text("status", "achieved, on track, behind, off track, incomplete, not reported, …"),
        ),
    ),
    Dataset(
        "accounts",
        "the money of a year, or of all years, as the report reckons it",
        (
            PROGRAMME,
            _key("year", "the year; `all` for the whole period"),
            _key(
                "partnership", "the partnership, for the whole period alone; empty for the programme with all of them"
            ),
            Column("approved", Kind.MONEY, "the budget as printed"),
            Column(
                "current",
                Kind.MONEY,
                "with what was decided by the end of that year, so that years need not add up to `all`",
            ),
            Column("spent", Kind.MONEY, "what was spent, refunds taken off; empty where nobody reported"),
            Column("released", Kind.MONEY, "what those had not spent who left"),
            Column("reported", Kind.INTEGER, "how many accounts have come"),
            Column("expected", Kind.INTEGER, "how many are asked"),
            _CURRENCY,
        ),
    ),
    Dataset(
        "findings",
        "a finding of the check",
        (
            PROGRAMME,
            _key("fingerprint", "what stays the same when lines move"),
            _key("file", "the file"),
            _key("line", "its line, counted from 1", Kind.INTEGER),
            _key("number", "which one, where several have all of that in common", Kind.INTEGER),
            _text("code", "the code of the rule"),
            _text("rule", "its name"),
            _text("severity", "error, warning or info"),
            _text("path", "the keys that lead to it"),
            _text("message", "what is wrong, in English"),
            Column("acknowledged", Kind.FLAG, "whether somebody has accepted it"),
        ),
    ),
)
"""The tables, in the order in which they are written."""
