"""How a rule is written: `@rule` on a generator of problems, and the helpers that rules of the same shape share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.base.message import Message
from cic.base.money import total
from cic.diagnostics import Problem, Rule, Severity, Spot
from cic.model.kinds import BY_NAME
from cic.model.programme import Programme

Thing = Literal[
    "activity", "cause", "commune", "commune of this partnership", "commune or organisation",
    "commune, partner or organisation", "document", "group of beneficiaries", "impact", "indicator", "organisation",
    "outcome", "outcome or result", "partner", "partner of this partnership", "partnership", "phase", "result", "risk",
    "task", "thing that a document names",
]  # fmt: skip
"""What an id is of, in words."""


def named(kind: Thing) -> Message:
    """The word, as a parameter of a message."""
    return Message(kind)


@dataclass(frozen=True, eq=False, kw_only=True)
class Check(Rule):
    """A rule that looks at one programme.

    needs: the kinds of files that must all have been read, because it adds them up.
    generator: yields what is wrong, of no rule yet.
    """

    needs: frozenset[str]
    generator: Callable[[Programme], Iterator[Problem]]

    def problems(self, programme: Programme) -> Iterator[Problem]:
        """What is wrong by this rule."""
        return (found._replace(rule=self) for found in self.generator(programme))


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison(Rule):
    """A rule that holds a programme against what it was in an earlier revision (`--against`); what it finds asks for a
    correction in the data, so nobody can accept it. `needs` and `generator` are those of a Check."""

    must_be_fixed: bool = True
    needs: frozenset[str]
    generator: Callable[[Programme, Programme], Iterator[Problem]]

    def problems(self, before: Programme, after: Programme) -> Iterator[Problem]:
        """What is wrong by this rule."""
        return (found._replace(rule=self) for found in self.generator(before, after))


def rule(
    *, code: str, name: str, severity: Severity, title: str, hint: str, needs: Iterable[str] = ()
) -> Callable[[Callable[[Programme], Iterator[Problem]]], Check]:
    """Makes a rule of the generator below it. The rule is that value and nothing else: it counts once the tuple RULES
    of its module lists it."""
    return lambda generator: Check(
        code=code, name=name, severity=severity, title=title, hint=hint, needs=_kinds(needs), generator=generator
    )


def comparison(
    *, code: str, name: str, severity: Severity, title: str, hint: str, needs: Iterable[str] = ()
) -> Callable[[Callable[[Programme, Programme], Iterator[Problem]]], Comparison]:
    """Makes a rule of a generator over two programmes: before, after."""
    return lambda generator: Comparison(
        code=code, name=name, severity=severity, title=title, hint=hint, needs=_kinds(needs), generator=generator
    )


def _kinds(names: Iterable[str]) -> frozenset[str]:
    kinds = frozenset(names)
    if not kinds <= BY_NAME.keys():
        raise ValueError(f"there is no kind of file {', '.join(sorted(kinds - BY_NAME.keys()))}")
    return kinds


problem = Rule(code="", name="", severity=Severity.ERROR, title="", hint="").problem
"""A problem of the rule whose generator yields it, which is put in where the rule is run: it need not be named."""


class Part(NamedTuple):
    """A figure that takes part in a sum, and where it stands."""

    spot: Spot
    amount: Decimal


def sum_problem(template: str, parts: Sequence[Part], stated: Part, **params: object) -> Iterator[Problem]:
    """A problem where there are parts and they do not add up, exactly, to the stated figure.

    The template speaks of `{sum}`, `{stated}` and `{difference}`.
    """
    added = total(part.amount for part in parts)
    if parts and added != stated.amount:
        yield problem(
            stated.spot,
            template,
            related=tuple(part.spot for part in parts),
            expected=added,
            found=stated.amount,
            difference=stated.amount - added,
            sum=added,
            stated=stated.amount,
            **params,
        )
