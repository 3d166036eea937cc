"""Mistakes of other kinds than a changed figure, one at a time, each with whether anything in the data contradicts it.

A second witness is another place of the data, the period, the calendar, or a public list (provinces, providers of
e-mail) from which the mistake can be seen. Whether there is one is decided here, from the data as they stand, by a
criterion that each function states and that knows nothing of the rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

Files = Mapping[str, str]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMAIL = re.compile(r"[^\s\"@]+@[^\s\"@]+\.[^\s\"@]+")
_PROVIDERS = ("gmail", "hotmail", "icloud", "live", "outlook", "yahoo")


class Mistake(NamedTuple):
    """One mistake: the kind, the file and its new text, the line, what it was and became.

    alone: why nothing contradicts it; empty where something does.
    """

    kind: str
    file: str
    text: str
    line: int
    before: str
    after: str
    alone: str = ""


class _Scalar(NamedTuple):
    """A key or a value with the keys that lead to it."""

    path: tuple[str, ...]
    text: str
    start: int
    end: int
    is_key: bool


def _scalars(text: str) -> list[_Scalar]:
    return list(_below(yaml.compose(text, yaml.CSafeLoader), ()))


def _below(node: yaml.Node, path: tuple[str, ...]) -> Iterator[_Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield _Scalar((*path, key.value), key.value, key.start_mark.index, key.end_mark.index, True)
            yield from _below(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for n, item in enumerate(node.value):
            yield from _below(item, (*path, str(n)))
    elif isinstance(node, yaml.ScalarNode):
        yield _Scalar(path, node.value, node.start_mark.index, node.end_mark.index, False)


def _mistake(kind: str, file: str, text: str, at: _Scalar, before: str, after: str, alone: str = "") -> Mistake:
    """The value or key with `before` once replaced."""
    start = text.index(before, at.start, at.end)
    whole = text[:start] + after + text[start + len(before) :]
    return Mistake(kind, file, whole, text.count("\n", 0, start) + 1, before, after, alone)


def mistakes(files: Files) -> Iterator[Mistake]:
    """Every mistake of every kind."""
    for kind in (
        _outside_the_period, _over_years, _to_come, _twice, _slips_of_ids, _slips_of_places, _lost_accents,
        _addresses, _swapped_addresses, _donors, _totals, _spending,
    ):  # fmt: skip
        yield from kind(files)


def _period(files: Files) -> tuple[int, int]:
    period = yaml.safe_load(files["programme.yaml"])["period"]
    return period["start"], period["end"]


def _outside_the_period(files: Files) -> Iterator[Mistake]:
    """Milestones and deadlines of the programme: the period is the witness."""
    kind = "a milestone or deadline outside the period"
    first, last = _period(files)
    text = files["logframe.yaml"]
    for one in _scalars(text):
        milestone = one.is_key and len(one.path) > 2 and one.path[-2] == "targets"
        if milestone or (one.path[-2:] == ("deadline", "year") and not one.is_key):
            for year in (first - 1, last + 1):
                yield _mistake(kind, "logframe.yaml", text, one, one.text, str(year))


_YEARLY = re.compile(r"par an\b|chaque année|annuel|per year|a year|jaarlijks|per jaar|yearly|annual", re.IGNORECASE)


def _over_years(files: Files) -> Iterator[Mistake]:
    """The witness of `per_period` is a window, that of a rate a yearly wording; `cumulative` where there are windows."""
    text = files["logframe.yaml"]
    logframe = yaml.safe_load(text)
    owners = [*logframe["outcomes"].values(), *logframe["results"].values()]
    indicators = {id: one for owner in owners for id, one in owner.get("indicators", {}).items()}
    for one in _scalars(text):
        if one.path[-1] != "over_years" or one.is_key:
            continue
        indicator = indicators[one.path[-2]]
        words = [*indicator["statement"].values(), *(t["as_printed"] for t in indicator["targets"].values())]
        yearly = any(_YEARLY.search(word) for word in words)
        for way in ("cumulative", "rate", "per_period"):
            if way != one.text:
                alone = ""
                if way == "rate" and yearly and not _total_says(indicator):
                    alone = "the wording speaks of each year, and a rate is as possible"
                yield _mistake(f"`over_years` becomes `{way}`", "logframe.yaml", text, one, one.text, way, alone)


def _total_says(indicator: dict[str, object]) -> bool:
    """Whether a yearly rate of the reading makes the targets, which it does only over all years together."""
    frequency = indicator.get("reading", {}).get("frequency", {})  # type: ignore[attr-defined]
    return frequency.get("per") == "year" and indicator["over_communes"] in ("sum", "none")


def _to_come(files: Files) -> Iterator[Mistake]:
    """Every day but those on which an acceptance ends: the calendar is the witness."""
    for file, text in files.items():
        for one in _scalars(text):
            if not one.is_key and _DATE.fullmatch(one.text) and one.path[-1] != "expires":
                for after in (f"2{int(one.text[1]) or 9}{one.text[2:]}".replace("20", "29", 1), "2031-01-15"):
                    yield _mistake("a day that has not come yet", file, text, one, one.text, after)


def _twice(files: Files) -> Iterator[Mistake]:
    """Every entry of every list that is written below each other, and every point of a text, once more."""
    for file, text in files.items():
        lines = text.split("\n")
        entries = set(_lines_of_entries(yaml.compose(text, yaml.CSafeLoader)))
        for n, line in enumerate(lines):
            if not re.match(r"\s*- ", line):
                continue
            indent = len(line) - len(line.lstrip())
            end = n + 1
            while end < len(lines) and lines[end].strip():
                depth = len(lines[end]) - len(lines[end].lstrip())
                if depth < indent or (depth == indent and (n in entries or lines[end].lstrip().startswith("- "))):
                    break
                end += 1
            between = [] if n in entries else [""]
            whole = "\n".join([*lines[:end], *between, *lines[n:end], *lines[end:]])
            kind = "the same entry twice in a list" if n in entries else "the same point twice in a text"
            yield Mistake(kind, file, whole, end + len(between) + 1, line.strip()[:50], "twice")


def _lines_of_entries(node: yaml.Node) -> Iterator[int]:
    """The lines on which an entry of a list begins, counted from 0."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield item.start_mark.line
            yield from _lines_of_entries(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _lines_of_entries(value)


def _slips(word: str) -> Iterator[str]:
    """Two neighbours that changed places, in the middle; a letter lost, later."""
    at = len(word) // 2
    while at < len(word) - 1 and (word[at] == word[at + 1] or not word[at : at + 2].isalpha()):
        at += 1
    if at < len(word) - 1:
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    lost = next((n for n in range(len(word) - 2, 0, -1) if word[n].isalpha() and word[n] != word[n + 1]), None)
    if lost is not None:
        yield word[:lost] + word[lost + 1 :]


def plain(text: str) -> str:
    """Without accents, capitals and signs."""
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in parts if char.isalpha())


