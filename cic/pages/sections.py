"""The sections of the report, in the order of the page: each in one row. The module waits until the section is
wanted, so that whoever only needs the names has them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Section(NamedTuple):
    """A section: its name (`cic report --section NAME`), its heading as a template, and the module of
    `cic.pages.annual` whose `SECTION` makes it."""

    name: str
    template: str
    module: str


SECTIONS: Mapping[str, Section] = {
    one.name: one
    for one in (
        Section("summary", "Summary", "summary"),
        Section("attention", "What needs attention", "attention"),
        Section("results", "Results", "results"),
        Section("communes", "Communes", "matrix"),
        Section("partnerships", "Partnerships", "partnerships"),
        Section("money", "Money", "money"),
        Section("words", "In words", "in_words"),
        Section("evidence", "What stands behind the figures", "proofs"),
        Section("missing", "Missing", "outstanding"),
        Section("corrections", "Corrected figures", "corrected"),
        Section("legend", "Legend", "legend"),
    )
}
SCREEN = "screen"
"""The format of the first screen, which is made from some of the sections."""
SECTIONS_OF_SCREEN = ("summary", "attention", "money", "missing")
"""What the first screen is made from."""
