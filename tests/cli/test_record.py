"""`cic record` and `cic new report`: what they show, what they write, and that nothing else changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import BASE, HERE, Ran, found_in, posix
from returned_forms import REPORT, TEXT

from cic.base.files import alone_in
from cic.cli import writing
from cic.source import read_yaml

WORLDS = HERE / "worlds"
DAY = ("--as-of", "2032-06-30")
Cic = Callable[..., Ran]


@pytest.fixture
def here(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return base


@pytest.fixture
def written(here: Path) -> Path:
    """A report laid out in a way of its own, without a line end at its end."""
    path = here / REPORT
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    return path


def record(cic: Cic, *words: object) -> Ran:
    return cic("record", *words, *DAY)


def data(path: Path) -> object:
    return read_yaml("f", path.read_bytes()).data


def test_a_value_into_a_report_that_is_not_there_yet(here: Path, cic: Cic) -> None:
    asked = ("bravo", "OS.1", "2031", "--achieved", "--evidence", "register=register.pdf", "--date", "2031-12-01")
    ran = record(cic, *asked)
    assert ran.code == 0
    assert ran.err == "note: nothing was written; with --write it is\n"
    assert not (here / REPORT).exists()
    assert "2031, Bravo, reported, OS.1" in ran.out
    ran = record(cic, *asked, "--write")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(
        "data/reports/2031/alfa-bravo.yaml would be made:\n"
        "  +    1 | year: 2031\n"
        "  +    2 | partnership: alfa-bravo\n"
        "  +    3 | communes:\n"
        "  +    4 |   bravo:\n"
        "  +    5 |     observations:\n"
        "  +    6 |       OS.1:\n"
        "  +    7 |         achieved: true\n"
        "  +    8 |         evidence:\n"
        "  +    9 |           - {kind: register, address: register.pdf, date: 2031-12-01}\n"
        "data/reports/2031/alfa-bravo.yaml: written\n"
        "To undo it: delete data/reports/2031/alfa-bravo.yaml\n"
    )
    assert found_in(here) == []
    again = record(cic, *asked, "--write")
    assert (again.code, again.out, again.err) == (0, "", "this stands there already: nothing is to be written\n")


def test_a_new_report_names_its_schema_as_the_programme_does(here: Path, cic: Cic) -> None:
    root = here / "programme.yaml"
    root.write_text(f"# yaml-language-server: $schema=../docs/schemas/programme.json\n{root.read_text()}")
    record(cic, "bravo", "OS.1", "2031", "--not-achieved", "--write")
    first = (here / REPORT).read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=../../../docs/schemas/report.json"


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (("bravo", "OS.1", "2031", "--achieved"), "{achieved: false}", "{achieved: true}"),
        (("bravo", "OS.1", "2031", "--value", "1"), "{achieved: false}", "{value: 1}"),
        (
            ("bravo", "OS.1", "2031", "--not-applicable", "Il n’y en a pas: fermé", "--text-lang", "fr"),
            "{achieved: false}",
            '{not_applicable: {fr: "Il n’y en a pas: fermé"}}',
        ),
        (("bravo", "OS.1", "2031", "--note", "new"), "{achieved: false}", "{achieved: false, note: {en: new}}"),
        (
            ("charlie", "OS.1", "2031", "--not-achieved"),
            "# seen\n",
            "# seen\n    charlie:\n        observations:\n            OS.1:\n                achieved: false\n",
        ),
        (("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "1.250,50"), "12.00", "1250.50"),
        (("bravo", "money", "2031", "--nature", "operating", "--amount", "7"), "12.00", "7.00"),
        (
            (
                "alfa-bravo",
                "money",
                "2031",
                "--nature",
                "operating",
                "--amount",
                "5",
                "--refund-of",
                "2031",
                "--reason",
                "x",
            ),
            "{amount: 12.00}\n",
            "{amount: 12.00}\n        refunds:\n            - {amount: 5.00, of: 2031, nature: operating, reason: {en: x}}\n",
        ),
        (
            ("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "12", "--evidence", "bills=b.pdf"),
            "operating: {amount: 12.00}\n",
            "operating:\n            amount: 12.00\n            evidence:\n                - {kind: bills, address: b.pdf}\n",
        ),
        (
            ("alfa-bravo", "money", "2031", "--nature", "investment", "--amount", "3"),
            "        operating",
            "        investment: {amount: 3.00}\n        operating",
        ),
    ],
)
def test_only_the_lines_concerned_change(words, old, new, written: Path, cic: Cic) -> None:
    ran = record(cic, *words, "--write")
    assert ran.code in (0, 1), ran.err
    assert TEXT.count(old) == 1
    assert written.read_text() == TEXT.replace(old, new)


def test_former_ids_stay_as_the_file_has_them(written: Path, here: Path, cic: Cic) -> None:
    partnership = here / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(partnership.read_text().replace("bravo: {name", "bravo: {formerly: [bravissimo], name"))
    assert "formerly" in partnership.read_text()
    written.write_text(TEXT.replace("bravo:\n", "bravissimo:\n"))
    assert record(cic, "bravissimo", "OS.1", "2031", "--achieved", "--write").code in (0, 1)
    assert written.read_text() == TEXT.replace("bravo:\n", "bravissimo:\n").replace("achieved: false", "achieved: true")


def test_evidence_is_added_and_a_file_gets_its_sha256(here: Path, cic: Cic) -> None:
    (here / "evidence").mkdir()
    (here / "evidence" / "a.pdf").write_bytes(b"a")
    record(cic, "bravo", "OS.1", "2031", "--achieved", "--evidence", "register=evidence/a.pdf", "--write")
    record(cic, "bravo", "OS.1", "2031", "--evidence", "register=plan", "--write")
    ran = record(cic, "bravo", "OS.1", "2031", "--evidence", "register=plan", "--write")
    assert "stands there already" in ran.err
    found = read_yaml("f", (here / REPORT).read_bytes()).data["communes"]["bravo"]["observations"]["OS.1"]["evidence"]  # type: ignore[index, call-overload]
    assert [sorted(one) for one in found] == [["file", "kind", "sha256"], ["document", "kind"]]
    assert found_in(here) == []


def test_it_asks_for_what_is_missing_and_before_it_writes(here: Path, cic: Cic, talking) -> None:
    questions = talking("yes", "register=r.pdf", "y")
    assert record(cic, "bravo", "OS.1", "2031").code == 0
    assert questions == [
        "Is it achieved? yes or no:",
        "What proves it, as KIND=FILE (kinds: register; nothing: leave it empty):",
        "Write this? y/N",
    ]
    assert found_in(here) == []
    questions = talking("operating", "1 250,50", "", "n")
    ran = record(cic, "alfa-bravo", "money", "2031", "--lang", "fr")
    assert "rien n'a été écrit" in ran.err.replace("’", "'")
    assert len(questions) == 4
    assert "1250.50" in ran.out
    assert "expenditure" not in (here / REPORT).read_text()


def test_no_answer_writes_nothing(here: Path, cic: Cic, talking) -> None:
    talking()
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved")
    assert (ran.code, "no answer came" in ran.err) == (2, True)
    assert not (here / REPORT).exists()


def test_an_empty_answer_is_no_number_that_was_mistyped(here: Path, cic: Cic, talking) -> None:
    talking("operating", "")
    ran = record(cic, "alfa-bravo", "money", "2031")
    assert (ran.code, "no answer came" in ran.err, "--amount" in ran.err) == (2, True, False)


def test_errors_that_would_come_are_shown_and_make_the_exit_code(written: Path, cic: Cic) -> None:
    ran = record(cic, "bravo", "OS.1", "2031", "--value", "7")
    assert ran.code == 1
    assert "CIC511" in ran.out
    assert written.read_text() == TEXT


def test_what_was_changed_meanwhile_is_not_overwritten(written: Path, cic: Cic, monkeypatch) -> None:
    real = writing.preview

    def slow(*arguments: object) -> int:
        written.write_text(TEXT + "\n# by hand\n")
        return real(*arguments)

    monkeypatch.setattr(writing, "preview", slow)
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "was changed meanwhile" in ran.err) == (2, True)
    assert written.read_text() == TEXT + "\n# by hand\n"
    written.unlink()
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "was changed meanwhile" in ran.err) == (2, True)


def test_a_full_disk_changes_nothing(written: Path, cic: Cic, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "nothing was changed" in ran.err) == (2, True)
    assert written.read_text() == TEXT
    assert [path.name for path in written.parent.iterdir()] == [written.name]


@posix
@pytest.mark.slow
def test_a_kill_leaves_the_old_file_or_the_new_one(written: Path, here: Path) -> None:
    script = (
        "import os, sys; from cic.base import files; real = files.put_in_place\n"
        "def put(*given):\n    if sys.argv[1] == 'after': real(*given)\n    os.kill(os.getpid(), 9)\n"
        "files.put_in_place = put; sys.argv = ['cic', 'record', *sys.argv[2:]]\n"
        "from cic.cli import main; main()"
    )
    words = ("bravo", "OS.1", "2031", "--achieved", "--write", *DAY)
    for when, text in (("before", TEXT), ("after", TEXT.replace("achieved: false", "achieved: true"))):
        code = script.replace("sys.argv[1]", repr(when)).replace("sys.argv[2:]", repr([*words]))
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True)
        assert ran.returncode == -9, ran.stderr
        assert written.read_text() == text


@pytest.mark.slow
def test_two_at_once_lose_nothing(here: Path) -> None:
    words = [
        ("bravo", "OS.1", "2031", "--achieved"),
        ("charlie", "OS.1", "2031", "--achieved"),
        ("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "5"),
    ]
    left = list(words)
    for _ in words:
        running = [
            (
                one,
                subprocess.Popen(
                    [sys.executable, "-m", "cic", "record", *one, "--write", *DAY], stderr=subprocess.PIPE
                ),
            )
            for one in left
        ]
        done = [(one, ran.communicate(timeout=60)[1], ran.returncode) for one, ran in running]
        assert all(code == 0 or b"meanwhile" in said for _, said, code in done), done
        left = [one for one, _, code in done if code]
    assert left == []
    found = data(here / REPORT)
    assert isinstance(found, dict)
    assert sorted(found["communes"]) == ["bravo", "charlie"]
    assert list(found) == ["year", "partnership", "communes", "expenditure"]


def test_waits_for_another_cic(written: Path, here: Path, cic: Cic, monkeypatch) -> None:
    from cic.base import files

    monkeypatch.setattr(files, "alone_in", lambda folder: alone_in(folder, patience=0))
    with alone_in(here):
        ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "another cic" in ran.err) == (2, True)
    assert written.read_text() == TEXT


@posix
def test_a_link_out_of_the_data_is_not_followed(here: Path, tmp_path: Path, cic: Cic) -> None:
    (tmp_path / "elsewhere").mkdir()
    (here / "reports").mkdir()
    (here / "reports" / "2031").symlink_to(tmp_path / "elsewhere")
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "not an ordinary file of the data folder" in ran.err) == (2, True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_report_with_faults_is_left_alone(written: Path, cic: Cic) -> None:
    written.write_text("year: 2031\nyear: 2032\n")
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert (ran.code, "has faults itself" in ran.err) == (2, True)


def test_what_cannot_be_edited_says_what_to_write(written: Path, cic: Cic) -> None:
    written.write_text(TEXT.replace("    bravo:\n", "    ? bravo\n    :\n"))
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert ran.code in (0, 2)
    if ran.code:
        assert "achieved: true" in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bravo", "OS.1", "2031", "--value", "1.250"), "write 1250 if the sign stands before thousands, 1.25 if"),
        (("bravo", "OS.1", "2031", "--value", "12,5 %"), "write --numerator and --denominator"),
        (("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "135000 DH"), "is no number"),
        (("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "12,50,00"), "is no number"),
        (("alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "0.001,555"), "at most two decimals"),
        (("Bravi", "OS.1", "2031", "--achieved"), "did you mean bravo"),
        (("bravo", "OS.1", "2031", "--achieved", "--evidence", "Register of school=a"), "did you mean register"),
        (("bravo", "OS.1", "2031", "--achieved", "--note", "a\x1bb"), "character that cannot be written"),
        (("programme", "OS.1", "2031", "--achieved"), "name it: bravo, charlie, echo"),
    ],
)
def test_what_is_typed_wrongly(words, said: str, here: Path, cic: Cic) -> None:
    ran = record(cic, *words, "--write")
    assert ran.code == 2
    assert said in ran.err
    assert not (here / "reports").exists()


def test_texts_of_strangers_run_nothing(here: Path, cic: Cic) -> None:
    note = "[x] : # é 😀 'q' \"d\" {a: b} - ::error::x"
    ran = record(cic, "bravo", "OS.1", "2031", "--not-achieved", "--note", note, "--write")
    assert ran.code == 0
    found = read_yaml("f", (here / REPORT).read_bytes())
    assert found.problems == ()
    assert found.data["communes"]["bravo"]["observations"]["OS.1"]["note"] == {"en": note}  # type: ignore[index, call-overload]


def test_git_is_named_where_it_has_the_file(written: Path, tmp_path: Path, cic: Cic) -> None:
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "First")):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, capture_output=True)
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert ran.out.endswith("To undo it: git checkout -- data/reports/2031/alfa-bravo.yaml\n")
    ran = record(cic, "bravo", "OS.1", "2031", "--not-achieved", "--write")
    assert "take the lines with + out of" in ran.out


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_a_new_report_says_what_is_due_and_nothing_else(here: Path, cic: Cic, code: str, golden) -> None:
    ran = cic("new", "report", "2032", "alfa-bravo", "--as-of", "2034-01-01", "--lang", code)
    assert (ran.code, ran.err) == (0, "")
    path = here / "reports" / "2032" / "alfa-bravo.yaml"
    golden(f"new-report.{code}.yaml", path.read_text())
    assert data(path) == {"year": 2032, "partnership": "alfa-bravo"}
    before = path.read_bytes()
    again = cic("new", "report", "2032", "alfa-bravo", "--as-of", "2034-01-01", "--lang", "en")
    assert (again.code, "is there already" in again.err) == (2, True)
    assert path.read_bytes() == before


def test_a_skeleton_in_force_is_yaml_with_the_keys_of_a_report(tmp_path: Path, cic: Cic, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    cic("init", "--demo", "it")
    report = tmp_path / "it" / "data" / "reports" / "2022" / "fictiebeek-quelquepart.yaml"
    assert cic("new", "report", "2022", "fictiebeek-quelquepart", "--data", "it/data").code == 0
    head, lines = report.read_text().split("\n", 1)
    report.write_text(head + "\n" + "".join(line.removeprefix("# ") + "\n" for line in lines.splitlines()))
    document = read_yaml("f", report.read_bytes())
    assert document.problems == ()
    found = document.data
    assert isinstance(found, dict)
    assert list(found) == ["year", "partnership", "observations", "communes", "expenditure", "narrative"]
    assert list(found["communes"]["quelquepart"]["observations"]["OS.2"]) == ["value", "evidence"]
    codes = {one.code for one in found_in(tmp_path / "it" / "data")}
    assert "CIC101" not in codes


@pytest.mark.parametrize(
    ("world", "words", "said"),
    [
        ("coffee_chain", ("hills", "money", "2032", "--nature", "advice", "--amount", "5"), "2032-Q1, 2032-Q2"),
        ("coffee_chain", ("hills", "money", "2032-Q5", "--nature", "advice", "--amount", "5"), "2032-Q1, 2032-Q2"),
        (
            "power_line",
            ("programme", "money", "2033", "--amount", "5"),
            "it is one of: credit_north, credit_south, grant",
        ),
        ("power_line", ("programme", "C1.2", "2033"), "it is one of: designed, contracted, built"),
        ("power_line", ("programme", "C1.2", "2033", "--step", "buit"), "did you mean built"),
        ("safe_water", ("aman", "O1.2.1", "2032", "--numerator", "3"), "--denominator is missing"),
    ],
)
def test_other_programmes_say_what_theirs_is(world: str, words, said: str, cic: Cic) -> None:
    ran = cic("record", *words, "--data", WORLDS / world, "--as-of", "2033-06-30")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("world", "words", "file", "lines"),
    [
        (
            "coffee_chain",
            ("gahuza", "R2.1", "2031-Q4", "--text", "Vu: oui", "--achieved", "--text-lang", "fr"),
            "reports/2031-Q4/hills.yaml",
            ['R2.1: {achieved: true, text: {nl: Er is een nieuw bestuur, fr: "Vu: oui"}}'],
        ),
        (
            "power_line",
            ("programme", "money", "2033", "--category", "grant", "--amount", "5"),
            "reports/2033/programme.yaml",
            ["year: 2033", "expenditure:", "grant:", "total: {amount: 5.00}"],
        ),
        (
            "city_services",
            ("wells", "OS.2", "2032-H2", "--value", "5,5"),
            "reports/2032-H2/wells-axim.yaml",
            ["OS.2: {value: 5.5}"],
        ),
    ],
)
def test_other_programmes(world: str, words, file: str, lines: list[str], tmp_path: Path, cic: Cic) -> None:
    folder = Path(shutil.copytree(WORLDS / world, tmp_path / "data"))
    known = (folder / file).read_text() if (folder / file).exists() else ""
    ran = cic("record", *words, "--data", folder, "--as-of", "2033-06-30", "--write")
    assert ran.code in (0, 1), ran.err
    after = (folder / file).read_text()
    assert [line for line in lines if line in known] == []
    assert [line for line in lines if line not in after] == []


def test_lines_that_are_shown_tell_nothing_of_persons(written: Path, cic: Cic) -> None:
    name = "{year: 2031, partnership: alfa-bravo, reported: {by: {en: Jane Secretperson}, date: 2032-01-03}, "
    written.write_text(
        name + "communes: {bravo: {observations: {OS.1: {achieved: false, note: {en: by Jane Secretperson}}}}}}"
    )
    ran = record(cic, "bravo", "OS.1", "2031", "--achieved", "--write")
    assert "achieved: true" in ran.out
    assert "Secretperson" not in ran.out + ran.err
    assert written.read_text().count("Secretperson") == 2


def test_the_base_is_as_it_was() -> None:
    assert not (BASE / "reports").exists()


@pytest.mark.parametrize(
    ("language", "decimals", "one", "other"),
    [
        ("en", "12500.50", "1250", "1.25"),
        ("fr", "12500,50", "1250", "1,25"),
        ("nl", "12500,50", "1250", "1,25"),
    ],
)
def test_examples_are_written_as_the_reader_does_and_are_taken(
    language: str, decimals: str, one: str, other: str, here: Path, cic: Cic
) -> None:
    money = ("alfa-bravo", "money", "2031", "--nature", "operating", "--lang", language)
    advice = record(cic, *money, "--amount", "1.234,567").err
    assert decimals in advice
    assert decimals in record(cic, *money, "--amount", "much").err
    both = record(cic, *money, "--amount", "1.250").err
    assert f" {one} " in both
    assert f" {other} " in both
    assert "amount: 12500.50" in record(cic, *money, "--amount", decimals).out
