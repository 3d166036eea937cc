"""Several files written so that all of them are as they become, or none is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cic.base import files
from cic.base.errors import UserError
from cic.base.files import Staged, make_folder, not_written, replace_file, written_beside


def replace_files(contents: Mapping[Path, bytes]) -> dict[Path, int]:
    """Put contents in place of several files, all or none: each is written beside the old one before the first takes
    its place. So a full disk changes nothing, and who is ended leaves them, but for a moment, all old or all new.

    How many other names each had, by its path.
    """
    staged: list[Staged] = []
    placed: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            staged.append(written_beside(path, content, is_one_of_many=False))
        for one in staged:
            placed[one.path] = _place(one)
    except BaseException as error:
        for one in staged:
            with suppress(OSError):
                os.unlink(one.temporary)
        left = [path for path, before in placed.items() if not _is_put_back(path, before)]
        if left:
            raise UserError(
                "not all files could be written, and these are changed already: {files}",
                "mend what stops it, and say the same command again",
                files=tuple(left),
            ) from error
        raise
    return {path: one.others or 0 for path, one in zip(contents, staged, strict=True)}


def _is_put_back(path: Path, before: bytes | None) -> bool:
    """Put back what stood in a file, or take away one that was not there; whether that succeeded."""
    try:
        if before is None:
            path.unlink()
        else:
            replace_file(path, before)
    except (UserError, OSError):
        return False
    return True


@contextmanager
def folders_for(paths: Iterable[Path]) -> Iterator[None]:
    """The folders of files are there while this lasts; those that were not are taken away again where it fails. Raises
    UserError where one cannot be made."""
    made: list[Path] = []
    try:
        for path in paths:
            made += reversed([one for one in path.parents if not one.exists()])
            make_folder(path.parent)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _place(one: Staged) -> bytes | None:
    """Put it in its place; what stood there."""
    try:
        before = one.path.read_bytes() if one.others is not None else None
        files.put_in_place(one.temporary, one.path)
    except OSError as error:
        raise not_written(one.path, error) from error
    return before
