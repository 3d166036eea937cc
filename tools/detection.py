"""Measured detection: change every figure of the shipped data once, and count how many `cic validate` finds, and at which line.

Run: python tools/detection.py [--write | --promised | --mistakes]     (half an hour on two cores; --write renews
docs/detection.md; --promised measures only the figures of which nearly all must be found, --mistakes only the mistakes
of other kinds, which `tools/detection_kinds.py` makes, in three minutes; with --write it renews their part of the page)

Every figure is changed in each of these ways, alone: one digit becomes another; two neighbouring digits that differ change
places; the decimal point or comma is lost. Every row (a line of YAML that holds a key or an item) is deleted once, and
every file once. A change is found when a finding that nobody has acknowledged comes up; at its line when one of the places
of the findings is the line of the change; it fails when `cic validate` would exit with 1.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from detection_kinds import Mistake, mistakes

import cic.storage.loader
from cic.base.errors import UserError
from cic.checks.engine import check
from cic.checks.placement import findings
from cic.diagnostics import Problem, Severity
from cic.language.text import figures_in
from cic.rules import RULES
from cic.source import Document, read_yaml
from cic.storage.folder import Folder
from cic.storage.loader import load

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PAGE = ROOT / "docs" / "detection.md"
TODAY = datetime.date(2026, 12, 1)
ALL = frozenset(RULES)
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
PROMISED = (
    "budget table: amounts and printed totals",
    "partnership budgets",
    "partnership budgets, printed words",
    "indicators: baselines and targets",
    "indicators: printed words",
    "communes' targets",
    "populations",
    "populations, printed words",
)
"""The kinds of figures of which at least 99 of 100 changed digits must be found at their line."""
OTHER = "other figures (dates, periods, scales, markers, sections)"


@dataclass(frozen=True)
class Change:
    """One change of one file."""

    file: str
    kind: str
    way: str
    line: int
    before: str
    text: str | None
    after: str = ""
    lead: str = ""
    """What stands before the figure in its line."""
    printed: str | None = None
    """The printed words beside a value."""


@cache
def originals() -> dict[str, bytes]:
    """The shipped files, by name."""
    return {name: raw for name, raw in Folder(DATA).files() if isinstance(raw, bytes)}


@cache
def _read_once(file: str, raw: bytes) -> Document:
    return read_yaml(file, raw)


def _read(file: str, raw: bytes) -> Document:
    """The files that are not changed are read as YAML once for all changes; every rule still runs over everything."""
    return _read_once(file, raw) if raw is originals().get(file) else read_yaml(file, raw)


class Changed(Folder):
    """The shipped data with one file changed or gone."""

    def __init__(self, file: str, text: str | None) -> None:
        super().__init__(DATA)
        self._file, self._text = file, text

    def files(self, *_: object) -> Iterator[tuple[str, bytes | Problem]]:
        """All files, in memory."""
        for name, raw in originals().items():
            if name != self._file:
                yield name, raw
            elif self._text is not None:
                yield name, self._text.encode()
        if self._file not in originals() and self._text is not None:
            yield self._file, self._text.encode()


def kind_of(file: str, path: tuple[str, ...], on_key: bool) -> str:
    """What kind of figure stands at a path."""
    if on_key:
        return "years and codes that are keys"
    last = path[-1] if path else ""
    if "source" in path:
        return OTHER
    if file.endswith("budget.yaml") and re.fullmatch(r"\d{4}|total", last):
        return "budget table: amounts and printed totals"
    if file.startswith("partnerships/") and path[0] == "budget":
        return "partnership budgets, printed words" if last == "as_printed" else "partnership budgets"
    if "targets" in path and file.startswith("partnerships/"):
        return "communes' targets"
    if "logframe" in file and ("targets" in path or "baseline" in path):
        return "indicators: printed words" if last == "as_printed" else "indicators: baselines and targets"
    if "beneficiaries" in path:
        return "populations, printed words" if {"as_printed", "of"} & set(path) else "populations"
    if "claims" in path:
        return "claims of documents" if last == "value" else "claims of documents, printed words"
    if {"contacts", "telephones", "emails", "address", "postal_code"} & set(path):
        return "contacts: telephones, e-mails, addresses, postal codes"
    if file == "acknowledgements.yaml":
        return "acknowledged figures" if "figures" in path else "running texts"
    if {"fr", "nl", "en", "words", "text", "printed_name", "section"} & set(path):
        return "running texts"
    return OTHER


def _scalars(
    node: yaml.Node, path: tuple[str, ...] = (), printed: str | None = None
) -> Iterator[tuple[yaml.ScalarNode, tuple[str, ...], bool, str | None]]:
    """Every key and value, with its path, whether it is a key, and the printed words beside it."""
    if isinstance(node, yaml.MappingNode):
        printed = next((value.value for key, value in node.value if key.value == "as_printed"), None)
        for key, value in node.value:
            yield key, (*path, key.value), True, None
            yield from _scalars(value, (*path, key.value), printed)
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            yield from _scalars(item, (*path, str(n)), printed)
    elif isinstance(node, yaml.ScalarNode):
        yield node, path, False, printed


def changes_of_figures(file: str, text: str) -> Iterator[Change]:
    """Each figure of a file, changed in each way that it can be."""
    for node, path, on_key, printed in _scalars(yaml.compose(text, yaml.CSafeLoader)):
        for match in FIGURE.finditer(text, node.start_mark.index, node.end_mark.index):
            kind, figure, start = kind_of(file, path, on_key), match.group(), match.start()
            line = text.count("\n", 0, start) + 1
            lead = text[text.rfind("\n", 0, start) + 1 : start]
            for way, changed in _changed(figure, start):
                whole = text[:start] + changed + text[match.end() :]
                yield Change(file, kind, way, line, figure, whole, changed, lead, printed)


def _changed(figure: str, seed: int) -> Iterator[tuple[str, str]]:
    digits = [n for n, sign in enumerate(figure) if sign.isdigit()]
    at = digits[seed % len(digits)]
    yield "one digit", figure[:at] + str((int(figure[at]) + 1 + seed % 9) % 10) + figure[at + 1 :]
    swaps = [n for n in digits if n + 1 in digits and figure[n] != figure[n + 1]]
    if swaps:
        at = swaps[seed % len(swaps)]
        yield "two digits swapped", figure[:at] + figure[at + 1] + figure[at] + figure[at + 2 :]
    points = [n for n, sign in enumerate(figure) if sign in ".,"]
    if points:
        yield "point lost", figure[: points[-1]] + figure[points[-1] + 1 :]


def changes_of_rows(file: str, text: str) -> Iterator[Change]:
    """Each row of a file, deleted with all that is indented below it."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if not re.match(r" *(?:- )?[\w.\"'-]+: ?|\s*- ", line) or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip())
        end = n + 1
        while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
            end += 1
        while end > n + 1 and not lines[end - 1].strip():
            end -= 1
        kind = f"rows of {Path(file).parts[0]}" if "/" in file else f"rows of {file}"
        yield Change(file, kind, "row deleted", n + 1, line.strip()[:60], "\n".join(lines[:n] + lines[end:]))


