"""2xx: ids, names, references and numberings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from cic.findings import Problem, Severity, Spot, problem
from cic.layout import BY_NAME, split_phase
from cic.model.common import Source
from cic.model.scalars import Record
from cic.programme import Programme
from cic.rules.rule import Rule
from cic.texts import fold, some_text

_NUMBERED = re.compile(r"(.*?)(\d+)([a-z]?)")


def file_names(programme: Programme) -> Iterator[Problem]:
    """File names against the ids in the files."""
    for file, partnership in programme.partnerships.items():
        stem = BY_NAME["partnership"].pattern.fullmatch(split_phase(file)[1])
        if stem and stem[1] != partnership.id:
            yield problem(
                "file-name",
                Spot(file, ("id",)),
                "the id is {id}, the file is named {stem}.yaml",
                id=partnership.id,
                stem=stem[1],
            )
    for file, report in programme.reports.items():
        match = BY_NAME["report"].pattern.fullmatch(split_phase(file)[1])
        if match and match[1] != str(report.year):
            yield problem(
                "file-name",
                Spot(file, ("year",)),
                "the year is {id}, the folder is named {stem}",
                id=report.year,
                stem=match[1],
            )
        owner = report.partnership or "programme"
        if match and match[2] != owner:
            where = Spot(file, ("partnership",)) if report.partnership else Spot(file)
            yield problem(
                "file-name", where, "the report is of {id}, the file is named {stem}.yaml", id=owner, stem=match[2]
            )


def duplicate_ids(programme: Programme) -> Iterator[Problem]:
    """One id for two things of one kind."""
    partnerships = ((p.id, Spot(file, ("id",))) for file, p in programme.partnerships.items())
    kinds = {
        "partnership": partnerships,
        "commune": ((placed.id, placed.spot.key()) for placed in programme.each_commune()),
        "indicator": ((placed.id, placed.spot.key()) for placed in programme.each_indicator()),
        "activity": ((placed.id, placed.spot.key()) for placed in programme.each_activity()),
    }
    for kind, things in kinds.items():
        first: dict[str, Spot] = {}
        for id, spot in things:
            if id in first:
                yield problem(
                    "duplicate-id",
                    spot,
                    "the {kind} {id} is defined for the second time",
                    related=(first[id],),
                    kind=kind,
                    id=id,
                )
            first.setdefault(id, spot)


def repeated_labels(programme: Programme) -> Iterator[Problem]:
    """One printed label for two indicators."""
    first: dict[str, tuple[str, Spot]] = {}
    for placed in programme.each_indicator():
        label, spot = placed.value.label, placed.spot.at("label")
        if label in first:
            other, where = first[label]
            yield problem(
                "repeated-label",
                spot,
                "the label “{label}” of {id} is already that of {other}",
                related=(where,),
                label=label,
                id=placed.id,
                other=other,
            )
        first.setdefault(label, (placed.id, spot))


def unknown_references(programme: Programme) -> Iterator[Problem]:
    """References to things that do not exist."""
    for kind, id, spot, known in _references(programme):
        if id not in known:
            yield problem("unknown-reference", spot, "there is no {kind} {id}", kind=kind, id=id)


def _references(programme: Programme) -> Iterator[tuple[str, str, Spot, Mapping[str, object]]]:
    """Every reference that can be followed: the kind of thing, its id, where it stands, what exists.

    A reference to things of which some could not be read is not followed.
    """
    identity, logframe, unread = programme.identity, programme.logframe, programme.unread
    organisations: Mapping[str, object] = identity.organisations if identity else {}
    if "documents" not in unread:
        documents = programme.documents.documents if programme.documents else {}
        for spot, source in _sources(programme):
            yield "document", source.document, spot.at("document"), documents
        for placed, _, _ in programme.each_observation():
            for n, evidence in enumerate(placed.value.evidence):
                if evidence.document is not None:
                    yield "document", evidence.document, placed.spot.at("evidence", n, "document"), documents
    if logframe is not None:
        for result_id, result in logframe.results.items():
            yield (
                "outcome",
                result.outcome,
                programme.spot("logframe.yaml", "results", result_id, "outcome"),
                logframe.outcomes,
            )
        for placed_indicator in programme.each_indicator():
            limit = placed_indicator.value.reading.cannot_exceed
            for n, id in enumerate(limit.indicators if limit else ()):
                yield (
                    "indicator",
                    id,
                    placed_indicator.spot.at("reading", "cannot_exceed", "indicators", n),
                    programme.indicators,
                )
        for placed_activity in programme.each_activity():
            measured_by = placed_activity.value.reading.measured_by
            if measured_by is not None:
                yield "indicator", measured_by, placed_activity.spot.at("reading", "measured_by"), programme.indicators
    if "logframe" not in unread:
        outcomes = logframe.outcomes if logframe else {}
        for file, partnership in programme.partnerships.items():
            for id in partnership.budget:
                yield "outcome", id, Spot(file, ("budget", id), "key"), outcomes
        for placed_commune in programme.each_commune():
            for id in placed_commune.value.targets:
                yield "indicator", id, placed_commune.spot.at("targets", id).key(), programme.indicators
        for placed, _, _ in programme.each_observation():
            yield "indicator", placed.id, placed.spot.key(), programme.indicators
    if "programme" not in unread:
        for placed_commune in programme.each_commune():
            reading = placed_commune.value.reading
            if reading is not None:
                yield (
                    "organisation",
                    reading.association,
                    placed_commune.spot.at("reading", "association"),
                    organisations,
                )
        for id in programme.budget.associations if programme.budget else ():
            yield "organisation", id, programme.spot("budget.yaml", "associations", id).key(), organisations
        for id, contact in (identity.contacts if identity else {}).items():
            if contact.organisation is not None:
                yield (
                    "organisation",
                    contact.organisation,
                    programme.spot("programme.yaml", "contacts", id, "organisation"),
                    organisations,
                )
        for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
            if synergy.contributions and synergy.contributions.budget_of:
                spot = programme.spot("synergies.yaml", "synergies", id, "contributions", "budget_of")
                yield "organisation", synergy.contributions.budget_of, spot, organisations
    for placed_commune in programme.each_commune():
        other = placed_commune.value.same_address_as
        if other is not None:
            yield "commune", other, placed_commune.spot.at("same_address_as"), programme.communes
    if "partnership" not in unread:
        yield from _references_to_partners(programme)


def _references_to_partners(programme: Programme) -> Iterator[tuple[str, str, Spot, Mapping[str, object]]]:
    identity = programme.identity
    for group, entries in (identity.map_legend if identity else {}).items():
        for n, entry in enumerate(entries):
            yield (
                "commune",
                entry.commune,
                programme.spot("programme.yaml", "map_legend", group, n, "commune"),
                programme.communes,
            )
    for file, report in programme.reports.items():
        if report.partnership is not None:
            yield "partnership", report.partnership, Spot(file, ("partnership",)), programme.partnership_files
        own = programme.partnership_files.get(report.partnership or "")
        members: Mapping[str, object] = programme.partnerships[own].communes if own else programme.communes
        for id in report.communes:
            yield "commune of this partnership" if own else "commune", id, Spot(file, ("communes", id), "key"), members


def _sources(programme: Programme) -> Iterator[tuple[Spot, Source]]:
    """Every source that any file names."""
    singles = ("logframe", "budget", "risks", "theory_of_change", "synergies", "strategy")
    files: list[tuple[str, object]] = [(f"{name}.yaml", getattr(programme, name)) for name in singles]
    files.append(("programme.yaml", programme.identity))
    for file, value in files:
        yield from _sources_below(programme.spot(file), value)
    for file, partnership in programme.partnerships.items():
        yield from _sources_below(Spot(file), partnership)
    for file, report in programme.reports.items():
        yield from _sources_below(Spot(file), report)


def _sources_below(spot: Spot, value: object) -> Iterator[tuple[Spot, Source]]:
    if isinstance(value, Source):
        yield spot, value
    elif isinstance(value, Record):
        for name, item in value.__dict__.items():
            if isinstance(item, (Record, dict, tuple)):
                yield from _sources_below(spot.at(name), item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, (Record, dict, tuple)):
                yield from _sources_below(spot.at(key), item)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            if isinstance(item, (Record, dict, tuple)):
                yield from _sources_below(spot.at(n), item)


def _numberings(programme: Programme) -> Iterator[tuple[str, dict[str, Spot]]]:
    """Each collection whose ids are a numbering, with the place of each id."""
    logframe = programme.logframe
    if logframe is not None:
        results = programme.spot("logframe.yaml", "results")
        yield "result", {id: results.at(id).key() for id in logframe.results}
        for group, owners in (("outcomes", logframe.outcomes), ("results", logframe.results)):
            for owner, value in owners.items():
                indicators = programme.spot("logframe.yaml", group, owner, "indicators")
                yield "indicator", {id: indicators.at(id).key() for id in value.indicators}
        for owner, result in logframe.results.items():
            activities = programme.spot("logframe.yaml", "results", owner, "activities")
            yield "activity", {id: activities.at(id).key() for id in result.activities}
    if programme.risks is not None:
        yield "risk", {id: programme.spot("risks.yaml", "risks", id).key() for id in programme.risks.risks}
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        tasks = programme.spot("synergies.yaml", "synergies", id, "tasks")
        yield "task", {task: tasks.at(task).key() for task in synergy.tasks}


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
                    missing = (
                        f"{prefix}{previous + 1}"
                        if number == previous + 2
                        else f"{prefix}{previous + 1} to {prefix}{number - 1}"
                    )
                    related = (spots[ids[previous]],) if previous in ids else ()
                    yield problem(
                        "numbering-gap",
                        spots[ids[number]],
                        "{missing} is missing before the {kind} {id}",
                        related=related,
                        missing=missing,
                        kind=kind,
                        id=ids[number],
                    )
                previous = number


def malformed_codes(programme: Programme) -> Iterator[Problem]:
    """Codes and labels that do not have the form of their neighbours."""
    for placed in programme.each_indicator():
        if not placed.id.startswith(placed.owner + "."):
            yield problem(
                "malformed-code",
                placed.spot.key(),
                "the {kind} {id} stands under {owner}",
                kind="indicator",
                id=placed.id,
                owner=placed.owner,
            )
    for placed_activity in programme.each_activity():
        digits = re.search(r"\d+", placed_activity.owner)
        if digits and f".{digits[0]}." not in placed_activity.id:
            yield problem(
                "malformed-code",
                placed_activity.spot.key(),
                "the {kind} {id} stands under {owner}",
                kind="activity",
                id=placed_activity.id,
                owner=placed_activity.owner,
            )
    labels = [(placed, re.sub(r"[\d.\s]+", "", placed.value.label)) for placed in programme.each_indicator()]
    usual = Counter(words for _, words in labels).most_common(1)
    for placed, words in labels:
        if words != usual[0][0] and usual[0][1] * 2 > len(labels):
            yield problem(
                "malformed-code",
                placed.spot.at("label"),
                "the label of {id} is “{label}”, the others begin with “{usual}”",
                id=placed.id,
                label=placed.value.label,
                usual=usual[0][0],
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
    for placed in programme.each_indicator():
        text = some_text(placed.value.statement)
        if placed.value.label not in seen_labels[fold(text)]:
            statements.append((placed.id, text, placed.spot.at("statement")))
        seen_labels[fold(text)].add(placed.value.label)
    groups["indicators"] = statements
    for kind, things in groups.items():
        first: dict[str, tuple[str, Spot]] = {}
        for id, text, spot in things:
            other = first.get(fold(text))
            if other:
                yield problem(
                    "same-text",
                    spot,
                    "{id} has the same text as {other}",
                    related=(other[1],),
                    kind=kind,
                    id=id,
                    other=other[0],
                )
            first.setdefault(fold(text), (id, spot))


_LOGFRAME_HEAD = (
    "# file: logframe.yaml\nsource: {document: plan}\noutcomes:\n  OS:\n    statement: {en: Communes have schools}\n"
)
_TWO_ACTIVITIES = _LOGFRAME_HEAD + (
    "results:\n  R1:\n    outcome: OS\n    label: Result 1\n    statement: {en: Schools are built}\n    activities:\n"
)


def _indicator(id: str, label: str, mark: str = "", key_mark: str = "", where: str = "      ") -> str:
    lines = (
        f"{id}:{key_mark}",
        f"  label: {label}{mark}",
        f"  statement: {{en: Number {id} of schools}}",
        "  unit: schools",
        "  level: programme",
        "  over_communes: none",
        "  over_years: cumulative",
        "  targets: {2032: {value: 1, as_printed: 1 school}}",
    )
    return "".join(f"{where}{line}\n" for line in lines)


RULES = (
    Rule(
        "CIC201",
        "missing-file",
        Severity.ERROR,
        "a file that the programme needs is missing",
        "add {name}, or say `coverage: partial` in programme.yaml where the documents say no more",
        "programme.yaml is always needed; documents.yaml, logframe.yaml and budget.yaml too, unless coverage is partial.",
        "Without these files most figures cannot be checked, and nobody would notice that they are gone.",
        "Restore the file.",
        fails="# file: phases/later/programme.yaml\nformat: 1 #! CIC201 CIC201\nid: later\nname: {en: Later}\ncountry: XA\nsource: {document: plan}\n",
        passes="# file: phases/later/programme.yaml\nformat: 1\nid: later\nname: {en: Later}\ncountry: XA\ncoverage: partial\nsource: {document: plan}\n",
    ),
    Rule(
        "CIC202",
        "file-name",
        Severity.ERROR,
        "a file is not named after what it holds",
        "rename the file, or correct the id in it",
        "A partnership's file is named by its id; a report stands in the folder of its year and is named by its partnership.",
        "People look for a partnership by the name of its file; a report in the folder of another year would be read by nobody.",
        "Rename the file or correct the id, whichever is wrong.",
        fails="# file: reports/2031/alfa-bravo.yaml\nyear: 2032 #! CIC202\npartnership: alfa-bravo\n",
        passes="# file: reports/2031/alfa-bravo.yaml\nyear: 2031\npartnership: alfa-bravo\n",
        check=file_names,
    ),
    Rule(
        "CIC203",
        "duplicate-id",
        Severity.ERROR,
        "one id for two things",
        "give one of the two another id",
        "The ids of partnerships, communes, indicators and activities are each unique in the programme.",
        "A figure that is reported for the id could belong to either of the two.",
        "Rename one of the two, and the references to it.",
        fails=_TWO_ACTIVITIES
        + "      A.1.1: {text: {en: Build}}\n  R2:\n    outcome: OS\n    label: Result 2\n    statement: {en: Schools open}\n"
        "    activities:\n      A.1.1: {text: {en: Open}} #! CIC203 CIC207\n",
        passes=_TWO_ACTIVITIES
        + "      A.1.1: {text: {en: Build}}\n  R2:\n    outcome: OS\n    label: Result 2\n    statement: {en: Schools open}\n"
        "    activities:\n      A.2.1: {text: {en: Open}}\n",
        check=duplicate_ids,
    ),
    Rule(
        "CIC204",
        "repeated-label",
        Severity.WARNING,
        "one printed label for two indicators",
        "refer to the indicators by their ids, never by the printed label",
        "The printed label of an indicator is its own.",
        "Whoever reports “IOV 1” by e-mail may mean any of the indicators that carry the label.",
        "Where the document numbers so, keep the label as printed and acknowledge the finding; the ids are unique.",
        fails=_LOGFRAME_HEAD
        + "    indicators:\n"
        + _indicator("OS.1", "Indicator 1")
        + _indicator("OS.2", "Indicator 1", " #! CIC204"),
        passes=_LOGFRAME_HEAD
        + "    indicators:\n"
        + _indicator("OS.1", "Indicator 1")
        + _indicator("OS.2", "Indicator 2"),
        check=repeated_labels,
    ),
    Rule(
        "CIC205",
        "unknown-reference",
        Severity.ERROR,
        "a reference to nothing",
        "correct the id; `cic list` shows what exists",
        "Each document, indicator, outcome, commune, partnership and organisation that a file refers to must exist.",
        "What is reported or promised under a wrong id is lost.",
        "Most often a letter or a digit of the id is wrong.",
        fails="# file: reports/2031/alfa-bravo.yaml\nyear: 2031\npartnership: alfa-bravo\ncommunes:\n  echo: {} #! CIC205\n",
        passes="# file: reports/2031/alfa-bravo.yaml\nyear: 2031\npartnership: alfa-bravo\ncommunes:\n  bravo: {}\n",
        check=unknown_references,
    ),
    Rule(
        "CIC206",
        "numbering-gap",
        Severity.WARNING,
        "a number is left out",
        "check whether something was lost where the number is missing",
        "Results, indicators, activities, risks and tasks are numbered without gaps.",
        "A gap is often a row that was lost when the table was copied or shortened.",
        "Restore what is missing, or acknowledge the gap where the document itself has it.",
        fails=_TWO_ACTIVITIES + "      A.1.1: {text: {en: Build}}\n      A.1.3: {text: {en: Open}} #! CIC206\n",
        passes=_TWO_ACTIVITIES + "      A.1.1: {text: {en: Build}}\n      A.1.2: {text: {en: Open}}\n",
        check=numbering_gaps,
    ),
    Rule(
        "CIC207",
        "malformed-code",
        Severity.INFO,
        "a code that does not look like its neighbours",
        "write the code like the others, or acknowledge it where it is printed so",
        "An indicator's id begins with the id of what it stands under, an activity's with its number, and the printed labels begin alike.",
        "A code of another form is easily taken for another thing, or was moved from elsewhere.",
        "Correct the code, or acknowledge it where the document prints it so.",
        fails=_TWO_ACTIVITIES + "      A.2.1: {text: {en: Build}} #! CIC207\n",
        passes=_TWO_ACTIVITIES + "      A.1.1: {text: {en: Build}}\n",
        check=malformed_codes,
    ),
    Rule(
        "CIC208",
        "same-text",
        Severity.WARNING,
        "the same text under two codes",
        "delete one of the two, or put in the text that was meant",
        "Two activities, indicators, results or risks do not say the same (spaces, capitals and apostrophes aside).",
        "Either something is counted twice, or the second text was pasted over by the first and is lost.",
        "Ask whoever wrote the document which text belongs there.",
        fails=_TWO_ACTIVITIES
        + "      A.1.1: {text: {en: Build a school.}}\n      A.1.2: {text: {en: build a  school}} #! CIC208\n",
        passes=_TWO_ACTIVITIES
        + "      A.1.1: {text: {en: Build a school.}}\n      A.1.2: {text: {en: Open a school.}}\n",
        check=same_texts,
    ),
)
