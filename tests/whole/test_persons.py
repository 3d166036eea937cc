"""What is of persons leaves the data only when somebody asks for it: every place where it can arrive, in every command
and every format."""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import BASE
from office import whole_text
from repositories import change, commit, git

from cic.cli.app import COMMANDS
from cic.render.formats import CONTRADICTIONS, FINDINGS, LETTERS, QUESTIONS, TABLES
from cic.rules import BY_CODE

NAME = "Zyxmark Qwertzon"
STREET = "Zyxstreet 98"
NUMBER = "0470 998 877"
MAIL = "zyxmark@qwertzon.example"
_TRACES = ("zyx", "qwertz", "470998877")

Cic = Callable[..., "object"]

P = "partnerships/delta-echo.yaml"
NO_FILES: Mapping[str, str] = MappingProxyType({})
_COMMUNE = "{name: Delta,"
_PERSON = (
    f"{{contacts: {{zyx: {{name: {NAME}, telephones: ['{NUMBER}'], emails: ['{MAIL}']}}}}, "
    f"telephones: ['{NUMBER}'], emails: ['{MAIL}'], name: Delta,"
)


def _commune(more: str) -> dict[str, tuple[str, str]]:
    """Something more in the block of a commune."""
    return {P: (_COMMUNE, f"{{{more}, name: Delta,")}


def _end(file: str, more: str, files: Mapping[str, str] = NO_FILES) -> dict[str, tuple[str, str]]:
    """Something more at the end of a file, and other files, beside a commune that has the person."""
    found = {P: (_COMMUNE, _PERSON), **{name: ("", text) for name, text in files.items()}}
    return {**found, file: ("", more)} if file != P else {**found, f"{P}+": ("", more)}


