"""French and Dutch: nothing is left in English, figures and dates are written as people there write them, and what
machines read stays English."""

from __future__ import annotations

import ast
import csv
import datetime
import hashlib
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from catalogues import LANGUAGES, PARTS, PLURALS, Template, Unmarked, _Reader, as_po, collect, read, source_of, texts
from conftest import DATA, found_in, put, shipped_data
from held import made_by
from manual_examples import SHOWN_BY_TESTS_OF_BYTES, examples

from cic.base.message import COUNTED, Message, both, either
from cic.language import ENGLISH, language_of, preferred
from cic.rules import RULES

AS_OF = ("--as-of", "2026-11-28")


collected = cache(collect)


@cache
def said() -> dict[str, Template]:
    """What the program says, by its English."""
    return {one.english: one for one in collected()[0]}


def parameters(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)(?::\w+)?\}", text))


def test_everything_that_is_said_can_be_found() -> None:
    _, unmarked = collected()
    how = (
        "write the whole template there, choose between whole templates, or mark the text with phrase() where it stands"
    )
    assert not unmarked, "\n".join(f"{one.place}: {how}: {one.source}" for one in unmarked)


def test_what_cannot_be_found_is_seen() -> None:
    source = """
        one = "part" + ending
        problem(spot, f"{x} is wrong")
        RULE.problem(spot, one)
        words("a whole text")
        Message(texts[n] if n else "another")
        def _says(spot, template): pass
        _says(spot, "said by a function of its own")
        _says(spot, template=f"{x} is wrong")
        rule(code="CIC999", title="what is wrong", hint="what to do")
        raise UserError("a fault", "do this" if n else "do that", n=n)
        raise NoGitError(f"no {x}")
        """
    found = list(_Reader("m.py", ast.parse("\n".join(line.strip() for line in source.split("\n")))).read())
    assert sorted(one.english for one in found if isinstance(one, Template)) == [
        "a fault",
        "a whole text",
        "another",
        "do that",
        "do this",
        "said by a function of its own",
        "what is wrong",
        "what to do",
    ]
    assert len([one for one in found if isinstance(one, Unmarked)]) == 5


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_is_translated(code: str) -> None:
    catalogue = read(code)
    kept = {texts(message.id)[0]: message for message in catalogue if message.id}
    lacking = [
        f"{one.file}: {english!r}"
        for english, one in said().items()
        if english not in kept or kept[english].fuzzy or not all(texts(kept[english].string))
    ]
    assert not lacking, f"say `make languages`, write msgstr in cic/languages/{code}.po, say it again:\n" + "\n".join(
        lacking
    )
    assert not kept.keys() - said().keys(), "nobody says this any more: `make languages`"


@pytest.mark.parametrize("code", LANGUAGES)
def test_translations_have_the_same_parameters(code: str) -> None:
    wrong = [
        (message.id, string)
        for message in read(code)
        if message.id
        for string in texts(message.string)
        if parameters(string) != parameters(texts(message.id)[-1])
    ]
    assert not wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_read_is_what_was_written(code: str) -> None:
    """The compiled catalogue says all that its source says, and nothing else."""
    written = {}
    for message in read(code):
        one = texts(message.id)[0]
        forms = texts(message.string)
        written |= (
            {(one, number): form for number, form in enumerate(forms)} if message.pluralizable else {one: forms[0]}
        )
    catalogue = language_of(code).catalogue
    assert catalogue is not None
    compiled = dict(catalogue._catalog)  # type: ignore[attr-defined]  # there is no other way to list it
    assert compiled.pop("")
    assert compiled == {text: said for text, said in written.items() if text}, "make"


@pytest.mark.parametrize("code", LANGUAGES)
def test_how_to_mend_is_translated_with_what_is_typed_as_it_is(code: str) -> None:
    """Of each rule, and what stands in it as code, keys and commands, is in each language the same; but for texts of data."""
    of_people = re.compile(r"formerly: \[[\w-]+\]|early: .*")
    catalogue = {message.id: message.string for message in read(code, "manual") if message.id}
    english = {one.english for one in PARTS["manual"]()[0]}
    assert catalogue.keys() == english, "make languages"
    manual = language_of(code).of("manual")
    for text, translation in catalogue.items():
        assert translation
        assert manual.translated(text) == translation, "make"
        typed = [sorted(of_people.sub("", one) for one in re.findall("`(.+?)`", each)) for each in (text, translation)]
        assert typed[0] == typed[1], text
        assert text.count("\n") == translation.count("\n")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_manual_says_first_how_to_mend_it(cic, code: str) -> None:
    for rule in RULES:
        asked = cic("explain", rule.code, "--lang", code)
        assert asked.code == 0
        head, title, *rest = asked.out.split("\n\n")
        assert head == f"# {rule.code} {rule.name}"
        assert " ".join(title.split()).lower() == f"{language_of(code).say(Message(rule.title))}.".lower()
        english = cic("explain", rule.code).out
        left = english.partition("\n## ")[2].partition("## How to mend it")
        assert left[0].strip() in asked.out
        assert left[2].partition("\n## ")[2].strip() in asked.out
        assert "How to mend" not in asked.out
        assert language_of(code).say(Message("How to mend it")) in rest[0]


