"""Proves that every leaf of data/ is literally in the document and the section that it names, or marked as a reading of
printed words, or modelled: of a field that declares it (`cic/model/modelled.py`). Prints the three counts.

Run: CIC_DOCUMENTS=FOLDER python tools/leaves.py [--write]

Without the source documents it says that it was skipped. Exit code 1 where a leaf is not proved. --write renews
docs/leaves.md, the page of the counts and of the fields that are modelled (make leaves CIC_DOCUMENTS=FOLDER).
"""

from __future__ import annotations

import datetime
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NamedTuple, get_args

from printed_text import OMITTED, PrintedText, printed_amount

from cic.analysis.document_figures import DAY, MONTH, NUMBER, DocumentText, Meaning
from cic.analysis.sources import attribution, is_reading
from cic.diagnostics import Key, Spot
from cic.language.text import figures_in, number_in_words, number_words_in
from cic.model.budget import Block
from cic.model.common import Labelled, Period, Source
from cic.model.documents import Claim
from cic.model.kinds import KINDS, path_text
from cic.model.logframe import Indicator
from cic.model.modelled import Modelled, modelled
from cic.model.paths import bare
from cic.model.programme import Programme
from cic.model.promises import Baseline, Target
from cic.model.report import Report
from cic.model.scalars import Record, values_of
from cic.storage.folder import Folder
from cic.storage.loader import load
from cic.storage.plain_text import plain_texts

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "leaves.md"
WORDS = ("as_printed", "printed", "words")
"""The fields that hold the printed words of a block, by which its figures are read."""
STATEMENTS = ("text", "statement")
"""What a reading without words of its own is a reading of: the text of its block."""


_BEGINNING = 20
"""Characters of a statement that stand beside its label."""


class Standing(Enum):
    """What a leaf is."""

    LITERAL = "literally in the document and section that it names"
    READING = "marked as a reading, with the words it rests on"
    MODELLED = "modelled"
    UNPROVEN = "not proved"


class Leaf(NamedTuple):
    """A value of the data: where it stands, what it is, and why it is not proved, or which kind of model it is."""

    spot: Spot
    value: object
    standing: Standing
    why: str = ""


class _Above(NamedTuple):
    """What stands above a leaf.

    blocks: the records from the file down, each with the key under which the next one stands. declared: what a field
    above says of itself. in_reading: whether a block above is a reading. rests: whether that reading names its words.
    """

    blocks: tuple[Record, ...] = ()
    declared: Modelled | None = None
    in_reading: bool = False
    rests: bool = False


