"""Nothing of a data folder stays unread in silence: files that look like data, and paths that were named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import DAY, found_in, posix

from cic.storage.folder import Folder
from cic.storage.loader import load

REPORT = "year: 2031\npartnership: alfa-bravo\n"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("reports/2031/alfa-bravo.yaml.txt", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo.yaml.bak", "did you mean reports/2031/alfa-bravo.yaml?"),
        pytest.param("reports/2031/alfa-bravo.yaml ", "did you mean reports/2031/alfa-bravo.yaml?", marks=posix),
        pytest.param("reports/2031/alfa-bravo.yaml.", "did you mean reports/2031/alfa-bravo.yaml?", marks=posix),
        ("reports/2031/alfa-bravo.yaml~", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo.yaml.orig", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo.yaml (1)", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/#alfa-bravo.yaml#", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo.yalm", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo,yaml", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("reports/2031/alfa-bravo", "did you mean reports/2031/alfa-bravo.yaml?"),
        ("risks.YAML.TXT", "did you mean risks.yaml?"),
        pytest.param("risks.", "did you mean risks.yaml?", marks=posix),
        ("budget.yaml.bak", "which stands beside budget.yaml"),
        ("budget", "which stands beside budget.yaml"),
        ("reports/2031/alfa-bravo.txt", "whose names end in .yaml; what proves a value, in evidence/"),
        ("reports/2031/alfa-bravo.csv", "whose names end in .yaml"),
        ("reports/2031/alfa-bravo.xlsx", "whose names end in .yaml"),
        ("reports/2031/alfa-bravo.json", "whose names end in .yaml"),
        ("reports/2031/alfa-bravo.docx", "whose names end in .yaml"),
        ("reports/2031/yaml", "did you mean reports/2031/yaml.yaml?"),
        ("phases/later/budget.ods", "whose names end in .yaml"),
    ],
)
def test_what_looks_like_data_is_a_finding(base: Path, name: str, says: str) -> None:
    path = base / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT)
    (found,) = (one for one in found_in(base) if one.place.file == name)
    assert (found.code, found.severity.label) == ("CIC014", "error")
    assert says in str(found.message)


@pytest.mark.parametrize(
    "name",
    [
        "evidence/list.xlsx", "reports/2031/evidence/list.csv", "evidence/alfa-bravo.yaml.txt", "README", "README.md", "reports/README.txt",
        "readme.fr.md", "LISEZMOI.txt", "LEESMIJ.txt", "~$alfa.xlsx", ".budget.yaml.swp", "budget.swp", "Thumbs.db", "desktop.ini", ".DS_Store",
        ".~lock.budget.ods#", ".gitkeep", "photo.jpg", "LICENSE",
    ],
)  # fmt: skip
def test_what_is_no_data_is_left_alone(base: Path, name: str) -> None:
    path = base / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT)
    assert found_in(base) == []


def test_a_backup_silences_nothing_and_a_renamed_report_does(base: Path) -> None:
    (base / "budget.yaml~").write_text("x")
    assert load(Folder(base), DAY).programme.unread == frozenset()
    assert load(Folder(base), DAY).unread_files == ()
    (base / "reports" / "2031").mkdir(parents=True)
    (base / "reports/2031/alfa-bravo.yaml.txt").write_text(REPORT)
    loaded = load(Folder(base), DAY)
    assert loaded.programme.unread == {"report"}
    assert loaded.unread_files == ("reports/2031/alfa-bravo.yaml.txt",)


@pytest.fixture
def here(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (base / "evidence").mkdir()
    for name in ("README.md", "evidence/list.csv", ".hidden.yaml", "photo.jpg", "budget.yaml.txt"):
        (base / name).write_text("texts: {}\n")
    (tmp_path / "outside.yaml").write_text("a: 1\n")
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "First")):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
@pytest.mark.parametrize("select", [(), ("--select", "CIC301")])
@pytest.mark.parametrize("name", ["README.md", "evidence/list.csv", "evidence", ".hidden.yaml", "photo.jpg"])
def test_what_was_named_and_is_not_read_is_a_finding(here: Path, cic, name: str, at: tuple, select: tuple) -> None:
    ran = cic("validate", f"data/{name}", "--format", "concise", *at, *select)
    assert ran.code == 1
    assert f"data/{name}:1:1: error CIC014 unknown-file: this was to be checked, and nothing of it is read" in ran.out


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
def test_a_look_alike_that_was_named_is_one_finding(here: Path, cic, at: tuple) -> None:
    ran = cic("validate", "data/budget.yaml.txt", "--format", "concise", *at)
    assert (ran.code, ran.out.count("error CIC014")) == (1, 1)
    assert "which stands beside budget.yaml" in ran.out


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
@pytest.mark.parametrize("name", ["outside.yaml", "data/nowhere.yaml", "data/nowhere", "../elsewhere.yaml"])
def test_what_was_named_elsewhere_is_wrong_usage(here: Path, cic, name: str, at: tuple) -> None:
    ran = cic("validate", name, *at)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
def test_what_was_named_and_read_is_green(here: Path, cic, at: tuple) -> None:
    for name in ("data/budget.yaml", "data/partnerships", "data", "."):
        assert cic("validate", name, "--ignore", "CIC014", *at).code == 0


@posix
def test_a_path_through_a_link_is_the_same_path(here: Path, cic) -> None:
    (here / "way").symlink_to(here / "data")
    assert cic("validate", "way/logframe.yaml", "--data", "data").code == 0
    assert cic("validate", "data/logframe.yaml", "--data", "way").code == 0
