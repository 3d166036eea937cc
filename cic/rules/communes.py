"""6xx: communes, contacts, geography and population."""

from __future__ import annotations

from cic.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
