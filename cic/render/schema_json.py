"""The JSON Schema of a kind of file."""

from __future__ import annotations

from cic.render.setting import Setting
from cic.scaffold.schemas import schema_text


def render(kind: str, _: Setting) -> str:
    """The schema as JSON."""
    return schema_text(kind)
