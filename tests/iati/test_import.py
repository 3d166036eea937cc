"""Folders from public activities: what is taken, what is listed, and what comes out again."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import found_in
from hostile_xml import HOSTILE
from iati_folders import again, lost, programme_of, take
from iati_sample import ACTIVITY, NOW, Break, activity, beside, both, drop, etree, put, say, within

from cic.base.errors import UserError
from cic.iati.export import export
from cic.iati.parts import LANG
from cic.iati.take_activity import MOST_OF_ONE, imported
from cic.pages.annual import default_year
from cic.source.new_file import new_file

PERIOD = "result/indicator/period"


def test_the_sample_loads_and_is_right(tmp_path: Path) -> None:
    made = take()
    programme = programme_of(made, tmp_path)
    assert programme.identity is not None
    assert programme.identity.countries == ("MA", "TN")
    assert (programme.identity.period.start, programme.identity.period.end) == (2031, 2035)
    assert programme.budget is not None
    assert f"{programme.budget.operating_costs.total['total']}" == "200.01"  # type: ignore[index]
    assert [finding for finding in found_in(tmp_path) if finding.severity.label == "error"] == []


def test_what_the_data_have_no_place_for_is_listed_by_its_path() -> None:
    assert lost(take()) == [
        "@last-updated-datetime",
        "other-identifier/owner-org",
        "policy-marker/narrative",
        "transaction/receiver-org/@type",
        f"{PERIOD}/target[2]",
    ]


def flat(root: Any) -> Iterator[tuple[str, str]]:
    """Every attribute and text with its path."""
    tree = root.getroottree()
    for node in root.iter(etree.Element):
        for name, value in node.attrib.items():
            yield f"{tree.getpath(node)}/@{name}".replace("[1]", ""), value
        if (node.text or "").strip():
            yield tree.getpath(node).replace("[1]", ""), node.text.strip()


def test_what_comes_out_again_is_valid_and_says_the_same_but_for_what_was_listed(tmp_path: Path) -> None:
    made = take()
    before = dict(flat(etree.fromstring(activity())[0]))
    after = dict(flat(etree.fromstring(again(made, tmp_path))[0]))
    told = tuple(one.path.replace("[1]", "") for one in made.losses if "/iati-activity/" in one.path)
    assert [path for path, value in before.items() if after.get(path) != value and not path.startswith(told)] == []


def test_nothing_is_lost_in_silence() -> None:
    """Whatever somebody adds is listed, wherever it stands."""
    root = etree.fromstring(ACTIVITY)
    for number, node in enumerate(list(root[0].iter(etree.Element))):
        node.set(f"{{https://example.org/}}n{number}", f"value {number}")
    said = " ".join(f"{one.path} {one.value}" for one in imported(etree.tostring(root), "file.xml").losses)
    assert [n for n in range(number + 1) if f"value {n}" not in said] == []


@pytest.mark.parametrize(
    ("break_it", "path"),
    [
        (put("budget/period-end", "iso-date", "2030-12-31"), "budget[1]"),
        (put("budget/period-end", "iso-date", "2031-02-30"), "budget[1]"),
        (say("transaction/value", "1.00001"), "transaction"),
        (drop("transaction/transaction-date"), "transaction"),
        (put(f"{PERIOD}/period-start", "iso-date", "2031-07-01"), f"{PERIOD}/period-start"),
        (put(f"{PERIOD}/period-start", "iso-date", "never"), PERIOD),
        (put("result", "type", "9"), "result"),
        (put("result/indicator", "measure", "4"), "result/indicator"),
        (within("result/indicator/baseline", '<location ref="alfa"/>'), "result/indicator/baseline/location"),
        (drop("description"), "description"),
        (drop("result/indicator/reference"), "result/indicator/reference"),
        (put("reporting-org", "type", None), "reporting-org/@type"),
    ],
)
def test_what_cannot_be_held_as_it_is(tmp_path: Path, break_it: Break, path: str) -> None:
    made = take(break_it)
    assert path in lost(made)
    programme_of(made, tmp_path)


BUDGETS = [
    pytest.param(put("budget/period-end", "iso-date", "2033-12-31"), {2032: "100.01"}, id="of several years"),
    pytest.param(put("budget/value", "currency", "USD"), {2032: "100.01"}, id="in another currency"),
    pytest.param(say("budget/value", "1.001"), {2032: "100.01"}, id="of less than a cent"),
    pytest.param(put("budget", "type", "2"), {2032: "100.01"}, id="revised"),
    pytest.param(put("budget", "status", "1"), {2031: "100.00", 2032: "100.01"}, id="of two statuses"),
    pytest.param(put("budget", "status", None), {2031: "100.00", 2032: "100.01"}, id="of no status"),
    pytest.param(put("budget/period-end", "iso-date", "2031-06-30"), {2031: "100.00", 2032: "100.01"}, id="of half a year"),
    pytest.param(
        both(put("budget/period-end", "iso-date", "2031-06-30"), beside("budget", '<budget><period-start iso-date="2031-07-01"/><period-end iso-date="2031-12-31"/><value value-date="2031-07-01">0.505</value></budget>')),
        {2032: "100.01"},
        id="of two halves of which one has less than a cent",
    ),
    pytest.param(beside("budget[2]", "<budget><period-start iso-date='2032-01-01'/><period-end iso-date='2032-12-31'/><value value-date='2032-01-01'>5</value></budget>"), {2031: "100.00", 2032: "105.01"}, id="of the same year"),
]  # fmt: skip


@pytest.mark.parametrize(("break_it", "held"), BUDGETS)
def test_budgets_that_are_not_of_years_come_out_as_they_are(
    tmp_path: Path, break_it: Break, held: dict[int, str]
) -> None:
    """The table has the sum of a year where all of it can be held; a part of a year would be somebody's word."""
    raw = activity(break_it)
    made = imported(raw, "file.xml")
    programme = programme_of(made, tmp_path)
    assert programme.budget is not None
    total = programme.budget.operating_costs.total or {}
    assert {year: f"{amount}" for year, amount in total.items() if year != "total"} == held
    before, after = etree.fromstring(raw)[0], etree.fromstring(export(programme, NOW).content)[0]
    assert [etree.tostring(one, method="c14n2", strip_text=True) for one in before.findall("budget")] == [
        etree.tostring(one, method="c14n2", strip_text=True) for one in after.findall("budget")
    ]
    assert "budgets that a table of years cannot hold" in str([one.words for one in made.losses])


