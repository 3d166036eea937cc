"""The codes of an indicator in lists that several programmes share, and those of IATI for the lists."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.parts import Gap, Part, made
from cic.iati.taking import Taking
from cic.model.logframe import Indicator
from cic.model.programme import Located

OWN_LIST = "99"
LISTS = {
    "who": "1",
    "sphere": "2",
    "usa": "3",
    "wdi": "4",
    "mdg": "5",
    "ocha": "6",
    "hiv": "7",
    "hipso": "8",
    "sdg": "9",
}
"""The code of each list in the list IndicatorVocabulary, by the name that it has under `codes:`."""


def references(located: Located[Indicator]) -> Iterator[Part]:
    """The id of the indicator as its own code, and its codes in the lists that IATI knows."""
    yield made("reference", vocabulary=OWN_LIST, code=located.id)
    for name, code in located.value.codes.items():
        if name in LISTS:
            yield made("reference", vocabulary=LISTS[name], code=code)
        else:
            template = phrase("the code in the list {name}, which IATI does not know: it knows {known}")
            params = {"name": name, "known": tuple(LISTS)}
            yield Gap(located.spot.at("codes", name), Message(template, params), is_needed=False)


def say_id(taking: Taking, node: Element, code: str, id: str) -> None:
    """Where the id of an indicator is not its code in the file."""
    if not code:
        template = phrase("no code of its own: the data call it {id}, and it comes out with that")
        taking.change(node, Message(template, {"id": id}), "reference")
    elif code != id:
        template = phrase("the code {code}: the id of the indicator is {id}")
        taking.change(node.find(f"reference[@vocabulary='{OWN_LIST}']"), Message(template, {"code": code, "id": id}))


def take_references(taking: Taking, node: Element) -> tuple[str, dict[str, str]]:
    """The own code of an indicator, or nothing, and its codes by the names of lists; the first of each list."""
    own, codes = "", {}
    names = {code: name for name, code in LISTS.items()}
    for one in node.findall("reference"):
        vocabulary = one.get("vocabulary", "")
        name = names.get(vocabulary, "")
        if (vocabulary != OWN_LIST or own) and (not name or name in codes):
            continue
        taking.take(one, "vocabulary")
        code = taking.take(one, "code") or ""
        if vocabulary == OWN_LIST:
            own = code
        elif code:
            codes[name] = code
    return own, codes
