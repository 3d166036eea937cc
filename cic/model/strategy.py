"""strategy.yaml: the strategic texts."""

from __future__ import annotations

from cic.model.common import Source
from cic.model.scalars import Id, Record, Text


class StrategicText(Record):
    """A text of a document, whole."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    title: Text | None = None
    """The title as printed"""
    text: Text
    """The text, in each language in which it is printed"""
    notes: tuple[Text, ...] = ()
    """Notes below the text"""


class Strategy(Record):
    """The strategic texts."""

    texts: dict[Id, StrategicText]
    """The texts, by ids"""
