"""61x, relations: when they began, against the documents that list the communes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.partnership import Partnership
from cic.model.programme import Programme
from cic.rules.rule import problem, rule


class _List(NamedTuple):
    """The communes that a dated document lists, and where: by id and by folded name, since each phase has ids of its
    own.

    whole: whether a commune that is not on it was no partner: of a list of an earlier phase, since a later one may
    have ended.
    """

    document: str
    day: date
    communes: dict[str, Spot]
    whole: bool


@rule(
    code="CIC611",
    name="relation-document",
    severity=Severity.WARNING,
    title="a relation began after a document that lists the commune, or before one that does not",
    hint="ask the partnership when the relation began, and with which commune",
    needs=("documents", "partnership"),
)
def relations_and_documents(programme: Programme) -> Iterator[Problem]:
    """Relations whose beginning does not fit the dated documents that list the partners."""
    if programme.folder:
        return
    lists = list(_lists(programme))
    for file, partnership in programme.partnerships.items():
        began = partnership.relation.start if partnership.relation is not None else None
        # partners that are no communes are in no list of communes
        if began is None or not partnership.communes:
            continue
        for one in lists:
            if one.document == partnership.source.document:
                continue
            listed = [spot for key in _keys(partnership) if (spot := one.communes.get(key)) is not None]
            if began > one.day and listed:
                template = "the relation began on {began}, but {document} of {day} lists the commune already"
            elif began < one.day and one.whole and not listed:
                template = "the relation began on {began}, but {document} of {day} does not list the communes"
            else:
                continue
            yield problem(
                Spot(file, ("relation", "start")),
                template,
                related=(
                    Spot("documents.yaml", ("documents", one.document, "last_updated")),
                    *dict.fromkeys(listed),
                ),
                which=one.document,
                partnership=partnership.id,
                began=began,
                document=one.document,
                day=one.day,
            )


def _keys(partnership: Partnership) -> Iterator[str]:
    for id, commune in partnership.communes.items():
        yield id
        yield fold(commune.name)


def _lists(programme: Programme) -> Iterator[_List]:
    """What each document with a date lists, where partnerships are taken from it."""
    documents = programme.documents.documents if programme.documents else {}
    for phase in programme.and_phases():
        if "partnership" in phase.unread:
            continue
        communes: dict[str, dict[str, Spot]] = {}
        for file, partnership in phase.partnerships.items():
            listing = documents.get(partnership.source.document)
            if listing is None or listing.last_updated is None:
                continue
            for id, commune in partnership.communes.items():
                spot = Spot(file, ("communes", id)).key()
                own = communes.setdefault(partnership.source.document, {})
                own.setdefault(id, spot)
                own.setdefault(fold(commune.name), spot)
        for id, listed in communes.items():
            document = documents.get(id)
            if document is not None and document.last_updated is not None:
                yield _List(id, document.last_updated, listed, document.describes == "earlier")


RULES = (relations_and_documents,)
