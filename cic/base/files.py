"""Writing files so that nothing is ever half written or lost."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.reasons import reason_of


def replace_file(path: Path, content: bytes) -> int:
    """Put `content` in place of the file in one step, keeping its permissions and, as far as we may, its owner. Raises
    UserError where that is impossible.

    How many other names (hard links) the file had: what these name is as it was before.
    """
    return _replaced(path, content, is_one_of_many=False)


def replace_one_of_many(path: Path, content: bytes) -> None:
    """The same for one of thousands of files that can be made anew: whole or not there, but nobody waits for the disk
    after each, and the folder is not looked through for what an earlier process left behind."""
    _replaced(path, content, is_one_of_many=True)


class Staged(NamedTuple):
    """A file that is written, and is to take the place of another. others: how many more names that has; None where
    there is none."""

    temporary: str
    path: Path
    others: int | None


def _replaced(path: Path, content: bytes, is_one_of_many: bool) -> int:
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return 0
    except OSError as error:
        raise not_written(path, error) from error
    one = written_beside(path, content, is_one_of_many)
    try:
        put_in_place(one.temporary, one.path)
    except OSError as error:
        os.unlink(one.temporary)
        raise not_written(path, error) from error
    except BaseException:
        os.unlink(one.temporary)
        raise
    return one.others or 0


def written_beside(path: Path, content: bytes, is_one_of_many: bool) -> Staged:
    """Write what is to take the place of a file. Raises UserError where that is impossible."""
    try:
        path = path.resolve()
        before = path.stat() if path.exists() else None
        mode = before.st_mode & 0o777 if before else 0o666 & ~_umask()
        if not is_one_of_many:
            _clear(path)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path), suffix=_UNFINISHED)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                if not is_one_of_many:
                    file.flush()
                    os.fsync(file.fileno())
            if before:
                _give(temporary, before)
            os.chmod(temporary, mode)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise not_written(path, error) from error
    return Staged(temporary, path, before.st_nlink - 1 if before else None)


def not_written(path: Path, error: OSError) -> UserError:
    """That a file could not be written."""
    return UserError("{path} cannot be written: {reason}", "nothing was changed", path=path, reason=reason_of(error))


_UNFINISHED = ".cic-unfinished"
"""How the name of a file ends that is being written, and that a process may leave behind which is killed."""
_FORGOTTEN = 3600
"""Seconds after which nobody is still writing such a file."""


def _prefix(path: Path) -> str:
    return f".{path.name[:100]}."


def _clear(path: Path) -> None:
    """Take away what an earlier process left behind that was killed while it wrote this file."""
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            is_ours = entry.name.startswith(_prefix(path)) and entry.name.endswith(_UNFINISHED)
            if is_ours and time.time() - entry.stat(follow_symlinks=False).st_mtime > _FORGOTTEN:
                os.unlink(entry.path)


def clear_unfinished(paths: Iterable[Path]) -> None:
    """Take away what a process left behind that was killed while it wrote any of these files. Only for whoever knows
    that it is dead: nobody else may be writing them."""
    by_folder: dict[Path, list[str]] = {}
    for path in paths:
        by_folder.setdefault(path.parent, []).append(_prefix(path))
    for folder, prefixes in by_folder.items():
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(_UNFINISHED) and entry.name.startswith(tuple(prefixes)):
                    os.unlink(entry.path)


def _give(temporary: str, before: os.stat_result) -> None:
    """Let the new file be whose the old one was: root may, and others may keep the group."""
    if sys.platform != "win32" and (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(temporary, before.st_uid, before.st_gid)
        except PermissionError:
            with suppress(PermissionError):
                os.chown(temporary, -1, before.st_gid)


_PATIENCE = 2
"""Seconds: on Windows nobody replaces a file that another program has open, and scanners open what is new."""


def put_in_place(temporary: str, path: Path) -> None:
    """Let a file take the place of another in one step."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            os.replace(temporary, path)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files, by their paths with `/`, into a folder, which is made where there is none; others in it stay as
    they are. Raises UserError where that is impossible."""
    for name, content in files.items():
        path = folder / name
        make_folder(path.parent)
        replace_file(path, content)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises UserError where that is impossible."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "{folder} cannot be made: {reason}", "name a folder", folder=folder, reason=reason_of(error)
        ) from error


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip file: the same bytes for the same files, on every machine and day. So the date is the first
    that a zip file can have, and nothing is compressed, which differs from library to library."""
    import io
    import zipfile

    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, 0o644 << 16
            archive.writestr(entry, content)
    return written.getvalue()


_UNIX = 3
"""The system that a zip file names as its maker, whichever it is."""


@contextmanager
def alone_in(folder: Path, patience: float = 60) -> Iterator[None]:
    """While this lasts no other `cic` changes the files of the folder. Raises UserError after so many seconds.

    The lock is the system's own and ends with the process, so none is left behind: on the folder itself, or (Windows)
    on a file in the folder of temporary files.
    """
    descriptor = _lockable(folder)
    try:
        end = time.monotonic() + patience
        while not _locked(descriptor):
            if time.monotonic() > end:
                raise UserError(
                    "another cic has been changing {folder} for {seconds} s",
                    "wait for it, or end it",
                    folder=folder,
                    seconds=f"{patience:g}",
                )
            time.sleep(0.02)
        try:
            yield
        finally:
            _unlock(descriptor)
    finally:
        os.close(descriptor)


def _lockable(folder: Path) -> int:
    if sys.platform != "win32":
        return os.open(folder, os.O_RDONLY)
    import hashlib

    name = hashlib.sha256(os.path.normcase(os.path.realpath(folder)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return os.open(Path(tempfile.gettempdir()) / f"cic-{name}.lock", os.O_RDWR | os.O_CREAT)


def _locked(descriptor: int) -> bool:
    """Whether the lock is ours now; also where the disk knows no locks, because what is written is compared first."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _unlock(descriptor: int) -> None:
    """Windows asks that what was locked be unlocked before it is closed; elsewhere closing does it."""
    if sys.platform == "win32":
        import msvcrt

        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
