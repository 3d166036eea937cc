"""Public activities of many publishers, which are no part of the project: where CIC_IATI names a folder that has them
under public/, they become folders, and come out again saying the same."""

from __future__ import annotations

import copy
import os
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from iati_folders import programme_of
from iati_sample import NOW, etree

from cic.iati.beyond import beyond_faults
from cic.iati.codelists import code_faults
from cic.iati.export import export
from cic.iati.ruleset import rule_faults
from cic.iati.schema import read, schema_faults
from cic.iati.take_activity import imported

XML = "{http://www.w3.org/XML/1998/namespace}"
PUBLIC = Path(os.environ.get("CIC_IATI", "")) / "public"
public = pytest.mark.skipif(
    not os.environ.get("CIC_IATI") or not PUBLIC.is_dir(), reason="CIC_IATI names no folder with public/*.xml"
)


MOST = 60
"""Activities of a file that are compared: all where they are no more, else as many from all over the file."""


def _public() -> list[Path]:
    return sorted(PUBLIC.rglob("*.xml")) if os.environ.get("CIC_IATI") and PUBLIC.is_dir() else []


def _faults(raw: bytes) -> set[tuple[str, str]]:
    """What any of the checks has against a file, also where the schema has something against it already."""
    document = read(raw, "file.xml")
    checks = (schema_faults(document), code_faults(document), rule_faults(document, NOW), beyond_faults(document))
    return {(one.check, one.rule) for one in chain.from_iterable(checks) if one.is_error}


def _alone(activity: Any) -> bytes:
    root = etree.Element("iati-activities", dict(activity.getparent().attrib))
    root.append(copy.deepcopy(activity))
    return bytes(etree.tostring(root))


def _said(activity: Any, path: str) -> Iterator[tuple[str, str]]:
    """Whatever an activity says, with its path as it is told; what is so by default in IATI is not said."""
    language, currency = activity.get(f"{XML}lang") or "", activity.get("default-currency")
    defaults = {("vocabulary", "1"), ("ascending", "1"), ("ascending", "true")}

    def look(node: Any, path: str) -> Iterator[tuple[str, str]]:
        held = dict(node.attrib)
        spoken = held.pop(f"{XML}lang", language).lower()
        if node.tag == "value" and currency is not None:
            held.setdefault("currency", currency)
        for name, value in held.items():
            if value.strip() and (name, value) not in defaults:
                yield f"{path}/@{name.replace(XML, 'xml:')}", value
        if (node.text or "").strip():
            yield path, f"{spoken}: {node.text}" if node.tag == "narrative" else node.text
        children = [one for one in node if isinstance(one.tag, str)]
        counts: Counter[str] = Counter()
        totals = Counter(one.tag for one in children)
        for one in children:
            counts[one.tag] += 1
            number = f"[{counts[one.tag]}]" if totals[one.tag] > 1 else ""
            yield from look(one, f"{path}/{one.tag}{number}")

    yield from look(activity, path)


def _meant(path: str, value: str) -> tuple[str, str]:
    """The same for what says the same: 1.0 and 1, true and 1, a day with the zone of its clock."""
    value = " ".join(value.split())
    if path.endswith("date"):
        value = value[:10]
    elif re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", value):
        value = f"{Decimal(value).normalize():f}"
    return re.sub(r"\[[0-9]+\]", "", path), {"true": "1", "false": "0"}.get(value, value)


@public
@pytest.mark.parametrize("path", _public(), ids=lambda path: path.name)
def test_public_activities_become_folders(path: Path, tmp_path: Path) -> None:
    """They load; what comes out again is as valid as it was, and says the same but for what was listed."""
    activities = etree.fromstring(path.read_bytes()).findall("iati-activity")
    at = "/iati-activities/iati-activity"
    for number, one in enumerate(activities[:: -(-len(activities) // MOST)]):
        raw = _alone(one)
        made = imported(raw, path.name)
        out = export(programme_of(made, tmp_path / str(number)), NOW)
        assert out.missing == ()
        assert {(fault.check, fault.rule) for fault in out.faults if fault.is_error} <= _faults(raw)
        told = tuple(loss.path for loss in made.losses if loss.path != at)
        said = Counter(
            _meant(*each)
            for each in _said(etree.fromstring(raw)[0], at)
            if not any(each[0] == lost or each[0].startswith(f"{lost}/") for lost in told)
        )
        again = etree.fromstring(out.content)[0]
        assert list(said - Counter(_meant(*each) for each in _said(again, at))) == []


@public
def test_they_are_of_ten_publishers() -> None:
    reporters = {
        one.get("ref")
        for path in _public()
        for one in etree.fromstring(path.read_bytes()).findall("iati-activity/reporting-org")
    }
    assert len(reporters) >= 10
