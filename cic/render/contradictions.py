"""The page of contradictions as a text: two pages of what matters, then everything."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

from cic.base.message import Message
from cic.language import Language
from cic.pages.contradictions import Contradictions, Question, Statement, Thing, Where
from cic.pages.tables import words
from cic.render.prose import Grid, Heading, Item, Items, Line, Link, Paragraph, Part, Prose

_READ = words("compares with our reading")
_PARTLY_READ = words("partly: compares with our reading")
_MOST_TOUCHED = 8
_MOST_ASKED = 4


class _Writer(NamedTuple):
    """What each part is written with. prefix: leads from the page to the data folder."""

    language: Language
    prefix: str

    def say(self, text: Message) -> str:
        return self.language.say(text)

    def named(self, name: Message | str, value: str) -> str:
        return self.say(words("{name}: {value}", name=name, value=value))

    def heading(self, level: int, text: Message | str) -> Heading:
        return Heading(level, self.language.say(text))

    def plain(self, text: Message | str) -> Paragraph:
        return Paragraph((self.language.say(text),))

    def printed(self, where: Where) -> str:
        return ", ".join(self.language.say(one) for one in where.printed)

    def place(self, where: Where) -> Line:
        """As the document has it, then file and line."""
        place, printed = where.place, self.printed(where)
        link = Link(f"{place.file}:{place.line}", f"{self.prefix}/{place.file}#L{place.line}")
        return (f"{printed} (", link, ")") if printed else (link,)


def prose(page: Contradictions, prefix: str, language: Language) -> Prose:
    """The whole text. `prefix` leads from where it is read to the data folder."""
    return Prose(tuple(_parts(page, _Writer(language, prefix))), page.mark)


def _parts(page: Contradictions, write: _Writer) -> Iterator[Part]:
    yield write.heading(1, words("What contradicts itself in the approved documents"))
    if page.name:
        yield Paragraph((page.name,), "strong")
    yield from _introduction(page, write)
    urgent = [one for one in page.things if one.is_urgent]
    others = [one for one in page.things if not one.is_urgent]
    if urgent:
        yield write.heading(2, words("What matters first"))
    for thing in urgent:
        yield from _in_full(thing, write)
    if others:
        yield write.heading(2, words("The rest, in brief") if urgent else words("In brief"))
        yield _grid(others, write)
    if page.asked:
        yield write.heading(2, words("What to ask, and whom"))
        yield write.plain(
            words(
                "The numbers in brackets are those of the contradictions. The command cic findings --questions writes "
                "these questions as letters to copy."
            )
        )
        for asked in page.asked:
            yield write.heading(3, asked.whom or words("Whom to ask is not said"))
            yield Items(tuple(Item((f"{what} ({', '.join(map(str, about))})",)) for what, about in asked.questions))
    if page.things:
        yield write.heading(2, words("Annex: everything that was found, with its places"))
    for thing in page.things:
        yield from _annex(thing, write)


def _introduction(page: Contradictions, write: _Writer) -> Iterator[Part]:
    if not page.things:
        yield write.plain(words("Nothing that contradicts itself has been accepted."))
        return
    counted = write.language.counted
    aim = words(
        "The documents of the programme were compared with each other, figure by figure: they say things that cannot "
        "all be true. This page lists these contradictions, the money that each concerns, and what to ask whom."
    )
    things = counted(
        len(page.things),
        "There is {count} contradiction.",
        "There are {count} contradictions, numbered: first what touches money or promises and is told in full, then "
        "the rest in a table.",
    )
    yield write.plain(f"{write.say(aim)} {things}")
    yield write.plain(_money(page, write))
    findings = counted(
        page.findings,
        "It shows at {count} place of the documents; accepted means here that somebody has read it and written why it "
        "is so.",
        "They show at {count} places of the documents (the findings); accepted means here that somebody has read it "
        "and written why it is so.",
    )
    kinds = words(
        "{plain} are contradictions of the documents alone; {read} compare the documents with our reading of "
        "their words, and are marked so.",
        plain=page.findings - page.readings,
        read=page.readings,
    )
    yield write.plain(f"{findings} {write.say(kinds)}" if page.readings else findings)
    asked = _whom(page, write)
    if asked:
        yield write.plain(asked)
    if page.legend:
        yield write.plain(words("To read this page:"))
        yield Items(tuple(Item((write.say(one),)) for one in page.legend))
    if page.foreign is not None:
        yield write.plain(words("Reasons and questions: {texts}.", texts=page.foreign))


def _money(page: Contradictions, write: _Writer) -> str:
    """What of it is about money, and how much."""
    amounts = [(one.amount, one.number) for one in page.things if one.amount is not None]
    if not amounts:
        return write.say(words("None of it is about money."))
    listed = "; ".join(f"{write.say(amount)} ({number})" for amount, number in amounts)
    counted = write.language.counted(len(amounts), "{count} of them is about money", "{count} of them are about money")
    said = write.named(counted, f"{listed}.")
    unclear = words("These amounts are to be explained; no document says that any of them is lost or owed.")
    return f"{said} {write.say(unclear)}"


def _whom(page: Contradictions, write: _Writer) -> str:
    """How many questions there are, and to whom most of them go."""
    asked = sorted(((len(one.questions), one.whom) for one in page.asked if one.whom), key=lambda one: -one[0])
    if not asked:
        return ""
    total = sum(len(one.questions) for one in page.asked)
    most = [f"{whom[:1].lower()}{whom[1:]} ({count})" for count, whom in asked[:_MOST_ASKED]]
    if len(asked) > len(most):
        most.append(
            write.language.counted(len(asked) - len(most), "{count} other addressee", "{count} other addressees")
        )
    counted = write.language.counted(total, "There is {count} question to ask", "There are {count} questions to ask")
    where = words("All of them stand below, addressee by addressee, under “What to ask, and whom”.")
    return f"{write.named(counted, '; '.join(most))}. {write.say(where)}"


def _in_full(thing: Thing, write: _Writer) -> Iterator[Part]:
    yield write.heading(3, _title(thing, write))
    yield Paragraph((thing.story,))
    about = [write.named(words("Money concerned"), _costs(thing, write))]
    about += [write.named(words("To ask"), _asked(one, write)) for one in thing.questions]
    if thing.readings:
        about.append(_share_of_readings(thing, write))
    yield Items(tuple(Item((one,)) for one in about))


def _title(thing: Thing, write: _Writer) -> str:
    return f"{thing.number}. {_begun(write.language.say(thing.title))}"


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _asked(question: Question, write: _Writer) -> str:
    return write.named(question.whom, question.what) if question.whom else question.what


def _share_of_readings(thing: Thing, write: _Writer) -> str:
    return write.language.counted(
        thing.readings,
        "{count} of its findings compares the documents with our reading of them.",
        "{count} of its findings compare the documents with our reading of them.",
    )


def _mark(of_all: int, read: int, write: _Writer) -> str:
    if not read:
        return ""
    return f" ({write.say(_READ if read == of_all else _PARTLY_READ)})"


def _costs(thing: Thing, write: _Writer) -> str:
    """The money in question, and what is touched."""
    costs = [write.language.say(words("no amount") if thing.amount is None else thing.amount), *_touched(thing, write)]
    return reduce(lambda one, other: write.say(words("{one}; {other}", one=one, other=other)), costs)


def _touched(thing: Thing, write: _Writer) -> list[str]:
    touched = [f"{write.say(kind)} {_shortened(ids)}" for kind, ids in thing.touches]
    return [write.say(words("touches {things}", things=tuple(touched)))] if touched else []


def _shortened(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_MOST_TOUCHED]) + (", …" if len(ids) > _MOST_TOUCHED else "")


def _grid(things: list[Thing], write: _Writer) -> Grid:
    titles = (
        words("No."),
        words("What it is"),
        words("Money concerned, or what it touches"),
        words("Whom to ask"),
        words("Findings"),
    )
    rows = tuple(
        (
            str(thing.number),
            _begun(write.language.say(thing.title)) + _mark(thing.findings, thing.readings, write),
            _costs(thing, write) if thing.amount is not None else "; ".join(_touched(thing, write)) or "–",
            "; ".join(dict.fromkeys(one.whom for one in thing.questions if one.whom)) or "–",
            str(thing.findings),
        )
        for thing in things
    )
    return Grid(tuple(map(write.say, titles)), rows, frozenset((0, 4)))


def _annex(thing: Thing, write: _Writer) -> Iterator[Part]:
    yield write.heading(3, _title(thing, write))
    told = {thing.story}
    if not thing.is_urgent:
        yield Paragraph((thing.story,))
    for group in thing.groups:
        yield Items(tuple(_item(one, write) for one in group.statements))
        if group.reason not in told:
            told.add(group.reason)
            of_first = f"{write.say(words('Of the first, and of the others alike:'))} " if group.alike else ""
            yield Paragraph((of_first + group.reason,), "remark")
    yield Paragraph((" ".join(map(write.say, thing.accepted)),))


def _item(statement: Statement, write: _Writer) -> Item:
    text = _begun(write.language.say(statement.message)) + _mark(1, int(statement.is_reading), write)
    if len(statement.places) == 1:
        return Item((f"{text} – ", *write.place(statement.places[0])))
    return Item((text,), tuple(map(write.place, statement.places)))
