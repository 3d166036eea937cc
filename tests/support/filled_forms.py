"""Forms filled in as people do, by openpyxl: answers of every kind, and where each cell stands."""

from __future__ import annotations

import datetime
import io
import random
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from cic.entry.forms.judging import group_of
from cic.language import Language, language_of
from cic.model.programme import PROGRAMME, Programme
from cic.pages.form.cells import Answer, Answered, FormPlan, labels_of
from cic.pages.form.plan import form_plan
from cic.render.form_xlsx import render
from cic.render.setting import Setting

TEXTS = (
    "Un mot",
    "Deux lignes:\nla seconde",
    "'apostrophe",
    "123",
    "=SUM(A1)",
    "عربي",
    "#hash: {x}",
    "né à l’été",
    "-",
    "oui",
    "a" * 300,
)
PLACES = ("register.pdf", "https://example.org/a?b=1&c=2", "evidence/none.pdf", "classeur 3, page 4")


def form_of(programme: Programme, partnership: str, period: int, code: str = "en") -> tuple[FormPlan, bytes]:
    """The form, and the workbook as it is sent."""
    language = language_of(code)
    plan = form_plan(programme, partnership, period, language)
    return plan, bytes(render(plan, Setting(language)).encoded("utf-8"))


def opened(raw: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(raw))


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells_of(book: Any, plan: FormPlan) -> dict[str, Any]:
    """The cells of a workbook by the ids of their answers."""
    rows = {}
    for sheet in book.worksheets:
        if sheet["A1"].value in {one.key for one in plan.sheets}:
            rows |= {(sheet["A1"].value, row[0].value): row for row in sheet.iter_rows(min_row=2) if row[0].value}
    return {answer.id: rows[sheet.key, row.key][column + 1] for sheet, row, column, answer in plan.answers}


def filled(
    raw: bytes, plan: FormPlan, answers: Mapping[str, Answered | None], language: Language | None = None
) -> bytes:
    """The workbook with these answers in its cells; None empties one."""
    language = language or language_of(plan.language)
    book = opened(raw)
    cells = cells_of(book, plan)
    known = {answer.id: answer for _, _, _, answer in plan.answers}
    for id, value in answers.items():
        cells[id].value = as_typed(known[id], value, language)
        if isinstance(cells[id].value, str) and cells[id].value.startswith("="):
            cells[id].data_type = "s"
    return saved(book)


def as_typed(answer: Answer, value: Answered | None, language: Language) -> object:
    if answer.takes == "choice":
        return next((label for label, one in labels_of(answer, language).items() if one == value), None)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


Draw = random.Random


def some_answers(plan: FormPlan, draw: Draw, in_english: FormPlan) -> dict[str, Answered]:
    """Answers that go together, for about two thirds of what is asked, over what stands there too. in_english: the same
    form in the language of the texts of the data."""
    reasons = {group_of(one.id) for _, _, _, one in in_english.answers if one.fills == "not_applicable" and one.now}
    groups: dict[tuple[str, ...], dict[str, Answer]] = {}
    for _, _, _, answer in plan.answers:
        groups.setdefault(group_of(answer.id), {})[answer.id] = answer
    found: dict[str, Answered] = {}
    for group, cells in groups.items():
        if draw.random() < 0.35:
            continue
        own = {id: one for id, one in cells.items() if not one.is_locked}
        if "observations" in group:
            found |= dict(_observation(cells, own, draw, group in reasons))
        elif group[0] == "expenditure" and "refunds" not in group:
            found |= dict(_spent(own, draw))
        else:
            found |= {
                id: value(one, draw) for id, one in own.items() if one.fills != "refund_reason" or draw.random() < 0.5
            }
    return found


def _observation(
    cells: Mapping[str, Answer], own: Mapping[str, Answer], draw: Draw, has_reason: bool
) -> Iterator[tuple[str, Answered]]:
    forms = ("value", "achieved", "numerator", "denominator", "step")
    of_value = [one for one in own.values() if one.fills in forms]
    reasons = [one for one in cells.values() if one.fills == "not_applicable"]
    has_value = any(one.now is not None or one.is_locked for one in cells.values() if one.fills in forms)
    if not has_reason and draw.random() < 0.8:
        yield from ((one.id, value(one, draw)) for one in of_value)
        for part in (one for one in own.values() if one.fills.startswith("part")):
            yield part.id, value(part, draw)
    elif not has_value:
        yield from ((one.id, value(one, draw)) for one in reasons if not one.is_locked)
    for one in own.values():
        if one.fills in ("note", "text") and draw.random() < 0.5:
            yield one.id, value(one, draw)
    yield from _days(own, draw)
    yield from _items(own, ("evidence_kind", "evidence_where", "evidence_date"), draw)


def _days(own: Mapping[str, Answer], draw: Draw) -> Iterator[tuple[str, Answered]]:
    """One day, or the first and the last of several."""
    first = next((one for one in own.values() if one.fills == "observed_from"), None)
    last = next((one for one in own.values() if one.fills == "observed_until"), None)
    if first is None or last is None or draw.random() < 0.5:
        return
    day = value(first, draw)
    assert isinstance(day, datetime.date)
    yield first.id, day
    if last.now is not None or draw.random() < 0.5:
        yield last.id, day + datetime.timedelta(draw.randrange(1, 100))


