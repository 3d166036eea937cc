"""`cic record`: one value, or one amount, into the report that it belongs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.message import Message
from cic.cli.app import LanguageCode
from cic.cli.completion import complete_recorded, complete_reporter, complete_year
from cic.cli.lines import remark
from cic.cli.options import AsOf, Data, Lang, chosen_language, day, folder

if TYPE_CHECKING:
    from cic.cli.record_answers import Answers

MONEY = "money"


def record(
    who: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A commune, a partner, a partnership, or programme.", autocompletion=complete_reporter
        ),
    ],
    what: Annotated[
        str,
        typer.Argument(
            metavar="INDICATOR|money", help="The id of an indicator; or money.", autocompletion=complete_recorded
        ),
    ],
    period: Annotated[
        str,
        typer.Argument(
            metavar="PERIOD", help="The year, or the part of one: 2019, 2019-H1.", autocompletion=complete_year
        ),
    ],
    achieved: Annotated[
        bool | None, typer.Option("--achieved/--not-achieved", help="Of what is either there or not.")
    ] = None,
    value: Annotated[str | None, typer.Option(metavar="NUMBER", help="Of what is counted or measured.")] = None,
    numerator: Annotated[str | None, typer.Option(metavar="NUMBER", help="Of a share: the part.")] = None,
    denominator: Annotated[str | None, typer.Option(metavar="NUMBER", help="Of a share: the whole.")] = None,
    step: Annotated[str | None, typer.Option(metavar="STEP", help="Of a scale: the step that is reached.")] = None,
    text: Annotated[str | None, typer.Option(help="In words, alone or beside a value.")] = None,
    not_applicable: Annotated[
        str | None, typer.Option("--not-applicable", metavar="REASON", help="Why no value can be expected.")
    ] = None,
    category: Annotated[
        str | None, typer.Option(help="Of money: the category; by default the one that partnerships spend.")
    ] = None,
    nature: Annotated[str | None, typer.Option(help="Of money: the nature, as the budget has it.")] = None,
    amount: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Of money: all of the period, in the currency of the budget.")
    ] = None,
    refund_of: Annotated[
        str | None,
        typer.Option("--refund-of", metavar="YEAR", help="Of money that came back: the year in which it was spent."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Of money that came back: why.")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option(metavar="KIND=FILE", help="What proves it, as often as needed.")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the evidence: 2019-05-04.")] = None,
    note: Annotated[str | None, typer.Option(help="A remark for the reader.")] = None,
    text_lang: Annotated[
        LanguageCode | None, typer.Option(help="Language of the texts; by default that of the documents.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write it without asking.")] = False,
    data: Data = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Enter one value, or one amount: show what it changes, then write the lines concerned and no others.

    On a terminal it asks for what is missing, and before it writes; in a pipe nothing is written without --write. What
    stands there already is replaced. The exit code is 1 where errors would come.

    Examples:

      cic record bravo OS.1 2031 --achieved --evidence register=register-2031.pdf

      cic record alfa-bravo money 2031 --nature operating --amount 1250.50

      cic record alfa-bravo money 2031 --nature operating --amount 80 --refund-of 2030
    """
    from cic.cli.record_answers import Answers
    from cic.cli.writing import is_agreed, is_talking, preview, put
    from cic.entry.preview import proposal
    from cic.storage.loader import load

    language, today, where = chosen_language(lang), day(as_of), folder(data)
    loaded = load(where, today)
    given: Answers = Answers(
        loaded,
        where,
        language if is_talking() else None,
        text_lang.value if text_lang else None,
        {
            "--achieved": achieved,
            "--value": value,
            "--numerator": numerator,
            "--denominator": denominator,
            "--step": step,
            "--text": text,
            "--not-applicable": not_applicable,
            "--category": category,
            "--nature": nature,
            "--amount": amount,
            "--refund-of": refund_of,
            "--reason": reason,
            "--note": note,
            "--date": date,
        },
        tuple(evidence or ()),
    )
    report, changes = given.money(who, period) if what == MONEY else given.observation(who, what, period)
    one = proposal(loaded, report, changes, f"{where.shown}/{report.file}")
    if one.before is not None and one.after == one.before.encode():
        remark(Message("this stands there already: nothing is to be written"), language)
        return
    errors = preview(where, loaded, [one], today, language)
    if write or (is_talking() and is_agreed(language)):
        put(where, [one], language)
    else:
        words = "note: nothing was written" if is_talking() else "note: nothing was written; with --write it is"
        remark(Message(words), language)
    raise typer.Exit(int(bool(errors)))