def all_changes() -> Iterator[Change]:
    """Every change."""
    for file, raw in originals().items():
        text = raw.decode()
        yield from changes_of_figures(file, text)
        yield from changes_of_rows(file, text)
        yield Change(file, "files", "file deleted", 1, file, None)


def judge(change: Change) -> tuple[bool, bool, bool]:
    """Whether a change is found, found at its line, and fails."""
    try:
        cic.storage.loader.read_yaml = _read
        loaded = load(Changed(change.file, change.text), TODAY)
    except UserError:
        return True, True, True
    open_ones = [one for one in check(loaded, ALL).verdicts if one.acceptance is None]
    fails = any(one.problem.rule.severity is Severity.ERROR for one in open_ones)
    places = {
        (place.file, place.line)
        for f in findings(loaded, open_ones)
        for place in (f.place, *(r.place for r in f.related))
    }
    return bool(open_ones), (change.file, change.line) in places, fails


WAYS = ("one digit", "two digits swapped", "point lost")
EACH = "each way"


def _is_same_number(change: Change) -> bool:
    numbers = [[figure.number for figure in figures_in(written)] for written in (change.before, change.after)]
    return numbers[0] == numbers[1]


def _is_label(change: Change) -> bool:
    return change.kind.endswith("printed words") and re.search(r"\b[A-Z]{1,4}[. ]?$", change.lead) is not None


