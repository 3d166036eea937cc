"""partnerships/<id>.yaml: the communes, their people, their money and their targets."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cic.model.common import Contact, Correction, Labelled, OtherFigures, Source
from cic.model.scalars import Amount, Country, Date, Id, Number, Record, Text, Words, Year


class Spelling(Record):
    """Another printed spelling of a name."""

    name: Words
    source: Source


class CommuneReading(Record):
    """Our interpretation of what the documents say of a commune."""

    association: Id = Field(description="The organisation of which the commune is a member")
    words: Words
    source: Source | None = None


class Commune(Record):
    """A municipality."""

    SOURCES: ClassVar[dict[str, str]] = dict.fromkeys(("province", "region", "locality"), "administrative_source")
    """The keys whose source stands under another name than `<key>_source`."""

    name: Words
    full_name: Words | None = None
    country: Country
    address: tuple[Words, ...] = Field((), description="The lines of the address as printed")
    same_address_as: Id | None = None
    postal_code: Words | None = Field(None, description="In quotes: “1090”")
    telephones: tuple[Words, ...] = ()
    emails: tuple[Words, ...] = ()
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    contact_state: Words | None = Field(None, description="What is printed where there is no person yet")
    telephone_state: Words | None = None
    province: Words | None = None
    region: Words | None = None
    locality: Words | None = None
    administrative_source: Source | None = None
    other_spellings: tuple[Spelling, ...] = ()
    reading: CommuneReading | None = None
    targets_are: Literal["agreed", "reading"] = "agreed"
    targets_source: Source | None = None
    targets: dict[Id, Annotated[dict[Year, Number], Field(min_length=1)]] = Field(
        default_factory=dict, description="What this commune must reach: by indicator and year; absent means open"
    )


class BudgetLine(Record):
    """Money of a partnership for an outcome, over the whole period."""

    amount: Amount
    as_printed: Words | None = None
    other_figures: OtherFigures = ()


class Relation(Record):
    """The start of the relation with the northern association, or its state where there is no date yet."""

    start: Date | None = None
    state: Words | None = None
    as_printed: Words | None = None


class Partnership(Labelled):
    """A northern commune with one or more southern communes."""

    id: Id
    source: Source
    printed_name: Words | None = None
    communes: dict[Id, Commune] = Field(min_length=1)
    budget: dict[Id, BudgetLine] = Field(default_factory=dict)
    outcome_statement: Text | None = None
    role: Text | None = None
    relation: Relation | None = None
    corrections: tuple[Correction, ...] = ()
