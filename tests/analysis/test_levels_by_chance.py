"""Levels and money of results over frameworks by chance, against a calculation that goes up step by step."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from cic.analysis.result_money import by_purpose
from cic.analysis.spending import ledger
from cic.model.logframe import Logframe
from cic.model.programme import Programme
from cic.model.report import Report

TEXT = {"en": "Words"}


def framework(chance: random.Random) -> dict[str, object]:
    """Results under others in any order of the file; now and then in a circle, or under one that is not there."""
    names = [f"R{n}" for n in range(chance.randint(1, 12))]
    results: dict[str, dict[str, object]] = {}
    for n, id in enumerate(names):
        one: dict[str, object] = {"label": id, "statement": TEXT, "level": chance.choice(["result", "output"])}
        draw = chance.random()
        if draw < 0.5 and n:
            one["under"] = chance.choice(names[:n])
        elif draw < 0.6:
            one["under"] = chance.choice([*names, "R99"])
        if chance.random() < 0.5:
            one["outcome"] = chance.choice(["OA", "OB"])
        one["activities"] = {f"A.{n}.{m}": {"text": TEXT} for m in range(chance.randint(0, 3))}
        results[id] = one
    chance.shuffle(names)
    outcomes = {"OA": {"statement": TEXT, "impact": "I"}, "OB": {"statement": TEXT}}
    return {
        "source": {"document": "plan"},
        "impacts": {"I": {"statement": TEXT}},
        "outcomes": outcomes,
        "results": {id: results[id] for id in names},
    }


def above(frame: dict, id: str) -> str | None:
    """What stands directly above, by the words of the file alone."""
    for result, one in frame["results"].items():
        if id in one["activities"]:
            return result
    if id in frame["outcomes"]:
        return frame["outcomes"][id].get("impact")
    one = frame["results"].get(id)
    if one is None:
        return None
    under = one.get("under")
    return under if under in frame["results"] else one.get("outcome")


def going_up(frame: dict, id: str) -> list[str]:
    way = [id]
    while (up := above(frame, way[-1])) is not None and up not in way:
        way.append(up)
    return way


@pytest.mark.parametrize("seed", range(150))
def test_levels_and_their_money(seed: int) -> None:
    chance = random.Random(seed)
    frame = framework(chance)
    activities = [id for one in frame["results"].values() for id in one["activities"]]
    entries: list[dict[str, object]] = []
    for _ in range(chance.randint(0, 20)):
        one: dict[str, object] = {"amount": Decimal(chance.randint(0, 10_000)) / 100}
        if chance.random() < 0.4 and activities:
            one["activity"] = chance.choice(activities)
        elif chance.random() < 0.7:
            one["result"] = chance.choice(list(frame["results"]))
        entries.append(one)
    report = {"year": 2031, "partnership": "p"}
    if entries:
        report["expenditure"] = {"partners": {"operating": entries}}
    files = {
        "logframe": {"logframe.yaml": Logframe.model_validate(frame)},
        "report": {"reports/2031/p.yaml": Report.model_validate(report)},
    }
    programme = Programme(files=files)

    order = [one.id for one in programme.each_promise()]
    assert sorted(order) == sorted(["I", "OA", "OB", *frame["results"]])
    assert order[:3] == ["I", "OA", "OB"]
    for id in frame["results"]:
        way = going_up(frame, id)
        assert programme.lineage(id) == tuple(way)
        is_circle = above(frame, way[-1]) is not None
        if not is_circle and len(way) > 1:
            assert order.index(way[1]) < order.index(id)

    expected: dict[str | None, Decimal] = {}
    for one in entries:
        id = one.get("activity") or one.get("result")
        for holder in [None] if id is None else going_up(frame, str(id)):
            expected[holder] = expected.get(holder, Decimal(0)) + Decimal(str(one["amount"]))
    found = by_purpose(programme, ledger(programme))
    assert {id: sum((one.amount for one in own), Decimal(0)) for id, own in found.items()} == expected