def _items(own: Mapping[str, Answer], fills: tuple[str, ...], draw: Draw) -> Iterator[tuple[str, Answered]]:
    """Whole new items; of those that are there single cells."""
    items: dict[tuple[Any, ...], list[Answer]] = {}
    for one in own.values():
        if one.fills in fills:
            items.setdefault(one.path[:-1], []).append(one)
    previous = True
    for path, cells in items.items():
        if str(path[-1]).startswith("+"):
            if previous and draw.random() < 0.5:
                yield from ((one.id, value(one, draw)) for one in cells)
            else:
                previous = False
        elif draw.random() < 0.3:
            yield from ((one.id, value(one, draw)) for one in cells if one.now is not None)


def _spent(own: Mapping[str, Answer], draw: Draw) -> Iterator[tuple[str, Answered]]:
    amounts = [one for one in own.values() if one.fills == "amount"]
    for one in amounts:
        yield one.id, value(one, draw)
        yield from (
            (other.id, value(other, draw)) for other in own.values() if other.fills == "note" and draw.random() < 0.5
        )
        yield from _items(own, ("evidence_kind", "evidence_where", "evidence_date"), draw)
        yield from _items(own, ("paid", "paid_currency", "paid_rate", "paid_rate_source"), draw)


def value(answer: Answer, draw: Draw) -> Answered:
    """An answer of the kind that a cell takes."""
    match answer.takes:
        case "choice":
            return draw.choice(answer.choices).value
        case "date":
            return datetime.date(2031, 1, 1) + datetime.timedelta(draw.randrange(1000))
        case "amount":
            return Decimal(draw.choice((0, 1, 123456, draw.randrange(10**9)))) / 100
        case "rate":
            return Decimal(draw.randrange(1, 10**6)) / 1000
        case "currency":
            return draw.choice(("MAD", "USD", "XOF"))
        case "number":
            whole = Decimal(draw.choice((0, 1, 12, 4711, draw.randrange(10**6))))
            return whole if draw.random() < 0.7 else whole + Decimal(draw.randrange(1, 1000)) / 1000
    return draw.choice(PLACES if answer.fills == "evidence_where" else TEXTS)


def partnerships_and_periods(programme: Programme) -> list[tuple[str, int]]:
    """Whose forms there can be."""
    return [(who, period) for who in (PROGRAMME, *programme.partnership_files) for period in programme.periods]


def differences(
    before: FormPlan,
    after: FormPlan,
    answers: Mapping[str, Answered],
    same: Callable[[Answered | None, Answered | None], bool],
) -> Iterator[str]:
    """What is not as it was, or as it was answered."""
    was = {one.id: one for _, _, _, one in before.answers}
    now = {one.id: one for _, _, _, one in after.answers}
    counts = _counts(was)
    for id, value in answers.items():
        is_new = any(step.startswith("+") for step in id.split("/"))
        if not is_new and (id not in now or not same(now[id].now, value)):
            yield f"{id}: {value!r} was typed, {now[id].now if id in now else 'nothing'!r} stands there"
    # new items, in the order in which they were typed
    items: dict[str, dict[str, dict[str, Answered]]] = {}
    for id, value in answers.items():
        steps = id.split("/")
        at = next((n for n, step in enumerate(steps) if step.startswith("+")), None)
        if at is not None:
            items.setdefault("/".join(steps[:at]), {}).setdefault(steps[at], {})["/".join(steps[at + 1 :])] = value
    for above, new in items.items():
        for number, parts in enumerate(new.values()):
            for key, value in parts.items():
                # what proves a refund that is new is a list in it, which begins with it
                within = "/".join(str(int(step) - 1) if step[:1] == "+" else step for step in key.split("/"))
                id = f"{above}/{counts.get(above, 0) + number}/{within}"
                if id in now and not same(now[id].now, value):
                    yield f"{id}: {value!r} was typed, {now[id].now!r} stands there"
                elif id not in now and above.partition("/")[0] not in ("expenditure", "contributions"):
                    yield f"{id}: {value!r} was typed, there is no such cell"
    for id, one in was.items():
        is_new = any(step.startswith("+") for step in id.split("/"))
        if id not in answers and not is_new and (id not in now or now[id].now != one.now):
            yield f"{id}: nothing was typed, {one.now!r} became {now[id].now if id in now else 'nothing'!r}"


def _counts(cells: Mapping[str, Answer]) -> dict[str, int]:
    found: dict[str, set[str]] = {}
    for id in cells:
        steps = id.split("/")
        for number, step in enumerate(steps):
            if step.isdigit() and steps[number - 1] in ("evidence", "payments", "refunds"):
                found.setdefault("/".join(steps[:number]), set()).add(step)
    return {above: len(steps) for above, steps in found.items()}


def put_files(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
