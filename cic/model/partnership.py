"""partnerships/<id>.yaml: the communes, their people, their money and their targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from cic.model.amounts import Amount
from cic.model.common import Contact, Correction, Labelled, Member, OtherFigures, Source
from cic.model.coordinates import CoordinatesBlock
from cic.model.modelled import Modelled
from cic.model.scalars import (
    CommuneId,
    Country,
    Date,
    Id,
    Language,
    Lasting,
    OutcomeId,
    PartnerId,
    PartnershipId,
    Record,
    Text,
    Words,
)
from cic.model.targets import Targets


class Spelling(Record):
    """Another printed spelling of a name."""

    name: Words
    """The other spelling, exactly as printed"""
    source: Source
    """The document, and the section of it, that this is taken from"""


class CommuneReading(Record):
    """Our interpretation of what the documents say of a commune."""

    association: Id
    """The organisation of which the commune is a member"""
    words: Words
    """The printed words that the interpretation rests on"""
    source: Source | None = None
    """Where these words stand"""


class Commune(Lasting, Member):
    """A municipality."""

    # the keys whose source stands under another name than `<key>_source`
    SOURCES: ClassVar[dict[str, str]] = dict.fromkeys(("province", "region", "locality"), "administrative_source")

    name: Words
    """The name as printed"""
    full_name: Words | None = None
    """The official name, where it is longer"""
    country: Annotated[Country, Modelled.ID] = Field(examples=["BE"])
    """Two letters, ISO 3166: BE"""
    address: tuple[Words, ...] = ()
    """The lines of the address as printed"""
    same_address_as: CommuneId | None = None
    """Id of the commune whose address is printed for this one too"""
    postal_code: Words | None = Field(None, examples=["1090"])
    """In quotes: “1090”"""
    telephones: tuple[Words, ...] = Field((), examples=[["02 422 31 02"]])
    """Telephone numbers in quotes: “02 422 31 02”. Personal data where they are a person's"""
    emails: tuple[Words, ...] = Field((), examples=[["town.hall@example.org"]])
    """E-mail addresses. Personal data where they are a person's"""
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    """Persons, by a key of your choice that is no name. Personal data"""
    contact_state: Words | None = None
    """What is printed where there is no person yet"""
    telephone_state: Words | None = None
    """What is printed where there is no telephone: “/”"""
    province: Words | None = None
    """Name of the province"""
    region: Words | None = None
    """Name of the region"""
    locality: Words | None = None
    """Part of the commune, or the larger one that it belongs to"""
    merged_into: CommuneId | None = None
    """Id of the commune that carries on from the day after `until`: its values then stand for this one too"""
    administrative_source: Source | None = None
    """Where province, region and locality are taken from"""
    coordinates: CoordinatesBlock = None
    """Where it lies, in decimal degrees of WGS 84, with what says so; no map shows it without"""
    other_spellings: tuple[Spelling, ...] = ()
    """Other spellings of the name in the documents"""
    reading: CommuneReading | None = None
    """Our interpretation of the printed words, with the words that it rests on"""
    targets_are: Annotated[Literal["agreed", "reading"], Modelled.CHECK] = "agreed"
    """agreed: the partners agreed them; reading: no document prints them, we read them in the logframe"""
    targets_source: Source | None = None
    """Where the agreed targets stand"""
    targets: Targets = Field(default_factory=dict)
    """What this commune must reach: by indicator and year; absent means open"""


PartnerKind = Literal["ngo", "association", "university", "school", "ministry", "public_body", "company", "other"]


class Partner(Lasting, Member):
    """Someone who takes part and is no commune: an NGO, a university, a ministry."""

    name: Words
    """The name as printed"""
    full_name: Words | None = None
    """The official name, where it is longer"""
    kind: Annotated[PartnerKind, Modelled.FORM]
    """What it is: ngo, association, university, school, ministry, public_body, company or other"""
    country: Annotated[Country | None, Modelled.ID] = Field(None, examples=["BE"])
    """Two letters, ISO 3166, where the partner has one country"""
    address: tuple[Words, ...] = ()
    """The lines of the address as printed"""
    coordinates: CoordinatesBlock = None
    """Where it lies, in decimal degrees of WGS 84, with what says so; no map shows it without"""
    telephones: tuple[Words, ...] = Field((), examples=[["02 422 31 02"]])
    """Telephone numbers in quotes: “02 422 31 02”. Personal data where they are a person's"""
    emails: tuple[Words, ...] = Field((), examples=[["office@example.org"]])
    """E-mail addresses. Personal data where they are a person's"""
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    """Persons, by a key of your choice that is no name. Personal data"""
    merged_into: PartnerId | None = None
    """Id of the partner that carries on from the day after `until`: its values then stand for this one too"""
    other_spellings: tuple[Spelling, ...] = ()
    """Other spellings of the name in the documents"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""
    targets_are: Annotated[Literal["agreed", "reading"], Modelled.CHECK] = "agreed"
    """agreed: the partners agreed them; reading: no document prints them, we read them in the logframe"""
    targets_source: Source | None = None
    """Where the agreed targets stand"""
    targets: Targets = Field(default_factory=dict)
    """What this partner must reach: by indicator and year; absent means open"""


Participant = Commune | Partner
"""Who takes part in a partnership, and may have targets and report."""


class BudgetLine(Record):
    """Money of a partnership for an outcome, over the whole period."""

    amount: Amount
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()


class Relation(Record):
    """The start of the relation with the northern association, or its state where there is no date yet."""

    start: Date | None = None
    """The first day or year, which is included"""
    state: Words | None = None
    """What is printed where there is no date yet"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""


class Partnership(Labelled, Lasting, Member):
    """A northern commune with one or more southern communes; partners that are no communes with them, or alone."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["communes"]}, {"required": ["partners"]}]})

    id: PartnershipId
    """Letters, digits, dots, hyphens and underscores; of a partnership also the name of its file"""
    source: Source
    """The document, and the section of it, that this is taken from"""
    printed_name: Words | None = None
    """Name of the partnership as printed"""
    communes: dict[CommuneId, Commune] = Field(default_factory=dict, min_length=1)
    """The communes, by their ids"""
    partners: dict[PartnerId, Partner] = Field(default_factory=dict, min_length=1)
    """Partners that are no communes, by their ids"""
    budget: dict[OutcomeId, BudgetLine] = Field(default_factory=dict)
    """Money for each outcome over the whole period, by its id"""
    merged_into: PartnershipId | None = None
    """Id of the partnership that carries on from the day after `until`, with the communes of this one"""
    outcome_statement: Text | None = None
    """The outcome in the partnership's own words"""
    role: Text | None = None
    """What they do in the programme"""
    language: Annotated[Language | None, Modelled.CHOICE] = Field(None, examples=["fr"])
    """The language in which it is written to: of its forms and letters"""
    relation: Relation | None = None
    """Since when the communes know each other"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""

    @model_validator(mode="after")
    def _has_somebody(self) -> Self:
        if not self.communes and not self.partners:
            missing: InitErrorDetails = {"type": "missing", "loc": ("communes",), "input": {}}
            raise ValidationError.from_exception_data("Partnership", [missing])
        return self

    @property
    def participants(self) -> Mapping[str, Participant]:
        """The communes, then the partners, by their ids."""
        return {**self.communes, **self.partners} if self.partners else self.communes

    @property
    def called(self) -> str:
        """What it is called: as printed, else by those who take part in it."""
        return self.printed_name or " – ".join(one.name for one in self.participants.values()) or self.id
