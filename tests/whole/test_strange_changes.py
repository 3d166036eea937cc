"""What a stranger may choose in a pull request stays a text in `cic diff` and `cic history`: values, names of files and of
branches, authors, messages of commits."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import BASE, put
from markdown_it import MarkdownIt

STRANGE = (
    "100%0A::error file=other.yaml,line=1::no",
    "\r\n::error file=other.yaml,line=1::no",
    "::set-output name=a::b",
    "words that fill a line of the table up to its end, so that the next line begins with ::error::no ::error::no " * 3,
    "say ##[error]no ##vso[task.complete result=Succeeded]",
    "--> <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|",
    "` `` ``` \n```\n# heading\n```",
    "@everyone #1 &lt;b&gt; [words](https://evil.example) ![p](//evil.example/i.png) www.evil.example",
    "\x1b]8;;https://evil.example\x07words\x1b[31m\x00\x7f\x85\u2028\u202egnp.\u2066",
    "]]> <!-- <![CDATA[",
    "=cmd|' /C calc'!A0",
    "{0} {what} %s %(x)s",
)
FORMATS = ("table", "terminal", "markdown", "csv", "json", "html")
BRANCH = "a|<script>alert(1)</script>%0A`touch${IFS}pwned`;$(touch${IFS}pwned)&x"
FILE = "reports/2031/-->|%0A<script>alert(1)</script>::error::'\x1b[31m\n::error::no.yaml".replace("</", "<")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, who: str, message: str) -> None:
    name = who.replace("\x00", "").replace("\n", " ").replace("<", "(").replace(">", ")")
    git(folder, "add", "-A")
    git(folder, "-c", f"user.name=x{name}", "-c", "user.email=x@example.org", "commit", "-q", "--cleanup=verbatim",
        "-m", message.replace("\x00", "").strip())  # fmt: skip


@pytest.fixture(params=range(len(STRANGE)))
def repository(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which a stranger's branch says strange things wherever it can."""
    text = STRANGE[request.param]
    put(tmp_path / "data", {p.relative_to(BASE).as_posix(): p.read_text() for p in BASE.rglob("*.yaml")})
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path, "Demo", "First")
    git(tmp_path, "checkout", "-q", "-b", BRANCH)
    said = json.dumps(text)
    partnership = tmp_path / "data/partnerships/alfa-bravo.yaml"
    partnership.write_text(partnership.read_text() + f"outcome_statement: {{en: {said}}}\nprinted_name: {said}\n")
    report = tmp_path / "data" / FILE
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(
        f"year: 2031\npartnership: alfa-bravo\nnarrative: {{done: {{en: {said}}}}}\n"
        f"communes: {{bravo: {{observations: {{OS.1: {{value: 1, as_printed: {said}, "
        f"evidence: [{{kind: register, address: {said}}}]}}}}}}}}\n"
    )
    commit(tmp_path, text, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.slow
def test_a_stranger_says_words_and_no_commands(format: str, repository: Path, cic) -> None:
    is_unread = cic("validate", "--at", BRANCH, "--select", "CIC0", "-q").code == 1
    asked = [
        ("diff", f"main...{BRANCH}"),
        ("diff", "main", BRANCH, "--width", "60"),
        ("history", "alfa-bravo"),
        ("history", "OS.1", BRANCH),
    ]
    if format in ("csv", "json", "html", "markdown"):
        asked.pop(1)
    for one in asked:
        for out in written(cic, one, format, int(is_unread)):
            assert not re.search(r"^\s*::|##\w*\[", out, re.MULTILINE), one
            assert not _CONTROL.search(out.replace("\r\n", "\n")), one
            READS.get(format, lambda _: None)(out)
        assert not (repository / "pwned").exists()


def written(cic, asked: tuple[str, ...], format: str, code: int) -> list[str]:
    """What a command writes: one output, or the tables of a zip."""
    several = ("--output", "tables.zip") if format == "csv" else ()
    ran = cic(*asked, "--format", format, *several)
    assert (ran.code, ran.err) == (code, ""), asked
    if not several:
        return [ran.out]
    with zipfile.ZipFile("tables.zip") as archive:
        assert all(re.fullmatch(r"[\w.-]+\.csv", name, re.ASCII) for name in archive.namelist())
        return [archive.read(name).decode("utf-8-sig") for name in archive.namelist()]


def markdown(text: str) -> None:
    page = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(text)
    assert not re.search(r"<(?!/?(?:h1|h2|ul|li|p|strong|table|thead|tbody|tr|th|td|code|hr)\b)", page)
    assert "evil.example/" not in re.sub(r"<[^>]*>", "", page) or "href" not in page
    for table in re.findall(r"<table>.*?</table>", page, re.DOTALL):
        widths = {row.count("<td") + row.count("<th") for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)}
        assert len(widths) == 1


def rows_of_csv(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row if not re.fullmatch(r"-?[\d.]+", cell)]
    assert cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def html(text: str) -> None:
    assert not re.search(r"<(?:script|img src=x|a href=.?(?:http|//))", text, re.IGNORECASE)
    assert "<!--" not in text


READS = {"markdown": markdown, "csv": rows_of_csv, "json": json.loads, "html": html}
