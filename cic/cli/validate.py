"""`cic validate`: say at which line what cannot be true."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.cli.options import AsOf, Colour, ColourOption, Data, day, emit, folder, is_colourful
from cic.errors import UserError

if TYPE_CHECKING:
    from cic.check import Checked, Judged
    from cic.findings import Finding
    from cic.load import Loaded
    from cic.load.folder import Folder


class Format(str, Enum):
    """How findings are written."""

    full = "full"
    concise = "concise"
    json = "json"


class Level(str, Enum):
    """The least severity that makes the command fail."""

    error = "error"
    warning = "warning"
    info = "info"


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Show only what concerns these files or folders; everything is checked all the same."),
    ] = None,
    data: Data = None,
    select: Annotated[
        str, typer.Option(help="Only these rules: codes, beginnings of codes, or names, with commas between.")
    ] = "",
    ignore: Annotated[str, typer.Option(help="Not these rules.")] = "",
    strict: Annotated[
        bool, typer.Option("--strict", help="Warnings fail too: the same as --fail-level warning.")
    ] = False,
    fail_level: Annotated[Level, typer.Option(help="The least severity that fails.")] = Level.error,
    no_acknowledgements: Annotated[
        bool, typer.Option("--no-acknowledgements", help="Show everything as if nobody had accepted it.")
    ] = False,
    show_acknowledged: Annotated[
        bool, typer.Option("--show-acknowledged", help="Show accepted findings too, with their reasons.")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Count the findings of each rule instead of showing them.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only the findings, without notes and summary.")] = False,
    format: Annotated[Format, typer.Option(help="How findings are written.")] = Format.full,
    output: Annotated[
        list[str] | None, typer.Option(metavar="FORMAT=FILE", help="Write to a file too; may be given several times.")
    ] = None,
    as_of: AsOf = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Check the data, and say of everything that cannot be true where it stands.

    Exit code: 0 nothing at or above the failing level, 1 findings, 2 wrong usage.

    Examples:

      cic validate

      cic validate data/partnerships/alfa-bravo.yaml

      cic validate --strict --no-acknowledgements --format concise

      cic validate --select CIC3 --statistics

      cic validate --format concise --output json=findings.json
    """
    from cic.check import check
    from cic.load import load
    from cic.rules import select_rules

    chosen = select_rules(select, ignore)
    today = day(as_of)
    where = folder(data)
    files = [(_format(word), path) for word, path in map(_split, output or [])]
    wanted = [_inside(path, where) for path in paths or []]
    loaded = load(where, today)
    checked = check(loaded, chosen, acknowledge=not no_acknowledgements)
    shown = [one for one in checked.judged if not wanted or any(one.touches(file) for file in wanted)]
    output_of = _Output(loaded, checked, shown, where.shown, today.isoformat(), colour, show_acknowledged, quiet)
    for file_format, path in files:
        output_of.write(file_format, path)
    hidden = [one for one in checked.judged if one.acceptance is None and one not in shown]
    output_of.notes(len(hidden))
    if statistics:
        output_of.statistics()
    else:
        output_of.show(format)
    raise typer.Exit(_exit_code(shown, Level.warning if strict and fail_level is Level.error else fail_level))


def _exit_code(shown: Iterable[Judged], level: Level) -> int:
    from cic.findings import Severity
    from cic.rules import BY_NAME

    least = Severity[level.name.upper()]
    return int(any(one.acceptance is None and BY_NAME[one.problem.rule].severity >= least for one in shown))