def _has_no_figure_beside_it(change: Change) -> bool:
    return change.printed is not None and not figures_in(change.printed)


def _is_twice_in_the_words(change: Change) -> bool:
    """Whether the words hold the new figure in another place too."""
    others = [figure.number for figure in figures_in(change.printed or "")]
    return any(figure.number in others for figure in figures_in(change.after))


CLASSES: tuple[tuple[str, Callable[[Change], bool]], ...] = (
    ("the figure is the same number as before, written otherwise", _is_same_number),
    ("the figure is a label and counts nothing", _is_label),
    ("the printed words hold no figure that could contradict the value", _has_no_figure_beside_it),
    ("the figure became another one that the same words hold too", _is_twice_in_the_words),
)
"""Why a change of a figure that must be found was missed: the first that is true of it."""


def why_missed(change: Change) -> str:
    """The class of a miss."""
    return next((reason for reason, is_true in CLASSES if is_true(change)), "UNEXPLAINED")


def all_mistakes() -> list[Mistake]:
    """Every mistake of the other kinds."""
    return list(mistakes({name: raw.decode() for name, raw in originals().items()}))


def judge_mistake(one: Mistake) -> tuple[bool, bool, bool]:
    """What `judge` says of a change, of a mistake."""
    return judge(Change(one.file, one.kind, "mistake", one.line, one.before, one.text, one.after))


def mistakes_page() -> Iterator[str]:
    """How many mistakes of each kind are found, and which are not though something contradicts them."""
    made = all_mistakes()
    with ProcessPoolExecutor() as pool:
        judged = list(zip(made, pool.map(judge_mistake, made, chunksize=40), strict=True))
    yield from ("", HEAD, "", *ABOUT_MISTAKES, "")
    yield "| kind | made | with a second witness | of these at the line | elsewhere | missed | no second witness | of these found |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for kind in dict.fromkeys(one.kind for one in made):
        own = [(one, verdict) for one, verdict in judged if one.kind == kind]
        seen = [verdict for one, verdict in own if not one.alone]
        alone = [verdict for one, verdict in own if one.alone]
        lined, found = sum(at_line for _, at_line, _ in seen), sum(is_found for is_found, *_ in seen)
        share = f"{lined} ({lined * 1000 // len(seen) / 10:.1f} %)" if seen else "0"
        others = f"{found - lined} | {len(seen) - found} | {len(alone)} | {sum(is_found for is_found, *_ in alone)}"
        yield f"| {kind} | {len(own)} | {len(seen)} | {share} | {others} |"
    reasons = Counter((one.kind, one.alone) for one, _ in judged if one.alone)
    yield from ("", "Why there is no second witness:", "", "| kind | why | made |", "|---|---|---:|")
    yield from (f"| {kind} | {why} | {count} |" for (kind, why), count in reasons.items())
    yield from ("", "Not found at the line, though there is a second witness:", "")
    missed = [(one, verdict) for one, verdict in judged if not one.alone and not verdict[1]]
    yield from ("| kind | where | found elsewhere |", "|---|---|---|") if missed else ("None.",)
    for one, (is_found, *_) in missed:
        yield f"| {one.kind} | `data/{one.file}:{one.line}` | {'yes' if is_found else 'no'} |"


HEAD = "## Mistakes of other kinds"
ABOUT_MISTAKES = (
    "One mistake at a time, of the kinds that people make beside wrong figures. Whether there is a second witness (another",
    "place of the data, the period, the calendar, a public list) is decided by the script from the data, kind by kind, and",
    "knows nothing of the rules. What no second witness contradicts, no check can see.",
)


def measure(promised_only: bool = False) -> str:
    """The page, made anew."""
    changes = [change for change in all_changes() if not promised_only or change.kind in PROMISED]
    with ProcessPoolExecutor() as pool:
        verdicts = list(zip(changes, pool.map(judge, changes, chunksize=40), strict=True))
    tallies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    missed: list[Change] = []
    for change, (is_found, at_line, fails) in verdicts:
        for way in (change.way, EACH) if change.way in WAYS else (change.way,):
            tallies[change.kind, way].update(tried=1, found=is_found, lined=at_line, failed=fails)
        if not at_line and change.kind in PROMISED:
            missed.append(change)
    more = [] if promised_only else list(mistakes_page())
    return "\n".join([*_page(tallies, missed), *more]) + "\n"