def test_an_amount_with_less_than_a_cent_comes_out_again_and_is_in_no_report(tmp_path: Path) -> None:
    spent = TRANSACTION.replace("-0.24", "0.2425").replace(' currency="MAD"', "")
    made = take(beside("transaction", spent))
    assert "has less than a cent" in str([one.words for one in made.losses])
    assert "reports/2031/programme.yaml" not in made.files
    content = export(programme_of(made, tmp_path), NOW).content
    values = etree.fromstring(content).xpath("//transaction/value/text()")
    assert values == ["200.01", "0.2425"]


def test_what_is_said_of_an_activity_beside_its_results_comes_out_again(tmp_path: Path) -> None:
    pieces = [
        '<description type="2"><narrative>Clean water</narrative></description>',
        '<description><narrative>Of all sorts</narrative></description>',
        '<tag vocabulary="2" code="6"/>',
        '<related-activity ref="XI-IATI-1001-P0" type="1"/>',
        '<location><location-reach code="2"/><name><narrative>Beta</narrative></name><description><narrative>A valley</narrative></description><location-class code="1"/></location>',
        '<contact-info type="2"><email>office@example.org</email></contact-info>',
    ]  # fmt: skip
    made = take(
        both(
            put(".", "hierarchy", "2"),
            beside("description", *pieces[:2]),
            beside("sector[3]", pieces[2]),
            beside("transaction", pieces[3]),
            beside("location", pieces[4]),
            beside("activity-date[@type='3']", pieces[5]),
        )
    )
    node = etree.fromstring(again(made, tmp_path))[0]
    assert node.get("hierarchy") == "2"
    found = [etree.tostring(one, method="c14n2", strip_text=True).decode() for one in node]
    wanted = [etree.tostring(etree.fromstring(one), method="c14n2", strip_text=True).decode() for one in pieces]
    assert [one for one in wanted if one not in found] == []
    assert len(node.findall("description")) == 3


def test_persons_are_not_taken_and_not_shown() -> None:
    contact = (
        '<contact-info type="1"><person-name><narrative>Una Sample</narrative></person-name>'
        "<email>una@example.org</email></contact-info>"
    )
    made = take(beside("activity-date[@type='3']", contact))
    assert "contact-info" in lost(made)
    shown = "".join(map(str, made.losses)) + "".join(map(new_file, made.files.values()))
    assert "Una Sample" not in shown
    assert "una@example.org" not in shown


