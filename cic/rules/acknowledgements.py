"""9xx: the acknowledgements themselves. The check is in `cic.checks.engine`, which knows the findings; here stands the
manual."""

from __future__ import annotations

from cic.diagnostics import Severity
from cic.rules.rule import Rule

RULES = (
    Rule(
        "CIC901",
        "acknowledgement-stale",
        Severity.WARNING,
        "an acknowledgement that matches no finding",
        "delete it if the contradiction is gone; correct its rule, file or path if it was mistyped",
    ),
    Rule(
        "CIC902",
        "acknowledgement-expired",
        Severity.WARNING,
        "an acknowledgement has expired",
        "look at the finding again: settle it, or acknowledge it anew with a later date",
    ),
    Rule(
        "CIC903",
        "acknowledgement-rule",
        Severity.ERROR,
        "an acknowledgement of a rule that does not exist",
        "write the name of the rule as `cic rules` lists it",
    ),
)
