"""The types of single values: each reads exactly the written forms that the documentation shows, and nothing else.

Values arrive from the reader as text, int, Decimal, bool or None. A refusal is a PydanticCustomError that carries
the rule that reports it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from cic.base.message import Message, phrase
from cic.base.periods import CALENDAR_YEARS, EARLIEST, LATEST, Calendar, is_day
from cic.diagnostics import Rule
from cic.model.modelled import Modelled, Names, Standard
from cic.model.rules import IMPOSSIBLE_DATE, WRONG_TYPE, WRONG_VALUE
from cic.reference.languages import is_known

_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_ISO_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)


class Record(BaseModel):
    """A block of the data. Unknown keys are refused; nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def values_of(record: Record) -> Mapping[str, Any]:
    """What stands under each key of a block, also under those that the budget declares."""
    return {**record.__dict__, **record.__pydantic_extra__} if record.__pydantic_extra__ else record.__dict__


def refuse(rule: Rule, template: str, **params: object) -> PydanticCustomError:
    """The refusal of a value: the rule that reports it, and its message. Both travel with it, the template for other
    languages."""
    return PydanticCustomError("refused", template, {**params, "rule": rule, "template": template})


_KINDS = {
    type(None): phrase("nothing"),
    bool: phrase("true or false"),
    str: phrase("text"),
    int: phrase("a number"),
    Decimal: phrase("a number with decimals"),
    list: phrase("a list"),
    dict: phrase("a block of keys"),
}


def kind_of(value: object) -> Message:
    """What a person would call a value: `text`, `a number`, `a list`."""
    return Message(_KINDS.get(type(value), phrase("something else")))


@dataclass(frozen=True)
class ReadBy:
    """A function that makes a value of what is written, or refuses it.

    As PlainValidator of Pydantic, without a look at the type that stands before it: there are hundreds of such fields,
    and to look took a fifth of the time in which models are built. is_told: what other files say that this one is read
    by.
    """

    function: Callable[..., Any]
    is_told: bool = False

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        """What Pydantic asks for."""
        if self.is_told:
            return core_schema.with_info_plain_validator_function(self.function)
        return core_schema.no_info_plain_validator_function(self.function)


A_CENT = 2
"""The decimals of most currencies."""


class Told(NamedTuple):
    """What other files say that a file is read by: when years begin, into what the budget's currency is divided, and
    which it is (empty where nothing says it)."""

    calendar: Calendar = CALENDAR_YEARS
    decimals: int = A_CENT
    currency: str = ""


_USUAL = Told()


def told_of(info: ValidationInfo) -> Told:
    """What a file is read by."""
    return info.context if isinstance(info.context, Told) else _USUAL


@lru_cache(maxsize=1000)
def exact(value: int) -> Decimal:
    """A whole number of a file, made once: the same few are promised by one commune after the other."""
    return Decimal(value)


def _number(value: Any) -> Decimal:
    if type(value) is int:
        return exact(value)
    if type(value) is Decimal:
        return value
    raise refuse(WRONG_TYPE, "a number is needed here, not {kind}", kind=kind_of(value), needs="number")


def _date(value: Any) -> datetime.date:
    match = _ISO_DATE.fullmatch(value) if type(value) is str else None
    if match is None:
        raise refuse(WRONG_TYPE, "a date is needed here, such as 2019-12-31", needs="date")
    try:
        return datetime.date(*map(int, match.groups()))
    except ValueError:
        raise refuse(IMPOSSIBLE_DATE, "there is no day {date}", date=value) from None


def _month(value: Any) -> str:
    if type(value) is str and _ISO_MONTH.fullmatch(value):
        return value
    raise refuse(WRONG_TYPE, "a month is needed here, in quotes, such as “2007-03”", needs="month")


def _year(value: Any, info: ValidationInfo) -> int:
    if type(value) is int and EARLIEST <= value <= LATEST:
        return told_of(info).calendar.year(value)
    template = "a year of four digits is needed here, from 1900 to 2200, without quotes"
    raise refuse(WRONG_TYPE, template, needs="year")


def _period(value: Any, info: ValidationInfo) -> int:
    found = told_of(info).calendar.read(value) if type(value) is str and "-" in value else None
    return found if found is not None and not is_day(found) else _year(value, info)


def _moment(value: Any, info: ValidationInfo) -> int:
    found = told_of(info).calendar.read(value) if type(value) is str and "-" in value else None
    if found is not None:
        return found
    if type(value) is str and _ISO_DATE.fullmatch(value):
        _date(value)
    return _year(value, info)


