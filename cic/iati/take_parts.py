"""The parts of a value: women and men, or places, as an activity has them beside the whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.numbers import as_number
from cic.iati.places import PLACE
from cic.iati.taking import File, Ids, Taking
from cic.model.parts import UNKNOWN


def _is_named(part: Element) -> bool:
    return bool(part.get("ref") if part.tag == "location" else part.get("name") and part.get("value"))


def parts_of(node: Element) -> list[Element]:
    """The places and dimensions that a value is of."""
    return [*node.findall("location"), *node.findall("dimension")]


def take_parts(taking: Taking, content: File, nodes: list[Element], whole: Decimal) -> dict[str, dict[str, Decimal]]:
    """The parts of a value that are of one dimension, women or a place, where they do not make more than the whole.
    What of it is of no part is of nobody knows whom."""
    by: dict[str, dict[str, Decimal]] = {}
    known = {one.get("ref") for one in taking.activity.findall("location")}
    for dimension, parts in _by_dimension(nodes).items():
        values = [as_number(node.get("value")) or Decimal(0) for node, *_ in parts]
        ids = [Ids().make(of, "part") for _, _, of in parts]
        rest = whole - sum(values, Decimal(0))
        if len(set(ids)) < len(ids) or rest < 0 or min(values) < 0 or UNKNOWN in ids:
            for node, *_ in parts:
                taking.lose(node, Message(phrase("parts that do not make the value")))
            continue
        id = Ids().make(dimension, "dimension")
        by[id] = {**dict(zip(ids, values, strict=True)), **({UNKNOWN: rest} if rest else {})}
        names: dict[str, Any] = content.setdefault("disaggregated_by", {}).setdefault(id, {})
        for (node, part, of), own in zip(parts, ids, strict=True):
            taking.take(node, "value")
            for name in ("ref", "name", "value"):
                taking.take(part, name)
            names[own] = {"en": of or own}
            if part.tag == "dimension" and (of, dimension) != (own, id):
                template = phrase("a name that is no id: the data call it {id}")
                taking.change(part, Message(template, {"id": f"{id} {own}"}))
            if part.tag == "location" and (of != own or of not in known):
                taking.change(node, Message(phrase("a place that is no location of the activity")), "dimension")
                template = phrase("the place {ref}: the data have it as a part of the dimension {id}")
                taking.change(part, Message(template, {"ref": of, "id": id}))
    return by


def _by_dimension(nodes: list[Element]) -> dict[str, list[tuple[Element, Element, str]]]:
    """The values that are of one part, by its dimension: the element, that of the part, and what it is called."""
    found: dict[str, list[tuple[Element, Element, str]]] = {}
    for node in nodes:
        parts = parts_of(node)
        if len(parts) == 1 and _is_named(parts[0]) and as_number(node.get("value")) is not None:
            (part,) = parts
            is_place = part.tag == "location"
            name = PLACE if is_place else part.get("name", "")
            found.setdefault(name, []).append((node, part, part.get("ref" if is_place else "value", "")))
    return found
