"""documents.yaml: the source documents and the countable claims that each makes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.scalars import Country, Date, Id, Language, Number, Record, Text, Words

About = Literal["cost.operational"]
"""What a claim counts."""


class Claim(Record):
    """Something that a document counts in passing."""

    section: Words | None = None
    printed: Words
    about: Words
    value: Number
    of_country: Country | None = Field(None, description="Where the claim names another country than the programme's")


class SourceDocument(Record):
    """A document, with the name and the SHA-256 of the file it was read from."""

    title: Text
    kind: Literal["dossier", "leaflet", "web_page", "article"]
    describes: Literal["current", "earlier", "later"]
    language: Language
    file: Words
    sha256: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")]
    last_updated: Date | None = None
    claims: dict[Id, Claim] = Field(default_factory=dict)


class Documents(Record):
    """All documents, by the short key that sources use."""

    documents: dict[Id, SourceDocument]
