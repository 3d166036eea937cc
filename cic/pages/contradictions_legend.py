"""What a reader of the page of contradictions needs first: documents, organisations, what codes mean."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cic.analysis.sources import is_reading
from cic.base.message import Message
from cic.language import Language
from cic.model.documents import SourceDocument
from cic.model.levels import level_of
from cic.model.programme import CURRENT, Programme
from cic.pages.tables import words
from cic.pages.vocabulary import DESCRIBES, DOCUMENT_KINDS, ROLES, called

if TYPE_CHECKING:
    from cic.pages.contradictions import Thing


def legend(programme: Programme, things: Sequence[Thing], language: Language) -> Iterator[Message]:
    """One sentence for each, in the order in which a reader meets them."""
    documents = programme.documents.documents if programme.documents else {}
    if documents and things:
        yield words("The documents: {documents}.", documents=tuple(_named(one, language) for one in documents.values()))
    organisations = tuple(_organisations(programme, things))
    if organisations:
        yield words("The organisations: {organisations}.", organisations=organisations)
    yield from _codes(programme, things, language)
    section = programme.logframe.source.section if programme.logframe else None
    if section and any(section in text for one in things for text in _texts(one)):
        yield words("Numbers such as {section} are sections of the document.", section=section)
    if any(one.readings for one in things):
        yield words(
            "“Our reading” is what we understood where the words of a document leave it open; the words stand beside "
            "it."
        )


def _named(document: SourceDocument, language: Language) -> Message:
    template = "{kind} “{title}”" if document.describes == CURRENT else "{kind} “{title}” ({describes})"
    title, describes = language.text(document.title), DESCRIBES[document.describes]
    return words(template, kind=DOCUMENT_KINDS[document.kind], title=title, describes=describes)


def _texts(thing: Thing) -> Iterator[str]:
    yield thing.story
    for whom, what in thing.questions:
        yield from (whom, what)


def _organisations(programme: Programme, things: Sequence[Thing]) -> Iterator[Message]:
    spoken = set(re.findall(r"\w+", " ".join(text for one in things for text in _texts(one))))
    for one in programme.identity.organisations.values() if programme.identity else ():
        if one.abbreviation in spoken:
            template = "{abbreviation} ({role})"
            if one.name != one.abbreviation:
                template = "{abbreviation}: {name} ({role})"
            role = ROLES[one.role]
            if is_reading(one, "name") or is_reading(one, "role"):
                role = words("{role}, by our reading", role=role)
            yield words(template, abbreviation=one.abbreviation, name=one.name, role=role)


def _codes(programme: Programme, things: Sequence[Thing], language: Language) -> Iterator[Message]:
    """What the codes that the things speak of stand for: one of each kind, with its words."""
    spoken = [id for one in things for _, ids in one.touches for id in ids]
    activities = {one.id: one for one in programme.each_activity()}
    risks = programme.risks.risks if programme.risks else {}
    for id in _first_of_each((programme.indicators, activities, risks), spoken):
        text, owner = risks[id].risk if id in risks else {}, ""
        template = "{id} is a risk: “{wording}”"
        if id in programme.indicators:
            text, owner = programme.indicators[id].value.statement, programme.indicators[id].owner
            template = "{id} is an indicator of {owner}: “{wording}”"
        elif id in activities:
            text, owner = activities[id].value.text, activities[id].owner
            template = "{id} is an activity of {owner}: “{wording}”"
        wording = " ".join(language.text(text).split())
        yield words(template, id=id, owner=_owner(programme, owner), wording=wording)


def _first_of_each(kinds: Iterable[Container[str]], spoken: Sequence[str]) -> Iterator[str]:
    for kind in kinds:
        yield from [id for id in spoken if id in kind][:1]


def _owner(programme: Programme, id: str) -> Message:
    owner = programme.promises.get(id) or programme.activities.get(id)
    return called(level_of(owner.value) if owner else "result", id)
