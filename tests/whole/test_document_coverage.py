"""How much of the documents the data read, where the documents are: CIC_DOCUMENTS names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import DATA
from document_coverage import FORMS, PAGE, covered, page

from cic.analysis.coverage import tally

DOCUMENTS = os.environ.get("CIC_DOCUMENTS", "")
pytestmark = pytest.mark.skipif(
    not DOCUMENTS or not DATA.is_dir(), reason="the source documents are not here: CIC_DOCUMENTS names no folder"
)


def test_the_sheets_and_tables_are_read_and_the_rest_is_explained() -> None:
    documents = covered(Path(DOCUMENTS))
    for document in documents:
        forms = [one for one in document.occurrences if one.section in FORMS.get(document.id, ())]
        if forms:
            assert tally(forms).read * 100 >= tally(forms).figures * 95
        # words in another section than the data say are left out: a page in columns has no one order of its sections
        assert (document.lost_words, document.lost_sections) == ((), ())
    written = page(documents)
    assert "not explained yet" not in written
    assert written == PAGE.read_text(encoding="utf-8")