def _slips_of_ids(files: Files) -> Iterator[Mistake]:
    """Ids of communes, persons, organisations and partnerships; the witness is the name that the id is made of."""
    for file, text in files.items():
        scalars = _scalars(text)
        names = {one.path: one.text for one in scalars if not one.is_key}
        for one in scalars:
            kind = _kind_of_id(file, one)
            if not kind:
                continue
            at = one.path if one.is_key else ("communes",)
            named = [plain(value) for path, value in names.items() if path[: len(at)] == at and path[-1] in _NAMES]
            own = plain(one.text)
            made = not one.is_key or any(own in name for name in named)
            for after in _slips(one.text):
                short = len(own) < 4 or plain(after) in "".join(named)
                alone = "" if made and not short else "the id is not made of the name, or too short to tell"
                yield _mistake(kind, file, text, one, one.text, after, alone)


_NAMES = ("name", "abbreviation", "full_name")


def _kind_of_id(file: str, one: _Scalar) -> str:
    if not one.is_key and one.path == ("id",) and "partnerships/" in file:
        return "a slip in the id of a partnership"
    if one.is_key and len(one.path) > 1:
        parent = one.path[-2]
        if parent == "communes" and "partnerships/" in file and len(one.path) == 2:
            return "a slip in the id of a commune"
        if parent in ("contacts", "organisations"):
            return f"a slip in the id of {'a contact' if parent == 'contacts' else 'an organisation'}"
    return ""


