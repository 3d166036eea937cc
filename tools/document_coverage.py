"""How much of the source documents the data read, as a page: docs/coverage.md.

Run: python tools/document_coverage.py FOLDER     (make coverage CIC_DOCUMENTS=FOLDER; the folder of the five documents)
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cic.analysis.coverage import Covered, Occurrence, Standing, Tally, coverage, tally
from cic.analysis.document_figures import Reason
from cic.storage.folder import Folder
from cic.storage.loader import load
from cic.storage.plain_text import plain_texts

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coverage.md"
FORMS = {"dossier": ("1", "2", "5", "7.1", "7.2", "7.3", "7.6")}
"""The sections that are filled-in sheets and tables: the country, the partnerships, the risks, the outcome, the logical
framework, the budget, the synergies. All others are prose."""
WHY = (
    (r"PIC|PPA|phase 2014|précédente", "the period of another programme"),
    (r"réformes|Constitution|pouvoir marocain|discours|session|années ‘", "history: no value of the programme"),
    (r"commune pour la période|de la commune", "the period of the communes’ own plans"),
    (r"travaux \d+", "the period of the programme, printed without the dash between its years"),
    (r"d’ici début", "a year by which partnerships would plan their own interventions"),
    (r"habitants", "an example of a large and a small commune, not of this programme"),
    (r"rang|%|femmes sur|chômage|\d{4}, le classement|En \d{4}, le|\d{4}\. Enfin", "a figure about the country, not about the programme"),
    (r"lignes maximum", "an instruction of the form"),
    (r"Dossier Tram", "a menu of the web page"),
)  # fmt: skip
"""Why something is not read, by the words around it; the first that fits. What fits none says so."""


def covered(documents: Path) -> tuple[Covered, ...]:
    """The shipped data against the documents. Stops where one of them is not there."""
    programme = load(Folder(ROOT / "data"), datetime.date(2026, 11, 22)).programme
    named = programme.documents.documents if programme.documents else {}
    texts = plain_texts(documents, {id: document.sha256 for id, document in named.items()})
    if texts.lacking:
        sys.exit("\n".join(f"{id}: {why}" for id, why in texts.lacking.items()))
    return coverage(programme, texts.found)


def page(documents: Sequence[Covered]) -> str:
    """The whole page."""
    return "\n".join(_lines(documents)) + "\n"


def _lines(documents: Sequence[Covered]) -> Iterator[str]:
    yield "# How much of the documents the data read"
    yield ""
    yield "Made by `tools/document_coverage.py` from `cic coverage` and the five documents, whose files are known by their SHA-256 in"
    yield "`data/documents.yaml`. Not typed by hand: `make coverage CIC_DOCUMENTS=FOLDER` renews it."
    yield ""
    yield "A *figure* is a number in digits that a document prints, but for those that only number or address something (the"
    yield "last table). It is *read* where a field or a claim of the data stands for it at its own place; *only in words* where a"
    yield "text of the data repeats it and no rule or calculation reads it; *nowhere* where the data do not have it at all."
    yield "Percentages are cut off: 100 % is all. The other way round, what each value of the data rests on: [leaves.md](leaves.md)."
    yield ""
    yield "## By document"
    yield ""
    yield from _head("document")
    for document in documents:
        yield _row(document.id, tally(document.occurrences))
        if document.id in FORMS:
            forms = [one for one in document.occurrences if one.section in FORMS[document.id]]
            yield _row("— its sheets and tables", tally(forms))
            yield _row(
                "— its prose", tally(one for one in document.occurrences if one.section not in FORMS[document.id])
            )
    yield ""
    for document in documents:
        if document.id in FORMS:
            yield f"## The {document.id} by section"
            yield ""
            yield f"Sheets and tables are {', '.join(FORMS[document.id])}."
            yield ""
            yield from _head("section")
            yield from (_row(section or "before the first", one) for section, one in document.sections.items())
            yield ""
    yield "## What is not read, and why"
    yield ""
    yield "| why | figures | of these in sheets and tables | for example |"
    yield "|---|---:|---:|---|"
    for why, unread in _by_reason(documents).items():
        document, example = unread[0]
        count = sum(one.section in FORMS.get(id, ()) for id, one in unread)
        yield f"| {why} | {len(unread)} | {count} | {document}, line {example.line}: “{_around(example)}” |"
    yield ""
    yield "## Each of them"
    yield ""
    yield "| document | line | section | in its words | in the data |"
    yield "|---|---:|---|---|---|"
    for document in documents:
        for one in _unread(document):
            where = "only in words" if one.standing is Standing.QUOTED else "nowhere"
            yield f"| {document.id} | {one.line} | {one.section} | {_around(one)} | {where} |"
    yield ""
    yield "## Numbers that are no figures"
    yield ""
    yield "| what they are | numbers |"
    yield "|---|---:|"
    excluded = Counter[Reason]()
    for document in documents:
        excluded.update(document.excluded)
    yield from (f"| {reason.value} | {excluded[reason]} |" for reason in Reason if excluded[reason])


def _head(first: str) -> Iterator[str]:
    yield f"| {first} | figures | read | | only in words | nowhere |"
    yield "|---|---:|---:|---:|---:|---:|"


def _row(name: str, one: Tally) -> str:
    return f"| {name} | {one.figures} | {one.read} | {one.percent_read} % | {one.quoted} | {one.nowhere} |"


def _unread(document: Covered) -> Iterable[Occurrence]:
    return (one for one in document.occurrences if one.standing is not Standing.READ)


def _around(one: Occurrence) -> str:
    before, after = (text.replace("|", "\\|").replace("*", "\\*") for text in (one.before, one.after))
    return f"{before}**{one.printed}**{after}"


def _by_reason(documents: Iterable[Covered]) -> dict[str, list[tuple[str, Occurrence]]]:
    found: dict[str, list[tuple[str, Occurrence]]] = {}
    for document in documents:
        for one in _unread(document):
            around = f"{one.before}{one.printed}{one.after}"
            why = next((why for pattern, why in WHY if re.search(pattern, around)), "not explained yet")
            found.setdefault(why, []).append((document.id, one))
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    PAGE.write_text(page(covered(Path(sys.argv[1]))), encoding="utf-8")
