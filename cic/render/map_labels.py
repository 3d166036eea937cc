"""Where the names stand on a map: none over another, over a sign or over the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

Spot = tuple[float, float]

_LETTER = 6.6
"""The width of a letter, broadly reckoned."""
_HIGH = 12
_MOST_LETTERS = 26
_CLEAR = 9
"""Half the side of the room that a sign takes."""
_NEAR = 12
_DISTANCES = (_NEAR, 22, 34, 50, 70)


class Label(NamedTuple):
    """A name and the place it is of.

    left: where its first letter stands, None where there is no room for it. side: -1, 0 or 1 where it is left of the
    place, above or below it, or right of it.
    """

    at: Spot
    name: str
    left: Spot | None = None
    side: int = 1
    is_far: bool = False

    @property
    def shown(self) -> str:
        """The name, or its beginning where it is long."""
        return self.name if len(self.name) <= _MOST_LETTERS else f"{self.name[: _MOST_LETTERS - 1].rstrip()}…"

    @property
    def width(self) -> float:
        """The room that it takes."""
        return round(len(self.shown) * _LETTER, 1)

    @property
    def lead_to(self) -> Spot:
        """The point of the name that is nearest to its place."""
        x, y = self.left or self.at
        return min(max(self.at[0], x), round(x + self.width, 1)), round(y - 4, 1)

    @property
    def written(self) -> tuple[Spot, str]:
        """Where it is written and how it is set, from the side of its place, whatever the font makes of its width."""
        x, y = self.left or self.at
        if self.side > 0:
            return (x, y), "start"
        return (round(x + (self.width if self.side else self.width / 2), 1), y), "end" if self.side else "middle"


class _Room(NamedTuple):
    west: float
    north: float
    east: float
    south: float

    def meets(self, other: _Room) -> bool:
        return (
            self.west < other.east and other.west < self.east and self.north < other.south and other.north < self.south
        )


def labels(named: Sequence[Label], width: int, height: int) -> list[Label]:
    """The names with their places, in the order given: each where there is room for it, as near as can be."""
    signs = [_Room(x - _CLEAR, y - _CLEAR, x + _CLEAR, y + _CLEAR) for x, y in (one.at for one in named)]
    taken: list[_Room] = [*signs, _Room(0, height - 24, width * 0.42, height)]
    placed: dict[int, Label] = {}
    # who stands highest chooses first, so that the same places give the same map in whatever order they come
    for n in sorted(range(len(named)), key=lambda n: (named[n].at[1], named[n].at[0], named[n].name, n)):
        one = named[n]
        for spot, side, is_far in _candidates(one):
            room = _Room(spot[0], spot[1] - _HIGH + 2, spot[0] + one.width, spot[1] + 3)
            is_inside = room.west >= 2 and room.north >= 2 and room.east <= width - 2 and room.south <= height - 2
            if is_inside and not any(room.meets(other) for other in taken):
                placed[n] = one._replace(left=spot, side=side, is_far=is_far)
                taken.append(room)
                break
        else:
            placed[n] = one
    return [placed[n] for n in range(len(named))]


def _candidates(one: Label) -> Iterator[tuple[Spot, int, bool]]:
    """Where the first letter may stand: right, left, below or above of the place, in the corners, then farther."""
    x, y = one.at
    middle = y + 4
    for distance in _DISTANCES:
        sides = (
            (distance, 0),
            (-distance, 0),
            (0, distance),
            (0, -distance),
            *product((distance, -distance), repeat=2),
        )
        for right, down in sides:
            left = x + right if right > 0 else x + right - one.width if right < 0 else x - one.width / 2
            drop = down + 3 if down > 0 else down
            yield (round(left, 1), round(middle + drop, 1)), (right > 0) - (right < 0), distance > _NEAR
