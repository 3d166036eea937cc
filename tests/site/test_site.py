"""The whole site of the fictional programme: every link leads somewhere, nothing comes from elsewhere, and what it says
is what the report says."""

from __future__ import annotations

import base64
import datetime
import importlib.util
import itertools
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT
from site_pages import Tags, broken_links, everything, pages_in

from cic.language import language_of
from cic.pages.show import known
from cic.storage.folder import Folder
from cic.storage.loader import load
from cic.storage.provenance import Witness

DEMO = ROOT / "cic" / "scaffold" / "demo"
DAY = "2024-06-30"


def make(folder: Path, data: Path, *options: str) -> Path:
    """The site of a data folder."""
    command = [sys.executable, "-m", "cic", "site", folder, "--data", data, "--as-of", DAY, "--lang", "en", *options]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("site") / "public", DEMO)


@pytest.fixture(scope="module")
def pages(demo: Path) -> dict[str, Tags]:
    return pages_in(demo)


def test_there_is_a_page_of_everything_in_every_language(pages: dict[str, Tags]) -> None:
    per_language = {code: {name[3:] for name in pages if name.startswith(f"{code}/")} for code in ("en", "fr", "nl")}
    assert per_language["en"] == per_language["fr"] == per_language["nl"]
    for name in (
        "index.html", "years/2023.html", "indicators/R1.1.html", "partnerships/northsample-fableville.html",
        "communes/dummara.html", "documents/plan.html", "results/R1.html", "money/index.html", "findings/index.html",
        "about/index.html",
    ):  # fmt: skip
        assert name in per_language["en"], name


def test_every_link_leads_somewhere_within_the_folder(pages: dict[str, Tags], demo: Path) -> None:
    assert broken_links(pages, demo) == []


def test_every_page_has_its_landmarks_and_its_headings_in_order(pages: dict[str, Tags]) -> None:
    for name, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (name, levels)
        assert len(page.of("main")) == 1, name
        ids = [a["id"] for _, a in page.tags if "id" in a]
        assert len(ids) == len(set(ids)), name
        assert page.of("html")[0]["lang"] == (name[:2] if "/" in name else "en")


def test_what_a_code_of_a_country_is_stands_beside_it_wherever_it_stands(demo: Path) -> None:
    told = {
        "en": "country code of ISO 3166-1", "fr": "code de pays ISO 3166-1", "nl": "landcode van ISO 3166-1",
    }  # fmt: skip
    for code, said in told.items():
        written = f'<abbr class="country" title="{said}">XF</abbr>'
        for name in ("index.html", "about/index.html", "communes/dummara.html", "communes/index.html"):
            page = (demo / code / name).read_text("utf-8")
            # “country: XF” of a history says itself what it is
            shown = re.findall(r"(?:[>(]|(?<!:) )XF\b", re.sub(r"<desc.*?</desc>", "", page))
            assert shown, name
            assert page.count(written) == len(shown), (code, name)


def test_every_page_says_of_which_revision_it_is(pages: dict[str, Tags]) -> None:
    witness = Witness(Folder(DEMO))
    list(witness.files())
    revision = {code: language_of(code).say(witness.revision()) for code in ("en", "fr", "nl")}
    for name, page in pages.items():
        if "/" in name:
            language = language_of(name[:2])
            assert any(revision[language.code] in word for word in page.words), name
            assert any(language.date(datetime.date.fromisoformat(DAY)) in word for word in page.words), name


