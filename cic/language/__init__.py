"""The language of the page: the program's own words, the texts of the data, numbers and dates."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message, Word, both, filled, in_english, phrase, written
from cic.base.periods import Period, is_day, last_day, shown_name
from cic.reference.languages import names_of

if TYPE_CHECKING:
    from gettext import GNUTranslations

NAMES = {"en": phrase("English"), "fr": phrase("French"), "nl": phrase("Dutch")}
"""The languages of the program, by their codes."""

_FINER = (-3, -4)
"""Exponents of amounts whose coin is less than a hundredth."""
OF_FORMS = {**NAMES, "ar": phrase("Arabic")}
"""The languages of forms and of the letters with them: also those into which nothing else is translated."""
_FROM_THE_RIGHT = frozenset(("ar",))
_INSTEAD = {"ar": "fr"}
"""Which of the program's languages is read most by those who read one that the data have not."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Foreign(str):
    """A text of the data in another language than the page is, so that the page can say in which.

    language: its code in ISO 639.
    """

    language: str

    @classmethod
    def of(cls, language: str, text: str) -> Foreign:
        """The text with its language."""
        made = cls(text)
        made.language = language
        return made


class Digits(str):
    """A number as people type it, or typed it: without a mark for thousands, which another reader would take for the
    decimals, and with a point before the decimals, which the page says as its language does."""


class Figure(NamedTuple):
    """An amount or a percentage within a sentence."""

    value: Decimal
    is_amount: bool

    def __str__(self) -> str:
        return f"{self.value:f}" if self.is_amount else f"{self.value:f} %"


