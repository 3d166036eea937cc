"""How `cic history`, `cic diff` and `cic validate --against` grow with the commits and the files of a repository: a generated
one, in which each commit changes one figure of one partnership, the first of them in every tenth.

Run: python tools/benchmarks/history.py [COMMITSxFILES ...]
     (default 250x0 500x0 1000x0 1000x1000 1000x10000; a temporary repository, no network)

Printed for each size: the wall time of `git log --raw` over the data, which is what Git itself takes to list what each commit
changed; that of each command, and its ratio to it. The first history is of what changed in a hundred commits, the second of
something that one commit changed. Starting Python and the program takes a part of each that does not grow (`list` shows it).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from many_files import make

ROOT = Path(__file__).parents[2]
CIC = [sys.executable, "-m", "cic"]
LOG = ["git", "log", "--raw", "--no-abbrev", "--format=%H", "--", "data"]
DEFAULT = ["250x0", "500x0", "1000x0", "1000x1000", "1000x10000"]


def first_state(files: int) -> dict[str, str]:
    """The programme that the history begins with."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder, max(files, 1))
        return {
            f"data/{path.relative_to(folder).as_posix()}": path.read_text() for path in sorted(folder.rglob("*.yaml"))
        }


def stream(commits: int, files: int) -> bytes:
    """A history for `git fast-import`."""
    state = first_state(files)
    changing = [name for name in state if "/partnerships/" in name]
    lines = []
    for number in range(commits):
        lines.append(f"commit refs/heads/main\ncommitter Demo <demo@example.org> {1700000000 + number} +0000")
        message = f"Change {number}"
        lines.append(f"data {len(message)}\n{message}")
        name = changing[0 if number % 10 == 0 else number % len(changing)]
        changed = state if number == 0 else {name: state[name]}
        for name, text in changed.items():
            own = text.replace("amount: 10.00", f"amount: {10 + number}.00")
            lines.append(f"M 100644 inline {name}\ndata {len(own.encode())}\n{own}")
    return ("\n".join(lines) + "\n").encode()


def took(command: list[str], folder: Path) -> float:
    """The seconds that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started


def measure(commits: int, files: int) -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
        subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream(commits, files), check=True)
        subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
        git = min(took(LOG, folder) for _ in range(3))
        print(f"{commits} commits, {files} files: git log --raw {git:.2f} s", end="", flush=True)
        for name, asked in {
            "history p0": ("history", "p0", "--format", "json"),
            "history of one": ("history", f"p{max(files, 1) - 1}", "--format", "json"),
            "diff HEAD~1": ("diff", "HEAD~1", "--format", "json"),
            "validate": ("validate", "--format", "concise"),
            "validate --against": ("validate", "--against", f"HEAD~{commits - 1}", "--format", "concise"),
        }.items():
            seconds = took([*CIC, *asked], folder)
            print(f"; {name} {seconds:.2f} s ({seconds / git:.1f} x)", end="", flush=True)
        print()


if __name__ == "__main__":
    for size in sys.argv[1:] or DEFAULT:
        measure(*map(int, size.split("x")))
