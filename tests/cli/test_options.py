"""Which command takes which option, and that an option means the same wherever it is taken."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from cic.cli import options
from cic.cli.app import COMMANDS

COMMON = ("data", "at", "as-of", "lang", "format", "output", "table", "width", "color")
TAKES = {
    #               data at  as-of lang format output table width color
    "init":         (0,   0,  0,    1,   0,     0,     0,    0,    0),
    "validate":     (1,   1,  1,    1,   1,     1,     0,    1,    1),
    "report":       (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "missing":      (1,   1,  1,    1,   1,     1,     0,    1,    1),
    "form":         (1,   1,  1,    1,   0,     1,     0,    0,    0),
    "record":       (1,   0,  1,    1,   0,     0,     0,    0,    0),
    "new":          (1,   0,  1,    1,   0,     0,     0,    0,    0),
    "show":         (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "list":         (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "diff":         (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "history":      (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "coverage":     (1,   1,  1,    1,   1,     1,     1,    1,    1),
    "rules":        (0,   0,  0,    1,   1,     1,     1,    1,    1),
    "explain":      (0,   0,  0,    1,   1,     1,     0,    1,    1),
    "acknowledge":  (1,   0,  1,    1,   0,     0,     0,    0,    0),
    "findings":     (1,   1,  1,    1,   1,     1,     0,    1,    1),
    "site":         (1,   1,  1,    1,   0,     0,     0,    0,    0),
    "export":       (1,   1,  1,    1,   1,     1,     0,    0,    0),
    "import":       (1,   0,  1,    1,   0,     0,     0,    0,    0),
    "portfolio":    (0,   0,  1,    1,   1,     1,     1,    1,    1),
    "schema":       (0,   0,  0,    0,   1,     1,     0,    1,    1),
}  # fmt: skip
"""`init`, `import` and `site` write a folder, `form` a workbook in one format, and `export` what a programme must be
complete for: they have tests of their own. `acknowledge`, `record` and `new` write the files as they are, so that they take no revision; the manual and
schemas read no data; findings, letters, the manual and schemas have no tables."""
READERS, WRITERS = ("data", "at", "as-of", "lang"), ("format", "output", "width", "color")
WRITE_DATA = ("acknowledge", "record", "new", "import")
PLAIN = ("missing", "explain", "findings", "schema")
"""What they write has no colours, whatever is asked for."""
ASKS = {
    "validate": ("validate",),
    "report": ("report", "--year", "2031"),
    "missing": ("missing", "--year", "2031"),
    "record": ("record", "bravo", "OS.1", "2031", "--not-achieved"),
    "new": ("new", "report", "2032", "alfa-bravo"),
    "show": ("show", "OS.1"),
    "list": ("list", "communes"),
    "diff": ("diff", "HEAD~1", "HEAD"),
    "history": ("history", "OS.1"),
    "coverage": ("coverage", "--documents", "."),
    "rules": ("rules",),
    "explain": ("explain", "CIC301"),
    "acknowledge": ("acknowledge", "data/budget.yaml:1:1", "--reason", "x"),
    "findings": ("findings",),
    "portfolio": ("portfolio", "report", ".", "--cache", ".cache/portfolio.duckdb"),
    "schema": ("schema", "budget"),
}
DAY = ("--as-of", "2032-06-30")


def that_take(*names: str) -> list[str]:
    return [
        command for command, row in TAKES.items() if command in ASKS and all(row[COMMON.index(name)] for name in names)
    ]


def asked(command: str) -> tuple[str, ...]:
    return (*ASKS[command], *(DAY if command in that_take("as-of") else ()))


@pytest.fixture
def here(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base programme in a repository, and in a second commit a cent too much, so that there is something to say."""
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "First")):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, capture_output=True)
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text().replace("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01"))
    subprocess.run([*git, "commit", "-qam", "A cent"], cwd=tmp_path, check=True, capture_output=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options_of(command: str, cic: Callable) -> set[str]:
    return set(re.findall(r"--([a-z-]+)", cic(command, "--help").out.partition("Options:")[2]))


def test_the_table_is_what_the_commands_take(cic, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert list(TAKES) == list(COMMANDS)
    for command, row in TAKES.items():
        wanted = {name for name, taken in zip(COMMON, row, strict=True) if taken}
        assert options_of(command, cic) & set(COMMON) == wanted, command


def test_every_reader_and_every_writer_takes_the_same_options() -> None:
    for command, row in TAKES.items():
        taken = {name for name, is_taken in zip(COMMON, row, strict=True) if is_taken}
        if "data" in taken:
            assert set(READERS) - taken <= ({"at"} if command in WRITE_DATA else set()), command
        if "format" in taken and command != "export":  # whose formats are of files that nobody reads on a terminal
            assert set(WRITERS) <= taken, command


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("width"))
def test_a_width_is_a_number_of_columns_everywhere(command: str, here: Path, cic) -> None:
    for width in ("39", "x"):
        ran = cic(*asked(command), "--width", width)
        assert (ran.code, ran.out) == (2, "")
    assert cic(*asked(command), "--width", "200").code == cic(*asked(command)).code


@pytest.mark.slow
@pytest.mark.parametrize("command", PLAIN)
def test_what_has_no_colours_has_none_when_they_are_asked_for(command: str, here: Path, cic) -> None:
    assert cic(*asked(command), "--color", "always") == cic(*asked(command), "--color", "never")


@pytest.mark.slow
def test_findings_are_broken_to_a_width_and_lose_nothing(here: Path, cic) -> None:
    whole, narrow = cic(*asked("validate")).out, cic(*asked("validate"), "--width", 60).out
    assert narrow.split() == whole.split()
    excerpts = re.compile(r" *\d* \|")
    told = [line for line in narrow.splitlines() if not excerpts.match(line)]
    assert max(map(len, told)) <= 60
    assert max(map(len, whole.splitlines())) > 60
    coloured = cic(*asked("validate"), "--width", 60, "--color", "always").out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == narrow


@pytest.mark.slow
def test_a_revision_is_named_once(here: Path, cic) -> None:
    assert cic("diff", "HEAD~1", "--at", "HEAD", *DAY) == cic("diff", "HEAD~1", "HEAD", *DAY)
    assert cic("history", "OS.1", "--at", "HEAD~1", *DAY) == cic("history", "OS.1", "HEAD~1", *DAY)
    for words in (("diff", "HEAD~1", "HEAD", "--at", "HEAD~1"), ("history", "OS.1", "HEAD", "--at", "HEAD~1")):
        ran = cic(*words, *DAY)
        assert (ran.code, ran.out) == (2, "")
        assert "two revisions are named" in ran.err


@pytest.mark.slow
def test_each_shared_option_is_declared_once() -> None:
    declared = {repr(value) for value in vars(options).values() if hasattr(value, "__metadata__")}
    own = {"validate": {"output"}, "export": {"format"}}  # FORMAT=FILE, as often as needed; formats of files alone
    names = {*COMMON, "as_of", "colour"} - {"as-of", "color"}
    for command in COMMANDS:
        entry = COMMANDS[command]
        module = import_module(f"cic.cli.{entry.module}")
        hints = inspect.get_annotations(getattr(module, entry.function), eval_str=True)
        for name in names & set(hints) - own.get(command, set()):
            assert repr(hints[name]) in declared, (command, name)


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("output"))
def test_a_file_takes_its_format_from_its_ending_and_prints_nothing(command: str, here: Path, cic) -> None:
    ending = {"explain": "md", "findings": "md"}.get(command, "json")
    name = "json" if ending == "json" else "markdown"
    ran = cic(*asked(command), "--output", f"it.{ending}")
    assert command == "validate" or ran.out == ""
    printed = cic(*asked(command), "--format", name).out
    assert Path(f"it.{ending}").read_text(encoding="utf-8") == printed
    if ending == "json":
        json.loads(printed)


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("output"))
@pytest.mark.parametrize("name", ["it.pdf", "it", "none/it.md", "none/it.json"])
def test_a_file_that_cannot_be_written_is_a_fault_of_usage(command: str, name: str, here: Path, cic) -> None:
    ran = cic(*asked(command), "--output", name)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) >= 2
    assert "Traceback" not in ran.err
    assert not list(here.glob("it*"))


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in that_take("format", "output") if one != "validate"])
def test_the_format_that_is_named_goes_before_the_ending(command: str, here: Path, cic) -> None:
    name = "markdown" if command in ("explain", "findings") else "json"
    assert cic(*asked(command), "--format", name, "--output", "it.other").out == ""
    assert Path("it.other").read_text(encoding="utf-8") == cic(*asked(command), "--format", name).out


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("format"))
def test_a_format_that_does_not_exist_is_a_fault_of_usage(command: str, here: Path, cic) -> None:
    assert cic(*asked(command), "--format", "other").code == 2


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("table"))
def test_the_terminal_is_no_file(command: str, here: Path, cic) -> None:
    ran = cic(*asked(command), "--format", "terminal", "--output", "it.txt")
    assert (ran.code, Path("it.txt").exists()) == (2, False)
    assert "for a terminal" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize("command", [*that_take("table"), "missing"])
