"""5xx, reports: what was reported against what can be."""

from __future__ import annotations

from cic.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
