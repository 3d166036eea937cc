"""What people call the words of the files, where messages say them too: of populations, of what documents count, of the
scales of risks and of kinds of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from cic.base.message import Message, Word
from cic.model.budget import Budget
from cic.model.logframe import Indicator, Logframe

POPULATIONS: Mapping[str, Message] = {
    "southern_communes": Message("the communes of the south"),
    "northern_communes": Message("the communes of the north"),
    "all_communes": Message("the communes of north and south"),
    "partners": Message("the partners that are no communes"),
    "everyone": Message("the communes and the partners"),
}
OTHERS_TOO = frozenset(("partners", "everyone"))
"""The populations in which others than communes are counted."""
COUNTED: Mapping[str, Message] = {
    "agreements": Message("agreements between the communes"),
    "assemblies": Message("participations in assemblies"),
    "communes": Message("communes"),
    "communes.northern": Message("communes of the north"),
    "communes.region": Message("communes of a region"),
    "communes.southern": Message("communes of the south"),
    "contacts": Message("contact persons"),
    "coordinators.country": Message("coordinators of the country"),
    "coordinators.thematic": Message("thematic coordinators"),
    "cost.operational": Message("operational costs"),
    "dynamics": Message("dynamics of change"),
    "elections.northern": Message("the year of the elections in the communes of the north"),
    "elections.southern": Message("the year of the elections in the communes of the south"),
    "elected_officials_training_cycles": Message("cycles of training for elected officials"),
    "external_factors": Message("external factors"),
    "indicators": Message("indicators"),
    "innovative_projects": Message("innovative projects of each commune"),
    "meetings.north": Message("meetings of the north"),
    "meetings.north.per_year": Message("meetings of the north a year"),
    "method_support": Message("times the method is accompanied"),
    "organisations.applicants": Message("applicants"),
    "outcomes": Message("outcomes"),
    "partnerships": Message("partnerships"),
    "period.end": Message("the last year of the programme"),
    "period.start": Message("the first year of the programme"),
    "plan_months": Message("months of a plan"),
    "platforms.belgian.per_year": Message("Belgian platforms a year"),
    "platforms.north_north": Message("north-north platforms"),
    "platforms.north_north.per_year": Message("north-north platforms a year"),
    "platforms.north_south": Message("north-south platforms"),
    "platforms.north_south.per_year": Message("north-south platforms a year"),
    "platforms.south_south": Message("south-south platforms"),
    "platforms.south_south.days": Message("days of a south-south platform"),
    "platforms.south_south.participants_per_commune": Message("participants of each commune in a south-south platform"),
    "platforms.south_south.per_year": Message("south-south platforms a year"),
    "population.men": Message("men"),
    "population.total": Message("inhabitants"),
    "population.women": Message("women"),
    "preconditions": Message("preconditions"),
    "provinces": Message("provinces"),
    "regions": Message("regions"),
    "results": Message("results"),
    "sustainability_axes": Message("axes of sustainability"),
    "target_groups": Message("target groups"),
    "target_groups.secondary": Message("secondary target groups"),
    "tasks": Message("tasks of synergies"),
    "trainings.participants_per_commune": Message("participants of each commune in a training"),
    "years": Message("years of the programme"),
}
"""What a claim of a document counts."""

YEARS = frozenset(("period.start", "period.end", "elections.northern", "elections.southern"))
"""Of these the number is a year, not how many there are."""

ACTIVITY_STATES: Mapping[str, Message] = {
    "planned": Message("planned"),
    "ongoing": Message("ongoing"),
    "completed": Message("completed"),
    "suspended": Message("suspended"),
    "cancelled": Message("cancelled"),
}
"""How an activity stands."""

SCALES: Mapping[str, Message] = {
    "likelihood": Message("likelihood"),
    "impact": Message("impact"),
    "level": Message("level"),
}
"""What the scales of the analysis of risks measure."""

OF_RISKS: Mapping[str, Message] = {
    "measures": Message("what is done about it"),
    "responsible": Message("who is responsible"),
    "when": Message("when"),
}
"""What is to be said of a risk."""


NATURES: Mapping[str, Message] = {
    "investment": Message("Investment"),
    "operating": Message("Operating"),
    "personnel": Message("Personnel"),
}
"""The natures of a budget that declares none."""


def word_of_category(budget: Budget | None, category: str) -> object:
    """A block of the budget by its printed name, as a parameter of a message."""
    block = budget.categories.get(category) if budget else None
    return Word(category, block.label) if block is not None else category


def word_of_nature(budget: Budget | None, nature: str) -> object:
    """A nature of the budget by its name, as a parameter of a message."""
    declared = budget.natures if budget else None
    if declared is None:
        return word(nature, NATURES)
    return Word(nature, declared[nature]) if nature in declared else nature


def word(key: str, names: Mapping[str, Message]) -> object:
    """A word of the files, as a parameter of a message; the word itself where it has no other name."""
    return Word(key, names[key]) if key in names else key


def word_of_evidence(logframe: Logframe | None, indicator: Indicator, kind: str) -> object:
    """A kind of evidence, by the name that the indicator or the logframe gives it."""
    others = logframe.evidence_kinds if logframe else {}
    name = indicator.sources_of_verification.get(kind) or others.get(kind)
    return Word(kind, name) if name else kind
