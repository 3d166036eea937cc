"""From a data folder to a Programme, with everything that is wrong with its files. Any broken file is a problem;
the rest is read."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.garbage import not_collected
from cic.base.periods import CALENDAR_YEARS, Calendar
from cic.diagnostics import Key, Place, Problem
from cic.model.budget import Budget
from cic.model.formerly import with_present_ids
from cic.model.identity import Identity
from cic.model.kinds import KINDS, PHASES, ROOT_FILE, Kind, kind_of_file, kind_of_model, phase_and_kind, split_phase
from cic.model.programme import Programme
from cic.model.report import Report
from cic.model.reporting import calendar_of
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Record
from cic.source import Document, read_yaml
from cic.storage.copies import Copies, best_name, copies_problem
from cic.storage.declared import USUAL, Declared, declared_by, declared_in, most_decimals, words_of
from cic.storage.folder import Source
from cic.storage.look_alikes import beside, is_beside, is_yaml, unread_file
from cic.storage.processes import read_in_order
from cic.storage.rules import MISSING_FILE, UNKNOWN_FILE
from cic.storage.validation import validated

_Content = dict[str, dict[str, Record]]
"""What the files of one programme say, by the name of the kind, and by file."""

NOTHING: Mapping[str, Record] = MappingProxyType({})


class Loaded(NamedTuple):
    """A programme, what is wrong with its files, the text of each file (to show lines of), and which of them are YAML
    (to find positions in).

    verbatim: what files say that name a thing by an id that it had before; the programme holds the present one.
    """

    programme: Programme
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    parsed: frozenset[str]
    files: int
    verbatim: Mapping[str, Record] = NOTHING

    @property
    def missing_files(self) -> tuple[str, ...]:
        """The files that the programme needs and that are not there."""
        return tuple(str(found.figures["name"]) for found in self.problems if found.rule is MISSING_FILE)

    @property
    def written_as(self) -> Mapping[Key, Sequence[Key]]:
        """The former ids that may stand in the files, by the present one."""
        found: dict[Key, list[Key]] = {}
        for programme in self.programme.and_phases():
            for names in programme.renamed.values():
                for former, present in names.items():
                    found.setdefault(present, []).append(former)
        return found

    def calendar_of(self, phase: str) -> Calendar:
        """By which the years of a phase's files were read; of the main programme where there is no such phase."""
        main = self.programme
        return main.phases.get(phase.rpartition("/")[2], main).calendar if phase else main.calendar

    @property
    def meant_files(self) -> tuple[str, ...]:
        """The names that files with a wrong name should probably have."""
        return tuple(str(found.figures["close"]) for found in self.problems if found.rule is UNKNOWN_FILE)

    @property
    def unread_files(self) -> tuple[str, ...]:
        """The files that are there and could not be used, so that no figure of theirs is in any sum or report."""
        unusable = {found.where.file for found in self.problems if found.rule.spoils_file and not is_beside(found)}
        return tuple(sorted(unusable))


