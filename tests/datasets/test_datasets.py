"""The programme as tables: exact, with keys that hold and places that are right, the same in every format."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import DATA, ROOT, shipped_data

from cic.analysis.sources import Attributions, attribution
from cic.analysis.spending import accounts
from cic.checks.engine import check
from cic.datasets.rows import Origin, Tables, tables
from cic.datasets.schema import DATASETS, Dataset, Kind
from cic.datasets.write import WRITERS
from cic.diagnostics import Spot
from cic.language import ENGLISH
from cic.model.kinds import path_text, path_texts
from cic.rules import select_rules
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load

DEMO = ROOT / "cic" / "scaffold" / "demo"
WORLDS = sorted(path.parent for path in (ROOT / "tests" / "worlds").glob("*/programme.yaml"))
FOLDERS = [DEMO, ROOT / "tests" / "base", *WORLDS, pytest.param(DATA, marks=shipped_data)]
DAY = datetime.date(2026, 11, 28)
PAGE = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")


def read(folder: Path) -> Loaded:
    return load(Folder(folder), DAY)


def made(loaded: Loaded) -> Tables:
    return tables(loaded, Origin("a revision", ENGLISH, check(loaded, select_rules("", "")).verdicts))


def changed(path: Path, was: str, now: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")


def column(dataset: Dataset, rows: list[tuple], name: str) -> list:
    at = [one.name for one in dataset.columns].index(name)
    return [row[at] for row in rows]


def of(name: str) -> Dataset:
    return next(one for one in DATASETS if one.name == name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_keys_tell_every_row_from_every_other(folder: Path) -> None:
    found = made(read(folder))
    for dataset in DATASETS:
        keys = [
            tuple(key)
            for key in zip(*(column(dataset, found[dataset.name], name) for name in dataset.key), strict=True)
        ]
        assert len(keys) == len(set(keys)), dataset.name
        assert not [key for key in keys if None in key], dataset.name
        assert {len(row) for row in found[dataset.name]} <= {len(dataset.columns)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_row_stands_where_it_says(folder: Path) -> None:
    """In the line that it names stands the last key of its path, or its value."""
    loaded = read(folder)
    found = made(loaded)
    seen = 0
    for dataset in DATASETS:
        names = [one.name for one in dataset.columns]
        if "line" not in names or dataset.name == "findings":
            continue
        for row in found[dataset.name]:
            file, path, line = (row[names.index(name)] for name in ("file", "path", "line"))
            assert line is not None, (dataset.name, row)
            text = loaded.texts[file].splitlines()[line - 1]
            keys = re.findall(r"[^.\[\]]+", path)
            named = [key.strip('"') for key in keys if not key.isdigit() or len(key) == 4][-2:]
            assert (
                not path
                or any(key in text for key in named)
                or str(row[names.index("amount")] if "amount" in names else "") in text
            ), (text, path)
            seen += 1
    assert seen > 20


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_format_says_the_same(folder: Path, tmp_path: Path) -> None:
    found = made(read(folder))
    files = {name: write(found) for name, write in WRITERS.items()}
    for name, write in WRITERS.items():
        assert write(found) == files[name], f"{name}: other bytes the second time"
    (tmp_path / "cic.sqlite").write_bytes(files["sqlite"]["cic.sqlite"])
    with sqlite3.connect(tmp_path / "cic.sqlite") as lite, duckdb.connect() as engine:
        for dataset in DATASETS:
            wanted = found[dataset.name]
            kinds = [one.kind for one in dataset.columns]
            path = tmp_path / f"{dataset.name}.parquet"
            path.write_bytes(files["parquet"][path.name])
            assert engine.execute(f"SELECT * FROM '{path}'").fetchall() == wanted
            stored = lite.execute(f'SELECT * FROM "{dataset.name}"').fetchall()
            assert [tuple(map(back, kinds, row)) for row in stored] == wanted
            head, *rows = csv.reader(io.StringIO(files["csv"][f"{dataset.name}.csv"].decode(), newline=""))
            assert head == [one.name for one in dataset.columns]
            assert len(rows) == len(wanted)
            for cells, row in zip(rows, wanted, strict=True):
                for cell, value in zip(cells, row, strict=True):
                    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
                        assert Decimal(cell) == value
    lite.close()


def back(kind: Kind, value: object) -> object:
    """What a cell of SQLite stands for."""
    if value is None:
        return None
    if kind in (Kind.MONEY, Kind.NUMBER):
        return Decimal(str(value))
    if kind is Kind.DAY:
        return datetime.date.fromisoformat(str(value))
    return bool(value) if kind is Kind.FLAG else value


@pytest.mark.parametrize("folder", [DEMO, pytest.param(DATA, marks=shipped_data)], ids=lambda folder: folder.name)
def test_money_adds_up_to_what_the_report_says(folder: Path) -> None:
    loaded = read(folder)
    found, dataset = made(loaded), of("money")
    names = [one.name for one in dataset.columns]
    rows = [dict(zip(names, row, strict=True)) for row in found["money"]]
    cells = [one for one in rows if one["level"] == "category" and one["nature"] and one["year"]]
    spent = sum(one["amount"] for one in cells if one["kind"] == "spent" and one["paid_by"] is None)
    back = sum(one["amount"] for one in cells if one["kind"] == "refunded")
    programme = loaded.programme
    every = (*programme.years, *programme.later_years)
    assert spent - back == (accounts(programme).of_all(every).spent or 0)


def test_what_the_column_cannot_hold_stops_the_export(cic, base: Path, tmp_path: Path) -> None:
    changed(base / "logframe.yaml", "value: 3", "value: 3.0000000000001")
    ran = cic("export", "datasets", tmp_path / "tables", "--data", base)
    assert ran.code == 2
    assert "has more digits than the column holds" in ran.err
    assert not (tmp_path / "tables").exists()


def test_texts_of_strangers_are_no_formulas_and_no_persons(cic, base: Path, tmp_path: Path) -> None:
    changed(base / "logframe.yaml", "unit: communes", 'unit: "=1+1"')
    ran = cic("export", "datasets", tmp_path / "tables", "--data", base)
    assert ran.code == 0
    text = (tmp_path / "tables" / "indicators.csv").read_text(encoding="utf-8")
    assert "'=1+1" in text
    assert ",=1+1" not in text


@pytest.mark.parametrize(
    "asked",
    [
        ("export", "datasets"),
        ("export", "datasets", "x", "--output", "y"),
        ("export", "iati", "x"),
        ("export", "iati", "--format", "csv"),
    ],
    ids=" ".join,
)
def test_options_of_the_one_are_none_of_the_other(cic, base: Path, asked: tuple[str, ...]) -> None:
    ran = cic(*asked, "--data", base)
    assert ran.code == 2
    assert "cic export" in ran.err


def test_files_are_never_written_over_data(cic, base: Path) -> None:
    ran = cic("export", "datasets", base, "--data", base)
    assert ran.code == 2
    assert not list(base.glob("*.csv"))


def test_the_page_lists_every_column() -> None:
    for dataset in DATASETS:
        head = f"### {dataset.name}\n\nOne row is {dataset.row}.\n\n| column | type | what it holds |\n|---|---|---|\n"
        lines = (
            f"| {f'**{one.name}**' if one.is_key else one.name} | {one.kind.value} | {one.says} |\n"
            for one in dataset.columns
        )
        assert head + "".join(lines) in PAGE + "\n", dataset.name


QUERIES = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("folder", [DEMO, pytest.param(DATA, marks=shipped_data)], ids=lambda folder: folder.name)
def test_the_questions_of_the_page_have_one_answer_in_all_formats(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = made(read(folder))
    for write in WRITERS.values():
        for name, content in write(found).items():
            (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    types = (tmp_path / "cic.sql").read_text(encoding="utf-8")
    with duckdb.connect() as parquet, duckdb.connect() as texts, sqlite3.connect("cic.sqlite") as lite:
        texts.execute(types)
        for query in QUERIES:
            bare = re.compile(r"\b(FROM|JOIN) (?!told)(\w+)")
            wanted = parquet.execute(bare.sub(r"\1 '\2.parquet'", query)).fetchall()
            assert wanted, query
            assert texts.execute(query).fetchall() == wanted, query
            stored = lite.execute(query).fetchall()
            assert [[as_number(one) for one in row] for row in stored] == [
                [as_number(one) for one in row] for row in wanted
            ]
    lite.close()


def as_number(value: object) -> object:
    """An answer that can be compared: SQLite has decimals as texts, and reckons in floating point."""
    try:
        return round(Decimal(str(value)), 4)
    except ArithmeticError:
        return value


def test_types_of_csv_make_of_it_what_parquet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exact decimals, days and truth, and an empty key that is no NULL."""
    found = made(read(DEMO))
    for name, content in WRITERS["csv"](found).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as engine:
        engine.execute((tmp_path / "cic.sql").read_text(encoding="utf-8"))
        for dataset in DATASETS:
            wanted = [
                tuple(
                    None if value == "" and not column.is_key else value
                    for column, value in zip(dataset.columns, row, strict=True)
                )
                for row in found[dataset.name]
            ]
            rows = engine.execute(f'SELECT * FROM "{dataset.name}"').fetchall()
            if dataset.name not in ("findings", "indicators"):  # a formula in a text has an apostrophe more
                assert rows == wanted, dataset.name
            assert len(rows) == len(wanted)


