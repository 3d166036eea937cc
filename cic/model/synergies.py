"""synergies.yaml: the work with other programmes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.amounts import Amount
from cic.model.common import Labelled, OtherFigures, Source
from cic.model.modelled import Modelled
from cic.model.scalars import Id, Record, Text, Words


class Objective(Record):
    """The outcome and the results of an organisation that a synergy serves."""

    as_printed: Words
    """The words of the document, exactly as printed"""
    outcome: Words
    """Id of the outcome that it serves"""
    results: Annotated[tuple[Words, ...], Modelled.ID]
    """The results that it serves, as printed"""


class Contribution(Record):
    """What the partners of a synergy put in. Money of a third party is not the programme's."""

    text: Text
    """The text, in each language in which it is printed"""
    amount: Amount | None = Field(None, examples=[12500.0])
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()
    budget_of: Annotated[Id | None, Modelled.ID] = None
    """The organisation whose budget carries the amount"""


class Task(Record):
    """A task of a synergy and who does what."""

    text: Text
    """The text, in each language in which it is printed"""
    division: tuple[Text, ...] = ()
    """Who does what"""


class Synergy(Record):
    """Work with another programme."""

    between: Text
    """The programmes or organisations that work together"""
    kind: Text
    """What sort it is of, in a word"""
    strategic_targets: Words | None = None
    """The targets of the strategy that it serves"""
    objective: Text
    """What the work together is for"""
    objectives: dict[Id, Objective] = Field(default_factory=dict)
    """What it serves of each organisation's programme"""
    contributions: Contribution | None = None
    """What the partners put in"""
    tasks: dict[Words, Task] = Field(default_factory=dict)
    """The tasks, by their printed names"""


class Synergies(Labelled):
    """Synergies and complementarities."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    synergies: dict[Id, Synergy]
    """The work with other programmes, by ids"""