def test_an_address_of_the_institution_is_taken(tmp_path: Path) -> None:
    contact = '<contact-info type="1"><email>office@example.org</email></contact-info>'
    content = again(take(beside("activity-date[@type='3']", contact)), tmp_path)
    assert etree.fromstring(content).findtext("iati-activity/contact-info/email") == "office@example.org"


PARTS = ('<actual value="{}"><dimension name="sex" value="women"/></actual>', '<actual value="1"><dimension name="sex" value="men"/></actual>')  # fmt: skip


@pytest.mark.parametrize(
    ("women", "held"),
    [
        ("1", {"sex": {"women": 1, "men": 1}}),
        ("0", {"sex": {"women": 0, "men": 1, "unknown": 1}}),
        ("2", {}),
    ],
)
def test_parts_of_a_value(tmp_path: Path, women: str, held: dict[str, dict[str, int]]) -> None:
    parts = [one.format(women) for one in PARTS]
    made = take(beside(f"{PERIOD}/actual", *parts))
    report = programme_of(made, tmp_path).reports["reports/2032/programme.yaml"]
    assert report.observations["R1.1"].by == held
    assert (f"{PERIOD}/actual[2]" in lost(made)) is (held == {})


@pytest.mark.parametrize("character", ["\x85", "\u202e", "\x9d"])
def test_characters_that_nobody_sees_are_left_out_and_said(tmp_path: Path, character: str) -> None:
    made = take(say("title/narrative", f"Clean{character}towns"))
    identity = programme_of(made, tmp_path).identity
    assert identity is not None
    assert identity.name["en"] == "Cleantowns"
    assert "title/narrative" in lost(made)


def test_the_only_value_of_a_place_is_held_as_that_of_the_whole(tmp_path: Path) -> None:
    made = take(both(within(f"{PERIOD}/actual", '<location ref="alfa"/>'), drop(f"{PERIOD}/target")))
    report = programme_of(made, tmp_path).reports["reports/2032/programme.yaml"]
    assert report.observations["R1.1"].value == 2
    assert f"{PERIOD}/actual/location" in lost(made)


def test_regions_of_the_world_come_out_again(tmp_path: Path) -> None:
    made = take(both(drop("recipient-country"), beside("activity-date[@type='3']", '<recipient-region code="298"/>')))
    node = etree.fromstring(again(made, tmp_path))[0]
    assert [one.get("code") for one in node.findall("recipient-region")] == ["298"]
    assert node.findall("recipient-country") == []


def test_sectors_of_an_own_vocabulary_come_out_again(tmp_path: Path) -> None:
    own = '<sector vocabulary="99" code="W" vocabulary-uri="https://example.org/list"><narrative>Waste</narrative></sector>'
    node = etree.fromstring(again(take(beside("sector[3]", own)), tmp_path))[0]
    assert node.xpath("sector[@vocabulary='99']/narrative/text()") == ["Waste"]
    assert node.xpath("sector/@vocabulary-uri") == ["https://example.org/list"]


def test_words_in_place_of_numbers(tmp_path: Path) -> None:
    """As programmes publish them: two values in one."""
    made = take(both(put(f"{PERIOD}/target", "value", "28 under way, none yet completed"), drop(f"{PERIOD}/target[2]")))
    indicator = programme_of(made, tmp_path).indicators["R1.1"].value
    assert [one.as_printed for one in indicator.targets_in_words.values()] == ["28 under way, none yet completed"]


def test_a_year_without_a_budget_has_no_amount_and_says_why(tmp_path: Path) -> None:
    made = take()
    budget = programme_of(made, tmp_path).budget
    assert budget is not None
    assert set(budget.operating_costs.total or ()) == {2031, 2032, "total"}
    assert [one for one in found_in(tmp_path) if one.rule == "budget-period" and one.acknowledged is None] == []
    assert etree.fromstring(again(made, tmp_path)).xpath("count(//budget)") == 2


def test_a_budget_of_nothing_comes_out_again(tmp_path: Path) -> None:
    content = again(take(say("budget/value", "0.00")), tmp_path)
    assert etree.fromstring(content).xpath("//budget/value/text()") == ["0.00", "100.01"]