def _page(tallies: Mapping[tuple[str, str], Counter[str]], missed: list[Change]) -> Iterator[str]:
    yield "# How much `cic validate` finds"
    yield ""
    yield "Made by `tools/detection.py`, which changes every figure of the shipped data once in each way, deletes every row and"
    yield "every file, and checks the whole each time. Not typed by hand: `make detection` renews it."
    yield ""
    yield "*Found*: a finding that nobody has acknowledged comes up. *At its line*: one of its places is the line that was"
    yield "changed. *Fails*: `cic validate` exits with 1 without `--strict`. Percentages are cut off: 100 % is all."
    yield from _table("All ways together, of the figures that must be found", EACH, PROMISED, tallies)
    kinds = [*PROMISED, *sorted({kind for kind, way in tallies if way in WAYS} - set(PROMISED))]
    for way in WAYS:
        yield from _table(way.capitalize(), way, kinds, tallies)
    yield from ("", "## Rows and files deleted", "", "| what | deleted | found | fails |", "|---|---:|---:|---:|")
    for kind, way in sorted(key for key in tallies if key[1] not in (*WAYS, EACH)):
        count = tallies[kind, way]
        yield f"| {kind} | {count['tried']} | {_share(count, 'found')} | {_share(count, 'failed')} |"
    yield from ("", "## Misses among the figures that must be found", "")
    yield from _misses(missed) if missed else ["None."]
    yield from ("", "## What is not found, and why", "", *EXPLAINED)


def _table(
    title: str, way: str, kinds: Iterable[str], tallies: Mapping[tuple[str, str], Counter[str]]
) -> Iterator[str]:
    yield from (
        "",
        f"## {title}",
        "",
        "| figures | changed | found | at its line | fails |",
        "|---|---:|---:|---:|---:|",
    )
    for kind in kinds:
        if count := tallies.get((kind, way)):
            shares = " | ".join(_share(count, part) for part in ("found", "lined", "failed"))
            yield f"| {kind} | {count['tried']} | {shares} |"


def _misses(missed: list[Change]) -> Iterator[str]:
    """The misses by their class, which the script decides; what is in none is unexplained."""
    yield from ("| why | misses |", "|---|---:|")
    classes = Counter(map(why_missed, missed))
    yield from (f"| {reason} | {count} |" for reason, count in classes.items())
    yield from ("", "| figures | way | where | was | became | why |", "|---|---|---|---|---|---|")
    for one in missed:
        yield (
            f"| {one.kind} | {one.way} | `data/{one.file}:{one.line}` | `{one.before}` | `{one.after}` | {why_missed(one)} |"
        )


def _share(count: Counter[str], part: str) -> str:
    """A percentage cut off, so that 100 % means all."""
    return f"{count[part]} ({count[part] * 1000 // count['tried'] / 10:.1f} %)"


EXPLAINED = (
    "- **Running texts**: no document says the figure a second time, so nothing can contradict it; where a text is repeated",
    "  (the outcome in each partnership file), the difference is found.",
    "- **Claims, printed words**: only the figure that the claim counts is read; what else stands in its words is running text.",
    "- **Other figures**: a date, a section or the point of a scale is printed once, and another is as possible.",
    "- **Two digits swapped, point lost**: the same checks as for one digit; `100 %` has no two digits that differ.",
    "- **Contacts**: a telephone number or an address with another digit is mostly as possible as the right one.",
    "- **Rows**: a key that may be absent is allowed to be absent: what no document says is left out. What is required, added",
    "  up, counted, referred to or numbered is missed when it is gone.",
    "- **Files**: a file that the programme can do without (strategy, risks, synergies, theory of change, a report) may be",
    "  deleted unless something refers to it or an acknowledgement waits for its finding.",
)


if __name__ == "__main__":
    only = "--mistakes" in sys.argv
    page = "\n".join(mistakes_page()) + "\n" if only else measure("--promised" in sys.argv)
    if "--write" in sys.argv:
        before = PAGE.read_text(encoding="utf-8").partition(HEAD)[0].rstrip("\n") + "\n" if only else ""
        PAGE.write_text(before + page, encoding="utf-8")
    print(page, end="")
