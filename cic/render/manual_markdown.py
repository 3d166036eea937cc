"""The page of a rule in the manual, which is written in Markdown and in English."""

from __future__ import annotations

from cic.base.message import Message
from cic.render.safe_text import MarkdownText, markdown
from cic.render.setting import Setting
from cic.rules.manual import page


def render(code: str, setting: Setting) -> MarkdownText:
    """The page; in another language it says first that there is none in it."""
    language = setting.language
    manual = MarkdownText.ours(page(code))
    remark = language.say(Message("This page of the manual is in English."))
    return manual if language.code == "en" else markdown("{}\n\n{}", remark, manual)
