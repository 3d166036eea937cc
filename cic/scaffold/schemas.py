"""JSON Schemas of the files, made from the models."""

from __future__ import annotations

import json
from typing import Any

from cic.model.kinds import BY_NAME
from cic.model.meanings import EXAMPLES, MEANINGS


def schema_text(kind: str) -> str:
    """The JSON Schema (draft 2020-12) of a kind of file, as JSON that ends in a line break."""
    from pydantic.json_schema import GenerateJsonSchema

    model = BY_NAME[kind].model
    made = model.model_json_schema(schema_generator=GenerateJsonSchema)
    for block in (made, *made.get("$defs", {}).values()):
        _explain(block)
    schema = {"$schema": GenerateJsonSchema.schema_dialect, "title": f"cic: {BY_NAME[kind].shown}", **_plain(made)}
    schema["title"] = f"cic: {BY_NAME[kind].shown}"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _explain(block: dict[str, Any]) -> None:
    """Add what each key of a block means, and an example where one helps."""
    for key, described in block.get("properties", {}).items():
        names = (f"{block['title']}.{key}", key)
        meaning = next((MEANINGS[name] for name in names if name in MEANINGS), None)
        if meaning is not None:
            described.setdefault("description", meaning)
        example = next((EXAMPLES[name] for name in names if name in EXAMPLES), None)
        if example is not None:
            described.setdefault("examples", [example])


def _plain(value: Any) -> Any:
    """Without `null` as an alternative and as a default: an absent value is left out, never written as nothing."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(item) for key, item in value.items() if not (key == "default" and item is None)}
    choices = plain.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del plain["anyOf"]
        plain = {**(rest[0] if len(rest) == 1 else {"anyOf": rest}), **plain}
    return plain
