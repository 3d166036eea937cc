"""A synergy and a strategic text, each on a page."""

from __future__ import annotations

from collections.abc import Iterator

from cic.model.strategy import StrategicText
from cic.model.synergies import Synergy
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import Said, View, about, filled, findings_table
from cic.pages.tables import Cell, Column, Table, words


def synergy_page(view: View, thing: Thing) -> Iterator[Table]:
    """Work with another programme: what for, who puts in what, and who does what."""
    synergy: Synergy = thing.value
    yield about("about", words("Synergy {id}", id=thing.id), _said(view, synergy))
    yield from filled(_tasks(view, synergy))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _said(view: View, synergy: Synergy) -> Iterator[Said]:
    yield words("Between"), view.text(synergy.between)
    yield words("Kind"), view.text(synergy.kind)
    yield words("Strategic targets"), synergy.strategic_targets
    yield words("Objective"), view.text(synergy.objective)
    for one in synergy.objectives.values():
        yield words("Serves"), one.as_printed
    if synergy.contributions:
        yield words("Contributions"), view.text(synergy.contributions.text)
        yield words("Amount"), synergy.contributions.as_printed or synergy.contributions.amount
        yield words("Paid from the budget of"), synergy.contributions.budget_of


def _tasks(view: View, synergy: Synergy) -> Table:
    columns = (
        Column("id", words("Task"), "id"),
        Column("text", words("Text")),
        Column("who", words("Who does what")),
    )
    rows: list[tuple[Cell, ...]] = []
    for id, task in synergy.tasks.items():
        first, *rest = task.division or (None,)
        rows.append((id, view.text(task.text), view.text(first) if first else None))
        rows += [(id, None, view.text(one)) for one in rest]
    return Table("tasks", words("Tasks"), columns, tuple(rows))


def text_page(view: View, thing: Thing) -> Iterator[Table]:
    """A text of a document, whole."""
    one: StrategicText = thing.value
    said: list[Said] = [(words("Title"), view.text(one.title) if one.title else None)]
    said += [(words("Text"), part) for part in view.said(one.text).split("\n") if part.strip()]
    said += [(words("Note"), view.text(note)) for note in one.notes]
    yield about("about", words("Text {id}", id=thing.id), said)
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)
