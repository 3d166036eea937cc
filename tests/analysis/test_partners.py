"""Partners that are no communes: counted only where an indicator says so. Every figure was reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.analysis.actuals import reported
from cic.analysis.diff import changes
from cic.analysis.outstanding import missing
from cic.analysis.records import partners, targets
from cic.analysis.things import hanging_words, moved_things
from cic.model.programme import Programme
from cic.rules.participants import _OF_PARTICIPANTS
from cic.storage.folder import Folder
from cic.storage.loader import load

INDICATORS = """\
      OS.2:
        label: Indicator 2
        statement: {en: Partners have a plan}
        unit: partners
        level: commune
        population: partners
        over_communes: count
        over_years: cumulative
        baseline: {value: 0, as_printed: none}
        targets:
          2031: {value: 2, as_printed: 2 partners have a plan}
        sources_of_verification: {plan: {en: The plan}}
      OS.3:
        label: Indicator 3
        statement: {en: Everyone is trained}
        unit: persons
        level: commune
        population: everyone
        over_communes: sum
        over_years: cumulative
        baseline: {value: 0, as_printed: none}
        targets:
          2031: {value: 70, as_printed: 70 persons are trained}
        sources_of_verification: {list: {en: The list}}
"""
# two partners beside the communes, one alone in a partnership of its own
BESIDE = """\
partners:
  aid: {name: Aid Works, kind: ngo, country: XB, targets: {OS.2: {2031: 1}, OS.3: {2031: 30}}}
"""
ALONE = """\
id: academy
source: {document: plan, section: "4"}
partners:
  uni: {name: University of Exampleland, kind: university, targets: {OS.2: {2031: 1}, OS.3: {2031: 0}}}
"""
COMMUNES = {"alfa-bravo": ("bravo", "charlie", "alfa"), "delta-echo": ("delta", "echo")}
REPORT = """\
year: 2031
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.3: {value: 12, evidence: [{kind: list, address: bravo.pdf, date: 2031-12-01}]}
partners:
  aid:
    observations:
      OS.2: {achieved: true, evidence: [{kind: plan, address: plan.pdf, date: 2031-12-01}]}
      OS.3: {value: 25, evidence: [{kind: list, address: aid.pdf, date: 2031-12-01}]}
contributions:
  aid: {amount: 5.00}
