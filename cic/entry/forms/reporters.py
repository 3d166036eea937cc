"""Who reports, as a form says it, against who stands in the data: one report has one who answers for it."""

from __future__ import annotations

from cic.base.message import Message, phrase
from cic.entry.forms.pages import Spot, Stray
from cic.language.text import fold
from cic.pages.form.cells import Answer

_OTHER = phrase(
    "the data say already who reports this, and it is another: one report has one who answers for it, and that stays. "
    "The other answers of this form are taken as they are"
)
_OTHER_DAY = phrase(
    "the data say already on which day this was reported, and it is another: one report has one day, and that stays. "
    "The other answers of this form are taken as they are"
)
_OF_WHOLE = phrase(
    "ask which of the two answers for the report; where it is this one, whoever keeps the data writes that below "
    "`reported:` of the report. Who answers for one commune alone writes that at the foot of its own sheet"
)
_OF_SHEET = phrase(
    "ask which of the two answers for this sheet; where it is this one, whoever keeps the data writes that below "
    "`reported:` of {who}"
)


def is_of_reporter(answer: Answer) -> bool:
    """Whether a cell asks who reports, or on which day."""
    return answer.fills in ("reported_by", "reported_on")


def another(answer: Answer, spot: Spot, typed: str) -> Stray:
    """That the data have another who reports, or another day."""
    words = _OTHER if answer.fills == "reported_by" else _OTHER_DAY
    advice = Message(_OF_SHEET, {"who": answer.path[1]}) if answer.path[0] != "reported" else Message(_OF_WHOLE)
    return Stray(spot, typed, Message(words), advice, (answer.id,))


def is_same_reporter(typed: str, there: str) -> bool:
    """Whether two texts name the same: capitals, accents and blanks are not looked at."""
    return bool(there) and fold(typed) == fold(there)
