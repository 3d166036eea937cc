"""What an element with a code of a list says: the code, its list, and its own name where the list has none."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cic.iati.taking import File, Taking

_FLAGS = {"1": True, "true": True, "0": False, "false": False}
"""How XML writes yes and no."""


def take_flag(taking: Taking, node: Element, name: str) -> bool | None:
    """A yes or no; None where there is none, or something else stands in its place, which is then listed."""
    if node.get(name, "").strip() not in _FLAGS:
        return None
    return _FLAGS[taking.take(node, name) or ""]


def take_code(taking: Taking, node: Element | None) -> File | None:
    """The code with all that is said of it; None where there is none."""
    code = None if node is None else taking.take(node, "code")
    if node is None or code is None:
        return None
    return {
        "code": code,
        "vocabulary": taking.take(node, "vocabulary"),
        "name": taking.says(node),
        "address": taking.take(node, "vocabulary-uri"),
    }


def take_aid(taking: Taking, node: Element, name: str) -> str | None:
    """The first type of aid of the list AidType; others are not held."""
    for one in node.findall(name):
        if one.get("vocabulary", "1") == "1":
            taking.take(one, "vocabulary")
            return taking.take(one, "code")
    return None
