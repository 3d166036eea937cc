"""The site of the fictional programme in a real browser: each kind of page in each language, on a desk, a telephone and
paper. Where there is no Chromium the tests say that they were skipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from browser import (
    CHROMIUM,
    LANGUAGES,
    LEFT_OUT,
    MODES,
    NARROW,
    PRINT,
    WIDE,
    WITHOUT,
    Viewer,
    chromium,
    disagreements,
    figures,
    one_of_each_kind,
    pages_of,
)
from conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT)]

DEMO = ROOT / "cic" / "scaffold" / "demo"
SEARCHED = {"dummara": "dummara.html", "R1.3": "R1.3.html", "quelquepart fictiebeek": "fictiebeek-quelquepart.html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    command = [sys.executable, "-m", "cic", "site", folder, "--data", DEMO, "--as-of", "2024-06-30", "--lang", "en"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def viewer(browser, site):
    opened: list[Viewer] = []

    def make(mode: str, dark: bool = False) -> Viewer:
        opened.append(Viewer(browser, site, mode, dark))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_and_nothing_is_asked_for(viewer, site: Path, language: str, mode: str) -> None:
    view = viewer(mode)
    pages = [*one_of_each_kind(site, language), "index.html", "404.html"]
    assert len(pages) > 20
    wrong = {}
    for name in pages:
        view.open(name)
        if found := view.wrong():
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("mode", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_read_it(viewer, site: Path, language: str, mode: str) -> None:
    """axe-core, by the rules of WCAG 2.2 to level AA and its own; what is not asked is in `LEFT_OUT`."""
    assert set(LEFT_OUT) == {"wcag2aaa and wcag2aaa-obsolete", "experimental"}
    # light on a desk and dark on a telephone: both have their own contrasts
    view = viewer(mode, dark=mode == NARROW)
    wrong = {}
    for name in [*one_of_each_kind(site, language), *(("404.html",) if language == "en" else ())]:
        view.open(name)
        if found := view.opinion_of_axe():
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(viewer, site: Path, language: str) -> None:
    view, ids = viewer(WIDE), {}
    wrong = {}
    for name in [*one_of_each_kind(site, language), "index.html", "404.html"]:
        view.open(name)
        if found := view.broken_links(ids):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds(viewer, site: Path, language: str) -> None:
    view = viewer(WIDE)
    for start in (f"{language}/index.html", f"{language}/communes/examplum.html"):
        view.open(start)
        for words, page in SEARCHED.items():
            assert page in view.found_for(words), (start, words)
        assert view.found_for("no such thing anywhere") == []
        assert view.wrong() == []
    # with the keyboard alone
    view.open(f"{language}/index.html")
    view.page.focus("#search")
    view.page.keyboard.type("dummara")
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    view.page.wait_for_url("**/dummara.html")
    assert f"/{language}/" in view.page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chart_says_and_draws_the_figures_of_its_table(viewer, site: Path, language: str) -> None:
    view, seen = viewer(WIDE), 0
    for name in pages_of(site, language):
        if "<svg" not in (site / name).read_text("utf-8"):
            continue
        view.open(name)
        for chart in view.charts():
            seen += 1
            assert disagreements(chart) == [], name
    assert seen >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_leads_to_its_communes(viewer, site: Path, language: str) -> None:
    view = viewer(NARROW)
    view.open(f"{language}/index.html")
    links = view.page.eval_on_selector_all("svg.map a", "all => all.map(one => one.getAttribute('href'))")
    assert "communes/quelquepart.html" in links
    assert len(links) == len(set(links)) == 7
    view.page.click('svg.map a[href="communes/quelquepart.html"] circle')
    view.page.wait_for_url("**/communes/quelquepart.html")
    assert view.wrong() == []


def test_on_paper_nothing_to_click_is_left(viewer, site: Path) -> None:
    view = viewer(PRINT)
    view.open("en/index.html")
    shown = view.page.eval_on_selector_all(
        "nav, .search, .take, .skip", "all => all.filter(one => one.getClientRects().length).map(one => one.className)"
    )
    assert shown == []


def test_the_checks_find_what_is_wrong(browser, tmp_path: Path) -> None:
    """A page with one of everything that must not be."""
    (tmp_path / "page.html").write_text(
        "<!doctype html><html><title>x</title><body><div style='width:3000px'>wide</div>"
        "<p style='width:20px;overflow:hidden;white-space:nowrap'>much too long for it</p>"
        "<svg viewBox='0 0 10 10' width=10><text x='8' y='9'>far out</text></svg>"
        "<section><figure><svg><title>c</title><desc>A: 5; B: 7</desc></svg></figure><table><tbody><tr><th>A</th><td>6</td></tr></tbody></table></section>"
        "<a href='none.html'>x</a><a href='#nowhere'>y</a><img src='https://example.org/x.png'>"
        "<script>console.error('e'); undefined_thing()</script></body></html>",
        encoding="utf-8",
    )
    view = Viewer(browser, tmp_path, NARROW)
    view.open("page.html")
    wrong = "\n".join(view.wrong())
    for part in (
        "the page is 3",
        "clipped, ",
        "beyond the picture",
        "console: e",
        "fault of a script",
        "asked for: https",
    ):
        assert part in wrong, part
    assert len(view.broken_links({})) == 3
    assert len(disagreements(view.charts()[0])) == 2
    assert any(one.startswith("image-alt") for one in view.opinion_of_axe())
    assert figures("1 of 6, 107\u202f600,00 and 99.96 %") == ["1", "6", "107 600,00", "99.96"]
    view.close()
