"""What a form is made of: sheets, blocks, rows, and the cells that are to be filled in.

Written by `cic form` and made anew by `cic import`, which puts what was typed beside it. A cell is found by the sheet,
the key of its row and the number of its column, which the workbook carries; what it fills is its path in the report.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from cic.base.message import Message
from cic.diagnostics import Key
from cic.language import Language, language_of
from cic.language.text import fold

FORMAT = 1
"""Of the form: another number means that rows, columns or paths mean something else."""
COLUMNS = 8
"""Of each sheet, that people see."""

Takes = Literal["number", "amount", "date", "choice", "text", "currency", "rate"]
"""What is typed into a cell: a number; an amount of money, with two decimals; a day; one of several words; a text in
the form's language; three letters of ISO 4217; a rate of exchange."""
Fills = Literal[
    "value", "achieved", "numerator", "denominator", "step", "text", "not_applicable", "note", "part",
    "part_numerator", "part_denominator", "evidence_kind", "evidence_where", "evidence_date",
    "amount", "paid", "paid_currency", "paid_rate", "paid_rate_source",
    "refund_amount", "refund_of", "refund_nature", "refund_reason",
    "contribution_amount", "contribution_kind", "contribution_note",
    "status", "started", "ended", "observed_from", "observed_until",
    "narrative", "reported_by", "reported_on",
]  # fmt: skip
"""What an answer says. evidence_where: a path below evidence/ is a `file`, a key of documents.yaml a `document`,
anything else an `address`. paid: an amount in the currency that stands beside it, one of those that an amount is made
of."""

Answered = bool | Decimal | datetime.date | str
"""What an answer is: yes or no, a number, a day, a word of the files or a text."""


class Choice(NamedTuple):
    """One of the words that a cell takes: what the file says (true, draft, 2019), and what people read.

    others: what it is called in all languages of the data, where it is the data that name it.
    """

    value: Answered
    label: Message | str
    others: tuple[str, ...] = ()


def named(value: Answered, name: Mapping[Any, str], language: Language) -> Choice:
    """A word that the data name, in the language of the form."""
    return Choice(value, language.text(name), tuple(name.values()))


class Answer(NamedTuple):
    """A cell to be filled in.

    path: where in the report its answer stands; `+1`, `+2`, … in the place of a number stand for new items of a list.
    Of an evidence_where the last step is `address`, whatever it becomes. A text's last step is its language.
    now: what stands there; None for nothing. is_locked: shown, not to be answered, because what stands there says more
    than a cell does.
    who: the commune, partner or organisation; empty for the partnership's own. indicator: of which it says something.
    """

    fills: Fills
    path: tuple[Key, ...]
    takes: Takes
    now: Answered | None = None
    choices: tuple[Choice, ...] = ()
    who: str = ""
    indicator: str = ""
    is_locked: bool = False

    @property
    def id(self) -> str:
        """The name of the cell: that of its answer in the report."""
        return "/".join(map(str, self.path))


def labels_of(answer: Answer, language: Language) -> dict[str, Answered]:
    """What people choose from, in the form's language, and what each stands for; two that read alike have their words
    of the files behind them."""
    said = [(" ".join(language.say(one.label).split()), one.value) for one in answer.choices]
    count = Counter(fold(label) for label, _ in said)
    return {label if count[fold(label)] == 1 else f"{label} ({canonical(value)})": value for label, value in said}


def names_elsewhere(answer: Answer, languages: Iterable[Language]) -> dict[str, set[Answered]]:
    """What each word stands for in all languages of forms and in those of the data."""
    found: dict[str, set[Answered]] = {}
    languages = tuple(languages)
    for choice in answer.choices:
        for name in (*(one.say(choice.label) for one in languages), *choice.others):
            found.setdefault(" ".join(name.split()), set()).add(choice.value)
    return found


class Said(NamedTuple):
    """A cell that is read: the program's words, or texts of the data, a line each. look: how it stands there;
    titled: the first line stands out."""

    lines: tuple[Message | str, ...]
    look: Literal["plain", "strong", "quiet", "titled"] = "plain"


