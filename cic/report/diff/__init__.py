"""`cic diff`: what changed between two states, in the programme's terms, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.changes import changes
from cic.findings import Finding, Message
from cic.language import Language
from cic.programme import Programme
from cic.report.diff.effects import finding_changes, findings_table, money_table, status_table
from cic.report.diff.wording import change_tables
from cic.report.fiction import marked
from cic.tables import Column, Fact, Report, Table, words


class Side(NamedTuple):
    """One of the two states: what to call it, the programme, its findings (acknowledged ones too), and the files that
    could not be read."""

    name: Message
    programme: Programme
    findings: Sequence[Finding]
    unread: tuple[str, ...]


def diff_report(before: Side, after: Side, language: Language, with_persons: bool) -> Report:
    """The page: a summary, what follows, then every change once. Without tables where nothing changed.

    with_persons: show the data of persons; else only that they changed.
    """
    unread = tuple(sorted({*before.unread, *after.unread}))
    found = changes(before.programme, after.programme, unread)
    details = tuple(change_tables(found, before.programme, after.programme, language, with_persons))
    effects = (
        status_table(before.programme, after.programme),
        money_table(before.programme, after.programme),
        findings_table(before.findings, after.findings),
    )
    facts = [Fact("before", words("Before"), before.name), Fact("after", words("After"), after.name)]
    if unread:
        facts.append(Fact("unread", words("INCOMPLETE, not read"), ", ".join(unread)))
    identity = after.programme.identity or before.programme.identity
    tables = (*_summary(details), *(table for table in effects if table.rows), *details)
    highlights = tuple(_highlights(before, after, bool(details)))
    page = Report(language.text(identity.name) if identity else "", tuple(facts), tables, highlights)
    return marked(after.programme, page, language)


def _summary(details: tuple[Table, ...]) -> Iterator[Table]:
    """How many values changed, by partnership, result and the rest."""
    if details:
        columns = (Column("where", words("Where")), Column("changes", words("Changes"), "number"))
        rows = tuple((table.title, Decimal(len(table.rows))) for table in details)
        yield Table("summary", words("Summary"), columns, rows, section="summary")


def _highlights(before: Side, after: Side, has_changes: bool) -> Iterator[Message]:
    if not has_changes:
        yield words("Nothing changed in the data.")
    new = [finding for kind, finding in finding_changes(before.findings, after.findings) if kind == "new"]
    errors = sum(finding.severity.label == "error" for finding in new)
    if errors:
        yield words("New errors, which nobody has accepted: {count}", count=errors)
    if len(new) > errors:
        yield words("New warnings and remarks: {count}", count=len(new) - errors)
