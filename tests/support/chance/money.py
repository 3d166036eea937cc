"""The budget table with all its sums, decisions that change it, spending, refunds, late payments, contributions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from chance.people import days
from chance.text import Plain, amount

CURRENCIES = {"EUR": 2, "JPY": 0}
"""So many decimals."""
CATEGORIES = ("partners", "collaborations", "local_office", "head_office")
NATURES = ("investment", "operating", "personnel")
OTHERS = ({"works": {"en": "Works"}, "studies": {"en": "Studies"}}, {"all_kinds": {"en": "All kinds"}}, {})
"""Natures that a budget may declare; none means that it has totals alone."""
KINDS = ("money", "labour", "goods", "services", "premises", "other")


class Purse:
    """What is drawn of money, in the smallest coins of its currency."""

    def __init__(self, draw, years, approved, late, partnerships):
        self.draw, self.years, self.approved, self.late = draw, years, approved, late
        self.partnerships = partnerships
        self.currency = draw(st.sampled_from(("EUR", "EUR", "JPY")))
        self.decimals = CURRENCIES[self.currency]
        self.cells = {}
        self.with_totals, self.purposes = draw(st.booleans()), ()
        # a budget may have words of its own
        self.declared = draw(st.sampled_from((None, None, None, *OTHERS)))
        self.natures = NATURES if self.declared is None else tuple(self.declared) or ("total",)
        self.of_partnerships = "partners" if self.declared is None else draw(st.sampled_from(("partners", "field")))
        self.categories = (self.of_partnerships, *(CATEGORIES[1:] if self.declared is None else ("office", "travel")))

    def written(self, coins):
        return amount(coins, self.decimals)

    def coins(self, most, least=0):
        return self.draw(st.integers(least, most))

    # the table

    def budget(self, everybody):
        draw = self.draw
        chosen = draw(st.sets(st.sampled_from(self.categories[1:]), max_size=2))
        categories = [self.of_partnerships, *(one for one in self.categories if one in chosen)]
        blocks = {}
        for category in categories:
            natures = [one for one in self.natures if draw(st.booleans())] or [self.natures[-1]]
            own = {row: {year: self.coins(9_999) for year in self.approved} for row in natures}
            self.cells |= {(category, row, year): coins for row in own for year, coins in own[row].items()}
            blocks[category] = own
        whole = {
            row: {year: sum(one[row][year] for one in blocks.values() if row in one) for year in self.approved}
            for row in self.natures
            if any(row in one for one in blocks.values())
        }
        if self.declared is not None:
            # without the usual words only the categories of the table are known
            self.categories = tuple(categories)
        made = {
            "source": {"document": "plan"},
            "currency": self.currency,
            **({} if self.declared is None else {"natures": self.declared}),
            **({} if self.of_partnerships == "partners" else {"partnerships_in": self.of_partnerships}),
            "categories": {one: self.block(one.replace("_", " ").title(), rows) for one, rows in blocks.items()},
            "operating_costs": self.block("All costs", whole),
        }
        if draw(st.booleans()):
            total = {year: sum(row[year] for row in whole.values()) for year in self.approved}
            part = {year: draw(st.integers(0, coins)) for year, coins in total.items()}
            rest = {year: total[year] - coins for year, coins in part.items()}
            shares = {"league": part, "union": rest}
            made["associations"] = {
                id: {"label": {"en": f"The {id}"}, "total": self.row(share)} for id, share in shares.items()
            }
        self.share_out(sum(sum(row.values()) for row in blocks[self.of_partnerships].values()))
        self.associations = list(made.get("associations", {}))
        changed = self.amendments(list(blocks))
        if changed:
            made["amendments"] = changed
        planned = self.contributions(everybody)
        if planned:
            made["contributions"] = planned
        return made

    def row(self, by_year):
        total = {"total": self.written(sum(by_year.values()))} if self.with_totals else {}
        return {year: self.written(coins) for year, coins in by_year.items()} | total

    def block(self, label, rows):
        made = {"label": {"en": label}}
        if "total" not in self.natures and self.draw(st.booleans()):
            made["total"] = self.row({year: sum(row[year] for row in rows.values()) for year in self.approved})
        return made | {name: self.row(row) for name, row in rows.items()}

    def share_out(self, left):
        """What is budgeted for partners goes to the partnerships, on one or two lines."""
        *others, last = self.partnerships
        for id in others:
            share = self.draw(st.integers(0, left))
            left -= share
            self.lines(id, share)
        self.lines(last, left)

    def lines(self, id, coins):
        self.cells[id] = coins
        first = coins // 2 if self.draw(st.booleans()) else coins
        lines = {"OS": {"amount": self.written(first)}}
        if first != coins:
            lines["AUX"] = {"amount": self.written(coins - first)}
        self.partnerships[id]["budget"] = lines

    # decisions

    def amendments(self, categories):
        dates = sorted(self.draw(st.lists(days(self.years), max_size=3)))
        made, left = {}, dict(self.cells)
        for n, decided in enumerate(dates):
            moves = [self.move(categories, left) for _ in range(self.draw(st.integers(1, 3)))]
            made[f"decision-{n + 1}"] = {"decided": decided, "reason": {"en": "Why"}, "moves": moves}
        return made

    def move(self, categories, left):
        draw = self.draw
        sides = draw(st.sampled_from((("from", "to"), ("from", "to"), ("from",), ("to",))))
        keys = {}
        if "from" in sides:
            known = [key for key, coins in left.items() if coins > 0]
            if known:
                keys["from"] = draw(st.sampled_from(known))
        if "to" in sides or not keys:
            keys["to"] = self.any_line(categories, keys.get("from"))
            if keys.get("from") == keys["to"]:
                del keys["from"]
        coins = self.coins(left[keys["from"]] if "from" in keys else 500, 1)
        move = {}
        for side, key in keys.items():
            left[key] = left.get(key, 0) + (coins if side == "to" else -coins)
            move[side] = self.line(key)
        return move | {"amount": self.written(coins)}

    def any_line(self, categories, other):
        """A figure of the table or of a partnership: of the same kind as the other side of the move."""
        draw = self.draw
        if isinstance(other, str) or (other is None and draw(st.integers(0, 2)) == 2):
            return draw(st.sampled_from(list(self.partnerships)))
        return draw(st.sampled_from(categories)), draw(st.sampled_from(self.natures)), draw(st.sampled_from(self.years))

    def line(self, key):
        if isinstance(key, str):
            outcome = self.draw(st.sampled_from((None, *self.partnerships[key]["budget"])))
            return {"partnership": key} | ({} if outcome is None else {"outcome": outcome})
        category, nature, year = key
        made = {"category": category} | ({} if nature == "total" else {"nature": nature}) | {"year": year}
        return made | self.association()

    def association(self):
        whose = self.draw(st.sampled_from((None, None, *self.associations)))
        return {} if whose is None else {"association": whose}

    def purpose(self):
        """What money is for: a result or an activity, of a framework that tells them apart."""
        return self.draw(st.sampled_from(({}, {}, *self.purposes))) if self.purposes else {}

    def of_results(self):
        """Money of results: what stands under one is in its amount."""
        whole = {year: sum(c for key, c in self.cells.items() if key[-1] == year) for year in self.approved}
        result = {year: self.coins(coins) for year, coins in whole.items()}
        part = {year: coins // 2 for year, coins in result.items()}
        self.purposes = ({"result": "R1"}, {"result": "O1"}, {"activity": "A.1"})
        rows = {"R1": self.row(result), "O1": self.row(part)}
        if self.draw(st.booleans()):
            rows["R1"] = {"total": self.written(sum(result.values()))}
        return rows, self.written(sum(result.values()) // 4)

    # what is brought

    def contributions(self, everybody):
        planned = {}
        for who in self.draw(st.sets(st.sampled_from(everybody), max_size=2)):
            years = self.draw(st.sets(st.sampled_from(self.years), min_size=1, max_size=2))
            planned[who] = {year: self.brought() for year in sorted(years)}
        return planned

    def brought(self):
        kinds = self.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2))
        made = [
            {"amount": self.written(self.coins(500, 1))} | ({} if kind == "money" else {"kind": kind}) for kind in kinds
        ]
        return made[0] if len(made) == 1 and self.draw(st.booleans()) else made

    # what is spent

    def expenditure(self, who, year, rates, spent):
        """What one reports as spent in a year; nothing, often, of a year after the end. `spent` remembers what came of whom."""
        draw = self.draw
        made = {}
        for category in (self.of_partnerships,) if who else self.categories[1:]:
            if not draw(st.integers(0, 2 if who else 1)):
                continue
            block = {}
            for nature in self.natures:
                if draw(st.integers(0, 2)) == 0:
                    lines = [self.spending(year, rates) for _ in range(draw(st.sampled_from((1, 1, 1, 2, 3))))]
                    for line, coins in lines:
                        if "paid_by" not in line:
                            key = (who, category, nature, year)
                            spent[key] = spent.get(key, 0) + coins
                    several = len(lines) > 1 or draw(st.integers(0, 3)) == 3
                    block[nature] = [line for line, _ in lines] if several else lines[0][0]
            refunds = self.refunds(who, category, year, spent) if draw(st.integers(0, 2)) == 2 else []
            if refunds:
                block["refunds"] = refunds
            if block:
                made[category] = block
        return made

    def refunds(self, who, category, year, spent):
        keys = [key for key, coins in spent.items() if key[:2] == (who, category) and key[3] <= year and coins > 0]
        if not keys:
            return []
        key = self.draw(st.sampled_from(keys))
        coins = self.coins(spent[key], 1)
        spent[key] -= coins
        nature = {} if key[2] == "total" else {"nature": key[2]}
        return [{"amount": self.written(coins), "of": key[3], **nature} | self.association() | self.purpose()]

    def spending(self, year, rates):
        """A line, and its coins."""
        draw = self.draw
        line, coins = {}, None
        if draw(st.integers(0, 3)) == 3:
            line["payments"], coins = self.payments(year, rates)
        if coins is None:
            coins = self.coins(9_999)
        line = {"amount": self.written(coins), **line}
        if draw(st.integers(0, 3)) == 3:
            line["paid_by"] = "bank"
        return line | self.association() | self.purpose(), coins

    def payments(self, year, rates):
        """Payments in several currencies, at a rate of their own or of the year, and the coins that a bank makes of them."""
        made, values = [], []
        for _ in range(self.draw(st.integers(1, 4))):
            currency = self.draw(st.sampled_from((self.currency, "MAD", "USD", "MAD")))
            cents = self.draw(st.integers(1, 99_999))
            if currency == self.currency:
                coins = cents // 10
                made.append({"amount": self.written(coins), "currency": currency})
                values.append(Fraction(coins))
                continue
            payment = {"amount": amount(cents), "currency": currency}
            of_year = rates.get(currency, {}).get(year)
            rate = self.draw(st.integers(1, 99_999))
            if of_year is not None and self.draw(st.booleans()):
                rate = of_year
            else:
                payment |= {
                    "rate": Plain(f"{rate / 1000:g}" if rate >= 1000 else f"0.{rate:03}"),
                    "rate_source": "The bank",
                }
            made.append(payment)
            values.append(Fraction(cents, 100) / Fraction(rate, 1000) * 10**self.decimals)
        each = sum(half_up(one) for one in values)
        once = half_up(sum(values))
        return made, self.draw(st.sampled_from((each, once)))


def half_up(value):
    return (2 * value + 1) // 2


@st.composite
def rates(draw, years):
    """Rates of exchange of a year, in thousandths, by currency."""
    made = {}
    for currency in sorted(draw(st.sets(st.sampled_from(("MAD", "USD")), max_size=2))):
        of = draw(st.sets(st.sampled_from(years), min_size=1, max_size=2))
        made[currency] = {year: draw(st.integers(1, 99_999)) for year in sorted(of)}
    return made
