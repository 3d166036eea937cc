"""The risks as a matrix and as a table, and one risk on a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cic.language.text import fold
from cic.model.risks import Risk, Risks
from cic.pages.show.catalogue import Thing
from cic.pages.show.logframe import touches
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import Said, View, about, filled, findings_table
from cic.pages.tables import Column, Table, words
from cic.rules.assumptions import each_denied


def risks_page(view: View, thing: Thing) -> Iterator[Table]:
    """Likelihood against impact, the risks one by one, and the scales as printed."""
    risks: Risks = thing.value
    yield _matrix(risks)
    yield _table(view, risks)
    yield _scales(risks)
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _matrix(risks: Risks) -> Table:
    """The ids by likelihood (highest first) and impact; in brackets where the impact holds under a condition."""
    everything = risks.risks.values()
    impacts = [one.impact for one in everything] + [one.impact_if.impact for one in everything if one.impact_if]
    likelihoods = _scale(risks.scales.likelihood, [one.likelihood for one in everything])
    scale = _scale(risks.scales.impact, impacts)
    cells = _ids(risks)
    rows = tuple(
        (word, *(", ".join(cells.get((fold(word), fold(impact)), ())) or None for impact in scale))
        for word in reversed(likelihoods)
    )
    columns = (Column("likelihood", words("Likelihood")), *(Column(fold(impact), impact) for impact in scale))
    note = words("In brackets: the impact under a condition that the form prints.")
    has_conditions = any(one.impact_if for one in everything)
    return Table("matrix", words("Likelihood and impact"), columns, rows, (note,) if has_conditions else ())


def _scale(printed: Mapping[int, str], used: list[str]) -> list[str]:
    """The words of a scale in its order; first those that are used and not printed."""
    known = {fold(printed[score]): printed[score] for score in sorted(printed)}
    others = {fold(word): word for word in used if fold(word) not in known}
    return [*others.values(), *known.values()]


def _ids(risks: Risks) -> dict[tuple[str, str], list[str]]:
    cells: dict[tuple[str, str], list[str]] = {}
    for id, one in risks.risks.items():
        cells.setdefault((fold(one.likelihood), fold(one.impact)), []).append(id)
        if one.impact_if:
            cells.setdefault((fold(one.likelihood), fold(one.impact_if.impact)), []).append(f"({id})")
    return cells


def _table(view: View, risks: Risks) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("risk", words("Risk")),
        Column("likelihood", words("Likelihood")),
        Column("impact", words("Impact")),
        Column("level", words("Level")),
        Column("results", words("Touches")),
        Column("responsible", words("Responsible")),
    )
    rows = tuple(
        (
            id,
            view.text(one.risk),
            one.likelihood,
            one.impact,
            one.level,
            touches(one),
            one.responsible,
        )
        for id, one in risks.risks.items()
    )
    return Table("risks", words("Risks"), columns, rows)


def _scales(risks: Risks) -> Table:
    columns = (
        Column("score", words("Score"), "id"),
        Column("likelihood", words("Likelihood")),
        Column("impact", words("Impact")),
        Column("level", words("Level")),
    )
    scales = risks.scales
    scores = sorted({*scales.likelihood, *scales.impact, *scales.level})
    rows = tuple(
        (str(score), scales.likelihood.get(score), scales.impact.get(score), scales.level.get(score))
        for score in scores
    )
    return Table("scales", words("The scales as printed"), columns, rows)


def risk_page(view: View, thing: Thing) -> Iterator[Table]:
    """A risk in the words of the form."""
    yield about("about", words("Risk {id}", id=thing.id), _said(view, thing.value))
    yield from filled(_supposed_away(thing))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _supposed_away(thing: Thing) -> Table:
    """Which outcomes and results suppose that the risk will not come true."""
    columns = (Column("promise", words("Supposed by")), Column("words", words("Words of the assumption")))
    rows = tuple((whose, one.words) for whose, one, _ in each_denied(thing.programme) if one.risk == thing.id)
    note = words("Which risk an assumption means is our reading.")
    return Table("supposed", words("Supposed not to come true"), columns, rows, (note,))


def _said(view: View, risk: Risk) -> Iterator[Said]:
    yield words("Risk"), view.text(risk.risk)
    yield words("Likelihood"), risk.likelihood
    yield words("Impact"), risk.impact
    if risk.impact_if:
        condition = words("{impact}: {printed}", impact=risk.impact_if.impact, printed=risk.impact_if.as_printed)
        yield words("Impact under a condition"), condition
    yield words("What it would do"), view.text(risk.impact_description) if risk.impact_description else None
    yield words("Level"), risk.level
    yield words("Effect"), view.text(risk.effect)
    yield words("Touches"), touches(risk)
    yield words("Measures against it"), view.text(risk.measures) if risk.measures else None
    yield words("Responsible"), risk.responsible
    yield words("Timing"), risk.timing
    if risk.follow_up:
        yield words("Followed by"), risk.follow_up.responsible
        yield words("Followed when"), risk.follow_up.when
