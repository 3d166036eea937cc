"""The pages over many programmes: every link leads somewhere, nothing comes from elsewhere, and what they say is what
the tables say."""

from __future__ import annotations

import csv
import io
import itertools
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT, posix
from portfolio_sites import DAY, DEMO, STRANGE, make, several, site_of
from portfolios import changed, copies, kept_tables, make_or_die, make_or_fail
from site_pages import Tags, broken_links, everything, pages_in

from cic.analysis.status import Status
from cic.base.errors import UserError
from cic.language import ENGLISH, NAMES, language_of
from cic.pages.tables import Bound, State, Term, words
from cic.portfolio import sites as sites_module
from cic.portfolio.find import programmes
from cic.portfolio.one import each_programme
from cic.portfolio.shared import each_code
from cic.portfolio.site import build
from cic.portfolio.sites import Sites
from cic.portfolio.summary import report
from cic.portfolio.whole import paths
from cic.storage.folder import Folder
from cic.storage.loader import load
from cic.storage.published import LIST, publish


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return several(tmp_path_factory.mktemp("many") / "in")


@pytest.fixture(scope="module")
def made(folder: Path) -> Path:
    return make(folder, folder.parent / "public")


@pytest.fixture(scope="module")
def pages(made: Path) -> dict[str, Tags]:
    return pages_in(made)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table_in(path: Path) -> list[dict[str, str]]:
    separator = ";" if path.parent.parent.name in ("fr", "nl") else ","
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=separator))


def test_there_is_a_page_of_each_programme_and_each_code_in_every_language(pages: dict[str, Tags]) -> None:
    per_language = {code: {name[3:] for name in pages if name.startswith(f"{code}/")} for code in NAMES}
    assert len(set(map(frozenset, per_language.values()))) == 1
    own = per_language["en"]
    places = {"index.html", *(f"{one}/index.html" for one in ("programmes", "codes", "findings", "tables"))}
    assert places < own
    assert len([name for name in own if name.startswith("programmes/")]) == 1 + 8
    assert len([name for name in own if name.startswith("codes/")]) == 1 + 3


def test_every_link_leads_somewhere_within_the_folder(pages: dict[str, Tags], made: Path) -> None:
    assert broken_links(pages, made) == []


def test_every_page_of_the_overview_is_reached(pages: dict[str, Tags]) -> None:
    """From the first page of a language each programme and each code that adds up, and from the places the others."""
    for name in pages:
        if name.startswith(("en/programmes/", "en/codes/")) and not name.endswith("index.html"):
            place = name.split("/")[1]
            links = {a.get("href", "") for a in pages[f"en/{place}/index.html"].of("a")}
            assert f"../{name[3:]}" in links, name


def test_every_page_has_its_landmarks_and_its_headings_in_order(pages: dict[str, Tags]) -> None:
    for name, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (name, levels)
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), name


