"""Git as a program that is run: safe from what a repository's configuration says, and honest about why it refuses."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import IO

from cic.base.errors import UserError
from cic.base.reasons import NO_REASON, reason_of
from cic.base.system import program

SAFE = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
SECONDS = 120
FETCH_ALL = "git fetch --refetch --no-filter"
"""What brings the objects that a clone lacks, whether it was made without them or has lost them."""
_STATUS = "git status"
UNSHALLOW = "git fetch --unshallow"
"""What brings the history that a shallow clone begins without."""

_LOCAL = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    )
)
"""What a hook is told of its own repository (`git rev-parse --local-env-vars`), which need not be the one of the data.
The variables that carry settings stay: who runs a container says safe.directory with them."""


class NoRepositoryError(UserError):
    """Git was asked, and the folder is in no repository."""


class NoGitError(UserError):
    """There is no Git to ask."""


def environment() -> dict[str, str]:
    """The environment for Git: it finds the repository by the folder alone, nobody is asked for a password, nothing is
    fetched, no stand-ins for objects or parents are taken, messages are in English."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    if "GIT_QUARANTINE_PATH" in os.environ:
        # what is being pushed lies in a store of its own until the hook has agreed
        both = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
        kept |= {name: os.environ[name] for name in both if name in os.environ}
    return {
        **kept,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "",  # older Git knows no GIT_NO_LAZY_FETCH
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "LC_ALL": "C",
    }


def run(folder: Path, *arguments: str) -> bytes:
    """What Git answers. Raises UserError with Git's own reason and cure where it refuses."""
    answer, fault = run_partly(folder, *arguments)
    if fault is not None:
        raise fault
    return answer


def run_partly(folder: Path, *arguments: str, asked: bytes = b"") -> tuple[bytes, UserError | None]:
    """What Git answers as far as it comes, and why it came no further."""
    try:
        ran = subprocess.run(
            [program("git"), *SAFE, *arguments],
            cwd=folder,
            input=asked,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment(),
        )
    except ValueError:
        raise UserError("a name with a null character names nothing", "type the name again") from None
    except subprocess.TimeoutExpired:
        raise UserError(
            "Git gave no answer within {seconds} seconds", "try {command}", seconds=SECONDS, command=_STATUS
        ) from None
    except OSError as error:
        raise _not_run(folder, error) from None
    return ran.stdout, refusal(folder, ran.stderr) if ran.returncode else None


def started(folder: Path, complaints: IO[bytes], *arguments: str) -> subprocess.Popen[bytes]:
    """A process of Git that goes on beside us; what it complains of goes to a file, where nothing can block."""
    try:
        return subprocess.Popen(
            [program("git"), *SAFE, *arguments],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment(),
        )
    except OSError as error:
        raise _not_run(folder, error) from None


_LOCKED = re.compile(r"'([^']+\.lock)': File exists")
"""How Git says that another has its hand on the same: by the file that says so."""


def refusal(folder: Path, complaints: bytes) -> UserError:
    """Why Git refused, in its own words, and what it says to do about it."""
    reason, cure = reason_and_cure(complaints)
    if reason.startswith("not a git repository (or any") and not has_repository_above(folder):
        return NoRepositoryError(
            "{folder} is not in a Git repository",
            "revisions can be read only where the data are kept in Git; run it in the clone",
            folder=folder,
        )
    lock = _LOCKED.search(reason)
    if lock is not None:
        return UserError(
            "another program of Git is at work in this repository, or one that was stopped has left its mark: {file}",
            "wait until it is done, and say the same command again; where no program of Git runs any more, delete that "
            "file first",
            file=lock[1],
        )
    return UserError(
        "Git refused: {reason}",
        "{command}" if cure else "try {command}",
        reason=reason or NO_REASON,
        command=cure or _STATUS,
    )


def reason_and_cure(complaints: bytes) -> tuple[str, str]:
    """The first fault that Git names, and the command it proposes; each empty where there is none."""
    said = complaints.decode("utf-8", "replace").splitlines()
    faults = (line.partition(": ")[2] for line in said if line.startswith(("fatal: ", "error: ")))
    cures = (line.strip() for line in said if re.match(r"\s+git ", line))
    return next(faults, ""), next(cures, "")


def _not_run(folder: Path, error: OSError) -> UserError:
    if not folder.is_dir():
        return UserError("the folder {folder} does not exist", "name one that does", folder=folder)
    if isinstance(error, FileNotFoundError):
        return NoGitError("Git is not installed here", "install Git, or use an image that has it")
    return NoGitError("Git cannot be run: {reason}", "look at what git --version says", reason=reason_of(error))


def has_repository_above(folder: Path) -> bool:
    """Whether something named `.git` stands in the folder or above, as far up as Git may look."""
    ceilings = {os.path.realpath(one) for one in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if one}
    place = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place or above in ceilings:
            return False
        place = above
    return True
