"""What the build does besides copying: the catalogues of the languages are compiled to what the program reads.

Hatchling calls it for wheels and for editable installations; `make` says `python tools/build_hook.py` when a catalogue has
changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path("cic", "language", "catalogues")


def compile_catalogue(source: Path) -> Path:
    """Write the compiled form of a catalogue beside it, in one step: a program that runs may be reading it."""
    compiled, content = source.with_suffix(".mo"), polib.pofile(str(source), encoding="utf-8").to_binary()
    if compiled.exists() and compiled.read_bytes() == content:
        compiled.touch()  # so that make sees that it is not older than its source
    else:
        new = compiled.with_suffix(f".{os.getpid()}.new")
        new.write_bytes(content)
        new.replace(compiled)
    return compiled


def compile_catalogues(root: Path) -> list[Path]:
    """Compile all catalogues of the program that lies in a folder. Returns what was written."""
    return [compile_catalogue(source) for source in sorted((root / CATALOGUES).glob("*.po"))]


class CatalogueHook(BuildHookInterface):
    """Compiles the catalogues before the files are collected; they are in no repository, so they are named."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 Hatchling's interface
        """Called by Hatchling, before it collects the files of a wheel or of an editable installation."""
        root = Path(self.root)
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in compile_catalogues(root)]


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent.parent)
