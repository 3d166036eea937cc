"""Run the rules over what was loaded, match the acknowledgements, choose, place and sort the findings."""

from __future__ import annotations

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cic.findings import (
    Acceptance,
    Finding,
    Key,
    Message,
    Place,
    Problem,
    Related,
    Spot,
    both,
    phrase,
    problem,
    written,
)
from cic.layout import kind_of_file
from cic.load import Loaded
from cic.model.acknowledgements import Acknowledgement
from cic.model.paths import format_path, is_personal, without_persons
from cic.programme import Programme
from cic.rules import BY_NAME, RULES
from cic.rules.rule import Rule
from cic.source import locate
from cic.waiting import Progress, nobody_waits

ACKNOWLEDGEMENTS = "acknowledgements.yaml"

_Waiting = Mapping[tuple[str, str, str], list[tuple[int, Acknowledgement]]]
"""Entries with their numbers, by rule, file and path."""


class Judged(NamedTuple):
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
        """The rule, the file and the key path: where an acknowledgement looks for it."""
        return self.problem.rule, self.problem.where.file, self.path

    @property
    def figures(self) -> dict[str, str]:
        """What the problem rests on, as text."""
        return figures_of(self.problem)

    def touches(self, file: str) -> bool:
        """Whether the file (or a file in the folder) is the place of the problem or takes part in it."""
        places = (self.problem.where, *self.problem.related)
        return any(not file or place.file == file or place.file.startswith(file + "/") for place in places)


class Checked(NamedTuple):
    """All that a check found, before anything is chosen to be shown. Notes say what could not be checked, and why."""

    judged: tuple[Judged, ...]
    notes: tuple[Message, ...]


def check(
    loaded: Loaded,
    chosen: frozenset[str],
    acknowledge: bool = True,
    against: Programme | None = None,
    progress: Progress = nobody_waits,
) -> Checked:
    """Every problem of the rules named in `chosen`, with its acknowledgement; `progress` is told of each rule.

    acknowledge: False shows everything as if nobody had accepted it. against: the programme in an earlier revision.
    """
    asked = _asked(chosen)
    problems = [found for found in loaded.problems if found.rule in asked]
    if against is not None:
        problems += _compared(against, loaded.programme, asked)
    notes: list[Message] = []
    silent: set[tuple[str, str]] = set()
    programmes = list(loaded.programme.and_phases())
    for count, programme in enumerate(programmes):
        skipped = [rule for rule in RULES if rule.check is not None and rule.needs & programme.unread]
        silent |= {(programme.folder, rule.name) for rule in skipped}
        for number, rule in enumerate(RULES):
            progress(count * len(RULES) + number, len(programmes) * len(RULES))
            if rule.check is not None and rule.name in asked and rule not in skipped:
                problems.extend(rule.check(programme))
        if skipped:
            notes.append(_unchecked(programme, skipped, loaded))
    problems = distinct(problems)
    if not acknowledge or loaded.programme.acknowledgements is None:
        return Checked(tuple(Judged(found) for found in problems if found.rule in chosen), tuple(notes))
    judged = _acknowledged(problems, loaded, asked, silent, loaded.programme.today)
    return Checked(tuple(one for one in judged if one.problem.rule in chosen), tuple(notes))


def _asked(chosen: frozenset[str]) -> frozenset[str]:
    """The rules to run for the chosen ones to be right. Whether an acknowledgement is stale shows only when its rule
    runs: where no rule that can be accepted was chosen, all are run."""
    if "acknowledgement-stale" in chosen and all(BY_NAME[name].must_be_mended for name in chosen):
        return frozenset(BY_NAME)
    return chosen


def _compared(before: Programme, after: Programme, chosen: frozenset[str]) -> Iterator[Problem]:
    """What the rules say that hold a programme against what it was; silent where either could not be read."""
    for rule in RULES:
        if rule.compare is not None and rule.name in chosen and not rule.needs & (before.unread | after.unread):
            yield from rule.compare(before, after)


