"""The tables of the report with their figures, from the plain files of a folder: the whole year as JSON has it, but for words."""

from __future__ import annotations

import datetime
from fractions import Fraction

from second.behind import behind
from second.calendar import LONG_AGO, Calendar
from second.judging import IN_WORDS
from second.levels import Levels
from second.money import Ledger
from second.notes import below
from second.results import Book
from second.rounding import amount, number, percent, rounded, shown
from second.shares import Shares

STATUSES = (
    "achieved", "on track", "behind", "off track", "reported", "incomplete", "not reported", "not due", "not applicable",
)  # fmt: skip

_BESIDE = ("amendments", "released", "refunds", "associations", "paid_by_others", "contributions", "later")


class Year:
    """What the report of a year says; `files` are plain dictionaries by their path."""

    def __init__(self, files, year, today: datetime.date):
        files = dict(sorted(files.items()))
        self.programme, self.logframe = files["programme.yaml"], files["logframe.yaml"]
        self.partnerships = {one["id"]: one for name, one in files.items() if name.startswith("partnerships/")}
        self.reports = [one for name, one in files.items() if name.startswith("reports/")]
        self.asked, calendar = year, Calendar(self.programme)
        # results belong to the years of the programme: after the end they stand as they stood at the end
        self.year = year if calendar.year_of(year) <= calendar.years[-1] else calendar.years[-1]
        self.end = calendar.end(self.year)
        self.levels = Levels(self.logframe)
        self.owners = dict(self.levels.owners())
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
        found |= {**self.results(by), **self.matrix(), "partnerships": self.standing()}
        ledger = self.ledger
        if ledger.asked not in ledger.late:
            found["budget"] = ledger.as_printed()
        found["execution"] = ledger.execution([ledger.asked], True)
        if len(ledger.to_date) > 1:
            found["execution_to_date"] = ledger.execution(ledger.to_date, False)
        found["years"] = ledger.year_by_year()
        approved = [one for one in ledger.to_date if one in ledger.approved_years]
        money = self.levels.money(
            ledger.budget, [one for one in ledger.spent if one["year"] in ledger.to_date], approved
        )
        if money:
            found["by_result"] = money
        for name in _BESIDE:
            rows = getattr(ledger, name)()
            if rows:
                found[name] = rows
        entries = ledger.listed(self.asked)
        if entries:
            found["entries"] = entries
        found["missing"] = self.missing()
        signatures = self.signatures()
        if signatures:
            found["signatures"] = signatures
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
                    value = shown(self.book.indicators[id]["over_communes"], found["value"], due[1])
                    limit, of = self.book.limit(self.book.indicators[id], found), ""
                    if not self.book.is_whole(found) and not limit:
                        made = found["now"] if found["lacking"] else found["known"]
                        of = f" ({len(made)} of {len(found['expected'])})"
                    sign = " %" if self.book.indicators[id]["over_communes"] == "ratio" else ""
                    shown_due = f"{number(due[1])}{sign}"
                    if self.book.indicators[id].get("direction") == "decrease":
                        stands = (
                            f"{limit}{number(value)}{sign}{of.replace(' (', ', of ').rstrip(')')} (at most {shown_due})"
                        )
                    else:
                        stands = f"{limit}{number(value)}{sign}/{shown_due}{of}"
                rows.append({"status": status, "id": id, "stands": stands})
        unknown = [case[0] for case in cases if case[4] == "not reported"]
        if unknown:
            title = f"Nothing reported yet: {', '.join(unknown)}"
            rows.append({"status": "not reported", "id": None, "title": title, "stands": None})
        owing = [
            (row["partnership"], row["accounts"]) for row in self.missing() if row["accounts"] and not row["commune"]
        ]
        if owing:
            names = [f"{'the programme' if who == '(programme)' else who} ({years})" for who, years in owing]
            more = [f"{len(names) - 3} more"] if len(names) > 3 else []
            title = f"Accounts missing: {', '.join([*names[:3], *more])}"
            rows.append({"status": "not reported", "id": None, "title": title, "stands": None})
        return rows

    # results

    def results(self, by):
        cases = self.cases(by)
        groups = [({} if by == "result" else {by: key.split(".", 1)[1]}, own) for key, own in cases.items()]
        tables = {}
        for key, own in cases.items():
            tables[key] = [self.row(*case, is_group=by != "result") for case in own]
            # of a group a baseline is shown where one is known of any commune
            if by != "result" and not any(self.book.indicators[id].get("baselines") for id, *_ in own):
                tables[key] = [{**row, "baseline": None} for row in tables[key]]
        tables |= behind(self.book, self.year, groups)
        if by == "result":
            ledger = self.ledger
            entries = [one for one in ledger.every if one["end"] <= self.end]
            activities = self.levels.standing(ledger.budget, self.reports, entries, self.book.calendar, self.end)
            if activities:
                tables["activities"] = activities
        return tables

    def cases(self, by):
        """What stands in each table of results: each row's indicator, baseline, figure, targets, progress and status."""
        if by == "result":
            every = {
                f"indicators.{owner}": [self.of_programme(id) for id in block.get("indicators", {})]
                for owner, block in self.owners.items()
            }
            return {key: cases for key, cases in every.items() if cases}
        if by == "partnership":
            groups = {id: [id, *self.people.members(id, self.end)] for id in self.partnerships}
        else:
            groups = {id: [id] for id in self.people.communes}
        every = {
            f"{by}.{name}": [
                (id, *self.shares.group(id, self.year, members))
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
        baseline = self.book.baseline(indicator, found, self.book.asked(self.year))
        baseline = (
            Fraction(indicator["baseline"]["value"])
            if "baseline" in indicator
            else baseline and shown(indicator["over_communes"], baseline)
        )
        return id, baseline, found, *sides, progress, status

    def row(self, id, baseline, found, due, later, progress, status, is_group=False):
        indicator, value = self.book.indicators[id], found["value"]
        of = {who: max(when for when, _ in own) for who, own in {**found["known"], **found["left"]}.items()}
        if value is None:
            reported = {"state": "not reported"}
            is_in_words = due[1] == IN_WORDS if due else bool(indicator["in_words"])
            if status == "not applicable":
                reported = {"state": "not applicable"}
            elif is_in_words and (found["known"] or found["left"]):
                reported = {"state": IN_WORDS}
            elif due is None or due[2] in ("withdrawn", "not due"):
                reported = {"state": "not due"}
        elif indicator["over_communes"] in ("ratio", "mean"):
            decimals = 2 if indicator["over_communes"] == "mean" else 1
            reported = rounded(value, *([due[1]] if due and due[1] is not None else []), decimals=decimals)
        else:
            reported = value
        older = len(found["known"]) - len(found["now"]) if self.book.carries(indicator) else 0
        marks = [self.limits[one] for one in ("on_track", "behind") if one in self.limits]
        return {
            "baseline": {"state": "not stated"}
            if baseline is None
            else shown(indicator["over_communes"], baseline)
            if is_group
            else baseline,
            "id": id,
            "due": {"state": "not due"} if due is None else self.promise(due),
            "due_year": due and self.book.key(indicator, due[0]),
            "next": later and self.promise(later),
            "next_year": later and self.book.key(indicator, later[0]),
            "reported": reported,
            "reported_year": None if value is None else self.book.calendar.period_of(max(of.values())),
            "coverage": {"reported_by": len(found["now"]), "expected": len(found["expected"])},
            "older": older or None,
            "progress": None if progress is None else rounded(progress, *marks),
            "status": status,
        }

    @staticmethod
    def promise(side):
        _, value, why = side
        return {"state": IN_WORDS} if value == IN_WORDS else value if value is not None else {"state": why}

    def notes(self, by):
        """{key of the table of results: what is said below it of values that are not of the year, or not of all}."""
        return {key: below(self.book, self.year, cases) for key, cases in self.cases(by).items()}

    def matrix(self):
        """How each commune stands in what communes report."""
        known = {id: one for id, one in self.book.indicators.items() if one["level"] == "commune"}
        rows = []
        people = self.people
        for who in sorted(people.communes, key=lambda one: one in people.partners):
            own = [id for id, one in known.items() if who in self.book.everybody(one)]
            if own:
                stands = {id: self.stands(id, who) for id in own}
                row = {"name": self.people.communes[who]["name"], "commune": who}
                for id, one in known.items():
                    row[id] = stands.get(id)
                    if self.book.is_added(one):
                        row[f"{id}_years"] = (
                            self.years_owed(id, who) if stands.get(id) not in (None, "not reported") else None
                        )
                rows.append(row)
        return {"matrix": rows} if rows else {}

    def stands(self, id, who):
        _, _, due, *_, status = self.shares.group(id, self.year, [who])
        if status == "not due" and due and due[2] in ("withdrawn", "not allocated"):
            # who merged withdrew nothing: others carry on
            return {"state": "merged" if due[2] == "withdrawn" and who in self.people.heir else due[2]}
        return status

    def years_owed(self, id, who):
        due, _ = self.book.due(self.book.indicators[id], self.year)
        late = self.book.late(self.book.figure(id, self.year, [who]), self.year) if due else []
        return ", ".join(self.book.told(when) for one, when in late if one == who) or None

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
            coverage = row["coverage"]
            least = "at least " if coverage and coverage["reported_by"] < coverage["expected"] else ""
            if rate > 100:
                excess = f"{least}{amount(row['spent'] - row['budget'])} {self.ledger.budget['currency']} too much"
                found.append(f"{row['id']} has spent {least}{percent(rate)} of its budget ({excess})")
            elif isinstance(reached, Fraction) and "ahead" in self.limits and rate - reached >= self.limits["ahead"]:
                unknown = row["targets"] - row["reported"]
                some = f" ({unknown} not reported)" if unknown else ""
                targets = f"{row['met']} of {row['targets']} targets are reached{some}"
                found.append(f"{row['id']} has spent {least}{percent(rate)} of its budget, and {targets}")
        return found

    # who reported and who approved

    def unapproved(self):
        """Whose reports nobody approved, where that is asked for: neither the whole nor each part of a commune."""
        found, calendar = {}, self.book.calendar
        for report in sorted(self.reports, key=lambda one: calendar.end(one["year"])):
            parts = [*report.get("communes", {}).values(), *report.get("partners", {}).values()]
            is_approved = "approved" in report or (parts and all("approved" in one for one in parts))
            if calendar.end(report["year"]) <= self.end and not is_approved:
                found.setdefault(report.get("partnership", "programme"), []).append(calendar.name(report["year"]))
        return found if (self.programme.get("reporting") or {}).get("approval") else {}

    def signatures(self):
        rows, (first, last) = [], self.book.calendar.span(self.asked)
        for report in self.reports:
            if first <= self.book.calendar.end(report["year"]) <= last:
                parts = {**report.get("communes", {}), **report.get("partners", {})}
                for commune, one in [(None, report), *parts.items()]:
                    if "reported" in one or "approved" in one:
                        days = {
                            key: one[key]["date"] if key in one else {"state": "not stated"}
                            for key in ("reported", "approved")
                        }
                        who = report.get("partnership", "(programme)")
                        rows.append({"partnership": who, "commune": commune, "year": report["year"], **days})
        return rows

    # what is missing

    def missing(self):
        values, confirm, accounts = {}, {}, {}
        for id, indicator in self.book.indicators.items():
            due, _ = self.book.due(indicator, self.year)
            if due is None:
                continue
            found = self.book.figure(id, self.year)
            lacking = {}
            for who, when in found["lacking"]:
                lacking.setdefault(who, []).append(self.book.told(when))
            for who in found["expected"]:
                # who was there when a period ended, and is not any more, is asked for nothing
                if who != "programme" and not self.people.on(who, self.end):
                    continue
                own = found["known"].get(who)
                if own is None or who in lacking:
                    values.setdefault(who, []).append(f"{id} ({', '.join(lacking[who])})" if who in lacking else id)
                elif who not in found["now"] and self.book.carries(indicator):
                    after, last, _ = self.book.window(indicator, self.year)
                    in_words = self.book.due_in_words(indicator, self.book.asked(self.year))
                    latest = max(self.book.own(id, who, after, last, in_words), default=LONG_AGO)
                    # a target of a day is asked for on that day, not at the end of the year
                    if latest < min(found["last"], max(min(self.end, self.book.ended), due[0])):
                        confirm.setdefault(who, []).append((id, self.book.told(max(when for when, _ in own))))
        years = (self.programme.get("reporting") or {}).get("years", [])
        calendar = self.book.calendar
        for period in [one for year in years for one in calendar.periods(year)]:
            first, last = calendar.span(period)
            for who in ("programme", *self.partnerships) if last <= self.book.asked(self.year) else ():
                # whoever left is asked for its accounts up to that year, and before it came for none
                if (who == "programme" or self.people.any_day(who, first, last)) and not self.ledger.made(who, period):
                    accounts.setdefault(who, []).append(calendar.name(period))
        unapproved = self.unapproved()
        rows = []
        places = [("(programme)", None, "programme")]
        for id in self.partnerships:
            places += [(id, None, id), *((id, one, one) for one in self.people.members(id, self.end))]
        for partnership, commune, who in places:
            if who in values or who in confirm or who in accounts or who in unapproved:
                rows.append(
                    {
                        "partnership": partnership,
                        "commune": commune,
                        "values": len(values.get(who, [])),
                        "indicators": ", ".join(values.get(who, [])) or None,
                        "to_confirm": ", ".join(f"{id} ({year})" for id, year in confirm.get(who, [])) or None,
                        "accounts": ", ".join(accounts.get(who, [])) or None,
                        "unapproved": ", ".join(unapproved.get(who, [])) or None,
                    }
                )
        return rows
