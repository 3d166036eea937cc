"""Which words of the program forms say, and the letters with them: some languages have these alone."""

from __future__ import annotations

from cic.language import MONTHS, OF_FORMS
from cic.model.vocabulary import ACTIVITY_STATES
from cic.pages.fictional import MARK
from cic.pages.vocabulary import HEADS, IN_FORMS

FOLDERS = ("cic/pages/form/", "cic/render/form_", "cic/render/office/form_")
"""Of the source, with all that they say: folders, and how names of modules begin."""
TEMPLATES = frozenset(
    (
        *MONTHS,
        *OF_FORMS.values(),
        *HEADS.values(),
        *(one.template for one in (MARK, *IN_FORMS, *ACTIVITY_STATES.values())),
    )
)
"""What they say that stands elsewhere."""
