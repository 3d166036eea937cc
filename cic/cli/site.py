"""`cic site`: the programme as pages in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.system import cores
from cic.cli.lines import remark, say
from cic.cli.options import AsOf, At, Data, Lang, chosen_language, day, source, year_given
from cic.cli.progress_bar import progress_bar

if TYPE_CHECKING:
    from cic.language import Language
    from cic.model.programme import Programme
    from cic.site.histories import Histories
    from cic.storage.published import Published


def site(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to write to; it is made where there is none.")
    ],
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR", help="The situation at the end of this year; by default the latest with a milestone."
        ),
    ] = None,
    contacts: Annotated[
        bool,
        typer.Option("--contacts", help="With names, telephones and e-mails of persons: for nobody but yourselves."),
    ] = False,
    base_url: Annotated[
        str,
        typer.Option(
            "--base-url",
            metavar="URL",
            help="Where it will be found: for its map of pages, and the page of what is not there.",
        ),
    ] = "",
    data: Data = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """The programme as pages, in three languages: open index.html in the folder, or publish it.

    Nothing is fetched from anywhere, so that the folder can be sent and opened without a network. A next run replaces
    what it wrote, takes away what is no longer there, and touches no other file of the folder.

    Exit code: 0 everything was read, 1 a file could not be read (each report names it), 2 wrong usage.

    Examples:

      cic site public

      cic site public --base-url https://example.org/programme/

      cic site public --at sent-to-donor-2020 --as-of 2020-12-31
    """
    from cic.checks.engine import check
    from cic.pages.annual import default_year
    from cic.pages.annual.question import Question, checked_question
    from cic.rules import select_rules
    from cic.storage.loader import load
    from cic.storage.published import publish

    base_url = checked_url(base_url)
    require_templates()
    from cic.site.build import build, paths
    from cic.site.ready import ground_of, witness

    today, language = day(as_of), chosen_language(lang)
    place = witness(source(data, at))
    with progress_bar() as stage:
        loaded = load(place, today, stage("reading"), processes=cores())
        verdicts = check(loaded, select_rules("", ""), progress=stage("checking"), processes=cores()).verdicts
        programme = loaded.programme
        chosen = default_year(programme, today) if year is None else year_given(programme, year)
        checked_question(programme, Question(chosen))
        ground = ground_of(
            loaded, verdicts, place, chosen, contacts, base_url, lambda wanted: _histories(data, at, wanted, programme)
        )
        done = publish(folder, paths(ground), build(ground, stage("writing")))
    say_what_was_written(folder, done, language)
    raise typer.Exit(int(bool(loaded.unread_files)))


def say_what_was_written(folder: Path, done: Published, language: Language) -> None:
    """What became of the files, and which to open."""
    from cic.base.message import Message

    if done.kept:
        words = "note: no longer made, but changed by somebody, so left as it is: {files}"
        remark(Message(words, {"files": done.kept}), language)
    words = "{folder}: files written: {written}, as they were: {unchanged}, taken away: {removed}"
    say(language.say(Message(words, {"folder": folder, **done._asdict()})))
    say(language.say(Message("To read it, open {path}", {"path": folder / "index.html"})))


def checked_url(url: str) -> str:
    """The address with a slash at its end. Raises UserError for what is no address of a page."""
    import re

    if url and not re.fullmatch(r"https?://[\w.:-]+(?:/[\w.~%/-]*)?", url, re.ASCII):
        raise UserError(
            "--base-url {url} is not the address of a folder on the web",
            "write it as https://example.org/programme/",
            url=url,
        )
    return url if not url or url.endswith("/") else f"{url}/"


def _histories(data: Path | None, at: str | None, wanted: Mapping[str, str], programme: Programme) -> Histories | None:
    """How each thing came to be; None where the data are in no repository."""
    from cic.analysis.history import history
    from cic.pages.spoken import Spoken
    from cic.site.histories import Histories
    from cic.storage.git_data import git_folder_of

    try:
        last = git_folder_of(at or "HEAD", Path.cwd(), data)
    except UserError:
        return None
    return Histories(history(last, None), wanted, Spoken(programme))


def require_templates() -> None:
    """Raises UserError where the library of the templates is not installed."""
    from importlib.util import find_spec

    if find_spec("jinja2") is None:
        from cic.base.errors import not_installed

        raise not_installed(
            "the pages need the library {library}, which is not installed", "Jinja2", "Jinja2>=3.1.6,<4"
        )
