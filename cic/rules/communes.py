"""6xx: communes, geography and population."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from cic.base.message import Message, either
from cic.diagnostics import Problem, Severity, Spot
from cic.model.partnership import Commune
from cic.model.programme import Located, Programme
from cic.reference import postal_codes, provinces
from cic.rules.having import communes_with, partnerships_with
from cic.rules.rule import problem, rule


@rule(
    code="CIC603",
    name="postal-code",
    severity=Severity.WARNING,
    title="a postal code that is not one, or not the one of the address",
    hint="compare the code with the address in the document",
)
def postal_codes_of_communes(programme: Programme) -> Iterator[Problem]:
    """Postal codes against the form of the country, and against the printed address."""
    for located in communes_with(programme, "postal_code"):
        code = located.value.postal_code
        if code is None:
            continue
        if postal_codes.has_form_of(code, located.value.country) is False:
            yield problem(
                located.spot.at("postal_code"),
                "{code} is not written like a postal code of {country}",
                code=code,
                country=located.value.country,
            )
            continue
        address, where = _address(programme, located)
        if address and not any(code in line and _stands_in(line, code) for line in address):
            spot = located.spot.at("postal_code")
            yield problem(spot, "{code} stands in no line of the address", related=(where.at("address"),), code=code)


def _stands_in(line: str, code: str) -> bool:
    """Whether the code stands in the line, and not as a part of a longer word or number."""
    start = line.find(code)
    while start >= 0:
        end = start + len(code)
        if not any(sign.isalnum() or sign == "_" for sign in line[max(start - 1, 0) : start] + line[end : end + 1]):
            return True
        start = line.find(code, start + 1)
    return False


def _address(programme: Programme, located: Located[Commune]) -> tuple[tuple[str, ...], Spot]:
    """The printed lines of the address, and of which commune they are: of the other where it is the same."""
    other = programme.communes.get(located.value.same_address_as) if located.value.same_address_as else None
    if other is not None:
        return (*located.value.address, *other.value.address), other.spot
    return located.value.address, located.spot


def provinces_in_regions(programme: Programme) -> Iterator[Problem]:
    """A province against the region in which it lies."""
    corrections = programme.identity.reference.provinces if programme.identity else {}
    reference = programme.spot("programme.yaml", "reference", "provinces")
    for located in communes_with(programme, "province"):
        province, region = located.value.province, located.value.region
        if province is None or region is None:
            continue
        country = located.value.country
        codes = provinces.codes_of(country, province)
        lies_in = {
            code: corrections[code].region if code in corrections else provinces.region_of(code) for code in codes
        }
        known = {code: found for code, found in lies_in.items() if found is not None}
        stated = {code for code in provinces.codes_of(country, region) if provinces.is_region(code)}
        if not known or not stated or stated & _and_above(known.values()):
            continue
        expected = either(sorted(provinces.name_of(code) or code for code in set(known.values())))
        yield problem(
            located.spot.at("region"),
            "{province} lies in {lies_in}, not in {region}",
            related=(
                located.spot.at("province"),
                *(reference.at(code, "region") for code in sorted(known) if code in corrections),
            ),
            expected=expected,
            found=region,
            province=province,
            region=region,
            lies_in=expected,
        )


def _and_above(codes: Iterable[str]) -> set[str]:
    """The regions, and what they lie in themselves."""
    found: set[str] = set()
    for code in codes:
        above: str | None = code
        while above is not None and above not in found:
            found.add(above)
            above = provinces.region_of(above)
    return found


def corrections_of_the_table(programme: Programme) -> Iterator[Problem]:
    """Corrections of provinces and regions that nothing needs."""
    for code, correction in (programme.identity.reference.provinces if programme.identity else {}).items():
        spot = programme.spot("programme.yaml", "reference", "provinces", code)
        for unknown, where in ((code, spot.key()), (correction.region, spot.at("region"))):
            if provinces.name_of(unknown) is None:
                yield problem(where, "ISO 3166-2 has no {code}", code=unknown)
                break
        else:
            if provinces.region_of(code) == correction.region:
                yield problem(
                    spot.at("region"),
                    "the table has {code} in {region} already: the correction is not needed",
                    code=code,
                    region=correction.region,
                )


@rule(
    code="CIC604",
    name="province-region",
    severity=Severity.WARNING,
    title="a province in another region than the one it lies in",
    hint="compare with the document; where ISO 3166-2 is wrong, correct it under `reference:` in programme.yaml",
    needs=("programme",),
)
def provinces_and_corrections(programme: Programme) -> Iterator[Problem]:
    """Provinces, regions, and the corrections of the table."""
    yield from provinces_in_regions(programme)
    yield from corrections_of_the_table(programme)


@rule(
    code="CIC608",
    name="people-sum",
    severity=Severity.ERROR,
    title="men and women do not make the total",
    hint="compare the three figures with the document; one of them is wrong",
    needs=("programme",),
)
def people_add_up(programme: Programme) -> Iterator[Problem]:
    """Men and women against the total; where one of the two is not known, the other alone."""
    for id, people in (programme.identity.beneficiaries if programme.identity else {}).items():
        parts = {key: part for key in ("men", "women") if (part := getattr(people, key)) is not None}
        if people.total is None or not parts:
            continue
        added = sum(parts.values(), Decimal(0))
        if added == people.total or (len(parts) == 1 and added < people.total):
            continue
        named: dict[str, Any] = dict(parts)
        template = "{men} men and {women} women make {sum}, but {total} is stated ({difference})"
        if len(parts) == 1:
            template = "{sum} {who} are more than the {total} that is stated for all ({difference})"
            named = {"who": Message(next(iter(parts)))}
        spot = programme.spot("programme.yaml", "beneficiaries", id)
        yield problem(
            spot.at("total"),
            template,
            related=tuple(spot.at(key) for key in parts),
            expected=added,
            found=people.total,
            difference=people.total - added,
            sum=added,
            total=people.total,
            **named,
        )


@rule(
    code="CIC610",
    name="relation-without-date",
    severity=Severity.WARNING,
    title="a relation of which nobody said when it began",
    hint="ask the partnership for the date, and write it under `start:` once it is signed",
    needs=("programme",),
)
def relations_without_date(programme: Programme) -> Iterator[Problem]:
    """Relations of which only the state is known."""
    if programme.identity is None or programme.identity.coverage != "complete":
        return
    for file, partnership in partnerships_with(programme, "relation"):
        relation = partnership.relation
        if relation is not None and relation.start is None and relation.state is not None:
            yield problem(
                Spot(file, ("relation", "state")),
                "the relation has no date of beginning, only “{state}”",
                partnership=partnership.id,
                state=relation.state,
            )


RULES = (
    postal_codes_of_communes,
    provinces_and_corrections,
    people_add_up,
    relations_without_date,
)
