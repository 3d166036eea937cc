"""`cic import` of several forms in short: on one screen, and nothing hidden that somebody has to decide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from filled_forms import filled
from returned_forms import (
    BRAVO,
    CHARLIE,
    GOOD,
    OPERATING,
    REPORT,
    Change,
    Cic,
    begun,
    give,
    returned,
    sent,
    set_to,
    take,
)

SCREEN = 40
DONE = "narrative/done/en"


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


def close(here: Path) -> None:
    path = here / "programme.yaml"
    path.write_text(
        path.read_text().replace("  years: [2031, 2032]", "  years: [2031, 2032]\n  closed: {2031: 2032-03-31}")
    )


def ten(here: Path) -> list[Path]:
    """Ten forms of both partnerships: one with a mistake, one that comes with another figure than another."""
    files = []
    for partnership in ("alfa-bravo", "delta-echo"):
        plan, raw = sent(here, partnership=partnership)
        for id in (one.id for _, _, _, one in plan.answers if one.fills == "narrative"):
            name = f"{partnership}-{id.split('/')[1]}.xlsx"
            files.append(returned(here, plan, filled(raw, plan, {id: f"text of {name}"}), None, name))
    signed = {"reported/by/en": "Social service", "reported/date": date(2032, 2, 1)}
    files.append(give(here, {**GOOD, **signed}, set_to(f"{BRAVO}/achieved", "perhaps"), name="mine.xlsx"))
    files.append(give(here, {f"{OPERATING}/amount": Decimal(9)}, name="second.xlsx"))
    return files


def test_ten_forms_are_shown_on_one_screen(here: Path, cic: Cic) -> None:
    files = ten(here)
    short, whole = take(cic, *files), take(cic, *files, "--details")
    assert (short.code, whole.code) == (1, 1)
    assert len(files) == 10
    assert len(short.out.splitlines()) < SCREEN < len(whole.out.splitlines())
    assert "add --details" in short.out
    assert ("add --details" in whole.out, "Lines of data/" in whole.out, "Lines of data/" in short.out) == (0, 1, 0)
    for said in ("“perhaps” is not taken", "choose one of: yes, no", "mine.xlsx says something else of the same: 15.5"):
        assert said in short.out, short.out
        assert said in whole.out, said


def test_each_form_says_who_when_and_how_much(here: Path, cic: Cic) -> None:
    other = sent(here, partnership="delta-echo")
    beside = returned(here, other[0], filled(other[1], other[0], {DONE: "Much"}), None, "other.xlsx")
    signed = {"reported/by/en": "Social service", "reported/date": date(2032, 2, 1)}
    ran = take(cic, give(here, {**GOOD, **signed}, set_to(f"{BRAVO}/achieved", "perhaps")), beside)
    (row,) = [line for line in ran.out.splitlines() if line.startswith("! form.xlsx: Alfa – Bravo – Charlie, 2031")]
    assert row.endswith("reported on 1 February 2032; new: 5, changed: 1, left: 1"), row
    (row,) = [line for line in ran.out.splitlines() if line.startswith("  other.xlsx: Delta – Echo, 2031")]
    assert row.endswith("who reports it is not said; new: 1"), row
    assert "Money, cell D8: 12.00 stands there, 15.50 comes in its place" in ran.out


def test_what_stands_there_already_is_counted_as_the_same(here: Path, cic: Cic) -> None:
    first, more = give(here, GOOD), give(here, {**GOOD, DONE: "Much"}, name="more.xlsx")
    assert take(cic, first, "--write").code == 0
    ran = take(cic, first, more)
    assert ran.code == 0
    assert (
        "  form.xlsx: Alfa – Bravo – Charlie, 2031, who reports it is not said; the same as stands there: 4\n"
        in ran.out
    )
    assert "who reports it is not said; new: 1, the same as stands there: 4\n" in ran.out


def test_a_single_form_is_shown_whole(here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD))
    assert (f"Lines of data/{REPORT}:" in ran.out, "--details" in ran.out) == (True, False)


def test_an_error_says_in_which_cell_and_what_to_do(here: Path, cic: Cic) -> None:
    """A changed figure of a closed year: who decides, and what to write, for whoever has no files."""
    close(here)
    ran = take(cic, give(here, {f"{OPERATING}/amount": Decimal(9)}))
    assert ran.code == 1
    said = ran.out.split("What to do about the new errors:\n")[1].splitlines()
    assert said[0].startswith("  CIC521 form.xlsx, Money, cell D8: 2031 was closed on "), said[0]
    assert "whoever answers for the programme decides which one holds" in said[1]
    assert "leave this answer out" in said[1]
    assert f"add below `corrections:` of {REPORT}, with the reason: - {{path: " in said[1]
    entry = cic(
        "record", "alfa-bravo", "money", "2031", "--nature", "operating", "--amount", "9", "--as-of", "2034-06-30"
    )
    assert "whoever answers for the programme decides which one holds" in entry.out


def several(text: str) -> Change:
    return set_to(f"{CHARLIE}/evidence/+1/address", text)


@pytest.mark.parametrize(
    "text", ["a.pdf; b 2.pdf", "a.pdf, b 2.pdf", "a.pdf\nb 2.pdf", "a.pdf et b 2.pdf", "a.pdf ؛ b 2.pdf"]
)
def test_two_files_in_one_cell_are_asked_and_taken_as_two(text: str, here: Path, cic: Cic, talking) -> None:
    path = give(here, GOOD, several(text))
    ran = take(cic, path, "--write")
    assert (ran.code, "2 files in one cell, taken as so many proofs" in ran.out) == (1, True), ran.out
    assert "register" not in (here / REPORT).read_text()
    talking("y", "y")
    ran = take(cic, path)
    after = (here / REPORT).read_text()
    assert "- {kind: register, address: a.pdf}" in after, ran.out
    assert '- {kind: register, address: "b 2.pdf"}' in after
    talking("y", "y")
    assert "nothing to write" in take(cic, path).err
    assert (here / REPORT).read_text() == after


@pytest.mark.parametrize(
    "text", ["binder 3, page 4", "https://example.org/a,b.pdf", "register.pdf, p. 3", "Rapport, annexe.pdf"]
)
def test_a_comma_in_the_name_of_one_thing_is_no_second_file(text: str, here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD, several(text)), "--write")
    assert (ran.code, text in (here / REPORT).read_text()) == (0, True), ran.out


def test_two_files_and_words_are_refused_with_what_to_write(here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD, several("a.pdf; b.pdf; in the binder")), "--write")
    assert ran.code == 1
    assert "several files are named in one cell, and a cell is of one: a.pdf, b.pdf" in ran.out
    assert "each other in a row of its own, “another proof”" in ran.out


def test_another_reporter_is_said_in_words_and_what_to_do(here: Path, cic: Cic) -> None:
    """The second form of a partnership, made before the first was taken in, in which another signs."""
    signed = {"reported/by/en": "Social service", "reported/date": date(2032, 2, 1)}
    first = give(here, {**GOOD, **signed})
    again = give(
        here, {DONE: "Much", "reported/by/en": "social  service", "reported/date": date(2032, 2, 1)}, name="b.xlsx"
    )
    other = give(here, {DONE: "Much", "reported/by/en": "Mayor", "reported/date": date(2032, 2, 9)}, name="c.xlsx")
    assert take(cic, first, "--write").code == 0
    ran = take(cic, again)
    assert (ran.code, "another" in ran.out) == (0, False), ran.out
    ran = take(cic, other, "--write")
    assert ran.code == 1
    assert "not taken: the data say already who reports this, and it is another: one report has one" in ran.out
    assert "not taken: the data say already on which day this was reported" in ran.out
    assert "ask which of the two answers for the report" in ran.out
    assert "locked" not in ran.out
    after = (here / REPORT).read_text()
    assert ("Much" in after, "Mayor" in after, "Social service" in after) == (True, False, True)
