"""Partnerships by chance that leave, merge or stay, with amendments, refunds and late money: what remains and what is released,
by the program and by a calculation beside it in whole cents."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import BASE, DAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cic.analysis.spending import accounts, money_years
from cic.storage.folder import Folder
from cic.storage.loader import load

BUDGETS = {"alfa-bravo": 6000, "delta-echo": 4000}
OTHER = {"alfa-bravo": "delta-echo", "delta-echo": "alfa-bravo"}
WHOLE = 10000
cents = st.integers(0, 3_000)
leaving = st.fixed_dictionaries({
    "until": st.sampled_from(("2030-12-31", "2031-06-30", "2031-12-31", "2032-03-31", "2032-12-31", "2033-02-01")),
    "merged": st.booleans(),
})  # fmt: skip
lives = st.fixed_dictionaries({who: st.none() | leaving for who in BUDGETS})
spent = st.dictionaries(st.tuples(st.sampled_from((2031, 2032, 2033, 2034)), st.sampled_from(sorted(BUDGETS))), cents)
moved = st.lists(
    st.tuples(
        st.sampled_from(("2031-05-01", "2032-12-31", "2033-01-01")),
        st.sampled_from(sorted(BUDGETS)),
        st.integers(1, 900),
    ),
    max_size=3,
)


def amount(value: int) -> str:
    return f"{value // 100}.{value % 100:02}"


def written(folder: Path, made) -> None:
    life, spending, moves, late = made
    if late:
        file = folder / "programme.yaml"
        file.write_text(file.read_text().replace("end: 2032}", "end: 2032, accounts_until: 2033-12-31}"))
    for who, said in life.items():
        if said is not None:
            lines = f"until: {{date: {said['until']}, reason: {{en: Left}}}}\n"
            lines += f"merged_into: {OTHER[who]}\n" if said["merged"] else ""
            with (folder / f"partnerships/{who}.yaml").open("a") as file:
                file.write(lines)
    for (year, who), value in spending.items():
        path = folder / f"reports/{year}/{who}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        spent = f"expenditure: {{partners: {{operating: {{amount: {amount(value)}}}}}}}\n"
        path.write_text(f"year: {year}\npartnership: {who}\n{spent}")
    if moves:
        lines = "".join(
            f"  no-{n}: {{decided: {day}, reason: {{en: so}}, moves: [{{from: {{partnership: {who}}}, "
            f"to: {{partnership: {OTHER[who]}}}, amount: {amount(value)}}}]}}\n"
            for n, (day, who, value) in enumerate(moves)
        )
        with (folder / "budget.yaml").open("a") as file:
            file.write("amendments:\n" + lines)


def reckoned(made, asked: int) -> dict[str, tuple[int | None, int | None]]:
    """(remaining, released) of each partnership and of the whole, in cents: None where nobody knows."""
    life, spending, moves, _ = made
    out: dict[str, tuple[int | None, int | None]] = {}
    merges = {who: bool(said and said["merged"]) for who, said in life.items()}
    circle = all(merges.values())
    for who, approved in BUDGETS.items():
        decided = [(giver, value) for day, giver, value in moves if day <= f"{asked}-12-31"]
        budget = approved + sum(-value if giver == who else value for giver, value in decided)
        own = [value for (year, payer), value in spending.items() if payer == who and year <= asked]
        rest = budget - sum(own) if own else None
        said = life[who]
        left = said is not None and said["until"] < f"{asked}-12-31" and (circle or not merges[who])
        if not left:
            out[who] = (rest, None)
        elif rest is None:
            out[who] = (None, None)
        else:
            out[who] = (min(rest, 0), max(rest, 0))
    every = [value for (year, _), value in spending.items() if year <= asked]
    free = [released for _, released in out.values() if released is not None] if asked >= 2032 else []
    whole = WHOLE if asked >= 2032 else 6000
    out["all"] = (whole - sum(every) - sum(free) if every else None, sum(free) if free else None)
    return out


def in_cents(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 100)


@pytest.mark.slow
@given(st.tuples(lives, spent, moved, st.booleans()))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_remains_and_what_is_released(tmp_path_factory, made) -> None:
    folder = tmp_path_factory.mktemp("released") / "data"
    shutil.copytree(BASE, folder)
    written(folder, made)
    loaded = load(Folder(folder), DAY)
    assert not loaded.problems, [str(one.message) for one in loaded.problems]
    for asked in (2031, 2032, 2033, 2034):
        known, years = accounts(loaded.programme, asked), money_years(loaded.programme, asked)
        expected = reckoned(made, asked)
        for who in BUDGETS:
            money = known.of_partnership(who, years)
            assert (in_cents(money.remaining), in_cents(money.released)) == expected[who], (asked, who)
        whole = known.of_all(years)
        assert (in_cents(whole.remaining), in_cents(whole.released)) == expected["all"], asked
        if whole.remaining is not None:
            assert whole.remaining + (whole.released or 0) == whole.budget - whole.spent
