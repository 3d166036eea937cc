"""Forms by chance, filled in by openpyxl and saved again by LibreOffice: what comes out is what was typed."""

from __future__ import annotations

import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from chance.programme import Made, programmes
from filled_forms import differences, filled, form_of, partnerships_and_periods, put_files, some_answers
from hypothesis import HealthCheck, Phase, given, settings

from cic.entry.forms.form import form
from cic.entry.forms.readings import clean_text
from cic.entry.forms.taken_in import Agreed, taken_in
from cic.language import language_of
from cic.pages.form.cells import Answered, FormPlan
from cic.pages.form.plan import form_plan
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load
from cic.storage.overlay import Overlay

CODES = ("en", "fr", "nl", "ar")


def same(one: Answered | None, other: Answered | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(clean_text(one).split()) == " ".join(clean_text(other).split())
    return one == other and type(one) is type(other)


def wrong(loaded: Loaded, folder: Folder, raw: bytes, plan: FormPlan, answers: dict[str, Answered]) -> list[str]:
    """What of a form that came back is not taken exactly as it was filled in."""
    one = form(loaded.programme, raw, "form.xlsx")
    found = [f"{stray.spot}: {stray.typed}: {stray.why}" for stray in one.judged.strays]
    found += [f"conflict: {conflict}" for conflict in one.judged.conflicts]
    found += [f"cleared: {cleared}" for cleared in one.judged.cleared]
    found += [f"gone: {gone}" for gone in one.judged.gone]
    taken = taken_in(loaded, folder, [one], Agreed(offers=True))
    found += [f"{stray.spot}: {stray.typed}: {stray.why} {stray.ids}" for _, stray in taken.strays]
    would = Overlay(folder, {each.file: each.after for each in taken.proposals})
    after = load(would, loaded.programme.today, like=loaded).programme
    now = form_plan(after, plan.partnership, plan.period, language_of(plan.language), with_persons=True)
    was = form_plan(loaded.programme, plan.partnership, plan.period, language_of(plan.language), with_persons=True)
    found += differences(was, now, answers, same)
    again = form(after, raw, "form.xlsx")
    rest = taken_in(load(would, loaded.programme.today), would, [again], Agreed(offers=True))
    found += [f"taken a second time: {each}" for each in rest.said]
    return found


def case(made: Made, folder: Path) -> tuple[Loaded, FormPlan, bytes, dict[str, Answered]] | None:
    shutil.rmtree(folder, ignore_errors=True)
    put_files(folder, made.files)
    loaded = load(Folder(folder), made.today)
    draw = random.Random(repr(made))
    of = partnerships_and_periods(loaded.programme)
    if not of:
        return None
    plan, raw = form_of(loaded.programme, *draw.choice(of), draw.choice(CODES))
    answers = some_answers(plan, draw, form_plan(loaded.programme, plan.partnership, plan.period, language_of("en")))
    return loaded, plan, filled(raw, plan, answers), answers


@pytest.mark.slow
@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(made=programmes())
def test_what_openpyxl_fills_in_comes_out(tmp_path: Path, made: Made) -> None:
    found = case(made, tmp_path / "data")
    if found is not None:
        loaded, plan, raw, answers = found
        assert wrong(loaded, Folder(tmp_path / "data"), raw, plan, answers) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_again_comes_out(tmp_path: Path) -> None:
    """Thirty forms, filled in by openpyxl, opened and saved by LibreOffice in one go."""
    cases: list[tuple[Path, FormPlan, dict[str, Answered]]] = []
    out, back = tmp_path / "out", tmp_path / "back"
    out.mkdir()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(made=programmes())
    def made_by_chance(made: Made) -> None:
        found = case(made, tmp_path / str(len(cases)) / "data") if len(cases) < 30 else None
        if found is not None:
            (out / f"{len(cases)}.xlsx").write_bytes(found[2])
            cases.append((tmp_path / str(len(cases)) / "data", found[1], found[3]))

    made_by_chance()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(back)]
    subprocess.run([*command, *map(str, sorted(out.iterdir()))], check=True, capture_output=True, timeout=300)
    assert len(cases) == 30
    for number, (data, plan, answers) in enumerate(cases):
        loaded = load(Folder(data), plan.made)
        assert wrong(loaded, Folder(data), (back / f"{number}.xlsx").read_bytes(), plan, answers) == [], number
