"""What was typed on the opening sheet of a form, which asks nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import Message, phrase
from cic.entry.forms.pages import Spot, Stray
from cic.entry.forms.readings import clean_text, typed_in
from cic.entry.workbook.reading import Sheet, coordinate
from cic.language import Language
from cic.pages.form.helps import EXAMPLE_HEADS, EXAMPLES


def on_cover(sheet: Sheet, language: Language) -> Iterator[Stray]:
    """What does not stand on that sheet as it was sent. The form's own texts run over several cells, or stand before
    one that does; only the examples fill single ones."""
    examples = {clean_text(language.say(one)) for line in (EXAMPLE_HEADS, *EXAMPLES) for one in line}
    over = {first for first, _ in sheet.merged}
    for where, cell in sorted(sheet.cells.items()):
        row, column = where
        is_ours = where == (1, 1) or where in over or (row, column + 1) in over
        if cell.kind == "text" and (is_ours or clean_text(str(cell.value)) in {"", *examples}):
            continue
        yield Stray(
            Spot(sheet.title, coordinate(where)),
            typed_in(cell),
            Message(phrase("this sheet asks nothing")),
            Message(phrase("empty this cell, and write it where the form asks for it")),
        )


def of_another_form(sheet: Sheet) -> Iterator[Stray]:
    """An opening sheet more than a form has, as where another workbook was put into it: said once, and not cell by
    cell."""
    where = min((one for one in sheet.cells if one != (1, 1)), default=(1, 1))
    yield Stray(
        Spot(sheet.title, coordinate(where)),
        typed_in(sheet.cells[where]),
        Message(phrase("this is the first sheet of another form, which was put into this one")),
        Message(phrase("take the sheets of the other form away, and give that form as a file of its own")),
    )