def distinct(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, each with an identity of its own: those that nothing else tells apart are counted, in their
    order."""
    seen: Counter[tuple[object, ...]] = Counter()
    told_apart = []
    for found in problems:
        template = "" if found.path else found.message.template
        identity = (found.rule, found.where.file, *map(str, found.path), template, found.which)
        seen[identity] += 1
        number = seen[identity]
        told_apart.append(found if number == 1 else found._replace(which=f"{found.which} #{number}".lstrip()))
    return told_apart


def _unchecked(programme: Programme, skipped: list[Rule], loaded: Loaded) -> Message:
    """What was not checked, and why."""
    needed = sorted({name for rule in skipped for name in rule.needs & programme.unread})
    causes = []
    if loaded.unread_files:
        causes.append(Message("faults in {files}", {"files": loaded.unread_files}))
    if loaded.missing_files:
        causes.append(Message("missing: {files}", {"files": loaded.missing_files}))
    return Message(
        _UNCHECKED_OF_PHASE if programme.folder else _UNCHECKED,
        {
            "count": len(skipped),
            "all": sum(rule.check is not None for rule in RULES),
            "folder": programme.folder,
            "kinds": both(needed),
            "causes": tuple(causes),
        },
    )


_UNCHECKED = phrase("{count} of {all} checks were not made, because they need {kinds}; {causes}")
_UNCHECKED_OF_PHASE = phrase("{count} of {all} checks of {folder} were not made, because they need {kinds}; {causes}")


def path_text(file: str, path: tuple[Key, ...], mask_persons: bool = False) -> str:
    """A key path as text, read against the model of its file; the keys of persons, which may be their names, are left
    out of what is shown."""
    kind = kind_of_file(file)
    return format_path(kind.model if kind else object, path, mask_persons)


def figures_of(found: Problem) -> dict[str, str]:
    """What a problem rests on, as text; of personal data only a digest, so that an acknowledgement does not repeat
    them."""
    figures = {name: written(value) for name, value in found.figures.items()}
    if not is_personal(found.path):
        return figures
    import hashlib

    digest = hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()[:16]
    return {"digest": digest}


def _acknowledged(
    problems: list[Problem], loaded: Loaded, chosen: frozenset[str], silent: set[tuple[str, str]], as_of: datetime.date
) -> Iterator[Judged]:
    accepted = loaded.programme.acknowledgements
    entries = list(enumerate(accepted.acknowledgements if accepted else ()))
    waiting: dict[tuple[str, str, str], list[tuple[int, Acknowledgement]]] = defaultdict(list)
    for number, entry in entries:
        waiting[entry.rule, entry.file, entry.path or ""].append((number, entry))
    matched: set[int] = set()
    # those that hold first, so that none of them is taken for the outdated entry of a neighbour
    judged = [_accepted(Judged(found), waiting, matched, as_of) for found in problems]
    yield from (one if one.acceptance else _with_outdated(one, waiting, matched) for one in judged)
    own = _problems_of_entries(entries, matched, loaded, silent, as_of)
    yield from (Judged(found) for found in own if found.rule in chosen and not _deselected(found, entries, chosen))


def _accepted(one: Judged, waiting: _Waiting, matched: set[int], as_of: datetime.date) -> Judged:
    """The problem with the entry that accepts it with these very figures, if there is one."""
    for number, entry in _candidates(one, waiting):
        if entry.figures == one.figures and not (entry.expires and entry.expires < as_of):
            matched.add(number)
            on = entry.accepted_on.isoformat() if entry.accepted_on else None
            return Judged(one.problem, Acceptance(entry.reason, on, entry.ask, entry.cause))
    return one


def _with_outdated(one: Judged, waiting: _Waiting, matched: set[int]) -> Judged:
    """The problem with the entry that accepted it with other figures as a related place, if there is one."""
    numbers = [number for number, _ in _candidates(one, waiting) if number not in matched]
    if not numbers:
        return one
    matched.add(numbers[0])
    spot = Spot(ACKNOWLEDGEMENTS, ("acknowledgements", numbers[0], "figures"))
    return Judged(one.problem._replace(related=(*one.problem.related, spot)))


def _candidates(one: Judged, waiting: _Waiting) -> list[tuple[int, Acknowledgement]]:
    """The entries for the place of a problem; one that does not say which goes for any problem there."""
    if BY_NAME[one.problem.rule].must_be_mended:
        return []
    here = waiting.get(one.place, [])
    return sorted((e for e in here if e[1].which in (None, one.problem.which)), key=lambda e: e[1].which is None)


def _problems_of_entries(
    entries: Iterable[tuple[int, Acknowledgement]],
    matched: set[int],
    loaded: Loaded,
    silent: set[tuple[str, str]],
    as_of: datetime.date,
) -> Iterator[Problem]:
    for number, entry in entries:
        spot = Spot(ACKNOWLEDGEMENTS, ("acknowledgements", number))
        if entry.rule not in BY_NAME:
            yield problem("acknowledgement-rule", spot.at("rule"), "there is no rule {name}", name=entry.rule)
            continue
        if entry.expires is not None and entry.expires < as_of:
            yield problem(
                "acknowledgement-expired",
                spot.at("expires"),
                "the acknowledgement expired on {date}",
                date=entry.expires.isoformat(),
            )
        folder = "/".join(entry.file.split("/")[:2]) if entry.file.startswith("phases/") else ""
        unknown = (folder, entry.rule) in silent or kind_is_unread(loaded, entry.file)
        if number not in matched and not unknown:
            yield problem(
                "acknowledgement-stale",
                spot.at("rule"),
                "nothing is wrong any more by {rule} at {path} of {file}",
                rule=entry.rule,
                path=without_persons(entry.path) if entry.path else Message("the file"),
                file=entry.file,
            )


def kind_is_unread(loaded: Loaded, file: str) -> bool:
    """Whether the file could not be read, is missing or has a wrong name, so that nothing can be said of it."""
    return file in (*loaded.unread_files, *loaded.missing_files, *loaded.meant_files)


def _deselected(found: Problem, entries: list[tuple[int, Acknowledgement]], chosen: frozenset[str]) -> bool:
    """Staleness of an acknowledgement whose rule was not asked for says nothing."""
    if found.rule != "acknowledgement-stale" or not isinstance(found.where, Spot):
        return False
    number = found.where.path[1]
    return entries[int(number)][1].rule not in chosen


def findings(loaded: Loaded, judged: Iterable[Judged]) -> list[Finding]:
    """The findings with their places, sorted by file and line. Each file is parsed once more, and only if
    something is in it."""
    judged = list(judged)
    spots: dict[str, dict[Spot, None]] = defaultdict(dict)
    for one in judged:
        for where in (one.problem.where, *one.problem.related):
            if isinstance(where, Spot):
                spots[where.file][where] = None
    places: dict[Spot, tuple[Place, str | None]] = {}
    for file, wanted in spots.items():
        places.update(locate(file, loaded.texts[file], wanted) if file in loaded.parsed else _unplaced(wanted))
    found = [_finding(one, places) for one in judged]
    return sorted(found, key=lambda finding: (*finding.place, finding.code, finding.path))


def may_be_known(one: Judged) -> bool:
    """Whether a baseline may hold the problem: not a fault that must be mended, nor what somebody has accepted."""
    return one.acceptance is None and not BY_NAME[one.problem.rule].must_be_mended


def fingerprint_of(one: Judged) -> str:
    """The fingerprint that the finding will have; its position takes no part."""
    where = (one.problem.where, *one.problem.related)
    return _finding(one, _unplaced(spot for spot in where if isinstance(spot, Spot))).fingerprint


def _unplaced(spots: Iterable[Spot]) -> dict[Spot, tuple[Place, str | None]]:
    return {spot: (Place(spot.file, 1, 1, 1, 1), None) for spot in spots}


def _finding(one: Judged, places: dict[Spot, tuple[Place, str | None]]) -> Finding:
    found = one.problem
    rule = BY_NAME[found.rule]
    where = found.where
    place = places[where][0] if isinstance(where, Spot) else where
    personal = is_personal(found.path) or (
        not found.path and isinstance(where, Place) and where.file.find("partnerships/") >= 0
    )
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=_without_personal_value(found) if personal else found.message,
        hint=rule.hint_for(found),
        place=place,
        path=path_text(where.file, found.path, mask_persons=True),
        key=one.path,
        figures=one.figures,
        related=tuple(_related(spot, places) for spot in found.related),
        expected=_text(found.expected),
        found=_text(found.found),
        difference=_text(found.difference),
        personal=personal,
        acknowledged=one.acceptance,
        known=one.known,
        which=found.which,
    )


def _related(spot: Spot, places: dict[Spot, tuple[Place, str | None]]) -> Related:
    place, value = places[spot]
    path: tuple[Key, ...] = spot.path
    return Related(place, path_text(spot.file, path, mask_persons=True), None if is_personal(path) else value)


def _without_personal_value(found: Problem) -> Message:
    hidden = {"value", "id"} | ({"key"} if found.rule in ("unknown-key", "duplicate-key") else set())
    params = {name: Message("it") if name in hidden else value for name, value in found.message.params.items()}
    return Message(found.message.template, params)


def _text(value: object) -> str | None:
    return None if value is None else written(value)
