"""What a file is that is no YAML: told by its first bytes, or by the look of its lines. Needed only where something is
wrong."""

from __future__ import annotations

import re

from cic.base.message import Message, phrase
from cic.diagnostics import Place, Problem
from cic.source.rules import OTHER_FILE

_OFFICE = phrase(
    "write its data into a text file by hand (docs/reporting.md shows how), and keep this one in evidence/"
)
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", phrase("a PDF document")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", phrase("a file of an older Microsoft Office (.xls, .doc, .msg)")),
    (b"{\\rtf", phrase("a text of a word processor (.rtf)")),
    (b"\x89PNG\r\n", phrase("a picture")),
    (b"\xff\xd8\xff", phrase("a picture")),
    (b"GIF8", phrase("a picture")),
    (b"\x1f\x8b", phrase("a compressed file (.gz)")),
    (b"7z\xbc\xaf\x27\x1c", phrase("a compressed archive")),
    (b"Rar!\x1a\x07", phrase("a compressed archive")),
    (b"bplist00", phrase("a file of settings of a Mac")),
    (b"SQLite format 3\0", phrase("a database")),
)
_WITHIN_ZIP: tuple[tuple[bytes, str], ...] = (
    (b"xl/", phrase("a spreadsheet of Excel (.xlsx)")),
    (b"word/", phrase("a document of Word (.docx)")),
    (b"ppt/", phrase("a presentation of PowerPoint (.pptx)")),
    (b"opendocument.spreadsheet", phrase("a spreadsheet of LibreOffice (.ods)")),
    (b"opendocument.text", phrase("a document of LibreOffice (.odt)")),
)
_UNPACK = phrase("take out of it the file that you meant, and put that here")
_AS_TEXT = phrase("write it as the other files are: a line for each key, with a colon and a blank (docs/reporting.md)")
_PAGE = phrase("this is perhaps the page of a web site that shows the file: download the file itself (“Raw”)")
_ENDS = phrase("save it with the line ends of Unix (LF), as every editor offers it")


def other_bytes(file: str, raw: bytes) -> Problem | None:
    """What bytes are that no text begins with; None where they may be a text."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return _problem(file, kind, _OFFICE)
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for part, kind in _WITHIN_ZIP:
            if part in raw:
                return _problem(file, kind, _OFFICE)
        return _problem(file, phrase("a compressed archive (.zip)"), _UNPACK)
    return None


def old_mac(file: str) -> Problem:
    """That the lines of a file end as on an old Mac."""
    template = "the lines of this file end as on an old Mac, which other programs read as one long line"
    return OTHER_FILE.problem(Place(file, 1, 1, 1, 1), template, advice=Message(_ENDS))


_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|table|div|p>|svg|!--)", re.IGNORECASE)
_JSON = re.compile(r'\s*(?:\[\s*)*\{\s*"[^"\n]*"\s*:')
_KEY = re.compile(r"[ -]*[\w.-]+ ?:(?: |$)|[-#]", re.MULTILINE)
_MAIL = re.compile(r"(?:From|To|Subject|De|À|Objet|Van|Aan|Onderwerp) ?: .*\n(?:.*\n){0,6}?\s*\n", re.IGNORECASE)


def other_text(file: str, text: str) -> Problem | None:
    """What a text is that is not YAML, by its look; None where it may be YAML with a mistake in it."""
    if _MARKUP.match(text):
        return _problem(file, phrase("a web page (HTML, or XML)"), _PAGE)
    if _JSON.match(text) and text.rstrip().endswith(("}", "]")):
        return _problem(file, phrase("JSON"), _AS_TEXT)
    lines = [line for line in text.splitlines() if line.strip()][:20]
    if lines and all(line.startswith(">") for line in lines):
        return _problem(file, phrase("a text quoted in an e-mail"), phrase("take the > away at the begin of each line"))
    if len(lines) > 1 and not any(map(_KEY.match, lines)):
        for sign in (";", "\t", "|", ","):
            counts = {line.count(sign) for line in lines}
            if 0 not in counts and (len(counts) == 1 or sign in ";\t"):
                return _problem(file, phrase("a table (CSV)"), _AS_TEXT)
    if _MAIL.match(text):
        return _problem(file, phrase("an e-mail"), _AS_TEXT)
    return None


def _problem(file: str, kind: str, hint: str) -> Problem:
    template = "this is {what}, not a text with keys and values"
    return OTHER_FILE.problem(Place(file, 1, 1, 1, 1), template, what=Message(kind), advice=Message(hint))
