"""What was filled in into a form, whether it can be taken or not."""

from __future__ import annotations

from collections.abc import Mapping

from cic.entry.forms.judging import is_same
from cic.entry.forms.kinds import Offered, Taken
from cic.entry.forms.placed import Found, Placed
from cic.entry.forms.readings import clean_text, reading, typed_in
from cic.language import Language
from cic.pages.form.cells import Shown, labels_of


def filled_in(places: Placed, shown: Mapping[str, Shown], currency: str, language: Language) -> int:
    """How many cells say something else than when the form was made, with what stands where nothing is asked."""
    return len(places.strays) + len(answered_in(places, shown, currency, language))


def answered_in(places: Placed, shown: Mapping[str, Shown], currency: str, language: Language) -> frozenset[str]:
    """The ids of the cells that say something else than when the form was made."""
    return frozenset(
        one.answer.id for one in places.found if _is_answered(one, shown.get(one.answer.id), currency, language)
    )


def _is_answered(found: Found, shown: Shown | None, currency: str, language: Language) -> bool:
    was = shown.now if shown is not None else ""
    typed = typed_in(found.cell) if found.cell is not None else ""
    if clean_text(typed) == clean_text(was):
        return False
    read = reading(found.cell, found.answer, labels_of(found.answer, language), currency)
    return not (isinstance(read, (Taken, Offered)) and is_same(read.value, was))
