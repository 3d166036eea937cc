"""JSON Schemas of the files, made from the models."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cic.model.descriptions import descriptions
from cic.model.kinds import BY_NAME
from cic.model.modelled import modelled
from cic.model.paths import other_keys, standard_words
from cic.model.scalars import Record


@cache
def schema_text(kind: str) -> str:
    """The JSON Schema (draft 2020-12) of a kind of file, as JSON that ends in a line break."""
    made = BY_NAME[kind].model.model_json_schema(schema_generator=_Explained)
    schema = {"$schema": GenerateJsonSchema.schema_dialect, "title": "", **_plain(made)}
    schema["title"] = f"cic: {BY_NAME[kind].shown}"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


_OTHERS = "__pydantic_extra__"
"""What stands under keys that the budget declares."""


class _Explained(GenerateJsonSchema):
    """Says of each key of a block what it means."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of one block."""
        made = super().model_schema(schema)
        model = schema["cls"]
        for key, said in descriptions(model).items() if issubclass(model, Record) else ():
            if key == _OTHERS:
                others = {**made["additionalProperties"], "description": said}
                made["additionalProperties"] = others
                made["properties"] |= {
                    word: {**others, "title": word.capitalize()} for word in standard_words(other_keys(model))
                }
                continue
            field = model.model_fields[key]
            ours = modelled(field)
            made["properties"][field.alias or key]["description"] = (
                f"{said} (not printed: {ours.value})" if ours else said
            )
        return made


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
