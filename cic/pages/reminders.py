"""What is missing, as letters that can be sent: one to each partnership that owes something, one to the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.analysis.outstanding import Missing
from cic.analysis.sources import READING
from cic.analysis.targets import (
    Milestone,
    asked_by,
    due,
    milestones,
    needed_by_each,
    target_of_commune,
)
from cic.base.message import Message
from cic.language import Language
from cic.model.common import Contact
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.pages.annual.outstanding import commune_column, missing_of
from cic.pages.annual.question import Question
from cic.pages.fictional import marked
from cic.pages.readable import partnership_name
from cic.pages.readings import notes_on_targets
from cic.pages.tables import Cell, Column, Page, State, Table, words
from cic.pages.vocabulary import meaning_of, unit_of

Form = Literal["yes_or_no", "share", "value", "step", "words"]
_FORMS: Mapping[str, Form] = {"count": "yes_or_no", "ratio": "share", "scale": "step", "words": "words"}


class Asked(NamedTuple):
    """A value that is due and was not reported.

    promised: of whoever is asked, in the unit; None where the partners have not decided it. is_read: no document prints
    it, it is our reading. form: how it is reported; a share by its numerator and denominator. kinds: what can prove it.
    meaning: what is written as the value of a year. lacking: of what is added up, the years that were not reported.
    stands_on: the year of an older report that holds, where that is to be confirmed; None for what is missing.
    in_words: what is promised in words, where no value is.
    steps: of a scale, from the lowest, with their ids. step: the one that is due. divided: by dimension, the parts.
    """

    indicator: str
    wording: str
    unit: str
    promised: Decimal | None
    is_read: bool
    form: Form
    year: int
    kinds: tuple[str, ...]
    meaning: Message | str = ""
    lacking: tuple[int, ...] = ()
    stands_on: int | None = None
    in_words: str = ""
    steps: tuple[str, ...] = ()
    step: str = ""
    divided: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Part(NamedTuple):
    """What one commune is asked, or the partnership (or the programme) itself where `id` is empty.

    accounts: the years without expenditure. unapproved: those whose report nobody approved.
    """

    id: str
    name: Message | str
    values: tuple[Asked, ...]
    accounts: tuple[int, ...]
    unapproved: tuple[int, ...] = ()


class Letter(NamedTuple):
    """What one partnership is asked, or the programme itself where `id` is PROGRAMME.

    files: by year, the file in the data folder that the answers belong in. recipients: personal data; empty unless
    asked for.
    """

    id: str
    subject: Message
    parts: tuple[Part, ...]
    files: tuple[tuple[int, str], ...]
    recipients: tuple[str, ...]

    @property
    def is_lacking(self) -> bool:
        """Whether anything is missing, and not only to be confirmed."""
        return any(
            part.accounts or part.unapproved or any(one.stands_on is None for one in part.values) for part in self.parts
        )


def letters(programme: Programme, question: Question, with_contacts: bool = False) -> tuple[Letter, ...]:
    """A letter for each partnership of which something is missing up to the year, or stands on an older report; the
    programme's own first. What is of persons is left out of its texts, too, unless it is asked for."""
    owing: dict[str, list[Missing]] = {}
    for one in missing_of(programme, question):
        owing.setdefault(one.partnership, []).append(one)
    return tuple(_letter(programme, question, id, found, with_contacts) for id, found in owing.items())


def _letter(programme: Programme, question: Question, id: str, found: list[Missing], with_contacts: bool) -> Letter:
    identity = programme.identity
    name = question.language.text(identity.name) if identity else ""
    template = "{programme}: missing at the end of {year} from {partnership}"
    printed = partnership_name(programme, id) if id in programme.partnership_files else words("the programme itself")
    of_values = _years_of_values(found, programme.calendar.covering(question.year))
    years = sorted({*(year for one in found for year in (*one.accounts, *one.unapproved)), *of_values})
    return Letter(
        id,
        words(template, programme=name, year=question.year, partnership=printed),
        tuple(_part(programme, question, one, with_contacts) for one in found),
        tuple((year, f"reports/{year}/{id or 'programme'}.yaml") for year in years),
        tuple(_recipients(programme, id)) if with_contacts else (),
    )


def _years_of_values(found: list[Missing], year: int) -> Iterator[int]:
    """The years whose files the answers belong in: that of the letter, and of what is added up each that lacks."""
    if any(one.indicators or one.to_confirm for one in found):
        yield year
    yield from (lacking for one in found for _, lacking in one.of_years)


def _part(programme: Programme, question: Question, one: Missing, with_contacts: bool) -> Part:
    name: Message | str = words("The partnership") if one.partnership != PROGRAMME else words("The programme")
    if one.commune:
        name = programme.participants[one.commune].value.name
    values = tuple(_asked(programme, question, programme.indicators[id], one) for id in one.indicators)
    confirmed = tuple(
        _asked(programme, question, programme.indicators[id], one)._replace(stands_on=year)
        for id, year in one.to_confirm
    )
    asked = values + confirmed
    if not with_contacts:
        asked = tuple(Asked(*map(programme.persons.left_out_of, each)) for each in asked)
    return Part(one.commune, name, asked, one.accounts, one.unapproved)


