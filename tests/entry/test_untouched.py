"""A form in which nobody wrote anything says nothing, whatever its programme and language."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import BASE, DAY, HERE
from filled_forms import form_of, partnerships_and_periods

from cic.entry.forms.form import form
from cic.entry.forms.judging import Judgement
from cic.storage.folder import Folder
from cic.storage.loader import load


@pytest.mark.parametrize("code", ["en", "fr", "nl", "ar"])
@pytest.mark.parametrize("data", [BASE, *sorted((HERE / "worlds").iterdir())], ids=lambda path: path.name)
def test_an_untouched_form_says_nothing(data: Path, code: str) -> None:
    programme = load(Folder(data), DAY).programme
    of = random.Random(code).choice(partnerships_and_periods(programme))
    _, raw = form_of(programme, *of, code)
    assert form(programme, raw, "form.xlsx").judged == Judgement((), (), (), (), ())
