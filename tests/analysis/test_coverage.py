"""Which numbers of a text are figures, and which of them the data read, each at its own place."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DAY, put

from cic.analysis.coverage import Covered, Standing, coverage, tally
from cic.analysis.document_figures import DocumentText, Reason
from cic.storage.folder import Folder
from cic.storage.loader import load

PAGE, SECTION, LABEL, TELEPHONE, ADDRESS, MAIL = Reason


def figures(text: str) -> list[str]:
    """What is a figure in a text, as printed."""
    return [text[one.start : one.end] for one in DocumentText(text, ("212",)).figures]


def reasons(text: str) -> list[tuple[str, Reason]]:
    """What is no figure, and why."""
    return [(text[one.start : one.end], one.reason) for one in DocumentText(text, ("212",)).excluded]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 communes (77 %), 1.250,00 €", ["12", "77", "1.250,00"]),
        ("entre 2017 et 2021, 2014-2016", ["2017", "2021", "2014", "2016"]),
        ("le 29/11/2007, 18.05.2005, 2007-11-29", ["29/11/2007", "18.05.2005", "2007-11-29"]),
        ("(31/05-04/06/2016)", ["31/05", "04/06/2016"]),
        ("Du 15 au 19 mai 2017, en mars 2007", ["15", "19 mai 2017", "mars 2007"]),
        ("le 1er mai 2017; 3 maart 2018; 4 May 2019", ["1er mai 2017", "3 maart 2018", "4 May 2019"]),
        ("99/99/2017", ["99", "99", "2017"]),
        ("133ème rang sur 142", ["133", "142"]),
        ("2 Possible 2 Petit\n3 Probable", ["2", "2", "3"]),
        ("2017 2018 2019 2020 2021 Total", ["2017", "2018", "2019", "2020", "2021"]),
        ("0 0 0 0 0 0 0 0 0 0", ["0"] * 10),
        ("1 697 293 12 345 678", ["1", "697", "293", "12", "345", "678"]),
        ("Budget OS 1: 60,00 €", ["60,00"]),
        ("12. 000 places", ["12", "000"]),
        ("la phase 2014-20164 ont", ["2014", "2016"]),
        ("3 publics cibles (femmes)", ["3"]),
        ("une place pour 12\nPlace en 2017\nRue Alfa vaut 3 écoles", ["12", "2017", "3"]),
        ("", []),
        ("1" * 1000, ["1" * 1000]),
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("IOV 1.2 - RI 4, OS 1", [("1.2", LABEL), ("4", LABEL), ("1", LABEL)]),
        ("A.5.63 - R1 à R6, 6D", [("5.63", LABEL), ("1", LABEL), ("6", LABEL), ("6", LABEL)]),
        ("Résultats 1, 2\net 3; (articles 35 et 36)", [(n, LABEL) for n in ("1", "2", "3", "35", "36")]),
        ("Cible 6 (E) et 1 (B)", [("6", LABEL), ("1", LABEL)]),
        ("pp. 45 à 48, page 3", [("45", PAGE), ("48", PAGE), ("3", PAGE)]),
        ("Alfa\n\n88\n\nBravo", [("88", PAGE)]),
        ("Tel. 02 234 56 78 or +32 2 234 56 78", [("02 234 56 78", TELEPHONE), ("32 2 234 56 78", TELEPHONE)]),
        ("212 5 24 89 03 93\n02 234 56 78", [("212 5 24 89 03 93", TELEPHONE), ("02 234 56 78", TELEPHONE)]),
        ("Rue Alfa 12\n1160 BRAVO\nBP 64", [("12", ADDRESS), ("1160", ADDRESS), ("64", ADDRESS)]),
        ("alfa7@example.org www.example.org/2017", [("7", MAIL), ("2017", MAIL)]),
        ("contact: 1. Alfa\n2. Bravo", [("1", SECTION), ("2", SECTION)]),
        ("first (1), second (2); again (1 et 2)", [(n, SECTION) for n in ("1", "2", "1", "2")]),
        ("les partenaires1 sont\n1 Comme avant", [("1", SECTION), ("1", SECTION)]),
    ],
)
def test_numbers_that_are_no_figures(text: str, found: list[tuple[str, Reason]]) -> None:
    assert reasons(text) == found
    assert figures(text) == []


PLAN = """\
1. Schools of Exampleland

