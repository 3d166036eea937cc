"""The rows of every table: what the files say, what the reports reckon, what the check finds.

Values are exact: Decimal, dates, whole numbers, truth, text, None. A value that its column cannot hold stops the
export: nothing is rounded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from cic.analysis import records
from cic.analysis.amendments import shifts
from cic.analysis.outstanding import missing
from cic.analysis.progress import judgement, limit_of_value
from cic.analysis.spending import Money, accounts, money_years
from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.periods import written
from cic.checks.acknowledgements import Verdict
from cic.checks.placement import findings
from cic.datasets.payments import payments
from cic.datasets.places import Places
from cic.datasets.schema import DATASETS, Column, Dataset, Kind
from cic.datasets.texts import texts
from cic.diagnostics import Spot
from cic.language import Language
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual import default_year
from cic.storage.loader import Loaded

Value = str | int | Decimal | bool | None | Any
Row = tuple[Value, ...]
Tables = Mapping[str, list[Row]]


class Origin(NamedTuple):
    """What the rows were made from: the revision in words, the language of texts, and what the check said."""

    revision: Message | str
    language: Language
    verdicts: tuple[Verdict, ...]


def tables(loaded: Loaded, origin: Origin) -> Tables:
    """The rows of each table, by its name, in the order of the files. No data of persons."""
    programme, language = loaded.programme, origin.language
    stated = {
        "partnerships": records.partnerships(programme),
        "communes": _communes(programme),
        "indicators": records.indicators(programme, language),
        "codes": records.codes(programme),
        "targets": records.targets(programme),
        "observations": records.observations(programme, language),
        "parts": records.parts(programme),
        "money": _money(programme),
        "payments": payments(programme),
    }
    found = {name: list(rows) for name, rows in stated.items()}
    places = Places(loaded, (one["spot"] for rows in found.values() for one in rows))
    whole: dict[str, Iterable[records.Record]] = {
        name: ({**one, **places.of(one["spot"])} for one in rows) for name, rows in found.items()
    }
    whole |= {
        "programmes": [_programme(loaded, origin)],
        "texts": texts(programme),
        "progress": _progress(programme),
        "accounts": _accounts(programme),
        "findings": _findings(loaded, origin),
    }
    id = programme.identity.id if programme.identity else ""
    clean = cache(programme.persons.without)  # the same words stand in many rows
    return {
        one.name: [_row(one, {**_without_persons(record, clean), "programme": id}) for record in whole[one.name]]
        for one in DATASETS
    }


def _row(dataset: Dataset, record: records.Record) -> Row:
    return tuple(_value(dataset, column, record.get(column.name)) for column in dataset.columns)


def _value(dataset: Dataset, column: Column, value: Any) -> Value:
    if value is None:
        return "" if column.is_key else None
    if column.kind is Kind.TEXT and type(value) is str:
        return value
    if isinstance(value, tuple):
        return len(value) if column.kind is Kind.INTEGER else " ".join(map(str, value))
    if column.kind is Kind.TEXT:
        return str(value.value if isinstance(value, Enum) else value)
    decimals = column.kind.decimals
    return value if decimals is None else _fitting(dataset, column, Decimal(value), decimals)


def _fitting(dataset: Dataset, column: Column, value: Decimal, decimals: int) -> Decimal:
    """The number itself. Raises UserError where the column would change it."""
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > decimals or value.adjusted() >= 38 - decimals:
        raise UserError(
            "{value} in {table}.{column} has more digits than the column holds ({decimals} after the point)",
            "round it in the file",
            value=value,
            table=dataset.name,
            column=column.name,
            decimals=decimals,
        )
    return value


_WORDS = (
    "name", "province", "region", "statement", "unit", "as_printed", "section", "text", "not_applicable", "note", "who",
    "of", "rate_source", "message",
)  # fmt: skip
"""Columns of what people wrote in their own words, and of messages, which quote names of things."""


def _without_persons(record: records.Record, clean: Callable[[str], str]) -> records.Record:
    """What people wrote, without what contacts hold of a person."""
    said = {key: clean(value) for key in _WORDS if isinstance(value := record.get(key), str)}
    return {**record, **said}


def _programme(loaded: Loaded, origin: Origin) -> records.Record:
    programme, language = loaded.programme, origin.language
    identity, years = programme.identity, programme.years
    year = default_year(programme, programme.today)
    owed = missing(programme, year)
    return {
        "name": language.text(identity.name) if identity else None,
        "country": identity.countries if identity else None,
        "sector": identity.sector.code if identity and identity.sector else None,
        "first_year": int(min(years)) if years else None,
        "last_year": int(max(years)) if years else None,
        "report_year": str(written(year)),
        "currency": _currency(programme),
        "fictional": identity.fictional if identity else None,
        "as_of": programme.today,
        "revision": str(origin.revision),
        "files": loaded.files,
        "unread": len(loaded.unread_files + loaded.missing_files),
        "values_overdue": sum(len(one.indicators) for one in owed),
        "accounts_overdue": sum(len(one.accounts) for one in owed),
    }


def _currency(programme: Programme) -> str | None:
    return programme.budget.currency if programme.budget else None


def _communes(programme: Programme) -> Iterator[records.Record]:
    for one in records.communes(programme):
        yield {**one, "kind": "commune"}
    for one in records.partners(programme):
        yield {**one, "commune": one["partner"]}


def _money(programme: Programme) -> Iterator[records.Record]:
    """What stands in the files: the records of money, what decisions move, and what is brought of one's own."""
    for one in records.money(programme):
        is_own = one["kind"] in ("spent", "refunded") and one["partnership"] == PROGRAMME
        yield {**one, "partnership": None} if is_own else one
    currency = _currency(programme)
    for shift in shifts(programme):
        side = "from" if shift.amount < 0 else "to"
        line = shift.line
        yield {
            "kind": "moved",
            "level": "category" if line.category else "outcome",
            "of": line.category or line.outcome,
            "year": written(line.year) if line.year else None,
            "nature": line.nature,
            "partnership": line.partnership,
            "amount": shift.amount,
            "currency": currency,
            "decided": shift.decided,
            "spot": Spot(shift.spot.file, (*shift.spot.path[:-1], side)),
        }
    for who, by_year in programme.budget.contributions.items() if programme.budget else ():
        for year, given in by_year.items():
            several = given if isinstance(given, tuple) else (given,)
            for n, planned in enumerate(several):
                path = ("contributions", who, year, *((n,) if isinstance(given, tuple) else ()), "amount")
                spot = programme.spot("budget.yaml", *path)
                yield _brought("planned", who, written(year), planned.kind, planned.amount, currency, spot)
    for file, report in programme.reports.items():
        for who, brought in report.contributions.items():
            each = brought if isinstance(brought, tuple) else (brought,)
            for n, own in enumerate(each):
                spot = Spot(file, ("contributions", who, *((n,) if isinstance(brought, tuple) else ()), "amount"))
                yield _brought("brought", who, written(report.year), own.kind, own.amount, currency, spot)