def _distinct(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    read = handler(value)
    if isinstance(value, dict) and len(read) < len(value):
        by_end: dict[int, list[str]] = {}
        for key in value:
            found = told_of(info).calendar.read(str(key))
            if found is not None:
                by_end.setdefault(found, []).append(str(key))
        keys = next(keys for keys in by_end.values() if len(keys) > 1)
        template = "{keys} end on the same day: write one of them"
        raise refuse(WRONG_VALUE, template, keys=tuple(keys))
    return read


DISTINCT = WrapValidator(_distinct)
"""Of what is said by moments: no two of them are the same."""


def _year_or_total(value: Any, info: ValidationInfo) -> int | str:
    if value == "total":
        return "total"
    if type(value) is int and EARLIEST <= value <= LATEST:
        return told_of(info).calendar.year(value)
    template = "a year of four digits or the word total is needed here, the year without quotes"
    raise refuse(WRONG_TYPE, template, needs="year")


def _flag(value: Any) -> bool:
    if type(value) is bool:
        return value
    raise refuse(WRONG_TYPE, "true or false is needed here, not {kind}", kind=kind_of(value), needs="flag")


def _text(value: Any) -> str:
    if type(value) is str and value and not value.isspace():
        return value
    if type(value) is str or value is None:
        raise refuse(WRONG_TYPE, "a text is needed here; leave the key out where there is none")
    if isinstance(value, (int, Decimal)):
        raise refuse(WRONG_TYPE, "a text is needed here: put {value} in quotes", value=str(value).lower())
    raise refuse(WRONG_TYPE, "a text is needed here, not {kind}", kind=kind_of(value))


Number = Annotated[Decimal, ReadBy(_number), WithJsonSchema({"type": "number"})]
"""A count, a percentage or another value of an indicator, exact."""

Date = Annotated[
    datetime.date,
    ReadBy(_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2019-12-31"]}),
]
Month = Annotated[str, ReadBy(_month), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"})]
_YEAR = {"type": "integer", "minimum": EARLIEST, "maximum": LATEST}
_PERIOD = {"anyOf": [_YEAR, {"type": "string", "pattern": "^[0-9]{4}-(H[12]|Q[1-4]|0[1-9]|1[0-2])$"}]}
_MOMENT = {"anyOf": [_YEAR, {"type": "string", "pattern": "^[0-9]{4}-(H[12]|Q[1-4]|(0[1-9]|1[0-2])(-[0-9]{2})?)$"}]}
Year = Annotated[int, ReadBy(_year, is_told=True), WithJsonSchema(_YEAR)]
Reported = Annotated[int, ReadBy(_period, is_told=True), WithJsonSchema(_PERIOD)]
"""What a report is of: a year, or a part of one: 2031-Q3, 2031-H1, 2031-07."""
Moment = Annotated[int, ReadBy(_moment, is_told=True), WithJsonSchema(_MOMENT)]
"""When something is due: at the end of a year or of a part of one, or on a day."""
YearOrTotal = Annotated[
    int | str,
    ReadBy(_year_or_total, is_told=True),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{4}|total)$"}),
]
Flag = Annotated[bool, ReadBy(_flag), WithJsonSchema({"type": "boolean"})]
Words = Annotated[str, ReadBy(_text), WithJsonSchema({"type": "string", "minLength": 1})]
"""A text as it stands in the source, in the language of the source."""

_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
_LONGEST_ID = 100
Id = Annotated[str, Strict(), StringConstraints(pattern=_ID, max_length=_LONGEST_ID)]
"""A short, stable name: `alfa-bravo`-like for things, `R4.1`-like for what the documents number."""


@lru_cache(maxsize=10_000)
def is_id(text: str) -> bool:
    """Whether a text is an Id. The same few indicators are named by one commune after the other."""
    return len(text) <= _LONGEST_ID and re.fullmatch(_ID[:-1], text) is not None


NATURES = ("investment", "operating", "personnel")
"""The natures of a budget that declares none."""
CATEGORIES = ("partners", "collaborations", "local_office", "head_office")
"""The categories whose meaning is known without a word more."""


def _one_of_ours(words: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema(
        {"anyOf": [{"enum": list(words)}, {"type": "string", "pattern": _ID, "maxLength": _LONGEST_ID}]}
    )


NatureId = Annotated[Id, Standard(NATURES), _one_of_ours(NATURES)]
CategoryId = Annotated[Id, Standard(CATEGORIES), _one_of_ours(CATEGORIES)]
CommuneId = Annotated[Id, Names(("commune",))]
PartnerId = Annotated[Id, Names(("partner",))]
ParticipantId = Annotated[Id, Names(("commune", "partner"))]
PartnershipId = Annotated[Id, Names(("partnership",))]
ImpactId = Annotated[Id, Names(("impact",))]
OutcomeId = Annotated[Id, Names(("outcome",))]
ResultId = Annotated[Id, Names(("result",))]
IndicatorId = Annotated[Id, Names(("indicator",))]
PromiseId = Annotated[Id, Names(("impact", "outcome", "result"))]
ReporterId = Annotated[Id, Names(("commune", "partner", "partnership"))]
MemberId = Annotated[Id, Names(("commune", "partner", "partnership", "impact", "outcome", "result", "indicator"))]
"""An id of any of them: what a document names one by one."""


class Lasting(Record):
    """Something that stays the same when it gets another id."""

    formerly: Annotated[tuple[Id, ...], Modelled.ID] = Field((), examples=[["alfa"]])
    """The ids that it had before: what names it by one of them still means it"""


def _language(value: Any) -> str:
    if not is_known(value):
        raise PydanticCustomError("unknown_language", "an ISO 639 code of a language is needed here")
    return str(value)


Language = Annotated[
    Literal["fr", "nl", "en"] | str,
    ReadBy(_language),
    WithJsonSchema({"type": "string", "anyOf": [{"enum": ["fr", "nl", "en"]}, {"pattern": "^[a-z]{2,3}$"}]}),
]
"""A language by its code in ISO 639: of two letters, or of three where it has no two."""
Text = Annotated[dict[Language, Words], Field(min_length=1)]
"""A text in one language or several."""


Currency = Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$", examples=["EUR"])]
"""A currency by its three letters in ISO 4217."""


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, Decimal)):
        return value
    raise refuse(WRONG_TYPE, "one value is needed here, not {kind}", kind=kind_of(value))


Scalar = Annotated[
    str | int | Decimal | bool | None,
    ReadBy(_scalar),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]}),
]
"""Any single value, as it stands."""

Country = Annotated[str, Strict(), StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 code of two letters."""
