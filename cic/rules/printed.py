"""What is printed, against what the data read in it: every value stands in its words, and every figure of the words is
read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.presence import population_at_start
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import figures_in
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.promises import Baseline, Target
from cic.rules.logframe_counts import each_value, number_of_communes
from cic.rules.logframe_terms import each_frequency, each_promise, years_of_frequency
from cic.rules.printed_words import Printed, Read
from cic.rules.rule import problem, rule


@rule(
    code="CIC401",
    name="value-as-printed",
    severity=Severity.ERROR,
    title="a value is not the one in the printed words",
    hint="compare the value and the words with the document",
)
def values_as_printed(programme: Programme) -> Iterator[Problem]:
    """Values against the printed words beside them."""
    years = (*_deadlines(programme), *_frequencies(programme), *_terms(programme))
    for printed in (*_indicators(programme), *years, *_people(programme), *_claims(programme)):
        for read in printed.missing():
            yield problem(
                read.spot,
                "{value} does not stand in the printed words “{printed}”",
                related=printed.places(printed.unread()),
                value=read.number,
                printed=printed.words,
            )


@rule(
    code="CIC312",
    name="amount-as-printed",
    severity=Severity.ERROR,
    title="an amount is not the one in the printed words",
    hint="compare the amount and the words with the document",
)
def amounts_as_printed(programme: Programme) -> Iterator[Problem]:
    """Amounts against the printed words beside them."""
    for printed in _amounts(programme):
        figures = [figure.number for figure in figures_in(printed.words)]
        for read in printed.read:
            if read.number not in figures:
                yield problem(
                    read.spot,
                    "{amount} does not stand in the printed words “{printed}”",
                    related=printed.places(printed.unread()),
                    amount=read.number,
                    printed=printed.words,
                )


@rule(
    code="CIC417",
    name="figure-unread",
    severity=Severity.WARNING,
    title="a figure of the printed words that no value reads",
    hint="compare {figure} with the document; if it is right, say what it is, or write it under `other_figures:`",
    needs=("programme", "logframe", "partnership"),
)
def figures_unread(programme: Programme) -> Iterator[Problem]:
    """Figures of printed words that no value reads. Words that lack a value are left to the rules above."""
    for printed in (*_indicators(programme), *_people(programme), *_names_of_people(programme), *_amounts(programme)):
        if printed.missing():
            continue
        for figure in printed.unread():
            yield problem(
                printed.spot.within(figure.start, figure.end),
                "nothing in the data says what {figure} is in the printed words “{printed}”",
                related=tuple(read.spot for read in printed.read),
                figure=printed.words[figure.start : figure.end],
                printed=printed.words,
            )


def _indicators(programme: Programme) -> Iterator[Printed]:
    """The printed baselines and targets. Indicators that share a printed label are measures of one line."""
    lines: dict[tuple[str, str], list[Located[Indicator]]] = defaultdict(list)
    for located in programme.each_indicator():
        lines[located.owner, located.value.label].append(located)
    for located in programme.each_indicator():
        line = lines[located.owner, located.value.label]
        for spot, entry in each_value(located):
            read, others = tuple(_read_in(spot, entry)), tuple(_read_beside(located, line, spot))
            known = [*_counts_known(programme, line, entry)]
            if not any("window" in one.spot.path for one in (*read, *others)):
                known += _years_known(line, spot, entry)
            printed = Printed(
                spot.at("as_printed"),
                entry.as_printed,
                read,
                line=others,
                known=tuple(known),
                labels=(located.value.label, *_names_of_years(programme, spot, entry)),
                says_one=located.value.level == "programme",
            )
            share = _is_printed_as_share(programme, located.value.population, entry, printed)
            yield printed._replace(share=share)


def _read_beside(located: Located[Indicator], line: list[Located[Indicator]], spot: Spot) -> Iterator[Read]:
    """What the other measures of the line read in the same column: the baseline, or the target of the year."""
    for other in line:
        for other_spot, entry in each_value(other) if other.id != located.id else ():
            if other_spot.path[-1] == spot.path[-1]:
                yield from _read_in(other_spot, entry)


def _read_in(spot: Spot, entry: Baseline | Target) -> Iterator[Read]:
    yield Read(spot.at("value"), entry.value)
    if entry.stated_percent is not None:
        yield Read(spot.at("stated_percent"), entry.stated_percent, "percent")
    if isinstance(entry, Target):
        if entry.each is not None:
            yield Read(spot.at("each"), entry.each)
        for name in ("start", "end"):
            year = getattr(entry.window, name, None)
            if year is not None:
                yield Read(spot.at("window", name), Decimal(year))
    yield from _others(spot, entry.other_figures)


def _others(spot: Spot, figures: tuple[Decimal, ...]) -> Iterator[Read]:
    for n, number in enumerate(figures):
        yield Read(spot.at("other_figures", n), number, "any")


def _is_printed_as_share(
    programme: Programme, population: str | None, entry: Baseline | Target, printed: Printed
) -> bool:
    """Whether the percentage says the value: it is that share of the communes, and no other count is printed."""
    if entry.stated_percent is None:
        return False
    if population is None or not programme.has_read("partnership", "programme"):
        return True
    is_share = entry.value * 100 == entry.stated_percent * len(population_at_start(programme, population))
    return is_share and all(figure.is_percent for figure in printed.unread())


def _counts_known(programme: Programme, line: list[Located[Indicator]], entry: Baseline | Target) -> Iterator[Decimal]:
    """The number of communes, the rates of the wordings, and the one thing that makes a commune count."""
    communes = number_of_communes(programme, line[0].value.population)
    # in a line of two measures a second figure that equals the number of communes is rather the other measure's
    if communes and len(line) == 1:
        yield Decimal(communes)
    for located in line:
        frequency = located.value.reading.frequency
        if frequency is not None:
            yield frequency.at_least
        elif located.value.over_communes == "count" and not getattr(entry, "each", None):
            yield Decimal(1)


def _years_known(line: list[Located[Indicator]], spot: Spot, entry: Baseline | Target) -> set[Decimal]:
    """The years of the target, of the deadlines and of the wordings: what words without a window may name."""
    years = {int(spot.path[-1])} if isinstance(entry, Target) else set()
    for located in line:
        deadline, frequency = located.value.deadline, located.value.reading.frequency
        years |= set(deadline.years) if deadline is not None else set()
        years |= {year for year in (frequency.since, frequency.until) if year} if frequency is not None else set()
    return set(map(Decimal, years))


def _names_of_years(programme: Programme, spot: Spot, entry: Baseline | Target) -> Iterator[str]:
    """How years that begin on another day than 1 January are printed: 2031/32, 2031-2032."""
    if programme.calendar.begins == (1, 1) or not isinstance(entry, Target):
        return
    ends = (entry.window.start, entry.window.end) if entry.window else ()
    for first in dict.fromkeys(int(year) for year in (spot.path[-1], *ends) if year is not None):
        for sign in "/-–":
            yield f"{first}{sign}{first + 1}"
            yield f"{first}{sign}{(first + 1) % 100:02}"


def _deadlines(programme: Programme) -> Iterator[Printed]:
    for located in programme.each_indicator():
        deadline = located.value.deadline
        if deadline:
            spot = located.spot.at("deadline")
            again = (Read(spot.at("again", n), Decimal(year)) for n, year in enumerate(deadline.again))
            yield Printed(spot.at("printed"), deadline.printed, (Read(spot.at("year"), Decimal(deadline.year)), *again))


def _frequencies(programme: Programme) -> Iterator[Printed]:
    """The years from which and until which something is counted."""
    for _, spot, frequency in each_frequency(programme):
        reads = tuple(Read(spot.at(key), Decimal(year)) for key, year in years_of_frequency(frequency))
        yield Printed(spot.at("words"), frequency.words, reads)


def _terms(programme: Programme) -> Iterator[Printed]:
    activities = ((one.spot, one.value.term) for one in programme.each_activity())
    for spot, term in (*((spot, promise.term) for _, spot, promise in each_promise(programme)), *activities):
        if term is not None:
            named = [(key, year) for key, year in (("start", term.start), ("end", term.end)) if year is not None]
            reads = tuple(Read(spot.at("term", key), Decimal(year)) for key, year in named)
            yield Printed(spot.at("term", "printed"), term.printed, reads)


def _people(programme: Programme) -> Iterator[Printed]:
    """The printed populations."""
    for id, people in (programme.identity.beneficiaries if programme.identity else {}).items():
        spot = programme.spot("programme.yaml", "beneficiaries", id)
        counts = ((name, getattr(people, name)) for name in ("total", "men", "women"))
        read = (Read(spot.at(name), count) for name, count in counts if count is not None)
        if people.as_printed is not None:
            others = _others(spot, people.other_figures)
            yield Printed(spot.at("as_printed"), people.as_printed, (*read, *others))


def _names_of_people(programme: Programme) -> Iterator[Printed]:
    """What the populations are of, in words that may repeat a figure."""
    for id, people in (programme.identity.beneficiaries if programme.identity else {}).items():
        spot = programme.spot("programme.yaml", "beneficiaries", id)
        for language, words in people.of.items():
            yield Printed(spot.at("of", language), words, (), line=tuple(_others(spot, people.other_figures)))


def _claims(programme: Programme) -> Iterator[Printed]:
    if programme.folder or programme.documents is None:
        return
    for document_id, document in programme.documents.documents.items():
        for claim_id, claim in document.claims.items():
            spot = Spot("documents.yaml", ("documents", document_id, "claims", claim_id))
            lowest = () if claim.lowest is None else (Read(spot.at("lowest"), claim.lowest),)
            years = (Read(spot.at("in_years", n), Decimal(year)) for n, year in enumerate(claim.in_years))
            # of what happens in years that the words name, they may give the number only by naming them
            value = () if claim.in_years else (Read(spot.at("value"), claim.value),)
            read = (*value, *lowest, *years)
            yield Printed(spot.at("printed"), claim.printed, read, says_one=True)


def _amounts(programme: Programme) -> Iterator[Printed]:
    """The printed amounts of partnerships and synergies, but for those whose words say the amount and nothing else, of
    which there is nothing to say."""
    outcomes = programme.logframe.outcomes if programme.logframe else {}
    for file, partnership in programme.partnerships.items():
        for id, line in partnership.budget.items():
            if line.as_printed is not None and not _says_just(line.as_printed, line.amount):
                label = outcomes[id].label if id in outcomes else None
                spot = Spot(file, ("budget", id))
                read = (Read(spot.at("amount"), line.amount), *_others(spot, line.other_figures))
                yield Printed(spot.at("as_printed"), line.as_printed, read, labels=(label,) if label else ())
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        money = synergy.contributions
        if money is not None and money.amount is not None and money.as_printed is not None:
            spot = programme.spot("synergies.yaml", "synergies", id, "contributions")
            read = (Read(spot.at("amount"), money.amount), *_others(spot, money.other_figures))
            yield Printed(spot.at("as_printed"), money.as_printed, read)


def _says_just(words: str, amount: Decimal) -> bool:
    """Whether printed words have one figure, and it is the amount."""
    figures = figures_in(words)
    return len(figures) == 1 and figures[0].number == amount and not figures[0].is_percent


RULES = (
    amounts_as_printed,
    values_as_printed,
    figures_unread,
)
