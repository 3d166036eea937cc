"""Each kind of file stands in one row, and what depends on it reads that row."""

from __future__ import annotations

from importlib import import_module

import pytest
from conftest import BASE, DATA, DAY

from cic.model.identity import Identity
from cic.model.kinds import BY_NAME, KINDS, Kind, kind_of_file, kind_of_model
from cic.model.logframe import Indicator
from cic.model.programme import Programme
from cic.model.scalars import Record
from cic.pages.show.catalogue import _NOT_LOOKED_UP, _WITH_THINGS, FILES
from cic.storage.folder import Folder
from cic.storage.loader import load

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@each_kind
def test_a_row_leads_to_its_model_and_its_page(kind: Kind) -> None:
    assert issubclass(kind.model, Record)
    assert kind_of_model(kind.model) is kind
    assert {*kind.keys} <= kind.model.model_fields.keys()
    assert len({*kind.keys} - {"year"}) <= 1
    assert not kind.page or callable(import_module(f"cic.pages.show.{kind.page}").page)


@each_kind
def test_its_files_are_known_by_their_names(kind: Kind) -> None:
    file = kind.shown.replace("<", "").replace(">", "")
    assert kind_of_file(file) is kind
    assert kind_of_file(f"phases/earlier/{file}") is (kind if kind.phases == "own" else None)
    assert kind_of_file(f"elsewhere/{file}") is None


def test_no_two_are_called_the_same() -> None:
    for names in zip(*((kind.name, kind.shown, kind.part, kind.template) for kind in KINDS), strict=True):
        assert len(names) == len(set(names))


def test_what_is_read_is_kept_once_and_by_its_kind() -> None:
    for folder in (BASE, DATA):
        loaded = load(Folder(folder), DAY)
        records = [
            (kind, file, record) for one in loaded.programme.and_phases() for kind, file, record in one.records()
        ]
        assert sorted(file for _, file, _ in records) == sorted(loaded.texts)
        assert all(kind_of_file(file) is kind and type(record) is kind.model for kind, file, record in records)


def test_a_misspelt_kind_is_no_answer() -> None:
    assert Programme(unread=frozenset(("budget",))).has_read("logframe", "risks")
    assert not Programme(unread=frozenset(("budget",))).has_read("logframe", "budget")
    with pytest.raises(KeyError):
        Programme().has_read("logfram")
    with pytest.raises(LookupError):
        Programme().one(Indicator)
    assert Programme().one(Identity) is None


def test_each_kind_can_be_looked_up_or_has_a_reason_why_not() -> None:
    assert {*_WITH_THINGS, *_NOT_LOOKED_UP} | {kind.name for kind in FILES.values()} == BY_NAME.keys()