def load(
    folder: Source,
    today: datetime.date,
    progress: Progress = no_progress,
    like: Loaded | None = None,
    processes: int = 1,
) -> Loaded:
    """Read everything in the folder, for a check or a report made on that day; `progress` is told of each file.

    like: another state of the same folder; a file that is the same in it is not read once more. processes: how many may
    read where there are many files. Raises UserError where nothing in the folder is known.
    """
    faultless = _faultless(like)
    readers = processes if like is None else 0
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    parsed: set[str] = set()
    contents: dict[str, _Content] = {"": {}}
    unread: dict[str, set[str]] = {}
    unknown: list[Problem] = []
    copies = Copies()
    words: dict[str, Declared | None] = {}
    reports: list[tuple[str, bytes | Problem]] = []
    calendars: dict[str, Calendar] = {}
    files = 0

    def take(file: str, phase: str, kind: Kind, raw: bytes, read: Document | None) -> None:
        """Read a file, or take what it says from the other state."""
        is_same = like is not None and file in faultless and like.texts[file].encode() == raw
        if like is not None and is_same and kind.is_of(Identity):
            calendars[phase] = like.calendar_of(phase)
        if like is not None and is_same and not (kind.is_of(Budget) or kind.is_of(Identity)):
            before, now = words_of(like.programme, phase), words.get(phase, USUAL)
            is_same = before == now if kind.is_of(Report) else most_decimals(before) == most_decimals(now)
        if like is not None and is_same and calendars.get(phase, CALENDAR_YEARS) == like.calendar_of(phase):
            value: Record | None = faultless[file]
            texts[file] = like.texts[file]
            parsed.add(file)
            if isinstance(value, Budget):
                words[phase] = declared_in(value)
        else:
            document = read or read_yaml(file, raw)
            if kind.is_of(Identity) and isinstance(document.data, dict):
                calendars[phase] = calendar_of(document.data.get("reporting"))
            value, faults = validated(document, kind, calendars.get(phase, CALENDAR_YEARS), words.get(phase, USUAL))
            problems.extend(faults)
            if document.text is not None:
                texts[file] = document.text
            if document.is_parsed:
                parsed.add(file)
            if kind.is_of(Budget):
                words[phase] = declared_by(document.data)
        if value is None:
            unread.setdefault(phase, set()).add(kind.name)
        else:
            contents[phase].setdefault(kind.name, {})[file] = value

    with not_collected():
        for file, raw, document in _documents(folder.files(progress), _is_read_at_once, readers):
            phase, kind = phase_and_kind(file)
            if kind is None:
                found = raw if isinstance(raw, Problem) else unread_file(file)
                unknown.append(found)
                continue
            contents.setdefault(phase, {})
            files += 1
            if isinstance(raw, Problem):
                problems.append(raw)
                unread.setdefault(phase, set()).add(kind.name)
                if kind.is_of(Budget):
                    words[phase] = None
                continue
            if kind.keys and copies.is_another(file, raw):
                continue
            if kind.is_of(Report):
                reports.append((file, raw))
            else:
                take(file, phase, kind, raw, document)
        for found in unknown:
            words.update({phase: None for phase, kind in _silenced(found) if kind.is_of(Budget)})
        # the words of a report are those of the budget
        for file, raw, document in _documents(reports, lambda _: True, readers):
            assert not isinstance(raw, Problem)
            take(file, split_phase(file)[0], kind_of_model(Report), raw, document)
    for names in copies.several():
        read = _renamed(names, contents, texts, parsed)
        problems.append(copies_problem(names, read))
    there = {*texts, *(found.where.file for found in problems)}
    unknown = [beside(found, close) if (close := found.figures.get("close")) in there else found for found in unknown]
    problems += unknown
    for found in unknown:
        for phase, kind in _silenced(found):
            content = contents.setdefault(phase, {})
            if kind.keys or kind.name not in content:
                unread.setdefault(phase, set()).add(kind.name)
    if not files:
        raise UserError(
            "{folder} holds no data: there is no {file} and no other file that is known",
            "point --data at the folder that holds programme.yaml",
            folder=folder.shown,
            file=ROOT_FILE,
        )
    for phase, content in contents.items():
        missing = _missing_kinds(content, unread.get(phase, set()), bool(phase))
        problems += (_missing_file(phase, kind) for kind in missing)
        # nothing can be said that depends on what is missing
        unread.setdefault(phase, set()).update(kind.name for kind in missing)
    written = _assemble(contents, unread, today, folder)
    programme = with_present_ids(written)
    verbatim = {}
    if programme is not written:
        pairs = zip(written.and_phases(), programme.and_phases(), strict=True)
        verbatim = {
            file: old for one, other in pairs for _, file, old in one.records() if other.record(file) is not old
        }
    if any(found.rule is WRONG_VALUE for found in problems):
        from cic.storage.named_ids import with_meant_id

        problems = [with_meant_id(found, programme) for found in problems]
    return Loaded(programme, tuple(problems), texts, frozenset(parsed), files, verbatim)


