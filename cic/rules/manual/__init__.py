"""The manual of the rules: one page a code, in Markdown, whose examples the tests run.

A page says what the rule checks, why it matters and how to mend it. An example is a block of YAML; each file of it
begins with a comment `# file: NAME`, and a comment `#! CODE` marks each line at which a finding is expected. The pages
are in English; how to mend it is translated, in the part `manual` of the catalogues.
"""

from __future__ import annotations

from importlib import resources

_REMEDY = "\n## How to mend it\n\n"
_CODE = ("```", "    ")


def page(code: str) -> str:
    """The page of a rule, which ends in a line break."""
    return resources.files(__name__).joinpath(f"{code}.md").read_text(encoding="utf-8")


def sections(code: str) -> tuple[str, str, str]:
    """The page in three: its head, all but how to mend it, how to mend it."""
    head, _, rest = page(code).partition("\n## ")
    before, _, after = f"\n## {rest}".partition(_REMEDY)
    remedy, mark, following = after.partition("\n## ")
    return head, f"{before}{mark}{following}".lstrip("\n"), remedy.strip("\n")


def remedy(code: str) -> tuple[str, ...]:
    """How to mend it, paragraph by paragraph: each on one line, but for tables and blocks of code."""
    return tuple(
        part if part.startswith(("|", *_CODE)) else " ".join(part.split()) for part in sections(code)[2].split("\n\n")
    )


def is_said(paragraph: str) -> bool:
    """Whether a paragraph is words, which are translated, and no block of code."""
    return not paragraph.startswith(_CODE)
