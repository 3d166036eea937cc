"""Sites over folders of programmes: of many kinds, of strangers, and of more than stand on one page."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT
from portfolios import changed, copies, kept_tables

from cic.language import NAMES, language_of
from cic.portfolio import lists, overview
from cic.portfolio.site import build
from cic.portfolio.whole import Whole, paths, whole
from cic.storage.published import publish

DAY = datetime.date(2034, 6, 30)
DEMO = ROOT / "cic" / "scaffold" / "demo"
WORLDS = ROOT / "tests" / "worlds"
STRANGE = "=1+1|<img src=x onerror=alert(1)> 'q' \"d\" & ok"
NAMED: Mapping[str, Mapping[str, str]] = {
    "markup": {"en": "<b>x</b><script>alert(1)</script>&amp; {{ 7 * 7 }}"},
    "arabic": {"ar": "برنامج التعاون بين البلديات"},
    "turned": {"en": "abc\u202edef"},
    "long": {"fr": "L’eau et l’école " * 18},
    "unbroken": {"nl": "x" * 300},
    "same": {"en": "Same name"},
    "below/same": {"en": "Same name"},
    "up": {"en": "../x"},
    "con": {"en": "con"},
    "a/b": {"en": "a/b"},
    "a.b": {"en": "a/b"},
    "A.b": {"en": "=1+1"},
    "-rf": {"en": "--output"},
    "index": {"en": "index"},
    "%2e%2e": {"en": "\u200b"},
    "three": {"fr": "Les écoles", "nl": "De scholen", "en": "The schools"},
}
"""Programmes by their folders, with names that somebody might give them to do harm, or in several languages."""


def coded(data: Path, codes: str, unit: str = "") -> None:
    """The first indicator of a copy of the base programme has these codes."""
    changed(data / "logframe.yaml", "unit: communes", f"unit: {unit or 'communes'}\n        codes: {{{codes}}}")


def several(folder: Path) -> Path:
    """Programmes of many kinds: with codes, in other currencies, of strangers, not read in part and not at all."""
    copies(folder, "a", "b", "in/c", "spoilt", "refused", STRANGE)
    for name in ("coffee_chain", "road_loan"):
        shutil.copytree(WORLDS / name, folder / name)
    shutil.copytree(DEMO, folder / "demo")
    for name in ("a", "b"):
        coded(folder / name / "data", "sdg: 6.1.1, own-list: A")
    coded(folder / "in/c/data", "sdg: 6.1.1", "percent")
    coded(folder / STRANGE / "data", "own-list: '=2+2<script>alert(1)</script>'", "'<b>u</b>'")
    changed(folder / "b/data/budget.yaml", "EUR", "USD")
    (folder / "spoilt/data/budget.yaml").write_text("[")
    changed(folder / "refused/data/logframe.yaml", "value: 3", "value: 3.0000000000001")
    return folder


def named(folder: Path, names: Mapping[str, Mapping[str, str]]) -> Path:
    """Copies of the base programme with these names."""
    copies(folder, *names)
    for one, texts in names.items():
        identity = folder / one / "data" / "programme.yaml"
        changed(identity, "name: {en: Schools of Exampleland}", f"name: {json.dumps(texts)}")
    return folder


@contextmanager
def small_pages() -> Iterator[None]:
    """So few on a page that some twenty programmes need all kinds of pages."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lists, "LEAST", 2)
        patched.setattr(lists, "MOST", 4)
        patched.setattr(overview, "AT_ONCE", 3)
        patched.setattr(overview, "OF_A_KIND", 2)
        yield


def site_of(opened: tuple, base_url: str = "", with_sites: bool = False) -> Whole:
    """The site of what `kept_tables` gives."""
    return whole(*opened, None, tuple(map(language_of, NAMES)), base_url, with_sites)


def make(folder: Path, output: Path, base_url: str = "") -> Path:
    """The site of a folder of programmes."""
    with kept_tables(folder, DAY) as opened:
        site = site_of(opened, base_url)
        publish(output, paths(site), build(site))
    return output
