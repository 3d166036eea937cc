"""How `cic report` grows: the page of programmes of many partnerships, each with reports, in processor time per partnership.

Run: python tools/benchmarks/many_partnerships.py [PARTNERSHIPS ...]   (default 1000 10000; one core, one process)

What grows in step with the programme costs the same per partnership at every size. Besides the commune indicators of
many_files.py there is one that partnerships report; every second one says that it does not apply to it.
"""

from __future__ import annotations

import datetime
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from many_files import make

from cic.cli import RARELY
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Grouping, Question
from cic.pages.parts import tables_apart
from cic.pages.tables import Page, words
from cic.render.formats import TABLES, Format
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

DAY = datetime.date(2033, 6, 30)
ORIGIN = Origin(words("commit 0"), words("checked"))
OF_PARTNERSHIPS = """
      OS.P:
        label: I P
        statement: {en: Meetings}
        unit: meetings
        level: partnership
        over_communes: sum
        over_years: cumulative
        targets: {2032: {value: 5, as_printed: 5 meetings}}
        sources_of_verification: {list: {en: List}}
"""


def programme_folder(folder: Path, partnerships: int) -> None:
    """Write a programme with a report of each partnership."""
    folder.mkdir(exist_ok=True)
    make(folder, partnerships)
    with (folder / "logframe.yaml").open("a") as file:
        file.write(OF_PARTNERSHIPS.lstrip("\n"))
    (folder / "reports" / "2031").mkdir(parents=True)
    for n in range(partnerships):
        value = "not_applicable: {en: none}" if n % 2 else "value: 1"
        (folder / "reports" / "2031" / f"p{n}.yaml").write_text(
            f"year: 2031\npartnership: p{n}\nobservations:\n  OS.P: {{{value}}}\n"
            f"communes:\n  s{n}:\n    observations: {{OS.1: {{value: 1}}}}\n"
            "expenditure: {partners: {operating: {amount: 5.00}}}\n"
        )


def programme(partnerships: int) -> Programme:
    """A programme with a report of each partnership."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        programme_folder(folder, partnerships)
        return load(Folder(folder), DAY).programme


def _written(format: Format[Page], pages: Iterable[Page]) -> None:
    for page in pages:
        format.render(page)


def measure(partnerships: int) -> None:
    """Print one row: microseconds per partnership."""
    subject = programme(partnerships)
    assert len(subject.reports) == len(subject.partnerships) == partnerships

    def page(by: Grouping) -> Page:
        return year_report(subject, Question(2032, (), by), ORIGIN)

    by_result = page("result")
    ways: dict[str, Callable[[], object]] = {
        "page": lambda: page("result"),
        "by partnership": lambda: page("partnership"),
        "by commune": lambda: page("commune"),
        **{
            name: partial(_written, one, tables_apart(by_result).values() if one.of_one_table else [by_result])
            for name, one in TABLES.items()
            if not one.needs_terminal
        },
        "terminal 80": lambda: TABLES["terminal"].render(by_result, Setting(width=80)),
        "terminal 200": lambda: TABLES["terminal"].render(by_result, Setting(width=200)),
    }
    row = []
    for name, way in ways.items():
        started = time.process_time()
        way()
        row.append(f"{name} {1e6 * (time.process_time() - started) / partnerships:.0f}")
    print(f"{partnerships:6} partnerships, µs each: {', '.join(row)}", flush=True)


if __name__ == "__main__":
    gc.set_threshold(RARELY)  # as the command does
    for count in [int(word) for word in sys.argv[1:]] or [1000, 10000]:
        measure(count)
