"""Problems with the acknowledgements that accept them, and what is wrong with the acknowledgements themselves."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cic.base.message import Message, written
from cic.diagnostics import Acceptance, Problem, Rule, Spot
from cic.model.acknowledgements import AcceptedFinding, Acknowledgement
from cic.model.kinds import path_text, personal_at
from cic.model.paths import steps_of
from cic.rules import BY_NAME
from cic.rules.acknowledgements import ACKNOWLEDGEMENT_EXPIRED, ACKNOWLEDGEMENT_RULE, ACKNOWLEDGEMENT_STALE
from cic.storage.loader import Loaded

ACKNOWLEDGEMENTS = "acknowledgements.yaml"


class _Entry(NamedTuple):
    """A finding that is accepted, alone or as one of several, with its rule and its file; and where it stands."""

    spot: Spot
    whole: Acknowledgement
    one: AcceptedFinding

    @property
    def place(self) -> tuple[str, str, str]:
        """The name of the rule, the file and the key path, as a problem has them."""
        return self.one.rule or "", self.one.file or "", self.one.path or ""

    @property
    def is_alone(self) -> bool:
        """Whether the acknowledgement accepts nothing else."""
        return not self.whole.findings


_Pending = Mapping[tuple[str, str, str], list[_Entry]]
"""Entries by the name of the rule, file and path."""


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
    return digest_of(figures) if is_of_person(found) else figures


def digest_of(figures: Mapping[str, str]) -> dict[str, str]:
    """In the place of figures that must not be repeated."""
    import hashlib

    return {"digest": hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]}


def is_of_person(found: Problem) -> bool:
    """Whether a problem is about a person's data, or about another path that leads to them."""
    file, path = found.where.file, found.figures.get("path")
    if personal_at(file, found.path):
        return True
    about = str(found.figures.get("file") or file)
    return isinstance(path, str) and personal_at(about, steps_of(path))


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
    entries = list(_each_entry(accepted.acknowledgements if accepted else ()))
    pending: dict[tuple[str, str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        pending[entry.place].append(entry)
    matched: set[Spot] = set()
    # those that hold first, so that none of them is taken for the outdated entry of a neighbour
    verdicts = [_accepted(Verdict(found), pending, matched, as_of) for found in problems]
    yield from (one if one.acceptance else _with_outdated(one, pending, matched) for one in verdicts)
    own = (*_of_unknown_rules(entries), *_stale(entries, matched, loaded, silent, chosen), *_expired(entries, as_of))
    yield from (Verdict(found) for found in own if found.rule in chosen)


def _each_entry(acknowledgements: Iterable[Acknowledgement]) -> Iterator[_Entry]:
    for number, whole in enumerate(acknowledgements):
        for keys, one in whole.accepts():
            yield _Entry(Spot(ACKNOWLEDGEMENTS, ("acknowledgements", number, *keys)), whole, one)


def _accepted(one: Verdict, pending: _Pending, matched: set[Spot], as_of: datetime.date) -> Verdict:
    """The problem with the entry that accepts it with these very figures, if there is one."""
    for entry in _candidates(one, pending):
        whole = entry.whole
        if entry.one.figures == one.figures and not (whole.expires and whole.expires < as_of):
            matched.add(entry.spot)
            on = whole.accepted_on.isoformat() if whole.accepted_on else None
            return Verdict(one.problem, Acceptance(whole.reason, on, whole.ask, whole.cause, whole.accepted_by))
    return one


def _with_outdated(one: Verdict, pending: _Pending, matched: set[Spot]) -> Verdict:
    """The problem with the entry that accepted it with other figures as a related place, if there is one."""
    spots = [entry.spot for entry in _candidates(one, pending) if entry.spot not in matched]
    if not spots:
        return one
    matched.add(spots[0])
    return Verdict(one.problem._replace(related=(*one.problem.related, spots[0].at("figures"))))


def _candidates(one: Verdict, pending: _Pending) -> list[_Entry]:
    """The entries for the place of a problem; one that does not say which goes for any problem there."""
    if one.problem.rule.must_be_fixed:
        return []
    here = [entry for entry in pending.get(one.place, []) if entry.one.which in (None, one.problem.which)]
    return sorted(here, key=lambda entry: entry.one.which is None)


def _of_unknown_rules(entries: Iterable[_Entry]) -> Iterator[Problem]:
    unknown = {}
    for spot, whole, one in entries:
        if one.rule not in BY_NAME:
            itself = Spot(spot.file, spot.path[:2]) if one.rule == whole.rule else spot
            unknown[itself.at("rule")] = one.rule
    for spot, name in unknown.items():
        yield ACKNOWLEDGEMENT_RULE.problem(spot, "there is no rule {name}", name=name)


def _stale(
    entries: Iterable[_Entry],
    matched: set[Spot],
    loaded: Loaded,
    silent: set[tuple[str, Rule]],
    chosen: frozenset[Rule],
) -> Iterator[Problem]:
    """Entries that accept nothing. Of a rule that was not asked for, or could not run, that says nothing."""
    for entry in entries:
        name, file, path = entry.place
        rule = BY_NAME.get(name)
        folder = "/".join(file.split("/")[:2]) if file.startswith("phases/") else ""
        if rule is None or rule not in chosen or (folder, rule) in silent or kind_is_unread(loaded, file):
            continue
        if entry.spot not in matched:
            yield ACKNOWLEDGEMENT_STALE.problem(
                entry.spot.at("rule") if entry.is_alone else entry.spot,
                "nothing is wrong any more by {rule} at {path} of {file}",
                rule=name,
                path=path or Message("the file"),
                file=file,
            )


def _expired(entries: Iterable[_Entry], as_of: datetime.date) -> Iterator[Problem]:
    """Acknowledgements of rules that exist, whose day is over."""
    for whole, spot in {id(one.whole): (one.whole, one.spot) for one in entries if one.one.rule in BY_NAME}.values():
        if whole.expires is not None and whole.expires < as_of:
            yield ACKNOWLEDGEMENT_EXPIRED.problem(
                Spot(spot.file, (*spot.path[:2], "expires")),
                "the acknowledgement expired on {date}",
                date=whole.expires.isoformat(),
            )


def kind_is_unread(loaded: Loaded, file: str) -> bool:
    """Whether the file could not be read, is missing or has a wrong name, so that nothing can be said of it."""
    return file in (*loaded.unread_files, *loaded.missing_files, *loaded.meant_files)
