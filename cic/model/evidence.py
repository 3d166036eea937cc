"""What proves something that a report says."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Date, Id, Record, Words, refuse

EVIDENCE = "evidence"
"""The folder, in the data folder, of files that prove something."""


class Evidence(Record):
    """What proves a value."""

    kind: Annotated[Id, Modelled.ID] = Field(examples=["attendance-list"])
    """One of the indicator's sources of verification"""
    document: Annotated[Id | None, Modelled.ID] = None
    """Key in documents.yaml"""
    address: Annotated[Words | None, Modelled.FILE] = None
    """A file name or a web address"""
    file: Words | None = Field(None, examples=["evidence/2019/register.pdf"])
    """A file of the data folder, below evidence/"""
    sha256: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")] | None = None
    """The SHA-256 of that file, so that it cannot become another one unseen"""
    date: Date | None = Field(None, examples=["2019-05-04"])
    """A day: 2019-12-31"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""

    @field_validator("file")
    @classmethod
    def _below_evidence(cls, file: str | None) -> str | None:
        if file is not None and not is_evidence(file):
            raise refuse(WRONG_VALUE, "{file} is no file below evidence/: write evidence/2019/register.pdf", file=file)
        return file

    @model_validator(mode="after")
    def _hash_of_a_file(self) -> Self:
        if self.sha256 is not None and self.file is None:
            raise refuse(WRONG_VALUE, "a SHA-256 is that of a file: say which under `file:`")
        return self


def is_evidence(file: str) -> bool:
    """Whether it is the path of a file below evidence/, written with slashes and without a way out."""
    steps = file.split("/")
    odd = ("", ".", "..")
    return len(steps) > 1 and steps[0] == EVIDENCE and not any(step in odd or "\\" in step for step in steps)
