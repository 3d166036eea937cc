"""The pages over many programmes in a real browser: each kind of page in each language, on a desk, a telephone and paper.
Where there is no Chromium the tests say that they were skipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import CHROMIUM, LANGUAGES, MODES, NARROW, PRINT, WIDE, WITHOUT, Viewer, chromium, one_of_each_kind
from portfolio_sites import NAMED, make, named, several, small_pages

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT)]

SEEN_BY_AXE = [("en", WIDE, False), ("en", NARROW, False), ("fr", NARROW, True), ("nl", WIDE, True)]


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """More programmes than stand on a page, some of strangers, with all kinds of pages."""
    folder = named(several(tmp_path_factory.mktemp("large") / "in"), NAMED)
    with small_pages():
        return make(folder, folder.parent / "public")


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """As few as stand on the first page."""
    folder = several(tmp_path_factory.mktemp("few") / "in")
    return make(folder, folder.parent / "public")


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def viewer(browser):
    opened: list[Viewer] = []

    def view(folder: Path, mode: str, dark: bool = False) -> Viewer:
        opened.append(Viewer(browser, folder, mode, dark))
        return opened[-1]

    yield view
    for one in opened:
        one.close()


def pages_to_see(folder: Path, language: str) -> list[str]:
    """One of each kind, and those of programmes with names of strangers, where there are any."""
    strange = [f"{language}/programmes/{name}.html" for name in ("markup", "arabic", "long", "unbroken")]
    there = [one for one in strange if (folder / one).exists()]
    return list(dict.fromkeys([*one_of_each_kind(folder, language), *there]))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", ["large", "few"])
def test_nothing_is_cut_or_asked_for_and_links_lead_somewhere(
    viewer, size: str, language: str, mode: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(size)
    view, ids, wrong = viewer(site, mode), {}, {}
    pages = [*pages_to_see(site, language), "index.html", "404.html"]
    assert len(pages) > 8
    for name in pages:
        view.open(name)
        found = view.wrong()
        if mode == WIDE:
            found += [f"leads nowhere: {link}" for link in view.broken_links(ids)]
        if found:
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize(("language", "mode", "dark"), SEEN_BY_AXE)
@pytest.mark.parametrize("size", ["large", "few"])
def test_everybody_can_read_it(
    viewer, size: str, language: str, mode: str, dark: bool, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(size)
    view, wrong = viewer(site, mode, dark), {}
    for name in pages_to_see(site, language):
        view.open(name)
        if found := view.opinion_of_axe():
            wrong[name] = found
    assert wrong == {}


def test_a_table_of_programmes_is_sorted_by_keyboard(viewer, few: Path) -> None:
    view = viewer(few, WIDE)
    view.open("en/programmes/index.html")
    table = view.page.locator("table:has(tbody tr:nth-child(3))").first
    before = table.locator("tbody th").all_inner_texts()
    assert len(before) == 8
    view.page.focus("table:has(tbody tr:nth-child(3)) button.sort")
    view.page.keyboard.press("Enter")
    assert table.locator("tbody th").all_inner_texts() == sorted(before, key=str.casefold)
    view.page.keyboard.press("Space")
    assert table.locator("tbody th").all_inner_texts() == sorted(before, key=str.casefold, reverse=True)
    assert table.locator("th[aria-sort]").count() == 1
    # the figures of a column, by their worth
    for _ in range(2):
        view.page.keyboard.press("Tab")
    view.page.keyboard.press("Enter")
    budgets = table.locator("tbody tr > :nth-child(3)").all_inner_texts()
    known = [float(one.replace(",", "").lstrip("≥ ")) for one in budgets if one[-1:].isdigit()]
    assert known == sorted(known)
    assert len(set(known)) > 2
    assert view.wrong() == []
    view.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    assert view.opinion_of_axe() == []


def test_where_rows_are_cards_a_list_sorts_them(viewer, few: Path) -> None:
    view = viewer(few, NARROW)
    view.open("fr/programmes/index.html")
    table = view.page.locator("table:has(tbody tr:nth-child(3))").first
    assert not table.locator("thead").is_visible()
    names = table.locator("tbody th").all_inner_texts()
    chooser = table.locator("label.order select")
    chooser.select_option(label="Programme ↓")
    assert table.locator("tbody th").all_inner_texts() != names
    assert view.wrong() == []


def test_without_a_script_one_finds_each_programme_page_by_page(browser, large: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((large / "en/index.html").as_uri())
    page.click("text=All programmes, by name and by country")
    page.click("table >> nth=0 >> tbody a >> nth=0")
    found = set()
    while True:
        found |= set(page.eval_on_selector_all("tbody th a", "all => all.map(one => one.href)"))
        if not page.locator("a[rel=next]").count():
            break
        page.click("a[rel=next]")
    own = {path.resolve().as_uri() for path in (large / "en/programmes").glob("*.html")}
    assert found == own - {(large / "en/programmes/index.html").resolve().as_uri()}
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds_a_programme_by_its_name_and_by_its_folder(viewer, large: Path, language: str) -> None:
    view = viewer(large, WIDE)
    view.open(f"{language}/lists/first.html")
    name = {"en": "The schools", "fr": "Les écoles", "nl": "De scholen"}[language]
    assert "three.html" in view.found_for(name)
    assert "arabic.html" in view.found_for("arabic")
    assert "markup.html" in view.found_for("<script>")
    assert view.wrong() == []


def test_on_paper_nothing_to_click_is_left(viewer, large: Path) -> None:
    view = viewer(large, PRINT)
    for name in ("en/index.html", "en/lists/first.html"):
        view.open(name)
        shown = view.page.eval_on_selector_all(
            "nav, .search, .take, .skip, .order, .beside, a[rel]",
            "all => all.filter(one => one.getClientRects().length).map(one => one.outerHTML)",
        )
        assert shown == [], name
