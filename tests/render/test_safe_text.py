"""Text of strangers leaves as text, also where a format forgets to clean it."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from html import escape as html_escape
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT
from csv_tables import csv_of
from directions import without_isolates

from cic.base.message import Message
from cic.diagnostics import Finding, Place, Related, Severity
from cic.pages.reminders import Asked, Letter, Part
from cic.pages.tables import Chart, Column, Fact, Mark, Page, Table, words
from cic.render.findings import CheckResult
from cic.render.formats import (
    CONTRADICTIONS,
    FINDINGS,
    LETTERS,
    MANUAL,
    QUESTIONS,
    SCHEMAS,
    TABLES,
    Format,
)
from cic.render.letters import Letters
from cic.render.safe_text import (
    CommandText,
    CsvCell,
    CsvText,
    HtmlText,
    MarkdownText,
    PlainText,
    SafeText,
    guarded,
    html,
    sanitized,
)
from cic.render.setting import Setting

KINDS = (TABLES, FINDINGS, LETTERS, CONTRADICTIONS, QUESTIONS, MANUAL, SCHEMAS)
NAUGHTY = (
    "\x1b[2J\x1b[8mhidden\x1b[0m",
    "\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\x9b31m\x90q\x9c",
    "a\rb\x08c\x0bd\x0ce\x7ff\x85g",
    "nul\x00nul",
    "\u202egnp.exe\u2066x\u2069\u061c\u200f\ufeff",
    "\ud800\udfff",
    "line\u2028line\u2029line",
    "::error file=x,line=1::no",
    "\n::set-output name=a::b\n  ::add-mask::x",
    "##[error]no ##vso[task.complete result=Failed] ##teamcity[x]",
    "%0A::error::no",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> <!-- --> <![CDATA[ </title></style></svg>",
    '"}],"x":"\\u001b[2J',
    "=1+1;=2+2,=3+3|@x\n-1+1",
    "Z̸̡͖a̴l̵g̶o̷",
    "👨‍👩‍👧‍👦 مرحبا 日本",
    "x" * 5000,
)
DANGER = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
    r"|\r(?!\n)|##\w*\["
)


def page_of(text: str) -> Page:
    said = words("{it}", it=text)
    columns = (Column("id", said, "id"), Column("text", text), Column("share", said, "progress"))
    table = Table(text, said, columns, ((text, said, Decimal("12.5")), (text, text, None)), (said,), section="results")
    mark = Mark(text, (Decimal("12.5"),), text)
    return Page(
        text,
        (Fact(text, said, text),),
        (table,),
        (said,),
        (Chart(text, said, "bars", columns[2:], (mark,), "results"),),
    )


def findings_of(text: str) -> CheckResult:
    file, said = re.sub("[/\ud800-\udfff]", "_", text), Message("{it}", {"it": text})
    place = Place(file, 1, 1, 1, 2)
    one = Finding(
        "CIC301",
        "budget-years",
        Severity.ERROR,
        said,
        said,
        place,
        text,
        {text: text},
        (Related(place, text, text),),
        text,
    )
    counts = dict.fromkeys(("files", "errors", "warnings", "infos", "acknowledged", "known"), 1)
    return CheckResult([one], counts, [file], "data", "data", "2031-06-30", "1", (text,), texts={file: text})


def letters_of(text: str) -> Letters:
    asked = Asked("I", text, text, Decimal(1), False, "value", 2031, (text,))
    return Letters(
        2031, (Letter("p", words("{it}", it=text), (Part("c", text, (asked,), ()),), ((2031, "f"),), (text,)),), "data"
    )


@pytest.mark.parametrize("text", NAUGHTY)
def test_nothing_runs_in_any_format(text: str) -> None:
    page = page_of(text)
    outputs = {
        **{name: one.render(page) for name, one in TABLES.items() if one.is_text},
        **{
            f"findings {name}": one.render(findings_of(text), Setting(on_terminal=True))
            for name, one in FINDINGS.items()
        },
        **{f"letters {name}": one.render(letters_of(text)) for name, one in LETTERS.items()},
    }
    for name, output in outputs.items():
        assert not DANGER.search(without_isolates(output)), (name, DANGER.search(output))
        commands = re.findall(r"(?m)^[ \t]*::.*", output)
        assert len(commands) == (name == "findings github"), name


def naive(made: Callable[[str], object], monkeypatch: pytest.MonkeyPatch) -> Format[Page]:
    """A format that joins what it is given, and hands it on as what `made` makes of it."""
    module = ModuleType("cic.render.naive")
    module.render = lambda page, _: made(  # type: ignore[attr-defined]
        "\n".join([page.title, *(str(cell) for table in page.tables for row in table.rows for cell in row)])
    )
    monkeypatch.setitem(sys.modules, "cic.render.naive", module)
    return Format("naive", "naive", PlainText)


@pytest.mark.parametrize("text", NAUGHTY)
@pytest.mark.parametrize("kind", [PlainText, HtmlText, MarkdownText, CsvText])
def test_what_slips_through_a_format_writes_nothing_that_runs(
    kind: type[SafeText], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = naive(kind.ours, monkeypatch)._replace(kind=kind).render(page_of(text))
    assert not DANGER.search(without_isolates(written))
    assert not re.search(r"(?m)^[ \t]*::", written)
    for word in re.findall("[A-Za-z]{3,}", text):
        assert word in written


@pytest.mark.parametrize("made", [str, HtmlText, "{}".format, lambda text: HtmlText(text) + "\n", str.encode])
def test_a_format_that_makes_another_kind_of_text_is_refused(
    made: Callable[[str], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TypeError, match=r"naive made (str|bytes|HtmlText), which naive cannot hold"):
        naive(made, monkeypatch).render(page_of("text"))


@pytest.mark.slow
def test_the_type_checker_refuses_it_too(tmp_path: Path) -> None:
    lines = {
        "return HtmlText(title)": True,
        'return html("<b>{}</b>", title)': True,
        'return HtmlText.joined("", [HtmlText(title)])': True,
        "return title": False,
        'return f"<b>{HtmlText(title)}</b>"': False,
        'return HtmlText(title) + "<br>"': False,
        'return "".join([HtmlText(title)])': False,
        "return MarkdownText(title)": False,
        "write_output(Path(title), title.encode())": False,
    }
    head = (
        "from pathlib import Path\n\nfrom cic.cli.output import write_output\n"
        "from cic.render.safe_text import HtmlText, MarkdownText, html\n"
    )
    bodies = [f"def render{n}(title: str) -> HtmlText:\n    {line}\n" for n, line in enumerate(lines)]
    module = tmp_path / "module.py"
    module.write_text("\n\n".join([head, *bodies]))
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(module)]
    environment = {**os.environ, "MYPY_CACHE_DIR": str(tmp_path / "cache")}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout
    faults = {int(line) for line in re.findall(r"module\.py:(\d+): error: (?:Incompatible return|Argument)", said)}
    written = module.read_text().splitlines()
    assert {written[line - 1].strip() for line in faults} == {line for line, right in lines.items() if not right}, said


@pytest.mark.parametrize("format", [one for kind in KINDS for one in kind.values()], ids=lambda one: one.module)
def test_each_format_says_that_it_makes_the_kind_of_its_row(format: Format[object]) -> None:
    render = import_module(f"cic.render.{format.module}").render
    assert inspect.get_annotations(render)["return"] == format.kind.__name__


OURS = {
    "frame": ["written"],
    "manual_markdown": ["page(code) if language.code == 'en' else _translated(code, language)"],
    "page_html": [
        "\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"",
        "Path(__file__).with_name(name).read_text('utf-8')",
    ],
    "prose_markdown": ["target(one)"],
    "table_markdown": ["grid(seen, titles, rows, 'pipe')"],
}
"""What may be taken for markup as it stands: words of ours, an address that is percent-encoded, cells that are escaped."""


def test_markup_is_ours_alone() -> None:
    """Templates are literals, so that no text of anybody stands in one; what else is said to be ours is listed here."""
    said: dict[str, list[str]] = {}
    for path in sorted((ROOT / "cic").rglob("*.py")):
        if path.stem == "safe_text":
            continue
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func).rpartition(".")[2]
            is_method = isinstance(call.func, ast.Attribute)
            if (name in ("html", "markdown", "wordml") and not is_method) or (
                name in ("filled", "joined") and is_method
            ):
                assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}: {ast.unparse(call)}"
            elif name == "ours" and is_method:
                said.setdefault(path.stem, []).append(ast.unparse(call.args[0]))
            assert ast.unparse(call.func) != "str.__new__", f"{path}:{call.lineno}"
    assert said == OURS


@pytest.mark.parametrize("text", NAUGHTY)
def test_markup_is_made_of_escaped_parts(text: str) -> None:
    for kind in (PlainText, HtmlText, MarkdownText, CsvCell, CommandText):
        safe = kind(text)
        assert type(safe) is kind
        assert kind(safe) is safe
        assert kind.filled("{}", text) == kind.filled("{}", safe) == safe == kind.joined("", [safe])
    assert html("{}", text) == html_escape(sanitized(text))
    assert html("{}", PlainText(text)) == html("{}", text)
    assert MarkdownText(HtmlText("<")) == "&amp;lt;"


def test_colours_are_all_that_is_kept_where_they_are_wanted() -> None:
    output = "\x1b[1;31mred\x1b[0m \x1b[8mhidden \x1b[2J \x1b]0;title\x07 \x1b[5A"
    assert guarded(output, "coloured") == "\x1b[1;31mred\x1b[0m \\x1b[8mhidden \\x1b[2J \\x1b]0;title\\x07 \\x1b[5A"
    assert "\x1b" not in guarded(output, "text")


def as_it_was(cell: str) -> str:
    """What whoever reads the file takes away again."""
    cell = re.sub(r"^'(?='*\n)", "", cell)
    return re.sub(r"((?:^|[;,|\n])(?:[^\S\n]|\")*)'(?='*[=+\-@＝＋－＠])", r"\1", cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Each commune has a school;=40+2;", "Each commune has a school;'=40+2;"),
        ("a,=1|+2|@x", "a,'=1|'+2|'@x"),
        ("a\n=1\n- b", "a\n'=1\n'- b"),
        ('x; "=1+1"', 'x; "\'=1+1"'),
        ("x;\u00a0＝1", "x;\u00a0'＝1"),
        ("'=1", "''=1"),
        ("\n=1", "'\n'=1"),
        ("-1250.10", "-1250.10"),
        ("-1,5; -2.5", "-1,5; -2.5"),
        ("a - b + c = d @ e", "a - b + c = d @ e"),
        ("l'eau; 'mot'", "l'eau; 'mot'"),
    ],
)
def test_no_list_separator_makes_a_formula(text: str, cell: str) -> None:
    assert CsvCell(text) == cell
    assert as_it_was(cell) == text
    for separator in ";,|\n":
        for part in cell.split(separator):
            assert not re.match(r"[\s\"]*[=+@＝＋－＠]", part)


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_cell_loses_anything(text: str) -> None:
    table = Table("t", "T", (Column("text", "Text"),), ((text,),))
    (_, (cell,)) = csv_of(Page("", (), (table,)))["t"]
    assert as_it_was(cell) == "\n".join(map(sanitized, text.split("\n")))
