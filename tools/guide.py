"""Write the guide of reporting in each language: `make languages`.

The English page (PAGE) is split into what people read: headings, paragraphs, items of lists, rows of tables, and the comments of its
examples. Their translations stand in `docs/catalogues/`; what is new or has changed is empty there, and stands in English on
the page until it is translated. What is typed stays as it is: blocks of code but for their comments, and all between backticks.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
from catalogues import LANGUAGES

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "reporting.md"
FOLDER = ROOT / "docs" / "catalogues"
WIDTH = 120

_COMMENT = re.compile(r"(?P<code>.*?(?:^|\s{2,}))# (?P<text>(?!file: ).*)")
_ITEM = re.compile(r"(?P<mark>\s*(?:-|\d+\.) )(?P<text>.*)", re.DOTALL)
_HEADING = re.compile(r"(?P<mark>#+ )(?P<text>.*)")
_SPACED = re.compile(r" (?=[;:!?»])|(?<=«) ")  # in French: never at the end of a line
_RULER = re.compile(r"[|: -]+")

Translate = Callable[[str], str]


def written(page: str, translate: Translate) -> str:
    """The page with each text as `translate` has it."""
    return "\n".join(_blocks(page, translate)) + "\n"


def texts(page: str) -> list[str]:
    """The texts of a page, in their order, each once."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found[text] = None
        return text

    written(page, note)
    return list(found)


def _blocks(page: str, translate: Translate) -> Iterator[str]:
    lines = page.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        begun = at
        at += 1
        if line.startswith("```"):
            while not lines[at].startswith("```"):
                at += 1
            at += 1
            yield from (_commented(one, translate) for one in lines[begun:at])
        elif not line:
            yield ""
        elif line.startswith("|"):
            yield line if _RULER.fullmatch(line) else translate(line)
        elif heading := _HEADING.fullmatch(line):
            yield f"{heading['mark']}{translate(heading['text'])}"
        else:
            while (
                at < len(lines) and lines[at] and not lines[at].startswith(("|", "```")) and not _ITEM.match(lines[at])
            ):
                at += 1
            yield _paragraph(lines[begun:at], translate)


def _commented(line: str, translate: Translate) -> str:
    found = _COMMENT.fullmatch(line)
    return f"{found['code']}# {translate(found['text'])}" if found else line


def _paragraph(lines: list[str], translate: Translate) -> str:
    item = _ITEM.fullmatch("\n".join(lines))
    mark, text = (item["mark"], item["text"]) if item else ("", "\n".join(lines))
    return textwrap.fill(
        _SPACED.sub("\N{NO-BREAK SPACE}", translate(" ".join(text.split()))),
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def catalogue_of(language: str) -> Path:
    """Where the translations are written by people."""
    return FOLDER / f"{PAGE.stem}.{language}.po"


def page_of(language: str) -> Path:
    """The page in a language."""
    return PAGE.with_suffix(f".{language}.md")


def renewed(language: str) -> polib.POFile:
    """The translations of all that the page says now, in its order."""
    source = catalogue_of(language)
    kept = {one.msgid: one.msgstr for one in polib.pofile(str(source), encoding="utf-8")} if source.exists() else {}
    catalogue = polib.POFile(wrapwidth=WIDTH)
    catalogue.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    for text in texts(PAGE.read_text(encoding="utf-8")):
        catalogue.append(polib.POEntry(msgid=text, msgstr=kept.get(text, "")))
    return catalogue


def translated(catalogue: polib.POFile) -> str:
    """The page of a language."""
    said = {one.msgid: one.msgstr or one.msgid for one in catalogue}
    return written(PAGE.read_text(encoding="utf-8"), said.__getitem__)


def main() -> None:
    """Renew the catalogues and write the pages, and say what is to be translated."""
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        catalogue = renewed(language)
        catalogue_of(language).write_text(str(catalogue), encoding="utf-8")
        page_of(language).write_text(translated(catalogue), encoding="utf-8")
        print(
            f"{page_of(language).relative_to(ROOT)}: {len(catalogue)} texts, {len(catalogue.untranslated_entries())} to translate"
        )


if __name__ == "__main__":
    main()
