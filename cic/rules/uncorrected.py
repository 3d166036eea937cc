"""Agreed things that are not as they were, with what corrections say of them: what the rules of comparison share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cic.analysis.agreed import Agreed, Sort, agreed_things
from cic.analysis.corrections import (
    Answer,
    answer,
    change_path,
    correction_file,
    entry_for,
    new_corrections,
    path_of,
)
from cic.analysis.diff import Change, changes
from cic.base.message import Message
from cic.base.periods import is_part
from cic.diagnostics import Problem, Spot
from cic.model.programme import Programme
from cic.rules.rule import problem

_ABSENT = Message("nothing")
_MOST_LISTED = 3


class Uncorrected(NamedTuple):
    """An agreed thing that no correction explains."""

    thing: Agreed
    answer: Answer


def uncorrected(before: Programme, after: Programme, *sorts: Sort) -> Iterator[Uncorrected]:
    """The agreed things of these sorts that changed and that no correction explains which is new since."""
    written = new_corrections(before, after)
    for one in agreed_things(changes(before, after), closed_years_of(before)):
        if one.sort in sorts:
            said = answer(one, written)
            if not said.is_explained:
                yield Uncorrected(one, said)


def closed_years_of(programme: Programme) -> dict[str, dict[int, Any]]:
    """The years that are closed, and what is reported of them, with the day, by the folder of the programme."""
    found: dict[str, dict[int, Any]] = {}
    for one in programme.and_phases():
        reporting = one.identity.reporting if one.identity else None
        closed = reporting.closed if reporting else {}
        parts = {
            part: day for year, day in closed.items() if not is_part(year) for part in one.calendar.periods_of(year)
        }
        found[one.folder] = {**parts, **closed}
    return found


def wrong_correction(found: Uncorrected, after: Programme) -> Problem | None:
    """That there is a correction, and what in it is not so; None where there is none."""
    wrong, main = found.answer.wrong, found.thing.main
    if wrong is None:
        return None
    path = wrong.correction.path
    main = next((one for one in found.thing.changes if change_path(one) == path), main)
    if main is None:
        return None
    is_was = str(wrong.correction.was) != str(main.before)
    found_wrong = problem(
        wrong.spot.at("was" if is_was and wrong.correction.was is not None else "now"),
        "the correction says that {path} was {was} and is {now}; at the revision compared with it was {before}, and it "
        "is {after}",
        related=(where(found.thing),),
        path=path,
        was=_shown(wrong.correction.was),
        now=_shown(wrong.correction.now),
        before=_shown(main.before),
        after=_shown(main.after),
    )
    return _with_entry(found_wrong, found.thing, after)


def unexplained(thing: Agreed, after: Programme, template: str, **params: Any) -> Problem:
    """What is not as it was. The template speaks of the {path}; of a thing with a figure of what was {before} and is
    {after}, of another one of {what} changed."""
    params |= {"path": path_of(thing)}
    if thing.main is not None:
        params |= _words_of(thing.main)
        if not thing.has_figure and thing.path:
            params["path"] = change_path(thing.main)
    else:
        params["what"] = _listed(thing)
    return _with_entry(problem(where(thing), template, **params), thing, after)


def _listed(thing: Agreed) -> tuple[Message, ...]:
    """The first changes of a thing, and how many more there are."""
    listed = [
        Message("{path}: {before} → {after}", {"path": change_path(change), **_words_of(change)})
        for change in thing.changes[:_MOST_LISTED]
    ]
    rest = len(thing.changes) - len(listed)
    return (*listed, Message("and {count} more", {"count": rest})) if rest else tuple(listed)


def where(one: Agreed) -> Spot:
    """The figure as it stands, or the thing; its key where it is gone, its old place where the file is gone."""
    change = one.main
    if change is not None:
        spot = change.is_at or change.was_at
        assert spot is not None
        return spot.key() if change.after is None and change.is_at else spot
    first = one.changes[0]
    if first.is_at is None:
        assert first.was_at is not None
        return Spot(first.was_at.file)
    return Spot(first.is_at.file, one.path, "key") if one.path else Spot(first.is_at.file)


def _with_entry(found: Problem, one: Agreed, after: Programme) -> Problem:
    """A problem whose hint can name the file and the correction to write."""
    shown = {
        **found.message.params,
        "file": correction_file(one),
        "entry": entry_for(one, after.today, language_of(after)),
    }
    return found._replace(message=Message(found.message.template, shown))


def language_of(programme: Programme) -> str:
    """The language of the programme's own words."""
    return next(iter(programme.identity.name), "en") if programme.identity else "en"


def _words_of(change: Change) -> dict[str, Any]:
    return {"before": _shown(change.before), "after": _shown(change.after)}


def _shown(value: object) -> object:
    return _ABSENT if value is None else value
