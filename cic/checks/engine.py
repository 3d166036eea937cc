"""Run the rules over what was loaded, against an earlier revision too, and judge what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cic.analysis.gone import as_if_still_there
from cic.base.callbacks import Progress, no_progress
from cic.base.garbage import not_collected
from cic.base.message import Message, both, phrase
from cic.checks.acknowledgements import Verdict, acknowledged
from cic.diagnostics import Problem, Rule
from cic.model.formerly import named_as_in
from cic.model.programme import Programme
from cic.rules import CHECKS, COMPARISONS, RULES
from cic.rules.acknowledgements import ACKNOWLEDGEMENT_STALE
from cic.rules.agreed import GONE_THINGS
from cic.rules.rule import Check, Comparison
from cic.storage.compared import Base
from cic.storage.loader import Loaded
from cic.storage.rules import BASE_UNREAD


class Checked(NamedTuple):
    """All that a check found, before anything is chosen to be shown. Notes say what could not be checked, and why.

    is_partial: whether a rule that was asked for could not be run, because a file that it needs could not be read.
    """

    verdicts: tuple[Verdict, ...]
    notes: tuple[Message, ...]
    is_partial: bool = False


def check(
    loaded: Loaded,
    chosen: frozenset[Rule],
    acknowledge: bool = True,
    against: Base | None = None,
    progress: Progress = no_progress,
    folds: bool = True,
    processes: int = 1,
) -> Checked:
    """Every problem of the rules in `chosen`, with its acknowledgement; `progress` is told of each rule.

    acknowledge: False shows everything as if nobody had accepted it. against: the programme in an earlier revision.
    Whoever asks for a comparison is told what could not be compared, too. folds: where something is gone that was
    there, leave out what follows from that alone, and count it. processes: how many may look where there is much.
    """
    with not_collected():
        return _check(loaded, chosen, acknowledge, against, progress, folds, processes)


def _check(
    loaded: Loaded,
    chosen: frozenset[Rule],
    acknowledge: bool,
    against: Base | None,
    progress: Progress,
    folds: bool,
    processes: int,
) -> Checked:
    if against is not None and not chosen.isdisjoint(COMPARISONS):
        chosen |= {BASE_UNREAD}
    asked = _asked(chosen)
    problems = [found for found in loaded.problems if found.rule in asked]
    notes: list[Message] = []
    if against is not None:
        problems += (found for found in against.problems if found.rule in asked)
        notes += against.notes
    absent: set[str] = set()
    if against is not None and against.programme is not None:
        before = named_as_in(against.programme, loaded.programme)
        as_if = as_if_still_there(before, loaded.programme)
        headlines = _gone(before, loaded.programme, asked)
        if headlines and folds:
            headlines = _with_consequences(headlines, loaded.programme, as_if.remaining, asked)
            absent = _files(as_if.remaining) - _files(loaded.programme)
            loaded = loaded._replace(programme=as_if.remaining)
        problems += [*_compared(as_if.before, as_if.after, asked), *headlines]
    silent: set[tuple[str, Rule]] = set()
    programmes = list(loaded.programme.and_phases())
    for programme in programmes:
        skipped = [rule for rule in CHECKS if rule.needs & programme.unread]
        silent |= {(programme.folder, rule) for rule in skipped}
        if skipped:
            notes.append(_unchecked(programme, skipped, loaded))
    problems, crowded = _listed([*problems, *_checked(programmes, asked, progress, processes)])
    notes += (_unlisted(rule, rest) for rule, rest in crowded.items())
    # an acknowledgement of what is not listed is not stale for that
    silent |= {(programme.folder, rule) for programme in programmes for rule in crowded}
    compared = against is not None and against.programme is not None
    unread = {kind for programme in programmes for kind in programme.unread}
    needed = {kind for rule in CHECKS if rule in chosen for kind in rule.needs}
    needed |= {kind for rule in COMPARISONS if rule in chosen and compared for kind in rule.needs}
    is_partial = bool(loaded.unread_files) and not needed.isdisjoint(unread)
    problems = distinct(problems)
    if not acknowledge or loaded.programme.acknowledgements is None:
        alone = (Verdict(found) for found in problems if found.rule in chosen and _stands(found, absent))
        return Checked(tuple(alone), tuple(notes), is_partial)
    verdicts = acknowledged(problems, loaded, asked, silent, loaded.programme.today)
    shown = (one for one in verdicts if one.problem.rule in chosen and _stands(one.problem, absent))
    return Checked(tuple(shown), tuple(notes), is_partial)


def _files(programme: Programme) -> set[str]:
    return {file for one in programme.and_phases() for _, file, _ in one.records()}


def _checked(
    programmes: list[Programme], asked: frozenset[Rule], progress: Progress = no_progress, processes: int = 1
) -> list[Problem]:
    """What the rules say that look at one programme."""
    tasks = [(one, rule) for one in programmes for rule in CHECKS if rule in asked and not rule.needs & one.unread]
    if processes > 1:
        from cic.checks.processes import each_found

        return [found for several in each_found(tasks, processes, progress) for found in several]
    problems: list[Problem] = []
    for number, (programme, rule) in enumerate(tasks):
        progress(number, len(tasks))
        problems.extend(rule.problems(programme))
    return problems


def _gone(before: Programme, after: Programme, asked: frozenset[Rule]) -> list[Problem]:
    return list(GONE_THINGS.problems(before, after)) if GONE_THINGS in asked else []


def _with_consequences(
    headlines: list[Problem], real: Programme, as_if: Programme, asked: frozenset[Rule]
) -> list[Problem]:
    """The findings that something is gone, the first of which says how many others are there for that reason alone:
    they are not shown."""

    def found(programme: Programme) -> set[tuple[object, ...]]:
        return {(one.rule, one.where, str(one.message)) for one in _checked(list(programme.and_phases()), asked)}

    further = len(found(real) - found(as_if))
    if not further:
        return headlines
    first, *others = headlines
    template = phrase("{message}; findings that follow from it and are not shown: {count}")
    params = {**first.message.params, "message": first.message, "count": further}
    return [first._replace(message=Message(template, params)), *others]


def _stands(found: Problem, absent: set[str]) -> bool:
    """Whether a problem is of the data as they are, or says itself that a file is gone."""
    return found.where.file not in absent or isinstance(found.rule, Comparison)


def _asked(chosen: frozenset[Rule]) -> frozenset[Rule]:
    """The rules to run for the chosen ones to be right. Whether an acknowledgement is stale shows only when its rule
    runs: where no rule that can be accepted was chosen, all are run."""
    if ACKNOWLEDGEMENT_STALE in chosen and all(rule.must_be_fixed for rule in chosen):
        return frozenset(RULES)
    return chosen


def _compared(before: Programme, after: Programme, chosen: frozenset[Rule]) -> Iterator[Problem]:
    """What the rules say that hold a programme against what it was; silent where either could not be read."""
    for rule in COMPARISONS:
        if rule is not GONE_THINGS and rule in chosen and not rule.needs & (before.unread | after.unread):
            yield from rule.problems(before, after)


MOST_OF_A_RULE = 5_000
"""So many findings of one rule are listed, as many as forges take of all; where there are more, one fault repeats."""


def _listed(problems: Sequence[Problem]) -> tuple[list[Problem], dict[Rule, int]]:
    """The problems, of each rule as many as can be of use, and of which rule how many are left out. The last of such a
    rule says so, also by what tells it apart, so that nobody can have accepted or known the rest."""
    counts = Counter(found.rule for found in problems)
    crowded = {rule: count - MOST_OF_A_RULE for rule, count in counts.items() if count > MOST_OF_A_RULE}
    seen: Counter[Rule] = Counter()
    listed = []
    for found in problems:
        rest = crowded.get(found.rule, 0)
        seen[found.rule] += 1
        if not rest or seen[found.rule] < MOST_OF_A_RULE:
            listed.append(found)
        elif seen[found.rule] == MOST_OF_A_RULE:
            message = Message("{message}; {rest:faults} more by this rule", {"message": found.message, "rest": rest})
            listed.append(found._replace(message=message, which=f"{found.which} +{rest}".lstrip()))
    return listed, crowded


def _unlisted(rule: Rule, rest: int) -> Message:
    return Message(
        "findings by {rule} that are listed: {most}, and not listed: {rest}",
        {"rule": rule.name, "most": MOST_OF_A_RULE, "rest": rest},
    )


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


def _unchecked(programme: Programme, skipped: list[Check], loaded: Loaded) -> Message:
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
            "all": len(CHECKS),
            "folder": programme.folder,
            "kinds": both(needed),
            "causes": tuple(causes),
        },
    )


_UNCHECKED = phrase("checks that were not made for want of {kinds}: {count} of {all}; {causes}")
_UNCHECKED_OF_PHASE = phrase("checks of {folder} that were not made for want of {kinds}: {count} of {all}; {causes}")
