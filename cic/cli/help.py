"""The help of the commands in the language that was asked for. In English it is the library's own: nothing here is
imported for it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from cic.base.lines import glued, unglued
from cic.base.message import Message
from cic.cli.usage_faults import language_asked_for, places_said

if TYPE_CHECKING:
    from cic.language import Language

_EXAMPLE = re.compile(r"(?:[A-Z_]+=\S+ )*cic ")
"""How a paragraph begins that is to be typed as it stands."""
_EXTRA = re.compile(r"(?s)(.*?)(?:  )?\[([^\[\]]*)\]")
"""The text of an option, and what the library adds to it: its default, its variable, whether it is required."""
_OPTION = re.compile(r"--[a-z-]+")
_HYPHEN = "\ufdd1"
"""Stands for a hyphen of an option while lines are made, so that none ends there."""
_HEADINGS = {str(one): one for one in (Message("Usage"), Message("Arguments"), Message("Options"), Message("Commands"))}
_LIBRARY = {
    str(one): one
    for one in (
        Message("Install completion for the current shell."),
        Message("Show completion for the current shell, to copy it or customize the installation."),
        Message("Show this message and exit."),
    )
}
"""What the library says of its own options."""


def help_said(context: Any, in_english: Callable[[Any], str]) -> str:
    """The help of a command, in the language that was asked for."""
    language = language_asked_for()
    if language.catalogue is not None:
        context.formatter_class = _formatter(context.formatter_class, language)
    return in_english(context)


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a description, each in one line, without what is to be typed."""
    for one in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        line = " ".join(one.split())
        if line and not _EXAMPLE.match(line):
            yield line


def _formatter(base: Any, language: Language) -> Any:
    """The library's formatter, which lays out what it is given in another language."""

    class Spoken(base):  # type: ignore[misc]
        def getvalue(self) -> str:
            return unglued(super().getvalue()).replace(_HYPHEN, "-")

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            said = language.say(Message("Usage:")) + " " if prefix is None else prefix
            super().write_usage(prog, places_said(args, language), said)

        def write_heading(self, heading: str) -> None:
            # the colon stands with a blank before it where the language writes it so
            said = language.say(Message("{name}: {value}", {"name": _HEADINGS.get(heading, heading), "value": ""}))
            super().write_heading(said.rstrip().removesuffix(":"))

        def write_text(self, text: str) -> None:
            super().write_text(described(text, language))

        def write_dl(self, rows: Any, *given: Any, **settings: Any) -> None:
            said = [(places_said(name, language), _with_extra(text, language)) for name, text in rows]
            super().write_dl(said, *given, **settings)

    return Spoken


def described(text: str, language: Language) -> str:
    """A description in another language, paragraph by paragraph."""
    parts = re.split(r"\n\s*\n", inspect.cleandoc(text))
    lines = ((part, " ".join(part.split())) for part in parts)
    return "\n\n".join(part if _EXAMPLE.match(line) else _said(line, language) for part, line in lines)


def _said(hint: str, language: Language) -> str:
    said = glued(language.say(_LIBRARY.get(hint, Message(hint)))) if hint else hint
    return _OPTION.sub(lambda option: option[0].replace("-", _HYPHEN), said)


def _with_extra(text: str, language: Language) -> str:
    found = _EXTRA.fullmatch(text)
    if found is None:
        return _said(text, language)
    extra = "; ".join(_one_extra(one, language) for one in found[2].split("; "))
    return f"{_said(found[1], language)}  [{extra}]".lstrip()


def _one_extra(extra: str, language: Language) -> str:
    name, colon, value = extra.partition(": ")
    names = {"default": Message("default"), "env var": Message("environment variable")}
    if colon and name in names:
        return glued(language.say(Message("{name}: {value}", {"name": names[name], "value": value})))
    return language.say(Message("required")) if extra == "required" else extra
