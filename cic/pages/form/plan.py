"""The whole form of a partnership and a period."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from cic.analysis.actuals import all_who_report
from cic.analysis.presence import members_of
from cic.analysis.sources import READING
from cic.base.message import Message
from cic.diagnostics import Key
from cic.language import Language
from cic.model.levels import level_of
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.report import CommuneReport, Observation, Report
from cic.model.signed import Signed
from cic.model.stay import ALWAYS
from cic.pages.fictional import marked_title
from cic.pages.form.activities import activities_sheet
from cic.pages.form.asking import Asking, text_answer
from cic.pages.form.cells import COLUMNS, Answer, Block, Cell, FormPlan, Row, Said, Sheet
from cic.pages.form.money import money_sheet
from cic.pages.form.values import HEADS, rows_of
from cic.pages.tables import words
from cic.pages.vocabulary import head_of

_READ = words("What is due here is our reading of the logical framework: no document gives it commune by commune.")
_QUESTIONS = {
    "done": words("What was done in the period"),
    "difficulties": words("What was difficult"),
    "lessons": words("What was learnt"),
    "next_year": words("What is planned for the next year"),
}


def form_plan(
    programme: Programme,
    partnership: str,
    period: int,
    language: Language,
    *,
    revision: str = "",
    with_persons: bool = False,
    deadline: datetime.date | None = None,
) -> FormPlan:
    """The form of a partnership (PROGRAMME for the programme itself) and of what is reported: a year, or a part of one.

    The same programme and language give the same form. with_persons: what stands there of who reported is shown.
    """
    report = report_of(programme, partnership, period)
    asking = Asking(programme, partnership, period, language, "", ())
    sheets = [
        *_of_participants(asking, report, with_persons),
        _own(asking, report),
        activities_sheet(asking, report),
        money_sheet(asking, report),
        _in_words(asking, report, with_persons),
    ]
    own = programme.partnership_files.get(partnership)
    record = programme.partnerships[own] if own is not None else None
    identity = programme.identity
    members = members_of(programme, partnership, period) if record else ()
    return FormPlan(
        identity.id if identity else "",
        partnership,
        record.called if record else words("the programme itself"),
        period,
        language.code,
        tuple(programme.participants[one].value.name for one in members),
        tuple(one for one in sheets if one is not None and one.blocks),
        programme.budget.currency if programme.budget else "",
        revision,
        programme.today,
        deadline,
        with_persons,
        marked_title(programme, language.text(identity.name) if identity else "", language),
    )


def report_of(programme: Programme, partnership: str, period: int) -> Report | None:
    """The report that there is; None where nobody has begun it."""
    found = (
        one
        for one in programme.reports.values()
        if (one.partnership or PROGRAMME) == partnership and str(one.year) == str(period)
    )
    return next(found, None)


def _of_participants(asking: Asking, report: Report | None, with_persons: bool) -> Iterator[Sheet | None]:
    programme, stays = asking.programme, asking.programme.stays["commune"]
    for who in members_of(programme, asking.partnership, asking.period) if asking.partnership != PROGRAMME else ():
        if not stays.get(who, ALWAYS).was_there(asking.period):
            continue
        key = "communes" if who in programme.communes else "partners"
        known = getattr(report, key).get(who) if report else None
        own = asking._replace(who=who, root=(key, who))
        mine = (
            one
            for one in programme.each_indicator()
            if one.value.level == "commune" and who in all_who_report(programme, one.value)
        )
        blocks = tuple(_blocks(own, mine, known.observations if known else {}))
        if blocks and programme.participants[who].value.targets_are == READING:
            blocks = (blocks[0]._replace(notes=(_READ,)), *blocks[1:])
        if blocks:
            blocks = (*blocks, _reported_apart(own, known, with_persons))
        yield Sheet(f"{key}/{who}", "participant", programme.participants[who].value.name, blocks, who)


def _own(asking: Asking, report: Report | None) -> Sheet:
    """What the partnership reports itself, or the programme."""
    level = "partnership" if asking.partnership != PROGRAMME else "programme"
    mine = (one for one in asking.programme.each_indicator() if one.value.level == level)
    blocks = tuple(_blocks(asking, mine, report.observations if report else {}))
    title = words("The partnership") if level == "partnership" else words("The programme")
    return Sheet("own", "own", title, blocks)


def _blocks(
    asking: Asking, indicators: Iterable[Located[Indicator]], known: Mapping[str, Observation]
) -> Iterator[Block]:
    """A block for each result, or outcome, that has any of the indicators."""
    programme = asking.programme
    for owner, found in groupby(indicators, lambda one: one.owner):
        rows = tuple(row for one in found for row in rows_of(asking, one, known.get(one.id)))
        promise = {**programme.activities, **programme.promises}[owner].value
        text = promise.text if hasattr(promise, "text") else promise.statement
        wording = " ".join(asking.language.text(text).split())
        title = words("{head}: {wording}", head=head_of(level_of(promise), owner), wording=wording)
        yield Block(owner, title, HEADS, rows)


def _in_words(asking: Asking, report: Report | None, with_persons: bool) -> Sheet:
    narrative = report.narrative if report else None
    texts = {key: getattr(narrative, key) if narrative else None for key in _QUESTIONS}
    rows = tuple(
        _told(
            ("narrative", key),
            text_answer(asking, "narrative", ("narrative", key), texts[key]),
            said,
            *_in_others(asking, texts[key]),
        )
        for key, said in _QUESTIONS.items()
    )
    title = words("The year in words") if asking.programme.calendar.parts == 1 else words("The period in words")
    blocks = (
        Block("narrative", title, (words("Question"), words("Your answer")), rows),
        _reported(asking, report, with_persons),
    )
    return Sheet("words", "words", title, blocks)


def _in_others(asking: Asking, text: Mapping[str, str] | None) -> Iterator[Message]:
    """How a text begins that stands there in other languages than the form's."""
    for code, said in (text or {}).items():
        if code != asking.language.code:
            plain = " ".join(asking.programme.persons.without(said).split())
            shown = plain if len(plain) <= _BEGINNING else plain[: _BEGINNING - 1] + "…"
            yield words("stands there in {language}: {text}", language=asking.language.name_of(code), text=shown)


