"""The rows of indicators: what each measures, what was promised and reported, and the cells of its value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.combining import is_yes_enough
from cic.analysis.targets import is_due_in_words
from cic.base.message import Message
from cic.diagnostics import Key
from cic.model.logframe import Indicator
from cic.model.parts import UNKNOWN, PartValue, Share
from cic.model.programme import Located
from cic.model.report import Observation
from cic.pages.form.asking import Asking, text_answer
from cic.pages.form.beside import exactly_due, reported_before, what_is_due
from cic.pages.form.cells import COLUMNS, Answer, Answered, Cell, Choice, Fills, Row, Said, Takes, named
from cic.pages.form.proofs import kinds_known, proofs
from cic.pages.tables import words
from cic.pages.vocabulary import meaning_of, unit_of

HEADS: tuple[Message | str, ...] = (
    words("What is measured"),
    words("Due, and reported before"),
    words("Your answer"),
    words("Proof: of which kind"),
    words("Proof: file or web address"),
    words("Proof: its date"),
    words("Remark"),
    words("No value can be expected, because"),
)
YES_OR_NO = (Choice(True, words("yes")), Choice(False, words("no")))
_VALUE, _KIND, _WHERE, _DATE, _NOTE, _NONE = 2, 3, 4, 5, 6, 7


def rows_of(asking: Asking, located: Located[Indicator], known: Observation | None) -> Iterator[Row]:
    """The rows of an indicator: its value with what proves it; then what the value is made of, and further proofs."""
    path = (*asking.root, "observations", located.id)
    known = known or Observation()
    cells: list[Cell] = [None] * COLUMNS
    cells[0] = _what(asking, located)
    cells[1] = Said((*what_is_due(asking, located), *reported_before(asking, located)))
    main, *others = _values(asking, located, known, path)
    cells[_VALUE] = main.answer
    cells[_NOTE] = text_answer(asking, "note", (*path, "note"), known.note, located.id)
    cells[_NONE] = text_answer(asking, "not_applicable", (*path, "not_applicable"), known.not_applicable, located.id)
    kinds = kinds_known(asking, located.value.sources_of_verification)
    first, *further = proofs(asking, located.id, path, known.evidence, kinds)
    cells[_KIND : _DATE + 1] = first.cells
    yield Row(_key(path), tuple(cells), exactly_due(asking, located))
    for one in others:
        yield _row(one.answer, one.said)
    for proof in further:
        said = Said((words("{indicator}: another proof", indicator=located.id),), "quiet")
        yield Row(_key(proof.path), (said, None, None, *proof.cells, None, None))


class _Value(NamedTuple):
    """An answer and what is said beside it."""

    answer: Answer
    said: Message | str = ""


def _row(answer: Answer, said: Message | str) -> Row:
    is_text = answer.fills == "text"
    place = _WHERE if is_text else _VALUE
    cells: list[Cell] = [None] * COLUMNS
    cells[0] = Said((said,), "quiet")
    if is_text:  # it stands below the head of a proof, where there is room
        cells[_KIND] = Said((words("in your own words:"),), "quiet")
    cells[place] = answer
    return Row(_key(answer.path), tuple(cells))


def _key(path: Sequence[Key]) -> str:
    return "/".join(map(str, path))


def _what(asking: Asking, located: Located[Indicator]) -> Said:
    indicator, language = located.value, asking.language
    wording = " ".join(language.text(indicator.statement).split())
    unit = unit_of(asking.programme, indicator, language).name
    first = words("{id}: {wording}", id=located.id, wording=wording)
    meaning = words("to write: {meaning}", meaning=meaning_of(asking.programme, indicator))
    if indicator.kind == "ratio":
        return Said((first, words("to write: how many of how many, in two cells"), meaning), "titled")
    is_number = indicator.kind in ("sum", "mean", "min", "max", "none")
    return Said((first, meaning, *([words("unit: {unit}", unit=unit)] if is_number else ())), "titled")


def _values(asking: Asking, located: Located[Indicator], known: Observation, path: tuple[Key, ...]) -> Iterator[_Value]:
    """The cells of a value; the first stands beside the wording."""
    indicator, language = located.value, asking.language

    def made(fills: Fills, takes: Takes, now: Answered | None, choices: tuple[Choice, ...] = ()) -> Answer:
        is_other = now is None and _is_said_otherwise(indicator, known, fills)
        return Answer(fills, (*path, fills), takes, now, choices, asking.who, located.id, is_locked=is_other)

    if indicator.kind == "scale":
        steps = tuple(named(step, name, language) for step, name in indicator.scale.items())
        yield _Value(made("step", "choice", known.step, steps))
        said = words(
            "{indicator}: is the promise kept? To be answered where the step alone does not say it",
            indicator=located.id,
        )
        yield _Value(made("achieved", "choice", known.achieved, YES_OR_NO), said)
    elif indicator.kind == "ratio":
        yield _Value(made("numerator", "number", known.numerator))
        said = words("{indicator}: of how many in all (denominator)", indicator=located.id)
        yield _Value(made("denominator", "number", known.denominator), said)
    elif _is_yes_or_no(indicator, known):
        yield _Value(made("achieved", "choice", known.achieved, YES_OR_NO))
    else:
        yield _Value(made("value", "number", known.value))
    is_in_words = indicator.kind == "words" or is_due_in_words(asking.programme, located, asking.period)
    if is_in_words:
        text = text_answer(asking, "text", (*path, "text"), known.text, located.id)
        yield _Value(text, words("{indicator}: in words", indicator=located.id))
    if indicator.kind == "scale" or is_in_words or known.observed is not None:
        yield from _observed(asking, located, known, (*path, "observed"))
    for dimension, parts in indicator.disaggregated_by.items():
        names: dict[str, Message | str] = {
            **{id: language.text(name) for id, name in parts.items()},
            UNKNOWN: words("nobody can say"),
        }
        for part, name in names.items():
            yield from _part(asking, located, known, (*path, "by", dimension, part), name)


def _observed(
    asking: Asking, located: Located[Indicator], known: Observation, path: tuple[Key, ...]
) -> Iterator[_Value]:
    """The days on which it was so: of a step and of a milestone in words."""
    days = known.observed
    first = days.start if days else None
    last = days.end if days and days.end != days.start else None
    who, id = asking.who, located.id
    yield _Value(
        Answer("observed_from", (*path, "start"), "date", first, (), who, id),
        words("{indicator}: the day on which this was established", indicator=id),
    )
    yield _Value(
        Answer("observed_until", (*path, "end"), "date", last, (), who, id),
        words("{indicator}: where it took several days, the last of them", indicator=id),
    )


def _part(
    asking: Asking, located: Located[Indicator], known: Observation, path: tuple[Key, ...], name: Message | str
) -> Iterator[_Value]:
    now: PartValue | None = known.by.get(str(path[-2]), {}).get(str(path[-1]))
    who, id = asking.who, located.id
    if located.value.kind != "ratio":
        value = now if isinstance(now, Decimal) else None
        is_other = value is None and now is not None
        said = words("{indicator}: of which {part}", indicator=id, part=name)
        if path[-1] == UNKNOWN:
            said = words("{indicator}: what nobody can assign to a part", indicator=id)
        yield _Value(Answer("part", path, "number", value, (), who, id, is_other), said)
        return
    share = now if isinstance(now, Share) else None
    is_other = share is None and now is not None
    numerator = share.numerator if share else None
    denominator = share.denominator if share else None
    yield _Value(
        Answer("part_numerator", (*path, "numerator"), "number", numerator, (), who, id, is_other),
        words("{indicator}: of which {part}", indicator=id, part=name),
    )
    yield _Value(
        Answer("part_denominator", (*path, "denominator"), "number", denominator, (), who, id, is_other),
        words("{indicator}: {part}, of how many in all (denominator)", indicator=id, part=name),
    )


def _is_yes_or_no(indicator: Indicator, known: Observation) -> bool:
    if indicator.kind in ("count", "words"):
        return True
    return indicator.kind == "none" and is_yes_enough(indicator) and known.value is None


def _is_said_otherwise(indicator: Indicator, known: Observation, fills: Fills) -> bool:
    """Whether a value stands there of another kind than the cell takes: nobody overwrites it here."""
    others = {"value": known.value, "achieved": known.achieved, "step": known.step, "numerator": known.numerator}
    together = {"step": "achieved", "denominator": "numerator"}.get(fills)
    if fills == "achieved" and indicator.kind == "scale":
        together = "step"
    return any(value is not None for form, value in others.items() if form not in (fills, together))
