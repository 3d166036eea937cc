"""The baseline: findings that were there when the check was adopted, so that only new ones fail.

A finding is known by its fingerprint, so lines may move and figures may change. Code, file and key path stand beside
it for those who read the file; of what concerns a person no path is written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.reasons import in_known_words, reason_of
from cic.checks.engine import Checked
from cic.checks.persons import is_in_entry
from cic.checks.placement import fingerprint_of, may_be_known
from cic.diagnostics import Finding, Rule, Spot
from cic.model.kinds import personal_at
from cic.model.paths import steps_of
from cic.rules import BY_CODE

VERSION = 1
_NAMED = 5
"""Entries that match nothing which are named; of more only the number is said."""


class Entry(NamedTuple):
    """One known finding. `path` is empty where it leads to data of a person, or where no key leads there."""

    file: str
    path: str
    code: str
    fingerprint: str


def entries_of(findings: Iterable[Finding]) -> list[Entry]:
    """What a baseline says of the findings, sorted by file and path."""
    return sorted(
        Entry(finding.place.file, "" if finding.personal else finding.path, finding.code, finding.fingerprint)
        for finding in findings
    )


def written_baseline(entries: Iterable[Entry]) -> str:
    """The text of a baseline: JSON, one entry a line."""
    lines = ",".join(f"\n    {json.dumps(entry._asdict())}" for entry in entries)
    return f'{{\n  "version": {VERSION},\n  "findings": [{lines}\n  ]\n}}\n'


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a baseline. Raises UserError for what is no baseline."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise UserError(
            "the baseline {path} cannot be read: {reason}",
            "write one: cic validate --write-baseline {path}",
            path=path,
            reason=reason_of(error),
        ) from None
    except json.JSONDecodeError as error:
        why = Message("JSON ends here: {fault}", {"fault": in_known_words(error.msg)})
        raise _no_baseline(path, error.lineno, error.colno, why) from None
    except (ValueError, RecursionError):
        raise _no_baseline(path, 1, 1, Message("it is not JSON in UTF-8")) from None
    entries = document.get("findings") if isinstance(document, dict) and document.get("version") == VERSION else None
    if not isinstance(entries, list):
        why = Message("it does not say version {version} and a list of findings", {"version": VERSION})
        raise _no_baseline(path, 1, 1, why)
    return [_entry(path, number, entry) for number, entry in enumerate(entries, 1)]


def _entry(path: Path, number: int, entry: Any) -> Entry:
    fields = [entry.get(name) for name in Entry._fields] if isinstance(entry, dict) else [None]
    if not all(isinstance(field, str) for field in fields):
        lacks = {"number": number, "fields": Entry._fields}
        raise _no_baseline(path, 1, 1, Message("finding {number} of its list lacks one of: {fields}", lacks))
    return Entry(*fields)


def _no_baseline(path: Path, line: int, column: int, why: Message) -> UserError:
    return UserError(
        "{path}:{line}:{column}: this is not a baseline: {why}",
        "mend it, or write it anew: cic validate --write-baseline {path}",
        path=path,
        line=line,
        column=column,
        why=why,
    )


def with_known(checked: Checked, entries: Sequence[Entry]) -> tuple[Checked, list[Entry]]:
    """What was found, with what the entries know marked, and the entries that match nothing any more.

    Each entry stands for one finding. What must be fixed is never known; what somebody has accepted needs no entry.
    """
    left = Counter(entry.fingerprint for entry in entries)
    marked = []
    for one in checked.verdicts:
        fingerprint = fingerprint_of(one) if left and may_be_known(one) else ""
        known = left[fingerprint] > 0
        left[fingerprint] -= known
        marked.append(one._replace(known=known))
    unmatched = []
    for entry in entries:
        if left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            unmatched.append(entry)
    return checked._replace(verdicts=tuple(marked)), unmatched


def unmatched_note(unmatched: Sequence[Entry], chosen: frozenset[Rule]) -> Message | None:
    """What to say of entries that match nothing any more; those of rules that were not chosen say nothing."""
    gone = [entry for entry in unmatched if entry.code not in BY_CODE or BY_CODE[entry.code] in chosen]
    if not gone:
        return None
    named = "; ".join(f"{entry.code} {entry.file} {_path_of(entry)}".rstrip() for entry in gone[:_NAMED])
    if len(gone) <= _NAMED:
        return Message(
            "in the baseline and found no more, so write it anew (--write-baseline): {entries}", {"entries": named}
        )
    return Message(
        "in the baseline and found no more, so write it anew (--write-baseline): {entries}; and {more} more",
        {"entries": named, "more": len(gone) - _NAMED},
    )


def _path_of(entry: Entry) -> str:
    """The path as it is shown: a baseline that somebody else wrote may name persons."""
    steps = steps_of(entry.path)
    return "" if personal_at(entry.file, steps) or is_in_entry(Spot(entry.file, steps)) else entry.path
