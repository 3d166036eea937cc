"""The site of the fictional programme in a real browser: each kind of page in each language, on a desk, a telephone and
paper. Where there is no Chromium the tests say that they were skipped."""

from __future__ import annotations

import re
import shutil
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
SEEN_BY_AXE = [("en", WIDE, False), ("fr", NARROW, True), ("nl", WIDE, True)]
"""Each language once: both widths, and both sets of colours, are the same in each."""
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
def test_nothing_is_cut_or_asked_for_and_links_lead_somewhere(viewer, site: Path, language: str, mode: str) -> None:
    view, ids = viewer(mode), {}
    pages = [*one_of_each_kind(site, language), "index.html", "404.html"]
    assert len(pages) > 20
    wrong = {}
    for name in pages:
        view.open(name)
        found = view.wrong()
        # links are the same on a telephone and on paper
        if mode == WIDE:
            found += [f"leads nowhere: {link}" for link in view.broken_links(ids)]
        if found:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize(("language", "mode", "dark"), SEEN_BY_AXE)
def test_everybody_can_read_it(viewer, site: Path, language: str, mode: str, dark: bool) -> None:
    """axe-core, by the rules of WCAG 2.2 to level AA and its own; what is not asked is in `LEFT_OUT`."""
    assert set(LEFT_OUT) == {"wcag2aaa and wcag2aaa-obsolete", "experimental"}
    view = viewer(mode, dark)
    wrong = {}
    for name in [*one_of_each_kind(site, language), *(("404.html",) if language == "en" else ())]:
        view.open(name)
        if found := view.opinion_of_axe():
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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_totals_stay_below_whatever_a_table_is_sorted_by(viewer, site: Path, language: str) -> None:
    view = viewer(WIDE)
    view.open(f"{language}/money/index.html")
    table = view.page.locator("table:has(tr.total):has(tbody tr:not(.total) ~ tr:not(.total))").first
    totals = table.locator("tr.total").all_inner_texts()
    others = table.locator("tbody tr:not(.total)").all_inner_texts()
    assert totals
    assert len(others) > 2
    orders = set()
    for button in table.locator("button.sort").all():
        for _ in ("up", "down"):
            button.click()
            rows = table.locator("tbody tr").all_inner_texts()
            assert rows[-len(totals) :] == totals
            assert sorted(rows[: -len(totals)]) == sorted(others)
            orders.add(tuple(rows))
    assert len(orders) > 2


RANKS = ("achieved", "on-track", "behind", "off-track", "incomplete", "not-reported", "not-due", "not-applicable")


def ranks(table, column: int) -> list[int]:
    """Where the statuses of a column of the matrix stand, from the best; a state comes after, an empty cell last."""
    kinds = table.locator(f"tbody tr > :nth-child({column})").evaluate_all(
        "all => all.map(one => [one.className, one.textContent.trim()])"
    )
    known = [[n for n, one in enumerate(RANKS) if f"s-{one}" in kind.split()] for kind, _ in kinds]
    return [found[0] if found else 8 if text else 9 for found, (_, text) in zip(known, kinds, strict=True)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_matrix_is_sorted_by_keyboard_by_how_each_stands(viewer, site: Path, language: str) -> None:
    view = viewer(WIDE)
    view.open(f"{language}/index.html")
    table = view.page.locator("table.matrix").first
    before = table.locator("tbody th").all_inner_texts()
    heads = table.locator("thead th")
    column = next(n for n in range(2, heads.count() + 1) if len({one for one in ranks(table, n) if one < 8}) > 1)
    head = heads.nth(column - 1)
    link = head.locator("a")
    assert link.count() == 1, "the name still leads to its page"
    link.focus()
    view.page.keyboard.press("Tab")
    view.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert ranks(table, column) == sorted(ranks(table, column))
    view.page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    known = [one for one in ranks(table, column) if one < 9]
    assert known == sorted(known, reverse=True)
    assert ranks(table, column)[len(known) :] == [9] * (len(ranks(table, column)) - len(known))
    assert table.locator("th[aria-sort]").count() == 1
    view.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert table.locator("tbody th").all_inner_texts() == before
    assert view.wrong() == []
    # further down the ways that stay on top cover a part of some link
    view.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    assert view.opinion_of_axe() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_sorted_as_days(viewer, site: Path, language: str) -> None:
    view = viewer(WIDE)
    view.open(f"{language}/years/2023.html")
    seen = 0
    for table in view.page.locator("table:has(tbody tr:nth-child(3)):has([data-order]):not(.about)").all():
        cells = table.locator("tbody [data-order]")
        column = 1 + cells.first.evaluate("one => one.cellIndex")
        button = table.locator(f"thead th:nth-child({column}) button.sort")
        button.click()
        days = table.locator(f"tbody tr > :nth-child({column})[data-order]").evaluate_all(
            "all => all.map(one => one.dataset.order)"
        )
        assert days == sorted(days)
        seen += len(set(days)) > 1
    assert seen


@pytest.mark.parametrize("mode", [NARROW, WIDE])
def test_where_rows_are_cards_a_list_sorts_them(viewer, site: Path, mode: str) -> None:
    view = viewer(mode)
    view.open("en/partnerships/index.html")
    list_ = view.page.locator("label.order select").first
    table = view.page.locator("table:has(tbody tr:nth-child(3))").first
    hidden = not table.locator("thead").is_visible()
    assert list_.is_visible() is hidden
    if hidden:
        names = table.locator("tbody th").all_inner_texts()
        list_.select_option(label="Partnership ↓")
        assert table.locator("tbody th").all_inner_texts() == sorted(names, key=str.lower, reverse=True) != names
        list_.select_option(label="as it stands")
        assert table.locator("tbody th").all_inner_texts() == names
        assert view.wrong() == []
        assert view.opinion_of_axe() == []


def test_on_paper_nothing_to_click_is_left(viewer, site: Path) -> None:
    view = viewer(PRINT)
    view.open("en/index.html")
    shown = view.page.eval_on_selector_all(
        "nav, .search, .take, .skip, .order, .beside",
        "all => all.filter(one => one.getClientRects().length).map(one => one.className)",
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


def test_on_each_printed_page_a_table_says_again_what_its_columns_are(browser, site: Path, tmp_path: Path) -> None:
    """What the printed pages draw is read back: a button in a repeated head would not be among it."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    data = tmp_path / "long.html"
    rows = "".join(f"<tr><th scope='row'>R{n}</th><td>{n}</td></tr>" for n in range(120))
    source = (site / "en" / "communes" / "dummara.html").read_text("utf-8").replace('"../../', f'"{site.as_uri()}/')
    table = (
        f"<table class='few narrow'><thead><tr><th scope='col'>Headword</th><th>Second</th></tr></thead><tbody>{rows}"
    )
    data.write_text(re.sub(r"(<main.*?>).*</main>", rf"\1{table}</tbody></table></main>", source, flags=re.DOTALL))
    page = browser.new_page()
    page.goto(data.as_uri())
    assert page.locator("th button.sort").count() == 2
    page.pdf(path=tmp_path / "long.pdf", prefer_css_page_size=True)
    page.close()
    text = subprocess.run([reader, tmp_path / "long.pdf", "-"], capture_output=True, text=True, check=True).stdout
    sheets = [sheet for sheet in text.split("\f") if re.search(r"\bR\d+\b", sheet)]
    assert len(sheets) > 2
    assert all("Headword" in sheet and "Second" in sheet for sheet in sheets)
