"""One small mistake for each rule, in one of the five programmes of tests/worlds; and why some rules have none.

`C(code, file, before, after)`: what stands in a file becomes something else. The file begins with the world. Without
`before` the file is made anew, without `after` it is taken away.
"""

from __future__ import annotations

from typing import NamedTuple

CITY, COFFEE, LINE, ROAD, WATER = "city_services", "coffee_chain", "power_line", "road_loan", "safe_water"


class C(NamedTuple):
    """A change of a file, and the rule that must find it."""

    code: str
    world: str
    file: str
    before: str
    after: str
    day: str = "2034-06-30"


MISTAKES = (
    # the shape, with the words that each programme declares for itself
    C("CIC101", COFFEE, "reports/2031-Q1/hills.yaml", "seedlings:", "seedling:"),
    C("CIC101", LINE, "reports/2031/programme.yaml", "credit_south:", "credit_west:"),
    C("CIC102", WATER, "partnerships/alba-bizra.yaml", "kind: ngo, ", ""),
    C("CIC103", COFFEE, "budget.yaml", "seedlings: {2031: 30.00, 2032: 20.00, total: 50.00}", "seedlings: much"),
    C("CIC104", COFFEE, "programme.yaml", "periods: quarter", "periods: week"),
    C("CIC105", LINE, "reports/2031/programme.yaml", "18.25", "18.255"),
    C("CIC106", LINE, "logframe.yaml", "2032-03-31: {value: 400", "2032-02-30: {value: 400"),
    C("CIC107", LINE, "programme.yaml", "format: 1", "format: 99"),
    # ids and references
    C("CIC201", ROAD, "budget.yaml", "source", ""),
    C("CIC202", ROAD, "partnerships/sierra.yaml", "id: sierra", "id: sierras"),
    C("CIC203", CITY, "logframe.yaml", "      R1.3:\n", "      OS.2:\n"),
    C("CIC204", CITY, "logframe.yaml", "label: Indicator 1.2", "label: Indicator 1.1"),
    C("CIC205", CITY, "reports/2031-H1/programme.yaml", "R1.3:", "R1.9:"),
    C("CIC205", WATER, "reports/2032/alba-bizra.yaml", "  school:\n", "  scool:\n"),
    C("CIC206", WATER, "logframe.yaml", "O1.2.2:", "O1.2.4:"),
    C("CIC207", COFFEE, "logframe.yaml", "label: Indicator 1.2", "label: Meter 1.2"),
    C("CIC208", CITY, "logframe.yaml", "{en: Open the hotline}", "{en: Train the clerks}"),
    C("CIC209", CITY, "risks.yaml", "results: [R1]\n    effect: {en: R1 is late}", "results: [R1, R1]\n    effect: {en: R1 is late}"),
    C("CIC210", WATER, "partnerships/alba-bizra.yaml", "name: Bizra", "name: Bizara"),
    C("CIC211", LINE, "logframe.yaml", "{en: Losses of power and of time fall}", "{en: Wórks along the line are done}"),
    C("CIC212", LINE, "programme.yaml", "role: applicant", "role: donor"),
    # money: natures, categories and totals alone
    C("CIC301", LINE, "budget.yaml", "2033: 10.00, total: 60.50", "2033: 12.00, total: 60.50"),
    C("CIC302", ROAD, "budget.yaml", "works: {2031: 60.00, 2032: 40.00", "works: {2031: 58.00, 2032: 42.00"),
    C("CIC303", COFFEE, "budget.yaml", "total: {2031: 85.00, 2032: 75.00", "total: {2031: 84.00, 2032: 76.00"),
    C("CIC304", CITY, "budget.yaml", "{2031: 60.00, 2032: 60.00, total: 120.00}", "{2031: 50.00, 2032: 70.00, total: 120.00}"),
    C("CIC305", ROAD, "partnerships/sierra.yaml", "50.00, as_printed: Local share of 50.00", "51.00, as_printed: Local share of 51.00"),
    C("CIC306", COFFEE, "documents.yaml", '"160.00 in totaal", about: cost.operational, value: 160.00', '"161.00 in totaal", about: cost.operational, value: 161.00'),
    C("CIC307", CITY, "budget.yaml", "{2031: 100.00, 2032: 80.00, total: 180.00}", "{2031: 0.00, 2032: 0.00, total: 0.00}"),
    C("CIC308", COFFEE, "budget.yaml", "seedlings: {2031: 30.00, 2032: 20.00, total: 50.00}\n    advice", "seedlings: {2031: 30.00, 2034: 20.00, total: 50.00}\n    advice"),
    C("CIC309", LINE, "reports/2031/programme.yaml", "amount: 4.75", "amount: -4.75"),
    C("CIC310", COFFEE, "reports/2031-Q1/hills.yaml", "amount: 9.00", "amount: 29.00"),
    C("CIC310", LINE, "reports/2031/programme.yaml", "amount: 18.25", "amount: 28.25"),
    C("CIC311", CITY, "reports/2031-H2/wells-axim.yaml", "{amount: 15.00}", "{amount: 15.00, paid_by: friends}"),
    C("CIC312", CITY, "partnerships/yarm-elmina.yaml", "amount: 80.00", "amount: 81.00"),
    C("CIC313", CITY, "reports/2031-H1/wells-axim.yaml", "amount: 120.00, currency: GHS", "amount: 140.00, currency: GHS"),
    C("CIC314", CITY, "reports/2031-H1/wells-axim.yaml", "currency: GHS}", "currency: GHS, rate: 20}"),
    C("CIC315", COFFEE, "budget.yaml", "    total: {2031: 30.00, 2032: 30.00, total: 60.00}\n", ""),
    C("CIC316", COFFEE, "reports/2031-Q1/hills.yaml", "seedlings: {amount: 9.00, result: R1}", "audit: {amount: 9.00}"),
    C("CIC317", CITY, "budget.yaml", "to: {partnership: wells-axim}, amount: 8.00}", "to: {category: partners, nature: operating, year: 2032}, amount: 8.00}"),
    C("CIC318", CITY, "reports/2031-H1/wells-axim.yaml", "investment: {amount: 22.50}", "investment: {amount: 22.50, association: friends}"),
    C("CIC320", LINE, "budget.yaml", "currency: USD", "currency: USX"),
    C("CIC321", CITY, "budget.yaml", "from: {category: partners, nature: operating, year: 2032}", "from: {category: partners, nature: operating, year: 2039}"),
    C("CIC322", CITY, "budget.yaml", "amount: 12.00}", "amount: 82.00}"),
    C("CIC323", COFFEE, "reports/2031-Q4/hills.yaml", "amount: 1.00, of: 2031", "amount: 99.00, of: 2031"),
    C("CIC323", LINE, "reports/2032/programme.yaml", "amount: 1.25, of: 2031", "amount: 81.25, of: 2031"),
    # the logical framework at every level
    C("CIC401", LINE, "logframe.yaml", "{value: 1300,", "{value: 1310,"),
    C("CIC402", WATER, "logframe.yaml", "value: 3, step: draft, as_printed: 3", "value: 9, step: draft, as_printed: 9"),
    C("CIC403", CITY, "logframe.yaml", '"2 cities (67 %)", stated_percent: 67', '"2 cities (76 %)", stated_percent: 76'),
    C("CIC404", CITY, "logframe.yaml", '"2 cities (67 %)", stated_percent: 67', '"2 cities (66 %)", stated_percent: 66'),
    C("CIC406", LINE, "logframe.yaml", "{value: 1200, as_printed: 1200 km}", "{value: 300, as_printed: 300 km}"),
    C("CIC409", COFFEE, "logframe.yaml", "            label: Opleidingen\n", "            label: Opleidingen\n            deadline: {year: 2032, printed: in 2032}\n"),
    C("CIC413", CITY, "partnerships/yarm-elmina.yaml", "budget:", "outcome_statement: {en: Roads are built}\nbudget:"),
    C("CIC415", CITY, "logframe.yaml", "sources_of_verification: {survey: {en: Survey}}", "sources_of_verification: {}"),
    C("CIC416", ROAD, "logframe.yaml", "    activities:\n      A.2.1: {text: {en: Keep the roads}, start: 2031-06-01, end: 2032-12-31}\n", ""),
    C("CIC417", LINE, "logframe.yaml", "as_printed: 400 km", "as_printed: 400 km in 12 valleys"),
    C("CIC417", CITY, "logframe.yaml", "80 complaints in 2031/32", "80 complaints in 2031/33"),
    C("CIC418", LINE, "logframe.yaml", "label: Component 1\n", "label: Component 1\n    term: {end: 2031, printed: in 2031}\n"),
    C("CIC419", LINE, "logframe.yaml", "label: Component 1\n", "label: Component 1\n    term: {end: 2040, printed: in 2040}\n"),
    C("CIC421", LINE, "logframe.yaml", "Power traded in a year", "Power traded"),
    C("CIC422", LINE, "logframe.yaml", "2033-03-31: {as_printed", "2036-03-31: {as_printed"),
    C("CIC422", LINE, "logframe.yaml", "2033-03-31: {value: 1200", "2036-03-31: {value: 1200"),
    C("CIC423", CITY, "logframe.yaml", "          2031: {value: 3.2, as_printed: \"3.2\"}\n", ""),
    C("CIC430", LINE, "logframe.yaml", "        over_years: rate\n        direction", "        over_years: rate\n        reports: state\n        direction"),
    C("CIC440", LINE, "logframe.yaml", "  C2:\n", "  OS:\n"),
    C("CIC441", WATER, "logframe.yaml", "  R1:\n    outcome: OS\n", "  R1:\n    under: O1.1\n"),
    C("CIC442", WATER, "logframe.yaml", "under: R1\n    level: output\n    label: Output 1.1", "under: O1.2\n    label: Output 1.1"),
    C("CIC443", LINE, "logframe.yaml", "end: 2031-09-30", "end: 2031-01-30"),
    C("CIC444", COFFEE, "reports/2031-Q4/hills.yaml", "ended: 2031-11-28, evidence: [{kind: books, address: books.ods}]", "ended: 2031-11-28"),
    C("CIC445", LINE, "reports/2032/programme.yaml", "activities:\n", "activities:\n  A.1.1: {status: ongoing}\n"),
    C("CIC446", ROAD, "budget.yaml", "R2: {2031: 17.50, 2032: 17.50, total: 35.00}", "R2: {2031: 17.50, 2032: 18.50, total: 36.00}"),
    C("CIC447", ROAD, "logframe.yaml", "budget: 90.00", "budget: 91.00"),
    C("CIC448", ROAD, "reports/2031/programme.yaml", "{amount: 41.00, activity: A.1.1}", "{amount: 41.00, activity: A.1.1, result: R2}"),
    # targets and reports of communes and of partners that are none
    C("CIC501", ROAD, "partnerships/sierra.yaml", "R1.2: {2031: 6.50", "R1.2: {2031: 7.50"),
    C("CIC502", WATER, "partnerships/alba-bizra.yaml", "OS.1: {2032: 20}", ""),
    C("CIC504", WATER, "partnerships/dagana-evora.yaml", "O1.1.1: {2031: 1, 2032: 1}", "O1.1.1: {2031: 1, 2032: 2}"),
    C("CIC505", COFFEE, "partnerships/hills.yaml", "R2.1: {2032: 1}", "R2.1: {2032: 1}, R1.2: {2032: 3}"),
    C("CIC505", WATER, "partnerships/alba-bizra.yaml", "targets: {OS.1: {2032: 20}}", "targets: {OS.1: {2032: 20}, I.1: {2032: 1}}"),
    C("CIC510", COFFEE, "reports/2031-Q4/programme.yaml", "kind: list", "kind: survey"),
    C("CIC511", WATER, "reports/2031/alba-bizra.yaml", "{step: draft,", "{value: 1,"),
    C("CIC511", LINE, "reports/2031/programme.yaml", "OS.1: {value: 280,", "OS.1: {text: {en: much},"),
    C("CIC512", WATER, "reports/2031/alba-bizra.yaml", "{value: 7.5, evidence: [{kind: sheets, address: marks-2031.pdf}]}", "{value: 7.5}"),
    C("CIC513", LINE, "reports/2032/programme.yaml", "OS.1: {value: 1140", "OS.1: {value: 140"),
    C("CIC514", WATER, "reports/2032/alba-bizra.yaml", "      O1.1.1: {step: adopted, evidence: [{kind: decision, address: b-plan.pdf, date: 2031-11-03}]}", "      O1.1.1: {step: none}"),
    C("CIC515", COFFEE, "reports/2032-Q1/hills.yaml", "", "", "2032-03-30"),
    C("CIC516", CITY, "reports/2031-H1/programme.yaml", "  R1.3: {value: 0}", "  R1.3: {value: 0}\n  OS.2: {value: 3}"),
    C("CIC517", WATER, "reports/2031/alba-bizra.yaml", "date: 2031-11-03", "date: 2041-11-03"),
    C("CIC518", COFFEE, "reports/2031-Q1/hills.yaml", "{start: 2031-01-14, end: 2031-03-12}", "{start: 2031-04-14, end: 2031-05-12}"),
    C("CIC519", COFFEE, "programme.yaml", "closed: {2031-Q1: 2031-06-30}", "closed: {2031-Q1: 2031-03-30}"),
    C("CIC527", LINE, "reports/2031/programme.yaml", "address: meters-2031.pdf", "file: evidence/meters.pdf"),
    C("CIC531", WATER, "partnerships/alba-bizra.yaml", "since: 2032-01-01", "since: 2032-01-01, merged_into: aman"),
    C("CIC532", WATER, "partnerships/alba-bizra.yaml", "since: 2032-01-01", "since: 2033-01-01"),
    C("CIC533", WATER, "acknowledgements.yaml", "155 of 170", "154 of 170"),
    C("CIC535", CITY, "reports/2033-H1/programme.yaml", "", "year: 2033-H1\nobservations: {R1.3: {value: 2, evidence: [{kind: contract, address: late.pdf}]}}\n"),
    C("CIC540", WATER, "reports/2031/alba-bizra.yaml", "women: 12, men: 10", "women: 12, men: 11"),
    C("CIC540", LINE, "reports/2031/programme.yaml", "under_way: 28, completed: 0", "under_way: 28, completed: 1"),
    C("CIC541", COFFEE, "reports/2031-Q1/hills.yaml", "young: 6", "yuong: 6"),
    C("CIC542", WATER, "reports/2032/alba-bizra.yaml", ", by: {sex: {women: 31, men: 24}}", ""),
    C("CIC543", WATER, "logframe.yaml", "        over_communes: mean\n", "        over_communes: mean\n        disaggregated_by: {sex: {women: {en: women}, men: {en: men}}}\n"),
    C("CIC544", LINE, "reports/2032/programme.yaml", "step: contracted", "step: contrcted"),
    C("CIC545", LINE, "logframe.yaml", "        over_communes: none\n        over_years: cumulative\n        scale", "        over_communes: sum\n        over_years: cumulative\n        scale"),
    C("CIC546", WATER, "logframe.yaml", "over_communes: ratio", "over_communes: sum"),
    C("CIC547", COFFEE, "logframe.yaml", "over_communes: mean", "over_communes: none"),
    C("CIC550", WATER, "logframe.yaml", "{value: 43, year: 2030, as_printed: 43 incidents}", "{value: 44, year: 2030, as_printed: 44 incidents}"),
    C("CIC551", WATER, "acknowledgements.yaml", 'first: "2031"', 'first: "2032"'),
    C("CIC552", WATER, "logframe.yaml", "baselines: {aman:", "baselines: {cari:"),
    C("CIC553", LINE, "logframe.yaml", "has met and adopted its rules", "has met and adopted 4 rules"),
    C("CIC554", LINE, "reports/2031/programme.yaml", "date: 2032-03-05", "date: 2032-01-05"),
    C("CIC555", LINE, "reports/2031/programme.yaml", "date: 2032-02-10", "date: 2031-12-10"),
    C("CIC560", CITY, "reports/2032/wells-axim.yaml", "", "year: 2032\npartnership: wells-axim\nnarrative: {done: {en: All of it}}\n"),
    # places and people of several countries
    C("CIC601", WATER, "partnerships/alba-bizra.yaml", "kind: ngo,", 'kind: ngo, telephones: ["71 1"],'),
    C("CIC602", WATER, "partnerships/alba-bizra.yaml", "kind: ngo,", "kind: ngo, emails: [aman],"),
    C("CIC603", WATER, "partnerships/alba-bizra.yaml", "alba: {name: Alba, country: BE,", 'alba: {name: Alba, country: BE, postal_code: "99999",'),
    C("CIC605", WATER, "partnerships/dagana-evora.yaml", "dagana: {name: Dagana, country: SN, region: Saint-Louis", "dagana: {name: Dagana, country: SN, region: Saint Louis"),
    C("CIC608", CITY, "programme.yaml", 'total: 300, men: 140, women: 160, as_printed: "300', 'total: 310, men: 140, women: 160, as_printed: "310'),
    C("CIC612", WATER, "partnerships/alba-bizra.yaml", "alba: {name: Alba, country: BE,", "alba: {name: Alba, country: BE, province: Antwerpn,"),
    # risks and claims
    C("CIC701", CITY, "risks.yaml", "level: high\n", "level: low\n"),
    C("CIC702", CITY, "risks.yaml", "    results: [R1]\n    effect: {en: R1 is late}", "    effect: {en: all is late}"),
    C("CIC703", CITY, "risks.yaml", "likelihood: possible", "likelihood: perhaps"),
    C("CIC704", CITY, "risks.yaml", "    measures: {en: Batteries}\n", ""),
    C("CIC705", CITY, "risks.yaml", "{responsible: League, when: each year}", "{when: each year}"),
    C("CIC706", CITY, "risks.yaml", "results: [R1]\n    effect: {en: R1 is late}", "results: [R7]\n    effect: {en: R1 is late}"),
    C("CIC711", WATER, "documents.yaml", "{printed: two partnerships, about: partnerships, value: 2}", "{printed: three partnerships, about: partnerships, value: 3}"),
    C("CIC711", WATER, "documents.yaml", "{printed: two communes of Tunisia, about: communes.southern, of_country: TN, value: 2}", "{printed: three communes of Tunisia, about: communes.southern, of_country: TN, value: 3}"),
    C("CIC712", CITY, "documents.yaml", "{printed: two partnerships, about: partnerships, value: 2}", "{printed: 2 meetings, about: meetings.north, value: 2}\n      others: {printed: 3 meetings, about: meetings.north, value: 3}"),
    C("CIC713", WATER, "documents.yaml", "of_country: TN", "of_country: MA"),
    C("CIC714", CITY, "documents.yaml", "members: [citizens, clerks]", "members: [citizens, mayors]"),
    # what was accepted
    C("CIC901", CITY, "acknowledgements.yaml", "categories.head_office.operating[total]", "categories.partners.operating[total]"),
    C("CIC902", WATER, "acknowledgements.yaml", "    accepted_on: 2034-06-30\n  - rule: promise", "    accepted_on: 2033-06-30\n    expires: 2034-01-31\n  - rule: promise"),
    C("CIC903", WATER, "acknowledgements.yaml", "rule: late-baseline", "rule: late-baselines"),
)  # fmt: skip

