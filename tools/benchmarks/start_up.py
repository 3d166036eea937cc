"""What `cic validate` costs, cold, on the shipped data, as ratios measured in one run.

Run: python tools/benchmarks/start_up.py [ROUNDS]      (default 15)

Each round starts every program once, in turn, as a process of its own; printed are the median wall time of each and the median
of the ratios round by round, so that a machine whose speed drifts changes all of them alike. Byte code is written first.

    cic validate         everything: reading, shape, all rules, acknowledgements
    report, terminal     the page of the latest milestone as a terminal shows it: at most 1.4 times `cic validate` is wanted
    report, json         the same page for another program: at most 1.2 times is wanted
    report, html         the same page as a file with charts
    models               a program that only imports the same packages and builds the same models
    check-jsonschema     the same files against our own schemas, one process for each kind of file (it takes one schema at a time)
    check-jsonschema*    the same files in one process, against the schema of partnerships only: less work than is asked of cic
"""

from __future__ import annotations

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
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def main(rounds: int) -> None:
    """Print the table."""
    everything = [str(path) for path in sorted(DATA.rglob("*.yaml"))]
    ways = {
        "cic validate": [[sys.executable, "-m", "cic", "validate", "-q"]],
        "report, terminal": [[sys.executable, "-m", "cic", "report", "--format", "terminal"]],
        "report, json": [[sys.executable, "-m", "cic", "report", "--format", "json"]],
        "report, html": [[sys.executable, "-m", "cic", "report", "--format", "html"]],
        "models": [[sys.executable, "-c", MODELS]],
        "check-jsonschema": [jsonschema(kind.name, files_of(kind.name)) for kind in KINDS],
        "check-jsonschema*": [jsonschema("partnership", everything)],
        "python -c pass": [[sys.executable, "-c", "pass"]],
    }
    for commands in ways.values():
        took(commands)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, commands in ways.items():
            times[name].append(took(commands))
    print(f"{len(everything)} files, {rounds} rounds")
    for name, seconds in times.items():
        ratios = [ours / other for ours, other in zip(times["cic validate"], seconds, strict=True)]
        print(
            f"{name:18} {1000 * statistics.median(seconds):7.0f} ms    cic validate takes {statistics.median(ratios):5.2f} times that,"
            f" and this {statistics.median(1 / ratio for ratio in ratios):5.2f} times cic validate"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