def _slips_of_places(files: Files) -> Iterator[Mistake]:
    """Provinces and regions; the witness is ISO 3166-2 or another file that has the name."""
    for file, text in files.items():
        for one in _scalars(text):
            if one.is_key or one.path[-1] not in ("province", "region") or "partnerships/" not in file:
                continue
            word = max(re.findall(r"[^\W\d_]+", one.text), key=len)
            for after in _slips(word):
                yield _mistake("a slip in a province or region", file, text, one, word, after)


def _lost_accents(files: Files) -> Iterator[Mistake]:
    """Names with an accent; the witness is another place that has the whole name with all its accents."""
    names = ("name", "full_name", "printed_name", "province", "region", "locality", "abbreviation")
    found = [
        (file, one)
        for file, text in files.items()
        if file != "acknowledgements.yaml"
        for one in _scalars(text)
        if not one.is_key and (one.path[-1] in names) and "source" not in one.path and "reading" not in one.path
    ]
    words = Counter(
        (where, word.casefold())
        for file, one in found
        for word in set(re.findall(r"[^\W\d_]{3,}", one.text))
        for where in {file, one.path[-1] if one.path[-1] in ("province", "region") else file}
    )
    for file, one in found:
        for word in re.findall(r"[^\W\d_]{3,}", one.text):
            bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
            if bare == word:
                continue
            repeated = words[file, word.casefold()] > 1 or words[one.path[-1], word.casefold()] > 2
            alone = "" if repeated else "neither this file nor another region has the word"
            text = files[file]
            yield _mistake("an accent lost in a name", file, text, one, word, bare, alone)


def _addresses(files: Files) -> Iterator[Mistake]:
    """Servers and endings of e-mail addresses. The witness is the commune's name, another address at that server, or
    a provider that anybody knows; of an ending, the country's code or two other addresses at that server."""
    every = [
        (file, one)
        for file, text in files.items()
        for one in _scalars(text)
        if not one.is_key and "emails" in one.path and _EMAIL.fullmatch(one.text)
    ]
    servers = Counter(label for _, one in every for label in set(one.text.partition("@")[2].split(".")[:-1]))
    pairs = Counter(".".join(one.text.partition("@")[2].split(".")[-2:]) for _, one in every)
    for file, one in every:
        text, domain = files[file], one.text.partition("@")[2]
        *labels, ending = domain.split(".")
        commune = plain("".join(one.path[1:2])) if one.path[0] == "communes" else ""
        for label in labels:
            known = servers[label] > 1 or label in _PROVIDERS or (len(label) > 4 and plain(label) in commune)
            for after in _slips(label):
                alone = "" if known else "no other place has the name of the server"
                yield _mistake("an e-mail address: a slip in the server", file, text, one, label, after, alone)
        other = next(code for code in ("com", "net") if code != ending)
        own = any(len(plain(label)) > 4 and plain(label) in commune for label in labels)
        shared = own or labels[-1] in ("gmail", "icloud")
        shared |= labels[-1] not in _PROVIDERS and pairs[f"{labels[-1]}.{ending}"] > 2
        alone = "" if shared else "the provider has several endings, or no other address is there"
        changed = f"{domain.removesuffix(ending)}{other}"
        yield _mistake("an e-mail address: another ending", file, text, one, domain, changed, alone)


