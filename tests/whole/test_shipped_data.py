"""The shipped data: complete, accepted one by one, and no figure of it can change unseen."""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from conftest import ALL, DATA, ROOT, checked, shipped_data, shipped_programme

from cic.checks.engine import check
from cic.diagnostics import Severity
from cic.model.kinds import kind_of_file
from cic.storage.folder import Folder
from cic.storage.loader import load

TODAY = datetime.date(2026, 11, 28)
"""The day of the latest acceptance: on an earlier day it has not happened yet."""


@pytest.fixture(scope="module")
def programme():
    return shipped_programme()


@shipped_data
def test_passes_at_every_level_and_nothing_is_stale() -> None:
    loaded, result = checked(DATA, day=TODAY)
    assert loaded.problems == ()
    assert [one.problem for one in result.verdicts if one.acceptance is None] == []
    accepted = loaded.programme.acknowledgements
    assert accepted is not None
    entries = [one for whole in accepted.acknowledgements for one in whole.accepts()]
    assert sum(one.acceptance is not None for one in result.verdicts) == len(entries) > len(accepted.acknowledgements)


def test_what_is_one_contradiction_is_accepted_once(programme) -> None:
    entries = programme.acknowledgements.acknowledgements
    said = [(tuple(one.reason.items()), tuple((one.ask or {}).items())) for one in entries]
    assert len(set(said)) == len(said), "one reason and one question stand in several entries: say them once"


@shipped_data
def test_no_risk_prints_the_numbers_of_its_results() -> None:
    found = [
        one.problem.path[1] for one in checked(DATA, acknowledge=False)[1].verdicts if one.problem.rule.code == "CIC702"
    ]
    assert found == [f"K{number}" for number in range(1, 11)]


def test_each_acceptance_says_when_and_guesses_are_marked(programme) -> None:
    accepted = programme.acknowledgements
    for one in accepted.acknowledgements:
        where = (one.rule, one.path)
        assert one.accepted_on is not None, where
        assert one.accepted_by is None, where
        said = " ".join(one.reason["fr"].split())
        assert not re.search(r"s’est retirée|À demander|Brulocalis|7\.2, en français et en néerlandais", said), where
        assert one.cause is None or one.cause in accepted.causes, where
        if one.ask is not None:
            assert re.match(
                r"(À l’AVCB|À la DGD|À Jette|Aux dix partenariats|À la commune|Aux deux associations|Aux auteurs)",
                one.ask["fr"],
            ), where
        if "seconde commune" in said:
            assert "à 2 cents près" in said, where
        if "3 publics cibles" in said:
            assert re.search("la section 4 nomme|de la section 4", said), where
    assert {one.cause for one in accepted.acknowledgements if one.cause} == set(accepted.causes)
    assert all(
        set(text) == {"fr", "en", "nl"} for cause in accepted.causes.values() for text in (cause.title, cause.story)
    )
    personal = ("name-and-email", "province-region", "risk-results", "relation-without-date")
    assert all(one.ask for one in accepted.acknowledgements if one.rule in personal)


def test_every_file_is_read_and_has_a_schema_line() -> None:
    for path in DATA.rglob("*.yaml"):
        name = path.relative_to(DATA).as_posix()
        kind = kind_of_file(name)
        assert kind is not None, name
        schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
        assert schema, name
        assert (path.parent / schema[1]).resolve() == ROOT / "docs" / "schemas" / f"{kind.name}.json"


