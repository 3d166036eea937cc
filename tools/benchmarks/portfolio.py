"""How `cic portfolio` grows: folders of so many generated programmes of 30 files each.

Run: python tools/benchmarks/portfolio.py [PROGRAMMES ...]   (default 10 100 1000; all cores; no network)

Each size is measured in one run of this script, in this order:

    cold        nothing is kept: everything is read
    same        nothing has changed
    one         one programme has changed
    next day    nothing has changed, and another day counts as today
    query       a question to all findings, promises and amounts, of which there are so many rows

Beside the seconds on the clock stand those of the processors, of this process and of those that read: on a machine that others use, too,
these tell more. Memory is the most that this process had, and the most of any that read for it.
"""

from __future__ import annotations

import datetime
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from multiprocessing import forkserver
from pathlib import Path

from many_files import make

from cic.portfolio.find import programmes
from cic.portfolio.pool import cores, read_all
from cic.portfolio.store import renewed
from cic.portfolio.summary import report

DAY = datetime.date(2031, 6, 30)
FILES = 30
FIXED = 4
"""The files of a programme that are not of a partnership."""


def measure(several: int) -> None:
    """Print the rows of one size."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, kept = Path(temporary) / "programmes", Path(temporary) / "kept" / "portfolio.duckdb"
        for number in range(several):
            data = folder / f"p{number:06}" / "data"
            data.mkdir(parents=True)
            make(data, FILES - FIXED)
        time.sleep(2.1)  # what was changed just now is read with more care

        def run(name: str, ask: Callable[..., object], day: datetime.date = DAY) -> None:
            found = programmes([folder])
            clock, used = time.perf_counter(), _used()
            with renewed(kept, found, day, "en", partial(read_all, day=day, language="en")) as (asked, done):
                ask(asked, done)
            clock = time.perf_counter() - clock
            forkserver._forkserver._stop()  # or what those who read took is not known
            print(
                f"{several:6} programmes, {name}: {clock:7.2f} s, processors {_used() - used:7.2f} s, "
                f"{done.read} read, memory {_memory(resource.RUSAGE_SELF)} + {_memory(resource.RUSAGE_CHILDREN)} MiB, "
                f"kept {kept.stat().st_size / 1e6:.0f} MB",
                flush=True,
            )

        run("cold", lambda asked, done: report(asked, done, None))
        run("same", lambda asked, done: report(asked, done, None))
        path = folder / f"p{several // 2:06}" / "data" / "budget.yaml"
        path.write_text(path.read_text().replace("{en: P}", "{en: Q}"))
        run("one ", lambda asked, done: report(asked, done, None))
        run("next day", lambda asked, done: report(asked, done, None), DAY + datetime.timedelta(1))
        run("question", _ask, DAY + datetime.timedelta(1))


def _ask(asked, done) -> None:
    rows = sum(asked.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("targets", "money", "findings"))
    clock = time.perf_counter()
    asked.execute(
        "SELECT folder, indicator, year, sum(value), count(DISTINCT commune) FROM targets GROUP BY ALL ORDER BY 4 DESC LIMIT 20"
    ).fetchall()
    print(f"{rows:9} rows: a question over the promises takes {time.perf_counter() - clock:.3f} s")


def _used() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // 1024


if __name__ == "__main__":
    wanted = [int(word) for word in sys.argv[1:]] or [10, 100, 1000]
    if len(wanted) == 1:
        measure(wanted[0])
    else:
        print(f"{cores()} cores", flush=True)
        for count in wanted:  # each in a process of its own, whose memory nothing else has used
            subprocess.run([sys.executable, __file__, str(count)], check=True)
