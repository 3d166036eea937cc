"""Who is there when: communes and partnerships that come, leave and merge."""

from __future__ import annotations

import datetime


def day(written):
    return written if isinstance(written, datetime.date) else datetime.date.fromisoformat(written)


class People:
    """Everybody by id, communes and partnerships alike: from_ which day, to which, and whose heir and whose forebears."""

    def __init__(self, country, partnerships):
        self.country, self.partnerships = country, partnerships
        self.communes = {id: one for p in partnerships.values() for id, one in p["communes"].items()}
        self.from_, self.to, self.heir, self.merged = {}, {}, {}, {}
        for id, partnership in partnerships.items():
            self._note(id, partnership, {})
            for commune, said in partnership["communes"].items():
                # whoever belongs to a partnership that left, left with it; not where the partnership merged
                whole = {} if partnership.get("merged_into") else partnership
                self._note(commune, said, {**whole, "since": partnership.get("since")})
        for who, heir in self.heir.items():
            self.merged.setdefault(heir, []).append(who)

    def _note(self, id, said, around):
        starts = [day(block["since"]) for block in (said, around) if block.get("since")]
        if starts:
            self.from_[id] = max(starts)
        ends = [(day(block["until"]["date"]), n) for n, block in enumerate((said, around)) if block.get("until")]
        if ends:
            self.to[id], whose = min(ends)
            if whose == 0 and said.get("merged_into"):
                self.heir[id] = said["merged_into"]

    def at_the_end(self, who, year):
        last = datetime.date(year, 12, 31)
        return self.from_.get(who, last) <= last <= self.to.get(who, last)

    def on(self, who, when):
        return self.from_.get(who, when) <= when <= self.to.get(who, when)

    def any_day(self, who, year):
        return self.came_by(who, year) and (who not in self.to or self.to[who].year >= year)

    def came_by(self, who, year):
        return who not in self.from_ or self.from_[who].year <= year

    def gone(self, who):
        """The first year at whose end it is not there any more; long after all others for one that stays."""
        if who not in self.to:
            return 9999
        return next(y for y in (self.to[who].year, self.to[who].year + 1) if datetime.date(y, 12, 31) > self.to[who])

    def population(self, name):
        return [
            id
            for id, commune in self.communes.items()
            if name == "all_communes" or (commune["country"] == self.country) == (name == "southern_communes")
        ]

    def partnership_of(self, commune, year):
        """Where a commune stands at the end of a year: in its own partnership, or in the one in which that carries on."""
        where = next(id for id, one in self.partnerships.items() if commune in one["communes"])
        while where in self.heir and self.gone(where) <= year:
            where = self.heir[where]
        return where

    def members(self, partnership, year):
        """The communes that stand in a partnership at the end of a year, whether they are still there or not."""
        return [one for one in self.communes if self.partnership_of(one, year) == partnership]
