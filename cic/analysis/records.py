"""What stands under the pages, as tidy records: one dictionary a row, the same keys in each, exact values.

Amounts and numbers are Decimal, days are dates, what nobody said is None. `spot` says where a row stands, in place of
which `told` gives the file in the data folder and the keys that lead to it, as words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from cic.analysis.combining import number_of
from cic.analysis.result_money import money_given
from cic.base.money import total
from cic.base.periods import written
from cic.diagnostics import Spot
from cic.language import Language
from cic.model.budget import TOTAL, Block
from cic.model.kinds import path_text
from cic.model.levels import level_of
from cic.model.partnership import Participant, Partnership
from cic.model.parts import Share
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.promises import Target

Record = dict[str, Any]


def partnerships(programme: Programme) -> Iterator[Record]:
    """One record a partnership: its communes, and its budget for the whole period."""
    for file, one in programme.partnerships.items():
        yield {
            "partnership": one.id,
            "name": one.printed_name,
            "communes": tuple(one.communes),
            **_stay(one),
            "budget": total(line.amount for line in one.budget.values()) if one.budget else None,
            "currency": _currency(programme),
            **_place(Spot(file)),
        }


def communes(programme: Programme) -> Iterator[Record]:
    """One record a commune. No data of persons."""
    for located in programme.each_commune():
        commune = located.value
        yield {
            "commune": located.id,
            "partnership": located.owner,
            "name": commune.name,
            "country": commune.country,
            "province": commune.province,
            "region": commune.region,
            **_coordinates(commune),
            **_stay(commune),
            **_place(located.spot),
        }


def _coordinates(one: Participant) -> Record:
    """Decimal degrees of WGS 84, where a person gave them."""
    found = one.coordinates
    return {"latitude": found.latitude if found else None, "longitude": found.longitude if found else None}


def _stay(one: Participant | Partnership) -> Record:
    """The first and the last day in the programme, and who carries on."""
    until = one.until.date if one.until else None
    return {"since": one.since, "until": until, "merged_into": one.merged_into}


def partners(programme: Programme) -> Iterator[Record]:
    """One record a partner that is no commune. No data of persons."""
    for located in programme.each_partner():
        partner = located.value
        yield {
            "partner": located.id,
            "partnership": located.owner,
            "name": partner.name,
            "kind": partner.kind,
            "country": partner.country,
            **_coordinates(partner),
            **_stay(partner),
            **_place(located.spot),
        }


def indicators(programme: Programme, language: Language) -> Iterator[Record]:
    """One record an indicator: what is counted, over whom, over which years, from which baseline."""
    for located in programme.each_indicator():
        indicator = located.value
        yield {
            "indicator": located.id,
            "of": located.owner,
            "label": indicator.label,
            "statement": language.text(indicator.statement),
            "unit": indicator.unit,
            "level": indicator.level,
            "population": indicator.population,
            "over_communes": indicator.over_communes,
            "over_years": indicator.over_years,
            "reports": indicator.meaning,
            "direction": indicator.direction,
            "deadline": indicator.deadline.year if indicator.deadline else None,
            "baseline": indicator.baseline.value if indicator.baseline else None,
            **_place(located.spot),
        }


def codes(programme: Programme) -> Iterator[Record]:
    """One record a code that an indicator has in a list which several programmes share."""
    for located in programme.each_indicator():
        for vocabulary, code in located.value.codes.items():
            spot = located.spot.at("codes", vocabulary)
            yield {"indicator": located.id, "vocabulary": vocabulary, "code": code, **_place(spot)}


def targets(programme: Programme) -> Iterator[Record]:
    """One record a promise: of the programme as a whole (`commune` is None), and of each commune."""
    for located in programme.each_indicator():
        for year, target in located.value.all_targets.items():
            value = target.value if isinstance(target, Target) else None
            yield {
                "indicator": located.id,
                "year": written(year),
                "partnership": None,
                "commune": None,
                "value": value,
                "step": target.step if isinstance(target, Target) else None,
                "as_printed": target.as_printed,
                **_place(
                    located.spot.at("targets_in_words", year)
                    if value is None
                    else located.spot.at("targets", year, "value")
                ),
            }
    for commune in programme.each_participant():
        for id, values in commune.value.targets.items():
            for year, value in values.items():
                yield {
                    "indicator": id,
                    "year": written(year),
                    "partnership": commune.owner,
                    "commune": commune.id,
                    "value": value,
                    "step": None,
                    "as_printed": None,
                    **_place(commune.spot.at("targets", id, year)),
                }


def observations(programme: Programme, language: Language) -> Iterator[Record]:
    """One record a reported value. `value` is the number that counts: yes is one and no is zero, a ratio has none."""
    for located, report, commune in programme.each_observation():
        one = located.value
        yield {
            "indicator": located.id,
            "year": written(report.year),
            "partnership": report.partnership,
            "commune": commune,
            "value": number_of(one),
            "numerator": one.numerator,
            "denominator": one.denominator,
            "step": one.step,
            "achieved": one.achieved,
            "text": language.text(one.text) if one.text else None,
            "not_applicable": language.text(one.not_applicable) if one.not_applicable else None,
            "note": language.text(one.note) if one.note else None,
            "evidence": tuple(evidence.kind for evidence in one.evidence),
            **_place(located.spot),
        }


def parts(programme: Programme) -> Iterator[Record]:
    """One record a part of a reported value; of a share a part has a numerator and a denominator, and no value."""
    for located, report, commune in programme.each_observation():
        for dimension, values in located.value.by.items():
            for part, given in values.items():
                share = given if isinstance(given, Share) else None
                yield {
                    "indicator": located.id,
                    "year": written(report.year),
                    "partnership": report.partnership,
                    "commune": commune,
                    "dimension": dimension,
                    "part": part,
                    "value": None if share else given,
                    "numerator": share.numerator if share else None,
                    "denominator": share.denominator if share else None,
                    **_place(located.spot.at("by", dimension, part)),
                }


def money(programme: Programme) -> Iterator[Record]:
    """One record an amount: `kind` is budget, spent or refunded, `of` the category, the outcome, the association, the
    result or the activity, as `level` says: each splits the same money.

    Printed totals are records too, with `nature` or `year` None: whoever adds up leaves them out.
    """
    budget = programme.budget
    if budget is not None:
        for category, block in budget.categories.items():
            spot = programme.spot("budget.yaml", "categories", category)
            yield from _cells(programme, "category", category, block, spot)
        costs = programme.spot("budget.yaml", "operating_costs")
        yield from _cells(programme, "operating_costs", None, budget.operating_costs, costs)
        for id, block in budget.associations.items():
            yield from _cells(programme, "association", id, block, programme.spot("budget.yaml", "associations", id))
    yield from _of_results(programme)
    for file, partnership in programme.partnerships.items():
        for id, line in partnership.budget.items():
            spot = Spot(file, ("budget", id, "amount"))
            yield _amount(programme, "budget", "outcome", id, line.amount, spot, partnership=partnership.id)
    for file, report in programme.reports.items():
        who = report.partnership or PROGRAMME
        for one in report.spendings():
            spot = Spot(file, (*one.path, "amount"))
            yield _amount(
                programme,
                "spent",
                "category",
                one.category,
                one.value.amount,
                spot,
                year=report.year,
                nature=one.nature,
                partnership=who,
                paid_by=one.value.paid_by,
            )
        for category, path, back in report.refunds():
            spot = Spot(file, (*path, "amount"))
            yield _amount(
                programme,
                "refunded",
                "category",
                category,
                back.amount,
                spot,
                year=report.year,
                nature=back.nature,
                partnership=who,
                refund_of=back.of,
            )


def _of_results(programme: Programme) -> Iterator[Record]:
    """What the budget gives to results and activities: a part of the same money, split otherwise."""
    rows = money_given(programme)
    things: list[Located[Any]] = [*programme.each_promise(), *programme.each_activity()] if rows else []
    for one in things:
        for column, (amount, spots) in rows[one.id].by.items() if one.id in rows else ():
            year = column if isinstance(column, int) else None
            yield _amount(programme, "budget", level_of(one.value), one.id, amount, spots[0], year=year)


def _cells(programme: Programme, level: str, of: str | None, block: Block, spot: Spot) -> Iterator[Record]:
    for row_name in (TOTAL, *block.natures):
        for column, amount in (block.row(row_name) or {}).items():
            yield _amount(
                programme,
                "budget",
                level,
                of,
                amount,
                spot.at(row_name, column),
                year=column if isinstance(column, int) else None,
                nature=row_name if row_name != TOTAL else None,
            )


def _amount(
    programme: Programme,
    kind: str,
    level: str,
    of: str | None,
    amount: Decimal,
    spot: Spot,
    year: int | None = None,
    nature: str | None = None,
    partnership: str | None = None,
    paid_by: str | None = None,
    refund_of: int | None = None,
) -> Record:
    return {
        "kind": kind,
        "level": level,
        "of": of,
        "year": written(year) if year is not None else None,
        "nature": nature,
        "partnership": partnership,
        "paid_by": paid_by,
        "refund_of": written(refund_of) if refund_of is not None else None,
        "amount": amount,
        "currency": _currency(programme),
        **_place(spot),
    }


def _currency(programme: Programme) -> str | None:
    return programme.budget.currency if programme.budget else None


def _place(spot: Spot) -> Mapping[str, Spot]:
    return {"spot": spot}


def told(rows: Iterable[Record]) -> Iterator[Record]:
    """The records with the file and the key path of each in words, in place of its spot."""
    for one in rows:
        spot = one.pop("spot")
        yield {**one, "file": spot.file, "path": path_text(spot.file, spot.path)}
