"""What a folder of data says of the programme itself, from an activity: who, what, when."""

from __future__ import annotations

import datetime
from typing import Any
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.codelists import codelist
from cic.iati.numbers import as_number
from cic.iati.take_codes import take_aid, take_code, take_flag
from cic.iati.take_places import take_countries, take_places, take_regions
from cic.iati.taking import NO_LANGUAGE, File, Ids, Taking, Years, as_day

DOCUMENT = "activity"
"""The id of the file as a source document."""


_ROLES = {"1": "donor", "2": "applicant"}


class Organisations:
    """The organisations that the activity names, each once: by its identifier, or by its name."""

    def __init__(self, taking: Taking) -> None:
        self.taking, self.ids = taking, Ids()
        self.named: dict[str, File] = {}
        self.published: dict[str, File] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._names: dict[str, dict[str, str] | None] = {}
        self._met: list[tuple[Element, str]] = []
        self.reporter = ""
        for one in taking.activity.findall("reporting-org")[:1]:
            self.reporter = self.id_of(one) or ""
        for one in taking.activity.findall("participating-org"):
            id, role = self.id_of(one), one.get("role", "").strip()
            if id and role:
                taking.take(one, "role")
                roles = self.published[id].setdefault("roles", [])
                if role in roles:
                    taking.change(one, Message(phrase("the same organisation stands twice in the same role")))
                roles += [role] if role not in roles else []
                if self.named[id]["role"] == "local":
                    self.named[id]["role"] = _ROLES.get(role, "local")

    def id_of(self, node: Element) -> str | None:
        """The id of an organisation that an element names, which is made where it is new; None where it names none."""
        ref, said = self.taking.take(node, "ref"), self.taking.says(node)
        name = next(iter(said.values())) if said else ref
        if name is None:
            return None
        kind = self.taking.take(node, "type")
        id = self._known.get(("ref", ref or "")) or self._known.get(("name", name))
        if id is None or (ref and self.published[id].get("ref") not in (None, ref)):
            id = self.ids.make(name, "organisation")
            self.named[id] = {"name": name, "role": "local", "source": {"document": DOCUMENT}}
            is_plain = said is None or list(said) == [self.taking.language]
            self.published[id] = {} if is_plain else {"name": said}
        elif said != self._names[id]:
            for one in node.findall("narrative") or [node]:
                template = phrase("another name of the same organisation, which comes out as {name}")
                below = "narrative" if one is node else ""
                self.taking.change(one, Message(template, {"name": self.named[id]["name"]}), below)
        self._names.setdefault(id, said)
        self._known.update({("name", name): id, **({("ref", ref): id} if ref else {})})
        self._met.append((node, id))
        own = self.published[id]
        own.update({key: value for key, value in (("ref", ref), ("type", kind)) if value and key not in own})
        if kind and own.get("type") != kind:
            self.taking.change(node, Message(phrase("another type of the same organisation")), "@type")
        return id

    def say_added(self) -> None:
        """What comes out of an organisation wherever it stands, and is not said wherever it stands."""
        for id, said in self._names.items():
            # what is called by its identifier stands without a name, unless the name is said
            if said and self.named[id]["name"] == self.published[id].get("ref"):
                self.published[id].setdefault("name", said)
        for node, id in self._met:
            for key in ("ref", "type"):
                value = self.published[id].get(key)
                if value and not node.get(key, "").strip():
                    template = phrase("{value} is said of the organisation elsewhere: it comes out here too")
                    self.taking.change(node, Message(template, {"value": value}), f"@{key}")


