"""3xx, money outside the table: the partnerships' budgets, stated costs, expenditure, money of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cic.analysis.spending import ledger, partnerships_category
from cic.base.message import Word
from cic.base.money import total
from cic.diagnostics import Problem, Severity, Spot
from cic.model.budget import Contribution
from cic.model.kept import kept
from cic.model.programme import Programme
from cic.rules.budget_table import blocks, grand_total, rows_of, rows_of_results
from cic.rules.rule import Part, problem, rule, sum_problem

_LINES = {
    (True, True): "the {count} partnerships add up to {sum}, but the partners line is {stated}: {rest} too much",
    (True, False): "the {count} partnerships add up to {sum}, but the partners line is {stated}: "
    "{rest} is not allocated",
    (False, True): "the only partnership has {sum}, but the partners line is {stated}: {rest} too much",
    (False, False): "the only partnership has {sum}, but the partners line is {stated}: {rest} is not allocated",
}
"""What is said where there are several partnerships, and where they have more than the line."""


@rule(
    code="CIC305",
    name="partners-line",
    severity=Severity.ERROR,
    title="the partnerships' budgets do not add up to the partners line",
    hint="compare the partnerships' budgets with the table; what is not allocated must be decided or explained",
    needs=("budget", "partnership"),
)
def partners_line(programme: Programme) -> Iterator[Problem]:
    """The partnerships' budgets against the partners line of the table."""
    category = partnerships_category(programme)
    block = programme.budget.categories.get(category) if programme.budget else None
    if block is None:
        return
    line = grand_total(programme.spot("budget.yaml", "categories", category), block)
    budgets = [budget for partnership in programme.partnerships.values() for budget in partnership.budget.values()]
    stated, added = total(part.amount for part in line), total(budget.amount for budget in budgets)
    if not line or not budgets or stated == added:
        return
    shares = [(file, outcome) for file, partnership in programme.partnerships.items() for outcome in partnership.budget]
    count = len({file for file, _ in shares})
    template = _LINES[count > 1, added > stated]
    yield problem(
        line[0].spot,
        template,
        related=(
            *(Spot(file, ("budget", outcome, "amount")) for file, outcome in shares),
            *(part.spot for part in line[1:]),
        ),
        expected=added,
        found=stated,
        difference=stated - added,
        count=count,
        sum=added,
        stated=stated,
        rest=abs(stated - added),
    )


@rule(
    code="CIC306",
    name="stated-costs",
    severity=Severity.ERROR,
    title="a document states other operating costs than the table",
    hint="compare the document with the table; acknowledge the finding if it is printed so",
    needs=("budget", "documents"),
)
def stated_costs(programme: Programme) -> Iterator[Problem]:
    """The operating costs that documents state in passing, against the table."""
    if programme.budget is None or programme.documents is None:
        return
    table = grand_total(programme.spot("budget.yaml", "operating_costs"), programme.budget.operating_costs)
    described = programme.folder.rpartition("/")[2] or "current"
    for document_id, document in programme.documents.documents.items():
        for claim_id, claim in document.claims.items():
            if document.describes == described and claim.about == "cost.operational":
                stated = Part(
                    Spot("documents.yaml", ("documents", document_id, "claims", claim_id, "value")), claim.value
                )
                yield from sum_problem(
                    "the budget table gives operating costs of {sum}, but {stated} is stated ({difference})",
                    table,
                    stated,
                )


def _named(programme: Programme, organisation: str) -> object:
    """An organisation by its name, as a parameter of a message."""
    known = programme.identity.organisations if programme.identity else {}
    return Word(organisation, known[organisation].name) if organisation in known else organisation


@rule(
    code="CIC307",
    name="association-share",
    severity=Severity.WARNING,
    title="an association has communes with a budget, and no money itself",
    hint="ask which association pays these communes",
    needs=("budget", "partnership"),
)
def association_shares(programme: Programme) -> Iterator[Problem]:
    """An association that has communes with a budget, and no money itself."""
    for association, block in (programme.budget.associations if programme.budget else {}).items():
        share = grand_total(programme.spot("budget.yaml", "associations", association), block)
        if not share or total(part.amount for part in share) != 0:
            continue
        related: list[Spot] = []
        names: list[str] = []
        money: list[Decimal] = []
        for located in programme.each_commune():
            reading = located.value.reading
            if reading is None or reading.association != association:
                continue
            file = located.spot.file
            budget = programme.partnerships[file].budget
            if total(line.amount for line in budget.values()) > 0:
                names.append(located.value.name)
                money.extend(line.amount for line in budget.values())
                related += [
                    located.spot.at("reading", "association"),
                    *(Spot(file, ("budget", id, "amount")) for id in budget),
                ]
        if names:
            yield problem(
                share[0].spot,
                "the share of {association} is 0.00, but its communes have {sum}: {communes}",
                related=tuple(related),
                association=_named(programme, association),
                sum=total(money),
                communes=", ".join(names),
            )


