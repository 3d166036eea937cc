"""Printed words against what is read in them: each value stands in its words, each figure is read, at its own line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import found_in, put
from hypothesis import given
from hypothesis import strategies as st

from cic.diagnostics import Spot
from cic.language.text import figures_in, number_in_words
from cic.source import locate, read_yaml

FRAME = """
source: {{document: plan}}
outcomes:
  OS:
    label: Outcome 1
    statement: {{en: Communes have schools}}
    indicators:
      OS.1:
        label: Indicator 1
        statement: {{en: A school}}
        unit: schools
        level: {level}
        population: southern_communes
        over_communes: {over}
        over_years: cumulative
        sources_of_verification: {{register: {{en: Register}}}}
        baseline: {{value: 0, as_printed: none}}
        targets:
          2032: {target}
"""
RULES = ("value-as-printed", "figure-unread", "amount-as-printed")


def rules_found(base: Path, file: str = "logframe.yaml") -> list[str]:
    return [found.rule for found in found_in(base) if found.rule in RULES and found.place.file == file]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("{value: 3, as_printed: 3 communes of 3 have 1 school by 2032}", []),
        ("{value: 3, as_printed: 3 communes have 1 school in 1 year}", ["figure-unread"]),
        ("{value: 3, as_printed: 3 communes have 2 schools}", ["figure-unread"]),
        ("{value: 3, as_printed: 3 communes have 2 schools, each: 2}", []),
        ("{value: 3, as_printed: 3 communes have 2 schools, other_figures: [2]}", []),
        ("{value: 3, as_printed: 3 communes have schools, other_figures: [2]}", ["value-as-printed"]),
        ("{value: 3, as_printed: Indicator 1 is 3 for 1 school}", []),
        ("{value: 3, as_printed: Indicator 2 is 3 for 1 school}", ["figure-unread"]),
        ("{value: 3, as_printed: 3 communes (2031-2032), window: {start: 2031, end: 2032}}", []),
        ("{value: 3, as_printed: 3 communes (2030-2032), window: {start: 2031, end: 2032}}", ["value-as-printed"]),
        ("{value: 3, as_printed: 3 communes (2031-2032)}", ["figure-unread"]),
        ("{value: 3, as_printed: 3 communes (100 %), stated_percent: 100}", []),
        ("{value: 3, as_printed: 3 communes (90 %), stated_percent: 100}", ["value-as-printed"]),
        ("{value: 3, as_printed: 2 communes (100 %), stated_percent: 100}", ["value-as-printed"]),
        ("{value: 3, as_printed: 100 % of the communes, stated_percent: 100}", []),
        ("{value: 3, as_printed: 100 % of the communes in 2032, stated_percent: 100}", []),
        ("{value: 3, as_printed: 100 % of the communes with 2 schools, stated_percent: 100, each: 2}", []),
        ("{value: 3, as_printed: 100 % of the communes with 4 schools, stated_percent: 100}", ["value-as-printed"]),
        ("{value: 3, as_printed: 3 communes (100 %)}", ["figure-unread"]),
        ("{value: 3, as_printed: 'share of the communes: 100', stated_percent: 100}", []),
        ("{value: 3, as_printed: all the communes}", []),
        ("{value: 3, as_printed: three communes}", []),
        ("{value: 3, as_printed: two communes}", ["value-as-printed"]),
        ("{value: 3, as_printed: no commune}", ["value-as-printed"]),
        ("{value: 3, as_printed: One school exists}", []),
    ],
)
def test_target(base: Path, target: str, found: list[str]) -> None:
    put(base, {"logframe.yaml": FRAME.format(level="commune", over="count", target=target)})
    assert rules_found(base) == found


@pytest.mark.parametrize(
    ("words", "value", "found"),
    [
        ("A school exists", 1, []),
        ("A school exists", 2, ["value-as-printed"]),
        ("Een school bestaat nog niet", 1, ["value-as-printed"]),
        ("Une école sur deux", 6, []),
        ("'-3'", -3, []),
        ("a change of \u22123 points", -3, []),
        ("a change of 3 points", -3, ["value-as-printed"]),
        ("2031-3", -3, ["value-as-printed"]),
        ("'0.125'", 0.125, []),
        ("'1.125'", 1.125, ["value-as-printed"]),
    ],
)
def test_words_of_the_whole_programme(base: Path, words: str, value: float, found: list[str]) -> None:
    target = f"{{value: {value}, as_printed: {words}}}"
    put(base, {"logframe.yaml": FRAME.format(level="programme", over="none", target=target)})
    assert rules_found(base) == found


def test_a_line_of_two_measures_is_read_by_both(base: Path) -> None:
    words = '"3 schools and 6 plans (2031 + 2032)"'
    first = FRAME.format(level="commune", over="sum", target=f"{{value: 3, as_printed: {words}}}")
    second = first[first.index("      OS.1:") :].replace("OS.1", "OS.2").replace("value: 3", "value: 6")
    second += "        reading: {frequency: {at_least: 1, per: year, since: 2031, words: yearly}}\n"
    put(base, {"logframe.yaml": first + second})
    assert rules_found(base) == []
    put(base, {"logframe.yaml": first + second.replace("3 schools", "4 schools")})
    assert [(f.rule, f.path) for f in found_in(base) if f.rule in RULES] == [
        ("figure-unread", "outcomes[OS].indicators[OS.2].targets[2032].as_printed")
    ]
    put(base, {"logframe.yaml": first + second.replace("Indicator 1", "Indicator 2")})
    assert "figure-unread" in rules_found(base)


def test_budget_may_name_its_outcome(base: Path) -> None:
    put(base, {"logframe.yaml": FRAME.format(level="commune", over="count", target="{value: 3, as_printed: all}")})
    file = base / "partnerships" / "delta-echo.yaml"
    text = file.read_text(encoding="utf-8")
    for words, found in (
        ("Outcome 1 has 40.00", []),
        ("Outcome 2 has 40.00", ["figure-unread"]),
        ("Outcome 1 has 41.00", ["amount-as-printed"]),
    ):
        file.write_text(text.replace("Budget 40.00", words), encoding="utf-8")
        assert rules_found(base, "partnerships/delta-echo.yaml") == found


def test_population_over_several_lines_is_found_at_the_line_of_the_figure(base: Path) -> None:
    file = base / "programme.yaml"
    text = file.read_text(encoding="utf-8")
    people = (
        "beneficiaries:\n  all:\n    of: {en: the people of 3 communes}\n    total: 700\n    men: 300\n    women: 400\n"
    )
    people += "    other_figures: [3]\n    as_printed: >-\n      In 3 communes live\n      700 people, 300 men\n      and 400 women\n"
    file.write_text(text + people, encoding="utf-8")
    assert rules_found(base, "programme.yaml") == []
    for before, after, rule in (("400 women", "500 women", "value-as-printed"), ("of 3", "of 2", "figure-unread")):
        changed = text + people.replace(before, after)
        file.write_text(changed, encoding="utf-8")
        (found,) = [one for one in found_in(base) if one.rule in RULES]
        line = changed[: changed.index(after)].count("\n") + 1
        assert found.rule == rule
        assert line in {found.place.line, *(related.place.line for related in found.related)}
        assert after.split()[0] in (
            *(related.value for related in found.related),
            found.message.params.get("figure"),
            "of",
        )


@pytest.mark.parametrize(
    ("text", "figure", "place"),
    [
        ("a: 12 of 12\n", 1, (1, 10, 1, 12)),
        ("a: one\n  2 of\n  3\n", 1, (3, 3, 3, 4)),
        ("é: {a: x}\na: 'it''s 5'\n", 0, (2, 11, 2, 12)),
        ('a: "\\"été\\"\n  7"\n', 0, (2, 3, 2, 4)),
        ("a: >2-\n    1\n    2\n", 1, (3, 5, 3, 6)),
        ("a: |\r\n  11\r\n  1\r\n", 1, (3, 3, 3, 4)),
        ('a: "\\x31 and 1"\n', 0, (1, 4, 1, 16)),
        ("a: [x, 'y 4', 'z 4']\n", 0, (1, 4, 1, 21)),
    ],
    ids=["twice", "plain", "single-quoted", "double-quoted", "folded", "literal", "written-as-an-escape", "no-text"],
)  # fmt: skip
def test_place_of_a_figure(text: str, figure: int, place: tuple[int, int, int, int]) -> None:
    document = read_yaml("f", text.encode())
    assert isinstance(document.data, dict)
    words = document.data["a"]
    found = figures_in(words)[figure] if isinstance(words, str) else None
    spot = Spot("f", ("a",)).within(found.start, found.end) if found else Spot("f", ("a", 1))
    if found is None:
        place = (1, 8, 1, 13)
    assert locate("f", text, [spot])[spot][0][1:] == place


@given(st.text(st.sampled_from("1 2é\n.x%"), max_size=30), st.sampled_from([">", "|", '"']))
def test_place_of_any_figure_holds_it(words: str, style: str) -> None:
    lines = [line.strip() or "x" for line in words.split("\n")]
    written = (
        f'a: "{chr(10).join("  " + line for line in lines)}"'
        if style == '"'
        else "\n".join([f"a: {style}-", *("  " + line for line in lines)])
    )
    document = read_yaml("f", written.encode())
    assert isinstance(document.data, dict)
    for figure in figures_in(document.data["a"]):
        spot = Spot("f", ("a",)).within(figure.start, figure.end)
        place, value = locate("f", written, [spot])[spot]
        line = written.split("\n")[place.line - 1]
        assert line[place.column - 1 : place.end_column - 1] == value == document.data["a"][figure.start : figure.end]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Aucune commune ne dispose d’un bilan", 0),
        ("Aucun ROI", 0),
        ("Geen dienst", 0),
        ("Un ROI existe", 1),
        ("Eén dienst", 1),
        ("La coordination existe.", 1),
        ("La coordination n’existe pas encore", 0),
        ("The register does not exist yet", 0),
        ("Twelve plans", 12),
        ("Une commune sur deux", None),
        ("Deux tiers des communes", None),
        ("La coordination", None),
        ("Existe-t-elle?", None),
        ("", None),
    ],
)
def test_number_in_words(words: str, number: int | None) -> None:
    assert number_in_words(words) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("sign", ["77%", "77 %", "77\u202f%", "77 pour cent", "77 procent", "77 percent", "77 p.c."])
def test_percent(sign: str) -> None:
    assert [(figure.number, figure.is_percent) for figure in figures_in(f"9 ({sign})")] == [(9, False), (77, True)]
