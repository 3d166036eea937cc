"""6xx, e-mail addresses: against the other addresses of the data, and against the commune.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.reference import emails
from cic.rules.address_groups import LONG, Address, Group, groups_of
from cic.rules.near_words import NearWords
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, is_swap, letters


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
    servers = _Servers((group, one) for group in groups for one in group.addresses if not one.fault)
    places = {name for group in groups for name in group.names}
    for group, one, server in servers.written:
        yield from _slips(group, one, server, servers, places)
        if not server.is_usual:
            yield from _endings(group, one, server, servers)


_Places = list[tuple[Group, Address]]
"""Where addresses stand."""


class _Server:
    """A server of addresses: its names, what stands after the last dot, and the addresses at those of that last name
    and ending.

    bare: each name that may have a slip, with its letters. is_usual: whether the ending needs no look, because it is
    that of a provider or of several addresses.
    """

    __slots__ = ("bare", "ending", "is_usual", "names", "places")

    def __init__(self, labels: Sequence[str], places: _Places) -> None:
        *self.names, self.ending = labels
        self.places = places
        self.is_usual = False
        with_letters = ((name, letters(name)) for name in self.names)
        self.bare = [(name, bare) for name, bare in with_letters if len(bare) > 2 and bare not in emails.PROVIDERS]


class _Servers:
    """The servers of all addresses, and what they are called, counted once.

    written: each address with whose it is, and its server. named: how many addresses have a name of a server, with what
    stands after the last dot. at: where those stand that end in what, by the last name before it. offices: how many end
    in what, providers left out.
    """

    def __init__(self, addresses: Iterable[tuple[Group, Address]]) -> None:
        self.written: list[tuple[Group, Address, _Server]] = []
        self.named: dict[str, Counter[str]] = defaultdict(Counter)
        self.at: dict[str, dict[str, _Places]] = defaultdict(lambda: defaultdict(list))
        self.offices: Counter[str] = Counter()
        servers: dict[str, _Server] = {}
        count: Counter[str] = Counter()
        for group, one in addresses:
            domain = one.value.rpartition("@")[2]
            server = servers.get(domain)
            if server is None:
                labels = domain.casefold().rstrip(".").split(".")
                server = servers[domain] = _Server(labels, self.at[labels[-2]][labels[-1]])
            count[domain] += 1
            server.places.append((group, one))
            self.written.append((group, one, server))
        for domain, many in count.items():
            server = servers[domain]
            for name in set(server.names):
                self.named[name][server.ending] += many
            if server.names[-1] in emails.PROVIDERS:
                server.is_usual = server.ending in emails.ENDINGS.get(server.names[-1], (server.ending,))
            else:
                server.is_usual = len(server.places) > 1
                self.offices[server.ending] += many
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


def _slips(group: Group, one: Address, server: _Server, servers: _Servers, places: set[str]) -> Iterator[Problem]:
    """Names of servers that are almost the commune, or almost those of others."""
    own = group.called
    related: tuple[Spot, ...]
    for name, bare in server.bare:
        if bare in own:
            continue
        if bare in places and not own.isdisjoint(places):
            template = "the server of the e-mail address has the name of another commune"
            related = (group.spot.at("name"),)
        elif _is_almost(bare, own):
            template = "the server of the e-mail address is almost the name of the commune"
            related = (group.spot.at("name"),)
        elif servers.has_almost(name, server.ending):
            template, related = "the server of the e-mail address is almost one that other addresses have", ()
        else:
            continue
        yield problem(group.spot.at(*one.keys), template, related=related, value=one.value)


def _is_almost(bare: str, words: Iterable[str]) -> bool:
    """Whether a name is one of these words but for one letter, or two that changed places."""
    length = len(bare)
    return any(
        is_close(bare, word, 1) or is_swap(bare, word) for word in words if length - 1 <= len(word) <= length + 1
    )


def _endings(group: Group, one: Address, server: _Server, known: _Servers) -> Iterator[Problem]:
    """What stands after the last dot, where a provider has no such, all others at that server have another, or it is
    neither that of the commune's country nor that of any other office."""
    last, ending = server.names[-1], server.ending
    related: tuple[Spot, ...] = ()
    if last not in emails.PROVIDERS:
        others = [place for end, places in known.at[last].items() if end != ending for place in places]
        if len(others) > 1:
            related = tuple(other.spot.at(*address.keys) for other, address in others)
        else:
            country = group.country.casefold()
            if known.offices[ending] != 1 or ending == country or known.offices[country] < 2:
                return
            if not any(letters(name) in group.called for name in server.names):
                return
            related = (group.spot.at("name"),)
    template = "the e-mail address ends in .{ending}, which no other at that server or in that country does"
    yield problem(group.spot.at(*one.keys), template, related=related, value=one.value, ending=ending)


RULES = (domains,)
