"""44x, money of results: what the budget gives to results and activities, against the whole, and against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cic.analysis.activities import amount_of_row
from cic.analysis.result_money import Given, money_given, nearest_given
from cic.base.money import total
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.budget_table import cells, grand_total
from cic.rules.rule import Part, problem, rule, sum_problem


@rule(
    code="CIC446",
    name="result-budget",
    severity=Severity.ERROR,
    title="the money of results and activities is not that of the whole",
    hint="correct one of the amounts; `results_are: complete` only where the results are all operating costs",
    needs=("budget", "logframe"),
)
def results_add_up(programme: Programme) -> Iterator[Problem]:
    """Parts that are more than their result, results that are more than all operating costs, and results that should be
    all of them and are not; of each year, and in all."""
    budget = programme.budget
    if budget is None:
        return
    rows = money_given(programme)
    below: dict[str, list[Given]] = defaultdict(list)
    for id, row in rows.items():
        above = nearest_given(programme, id, rows)
        below[above.id if above is not None else ""].append(row)
    years = {column for one in rows.values() for column in one.by if isinstance(column, int)}
    columns: list[int | str] = [*sorted(years), "total"]
    costs = programme.spot("budget.yaml", "operating_costs")
    for column in columns:
        for id, parts in below.items():
            known = _parts(parts, column)
            if id:
                whole = rows[id].by.get(column)
                if whole is not None:
                    yield from _too_much(id, known, [Part(whole[1][0], whole[0])])
                continue
            of_all = cells(costs, budget.operating_costs, "total", column)
            of_all = grand_total(costs, budget.operating_costs) if column == "total" else of_all
            if not of_all:
                continue
            tops = [one for one in parts if one.id in budget.results]
            if budget.results_are == "complete" and len(_parts(tops, column)) >= len(tops) > 0:
                yield from _not_all(_parts(tops, column), of_all)
            else:
                yield from _too_much("", known, of_all)


def _parts(rows: Sequence[Given], column: int | str) -> list[Part]:
    found = [one.by[column] for one in rows if column in one.by]
    return [Part(spots[0], amount) for amount, spots in found]


def _not_all(parts: list[Part], of_all: list[Part]) -> Iterator[Problem]:
    stated = Part(of_all[0].spot, total(one.amount for one in of_all))
    template = "the results add up to {sum}, but all operating costs are {stated} ({difference})"
    yield from sum_problem(template, parts, stated)


def _too_much(id: str, parts: list[Part], of_all: list[Part]) -> Iterator[Problem]:
    """Where some of the money may belong to no part, the parts are at most the whole."""
    added, whole = total(one.amount for one in parts), total(one.amount for one in of_all)
    if added > whole:
        yield problem(
            of_all[0].spot,
            "what stands below {id} has {sum}, {id} itself only {stated} ({difference})"
            if id
            else "results and activities have {sum}, but all operating costs are {stated} ({difference})",
            related=(*(one.spot for one in parts), *(one.spot for one in of_all[1:])),
            expected=added,
            found=whole,
            difference=whole - added,
            sum=added,
            stated=whole,
            **({"id": id} if id else {}),
        )


@rule(
    code="CIC447",
    name="activity-budget",
    severity=Severity.ERROR,
    title="an activity has another budget in the logical framework than in the budget",
    hint="compare both documents; leave the amount out of one of the two files, or acknowledge the finding",
    needs=("budget", "logframe"),
)
def activity_budgets(programme: Programme) -> Iterator[Problem]:
    """The amount of an activity where it is said twice."""
    for id, row in (programme.budget.activities if programme.budget else {}).items():
        activity = programme.activities.get(id)
        if activity is None or activity.value.budget is None:
            continue
        amount, spots = amount_of_row(row, programme.spot("budget.yaml", "activities", id))
        if amount != activity.value.budget:
            yield problem(
                activity.spot.at("budget"),
                "{activity} has {stated} here, and {amount} in the budget ({difference})",
                related=spots,
                expected=amount,
                found=activity.value.budget,
                difference=activity.value.budget - amount,
                activity=id,
                stated=activity.value.budget,
                amount=amount,
            )


@rule(
    code="CIC448",
    name="spending-purpose",
    severity=Severity.ERROR,
    title="money was spent for an activity of another result",
    hint="leave `result:` out beside `activity:`, or correct the one that is wrong",
    needs=("logframe",),
)
def purposes(programme: Programme) -> Iterator[Problem]:
    """Amounts of which the activity does not stand below the result that they name."""
    for file, report in programme.reports.items():
        for path, paid in report.entries():
            activity = programme.activities.get(paid.activity or "")
            known = paid.result in programme.promises
            if activity is not None and known and paid.result not in programme.lineage(activity.id):
                yield problem(
                    Spot(file, (*path, "result")),
                    "{activity} is an activity of {owner}, not of {result}",
                    related=(Spot(file, (*path, "activity")), activity.spot.key()),
                    activity=activity.id,
                    owner=activity.owner,
                    result=paid.result,
                )


RULES = (results_add_up, activity_budgets, purposes)
