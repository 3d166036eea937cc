"""`cic init`: what it makes is valid, says what to fill in first, and nothing that is there is touched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, found_in, put

from cic.model.kinds import KINDS


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_an_empty_programme_is_valid_and_says_what_to_fill_in(cic, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = cic("init", "new", "--years", "2027..2031")
    assert (ran.code, ran.err) == (0, "")
    named = re.findall(r"^  (\d)\. new/(\S+):", ran.out, re.MULTILINE)
    assert [n for n, _ in named] == ["1", "2", "3", "4", "5"]
    made = files(tmp_path / "new")
    assert {name for _, name in named if "ID" not in name} <= made
    assert {"README.md", ".gitignore"} <= made
    checked = cic("validate", "--data", "new/data", "--fail-level", "info")
    assert (checked.code, checked.out) == (0, "4 files read, 0 errors, 0 warnings, 0 acknowledged\n")
    assert "TO FILL IN" in cic("report", "--data", "new/data").out
    assert (
        cic("missing", "--data", "new/data", "--as-of", "2027-06-30").out == "Nothing is missing at the end of 2027.\n"
    )


@pytest.mark.parametrize(
    ("language", "first", "then"),
    [("fr", "À remplir d'abord :", "Ensuite : "), ("nl", "Eerst in te vullen:", "Daarna: ")],
)
def test_what_to_do_next_is_said_in_the_language_asked_for(
    language: str, first: str, then: str, cic, tmp_path, monkeypatch
) -> None:
    lines = cic("init", tmp_path / "new", "--lang", language).out.splitlines()
    monkeypatch.setenv("CIC_LANG", language)
    said = cic("init", tmp_path / "other").out
    assert said == "\n".join(lines).replace(str(tmp_path / "new"), str(tmp_path / "other")) + "\n"
    assert lines[1] == first
    assert [line[:5] for line in lines[2:-1]] == [f"  {n}. " for n in range(1, 6)]
    assert lines[-1] == f"{then}cic validate --data {tmp_path / 'new' / 'data'}"


def test_what_is_said_is_written(cic, tmp_path: Path) -> None:
    name = 'Ville: "propre" # $id {x}'
    ran = cic("init", tmp_path / "a" / "b", "--name", name, "--country", "MA", "--years", "2027..2028", "--id", "abc-1")
    assert ran.code == 0
    programme = yaml.safe_load((tmp_path / "a/b/data/programme.yaml").read_text(encoding="utf-8"))
    assert programme["name"]["en"] == name
    assert (programme["country"], programme["id"]) == ("MA", "abc-1")
    assert programme["period"] == {"start": 2027, "end": 2028}
    assert programme["reporting"]["years"] == [2027, 2028]
    assert found_in(tmp_path / "a/b/data") == []


def test_the_examples_of_the_new_readme_are_valid(cic, tmp_path: Path) -> None:
    cic("init", tmp_path / "new", "--country", "XA", "--years", "2031..2032")
    readme = (tmp_path / "new/README.md").read_text(encoding="utf-8")
    examples = dict(re.findall(r"```yaml\n# data/(\S+)\n(.*?)```", readme, re.DOTALL))
    assert len(examples) == 2
    put(tmp_path / "new/data", examples)
    assert found_in(tmp_path / "new/data") == []


@pytest.mark.parametrize("arguments", [(), ("--demo",)])
def test_each_file_leads_an_editor_to_its_schema(arguments: tuple[str, ...], cic, tmp_path: Path) -> None:
    assert cic("init", tmp_path / "new", *arguments).code == 0
    paths = list((tmp_path / "new/data").rglob("*.yaml"))
    assert paths
    for path in paths:
        way = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert way is not None
        schema = (path.parent / way[1]).resolve()
        assert schema.is_relative_to(tmp_path / "new")
        assert json.loads(schema.read_text(encoding="utf-8"))["title"].startswith("cic: ")
    assert {path.stem for path in (tmp_path / "new/schemas").iterdir()} == {kind.name for kind in KINDS}


def test_the_demo_is_the_fictional_programme(cic, tmp_path: Path) -> None:
    ran = cic("init", "--demo", tmp_path / "try")
    assert (ran.code, ran.err) == (0, "")
    shipped = {f"data/{name}" for name in files(ROOT / "cic" / "scaffold" / "demo") if name.endswith(".yaml")}
    assert {name for name in files(tmp_path / "try") if name.startswith("data/")} == shipped
    assert cic("validate", "--data", tmp_path / "try/data", "--fail-level", "info").code == 0
    assert "FICTIONAL" in (tmp_path / "try/README.md").read_text(encoding="utf-8").splitlines()[0]


def test_the_readme_of_the_demo_names_what_is_there() -> None:
    readme = (ROOT / "cic" / "scaffold" / "demo" / "README.md").read_text(encoding="utf-8")
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "cic" / "scaffold" / "demo").rglob("*.yaml"))
    names = re.findall(r"`([a-z-]+)`", readme)
    assert names
    assert all(f"{name}:" in text or f"id: {name}" in text for name in names)


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "full"),
        ("init", "--demo", "full"),
        ("init", "full/file"),
        ("init", "--demo", "new", "--name", "x"),
        ("init", "new", "--country", "Morocco"),
        ("init", "new", "--years", "2027"),
        ("init", "new", "--years", "0001..0002"),
        ("init", "new", "--id", "two words"),
        ("init", "new", "--name", " "),
        ("init", "new", "--name", "a\u202eb"),
    ],
)
def test_refused_without_touching_anything(arguments: tuple[str, ...], cic, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    ran = cic(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert files(tmp_path) == {"full/file"}
    assert not (tmp_path / "new").exists()


def test_an_acknowledgement_in_a_new_programme_finds_its_schema(cic, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    cic("init", "new", "--country", "XA", "--years", "2031..2032")
    name = "reports/2031/programme.yaml"
    put(tmp_path / "new/data", {name: "year: 2031\nexpenditure:\n  head_office:\n    operating: {amount: -1.00}\n"})
    ran = cic(
        "acknowledge", f"new/data/{name}:4:25", "--reason", "a reason", "--as-of", "2032-06-30", "--data", "new/data"
    )
    assert ran.code == 0, ran.err
    first = (tmp_path / "new/data/acknowledgements.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/acknowledgements.json"
