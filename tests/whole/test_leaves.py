"""Each value of the data is in the document and section that it names, marked as a reading, or modelled: proved on a small
programme and its plan, and on the shipped data where the documents are at hand."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import leaves
import pytest
from conftest import DATA, shipped_data
from leaves import PAGE, Leaf, Standing, declared_fields, page, prove
from printed_text import PrintedText, printed_amount, squeezed

LITERAL, READING, MODELLED, UNPROVEN = Standing
PLAN = """\
The plan

1. Schools of Exampleland
From 2031 to 2032 the League of Communes, the Union of Communes and the Bank of Exampleland
build schools for communes, with operating costs of 100.00.

2. Promises
Outcome: Communes have schools
Indicator 1 - Each commune has a
school Register of schools
0 communes
3 communes have a school (100 %)

3. Budget
Partners 60,00 40,00 100,00
20,00 10,00 30,00
40,00 30,00 70,00
Total 60,00 40,00 100,00
League 60,00 40,00 100,00

4. Partnerships
These are the League's communes: Alfa with Bravo and Charlie (1 school each), Budget 60.00;
Delta with Echo, Budget 40.00
"""


@pytest.fixture
def proved(base: Path, tmp_path: Path):
    """Proves the base programme, or what became of it, against its plan: gives the leaves by file and path."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "plan.txt").write_text(PLAN, encoding="utf-8", newline="")
    named = base / "documents.yaml"
    named.write_text(named.read_text().replace("0" * 64, hashlib.sha256(PLAN.encode()).hexdigest()))

    def run() -> dict[str, Leaf]:
        return {f"{leaf.spot.file} {'.'.join(map(str, leaf.spot.path))}": leaf for leaf in prove(base, documents)}

    return run


def unproven(found: dict[str, Leaf]) -> list[str]:
    return [where for where, leaf in found.items() if leaf.standing is UNPROVEN]


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_every_leaf_of_a_right_programme_is_proved(proved) -> None:
    found = proved()
    assert unproven(found) == []
    assert found["logframe.yaml outcomes.OS.indicators.OS.1.targets.2032.value"].standing is LITERAL
    assert found["logframe.yaml outcomes.OS.indicators.OS.1.level"].standing is MODELLED
    assert found["partnerships/alfa-bravo.yaml communes.alfa.reading.association"].standing is READING
    assert found["partnerships/alfa-bravo.yaml communes.alfa.reading.words"].standing is LITERAL


@pytest.mark.parametrize(
    ("file", "before", "after", "where"),
    [
        ("logframe.yaml", "value: 3,", "value: 4,", "outcomes.OS.indicators.OS.1.targets.2032.value"),
        ("logframe.yaml", "stated_percent: 100", "stated_percent: 90", "outcomes.OS.indicators.OS.1.targets.2032.stated_percent"),
        ("logframe.yaml", "as_printed: 0 communes", "as_printed: 1 communes", "outcomes.OS.indicators.OS.1.baseline.as_printed"),
        ("logframe.yaml", "label: Indicator 1", "label: Indicator 2", "outcomes.OS.indicators.OS.1.label"),
        ("logframe.yaml", "Each commune has a school", "Each commune has a School", "outcomes.OS.indicators.OS.1.statement.en"),
        ("logframe.yaml", "Register of schools", "Register of school", "outcomes.OS.indicators.OS.1.sources_of_verification.register.en"),
        ("budget.yaml", "2032: 10.00", "2032: 10.01", "categories.partners.investment.2032"),
        ("budget.yaml", "{2031: 40.00, 2032: 30.00, total", "{2031: 30.00, 2032: 40.00, total", "categories.partners.operating.2031"),
        ("programme.yaml", "end: 2032}", "end: 2033}", "period.end"),
        ("documents.yaml", "value: 100.00", "value: 100.10", "documents.plan.claims.cost.value"),
        ("partnerships/alfa-bravo.yaml", "amount: 60.00", "amount: 60.01", "budget.OS.amount"),
        ("partnerships/alfa-bravo.yaml", "the League's communes", "the League’s communes", "communes.alfa.reading.words"),
        ("partnerships/alfa-bravo.yaml", "name: Alfa", "name: Alf", "communes.alfa.name"),
    ],
)  # fmt: skip
def test_what_is_printed_otherwise_is_not_proved(
    file: str, before: str, after: str, where: str, base: Path, proved
) -> None:
    change(base / file, before, after)
    assert f"{file} {where}" in unproven(proved())


def test_a_leaf_is_proved_in_its_own_section_alone(base: Path, proved) -> None:
    change(base / "logframe.yaml", 'section: "2"', 'section: "3"')
    found = proved()
    assert "logframe.yaml outcomes.OS.statement.en" in unproven(found)
    assert found["logframe.yaml outcomes.OS.statement.en"].why == "is not in plan 3"


def test_a_section_that_the_document_has_not_is_not_proved(base: Path, proved) -> None:
    change(base / "budget.yaml", 'section: "3"', 'section: "9"')
    assert {"budget.yaml source.section", "budget.yaml categories.partners.total.2031"} <= set(unproven(proved()))


def test_a_field_that_declares_nothing_must_be_printed(base: Path, proved, monkeypatch) -> None:
    """What no document prints needs a declaration of its field: without that of `unit` its values are not proved."""
    declared = leaves.modelled
    unit = leaves.Indicator.model_fields["unit"]
    monkeypatch.setattr(leaves, "modelled", lambda field: None if field is unit else declared(field))
    change(base / "logframe.yaml", "unit: communes", "unit: percent")
    assert unproven(proved()) == ["logframe.yaml outcomes.OS.indicators.OS.1.unit"]


