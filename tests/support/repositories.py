"""Real repositories and clones for tests: nothing of the machine's own settings of Git takes part."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from conftest import BASE

SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "tests" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str, **more: str) -> str:
    """What Git answers."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ran = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *arguments],
        cwd=folder,
        env=environment | SETTINGS | more,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, f"git {arguments}: {ran.stderr}"
    return ran.stdout.strip()


def commit(folder: Path, message: str) -> str:
    """Commit everything; the id."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def programme(root: Path, *arguments: str) -> Path:
    """A repository with the base programme in data/, committed; it serves partial clones."""
    shutil.copytree(BASE, root / "data")
    git(root, "init", "--quiet", "--initial-branch=main", *arguments)
    git(root, "config", "uploadpack.allowFilter", "true")
    git(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    commit(root, "First")
    return root


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file."""
    text = file.read_bytes()
    assert old.encode() in text
    file.write_bytes(text.replace(old.encode(), new.encode()))


def clone(source: Path, target: Path, *arguments: str) -> Path:
    """A clone as over a network."""
    git(source.parent, "clone", "--quiet", *arguments, f"file://{source}", str(target))
    return target


def lose(repository: Path, object: str) -> None:
    """Take one object out of a repository, as a full disk or a bad copy does."""
    for pack in (repository / ".git/objects/pack").glob("*.pack"):
        moved = repository / pack.name
        pack.rename(moved)
        with moved.open("rb") as content:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=repository, stdin=content, check=True)
        moved.unlink()
        pack.with_suffix(".idx").unlink()
    (repository / ".git/objects" / object[:2] / object[2:]).unlink()
