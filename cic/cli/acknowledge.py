"""`cic acknowledge`: accept one finding, with its figures and a reason."""

from __future__ import annotations

import json
import os
import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.system import relative
from cic.cli.app import LanguageCode
from cic.cli.lines import remark, say
from cic.cli.options import AsOf, Data, Lang, chosen_language, day, folder
from cic.cli.output import write_file

if TYPE_CHECKING:
    from cic.checks.acknowledgements import Verdict
    from cic.diagnostics import Finding
    from cic.storage.folder import Folder
    from cic.storage.loader import Loaded

_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+))?:?")
_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S*)programme\.json\s*")


def acknowledge(
    place: Annotated[
        str, typer.Argument(help="Where the finding is, as `cic validate` prints it: data/budget.yaml:90:14.")
    ],
    reason: Annotated[str, typer.Option(help="Why it is accepted: what the documents say, and the likely cause.")],
    rule: Annotated[
        str | None, typer.Option(help="The code or name, where several findings stand at the place.")
    ] = None,
    which: Annotated[
        str | None, typer.Option(help="Which one, where several findings of one rule stand at the place: 2019.")
    ] = None,
    reason_lang: Annotated[
        LanguageCode | None, typer.Option(help="Language of the reason; by default that of the documents.")
    ] = None,
    expires: Annotated[str | None, typer.Option(metavar="DATE", help="Ask again after this day.")] = None,
    data: Data = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Accept one finding: write it to acknowledgements.yaml, with its figures and the reason.

    When the figures change, the finding comes back. An entry that is out of date is replaced.

    Examples:

      cic acknowledge data/budget.yaml:90:14 --reason "Imprimé ainsi: somme arrondie"

      cic acknowledge data/logframe.yaml:54 --rule target-open --reason "Ouvert jusqu'à la plateforme" --expires
      2027-06-30
    """
    from cic.base.files import alone_in
    from cic.base.message import Message
    from cic.checks.acknowledgements import ACKNOWLEDGEMENTS
    from cic.checks.engine import check
    from cic.rules import select_rules
    from cic.source.guards import forbidden_in
    from cic.storage.loader import load

    if not reason.strip():
        raise UserError("a reason is needed", "say what the documents say and why it is accepted: --reason TEXT")
    if forbidden_in(reason) or any("\ud800" <= sign <= "\udfff" for sign in reason):
        raise UserError(
            "the reason holds a character that cannot be written", "type it again, without control characters"
        )
    language = chosen_language(lang)
    today, until = day(as_of), day(expires, "--expires").isoformat() if expires else None
    where = folder(data)
    with alone_in(where.path):
        loaded = load(where, today)
        verdicts = [one for one in check(loaded, select_rules("", "")).verdicts if one.acceptance is None]
        if ACKNOWLEDGEMENTS in loaded.unread_files:
            raise UserError(
                "{file} has faults itself: nothing in it is in force",
                "mend it first, see cic validate",
                file=ACKNOWLEDGEMENTS,
            )
        one, found = _find(loaded, verdicts, place, (rule, which), where)
        _refuse_one_of_several(one)
        entry = _entry(one, reason, reason_lang.value if reason_lang else _language(loaded), today.isoformat(), until)
        path = _write(where, loaded.texts.get(ACKNOWLEDGEMENTS), one, entry)
    if any(spot.file == ACKNOWLEDGEMENTS for spot in one.problem.related):
        remark(Message("note: the entry that accepted other figures was replaced, its reason with it"), language)
    what, where_it_is = f"{found.code} {found.rule}", found.path or found.place.file
    done = Message("{file}: accepted {finding} at {place}", {"file": path, "finding": what, "place": where_it_is})
    say(language.say(done))


def _find(
    loaded: Loaded, verdicts: list[Verdict], place: str, named: tuple[str | None, str | None], where: Folder
) -> tuple[Verdict, Finding]:
    """The one open finding at the place; `named` gives its rule and which of several it is, where that is needed."""
    from cic.checks.placement import findings
    from cic.rules import find_rule

    match = _PLACE.fullmatch(place)
    if match is None:
        raise UserError("{place} is not a place", "copy it from cic validate: FILE:LINE:COLUMN", place=place)
    line, column = int(match[2]), int(match[3]) if match[3] else None
    names = (match[1], relative(os.path.abspath(match[1]), os.path.abspath(where.path)))
    rule, which = named
    name = find_rule(rule).name if rule else None
    matching = []
    for one in verdicts:
        (found,) = findings(loaded, [one])
        here = found.place
        is_here = here.file in names and here.line == line
        if is_here and column in (None, here.column) and name in (None, found.rule) and which in (None, found.which):
            matching.append((one, found))
    if not matching:
        raise UserError("there is no open finding at {place}", "cic validate lists them with their places", place=place)
    if len(matching) > 1:
        ones = sorted({f"{found.rule} ({found.which})" if found.which else found.rule for _, found in matching})
        raise UserError(
            "several findings stand at {place}: {ones}",
            "say which one with --rule, --which and the column",
            place=place,
            ones=ones,
        )
    if matching[0][0].problem.rule.must_be_fixed:
        raise UserError(
            "{rule} cannot be accepted, only mended",
            "cic explain {code}",
            rule=matching[0][1].rule,
            code=matching[0][1].code,
        )
    return matching[0]


def _refuse_one_of_several(one: Verdict) -> None:
    """Raises UserError where the outdated entry is one of several with one reason: to replace it would drop theirs."""
    from cic.checks.acknowledgements import ACKNOWLEDGEMENTS

    if any(spot.file == ACKNOWLEDGEMENTS and "findings" in spot.path for spot in one.problem.related):
        raise UserError(
            "{file} accepted this with other figures, as one of several findings with one reason",
            "if the reason still holds, write the new figures there, else take it from the list and say the command "
            "again: {figures}",
            file=ACKNOWLEDGEMENTS,
            figures=_figures(one),
        )


def _figures(one: Verdict) -> str:
    pairs = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in one.figures.items())
    return "figures: {" + ", ".join(pairs) + "}"


def _language(loaded: Loaded) -> str:
    documents = loaded.programme.documents
    return next((document.language for document in (documents.documents if documents else {}).values()), "en")


def _entry(one: Verdict, reason: str, lang: str, on: str, expires: str | None) -> str:
    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    lines = [f"rule: {one.problem.rule.name}", f"file: {quoted(one.problem.where.file)}"]
    if one.path:
        lines.append(f"path: {quoted(one.path)}")
    if one.problem.which:
        lines.append(f"which: {quoted(one.problem.which)}")
    if one.figures:
        lines.append(_figures(one))
    lines += [f"reason: {{{lang}: {quoted(' '.join(reason.split()))}}}", f"accepted_on: {on}"]
    if expires is not None:
        lines.append(f"expires: {expires}")
    return "\n".join(lines)


def _write(where: Folder, checked: str | None, one: Verdict, entry: str) -> Path:
    """Write the entry, and make sure first that the file then says what it said before, and the entry.

    checked: the text that the check saw (None where there was no file).
    """
    from cic.checks.acknowledgements import ACKNOWLEDGEMENTS
    from cic.source import read_yaml
    from cic.source.edit import with_item

    path = where.path / ACKNOWLEDGEMENTS
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise UserError("{path} is not an ordinary file", "make it one", path=path)
    raw = path.read_bytes() if path.exists() else _new_file(where).encode()
    before = read_yaml(ACKNOWLEDGEMENTS, raw)
    if (before.text if path.exists() else None) != checked:
        raise UserError("{path} was changed meanwhile; nothing was written", "say the same command again", path=path)
    outdated = [spot.path[1] for spot in one.problem.related if spot.file == ACKNOWLEDGEMENTS]
    replaced = int(outdated[0]) if outdated else None
    text = (
        with_item(before.text, "acknowledgements", entry, replaced)
        if before.text and isinstance(before.data, dict)
        else None
    )
    after = read_yaml(ACKNOWLEDGEMENTS, text.encode()) if text else None
    if text is None or after is None or not _only_added(before.data, after.data, replaced):
        raise UserError(
            "{path} cannot be added to safely; nothing was changed",
            "add it by hand under `acknowledgements:`:\n{entry}",
            path=path,
            entry=entry,
        )
    mark = raw[: len(BOM_UTF8)] if raw.startswith(BOM_UTF8) else b""
    write_file(path, mark + text.encode())
    return path


def _new_file(where: Folder) -> str:
    """A file without entries, which finds its schema where that of the programme is."""
    from cic.model.kinds import ROOT_FILE

    with open(where.path / ROOT_FILE, encoding="utf-8", errors="replace") as file:
        modeline = _MODELINE.fullmatch(file.readline())
    first = f"# yaml-language-server: $schema={modeline[1]}acknowledgements.json\n" if modeline else ""
    return first + "acknowledgements: []\n"


def _only_added(before: object, after: object, replaced: int | None) -> bool:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    old, new = list(before.get("acknowledgements") or []), list(after.get("acknowledgements") or [])
    if replaced is None:
        return new[:-1] == old and len(new) == len(old) + 1
    return len(new) == len(old) and all(a == b for n, (a, b) in enumerate(zip(old, new, strict=True)) if n != replaced)