def test_a_translation_is_ours_where_the_field_says_so(base: Path, proved) -> None:
    change(base / "programme.yaml", "period:", "target_groups: {all: {en: communes, fr: communes}}\nperiod:")
    change(base / "logframe.yaml", "{en: Communes have schools}", "{en: Communes have schools, fr: Des écoles}")
    found = proved()
    assert found["programme.yaml target_groups.all.fr"].standing is MODELLED
    assert unproven(found) == ["logframe.yaml outcomes.OS.statement.fr"]


def test_a_reading_rests_on_words_and_worked_out_figures_are_told_apart(base: Path, proved) -> None:
    change(base / "logframe.yaml", "as_printed: 3 communes have a school (100 %)", "as_printed: have a school (100 %)")
    claim = (
        "\n      named: {printed: the League's communes, about: communes, value: 3, members: [bravo, charlie, echo]}\n"
    )
    named = base / "documents.yaml"
    named.write_text(named.read_text().rstrip() + claim)
    found = proved()
    assert unproven(found) == []
    assert found["logframe.yaml outcomes.OS.indicators.OS.1.targets.2032.value"].standing is READING
    assert found["documents.yaml documents.plan.claims.named.value"].standing is READING
    change(named, "value: 3, members", "value: 4, members")
    assert unproven(proved()) == ["documents.yaml documents.plan.claims.named.value"]


def prints(text: str, words: str) -> bool:
    printed = PrintedText(text, frozenset())
    stretch = printed.stretch(None)
    assert stretch is not None
    return printed.prints(words, stretch)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the League of\nCommunes", "League of Communes"),
        ("co-\nconstruction", "co-construction"),
        ("con\u00adstruction", "construction"),
        (" � first;\no second", "- first;\n\n- second"),
        ("the partners1 are", "the partners are"),
        ("an official act Impulse.", "an official act"),
        ("an official actImpulse", "an official act"),
        ("one two and three", "one […] three"),
        ("First.\nOther.\nSecond.", "First.\n\nSecond."),
        ("The means of the\n\n3 A note.\n communes grow.", "The means of the communes grow."),
        ("Who has questions of\nother cells\n\n102\n\npolicies", "Who has questions of policies"),
    ],
)  # fmt: skip
def test_lines_pages_and_bullets_do_not_count(text: str, words: str) -> None:
    assert prints(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("112 communes", "12 communes"),
        ("12.000 communes", "12"),
        ("12,5 %", "12"),
        ("1 2 communes", "12 communes"),
        ("1\n2", "12"),
        ("in 2017", "201"),
        ("posters", "post"),
        ("l’action", "l'action"),
        ("Grand", "grand"),
        ("three and one", "one […] three"),
        ("Second.\nFirst.", "First.\n\nSecond."),
        ("The means of the\nother cells\ncommunes grow.", "The means of the communes grow."),
    ],
)  # fmt: skip
def test_signs_count(text: str, words: str) -> None:
    assert not prints(text, words)


def test_a_note_stands_where_its_sign_is() -> None:
    text = "1. Alfa\nThe partners1 are\n2. Bravo\nThe phase\n\n1 As in the past.\n"
    printed = PrintedText(text, frozenset({"1", "2"}))
    first, second = printed.stretch("1"), printed.stretch("2")
    assert first is not None
    assert second is not None
    assert printed.prints_note("As in the past.", first)
    assert not printed.prints_note("As in the past.", second)
    assert not printed.prints_note("As in the future.", first)


def test_an_amount_as_a_table_prints_it() -> None:
    assert [printed_amount(Decimal(one)) for one in ("1697293.05", "0", "-3.5")] == [
        ("1.697.293,05",),
        ("-", "0"),
        ("-3,50",),
    ]
    assert squeezed("a  1 2\nb").text == "a1 2b"


def test_the_page_lists_every_field_that_declares_itself() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for why, fields in declared_fields().items():
        assert fields, why
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {why.value} |")]
        assert row.rpartition(" | ")[2] == ", ".join(f"`{field}`" for field in fields) + " |", "make leaves"
    assert "`Indicator.level`" in text
    assert "`Risk.results`" in text


def test_without_documents_it_says_that_it_was_skipped(capsys, monkeypatch) -> None:
    for name in ("CIC_DOCUMENTS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    assert leaves.main([]) == 0
    assert (
        capsys.readouterr().out
        == "leaves: skipped: the source documents are not here (CIC_DOCUMENTS names no folder)\n"
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert leaves.main([]) == 0
    assert capsys.readouterr().out.startswith("::notice title=leaves::skipped")


def test_a_document_that_is_not_there_is_named(base: Path, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="plan"):
        prove(base, tmp_path)


@shipped_data
@pytest.mark.skipif(
    not os.environ.get("CIC_DOCUMENTS"), reason="the source documents are not here: CIC_DOCUMENTS names no folder"
)
def test_every_leaf_of_the_shipped_data_is_proved() -> None:
    found = prove(DATA, Path(os.environ["CIC_DOCUMENTS"]))
    assert [leaf for leaf in found if leaf.standing is UNPROVEN] == []
    count = Counter(leaf.standing for leaf in found)
    assert count[LITERAL] > 1700
    assert count[READING] > 500
    assert PAGE.read_text(encoding="utf-8") == page(found), "make leaves"
