"""A folder that is filled again and again: nothing that is not ours is lost."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from cic.base.errors import UserError
from cic.storage.published import LIST, Published, publish

FIRST = {"index.html": b"one", "en/a.html": b"a", "en/b.html": b"b"}
SECOND = {"index.html": b"two", "en/a.html": b"a", "fr/c.html": b"c"}


def put(folder: Path, files: dict[str, bytes]) -> Published:
    return publish(folder, files, iter(files.items()))


def there(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LIST
    }


def test_a_next_run_replaces_what_is_ours_and_takes_away_what_is_no_longer_made(tmp_path: Path) -> None:
    assert put(tmp_path / "x" / "public", FIRST) == Published(3, 0, 0, ())
    folder = tmp_path / "x" / "public"
    assert put(folder, FIRST) == Published(0, 3, 0, ())
    assert put(folder, SECOND) == Published(2, 1, 1, ())
    assert there(folder) == SECOND
    assert put(folder, {"index.html": b"two"}) == Published(0, 1, 2, ())
    assert sorted(path.name for path in folder.iterdir()) == [LIST, "index.html"]


def test_files_of_others_stay(tmp_path: Path) -> None:
    for name in ("CNAME", ".nojekyll", "en/mine.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"mine")
    put(tmp_path, FIRST)
    put(tmp_path, {"index.html": b"two"})
    assert there(tmp_path) == {"CNAME": b"mine", ".nojekyll": b"mine", "en/mine.txt": b"mine", "index.html": b"two"}


def test_a_file_of_another_is_not_overwritten_and_nothing_else_is_written(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"mine")
    with pytest.raises(UserError, match=r"index\.html"):
        put(tmp_path, FIRST)
    assert there(tmp_path) == {"index.html": b"mine"}
    assert not (tmp_path / LIST).exists()


def test_what_somebody_changed_is_neither_overwritten_nor_taken_away(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    (tmp_path / "en" / "b.html").write_bytes(b"changed")
    with pytest.raises(UserError, match=r"en/b\.html"):
        put(tmp_path, FIRST)
    assert put(tmp_path, SECOND).kept == ("en/b.html",)
    assert there(tmp_path) == {**SECOND, "en/b.html": b"changed"}
    # it is no longer ours
    with pytest.raises(UserError, match=r"en/b\.html"):
        put(tmp_path, FIRST)


def test_a_run_that_ended_too_early_is_begun_again(tmp_path: Path) -> None:
    put(tmp_path, FIRST)

    def broken():
        yield "index.html", b"two"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, SECOND, broken())
    assert there(tmp_path) == {**FIRST, "index.html": b"two"}
    assert put(tmp_path, SECOND) == Published(1, 2, 1, ())
    assert there(tmp_path) == SECOND


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/passwd", "en/../../outside.txt", "a//b", ".git/config", "C:\\x", "", "en/./a"]
)
def test_a_list_of_a_stranger_takes_nothing_away(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    put(folder, FIRST)
    (tmp_path / "outside.txt").write_bytes(b"mine")
    document = json.loads((folder / LIST).read_bytes())
    document["files"][name] = "a" * 64
    (folder / LIST).write_text(json.dumps(document))
    with pytest.raises(UserError, match="not a list that cic wrote"):
        put(folder, SECOND)
    assert (tmp_path / "outside.txt").read_bytes() == b"mine"
    assert there(folder) == FIRST


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": 2, "files": {}}', '{"format": 1, "files": {"a": 1}}', "[" * 99999]
)
def test_a_list_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / LIST).write_text(text)
    with pytest.raises(UserError, match="not a list that cic wrote"):
        put(tmp_path, FIRST)
    assert there(tmp_path) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
@pytest.mark.parametrize("link", ["en", "index.html"])
def test_no_link_is_followed(link: str, tmp_path: Path) -> None:
    folder, other = tmp_path / "public", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (other / "index.html").write_bytes(b"mine")
    os.symlink(other if link == "en" else other / "index.html", folder / link)
    with pytest.raises(UserError, match=link):
        put(folder, FIRST)
    assert {path.name: path.read_bytes() for path in other.iterdir()} == {"index.html": b"mine"}


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights there")
def test_nothing_is_taken_away_behind_a_link(tmp_path: Path) -> None:
    folder, other = tmp_path / "public", tmp_path / "other"
    put(folder, FIRST)
    (folder / "en").rename(other)
    os.symlink(other, folder / "en")
    assert put(folder, {"index.html": b"one"}).kept == ("en/a.html", "en/b.html")
    assert sorted(path.name for path in other.iterdir()) == ["a.html", "b.html"]


def test_a_data_folder_and_git_are_refused(tmp_path: Path, base: Path) -> None:
    for folder in (base, base / "public", tmp_path / ".git" / "public"):
        with pytest.raises(UserError):
            put(folder, FIRST)
    assert not (base / "public").exists()
    assert not (tmp_path / ".git").exists()
