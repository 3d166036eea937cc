"""Measure what hostile and damaged workbooks do to `cic import`: so many by chance, and all that are crafted.

    python tools/hostile_workbooks.py 10000

Each must end in a message or in a form that was read, within 5 s and 200 MB, and no file may change. Prints how they
ended, the slowest, the peak of memory of the process that judges them all, and whatever did not hold; the exit code is
1 then.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "support")]

from damaged_workbooks import by_chance, crafted  # noqa: E402
from filled_forms import form_of  # noqa: E402

from cic.base.errors import UserError  # noqa: E402
from cic.cli.import_forms import import_forms  # noqa: E402
from cic.language import ENGLISH  # noqa: E402
from cic.storage.folder import Folder  # noqa: E402
from cic.storage.loader import load  # noqa: E402

SECONDS, MEGABYTES = 5, 200
DAY = datetime.date(2034, 6, 30)


def main(count: int) -> int:
    folder = Path(tempfile.mkdtemp())
    judge = subprocess.Popen(
        [sys.executable, __file__, "judge", str(folder / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        return tried(folder, count, judge)
    finally:
        judge.kill()
        shutil.rmtree(folder)


def tried(folder: Path, count: int, judge: subprocess.Popen[str]) -> int:
    data = Path(shutil.copytree(ROOT / "tests" / "base", folder / "data"))
    _, raw = form_of(load(Folder(data), DAY).programme, "alfa-bravo", 2031, "en")
    before, ends, faults = digest(data), Counter[str](), list[str]()
    slowest: tuple[float, str] = (0.0, "")
    peak = 0
    for number, (name, content) in enumerate(cases(raw, count)):
        path = folder / "form.xlsx"
        path.write_bytes(content)
        start = time.perf_counter()
        print(path, file=judge.stdin, flush=True)
        answer = judge.stdout.readline()
        seconds = time.perf_counter() - start
        if not answer:
            faults.append(f"{name}: the process ended")
            break
        end, is_fault, peak = json.loads(answer)
        ends[end] += 1
        slowest = max(slowest, (seconds, name))
        if is_fault:
            faults.append(f"{name}: {end}")
        if seconds > SECONDS:
            faults.append(f"{name}: {seconds:.1f} s")
        if digest(data) != before:
            faults.append(f"{name}: a file was changed")
            before = digest(data)
        if number % 1000 == 999:
            print(f"{number + 1} tried, peak {peak} MB", file=sys.stderr)
    for end, often in ends.most_common():
        print(f"{often:6} {end}")
    print(f"slowest: {slowest[0]:.2f} s ({slowest[1]}); peak of the process: {peak} MB")
    if peak > MEGABYTES:
        faults.append(f"{peak} MB")
    print("\n".join(faults) or "all held")
    return int(bool(faults))


def judged(data: Path) -> None:
    """Judge each workbook whose path comes: how it ended, whether that is a fault, and the peak of memory so far."""
    for line in sys.stdin:
        end, is_fault = ended(Path(line.rstrip("\n")), data)
        print(json.dumps([end, is_fault, peak_of_memory()]), flush=True)


def cases(raw: bytes, count: int):
    for name, make in crafted(raw).items():
        yield name, make()
    for seed in range(count):
        yield f"chance {seed}", by_chance(raw, random.Random(seed))


def ended(path: Path, data: Path) -> tuple[str, bool]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            return f"read, exit code {import_forms([path], data, str(DAY), ENGLISH, False, None, False)}", False
        except UserError as fault:
            return fault.said.template, False
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}", True


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(str(path).encode() + path.read_bytes())
    return found.hexdigest()


def peak_of_memory() -> int:
    """The most memory that this process has had, in MB; 0 where the system does not say."""
    if not os.path.exists("/proc/self/status"):
        return 0
    with open("/proc/self/status", encoding="ascii") as file:
        line = next(line for line in file if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["judge"]:
        judged(Path(sys.argv[2]))
    else:
        raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
