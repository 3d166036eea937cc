"""Files that several tests lay over the base programme, or break."""

from __future__ import annotations

from conftest import BASE, DATA, ROOT

DELTA = """\
id: delta-echo
source: {{document: plan, section: "4"}}
communes:
  delta:
    name: Delta
    country: BE
    telephones: ["02 234 56 789", "02 234 56 78 90"]
    emails: [zoe.sampelman@example.org, nozzle]
    contacts:
      first: {{name: "Zoé SAMPLEMAN", emails: [zoe-at-home]}}
      second: {{name: SAMPLEMAN Zoe}}
    reading: {{association: league, words: the League's communes}}
  echo: {{name: Echo, country: XA{more}, targets: {{OS.1: {{2032: 1}}}}}}
budget:
  OS: {{amount: 40.00, as_printed: Budget 40.00}}
"""

_REAL = DATA if DATA.is_dir() else ROOT / "cic" / "scaffold" / "demo"
"""A whole programme: the shipped one, or the demo where the data are not in the distribution."""
SHIPPED = {path.relative_to(_REAL).as_posix(): path.read_bytes() for path in sorted(_REAL.rglob("*.yaml"))}
SMALL = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*.yaml"))}
SMALL["reports/2031/alfa-bravo.yaml"] = (
    b"year: 2031\npartnership: alfa-bravo\ncommunes: {bravo: {observations: {OS.1: {value: 1, evidence: [{kind: register}]}}}}\n"
    b"expenditure: {partners: {operating: {amount: 12.00}}}\n"
)
for name in ("risks.yaml", "synergies.yaml", "theory_of_change.yaml", "strategy.yaml", "acknowledgements.yaml"):
    SMALL |= {name: SHIPPED[name]} if name in SHIPPED else {}
