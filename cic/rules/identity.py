"""2xx, identity: file names, ids, printed labels, numberings, texts that should differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cic.base.message import Message
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold, some_text
from cic.model.formerly import each_defined, has_former_ids
from cic.model.kinds import kind_of_model, split_phase
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.report import Report
from cic.rules.rule import Thing, named, problem, rule

_NUMBERED = re.compile(r"(.*?)(\d+)([a-z]?)")


@rule(
    code="CIC202",
    name="file-name",
    severity=Severity.ERROR,
    title="a file is not named after what it holds",
    hint="rename the file, or correct the id in it",
)
def file_names(programme: Programme) -> Iterator[Problem]:
    """File names against the ids in the files."""
    for kind, file, record in programme.records():
        stem = kind.pattern.fullmatch(split_phase(file)[1]) if kind.keys == ("id",) else None
        id = getattr(record, "id", "")
        # an earlier state that is read with later ids is no fault of that state
        is_later = programme.renamed.get(kind.name, {}).get(stem[1] if stem else "") == id
        if stem and stem[1] != id and not (is_later and stem[1] not in getattr(record, "formerly", ())):
            yield problem(Spot(file, ("id",)), "the id is {id}, the file is named {stem}.yaml", id=id, stem=stem[1])
    for file, report in programme.reports.items():
        match = kind_of_model(Report).pattern.fullmatch(split_phase(file)[1])
        if match and match[1] != str(report.year):
            yield problem(
                Spot(file, ("year",)),
                "the year is {id}, the folder is named {stem}",
                id=report.year,
                stem=match[1],
            )
        owner = report.partnership or "programme"
        if match and match[2] != owner and programme.renamed.get("partnership", {}).get(match[2]) != owner:
            where = Spot(file, ("partnership",)) if report.partnership else Spot(file)
            yield problem(where, "the report is of {id}, the file is named {stem}.yaml", id=owner, stem=match[2])


@rule(
    code="CIC203",
    name="duplicate-id",
    severity=Severity.ERROR,
    title="one id for two things",
    hint="give one of the two another id",
)
def duplicate_ids(programme: Programme) -> Iterator[Problem]:
    """One id for two things of one kind."""
    kinds: dict[Thing, tuple[Mapping[str, object], Sequence[Located[Any]]]] = {
        "partnership": (programme.partnership_files, _partnerships(programme)),
        "commune": (programme.communes, tuple(programme.each_commune())),
        # of a partner and a commune with one id, what is measured would be both's
        "partner": (programme.participants, tuple(programme.each_participant()) if programme.partners else ()),
        "indicator": (programme.indicators, tuple(programme.each_indicator())),
        "activity": (programme.activities, tuple(programme.each_activity())),
    }
    for kind, (by_id, things) in kinds.items():
        if len(things) <= len(by_id):
            continue
        first: dict[str, Spot] = {}
        for id, spot, _, _ in things:
            earlier = first.setdefault(id, spot)
            if earlier is not spot and not (kind == "partner" and spot.path[:1] == ("communes",)):
                is_value = kind == "partnership"
                yield problem(
                    spot if is_value else spot.key(),
                    "the {kind} {id} is defined for the second time",
                    related=(earlier if is_value else earlier.key(),),
                    kind=named(kind),
                    id=id,
                )
    yield from _former_ids(programme)


def _partnerships(programme: Programme) -> Sequence[Located[Any]]:
    """Every partnership, where two have one id."""
    if len(programme.partnership_files) == len(programme.partnerships):
        return ()
    return [Located(one.id, Spot(file, ("id",)), one, "") for file, one in programme.partnerships.items()]


def _former_ids(programme: Programme) -> Iterator[Problem]:
    """Ids that a thing is said to have had, and that are another thing's: whatever names one could mean either."""
    if not has_former_ids(programme):
        return
    defined = list(each_defined(programme))
    taken: dict[tuple[str, str], Spot] = {}
    for one in defined:
        taken.setdefault((one.kind, one.id), one.spot)
    for one in defined:
        for n, former in enumerate(one.formerly):
            spot = one.spot.at("formerly", n)
            earlier = taken.setdefault((one.kind, former), spot)
            if earlier is not spot:
                template = (
                    "{id} was never another {kind}: {former} is its own id"
                    if former == one.id
                    else "{id} was formerly {former}, which is another {kind}"
                    if earlier.path[-2:-1] != ("formerly",)
                    else "{id} was formerly {former}, which is said of another {kind} too"
                )
                yield problem(spot, template, related=(earlier.key(),), kind=named(one.kind), id=one.id, former=former)


