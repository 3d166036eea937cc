"""A folder of data from an activity: who, what, when, where."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.iati.codelists import codelist
from cic.iati.guard import refuse_hostile
from cic.iati.subject import NO_COUNTRY
from cic.iati.take_money import take_money
from cic.iati.take_results import take_results
from cic.iati.taking import File, Ids, Loss, Taking, Years, as_day, as_number
from cic.model.common import MOST_YEARS

DOCUMENT = "activity"
"""The id of the file as a source document."""
_ROLES = {"1": "donor", "2": "applicant"}
_FLAGS = {"1": True, "true": True, "0": False, "false": False}
_SHOWN = 5


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
    years = _years(activity)
    organisations = _Organisations(taking)
    identity = _identity(taking, years, organisations)
    money = take_money(taking, years, organisations.id_of)
    logframe, reports = take_results(taking, years, dict(identity["period"]))
    for year, expenditure in money.spent.items():
        reports.setdefault(year, {"year": year})["expenditure"] = expenditure
    identity["organisations"] = organisations.named
    published = identity["publication"]
    published["organisations"] = organisations.published
    published["transactions"] = money.transactions
    published["budget"] = money.published
    identity["reporting"] = _reporting(years, reports)
    files = {
        "programme.yaml": _without_nothing(identity),
        "documents.yaml": _documents(taking, raw, name, identity["name"]),
        "logframe.yaml": logframe,
        "budget.yaml": money.budget,
        **{f"reports/{year}/programme.yaml": report for year, report in sorted(reports.items())},
    }
    return Imported(files, tuple(taking.losses()), identity["publication"]["whole_identifier"])


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
    if len(numbers) != 1:
        raise UserError(
            "{file} holds {count} activities: {ids}" if wanted is None else "{file} has no activity {wanted}: {ids}",
            "name one: --activity IDENTIFIER",
            file=name,
            wanted=wanted,
            count=len(ids),
            ids=(*ids[:_SHOWN], *(["…"] if len(ids) > _SHOWN else [])),
        )
    number = f"[{numbers[0] + 1}]" if len(ids) > 1 else ""
    return activities[numbers[0]], f"/iati-activities/iati-activity{number}"


def _years(activity: Element) -> Years:
    """The years from the first planned day (or the real one) to the last; those of budgets and periods where nothing
    is planned. They begin when all budgets do, where that is one day of the year."""
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
    return Years(rough.of(first), max(rough.of(first), rough.of(last)), begin)


class _Organisations:
    """The organisations that the activity names, each once: by its identifier, or by its name."""

    def __init__(self, taking: Taking) -> None:
        self.taking, self.ids = taking, Ids()
        self.named: dict[str, File] = {}
        self.published: dict[str, File] = {}
        self._known: dict[tuple[str, str], str] = {}
        self.reporter = ""
        for one in taking.activity.findall("reporting-org"):
            self.reporter = self.id_of(one)
        for one in taking.activity.findall("participating-org"):
            id, role = self.id_of(one), taking.take(one, "role")
            if role is not None:
                roles = self.published[id].setdefault("roles", [])
                roles += [role] if role not in roles else []
                if self.named[id]["role"] == "local":
                    self.named[id]["role"] = _ROLES.get(role, "local")

    def id_of(self, node: Element) -> str:
        """The id of an organisation that an element names, which is made where it is new."""
        ref, kind = self.taking.take(node, "ref"), self.taking.take(node, "type")
        said = self.taking.says(node)
        name = next(iter(said.values())) if said else ref or "?"
        if said and len(set(said.values())) > 1:
            self.taking.change(node, Message(phrase("names in other languages: the data hold one")))
        id = self._known.get(("ref", ref or "")) or self._known.get(("name", name))
        if id is None or (ref and self.published[id].get("ref") not in (None, ref)):
            id = self.ids.make(name, "organisation")
            self.named[id] = {"name": name, "role": "local", "source": {"document": DOCUMENT}}
            self.published[id] = {}
        elif said and name != self.named[id]["name"]:
            self.taking.change(node, Message(phrase("another name of the same organisation")))
        self._known.update({("name", name): id, **({("ref", ref): id} if ref else {})})
        own = self.published[id]
        own.update({key: value for key, value in (("ref", ref), ("type", kind)) if value and key not in own})
        if kind and own.get("type") != kind:
            self.taking.change(node, Message(phrase("another type of the same organisation")))
        return id


def _identity(taking: Taking, years: Years, organisations: _Organisations) -> File:
    node = taking.activity
    identifier = "".join(taking.text(one) for one in node.findall("iati-identifier"))
    countries, shares = _countries(taking)
    descriptions: File = {}
    for one in node.findall("description"):
        kind = one.get("type") or "1"
        key = {"1": "summary", "3": "direct_target_group"}.get(kind)
        if key is not None and key not in descriptions:
            taking.take(one, "type")
            descriptions[key] = taking.says(one)
    start, end, dates = _dates(taking, years)
    markers, codes = _markers(taking)
    has_years = 0 < years.last - years.first + 1 <= MOST_YEARS and years.first > 0
    name = taking.says_in(node, "title") or {"en": identifier}
    said: File = {
        "organisation": organisations.reporter or None,
        "organisations": {},
        "whole_identifier": identifier,
        "other_identifiers": _other_identifiers(taking),
        "language": taking.language,
        "status": taking.of_child(node, "activity-status", "code"),
        "started": dates.get("2"),
        "ended": dates.get("4"),
        "planned_start": start,
        "planned_end": end,
        "scope": taking.of_child(node, "activity-scope", "code"),
        "countries": shares,
        "regions": _regions(taking),
        "sectors": _sectors(taking),
        "markers": codes,
        "collaboration": taking.of_child(node, "collaboration-type", "code"),
        "flow": taking.of_child(node, "default-flow-type", "code"),
        "finance": taking.of_child(node, "default-finance-type", "code"),
        "aid": _aid(taking),
        "tied": taking.of_child(node, "default-tied-status", "code"),
        "humanitarian": _FLAGS.get(taking.take(node, "humanitarian") or ""),
        "places": _places(taking),
        "contact": _contact(taking),
    }  # fmt: skip
    return {
        "format": 1,
        "id": Ids().make(identifier, "activity"),
        "name": name,
        "country": countries[0] if len(countries) == 1 else list(countries),
        "period": {"start": years.first, "end": years.last} if has_years else {},
        "source": {"document": DOCUMENT},
        **descriptions,
        "organisations": {},
        "markers": markers,
        "reporting": None,
        "publication": said,
    }


def _reporting(years: Years, reports: Mapping[int, File]) -> File | None:
    begins = None if years.begins == (1, 1) else f"{years.begins[0]:02}-{years.begins[1]:02}"
    all_years = range(years.first, years.last + 1) if years.first and years.last - years.first < MOST_YEARS else ()
    told = sorted({*all_years, *reports})
    return {"years": told, "year_begins": begins} if told else None


def _countries(taking: Taking) -> tuple[tuple[str, ...], dict[str, Any]]:
    shares: dict[str, Any] = {}
    found: dict[str, None] = {}
    for one in taking.activity.findall("recipient-country"):
        code = one.get("code", "")
        if len(code) == 2 and code.isascii() and code.isalpha() and code.isupper() and code not in found:
            found[code] = None
            taking.take(one, "code")
            share = as_number(one.get("percentage"))
            if share is not None:
                taking.take(one, "percentage")
                shares[code] = share
    if not found:
        taking.change(
            taking.activity, Message(phrase("no country is named: {code} stands for it"), {"code": NO_COUNTRY})
        )
    return tuple(found) or (NO_COUNTRY,), shares


def _dates(taking: Taking, years: Years) -> tuple[datetime.date | None, datetime.date | None, dict[str, Any]]:
    """The planned days, where they are not the ends of the years, and the real ones."""
    dates: dict[str, datetime.date] = {}
    for one in taking.activity.findall("activity-date"):
        kind, day = one.get("type", ""), as_day(one.get("iso-date"))
        if day is not None and kind in ("1", "2", "3", "4") and kind not in dates:
            dates[kind] = day
            taking.take(one, "type")
            taking.take(one, "iso-date")
    start, end = dates.get("1"), dates.get("3")
    if years.first and start == years.first_day(years.first):
        start = None
    if years.first and end == years.last_day(years.last):
        end = None
    return start, end, dates


def _other_identifiers(taking: Taking) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in taking.activity.findall("other-identifier"):
        ref = one.get("ref", "").strip()
        if ref and ref not in found and one.get("type"):
            found[ref] = taking.take(one, "type") or ""
            taking.take(one, "ref")
    return found


def _regions(taking: Taking) -> list[File]:
    found: list[File] = []
    for one in taking.activity.findall("recipient-region"):
        code = taking.take(one, "code")
        if code is not None:
            share = as_number(one.get("percentage"))
            if share is not None:
                taking.take(one, "percentage")
            found.append({"code": code, "vocabulary": taking.take(one, "vocabulary"), "percentage": share})
    return found


def _sectors(taking: Taking) -> list[File]:
    found: list[File] = []
    for one in taking.activity.findall("sector"):
        code = taking.take(one, "code")
        if code is None:
            continue
        vocabulary = taking.take(one, "vocabulary")
        share = as_number(one.get("percentage"))
        if share is not None:
            taking.take(one, "percentage")
        sector: File = {"code": code, "vocabulary": vocabulary, "percentage": share, "name": taking.says(one)}
        found.append({**sector, "address": taking.take(one, "vocabulary-uri")})
    return found


def _aid(taking: Taking) -> str | None:
    for one in taking.activity.findall("default-aid-type"):
        if one.get("vocabulary", "1") == "1":
            taking.take(one, "vocabulary")
            return taking.take(one, "code")
    return None


def _markers(taking: Taking) -> tuple[dict[str, File], dict[str, File]]:
    markers: dict[str, File] = {}
    codes: dict[str, File] = {}
    ids, names = Ids(), codelist("PolicyMarker").codes
    for one in taking.activity.findall("policy-marker"):
        code, value = one.get("code"), as_number(one.get("significance"))
        if not code or value is None:
            continue
        for name in ("code", "significance"):
            taking.take(one, name)
        vocabulary, address = taking.take(one, "vocabulary") or "1", taking.take(one, "vocabulary-uri")
        label = taking.says(one) or {"en": names.get(code, code) if vocabulary == "1" else code}
        id = ids.make(f"marker-{code}", "marker")
        markers[id] = {"label": label, "value": value}
        codes[id] = {"code": code, "vocabulary": vocabulary, "address": address}
    return markers, codes


def _places(taking: Taking) -> dict[str, File]:
    found: dict[str, File] = {}
    ids = Ids()
    for one in taking.activity.findall("location"):
        ref = one.get("ref", "")
        id = ids.make(ref, "place")
        if ref == id:
            taking.take(one, "ref")
        place: File = {"name": taking.says_in(one, "name") or {"en": ref or id}}
        pos = one.find("point/pos")
        pair = [as_number(part) for part in (pos.text or "").split()] if pos is not None else []
        if pos is not None and len(pair) == 2 and None not in pair:
            taking.text(pos)
            taking.of_child(one, "point", "srsName")
            place.update(latitude=pair[0], longitude=pair[1])
        place["exactness"] = taking.of_child(one, "exactness", "code")
        if one.find("location-reach[@code='1']") is not None:
            taking.of_child(one, "location-reach", "code")
        found[id] = place
    return found


def _contact(taking: Taking) -> File | None:
    """The first contact that names no person; a person is not taken."""
    for one in taking.activity.findall("contact-info"):
        if one.find("person-name") is not None or one.find("job-title") is not None:
            taking.lose(one, Message(phrase("persons are not taken from a public file")))
            continue
        found: File = {}
        for key in ("email", "telephone", "website"):
            node = one.find(key)
            if node is not None and (node.text or "").strip():
                found[key] = taking.text(node)
        if found:
            return found
    return None


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
