"""Names of sheets: what every spreadsheet takes, no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cic.base.message import Message
from cic.language import Language
from cic.pages.tables import Table, words
from cic.render.office.parts import section_name
from cic.render.safe_text import sanitized

_LONGEST = 31
"""In Excel; it counts signs beyond the first plane as two."""
_SHORT: Mapping[str, Message] = {
    "amendments": words("Budget changes"),
    "refunds": words("Money that came back"),
    "associations": words("Spending by association"),
    "paid_by_others": words("Paid by others"),
    "contributions": words("Brought by partners"),
    "later": words("After the end"),
    "remarks": words("Remarks"),
    "evidence": words("Evidence"),
    "not_counted": words("Evidence, not counted"),
    "payments": words("Payments"),
    "entries": words("Entries"),
}
"""What the sheets of tables with long titles are called, by the keys of the tables."""
_NAMED_BY_SECTION = frozenset(("matrix", "partnerships", "narratives", "missing", "corrections", "legend"))
"""Tables that are the whole of their section."""
_REFUSED = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = frozenset(("history",))


def short_name(table: Table, language: Language) -> str:
    """What the sheet of a table is called: the title where it is short, else a name of its own, or the label before
    the wording of a result."""
    title = language.say(table.title)
    if table.key in _SHORT:
        return language.say(_SHORT[table.key])
    if units(title) <= _LONGEST:
        return title
    if table.key in _NAMED_BY_SECTION:
        return language.say(section_name(table.section))
    label = title.partition(":")[0].strip()
    return label if 0 < units(label) <= _LONGEST else title


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each title, cut at a blank where it is too long, with a number behind it where it is taken."""
    taken = set(_RESERVED)
    last: dict[str, int] = {}
    names = []
    for title in titles:
        plain = " ".join(_REFUSED.sub(" ", sanitized(title).replace("\\", "")).split()).strip("'") or "-"
        name = whole = _cut(plain, _LONGEST)
        # counted on from the last that was called so, else many of one name take time by their square
        number = last.get(whole.casefold(), 1)
        while name.casefold() in taken:
            number += 1
            behind = f" ({number})"
            name = _cut(plain, _LONGEST - len(behind)) + behind
        last[whole.casefold()] = number
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, room: int) -> str:
    if units(text) <= room:
        return text
    kept = ""
    for sign in text:
        if units(kept + sign) > room - 1:
            break
        kept += sign
    start, blank, _ = kept.rpartition(" ")
    whole = start if blank and len(start) > room // 2 else kept
    return whole.rstrip(" ,;.-'’(") + "…"


def units(text: str) -> int:
    """The length of a text as Excel counts."""
    return len(text) + sum(sign > "\uffff" for sign in text)
