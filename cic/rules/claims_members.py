"""71x, members: what documents name one by one, against the data, against each other and against their own count."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from cic.base.message import Word
from cic.diagnostics import Problem, Severity, Spot
from cic.model.kept import kept
from cic.model.programme import Programme
from cic.model.scalars import Text
from cic.model.vocabulary import COUNTED, word
from cic.rules.claims import Stated, each_claim, is_ours, lists
from cic.rules.rule import problem, rule


@rule(
    code="CIC714",
    name="claim-members",
    severity=Severity.WARNING,
    title="a document names other things or years than are listed, or than it counts",
    hint="compare the words with those of the other place; ask the authors which are meant",
    needs=("programme", "documents", "logframe", "partnership", "theory_of_change", "synergies"),
)
def members_of_claims(programme: Programme) -> Iterator[Problem]:
    """Claims that name their members: not so many as they count, or as many as elsewhere but others, or one that is
    none of the things of which it should be a part."""
    first: dict[tuple[str, ...], Stated] = {}
    say = _Names(programme)
    for stated in each_claim(programme.own_documents):
        claim, about = stated.claim, stated.claim.about
        yield from _years_named(programme, stated)
        members = frozenset(claim.members)
        if not members or not is_ours(programme, claim):
            continue
        if Decimal(len(members)) != claim.value:
            yield problem(
                stated.spot.at("value"),
                "the document says {stated} for {about}, and names {counted}: {members}",
                related=(stated.spot.at("printed"), stated.spot.at("members").key()),
                expected=Decimal(len(members)),
                found=claim.value,
                difference=claim.value - len(members),
                about=word(about, COUNTED),
                stated=claim.value,
                counted=len(members),
                members=say(members),
            )
            continue
        listed = listed_ids(programme)
        other = first.setdefault(stated.thing(programme), stated)
        whole = about.rpartition(".")[0]
        if about in listed:
            known, places = frozenset(listed[about]), tuple(listed[about].values())
        elif other is not stated:
            known, places = frozenset(other.claim.members), (other.spot.at("printed"),)
        else:
            known, places = members, ()
        # where the numbers differ too, it is the number that CIC711 and CIC712 speak of
        if known != members and len(known) == len(members):
            yield problem(
                stated.spot.at("members").key(),
                "the document names as {about}: {members}; elsewhere they are as many, but others: {others}",
                related=(stated.spot.at("printed"), *places),
                about=word(about, COUNTED),
                members=say(members),
                others=say(known),
            )
        elif whole in listed and not members <= listed[whole].keys():
            yield problem(
                stated.spot.at("members").key(),
                "the document names as {about}: {members}; of these not among the {whole}: {others}",
                related=(stated.spot.at("printed"), *listed[whole].values()),
                about=word(about, COUNTED),
                members=say(members),
                whole=word(whole, COUNTED),
                others=say(members - listed[whole].keys()),
            )


def _years_named(programme: Programme, stated: Stated) -> Iterator[Problem]:
    """A claim that names the years in which something happens: not so many as it counts, or more than there are."""
    claim, where = stated.claim, stated.spot.at("in_years").key()
    years, length = frozenset(claim.in_years), len(programme.approved_years)
    if not years or not is_ours(programme, claim):
        return
    if Decimal(len(years)) != claim.value:
        yield problem(
            stated.spot.at("value"),
            "the document says {stated} for {about}, and names {counted:years} of the programme: {years}",
            related=(stated.spot.at("printed"), where),
            expected=Decimal(len(years)),
            found=claim.value,
            difference=claim.value - len(years),
            about=word(claim.about, COUNTED),
            stated=claim.value,
            counted=len(years),
            years=tuple(sorted(years)),
        )
    elif length and max(years) > length:
        yield problem(
            where,
            "the document names year {last} of the programme for {about}, but the programme has {length:years}",
            related=(stated.spot.at("printed"), programme.spot("programme.yaml", "period")),
            about=word(claim.about, COUNTED),
            last=max(years),
            length=length,
        )


@kept
def listed_ids(programme: Programme) -> Mapping[str, Mapping[str, Spot]]:
    """The ids of what the data list whole, with their places, by the word of the vocabulary."""
    found: dict[str, dict[str, Spot]] = {}
    for about, spots, whole in lists(programme):
        ids = {str(spot.path[-1]): spot for spot in spots if spot.on == "key"}
        if whole and ids:
            found[about] = ids
    return found


class _Names:
    """What people call the members: in each language that the data have, in the order of their ids."""

    def __init__(self, programme: Programme) -> None:
        documents = programme.documents
        groups = programme.identity.target_groups if programme.identity else {}
        self._texts: dict[str, Text] = {**(documents.reading.members if documents else {}), **groups}
        self._participants = programme.participants

    def __call__(self, ids: Collection[str]) -> tuple[object, ...]:
        return tuple(map(self._name, sorted(ids)))

    def _name(self, id: str) -> object:
        name = self._texts.get(id) or (self._participants[id].value.name if id in self._participants else None)
        return Word(id, name) if name else id


RULES = (members_of_claims,)
