"""A site as a person sees it: opened in the Chromium of the machine from its folder, and looked at page by page.

The tests use it for one page of each kind, `tools/site_screens.py` for all pages.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
WITHOUT = "there is no Chromium to look at pages with: install it from the distribution (apt-get install chromium)"
LANGUAGES = ("en", "fr", "nl")
WIDE, NARROW, PRINT = "1280", "400", "print"
MODES = (WIDE, NARROW, PRINT)
_SIZES = {WIDE: (1280, 900), NARROW: (400, 900), PRINT: (1017, 687)}
"""A sheet of A4 that lies, without its margins, is 269 mm wide: 1017 pixels."""

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LEFT_OUT = {
    "wcag2aaa and wcag2aaa-obsolete": "contrast of 7:1 and words for every link are beyond what the site promises (AA)",
    "experimental": "axe-core itself does not vouch for these rules",
}
"""Rules of axe-core that are not asked, and why; all others are."""

_WRONG = """() => {
  const wrong = [], root = document.documentElement;
  const name = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") || ""} “${(one.textContent || "").trim().slice(0, 40)}”`;
  if (root.scrollWidth > root.clientWidth) {
    wrong.push(`the page is ${root.scrollWidth} wide, the window ${root.clientWidth}`);
    for (const one of document.querySelectorAll("body *"))
      if (one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest(".unseen, .skip, svg *")
          && !one.closest(".room")) { wrong.push(`beyond the window: ${name(one)}`); break; }
  }
  const seen = (one) => one.getClientRects().length && !one.closest(".unseen, .skip, [hidden], svg, details:not([open])");
  for (const one of document.querySelectorAll("body *")) {
    if (!seen(one)) continue;
    const style = getComputedStyle(one);
    if (style.display === "inline" || style.position === "absolute" && style.clipPath !== "none") continue;
    const hides = style.overflowX !== "visible";
    if (one.scrollWidth > one.clientWidth + 1 && (hides || one.matches("h1,h2,h3,h4,th,td,dd,dt,p,li,summary,caption,figcaption")))
      wrong.push(`clipped, ${one.scrollWidth} of ${one.clientWidth}: ${name(one)}`);
    if (style.overflowY !== "visible" && style.overflowY !== "auto" && one.scrollHeight > one.clientHeight + 2)
      wrong.push(`clipped, ${one.scrollHeight} of ${one.clientHeight} high: ${name(one)}`);
  }
  for (const svg of document.querySelectorAll("svg")) {
    const box = svg.viewBox.baseVal, boxes = [];
    if (!svg.getClientRects().length) continue;
    for (const text of svg.querySelectorAll("text")) {
      const own = text.getBBox();
      if (own.x < box.x - 1 || own.y < box.y - 1 || own.x + own.width > box.x + box.width + 1 || own.y + own.height > box.y + box.height + 2)
        wrong.push(`beyond the picture: ${name(text)}`);
      if (text.matches(".name")) boxes.push([text, own]);
    }
    boxes.forEach(([text, own], n) => {
      for (const [other, its] of boxes.slice(n + 1))
        if (own.x + 1 < its.x + its.width && its.x + 1 < own.x + own.width && own.y + 4 < its.y + its.height && its.y + 4 < own.y + own.height)
          wrong.push(`one over the other: ${name(text)} and ${name(other)}`);
    });
  }
  return wrong;
}"""

_LINKS = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src], image[href]")]
  .map((one) => new URL(one.getAttribute("href") || one.getAttribute("src"), document.baseURI).href)"""
_IDS = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"

_CHARTS = """() => [...document.querySelectorAll("figure > svg:not(.map)")].map((svg) => ({
  title: svg.querySelector("title").textContent,
  said: svg.querySelector("desc").textContent,
  bars: [...svg.querySelectorAll("g")].map((one) => ({
    label: (one.querySelector("text.label") || {textContent: ""}).textContent,
    wide: one.querySelector("rect.bar") ? one.querySelector("rect.bar").width.baseVal.value : null,
    track: one.querySelector("rect.track") ? one.querySelector("rect.track").width.baseVal.value : null,
    shown: [...one.querySelectorAll("text")].map((text) => text.textContent).join(" "),
  })),
  rows: [...svg.closest("section, main").querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent.trim())),
}))"""


@dataclass
class Heard:
    """What a page said while it was looked at: faults of the console, and what it asked for beside its folder."""

    faults: list[str] = field(default_factory=list)


