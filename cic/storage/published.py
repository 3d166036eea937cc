"""A folder that a command fills with many files, again and again, among files that others may have put there.

A list in it says what is ours, with the digest of each file as written. What is not in the list is never touched,
nor is what somebody has changed since; what is in it and no longer made is taken away. While files are written, each
is first named in a journal beside the list, so that a next run knows them again when a process is killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from cic.base.errors import UserError
from cic.base.files import (
    alone_in,
    clear_unfinished,
    make_folder,
    replace_file,
    replace_one_of_many,
)
from cic.base.reasons import reason_of
from cic.storage.outputs import folder_to_write

LIST = "cic-site.json"
JOURNAL = "cic-site.journal"
_FORMAT = 1
_SHOWN = 3
_STEP = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", re.ASCII)
_DIGEST = re.compile("[0-9a-f]{64}")
Known = Mapping[str, frozenset[str]]
"""What is ours: the digests that each file may have, which are several where a process was killed while it wrote."""


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
    real = _checked(folder)
    make_folder(real)
    with alone_in(real):
        listed, begun = _read_list(real), _read_journal(real)
        known = {name: frozenset((*listed.get(name, ()), *begun.get(name, ()))) for name in {**listed, **begun}}
        now = _refuse_what_is_not_ours(real, names, known)
        if begun:
            own = (LIST, *begun)
            clear_unfinished(real / name for name in own if _is_way(real, name.rpartition("/")[0]))
        after: dict[str, str] = {}
        written = 0
        try:
            with _journal(real) as journal:
                for name, content in files:
                    digest = hashlib.sha256(content).hexdigest()
                    after[name] = digest
                    # a moment ago the file was that already
                    if now.get(name) != digest:
                        make_folder((real / name).parent)
                        journal.write(f"{digest} {name}\n".encode())
                        replace_one_of_many(real / name, content)
                        written += 1
        except BaseException:
            known = {
                name: frozenset((*known.get(name, ()), *filter(None, (after.get(name),))))
                for name in {**known, **after}
            }
            _write_list(real, dict(_as_they_stand(real, known)))
            raise
        gone = {name: digests for name, digests in known.items() if name not in after}
        removed, kept = _take_away(real, gone)
        _write_list(real, after)
    return Published(written, len(after) - written, removed, kept)


def _checked(folder: Path) -> Path:
    """Where the folder is. Raises UserError where it must not be written to."""
    real = folder_to_write(folder)
    if real.exists() and not real.is_dir():
        raise UserError("{folder} is not a folder: nothing was written", "name another", folder=folder)
    return real


def _read_list(folder: Path) -> dict[str, frozenset[str]]:
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
    return {name: frozenset((digest,)) for name, digest in listed.items()}


def _is_entry(name: object, digest: object) -> bool:
    is_path = isinstance(name, str) and all(_STEP.fullmatch(step) for step in name.split("/"))
    return is_path and isinstance(digest, str) and bool(_DIGEST.fullmatch(digest))


def _write_list(folder: Path, entries: Mapping[str, str]) -> None:
    """The list says what stands there now, so that there is nothing left to be known from the journal."""
    document = {"format": _FORMAT, "files": dict(sorted(entries.items()))}
    replace_file(folder / LIST, (json.dumps(document, indent=1) + "\n").encode())
    with suppress(OSError):
        (folder / JOURNAL).unlink()


def _read_journal(folder: Path) -> dict[str, frozenset[str]]:
    """What a process that was killed wrote, or was about to: the digests by the names. A line of another kind, and one
    that does not end, says nothing."""
    path = folder / JOURNAL
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        lines = path.read_text("utf-8", "replace").split("\n")[:-1]
    except OSError as error:
        raise UserError(
            "{path} cannot be read: {reason}", "nothing was changed", path=path, reason=reason_of(error)
        ) from error
    found: dict[str, set[str]] = {}
    for digest, _, name in (line.partition(" ") for line in lines):
        if _is_entry(name, digest):
            found.setdefault(name, set()).add(digest)
    return {name: frozenset(digests) for name, digests in found.items()}


def _journal(folder: Path) -> IO[bytes]:
    """The journal to write to, after what stands in it: each line is with the system before its file is."""
    path = folder / JOURNAL
    if os.path.lexists(path) and (path.is_symlink() or not path.is_file()):
        raise UserError(
            "{path} is not a file that cic wrote: nothing was written",
            "name another folder, or take that file away",
            path=path,
        )
    try:
        return path.open("ab", buffering=0)
    except OSError as error:
        raise UserError(
            "{path} cannot be written: {reason}", "nothing was changed", path=path, reason=reason_of(error)
        ) from error


def _as_they_stand(folder: Path, known: Known) -> Iterator[tuple[str, str]]:
    """The list where the command ends too early: each of our files with the digest that it has now."""
    for name, digests in known.items():
        digest = _digest_of(folder / name)
        if digest in digests:
            yield name, digest


def _refuse_what_is_not_ours(folder: Path, planned: Iterable[str], known: Known) -> dict[str, str]:
    """The digests of what is there and ours. Raises UserError where a file would be written over that is not."""
    now: dict[str, str] = {}
    foreign = list(_foreign(folder, planned, known, now))
    if foreign:
        raise UserError(
            "in {folder} there are files that are not from here, or were changed since: {files}; nothing was written",
            "name an empty folder, or move them away",
            folder=folder,
            files=(*foreign[:_SHOWN], *(("…",) if len(foreign) > _SHOWN else ())),
        )
    return now


def _foreign(folder: Path, planned: Iterable[str], known: Known, now: dict[str, str]) -> Iterator[str]:
    """What stands where a file is to be written and is not ours: another's file, ours changed, a link, a folder. now:
    takes the digests of what is ours."""
    ways: dict[str, bool] = {}
    for name in planned:
        parent = name.rpartition("/")[0]
        if parent not in ways:
            ways[parent] = _is_way(folder, parent)
        path = folder / name
        if not ways[parent]:
            yield parent
        elif os.path.lexists(path):
            digest = _digest_of(path) if name in known else None
            if digest is None or digest not in known[name]:
                yield name
            else:
                now[name] = digest


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


def _take_away(folder: Path, gone: Known) -> tuple[int, tuple[str, ...]]:
    """Delete those of our files that are still as we wrote them, then the folders that this leaves empty."""
    removed, kept = 0, []
    parents = set()
    for name, digests in gone.items():
        parent, path = name.rpartition("/")[0], folder / name
        if not os.path.lexists(path):
            continue
        if not _is_way(folder, parent) or _digest_of(path) not in digests:
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
