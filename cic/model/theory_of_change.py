"""theory_of_change.yaml: how and why the change should come about."""

from __future__ import annotations

from pydantic import Field

from cic.model.common import Source
from cic.model.scalars import Id, Record, Text, Words


class Dynamic(Record):
    """A dynamic of change and what it leads to."""

    label: Text
    """Name or heading as printed"""
    text: Text
    """The text, in each language in which it is printed"""
    leads_to: Text
    """What it brings about"""


class Precondition(Record):
    """A condition of the situation wanted: how the change should come about, and why."""

    section: Words
    """Section as the document numbers it, in quotes: “7.3”"""
    title: Text
    """The title as printed"""
    how: Text
    """How the change should come about"""
    why: Text
    """Why it should be so"""


class ExternalFactor(Record):
    """What the programme does not control."""

    section: Words
    """Section as the document numbers it, in quotes: “7.3”"""
    title: Text
    """The title as printed"""
    text: Text
    """The text, in each language in which it is printed"""


class Section(Record):
    """A numbered section."""

    section: Words
    """Section as the document numbers it, in quotes: “7.3”"""
    text: Text
    """The text, in each language in which it is printed"""


class TheoryOfChange(Record):
    """How and why the change should come about."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    introduction: Text | None = None
    """The words at the beginning"""
    situation_wanted: Text
    """What should be at the end"""
    context: Text | None = None
    """The context, in the words of the document"""
    dynamics_introduction: Text | None = None
    """The words before the dynamics"""
    dynamics: dict[Id, Dynamic]
    """The dynamics of change, by their ids"""
    dynamics_conclusion: Text | None = None
    """The words after the dynamics"""
    preconditions: dict[Id, Precondition]
    """What must be there before"""
    external_factors: dict[Id, ExternalFactor] = Field(default_factory=dict)
    """What the programme does not control, by ids"""
    in_practice: Section | None = None
    """What it means in practice"""
