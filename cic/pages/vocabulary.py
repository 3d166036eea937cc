"""What people call the words of the files: machines get the word itself, readers its name in their language."""

from __future__ import annotations

from collections.abc import Mapping

from cic.base.message import Message, phrase
from cic.base.periods import CALENDAR_YEARS
from cic.language import Language
from cic.model.levels import Level
from cic.model.logframe import Indicator
from cic.model.programme import Programme
from cic.model.vocabulary import NATURES
from cic.pages.tables import Term, words

LEVELS: Mapping[str, Message] = {
    "commune": words("each commune"),
    "partnership": words("each partnership"),
    "programme": words("the programme"),
}
_OF_PARTICIPANTS: Mapping[str, Message] = {
    "partners": words("each partner"),
    "everyone": words("each commune and each partner"),
}


def reporters_of(indicator: Indicator) -> Term:
    """Who has the value of an indicator, by who is counted."""
    name = _OF_PARTICIPANTS.get(indicator.population or "") if indicator.level == "commune" else None
    return Term(indicator.level, name or LEVELS[indicator.level])


_TOTAL = words("Total")


def nature_names(programme: Programme, language: Language) -> Mapping[str | None, Message | str]:
    """What people call the natures of the budget, by id and in its order; last what has no nature."""
    declared = programme.budget.natures if programme.budget else None
    names: dict[str | None, Message | str] = {}
    names.update(NATURES if declared is None else {id: language.text(name) for id, name in declared.items()})
    names[None] = _TOTAL
    return names


PARTNERS: Mapping[str, Message] = {
    "ngo": words("non-governmental organisation"),
    "association": words("association"),
    "university": words("university"),
    "school": words("school"),
    "ministry": words("ministry"),
    "public_body": words("public body"),
    "company": words("company"),
    "other": words("other"),
}
"""What a partner is that is no commune."""

CONTRIBUTIONS: Mapping[str, Message] = {
    "money": words("money"),
    "labour": words("labour"),
    "goods": words("goods"),
    "services": words("services"),
    "premises": words("premises"),
    "other": words("other things in kind"),
}
"""What people call what is brought."""

ROLES: Mapping[str, Message] = {
    "applicant": words("applicant"),
    "donor": words("donor"),
    "synergy": words("partner of a synergy"),
    "stakeholder": words("stakeholder"),
    "local": words("local partner"),
}
DOCUMENT_KINDS: Mapping[str, Message] = {
    "dossier": words("dossier"),
    "leaflet": words("leaflet"),
    "web_page": words("web page"),
    "article": words("article"),
}
DESCRIBES: Mapping[str, Message] = {
    "current": words("this programme"),
    "earlier": words("the earlier programme"),
    "later": words("the later programme"),
}
COMMON: Mapping[str, Message] = {
    "marked": words("potentially (*)"),
    "conditional": words("possibly, in words"),
    "unmarked": words("not marked"),
}
"""Whether the document marks an activity as one that communes may do in common."""

OVER_COMMUNES: Mapping[str, Message] = {
    "count": words("how many communes have it"),
    "sum": words("the sum of the communes"),
    "ratio": words("the sum of the numerators in percent of the sum of the denominators"),
    "mean": words("the mean of those who reported"),
    "min": words("the least of those who reported"),
    "max": words("the highest of those who reported"),
    "none": words("one value for all"),
}
"""How the values of communes make one."""
OVER_OTHERS: Mapping[str, Message] = {
    "count": words("how many of those who report have it"),
    "sum": words("the sum of those who report"),
}
"""The same where partners that are no communes are counted."""
OVER_YEARS: Mapping[str, Message] = {
    "cumulative": words("the latest value holds until another is reported"),
    "per_period": words("each milestone counts its own years"),
    "rate": words("each year stands for itself"),
}
"""How the values of years make one."""

