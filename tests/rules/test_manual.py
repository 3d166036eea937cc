"""The manual of the rules is true: each example is found at the marked lines, and only there."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from conftest import found_in, marks, put
from manual_examples import SHOWN_BY_TESTS_OF_BYTES, examples

from cic.rules import RULES
from cic.rules.manual import page


@pytest.fixture
def earlier(base: Path, tmp_path: Path):
    """Put what an example says of the earlier revision beside it; None where it says nothing."""

    def make(code: str, section: str) -> Path | None:
        files = examples(code, section, "before")
        if not files:
            return None
        put(Path(shutil.copytree(base, tmp_path / "before")), files)
        return tmp_path / "before"

    return make


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in SHOWN_BY_TESTS_OF_BYTES])
def test_failing_example_is_found_at_its_marks(code: str, base: Path, earlier) -> None:
    files = examples(code, "Fails")
    expected = marks(files)
    assert code in {found for _, _, found in expected}
    before = earlier(code, "Fails")
    put(base, files)
    found = found_in(base, against=before)
    assert Counter((f.place.file, f.place.line, f.code) for f in found) == expected
    assert not any(re.search(r"\{\w+\}", f"{f.message}{f.hint}") for f in found)


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in SHOWN_BY_TESTS_OF_BYTES])
def test_passing_example_is_clean(code: str, base: Path, earlier) -> None:
    files = examples(code, "Passes")
    assert files
    before = earlier(code, "Passes")
    put(base, files)
    assert found_in(base, against=before) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_says_all_that_a_reader_needs(rule) -> None:
    text = page(rule.code)
    assert text.startswith(f"# {rule.code} {rule.name}\n")
    for section in ("What it checks", "Why it matters", "How to mend it"):
        assert re.search(rf"^## {section}\n\n\S", text, re.MULTILINE)


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_base_is_clean(base: Path) -> None:
    assert found_in(base) == []
