"""How `cic validate` grows: reading and rules over many generated partnership files, as ratios to a bare YAML load of the same files.

Run: python tools/benchmarks/many_files.py [--turns N] [--rules N] [--processes N] [FILES ...]   (default 1000 2000 10000)

Each size is measured in one run of this script, the ways in turn, by the processor time of this process, the garbage collector set as
the command sets it; of several turns the median. What is compared:

    bare        yaml.load(text, CSafeLoader) of every file: no positions, no guards, no checks
    reading     cic.storage.loader.load: guards, exact scalars, shape, everything except the rules
    rules       cic.checks.engine.check: all rules over what was read

`--rules 10` lists the ten rules that cost most. What several of them share is paid by the first that asks for it.
`--processes 2` reads and checks once more, with a second process that helps: by the clock, too, which is of use where both have a core.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

import yaml

from cic.checks.engine import check
from cic.cli import RARELY
from cic.model.programme import Programme
from cic.rules import CHECKS, RULES
from cic.storage.folder import Folder
from cic.storage.loader import load

DAY = datetime.date(2031, 6, 30)
ALL = frozenset(RULES)
INDICATORS = 18
BASE = Path(__file__).parents[2] / "tests" / "base"
WORDS = (
    "the communes plan and hold a fair each year with the schools and the associations of the valley and report on it "
)


def partnership(number: int) -> str:
    """A partnership of one northern and one southern commune with 36 targets, about 6 KB, right in every respect."""
    lines = [
        f"id: p{number}",
        'source: {document: plan, section: "4"}',
        "communes:",
        f"  n{number}:",
        f"    name: North{number}",
        "    country: BE",
        "    address:",
        f"      - Street {number}",
        '      - "1000 NORTH"',
        '    postal_code: "1000"',
        "    telephones:",
        '      - "02 500 00 00"',
        "    emails:",
        f"      - office{number}@example.org",
        "    contacts:",
        f"      person{number}: {{name: Person{number}}}",
    ]
    for side in "a":
        lines += [
            f"  s{number}{side}:",
            f"    name: South{number}{side}",
            "    country: XA",
            "    address:",
            f"      - Village {number}{side}",
        ]
        lines += ["    contacts:", f"      someone{number}{side}: {{name: Someone{number}{side}}}", "    targets:"]
        lines += [f"      OS.{n}:\n        2031: 1\n        2032: 2" for n in range(1, INDICATORS + 1)]
    lines += ["budget:", "  OS:", "    amount: 10.00", '    as_printed: "Budget 10.00"']
    lines += ["role:", "  en: >-", *(f"    {WORDS}" for _ in range(34))]
    lines += ["relation:", "  start: 2030-05-01", '  as_printed: "01/05/2030"']
    return "\n".join(line.rstrip() for line in lines) + "\n"


def make(folder: Path, files: int) -> None:
    """A programme with so many partnerships."""
    for name in ("programme.yaml", "documents.yaml"):
        (folder / name).write_text((BASE / name).read_text().replace("100.00", f"{files * 10}.00"))
    head = "source: {document: plan}\noutcomes:\n  OS:\n    statement: {en: Fairs}\n    indicators:\n"
    for n in range(1, INDICATORS + 1):
        head += (
            f"      OS.{n}:\n        label: I {n}\n        statement: {{en: Fairs of kind {n}}}\n        unit: fairs\n        level: commune\n"
            "        population: southern_communes\n        over_communes: sum\n        over_years: cumulative\n        targets:\n"
            f"          2031: {{value: {files}, as_printed: '{files} fairs'}}\n          2032: {{value: {files * 2}, as_printed: '{files * 2} fairs'}}\n"
            "        sources_of_verification:\n          list: {en: List}\n"
        )
    (folder / "logframe.yaml").write_text(head)
    row = f"{{2031: {files * 10}.00, 2032: 0.00, total: {files * 10}.00}}"
    (folder / "budget.yaml").write_text(
        f"source: {{document: plan}}\ncurrency: EUR\ncategories:\n  partners:\n    label: {{en: P}}\n    operating: {row}\noperating_costs:\n  label: {{en: T}}\n  operating: {row}\n"
    )
    (folder / "partnerships").mkdir()
    for number in range(files):
        (folder / "partnerships" / f"p{number}.yaml").write_text(partnership(number))


T = TypeVar("T")


def timed(way: Callable[[], T]) -> tuple[float, T]:
    """The seconds of the processor that it took, and what came of it."""
    started = time.process_time()
    made = way()
    return time.process_time() - started, made


class Turn(NamedTuple):
    """The seconds of each way: of the process that asks, and with helpers of them too."""

    bare: float
    reading: float
    rules: float
    asking: float
    helping: float
    """Reading with helpers."""
    clock: float
    """The same by the clock, which is of use where nothing else runs."""
    both: float
    """Reading and rules with helpers, by the clock."""


def turn(folder: Path, paths: list[Path], processes: int) -> tuple[Turn, Programme, str]:
    """Each way once; the programme, and the rules that found something."""

    def bare() -> None:
        for path in paths:
            yaml.load(path.read_bytes(), yaml.CSafeLoader)

    alone, _ = timed(bare)
    reading, loaded = timed(lambda: load(Folder(folder), DAY))
    rules, result = timed(lambda: check(loaded, ALL))
    asking = helping = clock = both = 0.0
    if processes > 1:
        others, started = of_others(), time.perf_counter()
        asking, again = timed(lambda: load(Folder(folder), DAY, processes=processes))
        helping, clock = of_others() - others, time.perf_counter() - started
        assert check(again, ALL, processes=processes) == result
        both = time.perf_counter() - started
    found = ", ".join(sorted({one.problem.rule.name for one in result.verdicts})) or "none"
    return Turn(alone, reading, rules, asking, helping, clock, both), loaded.programme, found


def of_others() -> float:
    """The seconds of the processor of processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(files: int, turns: int, listed: int, processes: int) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder, files)
        paths = sorted(folder.rglob("*.yaml"))
        size = sum(path.stat().st_size for path in paths) / len(paths)
        took: list[Turn] = []
        programme: Programme | None = None
        for _ in range(turns):
            programme = None
            gc.collect()
            one, programme, found = turn(folder, paths, processes)
            took.append(one)
    bare = median(one.bare for one in took)
    reading, rules, asking, helping, clock, both = (median(one[n] / one.bare for one in took) for n in range(1, 7))
    together = median((one.reading + one.rules) / one.bare for one in took)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{files:6} files of {size:5.0f} bytes, bare {1e6 * bare / files:4.0f} µs each: reading {reading:4.2f} x bare, "
        f"rules {rules:4.2f}, together {together:4.2f}; peak {memory:5.0f} MiB; findings: {found}",
        flush=True,
    )
    if processes > 1:
        print(
            f"       reading with {processes} processes: the one that asks {asking:4.2f} x bare, the others {helping:4.2f}, "
            f"by the clock {clock:4.2f}, with the rules {both:4.2f}",
            flush=True,
        )
    if listed and programme is not None:
        of_rules(programme, bare, listed)


def of_rules(programme: Programme, bare: float, listed: int) -> None:
    """Print what the rules cost that cost most."""
    programme.__dict__.pop("_kept", None)
    took = {rule: timed(lambda rule=rule: sum(1 for _ in rule.problems(programme)))[0] for rule in CHECKS}  # type: ignore[misc]
    for rule in sorted(took, key=lambda one: -took[one])[:listed]:
        print(f"       {rule.code} {rule.name:30} {took[rule] / bare:6.3f} x bare")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(usage=__doc__)
    asked.add_argument("files", nargs="*", type=int, default=[1000, 2000, 10000])
    asked.add_argument("--turns", type=int, default=3)
    asked.add_argument("--rules", type=int, default=0)
    asked.add_argument("--processes", type=int, default=1)
    given = asked.parse_args()
    gc.set_threshold(RARELY)  # as the command does
    for count in given.files:
        measure(count, given.turns, given.rules, given.processes)
