"""Files of a data folder that nothing reads, although somebody may have put data into them: a spreadsheet, a copy, a
name that an editor or an e-mail program has changed."""

from __future__ import annotations

import re

from cic.diagnostics import Place, Problem
from cic.model.kinds import kind_of_file, meant_file
from cic.storage.rules import UNKNOWN_FILE

EVIDENCE = "evidence"
"""The folder of what proves the values: nothing in it is data."""

_YAML = (".yaml", ".yml")
_YAML_SOMEWHERE = re.compile(
    r"[. ]*(?:\.(?:ya?a?ml|yalm|ymal|yam\b)|[,_ -]ya?ml(?![a-z0-9])).*", re.IGNORECASE | re.DOTALL
)
"""The ending of YAML, or a slip of the keys for it, and what has been put behind it."""
_ENDINGS = frozenset((
    "txt", "csv", "tsv", "tab", "xls", "xlsx", "xlsm", "xlsb", "ods", "fods", "numbers", "doc", "docx", "docm",
    "odt", "rtf", "pages", "json", "jsonl", "json5", "toml", "ini", "xml", "html", "htm", "mht", "pdf", "zip", "7z",
    "rar", "gz", "bak", "old", "orig", "rej", "save", "tmp", "new", "copy", "msg", "eml",
))  # fmt: skip
"""What people and programs write data into, or leave beside them. Pictures, films and sounds are none of these."""
_NO_DATA = re.compile(
    r"(?:readme|lisez-?moi|lees-?mij|licen[cs]e|copying|changelog|codeowners|makefile)(?:[._-].*)?"
    r"|thumbs\.db|desktop\.ini|~\$.*|~wr[dl].*\.tmp|.*\.(?:sw[a-p]|lock)",
    re.IGNORECASE,
)
"""What explains a folder, and what systems and open programs leave in one."""


def is_yaml(name: str) -> bool:
    """Whether a file is named like those that are read."""
    return name.lower().endswith(_YAML)


def looks_like_data(name: str) -> bool:
    """Whether a file that is not named like those that are read may be meant as one, by its name in the data folder."""
    *folders, own = name.split("/")
    if own.startswith(".") or EVIDENCE in folders or is_yaml(name) or _NO_DATA.fullmatch(own):
        return False
    if _YAML_SOMEWHERE.search(own):
        return True
    bare = own.strip("~ .#")
    _, dot, ending = bare.rpartition(".")
    if dot:
        return ending.lower() in _ENDINGS
    return bare.lower() in ("yaml", "yml") or kind_of_file(_renamed(name, bare)) is not None


def unread_file(name: str) -> Problem:
    """That nothing reads a file, with what to do: give it the name that it was to have, or take it away."""
    place = Place(name, 1, 1, 1, 1)
    meant = _meant(name)
    if meant:
        template = "nothing reads this file: did you mean {close}?"
        return UNKNOWN_FILE.problem(place, template, name=name, close=meant)
    if is_yaml(name):
        return UNKNOWN_FILE.problem(place, "nothing reads this file", name=name, close="")
    template = "nothing reads this file: data stand in files whose names end in .yaml; what proves a value, in {folder}"
    return UNKNOWN_FILE.problem(place, template, name=name, close="", folder=f"{EVIDENCE}/")


def named_and_unread(name: str) -> Problem:
    """That a file or a folder was to be checked in which nothing is read."""
    template = "this was to be checked, and nothing of it is read: data stand in files whose names end in .yaml"
    return UNKNOWN_FILE.problem(Place(name, 1, 1, 1, 1), template, name=name, close="")


def beside(found: Problem, name: str) -> Problem:
    """That nothing reads a file whose name is like that of one which was read."""
    template = "nothing reads this file, which stands beside {other}"
    return UNKNOWN_FILE.problem(found.where, template, name=found.figures["name"], close="", other=name)


def is_beside(found: Problem) -> bool:
    """Whether a problem is of a file whose like was read, so that nothing is missing because of it."""
    return found.rule is UNKNOWN_FILE and "other" in found.figures


def _meant(name: str) -> str | None:
    """The name that a file was probably to have; None for what has none of YAML in its name."""
    if is_yaml(name):
        return meant_file(name)
    own = name.rpartition("/")[2].strip("#~ .")
    bare = _YAML_SOMEWHERE.sub("", own)
    return meant_file(_renamed(name, bare)) if bare and (bare != own or "." not in own) else None


def _renamed(name: str, bare: str) -> str:
    """The name that a file has with another own name, and with the ending of YAML."""
    return f"{name[: name.rfind('/') + 1]}{bare}.yaml"
