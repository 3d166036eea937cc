"""Where the cells of a form stand in a workbook that people have worked in: by the keys that it carries, wherever they
were moved to; and what of it stands where nothing is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from cic.base.message import Message, phrase
from cic.diagnostics import Key
from cic.entry.forms.carried import COVER, Carried
from cic.entry.forms.readings import clean_text, typed_in
from cic.entry.workbook.reading import Cell, Sheet, Where, Workbook, coordinate
from cic.language import Language
from cic.pages.form.cells import COLUMNS, Answer, Block, FormPlan, Row, Said
from cic.pages.form.cells import Sheet as Planned

_TAKE_OUT = phrase("empty this cell, and write it where the form asks for it")


class Spot(NamedTuple):
    """A cell by the title of its sheet and its name: B2."""

    sheet: str
    cell: str


class Stray(NamedTuple):
    """What stands where it cannot be taken: what was typed, why it cannot, and what to do. ids: of the cells of the
    form that cannot be taken because of it."""

    spot: Spot
    typed: str
    why: Message
    advice: Message
    ids: tuple[str, ...] = ()


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


class _Page(NamedTuple):
    """A sheet of the workbook that says which of the form it is. corner: the cell that says it; its column has the keys
    of the rows, its row the numbers of the columns."""

    sheet: Sheet
    key: str
    corner: Where

    def rows(self) -> Iterator[tuple[int, str]]:
        """The rows below with their keys."""
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if column == self.corner[1] and row > self.corner[0] and isinstance(cell.value, str):
                yield row, cell.value

    def columns(self) -> Iterator[tuple[int, int]]:
        """The columns with their numbers in the form, from 0."""
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if row == self.corner[0] and column != self.corner[1] and (number := _number_of(cell)):
                yield column, number - 1

    def spot(self, where: Where) -> Spot:
        return Spot(self.sheet.title, coordinate(where))


def placed(book: Workbook, plan: FormPlan, language: Language, carried: Carried) -> Placed:
    """Each cell of the form in the workbook. plan: of the form as it would be made now."""
    is_current = {one.id: one for one in plan.shown} == carried.shown
    pages: dict[str, list[_Page]] = {}
    strays: list[Stray] = []
    for sheet in book.sheets:
        if sheet.title == carried.sheet or _text_at(sheet, 1, 1) == COVER:
            continue
        corner = _corner(sheet, carried.sheets)
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
            ours = _words_of(next(one for one in plan.sheets if one.key == planned.key), language)
            there = _of_page(own[0], planned, rows_of, language, ours, carried.shown if not is_current else None)
            found += there.found
            strays += there.strays
            gone += there.gone
        elif not own:
            gone.append(planned.title)
        else:
            strays += _copies(own, planned)
    strays += [_unknown(page) for several in pages.values() for page in several]
    return Placed(tuple(found), tuple(strays), tuple(gone))


def _was_there(row: Row, shown: Collection[str] | None) -> bool:
    ids = [cell.id for cell in row.cells if isinstance(cell, Answer)]
    return bool(ids) if shown is None else any(id in shown for id in ids)


def rows_then(planned: Planned, shown: Collection[str]) -> Iterator[Row]:
    """The rows of a sheet as they were when the form was made: beside a value stood its first proof, if there was one
    then, else room for one."""
    keys = {row.key for row in planned.rows}
    for row in planned.rows:
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


def _text_at(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _number_of(cell: Cell) -> int:
    """The number of a column that a cell says; 0 where it says none."""
    said = cell.value if isinstance(cell.value, str) else ""
    return int(said) if said in _NUMBERS else 0


_NUMBERS = frozenset(str(number + 1) for number in range(COLUMNS))


def _corner(sheet: Sheet, keys: Collection[str]) -> _Page | None:
    """The cell that says which sheet of the form this is: one of its keys, with the numbers of columns in its row."""
    for where, cell in sorted(sheet.cells.items()):
        if isinstance(cell.value, str) and cell.value in keys:
            page = _Page(sheet, cell.value, where)
            if len(list(page.columns())) > 1:
                return page
    return None


def _copies(pages: list[_Page], planned: Planned) -> Iterator[Stray]:
    ids = tuple(cell.id for row in planned.rows for cell in row.cells if isinstance(cell, Answer))
    titles = tuple(page.sheet.title for page in pages)
    for page in pages:
        yield Stray(
            page.spot((page.corner[0] + 1, page.corner[1] + 1)),
            "",
            Message(
                phrase("this sheet is there several times ({titles}), and nobody knows which counts"),
                {"titles": titles},
            ),
            Message(phrase("keep the one that counts, and delete the others")),
            ids,
        )


def _unknown(page: _Page) -> Stray:
    return Stray(
        page.spot((page.corner[0] + 1, page.corner[1] + 1)),
        "",
        Message(phrase("this sheet is of {key}, of which the form is not any more"), {"key": page.key}),
        Message(phrase("make a new form with cic form; it asks for what is due now")),
    )


def _of_page(
    page: _Page,
    planned: Planned,
    rows_of: Mapping[str, str],
    language: Language,
    ours: Collection[str],
    shown: Collection[str] | None,
) -> Placed:
    """The cells of a sheet. shown: the ids of the cells that the form had, where those are not the ones of today."""
    is_current = shown is None
    rows: dict[str, list[int]] = {}
    for number, key in page.rows():
        rows.setdefault(key, []).append(number)
    columns: dict[int, list[int]] = {}
    for at, number in page.columns():
        columns.setdefault(number, []).append(at)
    strays: list[Stray] = list(_of_merged(page, planned, rows, columns))
    strays += _of_columns(page, planned, columns)
    merged = {id for one in strays for id in one.ids}
    found: list[Found] = []
    gone: list[Message | str] = []
    seen: set[Where] = set()
    for row in planned.rows:
        numbers = rows.pop(row.key, [])
        if len(numbers) > 1:
            strays += _twice(page, row, numbers, columns)
            seen.update((number, at) for number in numbers for several in columns.values() for at in several)
        elif not numbers and _was_there(row, shown):
            gone.append(Message("{key} ({sheet})", {"key": row.key, "sheet": page.sheet.title}))
        for number in numbers if len(numbers) == 1 else ():
            for at, cell in enumerate(row.cells):
                if len(columns.get(at, ())) != 1:
                    continue
                where = (number, columns[at][0])
                seen.add(where)
                if isinstance(cell, Answer):
                    if cell.id not in merged:
                        found.append(Found(cell, page.spot(where), page.sheet.cells.get(where)))
                else:
                    strays += _beside(page, where, cell, language, is_current)
    for key, numbers in rows.items():
        strays += _foreign_rows(page, key, numbers, rows_of, seen)
    strays += _elsewhere(page, seen, ours)
    return Placed(tuple(found), tuple(strays), tuple(gone))


def _of_merged(
    page: _Page, planned: Planned, rows: Mapping[str, list[int]], columns: Mapping[int, list[int]]
) -> Iterator[Stray]:
    """Answers that share one merged cell: all but the first are lost."""
    places = {
        (number, column): cell
        for row in planned.rows
        for number in rows.get(row.key, ())
        for at, cell in enumerate(row.cells)
        for column in columns.get(at, ())
        if isinstance(cell, Answer)
    }
    for (top, left), (bottom, right) in page.sheet.merged:
        inside = sorted(where for where in places if top <= where[0] <= bottom and left <= where[1] <= right)
        if len(inside) > 1 or (inside and inside[0] != (top, left)):
            cell = page.sheet.cells.get((top, left))
            yield Stray(
                page.spot((top, left)),
                typed_in(cell) if cell is not None else "",
                Message(
                    phrase("cells are merged here ({first} to {last}), so that one answer stands for several"),
                    {"first": coordinate((top, left)), "last": coordinate((bottom, right))},
                ),
                Message(phrase("take the merging away, and fill in each cell")),
                tuple(places[where].id for where in inside),
            )


def _of_columns(page: _Page, planned: Planned, columns: Mapping[int, list[int]]) -> Iterator[Stray]:
    """Columns of answers that are not there, or twice."""
    for at in range(COLUMNS):
        ids = tuple(cell.id for row in planned.rows if isinstance(cell := row.at(at), Answer))
        if ids and len(columns.get(at, ())) != 1:
            place = columns[at][1] if at in columns else page.corner[1] + at + 1
            yield Stray(
                page.spot((page.corner[0], place)),
                "",
                Message(
                    phrase("the column {number} of the form is there twice")
                    if at in columns
                    else phrase("the column {number} of the form is missing"),
                    {"number": at + 1},
                ),
                Message(phrase("copy what was filled in into a new form, column by column")),
                ids,
            )


def _twice(page: _Page, row: Row, numbers: list[int], columns: Mapping[int, list[int]]) -> Iterator[Stray]:
    ids = tuple(cell.id for cell in row.cells if isinstance(cell, Answer))
    answers = [at for at, cell in enumerate(row.cells) if isinstance(cell, Answer)]
    for number in numbers:
        own = [(number, columns[at][0]) for at in answers if columns.get(at)]
        filled = next(
            (where for where in own if where in page.sheet.cells), own[0] if own else (number, page.corner[1])
        )
        cell = page.sheet.cells.get(filled)
        yield Stray(
            page.spot(filled),
            typed_in(cell) if cell is not None else "",
            Message(
                phrase("this row is there several times (rows {rows}), and nobody knows which counts"),
                {"rows": tuple(numbers)},
            ),
            Message(phrase("keep the one that counts, and delete the others")),
            ids,
        )


def _beside(page: _Page, where: Where, cell: Said | None, language: Language, is_current: bool) -> Iterator[Stray]:
    """What was typed into a cell that says something, or nothing, and asks nothing."""
    there = page.sheet.cells.get(where)
    if there is None:
        return
    if cell is not None and isinstance(there.value, str) and there.kind == "text":
        ours = clean_text("\n".join(map(language.say, cell.lines)))
        text = clean_text(there.value)
        if text == ours or not text or (not is_current and not _looks_typed(text)):
            return
    elif cell is None and there.kind == "text" and not clean_text(str(there.value)):
        return
    yield Stray(
        page.spot(where),
        typed_in(there),
        Message(phrase("nothing is asked in this cell: what was typed here belongs to another")),
        Message(
            _TAKE_OUT
            if cell is None
            else phrase("undo the change of this cell, and write it where the form asks for it")
        ),
    )


def _looks_typed(text: str) -> bool:
    """Whether a text is short and of figures, as answers are and the form's own words are not."""
    return len(text) < 20 and any(one.isdecimal() for one in text) and not any(one.isalpha() for one in text)