def test_no_page_runs_or_fetches_anything_from_elsewhere(pages: dict[str, Tags], demo: Path) -> None:
    for name, page in pages.items():
        (policy,) = [a["content"] for a in page.of("meta") if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; "), name
        assert all("src" in a for a in page.of("script")), name
        assert not [a for _, a in page.tags if any(key.startswith("on") for key in a)], name
    for path in demo.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert not re.search(
                r"https?://|@import|url\(|fetch\(|XMLHttpRequest|\bimport\b", path.read_text("utf-8")
            ), path


def personal_in(data: Path) -> set[str]:
    """Names, telephones and addresses of persons and of offices, as the files have them."""
    found: set[str] = set()
    for one in load(Folder(data), datetime.date.fromisoformat(DAY)).programme.participants.values():
        found.update((*one.value.telephones, *one.value.emails))
        for person in one.value.contacts.values():
            found.update((person.name, *person.telephones, *person.emails))
    return found


def test_no_data_of_persons_stand_in_any_file_unless_they_are_asked_for(demo: Path, tmp_path: Path) -> None:
    personal = personal_in(DEMO)
    assert len(personal) > 20
    for name, text in everything(demo):
        assert not [one for one in personal if one in text], name
    asked_for = "".join(text for _, text in everything(make(tmp_path / "site", DEMO, "--contacts")))
    assert all(one in asked_for for one in personal)


def test_the_same_revision_and_day_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    again = make(tmp_path / "site", DEMO)
    first, second = (
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (demo, again)
    )
    assert first == second


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_every_figure_of_the_report_is_on_the_page_of_the_year(code: str, demo: Path, pages: dict[str, Tags]) -> None:
    """What JSON says of the year stands in the page of the year, as the language writes it, table by table."""
    language = language_of(code)
    report = json.loads((demo / code / "tables" / "report.json").read_text("utf-8"))
    words = Counter(word.strip() for word in pages[f"{code}/years/2023.html"].words)
    figures = [
        (table["key"], column, value)
        for table in report["tables"]
        for row in table["rows"]
        for column, value in row.items()
        if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d\d", value)
    ]
    assert len(figures) > 100
    text = " ".join(words)
    for key, column, value in figures:
        shown = {
            language.amount(Decimal(value)),
            language.number(Decimal(value)),
            f"{language.number(Decimal(value))} %",
        }
        assert any(one in text for one in shown), (key, column, value)


def test_figures_of_a_drawing_stand_in_the_table_below_it(pages: dict[str, Tags], demo: Path) -> None:
    """Each line over the years names its figures, and each of them is in the table of the same page."""
    for path in sorted((demo / "en" / "indicators").glob("*.html")):
        text = path.read_text("utf-8")
        drawn = re.search(r'<desc id="c-path-0-desc">(.*?)</desc>', text)
        if path.name == "index.html" or drawn is None:
            continue
        rows = dict(re.findall(r'<tr><th scope="row" class="word">(\d{4})</th>(.*?)</tr>', text))
        for one in drawn[1].split("; "):
            year, _, said = one.partition(": ")
            for figure in re.findall(r"(?:Due|Reported) (\S[^,]*)", said):
                assert f">{figure}" in rows[year], (path.name, one)


def test_a_base_url_leads_from_everywhere_and_lists_every_page(tmp_path: Path) -> None:
    folder = make(tmp_path / "site", DEMO, "--base-url", "https://example.org/programme")
    gone = Tags((folder / "404.html").read_text("utf-8"))
    assert all(a["href"].startswith("https://example.org/programme/") for a in gone.of("a", "link"))
    listed = set(
        re.findall("<loc>https://example.org/programme/(.*?)</loc>", (folder / "sitemap.xml").read_text("utf-8"))
    )
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} - {"index.html", "404.html"}
    assert listed | {f"{code}/tables/index.html" for code in ("en", "fr", "nl")} == there
    page = Tags((folder / "fr" / "indicators" / "R1.1.html").read_text("utf-8"))
    (canonical,) = [a["href"] for a in page.of("link") if a.get("rel") == "canonical"]
    assert canonical == "https://example.org/programme/fr/indicators/R1.1.html"


def test_what_is_known_from_before_says_so(pages: dict[str, Tags], demo: Path) -> None:
    """In 2020 nobody counted the dumps: the figure is of 2019, on the page of the indicator as in the report."""
    (row,) = re.findall(
        r'<tr><th scope="row" class="word">2020</th>(.*?)</tr>', (demo / "en/indicators/R2.1.html").read_text("utf-8")
    )
    assert ">38 (2019)<" in row
    assert ">0 of 1 (+ 1 older)<" in row
    assert "0 of 1 (+ 1 older)" in pages["en/years/2020.html"].words


def test_people_read_names_and_programs_get_ids(pages: dict[str, Tags], demo: Path) -> None:
    text = (demo / "en/indicators/R1.1.html").read_text("utf-8")
    assert '<a href="../communes/northsample.html">Northsample</a>' in text
    files = [base64.b64decode(one).decode("utf-8-sig") for one in re.findall(r"data:text/csv;[^,]*,([\w+/=]+)", text)]
    assert any(re.search("^northsample,", file, re.MULTILINE) for file in files)
    heading = (demo / "fr/partnerships/northsample-fableville.html").read_text("utf-8")
    assert "<h1>Partenariat Northsample – Fableville</h1>" in heading
    assert '"northsample-fableville' in (demo / "assets" / "search.fr.js").read_text("ascii")