@kept
def each_amount(programme: Programme) -> Sequence[Part]:
    """Every amount of the programme's own files."""
    return tuple(_amounts(programme))


def _amounts(programme: Programme) -> Iterator[Part]:
    for spot, block in blocks(programme):
        for _, row_spot, row in rows_of(spot, block):
            yield from (Part(row_spot.at(column), amount) for column, amount in row.items())
    for _, row_spot, row in rows_of_results(programme):
        yield from (Part(row_spot.at(column), amount) for column, amount in row.items())
    for one in programme.each_activity():
        if one.value.budget is not None:
            yield Part(one.spot.at("budget"), one.value.budget)
    for file, partnership in programme.partnerships.items():
        yield from (Part(Spot(file, ("budget", id, "amount")), line.amount) for id, line in partnership.budget.items())
    for file, report in programme.reports.items():
        yield from (Part(Spot(file, (*one.path, "amount")), one.value.amount) for one in report.spendings())
        yield from (Part(Spot(file, (*path, "amount")), back.amount) for _, path, back in report.refunds())
        yield from (Part(Spot(file, (*path, "amount")), given.amount) for _, path, given in report.contributed())
    for spot, planned in planned_contributions(programme):
        yield Part(spot.at("amount"), planned.amount)


def planned_contributions(programme: Programme) -> Iterator[tuple[Spot, Contribution]]:
    """What others are to bring of their own, each with its place."""
    for id, by_year in (programme.budget.contributions if programme.budget else {}).items():
        for year, planned in by_year.items():
            spot = programme.spot("budget.yaml", "contributions", id, year)
            if isinstance(planned, Contribution):
                yield spot, planned
            else:
                yield from ((spot.at(n), one) for n, one in enumerate(planned))


@rule(
    code="CIC309",
    name="negative-amount",
    severity=Severity.ERROR,
    title="an amount below zero",
    hint="write what came back under `refunds:`, without a minus sign and with the year it is `of`; or correct it",
)
def negative_amounts(programme: Programme) -> Iterator[Problem]:
    """Amounts below zero."""
    for part in each_amount(programme):
        if part.amount < 0:
            yield problem(part.spot, "{amount} is less than nothing", amount=part.amount)


@rule(
    code="CIC318",
    name="spending-without-share",
    severity=Severity.ERROR,
    title="spending is said to be of the share of an association that has none",
    hint="name an association of the table, or leave `association:` out",
    needs=("budget",),
)
def spending_of_no_share(programme: Programme) -> Iterator[Problem]:
    """Associations that reports name, against the shares of the budget."""
    shares = programme.budget.associations if programme.budget else {}
    for entry in ledger(programme) if shares else ():
        if entry.association is not None and entry.association not in shares:
            yield problem(
                Spot(entry.spot.file, (*entry.spot.path[:-1], "association")),
                "the budget has no share of {association}; it has those of {known}",
                related=(programme.spot("budget.yaml", "associations"),),
                association=entry.association,
                known=tuple(shares),
            )


@rule(
    code="CIC311",
    name="third-party-money",
    severity=Severity.WARNING,
    title="money of others among the programme's, or the other way round",
    hint="keep money of others in a note; keep the programme's own in the budget",
    needs=("programme",),
)
def third_party_money(programme: Programme) -> Iterator[Problem]:
    """Money of others among the programme's, and the programme's own among that of others."""
    organisations = programme.identity.organisations if programme.identity else {}
    for file, report in programme.reports.items():
        for one in report.spendings():
            spent = one.value
            if spent.paid_by is not None:
                payer = organisations.get(spent.paid_by)
                template = "{amount} was paid by {payer}: it is not the programme's expenditure and is not counted"
                if payer is not None and payer.role == "applicant":
                    template = "{amount} was paid by {payer}, the programme itself: with `paid_by` it is not counted"
                yield problem(
                    Spot(file, (*one.path, "paid_by")),
                    template,
                    related=(Spot(file, (*one.path, "amount")),),
                    amount=spent.amount,
                    payer=spent.paid_by,
                )
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        contribution = synergy.contributions
        if contribution is None or contribution.amount is None:
            continue
        spot = programme.spot("synergies.yaml", "synergies", id, "contributions")
        owner = organisations.get(contribution.budget_of or "")
        if owner is None or owner.role == "applicant":
            yield problem(
                spot.at("amount"),
                "{amount} is a contribution of nobody else: money of the programme belongs in the budget table",
                amount=contribution.amount,
                payer=contribution.budget_of or "",
            )


RULES = (
    partners_line,
    spending_of_no_share,
    stated_costs,
    association_shares,
    negative_amounts,
    third_party_money,
)
