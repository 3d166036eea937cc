"""A second calculation of money, which shares nothing with the program: plain blocks of YAML and integers of cents."""

from __future__ import annotations

from typing import Any

Block = dict[str, Any]


def cents(amount: str) -> int:
    whole, _, rest = amount.partition(".")
    return int(whole) * 100 + int((rest + "00")[:2])


def deadline(programme: Block, year: int) -> str:
    """The last day of which a decision counts in the figures of the year."""
    closed = programme["reporting"].get("closed", {}).get(year)
    return min(f"{year}-12-31", closed) if closed else f"{year}-12-31"


def moved(programme: Block, budget: Block, asked: int, wanted) -> int | None:
    """What decisions in time moved to the figures that are wanted, less what they took away; None where nothing was."""
    sums, any_ = 0, False
    for amendment in budget.get("amendments", {}).values():
        if amendment["decided"] > deadline(programme, asked):
            continue
        for move in amendment["moves"]:
            for side, sign in (("from", -1), ("to", 1)):
                if side in move and wanted(move[side]):
                    sums += sign * cents(move["amount"])
                    any_ = True
    return sums if any_ else None


def current(approved: int | None, change: int | None) -> int | None:
    return approved if change is None else (approved or 0) + change


def in_table(budget: Block, category: str, nature: str | None, years, last: int) -> int | None:
    """What the table prints of a category in those of the years that it has; None where it has none of them."""
    printed = [year for year in years if year <= last]
    if not printed:
        return None
    block = budget["categories"][category]
    rows = [nature] if nature else ["investment", "operating"]
    return sum(cents(block[row][year]) for row in rows for year in printed)


def lines_of(reports: list[Block], who: str | None, category: str | None, nature: str | None, years) -> list[int]:
    """Each amount that counts: spent, or come back below nothing."""
    found = []
    for report in reports:
        if report["year"] not in years or who not in (None, report.get("partnership", "programme")):
            continue
        for name, block in report["expenditure"].items():
            if category not in (None, name):
                continue
            for row, value in block.items():
                if row == "refunds":
                    found += [-cents(one["amount"]) for one in value if nature in (None, one["nature"])]
                elif nature in (None, row):
                    several = value if isinstance(value, list) else [value]
                    found += [cents(one["amount"]) for one in several if "paid_by" not in one]
    return found


def figures(programme: Block, budget: Block, partnerships: dict[str, Block], reports: list[Block], asked: int):
    """{(what, …): (approved, current, spent)} at the end of the year asked, in cents."""
    first, last = programme["period"]["start"], programme["period"]["end"]
    end = programme["period"].get("extended", {}).get("end", last)
    until = programme["period"].get("accounts_until")
    open_years = range(end + 1, int(until[:4]) + 1) if until else range(0)
    after = sorted({*open_years, *(report["year"] for report in reports if report["year"] > end)})
    to_date = [year for year in (*range(first, end + 1), *after) if year <= asked]
    out: dict[tuple[object, ...], tuple[int | None, int | None, int | None]] = {}

    def put(key, approved, change, spent):
        out[key] = (approved, current(approved, change), sum(spent) if spent else None)

    for category in budget["categories"]:
        for nature in ("investment", "operating", None):
            change = moved(
                programme,
                budget,
                asked,
                lambda line, c=category, n=nature: (
                    line.get("category") == c and n in (None, line.get("nature")) and line.get("year") == asked
                ),
            )
            put(
                ("year", category, nature),
                in_table(budget, category, nature, [asked], last) if asked <= end else None,
                change,
                lines_of(reports, None, category, nature, [asked]),
            )
        change = moved(
            programme, budget, asked, lambda line, c=category: line.get("category") == c and line.get("year") in to_date
        )
        put(
            ("to date", category),
            in_table(budget, category, None, to_date, last),
            change,
            lines_of(reports, None, category, None, to_date),
        )
    for id, one in partnerships.items():
        change = moved(programme, budget, asked, lambda line, own=id: line.get("partnership") == own)
        own = sum(cents(line["amount"]) for line in one["budget"].values())
        put(("partnership", id), own, change, lines_of(reports, id, None, None, to_date))
    return out
