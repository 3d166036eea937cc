"""What `cic` costs, cold, on the shipped data, as ratios measured in one run.

Run: python tools/benchmarks/start_up.py [ROUNDS]      (default 15)

Each round starts every program once, in turn, as a process of its own; printed are the median wall time of each and the
medians of the ratios round by round, so that a machine whose speed drifts changes all of them alike. Byte code is
written first, whatever the environment says of it.

    python -c pass       Python itself
    cic --help           the commands and their summaries: at most 6 times Python itself is wanted
    cic --version        its number
    cic validate         everything: reading, shape, all rules, acknowledgements
    report, terminal     the page of the latest milestone as a terminal shows it: at most 1.4 times `cic validate` is wanted
    report, json         the same page for another program: at most 1.2 times is wanted
    report, html         the same page as a file with charts
    models               a program that only imports the same packages and builds the same models: `cic validate` is wanted to
                         take at most 1.4 times that
    models, less garbage the same program, which looks for garbage as rarely as `cic` does
    check-jsonschema     the same files against our own schemas, one process for each kind of file (it takes one schema at a time)
    check-jsonschema*    the same files in one process, against the schema of partnerships only: less work than is asked of cic
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from cic.model.kinds import KINDS, kind_of_file

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
MODELS = """
import typer, yaml, pydantic, pydantic_core
from yaml._yaml import CParser
from cic.model.kinds import KINDS
for kind in KINDS: kind.model
"""
LESS_GARBAGE = "import atexit, gc; gc.set_threshold(200_000); atexit.register(gc.freeze)"
BYTE_CODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, in which byte code is written."""


def files_of(kind: str) -> list[str]:
    """The shipped files of a kind."""
    paths = sorted(DATA.rglob("*.yaml"))
    return [str(p) for p in paths if (known := kind_of_file(p.relative_to(DATA).as_posix())) and known.name == kind]


def jsonschema(kind: str, files: list[str]) -> list[str]:
    """The command that validates files against the schema of a kind."""
    return [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(ROOT / "docs" / "schemas" / f"{kind}.json"),
        *files,
    ]


def took(commands: list[list[str]]) -> float:
    """The seconds that the commands take, one after the other."""
    started = time.perf_counter()
    for command in commands:
        subprocess.run(
            command, cwd=ROOT, env=BYTE_CODE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        )
    return time.perf_counter() - started


def cic(*arguments: str) -> list[list[str]]:
    """The command `cic` with its arguments."""
    return [[sys.executable, "-m", "cic", *arguments]]


def python(program: str) -> list[list[str]]:
    """The command that runs a program given as text."""
    return [[sys.executable, "-c", program]]


def main(rounds: int) -> None:
    """Print the table."""
    everything = [str(path) for path in sorted(DATA.rglob("*.yaml"))]
    ways = {
        "python -c pass": python("pass"),
        "cic --help": cic("--help"),
        "cic --version": cic("--version"),
        "cic validate": cic("validate", "-q"),
        "report, terminal": cic("report", "--format", "terminal"),
        "report, json": cic("report", "--format", "json"),
        "report, html": cic("report", "--format", "html"),
        "models": python(MODELS),
        "models, less garbage": python(LESS_GARBAGE + MODELS),
        "check-jsonschema": [jsonschema(kind.name, files_of(kind.name)) for kind in KINDS],
        "check-jsonschema*": [jsonschema("partnership", everything)],
    }
    for commands in ways.values():
        took(commands)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, commands in ways.items():
            times[name].append(took(commands))
    print(f"{len(everything)} files, {rounds} rounds; medians")
    print(f"{'':20} {'ms':>6} {'of Python':>10} {'of validate':>12} {'validate is':>12}")
    for name, seconds in times.items():
        of_python = ratio(seconds, times["python -c pass"])
        of_validate = ratio(seconds, times["cic validate"])
        validate_is = ratio(times["cic validate"], seconds)
        print(
            f"{name:20} {1000 * statistics.median(seconds):6.0f} {of_python:9.2f}x {of_validate:11.2f}x {validate_is:11.2f}x"
        )


def ratio(one: list[float], other: list[float]) -> float:
    """The median of how many times the other each is, round by round."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