def _foreign_rows(
    page: _Page, key: str, numbers: list[int], rows_of: Mapping[str, str], seen: set[Where]
) -> Iterator[Stray]:
    """Rows that are not of this sheet: of another commune, or of what is not asked any more."""
    for number in numbers:
        own = sorted(where for where in page.sheet.cells if where[0] == number and where[1] != page.corner[1])
        seen.update(own)
        where = own[0] if own else (number, page.corner[1])
        cell = page.sheet.cells.get(where)
        yield Stray(
            page.spot(where),
            typed_in(cell) if cell is not None else "",
            Message(
                phrase("this row is of another sheet ({key})")
                if key in rows_of
                else phrase("this row ({key}) is not asked any more, or was changed in its hidden column"),
                {"key": key[:200]},
            ),
            Message(
                phrase("write its answers on the sheet that it is of, and delete the row here")
                if key in rows_of
                else phrase("make a new form with cic form; it asks for what is due now")
            ),
        )


def _words_of(planned: Planned, language: Language) -> frozenset[str]:
    """What the form itself says around its rows."""
    words = (one for block in planned.blocks for one in (block.title, *block.notes, *block.heads))
    return frozenset(clean_text(language.say(one)) for one in words)


def _elsewhere(page: _Page, seen: set[Where], ours: Collection[str]) -> Iterator[Stray]:
    """What was typed beyond the form: beside it, below it, or in rows of headings. Words there are the form's own."""
    last_column = max((column for column, _ in page.columns()), default=page.corner[1])
    numbered = {column for column, _ in page.columns()}
    with_key = {row for row, _ in page.rows()}
    last_row = max(with_key, default=page.corner[0])
    for where, cell in sorted(page.sheet.cells.items()):
        row, column = where
        if where in seen or column == page.corner[1] or row <= page.corner[0]:
            continue
        is_ours = column in numbered and row <= last_row and cell.kind == "text"
        if is_ours and row not in with_key:
            continue  # headings and notes
        if cell.kind == "text" and clean_text(str(cell.value)) in ("", *ours):
            continue
        yield Stray(
            page.spot(where),
            typed_in(cell),
            Message(
                phrase("this stands beside the form, where nothing is asked")
                if column > last_column or row > last_row or column not in numbered
                else phrase("nothing is asked in this cell: what was typed here belongs to another")
            ),
            Message(_TAKE_OUT),
        )
