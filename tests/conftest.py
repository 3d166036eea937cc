"""What the tests share: the base programme, the command, and the marks of expected findings."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from held import made_by

from cic.checks.engine import Checked, check
from cic.checks.placement import findings
from cic.diagnostics import Finding, Rule
from cic.model.programme import Programme
from cic.rules import RULES
from cic.storage.compared import base_from
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load

HERE = Path(__file__).parent
BASE = HERE / "base"
ROOT = HERE.parent
DATA = ROOT / "data"
posix = pytest.mark.skipif(sys.platform == "win32", reason="links, devices and shells of POSIX")
"""For tests of what Windows has not, or not for everybody."""
NO_DATA = "the data of the programme are not in this distribution"
shipped_data = pytest.mark.skipif(not DATA.is_dir(), reason=NO_DATA)
"""For tests of the shipped data, which stay in the repository."""
DAY = datetime.date(2034, 6, 30)
ALL = frozenset(RULES)
_MARK = re.compile(r"#! ((?:CIC\d{3} ?)+)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever language the machine speaks."""
    for name in ("CIC_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def shipped_programme() -> Programme:
    """The programme of the shipped data; a fixture that asks for it skips its tests where there are none."""
    if not DATA.is_dir():
        pytest.skip(NO_DATA)
    return load(Folder(DATA), DAY).programme


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of the base programme that a test may change."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def checked(
    path: Path,
    chosen: frozenset[Rule] = ALL,
    day: datetime.date = DAY,
    acknowledge: bool = True,
    against: Path | None = None,
) -> tuple[Loaded, Checked]:
    """Everything that a check of the folder finds, also against what it was in another folder."""
    loaded = load(Folder(path), day)
    before = base_from(load(Folder(against), day)) if against is not None else None
    return loaded, check(loaded, chosen, acknowledge, before)


def found_in(path: Path, acknowledge: bool = True, against: Path | None = None) -> list[Finding]:
    """The findings of a folder that nobody has acknowledged."""
    loaded, result = checked(path, acknowledge=acknowledge, against=against)
    return findings(loaded, [one for one in result.verdicts if one.acceptance is None])


def marks(files: dict[str, str]) -> Counter[tuple[str, int, str]]:
    """The (file, line, code) of each `#! CODE` mark."""
    return Counter(
        (name, text.count("\n", 0, match.start()) + 1, code)
        for name, text in files.items()
        for match in _MARK.finditer(text)
        for code in match[1].split()
    )


def put(folder: Path, files: dict[str, str]) -> None:
    """Write files into a data folder, without their marks."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(re.sub(r" #! (?:CIC\d{3} ?)+$", "", text, flags=re.MULTILINE), encoding="utf-8")


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def cic(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `cic` in this process, without colour and at the width of a pipe."""
    ours = ("FORCE_COLOR", "CIC_DATA", "CIC_DEBUG")
    forge = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY")
    for name in (*ours, *forge, "CI_PROJECT_DIR", "CI_PROJECT_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: object) -> Ran:
        from cic.cli import main

        monkeypatch.setattr("sys.argv", ["cic", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return Ran(int(stop.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def golden() -> Callable[..., None]:
    """Compare a text with the file of that name under tests/golden; `UPDATE_GOLDEN=1` writes it anew, to be read in the diff.

    makers: the packages of others that have a hand in it, as in `held.made_by`.
    """

    def compare(name: str, text: str, *makers: str) -> None:
        path = HERE / "golden" / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        with made_by(*makers):
            assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture
def talking(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody at a terminal who gives these answers; the questions that were asked."""
    from cic.cli import writing

    def begin(*answers: str) -> list[str]:
        left, questions = list(answers), []

        def answer(question: str = "") -> str:
            questions.append(question.strip())
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(writing, "is_talking", lambda: True)
        return questions

    return begin