class Viewer:
    """A window on the pages of a site."""

    def __init__(self, browser: Any, folder: Path, mode: str, dark: bool = False) -> None:
        wide, high = _SIZES[mode]
        self.folder, self.mode = folder.resolve(), mode
        self._context = browser.new_context(
            viewport={"width": wide, "height": high}, color_scheme="dark" if dark else "light", offline=True
        )
        self.page = self._context.new_page()
        if mode == PRINT:
            self.page.emulate_media(media="print")
        self._heard: list[str] = []
        self.page.on(
            "console",
            lambda one: self._heard.append(f"console: {one.text}") if one.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda one: self._heard.append(f"fault of a script: {one}"))
        self.page.on("requestfailed", lambda one: self._heard.append(f"not found: {one.url}"))
        self.page.on(
            "request", lambda one: None if self._is_own(one.url) else self._heard.append(f"asked for: {one.url}")
        )

    def _is_own(self, url: str) -> bool:
        return url.startswith("data:") or (self._file(url) or Path("/")).is_relative_to(self.folder)

    def _file(self, url: str) -> Path | None:
        parts = urlsplit(url)
        return Path(url2pathname(unquote(parts.path))).resolve() if parts.scheme == "file" else None

    def open(self, name: str) -> None:
        """Open a page of the folder."""
        self._heard.clear()
        self.page.goto((self.folder / name).as_uri())
        if 'http-equiv="refresh"' in (self.folder / name).read_text("utf-8"):
            self.page.wait_for_url(lambda url: not url.endswith(f"{self.folder.name}/{name}"))

    def wrong(self) -> list[str]:
        """What is wrong on the page that is open: what it said, and what does not fit."""
        self.page.wait_for_load_state()
        return [*self._heard, *self.page.evaluate(_WRONG)]

    def broken_links(self, ids: dict[Path, set[str]]) -> list[str]:
        """The links of the page that lead nowhere. ids: of each page that was looked at, to be filled by `ids_of`."""
        broken = []
        for link in self.page.evaluate(_LINKS):
            if link.startswith("data:text/csv"):
                continue
            target = self._file(link)
            if target is None or not target.is_relative_to(self.folder) or not target.is_file():
                broken.append(link)
                continue
            place = unquote(urlsplit(link).fragment)
            if place and target.suffix == ".html":
                if target not in ids:
                    ids[target] = set(re.findall(r'\bid="([^"]+)"', target.read_text("utf-8")))
                if place not in ids[target]:
                    broken.append(link)
        return broken

    def opinion_of_axe(self) -> list[str]:
        """What axe-core finds on the page that is open."""
        from axe_playwright_python.sync_playwright import Axe

        options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _TAGS}}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    def found_for(self, words: str) -> list[str]:
        """The pages that the search leads to, within the folder of the language."""
        self.page.fill("#search", words)
        self.page.wait_for_timeout(50)
        links = self.page.eval_on_selector_all("#found [data-to]", "all => all.map(one => one.dataset.to)")
        return [Path(link).name for link in links]

    def charts(self) -> list[dict[str, Any]]:
        """What the charts of the page say and draw, and the rows of the tables beside them."""
        found: list[dict[str, Any]] = self.page.evaluate(_CHARTS)
        return found

    def close(self) -> None:
        """Close the window."""
        self._context.close()


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser of the machine, which asks for nothing by itself."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, WITHOUT
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


_FIGURE = re.compile(r"\d+(?:[., ]\d+)*")


def figures(text: str) -> list[str]:
    """The figures of a text, as they are written there, but for the kind of blank in them."""
    return [re.sub(r"\s", " ", one) for one in _FIGURE.findall(re.sub(r"[\u00a0\u202f]", " ", text))]


def disagreements(chart: dict[str, Any]) -> list[str]:
    """Where a chart says or draws another figure than a table beside it."""
    wrong = []
    rows = [[re.sub(r"[\s\u00a0\u202f]+", " ", cell) for cell in row] for row in chart["rows"]]
    for mark in chart["said"].split("; "):
        label, _, said = mark.partition(": ")
        own = [
            cell
            for row in rows
            if any(re.search(rf"(?<![\w.-]){re.escape(label)}(?![\w-]|\.\w)", cell) for cell in row[:2])
            for cell in row
        ]
        missing = [one for one in figures(said) if not any(one in figures(cell) for cell in own)]
        if missing or not own:
            wrong.append(f"{chart['title']}: {mark} ({', '.join(missing) or 'no row'})")
    for bar in chart["bars"]:
        percent = re.search(r"([\d.,]+)\s*%", re.sub(r"[\u00a0\u202f]", " ", bar["shown"]))
        if percent and bar["track"] and bar["wide"] is not None:
            share = min(float(percent[1].replace(",", ".")), 100 + 14 / bar["track"] * 100)
            if abs(bar["wide"] / bar["track"] * 100 - share) > 0.6:
                wrong.append(
                    f"{chart['title']}: {bar['label']} is drawn as {bar['wide'] / bar['track']:.1%}, not {share} %"
                )
    return wrong


def pages_of(folder: Path, language: str) -> list[str]:
    """The pages of a language, by their names in the folder."""
    return sorted(path.relative_to(folder).as_posix() for path in (folder / language).rglob("*.html"))


def one_of_each_kind(folder: Path, language: str) -> list[str]:
    """The list of each part of the site, and the longest of its other pages."""
    chosen: dict[tuple[str, bool], str] = {}
    for name in pages_of(folder, language):
        kind = (str(Path(name).parent), Path(name).stem == "index")
        if kind not in chosen or (folder / name).stat().st_size > (folder / chosen[kind]).stat().st_size:
            chosen[kind] = name
    return sorted(chosen.values())
