"""What a form says beside its cells: how each kind of answer is written, what is wrong where it is not, an example; and
the opening page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from cic.base.message import Message
from cic.base.periods import shown_name
from cic.pages.form.cells import Answer, Fills, FormPlan, Sheet, Takes, Topic
from cic.pages.tables import words

_PROMPTS: Mapping[Fills, Message] = {
    "value": words("A number, such as 12. A zero is written as 0. What nobody knows is left empty."),
    "achieved": words("Choose yes or no. What nobody knows is left empty."),
    "step": words("Choose the step that is reached. What nobody knows is left empty."),
    "numerator": words("How many it is true of. Of how many in all stands in the next row. Never a percentage."),
    "denominator": words("Of how many in all: the whole that was counted. Never a percentage."),
    "part": words("How many of them. What nobody counted is left empty."),
    "part_numerator": words("How many of them it is true of."),
    "part_denominator": words("Of how many of them in all."),
    "text": words("Say it in your own words."),
    "note": words("What a reader must know: why a value fell, what was corrected."),
    "not_applicable": words("Only where there can be no value: say why. Then the answer is left empty."),
    "evidence_kind": words("Choose what proves it."),
    "evidence_where": words("The name of the file that you send with this form, or a web address."),
    "evidence_date": words("The day of the document: day, month and year."),
    "amount": words("All that was spent in the period, without a sign of the currency. A zero is written as 0."),
    "paid": words("The amount in the currency in which it was paid."),
    "paid_currency": words("Three letters: EUR, USD."),
    "paid_rate": words("Units of that currency for one of the budget's. Left empty where it is the budget's own."),
    "paid_rate_source": words("Whose rate it is: a bank and a day, or the mean of the year."),
    "refund_amount": words("How much came back, without a minus sign."),
    "refund_of": words("The year in which the money had been spent."),
    "refund_nature": words("Of which nature it had been spent."),
    "refund_reason": words("Why it came back."),
    "contribution_amount": words("What it is worth, also where it was no money."),
    "contribution_kind": words("Choose what was brought."),
    "contribution_note": words("What it was: two persons for three weeks."),
    "status": words("Choose how it stands. What nobody knows is left empty."),
    "started": words("The day on which it began: day, month and year."),
    "ended": words("The day on which it ended, or was given up: day, month and year."),
    "observed_from": words("The day on which this was established, in the period: day, month and year."),
    "observed_until": words("Only where it took several days: the last of them. Else left empty."),
    "narrative": words("A few sentences. Alt and Enter begin a new line."),
    "reported_by": words("A function or a service, better than a name: it is kept with the report."),
    "reported_on": words("The day on which you send it back: day, month and year."),
}
_FAULTS: Mapping[Takes, Message] = {
    "number": words("Write a number here, without a sign, a unit or words. Words go in the remark."),
    "amount": words("Write an amount here, without the sign of a currency and without a minus sign."),
    "date": words("Write a day here: day, month and year."),
    "choice": words("Choose one of the words of the list: open it with the arrow beside the cell."),
    "currency": words("Write three letters: EUR, USD."),
    "rate": words("Write a number above zero: how many units of that currency were one unit of the budget's."),
}
PROMPT_TITLE = words("What to write")
FAULT_TITLE = words("This cannot be taken")


def prompt(answer: Answer) -> Message:
    """What is said beside a cell that somebody is about to fill in."""
    return _PROMPTS[answer.fills]


def fault(answer: Answer) -> Message | None:
    """What is said to what a cell does not take; None where it takes any text."""
    return _FAULTS.get(answer.takes)


_TOPICS: Mapping[Topic, Message] = {
    "participant": words("what {name} has reached, and what proves it"),
    "own": words("what is measured once for all of you together"),
    "activities": words("how each activity stands, when it began and ended"),
    "money": words("what was spent, what came back, what you brought of your own"),
    "words": words("four questions, and who reports"),
}


def topic(sheet: Sheet) -> Message:
    """What stands on a sheet, for the list of the opening page."""
    return words(_TOPICS[sheet.topic].template, name=sheet.title)


def title_of(plan: FormPlan, sheet: Sheet) -> Message:
    """What stands above a sheet."""
    return words("{sheet}: {period}, {name}", sheet=sheet.title, period=plan.period, name=plan.name)


class Line(NamedTuple):
    """A line of the opening page."""

    look: Literal["title", "head", "step", "plain", "open", "read", "shut", "quiet"]
    text: Message | str


def cover(plan: FormPlan) -> Iterator[Line]:
    """The opening page, as far as the sheets and the examples, which stand after its `head` lines in tables."""
    yield Line("title", plan.title)
    yield Line("title", words("Report of {period}: {name}", period=shown_name(plan.period), name=plan.name))
    if plan.institutions:
        yield Line("plain", words("With: {names}", names=plan.institutions))
    if plan.deadline is not None:
        yield Line("head", words("Please send it back by {day}", day=plan.deadline))


def steps(plan: FormPlan) -> Iterator[Message]:
    """What to do, one after the other."""
    yield words("Fill in the yellow cells, sheet by sheet. Nothing else can be changed, so nothing can be broken.")
    yield words("A zero is written as 0. What nobody knows is left empty.")
    yield words("Where there can be no value, say why in the last column.")
    yield words("A percentage is never written: write how many, and of how many in all.")
    if plan.currency:
        yield words(
            "Amounts are in {currency}. What was paid in another currency stands a second time, in that currency.",
            currency=plan.currency,
        )
    yield words(
        "What stands in a yellow cell already was reported: leave it if it is right, write over it if it is not."
    )
    yield words("Name the file that proves each value, and send these files with the form.")
    yield words("Save it as it is (.xlsx), and send it back as an attachment. You need not fill in all of it at once.")


LEGEND = (
    Line("open", words("to fill in")),
    Line("read", words("to read")),
    Line("shut", words("stands there already, and is not changed here: say in the remark what is wrong")),
)

EXAMPLE_HEADS = (
    words("What is measured"),
    words("Due, and reported before"),
    words("Your answer"),
    words("Proof: of which kind"),
    words("Proof: file or web address"),
)
EXAMPLES: tuple[tuple[Message | str, ...], ...] = (
    (
        words("The commune has adopted a plan"),
        words("Due {year}: {value}", year="2031", value=words("yes")),
        words("yes"),
        words("decision of the council"),
        "plan.pdf",
    ),
    (
        words("Persons trained since the start"),
        words("Reported {year}: {value}", year="2030", value=8),
        "20",
        words("attendance list"),
        "training-2031.pdf",
    ),
    (
        words("Women among the staff"),
        words("Due {year}: {value}", year="2031", value="30 %"),
        "2",
        words("staff list"),
        "staff.pdf",
    ),
    (words("of how many in all (denominator)"), "", "5", "", ""),
)
"""Rows that are filled in; invented."""