def _asked(programme: Programme, question: Question, located: Located[Indicator], one: Missing) -> Asked:
    commune = one.commune
    milestone = due(milestones(programme, located), asked_by(programme, question.year))
    assert milestone is not None, "what is missing is due"
    indicator, language = located.value, question.language
    return Asked(
        located.id,
        " ".join(language.text(indicator.statement).split()),
        str(unit_of(programme, indicator, language).name),
        _promised(programme, located, milestone, commune),
        _is_read(programme, located, milestone, commune),
        _FORMS.get(indicator.kind, "value"),
        milestone.year,
        tuple(language.text(kind) for kind in indicator.sources_of_verification.values()),
        meaning_of(programme, indicator),
        tuple(year for id, year in one.of_years if id == located.id),
        in_words=milestone.words,
        steps=tuple(_with_id(step, language.text(text)) for step, text in indicator.scale.items()),
        step=_step_due(programme, located, milestone, language),
        divided=tuple(
            (dimension, tuple(_with_id(part, language.text(text)) for part, text in parts.items()))
            for dimension, parts in indicator.disaggregated_by.items()
        ),
    )


def _with_id(id: str, name: str) -> str:
    """A name with the id by which files know it, where it is another word."""
    return name if name.casefold() == id.casefold() else f"{name} ({id})"


def _step_due(programme: Programme, located: Located[Indicator], milestone: Milestone, language: Language) -> str:
    scale = tuple(located.value.scale.values())
    return language.text(scale[int(needed_by_each(programme, located, milestone.year))]) if scale else ""


def _promised(programme: Programme, located: Located[Indicator], milestone: Milestone, commune: str) -> Decimal | None:
    """What the commune promised; of a share, and of what is not measured commune by commune, what the programme did."""
    if commune and located.value.over_communes in ("count", "sum") and not milestone.words:
        return target_of_commune(programme, located, milestone, commune, milestone.year)
    return milestone.value


def _is_read(programme: Programme, located: Located[Indicator], milestone: Milestone, commune: str) -> bool:
    """Whether what a commune promised is our reading of the logframe."""
    if not commune or milestone.by_wording or milestone.words or located.value.over_communes not in ("count", "sum"):
        return False
    return programme.participants[commune].value.targets_are == READING


def _recipients(programme: Programme, id: str) -> Iterator[str]:
    """Names and addresses, one to a line."""
    own = programme.partnership_files.get(id)
    if own is None:
        yield from map(_written, (programme.identity.contacts if programme.identity else {}).values())
        return
    for commune in programme.partnerships[own].participants.values():
        yield from map(_written, commune.contacts.values())
        if commune.emails or commune.telephones:
            yield ", ".join((commune.name, *commune.emails, *commune.telephones))


def _written(contact: Contact) -> str:
    return ", ".join((contact.name, *contact.emails, *contact.telephones))


_COLUMNS = (
    Column("partnership", words("Partnership"), "id"),
    Column("indicator", words("Indicator"), "id"),
    Column("wording", words("Wording")),
    Column("promised", words("Promised"), "number"),
    Column("unit", words("Unit")),
    Column("year", words("Year"), "year"),
    Column("reports", words("Written")),
    Column("stands_on", words("Stands on"), "year"),
    Column("evidence", words("Evidence")),
    Column("file", words("File"), "id"),
)
_MORE = (Column("steps", words("Steps")), Column("divided", words("Divided by")))
_TO = Column("contacts", words("Contacts"))


def letters_page(programme: Programme, question: Question, found: tuple[Letter, ...], with_contacts: bool) -> Page:
    """The letters as a page with one table, for other programs: a row for each value and for each year of accounts
    (there the indicator is empty)."""
    asks_more = any(one.steps or one.divided for letter in found for part in letter.parts for one in part.values)
    columns = (_COLUMNS[0], commune_column(programme), *_COLUMNS[1:], *(_MORE if asks_more else ()))
    columns = (*columns, _TO) if with_contacts else columns
    title = words("Missing at the end of {year}, and from whom", year=question.year)
    rows = tuple(row for letter in found for row in _rows(letter, with_contacts, asks_more))
    identity = programme.identity
    name = question.language.text(identity.name) if identity else ""
    communes = [part.id for letter in found for part in letter.parts if any(one.is_read for one in part.values)]
    notes = tuple(notes_on_targets(programme, communes))
    return marked(programme, Page(name, (), (Table("missing", title, columns, rows, notes),)), question.language)


def _rows(letter: Letter, with_contacts: bool, asks_more: bool) -> Iterator[tuple[Cell, ...]]:
    contacts = ("; ".join(letter.recipients),) if with_contacts else ()
    files = dict(letter.files)
    latest = files[max(files)]
    for part in letter.parts:
        who: tuple[Cell, ...] = (letter.id or None, part.id or None)
        for one in part.values:
            promised: Cell = State.NOT_ALLOCATED if one.promised is None else one.promised
            promised = State.IN_WORDS if one.in_words else promised
            kinds = ", ".join(one.kinds)
            how = (one.meaning, one.stands_on, kinds)
            divided = "; ".join(f"{dimension}: {', '.join(parts)}" for dimension, parts in one.divided)
            more: tuple[Cell, ...] = (" < ".join(one.steps) or None, divided or None) if asks_more else ()
            yield (*who, one.indicator, one.wording, promised, one.unit, one.year, *how, latest, *more, *contacts)
        for year in part.accounts:
            said = words("expenditure of the year")
            more = (None, None) if asks_more else ()
            yield (*who, None, said, None, None, year, None, None, None, files[year], *more, *contacts)
        for year in part.unapproved:
            said = words("approval of the report of the year")
            more = (None, None) if asks_more else ()
            yield (*who, None, said, None, None, year, None, None, None, files[year], *more, *contacts)