def test_tables_go_into_a_folder_or_a_zip_or_one_by_one(command: str, here: Path, cic) -> None:
    keys = [table["key"] for table in json.loads(cic(*asked(command), "--format", "json").out)["tables"]]
    for output in ("new/folder/", "tables.zip", "again.zip"):
        ran = cic(*asked(command), "--output", output)
        assert (ran.code, ran.out) == (0, "")
    assert Path("tables.zip").read_bytes() == Path("again.zip").read_bytes()
    with zipfile.ZipFile("tables.zip") as archive:
        names = archive.namelist()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            content = archive.read(name)
            assert content == Path("new/folder", name).read_bytes()
            assert content.startswith(b"\xef\xbb\xbf")
    assert [name for name in names if name != "facts.csv"] == [f"{key.strip('.')}.csv" for key in keys]
    assert sorted(path.name for path in Path("new/folder").iterdir()) == sorted(names)
    if command == "missing":
        return
    for key in keys:
        printed = cic(*asked(command), "--format", "csv", "--table", key).out
        written = Path("new/folder", f"{key.strip('.')}.csv")
        assert printed.encode() == written.read_bytes().removeprefix(b"\xef\xbb\xbf")
        (only,) = json.loads(cic(*asked(command), "--format", "json", "--table", key).out)["tables"]
        assert only["key"] == key
    several = cic(*asked(command), "--format", "csv")
    assert several.code == (0 if len(keys) == 1 else 2)
    if len(keys) > 1:
        assert all(key in several.err for key in keys)
    unknown = cic(*asked(command), "--table", "other")
    assert unknown.code == 2
    assert all(key in unknown.err for key in keys)


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("table"))
def test_only_csv_makes_several_files(command: str, here: Path, cic) -> None:
    for output in ("new/", "new.zip", "data"):
        assert cic(*asked(command), "--format", "json", "--output", output).code == 2
    assert not list(here.glob("new*"))


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("table"))
def test_numbers_of_a_csv_file_follow_the_language(command: str, here: Path, cic) -> None:
    for output in ("en", "fr", "nl"):
        assert cic(*asked(command), "--lang", output, "--output", f"{output}/").code == 0
    assert any("," in path.read_text("utf-8-sig").splitlines()[0] for path in Path("en").iterdir())
    for path in Path("fr").iterdir():
        text = path.read_text("utf-8-sig")
        assert text.splitlines()[0].replace(";", ",") == Path("en", path.name).read_text("utf-8-sig").splitlines()[0]
        if path.name != "facts.csv":
            assert text == Path("nl", path.name).read_text("utf-8-sig")
            assert not re.search(r"(?:^|;)-?\d+\.\d+(?:;|$)", text, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("width", "table"))
