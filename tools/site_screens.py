"""Walks through all pages of a site in the Chromium of the machine: in each language, on a desk, a telephone and paper.

    .venv/bin/cic site public && .venv/bin/python tools/site_screens.py public [--pictures DIR] [--axe]

Prints what does not fit, is clipped, is asked for beside the folder, leads nowhere, or is another figure in a chart than in
its table; exit code 1 where there is any of it. --pictures: also a picture of each page, light and dark. --axe: also what
axe-core says of each page, which takes about a second a page.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from browser import CHROMIUM, MODES, PRINT, WIDE, WITHOUT, Viewer, chromium, disagreements


def main() -> int:
    """Look at every page; the number of those with a fault, capped for the exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("site", type=Path)
    asked.add_argument("--pictures", type=Path)
    asked.add_argument("--axe", action="store_true")
    given = asked.parse_args()
    if CHROMIUM is None:
        print(WITHOUT)
        return 1
    names = sorted(path.relative_to(given.site).as_posix() for path in given.site.rglob("*.html"))
    if not names:
        print(f"there is no page in {given.site}: say `cic site {given.site}`")
        return 1
    faulty = 0
    ids: dict[Path, set[str]] = {}
    with chromium() as browser:
        for mode in MODES:
            for dark in (False, True) if given.pictures and mode != PRINT else (False,):
                view = Viewer(browser, given.site, mode, dark)
                for name in names:
                    view.open(name)
                    wrong = view.wrong()
                    if mode == WIDE and not dark:
                        wrong += [f"leads nowhere: {link}" for link in view.broken_links(ids)]
                        wrong += [one for chart in view.charts() for one in disagreements(chart)]
                    if given.axe and mode != PRINT:
                        wrong += view.opinion_of_axe()
                    if given.pictures:
                        shown = f"{name.removesuffix('.html').replace('/', '-')}.{mode}{'-dark' if dark else ''}.png"
                        given.pictures.mkdir(parents=True, exist_ok=True)
                        view.page.screenshot(path=given.pictures / shown, full_page=True)
                    for one in wrong:
                        print(f"{name} ({mode}{', dark' if dark else ''}): {one}")
                    faulty += bool(wrong)
                view.close()
    print(f"{len(names)} pages looked at in {len(MODES)} ways: {faulty} times something was wrong")
    return int(bool(faulty))


if __name__ == "__main__":
    sys.exit(main())