class Proof:
    """The leaves of one programme against the texts of its documents, by their ids."""

    def __init__(self, programme: Programme, texts: Mapping[str, str]) -> None:
        self._programme = programme
        sections = _sections(programme)
        self._texts = {id: PrintedText(text, frozenset(sections.get(id, ()))) for id, text in texts.items()}
        self._languages = {
            id: document.language
            for id, document in (programme.documents.documents if programme.documents else {}).items()
        }
        self._one: Programme = programme

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf of every file. A report that names no document was reported, not transcribed."""
        for one in self._programme.and_phases():
            self._one = one
            for _, file, record in one.records():
                if not (isinstance(record, Report) and record.source is None):
                    yield from self._block(Spot(file), record, _Above())

    def _block(self, spot: Spot, block: Record, above: _Above) -> Iterator[Leaf]:
        blocks = (*above.blocks, block)
        for name, value in values_of(block).items():
            if name not in block.model_fields_set or value is None:
                continue
            field = type(block).model_fields.get(name)
            declared = modelled(field) if field is not None else None
            within = above._replace(blocks=blocks, declared=declared or above.declared)
            if is_reading(block, name) or (above.in_reading and name == "reading"):
                rests = name != "reading" or any(getattr(block, one, None) for one in STATEMENTS)
                within = _Above(blocks, declared, True, rests)
            yield from self._value(spot.at(name), name, value, within)

    def _value(self, spot: Spot, name: str, value: object, above: _Above) -> Iterator[Leaf]:
        if isinstance(value, Record):
            rests = above.rests or any(getattr(value, one, None) for one in (*WORDS, "outside"))
            yield from self._block(spot, value, above._replace(rests=rests))
        elif isinstance(value, Mapping):
            if isinstance(above.blocks[-1], Block) and _is_row(value):
                yield from self._row(spot, value)
                return
            for key, below in value.items():
                yield from self._value(spot.at(key), name, below, above)
        elif isinstance(value, tuple):
            for n, below in enumerate(value):
                yield from self._value(spot.at(n), name, below, above)
        else:
            yield self._leaf(spot, name, value, above)

    def _leaf(self, spot: Spot, name: str, value: object, above: _Above) -> Leaf:
        of_source = isinstance(above.blocks[-1], Source)
        # which thing the words of a reading mean is what is read
        is_read_id = above.in_reading and above.declared is Modelled.ID and not of_source
        if above.declared not in (None, Modelled.TRANSLATION) and not is_read_id:
            return Leaf(spot, value, Standing.MODELLED, above.declared.value)
        if of_source or name == "section":
            return self._section(spot, value, above)
        if above.in_reading and name not in WORDS:
            if name in ("why", "outside") or above.rests:
                return Leaf(spot, value, Standing.READING)
            return Leaf(spot, value, Standing.UNPROVEN, "a reading without the words that it rests on")
        source = self._source(spot)
        if source is None:
            return Leaf(spot, value, Standing.UNPROVEN, "names no document")
        text = self._texts.get(source.document)
        stretch = text.stretch(source.section) if text else None
        if text is None or stretch is None:
            return Leaf(spot, value, Standing.UNPROVEN, f"{source.document} has no section {source.section}")
        if isinstance(value, str) and name != "month":
            if above.declared is Modelled.TRANSLATION and spot.path[-1] != self._languages[source.document]:
                return Leaf(spot, value, Standing.MODELLED, Modelled.TRANSLATION.value)
            if isinstance(key := spot.path[-1], int) and isinstance(getattr(above.blocks[-1], name), Mapping):
                value = f"{key} {value}"  # the score and the word of a scale
            found = any(text.prints(one, stretch) for one in _as_it_stands(name, value, above.blocks[-1])) or (
                spot.path[-3:-2] == ("notes",) and text.prints_note(value, stretch)
            )
        else:
            standing = self._figure(value, above, text, stretch)
            if standing is not Standing.UNPROVEN:
                return Leaf(spot, value, standing)
            found = False
        where = f"{source.document} {source.section or ''}".strip()
        return Leaf(spot, value, *((Standing.LITERAL,) if found else (Standing.UNPROVEN, f"is not in {where}")))

    def _section(self, spot: Spot, value: object, above: _Above) -> Leaf:
        block = above.blocks[-1]
        source = block if isinstance(block, Source) else self._source(spot)
        text = self._texts.get(source.document) if source else None
        if text is not None and text.stretch(str(value)) is not None:
            return Leaf(spot, value, Standing.LITERAL)
        return Leaf(
            spot, value, Standing.UNPROVEN, f"{source.document if source else 'no document'} has no such section"
        )

    def _figure(self, value: object, above: _Above, text: PrintedText, stretch: tuple[int, int]) -> Standing:
        """A number, a day or a month: in the printed words beside it, else in the section."""
        meaning = _meaning(value)
        block = above.blocks[-1]
        around = next((one for one in reversed(above.blocks) if _words(one)), None)
        words = _words(block) or (_words(around) if around and isinstance(block, Period) else None)
        if words is not None:
            if text.prints(words, stretch) and _says(words, meaning):
                return Standing.LITERAL
            if isinstance(block, Claim) and text.prints(words, stretch) and value in _counted(block):
                return Standing.READING
            if isinstance(block, (Baseline, Target)) and self._is_percentage(block, value, above):
                return Standing.READING
            return Standing.UNPROVEN
        label = getattr(block, "label", None)
        after = next(iter(label.values())) if isinstance(label, Mapping) else None
        return Standing.LITERAL if text.prints_figure(meaning, stretch, after) else Standing.UNPROVEN

    def _is_percentage(self, block: Baseline | Target, value: object, above: _Above) -> bool:
        """Whether a count is what the percentage printed beside it makes of all the communes that it counts."""
        indicator = next(one for one in reversed(above.blocks) if isinstance(one, Indicator))
        every = len(self._one.population(indicator.population)) if indicator.population else 0
        return value == block.value and block.stated_percent is not None and value * 100 == block.stated_percent * every

    def _row(self, spot: Spot, row: Mapping[Key, Decimal]) -> Iterator[Leaf]:
        """A row of a table is printed as a whole: its cells one after another."""
        source = self._source(spot)
        text = self._texts.get(source.document) if source else None
        stretch = text.stretch(source.section) if text and source else None
        found = False
        for zero in (0, 1):
            cells = [(printed_amount(cell) * 2)[zero] for cell in row.values()]
            found = found or (text is not None and stretch is not None and text.prints(" ".join(cells), stretch))
        for key, cell in row.items():
            yield Leaf(
                spot.at(key),
                cell,
                *((Standing.LITERAL,) if found else (Standing.UNPROVEN, "its row is not printed so")),
            )

    def _source(self, spot: Spot) -> Source | None:
        """Where a leaf comes from; a label from where its key does."""
        if spot.path[0] == "labels":
            key, *below = str(spot.path[1]).split(".")
            record = self._one.record(spot.file)
            own = record.labels_sources.get(spot.path[1]) if isinstance(record, Labelled) else None
            if own is not None:
                return own
            value = getattr(record, key, None)
            ids = list(value)[:1] if isinstance(value, Mapping) and not below else []
            spot = Spot(spot.file, (key, *below, *ids))
        return attribution(self._programme, spot).source


def _words(block: Record | None) -> str | None:
    return next((text for name in WORDS if (text := getattr(block, name, None))), None)


def _as_it_stands(name: str, value: str, block: Record) -> tuple[str, ...]:
    """How a text may be printed: a label beside the statement that it labels, where both stand in one place."""
    statement = getattr(block, "statement", None)
    if name != "label" or not statement or getattr(block, "label_source", None):
        return (value,)
    text = next(iter(statement.values()))
    begins = text[: text.find(" ", _BEGINNING)] if " " in text[_BEGINNING:] else text
    return f"{value} {begins}", f"{value} - {begins}", f"{value}: {begins}", f"{text} ({value})"


def _counted(claim: Claim) -> Iterator[int]:
    """How many things the words of a claim name one by one: those that it lists, or the parts that it quotes."""
    if claim.members:
        yield len(claim.members)
    parts = OMITTED.split(claim.printed)
    if len(parts) > 1:
        yield len(parts)


def _says(words: str, meaning: Meaning) -> bool:
    """Whether printed words say a figure: in digits, or as a number word."""
    kind, said = meaning
    if kind == NUMBER:
        figures = {one.number for one in figures_in(words)}
        in_words = number_in_words(words)
        return said in figures or said in ({in_words} if in_words is not None else number_words_in(words))
    return any(meaning in one.meanings for one in DocumentText(words).figures)


def _meaning(value: object) -> Meaning:
    if isinstance(value, datetime.date):
        return DAY, (value.year, value.month, value.day)
    if isinstance(value, str):
        return MONTH, tuple(map(int, value.split("-")))
    return NUMBER, Decimal(str(value))


def _is_row(value: Mapping[Key, object]) -> bool:
    return bool(value) and all(isinstance(cell, Decimal) for cell in value.values())


def _sections(programme: Programme) -> dict[str, set[str]]:
    """The sections of each document that the data name."""
    found: dict[str, set[str]] = {}

    def look(one: Programme, spot: Spot, value: object) -> None:
        if isinstance(value, Source):
            if value.section:
                found.setdefault(value.document, set()).add(value.section)
        elif isinstance(value, Record):
            section = getattr(value, "section", None)
            source = attribution(programme, spot).source if section else None
            if source and section:
                found.setdefault(source.document, set()).add(section)
            for name in value.model_fields_set:
                look(one, spot.at(name), getattr(value, name))
        elif isinstance(value, Mapping):
            for key, below in value.items():
                look(one, spot.at(key), below)
        elif isinstance(value, tuple):
            for n, below in enumerate(value):
                look(one, spot.at(n), below)

    for one in programme.and_phases():
        for _, file, record in one.records():
            look(one, Spot(file), record)
    return found


def declared_fields() -> dict[Modelled, list[str]]:
    """The closed list: every field of every kind of file that declares itself modelled, by what it says."""
    found: dict[Modelled, list[str]] = {one: [] for one in Modelled}
    waiting: list[object] = [kind.model for kind in KINDS]
    seen: set[object] = set()
    while waiting:
        shape = bare(waiting.pop(0))
        if isinstance(shape, type) and issubclass(shape, Record) and shape not in seen:
            seen.add(shape)
            for name, field in shape.model_fields.items():
                own = modelled(field)
                if own is not None:
                    found[own].append(f"{shape.__name__}.{name}")
                if own in (None, Modelled.TRANSLATION):
                    waiting.append(field.annotation)
        elif not isinstance(shape, type):
            waiting += get_args(shape)
    return {why: sorted(fields) for why, fields in found.items()}


def prove(data: Path, documents: Path) -> list[Leaf]:
    """The leaves of a data folder. Stops where one of its documents is not in the folder of documents."""
    programme = load(Folder(data), datetime.date(2026, 11, 22)).programme
    named = programme.documents.documents if programme.documents else {}
    texts = plain_texts(documents, {id: document.sha256 for id, document in named.items()})
    if texts.lacking:
        sys.exit("\n".join(f"{id}: {why}" for id, why in texts.lacking.items()))
    return list(Proof(programme, texts.found).leaves())


def page(leaves: Sequence[Leaf]) -> str:
    """docs/leaves.md, whole."""
    return "\n".join(_lines(leaves)) + "\n"


def _lines(leaves: Sequence[Leaf]) -> Iterator[str]:
    transcribed = [leaf for leaf in leaves if leaf.why != Modelled.CHECK.value]
    yield "# What each value of the data rests on"
    yield ""
    yield "Made by `tools/leaves.py` from the five documents, whose files are known by their SHA-256 in `data/documents.yaml`. Not typed"
    yield "by hand: `make leaves CIC_DOCUMENTS=FOLDER` renews it, and fails where a value is none of the three."
    yield ""
    yield "| a value of `data/` is | values |"
    yield "|---|---:|"
    count = Counter(leaf.standing for leaf in transcribed)
    yield from (f"| {one.value} | {count[one]} |" for one in Standing)
    yield ""
    yield "*Literally*: every letter, capital, accent, apostrophe and digit is in the section that the value names; lines, pages and the"
    yield "signs of lists do not count. Words with […] and paragraphs are looked for in their order. A figure is in the printed words"
    yield "beside it, in digits or as a number word, else in the section; a row of a table is printed cell after cell. A note stands at"
    yield "the foot of its page, and its sign in the section."
    yield ""
    yield "A *reading* stands under `reading`, or is named there, and rests on words that are themselves literally in the document, or"
    yield "on a source outside. So does what is worked out of printed words beside it: how many communes 100 % of them are, and how"
    yield "many things a claim names one by one."
    yield ""
    yield "*Modelled* is what a field of the model declares of itself (`cic/model/modelled.py`); the list below is closed. Not counted"
    yield "above is what is of the check alone: all of `acknowledgements.yaml`, and the marks that say what is a reading."
    yield ""
    yield "| modelled as | values | fields |"
    yield "|---|---:|---|"
    kinds = Counter(leaf.why for leaf in transcribed if leaf.standing is Standing.MODELLED)
    for why, fields in declared_fields().items():
        shown = str(kinds[why.value]) if why is not Modelled.CHECK else ""
        yield f"| {why.value} | {shown} | {', '.join(f'`{field}`' for field in fields)} |"


def main(arguments: Sequence[str]) -> int:
    """Prove the shipped data, say how many leaves are what, and each that is not proved. Gives the exit code."""
    folder = os.environ.get("CIC_DOCUMENTS")
    if not folder:
        why = "skipped: the source documents are not here (CIC_DOCUMENTS names no folder)"
        print(f"::notice title=leaves::{why}" if os.environ.get("GITHUB_ACTIONS") == "true" else f"leaves: {why}")
        return 0
    leaves = prove(ROOT / "data", Path(folder))
    for leaf in leaves:
        if leaf.standing is Standing.UNPROVEN:
            print(f"data/{leaf.spot.file}: {path_text(leaf.spot.file, leaf.spot.path, True)}: {leaf.why}")
    count = Counter(leaf.standing for leaf in leaves)
    print(", ".join(f"{count[one]} {one.name.lower()}" for one in Standing))
    if "--write" in arguments:
        PAGE.write_text(page(leaves), encoding="utf-8")
    return 1 if count[Standing.UNPROVEN] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