_KEY = "communes[delta].contacts[zyx]"
_REPORT = "year: 2031\npartnership: delta-echo\n"
PLACES: dict[str, dict[str, tuple[str, str]]] = {
    "where it belongs": {P: (_COMMUNE, _PERSON)},
    "of the programme": _end("programme.yaml", f"contacts: {{zyx: {{name: {NAME}, telephones: ['{NUMBER}']}}}}\n"),
    # values that are wrong where they belong
    "a number that cannot be": _commune(f"contacts: {{zyx: {{name: {NAME}, telephones: ['{NUMBER} 12 13 14']}}}}"),
    "an address that is none": _commune(f"contacts: {{zyx: {{name: {NAME}, emails: ['{MAIL}@', '{NAME}']}}}}"),
    "the number as a number": _commune("contacts: {zyx: {name: Zyx, telephones: [470998877, 04_70998877]}}"),
    "the name as a list": _commune(f"contacts: {{zyx: {{name: [{NAME}]}}}}"),
    "the name as the contacts": _commune(f"contacts: {NAME}"),
    "the name as the contact": _commune(f"contacts: {{zyx: {NAME}}}"),
    "the numbers as one": _commune(f"telephones: {NUMBER}"),
    "the address as a block": _commune(f"emails: {{{MAIL}: {STREET}}}"),
    "an organisation that is none": _commune(f"contacts: {{zyx: {{name: {NAME}, organisation: {NAME}}}}}"),
    "two spellings": _commune(f"contacts: {{zyx: {{name: {NAME}}}, zyy: {{name: {NAME}n}}}}, emails: ['x.{MAIL}']"),
    # a datum typed as a key, and keys that nobody knows
    "the name as a key": _commune(f"contacts: {{{NAME}: {{name: {NAME}}}}}"),
    "the name as a key that is right": _commune(f"contacts: {{Zyxmark-Qwertzon: {{name: {NAME}, emails: [x]}}}}"),
    "the number as a key": _commune("contacts: {470998877: {name: Zyx}}"),
    "a key beside the name": _commune(f"contacts: {{zyx: {{name: {NAME}, {STREET}: {NUMBER}}}}}"),
    "a key in the commune": _commune(f"{NAME}: {NUMBER}"),
    "a number as a key in the commune": _commune("470998877: zyx"),
    "keys nearly known": _commune(f"contact: {{{NAME}: {{naam: {NAME}}}}}, gsm: 0470998877, telephone: ['{NUMBER}']"),
    "a key of the programme": {"programme.yaml": ("", f"{NAME}: {NUMBER}\ncontact: {{zyx: {NAME}}}\n")},
    "a key twice": _commune(f"contacts: {{{NAME}: {{name: Zyx}}, {NAME}: {{name: Zyx}}}}"),
    "a key twice in the commune": _commune(f"{NAME}: 1, {NAME}: 2"),
    "a key of several lines": _commune(f"contacts: {{? [{NAME}] : {{name: Zyx}}}}"),
    # what is no YAML of ours
    "a tag": _commune("contacts: {zyx: !Zyxmark {name: Zyx}}"),
    "a tag in the programme": {"programme.yaml": ("", "contacts: !Zyxmark-470998877 {}\n")},
    "an anchor": _commune(f"contacts: {{zyx: &zyxmark {{name: {NAME}}}, zyy: *zyxmark}}"),
    "a directive": {"programme.yaml": ("# A", "%TAG !zyxmark! qwertzon\n---\n# A")},
    "a line that is no YAML": {P: ("communes:", f"communes:\n  - {NAME}: {NUMBER}: {MAIL}\n")},
    "a line without an end": _commune(f'contacts: {{zyx: {{name: "{NAME}'),
    "a line of the programme": {"programme.yaml": ("", f'contacts:\n  zyx: {{name: "{NAME}" {NUMBER}}}\n')},
    "an escape": _commune(f'contacts: {{zyx: {{name: "{NAME}\\q"}}}}'),
    "a sign that cannot be seen": _commune(f'contacts: {{zyx: {{name: "{NAME}\\e"}}}}'),
    # what reports say of a person
    "a narrative": _end(
        P, "", {"reports/2031/delta-echo.yaml": f"{_REPORT}narrative: {{done: {{en: {NAME} taught}}, lessons: {{en: 'Ask at {NUMBER}'}}}}\n"}
    ),
    "notes and reasons": _end(
        P,
        "",
        {
            "reports/2031/delta-echo.yaml": f"{_REPORT}communes:\n  echo: {{observations: {{OS.1: {{value: 1, note: {{en: By {NAME}}}, as_printed: '1 by {NAME}', "
            f"evidence: [{{kind: register, address: 'at {NAME}, {MAIL}'}}]}}}}}}\n"
            f"expenditure: {{partners: {{operating: [{{amount: 2.00, note: {{en: Paid to {NAME}}}}}], "
            f"refunds: [{{amount: 1.00, of: 2031, nature: operating, reason: {{en: {NAME} gave it back}}}}]}}}}\n"
        },
    ),
    "why it does not apply": _end(
        P, "", {"reports/2031/delta-echo.yaml": f"{_REPORT}communes:\n  echo: {{observations: {{OS.1: {{not_applicable: {{en: {NAME} says so}}}}}}}}\n"}
    ),
    # corrections and acknowledgements
    "a correction": _end(
        P,
        "corrections:\n"
        f"  - {{path: '{_KEY}.emails[0]', was: {MAIL}, now: x{MAIL}, date: 2033-05-02, reason: {{en: {NAME} wrote}}}}\n",
    ),
    "a correction of the programme": _end(
        "programme.yaml",
        f"contacts: {{zyx: {{name: {NAME}}}}}\n"
        "corrections:\n"
        f"  - {{path: 'contacts[zyx].name', was: {NAME}, now: {NAME}, date: 2033-05-02, reason: {{en: {NAME} wrote}}}}\n",
    ),
    "a correction that is wrong": _end(
        P,
        "corrections:\n"
        f"  - {{path: '{_KEY}.name', was: [{NAME}], now: 04_70998877, date: {MAIL}, reason: {NAME}, {NAME}: 1}}\n",
    ),
    "a correction of a path that is none": _end(
        P,
        "corrections:\n"
        f"  - {{path: 'communes[delta].contact[{NAME}]', was: {MAIL}, now: {NUMBER}, date: 2033-05-02, reason: {{en: {NAME}}}}}\n",
    ),
    "an acknowledgement": _end(
        "acknowledgements.yaml",
        "acknowledgements:\n"
        f"  - {{rule: email, file: {P}, path: '{_KEY}.emails[0]', which: {NAME}, figures: {{value: {MAIL}}},\n"
        f"     reason: {{en: {NAME} wrote}}, ask: {{en: 'To {NAME}: at {MAIL} or {NUMBER}?'}}}}\n",
    ),
    "an acknowledgement of a path that is none": _end(
        "acknowledgements.yaml",
        "acknowledgements:\n"
        f"  - {{rule: email, file: {P}, path: 'communes[delta].contact[{NAME}]', reason: {{en: {NAME}}}}}\n",
    ),
    "an acknowledgement that is wrong": _end(
        "acknowledgements.yaml",
        "acknowledgements:\n"
        f"  - {{rule: email, file: {P}, path: '{_KEY}.name', figures: {{{NAME}: [1]}}, {NAME}: 1, reason: {MAIL}}}\n",
    ),
    "an acknowledgement that is over": _end(
        "acknowledgements.yaml",
        "acknowledgements:\n"
        f"  - {{rule: email, file: {P}, path: '{_KEY}.name', expires: 2031-01-01, reason: {{en: {NAME}}}}}\n",
    ),
    "an acknowledgement of something else": _end(
        "acknowledgements.yaml",
        "acknowledgements:\n"
        "  - {rule: telephone, file: programme.yaml, path: 'organisations[bank]', "
        f"reason: {{en: {NAME} said so by {NUMBER}}}, ask: {{en: 'To {NAME}: how is {MAIL}?'}}}}\n",
    ),
}  # fmt: skip
"""Where a person's data can arrive: what is replaced by what in which file; nothing is replaced where it comes last."""

