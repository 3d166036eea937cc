"""Random data in random styles of YAML, each line knowing what it belongs to."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from cic.source.edit import ABSENT
from cic.source.written import OneLine

Path = tuple[Any, ...]
NEW: tuple[Any, ...] = (
    5,
    Decimal("12500.50"),
    True,
    "reglement.pdf",
    "dit: “oui”, # non",
    "two\nlines",
    {"achieved": True, "evidence": [OneLine(kind="plan", address="p.pdf")]},
    {"note": OneLine(fr="Été: oui")},
    [1, {"a": "b", "c": [2, OneLine(d=3)]}],
    OneLine(fr="x"),
    {},
    [],
)


WORDS = (
    "alfa",
    "bravo",
    "Été à l’école",
    "no",
    "# hash",
    "a: b",
    "2019-05-04",
    "",
    "x, y",
    "- z",
    "'q'",
    '"d"',
    "12",
    "مدرسة",
    "x" * 90,
)
KEYS = ("year", "R4.1", "fr", "with space", "no", 2019, "2019-Q3", "é", "a:b", "value", "01030", "note")


@dataclass
class Line:
    """A line, the paths of all that stands in it, and its comment."""

    text: str
    owners: set[Path] = field(default_factory=set)
    comment: str = ""


class Writer:
    """Writes data as lines; every choice is the random generator's."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.step = rng.choice((2, 2, 4, 3))
        self.of_lists = rng.choice((0, self.step, self.step))
        self.is_busy = rng.random() < 0.7
        self.flow = rng.choice((0.0, 0.2, 0.6))
        self.comments = 0

    def data(self, depth: int = 0) -> Any:
        rng = self.rng
        kind = rng.random()
        if depth == 0 or (kind < 0.45 and depth < 4):
            keys = rng.sample(KEYS, rng.randint(1 if depth else 2, 4) if rng.random() > 0.06 or not depth else 0)
            return {key: self.data(depth + 1) for key in keys}
        if kind < 0.62 and depth < 4:
            return [self.data(depth + 1) for _ in range(rng.randint(0, 3))]
        return self.scalar()

    def scalar(self) -> Any:
        rng = self.rng
        return rng.choice(
            (
                rng.choice(WORDS),
                rng.choice(WORDS),
                rng.randint(-5, 3000),
                Decimal(rng.randint(0, 99999)).scaleb(-2),
                rng.random() < 0.5,
                " ".join(rng.choices(("mot", "été", "of: x", "#y"), k=4)),
                "two\nlines\n" if depth_of_chance(rng) else "words\n\nmore",
                None,
            )
        )

    def comment(self) -> str:
        self.comments += 1
        return f"# remark {self.comments} - a: b"

    def between(self, column: int) -> list[Line]:
        if not self.is_busy or self.rng.random() < 0.7:
            return []
        if self.rng.random() < 0.4:
            return [Line("")]
        note = self.comment()
        return [Line(" " * max(0, column + self.rng.choice((0, 0, 0, -2))) + note, comment=note)]

    def key(self, key: Any) -> str:
        text = str(key)
        if isinstance(key, int):
            return text
        plain = text.replace(".", "").isalnum() and text.isascii() and text[0].isalpha() and text != "no"
        style = self.rng.choice(("plain", "single", "double") if plain else ("single", "double"))
        if style == "single":
            return "'" + text.replace("'", "''") + "'"
        return text if style == "plain" and plain else json.dumps(text, ensure_ascii=False)

    def in_line(self, value: Any) -> str:
        """A scalar in one line."""
        if value is None:
            return self.rng.choice(("null", "~"))
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (int, Decimal)):
            return str(value)
        if value.isascii() and value.isalpha() and value != "no":
            return self.rng.choice((value, f'"{value}"', f"'{value}'"))
        if "\n" not in value and self.rng.random() < 0.4:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def flow_text(self, value: Any, path: Path, owners: set[Path]) -> str:
        owners.add(path)
        if isinstance(value, dict):
            colon = self.rng.choice((": ", ": ", ":  "))
            parts = [self.key(key) + colon + self.flow_text(one, (*path, key), owners) for key, one in value.items()]
            start, end = "{", "}"
        elif isinstance(value, list):
            parts = [self.flow_text(one, (*path, number), owners) for number, one in enumerate(value)]
            start, end = "[", "]"
        else:
            return self.in_line(value)
        blank = self.rng.choice(("", " "))
        last = self.rng.choice(("", "", ",")) if parts else ""
        return start + blank + self.rng.choice((", ", ",  ", " , ")).join(parts) + last + blank + end

    def flow_lines(self, head: str, value: Any, path: Path, column: int, above: set[Path]) -> list[Line]:
        """What stands in brackets on several lines, an entry to a line."""
        items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        signs = "{}" if isinstance(value, dict) else "[]"
        lines = [Line(head + signs[0], {*above, path})]
        for number, (key, one) in enumerate(items):
            owners: set[Path] = set()
            text = self.flow_text(one, (*path, key), owners)
            if isinstance(value, dict):
                text = f"{self.key(key)}: {text}"
            is_last = number == len(items) - 1
            note = f" {self.comment()}" if self.is_busy and self.rng.random() < 0.2 else ""
            comma = "," if not is_last or self.rng.random() < 0.3 else ""
            lines.append(Line(" " * (column + 2) + text + comma + note, owners, note.strip()))
        lines.append(Line(" " * column + signs[1], {path}))
        return lines

    def beside(self, head: str, value: Any, path: Path, column: int, above: set[Path]) -> list[Line]:
        """A value beside its key or its dash, at `column` of the key; goes on below where it has to."""
        rng = self.rng
        note = f"{rng.choice((' ', '   '))}{self.comment()}" if self.is_busy and rng.random() < 0.2 else ""
        owners = {*above, path}
        gap = rng.choice((" ", " ", "  "))
        if isinstance(value, (dict, list)) and (not value or rng.random() < self.flow):
            if value and rng.random() < 0.3:
                return self.flow_lines(head + gap, value, path, column, above)
            text = self.flow_text(value, path, owners)
            return [Line(head + gap + text + note, owners, note.strip())]
        if isinstance(value, dict):
            return [Line(head + note, owners, note.strip()), *self.mapping(value, path, column + self.step)]
        if isinstance(value, list):
            at = column + (self.of_lists if not head.rstrip().endswith("-") else 2)
            return [Line(head + note, owners, note.strip()), *self.sequence(value, path, at)]
        if value is None and rng.random() < 0.5:
            return [Line(head + note, owners, note.strip())]
        if isinstance(value, str) and value.strip() and "\n" in value and rng.random() < 0.7:
            sign = "|" if value.endswith("\n") else "|-"
            body = [
                Line((" " * (column + self.step) + line) if line else "", {path})
                for line in value.rstrip("\n").split("\n")
            ]
            tail = [Line("")] if sign == "|" and rng.random() < 0.3 else []
            return [Line(f"{head}{gap}{sign}{note}", owners, note.strip()), *body, *tail]
        if (
            isinstance(value, str)
            and value.count(" ") > 2
            and '"' not in value
            and "\n" not in value
            and rng.random() < 0.6
        ):
            first, rest = value.split(" ", 1)
            if rng.random() < 0.4:
                header = Line(f"{head}{gap}>-{note}", owners, note.strip())
                return [
                    header,
                    Line(" " * (column + self.step) + first, {path}),
                    Line(" " * (column + self.step) + rest, {path}),
                ]
            return [
                Line(f'{head}{gap}"{first}', owners),
                Line(" " * (column + self.step) + f'{rest}"{note}', {path}, note.strip()),
            ]
        if isinstance(value, str) and rng.random() < 0.05 and value:
            return [
                Line(head + note, owners, note.strip()),
                Line(" " * (column + self.step) + self.in_line(value), {path}),
            ]
        return [Line(head + gap + self.in_line(value) + note, owners, note.strip())]

    def mapping(self, value: dict[Any, Any], path: Path, column: int) -> list[Line]:
        lines: list[Line] = []
        for number, (key, one) in enumerate(value.items()):
            lines += self.between(column) if number else []
            head = " " * column + self.key(key) + self.rng.choice((":", ":", " :"))
            lines += self.beside(head, one, (*path, key), column, set())
        return lines

    def sequence(self, value: list[Any], path: Path, column: int) -> list[Line]:
        lines: list[Line] = []
        for number, one in enumerate(value):
            here = (*path, number)
            lines += self.between(column) if number else []
            if isinstance(one, dict) and one and self.rng.random() > self.flow:
                gap = self.rng.choice((1, 1, 3))
                below = self.mapping(one, here, column + 1 + gap)
                first = below[0]
                below[0] = Line(" " * column + "-" + first.text[column + 1 :], {*first.owners, here}, first.comment)
                lines += below
            else:
                lines += self.beside(" " * column + "-", one, here, column, set())
        return lines


