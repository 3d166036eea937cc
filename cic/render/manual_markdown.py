"""The page of a rule in the manual, which is written in Markdown and in English.

In another language the title and how to mend it come first, in that language; what the rule checks, why, and the
examples follow in English.
"""

from __future__ import annotations

import textwrap

from cic.base.message import Message
from cic.language import Language
from cic.render.safe_text import MarkdownText
from cic.render.setting import Setting
from cic.rules import find_rule
from cic.rules.manual import is_said, page, remedy, sections

_WIDTH = 100  # of the English pages


def render(code: str, setting: Setting) -> MarkdownText:
    """The page, which ends in a line break."""
    language = setting.language
    return MarkdownText.ours(page(code) if language.code == "en" else _translated(code, language))


def _translated(code: str, language: Language) -> str:
    rule, manual = find_rule(code), language.of("manual")
    parts = (
        f"# {rule.code} {rule.name}",
        _lines(_sentence(language.say(Message(rule.title)))),
        f"## {language.say(Message('How to mend it'))}",
        *(_lines(manual.translated(one)) if is_said(one) else one for one in remedy(code)),
        _lines(language.say(Message("The rest of this page of the manual is in English."))),
        sections(code)[1],
    )
    return "\n\n".join(parts)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _lines(text: str) -> str:
    table = text.startswith("|")
    return text if table else textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
