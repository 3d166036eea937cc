"""`cic coverage`: how many figures of the documents the data read, and which they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cic.analysis.coverage import Covered, Standing, Tally, tally
from cic.analysis.document_figures import Reason
from cic.base.message import Message, phrase
from cic.language import ENGLISH, Language
from cic.model.programme import Programme
from cic.pages.tables import Cell, Column, Fact, Page, Table, words

_DOCUMENT = Column("document", words("Document"), "id")
_COUNTS = (
    Column("figures", words("Figures"), "number"),
    Column("read", words("Read"), "number"),
    Column("quoted", words("Only in words"), "number"),
    Column("nowhere", words("Nowhere"), "number"),
    Column("percent_read", words("Share read"), "percent"),
)
_SECTION = Column("section", words("Section"), "id")
_UNREAD = (
    _DOCUMENT,
    Column("line", words("Line of the text"), "number"),
    _SECTION,
    Column("figure", words("Figure"), "id"),
    Column("words", words("In its words")),
    Column("standing", words("In the data")),
)
_EXCLUDED = (_DOCUMENT, Column("reason", words("What they number")), Column("numbers", words("Numbers"), "number"))
_LONGEST = 40
"""Characters of a figure that are shown; a longer one is in no printed document."""


def coverage_page(
    programme: Programme,
    documents: Sequence[Covered],
    lacking: Mapping[str, Message],
    language: Language = ENGLISH,
) -> Page:
    """The counts by document and section, what is not read, and what numbers are no figures.

    lacking: the documents of which there is no text, each with why.
    """
    whole = tally(occurrence for document in documents for occurrence in document.occurrences)
    facts = (Fact("figures", words("Figures"), whole.figures), Fact("read", words("Read"), whole.read))
    tables = (
        _documents(documents, lacking),
        Table(
            "sections", words("By section"), (_DOCUMENT, _SECTION, *_COUNTS), tuple(_sections(documents)), named_by=2
        ),
        Table(
            "unread",
            words("Figures that nothing reads"),
            _UNREAD,
            tuple(_unread(documents)),
            tuple(_how_to_read(programme.persons.all_known)),
            named_by=2,
        ),
        Table("excluded", words("Numbers that are no figures"), _EXCLUDED, tuple(_excluded(documents)), named_by=2),
    )
    title = language.text(programme.identity.name) if programme.identity else ""
    return Page(title, facts, tuple(table._replace(section=table.key) for table in tables))


def _documents(documents: Iterable[Covered], lacking: Mapping[str, Message]) -> Table:
    rows = tuple((document.id, *_counts(tally(document.occurrences))) for document in documents)
    notes = [words("{document} was not looked at: {why}", document=id, why=why) for id, why in lacking.items()]
    for document in documents:
        if document.lost_sections:
            template = "{document} has no section {sections}: the values from there cannot be placed"
            notes.append(words(template, document=document.id, sections=document.lost_sections))
        for template, texts in (
            (phrase("{document} does not print, word for word: {texts}"), document.lost_words),
            (
                phrase("{document} prints elsewhere than in the section that the data name: {texts}"),
                document.stray_words,
            ),
        ):
            quoted = tuple(f"“{text}”" for text in dict.fromkeys(texts))
            if quoted:
                notes.append(words(template, document=document.id, texts=quoted))
    return Table("documents", words("By document"), (_DOCUMENT, *_COUNTS), rows, tuple(notes))


def _counts(one: Tally) -> tuple[Cell, ...]:
    return one.figures, one.read, one.quoted, one.nowhere, one.percent_read


def _sections(documents: Iterable[Covered]) -> Iterator[tuple[Cell, ...]]:
    for document in documents:
        if len(document.sections) > 1:
            yield from ((document.id, section or None, *_counts(one)) for section, one in document.sections.items())


def _unread(documents: Iterable[Covered]) -> Iterator[tuple[Cell, ...]]:
    for document in documents:
        for one in document.occurrences:
            if one.standing is not Standing.READ:
                figure = one.printed if len(one.printed) <= _LONGEST else f"{one.printed[: _LONGEST - 1]}…"
                around = f"{one.before}{figure}{one.after}"
                yield document.id, one.line, one.section or None, figure, around, words(one.standing.value)


def _how_to_read(persons_are_known: bool) -> Iterator[Message]:
    yield words(
        "The line is that of the plain text. “Only in words” stands in a text of the data, where no rule and no "
        "calculation reads it."
    )
    if not persons_are_known:
        yield words(
            "The words around are left out: a file that names persons could not be read, so that nobody knows which of "
            "the words are theirs."
        )


def _excluded(documents: Iterable[Covered]) -> Iterator[tuple[Cell, ...]]:
    for document in documents:
        for reason in Reason:
            if document.excluded.get(reason):
                yield document.id, words(reason.value), document.excluded[reason]