MEANINGS: Mapping[str, Message] = {
    "running_total": words("a running total: everything since the start"),
    "of_the_year": words("what happened in the year: the program adds up"),
    "state": words("how it is on 31 December"),
    "rate": words("of the year alone"),
}
"""What is written as the value of a year."""
_IN_A_WINDOW = {
    "running_total": words("a running total: everything since the period of the milestone began"),
    "of_the_year": words("what happened in the year: the program adds up the years of the milestone's period"),
}
_AT_THE_END = words("how it is at the end of the year")
"""Of a state, where a year does not end on 31 December."""
_OF_A_PART: Mapping[str, Message] = {
    "of_the_year": words("what happened in the period: the program adds up"),
    "state": words("how it is at the end of the period"),
    "rate": words("of the period alone"),
}
"""Where half-years, quarters or months are reported."""
IN_FORMS = (
    *NATURES.values(),
    _TOTAL,
    *MEANINGS.values(),
    *_IN_A_WINDOW.values(),
    _AT_THE_END,
    *_OF_A_PART.values(),
)
"""What forms say too, in more languages than anything else."""

THINGS: Mapping[str, Message] = {
    "partnerships": words("partnership"),
    "communes": words("commune"),
    "partners": words("partner"),
    "indicators": words("indicator"),
    "impacts": words("impact"),
    "outcomes": words("outcome"),
    "results": words("result"),
    "outputs": words("output"),
    "activities": words("activity"),
    "risks": words("risk"),
    "documents": words("document"),
    "organisations": words("organisation"),
    "synergies": words("synergy"),
    "texts": words("text"),
    "phases": words("phase"),
    "programme": words("programme"),
    "budget": words("budget"),
    "analysis": words("analysis of risks"),
    "theory": words("theory of change"),
}
"""The kinds of things, in the singular."""


_CALLED: Mapping[Level, str] = {
    "impact": phrase("the impact {id}"),
    "outcome": phrase("the outcome {id}"),
    "result": phrase("the result {id}"),
    "output": phrase("the output {id}"),
    "activity": phrase("the activity {id}"),
}
HEADS: Mapping[Level, str] = {
    "impact": phrase("Impact {id}"),
    "outcome": phrase("Outcome {id}"),
    "result": phrase("Result {id}"),
    "output": phrase("Output {id}"),
    "activity": phrase("Activity {id}"),
}


def called(level: Level, id: str) -> Message:
    """What people call a promise or an activity by its id."""
    return words(_CALLED[level], id=id)


def head_of(level: Level, id: str) -> Message:
    """The same as the head of a page."""
    return words(HEADS[level], id=id)


def term(word: str | None, names: Mapping[str, Message]) -> Term | None:
    """A word of the files with its name; the word itself where it has none."""
    return None if word is None else Term(word, names.get(word, word))


def organisation_term(programme: Programme, id: str | None) -> Term | None:
    """An organisation by the name that the documents give it; the id of one that they do not name."""
    known = programme.identity.organisations if programme.identity else {}
    return None if id is None else Term(id, known[id].name if id in known else id)


def language_term(code: str, language: Language) -> Term:
    """A language of texts with its name."""
    return Term(code, language.name_of(code))


def unit_of(programme: Programme, indicator: Indicator, language: Language) -> Term:
    """The unit of an indicator, by the name that the logframe gives it."""
    names = programme.logframe.units if programme.logframe else {}
    unit = indicator.unit
    return Term(unit, language.text(names[unit]) if unit in names else unit)


def meaning_of(programme: Programme, indicator: Indicator) -> Message:
    """What is written as the value of a year, where each milestone counts its own years too; or of a part of one."""
    meaning, calendar = indicator.meaning, programme.calendar
    if calendar.parts > 1 and meaning in _OF_A_PART:
        return _OF_A_PART[meaning]
    if meaning == "state" and calendar != CALENDAR_YEARS:
        return _AT_THE_END
    is_windowed = indicator.over_years == "per_period" and meaning in _IN_A_WINDOW
    return _IN_A_WINDOW[meaning] if is_windowed else MEANINGS[meaning]


def kind_of_evidence(programme: Programme, indicator: Indicator, kind: str, language: Language) -> str:
    """What people call a kind of evidence: a source of verification, or another kind that the logframe names."""
    others = programme.logframe.evidence_kinds if programme.logframe else {}
    name = indicator.sources_of_verification.get(kind) or others.get(kind)
    return language.text(name) if name else kind
