"""The JSON Schema of a kind of file."""

from __future__ import annotations

from cic.render.safe_text import JsonText
from cic.render.setting import Setting
from cic.scaffold.schemas import schema_text


def render(kind: str, _: Setting) -> JsonText:
    """The schema as JSON."""
    return JsonText(schema_text(kind))
