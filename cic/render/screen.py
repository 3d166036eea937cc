"""The report on one screen: how things stand, what they cost, what is wrong and who owes what. Each figure stands in a
table of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Language
from cic.pages.tables import FICTIONAL, Page, Value, words
from cic.render.cells import cell_text, fact_text, in_ascii
from cic.render.headline import NUMBER, TEXT, Money, money_of, row_of, rows_of
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting
from cic.render.table_fit import broken, width

_COLUMNS = 80
_LINES = 23
"""Of the 24 of a small terminal one is for what is typed next."""
_BAR = 18
_LEAST_BAR = 6
_WORST = 2
"""So many indicators stand before the alarms."""
_MOST_ALARMS = 2
_LEAST_OWING = 3
_STANDS = 16
"""Columns of what is reached, where most fit; what is longer moves the reason along."""
_REASON = 34
"""Columns that are kept for the reason beside the title, with what stands between them."""
_MOST_ROWS = 2
"""Lines of what stands in one sentence, which is not cut unless it is longer than that."""
_BETWEEN = 8
"""Columns of a line about an indicator that are its sign and the blanks between its parts."""


class _Line(NamedTuple):
    """A line, and how it is set off on a terminal: with an attribute of SGR."""

    text: str
    style: str = ""


def render(report: Page, setting: Setting) -> PlainText:
    """The first screen of a report, of at most 24 lines of as many columns as wanted."""
    room = min(setting.width or _COLUMNS, 120)
    lines = [_cut(line, room, setting) for line in _Screen(report, setting.language, room).lines()]
    return PlainText.page("\n".join(lines) + "\n")


def _cut(line: _Line, room: int, setting: Setting) -> str:
    """The line as long as there is room: what is too long ends in an ellipsis, for the whole stands in the page."""
    text = line.text.rstrip()
    while width(text) > room:
        text = text[:-2].rstrip() + "…"
    if setting.ascii_only:
        text = in_ascii(text)
    return f"\x1b[{line.style}m{text}\x1b[0m" if line.style and setting.colourful else text


class _Screen(NamedTuple):
    """What is laid out, for whom and how wide."""

    page: Page
    language: Language
    room: int

    def lines(self) -> Iterator[_Line]:
        """All lines, the most important first; what does not exist takes none."""
        head = [*self._head(), _Line("")]
        figures = [*self._results(), *self._money()]
        figures += [_Line("")] if figures else []
        more = [_Line(line, "2") for one in self._more() for line in broken(self._say(one), self.room, "  ")]
        room = _LINES - len(head) - len(figures) - len(more)
        owing, wrong = self._owing(), self._attention()
        # an alarm that takes two lines takes one from what is owed
        longer = min(_height(wrong[: _WORST + 1]) - len(wrong[: _WORST + 1]), 1)
        kept = min(len(owing), _LEAST_OWING - longer) + 2 if owing else 0
        # on a narrow terminal the worst counts more than who owes what, which has a command of its own
        kept = kept if room - kept >= 3 + _height(wrong[:1]) else 0
        attention = self._listed(words("What needs attention"), wrong, room - kept)
        yield from (*head, *figures, *attention)
        yield from self._listed(words("Who owes what"), [[one] for one in owing], room - len(attention))
        yield from more

    def _listed(self, title: Message, items: list[list[_Line]], room: int) -> list[_Line]:
        """A heading, as many of the items as there is room for, and a blank line; of the rest, how many they are."""
        if not items or room < 3:
            return []
        most = room - 2
        count = next((n for n in range(len(items), 0, -1) if _height(items[:n]) + (n < len(items)) <= most), 0)
        if not count:
            return []
        rest = len(items) - count
        more = [_Line("  " + self._say(words("and {count} more", count=rest)), "2")] if rest else []
        return [_Line(self._say(title), "1"), *(line for item in items[:count] for line in item), *more, _Line("")]

    def _sentence(self, text: str, style: str = "") -> list[_Line]:
        """A sentence over as many lines as it takes; of a long list the end is left out, between two of its items."""
        lines = broken(text, self.room, "  ")
        if len(lines) > _MOST_ROWS:
            kept = lines[_MOST_ROWS - 1]
            while width(kept) + 3 > self.room or not kept.endswith(","):
                shorter = kept.rpartition(" ")[0].rstrip()
                if not shorter:
                    break
                kept = shorter
            lines = [*lines[: _MOST_ROWS - 1], f"{kept or lines[_MOST_ROWS - 1]} …"]
        return [_Line(line, style) for line in lines]

    def _head(self) -> Iterator[_Line]:
        facts = {fact.key: fact_text(fact, self.language) for fact in self.page.facts}
        _, day = facts["situation_at"]
        at = self._say(words("situation at {day}", day=day))
        title = sanitized(self.page.title)
        room = self.room - width(at) - 2
        yield _Line(
            self._shortened(title, room) + " " * max(2, room + 2 - width(self._shortened(title, room))) + at, "1"
        )
        about = [facts[key][1] for key in ("revision", "findings") if key in facts]
        # what the check found counts more than which data it is, which stands in the page
        fits = width(" · ".join(about)) <= self.room
        yield from (_Line(line, "2") for line in broken(" · ".join(about if fits else about[-1:]), self.room))
        if FICTIONAL in facts and self.language.say(words("FICTIONAL")) not in title:
            yield _Line(facts[FICTIONAL][1], "2")
        if "unread" in facts:
            yield _Line(" ".join(facts["unread"]), "1;31")

    def _shortened(self, text: str, room: int) -> str:
        while width(text) > room:
            text = text[:-2].rstrip() + "…"
        return text

    def _results(self) -> Iterator[_Line]:
        row = row_of(self.page, "milestones")
        if row is None or not row["due"]:
            return
        said = words("{at_hand} of {due} due milestones met or at hand", at_hand=row["at_hand"], due=row["due"])
        yield from self._drawn(words("Results"), row["share"], self._say(said))
        counts = [self._count(one["status"], one["indicators"]) for one in rows_of(self.page, "summary")]
        yield from self._parted(counts, "  ")

    def _money(self) -> Iterator[_Line]:
        """Since the start, and of the year of the report with how many have accounted."""
        money = self._known_money()
        if money is None:
            return
        yield from self._drawn(words("Money"), money.share_since, money.since_the_start)
        of_year = [self.language.say(words("{name}: {value}", name=money.year, value=money.of_year))]
        if money.accounts is not None:
            said = words("accounts: {accounts}", accounts=cell_text(TEXT, money.accounts, self.language))
            of_year.append(self._say(said))
        yield from self._parted(of_year, " · ")
        if money.accounts_since is not None:
            made = cell_text(TEXT, money.accounts_since, self.language)
            yield from self._parted([self._say(words("accounts since the start: {accounts}", accounts=made))], "")

    def _known_money(self) -> Money | None:
        return money_of(self.page, self.language, self.page.currency)

    def _drawn(self, name: Message, share: Value, text: str) -> Iterator[_Line]:
        """A share as a bar with what it is of; where both do not fit, the bar gives way and no figure."""
        label, bar = _padded(self._say(name), self._indent()), self._bar_width()
        if bar:
            yield _Line(f"{label}{self._bar(share, bar)}  {text}")
            return
        first, *rest = broken(label + text, self.room, " " * self._indent())
        yield from map(_Line, (first, *rest))

    def _bar_width(self) -> int:
        """The same for both bars: as much as the longer text leaves, or none where that is hardly anything."""
        row, money, said = row_of(self.page, "milestones"), self._known_money(), [""]
        if row is not None and row["due"]:
            template = "{at_hand} of {due} due milestones met or at hand"
            said.append(self._say(words(template, at_hand=row["at_hand"], due=row["due"])))
        if money is not None:
            said.append(money.since_the_start)
        left = self.room - self._indent() - 2 - max(map(width, said))
        return min(left, _BAR) if left >= _LEAST_BAR else 0

    def _parted(self, parts: Sequence[str], between: str) -> Iterator[_Line]:
        """The parts below the bar, over as many lines as they take."""
        line = ""
        for part in parts:
            if line and width(line + between + part) > self.room - self._indent():
                yield from self._below(line)
                line = ""
            line = line + between + part if line else part
        yield from self._below(line)

    def _below(self, text: str) -> Iterator[_Line]:
        blank = " " * self._indent()
        for line in broken(text, self.room - self._indent()):
            yield _Line(blank + line)

    def _attention(self) -> list[list[_Line]]:
        rows = rows_of(self.page, "attention")
        told = max((width(str(row["id"] or "")) for row in rows), default=0)
        stands = max((width(cell_text(TEXT, row["stands"], self.language)) for row in rows), default=0)
        stands = min(stands, _STANDS)
        titles = max((width(cell_text(TEXT, row["title"], self.language)) for row in rows if row["id"]), default=0)
        # what is cut is the title, which stands in full elsewhere, and not who is the reason
        reasons = (width(cell_text(TEXT, row["reason"], self.language)) for row in rows[:_WORST] if row["id"])
        reason = max(_REASON, max(reasons, default=0) + _BETWEEN)
        title = max(12, min(titles, self.room - told - stands - reason))
        lines = [self._indicator(row, told, title, stands) for row in rows]
        alarms = [self._sentence(f"! {sanitized(self.language.say(one))}", "1;31") for one in self.page.highlights]
        return [*lines[:_WORST], *alarms[:_MOST_ALARMS], *lines[_WORST:], *alarms[_MOST_ALARMS:]]

    def _indicator(self, row: Mapping[str, Value], told: int, title: int, stands: int) -> list[_Line]:
        status = row["status"]
        assert isinstance(status, Status)
        said = cell_text(TEXT, row["title"], self.language)
        if row["id"] is None:
            return self._sentence(f"{status.symbol} {said}")
        parts = (
            _padded(str(row["id"]), told),
            _padded(self._shortened(said, title), title),
            _padded(cell_text(TEXT, row["stands"], self.language), stands),
            cell_text(TEXT, row["reason"], self.language),
        )
        return [_Line(f"{status.symbol} {'  '.join(parts)}", "31" if status is Status.OFF_TRACK else "")]

    def _owing(self) -> list[_Line]:
        rows = [row for row in rows_of(self.page, "missing") if row["values"] or row.get("accounts")]
        rows.sort(key=lambda row: -int(row["values"]) if isinstance(row["values"], Decimal) else 0)
        called = [self._shortened(self._who(row), self.room - 30) for row in rows]
        room = max(map(width, called), default=0)
        return [_Line(f"  {_padded(name, room)}  {self._owed(row)}") for name, row in zip(called, rows, strict=True)]

    def _who(self, row: Mapping[str, Value]) -> str:
        commune, partnership = (cell_text(TEXT, row[key], self.language) for key in ("commune", "partnership"))
        return f"{commune} ({partnership})" if commune else partnership

    def _owed(self, row: Mapping[str, Value]) -> str:
        owed = []
        if row["values"]:
            owed.append(words("values: {count}", count=row["values"]))
        if row.get("accounts"):
            owed.append(words("accounts of {years}", years=row["accounts"]))
        return ", ".join(map(self._say, owed))

    def _more(self) -> Iterator[Message]:
        yield words("More: cic report --full · --section money · --by commune · --output report.html")
        yield words("      cic show {indicator} · cic missing", indicator=self._an_indicator())

    def _an_indicator(self) -> str:
        """One that deserves to be looked at, for the example of a command."""
        ids = [row["id"] for key in ("attention",) for row in rows_of(self.page, key) if row["id"] is not None]
        others = [
            record["id"] for table in self.page.tables if table.section == "results" for record in table.records()
        ]
        return str(next(iter([*ids, *others]), "ID"))

    def _indent(self) -> int:
        return 2 + max(width(self._say(name)) for name in (words("Results"), words("Money")))

    def _bar(self, share: Value, wide: int) -> str:
        full = int(min(max(share, Decimal(0)), Decimal(100)) * wide / 100) if isinstance(share, Decimal) else 0
        return "█" * full + "░" * (wide - full)

    def _count(self, status: Value, indicators: Value) -> str:
        assert isinstance(status, Status)
        if not isinstance(indicators, Decimal):
            return f"{status.symbol} {cell_text(NUMBER, indicators, self.language)} {self._say(words(status.value))}"
        return f"{status.symbol} {self.language.counted_as(int(indicators), status.value)}"

    def _say(self, message: Message) -> str:
        return sanitized(self.language.say(message))


def _height(items: Sequence[list[_Line]]) -> int:
    return sum(map(len, items))


def _padded(text: str, room: int) -> str:
    return text + " " * (room - width(text))