@pytest.mark.parametrize("code", LANGUAGES)
def test_plurals_are_our_statement(code: str) -> None:
    """Also where the library that writes the catalogues thinks otherwise: it gave French a third form one day."""
    source = source_of(code).read_text(encoding="utf-8")
    assert f'"Plural-Forms: {PLURALS[code]}\\n"' in source
    assert f'"Plural-Forms: {PLURALS[code]}\\n"' in as_po(read(code)).decode()
    assert "msgstr[2]" not in as_po(read(code)).decode()
    catalogue = language_of(code).catalogue
    assert catalogue is not None
    one, several = ("erreur", "erreurs") if code == "fr" else ("fout", "fouten")
    shown = [catalogue.ngettext("{count} error", "{count} errors", count) for count in (0, 1, 2, 1000000)]
    assert shown == [f"{{count}} {word}" for word in (one if code == "fr" else several, one, several, several)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_plural_is_left_to_the_reader(code: str) -> None:
    """No “commune(s)”, in no language; what is counted is worded by `{count:thing}` or in a text for one and for several."""
    left = re.compile(r"\w\((?:s|n|x|en|e|es|fr|nl)\)")
    for message in read(code):
        for text in (*texts(message.id), *texts(message.string)):
            assert not left.search(text), text


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_counted_is_known(code: str) -> None:
    counted = re.compile(r"\{\w+:(\w*)\}")
    for message in read(code):
        wanted = sorted(counted.findall(texts(message.id)[0]))
        assert set(wanted) <= COUNTED.keys()
        for text in texts(message.string):
            assert set(counted.findall(text)) <= COUNTED.keys(), text


COUNTING = Message("{rest:faults}, {places:communes}, {time:years}")


@pytest.mark.parametrize(
    ("code", "counts", "expected"),
    [
        ("en", (0, 1, 2), "0 faults, 1 commune, 2 years"),
        ("fr", (0, 1, 2), "0 faute, 1 commune, 2 ans"),
        ("nl", (0, 1, 2), "0 fouten, 1 gemeente, 2 jaar"),
        ("en", (1, Decimal("1.00"), Decimal("1.5")), "1 fault, 1.00 commune, 1.5 years"),
        ("fr", (1, Decimal("1.00"), Decimal("1.5")), "1 faute, 1,00 commune, 1,5 an"),
        ("nl", (1, Decimal("0.5"), Decimal("1.5")), "1 fout, 0,5 gemeenten, 1,5 jaar"),
        ("fr", (1000, "21", Decimal("2.5")), "1.000 fautes, 21 communes, 2,5 ans"),
    ],
)
def test_what_is_counted_is_worded(code: str, counts: tuple[object, object, object], expected: str) -> None:
    message = COUNTING._replace(params=dict(zip(("rest", "places", "time"), counts, strict=True)))
    assert language_of(code).say(message).replace("1000", "1.000") == expected
    if code == "en":
        assert str(message) == expected


def said_in(message: Message) -> Iterator[Message]:
    """A message and those within it."""
    yield message
    for value in message.params.values():
        for part in value if isinstance(value, tuple) and not isinstance(value, Message) else (value,):
            if isinstance(part, Message):
                yield from said_in(part)


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in SHOWN_BY_TESTS_OF_BYTES])
def test_findings_have_no_english_left(code: str, base: Path) -> None:
    """Every rule by the example of its manual: what it says is translated, and what fills it stands in the files."""
    files = examples(code, "Fails")
    put(base, files)
    languages = [language_of(code) for code in LANGUAGES]
    in_files = " ".join(path.read_text(encoding="utf-8") + path.name for path in base.rglob("*.yaml"))
    in_files += " ".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in base.rglob("evidence/*/*"))
    for finding in found_in(base):
        for message in (finding.message, finding.hint):
            parts = list(said_in(message))
            assert {one.template for one in parts} <= said().keys()
            for language in languages:
                assert language.say_exactly(message) != str(message) or _has_no_words(message)
            filled = {name: value for one in parts for name, value in one.params.items() if isinstance(value, str)}
            words = {
                word for name, value in filled.items() if name != "fault" for word in re.findall(r"[^\W\d_]{3,}", value)
            }
            assert {word for word in words if word not in in_files} <= _NAMES


