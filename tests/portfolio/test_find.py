"""Where programmes are found, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import posix
from portfolios import copies

from cic.base.errors import UserError
from cic.portfolio.find import programmes


def names(*folders: Path) -> list[str]:
    return [one.name for one in programmes(folders)]


def programme(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "programme.yaml").write_text("id: x\n")


def test_a_programme_is_called_by_its_path_without_its_data_folder(tmp_path: Path) -> None:
    copies(tmp_path, "b", "a/deep")
    programme(tmp_path / "c")
    assert names(tmp_path) == ["a/deep", "b", "c"]
    assert [one.path for one in programmes([tmp_path])] == [
        tmp_path / "a/deep/data",
        tmp_path / "b/data",
        tmp_path / "c",
    ]


def test_a_folder_that_is_a_programme_is_called_as_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies(tmp_path, "one")
    assert names(tmp_path / "one") == names(tmp_path / "one" / "data" / "..") == ["one"]
    assert names(tmp_path / "one" / "data") == ["one"]
    monkeypatch.chdir(tmp_path / "one")
    assert names(Path(".")) == ["one"]


def test_data_folders_are_called_by_whose_data_they_are(tmp_path: Path) -> None:
    copies(tmp_path, "one", "two")
    assert names(tmp_path / "one" / "data", tmp_path / "two" / "data") == ["one", "two"]


def test_nothing_is_looked_for_within_a_programme(tmp_path: Path) -> None:
    copies(tmp_path, "a")
    programme(tmp_path / "a" / "data" / "phases" / "earlier")
    assert names(tmp_path) == ["a"]


def test_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    copies(tmp_path, "a", ".git/b", "c/.d")
    assert names(tmp_path) == ["a"]


@posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    copies(tmp_path / "in", "a")
    copies(tmp_path / "out", "b")
    (tmp_path / "in" / "b").symlink_to(tmp_path / "out" / "b")
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "e").mkdir()
    (tmp_path / "in" / "e" / "programme.yaml").symlink_to(tmp_path / "out" / "b" / "data" / "programme.yaml")
    assert names(tmp_path / "in") == ["a"]


def test_a_programme_of_two_folders_is_one(tmp_path: Path) -> None:
    copies(tmp_path, "a/one", "a/two")
    assert len(names(tmp_path / "a", tmp_path, tmp_path / "a" / ".." / "a" / "one")) == 2


def test_two_of_one_name_are_called_by_their_paths(tmp_path: Path) -> None:
    copies(tmp_path, "x/all/one", "y/all/one", "y/all/two")
    assert names(tmp_path / "x" / "all", tmp_path / "y" / "all") == [
        f"{tmp_path.as_posix()}/x/all/one/data",
        f"{tmp_path.as_posix()}/y/all/one/data",
        "all/two",
    ]


def test_a_programme_and_one_below_it_may_be_called_alike(tmp_path: Path) -> None:
    copies(tmp_path, "x", "x/x")
    found = names(tmp_path / "x")
    assert len(set(found)) == 2


@posix
def test_names_may_hold_anything(tmp_path: Path) -> None:
    odd = ["with, 'quotes' and \"quotes\"", "two\nlines", "=1+1", "<b>", "\u202e", "a\\b", "%s {x}"]
    copies(tmp_path, *odd)
    raw = os.fsencode(tmp_path) + b"/\xff\xfe"
    os.mkdir(raw)
    (Path(os.fsdecode(raw)) / "programme.yaml").write_text("id: x\n")
    assert sorted(names(tmp_path)) == sorted([*odd, "\\xff\\xfe"])


@pytest.mark.parametrize("name", ["no such", "a file", "empty"])
def test_where_there_is_none_it_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "a file").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError) as refused:
        programmes([tmp_path / name])
    assert name in str(refused.value)