def test_codes_in_shared_lists_come_out_again(tmp_path: Path) -> None:
    codes = [
        f'<reference vocabulary="{n}" code="{code}"/>'
        for n, code in ((9, "6.1.1"), (4, "AG.LND"), (9, "6.2"), (77, "x"))
    ]
    made = take(beside("result/indicator/reference", *codes))
    assert programme_of(made, tmp_path).indicators["R1.1"].value.codes == {"sdg": "6.1.1", "wdi": "AG.LND"}
    node = etree.fromstring(again(made, tmp_path))[0]
    assert node.xpath("result/indicator/reference/@code") == ["R1.1", "6.1.1", "AG.LND"]
    assert {"result/indicator/reference[4]", "result/indicator/reference[5]"} <= set(lost(made))


TRANSACTION = (
    '<transaction humanitarian="1"><transaction-type code="3"/><transaction-date iso-date="2031-02-01"/>'
    '<value currency="MAD" value-date="2031-03-01">-0.24</value><disbursement-channel code="2"/>'
    '<sector vocabulary="1" code="15112"/><recipient-country code="MA"/><flow-type code="10"/>'
    '<finance-type code="110"/><aid-type code="C01"/><tied-status code="5"/></transaction>'
)


def test_what_is_said_of_each_transaction_comes_out_again(tmp_path: Path) -> None:
    """Where each says its sector and country, the whole need not."""
    gone = ("sector", "sector", "sector", "recipient-country", "recipient-country", "transaction")
    made = take(both(*map(drop, gone), beside("budget[2]", TRANSACTION)))
    node = etree.fromstring(again(made, tmp_path))[0]
    assert etree.tostring(node.find("transaction"), method="c14n2", strip_text=True) == etree.tostring(
        etree.fromstring(TRANSACTION), method="c14n2", strip_text=True
    )
    assert node.xpath("recipient-country | sector") == []
    assert [path for path in lost(made) if path.startswith("transaction")] == []


@pytest.mark.parametrize(
    ("break_it", "path"),
    [
        (say("budget/value", "1,000.00"), "budget[1]"),
        (say("budget/value", "99999999999999999.00"), "budget[1]"),
        (put("budget/value", "currency", "EURO"), "budget[1]"),
        (beside("transaction", TRANSACTION.replace('"MA"', '"Morocco"')), "transaction[2]/recipient-country"),
        (put(".", "humanitarian", "maybe"), "@humanitarian"),
        (put("result/indicator", "ascending", "maybe"), "result/indicator/@ascending"),
        (within("title", "<narrative>Second</narrative>"), "title/narrative[2]"),
        (within("title", '<narrative xml:lang="fr-BE">Villes</narrative>'), "title/narrative[2]"),
        (beside("participating-org", '<participating-org ref="XI-IATI-1001" type="22" role="4"><narrative>Invented Towns</narrative></participating-org>'), "participating-org[2]"),
        (within("location", '<point srsName="http://example.org/31370"><pos>31.5 -7.25</pos></point>'), "location/point"),
        (within("location", "<point><pos>131.5 -7.25</pos></point>"), "location/point"),
        (within(f"{PERIOD}/target", '<dimension name="" value=""/>'), f"{PERIOD}/target[1]"),
        (put("reporting-org", "secondary-reporter", "1"), "reporting-org/@secondary-reporter"),
    ],
)  # fmt: skip
def test_nothing_is_changed_in_silence(tmp_path: Path, break_it: Break, path: str) -> None:
    made = take(break_it)
    assert path in lost(made)
    programme_of(made, tmp_path)


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (both(drop("recipient-country"), drop("recipient-country")), "no country is named"),
        (put(".", "default-currency", None), "no currency is named: XXX"),
        (drop("title"), "no title"),
        (put(".", LANG, "en-GB"), "the language en-GB: the data have en"),
        (put("activity-date[@type='3']", "iso-date", "2071-12-31"), "more than 20 years"),
    ],
)
def test_what_stands_for_something_that_nobody_says_is_told(tmp_path: Path, break_it: Break, words: str) -> None:
    made = take(break_it)
    assert [str(one.words) for one in made.losses if words in str(one.words)]
    programme_of(made, tmp_path)


def test_the_country_and_the_value_date_that_nobody_says_are_asked_for(tmp_path: Path) -> None:
    made = take(both(drop("recipient-country"), drop("recipient-country"), put("budget/value", "value-date", None)))
    out = export(programme_of(made, tmp_path), NOW)
    assert [gap.spot.path for gap in out.missing] == [("country",), ("publication", "budget", "value_date")]