_NAMES = {
    "ESCAPE",
    "measures",
    "responsible",
    "Région",
    "wallonne",
    "anchor",
    "phases",
    "later",
    "partnership",
    "partnerships",
    "logframe",
}
"""Keys, names and files that no example needs to hold."""


def _has_no_words(message: Message) -> bool:
    """Whether nothing stands between the parameters, so that there is nothing to translate."""
    return not re.search(r"\w", re.sub(r"\{\w*\}", "", message.template))


def test_messages_within_messages() -> None:
    message = Message("there is no {kind} {id}", {"kind": Message("indicator"), "id": either(["a", "b", "c"])})
    assert str(message) == "there is no indicator a or b or c"
    assert language_of("fr").say_exactly(message) == "indicateur\u00a0: a ou b ou c n'existe pas"
    assert language_of("nl").say(Message("{one}", {"one": both(["a", "b"])})) == "a en b"


NUMBERS = [Decimal(text) for text in ("0", "1", "12.5", "999.99", "1000", "2030531.24", "-1234.50", "1234567890.123")]


@made_by("babel")
def test_numbers_are_those_of_babel() -> None:
    for number in NUMBERS:
        pattern = f"#,##0.{'0' * max(0, -int(number.as_tuple().exponent))}"
        assert ENGLISH.number(number) == format_decimal(number, pattern, "en")
        assert language_of("nl").number(number) == format_decimal(number, pattern, "nl_BE")
        # CLDR groups with a narrow space in the French of Belgium; budgets there are printed with points, as in Dutch
        assert language_of("fr").number(number) == format_decimal(number, pattern, "fr_BE").replace("\u202f", ".")


def test_amounts() -> None:
    amount = Decimal("2030531.23500")  # finer than any coin: what was divided
    assert ENGLISH.amount(amount) == "2,030,531.24"
    assert {language_of(code).amount(amount) for code in LANGUAGES} == {"2.030.531,24"}


@made_by("babel")
def test_dates_are_those_of_babel() -> None:
    for month in range(1, 13):
        for day in (2, 28):
            date = datetime.date(2019, month, day)
            assert ENGLISH.date(date) == format_date(date, "long", "en_BE")
            for code in LANGUAGES:
                assert language_of(code).date(date) == format_date(date, "long", f"{code}_BE")
    # CLDR writes “1 janvier”; people write and say “1er janvier”
    assert language_of("fr").date(datetime.date(2021, 1, 1)) == "1er janvier 2021"
    assert language_of("nl").date(datetime.date(2021, 1, 1)) == "1 januari 2021"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["0 errors", "1 error", "2 errors"]),
        ("fr", ["0 erreur", "1 erreur", "2 erreurs"]),
        ("nl", ["0 fouten", "1 fout", "2 fouten"]),
    ],
)
def test_one_and_several(code: str, expected: list[str]) -> None:
    assert [language_of(code).counted(n, "{count} error", "{count} errors") for n in range(3)] == expected


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "nl_BE@euro"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "fry_NL"}, "en"),
        ({"LANG": "ar_MA.UTF-8"}, "en"),
        ({"LANG": "fr_BE", "LC_MESSAGES": "nl_BE"}, "nl"),
        ({"LANG": "fr_BE", "LC_MESSAGES": "nl_BE", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "fr_BE", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], code: str) -> None:
    assert preferred(environment) == code


def test_option_before_variable_before_locale(cic, base: Path, monkeypatch) -> None:
    def last_word(*arguments: str) -> str:
        return cic("validate", "--data", base, *arguments).out.split()[-1]

    assert last_word() == "acknowledged"
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    assert last_word() == "erkend"
    monkeypatch.setenv("CIC_LANG", "fr")
    assert last_word() == "reconnu"
    assert last_word("--lang", "en") == "acknowledged"
    monkeypatch.setenv("CIC_LANG", "de")
    assert cic("validate", "--data", base).code == 2


