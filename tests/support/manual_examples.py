"""The examples of the manual of the rules, as files."""

from __future__ import annotations

import re

from cic.rules.manual import page

SHOWN_BY_TESTS_OF_BYTES = {"CIC001", "CIC002", "CIC003", "CIC004", "CIC013"}
"""Rules about the bytes or the kind of a file, which no YAML example can show; see test_source.py and test_folder.py."""


def examples(code: str, section: str, which: str = "file") -> dict[str, str]:
    """The files of an example, by name, with its marks; those of `before` are what they were in an earlier revision."""
    match = re.search(rf"^## {section}\n\n```yaml\n(.*?)^```", page(code), re.MULTILINE | re.DOTALL)
    if match is None:
        return {}
    parts = re.split(r"^# (file|before): (.+)\n", match[1], flags=re.MULTILINE)[1:]
    return {name: text for kind, name, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True) if kind == which}
