"""Money reckoned a second time: the printed table, what decisions moved, what was spent, came back, was paid by others and
was brought."""

from __future__ import annotations

from fractions import Fraction

from second.calendar import Calendar
from second.entries import entries, natures_of, wrong_payments
from second.plain import as_list


def has(block, nature, years):
    """What a block of the table prints for a nature, or in all, and years; None where it prints nothing of a year."""
    found = []
    for year in years:
        rows = [row for key, row in block.items() if nature in (None, key) and key not in ("label", "total")]
        cells = [row[year] for row in rows if year in row]
        if nature in (None, "total") and year in block.get("total", {}):
            cells = [block["total"][year]]
        if not cells:
            return None
        found.append(sum(map(Fraction, cells)))
    return sum(found, Fraction(0))


class Ledger:
    """Budget and spending as they stand in the report of a year."""

    def __init__(self, programme, budget, partnerships, reports, people, asked, today):
        self.programme, self.budget, self.partnerships, self.people = programme, budget, partnerships, people
        calendar = self.calendar = Calendar(programme)
        # a budget stays by year: up to a part of one what was spent by then stands beside the budget of the year
        self.asked, self.end, self.reports = calendar.year_of(asked), calendar.end(asked), reports
        period = programme["period"]
        self.approved_years = list(range(period["start"], period["end"] + 1))
        self.years = calendar.years
        last = self.years[-1]
        told = {year for report in reports if (year := calendar.year_of(report["year"])) > last}
        open_until = calendar.year_of(period["accounts_until"]) if "accounts_until" in period else last
        self.late = sorted(told.union(range(last + 1, open_until + 1)))
        self.to_date = [year for year in (*self.years, *self.late) if year <= self.asked]
        self.natures = natures_of(budget)
        self.has_natures = "total" not in self.natures
        self.of_partnerships = budget.get("partnerships_in", "partners")
        known = list(entries(reports, calendar, self.natures))
        self.of_others = [one for one in known if one["paid_by"] is not None]
        every = [one for one in known if one["paid_by"] is None]
        self.every, self.is_whole = every, asked == self.asked
        self.spent = every if self.is_whole else [one for one in every if one["end"] <= self.end]
        closings = (programme.get("reporting") or {}).get("closed", {})
        closed = closings.get(asked) or closings.get(self.asked)
        self.day = min(one for one in (self.end.isoformat(), closed, today.isoformat()) if one)
        self.moves = [
            {**move, "id": id, "decided": amendment["decided"], "counts": amendment["decided"] <= self.day}
            for id, amendment in budget.get("amendments", {}).items()
            for move in amendment["moves"]
        ]

    # parts of figures

    def moved(self, is_it):
        """What decisions in time moved to what is asked for, less what they took away; None where nothing was."""
        sides = [
            sign * Fraction(move["amount"])
            for move in self.moves
            for side, sign in (("from", -1), ("to", 1))
            if move["counts"] and side in move and is_it(move[side])
        ]
        return sum(sides) if sides else None

    def made(self, who, period):
        """Whether one has said anything of its spending of a year, or of a part of one."""
        return any(
            r["year"] == period and r.get("partnership", "programme") == who and r.get("expenditure")
            for r in self.reports
        )

    def accounts(self, who, years):
        """Of whom which accounts are asked: of the years, or of their parts up to one."""
        for period in [one for year in years if year in self.years for one in self.calendar.periods(year)]:
            first, last = self.calendar.span(period)
            for one in who if self.is_whole or last <= self.end else ():
                if one == "programme" or self.people.any_day(one, first, last):
                    yield one, period

    def cells(self, approved, change, entries, who, years, left=None):
        """The figures of a row. left: of which partnerships the budget is released that this is of; None for nobody's."""
        asked = list(self.accounts(who, years))
        budget = approved if change is None else (approved or 0) + change
        spent = sum(one["amount"] for one in entries) if entries else None
        rest = None if budget is None or spent is None else budget - spent
        freed = [max(one, 0) for one in (left or []) if one is not None]
        row = {
            "approved": {"state": "not stated"} if approved is None else approved,
            "budget": {"state": "not stated"} if budget is None else budget,
            "spent": spent if entries else {"state": "not reported"} if asked else None,
            "remaining": None if rest is None else rest - sum(freed),
            "released": sum(freed) if freed else {"state": "not reported"} if left else None,
            "rate": 100 * spent / budget if budget and spent is not None else None,
            "coverage": None,
        }
        if asked:
            row["coverage"] = {"reported_by": sum(self.made(*one) for one in asked), "expected": len(asked)}
        return row, (budget, spent, bool(asked))

    def printed(self, block, nature, years):
        """What was approved for those of the years that were; an extension has no printed cell."""
        those = [year for year in years if year in self.approved_years]
        return has(block, nature, those) if those else None

    def of_category(self, category, nature, years):
        natures = [nature] if nature else list(self.natures)
        change = self.moved(
            lambda line: (
                line.get("category") == category and line.get("nature", "total") in natures and line["year"] in years
            )
        )
        entries = [
            one
            for one in self.spent
            if one["category"] == category and one["nature"] in natures and one["year"] in years
        ]
        who = list(self.partnerships) if category == self.of_partnerships else ["programme"]
        approved = self.printed(self.budget["categories"][category], nature, years)
        left = self.left_over(years) if category == self.of_partnerships and nature is None else None
        return *self.cells(approved, change, entries, who, years, left), entries

    def of_all(self, years):
        change = self.moved(lambda line: "category" in line and line["year"] in years)
        entries = [one for one in self.spent if one["year"] in years]
        approved = self.printed(self.budget["operating_costs"], None, years)
        who = [*self.partnerships, "programme"]
        return *self.cells(approved, change, entries, who, years, self.left_over(years)), entries

    def of_partnership(self, id, years=None):
        lines = self.partnerships[id].get("budget", {})
        approved = sum(Fraction(line["amount"]) for line in lines.values()) if lines else None
        change = self.moved(lambda line: line.get("partnership") == id)
        entries = [one for one in self.spent if one["who"] == id and one["year"] in (years or self.to_date)]
        row, (budget, spent, asked) = self.cells(approved, change, entries, [id], years or self.to_date)
        if self.has_left(id) and budget is not None:
            # what is not spent of a budget of which nobody carries on is released; who spent too much releases nothing
            rest = row["remaining"]
            row["released"] = {"state": "not reported"} if rest is None else max(rest, 0)
            row["remaining"] = None if rest is None else min(rest, 0)
        return row, (budget, spent, asked)

    def has_left(self, id):
        return id in self.people.to and id not in self.people.heir and self.people.to[id].isoformat() < self.day

    def left_over(self, years):
        """What of the budget of each that left was not spent; None for one of which nobody knows. Nothing for some years only:
        no document says how the budget of a partnership splits by year."""
        if not set(self.years) <= set(years):
            return None
        found = []
        for id in self.partnerships:
            row, (budget, *_) = self.of_partnership(id, years)
            if self.has_left(id) and budget is not None:
                found.append(row["released"] if isinstance(row["released"], (int, Fraction)) else None)
        return found

    # tables

    def with_columns(self, row):
        """Approved and current stand side by side only where something was decided."""
        return row if self.budget.get("amendments") else {k: v for k, v in row.items() if k != "approved"}

    def execution(self, years, by_nature):
        rows = []
        late = [year for year in years if year in self.late] if len(years) > 1 else []

        def put(line, nature, row, entries):
            if row["budget"] in (0, {"state": "not stated"}) and not entries:
                # where there is no money nobody has to say what became of it
                row |= {"spent": None, "coverage": None}
            if late:
                after = [one["amount"] for one in entries if one["year"] in late]
                row["after_end"] = sum(after) if after else None
            rows.append({"line": line, "nature": nature, **self.with_columns(row)})

        for category, block in self.budget["categories"].items():
            for nature in self.natures if by_nature and self.has_natures else ():
                row, (budget, spent, _), entries = self.of_category(category, nature, years)
                if budget or spent is not None:
                    put(block["label"]["en"], self.natures[nature], row, entries)
            row, (_, spent, asked), entries = self.of_category(category, None, years)
            if asked or spent is not None:
                put(block["label"]["en"], "Total", row, entries)
        row, _, entries = self.of_all(years)
        put(self.budget["operating_costs"]["label"]["en"], "Total", row, entries)
        return rows

    def as_printed(self):
        year = [self.asked]
        blocks = [*self.budget["categories"].values(), self.budget["operating_costs"]]
        return [
            {"line": block["label"]["en"], "total": has(block, None, year)}
            | {nature: has(block, nature, year) for nature in self.natures}
            for block in (*blocks, *self.budget.get("associations", {}).values())
        ]

    def year_by_year(self):
        rows = []
        for year in self.to_date:
            if year in self.late and all(one["year"] != year for one in self.spent):
                continue
            row, *_ = self.of_all([year])
            until, *_ = self.of_all([one for one in (*self.years, *self.late) if one <= year])
            more = {f"{key}_to_date": until[key] for key in ("budget", "spent", "rate", "coverage")}
            rows.append({"year": year, **self.with_columns(row), **more})
        return rows

    def named(self, line):
        """A figure of the budget as people call it."""
        if "partnership" in line:
            return f"{line['partnership']} ({line['outcome']})" if "outcome" in line else line["partnership"]
        label = self.budget["categories"][line["category"]]["label"]["en"]
        of = f" ({line['association']})" if "association" in line else ""
        nature = f", {self.natures[line['nature']]}" if "nature" in line else ""
        return f"{label}{nature}, {self.calendar.name(line['year'])}{of}"

    def amendments(self):
        rows = [
            {
                "amendment": move["id"],
                "decided": move["decided"],
                "from": self.named(move["from"]) if "from" in move else "(more money)",
                "to": self.named(move["to"]) if "to" in move else "(less money)",
                "amount": Fraction(move["amount"]),
                "counted": "yes" if move["counts"] else "no, decided later",
            }
            for move in self.moves
        ]
        return sorted(rows, key=lambda row: row["counted"] != "yes")

    def released(self):
        """The budgets of those that left, and the sum of several."""
        rows = []
        for id in self.partnerships:
            row, (budget, *_) = self.of_partnership(id)
            if self.has_left(id) and budget is not None:
                until = self.people.to[id].isoformat()
                rows.append({"partnership": id, "until": until} | {k: row[k] for k in ("budget", "spent", "released")})
        if len(rows) > 1:
            known = [row["released"] for row in rows if not isinstance(row["released"], dict)]
            rows.append({"partnership": "Sum", "until": None, "budget": None, "spent": None, "released": sum(known)})
        return rows

    def later(self):
        """What came back later of what was spent by the year; and, of the last year, what was paid after the end."""
        return [
            {
                **self.beside(one),
                "what": f"came back, spent in {self.calendar.name(one['of'])}" if one["of"] else "spent",
            }
            for one in self.every
            if one["end"] > self.end
            and (
                (one["of"] is not None and self.calendar.end(one["of"]) <= self.end)
                or (one["year"] in self.late and self.end >= self.calendar.end(self.years[-1]))
            )
        ] + self.brought_later()

    def brought_later(self):
        """What was brought after the end, below the last year and those after it."""
        return [
            {
                "year": report["year"], "who": who, "what": "brought of its own", "category": self.called(one),
                "nature": None, "amount": Fraction(one["amount"]),
            }
            for report in self.reports
            if self.calendar.end(report["year"]) > self.end >= self.calendar.end(self.years[-1])
            and self.calendar.year_of(report["year"]) in self.late
            for who, given in report.get("contributions", {}).items()
            for one in as_list(given)
        ]  # fmt: skip

    @staticmethod
    def called(contribution):
        kind = contribution.get("kind", "money")
        return "other things in kind" if kind == "other" else kind

    def listed(self, asked):
        """Each amount that was spent or came back in what is asked for."""
        return [
            {
                "partnership": "(programme)" if one["who"] == "programme" else one["who"],
                "year": one["of_what"],
                "category": self.label(one["category"]),
                "nature": self.natures[one["nature"]],
                "what": f"came back, spent in {self.calendar.name(one['of'])}" if one["of"] else "spent",
                "amount": one["amount"],
            }
            for one in self.every
            if asked in (one["of_what"], one["year"])
        ]

    def label(self, category):
        return self.budget["categories"].get(category, {"label": {"en": category}})["label"]["en"]

    def beside(self, entry):
        """What the tables say of an entry that they list."""
        return {
            "year": entry["of_what"], "who": entry["who"], "category": self.label(entry["category"]),
            "nature": self.natures[entry["nature"]], "amount": abs(entry["amount"]),
        }  # fmt: skip

    def refunds(self):
        return [{**self.beside(one), "of": one["of"]} for one in self.every if one["of"] and one["end"] <= self.end]

    def paid_by_others(self):
        return [{**self.beside(one), "paid_by": one["paid_by"]} for one in self.of_others if one["end"] <= self.end]

    def contributions(self):
        found = {}
        for who, by_year in self.budget.get("contributions", {}).items():
            for year, planned in by_year.items():
                for one in as_list(planned) if year <= self.asked else ():
                    found.setdefault((who, self.called(one)), ([], [], []))[0].append(Fraction(one["amount"]))
        for report in self.reports:
            is_late = self.calendar.year_of(report["year"]) in self.late
            for who, given in report.get("contributions", {}).items():
                for one in as_list(given) if self.calendar.end(report["year"]) <= self.end else ():
                    sums = found.setdefault((who, self.called(one)), ([], [], []))
                    for own in sums[1 : 3 if is_late else 2]:
                        own.append(Fraction(one["amount"]))
        rows = [
            {
                "who": who,
                "kind": kind,
                "planned": sum(planned) if planned else {"state": "not stated"},
                "given": sum(given) if given else {"state": "not reported"},
            }
            for (who, kind), (planned, given, _) in found.items()
        ]
        if any(late for _, _, late in found.values()):
            for row, (_, _, late) in zip(rows, found.values(), strict=True):
                row["after_end"] = sum(late) if late else None
        return rows

    def associations(self):
        """Whose share was spent: as the report says, or as the communes of the partnership say where they have one."""
        shares = self.budget.get("associations", {})
        of = {
            id: {c["reading"]["association"] for c in one["communes"].values() if "reading" in c}
            for id, one in self.partnerships.items()
        }
        spent = {}
        for one in self.spent:
            if one["year"] in self.to_date:
                own = of.get(one["who"], set())
                whose = one["association"] or (min(own) if len(own) == 1 else None)
                spent.setdefault(whose, []).append(one["amount"])
        if not shares or not spent:
            return []
        rest, rows = spent.get(None), []
        for id, block in shares.items():
            there = [has(block, None, [year]) for year in self.to_date]
            change = self.moved(lambda line, own=id: line.get("association") == own and line["year"] in self.to_date)
            share = sum(one for one in there if one is not None) + (change or 0)
            own = sum(spent[id]) if id in spent else {"state": "not reported"}
            rows.append(
                {
                    "association": block["label"]["en"], "budget": share, "spent": own,
                    "remaining": share - own if id in spent and not rest else None,
                }
            )  # fmt: skip
        if rest:
            rows.append({"association": "not said of which", "budget": None, "spent": sum(rest), "remaining": None})
        return rows

    def wrong_payments(self):
        return wrong_payments(self.programme, self.budget, self.reports, self.calendar)
