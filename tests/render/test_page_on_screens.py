"""Nothing of an HTML page is off the screen, measured by Chromium where there is one."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DATA, DAY, ROOT, shipped_data
from every_cell import every_cell

from cic.language import language_of
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import words
from cic.render.formats import TABLES
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

ORIGIN = Origin(words("commit 0"), words("checked"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to look at pages with")
WIDTHS = (400, 768, 1280)
_MEASURE = """<!doctype html><meta charset="utf-8"><body><script>
const found = {};
let left = 0;
for (const name of NAMES) for (const width of WIDTHS) {
  left += 1;
  const frame = document.createElement("iframe");
  frame.style.cssText = `width:${width}px;height:900px;border:0`;
  frame.addEventListener("load", () => {
    const page = frame.contentDocument, root = page.documentElement;
    const wide = [];
    if (root.scrollWidth > root.clientWidth) wide.push(`page: ${root.scrollWidth} of ${root.clientWidth}`);
    for (const one of page.querySelectorAll(".room, h1, h2, h3, th, td, dd, dt, summary, p, li"))
      if (!one.closest(".unseen, .skip, details:not([open])") && one.scrollWidth > one.clientWidth + 1
          && getComputedStyle(one).display !== "inline" && getComputedStyle(one).position !== "absolute")
        wide.push(`${one.tagName} ${one.className}: ${one.scrollWidth} of ${one.clientWidth}: ${one.textContent.slice(0, 60)}`);
    found[`${name} at ${width}`] = wide;
    left -= 1;
    if (!left) {
      const answer = document.createElement("pre");
      answer.id = "answer";
      answer.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(found))));
      document.body.append(answer);
    }
  });
  frame.src = name;
  document.body.append(frame);
}
</script>"""


def measured(folder: Path, pages: dict[str, str]) -> dict[str, list[str]]:
    """What does not fit, for each page at each width. The pages run nothing: another page looks at them in frames."""
    assert CHROMIUM is not None
    for name, page in pages.items():
        (folder / name).write_text(page, "utf-8")
    script = _MEASURE.replace("NAMES", json.dumps(list(pages))).replace("WIDTHS", json.dumps(WIDTHS))
    (folder / "measure.html").write_text(script, "utf-8")
    done = subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"),
            *("--window-size=1400,1000", "--virtual-time-budget=60000", "--dump-dom"),
            (folder / "measure.html").as_uri(),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    answer = re.search(r'<pre id="answer">([^<]*)</pre>', done.stdout)
    assert answer, "Chromium measured nothing"
    found: dict[str, list[str]] = json.loads(base64.b64decode(answer[1]))
    assert len(found) == len(pages) * len(WIDTHS)
    return found


def reports(folder: Path, code: str) -> dict[str, str]:
    """The report of the last year, of its communes, and of all years."""
    programme, language = load(Folder(folder), DAY).programme, language_of(code)
    years = tuple(programme.years) or (DAY.year,)
    asked = (Question(years[-1]), Question(years[-1], by="commune"), Question(years[-1], years))
    pages = (year_report(programme, one._replace(language=language), ORIGIN) for one in asked)
    return {f"{n}.html": TABLES["html"].render(page, Setting(language)) for n, page in enumerate(pages)}


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("programme", ["demo", "empty", pytest.param("shipped", marks=shipped_data)])
def test_nothing_is_off_the_screen(programme: str, language: str, cic, tmp_path: Path) -> None:
    folder = {"demo": ROOT / "cic" / "scaffold" / "demo", "shipped": DATA, "empty": tmp_path / "it" / "data"}[programme]
    if programme == "empty":
        assert cic("init", tmp_path / "it").code == 0
    wide = {name: found for name, found in measured(tmp_path, reports(folder, language)).items() if found}
    assert not wide


@needs_chromium
@pytest.mark.slow
def test_texts_of_strangers_stay_on_the_screen(tmp_path: Path) -> None:
    page = every_cell()
    long = page.tables[2]._replace(key="long", rows=(("q" * 300, "w" * 300, "x" * 90, Decimal("0.04"), None),))
    pages = {"0.html": page, "1.html": page._replace(title="x" * 300, tables=(*page.tables, long))}
    written = {name: TABLES["html"].render(one) for name, one in pages.items()}
    assert not any(measured(tmp_path, written).values())


@needs_chromium
@pytest.mark.slow
def test_what_is_off_the_screen_is_found(tmp_path: Path) -> None:
    page = TABLES["html"].render(every_cell())
    style = "</style>"
    broken = page.replace(style, "main { width: 2000px }" + style)
    hidden = page.replace(style, ".room { width: 80px }" + style)
    found = measured(tmp_path, {"0.html": broken, "1.html": hidden})
    assert all(found.values())
