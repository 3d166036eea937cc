"""A folder that a command fills with many files, again and again, among files that others may have put there.

A list in it says what is ours, with the digest of each file as written. What is not in the list is never touched,
nor is what somebody has changed since; what is in it and no longer made is taken away.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.files import alone_in, make_folder, replace_file, replace_one_of_many
from cic.base.reasons import reason_of
from cic.model.kinds import ROOT_FILE
from cic.storage.outputs import place_to_write

LIST = "cic-site.json"
_FORMAT = 1
_SHOWN = 3
_STEP = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)
_DIGEST = re.compile("[0-9a-f]{64}")
_UNFINISHED = ""
"""In place of the digest of a file that is ours and was being written when the command ended too early."""


class Published(NamedTuple):
    """What became of the files: how many were written, were there already as they are, and were taken away. kept: those
    that are no longer made and that somebody has changed."""

    written: int
    unchanged: int
    removed: int
    kept: tuple[str, ...]


def publish(folder: Path, names: Iterable[str], files: Iterable[tuple[str, bytes]]) -> Published:
    """Put the files into the folder, which is made where there is none. names: all that `files` will give, with `/`.

    Raises UserError, before anything is written, where a file of another would be overwritten, or one of ours that was
    changed since; and where a place must not be written to.
    """
    planned = tuple(names)
    real = _checked(folder)
    make_folder(real)
    with alone_in(real):
        before = _read_list(real)
        _refuse_what_is_not_ours(real, planned, before)
        _write_list(real, {**before, **{name: before.get(name, _UNFINISHED) for name in planned}})
        after: dict[str, str] = {}
        written = 0
        try:
            for name, content in files:
                digest = hashlib.sha256(content).hexdigest()
                path = real / name
                # the list says what we wrote, and a moment ago the file was still that
                is_new = before.get(name) != digest or not path.is_file()
                after[name] = digest
                if is_new:
                    make_folder(path.parent)
                    replace_one_of_many(path, content)
                    written += 1
        except BaseException:
            _write_list(real, _as_it_stands(real, planned, before, after))
            raise
        gone = {name: digest for name, digest in before.items() if name not in after}
        removed, kept = _take_away(real, gone)
        _write_list(real, after)
    return Published(written, len(after) - written, removed, kept)


def _checked(folder: Path) -> Path:
    """Where the folder is. Raises UserError where it must not be written to."""
    real = place_to_write(folder / LIST).parent
    for place in (real, *real.parents):
        if (place / ROOT_FILE).is_file():
            raise UserError(
                "{folder} lies in a data folder: nothing was written", "name a folder beside it", folder=folder
            )
    if real.exists() and not real.is_dir():
        raise UserError("{folder} is not a folder: nothing was written", "name another", folder=folder)
    return real


def _read_list(folder: Path) -> dict[str, str]:
    """What is ours, by the list. Raises UserError for one that we did not write: it says what may be deleted."""
    path = folder / LIST
    if not os.path.lexists(path):
        return {}
    try:
        document = json.loads(path.read_bytes()) if path.is_file() and not path.is_symlink() else None
    except OSError as error:
        raise UserError(
            "{path} cannot be read: {reason}", "nothing was changed", path=path, reason=reason_of(error)
        ) from error
    except (ValueError, RecursionError):
        document = None
    listed = document.get("files") if isinstance(document, dict) and document.get("format") == _FORMAT else None
    if not isinstance(listed, dict) or not all(_is_entry(name, digest) for name, digest in listed.items()):
        raise UserError(
            "{path} is not a list that cic wrote: nothing was written",
            "name another folder, or take that file away",
            path=path,
        )
    return listed


def _is_entry(name: object, digest: object) -> bool:
    is_path = isinstance(name, str) and all(_STEP.fullmatch(step) for step in name.split("/"))
    return is_path and isinstance(digest, str) and (digest == _UNFINISHED or bool(_DIGEST.fullmatch(digest)))


def _write_list(folder: Path, entries: Mapping[str, str]) -> None:
    document = {"format": _FORMAT, "files": dict(sorted(entries.items()))}
    replace_file(folder / LIST, (json.dumps(document, indent=1) + "\n").encode())


def _as_it_stands(
    folder: Path, planned: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]
) -> dict[str, str]:
    """The list where the command ends too early: each file with the digest that it has now, so that a next run knows
    it again."""
    found = {**before, **{name: before.get(name, _UNFINISHED) for name in planned}, **after}
    last = next(reversed(tuple(after)), None)
    if last is not None and _digest_of(folder / last) != after[last]:
        found[last] = before.get(last, _UNFINISHED)
    return found


def _refuse_what_is_not_ours(folder: Path, planned: Iterable[str], before: Mapping[str, str]) -> None:
    foreign = list(_foreign(folder, planned, before))
    if foreign:
        raise UserError(
            "in {folder} there are files that are not from here, or were changed since: {files}; nothing was written",
            "name an empty folder, or move them away",
            folder=folder,
            files=(*foreign[:_SHOWN], *(("…",) if len(foreign) > _SHOWN else ())),
        )


def _foreign(folder: Path, planned: Iterable[str], before: Mapping[str, str]) -> Iterator[str]:
    """What stands where a file is to be written and is not ours: another's file, ours changed, a link, a folder."""
    known: dict[str, bool] = {}
    for name in planned:
        parent = name.rpartition("/")[0]
        if parent not in known:
            known[parent] = _is_way(folder, parent)
        path = folder / name
        if not known[parent]:
            yield parent
        elif os.path.lexists(path):
            digest = before.get(name)
            if digest is None or (digest != _UNFINISHED and _digest_of(path) != digest):
                yield name
            elif digest == _UNFINISHED and (path.is_symlink() or not path.is_file()):
                yield name


def _is_way(folder: Path, parent: str) -> bool:
    """Whether each step from the folder is a folder, or nothing yet, and no link."""
    path = folder
    for step in filter(None, parent.split("/")):
        path /= step
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            return False
    return True


def _digest_of(path: Path) -> str | None:
    """The digest of an ordinary file; None for anything else."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _take_away(folder: Path, gone: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Delete those of our files that are still as we wrote them, then the folders that this leaves empty."""
    removed, kept = 0, []
    parents = set()
    for name, digest in gone.items():
        parent, path = name.rpartition("/")[0], folder / name
        if not os.path.lexists(path):
            continue
        if not _is_way(folder, parent) or _digest_of(path) != digest:
            kept.append(name)
            continue
        try:
            path.unlink()
        except OSError:
            kept.append(name)
            continue
        removed += 1
        parents.add(parent)
    for parent in sorted(filter(None, parents), key=lambda one: -one.count("/")):
        with suppress(OSError):
            (folder / parent).rmdir()
    return removed, tuple(kept)
