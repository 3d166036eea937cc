"""Each thing has a file of its own, on every system."""

from __future__ import annotations

import re

import pytest
from conftest import DAY, ROOT

from cic.pages.show.catalogue import Thing
from cic.site import addresses as module
from cic.site.addresses import addresses, safe_name
from cic.storage.folder import Folder
from cic.storage.loader import load

ODD = (
    "R4.3",
    "con",
    "NUL",
    "com1.x",
    "a/b",
    "../x",
    "é",
    "e\u0301",
    "a b",
    "a.",
    ".a",
    "-",
    "",
    "x" * 300,
    "A",
    "a",
    "index",
    "<b>",
)


@pytest.mark.parametrize("id", ODD)
def test_a_name_is_a_file_on_every_system(id: str) -> None:
    name = safe_name(id)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", name, re.ASCII)
    assert not name.endswith(".")
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)
    assert safe_name(id) == name


def test_no_two_things_have_the_same_file_where_capitals_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = load(Folder(ROOT / "cic" / "scaffold" / "demo"), DAY).programme
    real = module.things

    def odd(one, kind):
        found = real(one, kind)
        return [found[0]._replace(id=id) for id in ODD] if found else found

    monkeypatch.setattr(module, "things", odd)
    paths = [one.path.lower() for one in addresses(programme).all]
    assert len(paths) == len(set(paths)) > len(ODD)
    assert not [path for path in paths if path.endswith("/index.html")]


def test_what_can_keep_its_name_keeps_it() -> None:
    assert [safe_name(id) for id in ("R4.3", "jette-belfaa", "2019_x")] == ["R4.3", "jette-belfaa", "2019_x"]
    assert isinstance(Thing, type)