def test_a_day_that_nobody_planned_is_not_published(tmp_path: Path) -> None:
    made = take(both(drop("activity-date[@type='1']"), put("activity-date", "iso-date", "2031-03-05")))
    node = etree.fromstring(again(made, tmp_path))[0]
    assert node.xpath("activity-date/@iso-date") == ["2031-03-05", "2035-12-31"]


def test_numbers_as_xml_writes_them(tmp_path: Path) -> None:
    made = take(both(put(f"{PERIOD}/target", "value", "+3.50"), put(f"{PERIOD}/actual", "value", ".25")))
    node = etree.fromstring(again(made, tmp_path))[0]
    assert (node.find(f"{PERIOD}/target").get("value"), node.find(f"{PERIOD}/actual").get("value")) == ("3.5", "0.25")
    assert node.findall(f"{PERIOD}/target/comment") == []


def test_a_comment_of_a_value_comes_out_again(tmp_path: Path) -> None:
    made = take(within(f"{PERIOD}/actual", "<comment><narrative>by the council</narrative></comment>"))
    node = etree.fromstring(again(made, tmp_path))[0]
    assert node.findtext(f"{PERIOD}/actual/comment/narrative") == "by the council"


@pytest.mark.parametrize("piece", ["<tag/>", "<narrative>x</narrative>", '<participating-org role="4"/>'])
def test_a_large_activity_ends_in_a_message_and_a_large_file_in_its_activity(piece: str) -> None:
    small = "<iati-activity><iati-identifier>A-{}</iati-identifier></iati-activity>"
    large = f"<iati-activity><iati-identifier>A-0</iati-identifier>{piece * (MOST_OF_ONE + 1)}</iati-activity>"
    with pytest.raises(UserError, match="has more than"):
        imported(f"<iati-activities>{large}</iati-activities>".encode(), "file.xml")
    many = "".join(map(small.format, range(1, 100_000)))
    before = time.monotonic()
    assert (
        imported(f"<iati-activities>{many}</iati-activities>".encode(), "file.xml", "A-99999").identifier == "A-99999"
    )
    assert time.monotonic() - before < 5


def test_years_that_begin_in_april(tmp_path: Path) -> None:
    def april(node: Any) -> None:
        for n, one in enumerate(node.findall("budget")):
            one.find("period-start").set("iso-date", f"{2031 + n}-04-01")
            one.find("period-end").set("iso-date", f"{2032 + n}-03-31")
        node.find("activity-date[@type='1']").set("iso-date", "2031-04-01")
        node.find("activity-date[@type='3']").set("iso-date", "2036-03-31")

    content = again(take(april), tmp_path)
    budgets = etree.fromstring(content).findall("iati-activity/budget")
    assert [(one[0].get("iso-date"), one[1].get("iso-date"), one[2].text) for one in budgets] == [
        ("2031-04-01", "2032-03-31", "100.00"),
        ("2032-04-01", "2033-03-31", "100.01"),
    ]


def test_an_activity_with_next_to_nothing(tmp_path: Path) -> None:
    raw = b"<iati-activities><iati-activity><iati-identifier>A-1</iati-identifier></iati-activity></iati-activities>"
    made = imported(raw, "file.xml")
    assert "no country is named" in str(made.losses[0].words)
    programme_of(made, tmp_path)


def test_one_of_several_is_named() -> None:
    root = etree.fromstring(ACTIVITY)
    root.append(etree.fromstring(etree.tostring(root[0])))
    root[1].find("iati-identifier").text = "XI-IATI-1001-P2"
    raw = etree.tostring(root)
    with pytest.raises(UserError, match="holds 2 activities: XI-IATI-1001-P1, XI-IATI-1001-P2"):
        imported(raw, "file.xml")
    with pytest.raises(UserError, match="has no activity P3"):
        imported(raw, "file.xml", "P3")
    assert imported(raw, "file.xml", "XI-IATI-1001-P2").identifier == "XI-IATI-1001-P2"
    assert imported(raw, "file.xml", "#2").identifier == "XI-IATI-1001-P2"
    with pytest.raises(UserError, match="has no activity #3"):
        imported(raw, "file.xml", "#3")


