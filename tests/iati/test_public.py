"""Public activities of many publishers, which are no part of the project: where CIC_IATI names a folder that has them
under public/, they become folders, and come out again saying the same."""

from __future__ import annotations

import copy
import os
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from iati_compare import not_said_again, said_by_nobody
from iati_folders import programme_of
from iati_sample import NOW, etree

from cic.iati.beyond import beyond_faults
from cic.iati.codelists import code_faults
from cic.iati.export import Exported, export
from cic.iati.ruleset import rule_faults
from cic.iati.schema import read, schema_faults
from cic.iati.take_activity import Imported, imported

PUBLIC = Path(os.environ.get("CIC_IATI", "")) / "public"
HAS_PUBLIC = bool(os.environ.get("CIC_IATI")) and PUBLIC.is_dir()
public = pytest.mark.skipif(not HAS_PUBLIC, reason="CIC_IATI names no folder with public/*.xml")
TEN = 10
"""So many publishers must have an activity that comes out valid."""


def _public() -> list[Path]:
    return sorted(PUBLIC.rglob("*.xml")) if HAS_PUBLIC else []


def _faults(raw: bytes) -> Counter[tuple[str, str]]:
    """What any of the checks has against a file, and how often, also where the schema has something against it
    already."""
    document = read(raw, "file.xml")
    checks = (schema_faults(document), code_faults(document), rule_faults(document, NOW), beyond_faults(document))
    return Counter((one.check, one.rule) for one in chain.from_iterable(checks) if one.is_error)


def _alone(activity: Any) -> bytes:
    root = etree.Element("iati-activities", dict(activity.getparent().attrib))
    root.append(copy.deepcopy(activity))
    return bytes(etree.tostring(root))


def _through(raw: bytes, name: str, folder: Path) -> tuple[Imported, Exported]:
    made = imported(raw, name)
    return made, export(programme_of(made, folder), NOW)


@public
@pytest.mark.slow
@pytest.mark.parametrize("path", _public(), ids=lambda path: path.name)
def test_public_activities_become_folders(path: Path, tmp_path: Path) -> None:
    """They load; what comes out again has the faults that were published and no other, says the same but for what was
    listed, and nothing beside it."""
    for number, one in enumerate(etree.fromstring(path.read_bytes()).findall("iati-activity")):
        raw = _alone(one)
        made, out = _through(raw, path.name, tmp_path / str(number))
        published, found = _faults(raw), Counter((one.check, one.rule) for one in out.faults if one.is_error)
        assert (made.identifier, found - published) == (made.identifier, Counter())
        assert bool(out.missing) <= bool(published)
        before, after = etree.fromstring(raw)[0], etree.fromstring(out.content)[0]
        assert (made.identifier, not_said_again(before, after, made.losses)) == (made.identifier, [])
        assert (made.identifier, said_by_nobody(before, after, made.losses)) == (made.identifier, [])


@public
@pytest.mark.slow
def test_ten_publishers_have_an_activity_that_comes_out_valid(tmp_path: Path) -> None:
    valid: Counter[str] = Counter()
    for path in _public():
        for one in etree.fromstring(path.read_bytes()).findall("iati-activity"):
            reporter = one.find("reporting-org").get("ref")
            if not valid[reporter]:
                number = len(list(tmp_path.iterdir()))
                valid[reporter] += _through(_alone(one), path.name, tmp_path / str(number))[1].is_valid
    publishers = sorted(reporter for reporter, count in valid.items() if count)
    print("come out valid:", *publishers)
    assert len(publishers) >= TEN, publishers