def depth_of_chance(rng: Random) -> bool:
    """Heads or tails."""
    return rng.random() < 0.5


@dataclass
class Sample:
    """A file: its bytes, its lines, what it says."""

    raw: bytes
    lines: list[Line]
    data: dict[Any, Any]
    newline: str


def sample(rng: Random) -> Sample:
    """A random file."""
    writer = Writer(rng)
    data = writer.data()
    lines = [Line("# yaml-language-server: $schema=x.json")] if rng.random() < 0.3 else []
    if rng.random() < 0.1:
        lines.append(Line("---"))
    if rng.random() < 0.08:
        lines += [Line(json.dumps(data, ensure_ascii=False, default=str), {()})] if rng.random() < 0.5 else []
        if not lines or () not in lines[-1].owners:
            owners: set[Path] = set()
            lines.append(Line(writer.flow_text(data, (), owners), owners))
        else:
            data = json.loads(lines[-1].text, parse_float=Decimal)
            lines[-1].owners |= set(all_paths(data, ()))
    else:
        lines += writer.mapping(data, (), rng.choice((0, 0, 0, 2)))
    if rng.random() < 0.2:
        note = writer.comment()
        lines.append(Line(note, comment=note))
    newline = rng.choice(("\n", "\n", "\r\n"))
    text = newline.join(line.text for line in lines) + (newline if rng.random() < 0.8 else "")
    mark = b"\xef\xbb\xbf" if rng.random() < 0.1 else b""
    return Sample(mark + text.encode(), lines, data, newline)


def all_paths(data: Any, path: Path) -> list[Path]:
    """The path of everything."""
    found = [path]
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, one in below:
        found += all_paths(one, (*path, key))
    return found


def at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def afterwards(data: Any, path: Path, value: Any) -> Any:
    """The data after a change, reckoned in another way than the editor does: in place, on a copy."""
    whole: Any = copy.deepcopy(data)
    *above, last = path
    parent = whole
    for step in above:
        if (parent.get(step) if isinstance(parent, dict) else parent[step]) is None:
            parent[step] = {}
        parent = parent[step]
    if value is ABSENT:
        del parent[last]
    elif isinstance(parent, list) and last == len(parent):
        parent.append(copy.deepcopy(value))
    else:
        parent[last] = copy.deepcopy(value)
    return whole


def repr_of(data: Any) -> Any:
    """What tells 1 from true and 1.0, whatever the order of keys."""
    if isinstance(data, dict):
        return {("key", type(key).__name__, key): repr_of(one) for key, one in data.items()}
    if isinstance(data, list):
        return [repr_of(one) for one in data]
    return type(data).__name__, str(data)
