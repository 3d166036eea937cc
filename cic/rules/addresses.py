"""6xx, e-mail addresses: against the other addresses of the data, and against the commune.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.reference import emails
from cic.rules.address_groups import LONG, Group, groups_of
from cic.rules.near_words import NearWords
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, is_swap, letters


def _labels(address: str) -> Sequence[str]:
    return _labels_of(address.rpartition("@")[2])


@lru_cache(maxsize=1000)
def _labels_of(server: str) -> Sequence[str]:
    """The names of a server. Many addresses have one."""
    return tuple(server.casefold().rstrip(".").split("."))


@rule(
    code="CIC613",
    name="email-domain",
    severity=Severity.WARNING,
    title="an e-mail address at a server that is almost another",
    hint="ask for the address: with one letter more or less, messages do not arrive",
    needs=("programme", "partnership"),
)
def domains(programme: Programme) -> Iterator[Problem]:
    """The server of each address against the name of the commune, those of the other addresses, and large providers."""
    groups = groups_of(programme)
    written = [
        (group, one.value, group.spot.at(*one.keys))
        for group in groups
        for one in group.addresses
        if not emails.fault(one.value)
    ]
    servers = _Servers((value, spot) for _, value, spot in written)
    places = {letters(name) for group in groups for name in group.names}
    for group, value, spot in written:
        yield from _slips(group, value, spot, servers, places)
        yield from _endings(group, value, spot, servers)


class _Servers:
    """What the servers of all addresses are called, counted once.

    named: how many addresses have a name of a server, with what stands after the last dot. at: where those stand that
    end in what, by the last name before it. offices: how many end in what, providers left out.
    """

    def __init__(self, addresses: Iterable[tuple[str, Spot]]) -> None:
        self.named: dict[str, Counter[str]] = defaultdict(Counter)
        self.at: dict[str, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
        self.offices: Counter[str] = Counter()
        for value, spot in addresses:
            for server, ending in set(_with_ending(value)):
                self.named[server][ending] += 1
            *_, server, ending = _labels(value)
            self.at[server][ending].append(spot)
            if server not in emails.PROVIDERS:
                self.offices[ending] += 1
        self._near = NearWords((*self.named, *emails.PROVIDERS))
        self._almost: dict[tuple[str, str], bool] = {}

    def has_almost(self, server: str, ending: str) -> bool:
        """Whether another server, of more addresses or of a large provider, is one letter from this one; where the
        names are short, only one with the same ending. Many addresses have one server, for which it is worked out
        once."""
        known = self._almost.get((server, ending))
        if known is None:
            known = self._almost[server, ending] = self._has_almost(server, ending)
        return known

    def _has_almost(self, server: str, ending: str) -> bool:
        own = self.named[server].total()
        return any(
            name != server
            and (
                (len(name) >= LONG and name in emails.PROVIDERS)
                or any(
                    (many > own or name in emails.PROVIDERS)
                    and (len(name) >= LONG or (len(name) >= 4 and end == ending))
                    for end, many in self.named.get(name, {}).items()
                )
            )
            for name in self._near.of(server)
        )


def _slips(group: Group, value: str, spot: Spot, servers: _Servers, places: set[str]) -> Iterator[Problem]:
    """Names of servers that are almost the commune, or almost those of others."""
    own = group.called
    for server, ending in _with_ending(value):
        bare = letters(server)
        if bare in own or bare in emails.PROVIDERS or len(bare) < 3:
            continue
        if bare in places and not own.isdisjoint(places):
            template = "the server of the e-mail address has the name of another commune"
            yield problem(spot, template, related=(group.spot.at("name"),), value=value)
        elif any(is_close(bare, word, 1) or is_swap(bare, word) for word in own):
            template = "the server of the e-mail address is almost the name of the commune"
            yield problem(spot, template, related=(group.spot.at("name"),), value=value)
        elif servers.has_almost(server, ending):
            template = "the server of the e-mail address is almost one that other addresses have"
            yield problem(spot, template, value=value)


def _with_ending(address: str) -> Iterator[tuple[str, str]]:
    """Each name of a server in the address, with what stands after the last dot."""
    *servers, ending = _labels(address)
    yield from ((server, ending) for server in servers)


def _endings(group: Group, value: str, spot: Spot, known: _Servers) -> Iterator[Problem]:
    """What stands after the last dot, where a provider has no such, all others at that server have another, or it is
    neither that of the commune's country nor that of any other office."""
    *servers, ending = _labels(value)
    provider = emails.ENDINGS.get(servers[-1])
    at_server = known.at[servers[-1]]
    is_alone = len(at_server[ending]) == 1
    same = [where for end, places in at_server.items() if end != ending for where in places] if is_alone else []
    related: tuple[Spot, ...] = ()
    if provider is not None:
        odd = ending not in provider
    elif servers[-1] in emails.PROVIDERS:
        odd = False
    elif len(same) > 1:
        odd, related = True, tuple(same)
    else:
        country = group.country.casefold()
        is_alone = known.offices[ending] == 1 and ending != country and known.offices[country] > 1
        odd = is_alone and any(letters(server) in group.called for server in servers)
        related = (group.spot.at("name"),)
    if odd:
        template = "the e-mail address ends in .{ending}, which no other at that server or in that country does"
        yield problem(spot, template, related=related, value=value, ending=ending)


RULES = (domains,)
