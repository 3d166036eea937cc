"""Whoever waits for long sees how far it is, on the terminal only, and nothing of it stays."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from conftest import ALL, BASE, DAY

from cic.checks.engine import check
from cic.cli import progress_bar as module
from cic.cli.progress_bar import progress_bar
from cic.rules import CHECKS
from cic.storage.folder import Folder
from cic.storage.loader import load


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    written = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=written))
    return written


def test_nothing_appears_within_two_seconds(terminal: Terminal, clock: Clock, monkeypatch) -> None:
    monkeypatch.setattr(module, "_bar", lambda _: pytest.fail("Rich was asked for"))
    with progress_bar(clock=clock) as stage:
        reading = stage("reading")
        clock.now += 1.9
        reading(50, 100)
    assert terminal.getvalue() == ""


def test_after_two_seconds_it_says_how_far_it_is_and_goes_away(terminal: Terminal, clock: Clock) -> None:
    with progress_bar(clock=clock) as stage:
        reading, checking = stage("reading"), stage("checking")
        clock.now += 2.0
        reading(50, 200)
        shown = terminal.getvalue()
        assert "reading" in shown
        assert "25%" in shown
        clock.now += 0.05
        reading(51, 200)
        assert terminal.getvalue() == shown, "it is drawn again only after a while"
        clock.now += 0.1
        checking(3, 4)
        news = terminal.getvalue().removeprefix(shown)
        assert "checking" in news
        assert "75%" in news
    assert terminal.getvalue().endswith("\x1b[1A\x1b[2K"), "the cursor goes back and the line is erased"


def test_it_goes_away_when_the_work_fails(terminal: Terminal, clock: Clock) -> None:
    def interrupted() -> None:
        with progress_bar(clock=clock) as stage:
            clock.now += 3
            stage("reading")(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.getvalue().endswith("\x1b[1A\x1b[2K")


@pytest.mark.parametrize(
    ("variable", "value", "quiet"), [("CI", "true", False), ("TERM", "dumb", False), ("TERM", "xterm", True)]
)
def test_there_is_none_where_nobody_waits(
    variable: str, value: str, quiet: bool, terminal: Terminal, clock: Clock, monkeypatch
) -> None:
    monkeypatch.setenv(variable, value)
    with progress_bar(quiet, clock) as stage:
        clock.now += 3
        stage("reading")(1, 2)
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("stream", [io.StringIO(), None], ids=["a file", "closed"])
def test_there_is_none_without_a_terminal(stream: io.StringIO | None, clock: Clock, monkeypatch) -> None:
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=stream))
    with progress_bar(clock=clock) as stage:
        clock.now += 3
        stage("reading")(1, 2)
    assert stream is None or stream.getvalue() == ""


def test_reading_and_checking_tell_of_each_file_and_each_rule() -> None:
    files: list[tuple[int, int]] = []
    rules: list[tuple[int, int]] = []
    loaded = load(Folder(BASE), DAY, lambda done, total: files.append((done, total)))
    check(loaded, ALL, progress=lambda done, total: rules.append((done, total)))
    assert files == [(number, loaded.files) for number in range(loaded.files)]
    programmes = 1 + len(loaded.programme.phases)
    assert rules == [(number, programmes * len(CHECKS)) for number in range(programmes * len(CHECKS))]


@pytest.mark.parametrize("command", ["validate", "report"])
def test_standard_output_is_the_same_with_and_without(command: str, terminal: Terminal, cic, monkeypatch) -> None:
    arguments = (command, "--data", BASE, "--as-of", DAY.isoformat())
    monkeypatch.setattr(module, "_PATIENCE", 1e9)
    without = cic(*arguments)
    assert terminal.getvalue() == ""
    monkeypatch.setattr(module, "_PATIENCE", 0)
    monkeypatch.setattr(module, "_BETWEEN", 0)
    assert cic(*arguments) == without
    assert "checking" in terminal.getvalue()
