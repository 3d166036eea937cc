"""What stands first on the page of a partnership and of a commune, and what things are called there."""

from __future__ import annotations

import datetime
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT
from site_pages import made_site

from cic.analysis.outstanding import missing
from cic.language import language_of
from cic.pages.annual.partnerships import standings
from cic.pages.annual.question import Question
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
PROGRAMME = load(Folder(DEMO), datetime.date(2024, 6, 30)).programme
STANDINGS = {one.id: one for one in standings(PROGRAMME, Question(2023))}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return made_site(tmp_path_factory.mktemp("site") / "public", DEMO)


def strip(page: Path) -> dict[str, str]:
    """The names and figures of the strip at the head."""
    (found,) = re.findall(r'<dl class="strip">(.*?)</dl>', page.read_text("utf-8"), re.DOTALL)
    tiles = re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", found, re.DOTALL)
    return {name: unescape(re.sub("<[^>]*>", " ", said)).replace("\u00a0", " ") for name, said in tiles}


@pytest.mark.parametrize("id", STANDINGS)
def test_a_partnership_says_first_how_it_stands_what_it_spent_and_what_it_owes(id: str, demo: Path) -> None:
    said = strip(demo / "en" / "partnerships" / f"{id}.html")
    one, english = STANDINGS[id], language_of("en")
    assert f"{len(one.met)} of {len(one.decided)} reached" in said["Targets due at the end of 2023"]
    assert one.money.spent is not None
    assert one.money.budget is not None
    for amount in (one.money.spent, one.money.budget):
        assert english.amount(amount) in said["Spent since the start"]
    assert f"yearly accounts: {one.money.reported_by} of {one.money.expected}" in said["Spent since the start"]
    owed = [each for each in missing(PROGRAMME, 2023) if each.partnership == id]
    count = sum(len(each.indicators) for each in owed)
    assert said["Values missing"].split()[0] == (str(count) if count else "nothing")
    for each in owed:
        if each.indicators and each.commune:
            assert (
                f"{PROGRAMME.participants[each.commune].value.name}: {len(each.indicators)}" in said["Values missing"]
            )
    years = sorted({year for each in owed for year in each.accounts})
    assert said.get("Years without accounts", "").strip() == ", ".join(map(str, years))


def test_somebody_of_the_demo_owes_accounts_and_somebody_values(demo: Path) -> None:
    said = [strip(demo / "en" / "partnerships" / f"{id}.html") for id in STANDINGS]
    assert strip(demo / "en" / "communes" / "testopolis.html")["Values missing"].strip() == "nothing"
    assert any("Dummara: 5" in one["Values missing"] for one in said)
    assert any("Years without accounts" in one for one in said)


def test_a_commune_says_the_same_of_itself(demo: Path) -> None:
    for id, owner in (("dummara", "verzonnegem-dummara"), ("fableville", "northsample-fableville")):
        said = strip(demo / "en" / "communes" / f"{id}.html")
        due = [one for one in STANDINGS[owner].decided if one.commune == id]
        met = sum(bool(one.is_met) for one in due)
        expected = f"{met} of {len(due)} reached" if any(one.observed for one in due) else "not reported"
        assert expected in said["Targets due at the end of 2023"]
        assert language_of("en").amount(STANDINGS[owner].money.spent) in said["Spent by its partnership"]
        (owed,) = [len(one.indicators) for one in missing(PROGRAMME, 2023) if one.commune == id]
        assert said["Values missing"].split()[0] == str(owed)


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_what_a_commune_belongs_to_is_called_by_its_name(code: str, demo: Path) -> None:
    text = (demo / code / "communes" / "dummara.html").read_text("utf-8")
    link = '<a href="../partnerships/verzonnegem-dummara.html">Verzonnegem – Dummara</a></td>'
    assert text.count(link) == 1
    merged = (demo / code / "communes" / "testopolis.html").read_text("utf-8")
    assert '<a href="../communes/nullepart.html">Nullepart</a></td>' in merged


def test_tables_of_partnerships_and_corrections_name_them(demo: Path) -> None:
    name = '<a href="../partnerships/mockdorp-nullepart-testopolis.html">Mockdorp – Nullepart – Testopolis</a></th>'
    for page in ("partnerships/index.html", "money/index.html", "years/2023.html", "communes/testopolis.html"):
        assert name in (demo / "en" / page).read_text("utf-8"), page
    money = (demo / "en" / "money" / "index.html").read_text("utf-8")
    assert re.search(r'<td class="text[^>]*><a href="../partnerships/verzonnegem-dummara.html">', money)