COMPARED = (
    C("CIC521", COFFEE, "reports/2031-Q1/hills.yaml", "value: 18, by: {sex: {women: 10, men: 8}, age: {young: 6, old: 12}}", "value: 19, by: {sex: {women: 11, men: 8}, age: {young: 7, old: 12}}"),
    C("CIC522", LINE, "logframe.yaml", "{value: 1200, as_printed: 1200 km}", "{value: 1100, as_printed: 1100 km}"),
    C("CIC522", WATER, "partnerships/alba-bizra.yaml", "OS.1: {2031: 30, 2032: 50}", "OS.1: {2031: 30, 2032: 49}"),
    C("CIC523", CITY, "programme.yaml", "target_groups:", "corrections:\n  - {path: reporting.year_begins, was: 01-01, now: 05-01, reason: {en: Wrong}, date: 2033-01-01}\ntarget_groups:"),
    C("CIC524", COFFEE, "budget.yaml", "audit: {2031: 10.00, 2032: 10.00, total: 20.00}\n    total", "audit: {2031: 11.00, 2032: 9.00, total: 20.00}\n    total"),
    C("CIC525", LINE, "documents.yaml", "from 2031", "since 2031"),
    C("CIC526", WATER, "partnerships/alba-bizra.yaml", "  school: {name: University of Wells, kind: university, since: 2032-01-01, targets: {OS.1: {2032: 20}}}\n", ""),
    C("CIC534", CITY, "partnerships/wells-axim.yaml", "  busua: {name: Busua, country: GH,", "  busua: {name: Busua, country: GH, since: 2031-10-01,"),
)  # fmt: skip
"""Mistakes that show only against what was there before."""

