"""Problems with the acknowledgements that accept them, and what is wrong with the acknowledgements themselves."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cic.diagnostics import Acceptance, Message, Problem, Rule, Spot, written
from cic.model.acknowledgements import Acknowledgement
from cic.model.kinds import path_text
from cic.model.paths import is_personal, without_persons
from cic.rules import BY_NAME
from cic.rules.acknowledgements import ACKNOWLEDGEMENT_EXPIRED, ACKNOWLEDGEMENT_RULE, ACKNOWLEDGEMENT_STALE
from cic.storage.loader import Loaded

ACKNOWLEDGEMENTS = "acknowledgements.yaml"

_Pending = Mapping[tuple[str, str, str], list[tuple[int, Acknowledgement]]]
"""Entries with their numbers, by the name of the rule, file and path."""


class Verdict(NamedTuple):
    """A problem with the acknowledgement that accepts it, if one does, and whether a baseline knows it."""

    problem: Problem
    acceptance: Acceptance | None = None
    known: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it counts: nobody has accepted it, and no baseline knows it."""
        return self.acceptance is None and not self.known

    @property
    def path(self) -> str:
        """The key path of the problem, as text; empty where no key leads to it."""
        return path_text(self.problem.where.file, self.problem.path)

    @property
    def place(self) -> tuple[str, str, str]:
        """The name of the rule, the file and the key path: where an acknowledgement looks for it."""
        return self.problem.rule.name, self.problem.where.file, self.path

    @property
    def figures(self) -> dict[str, str]:
        """What the problem rests on, as text."""
        return figures_of(self.problem)

    def touches(self, file: str) -> bool:
        """Whether the file (or a file in the folder) is the place of the problem or takes part in it."""
        places = (self.problem.where, *self.problem.related)
        return any(not file or place.file == file or place.file.startswith(file + "/") for place in places)


def figures_of(found: Problem) -> dict[str, str]:
    """What a problem rests on, as text; of personal data only a digest, so that an acknowledgement does not repeat
    them."""
    figures = {name: written(value) for name, value in found.figures.items()}
    if not is_personal(found.path):
        return figures
    import hashlib

    digest = hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]
    return {"digest": digest}


def acknowledged(
    problems: list[Problem],
    loaded: Loaded,
    chosen: frozenset[Rule],
    silent: set[tuple[str, Rule]],
    as_of: datetime.date,
) -> Iterator[Verdict]:
    """The problems, each with the acknowledgement that accepts it, then what is wrong with the acknowledgements.

    chosen: the rules that were asked for. silent: (phase, rule) of those that could not run. as_of: for what expires.
    """
    accepted = loaded.programme.acknowledgements
    entries = list(enumerate(accepted.acknowledgements if accepted else ()))
    pending: dict[tuple[str, str, str], list[tuple[int, Acknowledgement]]] = defaultdict(list)
    for number, entry in entries:
        pending[entry.rule, entry.file, entry.path or ""].append((number, entry))
    matched: set[int] = set()
    # those that hold first, so that none of them is taken for the outdated entry of a neighbour
    verdicts = [_accepted(Verdict(found), pending, matched, as_of) for found in problems]
    yield from (one if one.acceptance else _with_outdated(one, pending, matched) for one in verdicts)
    own = _problems_of_entries(entries, matched, loaded, silent, as_of)
    yield from (Verdict(found) for found in own if found.rule in chosen and not _deselected(found, entries, chosen))


def _accepted(one: Verdict, pending: _Pending, matched: set[int], as_of: datetime.date) -> Verdict:
    """The problem with the entry that accepts it with these very figures, if there is one."""
    for number, entry in _candidates(one, pending):
        if entry.figures == one.figures and not (entry.expires and entry.expires < as_of):
            matched.add(number)
            on = entry.accepted_on.isoformat() if entry.accepted_on else None
            return Verdict(one.problem, Acceptance(entry.reason, on, entry.ask, entry.cause))
    return one


def _with_outdated(one: Verdict, pending: _Pending, matched: set[int]) -> Verdict:
    """The problem with the entry that accepted it with other figures as a related place, if there is one."""
    numbers = [number for number, _ in _candidates(one, pending) if number not in matched]
    if not numbers:
        return one
    matched.add(numbers[0])
    spot = Spot(ACKNOWLEDGEMENTS, ("acknowledgements", numbers[0], "figures"))
    return Verdict(one.problem._replace(related=(*one.problem.related, spot)))


def _candidates(one: Verdict, pending: _Pending) -> list[tuple[int, Acknowledgement]]:
    """The entries for the place of a problem; one that does not say which goes for any problem there."""
    if one.problem.rule.must_be_fixed:
        return []
    here = pending.get(one.place, [])
    return sorted((e for e in here if e[1].which in (None, one.problem.which)), key=lambda e: e[1].which is None)


def _problems_of_entries(
    entries: Iterable[tuple[int, Acknowledgement]],
    matched: set[int],
    loaded: Loaded,
    silent: set[tuple[str, Rule]],
    as_of: datetime.date,
) -> Iterator[Problem]:
    for number, entry in entries:
        spot = Spot(ACKNOWLEDGEMENTS, ("acknowledgements", number))
        rule = BY_NAME.get(entry.rule)
        if rule is None:
            yield ACKNOWLEDGEMENT_RULE.problem(spot.at("rule"), "there is no rule {name}", name=entry.rule)
            continue
        if entry.expires is not None and entry.expires < as_of:
            yield ACKNOWLEDGEMENT_EXPIRED.problem(
                spot.at("expires"),
                "the acknowledgement expired on {date}",
                date=entry.expires.isoformat(),
            )
        folder = "/".join(entry.file.split("/")[:2]) if entry.file.startswith("phases/") else ""
        unknown = (folder, rule) in silent or kind_is_unread(loaded, entry.file)
        if number not in matched and not unknown:
            yield ACKNOWLEDGEMENT_STALE.problem(
                spot.at("rule"),
                "nothing is wrong any more by {rule} at {path} of {file}",
                rule=entry.rule,
                path=without_persons(entry.path) if entry.path else Message("the file"),
                file=entry.file,
            )


def kind_is_unread(loaded: Loaded, file: str) -> bool:
    """Whether the file could not be read, is missing or has a wrong name, so that nothing can be said of it."""
    return file in (*loaded.unread_files, *loaded.missing_files, *loaded.meant_files)


def _deselected(found: Problem, entries: list[tuple[int, Acknowledgement]], chosen: frozenset[Rule]) -> bool:
    """Staleness of an acknowledgement whose rule was not asked for says nothing."""
    if found.rule is not ACKNOWLEDGEMENT_STALE or not isinstance(found.where, Spot):
        return False
    number = found.where.path[1]
    return BY_NAME[entries[int(number)][1].rule] not in chosen
