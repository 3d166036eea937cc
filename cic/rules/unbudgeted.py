"""3xx, unbudgeted spending: money that was spent where nothing was budgeted."""

from __future__ import annotations

from collections.abc import Iterator

from cic.analysis.amendments import shifts
from cic.analysis.result_money import money_given
from cic.diagnostics import Problem, Severity
from cic.model.programme import Programme
from cic.model.vocabulary import word_of_category, word_of_nature
from cic.rules.overspending import own_spending
from cic.rules.rule import problem, rule


@rule(
    code="CIC316",
    name="unbudgeted-spending",
    severity=Severity.WARNING,
    title="money was spent where nothing was budgeted",
    hint="move the amount to the category and nature that the budget has, or ask the donor to change the budget",
    needs=("budget", "partnership"),
)
def unbudgeted(programme: Programme) -> Iterator[Problem]:
    """Spending in a category, of a nature, by a partnership or for a result that the budget does not have."""
    budget = programme.budget
    printed = [block for block in budget.categories.values() if block.natures or block.total] if budget else []
    if budget is None or not printed:
        return
    at = programme.spot("budget.yaml", "categories")
    all_have = money_given(programme) if budget.results_are == "complete" else {}
    results = programme.spot("budget.yaml", "results")
    added = {(one.line.category, one.line.nature) for one in shifts(programme) if one.amount > 0}
    # a year by which the end was put off has what decisions gave it
    extension = set(programme.years) - set(programme.approved_years)
    of_extension = {(one.line.category, one.line.nature, one.line.year) for one in shifts(programme) if one.amount > 0}
    with_money = any(partnership.budget for partnership in programme.partnerships.values())
    for one in own_spending(programme):
        if one.part.amount <= 0:
            continue
        block = budget.categories.get(one.category)
        if block is None:
            template = "the budget has no category {category}"
            yield problem(one.part.spot, template, related=(at.key(),), category=one.category)
        elif one.year in extension and of_extension.isdisjoint(
            ((one.category, one.nature, one.year), (one.category, None, one.year))
        ):
            template = "nothing was decided for {nature} of {category} in {year}, by which the end was put off"
            if one.nature is None:
                template = "nothing was decided for {category} in {year}, by which the end was put off"
            yield problem(
                one.part.spot,
                template,
                related=(programme.spot("programme.yaml", "period", "extended").key(),),
                nature=one.nature and word_of_nature(budget, one.nature),
                category=word_of_category(budget, one.category),
                year=one.year,
            )
        elif (
            one.nature is not None
            and block.natures
            and one.nature not in block.natures
            and (one.category, one.nature) not in added
        ):
            yield problem(
                one.part.spot,
                "the budget has no {nature} of {category}",
                related=(at.at(one.category).key(),),
                nature=one.nature and word_of_nature(budget, one.nature),
                category=word_of_category(budget, one.category),
            )
        if one.purpose is not None and all_have and not all_have.keys() & set(programme.lineage(one.purpose)):
            template = "{result} has no budget, and the budget gives all money to results"
            yield problem(one.part.spot, template, which="result", related=(results.key(),), result=one.purpose)
        file = programme.partnership_files.get(one.partnership or "")
        if with_money and file is not None and not programme.partnerships[file].budget:
            template = "{partnership} has no budget"
            yield problem(one.part.spot, template, which="partnership", partnership=one.partnership)


RULES = (unbudgeted,)
