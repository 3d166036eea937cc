"""A whole new file of data, from values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cic.diagnostics import Key
from cic.source.layout import Look
from cic.source.written import in_block

_LOOK = Look(keys=2, lists=2, is_quoted=False)
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What YAML takes for a line break, or refuses; it stands within quotes alone, where an escape says the same."""


def new_file(content: Mapping[Any, Any]) -> str:
    """The text of a file; keys whose value is None are left out."""
    text = "".join(f"{line}\n" for line in in_block(_plain(content), 0, _LOOK))
    return _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_key(key): _plain(one) for key, one in value.items() if one is not None}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        # a number without decimals is read as a whole one
        return value if "." in f"{value:f}" else int(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def _key(key: Key) -> Key:
    return int(key) if isinstance(key, int) else key
