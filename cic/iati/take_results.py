"""The logical framework and what was reported, from the results of an activity."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.indicator_codes import say_id, take_references
from cic.iati.numbers import as_number
from cic.iati.parts import LANG
from cic.iati.take_codes import take_flag
from cic.iati.take_parts import parts_of, take_parts
from cic.iati.take_periods import Period, over_years, periods_of, say_same_end
from cic.iati.taking import NO_LANGUAGE, File, Ids, Taking, Years
from cic.reference.languages import short_code

_GROUPS = {"3": "impacts", "2": "outcomes"}
_LETTERS = {"impacts": "I", "outcomes": "O", "results": "R"}
_PERCENT, _WORDS = "2", "5"
_EVIDENCE = {"kind": "iati", "document": "activity"}


class _Indicator(NamedTuple):
    """An indicator that is read. moments: the ends of periods that have a target."""

    taking: Taking
    years: Years
    id: str
    content: File
    in_words: bool
    moments: frozenset[int | str] = frozenset()

    @property
    def language(self) -> str:
        """The language of what says none."""
        return self.taking.language or NO_LANGUAGE

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
    if not node.get("measure", "").strip():
        taking.change(node, Message(phrase("no measure, which IATI requires: it comes out as a unit")), "@measure")
    code, codes = take_references(taking, node)
    id = ids.make(code, otherwise)
    say_id(taking, node, code, id)
    title, description = taking.says_in(node, "title"), taking.says_in(node, "description")
    statement = description or title or {"en": id}
    periods = list(periods_of(taking, node))
    content: File = {
        "label": id,
        "title": title if description else None,
        "statement": statement,
        "unit": "percent" if measure == _PERCENT else "units",
        "level": "programme",
        "over_communes": "none",
        "over_years": over_years(periods),
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
        template = phrase("its targets are words: the data take it for one that is told in words")
        taking.change(node, Message(template), "@measure")
    one = one._replace(moments=frozenset((*targets, *words)))
    content["baseline"] = _baseline(one, node)
    why_not = _actuals(one, periods, reports)
    ends: dict[datetime.date, Period] = {}
    for each in periods:
        if taking.has_taken((*each.node.findall("target"), *each.node.findall("actual"))):
            _say_start(one, each, first)
            say_same_end(taking, ends.setdefault(each.end, each), each)
        else:
            taking.lose(each.node, why_not.get(each, Message(phrase("a period without a value"))))
    content["targets"] = targets if targets or not words else None
    content["targets_in_words"] = words or None
    return one


def _say_start(one: _Indicator, each: Period, first: datetime.date | None) -> None:
    """Where the data do not hold the first day of a period."""
    held = first if one.content["over_years"] == "cumulative" else one.years.first_day(one.years.of(each.end))
    if held != each.start:
        template = phrase("the data hold the end of the period, not its start ({start})")
        one.taking.change(each.node, Message(template, {"start": each.start.isoformat()}), "period-start")


def _baseline(one: _Indicator, node: Element) -> File | None:
    """The baseline of the whole."""
    for found in _whole(one, node.findall("baseline")):
        value = as_number(found.get("value"))
        if value is None:
            continue
        one.taking.take(found, "value")
        if one.in_words:
            template = phrase("a number of an indicator that is told in words: it does not come out")
            one.taking.change(found, Message(template), "@value")
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
    spoken = [short_code(each.get(LANG) or one.language) for each in node.findall("comment/narrative")]
    if spoken == [one.language] and re.search(rf"(?<![0-9.,]){re.escape(value)}(?![0-9]|[.,][0-9])", said[0], re.ASCII):
        one.taking.says_in(node, "comment")
        return said[0]
    return value


def _whole(one: _Indicator, nodes: list[Element]) -> list[Element]:
    """The values that are of no part; where there is only one and it is of a part, that one."""
    found = [node for node in nodes if not parts_of(node)]
    if not found and len(nodes) == 1:
        template = phrase("the only value is of one part or place: the data hold it as that of the whole")
        for part in parts_of(nodes[0]):
            one.taking.change(part, Message(template))
        return nodes
    return found


def _targets(one: _Indicator, periods: list[Period]) -> tuple[File, File]:
    """The targets of the whole in numbers, and those in words."""
    targets: File = {}
    words: File = {}
    for each in periods:
        _target(one, each, targets, words)
    return targets, words


def _target(one: _Indicator, each: Period, targets: File, words: File) -> None:
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
            _say_words(one, node, written)
            if comment and (written or list(comment) != [one.language]):
                template = phrase("a target in words: the data hold it as one text, in the language of the activity")
                one.taking.change(node, Message(template), "comment")
            said = " - ".join(filter(None, (written, *(comment or {}).values())))
            words[moment] = {"as_printed": said}


def _actuals(one: _Indicator, periods: list[Period], reports: dict[int, File]) -> dict[Period, Message]:
    """What was reported, the last of a year first: of several that end in a year that one counts. Why what others have
    is not held."""
    why_not: dict[Period, Message] = {}
    for each in sorted(periods, key=lambda each: each.end, reverse=True):
        words = _actual(one, each, reports)
        if words is not None:
            why_not[each] = words
            for node in each.node.findall("actual"):
                one.taking.lose(node, words)
    return why_not


def _actual(one: _Indicator, each: Period, reports: dict[int, File]) -> Message | None:
    """What was reported at the end of a period, and its parts; why it is not held where there is something."""
    year = one.years.of(each.end)
    nodes = each.node.findall("actual")
    if not any(node.get("value", "").strip() or parts_of(node) or _has_words(node) for node in nodes):
        return None
    if one.years.first and not one.years.first <= year <= one.years.last:
        return Message(phrase("a value of a year outside those of the activity"))
    held = reports.get(year, {}).get("observations", {}).get(one.id)
    if held is not None:
        template = phrase("another value of {year}: the data hold one a year, that of {day}")
        return Message(template, {"year": year, "day": held["observed"]["end"].isoformat()})
    observation: File = {}
    whole = next(iter(_whole(one, nodes)), None)
    if whole is not None:
        _value(one, whole, observation)
    if not observation:
        is_in_parts = whole is None
        return (
            Message(phrase("parts without a whole")) if is_in_parts else Message(phrase("words in place of a number"))
        )
    if "value" in observation and one.content["unit"] != "percent":
        others = [node for node in nodes if node is not whole]
        observation["by"] = take_parts(one.taking, one.content, others, observation["value"]) or None
    observation["observed"] = {"start": each.start, "end": each.end}
    if year in one.moments and one.moment(each.end) not in one.moments:
        template = phrase("a value of {day}: it comes out as that of the end of {year}")
        words = Message(template, {"day": each.end.isoformat(), "year": year})
        for below in ("", "period-end/@iso-date"):
            one.taking.change(each.node, words, below)
    observation["evidence"] = [_EVIDENCE]
    reports.setdefault(year, {"year": year}).setdefault("observations", {})[one.id] = observation
    return None


def _has_words(node: Element) -> bool:
    return any((one.text or "").strip() for one in node.iter("narrative"))


def _say_words(one: _Indicator, node: Element, written: str) -> None:
    """Words in place of a number are a comment in IATI."""
    if written:
        for below in ("@value", "comment"):
            template = phrase("words in place of a number: they come out as a comment")
            one.taking.change(node, Message(template), below)


def _value(one: _Indicator, node: Element, observation: File) -> None:
    written, value = (node.get("value") or "").strip(), as_number(node.get("value"))
    comment = one.taking.says_in(node, "comment")
    if value is not None and not one.in_words:
        one.taking.take(node, "value")
        observation["value"] = value
        observation["note"] = comment
    elif one.in_words and (comment or written):
        one.taking.take(node, "value")
        said = {one.language: written} if written else {}
        _say_words(one, node, written)
        observation["text"] = comment or said
        if comment and written:
            template = phrase("a value beside words: the data hold the words")
            one.taking.change(node, Message(template), "@value")
    else:
        one.taking.lose(node, Message(phrase("words in place of a number")))
