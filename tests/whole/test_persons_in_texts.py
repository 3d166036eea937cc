"""Every text of a programme names a person: no command says so unless it is asked to, but where it is what a thing is
called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import publications
import pytest
from conftest import ROOT
from office import whole_text
from repositories import commit, git
from site_pages import made_site
from strangers import strange, written

from cic.source import read_yaml

pytestmark = pytest.mark.slow
DEMO = ROOT / "cic" / "scaffold" / "demo"
NAME = "Zyxmark Qwertzon"
NAMED = re.compile(rf"{NAME} (?:<[^>]*>)*(q[0-9]+q)")
MARK = re.compile("q[0-9]+q")
DAY = ("--as-of", "2024-06-30")
THINGS = (
    *("OS.1", "OS", "R1", "R1.1", "programme", "budget", "risks", "communes", "documents"),
    *("fictiebeek-quelquepart", "quelquepart", "fictiebeek", "dummara"),
)
COMMANDS: list[tuple[str, ...]] = [
    *(("validate", "--show-acknowledged", "--format", format) for format in ("full", "json", "sarif", "concise")),
    *(("report", "--year", "2023", "--format", format) for format in ("json", "html", "markdown")),
    ("report", "--year", "2023", "--explain", "--format", "json"),
    ("report", "--years", "2022..2023", "--by", "commune", "--format", "json"),
    *(("show", thing, "--format", "json") for thing in THINGS),
    *(("show", thing, "--fields", "--format", "json") for thing in THINGS),
    *(("list", kind, "--format", "json") for kind in ("communes", "indicators", "risks", "documents", "activities")),
    *(("diff", "HEAD~", "--format", format) for format in ("json", "html")),
    *(("history", thing, "--format", "json") for thing in ("OS.1", "fictiebeek-quelquepart", "dummara")),
    *(("missing", "--year", "2023", "--format", format) for format in ("json", "text", "markdown")),
    ("findings", "--format", "html"),
    ("findings", "--questions", "--format", "markdown"),
]
ON_REQUEST = {
    ("report", "--year", "2023", "--format", "json"): "narrative.",
    ("report", "--year", "2023", "--explain", "--format", "json"): "outcomes.",
    ("show", "OS.1", "--format", "json"): "outcomes.",
    ("diff", "HEAD~", "--format", "json"): "narrative.",
    ("history", "OS.1", "--format", "json"): "outcomes.",
}
"""With what it then says, by the beginning of the path."""


def texts(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[tuple[object, ...], str]]:
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(one, (*path, key))
    elif isinstance(value, str):
        yield path, value


def is_name_of_thing(path: tuple[object, ...]) -> bool:
    """Whether it is what a programme, a commune, a partner, a region or a partnership is called."""
    is_of_participant = path[0] in ("communes", "partners") and len(path) == 3 and path[2] in ("name", "region")
    return path[0] == "printed_name" or (path[0] == "name" and len(path) <= 2) or is_of_participant


class Told:
    """A repository of which each text of the last commit names the person, with a number by which it is found."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.where: dict[str, tuple[object, ...]] = {}
        files = {path.relative_to(DEMO).as_posix(): path.read_bytes() for path in sorted(DEMO.rglob("*.yaml"))}
        for name, raw in files.items():
            (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "data" / name).write_bytes(raw)
        git(root, "init", "--quiet", "--initial-branch=main")
        commit(root, "First")
        for name, raw in strange(files, (NAME,)).items():
            data = read_yaml(name, raw).data
            assert isinstance(data, dict)
            if name == "programme.yaml":
                published = read_yaml(name, publications.DEMO.encode()).data
                assert isinstance(published, dict)
                data |= {"contacts": {"zyx": {"name": NAME}}, **published}
            for path, text in texts(data):
                self.where.update(dict.fromkeys(MARK.findall(text), path))
            (root / "data" / name).write_text(written(data), encoding="utf-8")
        commit(root, f"{NAME} q0q wrote it")

    def named_in(self, text: str) -> set[str]:
        """The paths of the texts by which the person is named, but for names of things."""
        paths = {self.where.get(mark, ("message",)) for mark in NAMED.findall(text)}
        return {".".join(map(str, path)) for path in paths if not is_name_of_thing(path)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(tmp_path_factory.mktemp("told"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_says_in_a_text_who_a_person_is(
    command: tuple[str, ...], told: Told, cic: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told.root)
    ran = cic(*command, *DAY)
    assert ran.code in (0, 1), ran.err
    assert told.named_in(ran.out + ran.err) == set()


@pytest.mark.parametrize("command", ON_REQUEST, ids=" ".join)
def test_who_asks_reads_it(
    command: tuple[str, ...], told: Told, cic: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told.root)
    named = told.named_in(cic(*command, "--contacts", *DAY).out)
    assert any(path.startswith(ON_REQUEST[command]) for path in named), named


def text_of(file: Path) -> str:
    return whole_text(file.read_bytes()) if file.suffix == ".xlsx" else file.read_text("utf-8")


def test_no_page_says_in_a_text_who_a_person_is(told: Told, tmp_path: Path) -> None:
    folder = made_site(tmp_path / "public", told.root / "data")
    kinds = (".html", ".js", ".json", ".csv", ".xlsx")
    said = "\n".join(text_of(file) for file in folder.rglob("*") if file.suffix in kinds)
    assert len(set(MARK.findall(said))) > len(told.where) / 2
    assert "q0q" in said
    assert told.named_in(said) == set()


def test_no_published_activity_says_in_a_text_who_a_person_is(
    told: Told, tmp_path: Path, cic: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told.root)
    ran = cic("export", "iati", "--partnerships", "--output", tmp_path / "activity.xml", *DAY)
    said = (tmp_path / "activity.xml").read_text("utf-8")
    assert ran.code in (0, 1)
    assert MARK.search(said)
    assert NAMED.findall(said) == []


def test_no_dataset_says_in_a_text_who_a_person_is(
    told: Told, tmp_path: Path, cic: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(told.root)
    assert cic("export", "datasets", tmp_path / "tables", "--format", "csv", *DAY).code in (0, 1)
    said = "\n".join(file.read_text("utf-8") for file in (tmp_path / "tables").glob("*.csv"))
    assert MARK.search(said)
    assert NAMED.findall(said) == []
