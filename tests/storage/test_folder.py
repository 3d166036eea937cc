"""Data folders that are not what they seem."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from conftest import DATA, DAY, found_in, posix, shipped_data

from cic.base.errors import UserError
from cic.source.guards import MAX_BYTES
from cic.storage.folder import Folder, find_data
from cic.storage.loader import load


def codes(folder: Path) -> list[tuple[str, str, int]]:
    return [(f.code, f.place.file, f.place.line) for f in found_in(folder)]


def test_folder_named_like_a_file(base: Path) -> None:
    (base / "risks.yaml").mkdir()
    assert codes(base) == [("CIC001", "risks.yaml", 1)]


@posix
def test_device_named_like_a_file(base: Path) -> None:
    os.mkfifo(base / "risks.yaml")
    assert codes(base) == [("CIC001", "risks.yaml", 1)]


@posix
@pytest.mark.parametrize("target", ["/etc/passwd", "../outside.yaml", "missing.yaml", "risks.yaml"])
def test_link_that_leads_nowhere_good(base: Path, target: str) -> None:
    (base.parent / "outside.yaml").write_text("secret: 1\n")
    (base / "risks.yaml").symlink_to(target)
    assert codes(base) == [("CIC001", "risks.yaml", 1)]


@posix
@posix
@pytest.mark.parametrize("name", ["self", "partnerships/self", "data.bak"])
def test_a_link_to_itself_stops_nothing(base: Path, name: str) -> None:
    (base / name).symlink_to(Path(name).name)
    found = dict(Folder(base).files())
    assert isinstance(found["budget.yaml"], bytes)
    assert not isinstance(found.get(name), bytes)


def test_link_inside_the_folder_is_read(base: Path) -> None:
    (base / "partnerships" / "delta-echo.yaml").rename(base / "partnerships" / ".kept")
    (base / "partnerships" / "delta-echo.yaml").symlink_to(".kept")
    assert codes(base) == []


def test_huge_file_is_not_read(base: Path) -> None:
    with (base / "risks.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert codes(base) == [("CIC002", "risks.yaml", 1)]


def test_limit_is_exact(base: Path) -> None:
    (base / "strategy.yaml").write_bytes(b"texts: {}\n".ljust(MAX_BYTES, b"#"))
    assert codes(base) == []


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "CIC013"), (b"\xff\xfe", "CIC003"), (b"\xef\xbb\xbftexts: {}\n", "CIC004"), (b"texts: {}\x00", "CIC005")],
)
def test_bytes_that_no_example_can_show(base: Path, raw: bytes, code: str) -> None:
    (base / "strategy.yaml").write_bytes(raw)
    assert [found for found, _, _ in codes(base)] == [code]


def test_one_broken_file_hides_nothing_of_the_others(base: Path) -> None:
    (base / "partnerships" / "alfa-bravo.yaml").write_text("id: [\n")
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text().replace("total: 30.00", "total: 30.01"))
    assert [code for code, _, _ in codes(base)] == ["CIC302", "CIC301", "CIC006"]


def test_missing_folder_empty_folder_and_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        Folder(tmp_path / "none")
    with pytest.raises(UserError, match="holds no data"):
        load(Folder(tmp_path), DAY)
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="is not a folder"):
        Folder(tmp_path / "file")


def test_data_are_found_upwards(base: Path) -> None:
    assert find_data(base / "partnerships", None) == base
    assert find_data(base.parent, None) == base
    with pytest.raises(UserError, match="no data found"):
        find_data(Path("/"), None)


def test_wrong_ending_is_one_finding_and_silences_what_depends_on_it(base: Path) -> None:
    (base / "partnerships" / "delta-echo.yaml").rename(base / "partnerships" / "delta-echo.yml")
    assert codes(base) == [("CIC014", "partnerships/delta-echo.yml", 1)]


def test_a_report_says_what_it_leaves_out(base: Path, cic) -> None:
    (base / "budget.yaml").write_text("source: [\n")
    ran = cic("report", "--data", base, "--year", "2032")
    assert "INCOMPLETE, not read: budget.yaml" in ran.out
    assert "budget.yaml" in cic("list", "communes", "--data", base).err


def test_open_target_names_the_commune_without(base: Path, cic) -> None:
    path = base / "partnerships" / "delta-echo.yaml"
    path.write_text(path.read_text().replace(", targets: {OS.1: {2032: 1}}", ""))
    (found,) = found_in(base)
    assert "none for echo" in str(found.message)
    assert cic("validate", path, "--data", base, "--strict").code == 1


@shipped_data
@pytest.mark.parametrize(
    "name",
    ["programme", "documents", "logframe", "budget", "phases/earlier/programme", "phases/later/programme"],
)
@pytest.mark.parametrize("how", ["missing", "broken"])
@pytest.mark.slow
def test_a_file_that_is_needed_is_one_finding_and_a_note(name: str, how: str, tmp_path: Path, cic) -> None:
    """Nothing else is said of what rests on it, no acknowledgement is called stale, and the check fails."""
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    file = folder / f"{name}.yaml"
    file.unlink() if how == "missing" else file.write_text("a: [\n")
    ran = cic("validate", "--data", folder, "--format", "concise", "-q", "--as-of", "2026-11-28")
    assert (ran.code, ran.out.count("\n")) == (1, 1), ran.out
    assert f"{name}.yaml" in ran.out
    assert ("CIC201" if how == "missing" else "CIC006") in ran.out
    note = cic("validate", "--data", folder, "--format", "concise").err
    kind = name.rpartition("/")[2]
    cause = f"missing: {name}.yaml" if how == "missing" else f"faults in {name}.yaml"
    assert re.search(rf"note: checks.* that were not made for want of {kind}: \d+ of \d+; {cause}\n", note), note


@pytest.mark.parametrize(
    ("there", "named", "meant"),
    [
        ("budget.yaml", "budgets.yaml", "budget.yaml"),
        ("budget.yaml", "Budget.yaml", "budget.yaml"),
        ("logframe.yaml", "logframe.yml", "logframe.yaml"),
        ("logframe.yaml", "log_frame.yaml", "logframe.yaml"),
        ("programme.yaml", "program.yaml", "programme.yaml"),
        ("partnerships", "partnership", "partnerships/alfa-bravo.yaml"),
        ("partnerships/delta-echo.yaml", "partnerships/delta-echo.YAML", "partnerships/delta-echo.yaml"),
    ],
)
def test_a_misspelt_name_is_said_once_with_the_one_that_was_meant(
    base: Path, there: str, named: str, meant: str
) -> None:
    (base / there).rename(base / named)
    found = found_in(base)
    assert {f.code for f in found} == {"CIC014"}
    assert len(found) == (2 if there == "partnerships" else 1)
    assert str(found[0].message) == f"nothing reads this file: did you mean {meant}?"


def test_a_name_like_no_other_is_said_without_a_guess(base: Path) -> None:
    (base / "notes.yaml").write_text("a: 1\n")
    (found,) = found_in(base)
    assert str(found.message) == "nothing reads this file"


@pytest.mark.parametrize("below", ["partnerships", "reports", ""])
def test_a_folder_that_may_not_be_read(below: str, base: Path, cic, monkeypatch) -> None:
    (base / "reports").mkdir()
    scandir = os.scandir

    def refusing(path):
        if Path(path) == base / below:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refusing)
        ran = cic("validate", "--data", base, "--format", "concise", "-q")
    if below:
        assert (ran.code, ran.out.count("\n")) == (1, 1)
        assert f"{below}:1:1: error CIC001 file-unreadable: the folder cannot be opened: Permission denied" in ran.out
    else:
        assert (ran.code, "cannot be read: Permission denied" in ran.err) == (2, True)


def test_a_file_that_may_not_be_read(base: Path, monkeypatch) -> None:
    opened = os.open

    def refusing(path, *rest):
        if str(path).endswith("budget.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    with monkeypatch.context() as patched:  # whoever clears up the folder afterwards opens it in other ways
        patched.setattr(os, "open", refusing)
        assert codes(base) == [("CIC001", "budget.yaml", 1)]
