"""Which revision of the data a page was made from, asked of Git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from cic.findings import Message

_SECONDS = 20


def revision(data: Path) -> Message:
    """The commit of the folder, and whether its files were changed since, in words."""
    commit = _git(data, "rev-parse", "--short=12", "HEAD")
    if commit is None:
        return Message("not under version control")
    changed = _git(data, "status", "--porcelain", "--", ".")
    if changed is None:
        return Message("commit {commit}, files perhaps changed since", {"commit": commit})
    if not changed:
        return Message("commit {commit}, no file changed since", {"commit": commit})
    return Message(
        "commit {commit}, {count} files changed since", {"commit": commit, "count": len(changed.splitlines())}
    )


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints; None where there is no git, or it refuses."""
    # options of the folder's own configuration are not for a page to run
    safe = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
    try:
        ran = subprocess.run(
            ["git", *safe, *arguments], cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout.strip()
