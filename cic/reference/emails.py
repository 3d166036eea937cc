"""Whether an e-mail address is written like one. Whether it exists, only a message can tell."""

from __future__ import annotations

import re
from functools import lru_cache

_ATOM = r'[^\x00-\x20\x7f"(),.:;<>@\[\\\]]+'
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"(?!(?![xX][nN])..--)[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")
_NEVER_MAIL = frozenset(("arpa", "invalid", "local", "localhost", "onion", "test"))


def fault(address: str) -> str | None:
    """What is wrong with the address: `at` (not exactly one @ with something around it), `local` (the part before
    it) or `domain` (the part after it); None where it is well written.

    >>> fault("town.hall@example.org"), fault("town hall@example.org"), fault("hall@example"), fault("hall")
    (None, 'local', 'domain', 'at')
    """
    local, at, domain = address.partition("@")
    if not (local and at and domain) or "@" in domain:
        return "at"
    if len(local) > 64 or not _LOCAL.fullmatch(local):
        return "local"
    return "domain" if len(address) > 254 or not _is_name_of_server(domain) else None


@lru_cache(maxsize=1000)
def _is_name_of_server(domain: str) -> bool:
    """Whether a server can have the name. Many addresses have one server, for which it is worked out once."""
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    ending = labels[-1].lower()
    return ending not in _NEVER_MAIL and not (ending[-1].isdecimal() and ending.isascii())


PROVIDERS = frozenset(("gmail", "hotmail", "icloud", "live", "outlook", "yahoo"))
"""Servers at which anybody may have an address."""
ENDINGS = {"gmail": frozenset(("com",)), "icloud": frozenset(("com",))}
"""What stands after the last dot, of the providers that have no other."""
