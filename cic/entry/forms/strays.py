"""What stands in a form where it cannot be taken: in copies, in merged cells, beside it, in rows of another sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from cic.base.message import Message, phrase
from cic.entry.forms.pages import Page, Stray
from cic.entry.forms.readings import clean_text, typed_in
from cic.entry.workbook.reading import Where, coordinate
from cic.language import Language
from cic.pages.form.cells import COLUMNS, Answer, FormPlan, Row, Said, Shown, labels_of
from cic.pages.form.cells import Sheet as Planned
from cic.pages.form.helps import title_of

_TAKE_OUT = phrase("empty this cell, and write it where the form asks for it")


def copies(pages: list[Page], planned: Planned) -> Iterator[Stray]:
    """A sheet that is there several times."""
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


def unknown(page: Page, shown: Mapping[str, Shown]) -> Iterator[Stray]:
    """A sheet of the form that is asked no more; nothing is said of one in which nothing was filled in."""
    where = next((found for row, key in page.rows() if (found := _filled_in(page, row, key, shown))), None)
    if where is None:
        return
    yield Stray(
        page.spot(where),
        typed_in(page.sheet.cells[where]),
        Message(phrase("this sheet is of {key}, of which the form is not any more"), {"key": page.key}),
        Message(phrase("make a new form with cic form; it asks for what is due now")),
    )


def of_merged(
    page: Page, planned: Planned, rows: Mapping[str, list[int]], columns: Mapping[int, list[int]]
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


def of_columns(page: Page, planned: Planned, columns: Mapping[int, list[int]]) -> Iterator[Stray]:
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


def twice(page: Page, row: Row, numbers: list[int], columns: Mapping[int, list[int]]) -> Iterator[Stray]:
    """A row that is there several times."""
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


def moved(page: Page, where: Where, row: Row, labels: Collection[str], language: Language) -> Stray | None:
    """That the first words of a row are those of another, as where rows were sorted without their hidden keys: nobody
    knows to which of them its answers belong. labels: the first words of all rows of the sheet."""
    there, first = page.sheet.cells.get(where), row.at(0)
    if there is None or not isinstance(there.value, str) or not isinstance(first, Said) or not first.lines:
        return None
    text = clean_text(there.value)
    if text not in labels or text == label_of(row, language):
        return None
    return Stray(
        page.spot(where),
        typed_in(there),
        Message(phrase("these are the words of another row: rows were sorted or moved, so that answers stand in wrong "
                       "ones")),
        Message(phrase("undo it, or copy what was filled in into a new form; nothing of this row is taken")),
        tuple(cell.id for cell in row.cells if isinstance(cell, Answer)),
    )  # fmt: skip


def label_of(row: Row, language: Language) -> str:
    """The first words of a row; empty where it has none."""
    first = row.at(0)
    return clean_text("\n".join(map(language.say, first.lines))) if isinstance(first, Said) else ""


def shifted(page: Page, planned: Planned, found: Sequence[tuple[Answer, Where]], language: Language) -> Iterator[Stray]:
    """Heads of columns that stand where answers are asked, as where cells were inserted: nobody knows how far the
    answers of that column were moved."""
    heads: dict[int, set[str]] = {}
    for block in planned.blocks:
        for at, head in enumerate(block.heads):
            heads.setdefault(at, set()).add(clean_text(language.say(head)))
    numbers = dict(page.columns())
    told: set[int] = set()
    for answer, where in found:
        there, column = page.sheet.cells.get(where), where[1]
        text = clean_text(there.value) if there is not None and isinstance(there.value, str) else ""
        if (
            not text
            or column in told
            or text not in heads.get(numbers[column], ())
            or text in labels_of(answer, language)
        ):
            continue
        told.add(column)
        yield Stray(
            page.spot(where),
            text,
            Message(phrase("this is the head of the column: cells were inserted or moved, so that answers stand in "
                           "wrong rows")),
            Message(phrase("undo it, or copy what was filled in into a new form; nothing of this column is taken")),
            tuple(one.id for one, place in found if place[1] == column),
        )  # fmt: skip


def beside(page: Page, where: Where, cell: Said | None, language: Language, is_current: bool) -> Iterator[Stray]:
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


def foreign_rows(
    page: Page, key: str, numbers: list[int], rows_of: Mapping[str, str], seen: set[Where], shown: Mapping[str, Shown]
) -> Iterator[Stray]:
    """Rows that are not of this sheet: of another commune, or of what is not asked any more; nothing is said of those
    in which nothing was filled in."""
    for number in numbers:
        own = sorted(where for where in page.sheet.cells if where[0] == number and where[1] != page.corner[1])
        seen.update(own)
        filled = _filled_in(page, number, key, shown)
        if filled is None and key not in rows_of:
            continue
        where = filled or (own[0] if own else (number, page.corner[1]))
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


def _filled_in(page: Page, row: int, key: str, shown: Mapping[str, Shown]) -> Where | None:
    """A cell of a row in which more stands than the form showed; of its first two columns nothing is said."""
    numbers = dict(page.columns())
    cells = [(row, column) for column, number in numbers.items() if number > 1 and (row, column) in page.sheet.cells]
    there = sum(bool(one.now) for id, one in shown.items() if id.startswith(f"{key}/"))
    return cells[-1] if len(cells) > there else None


def words_of(plan: FormPlan, planned: Planned, language: Language) -> frozenset[str]:
    """What the form itself says around its rows."""
    words = (one for block in planned.blocks for one in (block.title, *block.notes, *block.heads))
    return frozenset(clean_text(language.say(one)) for one in (title_of(plan, planned), *words))


def elsewhere(page: Page, seen: set[Where], ours: Collection[str], is_current: bool) -> Iterator[Stray]:
    """What was typed beyond the form: beside it, below it, or in rows of headings. Words there are the form's own,
    of which some are not known where it would say others today."""
    last_column = max((column for column, _ in page.columns()), default=page.corner[1])
    numbered = {column for column, _ in page.columns()}
    first_column = min(numbered, default=0)
    with_key = {row for row, _ in page.rows()}
    last_row = max(with_key, default=page.corner[0])
    for where, cell in sorted(page.sheet.cells.items()):
        row, column = where
        if where in seen or column == page.corner[1] or row <= page.corner[0]:
            continue
        is_ours = column in numbered and row <= last_row and cell.kind == "text"
        if is_ours and row not in with_key and column == first_column and not is_current:
            continue  # titles
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
