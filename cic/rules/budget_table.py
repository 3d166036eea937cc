"""3xx, the printed budget table: every redundancy of it is a check, to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.budget import TOTAL, Block, Row
from cic.model.programme import Programme
from cic.rules.rule import Part, problem, rule, sum_problem


def blocks(programme: Programme) -> Iterator[tuple[Spot, Block]]:
    """Every block of the table."""
    budget = programme.budget
    if budget is None:
        return
    for category, block in budget.categories.items():
        yield programme.spot("budget.yaml", "categories", category), block
    yield programme.spot("budget.yaml", "operating_costs"), budget.operating_costs
    for association, block in budget.associations.items():
        yield programme.spot("budget.yaml", "associations", association), block


def rows_of(spot: Spot, block: Block) -> Iterator[tuple[str, Spot, Row]]:
    """The rows that a block has: `total` and the natures."""
    for name in (TOTAL, *block.natures):
        row = block.row(name)
        if row is not None:
            yield name, spot.at(name), row


def rows_of_results(programme: Programme) -> Iterator[tuple[str, Spot, Row]]:
    """The rows of results, then those of activities: what each is of, its place, and the row."""
    budget = programme.budget
    for key, rows in (("results", budget.results), ("activities", budget.activities)) if budget is not None else ():
        yield from ((id, programme.spot("budget.yaml", key, id), row) for id, row in rows.items())


def cells(spot: Spot, block: Block, name: str, column: Key) -> list[Part]:
    """The cell of a row and column; for a total that is not printed, the cells of its natures."""
    row = block.row(name)
    if row is not None:
        return [Part(spot.at(name, column), row[column])] if column in row else []
    if name != "total":
        return []
    return [part for nature in block.natures for part in cells(spot, block, nature, column)]


def grand_total(spot: Spot, block: Block) -> list[Part]:
    """The figures that make the grand total of a block: the printed one, else what it would be added up from."""
    printed = cells(spot, block, "total", "total")
    if printed:
        return printed
    return [
        Part(row.at(column), amount)
        for name, row, cells in rows_of(spot, block)
        if name != "total"
        for column, amount in cells.items()
    ]


@rule(
    code="CIC301",
    name="budget-years",
    severity=Severity.ERROR,
    title="the years of a row do not add up to its total",
    hint="compare the figures named with the document; acknowledge the finding if it is printed so",
    needs=("budget",),
)
def years_add_up(programme: Programme) -> Iterator[Problem]:
    """The years of each row against its total."""
    rows = [one for spot, block in blocks(programme) for one in rows_of(spot, block)]
    for _, row_spot, row in (*rows, *rows_of_results(programme)):
        if "total" in row:
            years = [Part(row_spot.at(column), amount) for column, amount in row.items() if column != "total"]
            yield from sum_problem(
                "the years add up to {sum}, but {stated} is stated ({difference})",
                years,
                Part(row_spot.at("total"), row["total"]),
            )


@rule(
    code="CIC302",
    name="budget-natures",
    severity=Severity.ERROR,
    title="the natures of a block do not add up to its printed total",
    hint="compare the figures named with the document; acknowledge the finding if it is printed so",
    needs=("budget",),
)
def natures_add_up(programme: Programme) -> Iterator[Problem]:
    """The natures of each block against its printed total."""
    for spot, block in blocks(programme):
        for column, amount in (block.total or {}).items():
            natures = [part for nature in block.natures for part in cells(spot, block, nature, column)]
            yield from sum_problem(
                "the natures add up to {sum}, but {stated} is stated ({difference})",
                natures,
                Part(spot.at("total", column), amount),
            )


@rule(
    code="CIC303",
    name="budget-categories",
    severity=Severity.ERROR,
    title="the categories do not add up to the operating costs",
    hint="compare the figures named with the document; acknowledge the finding if it is printed so",
    needs=("budget",),
)
def categories_add_up(programme: Programme) -> Iterator[Problem]:
    """The categories against the operating costs."""
    budget = programme.budget
    if budget is not None:
        at = programme.spot("budget.yaml", "categories")
        blocks = [(at.at(category), block) for category, block in budget.categories.items()]
        yield from _against_operating_costs(
            programme,
            "the categories add up to {sum}, but {stated} is stated ({difference})",
            blocks,
        )


@rule(
    code="CIC304",
    name="budget-associations",
    severity=Severity.ERROR,
    title="the shares of the associations do not add up to the operating costs",
    hint="compare the figures named with the document; acknowledge the finding if it is printed so",
    needs=("budget",),
)
def associations_add_up(programme: Programme) -> Iterator[Problem]:
    """The shares of the associations against the operating costs."""
    budget = programme.budget
    if budget is not None and budget.associations:
        at = programme.spot("budget.yaml", "associations")
        blocks = [(at.at(association), block) for association, block in budget.associations.items()]
        yield from _against_operating_costs(
            programme,
            "the associations' shares add up to {sum}, but {stated} is stated ({difference})",
            blocks,
        )


def _against_operating_costs(
    programme: Programme, template: str, blocks: Iterable[tuple[Spot, Block]]
) -> Iterator[Problem]:
    if programme.budget is None:
        return
    costs = programme.spot("budget.yaml", "operating_costs")
    for name, row_spot, row in rows_of(costs, programme.budget.operating_costs):
        for column, amount in row.items():
            parts = [part for spot, block in blocks for part in cells(spot, block, name, column)]
            yield from sum_problem(template, parts, Part(row_spot.at(column), amount))


@rule(
    code="CIC308",
    name="budget-period",
    severity=Severity.ERROR,
    title="a year outside the programme's period, or one that is missing",
    hint="correct the year, or add it with 0.00",
    needs=("programme",),
)
def budget_period(programme: Programme) -> Iterator[Problem]:
    """The years of the table against the programme's period."""
    years, approved = programme.years, programme.approved_years
    rows = [one for spot, block in blocks(programme) for one in rows_of(spot, block)]
    for _, row_spot, row in (*rows, *rows_of_results(programme)) if years else ():
        for column in row:
            if column != "total" and column not in approved:
                yield problem(
                    row_spot.at(column).key(),
                    "{year} lies outside the programme's years {first} to {last}",
                    related=(programme.spot("programme.yaml", "period"),),
                    year=column,
                    first=approved[0],
                    last=approved[-1],
                )
    for spot, block in blocks(programme) if years else ():
        for _, row_spot, row in rows_of(spot, block):
            for year in approved:
                if year not in row:
                    yield problem(
                        row_spot.key(),
                        "there is no amount for {year}; write 0.00 where it is nothing",
                        which=year,
                        year=year,
                    )
    contributed = programme.budget.contributions if programme.budget else {}
    for id, planned in contributed.items() if years else ():
        for year in planned:
            if year not in (*years, *programme.accounts_years):
                yield problem(
                    programme.spot("budget.yaml", "contributions", id, year).key(),
                    "{year} lies outside the programme's years {first} to {last}",
                    related=(programme.spot("programme.yaml", "period"),),
                    year=year,
                    first=years[0],
                    last=years[-1],
                )
    for file, report in programme.reports.items():
        if years and programme.calendar.year_of(report.year) not in (*years, *programme.accounts_years):
            yield problem(
                Spot(file, ("year",)),
                "{year} lies outside the programme's years {first} to {last}",
                related=(programme.spot("programme.yaml", "period"),),
                year=report.year,
                first=years[0],
                last=years[-1],
            )