@rule(
    code="CIC204",
    name="repeated-label",
    severity=Severity.WARNING,
    title="one printed label for two indicators",
    hint="refer to the indicators by their ids, never by the printed label",
    needs=("logframe",),
)
def repeated_labels(programme: Programme) -> Iterator[Problem]:
    """One printed label for two indicators."""
    first: dict[str, tuple[str, Spot]] = {}
    for located in programme.each_indicator():
        label, spot = located.value.label, located.spot.at("label")
        if label in first:
            other, where = first[label]
            yield problem(
                spot,
                "the label “{label}” of {id} is already that of {other}",
                related=(where,),
                label=label,
                id=located.id,
                other=other,
            )
        first.setdefault(label, (located.id, spot))


def _numberings(programme: Programme) -> Iterator[tuple[Thing, dict[str, Spot]]]:
    """Each collection whose ids are a numbering, with the place of each id."""
    logframe = programme.logframe
    if logframe is not None:
        results = programme.spot("logframe.yaml", "results")
        yield "result", {id: results.at(id).key() for id in logframe.results}
        yield from (("indicator", spots) for spots in _of_families(programme, programme.each_indicator()))
        yield from (("activity", spots) for spots in _of_families(programme, programme.each_activity()))
    if programme.risks is not None:
        yield "risk", {id: programme.spot("risks.yaml", "risks", id).key() for id in programme.risks.risks}
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        tasks = programme.spot("synergies.yaml", "synergies", id, "tasks")
        yield "task", {task: tasks.at(task).key() for task in synergy.tasks}


def _of_families(programme: Programme, things: Iterable[Located[Any]]) -> Iterable[dict[str, Spot]]:
    """Indicators or activities by what they belong to. What stands under one result may be numbered through."""
    results = programme.logframe.results if programme.logframe else {}
    families: dict[str, dict[str, Spot]] = defaultdict(dict)
    for one in things:
        lineage = programme.lineage(one.owner)
        top = next((id for id in reversed(lineage) if id in results), one.owner)
        families[top].setdefault(one.id, one.spot.key())
    return families.values()


def _span(prefix: str, first: int, last: int) -> object:
    """One id of a numbering, or from which to which."""
    if first == last:
        return f"{prefix}{first}"
    return Message("{first} to {last}", {"first": f"{prefix}{first}", "last": f"{prefix}{last}"})


@rule(
    code="CIC206",
    name="numbering-gap",
    severity=Severity.WARNING,
    title="a number is left out",
    hint="check whether something was lost where the number is missing",
)
def numbering_gaps(programme: Programme) -> Iterator[Problem]:
    """Numbers that a numbering leaves out."""
    for kind, spots in _numberings(programme):
        by_prefix: dict[str, dict[int, str]] = defaultdict(dict)
        for id in spots:
            match = _NUMBERED.fullmatch(id)
            if match and len(match[2]) <= 4:
                by_prefix[match[1]].setdefault(int(match[2]), id)
        for prefix, ids in by_prefix.items():
            previous = 0
            for number in sorted(ids):
                if number > previous + 1:
                    missing = _span(prefix, previous + 1, number - 1)
                    related = (spots[ids[previous]],) if previous in ids else ()
                    yield problem(
                        spots[ids[number]],
                        "{missing} is missing before the {kind} {id}",
                        related=related,
                        missing=missing,
                        kind=named(kind),
                        id=ids[number],
                    )
                previous = number


