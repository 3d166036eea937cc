"""What is told of a change names each field in the reader's language."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import cic.model
from cic.language import language_of
from cic.model.scalars import Record
from cic.pages.field_names import FIELDS
from cic.pages.keys import path_words

SAME = {
    "fr": {
        "association", "cause", "causes", "code", "codes", "commune", "comparable", "contact", "date", "description", "document",
        "format", "impact", "instructions", "introduction", "latitude", "longitude", "nature", "natures", "note", "notes",
        "participation", "population", "provinces", "province", "publication", "section", "slogan", "source", "transaction",
        "type", "action", "budget", "total", "investment", "finance", "scores", "SHA-256", "collaborations", "indicator",
        "organisation", "organisations", "personnel", "contribution", "correction", "e-mail", "relation", "synergies",
    },
    "nl": {
        "contact", "context", "document", "effect", "impact", "indicator", "code", "codes", "markers", "per", "percentage", "scores",
        "sector", "slogan", "status", "type", "website", "budget", "id", "SHA-256", "investment", "e-mail", "partners",
    },
}  # fmt: skip
"""Words that French or Dutch writes as English does."""


def records(kind: type[Record] = Record) -> Iterator[type[Record]]:
    """Every block of the files."""
    for one in kind.__subclasses__():
        yield one
        yield from records(one)


def fields() -> set[str]:
    for module in pkgutil.iter_modules(cic.model.__path__):
        import_module(f"cic.model.{module.name}")
    return {field.alias or name for one in records() for name, field in one.model_fields.items()}


def test_each_field_of_the_model_has_words() -> None:
    known = fields()
    assert len(known) > 300
    assert known - set(FIELDS) == set(), "name these in cic/pages/field_names.py"


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_words_of_the_fields_are_those_of_the_language(code: str) -> None:
    language = language_of(code)
    english = {one.template for one in FIELDS.values() if one is not None}
    assert {one for one in english if language.say(FIELDS_BY_WORD[one]) == one} <= SAME[code]


FIELDS_BY_WORD = {one.template: one for one in FIELDS.values() if one is not None}


def test_a_path_is_told_in_words() -> None:
    said = path_words(("payments", 0, "rate_source"))
    french = language_of("fr")
    assert [one if isinstance(one, str) else french.say(one) for one in said] == ["paiement", "#1", "source du taux"]  # type: ignore[arg-type]
