"""`cic portfolio`: many programmes at once."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.lines import complain
from cic.cli.options import (
    AsOf,
    Colour,
    ColourOption,
    Lang,
    OneTable,
    OutputFiles,
    TableFormat,
    Width,
    chosen_language,
    day,
)

if TYPE_CHECKING:
    from cic.base.callbacks import Progress
    from cic.language import Language
    from cic.portfolio.find import Found
    from cic.portfolio.whole import Whole


class PortfolioAction(str, Enum):
    """What is asked of all."""

    validate = "validate"
    report = "report"
    query = "query"
    site = "site"


def portfolio(
    action: Annotated[
        PortfolioAction,
        typer.Argument(metavar="ACTION", help="validate, report, query with a question in SQL, or site."),
    ],
    given: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SQL] DIR…", help="The folders that hold programmes; of query first the SQL."),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", help="Of report and site: the year for all; else each programme's latest with a milestone."
        ),
    ] = None,
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="FILE", help="Where the tables are kept from run to run.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Let the workers of this Dask cluster read.")
    ] = None,
    with_sites: Annotated[
        bool, typer.Option("--sites", help="Of site: with the whole site of each programme beside its page.")
    ] = False,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Of site: where it will be found, for its map of pages.")
    ] = "",
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Many programmes at once: every folder below DIR that holds programme.yaml.

    Each programme is read once, on all cores, and kept; the next run reads only what has changed. What could not be
    read is named. Currencies are not mixed, and results are added up by shared codes alone. docs/datasets.md lists the
    tables that a query may ask. Site writes pages over all to the folder that --output names.

    Exit code: 0 fine, 1 errors in a programme (validate), or one of which not all could be read, 2 wrong usage.

    Examples:

      cic portfolio validate programmes

      cic portfolio report programmes --year 2019 --output report.xlsx

      cic portfolio query "SELECT folder, code, count(*) FROM findings GROUP BY ALL" programmes

      cic portfolio site programmes --output public
    """
    from functools import partial

    from cic.cli.output import write_page
    from cic.cli.progress_bar import progress_bar
    from cic.portfolio.answer import answer
    from cic.portfolio.find import programmes
    from cic.portfolio.pool import read_all
    from cic.portfolio.store import renewed
    from cic.portfolio.summary import check, has_errors, report, unread_files

    language, today = chosen_language(lang), day(as_of)
    words = list(given or ())
    question = words.pop(0) if action is PortfolioAction.query and words else ""
    if os.path.isdir(question):
        raise UserError(
            "{folder} is a folder, and a query begins with the question",
            'cic portfolio query "SELECT …" {folder}',
            folder=question,
        )
    if not words:
        raise UserError(
            "DIR is missing: the folder that holds the programmes",
            'cic portfolio query "SELECT …" programmes'
            if action is PortfolioAction.query
            else "cic portfolio report programmes",
        )
    if action is PortfolioAction.site:
        base_url = _asked_of_site(output, base_url, {"--format": format, "--table": table})
    elif with_sites or base_url:
        raise UserError("--sites and --base-url are of site alone", "cic portfolio site programmes --output public")
    if year is not None and action in (PortfolioAction.validate, PortfolioAction.query):
        raise UserError(
            "--year is of report and site; validate and query are of all years",
            "cic portfolio report programmes --year {year}",
            year=year,
        )
    folders = [Path(one) for one in words]
    if cache is not None and not cache.is_file() and (cache.exists() or str(cache) == "."):
        raise UserError("{file} is no file", "name another one, where the tables can be kept: --cache FILE", file=cache)
    found = programmes(folders)
    read = partial(read_all, day=today, language=language.code, scheduler=scheduler)
    page = None
    unmade: Mapping[str, str] = {}
    with (
        progress_bar() as stage,
        renewed(cache or _usual(folders), found, today, language.code, read, stage("reading")) as (tables, done),
    ):
        is_whole = not done.faults and tables.execute(*unread_files()).fetchone() is None
        if action is PortfolioAction.site:
            from cic.portfolio.whole import whole

            site = whole(tables, done, year, _languages(language), base_url, with_sites)
            unmade = _write_site(Path(output or ""), site, found, today, stage)
        elif action is PortfolioAction.query:
            page = answer(tables, done, question)
        else:
            page = report(tables, done, year) if action is PortfolioAction.report else check(tables, done)
    if page is not None:
        write_page(page, language, format, output, table=table, width=width, colour=colour)
    for name, fault in done.faults:
        complain(language.say(Message("{name}: not read, and in no figure: {fault}", {"name": name, "fault": fault})))
    for name, fault in sorted(unmade.items()):
        complain(language.say(Message("{name}: its site could not be made: {fault}", {"name": name, "fault": fault})))
    if unmade:
        counts = {"count": len(unmade), "all": len(found) - len(done.faults)}
        complain(language.say(Message("sites that could not be made: {count} of {all}", counts)))
    if not is_whole or unmade or (action is PortfolioAction.validate and page is not None and has_errors(page)):
        raise typer.Exit(1)


def _asked_of_site(output: str | None, base_url: str, others: Mapping[str, object]) -> str:
    """The address as it is used. Raises UserError where the folder is not named, or what is no matter of a site is."""
    from cic.cli.site import checked_url, require_templates

    advice = "cic portfolio site programmes --output public"
    if output is None:
        raise UserError("--output is missing: the folder to write the pages to", advice)
    for option, value in others.items():
        if value is not None:
            raise UserError("{option} is not of site, which writes a folder of pages", advice, option=option)
    require_templates()
    return checked_url(base_url)


def _languages(first: Language) -> tuple[Language, ...]:
    from cic.language import NAMES, language_of

    return tuple(language_of(code) for code in dict.fromkeys((first.code, *NAMES)))


def _write_site(
    folder: Path, site: Whole, found: Sequence[Found], today: datetime.date, stage: Callable[[str], Progress]
) -> Mapping[str, str]:
    """Write the pages; of which programmes no site could be made, and why."""
    from itertools import chain

    from cic.cli.site import say_what_was_written
    from cic.portfolio.site import build
    from cic.portfolio.sites import Sites
    from cic.portfolio.whole import paths
    from cic.storage.published import publish

    language = site.languages[0]
    sites = Sites(found, site.programmes if site.with_sites else {}, today, language, site.base_url)
    site = site._replace(without_site=sites.faults)  # known when the pages of the portfolio are made, after them
    names = chain(paths(site), sites.paths())
    files = chain(sites.files(stage("writing sites")), build(site, stage("writing")))
    say_what_was_written(folder, publish(folder, names, files), language)
    return sites.faults


def _usual(folders: list[Path]) -> Path:
    """A file of its own for each choice of folders, where the system keeps what can be made anew."""
    named = (os.environ.get("XDG_CACHE_HOME"), os.environ.get("LOCALAPPDATA"))
    # one that is relative would be another in each folder, and does not count
    home = next((one for one in named if one and os.path.isabs(one)), None) or os.path.expanduser("~/.cache")
    name = hashlib.sha256(
        "\0".join(str(one.resolve()) for one in folders).encode("utf-8", "surrogateescape")
    ).hexdigest()
    return Path(home) / "cic" / name[:16] / "portfolio.duckdb"
