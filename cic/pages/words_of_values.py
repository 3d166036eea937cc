"""Words for the words of the files, where a change of one is told. A test holds that each has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cic.base.message import Message
from cic.model.vocabulary import ACTIVITY_STATES, COUNTED, POPULATIONS
from cic.pages.tables import words
from cic.pages.vocabulary import (
    COMMON,
    CONTRIBUTIONS,
    DESCRIBES,
    DOCUMENT_KINDS,
    LEVELS,
    MEANINGS,
    OVER_COMMUNES,
    OVER_YEARS,
    PARTNERS,
    ROLES,
)

_COMPLETE = words("complete")

WORDS: Mapping[str, Mapping[Any, Message]] = {
    "about": COUNTED,
    "measures": COUNTED,
    "population": POPULATIONS,
    "NamedPopulation.value": POPULATIONS,
    "Indicator.level": LEVELS,
    "Result.level": {"result": words("result"), "output": words("output")},
    "over_communes": OVER_COMMUNES,
    "over_years": OVER_YEARS,
    "reports": MEANINGS,
    "direction": {"increase": words("a higher value is better"), "decrease": words("a lower value is better")},
    "status": ACTIVITY_STATES,
    "common": COMMON,
    "describes": DESCRIBES,
    "role": ROLES,
    "SourceDocument.kind": DOCUMENT_KINDS,
    "Partner.kind": PARTNERS,
    "Contribution.kind": CONTRIBUTIONS,
    "Contributed.kind": CONTRIBUTIONS,
    "targets_are": {"agreed": words("agreed"), "reading": words("our reading")},
    "per": {"year": words("in each year"), "programme": words("in the whole programme")},
    "quantity": {"total": words("in all"), "per_year": words("in each year"), "per_commune": words("for each commune")},
    "holds": {"province": words("province"), "region": words("region"), "locality": words("locality")},
    "coverage": {"complete": _COMPLETE, "partial": words("in part")},
    "results_are": {"complete": _COMPLETE, "some": words("in part")},
    "periods": {
        "year": words("year"),
        "half_year": words("half-year"),
        "quarter": words("quarter"),
        "month": words("month"),
    },
    "not_planned": {"start": words("start"), "end": words("end")},
}
"""What people call each word that a field may hold: by the field, or by the block and the field where one field says
different things."""
