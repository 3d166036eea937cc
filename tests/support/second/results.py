"""Results reckoned a second time, from what the files say as plain dictionaries. It shares nothing with the program: it
knows only what /docs/progress.md and /docs/reporting.md say, and is long-winded on purpose."""

from __future__ import annotations

from fractions import Fraction

from second.people import People

LONG_AGO = 1900
AVERAGES = ("mean", "min", "max")


class Book:
    """A programme, its partnerships by id, its reports and its indicators; today decides which years have ended."""

    def __init__(self, programme, partnerships, reports, indicators, today):
        self.programme, self.partnerships, self.indicators = programme, partnerships, indicators
        self.ended = today.year if (today.month, today.day) == (12, 31) else today.year - 1
        self.first = programme["period"]["start"]
        self.entries = {}
        now = {was: id for id, indicator in indicators.items() for was in indicator.get("formerly", ())}
        for report in reports:
            own = report.get("partnership", "programme")
            for id, observation in (report.get("observations") or {}).items():
                self.entries.setdefault((now.get(id, id), own), {})[report["year"]] = observation
            for commune, block in (report.get("communes") or {}).items():
                for id, observation in block["observations"].items():
                    self.entries.setdefault((now.get(id, id), commune), {})[report["year"]] = observation
        self.people = People(programme["country"], partnerships)
        self.heir, self.merged = self.people.heir, self.people.merged

    def everybody(self, indicator):
        if indicator["level"] == "programme":
            return ["programme"]
        if indicator["level"] == "partnership":
            return list(self.partnerships)
        return self.people.population(indicator["population"])

    # what a year's value means

    @staticmethod
    def meaning(indicator):
        if "reports" in indicator:
            return indicator["reports"]
        if indicator["over_years"] == "rate":
            return "rate"
        rising = indicator.get("direction", "increase") == "increase"
        return "running_total" if Book.kind(indicator) in ("sum", "none") and rising else "state"

    @staticmethod
    def kind(indicator):
        """What values are: steps of a scale, words, or as they combine over communes."""
        return (
            "scale" if "scale" in indicator else "words" if indicator.get("qualitative") else indicator["over_communes"]
        )

    def is_rate(self, indicator):
        """Whether each year stands for itself."""
        return indicator["over_years"] == "rate" or self.meaning(indicator) == "rate"

    def measures(self, indicator, observation):
        """Whether a report says a value, or that there can be none; words are one only where words are asked for."""
        keys = {"value", "achieved", "numerator", "step", "not_applicable"}
        return bool(keys & observation.keys()) or (self.kind(indicator) == "words" and "text" in observation)

    def number(self, indicator, observation):
        """What is reported as a number: yes is one, a step is its place; who is held to have achieved it, is at the top."""
        if self.kind(indicator) == "scale":
            steps = list(indicator["scale"])
            return Fraction(len(steps) - 1 if observation.get("achieved") else steps.index(observation["step"]))
        if "value" in observation:
            return Fraction(observation["value"])
        return Fraction(observation.get("achieved", False))

    def is_added(self, indicator):
        return self.meaning(indicator) == "of_the_year" and indicator["over_years"] != "rate"

    def carries(self, indicator):
        return self.meaning(indicator) in ("running_total", "state") and indicator["over_years"] != "rate"

    def years(self, indicator, year):
        """First and last year whose reports make the value of a year."""
        if indicator["over_years"] == "cumulative" and not self.is_rate(indicator):
            return LONG_AGO, year
        year = min(year, self.ended)
        if self.is_rate(indicator):
            return year, year
        ends = sorted(indicator["targets"])
        end = max([e for e in ends if e <= year], default=ends[0])
        window = indicator["targets"][end].get("window") or {}
        before = [e for e in ends if e < end]
        return window.get("start", before[-1] + 1 if before else LONG_AGO), min(year, end)

    def own(self, id, who, first, last):
        """Its reports that hold a value, or say that there can be none, by year."""
        known = self.entries.get((id, who), {})
        return {
            year: observation
            for year, observation in sorted(known.items())
            if first <= year <= last
            and self.people.any_day(who, year)
            and self.measures(self.indicators[id], observation)
        }

    def stands_in(self, id, who, first, last):
        """The reports that count of one: the latest, and those of who merged into it since that was reported."""
        own = self.own(id, who, first, last)
        latest = max(own, default=None)
        found = [] if latest is None or "not_applicable" in own[latest] else [(latest, own[latest])]
        for before in self.merged.get(who, []):
            gone = self.people.gone(before)
            if gone <= last and (latest is None or latest < gone):
                found += self.stands_in(id, before, first, last)
        return found

    def in_the_year(self, id, who, year, last):
        """What was reported of one single year, by one or by those that merged into it."""
        own = self.own(id, who, year, year)
        found = [(year, one) for one in own.values() if "not_applicable" not in one]
        for before in self.merged.get(who, []):
            gone = self.people.gone(before)
            if gone <= last and not (own and year >= gone):
                found += self.in_the_year(id, before, year, last)
        return found

    def lacks(self, id, who, years, last):
        """Which of the years nobody has reported who was there, of one and of those that merged into it."""
        own = {year: self.own(id, who, year, year) for year in years}
        found = [(who, year) for year in years if self.people.at_the_end(who, year) and not own[year]]
        for before in self.merged.get(who, []):
            if self.people.gone(before) <= last:
                found += self.lacks(id, before, years, last)
        return found

    def figure(self, id, year, only=None):
        """What was reported of an indicator by the end of a year, by all or by some: its value, and by whom."""
        indicator = self.indicators[id]
        first, last = self.years(indicator, year)
        carries = self.carries(indicator)
        everybody = self.everybody(indicator)
        often = (indicator.get("reading") or {}).get("frequency", {})
        asked = range(max(first, often.get("since", self.first)), min(last, self.ended, often.get("until", last)) + 1)
        span = sorted({y for w in everybody for y in self.own(id, w, first, last)})
        known, left, expected, exempt, lacking, now = {}, {}, [], [], [], []
        for who in everybody:
            heir = self.heir.get(who)
            is_there = self.people.at_the_end(who, last)
            if not self.people.came_by(who, last) or (only is not None and who not in only):
                continue
            if not is_there and heir in everybody and self.people.came_by(heir, last):
                continue
            own = self.own(id, who, first, last)
            if carries:
                found = self.stands_in(id, who, first, last)
                says_none = bool(own) and "not_applicable" in own[max(own)]
            else:
                found = [one for y in span for one in self.in_the_year(id, who, y, last)]
                says_none = "not_applicable" in own.get(last, {})
                if self.is_added(indicator):
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
        if indicator["over_communes"] in AVERAGES and not self.is_rate(indicator):
            left = {}  # they say how it is with those who are there
        value = self.total(indicator, [*known.values(), *left.values()], self.each(indicator, min(year, self.ended)))
        return {
            "value": value, "known": known, "left": left, "expected": expected, "exempt": exempt, "lacking": lacking,
            "now": now, "of": last,
        }  # fmt: skip

    def of_one(self, indicator, found):
        """The number that one has reached by what counts of it; who merged into it is one with it, but where numbers add up."""
        values, over = [self.number(indicator, one) for _, one in found], indicator["over_communes"]
        if self.counts(indicator):
            return sum(values) if self.is_added(indicator) else max(values)
        if over in AVERAGES and (self.is_rate(indicator) or self.meaning(indicator) == "state"):
            return average(over, values)
        return sum(values)

    def counts(self, indicator):
        return self.kind(indicator) in ("count", "scale", "words")

    def total(self, indicator, found, each):
        if not found:
            return None
        over = indicator["over_communes"]
        if over == "ratio":
            every = [one for of_one in found for _, one in of_one]
            return 100 * Fraction(sum(o["numerator"] for o in every)) / sum(o["denominator"] for o in every)
        reached = [self.of_one(indicator, one) for one in found]
        if over == "none" and len(reached) > 1:
            return None
        if self.counts(indicator):
            return Fraction(sum(one >= each for one in reached))
        return average(over, reached) if over in AVERAGES else sum(reached, Fraction(0))

    # what was promised

    def promised(self, indicator):
        """What the programme promises, by year; a deadline in the wording is a milestone where no target has its year."""
        promised = {year: Fraction(target["value"]) for year, target in indicator["targets"].items()}
        deadline = indicator.get("deadline")
        for year in [deadline["year"], *deadline.get("again", [])] if deadline else []:
            if year in indicator["targets"]:
                continue
            if indicator["level"] != "commune":
                after = [later for later in indicator["targets"] if later >= year]
                if after:
                    promised[year] = Fraction(indicator["targets"][min(after)]["value"])
            elif indicator["over_communes"] == "count" and self.everybody(indicator):
                those = [who for who in self.everybody(indicator) if self.people.at_the_end(who, year)]
                promised[year] = Fraction(len(those))
        return promised

    def each(self, indicator, year):
        """What each must reach to be counted, as the milestone asks that is due."""
        promised = sorted(self.promised(indicator))
        past = [one for one in promised if one <= year]
        milestone = max(past) if past else min(promised, default=None)
        if "scale" in indicator:
            steps = list(indicator["scale"])
            after = [one for one in indicator["targets"] if one >= (year if milestone is None else milestone)]
            # a deadline in the wording asks for the step of the first target after it
            return Fraction(steps.index(indicator["targets"][min(after)]["step"]) if after else len(steps) - 1)
        return Fraction(indicator["targets"].get(milestone, {}).get("each", 1))

    def due(self, indicator, year):
        """The milestone that is due, and the next one: each a year and its value, or None."""
        promised, year = self.promised(indicator), min(year, self.ended)
        past, later = [y for y in promised if y <= year], [y for y in promised if y > year]
        return (
            (max(past), promised[max(past)]) if past else None,
            (min(later), promised[min(later)]) if later else None,
        )

    # how that stands

    def status(self, id, year):
        """Figure, milestone that is due, progress and status."""
        indicator, found = self.indicators[id], self.figure(id, year)
        due, _ = self.due(indicator, year)
        baseline = indicator.get("baseline")
        start = Fraction(baseline["value"]) if baseline and baseline.get("comparable", True) else None
        return found, due, *self.judged(indicator, found, due and due[1], start)

    def judged(self, indicator, found, target, start):
        """Progress and status of a figure against a target, from the value at the start."""
        value, falling = found["value"], indicator.get("direction") == "decrease"
        if found["exempt"] and not found["expected"]:
            return None, "not applicable"
        if target is None:
            return None, "not due"
        if value is None:
            return None, "not reported"
        met = self.meets(indicator, value, target)
        if not self.is_whole(found):
            # others may still change it, but: what they are added to, and the highest value, can only rise, the least only
            # fall, unless the years of one lack, which add up
            over, sure = indicator["over_communes"], False
            if over == "min":
                sure = met == falling and not found["lacking"]
            elif over == "max":
                sure = met != falling
            elif over in ("count", "sum") or (over == "none" and self.is_added(indicator)):
                sure = met and not falling
            if not sure:
                return None, "incomplete"
        if start is not None and start == target:
            return None, "achieved" if met else "off track"
        progress = None
        if start is not None:
            progress = 100 * (value - start) / (target - start)
        elif not falling and target > 0:
            progress = 100 * value / target
        limits = (self.programme.get("reporting") or {}).get("thresholds")
        if met:
            return progress, "achieved"
        if progress is None or limits is None or progress < limits["behind"]:
            return progress, "off track"
        if not self.is_whole(found):
            return None, "incomplete"
        return progress, "on track" if progress >= limits["on_track"] else "behind"

    @staticmethod
    def is_whole(found):
        return len(found["known"]) == len(found["expected"]) and not found["lacking"]

    def grows(self, id):
        """Whether what others report can only raise a value, which is for the better."""
        indicator = self.indicators[id]
        added = ("count", "sum", "max", "none") if self.is_added(indicator) else ("count", "sum", "max")
        return indicator.get("direction") != "decrease" and indicator["over_communes"] in added

    @staticmethod
    def meets(indicator, value, target):
        return value <= target if indicator.get("direction") == "decrease" else value >= target


def average(over, values):
    """The mean, the least or the highest."""
    return sum(values) / len(values) if over == "mean" else min(values) if over == "min" else max(values)
