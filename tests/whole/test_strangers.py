"""Every text of a programme is of a stranger, and goes through every command and format: nothing runs, nothing moves the
cursor, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import posix
from directions import without_isolates
from markdown_it import MarkdownIt
from office import whole_text
from readers import HtmlPage
from samples import SMALL
from strangers import READ, REFUSED, strange

from cic.cli.app import COMMANDS
from cic.render.formats import CONTRADICTIONS, FINDINGS, LETTERS, QUESTIONS, TABLES
from cic.source import read_yaml

pytestmark = [pytest.mark.slow, posix]
DAY = ("--as-of", "2032-06-30")
REPORT = b"""
year: 2031
partnership: alfa-bravo
source: {document: plan, section: "9"}
narrative: {done: {en: A school}, difficulties: {fr: Rien}, lessons: {nl: Niets}, next_year: {en: A door}}
communes:
  bravo:
    observations:
      OS.1:
        value: 1
        as_printed: "1"
        as_printed_source: {document: plan, section: "5"}
        note: {en: A note}
        text: {fr: Un texte}
        evidence: [{kind: register, address: a.pdf, as_printed: A, file: evidence/a.pdf}]
  charlie: {observations: {OS.1: {not_applicable: {en: A lake}}}}
expenditure:
  partners:
    operating:
      - {amount: 12.00, payments: [{amount: 7871.48, currency: XOF, rate: 655.957, rate_source: A bank}], note: {en: A bill}}
      - {amount: 3.00, paid_by: bank, note: {en: An opening}}
    refunds: [{amount: 1.00, of: 2031, nature: operating, reason: {en: A nail}, note: {en: A coin}, evidence: [{kind: receipt, address: c.pdf}]}]