def test_texts_with_breaks_and_quotes_come_whole_out_of_csv(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "one, \"two\"\nthree; 'four'"
    changed(base / "logframe.yaml", "unit: communes", f"unit: {json.dumps(words)}")
    for name, content in WRITERS["csv"](made(read(base))).items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as engine:
        engine.execute((tmp_path / "cic.sql").read_text(encoding="utf-8"))
        assert (words,) in engine.execute("SELECT DISTINCT unit FROM indicators").fetchall()


PERSON = "Zacharias Uncommonname"


def test_a_person_stands_in_no_table_whatever_text_names_him(cic, base: Path, tmp_path: Path) -> None:
    """The name of a contact, as the unit, the wording, the section or the words of a promise repeat it."""
    changed(
        base / "programme.yaml",
        "id: ",
        f"contacts: {{office: {{name: {PERSON}, telephones: ['+212 612 345 678']}}}}\nid: ",
    )
    changed(base / "logframe.yaml", "unit: communes", f"unit: as {PERSON.upper()} says")
    changed(base / "logframe.yaml", "0 communes}", f"0 communes says {PERSON}}}")
    changed(base / "logframe.yaml", "3 communes have a school (100 %)", f"{PERSON} counted 3 communes (100 %)")
    changed(base / "logframe.yaml", "Each commune has a school", f"{PERSON} sees to it")
    changed(base / "logframe.yaml", 'section: "2"', f'section: "2, by {PERSON}"')
    changed(base / "budget.yaml", "{en: Partners}", f"{{en: 'Partners, by {PERSON}'}}")
    report = base / "reports" / "2031" / "alfa-bravo.yaml"
    report.parent.mkdir(parents=True)
    report.write_text(
        "year: 2031\npartnership: alfa-bravo\nexpenditure:\n  partners:\n    operating: {amount: 4000}\n",
        encoding="utf-8",
    )
    ran = cic("export", "datasets", tmp_path / "tables", "--data", base)
    assert ran.code == 0, ran.err
    said = "".join(one.read_text(encoding="utf-8") for one in (tmp_path / "tables").iterdir()).casefold()
    assert "as … says" in said
    assert "by …, operating, 2031: 4000.00 was spent" in said
    assert PERSON.casefold() not in said


def test_five_questions_are_asked() -> None:
    assert len(QUERIES) == 5


def every_spot(loaded: Loaded) -> list[Spot]:
    """Each place of each file, as YAML has them."""

    def below(file: str, path: tuple, value: object) -> Iterator[Spot]:
        yield Spot(file, path)
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, one in inside:
            yield from below(file, (*path, key), one)

    return [one for file, text in loaded.texts.items() for one in below(file, (), yaml.safe_load(text))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_many_places_have_in_common_is_what_each_has_alone(folder: Path) -> None:
    """In whatever order they are asked."""
    loaded = read(folder)
    spots = [one for one in every_spot(loaded) if all(type(step) in (int, str) for step in one.path)]
    alone = {one: (attribution(loaded.programme, one), path_text(one.file, one.path)) for one in spots}
    assert len({(found.source, found.is_read) for found, _ in alone.values()}) > 1
    for order in (spots, spots[::-1]):
        sources, paths = Attributions(loaded.programme), {file: path_texts(file) for file in loaded.texts}
        assert {one: (sources.of(one), paths[one.file].text(one.path)) for one in order} == alone


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_payments_are_of_amounts_and_make_them(folder: Path) -> None:
    """Each belongs to one amount of the table money; what they are worth is what was reported, to the cent."""
    loaded = read(folder)
    found = made(loaded)
    payments = [dict(zip((one.name for one in of("payments").columns), row, strict=True)) for row in found["payments"]]
    money = {
        (row[-6], row[-5]): dict(zip((one.name for one in of("money").columns), row, strict=True))
        for row in found["money"]
    }
    sums: dict[tuple[str, str], Decimal] = {}
    for one in payments:
        amount = money[one["file"], one["of"]]
        assert (one["kind"], one["year"], one["value_currency"]) == (
            amount["kind"], amount["year"], amount["currency"],
        )  # fmt: skip
        assert one["kind"] == "brought" or one["partnership"] == amount["partnership"]
        place = (one["file"], one["of"])
        sums[place] = sums.get(place, Decimal(0)) + one["value"]
    assert {place: round(total, 2) for place, total in sums.items()} == {
        place: money[place]["amount"] for place in sums
    }
    written = sum(text.count("payments:") for file, text in loaded.texts.items() if file.startswith("reports/"))
    assert len(sums) == written
    if folder == DEMO:
        assert len({one["currency"] for one in payments}) > 1
        assert {one["rate_of"] for one in payments} >= {"payment", None}


def test_a_payment_is_reckoned_at_its_own_rate_or_that_of_the_year_or_not_at_all(base: Path) -> None:
    (base / "reports").mkdir(exist_ok=True)
    report = base / "reports" / "2031" / "delta-echo.yaml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(
        "year: 2031\npartnership: delta-echo\nexpenditure:\n  partners:\n    operating:\n      amount: 10.00\n"
        "      payments:\n"
        "        - {amount: 1.00, currency: EUR}\n"
        "        - {amount: 6.00, currency: XAF, rate: 3, rate_source: Somebody}\n"
        "        - {amount: 10.00, currency: USD}\n"
        "        - {amount: 7.00, currency: GBP}\n"
    )
    changed(base / "programme.yaml", "id:", "rates: {USD: {2031: {rate: 1.5, source: The bank}}}\nid:")
    names = [one.name for one in of("payments").columns]
    found = [dict(zip(names, row, strict=True)) for row in made(read(base))["payments"]]
    said = [(one["currency"], one["rate"], one["rate_of"], one["rate_source"], one["value"]) for one in found]
    assert said == [
        ("EUR", None, None, None, Decimal("1.00")),
        ("XAF", Decimal(3), "payment", "Somebody", Decimal(2)),
        ("USD", Decimal("1.5"), "year", "The bank", Decimal("6.666666666667")),
        ("GBP", None, None, None, None),
    ]
