"""The sections of the report, in the order of the page: each in one row. The module waits until the section is
wanted, so that whoever only needs the names has them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cic.diagnostics import Message


class Section(NamedTuple):
    """A section: its name (`cic report --section NAME`), its heading, and the module of `cic.pages.annual` whose
    `SECTION` makes it."""

    name: str
    title: Message
    module: str


SECTIONS: Mapping[str, Section] = {
    one.name: one
    for one in (
        Section("summary", Message("Summary"), "summary"),
        Section("results", Message("Results"), "indicators"),
        Section("partnerships", Message("Partnerships"), "partnerships"),
        Section("money", Message("Money"), "money"),
        Section("missing", Message("Missing"), "outstanding"),
        Section("corrections", Message("Corrected figures"), "corrected"),
        Section("legend", Message("Legend"), "legend"),
    )
}