def test_totals_are_marked(demo: Path) -> None:
    text = (demo / "en/money/index.html").read_text("utf-8")
    marked = re.findall(r'<tr class="total">(.*?)</tr>', text)
    assert len(marked) == len(re.findall(r">(?:Total|Sum|Printed for the partners|Not allocated)</t[hd]>", text)) > 5


def test_the_licence_of_the_outlines_stands_on_the_page_about_it_all(tmp_path: Path) -> None:
    """The invented country has no outline; where one is drawn, its source and licence are named."""
    data = tmp_path / "data"
    shutil.copytree(DEMO, data)
    for path in data.rglob("*.yaml"):
        text = re.sub(r"latitude: [-\d.]+", "latitude: 31.6", path.read_text("utf-8"))
        text = re.sub(r"longitude: [-\d.]+", "longitude: -8.0", text)
        path.write_text(text.replace("country: XF", "country: MA"), encoding="utf-8")
    command = [sys.executable, "-m", "cic", "site", tmp_path / "site", "--data", data, "--as-of", DAY, "--lang", "en"]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    for code, said in (("en", "public domain"), ("fr", "domaine public"), ("nl", "publiek domein")):
        about = (tmp_path / "site" / code / "about" / "index.html").read_text("utf-8")
        assert "Natural Earth" in about, code
        assert said in about, code


def test_the_map_is_reckoned_once_for_all_languages_and_not_for_its_licence(tmp_path: Path, cic, monkeypatch) -> None:
    real, asked = known.commune_map, []
    monkeypatch.setattr(known, "commune_map", lambda *given: asked.append(given) or real(*given))
    ran = cic("site", tmp_path / "site", "--data", DEMO, "--as-of", DAY, "--lang", "en")
    assert ran.code == 0, ran.err
    assert len(asked) == 1
    assert 'class="map"' in (tmp_path / "site" / "nl" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("command", [("site",), ("export", "datasets")])
def test_a_folder_of_git_is_refused_in_words_of_folders(command: tuple[str, ...], tmp_path: Path, cic) -> None:
    ran = cic(*command, tmp_path / ".git" / "public", "--data", DEMO, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "Git's own files" in ran.err
    assert "name another folder" in ran.err
    assert "--output" not in ran.err


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "https://a b/", 'https://x.org/"><script>'])
def test_what_is_no_address_is_refused(url: str, tmp_path: Path, cic) -> None:
    ran = cic("site", tmp_path / "site", "--data", DEMO, "--base-url", url)
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "site").exists()


def test_without_the_library_of_the_templates_it_says_what_to_install(tmp_path: Path, cic, monkeypatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name, *more: None if name == "jinja2" else real(name, *more))
    ran = cic("site", tmp_path / "site", "--data", DEMO, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install" in ran.err
    assert not (tmp_path / "site").exists()


def test_without_the_library_of_workbooks_the_page_says_so_and_all_else_is_there(
    tmp_path: Path, cic, monkeypatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr("cic.site.tables.find_spec", lambda name: None if name == "xlsxwriter" else real(name))
    ran = cic("site", tmp_path / "site", "--data", DEMO, "--as-of", DAY, "--lang", "en")
    assert ran.code == 0, ran.err
    tables = tmp_path / "site" / "en" / "tables"
    assert not list(tables.glob("*.xlsx"))
    assert "the library that writes it was not there" in (tables / "index.html").read_text("utf-8")
    assert (tables / "report.json").is_file()
    pages = pages_in(tmp_path / "site")
    assert broken_links(pages, tmp_path / "site") == []


@pytest.mark.parametrize("below", ["", "elsewhere"])
def test_pages_name_no_folder_of_the_machine(below: str, base: Path, tmp_path: Path, cic, monkeypatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / below if below else base.parent)
    assert cic("site", tmp_path / "site", "--data", base, "--as-of", DAY, "--lang", "en").code == 0
    page = (tmp_path / "site" / "en" / "indicators" / "OS.1.html").read_text(encoding="utf-8")
    assert f"{base.name}/logframe.yaml:" in page
    assert f"../{base.name}/logframe.yaml" not in page
    assert str(base.parent) not in page