def test_no_page_runs_or_fetches_anything_from_elsewhere(pages: dict[str, Tags]) -> None:
    for name, page in pages.items():
        (policy,) = [a["content"] for a in page.of("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), name
        assert all("src" in a for a in page.of("script")), name
        assert not page.of("img", "iframe", "object", "form"), name
        assert not [a for _, a in page.tags if any(key.startswith("on") for key in a)], name


def test_what_strangers_wrote_is_text(pages: dict[str, Tags], made: Path) -> None:
    assert any(STRANGE in "".join(page.words) for page in pages.values())
    assert not [name for name, page in pages.items() if page.of("b")]
    for path in made.rglob("*.csv"):
        assert not [row for row in table_in(path) if any((cell or "").startswith("=") for cell in row.values())], path


def test_no_data_of_persons_stand_in_any_file(made: Path) -> None:
    personal: set[str] = set()
    for one in load(Folder(DEMO), DAY).programme.participants.values():
        personal.update((*one.value.telephones, *one.value.emails))
        for person in one.value.contacts.values():
            personal.update((person.name, *person.telephones, *person.emails))
    assert len(personal) > 20
    for name, text in everything(made):
        assert not [one for one in personal if one in text], name


def test_each_language_has_the_words_of_its_own(pages: dict[str, Tags]) -> None:
    """But for what the files say, and what is the same in both."""
    heads = {code: pages[f"{code}/index.html"].words for code in NAMES}
    for code, seen in heads.items():
        assert language_of(code).say(words("Money since the start")) in seen
    assert not {"Money of each programme since the start", "Results by shared code"} & set(heads["fr"] + heads["nl"])


def test_what_could_not_be_read_is_counted_and_named(pages: dict[str, Tags]) -> None:
    said = " ".join(pages["en/index.html"].words)
    assert "8 read, 1 could not be read" in said
    assert "Not read, and in no figure" in said
    assert "more digits than the column holds" in said
    assert "budget.yaml" in said
    assert "budget.yaml" in " ".join(pages["en/programmes/spoilt.html"].words)
    assert "en/programmes/refused.html" not in pages


def test_currencies_are_not_mixed(folder: Path, made: Path) -> None:
    with kept_tables(folder, DAY) as opened:
        money = {row["currency"]: row for row in report(*opened, None).table("money").records()}
        each = opened[0].execute(
            "SELECT currency, sum(current), count(*) FROM accounts WHERE year = 'all' AND partnership = '' "
            "AND currency IS NOT NULL GROUP BY currency"
        )
        assert {row[0]: (row[1], row[2]) for row in each.fetchall()} == {
            one: (None if isinstance(row["budget"], State) else Decimal(row["budget"]), row["programmes"])
            for one, row in money.items()
        }
    assert {"EUR", "USD"} <= set(money)
    taken = table_in(made / "en/tables/money.csv")
    assert [row["currency"] for row in taken] == sorted(money)


def test_where_one_would_add_up_it_is_said_what_is_not(pages: dict[str, Tags]) -> None:
    for page in ("index", "programmes/index"):
        said = "".join(pages[f"en/{page}.html"].words)
        assert "Each in its own currency: what is added up by currency stands on the overview." in said
        assert "Results are added up by shared codes alone" in said
    assert "Money of different currencies is not added up." in "".join(pages["en/index.html"].words)


def test_each_indicator_with_a_code_adds_up_or_it_is_said_why_not(folder: Path) -> None:
    with kept_tables(folder, DAY) as opened:
        found = {(one.vocabulary, one.code): one.page for one in each_code(opened[0], None, dict.fromkeys(
            (row[0] for row in opened[0].execute("SELECT folder FROM programmes").fetchall()), "x"
        ))}  # fmt: skip
        coded = opened[0].execute("SELECT vocabulary, code, folder, indicator FROM codes").fetchall()
    seen = []
    for of, page in found.items():
        for table in page.tables:
            rows = list(table.records())
            if table.key == "adds_up":
                *rows, whole_row = rows
                values = [row["value"] for row in rows if not isinstance(row["value"], State)]
                assert whole_row["value"] == (sum(values, Decimal(0)) if values else State.NOT_REPORTED)
                if any(isinstance(row["value"], State) for row in rows) and values:
                    assert isinstance(whole_row["value"], Bound)
                assert all(isinstance(row["status"], Status) for row in rows)
            else:
                assert all(str(row["reason"]) for row in rows)
            seen += [(*of, row["folder"].word, row["indicator"]) for row in rows if isinstance(row["folder"], Term)]
    assert sorted(seen) == sorted(coded)
    alone = list(found["sdg", "6.1.1"].table("alone").records())
    assert [row["folder"].word for row in alone] == ["in/c"]


def test_the_page_of_a_programme_says_what_its_tables_say(folder: Path) -> None:
    with kept_tables(folder, DAY) as opened:
        connection = opened[0]
        ones = list(each_programme(connection, None))
        folders = [row[0] for row in connection.execute("SELECT folder FROM programmes ORDER BY folder").fetchall()]
        assert [one.folder for one in ones] == folders
        for one in ones:
            keys = [table.key for table in one.page.tables]
            for key, query in {
                "results": "SELECT count(*) FROM progress JOIN (SELECT folder, report_year::INTEGER AS year "
                "FROM programmes) USING (folder, year) WHERE folder = ?",
                "accounts": "SELECT count(*) FROM accounts WHERE partnership = '' AND folder = ?",
                "findings": "SELECT count(*) FROM findings WHERE folder = ?",
                "codes": "SELECT count(*) FROM codes WHERE folder = ?",
            }.items():
                (counted,) = connection.execute(query, (one.folder,)).fetchone()
                assert (len(one.page.table(key).rows) if key in keys else 0) == counted, (one.folder, key)


def test_long_lists_of_findings_say_how_many_they_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cic.portfolio import one

    query = one._QUERIES["findings"].replace(f"<= {one.MOST_FINDINGS}", "<= 3")
    monkeypatch.setitem(one._QUERIES, "findings", query)
    with kept_tables(folder, DAY) as opened:
        found = {one.folder: one.page for one in each_programme(opened[0], None)}
        all_of = dict(opened[0].execute("SELECT folder, count(*) FROM findings GROUP BY folder").fetchall())
    table = found["demo"].table("findings")
    assert len(table.rows) == 3
    assert f"3 of {all_of['demo']}" in str(table.notes[0])


def test_all_findings_are_taken_away(folder: Path, made: Path) -> None:
    with kept_tables(folder, DAY) as opened:
        (counted,) = opened[0].execute("SELECT count(*) FROM findings").fetchone()
    assert len(table_in(made / "tables/findings.csv")) == counted > 5


def test_the_same_programmes_and_day_give_the_same_bytes(folder: Path, made: Path, tmp_path: Path) -> None:
    again = shutil.copytree(folder, tmp_path / "in")
    assert bytes_in(make(again, tmp_path / "site")) == bytes_in(made)


def test_every_page_says_of_which_state_it_is(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "b")

    def state() -> str:
        text = (make(folder, tmp_path / "site") / "en/index.html").read_text("utf-8")
        return re.search(r"state ([0-9a-f]{12})", text)[1]

    first = state()
    assert state() == first
    changed(folder / "b/data/budget.yaml", "30.00", "31.00")
    assert state() != first


def test_a_next_run_takes_away_what_is_gone_and_touches_nothing_else(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "b")
    output = make(folder, tmp_path / "site")
    (output / "mine.txt").write_text("mine")
    shutil.rmtree(folder / "b")
    make(folder, output)
    assert not list(output.rglob("b.html"))
    assert (output / "mine.txt").read_text() == "mine"
    fresh = bytes_in(make(folder, tmp_path / "fresh"))
    assert {name: content for name, content in bytes_in(output).items() if name != "mine.txt"} == fresh
    (output / "en/index.html").write_text("changed")
    with pytest.raises(UserError, match="changed since"):
        make(folder, output)


def test_an_address_gives_a_map_of_all_pages(folder: Path, tmp_path: Path) -> None:
    output = make(folder, tmp_path / "site", "https://example.org/all/")
    listed = set(re.findall("<loc>(.*?)</loc>", (output / "sitemap.xml").read_text("utf-8")))
    names = {path.relative_to(output).as_posix() for path in output.rglob("*.html")} - {"index.html", "404.html"}
    assert listed == {f"https://example.org/all/{name}" for name in names}


def test_names_of_folders_that_are_alike_have_pages_of_their_own(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "Ä b", "A b", "a-b", "con", "index")
    output = make(folder, tmp_path / "site")
    names = sorted(path.name for path in (output / "en/programmes").iterdir())
    assert len(names) == 6
    assert len({name.lower() for name in names}) == 6
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", name) for name in names)
    assert broken_links(pages_in(output), output) == []


def test_the_site_of_each_programme_is_its_own_site(cic, tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "b")
    changed(folder / "b/data/budget.yaml", "30.00", "31.00")
    with kept_tables(folder, DAY) as opened:
        site = site_of(opened, with_sites=True)
        sites = Sites(programmes([folder]), site.programmes, DAY, ENGLISH)
        publish(tmp_path / "site", [*paths(site), *sites.paths()], itertools.chain(build(site), sites.files()))
    for name in "ab":
        ran = cic("site", tmp_path / name, "--data", folder / name / "data", "--as-of", DAY)
        assert ran.code == 0
        own = {one: content for one, content in bytes_in(tmp_path / name).items() if one != LIST}
        assert bytes_in(tmp_path / "site/sites" / name) == own
        links = [a.get("href") for a in pages_in(tmp_path / "site")[f"en/programmes/{name}.html"].of("a")]
        assert f"../../sites/{name}/index.html" in links
    assert broken_links(pages_in(tmp_path / "site"), tmp_path / "site") == []


@pytest.mark.parametrize("work", [make_or_die, make_or_fail])
def test_a_site_that_cannot_be_made_is_named_and_harms_no_other(
    cic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[..., object]
) -> None:
    folder = copies(tmp_path / "in", "a", "b", "deadly")
    monkeypatch.setattr(sites_module, "cores", lambda: 2)
    options = ("--output", tmp_path / "site", "--cache", tmp_path / "kept", "--as-of", DAY, "--lang", "en")
    ran = cic("portfolio", "site", folder, *options, "--sites")
    assert (ran.code, ran.err) == (0, "")
    before = bytes_in(tmp_path / "site/sites")
    monkeypatch.setattr(sites_module, "make_site", work)
    ran = cic("portfolio", "site", folder, *options, "--sites")
    assert ran.code == 1
    assert "deadly: its site could not be made: " in ran.err
    assert "sites that could not be made: 1 of 3" in ran.err
    after = bytes_in(tmp_path / "site/sites")
    assert after == {name: content for name, content in before.items() if not name.startswith("deadly/")}
    pages = pages_in(tmp_path / "site")
    assert "could not be made" in " ".join(pages["en/programmes/deadly.html"].words)
    assert broken_links(pages, tmp_path / "site") == []


def test_a_portfolio_of_which_nothing_is_read_has_its_pages(tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "refused")
    changed(folder / "refused/data/logframe.yaml", "value: 3", "value: 3.0000000000001")
    output = make(folder, tmp_path / "site")
    assert "0 read, 1 could not be read" in (output / "en/index.html").read_text("utf-8")
    assert broken_links(pages_in(output), output) == []


def test_where_no_indicator_of_any_programme_can_be_read_there_are_pages(cic, tmp_path: Path) -> None:
    copies(tmp_path / "many", "a")
    (tmp_path / "many/a/data/logframe.yaml").write_text("- broken\nhere: [\n")
    (tmp_path / "many/a/data/programme.yaml").write_text("- broken\nhere: [\n")
    ran = cic("portfolio", "site", tmp_path / "many", "--output", tmp_path / "out", "--cache", tmp_path / "kept")
    assert ran.code == 1, ran.err
    assert "logframe.yaml" in (tmp_path / "out/en/index.html").read_text()


def test_the_command_writes_it_and_says_what_is_no_matter_of_it(cic, tmp_path: Path) -> None:
    folder = copies(tmp_path / "in", "a", "b")
    common = (folder, "--cache", tmp_path / "kept" / "x.duckdb", "--as-of", DAY, "--lang", "fr")
    ran = cic("portfolio", "site", *common, "--output", tmp_path / "site")
    assert (ran.code, ran.err) == (0, "")
    assert "index.html" in ran.out
    assert "url=fr/index.html" in (tmp_path / "site/index.html").read_text("utf-8")
    for wrong in (
        ("site", folder),
        ("site", folder, "--output", tmp_path / "x", "--format", "csv"),
        ("site", folder, "--output", tmp_path / "x", "--table", "money"),
        ("site", folder, "--output", tmp_path / "x", "--base-url", "nonsense"),
        ("report", folder, "--sites"),
        ("validate", folder, "--base-url", "https://example.org/"),
    ):
        ran = cic("portfolio", *wrong, "--cache", tmp_path / "kept" / "x.duckdb")
        assert (ran.code, ran.out) == (2, ""), wrong
    assert not (tmp_path / "x").exists()
    changed(folder / "a/data/logframe.yaml", "value: 3", "value: 3.0000000000001")
    assert cic("portfolio", "site", *common, "--output", tmp_path / "site").code == 1


KILLED = """
import os, signal, sys
from cic.storage import published

def write(path, content):
    written.append(path)
    if len(written) == after:
        os.kill(os.getpid(), signal.SIGKILL)
    real(path, content)

after = int(sys.argv[1])
written, real, published.replace_one_of_many = [], published.replace_one_of_many, write
sys.argv[:2] = ["cic"]
from cic.cli import main
main()
"""


def command(folder: Path, output: Path) -> Iterator[str]:
    yield from ("portfolio", "site", str(folder), "--output", str(output), "--as-of", str(DAY), "--lang", "en")
    yield from ("--cache", str(folder.parent / "kept" / "x.duckdb"))


@posix
@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 8, 30])
def test_after_one_that_was_killed_the_next_run_is_right(tmp_path: Path, after: int) -> None:
    folder, output = copies(tmp_path / "in", "a", "b"), tmp_path / "site"
    ran = subprocess.run([sys.executable, "-c", KILLED, str(after), *command(folder, output)], capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    subprocess.run([sys.executable, "-m", "cic", *command(folder, output)], check=True, cwd=ROOT)
    assert bytes_in(output) == bytes_in(make(folder, tmp_path / "fresh"))


@pytest.mark.slow
def test_two_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    folder, output = copies(tmp_path / "in", "a", "b"), tmp_path / "site"
    several = [subprocess.Popen([sys.executable, "-m", "cic", *command(folder, output)], cwd=ROOT) for _ in range(2)]
    assert [one.wait() for one in several] == [0, 0]
    assert bytes_in(output) == bytes_in(make(folder, tmp_path / "fresh"))
