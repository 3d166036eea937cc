"""Several files that somebody named in the one cell of a proof: each is a proof of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cic.base.message import Message, phrase
from cic.entry.forms.kinds import Offered, Refused, refused
from cic.pages.form.cells import Answer

_BETWEEN = re.compile(r"\s*[;\n\u061b|]\s*|\s*[,\u060c]\s*|\s+(?:[+&]|et|en|and|و)\s+")
"""What people put between two files: a semicolon, a line of its own, a comma, a word for “and”."""
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+|www\.\S+", re.IGNORECASE)
_FILE = re.compile(r"[^/\\\n]{0,200}[^\s/\\.]\.[A-Za-z][A-Za-z0-9]{1,4}|evidence/\S+")
"""The name of a file, known by its ending; `art. 4` and `p.12` are none."""
_LINE = "\n"
_MOST = 20
_LONGEST = 2000
"""Signs of a cell that may name several files."""


def of_several(text: str, answer: Answer) -> Offered | Refused | None:
    """What to make of a cell that names several files; None where it names one, or something else."""
    if len(text) > _LONGEST:
        return None
    parts = [part for part in _BETWEEN.split(text) if part]
    named = [part for part in parts if _ADDRESS.fullmatch(part) or _FILE.fullmatch(part)]
    if len(named) < 2 or _is_one_address(text):
        return None
    if len(named) == len(parts) <= _MOST and str(answer.path[-2]).startswith("+"):
        why = phrase("{count} files in one cell, taken as so many proofs of the same kind and day: {files}")
        return Offered(_LINE.join(parts), Message(why, {"count": len(parts), "files": tuple(parts)}))
    return refused(
        phrase("several files are named in one cell, and a cell is of one: {files}"),
        phrase("write the first here and each other in a row of its own, “another proof”; where there is none, make a "
               "new form with cic form, which has one more"),
        files=tuple(named),
    )  # fmt: skip


def _is_one_address(text: str) -> bool:
    """Whether all of it is one address: in those commas and semicolons may stand."""
    return _ADDRESS.fullmatch(text) is not None and not re.search(r"[,;|]\s*(?:https?://|www\.)", text, re.IGNORECASE)


def files_in(value: object) -> Sequence[str]:
    """The files that an answer names, one or several."""
    return str(value).split(_LINE) if isinstance(value, str) else (str(value),)
