"""A place as the document has it: the document, the section, the indicator or the like, and the column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cic.analysis.sources import attribution, blocks
from cic.base.message import Message
from cic.diagnostics import Spot
from cic.language import Language
from cic.model.budget import Block
from cic.model.documents import Claim
from cic.model.logframe import Activity, Indicator
from cic.model.partnership import Commune, Partner
from cic.model.programme import Programme
from cic.model.risks import Risk
from cic.pages.tables import words
from cic.pages.vocabulary import DOCUMENT_KINDS, nature_names

_COLUMNS = {"baseline": words("baseline"), "total": words("total"), "stated_percent": words("percentage")}
"""Columns and figures of the printed tables, by the key of the files."""


def printed_place(programme: Programme, spot: Spot, language: Language) -> tuple[Message | str, ...]:
    """What leads a reader of the documents to a value, from the document to the column; nothing where no document is
    known to have it."""
    return (*_document(programme, spot, language), *_within(programme, spot, language))


def document_name(programme: Programme, id: str, language: Language) -> Message | str:
    """What people call a document: its kind, and its title where several are of that kind."""
    documents = programme.documents.documents if programme.documents else {}
    document = documents.get(id)
    if document is None:
        return id
    kind = DOCUMENT_KINDS[document.kind]
    kinds = Counter(one.kind for one in documents.values())
    if kinds[document.kind] == 1:
        return kind
    return words("{kind} “{title}”", kind=kind, title=language.text(document.title))


def _document(programme: Programme, spot: Spot, language: Language) -> Iterator[Message | str]:
    source = attribution(programme, spot).source
    if source is not None:
        yield document_name(programme, source.document, language)
        if source.section:
            yield source.section


def _within(programme: Programme, spot: Spot, language: Language) -> Iterator[Message | str]:
    budget, natures = spot.file == "budget.yaml", nature_names(programme, language)
    for n, (key, block) in enumerate(blocks(programme, spot), 1):
        if isinstance(block, Indicator):
            yield words("{label} ({id})", label=block.label, id=str(key)) if block.label != key else block.label
        elif isinstance(block, (Activity, Risk)):
            yield str(key)
        elif isinstance(block, Block):
            yield language.text(block.label)
        elif isinstance(block, Claim):
            yield words("“{printed}”", printed=block.printed)
        elif isinstance(block, (Commune, Partner)):
            yield block.name
        elif budget and key in natures:
            yield natures[str(key)]
        # the total of a row of totals is named once
        elif key in _COLUMNS and (not budget or n == len(spot.path)):
            yield _COLUMNS[str(key)]
        elif isinstance(key, int) and key in programme.years:
            yield words("year {number} ({year})", number=programme.years.index(key) + 1, year=key)
