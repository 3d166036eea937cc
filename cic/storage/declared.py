"""The words that a budget declares: the natures of its rows and its categories. Which keys of its blocks and of the
reports are none of them is said like of any other key that is not known, and the rows come in the declared order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import NoneType
from typing import Any, NamedTuple

from cic.diagnostics import Key
from cic.model.amounts import MOST_DECIMALS
from cic.model.budget import TOTAL, Block, Budget
from cic.model.kinds import Kind
from cic.model.programme import Programme
from cic.model.report import Report
from cic.model.scalars import A_CENT, CATEGORIES, NATURES
from cic.reference.currencies import decimals_of, is_known

_Path = tuple[Key, ...]


class Declared(NamedTuple):
    """The words of a budget.

    natures: of its rows. categories: of its blocks; its own where it says of itself that they are others than the usual
    ones, by declaring its natures or the category of the partnerships. decimals: those of its currency. currency: its
    three letters, empty where it says none.
    """

    natures: tuple[str, ...] = NATURES
    categories: tuple[str, ...] = CATEGORIES
    decimals: int = A_CENT
    currency: str = ""

    @property
    def spent_on(self) -> tuple[str, ...]:
        """The keys under which a report says what was spent: where there is no nature, the word for all of it."""
        return self.natures or (TOTAL,)


USUAL = Declared()
"""Of a programme without a budget."""


class Stray(NamedTuple):
    """A word that the budget does not declare, or that is missing: where, what could stand there, and whether it is a
    key (`key`), a value (`value`), or not there (`missing`)."""

    path: _Path
    known: tuple[str, ...]
    what: str


def declared_by(data: object) -> Declared | None:
    """The words of a budget as it was written, whatever else is wrong with it; None where they cannot be told."""
    natures = data.get("natures") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(natures, (dict, NoneType)):
        return None
    categories = _block(data, "categories")
    own = natures is not None or "partnerships_in" in data
    return Declared(
        NATURES if natures is None else tuple(key for key in natures if isinstance(key, str)),
        tuple(key for key in categories if isinstance(key, str)) if own else CATEGORIES,
        _decimals(data.get("currency")),
        currency if isinstance(currency := data.get("currency"), str) else "",
    )


def _decimals(currency: object) -> int:
    """Of a currency that nobody knows as many as of most others."""
    return decimals_of(currency) if isinstance(currency, str) and is_known(currency) else A_CENT


def declared_in(budget: Budget) -> Declared | None:
    """The words of a budget that was read."""
    named = {} if budget.partnerships_in is None else {"partnerships_in": budget.partnerships_in}
    return declared_by(
        {"natures": budget.natures, "categories": budget.categories, "currency": budget.currency, **named}
    )


def most_decimals(words: Declared | None) -> int:
    """How many decimals an amount may have."""
    return words.decimals if words is not None else MOST_DECIMALS


def words_of(programme: Programme, folder: str) -> Declared | None:
    """The words of the budget of a programme, or of the phase in a folder; None where it could not be read."""
    for one in programme.and_phases():
        if one.folder == folder:
            budget = one.budget
            return declared_in(budget) if budget is not None else USUAL if one.has_read("budget") else None
    return None


def is_in_words(kind: Kind) -> bool:
    """Whether files of that kind have keys or values that the budget declares."""
    return kind.is_of(Budget) or kind.is_of(Report)


def in_order(kind: Kind, data: object, words: Declared) -> None:
    """Put the rows of the blocks into the declared order, in place."""
    for _, block, _ in _blocks(kind, data):
        own = [key for key in words.natures if key in block]
        for key in own:
            block[key] = block.pop(key)


def strays(kind: Kind, data: object, words: Declared) -> Iterator[Stray]:
    """The words of a budget or of a report that the budget does not declare."""
    for path, block, known in _blocks(kind, data):
        keys = known(words)
        yield from (Stray((*path, key), keys, "key") for key in block if key not in keys)
    if kind.is_of(Budget) and isinstance(data, dict):
        yield from _of_categories(("categories",), data, words)
        if "categories" in data:
            yield from _value(("partnerships_in",), data, tuple(_block(data, "categories")))
        for path, line in _lines(data):
            yield from _value((*path, "category"), line, words.categories)
            if "category" in line and "partnership" not in line:
                yield from _nature(path, line, words)
    elif kind.is_of(Report) and isinstance(data, dict):
        yield from _of_categories(("expenditure",), data, words)
        for path, refund in _refunds(data):
            yield from _nature(path, refund, words)


def _of_categories(path: _Path, data: dict[Any, Any], words: Declared) -> Iterator[Stray]:
    for key in _block(data, str(path[0])):
        if key not in words.categories:
            yield Stray((*path, key), words.categories, "key")


def _nature(path: _Path, block: dict[Any, Any], words: Declared) -> Iterator[Stray]:
    if "nature" in block:
        yield from _value((*path, "nature"), block, words.natures)
    elif words.natures:
        yield Stray((*path, "nature"), words.natures, "missing")


def _value(path: _Path, block: dict[Any, Any], known: tuple[str, ...]) -> Iterator[Stray]:
    key = path[-1]
    if key in block and block[key] not in known:
        yield Stray(path, known, "value")


def _blocks(kind: Kind, data: object) -> Iterator[tuple[_Path, dict[Any, Any], Callable[[Declared], tuple[str, ...]]]]:
    """The blocks whose keys the budget declares, and which keys they may have."""
    if not isinstance(data, dict):
        return
    if kind.is_of(Budget):
        for path, block in _below(data, "categories", "associations"):
            yield path, block, _of_row
        if isinstance(data.get("operating_costs"), dict):
            yield ("operating_costs",), data["operating_costs"], _of_row
    elif kind.is_of(Report):
        for path, block in _below(data, "expenditure"):
            yield path, block, _of_expenses


def _of_row(words: Declared) -> tuple[str, ...]:
    return (*Block.model_fields, *words.natures)


def _of_expenses(words: Declared) -> tuple[str, ...]:
    return (*words.spent_on, "refunds")


def _below(data: dict[Any, Any], *keys: str) -> Iterator[tuple[_Path, dict[Any, Any]]]:
    for key in keys:
        for id, block in _block(data, key).items():
            if isinstance(block, dict):
                yield (key, id), block


def _lines(data: dict[Any, Any]) -> Iterator[tuple[_Path, dict[Any, Any]]]:
    for path, amendment in _below(data, "amendments"):
        moves = amendment.get("moves")
        for n, move in enumerate(moves if isinstance(moves, list) else ()):
            for side in ("from", "to"):
                line = move.get(side) if isinstance(move, dict) else None
                if isinstance(line, dict):
                    yield (*path, "moves", n, side), line


def _refunds(data: dict[Any, Any]) -> Iterator[tuple[_Path, dict[Any, Any]]]:
    for path, block in _below(data, "expenditure"):
        refunds = block.get("refunds")
        for n, one in enumerate(refunds if isinstance(refunds, list) else ()):
            if isinstance(one, dict):
                yield (*path, "refunds", n), one


def _block(data: Mapping[Any, Any], key: str) -> dict[Any, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}
