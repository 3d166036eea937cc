"""What is said of communes, said of a population in which partners are counted that are none."""

from __future__ import annotations

from collections.abc import Mapping

from cic.base.message import phrase
from cic.diagnostics import Problem
from cic.model.logframe import Indicator
from cic.model.vocabulary import OTHERS_TOO


def of_those_counted(indicator: Indicator, found: Problem) -> Problem:
    """The problem, in words that name no communes where the indicator counts others too."""
    said = found.message
    if indicator.population not in OTHERS_TOO:
        return found
    return found._replace(message=said._replace(template=_OF_PARTICIPANTS.get(said.template, said.template)))


_SUM = phrase(
    "the targets of {communes:participants} for {indicator} in {year} make {sum}, "
    "the programme promises {stated} ({difference})"
)
_OF_PARTICIPANTS: Mapping[str, str] = {
    "the {communes} communes' targets for {indicator} in {year} make {sum}, "
    "the programme promises {stated} ({difference})": _SUM,
    "the one commune's target for {indicator} in {year} makes {sum}, "
    "the programme promises {stated} ({difference})": _SUM,
    "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
    "there is a target for {have} of {communes:communes}": phrase(
        "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
        "there is a target for {have} of {communes:participants}"
    ),
    "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
    "there is a target for {have} of {communes:communes}, none for {without}": phrase(
        "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
        "there is a target for {have} of {communes:participants}, none for {without}"
    ),
    "{found} cannot be the target of one commune: {indicator} counts communes, each with {each} or 0": phrase(
        "{found} cannot be the target of one participant: {indicator} counts participants, each with {each} or 0"
    ),
    "{indicator} counts communes: of one commune it is 1 or 0, not {value}": phrase(
        "{indicator} counts participants: of one of them it is 1 or 0, not {value}"
    ),
    "{number} communes report {indicator}, and nothing says how their values make one of the programme": phrase(
        "{number:participants} report {indicator}, and nothing says how their values make one of the programme"
    ),
    "{indicator} is not promised commune by commune": phrase("{indicator} is not promised of each participant"),
    "{indicator} is measured commune by commune, but reported for the {here}": phrase(
        "{indicator} is measured of each participant, but reported for the {here}"
    ),
    "{indicator} has {value} by {year}, but {rate} a year over {years:years} in {communes:communes} makes "
    "{makes}": phrase(
        "{indicator} has {value} by {year}, but {rate} a year over {years:years} of {communes:participants} makes "
        "{makes}"
    ),
    "{indicator} has {value} by {year}, but {rate} a year over {years:years} in {communes:communes} makes {makes}; "
    "{value} goes with {like:communes}": phrase(
        "{indicator} has {value} by {year}, but {rate} a year over {years:years} of {communes:participants} makes "
        "{makes}; {value} goes with {like:participants}"
    ),
    "{indicator} counts {communes:communes} ({counted}), but its wording names {wanted} ({named})": phrase(
        "{indicator} counts {communes:participants} ({counted}), but its wording names {wanted} ({named})"
    ),
    "{indicator} counts {value:communes}, and there cannot be less than none": phrase(
        "{indicator} counts {value:participants}, and there cannot be less than none"
    ),
    "{indicator} counts {value:communes}, more than there are: {communes} ({population})": phrase(
        "{indicator} counts {value:participants}, more than there are: {communes} ({population})"
    ),
    "{indicator}: {value} of {communes:communes} is {rounded} %, but {percent} % is printed": phrase(
        "{indicator}: {value} of {communes:participants} is {rounded} %, but {percent} % is printed"
    ),
    "{indicator}: {value} of {communes:communes} is {rounded} %, but {percent} % is printed, "
    "which would be {like} of {like_of}": phrase(
        "{indicator}: {value} of {communes:participants} is {rounded} %, but {percent} % is printed, "
        "which would be {like} of {like_of}"
    ),
    "{indicator}: {value} of {communes:communes} is {rounded} % when rounded; {percent} % is cut off": phrase(
        "{indicator}: {value} of {communes:participants} is {rounded} % when rounded; {percent} % is cut off"
    ),
}
