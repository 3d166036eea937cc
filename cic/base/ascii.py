"""Signs that an output cannot hold, as signs of ASCII that say the same to people; all else as escapes."""

from __future__ import annotations

import codecs

SIGNS_IN_ASCII = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u00ad", "-"),
    **dict.fromkeys("\u2014\u2015", "--"),
    **dict.fromkeys("\u2018\u2019\u201b\u2032\u02bc\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2022\u25cf\u25aa\u25e6\u2023", "*"),
    **dict.fromkeys("\u200b\u2060\ufeff", ""),
    "\u201a": ",", "\u2026": "...", "\u00b7": "-", "\u00d7": "x", "\u20ac": "EUR",
    "\u2192": "->", "\u2190": "<-", "\u2194": "<->", "\u21d2": "=>", "\u2191": "^", "\u2193": "v",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u2588": "#", "\u2591": ".",
    "\u2500": "-", "\u2502": "|",
}  # fmt: skip
"""Blanks, dashes, quotation marks, arrows and the like: by the sign, what stands for it."""
IN_ASCII = "cic.ascii"
"""The name of what writes so, for `errors=`. The command line names it too, before this is imported."""


def written_in_ascii(error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for the signs that could not be encoded, and where to go on."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    known = SIGNS_IN_ASCII.get(error.object[error.start])
    if known is None:
        alone = UnicodeEncodeError(error.encoding, error.object, error.start, error.start + 1, error.reason)
        return codecs.backslashreplace_errors(alone)
    return known, error.start + 1


codecs.register_error(IN_ASCII, written_in_ascii)
