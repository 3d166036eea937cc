"""Where the cells of a form stand in a workbook that people have worked in: by the keys that it carries, wherever they
were moved to; and what of it stands where nothing is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from cic.base.message import Message, phrase
from cic.diagnostics import Key
from cic.entry.forms.carried import COVER, Carried
from cic.entry.forms.on_cover import of_another_form, on_cover
from cic.entry.forms.pages import Page, Spot, Stray, corner_of, text_at
from cic.entry.forms.readings import typed_in
from cic.entry.forms.strays import (
    beside,
    copies,
    elsewhere,
    foreign_rows,
    label_of,
    moved,
    of_columns,
    of_merged,
    shifted,
    twice,
    unknown,
    words_of,
)
from cic.entry.workbook.reading import Cell, Where, Workbook, coordinate
from cic.language import Language
from cic.pages.form.cells import Answer, Block, FormPlan, Row, Said, Shown
from cic.pages.form.cells import Sheet as Planned


class Found(NamedTuple):
    """A cell of the form as it came back. cell: None for an empty one."""

    answer: Answer
    spot: Spot
    cell: Cell | None


class Placed(NamedTuple):
    """found: the cells, in the order of the form. strays: what cannot be taken. gone: titles of sheets and rows of the
    form that did not come back, in its words."""

    found: tuple[Found, ...]
    strays: tuple[Stray, ...]
    gone: tuple[Message | str, ...]


def placed(book: Workbook, plan: FormPlan, language: Language, carried: Carried) -> Placed:
    """Each cell of the form in the workbook. plan: of the form as it would be made now."""
    is_current = plan.words == carried.head.get("words") and {one.id: one for one in plan.shown} == carried.shown
    pages: dict[str, list[Page]] = {}
    strays: list[Stray] = []
    has_cover = False
    for sheet in book.sheets:
        if sheet.title == carried.sheet:
            continue
        if text_at(sheet, 1, 1) == COVER:
            strays += on_cover(sheet, language) if not has_cover else of_another_form(sheet)
            has_cover = True
            continue
        corner = corner_of(sheet, carried.sheets)
        if corner is not None:
            pages.setdefault(corner.key, []).append(corner)
        elif sheet.cells:
            where = min(sheet.cells)
            strays.append(
                Stray(
                    Spot(sheet.title, coordinate(where)),
                    typed_in(sheet.cells[where]),
                    Message(phrase("this sheet is none of the form: nothing of it is taken")),
                    Message(phrase("write it on the sheet that asks for it, and take this one away")),
                )
            )
    found: list[Found] = []
    gone: list[Message | str] = []
    sheets = [one._replace(blocks=(Block("", "", (), tuple(rows_then(one, carried.shown))),)) for one in plan.sheets]
    rows_of = {row.key: planned.key for planned in sheets for row in planned.rows}
    for planned in sheets:
        own = pages.pop(planned.key, [])
        if len(own) == 1:
            today = next(one for one in plan.sheets if one.key == planned.key)
            ours = words_of(plan, today, language)
            known = _Known(rows_of, language, ours, carried.shown, is_current)
            there = _of_page(own[0], planned, today, known)
            found += there.found
            strays += there.strays
            gone += there.gone
        elif not own and planned.key in carried.sheets:
            gone.append(planned.title)
        elif own:
            strays += copies(own, planned)
    strays += [stray for several in pages.values() for page in several for stray in unknown(page, carried.shown)]
    return Placed(tuple(found), tuple(strays), tuple(gone))


def _was_there(row: Row, shown: Collection[str]) -> bool:
    return any(isinstance(cell, Answer) and cell.id in shown for cell in row.cells)


def rows_then(planned: Planned, shown: Collection[str]) -> Iterator[Row]:
    """The rows of a sheet as they were when the form was made: beside a value stood its first proof, if there was one
    then, else room for one."""
    keys = {row.key for row in planned.rows}
    beside: set[str] = set()
    for row in planned.rows:
        if row.key in beside:
            continue
        proofs = [cell for cell in row.cells if isinstance(cell, Answer) and cell.fills in _PROOFS]
        if not proofs or proofs[0].path[0] == "expenditure" or "/evidence/" in row.key:
            yield row
            continue
        above = proofs[0].path[:-2]
        first: Key = 0 if "/".join(map(str, (*above, 0, "kind"))) in shown else "+1"
        if proofs[0].path[-2] == first:
            yield row
        else:
            moved = {one.id: _of_proof(one, first) for one in proofs}
            cells = tuple(moved[one.id] if isinstance(one, Answer) and one.id in moved else one for one in row.cells)
            yield row._replace(cells=cells)
        prefix = "/".join(map(str, above))
        # what stands in the first row now may have been written there, where the form had no row for another
        beside.add(f"{prefix}/{first}")
        steps = {id[len(prefix) + 1 :].partition("/")[0] for id in shown if id.startswith(f"{prefix}/")}
        for step in sorted(steps - {str(first)}):
            if f"{prefix}/{step}" not in keys:
                item: Key = int(step) if step.isdigit() else step
                at = [column for column, cell in enumerate(row.cells) if cell in proofs]
                cells = tuple(
                    _of_proof(cell, item)
                    if column in at and isinstance(cell, Answer)
                    else Said(())
                    if column == 0
                    else None
                    for column, cell in enumerate(row.cells)
                )
                yield Row(f"{prefix}/{step}", cells)


_PROOFS = ("evidence_kind", "evidence_where", "evidence_date")


def _of_proof(answer: Answer, item: Key) -> Answer:
    return answer._replace(path=(*answer.path[:-2], item, answer.path[-1]), now=None, is_locked=False)


class _Known(NamedTuple):
    """What is known of a form. rows_of: of which sheet each row is. ours: what it says around its rows. shown: what it
    showed. is_current: whether it would show the same today, so that every word of it is known."""

    rows_of: Mapping[str, str]
    language: Language
    ours: Collection[str]
    shown: Mapping[str, Shown]
    is_current: bool


def _of_page(page: Page, planned: Planned, today: Planned, known: _Known) -> Placed:
    """The cells of a sheet. planned: with the rows that it had; today: with the heads that it would have."""
    rows: dict[str, list[int]] = {}
    for number, key in page.rows():
        rows.setdefault(key, []).append(number)
    columns: dict[int, list[int]] = {}
    for at, number in page.columns():
        columns.setdefault(number, []).append(at)
    strays: list[Stray] = list(of_merged(page, planned, rows, columns))
    strays += of_columns(page, planned, columns)
    asked: list[tuple[Answer, Where]] = []
    gone: list[Message | str] = []
    seen: set[Where] = set()
    labels = {label for row in planned.rows if (label := label_of(row, known.language))}
    for row in planned.rows:
        numbers = rows.pop(row.key, [])
        if len(numbers) > 1:
            strays += twice(page, row, numbers, columns)
            seen.update((number, at) for number in numbers for several in columns.values() for at in several)
        elif not numbers and _was_there(row, known.shown):
            gone.append(Message("{key} ({sheet})", {"key": row.key, "sheet": page.sheet.title}))
        for number in numbers if len(numbers) == 1 else ():
            for at, cell in enumerate(row.cells):
                if len(columns.get(at, ())) != 1:
                    continue
                where = (number, columns[at][0])
                seen.add(where)
                of_another = None if at else moved(page, where, row, labels, known.language)
                if isinstance(cell, Answer):
                    asked.append((cell, where))
                elif of_another is not None:
                    strays.append(of_another)
                else:
                    strays += beside(page, where, cell, known.language, known.is_current)
    for key, numbers in rows.items():
        strays += foreign_rows(page, key, numbers, known.rows_of, seen, known.shown)
    strays += elsewhere(page, seen, known.ours, known.is_current)
    strays += shifted(page, today, asked, known.language)
    lost = {id for one in strays for id in one.ids}
    found = (Found(cell, page.spot(at), page.sheet.cells.get(at)) for cell, at in asked if cell.id not in lost)
    return Placed(tuple(found), tuple(strays), tuple(gone))
