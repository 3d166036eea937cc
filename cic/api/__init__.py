"""What stands behind the Python API (`cic.load`, `cic.check`, `cic.report`): the ways of the command line, without its
terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from cic.analysis import records
from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.periods import is_day, written
from cic.checks.acknowledgements import Verdict
from cic.checks.engine import check, distinct
from cic.checks.placement import findings
from cic.diagnostics import Finding, Severity
from cic.language import NAMES, Language, language_of
from cic.model.programme import Programme as Aggregate
from cic.pages.annual import default_year, origin_of, year_report
from cic.pages.annual.question import Grouping, Question
from cic.pages.tables import Cell, Derived, Page, value_in
from cic.rules import select_rules
from cic.storage.compared import base_of
from cic.storage.folder import Folder, Source, find_data
from cic.storage.git_data import git_folder_of
from cic.storage.loader import Loaded, load
from cic.storage.provenance import Witness

Record = dict[str, Any]


class Findings(tuple[Finding, ...]):
    """What a check found, sorted by file and line; those that somebody has accepted among them.

    notes: what could not be checked, and why.
    """

    notes: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """Those that nobody has accepted."""
        return tuple(one for one in self if one.is_open)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those of the open ones that cannot be true."""
        return tuple(one for one in self.open if one.severity is Severity.ERROR)

    def records(self) -> list[Record]:
        """One dictionary a finding."""
        return [
            {
                "code": one.code,
                "rule": one.rule,
                "severity": one.severity.label,
                "message": str(one.message),
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
                "path": one.path,
                "expected": one.expected,
                "found": one.found,
                "acknowledged": one.acknowledged is not None,
            }
            for one in self
        ]


