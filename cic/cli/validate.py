"""`cic validate`: say at which line what cannot be true."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.system import cores, relative
from cic.cli.completion import complete_rule
from cic.cli.findings_output import Level, Output, Wanted, format_and_file, say_note
from cic.cli.options import (
    AsOf,
    At,
    Colour,
    ColourOption,
    Data,
    FindingsFormat,
    Lang,
    Width,
    chosen_language,
    day,
    source,
)
from cic.cli.output import choose, write_output
from cic.cli.progress_bar import progress_bar
from cic.render.formats import FINDINGS

if TYPE_CHECKING:
    from cic.checks.acknowledgements import Verdict
    from cic.checks.baseline import Entry
    from cic.checks.engine import Checked
    from cic.diagnostics import Problem, Rule, Severity
    from cic.language import Language
    from cic.storage.folder import Source
    from cic.storage.loader import Loaded


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Show only what concerns these files or folders; everything is checked all the same."),
    ] = None,
    data: Data = None,
    select: Annotated[
        str,
        typer.Option(
            help="Only these rules: codes, beginnings of codes, or names, with commas between.",
            autocompletion=complete_rule,
        ),
    ] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules.", autocompletion=complete_rule)] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail too: the same as --fail-level warning.")
    ] = False,
    fail_level: Annotated[Level, typer.Option(help="The least severity that fails.")] = Level.error,
    no_acknowledgements: Annotated[
        bool, typer.Option("--no-acknowledgements", help="Show everything as if nobody had accepted it.")
    ] = False,
    show_acknowledged: Annotated[
        bool, typer.Option("--show-acknowledged", help="Show accepted findings too, with their reasons, and known.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the findings, without notes and summary.")] = False,
    format: FindingsFormat = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT=FILE", help="Write to a file too, or FILE where its ending tells; as often as needed."
        ),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Fail only on findings that are not in this file.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all findings to this file; later only new ones fail.")
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            help="Ask for a correction where this revision had closed a year or agreed on a target or an amount.",
        ),
    ] = None,
    at: At = None,
    as_of: AsOf = None,
    width: Width = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Check the data, and say of everything that cannot be true where it stands.

    Exit code: 0 nothing at or above the failing level, 1 findings, or a file cannot be read that a rule needs which was
    asked for, 2 wrong usage.

    In a GitHub workflow (where GITHUB_STEP_SUMMARY is set) the findings are also added to the summary of the job.

    Examples:

      cic validate

      cic validate data/partnerships/alfa-bravo.yaml

      cic validate --strict --no-acknowledgements --format concise

      cic validate --select CIC3 --statistics

      cic validate --format concise --output findings.json

      cic validate --format github --output sarif=cic.sarif --output junit=cic.xml

      cic validate --write-baseline baseline.json

      cic validate --baseline baseline.json

      cic validate --against origin/main
    """
    from cic.checks.engine import check
    from cic.rules import select_rules
    from cic.storage.compared import base_of
    from cic.storage.loader import load
    from cic.storage.rules import UNKNOWN_FILE

    if baseline and write_baseline:
        raise UserError("--baseline and --write-baseline exclude each other", "write it first, then check against it")
    language = chosen_language(lang)
    chosen = select_rules(select, ignore)
    today = day(as_of)
    where = source(data, at)
    on_screen = choose(FINDINGS, format, None, "full")
    files = [format_and_file(word) for word in output or []]
    known = _entries(baseline)
    wanted = {_inside(path, where, at is not None): path for path in paths or []}
    with progress_bar(quiet) as stage:
        loaded = load(where, today, stage("reading"), processes=cores())
        unread = _unread(loaded, wanted, where)
        if unread:
            # whatever rules were asked for: nothing was checked of what was named
            loaded, chosen = loaded._replace(problems=(*loaded.problems, *unread)), chosen | {UNKNOWN_FILE}
        before = base_of(against, Path.cwd(), data, loaded) if against else None
        checked = check(
            loaded, chosen, not no_acknowledgements, before, stage("checking"), folds=not paths, processes=cores()
        )
    if write_baseline:
        known = _written(write_baseline, loaded, checked, None if quiet else language)
    if known is not None:
        checked = _against(known, loaded, checked, chosen)
    shown, elsewhere = [], 0
    for one in checked.verdicts:
        if not wanted or _concerns(one, wanted):
            shown.append(one)
        else:
            elsewhere += one.is_open
    failing = (Level.warning if strict and fail_level is Level.error else fail_level).severity
    asked = Wanted(list(wanted), today.isoformat(), failing, colour, show_acknowledged, quiet, language, width)
    found = Output(loaded, shown, checked.notes, where, asked)
    for file_format, path in files:
        found.write(file_format, path)
    found.notes(elsewhere)
    found.add_to_job_summary()
    if statistics:
        found.statistics(on_screen)
    else:
        found.show(on_screen)
    raise typer.Exit(int(checked.is_partial or _fails(shown, failing)))