contributions: {bravo: {amount: 5.00, kind: labour, note: {en: Ten days}, source: {document: plan, section: "11"}}}
"""
FILES = {name: raw for name, raw in SMALL.items() if name != "acknowledgements.yaml"}
FILES["reports/2031/alfa-bravo.yaml"] = REPORT
THINGS = (
    "OS.1",
    "OS",
    "programme",
    "budget",
    "risks",
    "theory-of-change",
    "communes",
    "K1",
    "plan",
    "alfa-bravo",
    "bravo",
)
PAGES = {
    "report": [("--year", "2031"), ("--year", "2031", "--explain"), ("--year", "2031", "--by", "commune")],
    "show": [(thing,) for thing in THINGS] + [("alfa-bravo", "--contacts")],
    "list": [("communes",), ("indicators",), ("risks",), ("documents",), ("organisations",)],
    "diff": [("HEAD~1", "HEAD", "--contacts")],
    "history": [("OS.1",), ("alfa-bravo", "--contacts")],
    "coverage": [("--documents", ".")],
    "rules": [()],
}
"""Commands that print tables, and what they are asked."""
OTHERS = (
    *("init", "validate", "missing", "record", "new", "explain", "acknowledge", "findings", "schema"),
    *("site", "export", "import", "form", "portfolio"),
)
MARK = re.compile("q[0-9]+q")
DANGER = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|##\\w*\\["
)
FORMULA = re.compile(r'[\s"]*(?:[=+@＝＋－＠]|-(?![0-9]+(?:[.,][0-9]+)?\s*"?$))')
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "dl", "div", "dt", "dd", "nav"),
    *("ul", "li", "main", "section", "figure", "figcaption", "svg", "desc", "g", "text", "rect", "path", "table", "caption"),
    *("bdi", "thead", "tbody", "tr", "th", "td", "span", "p", "strong", "blockquote", "i", "small", "details", "summary"),
    *("abbr", "wbr"),
}  # fmt: skip


def repository(folder: Path, kinds: tuple[str, ...]) -> Path:
    """The programme as it was, then with texts of strangers, who also wrote the message of the commit."""
    for files, message in ((FILES, "First"), (strange(FILES, kinds), " ".join(kinds).replace("\0", ""))):
        for name, raw in files.items():
            path = folder / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        name = ("-c", f"user.name={message[:300]}", "-c", "user.email=x@example.org")
        for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", message)):
            subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("strangers"), READ)


@pytest.fixture
def here(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(made)
    return made


def assert_harmless(text: str, format: str) -> None:
    """Nothing in it runs where it is read as that format."""
    plain = re.sub("\x1b\\[[0-9;]*m", "", text) if format == "terminal" else text
    plain = plain.replace("\r\n", "\n") if format == "csv" else plain
    if format in ("terminal", "table", "text", "full", "concise", "markdown"):
        plain = without_isolates(plain)
    assert not DANGER.search(plain), DANGER.search(plain)
    assert not re.search(r"(?m)^[ \t]*::", plain) or format == "github"
    if format in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif format == "html":
        page = HtmlPage()
        page.feed(text)
        assert {tag for tag, _ in page.elements} <= TAGS
        for tag, attributes in page.elements:
            assert not any(name.startswith("on") or name == "src" for name in attributes), attributes
            taken = re.fullmatch(r"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/]+=*)", attributes.get("href") or "")
            if tag == "a" and taken and re.fullmatch(r"[A-Za-z0-9._-]+\.csv", attributes.get("download") or ""):
                assert_harmless(b64decode(taken[1]).decode("utf-8-sig"), "csv")  # a table to take away
            else:
                assert tag != "a" or re.match(r"#|(\.\./)*data/", attributes["href"] or ""), attributes
    elif format == "markdown":
        tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
        for token in [*tokens, *(one for line in tokens for one in line.children or ())]:
            assert token.type not in ("html_block", "html_inline", "image", "fence"), token
            assert token.type != "link_open" or re.match(r"(\.\./)*data/", str(token.attrs["href"])), token
    elif format == "csv":
        for separator in ",;|\t":
            for row in csv.reader(io.StringIO(plain), delimiter=separator):
                assert not any(FORMULA.match(line) for cell in row for line in cell.split("\n")), (separator, row)
    elif format == "github":
        assert all(re.match("::(error|warning|notice) file=", line) for line in plain.splitlines())


def marks(text: str) -> set[str]:
    return set(MARK.findall(text))


def test_each_command_is_here() -> None:
    assert sorted((*PAGES, *OTHERS)) == sorted(COMMANDS)


@pytest.mark.parametrize(
    ("command", "asked"), [(command, asked) for command, ways in PAGES.items() for asked in ways], ids=str
)
def test_pages(command: str, asked: tuple[str, ...], here: Path, cic: Callable, tmp_path: Path) -> None:
    day = DAY if command in ("report", "show", "list", "diff") else ()
    whole = cic(command, *asked, *day, "--format", "json")
    assert whole.code in (0, 1), whole.err
    # who is told by name to people, is told to programs by the id
    kinds = ("organisations", "partnerships", "communes")
    names = {mark for kind in kinds for mark in marks(cic("list", kind, "--format", "json").out)}
    # what proves a value is named by its kind and its document
    names |= marks(cic("list", "documents", "--format", "json").out) | marks(
        cic("show", "OS.1", "--format", "json").out
    )
    assert_harmless(whole.out, "json")
    for format, one in TABLES.items():
        if not one.is_text:
            path = tmp_path / f"page.{format}"
            ran = cic(command, *asked, *day, "--output", path)
            assert ran.code == whole.code, ran.err
            out, err = whole_text(path.read_bytes()), ran.err
        elif format == "csv":
            assert cic(command, *asked, *day, "--output", f"{tmp_path}/csv/").code == whole.code
            parts = [path.read_text("utf-8-sig") for path in (tmp_path / "csv").iterdir()]
            out, err = "\n".join(parts), ""
            for part in parts:
                assert_harmless(part, "csv")
        else:
            ran = cic(
                command, *asked, *day, "--format", format, *(("--color", "always") if format == "terminal" else ())
            )
            out, err = ran.out, ran.err
            assert_harmless(out, format)
        assert_harmless(err, "text")
        page = json.loads(whole.out)
        # a CSV file holds the rows of a table and nothing else
        held = [page["facts"], *(table["rows"] for table in page["tables"])] if format == "csv" else page
        assert marks(json.dumps(held)) <= marks(out), format
        assert marks(out) - marks(json.dumps(held)) <= (set() if format == "csv" else names), format


def test_every_text_is_shown_whole_somewhere(here: Path, cic: Callable) -> None:
    written = marks("".join(path.read_text() for path in Path("data").rglob("*.yaml")))
    kinds = [row["kind"] for row in json.loads(cic("list", "--format", "json").out)["tables"][0]["rows"]]
    tables = [table for kind in kinds for table in json.loads(cic("list", kind, "--format", "json").out)["tables"]]
    things = {row["id"] for table in tables for row in table["rows"] if "id" in row}
    # what was reported, and what a document as a whole heads its keys with, stands on no page of one thing
    shown = marks(cic("diff", "HEAD~1", "HEAD", "--contacts", "--format", "json").out)
    for thing in sorted({*things, *THINGS}):
        shown |= marks(cic("show", thing, "--fields", "--contacts", "--format", "json").out)
    assert len(written) > 100
    assert written - shown == set()


def test_every_text_of_a_report_stands_in_the_report_and_on_the_page_of_who_says_it(here: Path, cic: Callable) -> None:
    written = marks("".join(path.read_text() for path in Path("data/reports").rglob("*.yaml")))
    assert len(written) > 10
    for command in (("report", "--year", "2031"), ("show", "alfa-bravo")):
        assert written - marks(cic(*command, *DAY, "--format", "json").out) == set(), command


@pytest.mark.parametrize("kinds", [READ, REFUSED], ids=["read", "refused"])
def test_findings(kinds: tuple[str, ...], cic: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path, kinds))
    messages = [one["message"] for one in json.loads(cic("validate", *DAY, "--format", "json").out)["findings"]]
    assert len(messages) > 20
    for format in FINDINGS:
        more = ("--lang", "fr") if FINDINGS[format].is_for_people else ()
        ran = cic("validate", *DAY, "--no-acknowledgements", "--format", format, *more)
        assert ran.code == 1
        assert_harmless(ran.out, format)
        assert_harmless(ran.err, "text")


def test_letters_findings_and_the_rest(here: Path, cic: Callable) -> None:
    letters = {name: cic("missing", "--year", "2032", *DAY, "--format", name) for name in (*LETTERS, "csv", "json")}
    for name, ran in letters.items():
        assert ran.code in (0, 1), ran.err
        assert_harmless(ran.out, name)
    assert marks(letters["text"].out) == marks(letters["markdown"].out) != set()
    place = json.loads(cic("validate", *DAY, "--select", "CIC3,CIC4", "--format", "json").out)["findings"][0]
    spot = f"{place['file']}:{place['line']}:{place['column']}"
    ran = cic("acknowledge", spot, "--reason", " ".join(" ".join(READ).split()), *DAY)
    assert ran.code == 0, ran.err
    assert_harmless(ran.out + ran.err, "text")
    for name in CONTRADICTIONS:
        assert_harmless(cic("findings", *DAY, "--format", name).out, name)
    for name in QUESTIONS:
        assert_harmless(cic("findings", "--questions", *DAY, "--format", name).out, name)
    ran = cic("new", "report", "2032", "alfa-bravo", "--as-of", "2034-01-01")
    assert ran.code == 0, ran.err
    begun = here / "data" / "reports" / "2032" / "alfa-bravo.yaml"
    assert read_yaml("f", begun.read_bytes()).data == {"year": 2032, "partnership": "alfa-bravo"}
    assert marks(begun.read_text()) != set()
    note = " ".join(" ".join(READ).split())
    for more in ((), ("--write",)):
        ran = cic("record", "bravo", "OS.1", "2032", "--value", "1", "--note", note, "--as-of", "2034-01-01", *more)
        assert ran.code in (0, 1), ran.err
        assert_harmless(ran.out + ran.err, "text")
    found = read_yaml("f", begun.read_bytes()).data
    assert found["communes"]["bravo"]["observations"]["OS.1"]["note"] == {"en": note}  # type: ignore[index, call-overload]
    begun.unlink()
    assert_harmless(cic("explain", "CIC301").out, "markdown page")
    assert_harmless(cic("schema", "budget").out, "json")
    ran = cic("init", "##[error]x ::error::y", "--name", " ".join(" ".join(READ).split()))
    assert_harmless(ran.out + ran.err, "text")
    (here / "data" / "acknowledgements.yaml").unlink()
