"""Programmes whose names would do harm, or say nothing; and names in several languages, each on the pages of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from portfolio_sites import NAMED, make, named
from portfolios import changed, copies
from site_pages import Tags, broken_links, everything, pages_in

from cic.language import NAMES
from cic.portfolio.find import programmes


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = named(tmp_path_factory.mktemp("strange") / "in", NAMED)
    changed(
        folder / "three/data/logframe.yaml",
        "unit: communes",
        "unit: communes\n        codes: {sdg: 6.1.1}",
    )
    logframe = folder / "three/data/logframe.yaml"
    text = logframe.read_text(encoding="utf-8")
    assert "statement: {en: Each commune has a school}" in text
    text = text.replace(
        "statement: {en: Each commune has a school}",
        "statement: {nl: Elke gemeente heeft een school, fr: Chaque commune a une école}",
    )
    logframe.write_text(f"units:\n  communes: {{fr: communes (fr), nl: gemeenten}}\n{text}", encoding="utf-8")
    return make(folder, folder.parent / "public")


@pytest.fixture(scope="module")
def pages(made: Path) -> dict[str, Tags]:
    return pages_in(made)


def test_each_has_a_page_of_its_own_whose_name_is_one_everywhere(made: Path, pages: dict[str, Tags]) -> None:
    names = [path.name for path in (made / "en/programmes").iterdir()]
    assert len(names) == len({name.lower() for name in names}) == len(NAMED) + 1
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in names)
    assert not {"con.html", "up/x.html", "x.html"} & set(names)
    assert broken_links(pages, made) == []


def test_names_are_text(made: Path, pages: dict[str, Tags]) -> None:
    for name, page in pages.items():
        assert not page.of("b", "img"), name
        assert all("src" in one for one in page.of("script")), name
    for name, text in everything(made):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), name
    assert "<b>x</b><script>alert(1)</script>&amp; {{ 7 * 7 }}" in "".join(pages["en/programmes/markup.html"].words)


def heading(made: Path, page: str) -> tuple[str, str]:
    """What the heading of a page says it is in, and what it says."""
    found = re.search(r'<h1(?: lang="(..)")?>(.*?)</h1>', (made / page).read_text("utf-8"))
    assert found is not None
    return found[1] or "", re.sub("<.*?>", "", found[2])


def test_a_programme_that_is_called_nothing_is_called_by_its_folder(made: Path) -> None:
    said = {heading(made, path.relative_to(made).as_posix())[1] for path in (made / "en/programmes").iterdir()}
    assert "%2e%2e" in said
    assert "turned" in said  # its file is not read
    assert all(one.strip() for one in said)


def test_programmes_of_the_same_name_are_told_apart_by_their_folders(pages: dict[str, Tags]) -> None:
    said = " ".join(pages["en/programmes/index.html"].words)
    assert "Same name (same)" in said
    assert "Same name (below/same)" in said


@pytest.mark.parametrize(
    ("page", "language", "spoken", "said"),
    [
        ("three", "en", "", "The schools"),
        ("three", "fr", "", "Les écoles"),
        ("three", "nl", "", "De scholen"),
        ("same", "fr", "en", "Same name"),
        ("arabic", "nl", "ar", "برنامج التعاون بين البلديات"),
    ],
)
def test_a_name_is_in_the_language_of_the_page_or_says_in_which(
    made: Path, page: str, language: str, spoken: str, said: str
) -> None:
    assert heading(made, f"{language}/programmes/{page}.html") == (spoken, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ' lang="nl">Elke gemeente heeft een school</td>'),
        ("fr", ">Chaque commune a une école</td>"),
        ("nl", ">Elke gemeente heeft een school</td>"),
    ],
)
@pytest.mark.parametrize("page", ["programmes/three", "codes/sdg-6.1.1"])
def test_wordings_are_in_the_language_of_the_page_or_say_in_which(
    made: Path, language: str, said: str, page: str
) -> None:
    text = (made / language / f"{page}.html").read_text("utf-8")
    assert said in text
    assert (' lang="nl">' in text.partition("<main")[2].partition("<footer")[0]) is (said.startswith(' lang="nl"'))


def test_units_are_in_the_language_of_the_page(made: Path) -> None:
    assert ">gemeenten</td>" in (made / "nl/programmes/three.html").read_text("utf-8")
    assert ' lang="fr">communes (fr)</td>' in (made / "en/programmes/three.html").read_text("utf-8")


def test_messages_of_the_check_say_that_they_are_in_english(made: Path) -> None:
    for language in NAMES:
        text = (made / language / "programmes/turned.html").read_text("utf-8")
        assert (' lang="en">' in text.partition("<main")[2]) is (language != "en")


def test_no_page_says_that_texts_are_in_one_language(pages: dict[str, Tags]) -> None:
    assert not [name for name, page in pages.items() if "Texts of the programmes are in" in "".join(page.words)]


def test_two_portfolios_of_the_same_names_stand_side_by_side(tmp_path: Path) -> None:
    one, other = copies(tmp_path / "x/one", "a"), copies(tmp_path / "y/one", "a")
    names = [found.name for found in programmes([one, other])]
    assert len(set(names)) == 2
