"""The manual of the rules: one page a code, in Markdown, whose examples the tests run.

A page says what the rule checks, why it matters and how to mend it. An example is a block of YAML; each file of it
begins with a comment `# file: NAME`, and a comment `#! CODE` marks each line at which a finding is expected.
"""

from __future__ import annotations

from importlib import resources


def page(code: str) -> str:
    """The page of a rule, which ends in a line break."""
    return resources.files(__name__).joinpath(f"{code}.md").read_text(encoding="utf-8")
