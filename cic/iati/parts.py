"""What a file of IATI is made of: elements, and the gaps that show while they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element, indent, tostring

from cic.base.message import Message
from cic.diagnostics import Spot

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Gap(NamedTuple):
    """What IATI asks and nobody has said yet (is_needed), or what the data say and the file does not hold.

    spot: where to write it, or where it stands.
    """

    spot: Spot
    words: Message
    is_needed: bool = True


Part = Element | Gap


class Tongue(NamedTuple):
    """How texts are written. default: the language of the whole activity. clean: leaves out of a text what is of
    persons, for everybody reads such a file."""

    default: str
    clean: Callable[[str], str]

    def narratives(self, text: Mapping[str, str] | str | None) -> Iterator[Element]:
        """A text in each of its languages, the default one first; one whose language nobody says is in that."""
        if isinstance(text, str):
            text = {self.default: text}
        for code in sorted(text or {}, key=lambda code: code != self.default):
            node = made("narrative", text=self.clean((text or {})[code]))
            if code != self.default:
                node.set(LANG, code)
            yield node

    def said(self, name: str, text: Mapping[str, str] | str | None, /, **attributes: str | None) -> Iterator[Element]:
        """An element that holds a text; nothing where there is none."""
        if text:
            node = made(name, **attributes)
            node.extend(self.narratives(text))
            yield node

    def named(
        self, name: str, text: Mapping[str, str] | str | None, ref: str | None, /, **attributes: str | None
    ) -> Element:
        """An organisation; without a name where it is only known by its identifier."""
        return made(name, *(self.narratives(text) if text != ref else ()), ref=ref, **attributes)


def made(name: str, /, *children: Element, text: str | None = None, **attributes: str | None) -> Element:
    """An element; `_` in the name of an attribute is a hyphen, and one that is None is left out."""
    node = Element(name, {key.replace("_", "-"): value for key, value in attributes.items() if value is not None})
    node.text = text
    node.extend(children)
    return node


def filled(node: Element, *several: Iterable[Part]) -> Iterator[Part]:
    """The gaps of all parts, then the element with the others in it."""
    for parts in several:
        for part in parts:
            if isinstance(part, Gap):
                yield part
            else:
                node.append(part)
    yield node


def number(value: Decimal) -> str:
    """A number as XML writes it: with a dot, without an exponent, exact."""
    shown = f"{value:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def rounded(value: Decimal) -> Decimal:
    """A number that was divided, with four decimals at the most."""
    return value if -value.as_tuple().exponent <= 4 else round(value, 4)  # type: ignore[operator]


def document(root: Element) -> bytes:
    """The whole file, an element a line."""
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
