"""What a rule is, and the helpers that rules of the same shape share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.base.money import total
from cic.diagnostics import Message, Problem, Severity, Spot, problem
from cic.model.programme import Programme

Check = Callable[[Programme], Iterator[Problem]]
Comparison = Callable[[Programme, Programme], Iterator[Problem]]

Thing = Literal[
    "activity", "cause", "commune", "commune of this partnership", "document", "group of beneficiaries", "indicator",
    "organisation", "outcome", "outcome or result", "partnership", "phase", "result", "risk", "task",
]  # fmt: skip
"""What an id is of, in words."""


def named(kind: Thing) -> Message:
    """The word, as a parameter of a message."""
    return Message(kind)


class Rule(NamedTuple):
    """A check. Its manual is the page of its code in `cic/rules/manual/`, which `cic explain` prints and whose examples
    the tests run.

    title: what is wrong, in a few words (`cic rules`).
    hint: what to do next, said with each finding; a template over the parameters of the message.
    check: yields the problems of one programme; None where reading itself finds them.
    compare: yields the problems of a programme against what it was in an earlier revision (`--against`).
    needs: the kinds of files that must all have been read, because the check adds them up.
    """

    code: str
    name: str
    severity: Severity
    title: str
    hint: str
    check: Check | None = None
    needs: frozenset[str] = frozenset()
    compare: Comparison | None = None

    @property
    def must_be_fixed(self) -> bool:
        """Whether nobody can accept its findings: faults of a file, of its shape, of an acknowledgement, and changes
        that ask for a correction."""
        return self.code[3] in "019" or self.compare is not None

    def hint_for(self, found: Problem) -> Message:
        """What to do next about one problem."""
        return Message(self.hint, found.message.params)


class Part(NamedTuple):
    """A figure that takes part in a sum, and where it stands."""

    spot: Spot
    amount: Decimal


def sum_problem(rule: str, template: str, parts: Sequence[Part], stated: Part, **params: object) -> Iterator[Problem]:
    """A problem where there are parts and they do not add up, exactly, to the stated figure.

    The template speaks of `{sum}`, `{stated}` and `{difference}`.
    """
    added = total(part.amount for part in parts)
    if parts and added != stated.amount:
        yield problem(
            rule,
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