def _brought(
    kind: str, who: str, year: str | int, what: str, amount: Decimal, currency: str | None, spot: Spot
) -> records.Record:
    return {
        "kind": kind,
        "level": "contribution",
        "of": what,
        "who": who,
        "year": year,
        "amount": amount,
        "currency": currency,
        "spot": spot,
    }


_PLACES = Decimal(1).scaleb(-12)


def _progress(programme: Programme) -> Iterator[records.Record]:
    for located in programme.each_indicator():
        for year in programme.years:
            judged = judgement(programme, located, year)
            known, limit = judged.reported, limit_of_value(located.value, judged.reported)
            yield {
                "indicator": located.id,
                "year": int(year),
                "due": str(written(judged.due.year)) if judged.due else None,
                "target": judged.due.value if judged.due else None,
                "value": None if known.value is None else _cut(known.value),
                "limit": limit.value if limit else None,
                "reported": len(known.parts),
                "expected": len(known.expected),
                "percent": None if judged.progress is None else _cut(judged.progress),
                "status": judged.status.value,
            }


def _cut(value: Decimal) -> Decimal:
    """What is divided has no end: it is kept to the last decimal of the column."""
    return value if -value.as_tuple().exponent <= 12 else value.quantize(_PLACES)  # type: ignore[operator]


def _accounts(programme: Programme) -> Iterator[records.Record]:
    if programme.identity is None or (programme.budget is None and not programme.reports):
        return  # of which years nobody knows, or nothing at all
    for year in programme.years:
        yield _account(programme, str(int(year)), "", accounts(programme, year).of_all((year,)))
    last = max((*programme.years, *programme.later_years), default=None)
    every = money_years(programme, last) if last is not None else ()
    known = accounts(programme, last)  # with what was decided by then, as the report of that year
    yield _account(programme, "all", "", known.of_all(every))
    for id in programme.partnership_files:
        yield _account(programme, "all", id, known.of_partnership(id, every))


def _account(programme: Programme, year: str, partnership: str, money: Money) -> records.Record:
    return {
        "year": year,
        "partnership": partnership,
        "approved": money.approved,
        "current": money.budget,
        "spent": money.spent,
        "released": money.released,
        "reported": money.reported_by,
        "expected": money.expected,
        "currency": _currency(programme),
    }


def _findings(loaded: Loaded, origin: Origin) -> Iterator[records.Record]:
    seen: Counter[tuple[str, str, int]] = Counter()
    for one in findings(loaded, origin.verdicts):
        key = (one.fingerprint, one.place.file, one.place.line)
        seen[key] += 1
        yield {
            "fingerprint": one.fingerprint,
            "file": one.place.file,
            "line": one.place.line,
            "number": seen[key],
            "code": one.code,
            "rule": one.rule,
            "severity": one.severity.label,
            "path": one.path,
            "message": str(one.message),
            "acknowledged": one.acknowledged is not None,
        }