def _swapped_addresses(files: Files) -> Iterator[Mistake]:
    """The address of a commune in place of that of another. The witness is a person's name in it, or the commune's."""
    every = [
        (file, one)
        for file, text in files.items()
        if file.startswith("partnerships/")
        for one in _scalars(text)
        if not one.is_key and "emails" in one.path
    ]
    people = [
        (path, [plain(word) for word in re.findall(r"[^\W\d_]{4,}", name.text)])
        for file, text in files.items()
        if file.startswith("partnerships/")
        for name in _scalars(text)
        if name.path[-1] == "name" and not name.is_key
        for path in [name.path]
    ]
    for (file, one), (_, other) in zip(every, [*every[1:], every[0]], strict=True):
        local, server = (plain(part) for part in (other.text.partition("@")[0], other.text.partition("@")[2]))
        shown = any(
            path[1] == other.path[1] and any(word in local or word in server for word in words)
            for path, words in people
        )
        alone = "" if shown else "the address has no word of its owner's name"
        kind = "an e-mail address: that of another commune"
        yield _mistake(kind, file, files[file], one, one.text, other.text, alone)


def _donors(files: Files) -> Iterator[Mistake]:
    """Roles of organisations: one donor is expected where the file answers a donor's questions."""
    text = files["programme.yaml"]
    for one in _scalars(text):
        if one.is_key or one.path[-1] != "role" or one.path[0] != "organisations" or "reading" in one.path:
            continue
        roles = ("applicant", "synergy", "stakeholder", "local") if one.text == "donor" else ("donor",)
        kind = "the only donor becomes something else" if one.text == "donor" else "a second donor"
        for role in roles:
            yield _mistake(kind, "programme.yaml", text, one, one.text, role)


def _totals(files: Files) -> Iterator[Mistake]:
    """Printed totals of zero and rows of zeros, deleted. The witness is that all blocks beside it have one."""
    text = files["budget.yaml"]
    lines = text.split("\n")
    budget = yaml.safe_load(text)
    for n, line in enumerate(lines):
        if re.fullmatch(r"\s+total: 0\.00", line):
            whole = "\n".join(lines[:n] + lines[n + 1 :])
            # what is gone has no line any more: it is missed at the row that it was the total of
            above = max(m for m in range(n) if re.fullmatch(r"\s+[a-z_]+:", lines[m]))
            yield Mistake("a printed total of zero is gone", "budget.yaml", whole, above + 1, line.strip(), "")
        block = re.fullmatch(r"( +)([a-z]+):", line)
        if block and block[2] in ("total", "investment", "operating", "personnel"):
            end = n + 1
            while end < len(lines) and lines[end].startswith(block[1] + "  "):
                end += 1
            if all(one.endswith(" 0.00") for one in lines[n + 1 : end]):
                above = max(m for m in range(n) if len(lines[m]) - len(lines[m].lstrip()) < len(block[1]))
                group = "associations" if above > lines.index("associations:") else "categories"
                beside = list(budget[group].values())
                alone = (
                    "" if sum(block[2] in one for one in beside) == len(beside) else "not all blocks have such a row"
                )
                whole = "\n".join(lines[:n] + lines[end:])
                yield Mistake("a printed row of zeros is gone", "budget.yaml", whole, above + 1, block[2], "", alone)


def _spending(files: Files) -> Iterator[Mistake]:
    """A cent more than each printed figure of the categories and of the whole, in a report of its own."""
    budget = yaml.safe_load(files["budget.yaml"])
    natures = ("investment", "operating", "personnel")
    for category, block in budget["categories"].items():
        for row, cells in block.items():
            if row == "label":
                continue
            for column, amount in cells.items():
                year = column if isinstance(column, int) else max(c for c in cells if isinstance(c, int))
                file = f"reports/{year}/programme.yaml"
                nature = row if row in natures else "operating"
                head = files.get(file, f"year: {year}\n").rstrip("\n")
                spent = f"{float(amount) + 0.01:.2f}"
                text = f"{head}\nexpenditure:\n  {category}:\n    {nature}: {{amount: {spent}}}\n"
                line = text.count("\n")
                kind = f"a cent more is spent than a printed {_figure(row, column)}"
                yield Mistake(kind, file, text, line, f"{category} {row} {column}", spent)


def _figure(row: str, column: object) -> str:
    if row == "total":
        return "total of a category" if column == "total" else "total of a category and year"
    return "total of a nature" if column == "total" else "cell (nature and year)"
