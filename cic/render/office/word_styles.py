"""The template of a Word document: ours, made here, or the programme's own. Of a template the document takes styles,
paper, margins, head and foot; what it says and what it links to is left out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cic.base.errors import UserError

_LARGEST = 50_000_000
"""Bytes of all parts of a template."""
_KEPT = frozenset(
    ("styles", "settings", "theme", "fontTable", "numbering", "header", "footer", "footnotes", "endnotes")
)
"""What of a template goes into the document, by the kinds of its relationships."""
_KEPT_OF_PAPER = frozenset(map(qn, ("w:headerReference", "w:footerReference", "w:pgSz", "w:pgMar")))
_LOCALES = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE"}
_FONT = "Arial"
"""Wherever it is missing stands one of the same widths, so that no figure is broken."""
_INK, _QUIET = RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x50, 0x58, 0x63)


class _Look(NamedTuple):
    """How a style looks where the template has none of that name."""

    size: float
    bold: bool = False
    before: float = 0
    after: float = 0
    colour: RGBColor | None = None
    keeps_with_next: bool = False
    align: WD_ALIGN_PARAGRAPH | None = None
    indent: float = 0


STYLES: Mapping[str, _Look] = {
    "Normal": _Look(10, after=6),
    "Title": _Look(22, True, after=6, colour=_INK),
    "Heading 1": _Look(16, True, 18, 6, _INK, True),
    "Heading 2": _Look(12, True, 14, 4, _INK, True),
    "Heading 3": _Look(10, True, 10, 2, _INK, True),
    "Caption": _Look(9, True, 8, 3, _QUIET, True),
    "Header": _Look(8, colour=_QUIET),
    "Footer": _Look(8, colour=_QUIET, align=WD_ALIGN_PARAGRAPH.RIGHT),
    "toc 1": _Look(10, True, 4, 2),
    "toc 2": _Look(9, after=1, indent=0.5),
    "Report Contents": _Look(12, True, 14, 4, _INK, True),
    "Report Attention": _Look(10, True, after=3, indent=0.5),
    "Report Note": _Look(8.5, before=3, after=3, colour=_QUIET),
    "Report Head": _Look(8, True),
    "Report Text": _Look(8),
    "Report Figure": _Look(8, align=WD_ALIGN_PARAGRAPH.RIGHT),
}
"""Those that a report uses, by the names that a template may give a look of its own."""


def opened(template: bytes | None, language: str) -> Any:
    """An empty document in the styles of the template, in the language. Raises UserError for what is no template."""
    document = _ours() if template is None else _theirs(template)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _leave_out(document)
    for name, look in STYLES.items():
        _style(document, name, look, template is None)
    _set_language(document, _LOCALES[language])
    return document


def _ours() -> Any:
    document = docx.Document()
    wanted = {*STYLES, "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
    for style in list(document.styles):
        if style.name not in wanted:
            style.delete()
    paper = document.sections[0]
    paper.page_width, paper.page_height = Cm(21), Cm(29.7)
    paper.left_margin = paper.right_margin = Cm(1.8)
    paper.top_margin, paper.bottom_margin = Cm(2), Cm(1.8)
    return document


def _theirs(template: bytes) -> Any:
    try:
        with ZipFile(io.BytesIO(template)) as archive:
            is_too_large = sum(one.file_size for one in archive.infolist()) > _LARGEST
        if is_too_large:
            raise UserError("the template is too large", "take out its pictures and texts: only its styles are used")
        return docx.Document(io.BytesIO(template))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, NotImplementedError) as error:
        raise UserError(
            "the template is no Word document", "save it in Word or LibreOffice as .docx, not as .dotx or .doc"
        ) from error


def _leave_out(document: Any) -> None:
    """What belongs to the text of a template, or makes its reader fetch something."""
    part = document.part
    for rels, kept in ((part.rels, _KEPT), (part.package.rels, frozenset(("officeDocument", "core-properties")))):
        for id, one in list(rels.items()):
            if one.reltype.rpartition("/")[2] not in kept:
                del rels[id]
    settings = document.settings
    own = part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    for id, one in list(own.items()):
        if one.is_external:
            del own[id]
    for name in ("w:attachedTemplate", "w:mailMerge", "w:documentProtection", "w:trackRevisions", "w:rsids"):
        for element in settings.element.findall(qn(name)):
            settings.element.remove(element)
    paper = document.element.body.sectPr
    for child in list(paper):
        if child.tag not in _KEPT_OF_PAPER:
            paper.remove(child)


def _style(document: Any, name: str, look: _Look, is_ours: bool) -> None:
    """The style of the name, made where the template has none."""
    known = {style.name for style in document.styles}
    if name in known and not is_ours:
        return
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(look.size), look.bold, False
    if is_ours:
        font.name = _FONT
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        fonts.set(qn("w:cs"), _FONT)
    if look.colour is not None:
        font.color.rgb = look.colour
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), 1.0
    shape.keep_with_next = look.keeps_with_next
    if look.align is not None:
        shape.alignment = look.align
    if look.indent:
        shape.left_indent = Cm(look.indent)
    if name.startswith("toc"):
        paper = document.sections[0]
        shape.tab_stops.add_tab_stop(paper.page_width - paper.left_margin - paper.right_margin, WD_TAB_ALIGNMENT.RIGHT)
    if name == "Title" and style.element.pPr is not None:
        for line in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(line)


def _set_language(document: Any, locale: str) -> None:
    """What the words of the document are checked and read aloud in."""
    styles = document.styles.element
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), locale)
        lang.set(qn("w:bidi"), "ar-MA")
