"""What the schemas, the lists, the official rules and what goes beyond them say of files that are right but for one thing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from iati_sample import NOW, Break, activity, beside, both, drop, etree, put, say, within

from cic.iati.checks import faults_of
from cic.iati.codelists import codelist
from cic.iati.faults import Fault
from cic.iati.ruleset import KINDS, case_count, moment, official_rules, rule_faults
from cic.iati.schema import read

PERIOD = "result/indicator/period"
BUDGET = (
    '<budget><period-start iso-date="{}"/><period-end iso-date="{}"/><value value-date="2033-01-01">1</value></budget>'
)


def found(break_it: Break | None = None) -> list[tuple[str, str]]:
    return [(one.check, one.rule) for one in faults_of(activity(break_it), "file.xml", NOW)]


def test_the_sample_is_right() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        pytest.param(say("iati-identifier", "XI-IATI-1001"), "1.1.3", id="unique"),
        pytest.param(say("iati-identifier", "AA-P1"), "1.1.21", id="startswith"),
        pytest.param(put("reporting-org", "ref", "NO-SUCH-1"), "1.14.8", id="startswith an agency"),
        pytest.param(both(drop("activity-date[@type='1']"), drop("activity-date[@type='2']")), "6.11.1", id="atleast_one"),
        pytest.param(put("policy-marker", "significance", None), "6.14.1", id="atleast_one where a condition holds"),
        pytest.param(put(".", "{http://www.w3.org/XML/1998/namespace}lang", None), "4.1.1", id="one_or_all, languages"),
        pytest.param(put(".", "default-currency", None), "7.8.1", id="one_or_all, currencies"),
        pytest.param(
            both(drop("sector"), beside("transaction/receiver-org", '<sector code="15112"/>'), beside("transaction", "<transaction><transaction-type code='3'/><transaction-date iso-date='2031-02-01'/><value value-date='2031-02-01'>1</value></transaction>")),
            "6.7.2",
            id="one_or_all, sectors",
        ),
        pytest.param(put(".", "last-updated-datetime", "2034-07-01T00:00:00Z"), "11.1.1", id="date_now"),
        pytest.param(put("activity-date[@type='3']", "iso-date", "2030-12-31"), "11.1.2", id="date_order"),
        pytest.param(put("activity-date[@type='2']", "iso-date", "2034-07-01"), "11.1.4", id="date_order with now"),
        pytest.param(put("transaction/transaction-date", "iso-date", "2034-07-01"), "11.2.1", id="date of a transaction"),
        pytest.param(say("iati-identifier", "XI-IATI-1001-P/1"), "1.3.13", id="regex_matches"),
        pytest.param(say("iati-identifier", "XI-IATI-1001-P1\n"), "1.3.1", id="no_spaces"),
        pytest.param(put("sector[@vocabulary='2']", "percentage", "50"), "2.1.4", id="loop of if_then"),
        pytest.param(
            beside("sector[@vocabulary='2']", '<sector vocabulary="2" code="112" percentage="1"/>'), "2.1.1", id="loop, not all"
        ),
        pytest.param(
            both(
                put("sector[@vocabulary='2']", "percentage", "50"),
                beside("sector[@vocabulary='2']", '<sector vocabulary="2" code="112" percentage="49"/>'),
            ),
            "2.1.2",
            id="loop of strict_sum",
        ),
        pytest.param(put("sector", "percentage", "49.99"), "2.1.2", id="strict_sum"),
        pytest.param(
            both(put("recipient-country", "percentage", "101"), put("recipient-country[2]", "percentage", "-1")),
            "12.1.1",
            id="range",
        ),
        pytest.param(drop("recipient-country"), "3.7.1", id="if_then"),
        pytest.param(beside("default-aid-type", '<default-aid-type code="B01"/>'), "107.1.2", id="no_more_than_one"),
        pytest.param(
            beside("result/title", '<reference vocabulary="99" code="R1"/>'), "8.11.1", id="no_more_than_one of two elements"
        ),
        pytest.param(put("budget/period-end", "iso-date", "2032-01-02"), "7.5.3", id="time_limit"),
        pytest.param(put("result/indicator/baseline", "value", None), "8.8.1", id="a baseline without a value"),
        pytest.param(put("result/indicator/baseline", "value", "few"), "8.8.2", id="a baseline that is no number"),
        pytest.param(put(f"{PERIOD}/actual", "value", None), "8.10.1", id="an actual without a value"),
        pytest.param(put("result/indicator", "measure", "5"), "8.9.3", id="a qualitative target with a value"),
        pytest.param(put(f"{PERIOD}/period-end", "iso-date", "2030-12-31"), "8.6.1", id="a period that ends before it begins"),
    ],
)  # fmt: skip
def test_official_rules(break_it: Break, rule: str) -> None:
    assert ("ruleset", rule) in found(break_it)


ORGANISATION = """\
<iati-organisations version="2.03"><iati-organisation xml:lang="en" default-currency="EUR">
<organisation-identifier>XI-IATI-1001</organisation-identifier><name><narrative>Invented Towns</narrative></name>
<reporting-org ref="XI-IATI-1001" type="22"><narrative>Invented Towns</narrative></reporting-org>
<recipient-country-budget><recipient-country code="MA"/>
<period-start iso-date="2031-01-01"/><period-end iso-date="2031-12-31"/><value value-date="2031-01-01">1</value>
<budget-line><value value-date="{day}">1</value><narrative>All</narrative></budget-line></recipient-country-budget>
</iati-organisation></iati-organisations>"""


@pytest.mark.parametrize(("day", "rules"), [("2031-12-31", []), ("2032-01-01", [("ruleset", "11.3.1")])])
def test_a_date_that_must_lie_between_two(day: str, rules: list[tuple[str, str]]) -> None:
    assert [(one.check, one.rule) for one in faults_of(ORGANISATION.format(day=day).encode(), "file.xml", NOW)] == rules


def test_every_kind_of_official_rule_is_known() -> None:
    kinds = {kind for kinds in official_rules().values() for kind in kinds}
    assert kinds == KINDS.keys() | {"loop"}
    assert case_count(official_rules()) == 107


def test_a_kind_that_nobody_knows_is_no_rule_that_is_kept() -> None:
    document = read(activity(), "file.xml")
    with pytest.raises(KeyError, match="newer"):
        list(rule_faults(document, NOW, {"/iati-activities": {"newer": {"cases": [{"paths": ["@version"]}]}}}))


def test_a_value_with_quotes_is_a_value() -> None:
    assert found(put("sector[@vocabulary='2']", "vocabulary", "'] | //*['")) == [("codelists", "SectorVocabulary")]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2031-01-01", "2031-01-01T00:00:00+00:00"),
        (" 2031-01-01Z ", "2031-01-01T00:00:00+00:00"),
        ("2031-01-01+02:00", "2031-01-01T00:00:00+02:00"),
        ("2031-01-01T12:00:00Z", "2031-01-01T12:00:00+00:00"),
        ("2031-02-30", None),
        ("", None),
    ],
)
def test_dates_as_xml_writes_them(written: str, read_as: str | None) -> None:
    read = moment(written)
    assert (read.isoformat() if read else None) == read_as


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        (put("activity-status", "code", "9"), "ActivityStatus"),
        (put("sector", "code", "99999"), "Sector"),
        (put("sector[@vocabulary='2']", "code", "15112"), "SectorCategory"),
        (put("budget", "status", "3"), "BudgetStatus"),
        (put(".", "{http://www.w3.org/XML/1998/namespace}lang", "xx"), "Language"),
    ],
)
def test_codes_that_are_on_no_list(break_it: Break, rule: str) -> None:
    assert found(break_it) == [("codelists", rule)]


def test_a_list_of_another_vocabulary_does_not_hold() -> None:
    assert (
        found(both(put("sector[@vocabulary='2']", "vocabulary", "99"), within("sector[3]", "<narrative>x</narrative>")))
        == []
    )


def test_a_withdrawn_code() -> None:
    assert "15140" in codelist("Sector").withdrawn
    (fault,) = faults_of(activity(put("sector", "code", "15140")), "file.xml", NOW)
    assert (fault.check, fault.rule, fault.is_error) == ("beyond", "Sector", True)
    assert "15140 was withdrawn from the list Sector" in str(fault.message)


@pytest.mark.parametrize(
    ("break_it", "is_error"),
    [
        pytest.param(
            put("activity-date[@type='3']", "iso-date", "2020-02-28"), False, id="an activity that ended before"
        ),
        pytest.param(
            put("activity-date[@type='3']", "iso-date", "2020-02-29"), True, id="an activity that ended after"
        ),
        pytest.param(
            beside("activity-date[@type='3']", '<activity-date type="4" iso-date="2020-01-01"/>'),
            False,
            id="an early end",
        ),
        pytest.param(drop("activity-date[@type='3']"), True, id="no end"),
    ],
)
def test_a_code_that_was_withdrawn_after_what_it_is_of_is_a_warning(break_it: Break, is_error: bool) -> None:
    early = both(*(put(f"activity-date[@type='{n}']", "iso-date", "2018-01-01") for n in "12"))
    broken = activity(both(early, break_it, put("sector", "code", "15140")))
    (fault,) = [one for one in faults_of(broken, "file.xml", NOW) if one.rule == "Sector"]
    assert (fault.check, fault.is_error) == ("beyond", is_error)


@pytest.mark.parametrize(("day", "is_error"), [("2015-12-31", False), ("2016-01-01", True)])
def test_a_transaction_has_the_codes_of_its_day(day: str, is_error: bool) -> None:
    flow = both(
        beside("transaction/receiver-org", '<flow-type code="20"/>'),
        put("transaction/transaction-date", "iso-date", day),
    )
    (fault,) = faults_of(activity(flow), "file.xml", NOW)
    assert (fault.check, fault.rule, fault.is_error) == ("beyond", "FlowType", is_error)


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        pytest.param(put(f"{PERIOD}/target/location", "ref", "bravo"), "locations", id="a place that is not there"),
        pytest.param(put("budget/period-end", "iso-date", "2032-01-01"), "budgets", id="a year and a day"),
        pytest.param(beside("budget[2]", BUDGET.format("2032-01-01", "2032-12-31")), "budgets", id="a budget twice"),
    ],
)
def test_beyond(break_it: Break, rule: str) -> None:
    assert found(break_it) == [("beyond", rule)]


def test_a_year_that_has_a_day_more_is_a_year() -> None:
    break_it = beside(
        "budget[2]", BUDGET.format("2033-04-01", "2034-03-31"), BUDGET.format("2028-02-29", "2029-02-28"),
        BUDGET.format("2027-03-01", "2028-02-29"),
    )  # fmt: skip
    assert found(break_it) == []


def test_a_parent_and_its_child_name_each_other() -> None:
    root = etree.fromstring(activity())
    child = etree.fromstring(etree.tostring(root[0]))
    child.find("iati-identifier").text = "XI-IATI-1001-P1-C"
    root.append(child)
    kinship = '<related-activity ref="XI-IATI-1001-P1{}" type="{}"/>'
    beside("transaction", kinship.format("-C", "2"))(root[0])
    (fault,) = faults_of(etree.tostring(root), "file.xml", NOW)
    assert (fault.check, fault.rule) == ("beyond", "relations")
    beside("transaction", kinship.format("", "1"))(child)
    assert faults_of(etree.tostring(root), "file.xml", NOW) == ()


def test_an_identifier_that_stands_twice() -> None:
    root = etree.fromstring(activity())
    root.append(etree.fromstring(etree.tostring(root[0])))
    assert {(one.check, one.rule) for one in faults_of(etree.tostring(root), "f.xml", NOW)} == {
        ("beyond", "identifiers")
    }


@pytest.mark.parametrize(
    "break_it",
    [drop("title"), put("reporting-org", "type", None), say("budget/value", "1,000"), beside("title", "<risk/>")],
)
def test_what_the_schema_does_not_allow(break_it: Break) -> None:
    faults = faults_of(activity(break_it), "file.xml", NOW)
    assert faults
    assert {one.check for one in faults} == {"schema"}
    assert all(one.line for one in faults)


def test_another_root() -> None:
    assert [one.check for one in faults_of(b"<feed/>", "file.xml", NOW)] == ["schema"]


OFFICIAL = os.environ.get("CIC_IATI", "")
official = pytest.mark.skipif(
    not OFFICIAL or not (Path(OFFICIAL) / "fixtures").is_dir(),
    reason="CIC_IATI names no folder with the official fixtures",
)


def _fixtures() -> list[Path]:
    return sorted((Path(OFFICIAL) / "fixtures").rglob("*.xml")) if OFFICIAL else []


def _by_schema(path: Path) -> list[Fault]:
    return [one for one in faults_of(path.read_bytes(), path.name, NOW) if one.check == "schema"]


@official
def test_official_fixtures_get_the_verdict_of_their_folder() -> None:
    """They are about the schema: their codes are placeholders, as `xx`, which the lists then say."""
    fixtures = _fixtures()
    assert len(fixtures) > 600
    folders = {path: path.relative_to(Path(OFFICIAL) / "fixtures").parts[0] for path in fixtures}
    assert [path for path in fixtures if bool(_by_schema(path)) is not folders[path].endswith("-fail")] == []


@official
def test_what_the_official_example_has_against_it() -> None:
    """It shows every element at once, and with that breaks rules of today: sectors and countries both of the activity and
    of its transactions, references of a result and of its indicator, a region and a channel that are on no list."""
    path = Path(OFFICIAL) / "example-activity-official-2.03.xml"
    faults = faults_of(path.read_bytes(), path.name, NOW)
    assert {one.rule for one in faults if one.is_error} == {
        "CRSChannelCode", "Region", "3.4.2", "6.6.2", "3.6.2", "6.13.1", "8.11.1"
    }  # fmt: skip