class Language(NamedTuple):
    """How one language writes.

    thousands, decimal: the marks of numbers. first_day: how the first day of a month is written. catalogue: the
    program's words, from English; None for English itself.
    """

    code: str
    thousands: str
    decimal: str
    first_day: str
    catalogue: GNUTranslations | None

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return self.code in _FROM_THE_RIGHT

    def say(self, words: Message | str) -> str:
        """The program's words in this language, with what fills them; a text of the data as it is."""
        if isinstance(words, str):
            return words
        return filled(self._template(words.template), words.params, self._shown, self._form)

    def say_exactly(self, words: Message) -> str:
        """The program's words, with figures as they stand in the files, where a reader looks for them."""
        if self.catalogue is None:
            return str(words)
        return filled(self._template(words.template), words.params, self._exact, self._form)

    def counted(self, count: int, one: str, many: str) -> str:
        """So many things, each form with its `{count}`: as many forms as the language has."""
        return self._form(count, one, many).format(count=count)

    def counted_as(self, count: int, word: str) -> str:
        """So many are that: what is the same in English for one and for several is not in every language."""
        template = "{count} " + word
        return self._form(count, template, template).format(count=count)

    def _form(self, count: int, one: str, many: str) -> str:
        return in_english(count, one, many) if self.catalogue is None else self.catalogue.ngettext(one, many, count)

    def of(self, part: str) -> Language:
        """The same language with the words of one part of the program, which only few commands say."""
        return self if self.catalogue is None else self._replace(catalogue=_compiled(f"{part}.{self.code}", self.code))

    def translated(self, english: str) -> str:
        """A whole text of ours, with nothing to fill."""
        return self._template(english)

    def _template(self, english: str) -> str:
        return self.catalogue.gettext(english) if self.catalogue is not None and english else english

    def _shown(self, value: object) -> str:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Word):
            return self.say(value.name) if isinstance(value.name, (Message, str)) else self.text(value.name)
        if isinstance(value, Figure):
            return self.amount(value.value) if value.is_amount else self.number(value.value) + " %"
        if isinstance(value, Digits):
            return value.replace(".", self.decimal)
        if isinstance(value, Decimal):
            return self.number(value)
        if isinstance(value, Enum):
            return self.say(Message(str(value.value)))
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, (tuple, list)):
            return ", ".join(self._shown(item) for item in value)
        return written(value)

    def _exact(self, value: object) -> str:
        if isinstance(value, Message):
            return self.say_exactly(value)
        if isinstance(value, Word):
            return self._shown(value)
        return ", ".join(map(self._exact, value)) if isinstance(value, (tuple, list)) else written(value)

    def text(self, text: Mapping[Any, str]) -> str:
        """A text of the data in this language, else in another of the program's, which the data's people share, else in
        the first that it stands in: a Foreign."""
        code = self._chosen(text)
        return text[code] if code in NAMES else Foreign.of(code, text[code])

    def marked(self, text: Mapping[Any, str]) -> str:
        """A text of the data as `text` chooses it, of which one must see that it is in another language than the
        page's: a Foreign where it is."""
        code = self._chosen(text)
        return text[code] if code == self.code else Foreign.of(code, text[code])

    def _chosen(self, text: Mapping[Any, str]) -> str:
        if text.get(self.code):
            return self.code
        if text.get(_INSTEAD.get(self.code, "")):
            return _INSTEAD[self.code]
        first: str = next(iter(text))
        return next((code for code in text if code in NAMES), first)

    def lacking(self, texts: Iterable[Mapping[Any, str]]) -> Message | None:
        """In which other languages texts of the data are shown for want of this one, in words; None where none is."""
        others = {self._chosen(text): None for text in texts if self.code not in text}
        if not others:
            return None
        languages = both(map(self.name_of, others))
        return Message(
            "in {languages}, where there is none in {language}",
            {"languages": languages, "language": Message(NAMES[self.code])},
        )

    def name_of(self, code: str) -> Message | str:
        """What people call a language of texts."""
        return Message(NAMES[code]) if code in NAMES else self.text(names_of(code))

    def number(self, value: Decimal) -> str:
        """A number with the decimals that it has."""
        return self._marked(f"{value:,f}")

    def amount(self, value: Decimal) -> str:
        """An amount with two decimals, or with three where it is of a currency that has so many."""
        exponent = value.as_tuple().exponent
        coin = value if exponent in _FINER else Decimal("0.01")
        return self._marked(f"{value.quantize(coin, ROUND_HALF_UP):,}")

    def date(self, day: datetime.date) -> str:
        """A day, as people write it."""
        number = self.first_day if day.day == 1 else str(day.day)
        return f"{number} {self._template(MONTHS[day.month - 1])} {day.year}"

    def period(self, period: int) -> str:
        """A year or another stretch of time, as people write it."""
        if is_day(period):
            return self.date(last_day(period))
        return shown_name(period)

    def _marked(self, english: str) -> str:
        return english.translate({ord(","): self.thousands, ord("."): self.decimal})


ENGLISH = Language("en", ",", ".", "1", None)


class NotInstalledError(UserError):
    """The compiled catalogue of a language is missing or damaged: the installation lacks what the build makes."""


def _compiled(name: str, code: str) -> GNUTranslations:
    import struct
    from gettext import GNUTranslations
    from importlib.resources import files

    try:
        with (files(__name__) / "catalogues" / f"{name}.mo").open("rb") as compiled:
            return GNUTranslations(compiled)
    except (OSError, ValueError, struct.error) as error:
        raise NotInstalledError(
            "the {language} texts of the program are not installed ({reason})",
            "install it anew with pip, which makes them; in a copy of the repository say: make",
            language=Message(OF_FORMS[code]),
            reason=error.args[-1],
        ) from error


def language_of(code: str) -> Language:
    """The language of a code, with its catalogue, which the build compiles. Raises NotInstalledError where there is
    none."""
    if code == ENGLISH.code:
        return ENGLISH
    return Language(code, ".", ",", "1er" if code == "fr" else "1", _compiled(code, code))


def every_language() -> Iterator[Language]:
    """The languages of the program that are installed: for what may be written in any of them."""
    for code in NAMES:
        with suppress(NotInstalledError):
            yield language_of(code)


def preferred(environment: Mapping[str, str]) -> str:
    """The language of the locale: `fr` for `LANG=fr_BE.UTF-8`; English where it is none of ours."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "")
    code = locale[:2].lower() if locale[2:3] in ("", "_", "-", ".", "@") else ""
    return code if code in NAMES else ENGLISH.code