def test_texts_of_the_data_fall_back_and_say_so() -> None:
    both_languages, only_french = {"fr": "commune", "nl": "gemeente"}, {"fr": "rue"}
    dutch = language_of("nl")
    assert (dutch.text(both_languages), dutch.text(only_french)) == ("gemeente", "rue")
    assert dutch.lacking([both_languages]) is None
    lacking = dutch.lacking([both_languages, only_french, {"en": "street"}])
    assert lacking is not None
    assert dutch.say(lacking) == "in het Frans en Engels, waar er geen zijn in het Nederlands"


@pytest.mark.slow
def test_machines_read_english(cic) -> None:
    data = ("--data", DATA, *AS_OF)
    for arguments in (("validate", "--format", "json"), ("report", "--format", "json"), ("report", "--format", "csv")):
        english = json_facts(cic(*arguments, *data).out)
        assert json_facts(cic(*arguments, *data, "--lang", "fr").out) == english
        assert json_facts(cic(*arguments, *data, "--lang", "fr").out) != ""


def json_facts(out: str) -> object:
    """What a program reads, but for texts of the data, which follow the language: their remark, the short titles,
    and the wording of a result at the head of its table."""
    if not out.startswith("{"):
        return list(csv.reader(io.StringIO(out)))
    document = json.loads(out)
    document.get("facts", {}).pop("texts", None)
    for table in document.get("tables", ()):
        if table["key"].startswith("indicators."):
            table.pop("title")
        for row in table["rows"]:
            row.pop("title", None)
    return document


@shipped_data
@pytest.mark.parametrize("code", LANGUAGES)
def test_report(code: str, cic, golden) -> None:
    ran = cic("report", "--data", DATA, "--year", "2019", "--result", "R3", "--lang", code, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    golden(f"report-{code}.txt", re.sub(r"commit .*", "commit …", ran.out), "tabulate")


@pytest.mark.parametrize("code", LANGUAGES)
def test_validate(code: str, base: Path, cic, golden, monkeypatch) -> None:
    for code_of_rule in ("CIC006", "CIC103", "CIC203", "CIC301"):
        put(base, examples(code_of_rule, "Fails"))
    monkeypatch.chdir(base.parent)
    ran = cic("validate", "--lang", code, "--as-of", "2031-06-30")
    assert ran.code == 1
    golden(f"validate-{code}.txt", ran.out + ran.err)


def test_manual_says_what_of_it_is_english(cic) -> None:
    """In French and Dutch the rest, in English nothing."""
    said = "\n\nDe rest van deze bladzijde van de handleiding is in het Engels.\n\n## What it checks\n"
    assert said in cic("explain", "CIC301", "--lang", "nl").out
    assert cic("explain", "CIC301").out.startswith("# CIC301")


@pytest.mark.parametrize("content", [None, b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_language_that_is_not_installed_is_said(
    content: bytes | None, cic, base: Path, tmp_path, monkeypatch
) -> None:
    """Where the build did not compile it, or it was damaged: English for who did not ask, a fault for who did."""
    (tmp_path / "catalogues").mkdir()
    if content is not None:
        (tmp_path / "catalogues" / "fr.mo").write_bytes(content)
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    ran = cic("validate", "--data", base, "--lang", "fr")
    assert ran.code == 2
    assert ran.err.startswith("cic: the French texts of the program are not installed")
    assert "pip" in ran.err
    monkeypatch.setenv("LANG", "fr_BE.UTF-8")
    ran = cic("validate", "--data", base)
    assert (ran.code, ran.out.split()[-1]) == (0, "acknowledged")
    assert ran.err.startswith("note: the French texts of the program are not installed")


def test_french_sets_off_its_signs_with_a_blank() -> None:
    """But for keys of the files (`fr:`) and what is to be typed."""
    from cic.pages.field_names import FIELDS

    french = language_of("fr").catalogue
    assert french is not None
    keys = {*FIELDS, "fr", "nl", "en", "programme"} - {"note"}
    wrong = []
    for text in french._catalog.values():  # type: ignore[attr-defined]
        if not isinstance(text, str) or "Content-Type" in text or "://" in text or "fetch-depth" in text:
            continue
        said = re.sub(r"`[^`]*`|\{(?:close|key)\}:", "", text)
        for word, sign in re.findall(r"([\w’']*[\w})»”’%])([:;?!])(?=\s|$)", said):
            if not (sign == ":" and word in keys):
                wrong.append(f"{word}{sign} in {text[:80]}")
    assert wrong == []