class Programme:
    """A programme as it was read, and what is wrong with its files.

    Its records are plain dictionaries, the same keys in each of a kind, exact values: a list that a data frame takes.
    """

    def __init__(self, read: Loaded, source: Witness) -> None:
        self._loaded, self._source = read, source

    def __repr__(self) -> str:
        return f"<cic.Programme {self.name!r} from {self._source.shown}, {self._loaded.files} files>"

    @property
    def data(self) -> Aggregate:
        """All that its folder says, as the models of the files. Its attributes are not promised."""
        return self._loaded.programme

    @property
    def name(self) -> str:
        """Its name, in the first language that it stands in."""
        identity = self.data.identity
        return next(iter(identity.name.values())) if identity else ""

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its period, each named by the year in which it begins."""
        return tuple(map(int, self.data.years))

    @property
    def periods(self) -> tuple[int | str, ...]:
        """What its reports are of, as `cic.report` takes it: its years, or their parts, such as “2031-Q3”."""
        return tuple(map(written, self.data.periods))

    @property
    def problems(self) -> Findings:
        """What is wrong with its files, so that it is not in any figure. Empty where all was read."""
        return _placed(self._loaded, map(Verdict, distinct(self._loaded.problems)))

    def partnerships(self) -> list[Record]:
        """One record a partnership."""
        return list(records.told(records.partnerships(self.data)))

    def communes(self) -> list[Record]:
        """One record a commune, without data of persons."""
        return list(records.told(records.communes(self.data)))

    def partners(self) -> list[Record]:
        """One record a partner that is no commune, without data of persons."""
        return list(records.told(records.partners(self.data)))

    def indicators(self, lang: str = "en") -> list[Record]:
        """One record an indicator."""
        return list(records.told(records.indicators(self.data, _language(lang))))

    def targets(self) -> list[Record]:
        """One record a promise, of the programme and of each commune."""
        return list(records.told(records.targets(self.data)))

    def observations(self, lang: str = "en") -> list[Record]:
        """One record a reported value."""
        return list(records.told(records.observations(self.data, _language(lang))))

    def parts(self) -> list[Record]:
        """One record a part of a reported value: how many of it are women, for instance."""
        return list(records.told(records.parts(self.data)))

    def money(self) -> list[Record]:
        """One record an amount, budgeted or spent."""
        return list(records.told(records.money(self.data)))


def loaded(path: str | Path | None, as_of: datetime.date | str | None, at: str | None) -> Programme:
    """See `cic.load`."""
    start, given = Path.cwd(), None
    if path is not None:
        given = Path(path)
        if (given / "data" / "programme.yaml").exists():
            given = given / "data"
    files: Source = Folder(find_data(start, given)) if at is None else git_folder_of(at, start, given)
    source = Witness(files)
    return Programme(load(source, _day(as_of)), source)


def checked(programme: Programme, against: str | None, acknowledge: bool, select: str, ignore: str) -> Findings:
    """See `cic.check`."""
    read = programme._loaded
    before = None
    if against is not None:
        before = base_of(against, Path.cwd(), programme._source.path, read)
    found = check(read, select_rules(select, ignore), acknowledge, before)
    return _placed(read, found.verdicts, found.notes)


def reported(
    programme: Programme,
    year: int | str | None,
    years: tuple[int | str, ...],
    by: str,
    partnership: str | None,
    result: str | None,
    indicator: str | None,
    sections: frozenset[str],
    lang: str,
    commune: str | None = None,
) -> Page:
    """See `cic.report`."""
    if by not in get_args(Grouping):
        raise UserError("nothing is grouped by {by}", "one of: {known}", by=by, known=get_args(Grouping))
    read = programme._loaded
    columns = tuple(_year(read.programme, one) for one in years)
    if year is not None:
        chosen = _year(read.programme, year)
    else:
        chosen = columns[-1] if columns else default_year(read.programme, read.programme.today)
    grouping: Grouping = next(one for one in get_args(Grouping) if one == by)
    question = Question(
        chosen, columns, grouping, partnership, result, indicator, sections, _language(lang), commune=commune
    )
    found = check(read, select_rules("", "")).verdicts
    page = year_report(
        read.programme,
        question,
        origin_of(programme._source.revision(), found, read.unread_files + read.missing_files),
    )
    return _in_words(page, question.language)


def _placed(read: Loaded, verdicts: Iterable[Verdict], notes: Iterable[Message] = ()) -> Findings:
    found = Findings(findings(read, verdicts))
    found.notes = tuple(map(str, notes))
    return found


def _in_words(page: Page, language: Language) -> Page:
    """The page with the program's own words as text in its language, as a data frame needs them."""

    def said(cell: Cell) -> Cell:
        value = value_in(cell)
        if not isinstance(value, Message):
            return cell
        return cell._replace(value=language.say(value)) if isinstance(cell, Derived) else language.say(value)

    return page._replace(
        tables=tuple(
            table._replace(
                title=language.say(table.title),
                columns=tuple(column._replace(title=language.say(column.title)) for column in table.columns),
                rows=tuple(tuple(map(said, row)) for row in table.rows),
            )
            for table in page.tables
        )
    )


def _year(programme: Aggregate, year: int | str) -> int:
    found = programme.calendar.read(year) if isinstance(year, str) else year
    if found is None or is_day(found):
        raise UserError(
            "{option} {given} is not a year",
            "write a year of four digits, or a part of it: 2019, 2019-H1, 2019-Q3, 2019-07",
            option="year",
            given=year,
        )
    return found


def _day(as_of: datetime.date | str | None) -> datetime.date:
    if as_of is None:
        return datetime.date.today()
    if isinstance(as_of, datetime.date):
        return as_of
    try:
        return datetime.date.fromisoformat(as_of)
    except ValueError:
        raise UserError(
            "{option} {given} is not a date", "write it as year-month-day: 2019-12-31", option="as_of", given=as_of
        ) from None


def _language(code: str) -> Language:
    if code not in NAMES:
        raise UserError("there is no language {code}", "one of: {known}", code=code, known=tuple(NAMES))
    return language_of(code)
