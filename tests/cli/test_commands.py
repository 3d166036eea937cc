"""The commands, as whole output, standard error and exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import DATA, ROOT, posix, shipped_data

from cic.base.message import Message
from cic.cli.app import COMMANDS
from cic.language import language_of
from cic.rules import RULES

AS_OF = ("--as-of", "2026-11-28")


@pytest.fixture
def broken(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base with one cent too much in the table, seen from the folder above."""
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text().replace("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01"))
    monkeypatch.chdir(base.parent)
    return base


@pytest.mark.parametrize("format", ["full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown"])
def test_validate(format: str, broken: Path, cic, golden) -> None:
    ran = cic("validate", "--format", format, "--as-of", "2031-06-30")
    assert (ran.code, ran.err) == (1, "")
    golden(f"validate-{format}.txt", pretty(ran.out) if format == "sarif" else ran.out)


def pretty(document: str) -> str:
    """JSON on many lines, for those who read the golden file."""
    return json.dumps(json.loads(document), ensure_ascii=False, indent=2) + "\n"


def test_validate_of_what_is_right(base: Path, cic) -> None:
    ran = cic("validate", "--data", base)
    assert (ran.code, ran.out, ran.err) == (0, "6 files read, 0 errors, 0 warnings, 0 acknowledged\n", "")
    assert cic("validate", "--data", base, "-q").out == ""


def test_json_is_the_contract(broken: Path, cic) -> None:
    document = json.loads(cic("validate", "--format", "json", "--as-of", "2031-06-30").out)
    assert {"schema_version", "version", "root", "as_of", "summary", "findings"} <= set(document)
    assert (document["schema_version"], document["root"], document["as_of"]) == (1, "data", "2031-06-30")
    assert document["summary"] == {"files": 6, "errors": 2, "warnings": 0, "infos": 0, "acknowledged": 0, "known": 0}
    by_column, by_years = document["findings"]
    assert (by_years["code"], by_years["expected"], by_years["found"], by_years["difference"]) == (
        "CIC301",
        "30.00",
        "30.01",
        "0.01",
    )
    assert (by_years["file"], by_years["line"], by_years["column"]) == ("data/budget.yaml", 7, 51)
    assert by_years["path"] == "categories.partners.investment[total]"
    assert [related["value"] for related in by_years["related"]] == ["20.00", "10.00"]
    assert by_column["acknowledged"] is None


def test_selection_and_levels(broken: Path, cic) -> None:
    assert cic("validate", "--select", "CIC301", "-q", "--format", "concise").out.count("\n") == 1
    assert cic("validate", "--ignore", "CIC3", "-q").code == 0
    assert (
        cic("validate", "--select", "budget-years,CIC302", "--statistics").out
        == "    1 CIC301 budget-years (error)\n    1 CIC302 budget-natures (error)\n"
    )
    usage = cic("validate", "--select", "budget-yeras")
    assert (usage.code, usage.err) == (2, "cic: there is no rule budget-yeras\n     did you mean budget-years?\n")


def test_paths_narrow_what_is_shown(broken: Path, cic) -> None:
    elsewhere = cic("validate", "data/partnerships")
    assert (elsewhere.code, elsewhere.err) == (0, "note: 2 findings elsewhere\n")
    assert cic("validate", "data/budget.yaml").code == 1
    assert cic("validate", "missing.yaml").code == 2
    assert cic("validate", "/").code == 1


def test_several_outputs_in_one_run(broken: Path, cic) -> None:
    cic("validate", "--output", "json=out.json", "--output", "concise=out.txt", "-q")
    assert json.loads((broken.parent / "out.json").read_text())["summary"]["errors"] == 2
    assert (broken.parent / "out.txt").read_text().count("error CIC30") == 2
    cic("validate", "--output", "by-ending.json", "--output", "by-ending.xml", "-q")
    assert (broken.parent / "by-ending.json").read_text() == (broken.parent / "out.json").read_text()
    assert (broken.parent / "by-ending.xml").read_text().startswith("<?xml")
    assert cic("validate", "--output", "out.pdf").code == 2
    assert cic("validate", "--output", "json=").code == 2
    assert cic("validate", "--output", "xml=out.xml").code == 2
    assert cic("validate", "--output", "json=none/out.json").code == 2


