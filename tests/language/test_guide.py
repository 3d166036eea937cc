"""The guide of reporting in French and Dutch: whole, and what is typed in it is the same."""

from __future__ import annotations

import re

import pytest
from guide import LANGUAGES, PAGE, _commented, catalogue_of, page_of, renewed, texts, translated, written

ENGLISH = PAGE.read_text(encoding="utf-8")
_CODE = re.compile(r"`[^`]+`")
_LINK = re.compile(r"\]\((.*?)\)")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_what_its_catalogue_says(code: str) -> None:
    """Every text is translated, none is left from an earlier page, and the page is written from them: `make languages`."""
    catalogue = renewed(code)
    assert not [one.msgid for one in catalogue.untranslated_entries()]
    assert catalogue_of(code).read_text(encoding="utf-8") == str(catalogue)
    assert page_of(code).read_text(encoding="utf-8") == translated(catalogue)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_typed_is_the_same(code: str) -> None:
    for one in renewed(code):
        assert sorted(_CODE.findall(one.msgid)) == sorted(_CODE.findall(one.msgstr)), one.msgid
        pages = {"reporting.md", "reporting.fr.md", "reporting.nl.md"}  # which lead to each other
        links = [set(_LINK.findall(each)) - pages for each in (one.msgid, one.msgstr)]
        assert links[0] == links[1], one.msgid
        assert one.msgid.count("|") == one.msgstr.count("|"), one.msgid


def test_nothing_is_lost_when_nothing_is_translated() -> None:
    same = written(ENGLISH, lambda text: text)
    assert same.split() == ENGLISH.split()
    assert len(texts(ENGLISH)) > 50


def test_comments_of_examples_are_texts_and_names_of_files_are_none() -> None:
    def loud(text: str) -> str:
        return text.upper()

    assert _commented("cic missing     # who owes what", loud) == "cic missing     # WHO OWES WHAT"
    assert _commented("# file: reports/2022/a.yaml", loud) == "# file: reports/2022/a.yaml"
    assert _commented('address: "a#b"', loud) == 'address: "a#b"'
    assert written("- an item\n  that goes on\n1. another\n", loud) == "- AN ITEM THAT GOES ON\n1. ANOTHER\n"
