"""Who is there when: communes and partnerships that come, leave and merge."""

from __future__ import annotations

import datetime

from second.calendar import A_DAY, day


def members_of(partnership):
    return {**partnership["communes"], **partnership.get("partners", {})}


class People:
    """Everybody by id, communes and partnerships alike: from_ which day, to which, and whose heir and whose forebears."""

    def __init__(self, country, partnerships):
        self.countries, self.partnerships = country if isinstance(country, list) else [country], partnerships
        # partners that are no communes, then communes; whoever is one of the two is called a commune here
        self.partners = {id: one for p in partnerships.values() for id, one in p.get("partners", {}).items()}
        communes = {id: one for p in partnerships.values() for id, one in p["communes"].items()}
        self.communes = {**self.partners, **communes}
        self.from_, self.to, self.heir, self.merged = {}, {}, {}, {}
        for id, partnership in partnerships.items():
            self._note(id, partnership, {})
            for commune, said in members_of(partnership).items():
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

    def on(self, who, when):
        """Whether it is there on a day; of a year the last one."""
        return self.from_.get(who, when) <= when <= self.to.get(who, when)

    def any_day(self, who, first, last):
        return self.came_by(who, last) and self.to.get(who, first) >= first

    def came_by(self, who, when):
        return self.from_.get(who, when) <= when

    def gone(self, who):
        """The first day on which it is not there any more; long after all others for one that stays."""
        return self.to[who] + A_DAY if who in self.to else datetime.date.max

    def population(self, name):
        return [id for id, commune in self.communes.items() if name == "everyone" or self.is_of(name, id, commune)]

    def is_of(self, name, id, one):
        if name == "partners" or id in self.partners:
            return name == "partners" and id in self.partners
        return name == "all_communes" or (one["country"] in self.countries) == (name == "southern_communes")

    def partnership_of(self, commune, when):
        """Where a commune stands on a day: in its own partnership, or in the one in which that carries on."""
        where = next(id for id, one in self.partnerships.items() if commune in members_of(one))
        while where in self.heir and self.gone(where) <= when:
            where = self.heir[where]
        return where

    def members(self, partnership, when):
        """The communes that stand in a partnership on a day, whether they are still there or not."""
        # its own come before those of partnerships that merged into it
        every = [partnership, *(one for one in self.partnerships if one != partnership)]
        known = [one for id in every for one in members_of(self.partnerships[id])]
        return [one for one in known if self.partnership_of(one, when) == partnership]
