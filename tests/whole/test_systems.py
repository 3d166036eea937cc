"""What differs between systems: Windows is imitated where its documentation says how it answers; it runs on GitHub."""

from __future__ import annotations

import ctypes
import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import BASE, ROOT

from cic.base import files, system
from cic.base.errors import UserError
from cic.cli.options import Colour
from cic.cli.output import is_colourful
from cic.storage.folder import Folder
from cic.storage.git import Repository


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """`sys.platform` as it is there; nothing else of the system changes."""
    monkeypatch.setattr(sys, "platform", "win32")


def other_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths of which no two lie on one drive."""

    def refused(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refused)
    monkeypatch.setattr(os.path, "commonpath", refused)


def test_a_folder_on_another_drive_is_named_in_full(tmp_path: Path, monkeypatch) -> None:
    other_drives(monkeypatch)
    assert system.relative(tmp_path) == tmp_path.as_posix()
    assert Folder(tmp_path).shown == tmp_path.as_posix()
    assert not system.is_within(tmp_path, tmp_path.parent)


def test_the_data_may_lie_on_another_drive(cic, base: Path, monkeypatch) -> None:
    other_drives(monkeypatch)
    assert cic("validate", "--data", base).code == 0
    ran = cic("validate", base.parent, "--data", base)
    assert (ran.code, "is not in the data folder" in ran.err) == (2, True)


def test_backslashes_are_shown_as_slashes(monkeypatch) -> None:
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os.path, "relpath", lambda *_: r"..\programme\data")
    assert system.relative("x") == "../programme/data"


def test_a_file_that_another_program_has_open_is_replaced_when_it_is_free(windows, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")
    real, refusals = os.replace, iter([PermissionError(13, "in use"), PermissionError(13, "in use")])

    def replace(source: str, target: Path) -> None:
        for refusal in refusals:
            raise refusal
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    files.replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_stays_open_is_said_and_left_as_it_was(windows, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "page.html"
    path.write_text("old")

    def replace(*_: object) -> None:
        raise PermissionError(13, "in use by another program")

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    monkeypatch.setattr(files, "_PATIENCE", 0)
    with pytest.raises(UserError, match="in use by another program"):
        files.replace_file(path, b"new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_lock_of_windows(windows, tmp_path: Path, monkeypatch) -> None:
    """One byte of a file, asked for without waiting; whoever has it refuses others, and unlocks before closing."""
    held: set[int] = set()

    def locking(descriptor: int, mode: str, count: int) -> None:
        assert count == 1
        file = os.fstat(descriptor).st_ino
        if mode == "unlock":
            held.remove(file)
        elif file in held:
            raise PermissionError(errno.EACCES, "Permission denied")
        else:
            held.add(file)

    monkeypatch.setitem(
        sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK="lock", LK_UNLCK="unlock")
    )  # fmt: skip
    monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = tmp_path / "data"
    folder.mkdir()
    with files.alone_in(folder):
        assert len(held) == 1
        with pytest.raises(UserError, match="another cic"), files.alone_in(folder, patience=0):
            pass
    assert held == set()
    assert list(folder.iterdir()) == []
    with files.alone_in(folder, patience=0):
        pass


def test_a_program_in_a_strangers_folder_is_not_run(windows, tmp_path: Path, monkeypatch) -> None:
    """Windows would look for `git` in the working directory first."""
    mine, strangers = tmp_path / "mine", tmp_path / "strangers"
    for folder in (mine, strangers):
        folder.mkdir()
        (folder / "git.exe").write_text("")
    monkeypatch.chdir(strangers)
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", str(mine)]))
    assert system.program("git") == str(mine / "git.exe")
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(FileNotFoundError):
        system.program("git")
    with pytest.raises(UserError, match="Git is not installed here"):
        Repository(strangers)


def test_a_junction_is_a_link(windows) -> None:
    from cic.storage.folder import _leads_elsewhere

    def entry(tag: int) -> Any:
        return SimpleNamespace(is_symlink=lambda: False, stat=lambda **_: SimpleNamespace(st_reparse_tag=tag))

    assert _leads_elsewhere(entry(0xA0000003))
    assert not _leads_elsewhere(entry(0))


class Kernel:
    """The console functions of Windows, for a console that knows colours or does not."""

    def __init__(self, is_console: bool, knows: bool) -> None:
        self.is_console, self.knows, self.mode = is_console, knows, 3

    def GetConsoleMode(self, _: object, mode: Any) -> int:  # noqa: N802
        mode._obj.value = self.mode
        return int(self.is_console)

    def SetConsoleMode(self, _: object, mode: int) -> int:  # noqa: N802
        self.mode = mode
        return int(self.knows)


@pytest.mark.parametrize(
    ("is_console", "knows", "coloured"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_console_is_asked_for_colours(windows, is_console: bool, knows: bool, coloured: bool, monkeypatch) -> None:
    kernel = Kernel(is_console, knows)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda descriptor: descriptor))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, fileno=lambda: 1))
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert is_colourful(Colour.auto) is coloured
    assert is_colourful(Colour.always)
    assert (kernel.mode == 3 | 4) is is_console


def test_a_closed_pipe_is_quiet_on_windows(windows) -> None:
    """There it is “invalid argument”; of a name that cannot be it is a fault, and elsewhere it always is one."""
    assert system.is_nobody_reading(OSError(errno.EINVAL, "Invalid argument"))
    assert not system.is_nobody_reading(OSError(errno.EINVAL, "Invalid argument", "a?b"))
    assert not system.is_nobody_reading(OSError(errno.ENOSPC, "No space left on device"))


def test_a_closed_pipe_elsewhere() -> None:
    assert system.is_nobody_reading(BrokenPipeError(errno.EPIPE, "Broken pipe"))
    if sys.platform != "win32":
        assert not system.is_nobody_reading(OSError(errno.EINVAL, "Invalid argument"))


@pytest.mark.parametrize("format", ["concise", "json", "csv"])
def test_output_has_the_same_bytes_where_lines_end_with_cr_lf(format: str, monkeypatch) -> None:
    """A stream as Windows makes it, which turns LF into CR LF until it is told otherwise."""
    from cic.cli import main

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252", newline="\r\n", write_through=True))
    command = ["report", "--year", "2032", "--table", "budget"] if format == "csv" else ["validate"]
    monkeypatch.setattr(sys, "argv", ["cic", *command, "--data", str(BASE), "--format", format])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    out = raw.getvalue()
    assert out.count(b"\n") > 0
    assert out.count(b"\r\n") == (out.count(b"\n") if format == "csv" else 0)
    assert b"\r\r" not in out


@pytest.mark.slow
def test_no_text_is_read_or_written_in_the_encoding_of_the_machine(tmp_path: Path) -> None:
    """Windows has another one; Python says where none was named."""
    for command in (
        ["validate", "--data", str(BASE), "--write-baseline", str(tmp_path / "b.json")],
        ["report", "--data", str(BASE), "--year", "2032", "--lang", "fr", "--output", str(tmp_path / "page.html")],
        ["explain", "CIC301"],
        ["init", str(tmp_path / "new")],
        ["schema", "--output", f"{tmp_path}/schemas/"],
        ["show", "programme", "--data", str(BASE)],
    ):
        environment = {**os.environ, "PYTHONUTF8": "0", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
        ran = subprocess.run(
            [sys.executable, "-X", "warn_default_encoding", "-m", "cic", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert ran.returncode == 0
        warned = [line for line in ran.stderr.splitlines() if "EncodingWarning" in line and str(ROOT / "cic") in line]
        assert warned == []
