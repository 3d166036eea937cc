"""Things that are called by their names where their ids are needed: `Alfa/Bravo` for `alfa-bravo`. Needed only
where an id was refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from cic.diagnostics import Problem
from cic.model.called import bare, names_in
from cic.model.kinds import personal_at
from cic.model.levels import level_of
from cic.model.programme import Programme
from cic.model.rules import WRONG_VALUE

_MOST = 100


def with_meant_id(found: Problem, programme: Programme) -> Problem:
    """The problem with the id that was probably meant, where a name stands in its place."""
    value = found.figures.get("value")
    refused = found.rule is WRONG_VALUE and found.message.template.startswith("{value} is not written as it must be")
    if (
        not refused
        or not isinstance(value, str)
        or len(value) > _MOST
        or not found.path
        or personal_at(found.where.file, found.path)
    ):
        return found
    close = _meant(value, str(found.path[-1]), found.path, programme)
    if close is None:
        return found
    which = found.which
    return WRONG_VALUE.problem(
        found.where, "{value} is no id: did you mean {close}?", which=which, value=value, close=close
    )


def _meant(value: str, key: str, path: Iterable[object], programme: Programme) -> str | None:
    groups = dict(_groups(programme))
    at_key = next(
        (group for group in groups if key == group or (group == "indicator" and "observations" in path)), None
    )
    if "communes" in path and key == value:
        at_key = "indicator" if "observations" in path else "commune"
    if "partners" in path and "expenditure" not in path and key == value:
        at_key = "indicator" if "observations" in path else "partner"
    names: dict[str, str] = {}
    for group, pairs in groups.items():
        if at_key in (None, group):
            for id, name in pairs:
                names.setdefault(bare(name), id)
                names.setdefault(bare(id), id)
    names.pop("", None)
    wanted = bare(value)
    if wanted in names:
        return names[wanted]
    close = difflib.get_close_matches(wanted, list(names), n=1, cutoff=0.75)
    return names[close[0]] if close else None


def _groups(programme: Programme) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The ids of each kind of thing with what people call it, by the key that names one."""
    yield "partnership", [(one.id, name) for one in programme.partnerships.values() for name in names_in(one)]
    yield (
        "commune",
        [
            (id, name)
            for id, one in programme.communes.items()
            for name in (one.value.name, one.value.full_name)
            if name is not None
        ],
    )
    yield (
        "partner",
        [
            (id, name)
            for id, one in programme.partners.items()
            for name in (one.value.name, one.value.full_name)
            if name is not None
        ],
    )
    documents = programme.documents.documents if programme.documents else {}
    yield "document", [(id, name) for id, one in documents.items() for name in one.title.values()]
    logframe = programme.logframe
    kinds = [one.value.sources_of_verification for one in programme.each_indicator()]
    kinds += [logframe.evidence_kinds] if logframe else []
    yield "kind", [(id, name) for one in kinds for id, text in one.items() for name in text.values()]
    of = {"impact": ("impact",), "outcome": ("outcome",), "result": ("result", "output"), "under": ("result", "output")}
    for group, levels in of.items():
        labelled = (one for one in programme.each_promise() if level_of(one.value) in levels)
        yield group, [(one.id, one.value.label) for one in labelled if one.value.label is not None]
    yield "indicator", [(id, one.value.label) for id, one in programme.indicators.items()]
    organisations = programme.identity.organisations if programme.identity else {}
    yield (
        "organisation",
        [(id, name) for id, one in organisations.items() for name in (one.name, one.abbreviation) if name is not None],
    )
