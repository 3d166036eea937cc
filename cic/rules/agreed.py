"""5xx, agreed: what was reported for a closed year, promises and money change only with a recorded correction; words of
documents not unseen; and nothing goes without a word."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.agreed import CORRECTIONS, Agreed, agreed_things, main_figure, quoted_things
from cic.analysis.amendments import amendments_that_move
from cic.analysis.corrections import answer, change_path, corrected_files, entry, is_same, new_corrections
from cic.analysis.diff import Thing, changes, record_changes
from cic.analysis.gone import place_of_gone, unexplained_gone
from cic.analysis.things import hanging_words
from cic.base.message import Message, phrase
from cic.diagnostics import Problem, Severity, Spot
from cic.model.kinds import Kind
from cic.model.partnership import Partnership
from cic.model.paths import steps_of
from cic.model.programme import Programme
from cic.model.scalars import Record
from cic.rules.rule import comparison, named, problem, rule
from cic.rules.uncorrected import closed_years_of, language_of, uncorrected, unexplained, wrong_correction

PUT_BACK = phrase("put it back, or write below `corrections:` of {file}, with the reason: {entry}")


@comparison(
    code="CIC521",
    name="closed-year",
    severity=Severity.ERROR,
    title="a closed year was changed without a correction",
    hint=PUT_BACK,
    needs=("programme", "report"),
)
def closed_years(before: Programme, after: Programme) -> Iterator[Problem]:
    """Changes of what was reported for a year that was closed before, and of the closing itself."""
    closed = closed_years_of(before)
    for found in uncorrected(before, after, "reported", "closing"):
        thing = found.thing
        year = thing.path[2] if thing.sort == "closing" else thing.thing.year
        assert isinstance(year, int)
        day = str(closed[thing.thing.folder][year])
        wrong = wrong_correction(found, after)
        if wrong is not None:
            yield wrong
        elif not thing.path and thing.is_new:
            yield unexplained(thing, after, _LATE, year=year, closed=day)
        elif not thing.path and thing.is_gone:
            yield unexplained(thing, after, _GONE, year=year, closed=day)
        else:
            template = _REPORTED if thing.main is not None else _REPORTED_OTHERWISE
            yield unexplained(thing, after, template, year=year, closed=day)


_REPORTED = phrase("{year} was closed on {closed}, but {path} was {before} and is {after}, without a correction")
_REPORTED_OTHERWISE = phrase(
    "{year} was closed on {closed}, but {path} is not what was reported, without a correction: {what}"
)
_LATE = phrase("{year} was closed on {closed}, and {path} came later, without a correction that says so")
_GONE = phrase("{year} was closed on {closed}, but {path} is gone, without a correction that says so")


@comparison(
    code="CIC522",
    name="agreed-target",
    severity=Severity.ERROR,
    title="a baseline or an agreed target was changed without a correction",
    hint=PUT_BACK,
    needs=("logframe", "partnership"),
)
def agreed_targets(before: Programme, after: Programme) -> Iterator[Problem]:
    """Changes of a baseline, of a target, of a deadline or of a commune's targets that were there before."""
    for found in uncorrected(before, after, "promise"):
        yield wrong_correction(found, after) or _not_as_agreed(found.thing, after)


@comparison(
    code="CIC524",
    name="agreed-amount",
    severity=Severity.ERROR,
    title="an agreed amount was changed without a correction",
    hint=PUT_BACK,
    needs=("budget", "partnership"),
)
def agreed_amounts(before: Programme, after: Programme) -> Iterator[Problem]:
    """Changes of a cell of the budget or of the amount of a partnership."""
    for found in uncorrected(before, after, "money"):
        yield wrong_correction(found, after) or _amended(found.thing, after) or _not_as_agreed(found.thing, after)


def _amended(one: Agreed, after: Programme) -> Problem | None:
    """Of a printed figure that was changed as an amendment says: the amendment moves it already, and the table stays as
    it was approved. None where no amendment says so."""
    main = one.main
    if main is None or not (isinstance(main.before, Decimal) and isinstance(main.after, Decimal)):
        return None
    own = next((phase for phase in after.and_phases() if phase.folder == one.thing.folder), after)
    partnership = one.thing.id if one.thing.kind.is_of(Partnership) else ""
    found = amendments_that_move(own, main.path, partnership, main.after - main.before)
    return unexplained(one, after, _MOVED_TWICE, amendments=found) if found else None


_MOVED_TWICE = phrase(
    "{path} was agreed as {before} and is {after}; what stands below `amendments:` ({amendments}) moves that money "
    "already, so that it is moved twice: the printed figure stays {before}"
)


