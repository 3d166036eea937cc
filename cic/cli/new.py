"""`cic new`: a file to be filled in."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from cic.base.errors import UserError
from cic.cli.completion import complete_partnership, complete_year
from cic.cli.options import AsOf, Data, Lang, chosen_language, day, folder


class NewKind(str, Enum):
    """What can be begun."""

    report = "report"


def new(
    kind: Annotated[NewKind, typer.Argument(help="What to begin.")],
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD", help="The year, or the part of one: 2019, 2019-H1.", autocompletion=complete_year
        ),
    ],
    who: Annotated[
        str,
        typer.Argument(metavar="ID", help="A partnership, or programme.", autocompletion=complete_partnership),
    ],
    data: Data = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Begin the report of a year: a file in which all that is due stands as comments, to be filled in.

    With each value stand its target, what it means and the keys of what proves it. A file that is there already is
    never touched.

    Examples:

      cic new report 2031 alfa-bravo

      cic new report 2031 programme --lang fr
    """
    from cic.cli.writing import put_new
    from cic.entry.report_file import report_file
    from cic.entry.skeleton import skeleton
    from cic.entry.whose import period_typed, place_of_money, reporter_typed
    from cic.storage.loader import load

    assert kind is NewKind.report
    language, where = chosen_language(lang), folder(data)
    loaded = load(where, day(as_of))
    of = period_typed(loaded.programme, period)
    place = place_of_money(loaded.programme, reporter_typed(loaded.programme, who), of)
    report = report_file(loaded, place.partnership, of)
    if report.text is not None:
        raise UserError(
            "{file} is there already: nothing was written",
            "cic record enters single values into it",
            file=f"{where.shown}/{report.file}",
        )
    put_new(where, report.file, skeleton(loaded, report, language).encode(), language)
