"""A page as a Word document, to be read and sent: what it says first, what deserves attention, its head and
contents, then section by section charts, tables and notes. Wide sections lie across; no figure is broken, no table
wider than the paper.

Written with python-docx, which knows templates and files; the text is markup of our own whose type escapes it. What
comes out is looked through, then put together so that the same page gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cic.base.errors import UserError
from cic.base.message import Message
from cic.language import Language
from cic.pages.tables import Fact, Page, Table, words
from cic.render.cells import between, fact_text, named
from cic.render.headline import IN_THE_HEADLINE, Headline, headlines, scopes, titled
from cic.render.office.parts import by_section, day_of, invented, parts_of, section_name
from cic.render.office.word_charts import chart_markup
from cic.render.office.word_styles import STYLES, opened
from cic.render.office.word_table import Sized, Styles, cell, framed, sized, table_markup, told_markup
from cic.render.office.word_text import NOTHING, WordText, field, paragraph, runs, wordml
from cic.render.safe_file import ActiveError, DocxFile
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_ATTENTION = words("What needs attention")
_LONGEST_AROUND = 200
"""Signs in the head and foot of a page."""
_LONGEST_TITLE = 255
"""Of the properties of a document."""


class _Paper(NamedTuple):
    """The paper of the template, in twentieths of a point: its sides, and what its margins take of them.

    references: to the head and foot that are printed around each page.
    """

    short: int
    long: int
    margins: WordText
    beside: int
    references: WordText

    def room(self, across: bool) -> int:
        """What a table may take."""
        return (self.long if across else self.short) - self.beside

    def markup(self, across: bool) -> WordText:
        """What ends a part of the document that is printed so."""
        wide, high = (self.long, self.short) if across else (self.short, self.long)
        lies = wordml(' w:orient="landscape"') if across else NOTHING
        return wordml(
            '<w:sectPr>{}<w:pgSz w:w="{}" w:h="{}"{}/>{}</w:sectPr>', self.references, wide, high, lies, self.margins
        )


class _Block(NamedTuple):
    """A part of the document.

    headings: what of it stands in the contents: level, words, mark. across: whether its paper lies.
    """

    headings: tuple[tuple[int, str, str], ...]
    markup: WordText
    across: bool


def render(page: Page, setting: Setting) -> DocxFile:
    """The page as a file of Word 2007 or newer, also for LibreOffice. Raises UserError for a template that is none, and
    for one that holds what a report must not carry."""
    document = opened(setting.template, setting.language.code)
    title = page.title or next((setting.language.say(table.title) for table in page.tables), "cic")
    _write_around(document, title, page, setting.language)
    _write_properties(document, title, page, setting.language)
    _write_body(document, title, page, setting.language)
    written = io.BytesIO()
    document.save(written)
    try:
        return DocxFile.of(parts_of(written.getvalue()))
    except ActiveError as fault:
        raise UserError(
            "the template holds what a report must not carry: {what}",
            "take it out, or begin with an empty document",
            what=fault.found,
        ) from fault


def _ids(document: Any) -> dict[str, str]:
    return {style.name: style.style_id for style in document.styles if style.name in STYLES}


def _write_body(document: Any, title: str, page: Page, language: Language) -> None:
    ids = _ids(document)
    paper = _paper(document)
    blocks = list(_blocks(page, ids, paper, language))
    head = _head(title, page, ids, paper, language)
    if len(blocks) > 1:
        head = WordText.joined("", [head, _contents(blocks, ids, language)])
    parts, across = [head], False
    for block in blocks:
        if block.across != across:
            thin = wordml('<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>')
            parts.append(wordml("<w:p><w:pPr>{}{}</w:pPr></w:p>", thin, paper.markup(across)))
            across = block.across
        parts.append(block.markup)
    body = WordText.joined("", [*parts, paper.markup(across)])
    # as a whole: to move its elements, one by one, into the document of the template takes time by their square
    document.part._element = parse_xml(f"<w:document {nsdecls('w', 'r')}><w:body>{body}</w:body></w:document>")


def _parsed(markup: WordText) -> list[Any]:
    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{markup}</w:body>"))


def _paper(document: Any) -> _Paper:
    """That of the template, however it lies there."""
    first = document.sections[0]
    sides = sorted((first.page_width.twips, first.page_height.twips))
    kinds = {"header": _reference(document, "header"), "footer": _reference(document, "footer")}
    references = [wordml('<w:{}Reference w:type="default" r:id="{}"/>', kind, id) for kind, id in kinds.items() if id]
    margins = wordml(
        '<w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/>',
        *(
            int(side.twips)
            for side in (
                first.top_margin, first.right_margin, first.bottom_margin, first.left_margin,
                first.header_distance, first.footer_distance,
            )
        ),
    )  # fmt: skip
    beside = first.left_margin.twips + first.right_margin.twips
    return _Paper(sides[0], sides[1], margins, beside, WordText.joined("", references))


def _reference(document: Any, name: str) -> str:
    found = document.element.body.sectPr.xpath(f"./w:{name}Reference[@w:type='default']/@r:id")
    return str(found[0]) if found else ""


def _head(title: str, page: Page, ids: dict[str, str], paper: _Paper, language: Language) -> WordText:
    """What the document says first, what deserves attention, and what the document is."""
    parts = [paragraph(ids["Title"], title)]
    parts += [paragraph(ids["Report Contents"], named(*scope, language)) for scope in scopes(page, language)]
    room = paper.room(False)
    widths = [room * 3 // 10, room - room * 3 // 10]
    first = [_headline(one, widths, ids) for one in headlines(page, language)]
    if first:
        parts.append(framed(widths, first, title))
    if page.highlights:
        parts.append(paragraph(ids["Report Contents"], language.say(_ATTENTION)))
        parts += [paragraph(ids["Report Attention"], "! " + language.say(one)) for one in page.highlights]
    left = [fact for fact in page.facts if not first or fact.key not in IN_THE_HEADLINE]
    if left:
        # two tables without a line between them would be one
        parts.append(paragraph(ids["Report Note"], ""))
        parts.append(framed(widths, [_fact(fact, widths, ids, language) for fact in left], title))
    return WordText.joined("", parts)


def _headline(one: Headline, widths: Sequence[int], ids: dict[str, str]) -> WordText:
    below = paragraph(ids["Report Text"], one.below) if one.below else NOTHING
    said = paragraph(ids["Normal"], one.text, runs(one.text, bold=True))
    return _pair(widths, paragraph(ids["Normal"], one.name), WordText.joined("", [said, below]))


def _fact(fact: Fact, widths: Sequence[int], ids: dict[str, str], language: Language) -> WordText:
    name, value = fact_text(fact, language)
    return _pair(widths, paragraph(ids["Report Head"], name), paragraph(ids["Report Text"], value))


def _pair(widths: Sequence[int], name: WordText, value: WordText) -> WordText:
    cells = WordText.joined("", [cell(widths[0], name), cell(widths[1], value)])
    return wordml("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells)


def _contents(blocks: Sequence[_Block], ids: dict[str, str], language: Language) -> WordText:
    """The sections as a field, which leads to them; a word processor fills it anew with the numbers of pages, which
    nobody else knows."""
    entries = [(text, mark) for block in blocks for level, text, mark in block.headings if level == 1]
    if not entries:
        return NOTHING
    begun = wordml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    parts = [paragraph(ids["Report Contents"], language.say(words("Contents")))]
    for n, (text, mark) in enumerate(entries):
        linked = wordml('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>', mark, runs(text))
        inside = linked if n else WordText.joined("", [begun, linked])
        parts.append(paragraph(ids["toc 1"], text, inside))
    parts.append(wordml('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'))
    return WordText.joined("", parts)


def _blocks(page: Page, ids: dict[str, str], paper: _Paper, language: Language) -> Iterator[_Block]:
    """A block for each section: its heading, its charts, its tables. What counts is not drawn beside its table."""
    styles = Styles(ids["Report Head"], ids["Report Text"], ids["Report Figure"], ids["Heading 3"], ids["Normal"])
    charts = page.charts
    number = 0
    sections = {
        section: [(table, sized(table, language)) for table in tables] for section, tables in by_section(page).items()
    }
    for (section, known), across in zip(sections.items(), _lying(sections.values(), paper), strict=True):
        headings: list[tuple[int, str, str]] = []
        parts = []

        def heading(level: int, words: Message | str) -> WordText:
            nonlocal number
            number += 1
            text, mark = language.say(words), f"_Toc{number:06}"
            headings.append((level, text, mark))  # noqa: B023 called within the turn
            return _heading(ids[f"Heading {level}"], text, number, mark)

        above = language.say(section_name(section)) if section else ""
        if section:
            parts.append(heading(1, above))
        for chart in (chart for chart in charts if chart.section == section):
            parts.append(paragraph(ids["Caption"], language.say(chart.title)))
            parts.append(chart_markup(chart, language, styles, paper.room(across)))
        for table, one in known:
            if table is not known[0][0] or language.say(table.title) != above:
                parts.append(heading(2, table.title))
            parts += _table(table, one, styles, ids, paper.room(across), language)
        yield _Block(tuple(headings), WordText.joined("", parts), across)


def _lying(sections: Collection[Sequence[tuple[Table, Sized]]], paper: _Paper) -> list[bool]:
    """Which sections lie across: those with a wide table, whatever comes after, and what comes before, up to one that
    is to be read. To turn the paper for less would leave pages half empty."""
    is_read = [any(one.is_told for _, one in known) for known in sections]
    wide = [any(not one.is_told and one.liked_width > paper.room(False) for _, one in known) for known in sections]
    lying = list(accumulate(wide, max))
    for at in range(len(lying) - 1, 0, -1):
        lying[at - 1] = lying[at - 1] or (lying[at] and not is_read[at - 1])
    return lying


def _heading(style: str, text: str, number: int, mark: str) -> WordText:
    inside = wordml(
        '<w:bookmarkStart w:id="{0}" w:name="{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>', number, mark, runs(text)
    )
    return paragraph(style, text, inside)


def _table(
    table: Table, one: Sized, styles: Styles, ids: dict[str, str], room: int, language: Language
) -> Iterator[WordText]:
    if not table.rows:
        yield paragraph(ids["Normal"], language.say(words("(nothing)")))
    elif one.is_told:
        yield told_markup(one, styles, between(language))
    else:
        yield table_markup(one, styles, room)
    last = len(table.notes) - 1
    yield from (paragraph(ids["Report Note"], language.say(note), stays=n < last) for n, note in enumerate(table.notes))


def _write_around(document: Any, title: str, page: Page, language: Language) -> None:
    """The foot with the number of the page where the template has none, and on each page that all is invented."""
    ids = _ids(document)
    first = document.sections[0]
    if first.footer.is_linked_to_previous:
        first.footer.is_linked_to_previous = False
        shown = _cut(titled(title, page, language))
        parts = [runs(f"{shown} · "), field("PAGE", "1"), runs(" / "), field("NUMPAGES", "1")]
        _put_first(first.footer, paragraph(ids["Footer"], shown, WordText.joined("", parts)), is_alone=True)
    mark = invented(page)
    if mark is not None:
        is_alone = first.header.is_linked_to_previous
        first.header.is_linked_to_previous = False
        text = _cut(named(*fact_text(mark, language), language))
        _put_first(first.header, paragraph(ids["Header"], text, runs(text, bold=True)), is_alone)


def _cut(text: str) -> str:
    """What leaves room for the text of a page; it stands whole at the head of the document."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_AROUND else text[: _LONGEST_AROUND - 1] + "…"


def _put_first(part: Any, markup: WordText, is_alone: bool) -> None:
    element = part._element
    if is_alone:
        for child in list(element):
            element.remove(child)
    element.insert(0, _parsed(markup)[0])


def _write_properties(document: Any, title: str, page: Page, language: Language) -> None:
    """Who made it, and when: the day of the page, so that no clock stands in it."""
    core = document.core_properties
    core.title = sanitized(titled(title, page, language))[:_LONGEST_TITLE]
    core.author = core.last_modified_by = "cic"
    core.created = core.modified = day_of(page)
    core.comments = core.subject = core.keywords = core.category = core.content_status = core.identifier = ""
    core.version, core.language, core.revision = "", language.code, 1
