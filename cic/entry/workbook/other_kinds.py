"""What a file is that is no workbook of Excel: told by its first bytes or its parts, with what to do about it."""

from __future__ import annotations

from collections.abc import Collection

from cic.base.errors import UserError
from cic.base.message import Message, phrase

_SAVE_AS = phrase(
    "open it in Excel or LibreOffice, choose “Save as” and there the type “Excel workbook (.xlsx)”, and give that file"
)
_FORM = phrase("give the form itself, the .xlsx file that was filled in")
_AGAIN = phrase("ask for the file again, or save it once more as .xlsx; nothing was read of it")
_WITHOUT_PASSWORD = phrase(
    "open it with its password, take the password away (“Save as”, “Tools”, “General options”), and save it as .xlsx"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", phrase("a PDF document"), _FORM),
    (b"{\\rtf", phrase("a text of a word processor (.rtf)"), _FORM),
    (b"\x89PNG\r\n", phrase("a picture"), _FORM),
    (b"\xff\xd8\xff", phrase("a picture"), _FORM),
    (b"GIF8", phrase("a picture"), _FORM),
    (b"\x1f\x8b", phrase("a compressed file (.gz)"), _FORM),
    (b"7z\xbc\xaf\x27\x1c", phrase("a compressed archive"), _FORM),
    (b"Rar!\x1a\x07", phrase("a compressed archive"), _FORM),
    (b"\x09\x00\x04\x00", phrase("a workbook of an old Excel (.xls)"), _SAVE_AS),
    (b"\x09\x02\x06\x00", phrase("a workbook of an old Excel (.xls)"), _SAVE_AS),
    (b"\x09\x04\x06\x00", phrase("a workbook of an old Excel (.xls)"), _SAVE_AS),
    (b"\x09\x08\x10\x00", phrase("a workbook of an old Excel (.xls)"), _SAVE_AS),
)
_BY_PART: tuple[tuple[str, str, str], ...] = (
    ("xl/workbook.bin", phrase("a binary workbook of Excel (.xlsb)"), _SAVE_AS),
    ("word/document.xml", phrase("a document of Word (.docx)"), _FORM),
    ("ppt/presentation.xml", phrase("a presentation of PowerPoint (.pptx)"), _FORM),
    ("Index/Document.iwa", phrase("a spreadsheet of Apple Numbers"), phrase("export it: “File”, “Export to”, “Excel”")),
)
_BY_ENDING = {
    ".ods": (phrase("a spreadsheet of LibreOffice (.ods)"), _SAVE_AS),
    ".xls": (phrase("a workbook of an old Excel (.xls)"), _SAVE_AS),
    ".xlsb": (phrase("a binary workbook of Excel (.xlsb)"), _SAVE_AS),
    ".csv": (phrase("a table as text (CSV)"), _FORM),
}


def refuse_other_kinds(raw: bytes, name: str) -> None:
    """Raises UserError for what is no zip file, saying what it is instead."""
    if not raw:
        raise UserError("{file} is empty: it has no bytes", _AGAIN, file=name)
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise UserError("{file} is protected by a password", _WITHOUT_PASSWORD, file=name)
        if not any(word.encode("utf-16-le") in raw for word in ("Workbook", "Book")):
            raise _other(name, phrase("a file of an older Microsoft Office (.xls, .doc, .msg)"), _SAVE_AS)
        raise _other(name, phrase("a workbook of an old Excel (.xls)"), _SAVE_AS)
    for magic, kind, hint in _MAGIC:
        if raw.startswith(magic):
            raise _other(name, kind, hint)
    if raw.startswith(b"PK"):
        return
    ending = f".{name.rpartition('.')[2].casefold()}"
    if ending in _BY_ENDING and ending != ".csv":
        raise _other(name, *_BY_ENDING[ending])
    start = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        of_excel = b"urn:schemas-microsoft-com:office:spreadsheet" in raw[:20_000]
        kind = phrase("an XML spreadsheet of an old Excel") if of_excel else phrase("a web page (HTML, or XML)")
        raise _other(name, kind, _SAVE_AS)
    if not any(byte < 9 for byte in raw[:4096].replace(b"\0", b"") if byte != 9) and b"\0\0" not in raw[:4096]:
        raise _other(name, *_BY_ENDING[".csv"])
    raise UserError("{file} is no workbook of Excel, or is damaged", _AGAIN, file=name)


def refuse_other_packages(parts: Collection[str], kind_said: bytes, name: str) -> None:
    """Raises UserError for a zip file of something else. kind_said: the start of its part `mimetype`; empty where there
    is none."""
    if b"opendocument.spreadsheet" in kind_said:
        raise _other(name, *_BY_ENDING[".ods"])
    if b"opendocument" in kind_said:
        raise _other(name, phrase("a document of LibreOffice (.odt)"), _FORM)
    for part, kind, hint in _BY_PART:
        if part in parts:
            raise _other(name, kind, hint)
    if "[Content_Types].xml" not in parts:
        workbooks = [part for part in parts if part.casefold().endswith(".xlsx")]
        hint = phrase("unpack it, and give the workbooks that are in it: {workbooks}") if workbooks else _FORM
        raise UserError(
            "{file} is {what}, no workbook of Excel",
            hint,
            file=name,
            what=Message(phrase("a compressed archive (.zip)")),
            workbooks=tuple(workbooks[:20]),
        )


def _other(name: str, kind: str, hint: str) -> UserError:
    return UserError("{file} is {what}, no workbook of Excel (.xlsx)", hint, file=name, what=Message(kind))
