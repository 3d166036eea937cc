"""The first screen of the report: it fits, it says the worst first, and each of its figures stands in the JSON."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from chance.programme import Made, programmes
from conftest import BASE, DATA, DAY, HERE, ROOT, posix, shipped_data
from hypothesis import HealthCheck, Phase, given, settings

from cic.cli import pager
from cic.language import language_of
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import words
from cic.render import screen, table_json
from cic.render.setting import Setting
from cic.render.table_fit import width
from cic.storage.folder import Folder
from cic.storage.loader import load

_AS_OF = ("--as-of", "2026-11-28")


WORLDS = sorted(path.name for path in (HERE / "worlds").iterdir() if path.is_dir())


@pytest.fixture(params=["demo", "empty", "base", pytest.param("shipped", marks=shipped_data), *WORLDS])
def folder(request: pytest.FixtureRequest, tmp_path: Path, cic) -> Path:
    """A programme that lives, one that is only begun, the smallest one, and the real one."""
    if request.param == "shipped":
        return DATA
    if request.param in WORLDS:
        return HERE / "worlds" / request.param
    if request.param == "base":
        return Path(shutil.copytree(BASE, tmp_path / "data"))
    assert cic("init", tmp_path / "it", *(["--demo"] if request.param == "demo" else [])).code == 0
    return tmp_path / "it" / "data"


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_it_fits_a_small_terminal(folder: Path, language: str, cic) -> None:
    ran = cic("report", "--data", folder, "--format", "screen", "--lang", language, *_AS_OF)
    lines = ran.out.splitlines()
    assert len(lines) <= 23  # and one for what is typed next
    assert max(map(width, lines)) <= 80
    assert "cic report --full" in ran.out


def test_each_of_its_figures_stands_in_the_json(folder: Path, cic) -> None:
    given = ("report", "--data", folder, *_AS_OF)
    page = json.loads(cic(*given, "--format", "json").out)
    written = json.dumps(page, ensure_ascii=False)
    shown = cic(*given, "--format", "screen").out
    assert not unknown_figures(shown, written)


def unknown_figures(screen: str, written: str) -> list[str]:
    """What the screen says in digits and the JSON does not."""
    known = set(re.findall(r"\d[\d.]*\d|\d", written))
    body = re.sub(r"(?m)^  and \d+ more$", "", screen).splitlines()[2:]
    figures = re.findall(r"\d[\d,.]*\d|\d", "\n".join(body))
    return [one for one in figures if one.replace(",", "") not in known]


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(made=programmes())
@pytest.mark.slow
def test_whatever_the_programme_it_fits_and_says_what_the_json_says(tmp_path: Path, made: Made) -> None:
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in made.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    programme = load(Folder(folder), DAY).programme
    for year in {programme.years[0], programme.years[-1]}:
        for code in ("en", "fr", "nl"):
            language = language_of(code)
            asked = Question(year, language=language)
            found = year_report(
                programme, asked, Origin(words("commit {id}", id="0" * 10), words("errors: {errors}", errors=0))
            )
            for columns in (40, 60, 80, 120):
                lines = str(screen.render(found, Setting(language, width=columns))).splitlines()
                assert len(lines) <= 23
                assert max(map(width, lines)) <= columns
            if code == "en":
                written = str(table_json.render(found, Setting(language)))
                assert not unknown_figures(str(screen.render(found, Setting(language))), written)


def test_the_worst_stands_first(demo: Path, cic) -> None:
    lines = cic("report", "--data", demo, "--year", "2023", "--format", "screen", *_AS_OF).out.splitlines()
    first = lines[lines.index("What needs attention") + 1]
    assert first.startswith("○ R1.3  Agreement in for…")
    assert first.endswith("lost in 2023: Verzonnegem – Dummara")
    excess = "100.8 % of its budget (1,204.15 EUR too much)"  # 153,504.75 of 152,300.60
    assert f"! Exempelstad – Examplum – Placeholdia has spent {excess}" in " ".join(map(str.strip, lines))


def test_an_alarm_does_not_praise_what_nobody_reported(demo: Path, cic) -> None:
    """Dummara reported nothing, so that three of five are unknown: no share of them is named."""
    page = json.loads(cic("report", "--data", demo, "--year", "2023", "--format", "json", *_AS_OF).out)
    assert page["highlights"] == [
        "Exempelstad – Examplum – Placeholdia has spent 100.8 % of its budget (1,204.15 EUR too much)",
        "Verzonnegem – Dummara has spent 92.6 % of its budget, and 2 of 5 targets are reached (3 not reported)",
    ]


@pytest.mark.parametrize(("language", "mark", "name"), [("fr", "[néerlandais]", "nl"), ("nl", "[Frans]", "fr")])
def test_a_text_of_another_language_is_marked(language: str, mark: str, name: str, demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--section", "words", "--lang", language, *_AS_OF)
    texts = {
        "nl": "Twee personen moeten het verslag kennen.",
        "fr": "Prévoir les réparations.",
    }
    for format in ("table", "markdown"):
        said = cic(*given, "--format", format).out.replace("\\", "")
        assert f"{texts[name]} {mark}" in said
        assert f"{texts[language]} [" not in said
    page = cic(*given, "--format", "html").out
    assert f'<dd lang="{name}"><p>{texts[name]} {mark}</p>' in page
    assert mark not in cic(*given, "--format", "json").out


def test_what_nothing_proves_is_said(demo: Path, cic) -> None:
    """The agreement that lapsed and the evaluation that was not held have no evidence; of 116,584.02, which is what was
    spent before 450.25 came back, the five investments have invoices: 4,500 + 2,200 + 4,000 + 2,500 + 1,800."""
    given = ("report", "--data", demo, "--year", "2023", "--section", "evidence", *_AS_OF)
    tables = {one["key"]: one for one in json.loads(cic(*given, "--format", "json").out)["tables"]}
    assert tables["evidence"]["notes"] == [
        "Values without evidence: R1.3: 1 of 5, R2.2: 1 of 4",
        "Spending without evidence: 101,584.02 of 116,584.02 EUR",
    ]
    assert " Factures " in cic(*given, "--lang", "fr", "--format", "markdown").out


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_neither_who_is_the_reason_nor_the_check_is_cut(language: str, demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--format", "screen", "--lang", language, *_AS_OF)
    lines = cic(*given).out.splitlines()
    assert lines[1].endswith(": 12")
    assert any(line.endswith(": Verzonnegem – Dummara") for line in lines)


def test_shares_of_associations_stand_as_parts_of_the_total(demo: Path, cic) -> None:
    """For programs the line is called as the budget calls it."""
    given = ("report", "--data", demo, "--year", "2023", "--section", "money", *_AS_OF)
    page = cic(*given, "--format", "table").out
    assert "\nof which Union of Imaginary Towns " in page
    assert "Approved budget of 2023" in page
    tables = {one["key"]: one for one in json.loads(cic(*given, "--format", "json").out)["tables"]}
    assert [row["line"] for row in tables["budget"]["rows"]][-2] == "Union of Imaginary Towns"


def test_what_came_after_the_window_of_a_milestone_is_not_lost(tmp_path: Path, cic) -> None:
    """Each has its own years for the target of 2031; by the wording all have it by 2032, and none reported those years."""
    folder = Path(shutil.copytree(BASE, tmp_path / "data"))
    logframe = (folder / "logframe.yaml").read_text()
    logframe = logframe.replace(
        "over_years: cumulative", "over_years: per_period\n        deadline: {year: 2032, printed: school}"
    )
    (folder / "logframe.yaml").write_text(logframe.replace("2032: {value: 3", "2031: {value: 3"))
    for year, achieved in ((2031, "false"), (2032, "true")):
        (folder / f"reports/{year}").mkdir(parents=True)
        observed = f"{{observations: {{OS.1: {{achieved: {achieved}}}}}}}"
        (folder / f"reports/{year}/delta-echo.yaml").write_text(
            f"year: {year}\npartnership: delta-echo\ncommunes: {{echo: {observed}}}\n"
        )
        (folder / f"reports/{year}/alfa-bravo.yaml").write_text(
            f"year: {year}\npartnership: alfa-bravo\ncommunes: {{bravo: {observed}, charlie: {observed}}}\n"
        )
    ran = cic("report", "--data", folder, "--year", "2032", "--section", "attention", "--as-of", "2034-06-30")
    assert ran.code == 0
    assert "lost" not in ran.out
    assert "not yet: Bravo, Charlie, Echo" in " ".join(ran.out.split())


def test_nothing_reported_takes_one_line(demo: Path, cic) -> None:
    shutil.rmtree(demo / "reports")
    lines = cic("report", "--data", demo, "--year", "2023", "--format", "screen", *_AS_OF).out.splitlines()
    values, accounts = (line for line in lines if line.startswith("?"))
    assert "Nothing reported yet: OS.1" in values
    assert "Accounts missing: the programme" in accounts


def test_a_budget_that_is_not_there_takes_no_line(demo: Path, cic) -> None:
    (demo / "budget.yaml").unlink()
    assert "Money" not in cic("report", "--data", demo, "--year", "2023", "--format", "screen", *_AS_OF).out


@pytest.fixture
def demo(tmp_path: Path, cic) -> Path:
    cic("init", "--demo", tmp_path / "it")
    return tmp_path / "it" / "data"


def _on_a_terminal(*arguments: str, lines: int = 24, columns: int = 80, **environment: str) -> str:
    """What a command shows on a terminal of that size."""
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    command = [sys.executable, "-c", "from cic.cli import main; main()", *arguments]
    settings = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **environment}
    for name in ("LINES", "COLUMNS"):
        settings.pop(name, None)
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=settings, cwd=ROOT) as running:
        os.close(slave)
        written = b""
        while True:
            try:
                read = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            written += read
        running.wait()
    os.close(master)
    return written.decode().replace("\r\n", "\n")


@posix
def test_a_terminal_gets_the_screen_and_a_pipe_the_page(demo: Path, cic) -> None:
    given = ("report", "--data", str(demo), "--year", "2023", *_AS_OF)
    assert _on_a_terminal(*given) == cic(*given, "--format", "screen").out
    assert "Approved budget of 2023" in cic(*given).out


@posix
@pytest.mark.parametrize("more", [["--full"], ["--section", "money"], ["--by", "commune"], ["--result", "R1"]])
def test_what_is_asked_for_is_shown_whole_through_the_pager(more: list[str], demo: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    reader = f"{sys.executable} -c \"import sys; open(r'{kept}', 'w').write(sys.stdin.read())\""
    given = ("report", "--data", str(demo), "--year", "2023", *_AS_OF, *more)
    assert _on_a_terminal(*given, CIC_PAGER=reader) == ""
    assert _on_a_terminal(*given, CIC_PAGER="") == kept.read_text()


@posix
@pytest.mark.parametrize("wanted", ["cat", "", "no-such-program-here", "'"])
def test_who_wants_no_pager_has_none(wanted: str, demo: Path) -> None:
    shown = _on_a_terminal("report", "--data", str(demo), "--year", "2023", "--full", PAGER=wanted)
    assert "Approved budget of 2023" in shown
    assert "Legend" in shown


def test_what_fits_is_not_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pager, "_shown", lambda *_: pytest.fail("the pager ran"))
    assert not pager.paged("one line\n")


@pytest.mark.parametrize(("language", "said"), [("en", "✔ 3 achieved"), ("fr", "✔ 3 atteints"), ("nl", "✔ 3 bereikt")])
def test_several_are_said_in_the_plural(language: str, said: str, demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--format", "screen", "--lang", language, *_AS_OF)
    assert f" {said} " in cic(*given).out


def test_a_narrow_screen_names_the_worst(demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--format", "screen", "--width", "60", *_AS_OF)
    lines = cic(*given).out.splitlines()
    assert len(lines) <= 23
    assert max(map(width, lines)) <= 60
    assert lines[lines.index("What needs attention") + 1].startswith("○ R1.3")
