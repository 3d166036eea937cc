"""How `cic history` and `cic diff` grow with the number of commits: a generated repository, each commit changing one figure.

Run: python tools/benchmarks/history.py [COMMITS ...]     (default 250 500 1000; a temporary repository, no network)

Printed for each size: the wall time of the whole command, and its ratio to `git log --raw` over the same history, which is what
Git itself takes to list what each commit changed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
CIC = [sys.executable, "-m", "cic"]
LOG = ["git", "log", "--raw", "--no-abbrev", "--format=%H", "--", "data"]
FILE = "data/partnerships/alfa-bravo.yaml"


def stream(commits: int) -> bytes:
    """A history for `git fast-import`: the small programme of the tests, then one changed budget after another."""
    files = {
        f"data/{path.relative_to(ROOT / 'tests' / 'base').as_posix()}": path.read_text()
        for path in sorted((ROOT / "tests" / "base").rglob("*.yaml"))
    }
    lines = []
    for number in range(commits):
        lines.append(f"commit refs/heads/main\ncommitter Demo <demo@example.org> {1700000000 + number} +0000")
        message = f"Change {number}"
        lines.append(f"data {len(message)}\n{message}")
        changed = files if number == 0 else {FILE: files[FILE]}
        for name, text in changed.items():
            own = text.replace("60.00", f"{60 + number}.00")
            lines.append(f"M 100644 inline {name}\ndata {len(own.encode())}\n{own}")
    return ("\n".join(lines) + "\n").encode()


def took(command: list[str], folder: Path) -> float:
    """The seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def measure(commits: int) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream(commits), check=True)
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
        git = took(LOG, folder)
        history = took([*CIC, "history", "alfa-bravo", "--format", "csv"], folder)
        one = took([*CIC, "history", "bravo", "--format", "csv"], folder)
        diff = took([*CIC, "diff", f"HEAD~{commits - 1}", "--format", "json"], folder)
        print(
            f"{commits:6} commits: git log {git:5.2f} s, history with {commits} rows {history:5.2f} s ({history / git:5.1f} x), "
            f"history with 1 row {one:5.2f} s ({one / git:5.1f} x), diff of first and last {diff:5.2f} s"
        )


if __name__ == "__main__":
    for count in [int(word) for word in sys.argv[1:]] or [250, 500, 1000]:
        measure(count)
