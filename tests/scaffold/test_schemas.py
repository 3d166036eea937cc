"""The JSON Schemas: the shipped data pass them in a validator that others wrote, and they refuse what we refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from conftest import BASE, DATA, NO_DATA, ROOT
from held import made_by

from cic.model.descriptions import descriptions
from cic.model.kinds import KINDS, kind_of_file
from cic.model.logframe import Indicator
from cic.model.readings import Reading, StatementReading
from cic.model.risks import Risk
from cic.scaffold.schemas import schema_text

SCHEMAS = ROOT / "docs" / "schemas"


def check_jsonschema(kind: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--schemafile",
        str(SCHEMAS / f"{kind}.json"),
        *map(str, files),
    ]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_written_schemas_are_those_of_the_models(kind: str) -> None:
    with made_by("pydantic"):
        assert (SCHEMAS / f"{kind}.json").read_text(encoding="utf-8") == schema_text(kind), "make schemas"


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@pytest.mark.slow
def test_data_pass_in_a_validator_of_others(kind: str) -> None:
    files = [
        path
        for folder in (DATA, BASE)
        for path in sorted(folder.rglob("*.yaml"))
        if (known := kind_of_file(path.relative_to(folder).as_posix())) and known.name == kind
    ]
    if not files:
        pytest.skip("no such file is shipped" if DATA.is_dir() else NO_DATA)
    ran = check_jsonschema(kind, *files)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("partnership", "id: a b\nsource: {document: plan}\ncommunes: {a: {name: A, country: BE}}\n"),
        ("partnership", "id: a\nsource: {document: plan}\ncommunes: {}\n"),
        ("programme", "format: 1\nid: a\nname: {}\ncountry: XA\nsource: {document: plan}\n"),
        (
            "budget",
            "source: {document: plan}\ncurrency: EUR\ncategories: {parners: {label: {en: x}}}\noperating_costs: {label: {en: x}}\n",
        ),
        ("report", "year: 2031\nexpenditure: {partners: {operating: {amount: '12'}}}\n"),
    ],
)
@pytest.mark.slow
def test_schemas_refuse_what_we_refuse(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text)
    assert check_jsonschema(kind, path).returncode == 1


def blocks(kind: str) -> list[dict]:
    schema = json.loads(schema_text(kind))
    return [schema, *schema.get("$defs", {}).values()]


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_each_schema_names_one_type_at_a_time(kind: str) -> None:
    """What Ajv asks in its strict mode; a list of types is none for it."""
    waiting: list[object] = [json.loads(schema_text(kind))]
    seen = 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            seen += "type" in one
            assert not isinstance(one.get("type"), list), one
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else []
    assert seen


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_an_editor_can_explain_every_key(kind: str) -> None:
    properties = {(one["title"], key): said for one in blocks(kind) for key, said in one.get("properties", {}).items()}
    assert properties
    assert [name for name, said in properties.items() if not said.get("description")] == []
    assert [name for name, said in properties.items() if "$ref" not in said and not said.get("title")] == []
    assert all(one.get("title") for one in blocks(kind))


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_examples_are_valid(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    for one in blocks(kind):
        for key, said in one.get("properties", {}).items():
            for example in said.get("examples", ()):
                faults = list(
                    jsonschema.Draft202012Validator({**said, "$defs": schema.get("$defs", {})}).iter_errors(example)
                )
                assert faults == [], (one["title"], key)


def test_a_meaning_is_that_of_the_field_in_its_block() -> None:
    assert descriptions(Indicator)["level"] != descriptions(Risk)["level"]
    assert descriptions(Reading)["restates"] == descriptions(StatementReading)["restates"] != ""
