"""Results reckoned a second time, from what the files say as plain dictionaries. It shares nothing with the program: it
knows only what /docs/progress.md and /docs/reporting.md say, and is long-winded on purpose."""

from __future__ import annotations

from fractions import Fraction

from second.calendar import A_DAY, LONG_AGO, Calendar
from second.judging import IN_WORDS, Judging
from second.people import People

AVERAGES = ("mean", "min", "max")


class Book(Judging):
    """A programme, its partnerships by id, its reports and its indicators; today decides what has ended.

    All times are known by their last days. keys: of each indicator how the file writes its milestones.
    """

    def __init__(self, programme, partnerships, reports, indicators, today):
        self.programme, self.partnerships, self.today = programme, partnerships, today
        self.calendar = Calendar(programme)
        self.ended = self.calendar.end(self.calendar.last_ended(today))
        self.start = self.calendar.first(programme["period"]["start"])
        self.indicators, self.keys = {}, {}
        for id, one in indicators.items():
            written = {**one.get("targets", {}), **one.get("targets_in_words", {})}
            self.keys[id] = {self.calendar.end(key): key for key in written}
            self.indicators[id] = {
                **one, "id": id,
                "targets": {self.calendar.end(key): target for key, target in one.get("targets", {}).items()},
                "in_words": {self.calendar.end(key) for key in one.get("targets_in_words", {})},
            }  # fmt: skip
        self.entries = {}
        now = {was: id for id, indicator in indicators.items() for was in indicator.get("formerly", ())}
        for report in reports:
            own, when = report.get("partnership", "programme"), self.calendar.end(report["year"])
            for id, observation in (report.get("observations") or {}).items():
                self.entries.setdefault((now.get(id, id), own), {})[when] = observation
            for commune, block in {**report.get("communes", {}), **report.get("partners", {})}.items():
                for id, observation in block["observations"].items():
                    self.entries.setdefault((now.get(id, id), commune), {})[when] = observation
        self.people = People(programme["country"], partnerships)
        self.heir, self.merged = self.people.heir, self.people.merged

    def late(self, found, year):
        """Of what is added up, who is still there and owes which periods."""
        those = [one for one in found["expected"] if one == "programme" or self.people.on(one, self.calendar.end(year))]
        return [(who, when) for who, when in found["lacking"] if who in those]

    def told(self, when):
        """What is reported with that last day, as people read it."""
        return self.calendar.name(self.calendar.period_of(when))

    def asked(self, year):
        """Up to which day milestones are due in the situation at the end of a year, or of a part of one."""
        return min(self.calendar.end(year), self.today)

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
        in_words = indicator.get("qualitative") or not indicator["targets"]
        return "scale" if "scale" in indicator else "words" if in_words else indicator["over_communes"]

    def is_rate(self, indicator):
        """Whether each year stands for itself."""
        return indicator["over_years"] == "rate" or self.meaning(indicator) == "rate"

    def measures(self, indicator, observation):
        """Whether a report says a value of the indicator's kind, or that there can be none."""
        keys = {
            "ratio": ["numerator"],
            "scale": ["step"],
            "words": ["text", "achieved"],
            "count": ["value", "achieved"],
        }
        wanted = keys.get(self.kind(indicator), ["value"])
        if self.kind(indicator) == "none":
            promised = [*indicator["targets"].values(), *filter(None, [indicator.get("baseline")])]
            # of one value for all yes says enough where no more than one is promised
            wanted = ["value", "achieved"] if all(one["value"] in (0, 1) for one in promised) else ["value"]
        return any(key in observation for key in ("not_applicable", *wanted))

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

    def window(self, indicator, year):
        """After which day what ended counts for the situation at the end of a year, up to which, and what that one is called.
        What answered an earlier promise answers none that is due in words."""
        after, last, name = self.span(indicator, year)
        asked = self.asked(year)
        if self.due_in_words(indicator, asked):
            ends = sorted({*indicator["targets"], *indicator["in_words"]})
            due = max([e for e in ends if e <= asked], default=ends[0])
            for earlier in [e for e in ends if e < due][-1:]:
                told, tells = (self.calendar.span(self.calendar.period_of(e)) for e in (earlier, due))
                after = max(after, min(told[1], tells[0] - A_DAY))
        return after, last, name

    def span(self, indicator, year):
        """The same, whatever is due."""
        calendar, asked = self.calendar, self.asked(year)
        if indicator["over_years"] == "cumulative" and not self.is_rate(indicator):
            return LONG_AGO, calendar.end(year), year
        ended = calendar.last_ended(asked)
        if self.is_rate(indicator):
            return calendar.first(ended) - A_DAY, calendar.end(ended), ended
        ends = sorted({*indicator["targets"], *indicator["in_words"]})
        milestone = max([e for e in ends if e <= asked], default=ends[0])
        # what is due on a day is told by the first report after it
        last = calendar.period_of(milestone) if milestone <= asked else ended
        window = indicator["targets"].get(milestone, {}).get("window") or {}
        before = [e for e in ends if e < milestone]
        after = before[-1] if before else LONG_AGO
        if "start" in window:
            after = calendar.first(window["start"]) - A_DAY
        return after, calendar.end(last), last

    def due_in_words(self, indicator, asked):
        """Whether what is due on a day, or the first that will be, is promised in words."""
        promised = sorted(self.promised(indicator))
        past = [one for one in promised if one <= asked]
        return bool(promised) and (past[-1] if past else promised[0]) in indicator["in_words"]

    def own(self, id, who, after, last, in_words=False):
        """Its reports that hold a value, or say that there can be none, by their last days; where words are due, words are
        an answer."""
        return {
            when: observation
            for when, observation in sorted(self.entries.get((id, who), {}).items())
            if after < when <= last
            and self.was_there(who, when)
            and (
                self.measures(self.indicators[id], observation)
                or (in_words and bool({"text", "achieved"} & observation.keys()))
            )
        }

    def was_there(self, who, when):
        """Whether one was there on any day of what is reported with that last day."""
        return self.people.any_day(who, self.calendar.first(self.calendar.period_of(when)), when)

    def stands_in(self, id, who, after, last, in_words):
        """The reports that count of one: the latest, and those of who merged into it since that was reported."""
        own = self.own(id, who, after, last, in_words)
        latest = max(own, default=None)
        found = [] if latest is None or "not_applicable" in own[latest] else [(latest, own[latest])]
        for before in self.merged.get(who, []):
            gone = self.people.gone(before)
            if gone <= last and (latest is None or latest < gone):
                found += self.stands_in(id, before, after, last, in_words)
        return found

    def of_one_time(self, id, who, when, last, in_words):
        """What was reported of one single year (or part of one), by one or by those that merged into it."""
        own = self.own(id, who, when - A_DAY, when, in_words)
        found = [(when, one) for one in own.values() if "not_applicable" not in one]
        for before in self.merged.get(who, []):
            gone = self.people.gone(before)
            if gone <= last and not (own and when >= gone):
                found += self.of_one_time(id, before, when, last, in_words)
        return found

    def lacks(self, id, who, times, last, in_words):
        """What nobody has reported who was there, of one and of those that merged into it."""
        found = [
            (who, when)
            for when in times
            if self.people.on(who, when) and not self.own(id, who, when - A_DAY, when, in_words)
        ]
        for before in self.merged.get(who, []):
            if self.people.gone(before) <= last:
                found += self.lacks(id, before, times, last, in_words)
        return found

    def figure(self, id, year, only=None):
        """What was reported of an indicator by the end of a year, by all or by some: its value, and by whom."""
        indicator = self.indicators[id]
        after, last, of = self.window(indicator, year)
        carries = self.carries(indicator)
        everybody = self.everybody(indicator)
        often = (indicator.get("reading") or {}).get("frequency", {})
        since = self.calendar.first(often["since"]) if "since" in often else self.start
        until = self.calendar.end(often["until"]) if "until" in often else last
        asked = self.calendar.between(max(after, since - A_DAY), min(last, self.ended, until))
        asked = [self.calendar.end(one) for one in asked]
        in_words = self.due_in_words(indicator, self.asked(year))
        span = sorted({when for who in everybody for when in self.own(id, who, after, last, in_words)})
        known, left, expected, exempt, lacking, now = {}, {}, [], [], [], []
        for who in everybody if only is None else [one for one in only if one in everybody]:
            heir = self.heir.get(who)
            is_there = self.people.on(who, last)
            if not self.people.came_by(who, last):
                continue
            if not is_there and heir in everybody and self.people.came_by(heir, last):
                continue
            own = self.own(id, who, after, last, in_words)
            if carries:
                found = self.stands_in(id, who, after, last, in_words)
                says_none = bool(own) and "not_applicable" in own[max(own)]
            else:
                found = [one for when in span for one in self.of_one_time(id, who, when, last, in_words)]
                says_none = "not_applicable" in own.get(last, {})
                if self.is_added(indicator):
                    lacking += self.lacks(id, who, asked, last, in_words)
            if not is_there:
                if found:
                    left[who] = found
            elif not found and says_none:
                exempt.append(who)
            else:
                expected.append(who)
                if found:
                    known[who] = found
                    if max(own, default=LONG_AGO) >= last:
                        now.append(who)
        if indicator["over_communes"] in AVERAGES and not self.is_rate(indicator):
            left = {}  # they say how it is with those who are there
        value = None  # nothing is reckoned with words
        if not in_words:
            value = self.total(indicator, [*known.values(), *left.values()], self.each(indicator, self.asked(year)))
        return {
            "value": value, "known": known, "left": left, "expected": expected, "exempt": exempt, "lacking": lacking,
            "now": now, "last": last, "of": self.calendar.name(of),
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
        """What the programme promises, by its last day; a deadline in the wording is a milestone where no target has its year."""
        promised = {when: Fraction(target["value"]) for when, target in indicator["targets"].items()}
        promised |= dict.fromkeys(indicator["in_words"], IN_WORDS)
        deadline = indicator.get("deadline")
        for year in [deadline["year"], *deadline.get("again", [])] if deadline else []:
            when = self.calendar.end(year)
            if when in indicator["targets"] or when in indicator["in_words"]:
                continue
            if indicator["level"] != "commune":
                after = [later for later in indicator["targets"] if later >= when]
                if after:
                    promised[when] = Fraction(indicator["targets"][min(after)]["value"])
            elif indicator["over_communes"] == "count" and self.everybody(indicator):
                those = [who for who in self.everybody(indicator) if self.people.on(who, when)]
                promised[when] = Fraction(len(those))
        return promised

    def key(self, indicator, when):
        """A milestone as it is written: a deadline is a year."""
        return self.keys[indicator["id"]].get(when) or self.calendar.year_of(when.isoformat())

    def each(self, indicator, asked):
        """What each must reach to be counted, as the milestone asks that is due on a day."""
        promised = sorted(self.promised(indicator))
        past = [one for one in promised if one <= asked]
        milestone = max(past) if past else min(promised, default=None)
        if "scale" in indicator:
            steps = list(indicator["scale"])
            after = [one for one in indicator["targets"] if one >= (asked if milestone is None else milestone)]
            # a deadline in the wording asks for the step of the first target after it
            return Fraction(steps.index(indicator["targets"][min(after)]["step"]) if after else len(steps) - 1)
        return Fraction(indicator["targets"].get(milestone, {}).get("each", 1))

    def due(self, indicator, year):
        """The milestone that is due, and the next one: each its last day and its value, or None."""
        promised, asked = self.promised(indicator), self.asked(year)
        past, after = [when for when in promised if when <= asked], [when for when in promised if when > asked]
        return (
            (max(past), promised[max(past)]) if past else None,
            (min(after), promised[min(after)]) if after else None,
        )


def average(over, values):
    """The mean, the least or the highest."""
    return sum(values) / len(values) if over == "mean" else min(values) if over == "min" else max(values)
