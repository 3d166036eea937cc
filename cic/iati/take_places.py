"""Where an activity takes place: its countries, regions and places."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.numbers import as_number
from cic.iati.places import SYSTEM
from cic.iati.subject import NO_COUNTRY
from cic.iati.taking import File, Ids, Taking


def is_country(code: str) -> bool:
    """Whether it is written as the code of a country."""
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def take_countries(taking: Taking) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The countries, and the share of each where it is said."""
    shares: dict[str, Any] = {}
    found: dict[str, Element] = {}
    for one in taking.activity.findall("recipient-country"):
        code, share = one.get("code", "").strip().upper(), as_number(one.get("percentage"))
        if not is_country(code):
            continue
        if taking.take(one, "code") != code:
            taking.change(one, Message(phrase("a code in small letters: the data have large ones")), "@code")
        if code in found:
            for both in (found[code], one):
                taking.change(both, Message(phrase("the same country twice: its parts are added up")))
        found.setdefault(code, one)
        if share is not None:
            taking.take(one, "percentage")
            shares[code] = shares.get(code, 0) + share
    if not found:
        taking.change(
            taking.activity, Message(phrase("no country is named: {code} stands for it"), {"code": NO_COUNTRY})
        )
    return tuple(found) or (NO_COUNTRY,), shares


def take_regions(taking: Taking) -> list[File]:
    """The regions by their codes, with their shares."""
    found: list[File] = []
    for one in taking.activity.findall("recipient-region"):
        code = taking.take(one, "code")
        if code is not None:
            share = as_number(one.get("percentage"))
            if share is not None:
                taking.take(one, "percentage")
            found.append({"code": code, "vocabulary": taking.take(one, "vocabulary"), "percentage": share})
    return found


def take_places(taking: Taking) -> dict[str, File]:
    """The places, by ids that are made."""
    found: dict[str, File] = {}
    ids = Ids()
    for one in taking.activity.findall("location"):
        ref = taking.take(one, "ref")
        id = ids.make(ref or "", "place")
        name = taking.says_in(one, "name")
        if name is None:
            template = phrase("a place without a name: {id} stands for it")
            taking.change(one, Message(template, {"id": ref or id}), "name")
        place: File = {
            "name": name or {"en": ref or id},
            "ref": ref,
            "reach": taking.of_child(one, "location-reach", "code"),
            "description": taking.says_in(one, "description"),
        }
        pos = one.find("point/pos")
        pair = [as_number(part) for part in (pos.text or "").split()] if pos is not None else []
        if pos is not None and _is_on_earth(one, pair):
            taking.text(pos)
            system = taking.of_child(one, "point", "srsName")
            if system != SYSTEM:
                template = phrase("the system of coordinates comes out as {system}")
                taking.change(one.find("point"), Message(template, {"system": SYSTEM}), "@srsName")
            place.update(latitude=pair[0], longitude=pair[1])
        place["exactness"] = taking.of_child(one, "exactness", "code")
        place["location_class"] = taking.of_child(one, "location-class", "code")
        found[id] = place
    return found


def _is_on_earth(location: Element, pair: list[Decimal | None]) -> bool:
    """Whether two numbers are degrees of WGS 84, the only system of IATI."""
    point = location.find("point")
    system = point.get("srsName", "") if point is not None else ""
    if len(pair) != 2 or pair[0] is None or pair[1] is None or (system and not system.endswith("/4326")):
        return False
    return abs(pair[0]) <= 90 and abs(pair[1]) <= 180