@shipped_data
def test_strict_level_and_acknowledgements_on_the_shipped_data(cic, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    assert cic("validate", *AS_OF).code == 0
    assert cic("validate", "--fail-level", "info", *AS_OF).code == 0
    ran = cic("validate", "--strict", "--no-acknowledgements", "--format", "concise", *AS_OF)
    assert ran.code == 1
    for line in (
        "data/budget.yaml:15:14: error CIC305 partners-line: the 10 partnerships add up to 1632012.58, but the partners line is 1697293.05",
        "data/budget.yaml:112:14: error CIC301 budget-years: the years add up to 223438.20, but 223438.19 is stated (-0.01)",
        "error CIC501 target-sum: the 12 communes' targets for R1.2b in 2021 make 48, the programme promises 52 (+4)",
        "warning CIC502 target-open: 6 of 6 promised for OS.2 in 2019 is not allocated: there is a target for 0 of 12 communes",
    ):
        assert line in ran.out
    shown = cic("validate", "--show-acknowledged", *AS_OF)
    assert shown.code == 0
    entries = yaml.safe_load((DATA / "acknowledgements.yaml").read_text(encoding="utf-8"))["acknowledgements"]
    accepted = sum(len(entry.get("findings", (entry,))) for entry in entries)
    assert shown.out.count("= acknowledged: ") == accepted > len(entries) > 0
    of_reading = [line for line in shown.out.splitlines() if "(acknowledged, rests on our reading)" in line]
    assert {"CIC405", "CIC407", "CIC410", "CIC412", "CIC501"} <= {line.split()[2] for line in of_reading}
    assert not {"CIC301", "CIC402", "CIC403", "CIC502", "CIC608", "CIC702"} & {line.split()[2] for line in of_reading}


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "--data", "missing"),
        ("validate", "--as-of", "yesterday"),
        ("validate", "--as-of", "20191231"),
        ("validate", "--as-of", "2019-W52-1"),
        ("validate", "--select", ","),
        ("validate", "--ignore", " , "),
        ("report", "--year", "0"),
        ("validate", "--nothing"),
        ("explain", "CIC999"),
        ("schema", "nothing"),
        ("list", "communs"),
        ("list", "risks", "--by", "region"),
        ("list", "--by", "region"),
        ("show", "nothing"),
        ("show", "R4.1", "--year", "1999"),
        ("report", "--year", "1999"),
        ("nothing",),
        ("acknowledge", "data/budget.yaml:1", "--reason", "x"),
        ("acknowledge", "here", "--reason", "x"),
        ("acknowledge", "data/budget.yaml:1", "--reason", " "),
    ],
)
def test_wrong_usage_is_2_and_says_what_to_do(arguments: tuple[str, ...], cic, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = cic(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) >= 2
    assert "Traceback" not in ran.err


@shipped_data
def test_year_outside_names_the_years(cic) -> None:
    assert "its years are 2017, 2018, 2019, 2020, 2021" in cic("report", "--data", DATA, "--year", "2016").err


def test_internal_error_is_3_without_traceback(cic, base: Path, monkeypatch) -> None:
    monkeypatch.setattr("cic.checks.engine.check", lambda *_, **__: 1 / 0)
    ran = cic("validate", "--data", base)
    assert ran.code == 3
    assert "please report it" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in cic("--debug", "validate", "--data", base).err


@posix
@pytest.mark.slow
def test_full_disk_is_said_and_not_an_internal_error(base: Path) -> None:
    for command in ("report", "validate"):
        with open("/dev/full", "w") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "cic", command, "--data", str(base)],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
            )
        assert ran.returncode == 2
        assert "No space left" in ran.stderr
        assert "Traceback" not in ran.stderr