"""
SPENT = "reports/2031/alfa-bravo.yaml"


def put(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def changed(folder: Path, file: str, was: str, now: str) -> None:
    text = (folder / file).read_text()
    assert was in text
    (folder / file).write_text(text.replace(was, now, 1))


@pytest.fixture
def mixed(base: Path) -> Path:
    """The five communes promise 8 each of OS.3, the NGO 30 and the university none: 70."""
    with (base / "logframe.yaml").open("a") as file:
        file.write(INDICATORS)
    for partnership, communes in COMMUNES.items():
        for commune in communes:
            name = commune.capitalize()
            own = f"partnerships/{partnership}.yaml"
            text = (base / own).read_text()
            was = f"name: {name}, country: {'BE' if commune in ('alfa', 'delta') else 'XA'}"
            if "targets: {OS.1: {2032: 1}}" in text.split(was)[1].splitlines()[0]:
                put(base, own, text.replace(f"{was}, targets: {{", f"{was}, targets: {{OS.3: {{2031: 8}}, "))
            else:
                put(base, own, text.replace(was, f"{was}, targets: {{OS.3: {{2031: 8}}}}"))
    changed(base, "partnerships/alfa-bravo.yaml", "budget:", BESIDE + "budget:")
    put(base, "partnerships/academy.yaml", ALONE)
    return base


def programme(folder: Path) -> Programme:
    loaded = load(Folder(folder), DAY)
    assert not loaded.problems, [str(one.message) for one in loaded.problems]
    return loaded.programme


def said(folder: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, str(one.message)) for one in found_in(folder)]


def test_they_are_valid(mixed: Path) -> None:
    put(mixed, SPENT, REPORT)
    assert said(mixed) == []


def test_who_is_counted(mixed: Path) -> None:
    found = programme(mixed)
    assert tuple(found.population("partners")) == ("uni", "aid")
    assert set(found.population("everyone")) == {"alfa", "bravo", "charlie", "delta", "echo", "uni", "aid"}
    # no partner is a commune of either side, wherever it comes from
    assert set(found.population("southern_communes")) == {"bravo", "charlie", "echo"}
    assert set(found.population("northern_communes")) == {"alfa", "delta"}
    assert set(found.population("all_communes")) == {"alfa", "bravo", "charlie", "delta", "echo"}


def test_what_they_report_counts_where_they_are_counted(mixed: Path) -> None:
    put(mixed, SPENT, REPORT)
    found = programme(mixed)
    plans, trained = (reported(found, found.indicators[id], 2031) for id in ("OS.2", "OS.3"))
    schools = reported(found, found.indicators["OS.1"], 2031)
    assert (plans.value, len(plans.parts), len(plans.expected)) == (1, 1, 2)
    assert (trained.value, len(trained.parts), len(trained.expected)) == (37, 2, 7)
    assert (schools.value, len(schools.expected)) == (None, 3)


def test_what_they_owe_is_asked_of_them(mixed: Path) -> None:
    put(mixed, SPENT, REPORT)
    owed = {(one.partnership, one.commune): one.indicators for one in missing(programme(mixed), 2031)}
    assert owed["academy", "uni"] == ("OS.2", "OS.3")
    assert ("alfa-bravo", "aid") not in owed
    assert owed["alfa-bravo", "alfa"] == ("OS.3",)


def test_one_that_left_is_asked_no_more(mixed: Path) -> None:
    changed(
        mixed,
        "partnerships/academy.yaml",
        "kind: university,",
        'kind: university, until: {date: 2031-06-30, reason: {en: "No staff"}},',
    )
    found = programme(mixed)
    assert len(reported(found, found.indicators["OS.2"], 2031).expected) == 1
    assert ("academy", "uni") not in {(one.partnership, one.commune) for one in missing(found, 2031)}
    assert (
        "CIC533",
        "partners[uni].until",
        "without uni the targets of the others make less than the programme promises: OS.2 in 2031: 1 of 2",
    ) in said(mixed)


def test_one_that_merged_is_carried_on(mixed: Path) -> None:
    put(mixed, SPENT, REPORT)
    changed(
        mixed,
        "partnerships/academy.yaml",
        "kind: university,",
        'kind: university, merged_into: aid, until: {date: 2031-06-30, reason: {en: "One office"}},',
    )
    found = programme(mixed)
    assert [part.who for part in reported(found, found.indicators["OS.2"], 2031).parts] == ["aid"]
    assert len(reported(found, found.indicators["OS.2"], 2031).expected) == 1


def test_former_ids_are_followed(mixed: Path) -> None:
    put(mixed, SPENT, REPORT)
    changed(
        mixed,
        "partnerships/alfa-bravo.yaml",
        "  aid: {name: Aid Works,",
        "  aid-works: {name: Aid Works, formerly: [aid],",
    )
    assert said(mixed) == []
    assert reported(programme(mixed), programme(mixed).indicators["OS.2"], 2031).value == 1


def test_a_change_names_them(mixed: Path) -> None:
    before = programme(mixed)
    changed(mixed, "partnerships/alfa-bravo.yaml", BESIDE, "")
    after = programme(mixed)
    (gone,) = moved_things(before, after)
    assert (gone.kind, gone.before and gone.before.id, gone.after) == ("partner", "aid", None)
    assert list(map(str, hanging_words(gone.hanging))) == ["targets of partners: 2"]
    assert {change.path[:2] for change in changes(before, after)} == {("partners", "aid")}


def test_records_hold_them(mixed: Path) -> None:
    found = programme(mixed)
    assert [(one["partner"], one["partnership"], one["kind"]) for one in partners(found)] == [
        ("uni", "academy", "university"),
        ("aid", "alfa-bravo", "ngo"),
    ]
    assert ("aid", 30) in {(one["commune"], one["value"]) for one in targets(found)}


@pytest.mark.parametrize(
    ("file", "was", "now", "expected"),
    [
        ("partnerships/alfa-bravo.yaml", "OS.2: {2031: 1}", "OS.1: {2032: 1}",
         ("CIC505", "partners[aid].targets[OS.1]", "OS.1 is promised for the communes of the south, of which aid is none")),
        ("partnerships/alfa-bravo.yaml", "OS.3: {2031: 30}", "OS.3: {2031: 31}",
         ("CIC501", "outcomes[OS].indicators[OS.3].targets[2031].value",
          "the targets of 7 participants for OS.3 in 2031 make 71, the programme promises 70 (-1)")),
        ("partnerships/academy.yaml", "OS.2: {2031: 1}, ", "",
         ("CIC502", "outcomes[OS].indicators[OS.2].targets[2031].value",
          "1 of 2 promised for OS.2 in 2031 is not allocated: there is a target for 1 of 2 participants, none for uni")),
        ("partnerships/academy.yaml", "  uni:", "  echo:",
         ("CIC203", "partners[echo]", "the partner echo is defined for the second time")),
        ("partnerships/academy.yaml", "partners:\n", "communes: {}\npartners:\n",
         ("CIC104", "communes", "nothing stands in this block: write at least one line into it")),
        ("partnerships/academy.yaml", ALONE, 'id: academy\nsource: {document: plan, section: "4"}\n',
         ("CIC102", "", "the key communes is missing here")),
        (SPENT, "  aid:\n    observations", "  uni:\n    observations",
         ("CIC205", "partners[uni]", "uni is not a known partner of this partnership")),
        (SPENT, "communes:\n  bravo:", "communes:\n  aid:",
         ("CIC205", "communes[aid]", "aid is not a known commune of this partnership")),
        (SPENT, "OS.2: {achieved: true", "OS.1: {achieved: true",
         ("CIC516", "partners[aid].observations[OS.1]", "OS.1 is promised for the communes of the south, of which aid is none")),
        (SPENT, "OS.2: {achieved: true", "OS.2: {value: 2",
         ("CIC511", "partners[aid].observations[OS.2].value", "OS.2 counts participants: of one of them it is 1 or 0, not 2")),
        (SPENT, "contributions:\n  aid:", "contributions:\n  aids:",
         ("CIC205", "contributions[aids]", "aids is not a known commune, partner or organisation: did you mean aid?")),
        ("partnerships/academy.yaml", "kind: university,", "kind: univercity,",
         ("CIC104", "partners[uni].kind", "univercity is not known here: write ngo, association, university, school, ministry, public_body, company or other (did you mean university?)")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(mixed: Path, file: str, was: str, now: str, expected: tuple[str, str, str]) -> None:
    put(mixed, SPENT, REPORT)
    changed(mixed, file, was, now)
    assert expected in said(mixed)


def test_every_text_of_communes_that_has_a_like_is_said(mixed: Path) -> None:
    text = (Path(__file__).parents[2] / "cic/language/catalogues/fr.po").read_text()
    known = "".join(line.strip('"') for line in text.replace("msgid ", "\n").splitlines())
    assert [template for template in _OF_PARTICIPANTS if template not in known] == []


class TestPages:
    def test_show_and_list(self, mixed: Path, cic) -> None:
        put(mixed, SPENT, REPORT)
        shown = cic("show", "aid", "--data", mixed)
        assert shown.code == 0
        assert "Partner Aid Works" in shown.out
        assert "non-governmental organisation" in shown.out
        assert "University of Exampleland" in cic("list", "partners", "--data", mixed).out
        assert "partners" in cic("list", "--data", mixed).out
        assert "Partners that are no communes" in cic("show", "academy", "--data", mixed).out
        assert "each commune and each partner" in cic("show", "OS.3", "--data", mixed).out

    def test_the_report_groups_them(self, mixed: Path, cic) -> None:
        put(mixed, SPENT, REPORT)
        out = cic("report", "--year", "2031", "--by", "commune", "--data", mixed).out
        assert "Aid Works" in out
        assert "University of Exampleland" in cic("missing", "--year", "2031", "--as-of", DAY, "--data", mixed).out

    def test_without_partners_nothing_of_them_is_shown(self, base: Path, cic) -> None:
        for command in (("list",), ("list", "partnerships"), ("show", "alfa-bravo")):
            assert "no communes" not in cic(*command, "--data", base).out
