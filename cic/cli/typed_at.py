"""Where in the forms something was typed of which a finding is: people have the form, and not the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cic.base.message import Message
from cic.entry.forms.judging import group_of
from cic.entry.report_file import report_file
from cic.model.kinds import path_text

if TYPE_CHECKING:
    from cic.diagnostics import Finding
    from cic.entry.forms.form import Form
    from cic.entry.forms.taken_in import Taken
    from cic.storage.loader import Loaded


def typed_at(loaded: Loaded, forms: Sequence[Form], taken: Taken) -> Callable[[Finding], Message | None]:
    """What finds the cell of a finding: that of its value, else the first of what is taken together with it."""
    files = {one.name: report_file(loaded, *one.of).file for one in taken.of(forms)}
    cells: dict[tuple[str, str], Message] = {}
    for name, said in taken.said:
        file = files[name]
        params = {"file": name, "sheet": said.spot.sheet, "cell": said.spot.cell}
        place = Message("{file}, {sheet}, cell {cell}", params)
        for path in (said.answer.path, group_of(said.answer.id)):
            cells.setdefault((file, path_text(file, tuple(path))), place)

    def found(finding: Finding) -> Message | None:
        path = finding.path
        while path and (finding.place.file, path) not in cells:
            path = path[: max(path.rfind("."), path.rfind("["))] if "." in path or "[" in path else ""
        return cells.get((finding.place.file, path))

    return found