def _documents(
    files: Iterable[tuple[str, bytes | Problem]], wanted: Callable[[str], bool], readers: int
) -> Iterator[tuple[str, bytes | Problem, Document | None]]:
    """Each file; where anybody reads before it is asked for, with what is in those that are wanted now."""
    return read_in_order(files, wanted, readers) if readers else ((file, raw, None) for file, raw in files)


def _is_read_at_once(file: str) -> bool:
    kind = kind_of_file(file)
    return kind is not None and not kind.is_of(Report)


def _faultless(loaded: Loaded | None) -> Mapping[str, Record]:
    """What each file says in which nothing is wrong."""
    if loaded is None:
        return {}
    faulty = {found.where.file for found in loaded.problems}
    return {
        file: loaded.verbatim.get(file, record)
        for one in loaded.programme.and_phases()
        for _, file, record in one.records()
        if file in loaded.parsed and file not in faulty
    }


def _renamed(names: list[str], contents: Mapping[str, _Content], texts: dict[str, str], parsed: set[str]) -> str:
    """Put a file that was read under the first of its names under the one that fits best; that name."""
    first = names[0]
    kind = kind_of_file(first)
    assert kind is not None
    records = contents[split_phase(first)[0]].get(kind.name, {})
    best = best_name(names, records.get(first))
    if best != first:
        records[best], texts[best] = records.pop(first), texts.pop(first)
        parsed.discard(first)
        parsed.add(best)
    return best


def _silenced(found: Problem) -> Iterator[tuple[str, Kind]]:
    """The kinds of files, each with its phase, of which some may stand in a file with a wrong name or in a folder that
    cannot be read."""
    if found.rule is UNKNOWN_FILE and not found.figures["close"] and not is_yaml(found.where.file):
        return
    file = str(found.figures.get("close") or found.where.file)
    kind = kind_of_file(file)
    phase, rest = split_phase(file)
    if kind is not None:
        yield phase, kind
    for one in KINDS:
        if kind is None and one.folder and f"{rest}/".startswith(f"{one.folder}/"):
            yield phase, one


def _missing_kinds(content: _Content, unread: set[str], is_phase: bool) -> list[Kind]:
    """The kinds of files that this programme needs, and of which there is none."""
    root = kind_of_model(Identity)
    identity = next(iter(content.get(root.name, {}).values()), None)
    if not isinstance(identity, Identity):
        return [] if root.name in unread else [root]
    if identity.coverage == "partial":
        return []
    own = [kind for kind in KINDS if kind.required and not (is_phase and kind.phases != "own")]
    return [kind for kind in own if kind.name not in content and kind.name not in unread]


def _missing_file(phase: str, kind: Kind) -> Problem:
    name = f"{phase}/{kind.shown}" if phase else kind.shown
    # a file that is not there has no line: the finding stands in the one that requires it
    where = ROOT_FILE if kind.shown == ROOT_FILE or not phase else f"{phase}/{ROOT_FILE}"
    return MISSING_FILE.problem(Place(where, 1, 1, 1, 1), "the file {name} is missing", which=kind.shown, name=name)


def _assemble(
    contents: Mapping[str, _Content], unread: Mapping[str, set[str]], today: datetime.date, source: Source
) -> Programme:
    main = contents[""]
    shared = [kind.name for kind in KINDS if kind.phases == "shared"]

    def programme(folder: str, phases: Mapping[str, Programme]) -> Programme:
        files = {**contents[folder], **{name: main[name] for name in shared if name in main}}
        missed = unread.get(folder, set()) | (unread.get("", set()) & set(shared))
        return Programme(folder, today, files, frozenset(missed), phases, _attached(files, source))

    return programme(
        "", {folder.removeprefix(f"{PHASES}/"): programme(folder, {}) for folder in sorted(contents) if folder}
    )


def _attached(files: _Content, source: Source) -> Mapping[str, str | None]:
    """The SHA-256 of each file that a report names as evidence."""
    reports = (one for one in files.get(kind_of_model(Report).name, {}).values() if isinstance(one, Report))
    names = {one.file: None for report in reports for _, one in report.evidence() if one.file is not None}
    return source.digests(names) if names else {}
