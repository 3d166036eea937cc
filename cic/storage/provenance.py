"""Which revision of the data a page was made from, in words."""

from __future__ import annotations

from pathlib import Path

from cic.base.errors import UserError
from cic.diagnostics import Message
from cic.storage.folder import Source
from cic.storage.git import Repository, short
from cic.storage.git_folder import GitFolder


def of_commit(commit: str) -> Message:
    """Data as they are in a commit."""
    return Message("commit {commit}, unchanged", {"commit": short(commit)})


def of_folder(data: Path) -> Message:
    """Data as they are on the disk: the commit that is checked out, and how many files are not as in it."""
    try:
        repository = Repository(data)
    except UserError:
        return Message("not under version control")
    commit = repository.head()
    if commit is None:
        return Message("not in any commit yet")
    changed = repository.changed(str(data.resolve()))
    if changed is None:
        return Message("commit {commit}, perhaps changed since", {"commit": short(commit)})
    if not changed:
        return of_commit(commit)
    return Message("commit {commit}, changed since; files: {count}", {"commit": short(commit), "count": changed})


def revision_of(source: Source) -> Message:
    """Which revision the data are of that were read from a source."""
    return of_commit(source.commit) if isinstance(source, GitFolder) else of_folder(source.path)
