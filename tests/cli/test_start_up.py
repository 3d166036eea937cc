"""Whoever asks what there is waits for nothing else: no command is imported for the list of commands, and no heavy package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module

import pytest
from conftest import ROOT

from cic.cli.app import COMMANDS

COMPLETION = {"_CIC_COMPLETE": "complete_bash", "COMP_WORDS": "cic va", "COMP_CWORD": "1"}
HEAVY = {"pydantic", "pydantic_core", "yaml", "rich", "tabulate", "typer.rich_utils"}
OURS = {"cic", "cic.__main__", "cic.cli", "cic.cli.app"}


def ran(*arguments: str, **environment: str) -> tuple[str, set[str]]:
    """What `cic` prints, and every module that it imports."""
    whole = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1", **environment}
    one = subprocess.run([sys.executable, "-m", "cic", *arguments], cwd=ROOT, env=whole, capture_output=True, text=True)
    assert one.returncode == 0
    return one.stdout, set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", one.stderr, re.MULTILINE))


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("--help",), {}, "Begin a programme in a new folder"),
        (("--version",), {}, "cic "),
        ((), COMPLETION, "validate"),
    ],
    ids=["help", "version", "completion"],
)
def test_what_there_is_costs_no_command(arguments: tuple[str, ...], environment: dict[str, str], said: str) -> None:
    printed, imported = ran(*arguments, **environment)
    assert said in printed
    assert "cic.cli.app" in imported
    assert {name for name in imported if name.split(".")[0] == "cic"} <= OURS
    assert imported & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_summary_is_the_first_sentence_of_the_description(name: str) -> None:
    command = COMMANDS[name]
    description = getattr(import_module(f"cic.cli.{command.module}"), command.function).__doc__
    sentence = re.match(r".+?\.(?=\s|$)", " ".join(description.split()))
    assert sentence is not None
    assert command.summary == sentence.group()