def test_a_width_holds_for_every_line(command: str, here: Path, cic) -> None:
    narrow, wide = (cic(*asked(command), "--format", "table", "--width", width).out for width in (60, 160))
    assert max(map(len, narrow.splitlines())) <= 60
    assert max(map(len, wide.splitlines())) <= 160
    assert narrow != wide
    assert cic(*asked(command), "--width", "39").code == 2
    cic(*asked(command), "--width", 60, "--output", "it.txt")
    assert Path("it.txt").read_text(encoding="utf-8") == narrow


@pytest.mark.slow
def test_a_width_holds_for_the_paragraphs_of_a_letter(here: Path, cic) -> None:
    for width in (40, 76, 100):
        out = cic(*asked("missing"), "--width", width).out
        assert max(len(line) for line in out.splitlines() if line.startswith((" ", "-", "="))) <= width
        assert " ".join(out.split()).endswith("please say why.")
    assert cic(*asked("missing")).out == cic(*asked("missing"), "--width", 76).out
    assert cic(*asked("missing"), "--width", "39").code == 2


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in that_take("color") if one not in PLAIN])
def test_colours_when_asked_and_never_in_a_file(command: str, here: Path, cic, monkeypatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    format = ("--format", "full" if command == "validate" else "terminal")
    plain = cic(*asked(command), *format, "--color", "never").out
    coloured = cic(*asked(command), *format, "--color", "always").out
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    cic(*asked(command), "--color", "always", "--output", "it.txt")
    assert "\x1b" not in Path("it.txt").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("at"))