Cell = Answer | Said | None
"""None: nothing stands there, and nothing is to be written."""


class Row(NamedTuple):
    """A row. key: carried by the workbook, and no other row of the form has it. due: what was promised, exactly, for
    the digest. cells: one for each column, from the first."""

    key: str
    cells: tuple[Cell, ...]
    due: str = ""

    def at(self, column: int) -> Cell:
        """What stands in a column, from 0 on."""
        return self.cells[column] if 0 <= column < len(self.cells) else None


class Block(NamedTuple):
    """Rows under one heading: a result and its indicators, or a kind of money. heads: of the columns. notes: below the
    heading, for whoever fills in the rows."""

    key: str
    title: Message | str
    heads: tuple[Message | str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message | str, ...] = ()


Topic = Literal["participant", "own", "activities", "money", "words"]


class Sheet(NamedTuple):
    """A sheet: of a commune or a partner, of what is the partnership's own, of money, of the year in words.

    key: carried by the workbook. who: the id of the commune or partner.
    """

    key: str
    topic: Topic
    title: Message | str
    blocks: tuple[Block, ...]
    who: str = ""

    @property
    def rows(self) -> Iterator[Row]:
        """All rows, in their order."""
        for block in self.blocks:
            yield from block.rows


class FormPlan(NamedTuple):
    """A form. language: the code of the language in which it is read and answered. institutions: the names of those
    who take part, as printed. currency: of the budget; empty where there is none. revision: of the data that it shows,
    in words. title: the name of the programme."""

    programme: str
    partnership: str
    name: Message | str
    period: int
    language: str
    institutions: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    currency: str = ""
    revision: str = ""
    made: datetime.date = datetime.date.min
    deadline: datetime.date | None = None
    with_persons: bool = False
    title: str = ""

    @property
    def answers(self) -> Iterator[tuple[Sheet, Row, int, Answer]]:
        """Each cell to be filled in with its sheet, its row and the number of its column."""
        for sheet in self.sheets:
            for row in sheet.rows:
                for column, cell in enumerate(row.cells):
                    if isinstance(cell, Answer):
                        yield sheet, row, column, cell

    @property
    def shown(self) -> tuple[Shown, ...]:
        """What the form shows, as it carries it."""
        return tuple(Shown(cell.id, canonical(cell.now), row.due) for _, row, _, cell in self.answers)

    @property
    def head(self) -> tuple[tuple[str, str], ...]:
        """What the form carries of itself, beside the digest."""
        return (
            ("format", str(FORMAT)),
            ("programme", self.programme),
            ("partnership", self.partnership),
            ("period", str(self.period)),
            ("language", self.language),
            ("revision", self.revision),
            ("persons", "yes" if self.with_persons else "no"),
            ("made", self.made.isoformat()),
            ("words", self.words),
        )

    @property
    def words(self) -> str:
        """A digest of all that the form says around its answers: another version of the program may say it otherwise,
        and what was not typed is not to be taken for it."""
        say = language_of(self.language).say
        said: list[str] = []
        for block in (block for sheet in self.sheets for block in sheet.blocks):
            said += map(say, (block.title, *block.heads, *block.notes))
            cells = (cell for row in block.rows for cell in row.cells if isinstance(cell, Said))
            said += (say(line) for cell in cells for line in cell.lines)
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    @property
    def digest(self) -> str:
        """The SHA-256 of what the form is of and what it shows."""
        return digest_of(self.head, self.shown)


class Shown(NamedTuple):
    """What the form showed of a cell: its id, what stood there, and what was due."""

    id: str
    now: str
    due: str


def canonical(value: Answered | None) -> str:
    """What stands in a cell, as the form carries it, the same in every language; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def digest_of(head: tuple[tuple[str, str], ...], shown: tuple[Shown, ...]) -> str:
    """The SHA-256 of what a form carries, so that what was damaged on the way is known."""
    raw = json.dumps([list(head), [list(one) for one in shown]], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(raw.encode()).hexdigest()
