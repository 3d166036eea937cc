"""What is built and given away: the wheel holds what runs, the source distribution what is worked with; neither holds the data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow
LICENCE = re.compile(r"Licensed under the EUPL, version 1\.2")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both, built without fetching anything: the wheel from the source distribution, as installers do."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> dict[str, bytes]:
    """The files of the wheel."""
    (path,) = built.glob("*.whl")
    assert path.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def source(built: Path) -> dict[str, bytes]:
    """The files of the source distribution, without its folder."""
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name.partition("/")[2]: archive.extractfile(member).read() for member in members}  # type: ignore[union-attr]


def metadata(files: dict[str, bytes], name: str) -> Message:
    (found,) = [raw for path, raw in files.items() if path.endswith(name) and path.count("/") <= 1]
    return message_from_bytes(found)


def sources_of_the_program() -> set[str]:
    """Every file under cic/ that somebody wrote."""
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "cic").rglob("*") if path.is_file()}
    return {name for name in found if "__pycache__" not in name and not name.endswith(".mo")}


def test_the_wheel_holds_the_program_and_nothing_else(wheel: dict[str, bytes]) -> None:
    program = {name for name in wheel if ".dist-info/" not in name}
    written = sources_of_the_program()
    catalogues = {name for name in written if name.endswith(".po")}
    assert len(catalogues) == 5
    assert program == (written - catalogues) | {name.removesuffix(".po") + ".mo" for name in catalogues}
    assert "cic/py.typed" in program


def test_the_source_distribution_holds_program_tests_and_demo_and_no_data(source: dict[str, bytes]) -> None:
    assert sources_of_the_program() <= source.keys()
    tests = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*") if path.is_file()}
    assert {name for name in tests if "__pycache__" not in name} <= source.keys()
    assert {
        "LICENSE",
        "Makefile",
        "constraints.txt",
        "tools/build_hook.py",
        "docs/ci.md",
        "action.yml",
    } <= source.keys()
    assert {"cic/scaffold/demo/programme.yaml", "cic/language/catalogues/fr.po"} <= source.keys()
    assert [name for name in source if name.endswith(".mo") or name.split("/")[0] in ("data", "dist", ".venv")] == []


def test_neither_holds_what_the_data_say_of_persons(wheel: dict[str, bytes], source: dict[str, bytes]) -> None:
    persons = ROOT / "data" / "partnerships"
    if not persons.is_dir():
        pytest.skip("the data of the programme are not in this distribution")
    addresses = {
        found
        for path in persons.glob("*.yaml")
        for found in re.findall(rb"[\w.+-]+@[\w-]+\.[\w.-]+\w", path.read_bytes())
    }
    assert len(addresses) > 20
    for name, raw in (*wheel.items(), *source.items()):
        assert [address for address in addresses if address in raw] == [], name


def test_both_name_the_licence(wheel: dict[str, bytes], source: dict[str, bytes]) -> None:
    for files, name in ((wheel, "METADATA"), (source, "PKG-INFO")):
        said = metadata(files, name)
        assert said["License-Expression"] == "EUPL-1.2"
        assert said.get_all("License-File") == ["LICENSE"]
    (notice,) = [raw.decode() for name, raw in wheel.items() if name.endswith("/licenses/LICENSE")]
    assert LICENCE.search(notice)
    assert "2026" in notice
    assert metadata(wheel, "METADATA")["Name"] in notice


def test_links_of_the_description_lead_somewhere_from_anywhere(wheel: dict[str, bytes]) -> None:
    """It is shown where the files of the repository are not beside it."""
    page = metadata(wheel, "METADATA").get_payload()
    assert isinstance(page, str)
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert [link for link in links if not link.startswith(("https://", "#"))] == []


def test_what_was_built_runs_in_every_language(built: Path, tmp_path: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    code = "import sys; sys.path.insert(0, sys.argv.pop()); from cic.cli import main; main()"
    for language, word in (("en", "error"), ("fr", "erreur"), ("nl", "fout")):
        ran = subprocess.run(
            [
                sys.executable,
                "-I",
                "-c",
                code,
                "validate",
                "--data",
                ROOT / "tests" / "base",
                "--lang",
                language,
                tmp_path,
            ],
            capture_output=True,
            env={**os.environ, "PYTHONUTF8": "1"},
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
        )
        assert ran.returncode == 0, ran.stderr
        assert word in ran.stdout
