"""How `cic site` grows: the pages of programmes of many partnerships, in processor time per page, beside what a page of
`cic report --partnership` costs of the same programme.

Run: python tools/benchmarks/site.py [PARTNERSHIPS ...]   (default 250 500 1000; one core, one process, no network)

A site has a page for each partnership, each of its communes and each indicator in three languages. A page of the report
is what the command makes of one partnership, from the programme that was read to the HTML; reading and checking take part
in neither.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from pathlib import Path

from many_partnerships import DAY, ORIGIN, programme_folder

from cic.checks.engine import check
from cic.cli import RARELY
from cic.language import language_of
from cic.pages.annual import year_report
from cic.pages.annual.question import Question
from cic.pages.show.known import Known
from cic.render.formats import TABLES
from cic.render.setting import Setting
from cic.rules import select_rules
from cic.site.addresses import addresses
from cic.site.build import build, paths
from cic.site.ground import Ground
from cic.storage.folder import Folder
from cic.storage.loader import load
from cic.storage.published import publish

LANGUAGES = ("en", "fr", "nl")
REPORTS = 30


def measure(partnerships: int) -> None:
    """Print one row."""
    gc.set_threshold(RARELY)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        programme_folder(folder / "data", partnerships)
        loaded = load(Folder(folder / "data"), DAY)
        verdicts = check(loaded, select_rules("", "")).verdicts
        languages = tuple(map(language_of, LANGUAGES))
        known = Known(loaded, verdicts, for_all=True)
        ground = Ground(loaded, verdicts, known, ORIGIN, addresses(loaded.programme), languages, 2032, "data")
        started = time.process_time()
        made = dict.fromkeys(name for name, _ in build(ground))
        pages = sum(name.endswith(".html") for name in made)
        of_site = (time.process_time() - started) / pages
        started = time.process_time()
        for number in range(REPORTS):
            language = languages[number % 3]
            asked = Question(2032, partnership=f"p{number}", language=language)
            TABLES["html"].render(year_report(loaded.programme, asked, ORIGIN), Setting(language))
        of_report = (time.process_time() - started) / REPORTS
        started = time.process_time()
        publish(folder / "public", paths(ground), build(ground))
        written = time.process_time() - started
    print(
        f"{partnerships} partnerships: {pages} pages, {of_site * 1000:.2f} ms a page of the site; "
        f"{of_report * 1000:.2f} ms a page of the report; {of_site / of_report:.2f} x; "
        f"made and written in {written:.1f} s",
        flush=True,
    )


if __name__ == "__main__":
    for size in sys.argv[1:] or ("250", "500", "1000"):
        measure(int(size))