BYTES = "bytes and YAML of any file, whatever programme it is of: tests/source, tests/storage"
READINGS = "rests on a reading of the wording, which these five leave to their documents: its page in the manual"
PERSONS = "persons and their addresses, which these five do not name: tests/rules/test_contacts.py and its page"
PLACES = "coordinates, which these five have none of: tests/model/test_coordinates.py and its page in the manual"
COMMUNES = "what most communes of a programme have; the folders have too few of them: its page in the manual"
WITHOUT = {
    **dict.fromkeys((f"CIC{n:03}" for n in range(1, 19)), BYTES),
    **dict.fromkeys(
        ("CIC405", "CIC407", "CIC408", "CIC410", "CIC411", "CIC412", "CIC414", "CIC420", "CIC503", "CIC707"), READINGS
    ),
    **dict.fromkeys(("CIC606", "CIC607", "CIC613", "CIC614"), PERSONS),
    **dict.fromkeys(("CIC604", "CIC609", "CIC610", "CIC611"), COMMUNES),
    **dict.fromkeys(("CIC615", "CIC616", "CIC617", "CIC618"), PLACES),
    "CIC528": "a file of evidence that is there without its hash: tests/rules/test_evidence.py",
}
"""Rules of which no mistake is made here, and where they are tried instead."""
