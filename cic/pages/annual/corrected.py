"""Corrected figures: what each was, what it is now, why and since when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from cic.analysis.corrections import corrected_files
from cic.analysis.diff import Thing, thing_of
from cic.analysis.presence import owner_of
from cic.base.message import Message
from cic.diagnostics import Key, Spot
from cic.language import Language
from cic.model.common import Correction
from cic.model.paths import steps_of
from cic.model.persons import concerns_person
from cic.model.programme import Programme
from cic.model.stay import with_merged
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, Value, words


class Corrected(NamedTuple):
    """A correction, with the keys that lead to the figure.

    file: where it stands. number: which correction of the file. whose: the id of the partnership, empty for the
    programme. year: of the report, if it is one. is_hidden: it is of a person's data, which nobody asked for.
    thing, spoken: what the file is of, and what things are called.
    """

    file: str
    number: int
    whose: str
    year: int | None
    steps: tuple[Key, ...]
    correction: Correction
    is_hidden: bool
    thing: Thing
    spoken: Spoken

    @property
    def called(self) -> object:
        """The partnership by its name, as a parameter of a message."""
        return self.spoken.id(self.thing.folder, "partnership", self.whose)

    @property
    def is_money(self) -> bool:
        """Whether the figure is an amount of a partnership's budget, or of what was spent."""
        return self.steps[0] in ("budget", "expenditure")


def corrected(programme: Programme, with_persons: bool = False) -> Iterator[Corrected]:
    """Every correction of the programme, file by file."""
    spoken = Spoken(programme)
    for kind, file, record, corrections in corrected_files(programme):
        thing = thing_of(programme.folder, kind, record)
        for number, one in enumerate(corrections):
            is_hidden = not with_persons and concerns_person(file, one)
            yield Corrected(file, number, thing.id, thing.year, steps_of(one.path), one, is_hidden, thing, spoken)


def corrected_in(programme: Programme, question: Question) -> Iterator[Corrected]:
    """Those that concern what a report is asked for."""
    asked = {located.id for located in question.indicators(programme)}
    own = question.scope(programme)
    for one in corrected(programme):
        in_time = one.year is None or one.year <= max((question.year, *question.years))
        is_own = own is None or is_of(programme, one, own, question.year)
        if in_time and is_own and _is_asked(programme, question, one, asked):
            yield one


def _is_asked(programme: Programme, question: Question, one: Corrected, asked: Collection[str]) -> bool:
    """Whether a correction is of the results that are asked for: by what it names last, or as one of a block in which
    values stand. Money and contacts are of no result."""
    things = (programme.indicators, programme.promises, programme.activities)
    named = [step for step in one.steps if any(step in known for known in things)]
    if named:
        last = str(named[-1])
        if last in programme.indicators:
            return last in asked
        return question.indicator is None and question.concerns(programme, last)
    return not question.is_of_results or one.steps[0] in _WITH_VALUES


_WITH_VALUES = ("communes", "partners", "observations")


def is_of(programme: Programme, one: Corrected, members: Collection[str], year: int) -> bool:
    """Whether a correction concerns any of these communes and partnerships: it names one, or is of the whole of a
    partnership of which one is asked for."""
    named = [str(step) for step in one.steps if step in programme.participants]
    if named:
        stays = programme.stays["commune"]
        return any(id in with_merged(stays, who, year) for who in members for id in named)
    if one.whose in members:
        return True
    owners = {owner_of(programme, id, year) for id in members if id in programme.participants}
    return one.whose in owners and one.steps in (("communes",), ("partners",))


_COLUMNS = (
    Column("whose", words("Of"), "id"),
    Column("what", words("What")),
    Column("was", words("Was")),
    Column("now", words("Now")),
    Column("date", words("Corrected on"), "id"),
    Column("reason", words("Why")),
    Column("file", words("File"), "place"),
)


def corrections_table(found: Iterable[Corrected], language: Language, root: str = "") -> Table:
    """One row for each correction. root: the data folder as it is shown."""
    rows = tuple(
        (
            one.spoken.cell(one.thing.folder, "partnership", one.whose or None),
            _what(one),
            *_figures(one, language),
            one.correction.date,
            _HIDDEN if one.is_hidden else language.text(one.correction.reason),
            one.file if root in ("", ".") else f"{root}/{one.file}",
        )
        for one in found
    )
    return Table("corrections", words("Corrected figures"), _COLUMNS, rows, section="corrections")


def with_notes(table: Table, found: Iterable[Corrected], language: Language) -> Table:
    """The table with a note for each corrected figure."""
    return table._replace(notes=(*table.notes, *(_note(one, language) for one in found)))


def _note(one: Corrected, language: Language) -> Message:
    was, now = _values(one)
    return words(
        "Corrected on {date}: {what} was {was}, is now {now}: {reason}",
        date=one.correction.date,
        what=words("{whose}, {what}", whose=one.called, what=_what(one)) if one.whose else _what(one),
        was=was,
        now=now,
        reason=_HIDDEN if one.is_hidden else " ".join(language.text(one.correction.reason).split()),
    )


_HIDDEN = words("(not shown)")


def _what(one: Corrected) -> Message:
    if one.is_hidden:
        return words("contact data")
    path = one.spoken.path(one.thing, one.steps)
    return words("{what}", what=tuple(step for step in (one.year, *path) if step is not None))


def _figures(one: Corrected, language: Language) -> Iterator[Cell]:
    """What it was and is; a number with the reason for the correction, and its place."""
    spot = Spot(one.file, ("corrections", one.number))
    for key, value in zip(("was", "now"), _values(one), strict=True):
        how = partial(Derivation, language.text(one.correction.reason), (spot.at(key),))
        yield Derived(value, how) if isinstance(value, Decimal) else value


def _values(one: Corrected) -> tuple[Value, Value]:
    """What it was and is; a block that came or went whole is said to have done so."""
    correction = one.correction
    if one.is_hidden:
        return _HIDDEN, _HIDDEN
    if correction.was is None and correction.now is None:
        return words("another block"), words("as it stands")
    was, now = (
        words("nothing") if value is None else one.spoken.value(one.thing, one.steps, value)
        for value in (correction.was, correction.now)
    )
    return was, now


def _tables(basis: Basis) -> Iterator[Table]:
    if basis.corrections:
        yield corrections_table(basis.corrections, basis.question.language)


SECTION = Builder(_tables)
