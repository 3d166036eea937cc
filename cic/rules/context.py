"""7xx: risks, theory of change and synergies."""

from __future__ import annotations

from cic.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
