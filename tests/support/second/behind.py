"""What is behind the values of a table: their parts, how many stand at which step, and the words reported."""

from __future__ import annotations

from fractions import Fraction

from second.rounding import rounded


def behind(book, year, groups):
    """The tables with rows. groups: by the column that names it (nothing where the results are not grouped) and its key, the cases
    of a table of results."""
    tables = {"by": [], "steps": [], "words": []}
    for named, cases in groups:
        for id, _, figure, due, *_ in cases:
            indicator = book.indicators[id]
            every = {**figure["known"], **figure["left"]}
            own = {"by": parts, "steps": steps, "words": words}
            for key, make in own.items():
                rows = make(book, indicator, figure, every, year, due)
                tables[key] += [{**named, "id": id, **row} for row in rows]
    return {key: rows for key, rows in tables.items() if rows}


def parts(book, indicator, figure, every, year, due):
    if figure["value"] is None or book.kind(indicator) not in ("sum", "none", "ratio"):
        return
    seen = [one for found in every.values() for _, one in found]
    is_share = book.kind(indicator) == "ratio"
    for dimension, names in indicator.get("disaggregated_by", {}).items():
        given = [one["by"][dimension] for one in seen if dimension in one.get("by", {})]
        if not given:
            continue
        rest = []
        for one in seen:
            mine = [value for part, value in one.get("by", {}).get(dimension, {}).items() if part != "unknown"]
            rest.append(minus(whole(book, indicator, one), [pair(value) for value in mine]))
        for part in names:
            found = [pair(one[part]) for one in given if part in one]
            if found:
                yield {"dimension": dimension, "part": part, "value": together(found, is_share)}
        if any(one != (0, 0) for one in rest):
            yield {"dimension": dimension, "part": "unknown", "value": together(rest, is_share)}


def pair(value):
    """A number, or numerator and denominator."""
    return (value["numerator"], value["denominator"]) if isinstance(value, dict) else (value, 0)


def whole(book, indicator, one):
    return pair(one) if "numerator" in one else (book.number(indicator, one), 0)


def minus(total, taken):
    return total[0] - sum(one[0] for one in taken), total[1] - sum(one[1] for one in taken)


def together(found, is_share):
    top, below = sum(Fraction(one[0]) for one in found), sum(Fraction(one[1]) for one in found)
    if not is_share:
        return top
    return rounded(100 * top / below) if below else None


def told(book, indicator, every):
    """The report that tells of each: the one that has got furthest, then the latest; of numbers the latest with words."""
    scale = list(indicator.get("scale", {}))
    for who, found in every.items():
        if book.kind(indicator) in ("scale", "words"):
            yield who, *max(found, key=lambda one: (scale.index(one[1]["step"]) if scale else 0, one[0]))
        else:
            worded = [one for one in found if "text" in one[1]]
            if worded:
                yield who, *max(worded, key=lambda one: one[0])


def steps(book, indicator, figure, every, year, due):
    if "scale" not in indicator or not figure["known"]:
        return
    needed = book.each(indicator, book.asked(year))
    at = {}
    for who, _, one in told(book, indicator, every):
        at.setdefault(one["step"], []).append("programme" if who == "programme" else who)
    for place, step in enumerate(indicator["scale"]):
        who = at.get(step, [])
        yield {
            "step": step, "number": len(who), "reached": None if due is None else yes_or_no(place >= needed),
            "who": ", ".join(who) or None,
        }  # fmt: skip


def words(book, indicator, figure, every, year, due):
    for who, of, one in told(book, indicator, every):
        is_judged = "achieved" in one and book.kind(indicator) in ("scale", "words")
        if "text" in one or is_judged:
            yield {
                "who": "(programme)" if who == "programme" else who, "year": book.calendar.period_of(of), "step": one.get("step"),
                "achieved": yes_or_no(one["achieved"]) if "achieved" in one else None,
                "text": one["text"]["en"] if "text" in one else None,
            }  # fmt: skip


def yes_or_no(it_is):
    return "yes" if it_is else "no"
