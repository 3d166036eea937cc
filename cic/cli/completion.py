"""What a shell offers to complete: ids and years of the data in reach, codes of rules. Silent where anything is wrong,
because whoever types must not be interrupted; no rules are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cic.pages.sections import SECTIONS

if TYPE_CHECKING:
    from cic.model.programme import Programme

Completion = Callable[[typer.Context, str], list[str]]


def _offers(known: Callable[[Programme], Iterable[str]]) -> Completion:
    """Completes with what the programme knows."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        try:
            return _beginning(known(_programme(ctx.params.get("data"))), incomplete)
        except Exception:
            return []

    return complete


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in dict.fromkeys(words) if word.startswith(incomplete)]


def _programme(data: str | Path | None) -> Programme:
    import datetime

    from cic.storage.folder import Folder, find_data
    from cic.storage.loader import load

    found = find_data(Path.cwd(), Path(data) if data else None)
    return load(Folder(found), datetime.date.today()).programme


def _results(programme: Programme) -> Iterator[str]:
    yield from programme.promises


def _things(programme: Programme) -> Iterator[str]:
    from cic.pages.show.catalogue import KINDS, all_things

    yield from (thing.id for thing in all_things(programme))
    yield from KINDS


complete_thing = _offers(_things)
complete_partnership = _offers(lambda programme: programme.partnership_files)
complete_commune = _offers(lambda programme: programme.participants)
complete_reporter = _offers(lambda programme: (*programme.partnership_files, *programme.participants, "programme"))
complete_recorded = _offers(lambda programme: (*programme.indicators, "money"))
complete_indicator = _offers(lambda programme: programme.indicators)
complete_result = _offers(_results)
complete_year = _offers(lambda programme: map(str, dict.fromkeys((*programme.years, *programme.periods))))


def complete_rule(incomplete: str) -> list[str]:
    """The codes of the rules, and their names once a code is ruled out; after a comma the next one."""
    return _next(_rules(), incomplete)


def complete_section(incomplete: str) -> list[str]:
    """The sections of the report; after a comma the next one."""
    return _next(SECTIONS, incomplete)


def _next(words: Iterable[str], incomplete: str) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    return [before + comma + word for word in _beginning(words, last)]


def _rules() -> Iterator[str]:
    """Codes, then names, as the pages of the manual begin with them."""
    from importlib.resources import files

    heads = []
    for page in sorted((files("cic") / "rules" / "manual").iterdir(), key=lambda page: page.name):
        if page.name.endswith(".md"):
            with page.open(encoding="utf-8") as text:
                heads.append(text.readline().lstrip("# ").split())
    yield from (head[0] for head in heads)
    yield from (head[1] for head in heads)