def take_identity(taking: Taking, years: Years, organisations: Organisations) -> File:
    """What programme.yaml says, with all that is published."""
    node = taking.activity
    identifier = taking.text(one) if (one := node.find("iati-identifier")) is not None else ""
    countries, shares = take_countries(taking)
    told: File = {}
    descriptions: list[File] = []
    for one in node.findall("description"):
        kind, text = taking.take(one, "type"), taking.says(one)
        if text is not None:
            descriptions.append({"type": kind, "text": text})
            told.setdefault({"1": "summary", "3": "direct_target_group"}.get(kind or "1", ""), text)
        else:
            taking.lose(one, Message(phrase("a description without a text")))
    told.pop("", None)
    start, end, dates = _dates(taking, years)
    markers, codes = _markers(taking)
    name = taking.says_in(node, "title")
    if name is None:
        taking.change(node, Message(phrase("no title: the identifier stands for it")), "title")
        name = {NO_LANGUAGE: identifier or "?"}
    if not descriptions:
        taking.change(
            node, Message(phrase("no description, which IATI requires: the title stands for it")), "description"
        )
        descriptions.append({"text": name})
    said: File = {
        "organisation": organisations.reporter or None,
        "organisations": {},
        "whole_identifier": identifier or None,
        "other_identifiers": _by_ref(taking, "other-identifier"),
        "language": taking.language,
        "hierarchy": taking.take(node, "hierarchy"),
        "related": _by_ref(taking, "related-activity"),
        "descriptions": descriptions,
        "status": taking.of_child(node, "activity-status", "code"),
        "started": dates.get("2"),
        "ended": dates.get("4"),
        "planned_start": start,
        "planned_end": end,
        "not_planned": [name for name, kind in (("start", "1"), ("end", "3")) if years.first and kind not in dates],
        "scope": taking.of_child(node, "activity-scope", "code"),
        "countries": shares,
        "regions": take_regions(taking),
        "sectors": _sectors(taking),
        "tags": [code for one in node.findall("tag") if (code := take_code(taking, one))],
        "markers": codes,
        "collaboration": taking.of_child(node, "collaboration-type", "code"),
        "flow": taking.of_child(node, "default-flow-type", "code"),
        "finance": taking.of_child(node, "default-finance-type", "code"),
        "aid": take_aid(taking, node, "default-aid-type"),
        "tied": taking.of_child(node, "default-tied-status", "code"),
        "humanitarian": take_flag(taking, node, "humanitarian"),
        "places": take_places(taking),
        "contact": _contact(taking, organisations),
    }  # fmt: skip
    return {
        "format": 1,
        "id": Ids().make(identifier, "activity"),
        "name": name,
        "country": countries[0] if len(countries) == 1 else list(countries),
        "period": {"start": years.first, "end": years.last} if years.first else {},
        "source": {"document": DOCUMENT},
        **told,
        "organisations": {},
        "markers": markers,
        "reporting": None,
        "publication": said,
    }


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


def _by_ref(taking: Taking, name: str) -> dict[str, str]:
    """The types of other identifiers, or of the identifiers of other activities."""
    found: dict[str, str] = {}
    for one in taking.activity.findall(name):
        ref = one.get("ref", "").strip()
        if ref and ref not in found and one.get("type"):
            found[ref] = taking.take(one, "type") or ""
            taking.take(one, "ref")
    return found


def _sectors(taking: Taking) -> list[File]:
    found: list[File] = []
    for one in taking.activity.findall("sector"):
        sector = take_code(taking, one)
        if sector is None:
            continue
        share = as_number(one.get("percentage"))
        if share is not None:
            taking.take(one, "percentage")
        found.append({**sector, "percentage": share})
    return found


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
        label = taking.says(one)
        if label is None:
            label = {"en": names.get(code, code) if vocabulary == "1" else code}
            template = phrase("no name: that of the list stands for it")
            taking.change(one, Message(template), "narrative")
        id = ids.make(f"marker-{code}", "marker")
        markers[id] = {"label": label, "value": value}
        codes[id] = {"code": code, "vocabulary": vocabulary, "address": address}
    return markers, codes


def _contact(taking: Taking, organisations: Organisations) -> File | None:
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
            who = one.find("organisation")
            named = who is not None and who.find("narrative") is not None
            return {
                "type": taking.take(one, "type"),
                "organisation": organisations.id_of(who) if named and who is not None else None,
                **found,
            }
    return None
