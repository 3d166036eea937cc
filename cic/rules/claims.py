"""7xx, claims: what documents count in passing, against the data and against each other."""

from __future__ import annotations

from cic.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