def test_a_target_long_after_the_end_is_of_no_report(tmp_path: Path) -> None:
    programme = programme_of(take(put(f"{PERIOD}/period-end", "iso-date", "2060-12-31")), tmp_path)
    assert programme.indicators["R1.1"].value.targets.keys() == {2060}
    assert default_year(programme, datetime.date(2070, 1, 1)) == programme.years[0] == 2031


def test_activities_of_one_identifier_are_named_by_their_place() -> None:
    root = etree.fromstring(ACTIVITY)
    root.append(etree.fromstring(etree.tostring(root[0])))
    root[1].find("title/narrative").text = "The other"
    raw = etree.tostring(root)
    with pytest.raises(UserError, match="has 2 activities XI-IATI-1001-P1") as stop:
        imported(raw, "file.xml", "XI-IATI-1001-P1")
    assert "--activity '#1', --activity '#2'" in str(stop.value.hint)
    assert imported(raw, "file.xml", "#2").files["programme.yaml"]["name"] == {"en": "The other"}


def test_a_file_without_activities() -> None:
    with pytest.raises(UserError, match="holds no activity"):
        imported(b"<iati-activities/>", "file.xml")


def test_results_that_go_on_after_the_end_are_of_its_years(tmp_path: Path) -> None:
    made = take(put(f"{PERIOD}/period-end", "iso-date", "2037-12-31"))
    programme = programme_of(made, tmp_path)
    assert programme.years[-1] == 2037
    assert "reports/2037/programme.yaml" in made.files
    node = etree.fromstring(again(made, tmp_path))[0]
    assert node.xpath("activity-date[@type='3']/@iso-date") == ["2035-12-31"]
    assert node.xpath(f"{PERIOD}/period-end/@iso-date") == ["2037-12-31"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_message(name: str) -> None:
    with pytest.raises(UserError):
        imported(HOSTILE[name][0], "file.xml")


@pytest.mark.parametrize(
    "text", ['"', "\\", "a: b", "# no", "- x", "true", "2031", "\u2028\x85", "é\nb", "{}", "'", "\ud83d\ude00", ""]
)
def test_texts_stay_what_they_are(tmp_path: Path, text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    made = take(say("title/narrative", text))
    identity = programme_of(made, tmp_path).identity
    assert identity is not None
    assert identity.name["en"] == (" ".join([text]).strip() or "XI-IATI-1001-P1")


def test_the_command(cic, tmp_path: Path) -> None:
    (tmp_path / "file.xml").write_bytes(activity())
    ran = cic("import", "iati", tmp_path / "file.xml", tmp_path / "new")
    assert ran.code == 0
    at = "/iati-activities/iati-activity"
    assert f"not held: {at}/@last-updated-datetime: the data have no place for it: 2034-06-29T00:00:00Z\n" in ran.err
    assert f"held otherwise: {at}/policy-marker/narrative: no name: that of the list stands for it\n" in ran.err
    assert cic("validate", "--data", tmp_path / "new" / "data").code == 0
    assert cic("report", "--data", tmp_path / "new" / "data").code == 0
    refused = cic("import", "iati", tmp_path / "file.xml", tmp_path / "new")
    assert refused.code == 2
    assert "is not empty" in refused.err


def test_numbers_are_kept_with_all_their_decimals(tmp_path: Path) -> None:
    """A third has no end: whoever writes thirteen threes has them again, and the sectors still make a hundred."""
    third, value = "33.3333333333333", "0.1234567890123456789"
    made = take(
        both(
            *(put(f"sector[{n}]", "percentage", third) for n in (1, 2)),
            beside("sector[2]", f"<sector vocabulary='1' code='12220' percentage='{third}'/>"),
            *(put(f"{PERIOD}/{one}", "value", value) for one in ("target", "actual")),
            say("budget/value", f"100{value[1:]}"),
        )
    )
    out = again(made, tmp_path)
    assert out.count(third.encode()) == 3
    assert out.count(f'value="{value}"'.encode()) == 2
    assert f">100{value[1:]}<".encode() in out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10.333333333333", "an amount with more than 4 decimals"),
        ("0." + "3" * 35, "an amount that is no number, or has more digits than the data hold"),
    ],
)
def test_an_amount_that_is_not_held_is_listed_with_its_reason(text: str, words: str) -> None:
    told = [str(one.words) for one in take(say("transaction/value", text)).losses if one.path.endswith("/transaction")]
    assert told == [words]


