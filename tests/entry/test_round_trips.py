"""Forms by chance, filled in by openpyxl and through LibreOffice: what comes out is what was typed.

LibreOffice fills in `TYPED` forms; `CIC_TYPED=N` asks for N of them.
"""

from __future__ import annotations

import os
import random
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from chance.programme import Made, programmes
from filled_forms import differences, filled, form_of, partnerships_and_periods, put_files, some_answers
from hypothesis import HealthCheck, Phase, given, settings
from typed_in_office import LOCALES, filling, typed_in_office

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
TYPED = int(os.environ.get("CIC_TYPED", "12"))


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
    """A form of a programme in a folder, and what is to be answered in it."""
    shutil.rmtree(folder, ignore_errors=True)
    put_files(folder, made.files)
    loaded = load(Folder(folder), made.today)
    draw = random.Random(repr(made))
    of = partnerships_and_periods(loaded.programme)
    if not of:
        return None
    plan, raw = form_of(loaded.programme, *draw.choice(of), draw.choice(CODES))
    answers = some_answers(plan, draw, form_plan(loaded.programme, plan.partnership, plan.period, language_of("en")))
    return loaded, plan, raw, answers


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
        assert wrong(loaded, Folder(tmp_path / "data"), filled(raw, plan, answers), plan, answers) == []


def cases(count: int, folder: Path) -> list[tuple[Path, FormPlan, dict[str, Answered]]]:
    """So many programmes, with the form of one of their partnerships beside their data."""
    found: list[tuple[Path, FormPlan, dict[str, Answered]]] = []

    @settings(
        max_examples=2 * count + 10,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(made=programmes())
    def by_chance(made: Made) -> None:
        own = folder / str(len(found))
        one = case(made, own / "data") if len(found) < count else None
        if one is not None and one[3]:
            (own / "form.xlsx").write_bytes(one[2])
            found.append((own, one[1], one[3]))

    by_chance()
    assert len(found) == count
    return found


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_is_typed_in_libreoffice_comes_out(tmp_path: Path) -> None:
    """Typed as people of the form's language type it, read by LibreOffice's own input line, saved by it."""
    draw = random.Random(4)
    found = cases(TYPED, tmp_path)
    for code in CODES:
        own = [one for one in found if one[1].language == code]
        fillings = [
            filling(folder / "form.xlsx", folder / "back.xlsx", plan, answers, draw) for folder, plan, answers in own
        ]
        typed_in_office(fillings, LOCALES[code], tmp_path / code)
    faults = []
    for folder, plan, answers in found:
        loaded = load(Folder(folder / "data"), plan.made)
        raw = (folder / "back.xlsx").read_bytes()
        faults += [
            f"{folder.name} ({plan.language}): {one}"
            for one in wrong(loaded, Folder(folder / "data"), raw, plan, answers)
        ]
    answered = sum(len(answers) for _, _, answers in found)
    assert not faults, f"{len(faults)} faults in {answered} answers of {TYPED} forms:\n" + "\n".join(faults)
