"""The tables of the report with their figures, from the plain files of a folder: the whole year as JSON has it, but for words."""

from __future__ import annotations

import datetime
from fractions import Fraction

from second.behind import behind
from second.money import Ledger
from second.notes import below
from second.results import Book
from second.rounding import number, percent, rounded
from second.shares import Shares

STATUSES = (
    "achieved", "on track", "behind", "off track", "incomplete", "not reported", "not due", "not applicable",
)  # fmt: skip

_BESIDE = ("amendments", "released", "refunds", "associations", "paid_by_others", "contributions", "later")


class Year:
    """What the report of a year says; `files` are plain dictionaries by their path."""

    def __init__(self, files, year, today: datetime.date):
        self.money_year = year
        files = dict(sorted(files.items()))
        self.programme, self.logframe = files["programme.yaml"], files["logframe.yaml"]
        self.partnerships = {one["id"]: one for name, one in files.items() if name.startswith("partnerships/")}
        self.reports = [one for name, one in files.items() if name.startswith("reports/")]
        period = self.programme["period"]
        # results belong to the years of the programme: after the end they stand as they stood at the end
        self.year = min(year, (period.get("extended") or period)["end"])
        self.owners = {**self.logframe["outcomes"], **self.logframe.get("results", {})}
        indicators = {id: one for owner in self.owners.values() for id, one in owner.get("indicators", {}).items()}
        self.book = Book(self.programme, self.partnerships, self.reports, indicators, today)
        self.shares = Shares(self.book)
        self.people = self.book.people
        budget = files["budget.yaml"]
        self.ledger = Ledger(self.programme, budget, self.partnerships, self.reports, self.people, year, today)
        self.limits = (self.programme.get("reporting") or {}).get("thresholds") or {}

    def tables(self, by):
        """{key of the table: its rows}, the results grouped by result, partnership or commune; nothing for no rows."""
        found = {"summary": self.summary(), "milestones": self.milestones(), "attention": self.attention()}
        found |= {**self.results(by), "partnerships": self.standing()}
        ledger = self.ledger
        if self.money_year not in ledger.late:
            found["budget"] = ledger.as_printed()
        found["execution"] = ledger.execution([self.money_year], True)
        if len(ledger.to_date) > 1:
            found["execution_to_date"] = ledger.execution(ledger.to_date, False)
        found["years"] = ledger.year_by_year()
        for name in _BESIDE:
            rows = getattr(ledger, name)()
            if rows:
                found[name] = rows
        found["missing"] = self.missing()
        return {key: [self.shown(row) for row in rows] for key, rows in found.items()}

    @staticmethod
    def shown(row):
        """Percentages as the page has them."""
        percents = ("rate", "rate_to_date", "reached", "share")
        return {
            key: rounded(value) if key in percents and isinstance(value, Fraction) else value
            for key, value in row.items()
        }

    def summary(self):
        every = [self.book.status(id, self.year)[3] for id in self.book.indicators]
        return [{"status": one, "indicators": every.count(one)} for one in STATUSES if one in every]

    def milestones(self):
        every = [self.book.status(id, self.year)[3] for id in self.book.indicators]
        due = [one for one in every if one not in ("not due", "not applicable")]
        good = [one for one in due if one in ("achieved", "on track")]
        share = Fraction(100 * len(good), len(due)) if due else None
        return [{"at_hand": len(good), "due": len(due), "share": share}]

    def attention(self):
        """What is due and not at hand, the worst first; what nobody reported together."""
        cases = [(id, *self.book.status(id, self.year)) for id in self.book.indicators]
        rows = []
        for status in ("off track", "behind", "incomplete"):
            of_it = [case for case in cases if case[4] == status]
            for id, found, due, *_ in sorted(of_it, key=lambda case: (case[3] is not None, case[3] or 0)):
                stands = None
                if found["value"] is not None:
                    least = "at least " if self.book.grows(id) and not self.book.is_whole(found) else ""
                    decimals = 2 if self.book.indicators[id]["over_communes"] == "mean" else 1
                    value = rounded(found["value"], due[1], decimals=decimals)
                    stands = f"{least}{number(value)}/{number(rounded(due[1]))}"
                rows.append({"status": status, "id": id, "stands": stands})
        unknown = [case[0] for case in cases if case[4] == "not reported"]
        if unknown:
            title = f"Nothing reported yet: {', '.join(unknown)}"
            rows.append({"status": "not reported", "id": None, "title": title, "stands": None})
        return rows

    # results

    def results(self, by):
        cases = self.cases(by)
        groups = [({} if by == "result" else {by: key.split(".", 1)[1]}, own) for key, own in cases.items()]
        return {key: [self.row(*case) for case in own] for key, own in cases.items()} | behind(
            self.book, self.year, groups
        )

    def cases(self, by):
        """What stands in each table of results: each row's indicator, baseline, figure, targets, progress and status."""
        if by == "result":
            every = {
                f"indicators.{owner}": [self.of_programme(id) for id in block.get("indicators", {})]
                for owner, block in self.owners.items()
            }
            return {key: cases for key, cases in every.items() if cases}
        if by == "partnership":
            groups = {id: [id, *self.people.members(id, self.year)] for id in self.partnerships}
        else:
            groups = {id: [id] for id in self.people.communes}
        every = {
            f"{by}.{name}": [
                (id, None, *self.shares.group(id, self.year, members))
                for id, one in self.book.indicators.items()
                if self.shares.concerns(one, members)
            ]
            for name, members in groups.items()
        }
        return {key: cases for key, cases in every.items() if cases}

    def of_programme(self, id):
        indicator = self.book.indicators[id]
        found, _, progress, status = self.book.status(id, self.year)
        sides = [one and (*one, None) for one in self.book.due(indicator, self.year)]
        baseline = Fraction(indicator["baseline"]["value"]) if "baseline" in indicator else {"state": "not stated"}
        return id, baseline, found, *sides, progress, status

    def row(self, id, baseline, found, due, later, progress, status):
        indicator, value = self.book.indicators[id], found["value"]
        of = {who: max(year for year, _ in own) for who, own in {**found["known"], **found["left"]}.items()}
        if value is None:
            reported = {"state": "not reported"}
            if status == "not applicable":
                reported = {"state": "not applicable"}
            elif due is None or due[2] in ("withdrawn", "not due"):
                reported = {"state": "not due"}
        elif indicator["over_communes"] in ("ratio", "mean"):
            decimals = 2 if indicator["over_communes"] == "mean" else 1
            reported = rounded(value, *([due[1]] if due and due[1] is not None else []), decimals=decimals)
        else:
            reported = value
        older = len(found["known"]) - len(found["now"]) if self.book.carries(indicator) else 0
        marks = [self.limits[one] for one in ("on_track", "behind") if one in self.limits]
        return ({"baseline": baseline} if baseline is not None else {}) | {
            "id": id,
            "due": {"state": "not due"} if due is None else self.promise(due),
            "due_year": due and due[0],
            "next": later and self.promise(later),
            "next_year": later and later[0],
            "reported": reported,
            "reported_year": None if value is None else max(of.values()),
            "coverage": {"reported_by": len(found["now"]), "expected": len(found["expected"])},
            "older": older or None,
            "progress": None if progress is None else rounded(progress, *marks),
            "status": status,
        }

    @staticmethod
    def promise(side):
        _, value, why = side
        return value if value is not None else {"state": why}

    def notes(self, by):
        """{key of the table of results: what is said below it of values that are not of the year, or not of all}."""
        return {key: below(self.book, self.year, cases) for key, cases in self.cases(by).items()}

    # results beside money

    def standing(self):
        rows = []
        for id in self.partnerships:
            due = list(self.shares.due_of(id, self.year))
            decided = [one for one in due if one[0] is not None]
            told = [one for one in decided if one[1]]
            met = [one for one in decided if one[2]]
            nothing = {"state": "not reported"}
            share = Fraction(100 * len(met), len(decided)) if told else nothing if decided else {"state": "not due"}
            row = {
                "id": id, "targets": len(decided), "open": len(due) - len(decided), "reported": len(told),
                "met": len(met) if told else nothing, "reached": share,
            }  # fmt: skip
            rows.append(row | self.ledger.with_columns(self.ledger.of_partnership(id)[0]))
        return rows

    def highlights(self):
        """Partnerships whose money ran out, or ran ahead of their results."""
        found = []
        for row in self.standing():
            rate, reached = row.get("rate"), row["reached"]
            if rate is None:
                continue
            if rate > 100:
                found.append(f"{row['id']} has spent {percent(rate)} of its budget")
            elif isinstance(reached, Fraction) and "ahead" in self.limits and rate - reached >= self.limits["ahead"]:
                found.append(
                    f"{row['id']} has spent {percent(rate)} of its budget and reached {percent(reached)} of its targets"
                )
        return found

    # what is missing

    def missing(self):
        values, confirm, accounts = {}, {}, {}
        for id, indicator in self.book.indicators.items():
            if self.book.due(indicator, self.year)[0] is None:
                continue
            found = self.book.figure(id, self.year)
            lacking = {who for who, _ in found["lacking"]}
            for who in found["expected"]:
                # who was there when a period ended, and is not any more, is asked for nothing
                if who != "programme" and not self.people.at_the_end(who, self.year):
                    continue
                own = found["known"].get(who)
                if own is None or who in lacking:
                    values.setdefault(who, []).append(id)
                elif who not in found["now"] and self.book.carries(indicator):
                    latest = max(self.book.own(id, who, *self.book.years(indicator, self.year)), default=0)
                    if latest < min(found["of"], self.book.ended):
                        confirm.setdefault(who, []).append((id, max(year for year, _ in own)))
        years = (self.programme.get("reporting") or {}).get("years", [])
        for year in years:
            for who in ("programme", *self.partnerships) if year <= min(self.year, self.book.ended) else ():
                # whoever left is asked for its accounts up to that year, and before it came for none
                if (who == "programme" or self.people.any_day(who, year)) and not self.ledger.made(who, year):
                    accounts.setdefault(who, []).append(year)
        rows = []
        places = [("(programme)", None, "programme")]
        for id in self.partnerships:
            places += [(id, None, id), *((id, one, one) for one in self.people.members(id, self.year))]
        for partnership, commune, who in places:
            if who in values or who in confirm or who in accounts:
                rows.append(
                    {
                        "partnership": partnership,
                        "commune": commune,
                        "values": len(values.get(who, [])),
                        "indicators": ", ".join(values.get(who, [])) or None,
                        "to_confirm": ", ".join(f"{id} ({year})" for id, year in confirm.get(who, [])) or None,
                        "accounts": ", ".join(map(str, accounts.get(who, []))) or None,
                    }
                )
        return rows
