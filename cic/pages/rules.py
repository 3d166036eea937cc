"""The rules as a page."""

from __future__ import annotations

from cic.base.message import Message
from cic.pages.tables import Column, Page, Table, words
from cic.rules import RULES

_COLUMNS = (
    Column("code", words("Code"), "id"),
    Column("severity", words("Severity"), "id"),
    Column("name", words("Name"), "id"),
    Column("title", words("What is wrong")),
)


def rules_page() -> Page:
    """Every rule, in the order of the codes."""
    rows = tuple((rule.code, Message(rule.severity.label), rule.name, Message(rule.title)) for rule in RULES)
    return Page("", (), (Table("rules", words("Rules of the check"), _COLUMNS, rows),))
