"""The contents of Git's objects, read through one process, whatever is missing or broken among them."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from typing import IO, NamedTuple

from cic.storage.git import Repository
from cic.storage.git_process import reason_and_cure, run, started


class Unreadable(NamedTuple):
    """An object that cannot be read: what Git says of it; nothing where the clone lacks it."""

    fault: str = ""


class Objects:
    """Reads objects of a repository. To be used in a `with`.

    Git's process ends at an object that is broken, and older Git also at one that a partial clone lacks: another is
    started for the next, so that one object says nothing of the others.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
        self._process: subprocess.Popen[bytes] | None = None
        self._there: frozenset[str] | None = None

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._complaints.close()

    def read(self, object: str, most: int) -> bytes | Unreadable:
        """The first `most` bytes of an object."""
        if self._there is not None and object not in self._there:
            return Unreadable()
        answer = self._answer(object, most)
        if answer is None:
            if self._there is None:
                self._there = self._all_there()
                if object not in self._there:
                    return Unreadable()
            # the process may have been ended by something else than by this object
            answer = self._answer(object, most)
        return Unreadable(self._reason() or "Git ended without a reason") if answer is None else answer

    def _answer(self, object: str, most: int) -> bytes | Unreadable | None:
        """What the process answers; None where it ended instead."""
        if self._process is None:
            self._process = started(self._repository.folder, self._complaints, "cat-file", "--batch")
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            asked.write(object.encode("ascii") + b"\n")
            asked.flush()
            head = answers.readline().split()
            if head[1:] == [b"missing"]:
                # also said of one that is there and broken
                return Unreadable(self._reason())
            if len(head) == 3:
                size = int(head[2])
                kept = answers.read(min(size, most))
                rest = size - len(kept) + 1
                if len(kept) == min(size, most) and _skipped(answers, rest) == rest:
                    return kept
        except BrokenPipeError:  # of this process, not of whoever reads our output
            pass
        self._end()
        return None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):
                stream.close()
        process.wait()

    def _reason(self) -> str:
        """The fault that Git named since it was last asked for one; nothing where it named none."""
        self._complaints.seek(0)
        said = self._complaints.read()
        self._complaints.seek(0)
        self._complaints.truncate()
        return reason_and_cure(said)[0]

    def _all_there(self) -> frozenset[str]:
        """Every object that the clone holds. Asked once, and only where one could not be read: a list of all is dear,
        but a process for each missing one is dearer."""
        how = ("--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
        return frozenset(run(self._repository.folder, "cat-file", *how).decode("ascii").split())


_STEP = 1 << 20


def _skipped(stream: IO[bytes], count: int) -> int:
    """How many of so many bytes could be passed over."""
    left = count
    while left > 0:
        step = len(stream.read(min(left, _STEP)))
        if not step:
            break
        left -= step
    return count - left
