"""Results reckoned a second time, from what the files say as plain dictionaries. It shares nothing with the program: it
knows only what /docs/progress.md and /docs/reporting.md say, and is long-winded on purpose."""

from __future__ import annotations

import datetime
from fractions import Fraction

LONG_AGO = 1900


def day(written):
    return written if isinstance(written, datetime.date) else datetime.date.fromisoformat(written)


class Book:
    """A programme, its partnerships by id, its reports and its indicators; today decides which years have ended."""

    def __init__(self, programme, partnerships, reports, indicators, today):
        self.programme, self.partnerships, self.indicators = programme, partnerships, indicators
        self.ended = today.year if (today.month, today.day) == (12, 31) else today.year - 1
        self.first = programme["period"]["start"]
        self.entries = {}
        for report in reports:
            own = report.get("partnership", "programme")
            for id, observation in (report.get("observations") or {}).items():
                self.entries.setdefault((id, own), {})[report["year"]] = observation
            for commune, block in (report.get("communes") or {}).items():
                for id, observation in block["observations"].items():
                    self.entries.setdefault((id, commune), {})[report["year"]] = observation
        self.from_, self.to, self.heir, self.merged = {}, {}, {}, {}
        for id, partnership in partnerships.items():
            self.note(id, partnership, {})
            for commune, said in partnership["communes"].items():
                # whoever belongs to a partnership that left, left with it; not where the partnership merged
                whole = {} if partnership.get("merged_into") else partnership
                self.note(commune, said, {**whole, "since": partnership.get("since")})
        for who, heir in self.heir.items():
            self.merged.setdefault(heir, []).append(who)

    def note(self, id, said, around):
        starts = [day(block["since"]) for block in (said, around) if block.get("since")]
        if starts:
            self.from_[id] = max(starts)
        ends = [(day(block["until"]["date"]), n) for n, block in enumerate((said, around)) if block.get("until")]
        if ends:
            self.to[id], whose = min(ends)
            if whose == 0 and said.get("merged_into"):
                self.heir[id] = said["merged_into"]

    # who is there

    def at_the_end(self, who, year):
        last = datetime.date(year, 12, 31)
        return self.from_.get(who, last) <= last <= self.to.get(who, last)

    def any_day(self, who, year):
        came = who not in self.from_ or self.from_[who].year <= year
        return came and (who not in self.to or self.to[who].year >= year)

    def came_by(self, who, year):
        return who not in self.from_ or self.from_[who].year <= year

    def gone(self, who):
        """The first year at whose end it is not there any more."""
        return next(y for y in (self.to[who].year, self.to[who].year + 1) if datetime.date(y, 12, 31) > self.to[who])

    def everybody(self, indicator):
        if indicator["level"] == "programme":
            return ["programme"]
        if indicator["level"] == "partnership":
            return list(self.partnerships)
        population = indicator["population"]
        return [
            id
            for partnership in self.partnerships.values()
            for id, commune in partnership["communes"].items()
            if population == "all_communes"
            or (commune["country"] == self.programme["country"]) == (population == "southern_communes")
        ]

    # what a year's value means

    @staticmethod
    def meaning(indicator):
        if "reports" in indicator:
            return indicator["reports"]
        if indicator["over_years"] == "rate":
            return "rate"
        rising = indicator.get("direction", "increase") == "increase"
        return "running_total" if indicator["over_communes"] in ("sum", "none") and rising else "state"

    def years(self, indicator, year):
        """First and last year whose reports make the value of a year."""
        if indicator["over_years"] == "cumulative" and self.meaning(indicator) != "rate":
            return LONG_AGO, year
        year = min(year, self.ended)
        if indicator["over_years"] == "rate" or self.meaning(indicator) == "rate":
            return year, year
        ends = sorted(indicator["targets"])
        end = max([e for e in ends if e <= year], default=ends[0])
        window = indicator["targets"][end].get("window") or {}
        before = [e for e in ends if e < end]
        return window.get("start", before[-1] + 1 if before else LONG_AGO), min(year, end)

    def own(self, id, who, first, last):
        """Its reports that hold a value, or say that there can be none."""
        known = self.entries.get((id, who), {})
        measures = ("value", "achieved", "numerator", "not_applicable")
        return {
            year: observation
            for year, observation in sorted(known.items())
            if first <= year <= last and self.any_day(who, year) and any(key in observation for key in measures)
        }

    def stands_in(self, id, who, first, last):
        """The reports that count of one: the latest, and those of who merged into it since that was reported."""
        own = self.own(id, who, first, last)
        latest = max(own, default=None)
        found = [] if latest is None or "not_applicable" in own[latest] else [own[latest]]
        for before in self.merged.get(who, []):
            if self.gone(before) <= last and (latest is None or latest < self.gone(before)):
                found += self.stands_in(id, before, first, last)
        return found

    def in_the_year(self, id, who, year, last):
        """What was reported of one single year, by one or by those that merged into it."""
        own = self.own(id, who, year, year)
        found = [one for one in own.values() if "not_applicable" not in one]
        for before in self.merged.get(who, []):
            if self.gone(before) <= last and not (own and year >= self.gone(before)):
                found += self.in_the_year(id, before, year, last)
        return found

    def lacks(self, id, who, years, last):
        """Which of the years nobody has reported who was there, of one and of those that merged into it."""
        own = {year: self.own(id, who, year, year) for year in years}
        found = [(who, year) for year in years if self.at_the_end(who, year) and not own[year]]
        for before in self.merged.get(who, []):
            if self.gone(before) <= last:
                found += self.lacks(id, before, years, last)
        return found

    # the figures

    def promised(self, indicator):
        promised = {year: Fraction(target["value"]) for year, target in indicator["targets"].items()}
        deadline = indicator.get("deadline")
        if deadline and deadline["year"] not in promised and indicator["over_communes"] == "count":
            those = [who for who in self.everybody(indicator) if self.at_the_end(who, deadline["year"])]
            promised[deadline["year"]] = Fraction(len(those))
        return promised

    def each(self, indicator, year):
        promised = sorted(self.promised(indicator))
        past = [one for one in promised if one <= year]
        milestone = max(past) if past else min(promised, default=None)
        return Fraction(indicator["targets"].get(milestone, {}).get("each", 1))

    def figure(self, id, year):
        """What was reported of an indicator by the end of a year: its value, and by whom."""
        indicator = self.indicators[id]
        first, last = self.years(indicator, year)
        kind = self.meaning(indicator)
        carries = kind in ("running_total", "state") and indicator["over_years"] != "rate"
        everybody = self.everybody(indicator)
        often = (indicator.get("reading") or {}).get("frequency", {})
        asked = range(max(first, often.get("since", self.first)), min(last, self.ended, often.get("until", last)) + 1)
        known, left, expected, exempt, lacking, now = {}, {}, [], [], [], []
        for who in everybody:
            heir = self.heir.get(who)
            is_there = self.at_the_end(who, last)
            if not self.came_by(who, last):
                continue
            if not is_there and heir in everybody and self.came_by(heir, last):
                continue
            own = self.own(id, who, first, last)
            if carries:
                found = self.stands_in(id, who, first, last)
                says_none = bool(own) and "not_applicable" in own[max(own)]
            else:
                span = {y for w in everybody for y in self.own(id, w, first, last)}
                found = [one for y in sorted(span) for one in self.in_the_year(id, who, y, last)]
                says_none = "not_applicable" in own.get(last, {})
                if kind == "of_the_year" and indicator["over_years"] != "rate":
                    lacking += self.lacks(id, who, asked, last)
            if not is_there:
                if found:
                    left[who] = found
            elif not found and says_none:
                exempt.append(who)
            else:
                expected.append(who)
                if found:
                    known[who] = found
                    if max(own, default=0) >= last:
                        now.append(who)
        value = self.total(indicator, [*known.values(), *left.values()], self.each(indicator, min(year, self.ended)))
        return {
            "value": value, "known": known, "left": left, "expected": expected, "exempt": exempt, "lacking": lacking,
            "now": now,
        }  # fmt: skip

    def total(self, indicator, found, each):
        if not found:
            return None
        if indicator["over_communes"] == "ratio":
            every = [one for of_one in found for one in of_one]
            return 100 * Fraction(sum(o["numerator"] for o in every)) / sum(o["denominator"] for o in every)
        values = [[Fraction(one["value"] if "value" in one else one["achieved"]) for one in of_one] for of_one in found]
        is_added = self.meaning(indicator) == "of_the_year" and indicator["over_years"] != "rate"
        if indicator["over_communes"] == "count":
            reached = [sum(of_one) if is_added else max(of_one) for of_one in values]
            return Fraction(sum(one >= each for one in reached))
        if indicator["over_communes"] == "none" and len(values) > 1:
            return None
        return sum(map(sum, values), Fraction(0))

    def status(self, id, year):
        """Figure, milestone that is due, progress and status."""
        indicator, found = self.indicators[id], self.figure(id, year)
        promised = self.promised(indicator)
        past = [y for y in promised if y <= min(year, self.ended)]
        due = (max(past), promised[max(past)]) if past else None
        return found, due, *self._judged(indicator, found, due)

    def _judged(self, indicator, found, due):
        value, falling = found["value"], indicator.get("direction") == "decrease"
        if found["exempt"] and not found["expected"]:
            return None, "not applicable"
        if due is None:
            return None, "not due"
        if value is None:
            return None, "not reported"
        target = due[1]
        met = value <= target if falling else value >= target
        is_added = self.meaning(indicator) == "of_the_year" and indicator["over_years"] != "rate"
        can_only_rise = not falling and indicator["over_communes"] in (
            ("count", "sum", "none") if is_added else ("count", "sum")
        )
        is_whole = len(found["known"]) == len(found["expected"]) and not found["lacking"]
        if not is_whole and not (met and can_only_rise):
            return None, "incomplete"
        baseline = indicator.get("baseline")
        comparable = baseline is not None and baseline.get("comparable", True)
        start = Fraction(baseline["value"]) if comparable else Fraction(0)
        if comparable and start == target:
            return None, "achieved" if met else "off track"
        progress = 100 * (value - start) / (target - start) if comparable or (not falling and target > 0) else None
        limits = self.programme["reporting"]["thresholds"]
        if met:
            return progress, "achieved"
        if progress is None or progress < limits["behind"]:
            return progress, "off track"
        return progress, "on track" if progress >= limits["on_track"] else "behind"
