"""Text of a Word document: escaped by its type, with right-to-left words marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from cic.render.safe_text import SafeText, sanitized


class WordText(SafeText):
    """Text between tags of WordprocessingML, or in an attribute between double quotes."""

    __slots__ = ()

    @staticmethod
    def _escaped(text: str) -> str:
        return escape(sanitized(text))


wordml = WordText.filled
"""Markup with parts that are escaped."""

NOTHING = wordml("")
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_TO_LEFT = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u024f]*[{_RTL}])?")
"""Words of scripts that run from the right, with the blanks and numbers between them."""
_LETTER = re.compile(f"[A-Za-z\u00c0-\u024f{_RTL}]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


def is_right_to_left(text: str) -> bool:
    """Whether a paragraph runs from the right: by its first letter."""
    first = _LETTER.search(text)
    return first is not None and _RIGHT_TO_LEFT.match(first.group()) is not None


def runs(text: str, bold: bool = False) -> WordText:
    """The text as runs: its lines as lines, what runs from the right marked, with its language."""
    parts = []
    for n, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if n:
            parts.append(wordml("<w:r><w:br/></w:r>"))
        parts += [_run(part, rtl, bold) for part, rtl in _directed(line)]
    return WordText.joined("", parts)


def _directed(line: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for found in _RIGHT_TO_LEFT.finditer(line):
        if found.start() > end:
            yield line[end : found.start()], False
        yield found.group(), True
        end = found.end()
    if end < len(line):
        yield line[end:], False


def _run(text: str, rtl: bool, bold: bool) -> WordText:
    strong = wordml("<w:b/><w:bCs/>") if bold else NOTHING
    code = "he-IL" if _HEBREW.search(text) else "ar-MA"
    marked = wordml('<w:rtl/><w:lang w:bidi="{}"/>', code) if rtl else NOTHING
    look = wordml("<w:rPr>{}{}</w:rPr>", strong, marked) if bold or rtl else NOTHING
    return wordml('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>', look, text)


def paragraph(
    style: str,
    text: str,
    inside: WordText | None = None,
    at_end: bool = False,
    stays: bool = False,
    is_whole: bool = False,
) -> WordText:
    """A paragraph in a style, by its id. inside: runs that are made already. at_end: set to the end of the line. stays:
    on the page of what follows. is_whole: its lines stand on one page."""
    lines = wordml("<w:keepLines/>") if is_whole else NOTHING
    together = wordml("<w:keepNext/>{}", lines) if stays else lines
    bidi = wordml("<w:bidi/>") if is_right_to_left(text) else NOTHING
    placed = wordml('<w:jc w:val="right"/>') if at_end else NOTHING
    made = runs(text) if inside is None else inside
    return wordml('<w:p><w:pPr><w:pStyle w:val="{}"/>{}{}{}</w:pPr>{}</w:p>', style, together, bidi, placed, made)


def field(instruction: str, shown: str = "") -> WordText:
    """A field that says something about the document."""
    return wordml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        instruction,
        runs(shown) if shown else NOTHING,
    )
