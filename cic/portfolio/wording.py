"""Names and wordings in each language in which the files give them: a page says them in its own, where there is one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from cic.language import Foreign, Language
from cic.pages.tables import Cell, Page, Table, Term


class Wording(str):
    """A text as it stands first in the files, which knows what it is in other languages.

    texts: by language. after: what follows it, in whichever language.
    """

    texts: Mapping[str, str]
    after: str

    @classmethod
    def of(cls, texts: Mapping[str, str], after: str = "") -> Wording:
        """The wording of some texts, of which there is one at least."""
        made = cls(f"{next(iter(texts.values()))}{after}")
        made.texts, made.after = texts, after
        return made

    def spoken(self, language: Language) -> str:
        """As a page in that language says it: a Foreign where it has to say it in another one."""
        text = language.marked(self.texts)
        return Foreign.of(text.language, f"{text}{self.after}") if isinstance(text, Foreign) else f"{text}{self.after}"


def said_in(code: str, text: str | None) -> str | None:
    """A text of which one knows that it is in one language alone."""
    return Wording.of({code: text}) if text else text


def spoken(text: str, language: Language) -> str:
    """A text in the language, where it is known in several."""
    return text.spoken(language) if isinstance(text, Wording) else text


def in_language(page: Page, language: Language) -> Page:
    """The page with what stands in its cells in that language."""
    return page._replace(tables=tuple(_table(one, language) for one in page.tables))


def _table(table: Table, language: Language) -> Table:
    return table._replace(rows=tuple(tuple(_cell(cell, language) for cell in row) for row in table.rows))


def _cell(cell: Cell, language: Language) -> Cell:
    if isinstance(cell, Wording):
        return cell.spoken(language)
    if isinstance(cell, Term) and isinstance(cell.name, Wording):
        return cell._replace(name=cell.name.spoken(language))
    return cell


def by_key(rows: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], dict[str, str]]:
    """Texts by language, by what stands before the two, without those of which nothing is to be seen. The rows come in
    the order of the files."""
    found: dict[tuple[Any, ...], dict[str, str]] = {}
    for *key, language, text in rows:
        if any(unicodedata.category(sign)[0] not in "CZ" for sign in text):
            found.setdefault(tuple(key), {})[language] = text
    return found


def names_of_programmes(connection: Any) -> dict[str, str]:
    """What the programmes are called, by their folders, which stand behind, for several may have the same name."""
    query = "SELECT folder, language, text FROM texts WHERE \"of\" = 'programme' ORDER BY folder, place"
    texts = by_key(connection.execute(query).fetchall())
    folders = [row[0] for row in connection.execute("SELECT folder FROM programmes ORDER BY folder").fetchall()]
    return {one: Wording.of(texts[one,], f" ({one})") if (one,) in texts else one for one in folders}
