"""Money that moves between two states, and what came, went or has another id."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BASE, DAY, put

from cic.analysis.diff import changes
from cic.analysis.moves import money_moves
from cic.analysis.things import moved_things
from cic.model.programme import Programme
from cic.storage.folder import Folder
from cic.storage.loader import load


def programme(path: Path) -> Programme:
    return load(Folder(path), DAY).programme


def said(before: Path, after: Path) -> list[tuple[object, object, str]]:
    old, new = programme(before), programme(after)
    return [
        (one.source and one.source.keys, one.target and one.target.keys, str(one.amount))
        for one in money_moves(changes(old, new), old, new)
    ]


def rewrite(base: Path, file: str, *pairs: tuple[str, str]) -> None:
    text = (base / file).read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    put(base, {file: text})


TOTAL = "total: {2031: 60.00, 2032: 40.00, total: 100.00}"
OPERATING = "operating: {2031: 40.00, 2032: 30.00, total: 70.00}"
INVESTMENT = "investment: {2031: 20.00, 2032: 10.00, total: 30.00}"
O31, O32 = ("partners", "operating", 2031), ("partners", "operating", 2032)
I31, I32 = ("partners", "investment", 2031), ("partners", "investment", 2032)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(OPERATING, OPERATING.replace("40.00, 2032: 30.00", "30.00, 2032: 40.00"))], [(O31, O32, "10.00")]),
        (
            [
                (OPERATING, OPERATING.replace("2031: 40.00", "2031: 37.00")),
                (INVESTMENT, INVESTMENT.replace("20.00, 2032: 10.00", "22.00, 2032: 11.00")),
            ],
            [(O31, I31, "2.00"), (O31, I32, "1.00")],
        ),
        ([(OPERATING, OPERATING.replace("2031: 40.00", "2031: 41.00"))], [(None, O31, "1.00")]),
        ([(OPERATING, OPERATING.replace("2031: 40.00", "2031: 39.00"))], [(O31, None, "1.00")]),
        (
            [
                (OPERATING, OPERATING.replace("40.00, 2032: 30.00", "30.00, 2032: 40.00")),
                (INVESTMENT, INVESTMENT.replace("2031: 20.00", "2031: 25.00")),
            ],
            [(O31, O32, "10.00"), (None, I31, "5.00")],
        ),
        ([(OPERATING, OPERATING.replace("total: 70.00", "total: 71.00"))], []),
    ],
)
def test_what_moves_from_where_to_where(pairs: list[tuple[str, str]], expected: list[object], base: Path) -> None:
    rewrite(base, "budget.yaml", *pairs)
    assert said(BASE, base) == expected
    mirrored = [(two, one, amount) for one, two, amount in expected]
    assert sorted(said(base, BASE), key=repr) == sorted(mirrored, key=repr)


def test_totals_that_have_no_parts_are_amounts(base: Path) -> None:
    rewrite(base, "budget.yaml", (TOTAL, TOTAL.replace("60.00, 2032: 40.00", "50.00, 2032: 50.00")))
    assert said(BASE, base) == [(("league", 2031), ("league", 2032), "10.00")]


def test_money_between_partnerships(base: Path) -> None:
    rewrite(base, "partnerships/alfa-bravo.yaml", ("amount: 60.00", "amount: 50.00"))
    rewrite(base, "partnerships/delta-echo.yaml", ("amount: 40.00", "amount: 50.00"))
    assert said(BASE, base) == [(("alfa-bravo",), ("delta-echo",), "10.00")]


def test_what_is_gone_moves_no_money(base: Path) -> None:
    (base / "partnerships/delta-echo.yaml").unlink()
    assert said(BASE, base) == []
    (gone,) = moved_things(programme(BASE), programme(base))
    assert (gone.kind, gone.before and gone.before.id, gone.after) == ("partnership", "delta-echo", None)
    assert (gone.hanging.communes, str(gone.hanging.budget), gone.hanging.targets) == (2, "40.00", 1)
    (new,) = moved_things(programme(base), programme(BASE))
    assert (new.before, new.after and new.after.id) == (None, "delta-echo")


def test_a_file_that_cannot_be_read_is_not_gone(base: Path) -> None:
    put(base, {"partnerships/delta-echo.yaml": "id: [\n"})
    assert moved_things(programme(BASE), programme(base)) == ()
    assert moved_things(programme(base), programme(BASE)) == ()


def test_a_commune_that_changes_its_partnership_is_still_there(base: Path) -> None:
    echo = "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\n"
    rewrite(base, "partnerships/delta-echo.yaml", (echo, ""))
    rewrite(base, "partnerships/alfa-bravo.yaml", ("communes:\n", "communes:\n" + echo))
    assert moved_things(programme(BASE), programme(base)) == ()


def test_two_that_look_alike_are_not_guessed(base: Path) -> None:
    rewrite(base, "partnerships/alfa-bravo.yaml", ("  bravo: {name: Bravo", "  b1: {name: Bravo"))
    (one,) = moved_things(programme(BASE), programme(base))
    assert (one.before and one.before.id, one.after and one.after.id, one.is_told) == ("bravo", "b1", False)
    rewrite(base, "partnerships/alfa-bravo.yaml", ("  charlie: {name: Charlie", "  b2: {name: Bravo"))
    kinds = [(one.before is None, one.after is None) for one in moved_things(programme(BASE), programme(base))]
    assert sorted(kinds) == [(False, True), (False, True), (True, False), (True, False)]