@rule(
    code="CIC207",
    name="malformed-code",
    severity=Severity.INFO,
    title="a code that does not look like its neighbours",
    hint="write the code like the others, or acknowledge it where it is printed so",
)
def malformed_codes(programme: Programme) -> Iterator[Problem]:
    """Codes and labels that do not have the form of their neighbours."""
    for located in programme.each_indicator():
        if not located.id.startswith(located.owner + "."):
            yield problem(
                located.spot.key(),
                "the {kind} {id} stands under {owner}",
                kind=named("indicator"),
                id=located.id,
                owner=located.owner,
            )
    for located_activity in programme.each_activity():
        digits = re.search(r"\d+", located_activity.owner)
        if digits and f".{digits[0]}." not in located_activity.id:
            yield problem(
                located_activity.spot.key(),
                "the {kind} {id} stands under {owner}",
                kind=named("activity"),
                id=located_activity.id,
                owner=located_activity.owner,
            )
    labels = [(located, _without_number(located)) for located in programme.each_indicator()]
    activities = {one.id for one in programme.indicators_of("activity")}
    # those of activities stand in another table, with labels of its own
    labels = [one for one in labels if one[0].id not in activities]
    usual = Counter(words for _, words in labels).most_common(1)
    for located, words in labels:
        if words != usual[0][0] and usual[0][1] * 2 > len(labels):
            yield problem(
                located.spot.at("label"),
                "the label of {id} is “{label}”, the others begin with “{usual}”",
                id=located.id,
                label=located.value.label,
                usual=usual[0][0],
            )


def _without_number(located: Located[Indicator]) -> str:
    """The label of an indicator without its number, which may be its id, or of the form of one: Indicator OS.1."""
    label = re.sub(r"\s[A-Z]+\.\d[\d.]*$", "", located.value.label.removesuffix(located.id))
    return re.sub(r"[\d.\s]+", "", label)


@rule(
    code="CIC208",
    name="same-text",
    severity=Severity.WARNING,
    title="the same text under two codes",
    hint="delete one of the two, or put in the text that was meant",
)
def same_texts(programme: Programme) -> Iterator[Problem]:
    """The same text under two codes."""
    groups: dict[str, list[tuple[str, str, Spot]]] = {
        "activities": [(p.id, some_text(p.value.text), p.spot.at("text")) for p in programme.each_activity()],
        "risks": [
            (id, some_text(risk.risk), programme.spot("risks.yaml", "risks", id, "risk"))
            for id, risk in (programme.risks.risks if programme.risks else {}).items()
        ],
        "results": [
            (id, some_text(result.statement), programme.spot("logframe.yaml", "results", id, "statement"))
            for id, result in (programme.logframe.results if programme.logframe else {}).items()
        ],
    }
    seen_labels: dict[str, set[str]] = defaultdict(set)
    statements = []
    for located in programme.each_indicator():
        text = some_text(located.value.statement)
        if located.value.label not in seen_labels[fold(text)]:
            statements.append((located.id, text, located.spot.at("statement")))
        seen_labels[fold(text)].add(located.value.label)
    groups["indicators"] = statements
    for kind, things in groups.items():
        first: dict[str, tuple[str, Spot]] = {}
        for id, text, spot in things:
            other = first.get(fold(text))
            if other:
                yield problem(
                    spot,
                    "{id} has the same text as {other}",
                    related=(other[1],),
                    kind=kind,
                    id=id,
                    other=other[0],
                )
            first.setdefault(fold(text), (id, spot))


RULES = (
    file_names,
    duplicate_ids,
    repeated_labels,
    numbering_gaps,
    malformed_codes,
    same_texts,
)