From 2031 to 2032, and again from 2031 to 2032.

2. Promises

0 communes
3 communes have a school (100 %)
3 communes have a school (100 %)
In 2030 there were 7 schools.

3. Money

2031 2032 Total
Partners 60,00 40,00 100,00
Investment 20,00 10,00 30,00
Operating 40,00 30,00 70,00
Total 60,00 40,00 100,00
League 60,00 40,00 100,00 and 60,00

4. Partnerships

Budget 60.00
Budget 40.00
operating costs of 100.00
operating costs of 100.00
"""


def of_plan(base: Path, text: str = PLAN) -> Covered:
    """The plan against the base programme."""
    return coverage(load(Folder(base), DAY).programme, {"plan": text})[0]


def unread(covered: Covered) -> list[tuple[int, str, Standing]]:
    """The lines and figures that are not read."""
    return [(one.line, one.printed, one.standing) for one in covered.occurrences if one.standing is not Standing.READ]


def test_each_figure_is_read_at_its_own_place(base: Path) -> None:
    covered = of_plan(base)
    assert unread(covered) == [
        (3, "2031", Standing.NOWHERE),  # the period is read once
        (3, "2032", Standing.NOWHERE),
        (9, "3", Standing.QUOTED),  # a target is one cell, however often its words are printed
        (9, "100", Standing.QUOTED),
        (10, "2030", Standing.NOWHERE),
        (10, "7", Standing.NOWHERE),
        (19, "60,00", Standing.NOWHERE),  # one more than the table of the data has
    ]
    assert covered.sections["3"] == (18, 17, 0, 1)
    assert covered.sections["4"] == (4, 4, 0, 0)  # a claim is one statement, wherever its section says the same words
    assert tally(covered.occurrences).percent_read == Decimal("78.7")  # 26 of 33, cut off


def test_a_value_is_looked_for_in_its_own_section(base: Path) -> None:
    put(base, {"programme.yaml": (base / "programme.yaml").read_text().replace('section: "1"', 'section: "9"')})
    covered = of_plan(base)
    assert covered.lost_sections == ("9",)
    assert [line for line, *_ in unread(covered)].count(3) == 4


def test_words_that_are_not_printed_are_named(base: Path) -> None:
    text = (base / "documents.yaml").read_text().replace("operating costs of", "costs of operation of")
    claim = "years: {section: '4', printed: 'From 2031 to […] and again', about: years, value: 2031}"
    put(base, {"documents.yaml": text.replace("claims:", f"claims:\n      {claim}")})
    covered = of_plan(base)
    assert covered.lost_words == ("costs of operation of 100.00",)
    assert covered.stray_words == ("From 2031 to […] and again",)


def test_a_commune_s_own_targets_are_printed_nowhere(base: Path) -> None:
    assert (4, "1", Standing.NOWHERE) in unread(of_plan(base, "4. Partnerships\n\n\n1 school each\n\n5. More\n"))


def test_a_text_without_figures_and_one_without_documents(base: Path) -> None:
    assert of_plan(base, "Nothing\n").occurrences == ()
    assert tally(()).percent_read is None
    assert coverage(load(Folder(base), DAY).programme, {}) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["1 ", "1. a\n", "\n \n1\n", "02 12 12 12 12 ", "3 communes have a school ", "rue a ", "(1) "]
)
def test_time_is_linear(base: Path, unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        of_plan(base, unit * (size // len(unit)))
        return time.process_time() - start

    assert seconds(160_000) < 12 * max(seconds(20_000), 0.02)
