"""Ids that things had before: what names one of them means the thing that has another id now."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BASE, DAY, put

from cic.checks.engine import check
from cic.checks.placement import findings
from cic.model.formerly import named_as_in, renamed_file, renamed_path
from cic.model.kinds import BY_NAME
from cic.model.programme import Programme
from cic.rules import select_rules
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load

REPORT = """year: 2031
partnership: {partnership}
communes:
  {commune}: {{observations: {{{indicator}: {{value: 1, evidence: [{{kind: register, address: a.pdf}}]}}}}}}
"""
OLD = {"partnership": "alfa-bravo", "commune": "bravo", "indicator": "OS.1"}


def rename(folder: Path, *, told: bool = True) -> None:
    """Give the commune bravo, its partnership and the indicator other ids in the files that define them; `told`: and
    say which they had."""
    old, new = folder / "partnerships/alfa-bravo.yaml", folder / "partnerships/alfa-beta.yaml"
    text = old.read_text()
    old.unlink()
    for one, other in (("id: alfa-bravo", "id: alfa-beta"), ("  bravo: {", "  beta: {"), ("OS.1", "OS.1b")):
        assert one in text
        text = text.replace(one, other)
    logframe = folder / "logframe.yaml"
    words = logframe.read_text()
    assert "OS.1:\n" in words
    words = words.replace("OS.1:\n", "OS.1b:\n")
    if told:
        text = text.replace("id: alfa-beta\n", "id: alfa-beta\nformerly: [alfa-bravo]\n")
        text = text.replace("  beta: {", "  beta: {formerly: [bravo], ")
        words = words.replace("OS.1b:\n", "OS.1b:\n        formerly: [OS.1]\n")
    new.write_text(text)
    logframe.write_text(words)


def read(folder: Path) -> Loaded:
    return load(Folder(folder), DAY)


def said(loaded: Loaded) -> list[tuple[str, str, int]]:
    found = findings(loaded, check(loaded, select_rules("", "")).verdicts)
    return [(one.code, one.place.file, one.place.line) for one in found]


def observed(programme: Programme) -> list[tuple[str, str | None, str]]:
    return [(report.partnership or "", commune, one.id) for one, report, commune in programme.each_observation()]


def test_what_names_a_former_id_is_read_as_the_thing(base: Path) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD)})
    before = said(read(base))
    rename(base)
    loaded = read(base)
    assert said(loaded) == before
    assert observed(loaded.programme) == [("alfa-beta", "beta", "OS.1b")]
    assert loaded.programme.observed["OS.1b"].keys() == {"beta"}
    assert loaded.programme.promised["OS.1b"].keys() == {"beta", "charlie", "echo"}


def test_findings_stand_where_the_former_id_is_written(base: Path) -> None:
    wrong = REPORT.format(**OLD).replace("value: 1", "value: -1")
    put(base, {"reports/2031/alfa-bravo.yaml": wrong})
    before = said(read(base))
    assert ("reports/2031/alfa-bravo.yaml", 4) in [one[1:] for one in before]
    rename(base)
    assert said(read(base)) == before


def test_without_it_the_references_lead_to_nothing(base: Path) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD)})
    rename(base, told=False)
    assert "CIC205" in {code for code, _, _ in said(read(base))}


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("partnerships/alfa-bravo.yaml", "  bravo: {", "  bravo: {formerly: [echo], ", "another commune"),
        ("partnerships/alfa-bravo.yaml", "  bravo: {", "  bravo: {formerly: [bravo], ", "was never another"),
        ("partnerships/alfa-bravo.yaml", "id: alfa-bravo\n", "id: alfa-bravo\nformerly: [delta-echo]\n", "another"),
        ("logframe.yaml", "OS.1:\n", "OS.1:\n        formerly: [OS.1]\n", "was never another"),
    ],
)
def test_an_id_of_two_things_is_found(file: str, old: str, new: str, words: str, base: Path) -> None:
    text = (base / file).read_text()
    assert old in text
    (base / file).write_text(text.replace(old, new))
    loaded = read(base)
    (one,) = check(loaded, select_rules("CIC203", "")).verdicts
    assert words in str(one.problem.message)
    assert loaded.programme.communes.keys() == read(BASE).programme.communes.keys()


def test_one_former_id_of_two_things_means_neither(base: Path) -> None:
    file = base / "partnerships/delta-echo.yaml"
    text = file.read_text()
    for id in ("delta", "echo"):
        text = text.replace(f"  {id}: {{", f"  {id}: {{formerly: [old], ")
    file.write_text(text)
    loaded = read(base)
    assert len(check(loaded, select_rules("CIC203", "")).verdicts) == 1
    assert loaded.programme.renamed == {}


def test_a_report_that_names_both_ids_says_so(base: Path) -> None:
    rename(base)
    both = REPORT.format(partnership="alfa-beta", commune="beta", indicator="OS.1b")
    both += both.splitlines()[-1].replace("beta", "bravo") + "\n"
    put(base, {"reports/2031/alfa-beta.yaml": both})
    found = [one.problem for one in check(read(base), select_rules("CIC205", "")).verdicts]
    assert ["bravo is the former id of beta" in str(one.message) for one in found] == [True]


def test_an_earlier_state_is_read_with_the_later_ids(base: Path) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD)})
    before = read(base).programme
    rename(base)
    after = read(base).programme
    now = named_as_in(before, after)
    assert now.communes.keys() == after.communes.keys()
    assert now.indicators.keys() == after.indicators.keys()
    assert now.partnership_files.keys() == after.partnership_files.keys()
    assert observed(now) == observed(after)
    assert named_as_in(now, after).communes.keys() == after.communes.keys(), "twice is once"


def test_paths_and_files_follow() -> None:
    renames = {"commune": {"eco": "echo"}, "partnership": {"delta-eco": "delta-echo"}, "indicator": {"R1": "R2"}}
    path = "communes[eco].observations[R1].evidence[0].kind"
    assert renamed_path(path, BY_NAME["report"], renames) == "communes[echo].observations[R2].evidence[0].kind"
    assert renamed_path("communes[other].name", BY_NAME["partnership"], renames) == "communes[other].name"
    assert renamed_file("reports/2031/delta-eco.yaml", renames) == "reports/2031/delta-echo.yaml"
    assert renamed_file("phases/eco/partnerships/delta-eco.yaml", renames) == "phases/eco/partnerships/delta-echo.yaml"
    assert renamed_file("budget.yaml", renames) == "budget.yaml"


def test_an_acknowledgement_of_a_former_id_holds(base: Path) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD).replace("value: 1", "value: -1")})
    first = [one for one in check(read(base), select_rules("", "")).verdicts if one.problem.where.file[:7] == "reports"]
    assert first
    entries = [
        f"  - {{rule: {one.place[0]}, file: {one.place[1]}, path: '{one.path}', reason: {{en: so}}, figures: {{{', '.join(f'{key}: {value!r}' for key, value in one.figures.items())}}}}}\n"
        for one in first
    ]
    put(base, {"acknowledgements.yaml": "acknowledgements:\n" + "".join(entries)})
    accepted = [one for one in check(read(base), select_rules("", "")).verdicts if one.acceptance]
    assert len(accepted) == len(first)
    rename(base)
    again = check(read(base), select_rules("", "")).verdicts
    assert len([one for one in again if one.acceptance]) == len(
        [one for one in accepted if "OS.1" not in one.figures.values() and "bravo" not in one.figures.values()]
    )


def test_a_state_that_is_read_like_another_one_keeps_its_own_ids(base: Path, tmp_path: Path) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD)})
    import shutil

    shutil.copytree(base, tmp_path / "old")
    rename(base)
    after, old = read(base), Folder(tmp_path / "old")
    before = load(old, DAY, like=after)
    assert observed(before.programme) == [("alfa-bravo", "bravo", "OS.1")]
    assert load(Folder(base), DAY, like=before).programme.files == after.programme.files


def test_pages_name_what_things_are_called_today_with_what_they_were(base: Path, cic) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(**OLD)})
    rename(base)
    out = " ".join(cic("report", "--data", base, "--year", 2031, "--as-of", DAY).out.split())
    assert "OS.1b (formerly OS.1)" in out
    assert "alfa-beta (formerly alfa-bravo), beta (formerly bravo)" in out
    by = " ".join(cic("report", "--data", base, "--year", 2031, "--as-of", DAY, "--by", "commune").out.split())
    assert "beta (formerly bravo)" in by
    for now, was in (("alfa-beta", "alfa-bravo"), ("beta", "bravo"), ("OS.1b", "OS.1")):
        assert f"Formerly {was}" in " ".join(cic("show", now, "--data", base).out.split())


def test_a_programme_without_former_ids_says_nothing_of_them(base: Path, cic) -> None:
    assert "ormerly" not in cic("report", "--data", base, "--year", 2031, "--as-of", DAY).out
    assert "Formerly" not in cic("show", "bravo", "--data", base).out
