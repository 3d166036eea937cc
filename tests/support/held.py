"""Outputs in which other people's programs have a hand are compared where the version that `constraints.txt` holds runs."""

from __future__ import annotations

import re
from contextlib import ContextDecorator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"


def plain(name: str) -> str:
    """The name of a package as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def held() -> dict[str, str]:
    """The version of each package that is held."""
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {plain(name): version for name, version in pairs}


def others(makers: tuple[str, ...]) -> list[str]:
    """Which makers are installed in another version than the held one, in words."""
    installed = {maker: version(maker) for maker in makers}
    return [
        f"{maker} {installed[maker]} (held: {held()[plain(maker)]})"
        for maker in makers
        if installed[maker] != held()[plain(maker)]
    ]


class made_by(ContextDecorator):  # noqa: N801 reads like the sentence it is: with made_by("tabulate"), @made_by("babel")
    """What is compared below is partly made by these packages: in other versions than the held ones they may make it
    otherwise, and then the test says that it was skipped. With the held versions, and where all agrees, nothing changes."""

    def __init__(self, *makers: str) -> None:
        self.makers = makers

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, AssertionError) and (found := others(self.makers)):
            pytest.skip(f"made otherwise by {', '.join(found)}")
