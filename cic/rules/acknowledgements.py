"""9xx: the acknowledgements themselves. The check is in `cic.check`, which knows the findings; here stands the manual."""

from __future__ import annotations

from cic.findings import Severity
from cic.rules.rule import Rule

_HEAD = "# file: acknowledgements.yaml\nacknowledgements:\n"

RULES = (
    Rule(
        "CIC901",
        "acknowledgement-stale",
        Severity.WARNING,
        "an acknowledgement that matches no finding",
        "delete it if the contradiction is gone; correct its rule, file or path if it was mistyped",
        "Each acknowledgement matches a finding of its rule at its file and key path.",
        "An acknowledgement that is left behind would silently accept the next error at the same place.",
        "Delete it.",
        fails=_HEAD
        + "  - rule: budget-years #! CIC901\n    file: budget.yaml\n    path: operating_costs.total[total]\n    reason: {en: printed so}\n",
        passes=_HEAD + "  []\n",
    ),
    Rule(
        "CIC902",
        "acknowledgement-expired",
        Severity.WARNING,
        "an acknowledgement has expired",
        "look at the finding again: settle it, or acknowledge it anew with a later date",
        "An acknowledgement with a date of expiry holds until that day, included.",
        "Whoever set the date wanted the question to be asked again.",
        "Settle what was left open, or set a new date and say why.",
        fails=_HEAD
        + "  - rule: budget-years #! CIC901\n    file: budget.yaml\n    path: operating_costs.total[total]\n    reason: {en: printed so}\n    expires: 2020-12-31 #! CIC902\n",
        passes=_HEAD + "  []\n",
    ),
    Rule(
        "CIC903",
        "acknowledgement-rule",
        Severity.ERROR,
        "an acknowledgement of a rule that does not exist",
        "write the name of the rule as `cic rules` lists it",
        "The rule of an acknowledgement is the name of one that exists.",
        "It accepts nothing, and whoever wrote it believes that it does.",
        "Correct the name.",
        fails=_HEAD + "  - rule: budget-yeras #! CIC903\n    file: budget.yaml\n    reason: {en: printed so}\n",
        passes=_HEAD + "  []\n",
    ),
)
