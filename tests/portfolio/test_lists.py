"""All programmes in order, page by page: an order that holds, and pages that stay as they are where others change."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from portfolio_sites import NAMED, coded, make, named, several, small_pages
from site_pages import Tags, broken_links, pages_in

from cic.base.message import Message
from cic.language import NAMES
from cic.portfolio.lists import LEAST, MOST, Listing, in_order, listing

TITLE = Message("Programmes")


def of(folders: list[str]) -> Listing:
    return listing(TITLE, "lists", "first", folders)


FOLDERS = [f"p{n:05}" for n in range(5000)]


def test_every_programme_stands_once_in_order() -> None:
    for count in (0, 1, MOST, MOST + 1, 1000, 5000):
        parts = of(FOLDERS[:count]).parts
        assert [one for part in parts for one in part.folders] == FOLDERS[:count]
        sizes = [len(part.folders) for part in parts]
        assert all(LEAST <= size <= MOST for size in sizes[:-1])
        assert sizes[-1] <= MOST
        paths = [part.path.lower() for part in parts]
        assert len(set(paths)) == len(paths) >= -(-count // MOST)
        assert paths[0] == "lists/first.html"


def test_one_more_or_less_changes_its_own_page_and_seldom_another() -> None:
    before = set(of(FOLDERS).parts)
    touched = []
    for at in range(0, 5000, 50):
        more = of([*FOLDERS[:at], f"p{at:05}-new", *FOLDERS[at:]]).parts
        less = of([*FOLDERS[:at], *FOLDERS[at + 1 :]]).parts
        touched += [len(set(more) - before), len(set(less) - before)]
    assert min(touched) == 1
    assert sum(touched) / len(touched) < 2


def test_the_order_is_that_of_names_as_people_look_for_them() -> None:
    names = {
        "1": "Écoles 10",
        "2": "ecoles 9",
        "3": "Zones",
        "4": "Écoles 9",
        "5": "archives",
        "6": "Écoles " + "9" * 5000,
    }
    assert in_order(list(names), names) == ["5", "2", "4", "1", "6", "3"]
    assert in_order(["b", "10", "9"], {}) == ["9", "10", "b"]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = named(several(tmp_path_factory.mktemp("many") / "in"), NAMED)
    for number in range(6):
        (folder / f"not-read-{number}").mkdir()
        (folder / f"not-read-{number}" / "programme.yaml").write_text(
            (folder / "refused/data/programme.yaml").read_text()
        )
        (folder / f"not-read-{number}" / "documents.yaml").write_text(
            (folder / "refused/data/documents.yaml").read_text()
        )
        (folder / f"not-read-{number}" / "logframe.yaml").write_text(
            (folder / "refused/data/logframe.yaml").read_text()
        )
    with small_pages():
        return make(folder, folder.parent / "public")


@pytest.fixture(scope="module")
def pages(made: Path) -> dict[str, Tags]:
    return pages_in(made)


def rows_of(made: Path, pages: list[str], title: str) -> list[str]:
    """The heads of the rows of a table of some pages."""
    found = []
    for name in pages:
        text = (made / name).read_text("utf-8")
        for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
            if f">{title}</h" in table:
                found += re.findall(r'<th scope="row".*?</th>', table)
    return found


def turned(pages: dict[str, Tags], first: str) -> list[str]:
    """A page of a list and those that its links lead on to."""
    found = [first]
    while on := [one["href"] for one in pages[found[-1]].of("a") if one.get("rel") == "next"]:
        found.append(f"en/{on[0].removeprefix('../')}")
    back = [one["href"] for one in pages[found[-1]].of("a") if one.get("rel") == "prev"]
    assert [f"en/{one.removeprefix('../')}" for one in back] == found[-2:-1]
    return found


MONEY = "Money of each programme since the start, and what the check says"


def test_page_by_page_one_comes_by_every_programme(made: Path, pages: dict[str, Tags]) -> None:
    read = len([name for name in pages if name.startswith("en/programmes/")]) - 1
    links = {one.get("href", "") for one in pages["en/programmes/index.html"].of("a")}
    in_countries = 0
    for first in sorted(name for name in pages if re.fullmatch(r"en/(lists/first|countries/(..|none))\.html", name)):
        on = turned(pages, first)
        stem = first.removesuffix("first.html").removesuffix(".html")
        assert set(on) == {name for name in pages if name.startswith(stem)}
        rows = rows_of(made, on, MONEY)
        assert len(rows) == len(set(rows)) > 0
        assert f"../{first[3:]}" in links
        if stem == "en/lists/":
            assert len(rows) == read
            assert {f"../{name[3:]}" for name in on} <= links
        else:
            in_countries += len(rows)
    assert in_countries >= read


def test_the_first_page_says_of_each_kind_what_needs_attention_and_leads_to_all(
    made: Path, pages: dict[str, Tags]
) -> None:
    said = " ".join("".join(pages["en/index.html"].words).split())
    assert "7 could not be read" in said
    for title in ("Not read, and in no figure", "With errors, or files that were not read", "With something overdue"):
        assert len(rows_of(made, ["en/index.html"], title)) == 2, title
    assert "2 of 7: the list of all programmes that need attention has the others." in said
    several = turned(pages, "en/attention/index.html")
    rows = rows_of(made, several, "What needs attention")
    heads = "".join(rows)
    assert len(rows) == len(set(rows))
    assert all(f"not-read-{number}" in heads for number in range(6))
    assert "spoilt" in heads
    assert "refused" in heads


def test_a_code_more_than_stand_on_a_page(tmp_path: Path) -> None:
    folder = named(tmp_path / "in", {"a": {"en": "A"}})
    text = (folder / "a/data/logframe.yaml").read_text()
    codes = ", ".join(f"list-{n}: c" for n in range(9))
    (folder / "a/data/logframe.yaml").write_text(
        text.replace("unit: communes", f"unit: communes\n        codes: {{{codes}}}", 1)
    )
    with small_pages():
        output = make(folder, tmp_path / "out")
    pages = pages_in(output)
    several = turned(pages, "en/codelists/first.html")
    assert len(several) > 1
    links = {one.get("href", "") for name in several for one in pages[name].of("a")}
    assert {f"../codes/list-{n}-c.html" for n in range(9)} <= links
    assert broken_links(pages, output) == []


def test_a_sum_is_of_all_also_where_a_page_shows_the_first_alone(tmp_path: Path) -> None:
    folder = named(tmp_path / "in", {f"p{n}": {"en": f"P {n}"} for n in range(6)})
    for n in range(6):
        coded(folder / f"p{n}/data", "sdg: 6.1.1")
    with small_pages():
        output = make(folder, tmp_path / "out")
    heads = rows_of(output, ["en/codes/sdg-6.1.1.html"], "What adds up: communes")
    assert len(heads) == 4 + 1
    said = "".join(pages_in(output)["en/codes/sdg-6.1.1.html"].words)
    assert "4 of 6 indicators" in said
    for language, separator in (("en", ","), ("fr", ";"), ("nl", ";")):
        with (output / language / "codes/sdg-6.1.1.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=separator))
        assert [row["folder"] for row in rows] == [f"p{n}" for n in range(6)]
        assert {row["target"] for row in rows} == {"3"}
    (total,) = re.findall(r'<tr class="total">.*?</tr>', (output / "en/codes/sdg-6.1.1.html").read_text("utf-8"))
    assert ">18</td>" in total
    assert broken_links(pages_in(output), output) == []


def test_every_link_leads_somewhere_in_every_language(made: Path, pages: dict[str, Tags]) -> None:
    assert broken_links(pages, made) == []
    own = {code: {name[3:] for name in pages if name.startswith(f"{code}/")} for code in NAMES}
    assert own["en"] == own["fr"] == own["nl"]
    for name, page in pages.items():
        if name[:3] in ("en/", "fr/", "nl/"):
            others = {one["hreflang"] for one in page.of("a") if "hreflang" in one}
            assert others == set(NAMES), name
