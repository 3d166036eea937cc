"""What a forge (GitHub, GitLab) that runs the command says of itself: where the repository begins, and where the
summary of a job goes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cic.base.message import Message
from cic.base.system import relative

if TYPE_CHECKING:
    from cic.render.formats import Made

_WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
_WEB_ADDRESS = re.compile(r"https?://[\w.:/~-]+", re.ASCII)
SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"


def from_repository(folder: Path) -> str:
    """The path of a folder from the root of its repository, with `/`, as a forge names files.

    The root is the nearest folder upwards that holds `.git`; where there is none, the workspace that the forge names;
    else the directory in which the command runs.
    """
    place = Path(os.path.realpath(folder))
    roots = (parent for parent in (place, *place.parents) if (parent / ".git").exists())
    root = next(roots, None) or next(iter(_workspaces_of(place)), Path.cwd())
    return relative(place, os.path.realpath(root))


def _workspaces_of(place: Path) -> list[Path]:
    named = [Path(os.path.realpath(os.environ[name])) for name in _WORKSPACES if os.environ.get(name)]
    return [workspace for workspace in named if place.is_relative_to(workspace)]


def address_of_repository() -> str:
    """Where the repository stands on the web, as the forge says that runs the command; empty elsewhere."""
    server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    address = f"{server}/{repository}" if server and repository else os.environ.get("CI_PROJECT_URL", "")
    return address if _WEB_ADDRESS.fullmatch(address) else ""


def add_to_job_summary(text: Made) -> Message | None:
    """Append Markdown to the summary of the job. Returns why that was not possible; it is no reason to fail."""
    try:
        with open(os.environ[SUMMARY_VARIABLE], "a", encoding="utf-8", newline="\n") as file:
            file.write(str(text))
    except OSError as error:
        from cic.base.reasons import reason_of

        what = {"variable": SUMMARY_VARIABLE, "reason": reason_of(error)}
        return Message("the job summary was not written ({variable}): {reason}", what)
    return None
