"""Names of sheets: what every spreadsheet takes, no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cic.render.safe_text import sanitized

_LONGEST = 31
"""In Excel; it counts signs beyond the first plane as two."""
_REFUSED = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = frozenset(("history",))


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for each title, cut at a blank where it is too long, with a number behind it where it is taken."""
    taken = set(_RESERVED)
    names = []
    for title in titles:
        plain = " ".join(_REFUSED.sub(" ", sanitized(title).replace("\\", "")).split()).strip("'") or "-"
        name, number = _cut(plain, _LONGEST), 1
        while name.casefold() in taken:
            number += 1
            behind = f" ({number})"
            name = _cut(plain, _LONGEST - len(behind)) + behind
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
