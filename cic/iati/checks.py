"""All that is checked of a file, in the order in which it makes sense to read it."""

from __future__ import annotations

import datetime

from cic.iati.beyond import beyond_faults
from cic.iati.codelists import code_faults
from cic.iati.faults import Fault
from cic.iati.ruleset import rule_faults
from cic.iati.schema import read, schema_faults


def faults_of(raw: bytes, name: str, now: datetime.datetime) -> tuple[Fault, ...]:
    """What is wrong with a file: by the schema; and where that finds nothing, by the lists of codes, the official rules
    and what goes beyond them. Raises UserError for what is no XML or is hostile, and where the library is missing."""
    document = read(raw, name)
    against_schema = tuple(schema_faults(document))
    if against_schema:
        return against_schema
    return (*code_faults(document), *rule_faults(document, now), *beyond_faults(document))
