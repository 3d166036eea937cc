"""The theory of change as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.base.message import Message
from cic.model.theory_of_change import TheoryOfChange
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import View, filled, findings_table
from cic.pages.tables import Cell, Column, Table, words


class Node(NamedTuple):
    """A node of the tree: its name, what is said there, its section, and what stands below it."""

    name: Message | str
    text: Cell = None
    section: str | None = None
    below: tuple[Node, ...] = ()


def theory_page(view: View, thing: Thing) -> Iterator[Table]:
    """The situation that is wanted, and what must happen for it."""
    theory: TheoryOfChange = thing.value
    columns = (
        Column("element", words("Element")),
        Column("text", words("Text")),
        Column("section", words("Section"), "id"),
    )
    rows = tuple(_rows(_tree(view, theory), None, True))
    yield Table("tree", words("Theory of change"), columns, rows)
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _tree(view: View, theory: TheoryOfChange) -> Node:
    dynamics = tuple(
        Node(
            view.said(one.label),
            view.text(one.text),
            None,
            (Node(words("leads to"), view.text(one.leads_to)),),
        )
        for one in theory.dynamics.values()
    )
    preconditions = tuple(
        Node(
            view.said(one.title),
            None,
            one.section,
            (Node(words("how"), view.text(one.how)), Node(words("why"), view.text(one.why))),
        )
        for one in theory.preconditions.values()
    )
    factors = tuple(
        Node(view.said(one.title), view.text(one.text), one.section) for one in theory.external_factors.values()
    )
    introduction = view.text(theory.dynamics_introduction) if theory.dynamics_introduction else None
    branches = [
        Node(words("Dynamics of change"), introduction, None, dynamics),
        Node(words("Preconditions"), None, None, preconditions),
        Node(words("External factors"), None, None, factors),
    ]
    if theory.in_practice:
        branches.append(Node(words("In practice"), view.text(theory.in_practice.text), theory.in_practice.section))
    below = tuple(branch for branch in branches if branch.below or branch.text)
    return Node(words("Situation wanted"), view.text(theory.situation_wanted), None, below)


def _rows(node: Node, above: tuple[str, ...] | None, is_last: bool) -> Iterator[tuple[Cell, ...]]:
    """The node and what is below it, each with the lines that lead to it (None for the root). A level that is done is
    marked too, because spaces at the beginning of a cell are lost."""
    lead = () if above is None else (*above, "└" if is_last else "├")
    name = words("{lines} {name}", lines=" ".join(lead), name=node.name) if lead else node.name
    yield name, node.text, node.section
    below = () if above is None else (*above, "·" if is_last else "│")
    for n, child in enumerate(node.below):
        yield from _rows(child, below, n == len(node.below) - 1)
