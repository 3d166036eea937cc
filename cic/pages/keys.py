"""The keys and the values of the data in words."""

from __future__ import annotations

from collections.abc import Iterable

from cic.analysis.diff import Scalar
from cic.diagnostics import Key
from cic.pages.tables import Value, words

_FIELDS = {
    "value": None, "impacts": None, "outcomes": None, "results": None, "indicators": None, "communes": None,
    "activities": None, "acknowledgements": None, "risks": None, "documents": None, "categories": None,
    "associations": None, "texts": None,
    "targets": words("target"),
    "as_printed": words("printed words"),
    "stated_percent": words("printed percentage"),
    "baseline": words("baseline"),
    "deadline": words("deadline"),
    "statement": words("wording"),
    "unit": words("unit"),
    "reading": words("interpretation"),
    "sources_of_verification": words("source of verification"),
    "assumptions": words("assumption"),
    "budget": words("budget"),
    "amount": words("amount"),
    "expenditure": words("spent"),
    "observations": words("reported"),
    "achieved": words("achieved"),
    "by": words("of which"),
    "step": words("step"),
    "scale": words("scale"),
    "qualitative": words("in words"),
    "disaggregated_by": words("divided by"),
    "numerator": words("numerator"),
    "denominator": words("denominator"),
    "not_applicable": words("not applicable"),
    "evidence": words("evidence"),
    "narrative": words("narrative"),
    "contacts": words("contact persons"),
    "telephones": words("telephone"),
    "emails": words("e-mail"),
    "address": words("address"),
    "name": words("name"),
    "role": words("role"),
    "relation": words("relation"),
    "investment": words("investment"),
    "operating": words("operating"),
    "personnel": words("personnel"),
    "partners": words("partners"),
    "collaborations": words("collaborations"),
    "local_office": words("local office"),
    "head_office": words("head office"),
    "operating_costs": words("operating costs"),
    "total": words("total"),
    "corrections": words("correction"),
    "reason": words("reason"),
    "claims": words("claim"),
    "figures": words("figures"),
}  # fmt: skip
"""Words for the keys of the data; None for those that need none beside the id below them. Any other key stands as it
is written in the file."""


def path_words(path: Iterable[Key]) -> tuple[object, ...]:
    """The keys of a path in words, without those that need none."""
    return tuple(word for step in path if (word := word_of(step)) is not None)


def word_of(step: Key) -> object:
    """A key in words; a position in a list is counted from one."""
    if isinstance(step, int):
        return step if step >= 1000 else f"#{step + 1}"
    return _FIELDS.get(step, step.replace("_", " ") if step.islower() and "-" not in step else step)


def as_cell(value: Scalar | None) -> Value:
    """A value of the data as a cell."""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return value
