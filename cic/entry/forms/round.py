"""How the forms of a period stand: made, sent, come back, taken in.

The files in a folder and the data say so, so that nobody has to keep a list of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cic.base.errors import UserError
from cic.entry.forms.carried import carried
from cic.entry.forms.form import Form, plan_of, unshown
from cic.entry.forms.judging import filled_in, judgement
from cic.entry.forms.placed import placed
from cic.entry.forms.taken_in import Agreed, taken_in
from cic.entry.workbook.reading import workbook
from cic.storage.folder import Source
from cic.storage.loader import Loaded


class Back(NamedTuple):
    """A form in which something was filled in. filled: how many cells. is_taken: whether all of it stands in the
    data."""

    file: str
    filled: int
    is_taken: bool


class Standing(NamedTuple):
    """How the form of a partnership stands. made: the day on which it was made, as it carries it. is_sent: its letter
    stands among those that were sent. back: what came back. is_told: the data say more of what it asks than when it was
    made, as where it came back elsewhere."""

    partnership: str
    made: str
    is_sent: bool
    back: tuple[Back, ...]
    is_told: bool = False


class Round(NamedTuple):
    """How all forms of a period stand; faults: of workbooks that are no forms, or of another programme."""

    standing: tuple[Standing, ...]
    faults: tuple[UserError, ...]


def round_of(
    loaded: Loaded, source: Source, period: int, files: Mapping[str, bytes], letters: Mapping[str, str]
) -> Round:
    """How the forms stand that are among the files. letters: by partnership, the file of its letter where it was
    sent."""
    made: dict[str, str] = {}
    back: dict[str, list[Back]] = {}
    faults: list[UserError] = []
    told: set[str] = set()
    for name, raw in files.items():
        if not name.casefold().endswith(".xlsx"):
            continue
        try:
            found = _read(loaded, source, period, raw, name)
        except UserError as fault:
            faults.append(fault)
            continue
        if found is None:
            continue
        partnership, day, one, is_told = found
        made[partnership] = min(made.get(partnership, day), day)
        if is_told:
            told.add(partnership)
        if one.filled:
            back.setdefault(partnership, []).append(one)
    standing = (
        Standing(id, made[id], letters.get(id) in files, tuple(back.get(id, ())), id in told)
        for id in dict.fromkeys((*letters, *made))
        if id in made
    )
    return Round(tuple(standing), tuple(faults))


def _read(loaded: Loaded, source: Source, period: int, raw: bytes, name: str) -> tuple[str, str, Back, bool] | None:
    """Whose form it is, when it was made, how it stands, and whether the data say more now; None for one of another
    period. Raises UserError for what is none."""
    book = workbook(raw, name)
    carries = carried(book, name)
    if carries.head.get("period") != str(period):
        return None
    plan, language = plan_of(loaded.programme, carries, name)
    places = placed(book, plan, language, carries)
    filled = filled_in(places, carries.shown, plan.currency, language)
    one = Form(
        name,
        plan,
        carries,
        judgement(plan, carries, places, language, unshown(loaded.programme, plan, language)),
        (),
        filled,
    )
    now = {shown.id for shown in plan.shown if shown.now}
    is_told = not now <= {shown.id for shown in carries.shown.values() if shown.now}
    back = Back(name, filled, _is_taken(loaded, source, one))
    return plan.partnership, carries.head.get("made", ""), back, is_told


def _is_taken(loaded: Loaded, source: Source, one: Form) -> bool:
    """Whether taking it in would change nothing, and nothing of it is left: also of what was taken in by another
    name, as a proof is that was new."""
    judged = one.judged
    if judged.conflicts or judged.strays:
        return False
    if not judged.said and not judged.cleared:
        return True
    would = taken_in(loaded, source, [one], Agreed(offers=True, cleared=True))
    return not would.proposals and not would.strays
