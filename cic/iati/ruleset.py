"""The official rules, read from the file in which they are published: each kind of rule is a function.

A case is tested at each element that its context selects. What is not there is no fault, unless the kind of rule is
about what must be there. Rules that loop are tested once for each value, which takes the place of `$1` wherever it
stands.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, NamedTuple

from cic.base.message import Message
from cic.iati.codelists import codelist
from cic.iati.faults import Fault, place
from cic.iati.library import etree
from cic.iati.standard import parsed

Case = Mapping[str, Any]
_LONGEST = datetime.timedelta(days=365)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)


class Element(NamedTuple):
    """An element that a case is tested at. now: the moment of the test. value: what `$1` stands for in a loop."""

    node: Any
    now: datetime.datetime
    value: str | None = None

    def select(self, path: str) -> Any:
        """What a path selects: a list of nodes, or what it computes."""
        if self.value is None:
            return _compiled(path)(self.node)
        # a variable: a value may hold quotes
        return _compiled(path.replace("'$1'", "$value"))(self.node, value=self.value)

    def holds(self, expression: str) -> bool:
        """Whether an expression is true, as XPath has it."""
        return bool(self.select(f"boolean({expression})"))

    def texts(self, case: Case) -> list[str]:
        """The texts of all that the paths of a case select."""
        return [text(node) for path in case["paths"] for node in self.select(path)]

    def moment(self, path: str) -> datetime.datetime | None:
        """The first date that a path selects; None where there is none, or it is no date."""
        if path == "NOW":
            return self.now
        found = self.select(path)
        return moment(text(found[0])) if found else None


@cache
def _compiled(path: str) -> Any:
    return etree().XPath(path)


def text(node: Any) -> str:
    """All the text of an element, or the value of an attribute."""
    return str(node) if isinstance(node, str) else "".join(node.itertext())


def moment(written: str) -> datetime.datetime | None:
    """A date or a moment of XML; None for what is neither. A date is its first moment, of Greenwich where it says no
    other."""
    day = _DAY.fullmatch(written.strip())
    try:
        found = datetime.datetime.fromisoformat(f"{day[1]}T00:00:00{day[2] or ''}" if day else written.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _number(written: str) -> Decimal | None:
    try:
        found = Decimal(written.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _at_least_one(at: Element, case: Case) -> bool:
    return any(at.select(path) for path in case["paths"])


def _no_more_than_one(at: Element, case: Case) -> bool:
    return sum(len(at.select(path)) for path in case["paths"]) <= 1


def _unique(at: Element, case: Case) -> bool:
    texts = at.texts(case)
    return len(texts) == len(set(texts))


def _one_or_all(at: Element, case: Case) -> bool:
    return bool(at.select(case["one"])) or not at.select(_WITHOUT[case["all"]])


_WITHOUT = {
    "lang": "descendant::narrative[not(@xml:lang)]",
    "currency": "descendant::*[self::value or self::forecast or self::loan-status][not(@currency)]",
    "sector": "transaction[not(sector)]",
}
"""Whatever has not what all must have, where the activity does not say it for all."""


def _date_order(at: Element, case: Case) -> bool:
    less, more = at.moment(case["less"]), at.moment(case["more"])
    return less is None or more is None or less <= more


def _date_now(at: Element, case: Case) -> bool:
    date = at.moment(case["date"])
    return date is None or date <= at.now


def _time_limit(at: Element, case: Case) -> bool:
    start, end = at.moment(case["start"]), at.moment(case["end"])
    return start is None or end is None or end - start <= _LONGEST


def _between_dates(at: Element, case: Case) -> bool:
    start, end = at.moment(case["start"]), at.moment(case["end"])
    dates = [moment(text(node)) for node in at.select(case["date"])]
    return all(date is None or ((start is None or start <= date) and (end is None or date <= end)) for date in dates)


def _regex_matches(at: Element, case: Case) -> bool:
    return all(not one or re.search(case["regex"], one) for one in at.texts(case))


def _starts_with(at: Element, case: Case) -> bool:
    if case["prefix"] == ["ORG-ID-PREFIX"]:
        agencies = codelist("OrganisationRegistrationAgency").codes
        return all("-".join(one.split("-")[:2]) in agencies for one in at.texts(case))
    beginnings = tuple(text(node) + case.get("separator", "") for path in case["prefix"] for node in at.select(path))
    return all(one.startswith(beginnings) for one in at.texts(case))


def _no_spaces(at: Element, case: Case) -> bool:
    return all(one == one.strip() for one in at.texts(case))


def _strict_sum(at: Element, case: Case) -> bool:
    numbers = [_number(one) for one in at.texts(case)]
    # thirds, written with four decimals, are whole together
    return None not in numbers and round(sum(filter(None, numbers), Decimal(0)), 4) == Decimal(str(case["sum"]))


def _range(at: Element, case: Case) -> bool:
    low, high = Decimal(str(case["min"])), Decimal(str(case["max"]))
    numbers = [_number(one) for one in at.texts(case)]
    return all(number is not None and low <= number <= high for number in numbers)


def _if_then(at: Element, case: Case) -> bool:
    return not at.holds(case["if"]) or at.holds(case["then"])


KINDS: Mapping[str, Callable[[Element, Case], bool]] = {
    "atleast_one": _at_least_one,
    "between_dates": _between_dates,
    "date_now": _date_now,
    "date_order": _date_order,
    "if_then": _if_then,
    "no_more_than_one": _no_more_than_one,
    "no_spaces": _no_spaces,
    "one_or_all": _one_or_all,
    "range": _range,
    "regex_matches": _regex_matches,
    "startswith": _starts_with,
    "strict_sum": _strict_sum,
    "time_limit": _time_limit,
    "unique": _unique,
}
"""Every kind of rule but the loop, which holds others: whether a case is kept."""


def official_rules() -> Mapping[str, Mapping[str, Any]]:
    """The rules as they are published: by the elements that they are about, and by kind."""
    rules: Mapping[str, Mapping[str, Any]] = parsed("ruleset.json")
    return rules


def rule_faults(
    document: Any, now: datetime.datetime, rules: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[Fault]:
    """Each case that is not kept, at each element. Raises KeyError for a kind of rule that is not known."""
    for context, kinds in (official_rules() if rules is None else rules).items():
        for node in document.xpath(context):
            yield from _broken(Element(node, now), kinds)


def _broken(at: Element, kinds: Mapping[str, Any]) -> Iterator[Fault]:
    for kind, block in kinds.items():
        for case in block["cases"]:
            if kind == "loop":
                for value in dict.fromkeys(map(text, at.select(case["foreach"]))):
                    yield from _broken(at._replace(value=value), case["do"])
            elif _applies(at, case) and not KINDS[kind](at, case):
                yield _fault(at, case["ruleInfo"])


def _applies(at: Element, case: Case) -> bool:
    if "condition" in case and not at.holds(case["condition"]):
        return False
    # of who publishes already, the identifier is as it is
    known = codelist("OrganisationIdentifier").codes if "idCondition" in case else {}
    if case.get("idCondition") == "NOT_EXISTING_ORG_ID":
        return all(one not in known for one in at.texts(case))
    if case.get("idCondition") == "NOT_EXISTING_ORG_ID_PREFIX":
        beginnings = tuple(f"{id}-" for id in known)
        return not any(one.startswith(beginnings) for one in at.texts(case))
    return True


def _fault(at: Element, info: Mapping[str, Any]) -> Fault:
    path, line = place(at.node)
    words = Message("{words}", {"words": info["message"]})
    return Fault("ruleset", info["id"], path, line, words, info["severity"] == "error")


def case_count(rules: Mapping[str, Mapping[str, Any]]) -> int:
    """How many cases there are, those within loops counted and the loops not."""

    def of(kinds: Mapping[str, Any]) -> int:
        blocks: Sequence[tuple[str, Any]] = list(kinds.items())
        return sum(
            sum(of(case["do"]) for case in block["cases"]) if kind == "loop" else len(block["cases"])
            for kind, block in blocks
        )

    return sum(map(of, rules.values()))
