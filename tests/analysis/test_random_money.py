"""Programmes by chance, with amendments, an end put off, late payments, refunds and several payers: the program and a
calculator that shares no code with it give the same figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml
from conftest import BASE, DAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from second_account import figures

from cic.analysis.spending import Money, accounts, money_years
from cic.storage.folder import Folder
from cic.storage.loader import load

YEARS = (2031, 2032, 2033, 2034)
amounts = st.integers(0, 99_999).map(lambda n: f"{n // 100}.{n % 100:02}")
positive = st.integers(1, 9_999).map(lambda n: f"{n // 100}.{n % 100:02}")
days = st.dates(min_value=DAY.replace(year=2031, month=1, day=1), max_value=DAY).map(str)
natures = st.sampled_from(("investment", "operating"))
cells = st.fixed_dictionaries(
    {"category": st.sampled_from(("partners", "local_office")), "nature": natures, "year": st.sampled_from(YEARS)}
)
owners = st.sampled_from(("alfa-bravo", "delta-echo"))
lines = cells | st.fixed_dictionaries({"partnership": owners})


@st.composite
def moves(draw):
    sides = draw(st.sampled_from((("from",), ("to",), ("from", "to"))))
    move = {side: draw(lines) for side in sides} | {"amount": draw(positive)}
    return move if move.get("from") != move.get("to") else {"to": move["to"], "amount": move["amount"]}


spending = st.fixed_dictionaries({"amount": amounts}, optional={"paid_by": st.just("bank")})
refunds = st.fixed_dictionaries({"amount": positive, "of": st.sampled_from(YEARS), "nature": natures})
expenses = st.fixed_dictionaries(
    {"operating": spending | st.lists(spending, min_size=1, max_size=3)},
    optional={"investment": spending, "refunds": st.lists(refunds, max_size=2)},
)
expenditure = st.fixed_dictionaries({}, optional={"partners": expenses, "local_office": expenses})
reports = st.dictionaries(
    st.tuples(st.sampled_from(YEARS), st.sampled_from(("alfa-bravo", "delta-echo", "programme"))),
    expenditure,
    max_size=6,
)
amendments = st.dictionaries(
    st.sampled_from(("first", "second", "third")),
    st.fixed_dictionaries(
        {"decided": days, "reason": st.just({"en": "Why"}), "moves": st.lists(moves(), min_size=1, max_size=3)}
    ),
    max_size=3,
)
periods = st.sampled_from(
    (
        {"start": 2031, "end": 2032},
        {"start": 2031, "end": 2032, "accounts_until": "2033-06-30"},
        {"start": 2031, "end": 2032, "extended": {"end": 2033, "decided": "2032-01-01"}},
        {
            "start": 2031,
            "end": 2032,
            "extended": {"end": 2033, "decided": "2032-01-01"},
            "accounts_until": "2034-03-31",
        },
    )
)


def plain(value: object) -> str:
    """YAML in one line, with amounts as numbers: they are texts of digits here."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {plain(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(plain, value)) + "]"
    return str(value)


def in_cents(money: Money) -> tuple[int | None, int | None, int | None]:
    return tuple(None if one is None else int(one * 100) for one in (money.approved, money.budget, money.spent))  # type: ignore[return-value]


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(period=periods, changed=amendments, made=reports, closed=st.none() | days, asked=st.sampled_from(YEARS))
def test_two_calculators_agree(tmp_path_factory, period, changed, made, closed, asked) -> None:
    folder = Path(tmp_path_factory.mktemp("money") / "data")
    shutil.copytree(BASE, folder)
    identity = yaml.load((folder / "programme.yaml").read_text(), yaml.BaseLoader)
    text = (
        (folder / "programme.yaml").read_text().replace("period: {start: 2031, end: 2032}", f"period: {plain(period)}")
    )
    if closed is not None:
        text += f"  closed: {{{asked}: {closed}}}\n"
    (folder / "programme.yaml").write_text(text)
    row = {2031: "20.00", 2032: "30.50"}
    block = {"investment": {2031: "1.00", 2032: "2.00"}, "operating": row}
    budget = {"categories": {"partners": block, "local_office": block}, "amendments": changed}
    head = "source: {document: plan}\ncurrency: EUR\noperating_costs: {label: {en: Total}}\n"
    labelled = {name: {"label": {"en": name}, **rows} for name, rows in budget["categories"].items()}
    (folder / "budget.yaml").write_text(f"{head}categories: {plain(labelled)}\namendments: {plain(changed)}\n")
    written = []
    for (year, who), expenditure_ in made.items():
        report = {"year": year, **({} if who == "programme" else {"partnership": who}), "expenditure": expenditure_}
        written.append(report)
        (folder / "reports" / str(year)).mkdir(parents=True, exist_ok=True)
        lines_ = "".join(f"{key}: {plain(value)}\n" for key, value in report.items())
        (folder / "reports" / str(year) / f"{who}.yaml").write_text(lines_)
    loaded = load(Folder(folder), DAY)
    assert not loaded.problems, [str(one.message) for one in loaded.problems]
    programme = loaded.programme
    shutil.rmtree(folder.parent)

    partnerships = {
        "alfa-bravo": {"budget": {"OS": {"amount": "60.00"}}},
        "delta-echo": {"budget": {"OS": {"amount": "40.00"}}},
    }
    reporting = {"closed": {asked: closed}} if closed else {}
    told = {**identity, "period": period, "reporting": reporting}
    expected = figures(told, budget, partnerships, written, asked)
    known, to_date = accounts(programme, asked), money_years(programme, asked)
    for key, figure in expected.items():
        match key:
            case ("year", category, nature):
                found = known.of_category(category, nature, (asked,))
            case ("to date", category):
                found = known.of_category(category, None, to_date)
            case ("partnership", id):
                found = known.of_partnership(id, to_date)
        assert in_cents(found) == figure, key
