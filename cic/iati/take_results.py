"""The logical framework and what was reported, from the results of an activity."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.indicator_codes import OWN_LIST, take_references
from cic.iati.numbers import as_number
from cic.iati.take_codes import take_flag
from cic.iati.take_parts import parts_of, take_parts
from cic.iati.taking import NO_LANGUAGE, File, Ids, Taking, Years, as_day

_GROUPS = {"3": "impacts", "2": "outcomes"}
_LETTERS = {"impacts": "I", "outcomes": "O", "results": "R"}
_PERCENT, _WORDS = "2", "5"
_EVIDENCE = {"kind": "iati", "document": "activity"}


class _Period(NamedTuple):
    node: Element
    start: datetime.date
    end: datetime.date


class _Indicator(NamedTuple):
    """An indicator that is read. moment: how the end of a period is written."""

    taking: Taking
    years: Years
    id: str
    content: File
    in_words: bool

    def moment(self, end: datetime.date) -> int | str:
        """A year where it is the end of one, else the day."""
        year = self.years.of(end)
        return year if end == self.years.last_day(year) else end.isoformat()


def take_results(taking: Taking, years: Years, first: datetime.date | None) -> tuple[File, dict[int, File]]:
    """The file of the logical framework, and a report of the programme for each year of which something was
    reported."""
    groups: dict[str, File] = {"impacts": {}, "outcomes": {}, "results": {}}
    reports: dict[int, File] = {}
    ids, own = Ids(), Ids()
    for node in taking.activity.findall("result"):
        kind = node.get("type", "")
        group = _GROUPS.get(kind, "results")
        if kind in ("1", *_GROUPS):
            taking.take(node, "type")
        else:
            taking.change(node, Message(phrase("a result of another type: the data have it as a result")))
        id = ids.make(f"{_LETTERS[group]}{len(groups[group]) + 1}", "R")
        statement = taking.says_in(node, "title") or {"en": id}
        promise: File = {"label": id, "statement": statement}
        if group == "results":
            promise["description"] = taking.says_in(node, "description")
        promise["indicators"] = {
            indicator.id: indicator.content
            for number, one in enumerate(node.findall("indicator"), 1)
            for indicator in (_indicator(taking, years, one, own, f"{id}.{number}", reports, first),)
        } or None
        groups[group][id] = promise
    logframe: File = {
        "source": {"document": "activity"},
        **{group: content for group, content in groups.items() if content},
    }
    return logframe, reports


def _indicator(
    taking: Taking,
    years: Years,
    node: Element,
    ids: Ids,
    otherwise: str,
    reports: dict[int, File],
    first: datetime.date | None,
) -> _Indicator:
    measure = taking.take(node, "measure") or "1"
    code, codes = take_references(taking, node)
    id = ids.make(code, otherwise)
    if code not in ("", id):
        template = phrase("the code {code}: the id of the indicator is {id}")
        taking.change(node.find(f"reference[@vocabulary='{OWN_LIST}']"), Message(template, {"code": code, "id": id}))
    title, description = taking.says_in(node, "title"), taking.says_in(node, "description")
    statement = description or title or {"en": id}
    periods = list(_periods(taking, node))
    content: File = {
        "label": id,
        "title": title if description else None,
        "statement": statement,
        "unit": "percent" if measure == _PERCENT else "units",
        "level": "programme",
        "over_communes": "none",
        "over_years": _over_years(periods),
        "qualitative": True if measure == _WORDS else None,
        "codes": codes or None,
    }
    if measure not in ("1", _PERCENT, _WORDS):
        taking.change(node, Message(phrase("a measure that is nominal or ordinal: the data have numbers")))
    is_ascending = take_flag(taking, node, "ascending")
    content["sources_of_verification"] = {"iati": {"en": "Published activity"}}
    content["direction"] = "decrease" if is_ascending is False else None
    one = _Indicator(taking, years, id, content, measure == _WORDS)
    targets, words = _targets(one, periods)
    if words and not targets and not one.in_words:
        one = one._replace(in_words=True)
        taking.change(node, Message(phrase("its targets are words: the data take it for one that is told in words")))
    content["baseline"] = _baseline(one, node)
    for each in periods:
        _actual(one, each, reports)
        _say_start(one, each, first)
    content["targets"] = targets if targets or not words else None
    content["targets_in_words"] = words or None
    return one


def _periods(taking: Taking, node: Element) -> Iterator[_Period]:
    for one in node.findall("period"):
        start = as_day(taking.of_child(one, "period-start", "iso-date"))
        end = as_day(taking.of_child(one, "period-end", "iso-date"))
        if start is None or end is None or end < start:
            taking.lose(one, Message(phrase("a period without days, or that ends before it begins")))
        else:
            yield _Period(one, start, end)


def _over_years(periods: list[_Period]) -> str:
    """Periods that all begin on one day accumulate; others stand for themselves."""
    starts = {one.start for one in periods}
    return "cumulative" if len(starts) < 2 else "rate"


def _say_start(one: _Indicator, each: _Period, first: datetime.date | None) -> None:
    """Where the data do not hold the first day of a period."""
    held = first if one.content["over_years"] == "cumulative" else one.years.first_day(one.years.of(each.end))
    if held != each.start:
        template = phrase("the data hold the end of the period, not its start ({start})")
        one.taking.change(each.node, Message(template, {"start": each.start.isoformat()}))


def _baseline(one: _Indicator, node: Element) -> File | None:
    """The baseline of the whole."""
    for found in _whole(one, node.findall("baseline")):
        value = as_number(found.get("value"))
        if value is None:
            continue
        one.taking.take(found, "value")
        year = as_number(found.get("year"))
        held: File = {"value": value, "year": None, "as_printed": _printed(one, found)}
        if year is not None and 1900 <= year <= 2200 and year == int(year):
            one.taking.take(found, "year")
            held["year"] = int(year)
        return held
    return None


def _printed(one: _Indicator, node: Element) -> str:
    """The words of the comment where the value stands in them, as printed words must hold it; else the value."""
    value = (node.get("value") or "").strip()
    said = [(each.text or "").strip() for each in node.findall("comment/narrative")]
    if len(said) == 1 and re.search(rf"(?<![0-9.,]){re.escape(value)}(?![0-9]|[.,][0-9])", said[0], re.ASCII):
        one.taking.says_in(node, "comment")
        return said[0]
    return value


def _whole(one: _Indicator, nodes: list[Element]) -> list[Element]:
    """The values that are of no part; where there is only one and it is of a part, that one."""
    found = [node for node in nodes if not parts_of(node)]
    if not found and len(nodes) == 1:
        template = phrase("the only value is of one part or place: the data hold it as that of the whole")
        one.taking.change(nodes[0], Message(template))
        return nodes
    return found


def _targets(one: _Indicator, periods: list[_Period]) -> tuple[File, File]:
    """The targets of the whole in numbers, and those in words."""
    targets: File = {}
    words: File = {}
    for each in periods:
        _target(one, each, targets, words)
    return targets, words


def _target(one: _Indicator, each: _Period, targets: File, words: File) -> None:
    """The target of the whole. A value that is no number is a target in words."""
    moment = one.moment(each.end)
    for node in _whole(one, each.node.findall("target")):
        written, value = (node.get("value") or "").strip(), as_number(node.get("value"))
        if moment in targets or moment in words:
            continue
        if value is not None and not one.in_words:
            one.taking.take(node, "value")
            targets[moment] = {"value": value, "as_printed": _printed(one, node)}
            continue
        comment = one.taking.says_in(node, "comment")
        if comment or written:
            one.taking.take(node, "value")
            said = " - ".join(filter(None, (written, *(comment or {}).values())))
            words[moment] = {"as_printed": said}


def _actual(one: _Indicator, each: _Period, reports: dict[int, File]) -> None:
    """What was reported at the end of a period, and its parts. Of several that end in a year the last one counts."""
    year = one.years.of(each.end)
    if one.years.first and not one.years.first <= year <= one.years.last:
        for node in each.node.findall("actual"):
            one.taking.lose(node, Message(phrase("a value of a year outside those of the activity")))
        return
    nodes = each.node.findall("actual")
    held = reports.get(year, {}).get("observations", {}).get(one.id)
    if not nodes or (held is not None and held["observed"]["end"] >= each.end):
        return
    if held is not None:
        template = phrase("another value of {year}: the data hold one a year")
        one.taking.change(each.node, Message(template, {"year": year}))
        return
    observation: File = {}
    whole = next(iter(_whole(one, nodes)), None)
    if whole is not None:
        _value(one, whole, observation)
    if not observation:
        return
    if "value" in observation and one.content["unit"] != "percent":
        others = [node for node in nodes if node is not whole]
        observation["by"] = take_parts(one.taking, one.content, others, observation["value"]) or None
    observation["observed"] = {"start": each.start, "end": each.end}
    observation["evidence"] = [_EVIDENCE]
    reports.setdefault(year, {"year": year}).setdefault("observations", {})[one.id] = observation


def _value(one: _Indicator, node: Element, observation: File) -> None:
    written, value = (node.get("value") or "").strip(), as_number(node.get("value"))
    comment = one.taking.says_in(node, "comment")
    if value is not None and not one.in_words:
        one.taking.take(node, "value")
        observation["value"] = value
        observation["note"] = comment
    elif one.in_words and (comment or written):
        one.taking.take(node, "value")
        said = {one.taking.language or NO_LANGUAGE: written} if written else {}
        observation["text"] = comment or said
        if comment and written:
            one.taking.change(node, Message(phrase("a value beside words: the data hold the words")))
    else:
        one.taking.lose(node, Message(phrase("words in place of a number")))
