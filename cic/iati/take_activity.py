"""A folder of data from an activity: its files, one by one."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.iati.guard import refuse_hostile
from cic.iati.take_identity import DOCUMENT, Organisations, take_identity
from cic.iati.take_money import take_money
from cic.iati.take_results import take_results
from cic.iati.taking import File, Loss, Taking, Years, as_day
from cic.model.common import MOST_YEARS

_SHOWN = 5
MOST_OF_ONE = 30_000
"""Elements of one activity: of those that are published, the largest have some thousands."""
MOST_CHARACTERS = 4_000_000
"""Of all texts and attributes of one activity; a file of the folder holds an eighth of that."""
_LONGEST = 80
_PLACE = re.compile(r"#[0-9]{1,6}", re.ASCII)


class Imported(NamedTuple):
    """The files of a folder, by their names, and what of the activity they do not hold."""

    files: Mapping[str, File]
    losses: tuple[Loss, ...]
    identifier: str


def imported(raw: bytes, name: str, wanted: str | None = None) -> Imported:
    """The folder of an activity. Raises UserError for what is no file of activities, is hostile, or has several of
    which none was named."""
    refuse_hostile(raw, name)
    activity, path = _chosen(fromstring(raw), name, wanted)
    taking = Taking(activity, path)
    years = _years(taking)
    organisations = Organisations(taking)
    identity = take_identity(taking, years, organisations)
    money = take_money(taking, years, organisations.id_of)
    logframe, reports = take_results(taking, years, _first_day(identity, years))
    for year, expenditure in money.spent.items():
        reports.setdefault(year, {"year": year})["expenditure"] = expenditure
    identity["organisations"] = organisations.named
    published = identity["publication"]
    organisations.say_added()
    published["organisations"] = organisations.published
    published["transactions"] = money.transactions
    published["budget"] = money.published
    published["budgets"] = money.budgets
    identity["reporting"] = _reporting(years, reports)
    files = {
        "programme.yaml": _without_nothing(identity),
        "documents.yaml": _documents(taking, raw, name, identity["name"]),
        "logframe.yaml": logframe,
        "budget.yaml": money.budget,
        **({"acknowledgements.yaml": money.accepted} if money.accepted else {}),
        **{f"reports/{year}/programme.yaml": report for year, report in sorted(reports.items())},
    }
    return Imported(files, tuple(taking.losses()), identity["publication"]["whole_identifier"] or "")


def _chosen(root: Element, name: str, wanted: str | None) -> tuple[Element, str]:
    if root.tag != "iati-activities":
        raise UserError(
            "{file} holds {found}, not activities of IATI",
            "name a file that begins with iati-activities",
            file=name,
            found=root.tag,
        )
    activities = root.findall("iati-activity")
    ids = [(one.findtext("iati-identifier") or "").strip() for one in activities]
    numbers = [n for n, id in enumerate(ids) if wanted is None or id == wanted]
    if not numbers and wanted is not None and _PLACE.fullmatch(wanted):
        numbers = [n for n in range(len(ids)) if wanted == f"#{n + 1}"]
    if len(numbers) > 1 and wanted is not None:
        raise UserError(
            "{file} has {count} activities {wanted}",
            "say which by its place: {places}",
            file=name,
            wanted=_cut(wanted),
            count=len(numbers),
            places=tuple(f"--activity '#{n + 1}'" for n in numbers[:_SHOWN]),
        )
    if not activities:
        raise UserError("{file} holds no activity", "name a file of activities of IATI", file=name)
    if len(numbers) != 1:
        raise UserError(
            "{file} holds {count} activities: {ids}" if wanted is None else "{file} has no activity {wanted}: {ids}",
            "name one: --activity IDENTIFIER, or by its place: --activity '#1'",
            file=name,
            wanted=wanted and _cut(wanted),
            count=len(ids),
            ids=(*map(_cut, ids[:_SHOWN]), *(["…"] if len(ids) > _SHOWN else [])),
        )
    number = f"[{numbers[0] + 1}]" if len(ids) > 1 else ""
    chosen = activities[numbers[0]]
    elements = characters = 0
    for one in chosen.iter():
        elements += 1
        characters += len(one.text or "") + sum(map(len, one.attrib.values()))
    if elements > MOST_OF_ONE or characters > MOST_CHARACTERS:
        raise UserError(
            "the activity {id} has more than {most} elements"
            if elements > MOST_OF_ONE
            else "the activity {id} has texts of more than {characters} characters",
            "cut the activity: leave out what the folder need not hold, such as single transactions",
            id=_cut(ids[numbers[0]]),
            most=MOST_OF_ONE,
            characters=MOST_CHARACTERS,
        )
    return chosen, f"/iati-activities/iati-activity{number}"


def _cut(text: str) -> str:
    """So much of a text that it can be read in a line."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _years(taking: Taking) -> Years:
    """The years from the first planned day (or the real one) to the last; those of budgets and periods where nothing
    is planned, or where the data hold no more. They begin when all budgets do, where that is one day of the year."""
    activity = taking.activity
    starts = [day for one in activity.findall("budget/period-start") if (day := as_day(one.get("iso-date")))]
    begins = {(day.month, day.day) for day in starts}
    begin = next(iter(begins)) if len(begins) == 1 and len(starts) > 1 and next(iter(begins))[1] <= 28 else (1, 1)
    dates = {one.get("type"): as_day(one.get("iso-date")) for one in activity.findall("activity-date")}
    told = [day for path in ("budget", "result/indicator/period") for key in ("period-start", "period-end")
            for one in activity.findall(f"{path}/{key}") if (day := as_day(one.get("iso-date")))]  # fmt: skip
    first = dates.get("1") or dates.get("2") or min(told, default=None)
    last = dates.get("3") or dates.get("4") or max(told, default=first)
    rough = Years(0, 0, begin)
    if first is None or last is None:
        return rough
    if rough.of(last) - rough.of(first) >= MOST_YEARS:
        template = phrase("the activity has more than {most} years: the data have those of its budgets and results")
        taking.change(activity, Message(template, {"most": MOST_YEARS}))
        if not told:
            return rough
        first, last = min(told), max(told)
        return Years(max(rough.of(first), rough.of(last) - MOST_YEARS + 1), rough.of(last), begin)
    later = max((day for day in told if rough.of(day) - rough.of(first) < MOST_YEARS), default=last)
    if rough.of(later) > rough.of(last):
        template = phrase("budgets or results go on after the last day: the data have years until {year}")
        taking.change(activity, Message(template, {"year": rough.of(later)}))
    return Years(rough.of(first), max(rough.of(one) for one in (first, last, later)), begin)


def _first_day(identity: File, years: Years) -> datetime.date | None:
    """From which day values count that accumulate: the planned one, else the first one of the period."""
    planned: datetime.date | None = identity["publication"]["planned_start"]
    return planned or (years.first_day(years.first) if years.first else None)


def _reporting(years: Years, reports: Mapping[int, File]) -> File | None:
    begins = None if years.begins == (1, 1) else f"{years.begins[0]:02}-{years.begins[1]:02}"
    all_years = range(years.first, years.last + 1) if years.first else ()
    told = sorted({*all_years, *reports})
    return {"years": told, "year_begins": begins} if told else None


def _documents(taking: Taking, raw: bytes, name: str, title: Mapping[str, str]) -> File:
    file = {
        "title": title, "kind": "dossier", "describes": "current", "language": taking.language or next(iter(title)),
        "file": name,
        "sha256": hashlib.sha256(raw).hexdigest(),
    }  # fmt: skip
    return {"documents": {DOCUMENT: file}}


def _without_nothing(content: File) -> File:
    """Without blocks and lists in which nothing stands."""
    return {
        key: _without_nothing(value) if isinstance(value, dict) and key == "publication" else value
        for key, value in content.items()
        if value not in (None, {}, []) or key == "format"
    }
