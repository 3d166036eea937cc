"""How the forms of a period stand: made, sent, come back, taken in.

The files in a folder and the data say so, so that nobody has to keep a list of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from cic.base.errors import UserError
from cic.entry.forms.carried import carried
from cic.entry.forms.filled import answered_in
from cic.entry.forms.form import Form, plan_of, unshown
from cic.entry.forms.judging import judgement
from cic.entry.forms.placed import placed
from cic.entry.forms.superseded import Copy, later_of, unread_in
from cic.entry.forms.taken_in import Agreed, taken_in
from cic.entry.workbook.reading import workbook
from cic.storage.folder import Source
from cic.storage.loader import Loaded


class Back(NamedTuple):
    """A form in which something was filled in. filled: how many cells. is_taken: whether all of it stands in the
    data. later: the file of a later form that says all of it and is taken in; empty where there is none."""

    file: str
    filled: int
    is_taken: bool
    later: str = ""


class Standing(NamedTuple):
    """How the form of a partnership and a period stands. made: the day on which it was made, as it carries it. is_sent:
    its letter stands among those that were sent. back: what came back. is_told: the data say more of what it asks than
    when it was made, as where it came back elsewhere."""

    partnership: str
    period: int
    made: str
    is_sent: bool
    back: tuple[Back, ...]
    is_told: bool = False


class Round(NamedTuple):
    """How all forms stand; faults: of workbooks that are no forms, or of another programme."""

    standing: tuple[Standing, ...]
    faults: tuple[UserError, ...]


class _Read(NamedTuple):
    """A form among the files. made: the day on which it was made. filled: how many cells. is_told: whether the data say
    more of what it asks than when it was made."""

    of: tuple[str, int]
    made: str
    copy: Copy
    filled: int
    is_told: bool


def round_of(loaded: Loaded, source: Source, files: Mapping[str, bytes], letter: Callable[[str, int], str]) -> Round:
    """How the forms stand that are among the files, of whichever period. letter: by partnership and period, the file of
    its letter where it was sent."""
    faults: list[UserError] = []
    found: dict[tuple[str, int], list[_Read]] = {}
    for name, raw in files.items():
        if not name.casefold().endswith(".xlsx"):
            continue
        try:
            one = _read(loaded, source, raw, name)
        except UserError as fault:
            faults.append(fault)
        else:
            found.setdefault(one.of, []).append(one)
    order = ("", *loaded.programme.partnership_files)
    standing = (
        Standing(
            of[0],
            of[1],
            min(one.made for one in forms),
            letter(*of) in files,
            tuple(_back(one, forms) for one in forms if one.filled),
            any(one.is_told for one in forms),
        )
        for of, forms in sorted(found.items(), key=lambda one: (order.index(one[0][0]), str(one[0][1])))
    )
    return Round(tuple(standing), tuple(faults))


def _back(one: _Read, forms: Sequence[_Read]) -> Back:
    later = later_of(one.copy, [other.copy for other in forms])
    return Back(one.copy.file, one.filled, one.copy.is_taken, later)


def _read(loaded: Loaded, source: Source, raw: bytes, name: str) -> _Read:
    """A form as it stands. Raises UserError for what is none."""
    book = workbook(raw, name)
    carries = carried(book, name)
    plan, language = plan_of(loaded.programme, carries, name)
    places = placed(book, plan, language, carries)
    answered = answered_in(places, carries.shown, plan.currency, language)
    judged = judgement(plan, carries, places, language, unshown(loaded.programme, plan, language))
    filled = len(places.strays) + len(answered)
    one = Form(name, plan, carries, judged, (), filled)
    now = {shown.id for shown in plan.shown if shown.now}
    is_told = not now <= {shown.id for shown in carries.shown.values() if shown.now}
    copy = Copy(name, book.saved, answered, unread_in(judged), bool(filled) and _is_taken(loaded, source, one))
    return _Read(one.of, carries.head.get("made", ""), copy, filled, is_told)


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