class _Output:
    """What was found, written in the formats that were asked for."""

    def __init__(
        self,
        loaded: Loaded,
        checked: Checked,
        shown: list[Judged],
        root: str,
        as_of: str,
        colour: Colour,
        with_acknowledged: bool,
        quiet: bool,
    ) -> None:
        self.loaded, self.root, self.as_of, self.colour, self.quiet = loaded, root, as_of, colour, quiet
        self.messages = [str(note) for note in checked.notes]
        self.shown = shown
        self.with_acknowledged = with_acknowledged
        self._found: dict[bool, list[Finding]] = {}

    def findings(self, acknowledged: bool) -> list[Finding]:
        """The findings, with or without those that are acknowledged; placed once for all formats."""
        if acknowledged not in self._found:
            from cic.check import findings

            self._found[acknowledged] = findings(
                self.loaded, [one for one in self.shown if acknowledged or one.acceptance is None]
            )
        return self._found[acknowledged]

    def summary(self) -> dict[str, int]:
        """The counts of the contract."""
        from cic.rules import BY_NAME

        counts = Counter(BY_NAME[one.problem.rule].severity.label for one in self.shown if one.acceptance is None)
        accepted = sum(one.acceptance is not None for one in self.shown)
        return {
            "files": self.loaded.files,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "infos": counts["info"],
            "acknowledged": accepted,
        }

    def text(self, format: Format, colourful: bool, on_terminal: bool) -> str:
        """All of one format."""
        if format is Format.json:
            from cic import __version__
            from cic.render.findings_json import as_json

            return as_json(
                self.findings(True),
                version=__version__,
                root=self.root,
                as_of=self.as_of,
                summary=self.summary(),
                notes=self.messages,
            )
        from cic.render.findings_text import Paint, concise, full

        paint, found = Paint(colourful), self.findings(self.with_acknowledged)
        if format is Format.concise:
            lines = list(concise(found, paint, self.root))
        else:
            lines = list(full(found, paint, self.root, self.loaded.texts, on_terminal))
        if not self.quiet:
            lines.append(self._closing_line())
        return "".join(line + "\n" for line in lines)

    def _closing_line(self) -> str:
        counts = self.summary()
        words = [f"{counts['files']} files read"]
        words += [
            _plural(counts[f"{name}s"], name)
            for name in ("error", "warning", "info")
            if name != "info" or counts["infos"]
        ]
        words.append(f"{counts['acknowledged']} acknowledged")
        return ", ".join(words)

    def show(self, format: Format) -> None:
        """Print to standard output."""
        emit(self.text(format, is_colourful(self.colour), sys.stdout.isatty()), format is Format.json)

    def write(self, format: Format, path: Path) -> None:
        """Write to a file."""
        from cic.files import replace_file

        replace_file(path, self.text(format, False, False).encode())

    def statistics(self) -> None:
        """Print how many findings each rule has."""
        counts = Counter(
            (finding.code, finding.rule, finding.severity.label) for finding in self.findings(self.with_acknowledged)
        )
        for (code, rule, severity), count in sorted(counts.items()):
            print(f"{count:5} {code} {rule} ({severity})")

    def notes(self, elsewhere: int) -> None:
        """Say on standard error what was not checked, and what is not shown."""
        if self.quiet:
            return
        for message in self.messages:
            print(f"note: {message}", file=sys.stderr)
        if elsewhere:
            print(f"note: {_plural(elsewhere, 'finding')} elsewhere", file=sys.stderr)


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _split(word: str) -> tuple[str, Path]:
    format, sign, path = word.partition("=")
    if not sign or not path:
        raise UserError(f"--output {word} names no file", "write FORMAT=FILE: --output json=findings.json")
    return format, Path(path)


def _format(word: str) -> Format:
    try:
        return Format(word)
    except ValueError:
        raise UserError(f"--output: there is no format {word}", "formats are " + ", ".join(Format)) from None


def _inside(path: Path, where: Folder) -> str:
    """The path of a file or folder relative to the data folder; empty for the data folder itself and what is above
    it."""
    if not path.exists():
        raise UserError(f"{path} does not exist", "name files or folders of the data folder, or none for all")
    relative = os.path.relpath(os.path.abspath(path), os.path.abspath(where.path)).replace(os.sep, "/")
    if relative == "." or all(part == ".." for part in relative.split("/")):
        return ""
    if relative.startswith("../"):
        raise UserError(
            f"{path} is not in the data folder {where.shown}",
            "name files or folders of the data folder, or say --data DIR",
        )
    return relative
