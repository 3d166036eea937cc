"""What `cic validate` found, on its way to the terminal, to files and to the summary of a job."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cic.base.errors import UserError
from cic.cli.lines import remark, say
from cic.cli.options import Colour
from cic.cli.output import choose, emit, setting, write_output
from cic.render.formats import FINDINGS, Format

if TYPE_CHECKING:
    from cic.base.message import Message
    from cic.checks.acknowledgements import Verdict
    from cic.diagnostics import Finding, Severity
    from cic.language import Language
    from cic.render.findings import CheckResult
    from cic.render.formats import Made
    from cic.render.setting import Setting
    from cic.storage.folder import Source
    from cic.storage.loader import Loaded


class Level(str, Enum):
    """The least severity that makes the command fail."""

    error = "error"
    warning = "warning"
    info = "info"

    @property
    def severity(self) -> Severity:
        """The severity of that name."""
        from cic.diagnostics import Severity

        return Severity[self.name.upper()]


class Wanted(NamedTuple):
    """What the person at the keyboard wants to see: of which files (none: of all), by what day, how, which language."""

    files: list[str]
    as_of: str
    failing: Severity
    colour: Colour
    with_settled: bool
    quiet: bool
    language: Language
    width: int | None = None


class Output:
    """What was found, written in the formats that were asked for."""

    def __init__(
        self, loaded: Loaded, shown: list[Verdict], notes: Sequence[Message], where: Source, wanted: Wanted
    ) -> None:
        self.loaded, self.shown, self.said, self.where, self.wanted = loaded, shown, notes, where, wanted
        self._found: dict[bool, list[Finding]] = {}

    def findings(self, settled: bool) -> list[Finding]:
        """The findings, with or without those that are acknowledged or known; placed once for all formats."""
        if settled not in self._found:
            from cic.checks.placement import findings

            self._found[settled] = findings(self.loaded, [one for one in self.shown if settled or one.is_open])
        return self._found[settled]

    def summary(self) -> dict[str, int]:
        """The counts of the contract."""
        counts = Counter(one.problem.rule.severity.label for one in self.shown if one.is_open)
        return {
            "files": self.loaded.files,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "infos": counts["info"],
            "acknowledged": sum(one.acceptance is not None for one in self.shown),
            "known": sum(one.known for one in self.shown),
        }

    def text(self, format: Format[CheckResult], setting: Setting) -> Made:
        """All of one format. People see what is settled where they ask for it, machines always."""
        from cic import __version__
        from cic.checks.persons import tells_of_person
        from cic.cli.ci_host import address_of_repository, from_repository
        from cic.render.findings import CheckResult

        result = CheckResult(
            findings=self.findings(self.wanted.with_settled or not format.is_for_people),
            summary=self.summary(),
            files=[file for file in self.loaded.texts if is_wanted(file, self.wanted.files)],
            root=self.where.shown,
            repository_root=from_repository(self.where.path),
            as_of=self.wanted.as_of,
            version=__version__,
            notes=[str(note) for note in self.said],
            failing=self.wanted.failing,
            texts=self.loaded.texts,
            tells_of_person=partial(tells_of_person, self.loaded.programme.persons),
            is_brief=self.wanted.quiet,
            address=address_of_repository(),
        )
        return format.render(result, setting)

    def _setting(self, path: str | None) -> Setting:
        return setting(self.wanted.language, path, width=self.wanted.width, colour=self.wanted.colour)

    def show(self, format: Format[CheckResult]) -> None:
        """Print to standard output."""
        emit(self.text(format, self._setting(None)), format)

    def write(self, format: Format[CheckResult], path: str) -> None:
        """Write to a file."""
        write_output(Path(path), self.text(format, self._setting(path)).encoded(format.encoding))

    def add_to_job_summary(self) -> None:
        """Append the findings to the summary of the job where a GitHub workflow runs the command."""
        from cic.cli.ci_host import SUMMARY_VARIABLE, add_to_job_summary

        path = os.environ.get(SUMMARY_VARIABLE)
        if path:
            fault = add_to_job_summary(self.text(FINDINGS["markdown"], setting(self.wanted.language, path)))
            if fault:
                say_note(self.wanted.language.say(fault), self.wanted.language)

    def statistics(self, format: Format[CheckResult]) -> None:
        """Print how many findings each rule has; in JSON as a list."""
        from cic.base.message import Message
        from cic.render.safe_text import JsonText

        counts = Counter(
            (finding.code, finding.rule, finding.severity) for finding in self.findings(self.wanted.with_settled)
        )
        if format is FINDINGS["json"]:
            fields = [
                {"code": code, "rule": rule, "severity": severity.label, "count": count}
                for (code, rule, severity), count in sorted(counts.items())
            ]
            emit(JsonText.of(fields), format)
            return
        for (code, rule, severity), count in sorted(counts.items()):
            say(f"{count:5} {code} {rule} ({self.wanted.language.say(Message(severity.label))})")

    def notes(self, elsewhere: int) -> None:
        """Say on standard error what was not checked, and what is not shown."""
        if self.wanted.quiet:
            return
        language = self.wanted.language
        for note in self.said:
            say_note(language.say_exactly(note), language)
        if elsewhere:
            say_note(language.counted(elsewhere, "{count} finding elsewhere", "{count} findings elsewhere"), language)


def say_note(text: str, language: Language) -> None:
    """Print on standard error what stands beside the findings."""
    from cic.base.message import Message

    remark(Message("note: {text}", {"text": text}), language)


def is_wanted(file: str, wanted: list[str]) -> bool:
    """Whether a file is one of those that were named, or below one; with no name, all are."""
    return not wanted or any(not name or file == name or file.startswith(name + "/") for name in wanted)


def format_and_file(word: str) -> tuple[Format[CheckResult], str]:
    """What `--output FORMAT=FILE` asks for, or `--output FILE` where the ending tells the format. Raises UserError
    where the format is unknown or no file is named."""
    name, sign, path = word.partition("=")
    if not sign:
        return choose(FINDINGS, None, word, ""), word
    if not path:
        raise UserError("--output {word} names no file", "write FORMAT=FILE: --output json=findings.json", word=word)
    if name not in FINDINGS:
        raise UserError("--output: there is no format {name}", "formats are {known}", name=name, known=tuple(FINDINGS))
    return FINDINGS[name], path