def test_notes_and_findings_name_communes(demo: Path) -> None:
    text = (demo / "en" / "communes" / "dummara.html").read_text("utf-8")
    assert "there is a target for 6 of 8 communes, none for Tardiville, Dummara" in text
    partnerships = (demo / "en" / "partnerships" / "index.html").read_text("utf-8")
    assert "Merged: Testopolis into Nullepart" in partnerships
    assert "testopolis into" not in partnerships


def test_a_stranger_finds_what_proves_an_indicator_and_what_is_wrong(demo: Path) -> None:
    for code, said in (("en", "Proved by: "), ("fr", "Preuves : "), ("nl", "Bewijzen: ")):
        text = (demo / code / "indicators" / "OS.1.html").read_text("utf-8")
        assert f'<p class="owner">{said}' in text.partition('class="strip"')[0], code
        overview = (demo / code / "index.html").read_text("utf-8")
        assert re.search(r'<p class="owner"><a href="findings/index.html">[^<]*: \d+</a></p>', overview), code


def table_of(page: str, id: str) -> list[list[str]]:
    (found,) = re.findall(rf'<table[^>]*aria-labelledby="{id}".*?</table>', page, re.DOTALL)
    cells = [re.findall("<t[hd].*?</t[hd]>", row, re.DOTALL) for row in re.findall("<tr.*?</tr>", found, re.DOTALL)]
    return [[unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in row] for row in cells]


@pytest.mark.parametrize("id", sorted(PROGRAMME.participants))
def test_what_a_commune_owes_stands_first_in_words_and_since_when(id: str, demo: Path) -> None:
    page = (demo / "en" / "communes" / f"{id}.html").read_text("utf-8")
    owed = [one for one in missing(PROGRAMME, 2023) if one.commune == id]
    expected = [one for each in owed for one in each.indicators], [one for each in owed for one, _ in each.to_confirm]
    if not any(expected):
        assert "What is still owed" not in page
        return
    heads, *rows = table_of(page, "t-0")
    assert heads[:2] == ["Id", "Indicator"]
    assert [row[0] for row in rows] == [*expected[0], *expected[1]]
    assert [row[-1].startswith("to be reported") for row in rows] == [True] * len(expected[0]) + [False] * len(
        expected[1]
    )
    for row in rows:
        promised = PROGRAMME.indicators[row[0]].value.all_targets
        assert int(row[2]) in promised
        assert not [year for year in promised if int(row[2]) < year <= 2023]
    ways = re.findall(r'<li><a href="#(t-\d+)">', page)
    assert ways
    assert all(f'id="{one}"' in page for one in ways)


def test_a_list_for_narrow_screens_leads_to_the_same_pages(demo: Path) -> None:
    (listed,) = re.findall(r'<dl class="by-row">.*?</dl>', (demo / "en" / "index.html").read_text("utf-8"), re.DOTALL)
    assert '<dt><a href="communes/dummara.html">Dummara</a></dt>' in listed
    assert '<a href="indicators/OS.1.html">OS.1</a>' in listed


def test_who_looks_at_money_finds_whose_accounts_are_missing(demo: Path) -> None:
    count = sum(len(one.accounts) for one in missing(PROGRAMME, 2023))
    assert count
    for code, said in (
        ("en", "Accounts that are missing, and whose:"),
        ("fr", "Comptes manquants, et de qui :"),
        ("nl", "Ontbrekende rekeningen, en van wie:"),
    ):
        page = unescape((demo / code / "money" / "index.html").read_text("utf-8")).replace("\u00a0", " ")
        assert f'<a href="../index.html#s-missing">{said} {count}</a>' in page
        assert 'id="s-missing"' in (demo / code / "index.html").read_text("utf-8")


def test_what_is_wrong_leads_to_what_it_is_of(demo: Path) -> None:
    page = (demo / "en" / "findings" / "index.html").read_text("utf-8")
    assert re.search(r'data-label="Finding"[^>]*>[^\n]*<a href="\.\./indicators/[\w.]+\.html">', page)
