"""The page about reporting by hand is true: each of its examples, laid over the fictional programme, is valid and counts."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, found_in, put

PAGE = (ROOT / "docs" / "reporting.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n# file: (\S+)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "cic" / "scaffold" / "demo", tmp_path / "data"))


def test_every_example_is_run() -> None:
    assert PAGE.count("```yaml") == len(EXAMPLES) >= 5


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_is_valid(name: str, text: str, demo: Path) -> None:
    assert not (demo / name).exists(), "an example must not hide what is there"
    put(demo, {name: text})
    assert found_in(demo) == []


def test_the_examples_together_are_a_whole_report(demo: Path, cic) -> None:
    names = {name for name, _ in EXAMPLES}
    for name in names:
        # the correction is of a value that another example reports
        texts = [text for other, text in EXAMPLES if other == name and "corrections:" not in text]
        head = re.match(r"year: .*\n(?:partnership: .*\n)?", texts[0])[0]  # type: ignore[index]
        bodies = [text.removeprefix(head) for text in texts]
        put(demo, {name: head + "".join(bodies[1:] if len(bodies) > 1 else bodies)})
    assert found_in(demo) == []
    page = cic("missing", "--data", demo, "--year", 2022).out
    assert "what was spent" not in page
    assert "Quelquepart" not in page


def test_every_rule_that_it_names_exists() -> None:
    from cic.rules import BY_CODE

    for code, name in re.findall(r"(CIC\d{3}) ([a-z-]+)", PAGE):
        assert BY_CODE[code].name == name
