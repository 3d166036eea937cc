"""What proves that money came back: asked in the form, and taken in with it or beside it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from filled_forms import filled
from returned_forms import REPORT, TEXT, Cic, begun, give, returned, sent, take

from cic.pages.form.cells import Answered

BACK = "expenditure/partners/refunds"
NEW: dict[str, Answered] = {
    f"{BACK}/+1/amount": Decimal("1.5"),
    f"{BACK}/+1/of": "2031",
    f"{BACK}/+1/nature": "operating",
    f"{BACK}/+1/evidence/+1/kind": "bank-statements",
    f"{BACK}/+1/evidence/+1/address": "statement.pdf",
    f"{BACK}/+1/evidence/+1/date": datetime.date(2032, 1, 5),
}
PROOF = "{kind: bank-statements, address: statement.pdf, date: 2032-01-05}"


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


def test_a_proof_comes_with_the_money_that_came_back(here: Path, cic: Cic) -> None:
    path = give(here, NEW)
    assert take(cic, path, "--write").code == 0
    after = (here / REPORT).read_text()
    assert f"- {{amount: 1.50, of: 2031, nature: operating, evidence: [{PROOF}]}}" in after
    ran = take(cic, path)
    assert (ran.code, "nothing to write" in ran.err) == (0, True), ran.out


def test_a_proof_is_added_to_money_that_is_there(here: Path, cic: Cic) -> None:
    path = here / REPORT
    item = "{amount: 5.00, of: 2031, nature: operating}  # seen"
    path.write_text(TEXT.replace("{amount: 12.00}", f"{{amount: 12.00}}\n        refunds:\n            - {item}"))
    own = f"{BACK}/0/evidence/+1"
    form = give(here, {f"{own}/kind": "bank-statements", f"{own}/address": "statement.pdf"})
    assert take(cic, form, "--write").code == 0
    after = path.read_text()
    shown = "- {amount: 5.00, of: 2031, nature: operating, evidence: [{kind: bank-statements, address: statement.pdf}]}"
    assert f"{shown}  # seen" in after, after
    assert "nothing to write" in take(cic, form).err
    # the form of today shows it, with room for one more
    plan, raw = sent(here)
    known = {one.id: one.now for _, _, _, one in plan.answers}
    assert known[f"{BACK}/0/evidence/0/address"] == "statement.pdf"
    more = {f"{BACK}/0/evidence/+1/address": "second.pdf", f"{BACK}/0/evidence/0/address": "first.pdf"}
    assert take(cic, returned(here, plan, filled(raw, plan, more), None), "--write").code == 0
    after = path.read_text()
    assert "evidence: [{kind: bank-statements, address: first.pdf}, {kind: proof, address: second.pdf}]" in after, after


def test_a_proof_without_its_money_is_refused(here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, {id: value for id, value in NEW.items() if "evidence" in id}), "--write")
    assert (ran.code, "it is not said how much came back" in ran.out) == (1, True), ran.out
    assert (here / REPORT).read_text() == TEXT


def test_a_proof_of_other_money_than_was_shown_is_not_taken(here: Path, cic: Cic) -> None:
    path = here / REPORT
    text = TEXT.replace(
        "{amount: 12.00}", "{amount: 12.00}\n        refunds: [{amount: 5.00, of: 2031, nature: operating}]"
    )
    path.write_text(text)
    form = give(here, {f"{BACK}/0/evidence/+1/address": "statement.pdf"})
    path.write_text(text.replace("amount: 5.00", "amount: 7.00"))
    ran = take(cic, form, "--write")
    assert (ran.code, "this row was of something else when the form was made" in ran.out) == (1, True), ran.out
    assert "statement" not in path.read_text()


def test_several_files_prove_one_refund(here: Path, cic: Cic, talking) -> None:
    talking("y", "y")
    ran = take(cic, give(here, {**NEW, f"{BACK}/+1/evidence/+1/address": "a.pdf; b.pdf"}))
    assert ran.code == 0, ran.out
    one, other = (PROOF.replace("statement.pdf", file) for file in ("a.pdf", "b.pdf"))
    assert f"evidence: [{one}, {other}]}}" in (here / REPORT).read_text()
