"""In which region a province lies, by ISO 3166-2 as `pycountry` has it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache

from cic.reference import table

_NOT_THE_NAME = re.compile(
    r"provinc(?:es?|ia|ie)|regions?|regione|regio|prefecture|depart(?:e?ment)|county|district|wilaya|gewest"
    r"|of|the|de|du|des|d|la|le|les|l|di|del|della|dell"
)
_KIND_BEFORE = re.compile(
    r"^(?:provinc[a-z]+|r[eé]gion[ei]?|regio|pr[eé]fecture|d[eé]partement)\s+"
    r"(?:de\s+la\s+|de\s+l['’]|de\s+|du\s+|des\s+|d['’]|of\s+)?",
    re.IGNORECASE,
)


def key(name: str) -> str:
    """The name for finding it: without the word Province or Region, articles, capitals, accents, signs, and the
    final e of an adjective that goes with the word Région.

    >>> key("Province de l’Est-Côtière"), key("Est Cotier, Région de l'")
    ('est cotier', 'est cotier')
    """
    bare = re.sub(r"\([^()]*\)", " ", unicodedata.normalize("NFKD", name).casefold().replace("œ", "oe"))
    letters = "".join(char for char in bare if not unicodedata.combining(char))
    words = [word for word in re.findall(r"[^\W\d_]+", letters) if not _NOT_THE_NAME.fullmatch(word)]
    return " ".join(word.removesuffix("e") or word for word in words)


def without_kind(name: str) -> str:
    """The name without the word Province or Region before it, otherwise as it is printed.

    >>> without_kind("Province d’Est-Côtière"), without_kind("Région Côtière")
    ('Est-Côtière', 'Côtière')
    """
    return _KIND_BEFORE.sub("", name)


@cache
def _by_key(country: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for code, (name, *_) in table("provinces").get(country, {}).items():
        # "Name [Other Name]" and "Name/Other Name" are two names of one province
        for form in re.split(r"[\[\]/]", name):
            if key(form):
                found[key(form)].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def codes_of(country: str, name: str) -> frozenset[str]:
    """The ISO 3166-2 codes that a printed name can mean; empty where the table does not have it."""
    return _by_key(country).get(key(name), frozenset())


def almost(country: str, name: str, is_slip: Callable[[str, str], bool]) -> frozenset[str]:
    """The codes whose name is another word than the printed one and may be a slip of it, as `is_slip` tells."""
    own = key(name).replace(" ", "")
    found = [codes for known, codes in _by_key(country).items() if is_slip(own, known.replace(" ", ""))]
    return frozenset().union(*found)


def name_of(code: str) -> str | None:
    """The name of a province or region as one would say it; None where the table does not have it."""
    entry = table("provinces").get(code[:2], {}).get(code)
    if entry is None:
        return None
    # "wallonne, Région" stands so in the list for the sake of the alphabet
    name, _, before = entry[0].partition(", ")
    return f"{before} {name}" if before else name


def region_of(code: str) -> str | None:
    """The code of the region in which a province lies; None where the table does not have it."""
    entry = table("provinces").get(code[:2], {}).get(code)
    return entry[1] if entry and len(entry) > 1 else None


def is_region(code: str) -> bool:
    """Whether anything lies in it."""
    return any(entry[1:] == [code] for entry in table("provinces").get(code[:2], {}).values())
