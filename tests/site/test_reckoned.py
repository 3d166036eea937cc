"""How each figure was reckoned stands on every page with figures, and is what `cic report --explain` says."""

from __future__ import annotations

import datetime
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT
from site_pages import everything, made_site

from cic.language import language_of
from cic.model.persons import LEFT_OUT
from cic.pages.annual import Origin, year_report
from cic.pages.annual.explanation import explained
from cic.pages.annual.question import Question
from cic.pages.tables import words
from cic.render.cells import cell_text
from cic.site import reckoned
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
DAY = "2024-06-30"
KINDS = (
    "index.html", "results/index.html", "results/R1.html", "partnerships/index.html", "communes/index.html", "money/index.html",
    "years/2020.html", "years/2023.html", "indicators/R1.1.html", "partnerships/fictiebeek-quelquepart.html",
    "communes/quelquepart.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return made_site(tmp_path_factory.mktemp("site") / "public", DEMO)


def told(page: Path) -> list[tuple[str, str, str, str]]:
    """The row, the figure, the calculation and the places of everything that a page reckons."""
    found = []
    for block in re.findall(r'<details class="reckoned">(.*?)</details>', page.read_text("utf-8"), re.DOTALL):
        for name, figures in re.findall(r"<div><dt[^>]*>(.*?)</dt>(.*?)</div>", block, re.DOTALL):
            for figure, said in re.findall(r"<dd><span>(.*?)</span> <span>(.*?)</span></dd>", figures, re.DOTALL):
                calculation, _, places = said.partition(" <small>")
                plain = (unescape(re.sub("<[^>]*>", "", one)) for one in (name, figure, calculation, places))
                found.append(tuple(plain))
    return found


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
@pytest.mark.parametrize("name", KINDS)
def test_every_page_with_figures_says_how_they_were_reckoned(name: str, code: str, demo: Path) -> None:
    found = told(demo / code / name)
    assert found
    assert all(figure and (calculation or places) for _, figure, calculation, places in found)
    # what only counts rows of the page says which, and needs no line
    if name not in ("index.html", "communes/index.html"):
        assert any(re.search(r"\.yaml:\d+:\d+", places) for *_, places in found)


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("year", [2020, 2023])
def test_the_page_of_a_year_reckons_as_the_report_does(year: int, code: str, demo: Path) -> None:
    language = language_of(code)
    programme = load(Folder(DEMO), datetime.date.fromisoformat(DAY)).programme
    page = year_report(programme, Question(year, language=language), Origin(words("x"), words("x")))
    said = told(demo / code / "years" / f"{year}.html")
    seen = {(figure, calculation) for _, figure, calculation, _ in said}
    wanted = [one for one in explained(page) if one.derivation.calculation or one.derivation.spots]
    assert len(wanted) == len(said) > 100
    for one in wanted:
        shown = cell_text(one.column, one.value, language)
        calculation = " ".join(language.say(one.derivation.calculation).split())
        assert any(figure.endswith(shown) and of == calculation for figure, of in seen), one


def test_the_figures_of_a_commune_lead_to_its_lines(demo: Path) -> None:
    """Each place is the line of the figure that is reckoned from it."""
    checked = 0
    for row, figure, calculation, places in told(demo / "en" / "communes" / "quelquepart.html"):
        if not figure.startswith("Due ") or not re.fullmatch(r"\d+ \(quelquepart\)", calculation):
            continue
        path, line, column = places.split(", ")[0].rsplit(":", 2)
        if path.endswith("logframe.yaml"):
            continue  # promised to all by the wording
        text = (ROOT / path).read_text("utf-8").splitlines()[int(line) - 1][int(column) - 1 :]
        assert text.startswith(calculation.split()[0]), (row, figure)
        checked += 1
    assert checked > 2


def test_it_is_folded_away_and_not_on_paper_unless_it_was_opened(demo: Path) -> None:
    text = (demo / "en" / "index.html").read_text("utf-8")
    assert '<details class="reckoned"><summary>' in text
    assert ".reckoned:not([open]) { display: none; }" in (demo / "assets" / "site.css").read_text("utf-8")


def test_too_many_figures_and_too_long_sums_say_so(demo: Path, tmp_path: Path, monkeypatch, cic) -> None:
    monkeypatch.setattr(reckoned, "_MOST_FIGURES", 20)
    monkeypatch.setattr(reckoned, "_MOST_PLACES", 1)
    monkeypatch.setattr(reckoned, "_LONGEST", 60)
    ran = cic("site", tmp_path / "site", "--data", DEMO, "--as-of", DAY, "--lang", "en")
    assert ran.code == 0, ran.err
    text = (tmp_path / "site" / "en" / "money" / "index.html").read_text("utf-8")
    assert "How so many figures were reckoned stands on the pages of the things" in text
    found = told(tmp_path / "site" / "en" / "money" / "index.html")
    assert found
    assert max(len(calculation) for _, _, calculation, _ in found) <= 60 + len(" + …")
    cut = [one for one in found if one[2].endswith(" + …")]
    assert cut
    whole = {calculation for *_, calculation, _ in told(demo / "en" / "money" / "index.html")}
    assert all(any(one.startswith(calculation[:-4]) for one in whole) for *_, calculation, _ in cut)
    assert any(re.search(r" and \d+ more$", places) for *_, places in found)


def test_a_person_in_printed_words_is_in_no_calculation(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    programme = load(Folder(data), datetime.date.fromisoformat(DAY)).programme
    names = [person.name for one in programme.participants.values() for person in one.value.contacts.values()]
    person = next(name for name in names if name and " " in name)
    path = data / "logframe.yaml"
    text = re.sub(r"as_printed: ([^\"\n},]+)(?=[,}])", rf"as_printed: \1 ({person})", path.read_text("utf-8"))
    assert text.count(person) > 5
    path.write_text(text, encoding="utf-8")
    folder = made_site(tmp_path / "site", data)
    due = [calculation for _, figure, calculation, _ in told(folder / "en" / "indicators" / "R2.1.html") if figure]
    assert any(LEFT_OUT in one for one in due)
    for name, said in everything(folder):
        assert person not in said, name
