"""What communes promise of a milestone, how a group of them stands, and how many of its targets each partnership has reached."""

from __future__ import annotations

from fractions import Fraction

from second.judging import IN_WORDS
from second.results import AVERAGES

WITHDRAWN, NOT_DUE, NOT_ALLOCATED = "withdrawn", "not due", "not allocated"


class Shares:
    """The targets of communes, of a book."""

    def __init__(self, book):
        self.book, self.people = book, book.people

    def passed_by(self, commune, milestone, year):
        """The year at which a commune must still be there for its target to hold. What one promised that left is withdrawn from
        the milestones after that; what one promised that merged is another's as soon as it has merged."""
        return max(milestone, year) if commune in self.people.heir else milestone

    def is_withdrawn(self, commune, milestone, year):
        return self.people.gone(commune) <= self.passed_by(commune, milestone, year)

    def forebears(self, commune, by):
        """Those that merged into a commune by a year."""
        return [one for one in self.people.merged.get(commune, []) if self.people.gone(one) <= by]

    def lineage(self, commune, by):
        return [commune, *(old for one in self.forebears(commune, by) for old in self.lineage(one, by))]

    def holds(self, commune, milestone, year):
        """Whether a commune has to reach a milestone: it has not left, and it or one of its forebears came by then."""
        if self.is_withdrawn(commune, milestone, year):
            return False
        return any(self.people.came_by(one, milestone) for one in self.lineage(commune, max(milestone, year)))

    def written(self, commune, id, milestone):
        own = (self.people.communes[commune].get("targets") or {}).get(id, {})
        return next((value for written, value in own.items() if self.book.calendar.end(written) == milestone), None)

    def shares(self, commune, id, milestone, year):
        """The written targets that make the target of one: its own and of those that merged into it. One that began by the
        merger itself has theirs only where it has none."""
        forebears = self.forebears(commune, max(milestone, year))
        started = self.people.from_.get(commune)
        parents = [one for one in forebears if started is not None and started >= self.people.to[one]]
        own = self.written(commune, id, milestone)
        found = [own] if own is not None or not parents else []
        for one in forebears:
            if one not in parents or (own is None and parents):
                found += self.shares(one, id, milestone, year)
        return found

    def target(self, commune, id, milestone, year):
        """What a commune must reach by a milestone; None where it was not decided."""
        indicator = self.book.indicators[id]
        how = indicator["over_communes"]
        if milestone not in indicator["targets"]:  # a deadline of the wording
            return Fraction(1) if how == "count" else None
        shares = self.shares(commune, id, milestone, year)
        if None in shares:
            return None
        if how == "count":
            return Fraction(max(shares))
        if how == "sum":
            return Fraction(sum(shares))
        return Fraction(shares[0]) if len(set(shares)) == 1 else None

    # a group

    def concerns(self, indicator, members):
        everybody = self.book.everybody(indicator)
        return indicator["level"] != "programme" and any(one in everybody for one in members)

    def group_target(self, id, milestone, members, year):
        """What a group has to reach by a milestone: (value, None), or (None, why there is no value)."""
        indicator = self.book.indicators[id]
        if milestone is None:
            return None, NOT_DUE
        if milestone[1] == IN_WORDS:
            return IN_WORDS, None
        if indicator["level"] == "partnership":
            those = [one for one in members if one in self.book.partnerships]
            if those and all(self.people.gone(one) <= milestone[0] for one in those):
                return None, WITHDRAWN
            if len(self.book.partnerships) == 1:
                return milestone[1], None
            there = [one for one in self.book.partnerships if self.people.on(one, milestone[0])]
            if self.book.kind(indicator) == "count" and milestone[1] >= len(there) and any(m in there for m in members):
                return Fraction(sum(1 for one in members if one in there)), None
            return None, NOT_ALLOCATED
        asked = [one for one in members if one in self.book.everybody(indicator)]
        holding = [one for one in asked if self.holds(one, milestone[0], year)]
        if asked and not holding:
            gone = any(self.is_withdrawn(one, milestone[0], year) for one in asked)
            return None, WITHDRAWN if gone else NOT_DUE
        targets = [self.target(one, id, milestone[0], year) for one in holding]
        if not targets or None in targets:
            return None, NOT_ALLOCATED
        if indicator["over_communes"] == "sum":
            return sum(targets), None
        if indicator["over_communes"] == "count":
            return (sum(targets) if len(members) == 1 else Fraction(sum(1 for one in targets if one))), None
        return (targets[0], None) if len(set(targets)) == 1 else (None, NOT_ALLOCATED)

    def group(self, id, year, members):
        """At the end of a year: figure, targets (due and next: year, value, why none), progress and status of a group, from zero."""
        indicator = self.book.indicators[id]
        found = self.book.figure(id, year, members)
        if len(members) == 1 and found["value"] is not None and self.book.kind(indicator) == "count":
            found["value"] = self.book.of_one(indicator, next(iter((found["known"] or found["left"]).values())))
        those = [one for one in members if one not in found["exempt"]]
        end = self.book.calendar.end(year)
        sides = [
            None if one is None else (one[0], *self.group_target(id, one, those, end))
            for one in self.book.due(indicator, year)
        ]
        start = self.book.baseline(indicator, found, self.book.asked(year), members)
        progress, status = self.book.judged(indicator, found, sides[0] and sides[0][1], start)
        if status == "not due" and sides[0] and sides[0][2] == NOT_ALLOCATED:
            status = "not reported" if found["expected"] and found["value"] is None else status
        return start, found, *sides, progress, status

    # targets that are due, by partnership

    def due_of(self, partnership, year):
        """Of each commune of a partnership and each indicator whose target holds: (target, is reported, is met)."""
        book = self.book
        for id, indicator in book.indicators.items():
            milestone, _ = book.due(indicator, year)
            is_of_each = indicator["level"] == "commune" and indicator["over_communes"] not in ("mean", "min", "max")
            if (
                not is_of_each
                or milestone is None
                or milestone[1] == IN_WORDS
                or indicator["over_communes"] in AVERAGES
            ):
                continue
            found = book.figure(id, year)
            each = book.each(indicator, milestone[0])
            end = book.calendar.end(year)
            for commune in book.everybody(indicator):
                if (
                    self.people.partnership_of(commune, end) != partnership
                    or commune in found["exempt"]
                    or not self.holds(commune, milestone[0], end)
                ):
                    continue
                target = self.target(commune, id, milestone[0], end)
                own = {**found["known"], **found["left"]}.get(commune)
                value = book.total(indicator, [own] if own else [], each)
                asked = Fraction(bool(target)) if indicator["over_communes"] == "count" else target
                late = indicator.get("direction") == "decrease" and commune in {who for who, _ in found["lacking"]}
                yield (
                    target,
                    own is not None,
                    not late and (value is not None and target is not None and book.meets(indicator, value, asked)),
                )
