"""3xx: money. Every redundancy of the printed table is a check, to the cent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cic.findings import Key, Problem, Severity, Spot, problem
from cic.model.budget import NATURES, Block, Category, Nature, Row
from cic.money import total
from cic.programme import Programme
from cic.rules.rule import Part, Rule, sum_problem
from cic.texts import numbers_in

_ROWS = ("total", *NATURES)


def _blocks(programme: Programme) -> Iterator[tuple[Spot, Block]]:
    """Every block of the table."""
    budget = programme.budget
    if budget is None:
        return
    for category, block in budget.categories.items():
        yield programme.spot("budget.yaml", "categories", category), block
    yield programme.spot("budget.yaml", "operating_costs"), budget.operating_costs
    for association, block in budget.associations.items():
        yield programme.spot("budget.yaml", "associations", association), block


def _rows(spot: Spot, block: Block) -> Iterator[tuple[str, Spot, Row]]:
    for name in _ROWS:
        row: Row | None = getattr(block, name)
        if row is not None:
            yield name, spot.at(name), row


def _cells(spot: Spot, block: Block, name: str, column: Key) -> list[Part]:
    """The cell of a row and column; for a total that is not printed, the cells of its natures."""
    row: Row | None = getattr(block, name)
    if row is not None:
        return [Part(spot.at(name, column), row[column])] if column in row else []
    if name != "total":
        return []
    return [part for nature in NATURES for part in _cells(spot, block, nature, column)]


def grand_total(spot: Spot, block: Block) -> list[Part]:
    """The figures that make the grand total of a block: the printed one, else what it would be added up from."""
    printed = _cells(spot, block, "total", "total")
    if printed:
        return printed
    return [
        Part(row.at(column), amount)
        for name, row, cells in _rows(spot, block)
        if name != "total"
        for column, amount in cells.items()
    ]


def years_add_up(programme: Programme) -> Iterator[Problem]:
    """The years of each row against its total."""
    for spot, block in _blocks(programme):
        for _, row_spot, row in _rows(spot, block):
            if "total" in row:
                years = [Part(row_spot.at(column), amount) for column, amount in row.items() if column != "total"]
                yield from sum_problem(
                    "budget-years", "the years add up to", years, Part(row_spot.at("total"), row["total"])
                )


def natures_add_up(programme: Programme) -> Iterator[Problem]:
    """The natures of each block against its printed total."""
    for spot, block in _blocks(programme):
        for column, amount in (block.total or {}).items():
            natures = [part for nature in NATURES for part in _cells(spot, block, nature, column)]
            yield from sum_problem(
                "budget-natures", "the natures add up to", natures, Part(spot.at("total", column), amount)
            )


def categories_add_up(programme: Programme) -> Iterator[Problem]:
    """The categories against the operating costs."""
    budget = programme.budget
    if budget is not None:
        at = programme.spot("budget.yaml", "categories")
        blocks = [(at.at(category), block) for category, block in budget.categories.items()]
        yield from _against_operating_costs(programme, "budget-categories", "the categories add up to", blocks)


def associations_add_up(programme: Programme) -> Iterator[Problem]:
    """The shares of the associations against the operating costs."""
    budget = programme.budget
    if budget is not None and budget.associations:
        at = programme.spot("budget.yaml", "associations")
        blocks = [(at.at(association), block) for association, block in budget.associations.items()]
        yield from _against_operating_costs(
            programme, "budget-associations", "the associations' shares add up to", blocks
        )


def _against_operating_costs(
    programme: Programme, rule: str, what: str, blocks: Iterable[tuple[Spot, Block]]
) -> Iterator[Problem]:
    if programme.budget is None:
        return
    costs = programme.spot("budget.yaml", "operating_costs")
    for name, row_spot, row in _rows(costs, programme.budget.operating_costs):
        for column, amount in row.items():
            parts = [part for spot, block in blocks for part in _cells(spot, block, name, column)]
            yield from sum_problem(rule, what, parts, Part(row_spot.at(column), amount))


def partners_line(programme: Programme) -> Iterator[Problem]:
    """The partnerships' budgets against the partners line of the table."""
    block = programme.budget.categories.get("partners") if programme.budget else None
    if block is None:
        return
    line = grand_total(programme.spot("budget.yaml", "categories", "partners"), block)
    shares = [
        Part(Spot(file, ("budget", outcome, "amount")), budget.amount)
        for file, partnership in programme.partnerships.items()
        for outcome, budget in partnership.budget.items()
    ]
    stated, added = total(part.amount for part in line), total(part.amount for part in shares)
    if not line or not shares or stated == added:
        return
    template = "the {count} partnerships add up to {sum}, but the partners line is {stated}: {rest} is not allocated"
    if added > stated:
        template = "the {count} partnerships add up to {sum}, but the partners line is {stated}: {rest} too much"
    yield problem(
        "partners-line",
        line[0].spot,
        template,
        related=tuple(part.spot for part in (*shares, *line[1:])),
        expected=added,
        found=stated,
        difference=stated - added,
        count=len({part.spot.file for part in shares}),
        sum=added,
        stated=stated,
        rest=abs(stated - added),
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
                yield from sum_problem("stated-costs", "the budget table gives operating costs of", table, stated)


def association_shares(programme: Programme) -> Iterator[Problem]:
    """An association that has communes with a budget, and no money itself."""
    for association, block in (programme.budget.associations if programme.budget else {}).items():
        share = grand_total(programme.spot("budget.yaml", "associations", association), block)
        if not share or total(part.amount for part in share) != 0:
            continue
        related: list[Spot] = []
        names: list[str] = []
        money: list[Decimal] = []
        for placed in programme.each_commune():
            reading = placed.value.reading
            if reading is None or reading.association != association:
                continue
            file = placed.spot.file
            budget = programme.partnerships[file].budget
            if total(line.amount for line in budget.values()) > 0:
                names.append(placed.value.name)
                money.extend(line.amount for line in budget.values())
                related += [
                    placed.spot.at("reading", "association"),
                    *(Spot(file, ("budget", id, "amount")) for id in budget),
                ]
        if names:
            yield problem(
                "association-share",
                share[0].spot,
                "the share of {association} is 0.00, but its communes have {sum}: {communes}",
                related=tuple(related),
                association=association,
                sum=total(money),
                communes=", ".join(names),
            )


def budget_period(programme: Programme) -> Iterator[Problem]:
    """The years of the table against the programme's period."""
    years = programme.years
    for spot, block in _blocks(programme) if years else ():
        for _, row_spot, row in _rows(spot, block):
            for column in row:
                if column != "total" and column not in years:
                    yield problem(
                        "budget-period",
                        row_spot.at(column).key(),
                        "{year} lies outside the programme's years {first} to {last}",
                        related=(programme.spot("programme.yaml", "period"),),
                        year=column,
                        first=years[0],
                        last=years[-1],
                    )
            for year in years:
                if year not in row:
                    yield problem(
                        "budget-period",
                        row_spot.key(),
                        "there is no amount for {year}; write 0.00 where it is nothing",
                        year=year,
                    )
    for file, report in programme.reports.items():
        if years and report.year not in years:
            yield problem(
                "budget-period",
                Spot(file, ("year",)),
                "{year} lies outside the programme's years {first} to {last}",
                related=(programme.spot("programme.yaml", "period"),),
                year=report.year,
                first=years[0],
                last=years[-1],
            )


def _amounts(programme: Programme) -> Iterator[Part]:
    """Every amount of the programme's own files."""
    for spot, block in _blocks(programme):
        for _, row_spot, row in _rows(spot, block):
            yield from (Part(row_spot.at(column), amount) for column, amount in row.items())
    for file, partnership in programme.partnerships.items():
        yield from (Part(Spot(file, ("budget", id, "amount")), line.amount) for id, line in partnership.budget.items())
    for file, report in programme.reports.items():
        for category, natures in report.expenditure.items():
            yield from (
                Part(Spot(file, ("expenditure", category, nature, "amount")), spent.amount)
                for nature, spent in natures.items()
            )


def negative_amounts(programme: Programme) -> Iterator[Problem]:
    """Amounts below zero."""
    for part in _amounts(programme):
        if part.amount < 0:
            yield problem("negative-amount", part.spot, "{amount} is less than nothing", amount=part.amount)


def overspending(programme: Programme) -> Iterator[Problem]:
    """Expenditure against the budget: of each year, category and nature, and of each partnership over all years."""
    cells: dict[tuple[Category, Nature, int], list[Part]] = defaultdict(list)
    partnerships: dict[str, list[Part]] = defaultdict(list)
    for file, report in programme.reports.items():
        for category, natures in report.expenditure.items():
            for nature, spent in natures.items():
                if spent.paid_by is not None:
                    continue
                part = Part(Spot(file, ("expenditure", category, nature, "amount")), spent.amount)
                cells[category, nature, report.year].append(part)
                if report.partnership is not None:
                    partnerships[report.partnership].append(part)
    for (category, nature, year), parts in cells.items():
        block = programme.budget.categories.get(category) if programme.budget else None
        row: Row | None = getattr(block, nature) if block else None
        if row is not None and year in row:
            at = programme.spot("budget.yaml", "categories", category, nature, year)
            yield from _too_much(parts, [Part(at, row[year])], f"{category} {nature} {year}")
    for id, parts in partnerships.items():
        own = programme.partnership_files.get(id)
        if own is not None and programme.partnerships[own].budget:
            budget = programme.partnerships[own].budget
            yield from _too_much(
                parts,
                [Part(Spot(own, ("budget", outcome, "amount")), line.amount) for outcome, line in budget.items()],
                id,
            )


def _too_much(parts: list[Part], budget: list[Part], what: str) -> Iterator[Problem]:
    spent, allowed = total(part.amount for part in parts), total(part.amount for part in budget)
    if spent > allowed:
        largest = max(parts, key=lambda part: part.amount)
        others = tuple(part.spot for part in (*parts, *budget) if part is not largest)
        yield problem(
            "overspending",
            largest.spot,
            "{what}: {spent} was spent of a budget of {allowed} ({difference})",
            related=others,
            expected=allowed,
            found=spent,
            difference=spent - allowed,
            what=what,
            spent=spent,
            allowed=allowed,
        )


def third_party_money(programme: Programme) -> Iterator[Problem]:
    """Money of others among the programme's, and the programme's own among that of others."""
    organisations = programme.identity.organisations if programme.identity else {}
    for file, report in programme.reports.items():
        for category, natures in report.expenditure.items():
            for nature, spent in natures.items():
                if spent.paid_by is not None:
                    payer = organisations.get(spent.paid_by)
                    template = "{amount} was paid by {payer}: it is not the programme's expenditure and is not counted"
                    if payer is not None and payer.role == "applicant":
                        template = "{amount} was paid by {payer}, which is the programme itself: it is not counted because it names a payer"
                    spot = Spot(file, ("expenditure", category, nature, "paid_by"))
                    yield problem(
                        "third-party-money",
                        spot,
                        template,
                        related=(Spot(file, ("expenditure", category, nature, "amount")),),
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
                "third-party-money",
                spot.at("amount"),
                "{amount} is a contribution of nobody else: money of the programme belongs in the budget table",
                amount=contribution.amount,
                payer=contribution.budget_of or "",
            )


def amounts_as_printed(programme: Programme) -> Iterator[Problem]:
    """Amounts against the printed words beside them."""
    lines: list[tuple[Spot, Decimal, str | None]] = [
        (Spot(file, ("budget", id)), line.amount, line.as_printed)
        for file, partnership in programme.partnerships.items()
        for id, line in partnership.budget.items()
    ]
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        contribution = synergy.contributions
        if contribution is not None and contribution.amount is not None:
            lines.append(
                (
                    programme.spot("synergies.yaml", "synergies", id, "contributions"),
                    contribution.amount,
                    contribution.as_printed,
                )
            )
    for spot, amount, printed in lines:
        if printed is not None and amount not in numbers_in(printed):
            yield problem(
                "amount-as-printed",
                spot.at("amount"),
                "the amount is {amount}, but the printed words are “{printed}”",
                related=(spot.at("as_printed"),),
                amount=amount,
                printed=printed,
            )


_TABLE = """# file: budget.yaml
source: {document: plan}
currency: EUR
categories:
  partners:
    label: {en: Partners}
    total: {2031: %s, 2032: %s, total: %s}%s
    investment: {2031: 20.00, 2032: 10.00, total: 30.00}
    operating: {2031: 40.00, 2032: 30.00, total: 70.00}
operating_costs:
  label: {en: Total}
  total: {2031: %s, 2032: %s, total: %s}%s
associations:
  league:
    label: {en: League}
    total: {2031: 60.00, 2032: 40.00, total: %s}%s
"""


def _table(
    partners: tuple[str, str, str] = ("60.00", "40.00", "100.00"),
    mark: str = "",
    costs: tuple[str, str, str] = ("60.00", "40.00", "100.00"),
    costs_mark: str = "",
    share: str = "100.00",
    share_mark: str = "",
) -> str:
    return _TABLE % (*partners, mark, *costs, costs_mark, share, share_mark)


_SPENT = "# file: reports/2031/alfa-bravo.yaml\nyear: 2031\npartnership: alfa-bravo\nexpenditure:\n  partners:\n    operating: {amount: %s}%s\n"
_WHY_SUM = "A figure that misses its sum by a cent shows that one of them was typed, not computed; by how much more is only luck."
_MEND_SUM = "Compare each figure named with the document. If the document itself is wrong, keep it as printed and acknowledge the finding with the reason."

RULES = (
    Rule(
        "CIC301",
        "budget-years",
        Severity.ERROR,
        "the years of a row do not add up to its total",
        "compare the figures named with the document; acknowledge the finding if it is printed so",
        "In each row of the budget table the years add up to the printed total, to the cent.",
        _WHY_SUM,
        _MEND_SUM,
        fails=_table(
            ("60.00", "40.00", "100.01"), " #! CIC301 CIC302 CIC305", ("60.00", "40.00", "100.00"), " #! CIC303"
        ),
        passes=_table(),
        check=years_add_up,
    ),
    Rule(
        "CIC302",
        "budget-natures",
        Severity.ERROR,
        "investment, operating and personnel do not add up to the printed total",
        "compare the figures named with the document; acknowledge the finding if it is printed so",
        "In each block of the budget table and each year, the natures add up to the printed total, to the cent.",
        _WHY_SUM,
        _MEND_SUM,
        fails=_table(
            ("60.01", "39.99", "100.00"), " #! CIC302 CIC302", ("60.01", "39.99", "100.00"), " #! CIC304 CIC304"
        ),
        passes=_table(),
        check=natures_add_up,
    ),
    Rule(
        "CIC303",
        "budget-categories",
        Severity.ERROR,
        "the categories do not add up to the operating costs",
        "compare the figures named with the document; acknowledge the finding if it is printed so",
        "In each year and nature, partners, collaborations, local office and head office add up to the operating costs.",
        _WHY_SUM,
        _MEND_SUM,
        fails=_table(costs=("61.00", "39.00", "100.00"), costs_mark=" #! CIC303 CIC303 CIC304 CIC304"),
        passes=_table(),
        check=categories_add_up,
    ),
    Rule(
        "CIC304",
        "budget-associations",
        Severity.ERROR,
        "the shares of the associations do not add up to the operating costs",
        "compare the figures named with the document; acknowledge the finding if it is printed so",
        "In each year and nature, the shares of the associations add up to the operating costs.",
        _WHY_SUM,
        _MEND_SUM,
        fails=_table(costs_mark=" #! CIC304", share="99.00", share_mark=" #! CIC301"),
        passes=_table(),
        check=associations_add_up,
    ),
    Rule(
        "CIC305",
        "partners-line",
        Severity.ERROR,
        "the partnerships' budgets do not add up to the partners line",
        "compare the partnerships' budgets with the table; what is not allocated must be decided or explained",
        "The budgets in the partnership files add up to the partners line of the budget table, over the whole period.",
        "Money that no partnership has is spent by nobody; money that two have is spent twice.",
        "Allocate the rest, correct the amount that is wrong, or acknowledge the finding with the reason.",
        fails="# file: partnerships/delta-echo.yaml\nid: delta-echo\nsource: {document: plan}\ncommunes:\n  delta: {name: Delta, country: BE}\n"
        "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\nbudget: {OS: {amount: 39.00}}\n"
        "# file: budget.yaml\nsource: {document: plan}\ncurrency: EUR\ncategories:\n  partners:\n    label: {en: Partners}\n"
        "    operating: {2031: 60.00, 2032: 40.00, total: 100.00} #! CIC305\n"
        "operating_costs:\n  label: {en: Total}\n  operating: {2031: 60.00, 2032: 40.00, total: 100.00}\n",
        passes=_table(),
        check=partners_line,
        needs=frozenset(("partnership",)),
    ),
    Rule(
        "CIC306",
        "stated-costs",
        Severity.ERROR,
        "a document states other operating costs than the table",
        "compare the document with the table; acknowledge the finding if it is printed so",
        "Wherever a document states the operating costs, they are those of the budget table.",
        "The figure on the first page is the one that people quote; it must be the one that the table gives.",
        _MEND_SUM,
        fails="# file: documents.yaml\ndocuments:\n  plan:\n    title: {en: Plan}\n    kind: dossier\n    describes: current\n    language: en\n    file: plan.txt\n"
        f"    sha256: {'0' * 64}\n    claims:\n      cost:\n        printed: operating costs of 100.10\n        about: cost.operational\n        value: 100.10 #! CIC306\n",
        passes="# file: documents.yaml\ndocuments:\n  plan:\n    title: {en: Plan}\n    kind: dossier\n    describes: current\n    language: en\n    file: plan.txt\n"
        f"    sha256: {'0' * 64}\n    claims:\n      cost: {{printed: operating costs of 100, about: cost.operational, value: 100.00}}\n",
        check=stated_costs,
    ),
    Rule(
        "CIC307",
        "association-share",
        Severity.WARNING,
        "an association has communes with a budget, and no money itself",
        "ask which association pays these communes",
        "An association whose member communes have a budget has a share of the operating costs that is not zero.",
        "The money of these communes must be in somebody's share: it is either in that of another association, or in none.",
        "Ask the associations who carries these communes' money, and acknowledge the finding with the answer.",
        fails="# file: partnerships/delta-echo.yaml\nid: delta-echo\nsource: {document: plan}\ncommunes:\n"
        "  delta: {name: Delta, country: BE, reading: {association: union, words: outside the league}}\n"
        "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\nbudget: {OS: {amount: 40.00}}\n"
        + _table()
        + "  union:\n    label: {en: Union}\n    total: {2031: 0.00, 2032: 0.00, total: 0.00} #! CIC307\n",
        passes=_table() + "  union:\n    label: {en: Union}\n    total: {2031: 0.00, 2032: 0.00, total: 0.00}\n",
        check=association_shares,
        needs=frozenset(("partnership",)),
    ),
    Rule(
        "CIC308",
        "budget-period",
        Severity.ERROR,
        "a year outside the programme's period, or one that is missing",
        "correct the year, or add it with 0.00",
        "Each row of the budget table has an amount for each year of the period and for no other; reports are of years of the period.",
        "Money in a year that the programme does not have is in no report.",
        "Correct the year. A dash in the printed table is written 0.00.",
        fails="# file: reports/2033/alfa-bravo.yaml\nyear: 2033 #! CIC308\npartnership: alfa-bravo\n",
        passes="# file: reports/2032/alfa-bravo.yaml\nyear: 2032\npartnership: alfa-bravo\n",
        check=budget_period,
    ),
    Rule(
        "CIC309",
        "negative-amount",
        Severity.ERROR,
        "an amount below zero",
        "write the amount without the minus sign, or correct the entry that it takes back",
        "No amount of the budget, of a partnership or of an expenditure is less than zero.",
        "A minus sign is mostly a typing error, and it makes two errors out of one in every sum.",
        "Correct the sign. To take back what was reported before, correct that entry.",
        fails=_SPENT % ("-12.00", " #! CIC309"),
        passes=_SPENT % ("12.00", ""),
        check=negative_amounts,
    ),
    Rule(
        "CIC310",
        "overspending",
        Severity.WARNING,
        "more was spent than was budgeted",
        "check the amounts named; a real overspending is explained in the narrative and acknowledged",
        "In each year, category and nature, and for each partnership over all years, expenditure does not exceed the budget.",
        "The donor pays what was agreed: what is spent beyond it is the partners' own.",
        "Check whether an amount was typed twice or in dirhams. If it is real, agree on it with the donor and acknowledge it.",
        fails=_SPENT % ("40.01", " #! CIC310"),
        passes=_SPENT % ("40.00", ""),
        check=overspending,
    ),
    Rule(
        "CIC311",
        "third-party-money",
        Severity.WARNING,
        "money of others among the programme's, or the other way round",
        "keep money of others in a note; keep the programme's own in the budget",
        "An expenditure that names another payer is not counted. A contribution to a synergy names an organisation that is not one of "
        "the programme's own.",
        "Money of a third party makes the programme look cheaper or dearer than it is.",
        "Move what others paid into the note, or take `paid_by` away where the programme paid.",
        fails=(_SPENT % ("12.00, paid_by: union", " #! CIC311")),
        passes=_SPENT % ("12.00", ""),
        check=third_party_money,
    ),
    Rule(
        "CIC312",
        "amount-as-printed",
        Severity.ERROR,
        "an amount is not the one in the printed words",
        "compare the amount and the words with the document",
        "An amount stands among the figures of the printed words beside it (`as_printed`).",
        "The words are the proof of the amount: one of the two was mistyped or changed.",
        "Look at the document, and correct the one that is wrong.",
        fails="# file: partnerships/delta-echo.yaml\nid: delta-echo\nsource: {document: plan}\ncommunes:\n  delta: {name: Delta, country: BE}\n"
        "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\nbudget:\n  OS:\n    amount: 40.00 #! CIC312\n    as_printed: Budget 40.10\n",
        passes="# file: partnerships/delta-echo.yaml\nid: delta-echo\nsource: {document: plan}\ncommunes:\n  delta: {name: Delta, country: BE}\n"
        "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\nbudget:\n  OS: {amount: 40.00, as_printed: Budget 40.00}\n",
        check=amounts_as_printed,
    ),
)
