"""Keep the promises, the money and the results of a partnership programme as reviewed plain text.

For programs and notebooks: `load` a programme, `check` it, make its `report`. What `__all__` names is promised; all
else may change. Importing this module imports nothing heavy.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # as `typing` has it, whose import would cost more than all else here
    import datetime
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from cic.api import Findings, Programme
    from cic.base.errors import UserError
    from cic.diagnostics import Finding
    from cic.pages.tables import Page, Table

__version__ = "0.1.0"
__all__ = ["Finding", "Findings", "Page", "Programme", "Table", "UserError", "check", "load", "report"]

_NAMES = {
    "Finding": "cic.diagnostics",
    "Findings": "cic.api",
    "Page": "cic.pages.tables",
    "Programme": "cic.api",
    "Table": "cic.pages.tables",
    "UserError": "cic.base.errors",
}
"""The module of each type, imported when it is asked for."""


def load(
    path: str | Path | None = None, *, as_of: datetime.date | str | None = None, at: str | None = None
) -> Programme:
    """The programme of a data folder, with all that is wrong with its files in `.problems`.

    path: the data folder, or a folder that holds `data/programme.yaml`; by default it is looked for upwards from here.
    as_of: the day that counts as today (a date, or `2019-12-31`). at: a revision of Git to read instead of the files.
    Raises UserError where there are no data.
    """
    from cic.api import loaded

    return loaded(path, as_of, at)


def check(
    programme: Programme,
    *,
    against: str | None = None,
    acknowledge: bool = True,
    select: str = "",
    ignore: str = "",
) -> Findings:
    """What cannot be true in the programme, as `cic validate` says it, sorted by file and line.

    against: an earlier revision, of which corrections are asked. acknowledge: False shows all as if nobody had accepted
    it. select, ignore: codes, beginnings of codes or names, with commas between. Raises UserError for a rule or a
    revision that does not exist.
    """
    from cic.api import checked

    return checked(programme, against, acknowledge, select, ignore)


def report(
    programme: Programme,
    year: int | str | None = None,
    *,
    years: Sequence[int | str] = (),
    by: str = "result",
    partnership: str | None = None,
    commune: str | None = None,
    result: str | None = None,
    indicator: str | None = None,
    sections: Sequence[str] = (),
    lang: str = "en",
) -> Page:
    """The page of `cic report`, as tables with exact values: `page.table("execution").records()`.

    year: by default the latest with a milestone; a part of one as text, “2031-Q3”. years: a column for each of these.
    by: result, partnership, commune or region. sections: parts of the page, all where none is named. lang: en, fr or
    nl, of texts that the data have in several languages. Raises UserError for what the programme does not have.
    """
    from cic.api import reported

    return reported(
        programme, year, tuple(years), by, partnership, result, indicator, frozenset(sections), lang, commune
    )


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        from importlib import import_module

        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