class TestCounts:
    """The counts that an independent reading of the documents found."""

    def test_partnerships_and_communes(self, programme) -> None:
        south = programme.population("southern_communes")
        assert len(programme.partnerships) == 10
        assert sum(len(p.communes) == 3 for p in programme.partnerships.values()) == 2
        assert len(programme.population("northern_communes")) == 10
        assert len(south) == 12
        assert len({located.value.province for located in south.values()}) == 7

    def test_persons(self, programme) -> None:
        people = [located.value for located in programme.communes.values()]
        own = list(programme.identity.contacts.values())
        assert sum(len(c.contacts) for c in people) + len(own) == 23
        assert sum(len(c.telephones) for c in [*people, *own]) == 24
        assert sum(len(c.emails) for c in [*people, *own]) == 24

    def test_relations(self, programme) -> None:
        relations = [p.relation for p in programme.partnerships.values()]
        assert sum(r.start is not None for r in relations) == 8
        assert sum(r.state == "en cours de signature" for r in relations) == 2

    def test_logframe(self, programme) -> None:
        frame = programme.logframe
        owners = [*frame.outcomes.values(), *frame.results.values()]
        assert [len(owner.indicators) for owner in owners] == [3, 4, 3, 2, 3, 2, 2, 5]
        assert all(set(p.value.targets) == {2019, 2021} for p in programme.each_indicator())
        assert [p.id for p in programme.each_indicator() if p.value.baseline is None] == ["R1.2b"]
        assert [len(owner.assumptions) for owner in owners] == [1, 1, 2, 2, 4, 2, 2, 2]
        assert len(frame.preconditions) == 1
        assert [len(result.activities) for result in frame.results.values()] == [5, 7, 15, 10, 7, 5, 6]
        assert sum(p.value.common != "unmarked" for p in programme.each_activity()) == 24
        assert [len(result.unnumbered_activities) for result in frame.results.values()] == [0, 0, 0, 0, 1, 0, 0]
        printed = {p.value.label + p.owner: p.value.sources_of_verification for p in programme.each_indicator()}
        assert len(printed) == 23
        assert sum(map(len, printed.values())) == 35
        assert frame.outcomes["OS"].actors == "AVCB-UVCW"
        assert [one.id for one in programme.each_activity() if one.value.label] == ["A.5.6"]
        assert frame.reading.columns.years == {2019: "An 3", 2021: "An 5"}
        on_the_service = {"OS.2", "R2.1", "R2.2", "R2.3", "R3.1", "R3.2", "R5.1", "R6.2"}
        readings = {one.id: one.value.reading.cannot_exceed for one in programme.each_indicator()}
        assert {id for id, one in readings.items() if one and "OS.1" in one.indicators} == on_the_service

    def test_budget(self, programme) -> None:
        budget = programme.budget
        blocks = [*budget.categories.values(), budget.operating_costs, *budget.associations.values()]
        rows = [row for b in blocks for row in (b.total, *b.natures.values()) if row is not None]
        assert len(rows) == 26
        assert all(list(row) == [2017, 2018, 2019, 2020, 2021, "total"] for row in rows)

    def test_context(self, programme) -> None:
        theory = programme.theory_of_change
        assert (len(theory.dynamics), len(theory.preconditions), len(theory.external_factors)) == (3, 9, 8)
        assert len(programme.risks.risks) == 10
        assert [len(s.tasks) for s in programme.synergies.synergies.values()] == [5, 3]
        assert (len(programme.identity.markers), len(programme.identity.stakeholders)) == (11, 14)
        assert programme.identity.sector.code == "151"

    def test_phases(self, programme) -> None:
        earlier, later = programme.phases["earlier"], programme.phases["later"]
        assert len(earlier.partnerships) == 6
        assert len(earlier.population("southern_communes")) == 7
        assert list(earlier.logframe.results) == ["RI1", "RI2", "RI3", "RI4", "RI5", "RI7"]
        assert (earlier.years, later.identity.period.start, later.identity.period.end) == ((), None, 2026)
        assert (len(later.identity.regions), len(later.identity.target_groups), len(later.identity.contacts)) == (
            4,
            4,
            2,
        )

    def test_the_one_observation(self, programme) -> None:
        ((observed, report, commune),) = programme.each_observation()
        assert (observed.id, report.year, commune, observed.value.value) == ("R7.4", 2017, None, 1)

    def test_documents(self, programme) -> None:
        assert set(programme.documents.documents) == {"dossier", "leaflet", "page-2026", "page-2009", "jette-article"}


def _figures(text: str, keys: str) -> Iterator[tuple[int, int]]:
    """The start and end of each figure that stands after one of the keys, given as a regular expression."""
    for match in re.finditer(rf"(?:{keys}): (\d[\d.]*)", text):
        yield match.start(1), match.end(1)


def _digit_changes(text: str, keys: str) -> Iterator[tuple[int, str]]:
    """Each text that differs from this one in one digit of one such figure, with its line. Every digit is changed once."""
    for start, end in _figures(text, keys):
        for position in range(start, end):
            if text[position].isdigit():
                digit = str((int(text[position]) + 1 + position % 8) % 10)
                yield text.count("\n", 0, position) + 1, text[:position] + digit + text[position + 1 :]


def _is_found(folder: Path, file: str, line: int) -> bool:
    """Whether an error that nobody accepted names the line."""
    from cic.checks.placement import findings

    loaded = load(Folder(folder), TODAY)
    open_ones = [one for one in check(loaded, ALL).verdicts if one.acceptance is None]
    errors = [one for one in open_ones if one.problem.rule.severity is Severity.ERROR]
    places = [place for f in findings(loaded, errors) for place in (f.place, *(r.place for r in f.related))]
    return any(place.file == file and place.line == line for place in places)


def _missed(tmp_path: Path, file: str, keys: str, most: int) -> tuple[list[str], int]:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for unrelated in ("risks", "theory_of_change", "strategy", "synergies"):
        (folder / f"{unrelated}.yaml").unlink()
    path = folder / file
    original = path.read_text(encoding="utf-8")
    changes = list(_digit_changes(original, keys))
    step = max(1, len(changes) // most)
    missed = []
    for line, changed in changes[::step]:
        path.write_text(changed, encoding="utf-8")
        if not _is_found(folder, file, line):
            missed.append(f"{file}:{line}: {changed.splitlines()[line - 1].strip()}")
    return missed, len(changes[::step])


@shipped_data
@pytest.mark.parametrize(
    ("file", "keys"),
    [
        ("budget.yaml", r"^ +(?:\d{4}|total)"),
        ("partnerships/jette-belfaa.yaml", "amount"),
        ("partnerships/jette-belfaa.yaml", r"[{ ]\d{4}"),
        ("partnerships/auderghem-amerzgane-ait-zineb.yaml", "amount"),
        ("phases/later/programme.yaml", "total|men|women"),
    ],
)
@pytest.mark.slow
def test_no_digit_can_change_unseen(file: str, keys: str, tmp_path: Path) -> None:
    missed, tried = _missed(tmp_path, file, f"(?m:{keys})", most=150)
    assert tried >= 8
    assert missed == []


@pytest.mark.slow
def test_plain_yaml_reads_the_same_values() -> None:
    """Nothing in the data means something else to a program that reads YAML 1.1."""
    from cic.source import read_yaml

    def plain(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        return str(value) if not isinstance(value, float) else f"{value:.2f}"

    for path in DATA.rglob("*.yaml"):
        raw = path.read_bytes()
        ours = read_yaml(path.name, raw).data
        assert plain(ours) == plain(yaml.safe_load(raw)), path.name
