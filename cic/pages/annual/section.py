"""What makes a section of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from cic.model.programme import Programme
from cic.pages.annual.question import Question
from cic.pages.sections import SECTIONS
from cic.pages.tables import Chart, Table

if TYPE_CHECKING:
    from cic.pages.annual.corrected import Corrected
    from cic.pages.annual.partnerships import Standing
    from cic.pages.annual.scope import Scope


class Basis(NamedTuple):
    """What sections are made from, found once for all of them.

    standings: of each partnership that is asked for. corrections: those that concern what is asked for. scope: which
    reports are asked for what they say.
    """

    programme: Programme
    question: Question
    standings: tuple[Standing, ...]
    corrections: tuple[Corrected, ...]
    scope: Scope


def _no_charts(_: Sequence[Table]) -> tuple[Chart, ...]:
    return ()


class Builder(NamedTuple):
    """The tables of a section, and the charts of their figures. What it is called stands in `cic.pages.sections`."""

    tables: Callable[[Basis], Iterable[Table]]
    charts: Callable[[Sequence[Table]], Iterable[Chart]] = _no_charts


def builder(name: str) -> Builder:
    """What makes the section of that name."""
    made: Builder = import_module(f"cic.pages.annual.{SECTIONS[name].module}").SECTION
    return made
