"""Each finding has an identity of its own, which stays when lines move and figures change."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from conftest import found_in, put
from manual_examples import SHOWN_BY_TESTS_OF_BYTES, examples

from cic.rules import RULES

FILE = "acknowledgements.yaml"


@pytest.fixture
def two_years_missing(base: Path) -> Path:
    """A row of the table without either of its years."""
    budget = base / "budget.yaml"
    text = re.sub(r"(operating: \{)2031: [\d.]+, 2032: [\d.]+, ", r"\1", budget.read_text(), count=1)
    assert text != budget.read_text()
    budget.write_text(text)
    return base


def missing_years(folder: Path) -> list:
    return [f for f in found_in(folder) if f.code == "CIC308"]


def accept(cic, folder: Path, finding, *more: str):
    place = f"{folder}/{finding.place.file}:{finding.place.line}:{finding.place.column}"
    return cic("acknowledge", place, "--data", folder, "--reason", "printed so", "--rule", finding.rule, *more)


def test_two_missing_years_of_a_row_are_two_findings_and_both_can_be_accepted(two_years_missing: Path, cic) -> None:
    first, second = missing_years(two_years_missing)
    assert first.path == second.path
    assert first.place == second.place
    assert (first.which, second.which) == ("2031", "2032")
    assert first.fingerprint != second.fingerprint
    unclear = accept(cic, two_years_missing, first)
    assert unclear.code == 2
    assert "budget-period (2031), budget-period (2032)" in unclear.err
    assert accept(cic, two_years_missing, first, "--which", "2031").code == 0
    assert [f.which for f in missing_years(two_years_missing)] == ["2032"]
    assert accept(cic, two_years_missing, second).code == 0
    assert missing_years(two_years_missing) == []
    assert (two_years_missing / FILE).read_text().count("- rule: budget-period") == 2


def test_a_cell_and_a_partnership_overspent_on_one_amount(base: Path, cic) -> None:
    put(
        base,
        {
            "reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\n"
            "expenditure: {partners: {operating: {amount: 999.00}}}\n"
        },
    )
    cell, partnership = [f for f in found_in(base) if f.code == "CIC310"]
    assert cell.place == partnership.place
    assert {cell.which, partnership.which} == {"partners operating 2031", "alfa-bravo"}
    for one in (cell, partnership):
        assert accept(cic, base, one, "--which", one.which).code == 0
    assert [f for f in found_in(base) if f.code == "CIC310"] == []
    report = base / "reports" / "2031" / "alfa-bravo.yaml"
    report.write_text("# moved\n" + report.read_text().replace("999.00", "888.00"))
    back = [f for f in found_in(base) if f.code == "CIC310"]
    assert {f.fingerprint for f in back} == {cell.fingerprint, partnership.fingerprint}
    entries = {f.which: f.related[-1].path for f in back}
    assert entries == {cell.which: "acknowledgements[0].figures", partnership.which: "acknowledgements[1].figures"}


def test_an_entry_that_names_nothing_still_holds(two_years_missing: Path) -> None:
    """Entries from before there was `which` keep matching, by their figures."""
    first, second = missing_years(two_years_missing)
    (two_years_missing / FILE).write_text(
        "acknowledgements:\n"
        + "".join(
            f"  - {{rule: budget-period, file: budget.yaml, path: {json.dumps(one.path)}, figures: {{year: {json.dumps(one.figures['year'])}}}, reason: {{en: x}}}}\n"
            for one in (second, first)
        )
    )
    assert missing_years(two_years_missing) == []


def test_two_missing_keys_of_a_block_have_two_fingerprints(base: Path) -> None:
    (base / "strategy.yaml").write_text("texts:\n  a: {title: {en: x}}\n")
    found = found_in(base)
    assert [(f.code, f.path, f.which) for f in found] == [
        ("CIC102", "texts[a]", "source"),
        ("CIC102", "texts[a]", "text"),
    ]
    assert len({f.fingerprint for f in found}) == 2


def test_what_nothing_else_tells_apart_is_counted(base: Path) -> None:
    (base / "strategy.yaml").write_text("texts: {a\x07: b\x07}\n")
    found = found_in(base)
    assert [f.which for f in found] == ["", "#2"]
    assert len({f.fingerprint for f in found}) == 2


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in SHOWN_BY_TESTS_OF_BYTES])
def test_no_two_findings_of_an_example_share_a_fingerprint(code: str, base: Path) -> None:
    put(base, examples(code, "Fails"))
    assert max(Counter(f.fingerprint for f in found_in(base)).values(), default=1) == 1