def test_at_is_the_revision_and_not_the_files(command: str, here: Path, cic) -> None:
    before = cic(*asked(command), "--at", "HEAD")
    assert before == cic(*asked(command))
    (here / "data" / "budget.yaml").write_text("changed: 1\n")
    assert cic(*asked(command), "--at", "HEAD") == before
    wrong = cic(*asked(command), "--at", "nowhere")
    assert (wrong.code, wrong.out) == (2, "")


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("as-of"))
@pytest.mark.parametrize("date", ["yesterday", "20320630", "2032-02-30"])
def test_as_of_is_a_day(command: str, date: str, here: Path, cic) -> None:
    ran = cic(*ASKS[command], "--as-of", date)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"cic: --as-of {date} is not a date\n     write it as year-month-day: 2019-12-31\n"


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in that_take("lang") if one not in WRITE_DATA])
def test_the_language_by_option_by_variable_by_locale(command: str, here: Path, cic, monkeypatch) -> None:
    english = cic(*asked(command), "--lang", "en")
    assert cic(*asked(command)) == english
    french = cic(*asked(command), "--lang", "fr")
    assert french.out != english.out
    monkeypatch.setenv("LANG", "fr_BE.UTF-8")
    assert cic(*asked(command)) == french
    monkeypatch.setenv("LANG", "C")
    monkeypatch.setenv("CIC_LANG", "fr")
    assert cic(*asked(command)) == french
    assert cic(*asked(command), "--lang", "en") == english
    assert cic(*asked(command), "--lang", "de").code == 2


@pytest.mark.slow
def test_what_is_accepted_is_said_in_the_language_and_written_in_that_of_the_documents(here: Path, cic) -> None:
    ran = cic("acknowledge", "data/budget.yaml:7:51", "--reason", "x", "--lang", "fr", *DAY)
    assert "accepté" in ran.out
    assert "reason: {en: " in (here / "data/acknowledgements.yaml").read_text()
    again = ("acknowledge", "data/budget.yaml:7:51", "--reason", "x", "--lang", "fr", *DAY)
    assert cic(*again, "--reason-lang", "de").code == 2


@pytest.mark.slow
@pytest.mark.parametrize("command", that_take("data"))
def test_data_that_are_not_there(command: str, here: Path, cic) -> None:
    ran = cic(*asked(command), "--data", "nowhere")
    assert (ran.code, ran.out) == (2, "")
