"""9xx: the acknowledgements themselves. `cic.checks.acknowledgements` finds it, because it knows the findings."""

from __future__ import annotations

from cic.diagnostics import Rule, Severity

ACKNOWLEDGEMENT_STALE = Rule(
    code="CIC901",
    name="acknowledgement-stale",
    severity=Severity.WARNING,
    title="an acknowledgement that matches no finding",
    hint="delete it if the contradiction is gone; correct its rule, file or path if it was mistyped",
    must_be_fixed=True,
)
ACKNOWLEDGEMENT_EXPIRED = Rule(
    code="CIC902",
    name="acknowledgement-expired",
    severity=Severity.WARNING,
    title="an acknowledgement has expired",
    hint="look at the finding again: settle it, or acknowledge it anew with a later date",
    must_be_fixed=True,
)
ACKNOWLEDGEMENT_RULE = Rule(
    code="CIC903",
    name="acknowledgement-rule",
    severity=Severity.ERROR,
    title="an acknowledgement of a rule that does not exist",
    hint="write the name of the rule as `cic rules` lists it",
    must_be_fixed=True,
)

RULES = (
    ACKNOWLEDGEMENT_STALE,
    ACKNOWLEDGEMENT_EXPIRED,
    ACKNOWLEDGEMENT_RULE,
)