@rule(
    code="CIC315",
    name="total-missing",
    severity=Severity.WARNING,
    title="a row or a total that most of the table has is missing",
    hint="compare with the document, and write the row or the total as it prints it, also where it is 0.00",
    needs=("budget",),
)
def missing_totals(programme: Programme) -> Iterator[Problem]:
    """Rows without the total that most rows have, and blocks without a row that most blocks beside them have."""
    rows = [found for spot, block in blocks(programme) for found in rows_of(spot, block)]
    with_total = [spot for _, spot, row in rows if "total" in row]
    if len(with_total) * 2 > len(rows):
        for _, spot, row in rows:
            if "total" not in row:
                template = "this row has no total, most rows of the table have one"
                yield problem(spot.key(), template, related=(with_total[0].at("total"),))
    natures = programme.budget.nature_ids if programme.budget else ()
    for siblings in _siblings(programme):
        for spot, block in siblings:
            for name in _missing_rows(spot, block, siblings, natures):
                yield problem(
                    spot.key(),
                    "this block has no row {row}, and all blocks beside it have one",
                    related=tuple(one.at(name).key() for one, other in siblings if other is not block),
                    which=name,
                    row=name,
                )


def _siblings(programme: Programme) -> list[list[tuple[Spot, Block]]]:
    """The blocks of the table that stand beside each other, where there are several; of two, with their sum."""
    budget = programme.budget
    if budget is None:
        return []
    at = programme.spot("budget.yaml")
    groups = []
    for key, group in (("categories", budget.categories), ("associations", budget.associations)):
        blocks = [(at.at(key, name), block) for name, block in group.items()]
        if len(blocks) == 2:
            blocks.append((at.at("operating_costs"), budget.operating_costs))
        groups.append(blocks if len(blocks) > 2 else [])
    return groups


def _missing_rows(
    spot: Spot, block: Block, siblings: list[tuple[Spot, Block]], natures: tuple[str, ...]
) -> Iterator[str]:
    """The total, where all others have one; the natures that a block lacks, where all others have all of them."""
    others = [{name for name, _, _ in rows_of(where, one)} for where, one in siblings if one is not block]
    own = {name for name, _, _ in rows_of(spot, block)}
    if "total" not in own and all("total" in rows for rows in others):
        yield "total"
    if own.intersection(natures) and all(rows.issuperset(natures) for rows in others):
        yield from (nature for nature in natures if nature not in own)


RULES = (
    years_add_up,
    natures_add_up,
    categories_add_up,
    associations_add_up,
    budget_period,
    missing_totals,
)