def test_of_values_of_a_year_the_last_is_held_and_the_others_are_listed_as_such(tmp_path: Path) -> None:
    halves = [
        f'<period><period-start iso-date="2033-{start}"/><period-end iso-date="2033-{end}"/><actual value="{n}"/></period>'
        for start, end, n in (("01-01", "06-30", 1), ("07-01", "12-31", 2))
    ]
    for periods in (halves, halves[::-1]):
        made = take(beside(PERIOD, *periods))
        whole = etree.fromstring(again(made, tmp_path / periods[0][-20]))
        values = [
            one.findall("actual") for one in whole.iter("period") if one.find("period-end").get("iso-date") > "2033"
        ]
        assert [[one.get("value") for one in several] for several in values] == [["2"]]
        said = [str(one.words) for one in made.losses if "/period[" in one.path and not one.is_change]
        assert said == [
            "the data have no place for it",  # the target of a place, of the period before
            "another value of 2033: the data hold one a year, that of 2033-12-31",
        ]


def test_a_value_of_mid_year_comes_out_with_its_day(tmp_path: Path) -> None:
    period = '<period><period-start iso-date="2033-06-01"/><period-end iso-date="{}"/>{}</period>'
    value = period.format("2033-11-30", '<actual value="87"/>')
    made = take(beside(PERIOD, value))
    assert b'<period-end iso-date="2033-11-30" />' in again(made, tmp_path / "alone")
    assert not [path for path in lost(made) if path.startswith(f"{PERIOD}[2]/period-end")]
    made = take(beside(PERIOD, value, period.format("2033-12-31", '<target value="90"/>')))
    assert b"2033-11-30" not in again(made, tmp_path / "with a target")
    assert f"{PERIOD}[2]/period-end/@iso-date" in lost(made)


@pytest.mark.parametrize("written", ["1010-05-01", "9999-01-01", "2031-02-30", "soon", "", None])
def test_a_day_of_rates_that_is_not_held_is_listed(written: str | None) -> None:
    made = take(put("transaction/value", "value-date", written))
    assert "transaction/value/@value-date" in lost(made)


@pytest.mark.parametrize(
    ("written", "code"), [("ENG", "en"), ("eng", "en"), ("Fre", "fr"), ("nld-BE", "nl"), ("EN", "en")]
)
def test_languages_are_known_however_they_are_written(tmp_path: Path, written: str, code: str) -> None:
    made = take(put(".", LANG, written))
    assert made.files["programme.yaml"]["publication"]["language"] == code
    assert f'xml:lang="{code}"'.encode() in again(made, tmp_path)
    told = [str(one.words) for one in made.losses if str(one.words).startswith("the language")]
    assert told == ([] if written.lower() == code else [f"the language {written}: the data have {code}"])


@pytest.mark.parametrize(
    ("break_it", "path"),
    [
        (beside("description", "<description type='2'/>"), "description[2]"),
        (both(drop("transaction/receiver-org"), within("transaction", "<receiver-org/>")), "transaction/receiver-org"),
        (
            within("location", "<point srsName='http://opengis.net/def/crs/EPSG/0/4326'><pos>30.5 -9.5</pos></point>"),
            "location/point/@srsName",
        ),
    ],
)
def test_what_is_nearly_nothing_is_listed_too(tmp_path: Path, break_it: Break, path: str) -> None:
    made = take(break_it)
    assert path in lost(made)
    again(made, tmp_path)


def test_periods_of_one_end_come_out_as_one_which_is_listed_with_their_starts() -> None:
    period = '<period><period-start iso-date="{}"/><period-end iso-date="2033-12-31"/>{}</period>'
    told = take(
        beside(
            PERIOD,
            period.format("2031-01-01", "<target value='58'/>"),
            period.format("2033-01-01", "<actual value='5'/>"),
        )
    ).losses
    words = "two periods end on 2033-12-31, which come out as one: this one begins on"
    assert [(one.path[-9:], str(one.words)) for one in told if str(one.words).startswith("two")] == [
        ("period[2]", f"{words} 2031-01-01"),
        ("period[3]", f"{words} 2033-01-01"),
    ]


def test_no_country_is_asked_for_and_never_stands_in_the_file(tmp_path: Path) -> None:
    out = export(programme_of(take(drop("recipient-country")), tmp_path), NOW)
    assert [gap.spot.path for gap in out.missing] == [("country",)]
    assert b"recipient-country" not in out.content