def _concerns(one: Verdict, wanted: Iterable[str]) -> bool:
    """Whether a finding is one of these files, or says that one of them may not have been compared."""
    from cic.storage.rules import BASE_UNREAD

    return one.problem.rule is BASE_UNREAD or any(one.touches(file) for file in wanted)


def _fails(shown: Iterable[Verdict], failing: Severity) -> bool:
    return any(one.is_open and one.problem.rule.severity >= failing for one in shown)


def _entries(baseline: Path | None) -> list[Entry] | None:
    if baseline is None:
        return None
    from cic.checks.baseline import read_baseline

    return read_baseline(baseline)


def _written(path: Path, loaded: Loaded, checked: Checked, language: Language | None) -> list[Entry]:
    """Write all that is open and may be known, whatever part of it is shown, and say so in the language, if any."""
    from cic.checks.baseline import entries_of, written_baseline
    from cic.checks.placement import findings, may_be_known
    from cic.render.safe_text import JsonText

    kept = entries_of(findings(loaded, [one for one in checked.verdicts if may_be_known(one)]))
    write_output(path, JsonText(written_baseline(kept)).encoded("utf-8"))
    refused = sum(one.acceptance is None and not may_be_known(one) for one in checked.verdicts)
    if language is not None:
        known = language.counted(len(kept), "the baseline knows {count} finding", "the baseline knows {count} findings")
        faults = language.counted(
            refused, "but not {count} fault that must be mended", "but not {count} faults that must be mended"
        )
        say_note(f"{known}, {faults}" if refused else known, language)
    return kept


def _against(known: list[Entry], loaded: Loaded, checked: Checked, chosen: frozenset[Rule]) -> Checked:
    """What was found, with what the baseline knows marked. What it knows and nobody found is noted where all was
    checked."""
    from cic.checks.baseline import unmatched_note, with_known

    checked, unmatched = with_known(checked, known)
    note = None if checked.notes or loaded.unread_files else unmatched_note(unmatched, chosen)
    return checked._replace(notes=(*checked.notes, note)) if note else checked


def _unread(loaded: Loaded, wanted: Mapping[str, Path], where: Source) -> list[Problem]:
    """A problem for each path that was named and of which nothing was read. Raises UserError where the revision has no
    such path."""
    seen = {*loaded.texts, *(str(found.where.file) for found in loaded.problems)}
    unread = [
        (name, path)
        for name, path in wanted.items()
        if name and name not in seen and not any(file.startswith(f"{name}/") for file in seen)
    ]
    if not unread:
        return []
    from cic.storage.git_folder import GitFolder
    from cic.storage.look_alikes import named_and_unread

    for name, path in unread:
        if isinstance(where, GitFolder) and not where.holds(name):
            raise UserError(
                "{path} does not exist in this revision",
                "name files or folders of the data folder, or none for all",
                path=path,
            )
    return [named_and_unread(name) for name, _ in unread]


def _inside(path: Path, where: Source, is_revision: bool) -> str:
    """The path of a file or folder relative to the data folder; empty for the data folder itself and what is above
    it."""
    if not os.path.lexists(path) and not is_revision:
        raise UserError("{path} does not exist", "name files or folders of the data folder, or none for all", path=path)
    inside = relative(os.path.abspath(path), os.path.abspath(where.path))
    if inside.startswith("../") and not is_revision:
        # the folder, or the way to it, may be a link
        parent = os.path.realpath(os.path.dirname(os.path.abspath(path)))
        inside = relative(os.path.join(parent, os.path.basename(os.path.abspath(path))), os.path.realpath(where.path))
    if inside == "." or all(part == ".." for part in inside.split("/")):
        return ""
    if inside.startswith("../") or os.path.isabs(inside):
        raise UserError(
            "{path} is not in the data folder {folder}",
            "name files or folders of the data folder, or say --data DIR",
            path=path,
            folder=where.shown,
        )
    return inside
