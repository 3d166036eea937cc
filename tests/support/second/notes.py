"""What stands below a table of results: what stands on older reports, what is a least value, what stays of those who left."""

from __future__ import annotations

from second.results import AVERAGES
from second.rounding import number, shown

CARRIED = "Standing on an older report, to be confirmed: "
LEAST = "At least, because single {times} were not reported: "
OF_SOME = "Of those alone who reported: "
LEFT = "With what was reached by those who left: "
BEGINNINGS = (CARRIED, "At least, ", OF_SOME, LEFT)


def below(book, year, cases):
    found = {CARRIED: [], LEAST: [], OF_SOME: [], LEFT: []}
    for id, _, figure, *_ in cases:
        if figure["value"] is None:
            continue
        indicator = book.indicators[id]
        over = indicator["over_communes"]
        value = number(shown(over, figure["value"]))
        made = f"{len(figure['now'])} of {len(figure['expected'])} reported {figure['of']}"
        older = [max(of for of, _ in own) for who, own in figure["known"].items() if who not in figure["now"]]
        if older and book.carries(indicator):
            parts = [
                f"{older.count(of)} stand{'s' if older.count(of) == 1 else ''} on {book.told(of)}"
                for of in sorted(set(older), reverse=True)
            ]
            found[CARRIED].append(f"{id}: {made}, {', '.join(parts)}")
        limit = book.limit(indicator, figure)
        if figure["lacking"] and limit:
            late = book.late(figure, year)
            owed = sorted({when for _, when in late})
            more = f"{len({who for who, _ in late})} of {len(figure['expected'])} owe "
            owe = f", {more}{', '.join(book.told(when) for when in owed)}" if late else ""
            found[LEAST].append(f"{id}: at least {value}, {made}{owe}")
        if not book.is_whole(figure) and not limit:
            those = figure["now"] if figure["lacking"] else figure["known"]
            found[OF_SOME].append(f"{id}: {value}, of {len(those)} of {len(figure['expected'])}")
        if figure["left"]:
            who = ", ".join(f"{one} (left {left_in(book, one)})" for one in figure["left"])
            share = ""
            if over != "ratio" and over not in AVERAGES:
                each = book.each(indicator, book.asked(year))
                part = book.total(indicator, list(figure["left"].values()), each)
                if not part:
                    continue
                share = f"{number(part)} of {value}, "
            found[LEFT].append(f"{id}: {share}{who}")
    times = "years" if book.calendar.parts == 1 else "periods"
    return [words.format(times=times) + ", ".join(parts) for words, parts in found.items() if parts]


def left_in(book, who):
    return book.calendar.name(book.calendar.year_of(book.people.to[who].isoformat()))
