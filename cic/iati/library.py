"""The library that reads schemas and answers XPath. Few have it: it comes with the extra `iati`, and nothing else of
the program imports it."""

from __future__ import annotations

from typing import Any

REQUIREMENT = "lxml>=5.3,<7"


def etree() -> Any:
    """`lxml.etree`. Raises UserError where it is not installed."""
    try:
        from lxml import etree
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "lxml":
            raise
        from cic.base.errors import not_installed

        raise not_installed(
            "what IATI requires of a file is checked with the library {library}, which is not installed",
            "lxml",
            REQUIREMENT,
        ) from error
    return etree