@posix
@shipped_data
@pytest.mark.slow
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_leaves_changes_neither_words_nor_exit_code(unbuffered: str, base: Path) -> None:
    (base / "budget.yaml").unlink()
    said = {
        "rules": 0,
        f"list texts --data {DATA}": 0,
        f"validate -q --data {base}": 1,
        "explain nothing": 2,
    }
    for command, code in said.items():
        for reader in ("head -1", "true"):
            ran = subprocess.run(
                ["bash", "-c", f"{sys.executable} -m cic {command} | {reader}; exit ${{PIPESTATUS[0]}}"],
                capture_output=True, text=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            )  # fmt: skip
            assert ran.returncode == code, command
            assert ran.stdout.count("\n") <= 1
            assert bool(ran.stderr) == (code == 2), ran.stderr


def test_interrupted_is_130(cic, base: Path, monkeypatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cic.checks.engine.check", interrupt)
    assert cic("validate", "--data", base).code == 130


def test_a_mistyped_command_is_suggested(cic) -> None:
    ran = cic("valdate")
    assert ran.code == 2
    assert "there is no command valdate: did you mean validate?" in ran.err


def test_a_command_imports_no_other() -> None:
    script = "import sys; from cic.cli.app import app; app(['rules'], standalone_mode=False); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    imported = set(ran.stdout.split())
    assert "cic.cli.explain" in imported
    assert not {"cic.cli.validate", "cic.cli.report", "cic.storage.loader", "rich"} & imported


def test_every_command_has_examples(cic) -> None:
    for command in COMMANDS:
        ran = cic(command, "--help")
        assert ran.code == 0
        assert "Examples:" in ran.out
        assert f"cic {command}" in ran.out


def test_rules_and_explain(cic, golden) -> None:
    golden("rules.txt", cic("rules").out, "tabulate")
    (table,) = json.loads(cic("rules", "--format", "json").out)["tables"]
    assert {row["code"]: row["severity"] for row in table["rows"]} == {one.code: one.severity.label for one in RULES}
    golden("explain-CIC301.txt", cic("explain", "budget-years").out)


def test_colour_only_when_wanted(broken: Path, cic, monkeypatch) -> None:
    assert "\x1b" not in cic("validate").out
    assert "\x1b[1;31merror\x1b[0m" in cic("validate", "--color", "always").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in cic("validate").out
    assert "\x1b[" not in cic("validate", "--color", "never").out


@shipped_data
def test_json_stays_json_on_an_ascii_terminal() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "cic", "list", "communes", "--format", "json", "--data", str(DATA)],
        env=environment,
        capture_output=True,
    )
    assert "Aït Baha" in str(json.loads(ran.stdout))


def test_persons_are_not_in_logs(base: Path, cic) -> None:
    path = base / "partnerships" / "delta-echo.yaml"
    line = "  delta: {telephone: '02 422 31 02', emails: [[x]], country: Belgium, name: Delta, contacts: {who: {naam: secret.name@x.be}}}"
    path.write_text(path.read_text().replace(path.read_text().splitlines()[3], line))
    for format in ("full", "concise", "json"):
        ran = cic("validate", "--data", base, "--format", format)
        assert ran.code == 1
        assert "secret" not in ran.out
        assert "422" not in ran.out


@posix
def test_a_link_to_a_folder_is_said(base: Path, cic) -> None:
    (base / "partnerships").rename(base / ".kept")
    (base / "partnerships").symlink_to(".kept")
    assert "CIC001" in cic("validate", "--data", base, "--format", "concise").out


@posix
@pytest.mark.slow
def test_closed_outputs_change_no_exit_code(broken: Path) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        for command, code in (("validate", 1), ("validate --format json", 1), ("report --year 2031", 0), ("rules", 0)):
            ran = subprocess.run(
                f"{sys.executable} -m cic {command} {closed}", shell=True, capture_output=True, text=True
            )
            assert (ran.returncode, "internal" in ran.stderr) == (code, False), (command, closed, ran.stderr)


