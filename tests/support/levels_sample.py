"""A logical framework with every level, laid over the base programme: an impact, an outcome, results with outputs and a
result without an outcome. The file is not in the order of the levels."""

from __future__ import annotations


def indicator(id: str, targets: str = "{2032: {value: 2, as_printed: 2 schools}}") -> str:
    """An indicator of the programme as a whole."""
    return (
        f"{id}: {{label: Indicator {id}, statement: {{en: 'What {id} measures'}}, unit: schools, level: programme, "
        f"over_communes: none, over_years: cumulative, targets: {targets}, "
        f"sources_of_verification: {{register: {{en: Register}}}}}}"
    )


_EARLIER = "{2031: {value: 2, as_printed: 2 schools}}"
"""An activity is measured in another year than the results."""


def activity(id: str, more: str = "") -> str:
    """An activity with its words."""
    return f"{id}: {{text: {{en: 'Do {id}'}}{more}}}"


def logframe(
    more_of_first: str = f", indicators: {{{indicator('A.1.1.1', _EARLIER)}}}",
    more_of_second: str = "",
    impact: str = "I",
) -> str:
    """more_of_first, more_of_second: further keys of the activities A.1.1 and A.1.2, both of the output O1.1."""
    return f"""\
source: {{document: plan, section: "2"}}
results:
  R1:
    outcome: OS
    label: Result 1
    statement: {{en: Schools are built}}
    indicators:
      {indicator("R1.1")}
  R2:
    label: Result 2
    statement: {{en: Roads are built}}
    indicators:
      {indicator("R2.1")}
    activities:
      {activity("A.2.1")}
  O1.1:
    under: R1
    level: output
    label: Output 1.1
    statement: {{en: Walls stand}}
    indicators:
      {indicator("O1.1.1")}
    activities:
      {activity("A.1.1", more_of_first)}
      {activity("A.1.2", more_of_second)}
  O1.2:
    under: R1
    level: output
    label: Output 1.2
    statement: {{en: Roofs hold}}
    indicators:
      {indicator("O1.2.1")}
    activities:
      {activity("A.1.3")}
outcomes:
  OS:
    impact: {impact}
    label: Outcome
    statement: {{en: Communes have schools}}
    indicators:
      OS.1:
        label: Indicator OS.1
        statement: {{en: Each commune has a school}}
        unit: communes
        level: commune
        population: southern_communes
        over_communes: count
        over_years: cumulative
        baseline: {{value: 0, as_printed: 0 communes}}
        targets:
          2032: {{value: 3, as_printed: 3 communes have a school (100 %), stated_percent: 100}}
        sources_of_verification: {{register: {{en: Register}}}}
impacts:
  I:
    label: Impact
    statement: {{en: Children read}}
    indicators:
      {indicator("I.1", "{2032: {value: 90, as_printed: 90 schools}}")}
"""


ORDER = ["I", "OS", "R1", "O1.1", "O1.2", "R2"]
"""The promises from the top down, each result followed by what stands under it."""
INDICATORS = ["I.1", "OS.1", "R1.1", "O1.1.1", "A.1.1.1", "O1.2.1", "R2.1"]
"""The indicators in that order; those of an activity follow those of its result."""
