"""The opening sheet of a form: what it is, until when it is asked for, what to do, what stands on which sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cic.pages.form.cells import FormPlan
from cic.pages.form.helps import EXAMPLE_HEADS, EXAMPLES, LEGEND, cover, steps, topic
from cic.pages.tables import words
from cic.render.office.form_cells import FormCells
from cic.render.office.form_sheet import across, begin, finish, height_of

_WIDTHS = (40, 26, 14, 24, 28)
_LOOKS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 15},
    "head": {"bold": True, "font_size": 12},
    "open": {"bg_color": "#FFF8D6", "border": 1, "border_color": "#B7BCC6"},
    "read": {"border": 1, "border_color": "#B7BCC6"},
    "shut": {"bg_color": "#E7E9ED", "border": 1, "border_color": "#B7BCC6"},
    "quiet": {"font_size": 8, "font_color": "#595959"},
}


def write_cover(page: Any, plan: FormPlan, names: Sequence[str], cells: FormCells) -> None:
    """Write the opening sheet. names: of the sheets that follow."""
    begin(page, _WIDTHS, cells)
    page.write_string(0, 0, "cover")  # whoever reads the form back knows that this sheet asks nothing
    row = 0
    for line in cover(plan):
        across(page, row, cells.shown(line.text), _WIDTHS, cells, **_LOOKS.get(line.look, {}))
        if line.look in ("title", "head"):
            page.set_row(row, 24 if len(cells.shown(line.text)) < 95 else 44)
        row += 1
    row = _head(page, row + 1, words("What to do"), cells)
    for number, step in enumerate(steps(plan), 1):
        across(page, row, f"{number}.  {cells.language.say(step)}", _WIDTHS, cells)
        row += 1
    row = _head(page, row + 1, words("What stands on which sheet"), cells)
    for name, sheet in zip(names, plan.sheets, strict=True):
        cells.text(page, row, 1, name, **{**cells.base, **cells.direction(name), "bold": True})
        page.merge_range(row, 2, row, len(_WIDTHS), "", cells.look(**cells.base))
        cells.read(page, row, 2, topic(sheet))
        row += 1
    row = _head(page, row + 1, words("The colours"), cells)
    for line in LEGEND:
        across(page, row, cells.shown(line.text), _WIDTHS, cells, **_LOOKS[line.look])
        row += 1
    row = _examples(page, row + 1, cells)
    made = words("Form {number}, made on {day}", number=plan.digest[:12], day=plan.made)
    across(page, row + 1, cells.language.say(made), _WIDTHS, cells, **_LOOKS["quiet"])
    finish(page, plan, cells, is_wide=False)


def _head(page: Any, row: int, text: Any, cells: FormCells) -> int:
    across(page, row, cells.language.say(text), _WIDTHS, cells, **_LOOKS["head"])
    page.set_row(row, 20)
    return row + 1


def _examples(page: Any, row: int, cells: FormCells) -> int:
    row = _head(page, row, words("Rows that are filled in, as an example"), cells)
    heads = [cells.read(page, row, at + 1, head, bold=True, bg_color="#DCE6F1", border=1)
             for at, head in enumerate(EXAMPLE_HEADS)]  # fmt: skip
    page.set_row(row, height_of(heads, _WIDTHS))
    for line in EXAMPLES:
        row += 1
        looks = [_LOOKS["open"] if at > 1 and text else _LOOKS["read"] for at, text in enumerate(line)]
        said = [
            cells.read(page, row, at + 1, text, italic=True, **look)
            for at, (text, look) in enumerate(zip(line, looks, strict=True))
        ]
        page.set_row(row, height_of(said, _WIDTHS))
    return row + 1
