"""The official lists of codes: whether a code is one, and whether it was withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cic.base.message import Message
from cic.iati.faults import Fault, place
from cic.iati.library import etree
from cic.iati.standard import parsed

_MAPPED = re.compile(r"(?P<element>.*?)/(?:(?P<text>text\(\))|@(?P<attribute>[\w:.-]+))", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_XML = "{http://www.w3.org/XML/1998/namespace}"


class Codelist(NamedTuple):
    """codes: their names. withdrawn: the day from which a code is no longer to be used, or nothing where that is not
    said. is_complete: whether there are no codes but these."""

    codes: Mapping[str, str]
    withdrawn: Mapping[str, str]
    is_complete: bool


def codelist(name: str) -> Codelist:
    """A list by its name. Raises KeyError for what is none."""
    one = parsed("codelists.json")["codelists"][name]
    return Codelist(one["codes"], one["withdrawn"], one["complete"])


def code_faults(document: Any) -> Iterator[Fault]:
    """Codes that are on no list, and codes that were withdrawn; each list where the official mapping says that it
    holds. A code that was withdrawn after what it classifies was right then: that is a warning."""
    for mapping in parsed("codelist-mapping.json")["mappings"]:
        known = codelist(mapping["codelist"])
        for element, code in _found(document, mapping):
            if code in known.codes and code not in known.withdrawn:
                continue
            path, line = place(element)
            params = {"code": code, "list": mapping["codelist"], "day": known.withdrawn.get(code, "")}
            if code in known.withdrawn:
                template = "{code} was withdrawn from the list {list} ({day})"
                is_error = not _was_before(element, known.withdrawn[code])
                yield Fault("beyond", mapping["codelist"], path, line, Message(template, params), is_error)
            else:
                template = "{code} is not on the list {list}"
                is_error = known.is_complete
                yield Fault("codelists", mapping["codelist"], path, line, Message(template, params), is_error)


def _was_before(element: Any, day: str) -> bool:
    """Whether what an element is of ended before a day: a transaction by its own, an activity by its last."""
    for parent in (element, *element.iterancestors()):
        if parent.tag == "transaction":
            return _is_before(parent.find("transaction-date"), day)
        if parent.tag == "iati-activity":
            ends = {one.get("type"): one for one in parent.findall("activity-date")}
            return _is_before(ends.get("4", ends.get("3")), day)
    return False


def _is_before(date: Any, day: str) -> bool:
    written = "" if date is None else (date.get("iso-date") or "")[:10]
    return _DAY.fullmatch(written) is not None and written <= day


def _found(document: Any, mapping: Mapping[str, str]) -> Iterator[tuple[Any, str]]:
    """Each element that has a code of the mapping, with the code."""
    match = _MAPPED.fullmatch(mapping["path"])
    if match is None:
        raise ValueError(f"no path of a mapping: {mapping['path']}")
    element, attribute = match["element"] or "//*", match["attribute"]
    element = "//*" if element == "/" else element
    condition = f"[{mapping['condition']}]" if mapping.get("condition") else ""
    for one in etree().XPath(element + condition)(document):
        name = _XML + attribute[4:] if attribute and attribute.startswith("xml:") else attribute
        code = one.get(name) if name else one.text
        if code is not None:
            yield one, code
