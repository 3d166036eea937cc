"""The help speaks the language that was asked for, all of it, and stands whole on 80 columns."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT
from typer.main import get_command

from cic.cli.app import COMMANDS, app, whole_command
from cic.cli.help import paragraphs
from cic.language import language_of

PAGES = ["", *COMMANDS]
OTHERS = ("fr", "nl")


def page(cic, name: str, language: str) -> str:  # type: ignore[no-untyped-def]
    """The help of a command, or of the program."""
    answer = cic("--lang", language, *filter(None, (name,)), "--help")
    assert answer.code == 0
    assert answer.err == ""
    return str(answer.out)


@pytest.mark.parametrize("language", ["en", *OTHERS])
@pytest.mark.parametrize("name", PAGES)
def test_help_is_whole_on_80_columns(cic, name, language) -> None:  # type: ignore[no-untyped-def]
    said = page(cic, name, language)
    assert max(map(len, said.splitlines())) <= 80
    assert "..." not in re.sub(r"A\.\.\.B|\[\S+\]\.\.\.|origin/main\.\.\.HEAD|\S\.\.\.", "", said)
    assert not re.search(r"^ *[:;]", said, re.MULTILINE), "a sign does not begin a line"
    command = get_command(app) if not name else whole_command(name)
    flat = " ".join(said.split())
    texts = [command.help or "", *(getattr(one, "help", None) or "" for one in command.params)]
    texts += [one.summary for one in COMMANDS.values()] if not name else []
    say = language_of(language)._template
    for text in texts:
        for one in paragraphs(text):
            assert " ".join(say(one).split()) in flat


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_the_help_stays_english(cic, name, language) -> None:  # type: ignore[no-untyped-def]
    english, said = page(cic, name, "en"), page(cic, name, language)
    for word in ("Usage:", "Options:\n", "Commands:", "[default:", "[env var:", "[required]", "<str>", "<path>"):
        assert word not in said, word
    examples = re.findall(r"(?:^|\n)    (cic .*)", english)
    assert all(one in said for one in examples)
    assert set(re.findall(r"--[a-z-]+", english)) <= set(re.findall(r"--[a-z-]+", said))


@pytest.mark.parametrize(
    "environment",
    [{"CIC_LANG": "fr"}, {"LC_ALL": "fr_BE.UTF-8", "CIC_LANG": ""}, {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR"}],
    ids=["variable", "locale", "lang"],
)
def test_language_of_the_help_is_that_of_other_outputs(cic, environment, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    expected = [page(cic, name, "fr") for name in ("", "report")]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert [cic("--help").out, cic("report", "--help").out] == expected


def test_language_before_the_command_is_that_of_the_command(cic, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("CIC_LANG", "")  # the option sets it, and what stood here comes back
    assert cic("--lang", "nl", "rules").out == cic("rules", "--lang", "nl").out
    assert cic("--lang", "nl", "rules", "--lang", "en").out == cic("rules", "--lang", "en").out


def test_help_in_another_language_costs_no_command() -> None:
    environment = {**os.environ, "CIC_LANG": "nl", "PYTHONPROFILEIMPORTTIME": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", "cic", "--help"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    imported = set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", ran.stderr, re.MULTILINE))
    assert "Opdrachten:" in ran.stdout
    assert "cic.cli.help" in imported
    assert not imported & {"cic.cli.report", "cic.cli.options", "pydantic", "yaml", "rich", "tabulate"}