def test_stale_acknowledgements_are_found_when_only_they_are_asked_for(broken: Path, cic) -> None:
    (broken / "acknowledgements.yaml").write_text(
        "acknowledgements:\n"
        "  - {rule: partners-line, file: budget.yaml, path: 'categories.partners.total[total]', reason: {en: gone}}\n"
        "  - {rule: budget-years, file: budget.yaml, path: 'categories.partners.investment[total]', reason: {en: here}}\n"
    )
    for select in ("CIC901", "CIC9", "acknowledgement-stale"):
        out = cic("validate", "--select", select, "--format", "concise", "-q").out
        assert out.count("\n") == 1
        assert "data/acknowledgements.yaml:2:12: warning CIC901" in out
    assert "CIC901" not in cic("validate", "--select", "CIC302,CIC901", "--format", "concise").out


@pytest.mark.parametrize("path", ["./data//budget.yaml", "data/../data/budget.yaml", "data/./budget.yaml"])
def test_a_path_may_be_written_in_any_way(path: str, broken: Path, cic) -> None:
    assert cic("validate", path, "-q", "--format", "concise").out.count("\n") == 2
    assert cic("acknowledge", f"{path}:7:51", "--reason", "x", "--as-of", "2031-06-30").code == 0


def test_statistics_in_json(broken: Path, cic) -> None:
    counted = json.loads(cic("validate", "--statistics", "--format", "json").out)
    assert counted[0] == {"code": "CIC301", "rule": "budget-years", "severity": "error", "count": 1}


def test_one_is_not_several(broken: Path, cic) -> None:
    out = cic("validate", "--select", "CIC301").out
    assert out.endswith("6 files read, 1 error, 0 warnings, 0 acknowledged\n")
    for word, count, shown in (("years", 1, "1 year"), ("years", 2, "2 years"), ("years", "it", "it years")):
        assert str(Message("{n:" + word + "}", {"n": count})) == shown


def test_values_in_messages_are_clipped(base: Path, cic) -> None:
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text() + "k" * 100_000 + ": 1\n")
    ran = cic("validate", "--data", base, "--format", "full")
    assert ran.code == 1
    assert max(map(len, ran.out.splitlines())) < 700


def test_keys_of_persons_are_in_no_path(base: Path, cic) -> None:
    path = base / "partnerships" / "delta-echo.yaml"
    path.write_text(
        path.read_text().replace("{name: Delta,", "{contacts: {surname: {name: A B, emails: [nobody]}}, name: Delta,")
    )
    (base / "acknowledgements.yaml").write_text(
        "acknowledgements:\n  - {rule: email, file: partnerships/delta-echo.yaml, "
        "path: 'communes[delta].contacts[surname].emails[1]', reason: {en: x}}\n"
    )
    out = cic("validate", "--data", base, "--format", "json").out
    assert "contacts[…].emails[0]" in out
    assert "surname" not in out
    place = next(f for f in json.loads(out)["findings"] if f["code"] == "CIC602")
    accepted = cic(
        "acknowledge",
        f"{base}/partnerships/delta-echo.yaml:{place['line']}",
        "--rule",
        "email",
        "--data",
        base,
        "--reason",
        "x",
    )
    assert (accepted.code, "surname" in accepted.out) == (0, False)
    assert "CIC602" not in cic("validate", "--data", base, "--format", "concise").out


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_help_is_whole_at_80_columns(language: str, cic, monkeypatch) -> None:
    """No summary is cut: each stands there to its last word, and no line is wider."""
    monkeypatch.setenv("CIC_LANG", language)
    monkeypatch.setenv("COLUMNS", "80")
    whole = cic("--help").out
    words = " ".join(whole.split())
    said = language_of(language)._template
    for name, command in COMMANDS.items():
        summary = " ".join(said(command.summary).split())  # French sets signs off with a blank of its own
        assert f"{name} {summary}" in words
        own = cic(name, "--help").out
        assert summary in " ".join(own.split())
        assert max(map(len, own.splitlines())) <= 80, name
    assert max(map(len, whole.splitlines())) <= 80
