"""The whole programme: the texts of its files, the day, and what is asked."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from hypothesis import strategies as st
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
    asked: tuple[tuple[int, str], ...]

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
    late = []
    if draw(st.integers(0, 2)) == 2:
        late = [years[-1] + n for n in range(1, draw(st.integers(0, 2)) + 1)]
        period["accounts_until"] = Plain(f"{(late or years)[-1]}-{draw(st.sampled_from(('06-30', '12-31')))}")
    made = draw(partnerships(years))
    people = People("XA", made)
    known = {id: draw(indicators(id, years, people)) for id in ("OS.1", "R1.1", "R1.2")[: draw(st.integers(1, 3))]}
    of_year = draw(rates([*years, *late]))
    purse = Purse(draw, years, approved, late, made)
    budget = purse.budget([*people.communes, "bank"])
    # what is reported for years after the end counts nowhere
    reports = draw(observed([*years, *late], people, known))
    spent = {}
    for year in (*years, *late):
        for who in (None, *made):
            paid = purse.expenditure(who, year, of_year, spent) if draw(st.integers(0, 2)) else {}
            if paid:
                reports.setdefault((year, who), {})["expenditure"] = paid
        if draw(st.integers(0, 3)) == 3 and year in years:
            who = draw(st.sampled_from([None, *made]))
            giver = draw(st.sampled_from([*people.communes, "bank"]))
            reports.setdefault((year, who), {})["contributions"] = {giver: purse.brought()}
    today = datetime.date(2040, 1, 1)
    if draw(st.booleans()):
        today = datetime.date(draw(st.sampled_from(years)), *draw(st.sampled_from(((6, 30), (12, 31)))))
    identity = {
        "format": 1, "id": "demo", "name": {"en": "Demo"}, "country": "XA", "period": period,
        "source": {"document": "plan"},
        "organisations": {
            "league": {"name": "The League", "role": "applicant"}, "union": {"name": "The Union", "role": "applicant"},
            "bank": {"name": "The Bank", "role": "donor"},
        },
        "reporting": _reporting(draw, years),
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
    if of_result:
        head = {"outcome": "OS", "label": "Result 1", "statement": {"en": "Much is done"}}
        logframe["results"] = {"R1": {**head, "indicators": of_result}}
    files = {"programme.yaml": identity, "logframe.yaml": logframe, "budget.yaml": budget}
    files |= {f"partnerships/{id}.yaml": one for id, one in made.items()}
    for (year, who), report in reports.items():
        head = {"year": year} | ({} if who is None else {"partnership": who})
        files[f"reports/{year}/{who or 'programme'}.yaml"] = head | report
    texts = {name: written(block) for name, block in files.items()} | {"documents.yaml": DOCUMENTS}
    first, second = draw(st.permutations(("result", "partnership", "commune")))[:2]
    asked = ((draw(st.sampled_from([*years, *late])), first), (draw(st.sampled_from(years)), second))
    return Made(texts, today, asked)


def _reporting(draw, years):
    made = {"years": years}
    if draw(st.booleans()):
        closed = sorted(draw(st.sets(st.sampled_from(years), max_size=2)))
        made["closed"] = {year: draw(days([year, year + 1])) for year in closed}
    if draw(st.integers(0, 4)):
        made["thresholds"] = {"on_track": 85, "behind": 60}
        if draw(st.booleans()):
            made["thresholds"]["ahead"] = 40
    return made
