"""Two counts of one thing, on whichever pages they stand, are the same, or a page that has one of them says why not."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT
from site_pages import made_site

from cic.analysis.actuals import all_who_report
from cic.analysis.outstanding import missing
from cic.analysis.progress import CommuneTarget, commune_targets
from cic.model.programme import Programme
from cic.model.stay import ALWAYS
from cic.storage.folder import Folder
from cic.storage.loader import load

DATA = (
    ROOT / "data",
    ROOT / "cic/scaffold/demo",
    ROOT / "tests/worlds/safe_water",
    ROOT / "tests/worlds/city_services",
)


class Site(NamedTuple):
    """A site, and the programme from which it was made, at the end of the year that its first page is about."""

    folder: Path
    programme: Programme
    year: int

    def page(self, path: str) -> str:
        return (self.folder / "en" / path).read_text("utf-8")

    def words(self, path: str) -> str:
        return words(self.page(path))

    def targets(self, year: int) -> list[CommuneTarget]:
        found = (commune_targets(self.programme, one, year) for one in self.programme.each_indicator())
        return [target for targets in found for target in targets]


@pytest.fixture(scope="module", params=DATA, ids=lambda path: path.name)
def site(request, tmp_path_factory) -> Site:
    folder = made_site(tmp_path_factory.mktemp("site") / "public", request.param)
    programme = load(Folder(request.param), datetime.date(2024, 6, 30)).programme
    title = re.search(r"Situation at</dt><dd>.*?(\d{4})", (folder / "en/index.html").read_text("utf-8"))
    assert title is not None
    return Site(folder, programme, int(title[1]))


def words(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", re.sub(r"<details.*?</details>", "", page, flags=re.S))))


def strip(page: str) -> dict[str, str]:
    """The figures at the head, by their names; of years without the year."""
    (found,) = re.findall(r'<dl class="strip">(.*?)</dl>', page, re.S)
    tiles = re.findall("<dt>(.*?)</dt><dd.*?>(.*?)</dd>", found, re.S)
    return {re.sub(r" at the end of.*| in \d.*", "", words(name)).strip(): words(said).strip() for name, said in tiles}


def rows(page: str, key: str) -> list[list[str]]:
    """The cells of the table that has a column of that name."""
    for table in re.findall(r"<table.*?</table>", page, re.S):
        if key in [words(head).strip() for head in re.findall(r'<th scope="col".*?</th>', table, re.S)]:
            return [
                [words(cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
                for row in re.findall(r"<tr.*?</tr>", table, re.S)
            ]
    return []


def first_number(said: str) -> int:
    found = re.match(r"\d+", said)
    return int(found[0]) if found else 0


def due_and_open(said: str) -> tuple[int, int]:
    """How many targets are due, and of how many nothing was reported, of whatever tells it."""
    due = re.search(r"(?:\d+ of )?(\d+)(?: targets?)?(?: reached| due)", said)
    open = re.search(r"(\d+) not reported|not reported: (\d+)", said)
    if due is None:
        return 0, 0
    if re.search(r"reached", said) is None:
        return int(due[1]), int(due[1])
    return int(due[1]), int(open[1] or open[2]) if open else 0


def told(said: str) -> int:
    """By how many the values missing are more than the targets not reported, as the page tells it."""
    more = sum(
        int(n) for n in re.findall(r"(\d+) (?:without a target of their own|of targets reported for some)", said)
    )
    return more - sum(int(n) for n in re.findall(r"(\d+) of which no value is asked any more", said))


def asked(site: Site) -> set[str]:
    of_each = [one.value for one in site.programme.each_indicator() if one.value.level == "commune"]
    return {id for one in of_each for id in all_who_report(site.programme, one)}


def by_commune(site: Site, year: int) -> Iterator[tuple[str, int, int, int]]:
    """Each commune of whom values are asked: its targets due, those not reported, its values missing; by the model."""
    targets = [one for one in site.targets(year) if one.value is not None]
    due = Counter(one.commune for one in targets)
    open = Counter(one.commune for one in targets if one.observed is None)
    owed = {one.commune: len(one.indicators) for one in missing(site.programme, year) if one.commune}
    for id in sorted(asked(site)):
        yield id, due[id], open[id], owed.get(id, 0)


def test_a_commune_owes_what_it_was_not_heard_of_or_its_page_says_why(site: Site) -> None:
    for id, due, open, owed in by_commune(site, site.year):
        said = strip(site.page(f"communes/{id}.html"))
        assert due_and_open(said["Targets due"]) == (due, open), id
        assert first_number(said["Values missing"]) == owed, id
        assert open + told(" ".join(said.values())) == owed, (id, said)


def test_the_list_of_the_first_page_counts_as_the_page_of_each_does(site: Site) -> None:
    home = site.page("index.html")
    listed = re.search(r'<dl class="by-region">(.*?)</dl>', home, re.S)
    assert listed is not None
    told_of = {id: words(said) for id, said in re.findall(r'<dd><a href="communes/(.*?)\.html">(.*?)</dd>', listed[1])}
    stays = site.programme.stays["commune"]
    for id, due, open, _ in by_commune(site, site.year):
        assert due_and_open(told_of[id]) == (due, open), id
    for id in site.programme.participants.keys() - asked(site):
        gone = stays.get(id, ALWAYS).gone
        if gone is None or gone > site.year:
            assert "no values are asked of it" in told_of[id]
            assert strip(site.page(f"communes/{id}.html"))["Values"] == "no values are asked of it"


@pytest.mark.parametrize("of_year", [False, True], ids=["home", "year"])
def test_what_is_missing_in_all_is_what_was_not_reported_or_the_page_says_why(site: Site, of_year: bool) -> None:
    for year in [year for year in site.programme.years if year <= site.year] if of_year else [site.year]:
        path = f"years/{year}.html" if of_year else "index.html"
        page = site.page(path)
        counts = list(by_commune(site, year))
        in_table = {cells[1]: int(cells[2]) for cells in rows(page, "Values missing")[1:] if cells[1]}
        names = {id: one.value.name for id, one in site.programme.participants.items()}
        assert in_table == {names[id]: owed for id, _, _, owed in counts if names[id] in in_table}
        assert sum(in_table.values()) == sum(owed for _, _, _, owed in counts)
        notes = [words(one) for one in re.findall('<p class="note">.*?</p>', page, re.S)]
        reasons = [one for one in notes if "not among the" in one]
        open, owed = (sum(one[n] for one in counts) for n in (2, 3))
        # the first page says it below the list that counts targets and below the table that counts values
        times = 1 if of_year else 2
        assert open * times + told(" ".join(reasons)) == owed * times, (year, reasons)


def test_a_partnership_counts_what_its_communes_do(site: Site) -> None:
    targets = [one for one in site.targets(site.year) if one.value is not None]
    table = {cells[0]: cells for cells in rows(site.page("partnerships/index.html"), "Targets due")[1:]}
    for one in site.programme.partnerships.values():
        page = site.page(f"partnerships/{one.id}.html")
        said = strip(page)
        own = [target for target in targets if target.commune in one.participants]
        owed = [each for each in missing(site.programme, site.year) if each.partnership == one.id]
        due, open = due_and_open(said["Targets due"])
        if due == len(own):  # of one that carries on after others there are theirs, too
            assert open == sum(target.observed is None for target in own)
        assert first_number(said["Values missing"]) == sum(len(each.indicators) for each in owed)
        of_itself = sum(len(each.indicators) for each in owed if not each.commune)
        assert open + told(" ".join(said.values())) + of_itself == first_number(said["Values missing"]), (one.id, said)
        assert int(table[one.called][1]) == due


def test_indicators_stand_as_the_first_page_and_the_page_of_the_year_count_them(site: Site) -> None:
    found: Counter[str] = Counter()
    for one in site.programme.each_indicator():
        found[strip(site.page(f"indicators/{one.id}.html"))["Status"].partition(" ")[2]] += 1
    (latest, *_) = sorted((site.folder / "en" / "years").glob("[0-9]*.html"), reverse=True)
    for path in ("index.html", f"years/{latest.name}"):
        table = rows(site.page(path), "Indicators")
        assert {cells[0].partition(" ")[2]: int(cells[1]) for cells in table[1:]} == found


def test_an_indicator_is_reported_by_as_many_as_the_report_says(site: Site) -> None:
    table = site.words("results/index.html")
    for one in site.programme.each_indicator():
        made = strip(site.page(f"indicators/{one.id}.html"))["Reported by"]
        assert made in table, one.id


def test_as_many_findings_are_listed_as_the_first_page_says(site: Site) -> None:
    count = re.search(r"place by place: (\d+)", site.words("index.html"))
    assert len(rows(site.page("findings/index.html"), "Finding")[1:]) == (int(count[1]) if count else 0)
