"""The formats: every way in which tables, findings and letters are written, each in one row. Whoever writes, reads or
offers a format reads it here. The modules wait until somebody asks for what they render."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from cic.base.errors import not_installed

if TYPE_CHECKING:
    from cic.pages.contradictions import Contradictions
    from cic.pages.form.cells import FormPlan
    from cic.pages.tables import Page
    from cic.render.findings import CheckResult
    from cic.render.letters import Letters
    from cic.render.prose import Prose
    from cic.render.setting import Setting

from cic.render.safe_file import DocxFile, OfficeFile, XlsxFile
from cic.render.safe_text import (
    CommandText,
    CsvText,
    HtmlText,
    JsonText,
    MarkdownText,
    PlainText,
    SafeText,
    XmlText,
)

T = TypeVar("T")
Made: TypeAlias = SafeText | OfficeFile
"""What a format makes."""


class Library(NamedTuple):
    """A library that one format alone needs, and that few have: the extra of ours that brings it, the name by which it
    is imported, and what pip is to install."""

    extra: str
    module: str
    requirement: str


class Format(NamedTuple, Generic[T]):
    """A way to write something.

    name: what `--format` takes. module: in `cic.render`; its `render(content, setting)` returns the whole text. kind:
    the type of that text, which is made by escaping alone. endings: of the names of files that are written so, unless
    `--format` says something else. is_for_people: whether it follows the language and the wishes of whoever reads it.
    encoding: of a file. beyond_ascii: what becomes of other signs where the output takes ASCII alone: escapes with a
    backslash, as the stream makes them; escapes of JSON; references (`&#233;`); or the output is set to UTF-8, for a
    format that has no other way. needs_terminal: whether it makes no file. of_one_table: whether a file holds one
    table, so that a page of several is written as several files. library: what must be installed for it alone.
    """

    name: str
    module: str
    kind: type[SafeText] | type[OfficeFile]
    endings: tuple[str, ...] = ()
    is_for_people: bool = False
    encoding: str = "utf-8"
    beyond_ascii: Literal["backslashes", "json", "references", "utf-8"] = "backslashes"
    needs_terminal: bool = False
    of_one_table: bool = False
    library: Library | None = None

    @property
    def is_text(self) -> bool:
        """Whether what it makes can be read as it stands."""
        return issubclass(self.kind, SafeText)

    def render(self, content: T, setting: Setting | None = None) -> Made:
        """The content in this format, with its line break at the end, and nothing that a terminal, a CI runner or an
        office suite would obey, whatever the module made of it. Raises TypeError where the module made it of what is
        not safe, UserError where a library is not installed."""
        from cic.render.setting import Setting

        setting = setting or Setting()
        made = self._module().render(content, setting)
        if not isinstance(made, self.kind):
            raise TypeError(f"{self.module} made {type(made).__name__}, which {self.name} cannot hold")
        output = made.as_output(setting.colourful)
        return output.isolated() if isinstance(output, SafeText) and not setting.ascii_only else output

    def _module(self) -> ModuleType:
        try:
            return import_module(f"cic.render.{self.module}")
        except ModuleNotFoundError as error:
            if self.library is None or (error.name or "").partition(".")[0] != self.library.module:
                raise
            requirement = self.library.requirement
            raise not_installed(
                "the format {format} needs the library {library}, which is not installed",
                requirement.partition(">")[0],
                requirement,
                format=self.name,
            ) from error


def _by_name(*formats: Format[T]) -> Mapping[str, Format[T]]:
    return {one.name: one for one in formats}


_XLSXWRITER = Library("xlsx", "xlsxwriter", "XlsxWriter>=3.2.5,<4")

TABLES: Mapping[str, Format[Page]] = _by_name(
    Format("terminal", "table_rich", PlainText, is_for_people=True, needs_terminal=True),
    Format("table", "table_plain", PlainText, (".txt",), is_for_people=True),
    Format("markdown", "table_markdown", MarkdownText, (".md",), is_for_people=True, beyond_ascii="references"),
    # Excel takes a CSV file for UTF-8 only where a byte order mark says so; in a pipe it would be in the way
    Format("csv", "table_csv", CsvText, (".csv",), encoding="utf-8-sig", beyond_ascii="utf-8", of_one_table=True),
    Format("json", "table_json", JsonText, (".json",), beyond_ascii="json"),
    Format("html", "page_html", HtmlText, (".html",), is_for_people=True, beyond_ascii="references"),
    Format(
        "xlsx",
        "workbook_xlsx",
        XlsxFile,
        (".xlsx",),
        is_for_people=True,
        library=_XLSXWRITER,
    ),
    Format(
        "docx",
        "document_docx",
        DocxFile,
        (".docx",),
        is_for_people=True,
        library=Library("docx", "docx", "python-docx>=1.2,<2"),
    ),
)
"""Of pages of tables."""

FORM: Format[FormPlan] = Format("form", "form_xlsx", XlsxFile, (".xlsx",), is_for_people=True, library=_XLSXWRITER)
"""Of forms that are filled in and come back."""

REPORTS: Mapping[str, Format[Page]] = {
    **_by_name(Format("screen", "screen", PlainText, is_for_people=True)),
    **TABLES,
}
"""Of the report, which can be one screen as well."""

FINDINGS: Mapping[str, Format[CheckResult]] = _by_name(
    Format("full", "findings_full", PlainText, (".txt",), is_for_people=True),
    Format("concise", "findings_concise", PlainText, is_for_people=True),
    Format("json", "findings_json", JsonText, (".json",), beyond_ascii="json"),
    Format("github", "findings_github", CommandText),
    Format("gitlab", "findings_gitlab", JsonText, beyond_ascii="json"),
    Format("sarif", "findings_sarif", JsonText, (".sarif", ".sarif.json"), beyond_ascii="json"),
    Format("junit", "findings_junit", XmlText, (".xml",)),
    Format("markdown", "findings_markdown", MarkdownText, (".md",)),
)
"""Of what a check found; the first is what a person gets who names none."""

LETTERS: Mapping[str, Format[Letters]] = _by_name(
    Format("text", "letters_text", PlainText, (".txt",), is_for_people=True),
    Format("markdown", "letters_markdown", MarkdownText, (".md",), is_for_people=True),
)
"""Of letters about what is missing; for other programs the same is a page of tables."""

CONTRADICTIONS: Mapping[str, Format[Prose]] = _by_name(
    Format("markdown", "prose_markdown", MarkdownText, (".md",), is_for_people=True, beyond_ascii="references"),
    Format("html", "prose_html", HtmlText, (".html",), is_for_people=True, beyond_ascii="references"),
)
"""Of what has been accepted, as a page to read."""

QUESTIONS: Mapping[str, Format[Contradictions]] = _by_name(
    Format("text", "questions_text", PlainText, (".txt",), is_for_people=True),
    Format("markdown", "questions_markdown", MarkdownText, (".md",), is_for_people=True, beyond_ascii="references"),
)
"""Of letters that ask what it leaves open."""

MANUAL: Mapping[str, Format[str]] = _by_name(
    Format("markdown", "manual_markdown", MarkdownText, (".md",), is_for_people=True),
)
"""Of what a rule checks; the content is the code of the rule."""

SCHEMAS: Mapping[str, Format[str]] = _by_name(Format("json", "schema_json", JsonText, (".json",), beyond_ascii="json"))
"""Of the shape of a kind of file; the content is its name."""


def format_of_file(formats: Mapping[str, Format[T]], name: str) -> Format[T] | None:
    """The format of a file by the ending of its name, the longest that fits; None where it tells nothing."""
    told = [(len(ending), one) for one in formats.values() for ending in one.endings if name.endswith(ending)]
    return max(told, key=lambda found: found[0])[1] if told else None
