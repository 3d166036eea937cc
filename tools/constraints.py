"""Write `constraints.txt` anew: the newest version of all that is needed to build, run and develop `cic`.

Run: make constraints PYTHON=python3.11     (about a minute)

It is to run with the oldest Python that is supported, so that no version is chosen that no longer runs there. What only
another Python or another system needs (Windows, macOS) is held as well, in the version that is the newest today.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
HEAD = """\
# The versions with which `make report`, `make test` and the checks on the web sites run: `make constraints` renews them.
# Only names and versions: where packages come from is the machine's affair. `make test-latest` runs without this file.
"""
_LISTED = """
import json
from importlib.metadata import distributions
print(json.dumps([[one.metadata["Name"], one.version, one.requires or []] for one in distributions()]))
"""


def environments() -> Iterator[dict[str, str]]:
    """What markers of requirements ask about, for every machine that is supported."""
    common = {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    for python in PYTHONS:
        for system in SYSTEMS:
            yield {**common, **system, "python_version": python, "python_full_version": f"{python}.0"}


def installed(python: Path) -> list[tuple[str, str, list[str]]]:
    """Name, version and requirements of all that an environment has."""
    ran = subprocess.run([python, "-c", _LISTED], capture_output=True, text=True, check=True, encoding="utf-8")
    return [(name, version, requires) for name, version, requires in json.loads(ran.stdout)]


def lacking(found: list[tuple[str, str, list[str]]]) -> list[str]:
    """What another supported machine needs of the packages found, and this one has not."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    names = {canonicalize_name(name) for name, _, _ in found}
    needed = {
        f"{one.name}{one.specifier}"
        for _, _, requires in found
        for one in map(Requirement, requires)
        if one.marker is not None and canonicalize_name(one.name) not in names
        if any(one.marker.evaluate(dict(environment)) for environment in environments())
    }
    return sorted(needed)


def newest(folder: Path) -> list[tuple[str, str]]:
    """Name and version of all that is needed, as pip chooses them in an environment of their own."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"

    def install(*what: str) -> None:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *what], check=True, cwd=ROOT)

    subprocess.run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools"], check=True)
    install("pip")
    install("--group", "build", "--group", "dev", ".")
    while more := lacking(installed(python)):
        install(*more)
    return [(name, version) for name, version, _ in installed(python) if name != "cic-programme"]


def main() -> None:
    """Write the file."""
    if f"{sys.version_info.major}.{sys.version_info.minor}" != PYTHONS[0]:
        raise SystemExit(f"run it with Python {PYTHONS[0]}, the oldest that is supported: make constraints PYTHON=…")
    with tempfile.TemporaryDirectory() as folder:
        rows = newest(Path(folder))
    from packaging.utils import canonicalize_name

    lines = [f"{name}=={version}" for name, version in sorted(rows, key=lambda row: canonicalize_name(row[0]))]
    (ROOT / "constraints.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