DEBUGGED = ("validate", "report", "findings")


def _put(folder: Path, places: dict[str, tuple[str, str]]) -> None:
    for name, (old, new) in places.items():
        file = folder / name.removesuffix("+")
        if not old:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text((file.read_text() if file.exists() else "") + new)
        else:
            change(file, old, new)


def _traces(text: str) -> list[str]:
    # what a page holds to be taken away is read as what it is
    text = re.sub(r"base64,([A-Za-z0-9+/=]+)", lambda held: b64decode(held[1]).decode("utf-8-sig"), text)
    bare = re.sub(r"[\W_]", "", text.lower())
    return [trace for trace in _TRACES if trace in bare]


def _commands(data: Path, documents: Path) -> Iterator[tuple[object, ...]]:
    """Every command with what makes it say the most, in each of its formats; and where in its output a person stands by
    right, nothing."""
    at = ("--data", data)
    for format in FINDINGS:
        yield "validate", "--show-acknowledged", "--format", format, *at
        yield "validate", "--no-acknowledgements", "--format", format, *at
        yield "validate", "--against", "HEAD~", "--format", format, *at
    yield "validate", "--at", "HEAD", *at
    yield "validate", "--statistics", *at
    yield "validate", "--write-baseline", data.parent / "baseline.json", *at
    yield "validate", "--output", data.parent / "cic.sarif", *at
    yield "validate", "--baseline", data.parent / "theirs.json", "--as-of", "2034-01-01", *at
    for format in TABLES:
        # of a page of several tables CSV holds one; all of them go to a zip
        for table, *command in (
            ("summary", "report", "--year", 2031),
            ("summary", "report", "--year", 2031, "--explain"),
            ("letters", "missing", "--year", 2032, "--as-of", "2034-01-01"),
            ("place", "show", "delta"),
            ("place", "show", "delta-echo"),
            ("fields", "show", "delta", "--fields"),
            ("fields", "show", "demo", "--fields"),
            ("place", "show", "demo"),
            ("communes", "list", "communes"),
            ("kinds", "list"),
            ("summary", "diff", "HEAD~"),
            ("summary", "diff", "HEAD~", "HEAD"),
            ("history", "history", "delta"),
            ("unread", "coverage", "--documents", documents),
        ):
            if format == "csv":
                yield *command, "--output", data.parent / f"{table}.zip", *at
            elif not TABLES[format].is_text:
                yield *command, "--output", data.parent / f"{table}.{format}", *at
            elif format != "terminal":
                yield *command, "--format", format, *at
    for formats, more in ((CONTRADICTIONS, ()), (QUESTIONS, ("--questions",))):
        for format in formats:
            yield "findings", *more, "--format", format, *at
    for format in LETTERS:
        yield "missing", "--year", 2032, "--as-of", "2034-01-01", "--format", format, *at
    for line in range(1, 12):
        yield "acknowledge", f"{data}/{P}:{line}", "--reason", "x", *at
    yield "record", "delta", "OS.1", "2031", "--not-achieved", "--write", *at
    yield "record", "delta-echo", "money", "2031", "--nature", "operating", "--amount", "1.00", *at
    yield "new", "report", "2032", "delta-echo", *at
    yield "site", data.parent / PUBLIC, *at
    yield "export", "iati", "--partnerships", *at
    for format in ("csv", "sqlite"):
        yield "export", "datasets", data.parent / "tables", "--format", format, *at
    for table in ("observations", "money", "findings", "communes"):
        kept = data.parent / "kept" / "portfolio.duckdb"
        yield "portfolio", "query", f"SELECT * FROM {table}", data, "--cache", kept, "--format", "json"
    yield "portfolio", "site", data, "--cache", kept, "--output", data.parent / PUBLIC / "all"
    for language in ("en", "ar"):
        yield "form", "delta-echo", "--year", "2031", "--lang", language, "--output", data.parent / "form.xlsx", *at
    yield "import", "iati", data / "programme.yaml", data.parent / "taken"
    yield "init", "--demo", data.parent / "new"
    yield "schema", "partnership"
    yield ("rules",)
    yield "explain", next(iter(BY_CODE))


