"""The whole programme: the texts of its files, the day, and what is asked."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from hypothesis import strategies as st
from second.calendar import Calendar
from second.people import People

from chance.money import Purse, rates
from chance.people import days, partnerships
from chance.promises import indicators
from chance.reports import observed
from chance.text import Plain, written

FIRST = 2031
DOCUMENTS = """documents:
  plan: {title: {en: The plan}, kind: dossier, describes: current, language: en, file: plan.txt, sha256: "%s"}
""" % ("0" * 64)


class Made(NamedTuple):
    """A programme: the text of each file by its path; today; and of which years the report is asked, grouped by what."""

    files: dict[str, str]
    today: datetime.date
    asked: tuple[tuple[int | str, str], ...]

    def __repr__(self):
        """As one reads it: the commands, and the folder, file by file."""
        commands = (f"cic report --year {year} --by {by} --as-of {self.today}" for year, by in self.asked)
        return "\n".join((*commands, *(f"--- {name}\n{text}" for name, text in self.files.items())))


@st.composite
def programmes(draw):
    count = draw(st.sampled_from((2, 3, 3, 4)))
    period = {"start": FIRST, "end": FIRST + count - 1}
    approved = list(range(FIRST, FIRST + count))
    years = list(approved)
    if draw(st.integers(0, 3)) == 3:
        years.append(years[-1] + 1)
        period["extended"] = {"end": years[-1], "decided": Plain(f"{approved[-1]}-06-01")}
    reporting = draw(reportings(years))
    calendar = Calendar({"period": period, "reporting": reporting})
    late = []
    if draw(st.integers(0, 2)) == 2:
        until = f"{years[-1] + draw(st.integers(0, 2))}-{draw(st.sampled_from(('06-30', '12-31')))}"
        if calendar.year_of(until) >= years[-1]:
            period["accounts_until"] = Plain(until)
        late = list(range(years[-1] + 1, calendar.year_of(until) + 1))
    countries = draw(st.sampled_from((["XA"], ["XA"], ["XA", "XB"])))
    made = draw(partnerships(years, str(calendar.first(FIRST)), countries))
    people = People(countries, made)
    known = {id: draw(indicators(id, calendar, people)) for id in ("OS.1", "R1.1", "R1.2")[: draw(st.integers(1, 3))]}
    has_levels = len(known) > 1 and draw(st.integers(0, 2)) == 2
    of_year = draw(rates([*years, *late]))
    purse = Purse(draw, years, approved, late, made)
    budget = purse.budget([*people.communes, "bank"])
    # what is reported for years after the end counts nowhere
    every = [*years, *late]
    reports = draw(observed([one for year in every for one in calendar.periods(year)], calendar, people, known))
    spent, activity = {}, {}
    if has_levels:
        budget["results"], activity["budget"] = purse.of_results()
        for of in every:
            told = draw(st.sampled_from((None, None, "ongoing", "completed", "suspended"))) if of in years else None
            if told is not None:
                part = draw(st.sampled_from(calendar.periods(of)))
                who = draw(st.sampled_from((None, *made)))
                reports.setdefault((part, who), {})["activities"] = {"A.1": {"status": told}}
    for year in every:
        for period_ in calendar.periods(year):
            for who in (None, *made):
                paid = purse.expenditure(who, year, of_year, spent) if draw(st.integers(0, 2)) else {}
                if paid:
                    reports.setdefault((period_, who), {})["expenditure"] = paid
        if draw(st.integers(0, 3)) == 3:
            who = draw(st.sampled_from([None, *made]))
            giver = draw(st.sampled_from([*people.communes, "bank"]))
            of = draw(st.sampled_from(calendar.periods(year)))
            reports.setdefault((of, who), {})["contributions"] = {giver: purse.brought()}
    if draw(st.integers(0, 3)) == 3:
        reporting["approval"] = True
    if draw(st.integers(0, 2)) == 2:
        for (of, _), report in reports.items():
            _sign(draw, report, calendar.end(of))
    today = datetime.date(2040, 1, 1)
    if draw(st.booleans()):
        today = datetime.date(draw(st.sampled_from(years)), *draw(st.sampled_from(((6, 30), (12, 31)))))
    identity = {
        "format": 1, "id": "demo", "name": {"en": "Demo"}, "country": countries[0] if len(countries) == 1 else countries, "period": period,
        "source": {"document": "plan"},
        "organisations": {
            "league": {"name": "The League", "role": "applicant"}, "union": {"name": "The Union", "role": "applicant"},
            "bank": {"name": "The Bank", "role": "donor"},
        },
        "reporting": reporting,
    }  # fmt: skip
    if of_year:
        identity["rates"] = {
            currency: {
                year: {"rate": Plain(f"{rate // 1000}.{rate % 1000:03}"), "source": "The bank"}
                for year, rate in one.items()
            }
            for currency, one in of_year.items()
        }
    outcome = {"statement": {"en": "All is well"}, "indicators": {id: one for id, one in known.items() if id == "OS.1"}}
    logframe = {
        "source": {"document": "plan"},
        "outcomes": {"OS": outcome, "AUX": {"statement": {"en": "All goes on"}}},
    }
    of_result = {id: one for id, one in known.items() if id != "OS.1"}
    if has_levels:
        # an impact above, an output and an activity below; each indicator measures another of them
        logframe["impacts"] = {"I": {"statement": {"en": "All is well at last"}}}
        outcome["impact"] = "I"
    if of_result:
        head = {"outcome": "OS", "label": "Result 1", "statement": {"en": "Much is done"}}
        logframe["results"] = {"R1": {**head, "indicators": of_result}}
    if has_levels:
        _add_levels(draw, logframe, activity)
    files = {"programme.yaml": identity, "logframe.yaml": logframe, "budget.yaml": budget}
    files |= {f"partnerships/{id}.yaml": one for id, one in made.items()}
    for (year, who), report in reports.items():
        head = {"year": Plain(year)} | ({} if who is None else {"partnership": who})
        files[f"reports/{year}/{who or 'programme'}.yaml"] = head | report
    texts = {name: written(block) for name, block in files.items()} | {"documents.yaml": DOCUMENTS}
    first, second = draw(st.permutations(("result", "partnership", "commune")))[:2]
    whole = draw(st.sampled_from([*every, *(one for year in every for one in calendar.periods(year))]))
    asked = ((whole, first), (draw(st.sampled_from([*years, *calendar.periods(years[0])])), second))
    return Made(texts, today, asked)


def _add_levels(draw, logframe, activity):
    """The indicators of the result are of an output below it, of an activity, and of the impact."""
    result = logframe["results"]["R1"]
    first, *others = result["indicators"].items()
    words = {"en": "Something is done"}
    if draw(st.booleans()):
        activity["start"] = Plain(f"{FIRST}-03-01")
    if draw(st.booleans()):
        activity["status"] = "planned"
    result["indicators"] = {}
    output = {"under": "R1", "level": "output", "label": "Output 1", "statement": {"en": "Walls stand"}}
    logframe["results"]["O1"] = {**output, "indicators": dict([first])}
    result["activities"] = {"A.1": {"text": words, **activity, **({"indicators": dict(others)} if others else {})}}
    if draw(st.booleans()):
        logframe["impacts"]["I"]["indicators"] = logframe["outcomes"]["OS"].pop("indicators")


def _sign(draw, report, end):
    """Who reported it and who approved it, and when: the whole, or the parts of the communes."""
    for one in (report, *report.get("communes", {}).values(), *report.get("partners", {}).values()):
        for n, key in enumerate(("reported", "approved")):
            if draw(st.integers(0, 2)) == 2:
                day = end + datetime.timedelta(days=30 * n + draw(st.integers(1, 30)))
                one[key] = {"by": {"en": "The board"}, "date": Plain(day)}


@st.composite
def reportings(draw, years):
    """Which years are reported, by year or by parts of it; when years begin; what is closed."""
    made = {"years": years}
    if draw(st.integers(0, 3)) == 3:
        made["year_begins"] = Plain(draw(st.sampled_from(("04-01", "10-01", "02-15"))))
    # parts of a year make many reports
    if draw(st.integers(0, 3)) == 3:
        made["periods"] = draw(st.sampled_from(("half_year", "half_year", "quarter")))
    if draw(st.booleans()):
        closed = sorted(draw(st.sets(st.sampled_from(years), max_size=2)))
        made["closed"] = {year: draw(days([year, year + 1])) for year in closed}
    if draw(st.integers(0, 4)):
        made["thresholds"] = {"on_track": 85, "behind": 60}
        if draw(st.booleans()):
            made["thresholds"]["ahead"] = 40
    return made
