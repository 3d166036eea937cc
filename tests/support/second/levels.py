"""The levels of a logical framework, the money of each and how its activities stand."""

from __future__ import annotations

from fractions import Fraction

NOBODY = None


class Levels:
    """What stands below what. above: of each promise and activity the one directly above it."""

    def __init__(self, logframe):
        self.promises, self.above, self.activities, below = {}, {}, {}, {}
        for group, up in (("impacts", None), ("outcomes", "impact")):
            for id, one in logframe.get(group, {}).items():
                self.promises[id] = one
                if up in one:
                    self.above[id] = one[up]
        results = logframe.get("results", {})
        for id, one in results.items():
            if one.get("under") or one.get("outcome"):
                self.above[id] = one.get("under") or one["outcome"]
            below.setdefault(one.get("under"), []).append(id)
        waiting = below.get(None, [])[::-1]
        while waiting:
            id = waiting.pop()
            self.promises[id] = results[id]
            waiting += below.get(id, [])[::-1]
        for id, one in self.promises.items():
            for activity, said in one.get("activities", {}).items():
                self.activities[activity], self.above[activity] = said, id

    def owners(self):
        """What indicators measure, from the top down, activities after their result."""
        for id, one in self.promises.items():
            yield id, one
            yield from one.get("activities", {}).items()

    def lineage(self, id):
        while id is not None:
            yield id
            id = self.above.get(id)

    def spent(self, entries):
        """The amounts of each promise and activity, with those of what stands below; under None of what nobody says for what."""
        found = {}
        for one in entries:
            purpose = one["activity"] or one["result"]
            for id in self.lineage(purpose) if purpose else [NOBODY]:
                found.setdefault(id, []).append(one["amount"])
        return found

    def given(self, budget):
        """The rows of money: of activities in the budget, else in the logical framework; of results in the budget."""
        rows = {id: {"total": one["budget"]} for id, one in self.activities.items() if "budget" in one}
        rows |= budget.get("activities", {}) | budget.get("results", {})
        return {
            id: {**row, "total": row["total"] if "total" in row else sum(map(Fraction, row.values()))}
            for id, row in rows.items()
        }

    def money(self, budget, entries, approved):
        """The rows of the table of money by result."""
        rows, spent, given = [], self.spent(entries), self.given(budget)
        for id, _ in self.owners():
            if id in given or id in spent:
                row, paid = given.get(id), sum(spent[id]) if id in spent else None
                made = {
                    "id": id, "budget_to_date": {"state": "not stated"}, "budget": {"state": "not stated"},
                    "spent": {"state": "not reported"} if paid is None else paid, "remaining": None, "rate": None,
                }  # fmt: skip
                if row is not None:
                    made["budget"] = Fraction(row["total"])
                    if approved and all(year in row for year in approved):
                        made["budget_to_date"] = sum(Fraction(row[year]) for year in approved)
                    if paid is not None:
                        made["remaining"] = made["budget"] - paid
                        made["rate"] = 100 * paid / made["budget"] if made["budget"] else None
                rows.append(made)
        if rows and NOBODY in spent:
            nothing = {"state": "not stated"}
            rest = {"budget_to_date": nothing, "budget": nothing, "spent": sum(spent[NOBODY])}
            rows.append({"id": "not said for what", **rest, "remaining": None, "rate": None})
        return rows

    def standing(self, budget, reports, entries, calendar, end):
        """How activities stand by a day: as the latest reports say, each partnership by itself; else as the framework says."""
        rows, spent, given = [], self.spent(entries), self.given(budget)
        told = {}
        for report in sorted(reports, key=lambda one: calendar.end(one["year"])):
            for id, one in report.get("activities", {}).items():
                states = told.setdefault(id, {})
                if calendar.end(report["year"]) <= end:
                    states[report.get("partnership", "programme")] = one["status"]
        for id, one in self.activities.items():
            said = any(key in one for key in ("start", "end", "status", "budget", "indicators"))
            if not said and id not in told and id not in budget.get("activities", {}):
                continue
            states = told.get(id, {}) or ({"programme": one["status"]} if "status" in one else {})
            found = sorted(set(states.values()))
            days = [one[key] for key in ("start", "end") if key in one]
            if not found:
                late = min(days) <= end.isoformat() if days else "indicators" in one
                status = {"state": "not reported" if late else "not due" if days else "not stated"}
            elif len(found) == 1:
                status = found[0]
            else:
                status = ", ".join(f"{who}: {state}" for who, state in states.items())
            paid = sum(spent[id]) if id in spent else None
            rows.append(
                {
                    "id": id, "start": one.get("start"), "end": one.get("end"), "status": status,
                    "budget": Fraction(given[id]["total"]) if id in given else None, "spent": paid,
                }
            )  # fmt: skip
        return rows