def test_every_command_is_tried() -> None:
    assert {str(command[0]) for command in _commands(Path(), Path())} == {*COMMANDS}


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose first commit knows no person."""
    root = tmp_path_factory.mktemp("clean")
    shutil.copytree(BASE, root / "data")
    plan = f"Plan\n\nIn 2030 {NAME} had 7 schools; ask {NAME} 12 times, or {MAIL}, 5 of them\n"
    (root / "documents").mkdir()
    (root / "documents" / "plan.txt").write_text(plan)
    change(root / "data" / "documents.yaml", "0" * 64, hashlib.sha256(plan.encode()).hexdigest())
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "First")
    return root


@pytest.fixture
def folder(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    copy = Path(shutil.copytree(committed, tmp_path / "work"))
    monkeypatch.chdir(copy)
    return copy


@pytest.mark.parametrize("place", PLACES)
def test_a_check_tells_nothing_of_persons(place: str, base: Path, cic: Cic) -> None:
    _put(base, PLACES[place])
    for format in ("full", "json", "sarif"):
        ran = cic("validate", "--show-acknowledged", "--format", format, "--data", base)
        assert ran.code in (0, 1)
        assert not _traces(ran.out + ran.err), ran.out


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_command_tells_anything_of_persons(
    place: str, folder: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(folder / "data", PLACES[place])
    commit(folder, "Second")
    (folder / "theirs.json").write_text(
        f'{{"version": 1, "findings": [{{"file": "{P}", "path": "communes[delta].contact[{NAME}]", "code": "CIC602", '
        '"fingerprint": "0000"}]}'
    )
    (folder / "data").rename(folder / "kept")
    for number, command in enumerate(_commands(folder / "data", folder / "documents")):
        shutil.rmtree(folder / "data", ignore_errors=True)
        shutil.copytree(folder / "kept", folder / "data")
        before = {file for file in folder.iterdir() if file.is_file()}
        ran = cic(*(("--debug",) if number % 2 else ()), *command)
        assert ran.code < 3, (command, ran.err)
        written = "".join(_text(file) for file in folder.iterdir() if file.is_file() and file.name != "theirs.json")
        written += "".join(_text(file) for file in (folder / PUBLIC).rglob("*") if file.is_file())
        shutil.rmtree(folder / PUBLIC, ignore_errors=True)
        assert not _traces(f"{ran.out}{ran.err}{written}".replace(str(folder), "")), (command, ran.out, ran.err)
        for file in {file for file in folder.iterdir() if file.is_file()} - before:
            file.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_page_tells_anything_of_persons(place: str, folder: Path, cic: Cic) -> None:
    """Pages name what was, too: what Git keeps of a person who has gone stands on none."""
    _put(folder / "data", PLACES[place])
    commit(folder, "Second")
    ran = cic("site", folder / PUBLIC, "--data", folder / "data", "--as-of", "2034-01-01")
    assert ran.code < 3, ran.err
    for file in (folder / PUBLIC).rglob("*"):
        if file.is_file():
            assert not _traces(_text(file)), file


def _text(file: Path) -> str:
    if file.suffix in (".xlsx", ".docx"):
        return whole_text(file.read_bytes())
    if file.suffix != ".zip":
        return file.read_text()
    import zipfile

    with zipfile.ZipFile(file) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("command", DEBUGGED)
def test_a_fault_of_the_program_tells_nothing_of_persons(
    command: str, folder: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"{MAIL} {NUMBER}") from error

    monkeypatch.setattr("cic.storage.loader.load", fail)
    for debug in ((), ("--debug",)):
        ran = cic(*debug, command, "--data", folder / "data")
        assert ran.code == 3
        assert "ValueError" in ran.err
        assert not _traces(ran.err)
        assert ("in fail" in ran.err, "KeyError" in ran.err) == (bool(debug), bool(debug))


PUBLIC = "public"
"""The folder of the pages."""

ON_REQUEST = (
    ("show", "delta"),
    ("show", "delta-echo"),
    ("show", "delta", "--fields"),
    ("missing", "--year", "2032", "--as-of", "2034-01-01"),
    ("diff", "HEAD~"),
    ("history", "delta"),
)


@pytest.mark.parametrize("command", ON_REQUEST)
def test_whoever_asks_for_persons_gets_them(command: tuple[str, ...], folder: Path, cic: Cic) -> None:
    for name in ("where it belongs", "a correction"):
        shutil.rmtree(folder / "data")
        git(folder, "checkout", "--quiet", ".")
        _put(folder / "data", PLACES[name])
        commit(folder, name)
        asked = cic(*command, "--contacts", "--data", folder / "data")
        assert _traces(asked.out) == list(_TRACES), asked.out
        git(folder, "reset", "--quiet", "--hard", "HEAD~")
