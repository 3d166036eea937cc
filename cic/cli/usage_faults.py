"""What is wrong with a command line, in the language of whoever typed it. Needed only where something is."""

from __future__ import annotations

import difflib
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from cic.base.message import Message, either

if TYPE_CHECKING:
    from cic.language import Language

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")


_METAVAR = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?: range)?(?!\w)")
"""A word of a line of usage that is no option; `<int range>` is one."""

_PLACES = {
    str(one): one
    for one in (
        Message("OPTIONS"),
        Message("FORM... | iati FILE DIR"),
        Message("COMMAND"),
        Message("ARGS"),
        Message("DIR"),
        Message("REV"),
        Message("id"),
        Message("kind"),
        Message("paths"),
        Message("place"),
        Message("rule"),
        Message("revisions"),
        Message("file"),
        Message("year"),
        Message("who"),
        Message("what"),
        Message("YEAR"),
        Message("FIRST"),
        Message("LAST"),
        Message("DATE"),
        Message("FILE"),
        Message("FORMAT"),
        Message("KEY"),
        Message("NAME"),
        Message("KIND"),
        Message("NUMBER"),
        Message("AMOUNT"),
        Message("STEP"),
        Message("REASON"),
        Message("PERIOD"),
        Message("INDICATOR"),
        Message("IDENTIFIER"),
    )
}
"""What a line of usage calls the words that are to be typed."""
_TYPES = {
    "str": Message("TEXT"),
    "path": Message("PATH"),
    "file": Message("FILE"),
    "int": Message("NUMBER"),
    "int range": Message("NUMBER"),
}
"""What the library calls them that have no name of ours, in angle brackets."""


def say_in_language(fault: Any) -> None:
    """Let a fault of usage that the command-line library found speak in the language that was asked for, and say what
    was probably meant. What is not known to us stays in its own words."""
    language = language_asked_for()
    words = _words(fault)
    if words is not None:
        text = language.say_exactly(words)
        fault.format_message = lambda: text
    if language.catalogue is not None and type(fault).__name__ != "NoArgsIsHelpError":
        fault.show = lambda file=None: _show(fault, language)  # noqa: ARG005 the library may name one


def _show(fault: Any, language: Language) -> None:
    """What the library prints of a fault, which it has in English only."""
    from cic.cli.lines import complain

    context = getattr(fault, "ctx", None)
    if context is not None:
        formatter = context.make_formatter()
        pieces = (places_said(one, language) for one in _pieces(context))
        formatter.write_usage(context.command_path, " ".join(pieces), language.say(Message("Usage:")) + " ")
        for line in formatter.getvalue().splitlines():
            complain(line)
        command = f"{context.command_path} {context.help_option_names[0]}"
        complain(language.say(Message("Try '{command}' for help.", {"command": command})))
        complain("")
    complain(language.say(Message("Error: {text}", {"text": fault.format_message()})))


def _pieces(context: Any) -> list[str]:
    return list(map(str, context.command.collect_usage_pieces(context)))


def places_said(usage: str, language: Language) -> str:
    """A line of usage, or how an option is written, with the words that are to be typed in another language. Choices
    and options stay as they are."""
    named = re.sub("<([a-z ]+)>", lambda one: f"<{language.say(_TYPES.get(one[1], one[1])).lower()}>", usage)
    return re.sub(r"<[^<>]*>|" + _METAVAR.pattern, lambda one: _place(one[0], language), named)


def _place(word: str, language: Language) -> str:
    return language.say(_PLACES.get(word, word))


def language_asked_for() -> Language:
    """The language that the command line asks for, which could not be read as a whole; else that of the environment."""
    from cic.language import ENGLISH, NAMES, NotInstalledError, language_of, preferred

    given = re.findall(r"(?:^|\0)--lang[=\0]([a-z]{2})(?=\0|$)", "\0".join(sys.argv[1:]))
    codes = (*given[-1:], os.environ.get("CIC_LANG", ""), preferred(os.environ))
    try:
        return language_of(next(code for code in codes if code in NAMES))
    except NotInstalledError:
        return ENGLISH


def _words(fault: Any) -> Message | None:
    kind, text = type(fault).__name__, str(getattr(fault, "message", ""))
    quoted = _QUOTED.findall(text)
    if kind == "NoSuchOption":
        value, known = str(fault.option_name), _options(fault.ctx)
        close = difflib.get_close_matches(value, known, n=1, cutoff=0.5)
        if close:
            return Message("there is no option {value}: did you mean {close}?", {"value": value, "close": close[0]})
        return Message("there is no option {value}", {"value": value})
    if text.startswith("No such command") and quoted:
        from cic.cli.app import COMMANDS

        value = quoted[0]
        close = difflib.get_close_matches(value, list(COMMANDS), n=1, cutoff=0.5)
        if close:
            return Message("there is no command {value}: did you mean {close}?", {"value": value, "close": close[0]})
        return Message("there is no command {value}; there are {known}", {"value": value, "known": tuple(COMMANDS)})
    if text == "Missing command.":
        return Message("Missing command.")
    if kind == "MissingParameter":
        return Message("{name} is missing", {"name": _name(fault)})
    if kind == "BadParameter" and fault.param is not None:
        return _bad_value(fault, text, quoted)
    if kind == "BadOptionUsage":
        template = "{name} takes no value" if "not take a value" in text else "{name} needs a value behind it"
        return Message(template, {"name": fault.option_name})
    extra = re.fullmatch(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", text, re.DOTALL)
    if extra:
        return Message("this is too much: {words}", {"words": extra[1]})
    return None


def _bad_value(fault: Any, text: str, quoted: list[str]) -> Message | None:
    choices = [str(getattr(one, "value", one)) for one in getattr(fault.param.type, "choices", ())]
    name = _name(fault)
    if choices and quoted:
        known, value = either(choices), quoted[0]
        close = difflib.get_close_matches(value.casefold(), choices, n=1)
        if close:
            template = "{name} cannot be {value}: did you mean {close}? Possible: {known}"
            return Message(template, {"name": name, "value": value, "close": close[0], "known": known})
        return Message("{name} cannot be {value}: write {known}", {"name": name, "value": value, "known": known})
    if "not a valid int" in text and quoted:
        return Message("{name} cannot be {value}: write a whole number", {"name": name, "value": quoted[0]})
    least = getattr(fault.param.type, "min", None)
    if "not in the range" in text and least is not None:
        value = text.partition(" ")[0]
        return Message("{name} cannot be {value}: the least is {least}", {"name": name, "value": value, "least": least})
    return None


def _name(fault: Any) -> Message | str:
    """An option as it is typed, an argument as the help calls it."""
    parameter = fault.param
    if parameter is None:
        return str(fault.param_hint or "")
    names = [one for one in parameter.opts if one.startswith("--")] or [parameter.human_readable_name]
    return _PLACES.get(names[0], str(names[0]))


def _options(context: Any) -> list[str]:
    parameters = context.command.get_params(context) if context is not None else ()
    return [name for one in parameters for name in (*one.opts, *one.secondary_opts) if name.startswith("--")]