_BEGINNING = 200
"""Signs of a text in another language that are shown."""


def _told(path: tuple[Key, ...], answer: Answer, said: Message, *others: Message) -> Row:
    cells: list[Cell] = [None] * COLUMNS
    cells[0], cells[1] = Said((said, *others), "titled" if others else "strong"), answer
    return Row("/".join(map(str, path)), tuple(cells))


def _reported(asking: Asking, report: Report | None, with_persons: bool) -> Block:
    """Who reports, and when."""
    by, on = _who_reports(asking, ("reported",), report.reported if report else None, with_persons)
    rows = (
        _told(by.path[:2], by, words("Who reports: the function or the service, better than a name")),
        _told(on.path, on, words("On which day")),
    )
    return Block("reported", words("Who reports"), (words("Question"), words("Your answer")), rows)


def _reported_apart(asking: Asking, known: CommuneReport | None, with_persons: bool) -> Block:
    """The same of the part of one commune, where it is another than of the whole."""
    root = (*asking.root, "reported")
    by, on = _who_reports(asking, root, known.reported if known else None, with_persons)
    cells: list[Cell] = [None] * COLUMNS
    cells[0] = Said((words("The function or the service, and the day"),), "quiet")
    cells[2], cells[4] = on, by
    row = Row("/".join(map(str, root)), tuple(cells))
    title = words("Who reports this sheet, where it is another than who reports the whole")
    heads = ("", "", words("Day"), "", words("Function or service"), "", "", "")
    return Block(row.key, title, heads, (row,))


def _who_reports(
    asking: Asking, path: tuple[Key, ...], known: Signed | None, with_persons: bool
) -> tuple[Answer, Answer]:
    """The cells of who reports and when. What stands there may name a person."""
    by = text_answer(asking, "reported_by", (*path, "by"), known.by if known and with_persons else None)
    if known is not None:
        by = by._replace(now=known.by.get(asking.language.code) if with_persons else None, is_locked=not with_persons)
    on = known.date if known is not None and isinstance(known.date, datetime.date) else None
    return by, Answer("reported_on", (*path, "date"), "date", on, (), asking.who)