def _not_as_agreed(one: Agreed, after: Programme) -> Problem:
    return unexplained(one, after, _ONE if one.main is not None else _SEVERAL)


_ONE = phrase("{path} was agreed as {before} and is {after}, without a correction")
_SEVERAL = phrase("{path} is not what was agreed, without a correction: {what}")


@comparison(
    code="CIC525",
    name="changed-words",
    severity=Severity.WARNING,
    title="words or a claim of a document were changed",
    hint="compare with the document; if it is right and needs a word, write below `corrections:` of {file}: {entry}",
)
def changed_words(before: Programme, after: Programme) -> Iterator[Problem]:
    """Printed words and claims that were there before and are others now."""
    written = new_corrections(before, after)
    found = changes(before, after)
    agreed = {change for one in agreed_things(found, closed_years_of(before)) for change in one.changes}
    for one in quoted_things(found):
        if agreed.isdisjoint(one.changes) and not answer(one, written).is_explained:
            if one.is_gone:
                yield unexplained(one, after, _GONE_WORDS)
            else:
                yield unexplained(one, after, _SAID if one.main is not None else _SAID_SEVERAL)


_SAID = phrase("a document is quoted otherwise: {path} was “{before}” and is “{after}”")
_SAID_SEVERAL = phrase("a document is quoted otherwise: {what}")
_GONE_WORDS = phrase("{path} is gone, which a document says")


@comparison(
    code="CIC526",
    name="gone-thing",
    severity=Severity.ERROR,
    title="something that was agreed is gone without a word",
    hint="put it back; if it has another id now, write `formerly: [{id}]` below that id; if it was never to be there, "
    "write below `corrections:` of {file}, with the reason: {entry}",
)
def gone_things(before: Programme, after: Programme) -> Iterator[Problem]:
    """Partnerships, communes, outcomes, results and indicators that were there before and are not any more."""
    for one in unexplained_gone(before, after):
        assert one.before is not None
        place = place_of_gone(one, after)
        kind, id = one.before.kind, one.before.id
        if one.after is not None:
            found = problem(
                one.after.spot.key(),
                "the {kind} {id} is gone, and {other} is the same but for its id: then write `formerly: [{id}]` there",
                kind=named(kind),
                id=id,
                other=one.after.id,
                which=f"{kind} {id}",
            )
        else:
            found = problem(
                place.spot,
                "the {kind} {id} is gone, and with it: {what}" if any(one.hanging) else "the {kind} {id} is gone",
                kind=named(kind),
                id=id,
                what=hanging_words(one.hanging),
                which=f"{kind} {id}",
            )
        shown = {"file": place.file, "entry": entry(place.path, after.today, language_of(after))}
        yield found._replace(message=Message(found.message.template, {**found.message.params, **shown}))


@rule(
    code="CIC523",
    name="correction-value",
    severity=Severity.WARNING,
    title="a correction that does not say what stands now",
    hint="correct `now`, or add the later correction below it",
)
def corrections(programme: Programme) -> Iterator[Problem]:
    """Corrections that do not say what stands now; of several of one value the last counts."""
    for kind, file, record, own in corrected_files(programme):
        stands = _values(kind, file, record) if own else {}
        last = {one.path: n for n, one in enumerate(own)}
        for n, one in enumerate(own):
            if last[one.path] != n or (one.was is None and one.now is None):
                continue
            value = stands.get(one.path) if one.path in stands else main_figure(_block(record, one.path))
            if not is_same(one.now, value):
                yield problem(
                    Spot(file, (CORRECTIONS, n, "path" if one.now is None else "now")),
                    "the correction says that {path} is now {now}, but it is {stands}",
                    path=one.path,
                    now=Message("nothing") if one.now is None else one.now,
                    stands=Message("nothing") if value is None else value,
                )


def _values(kind: Kind, file: str, record: Record) -> dict[str, object]:
    """Every value of a file by its key path."""
    return {change_path(leaf): leaf.after for leaf in record_changes(Thing("", kind), file, None, record)}


def _block(record: Record, path: str) -> object:
    """What stands at a key path; None where nothing does."""
    value: object = record
    for step in steps_of(path):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, tuple):
            value = value[step] if isinstance(step, int) and step < len(value) else None
        else:
            value = getattr(value, str(step), None) if isinstance(value, Record) else None
    return value


GONE_THINGS = gone_things

RULES = (
    closed_years,
    agreed_targets,
    agreed_amounts,
    changed_words,
    gone_things,
    corrections,
)
