"""What an output depends on beside its content."""

from __future__ import annotations

from typing import NamedTuple

from cic.language import ENGLISH, Language


class Setting(NamedTuple):
    """What an output depends on beside its content; each format takes of it what it needs.

    language: of what people read. width: columns; None for the format's own, or those of the terminal. ascii_only:
    whether other signs cannot be written. colourful: whether colours are wanted. on_terminal: whether a person looks at
    it now. version: of the program, where it is said. template: the file of a document whose styles a Word document
    takes.
    """

    language: Language = ENGLISH
    width: int | None = None
    ascii_only: bool = False
    colourful: bool = False
    on_terminal: bool = False
    version: str = ""
    template: bytes | None = None
