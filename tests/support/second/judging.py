"""From where progress starts, and how a figure stands against what is due."""

from __future__ import annotations

from fractions import Fraction

from second.calendar import LONG_AGO

IN_WORDS = "in words"
"""What is due where no number is."""


class Judging:
    """The part of a book that judges."""

    # from where that starts

    def baseline(self, indicator, found, asked, members=None):
        """The value before the programme: its own, else what those of all who report make together; of a group that."""
        own = indicator.get("baseline")
        if members is None and own and own.get("comparable", True):
            return Fraction(own["value"])
        starts = [self.starts(indicator, who) for who in (*found["expected"], *found["left"])]
        if not starts or None in starts:
            return None
        if members is not None and len(members) == 1 and self.kind(indicator) == "count":
            return self.of_one(indicator, starts[0])
        return self.total(indicator, starts, self.each(indicator, asked))

    def starts(self, indicator, who):
        """The baselines that make that of one: its own, else those of all that merged into it; None where one is not known."""
        known = indicator.get("baselines", {})
        if who in known:
            return [(LONG_AGO, known[who])]
        found = [self.starts(indicator, before) for before in self.merged.get(who, [])]
        return [one for own in found for one in own] if found and None not in found else None

    def measured_late(self, indicator, found, members=None):
        """The year of a baseline of the time of the programme; None for one of before, or of which none is said."""
        own = indicator.get("baseline")
        if members is None and own and own.get("comparable", True):
            years = [own["year"]] if "year" in own else []
        else:
            starts = [self.starts(indicator, who) for who in (*found["expected"], *found["left"])]
            years = [one["year"] for own in starts for _, one in own or () if "year" in one]
        return max(years) if years and max(years) >= self.calendar.years[0] else None

    # how that stands

    def status(self, id, year):
        """Figure, milestone that is due, progress and status."""
        indicator, found = self.indicators[id], self.figure(id, year)
        due, _ = self.due(indicator, year)
        start = self.baseline(indicator, found, self.asked(year))
        return found, due, *self.judged(indicator, found, due and due[1], start)

    def judged(self, indicator, found, target, start):
        """Progress and status of a figure against a target, from the value at the start."""
        value, falling = found["value"], indicator.get("direction") == "decrease"
        if found["exempt"] and not found["expected"]:
            return None, "not applicable"
        if target == IN_WORDS:
            return None, self.status_in_words(found)
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
                if falling or not self.rises(indicator) or start == target:
                    return None, "incomplete"
                # what is certain is certain: the others can only add to it
                return self.progress(indicator, value, start, target), "incomplete"
        if start is not None and start == target:
            return None, "achieved" if met else "off track"
        progress = self.progress(indicator, value, start, target)
        limits = (self.programme.get("reporting") or {}).get("thresholds")
        if met:
            return progress, "achieved"
        if progress is None or limits is None or progress < limits["behind"]:
            return progress, "off track"
        if not self.is_whole(found):
            return None, "incomplete"
        return progress, "on track" if progress >= limits["on_track"] else "behind"

    def status_in_words(self, found):
        """Words are answered by words, and achieved where all say so with evidence."""
        every = [own for part in ("known", "left") for own in found[part].values()]
        if not every:
            return "not reported"
        if not self.is_whole(found):
            return "incomplete"
        latest = [max(own, key=lambda one: one[0])[1] for own in every]
        return "achieved" if all(one.get("achieved") and one.get("evidence") for one in latest) else "reported"

    @staticmethod
    def is_whole(found):
        return len(found["known"]) == len(found["expected"]) and not found["lacking"]

    def rises(self, indicator):
        """Whether what others report can only raise a value."""
        added = ("count", "sum", "max", "none") if self.is_added(indicator) else ("count", "sum", "max")
        return indicator["over_communes"] in added

    def limit(self, indicator, found):
        """In words, whether a value is a least one or a highest one because not all have reported."""
        if found["value"] is None or self.is_whole(found):
            return ""
        if self.rises(indicator):
            return "at least "
        return "at most " if indicator["over_communes"] == "min" and not found["lacking"] else ""

    @staticmethod
    def progress(indicator, value, start, target):
        if start is not None:
            return 100 * (value - start) / (target - start)
        falling = indicator.get("direction") == "decrease"
        return 100 * value / target if not falling and target > 0 else None

    @staticmethod
    def meets(indicator, value, target):
        return value <= target if indicator.get("direction") == "decrease" else value >= target
