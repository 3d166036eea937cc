"""What stops a command is said in the language that was asked for: all of it, also where the command line could not be
read, and never as a traceback. In English every byte stays as it was: the goldens hold it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import BASE, posix
from repositories import git

import cic as package
from cic.base.errors import UserError
from cic.language import NotInstalledError, language_of

TABLE = [
    # what the library finds
    ("report", "--nothing"),
    ("report", "--colr", "never"),
    ("reprt",),
    ("xyzzy",),
    ("--debug",),
    ("validate", "--format", "jsn"),
    ("validate", "--format", "???"),
    ("report", "--width", "x"),
    ("report", "--width", "3"),
    ("report", "--year"),
    ("validate", "--strict=yes"),
    ("rules", "one", "two"),
    ("show",),
    ("init",),
    ("explain",),
    ("acknowledge", "budget.yaml:1"),
    ("acknowledge", "--reason", "x"),
    # the folder and the files
    ("history", "OS.1", "HEAD", "--at", "HEAD~1"),
    ("diff", "HEAD~1", "HEAD", "--at", "HEAD~1"),
    ("report", "--commune", "nobody"),
    ("report", "--commune", "bravo", "--partnership", "delta-echo"),
    ("validate", "--data", "nowhere"),
    ("validate", "--data", "data/budget.yaml"),
    ("validate", "--data", "empty"),
    ("validate", "nowhere.yaml"),
    ("validate", "empty"),
    ("validate", "--at", "HEAD", "data/nowhere.yaml"),
    ("validate", "--baseline", "b.json", "--write-baseline", "b.json"),
    ("validate", "--baseline", "nowhere.json"),
    ("validate", "--baseline", "empty"),
    ("validate", "--baseline", "torn.json"),
    ("validate", "--baseline", "list.json"),
    ("validate", "--baseline", "lacking.json"),
    ("validate", "--baseline", "latin.json"),
    ("validate", "--select", "CIC99"),
    ("validate", "--select", "target-opn"),
    ("validate", "--ignore", ","),
    ("validate", "--as-of", "31/12/2019"),
    ("validate", "--output", "json="),
    ("validate", "--output", "pdf=x.pdf"),
    ("validate", "--output", "x.pdf"),
    ("validate", "--output", "json=data/budget.yaml"),
    ("validate", "--output", "json=.git/config"),
    ("validate", "--output", "json=empty"),
    ("validate", "--output", "json=nowhere/x.json"),
    # revisions
    ("validate", "--at", "nowhere"),
    ("validate", "--against", "nowhere"),
    ("report", "--at", "without"),
    ("diff", "one", "two", "three"),
    ("diff", "nowhere"),
    ("diff", "HEAD...lonely"),
    ("history", "R1", "nowhere"),
    # pages
    ("report", "--year", "1999"),
    ("report", "--years", "2021..2017"),
    ("report", "--partnership", "alfa-brvo"),
    ("report", "--partnership", "???"),
    ("report", "--result", "???"),
    ("report", "--indicator", "???"),
    ("report", "--section", "nothing"),
    ("report", "--table", "nothing"),
    ("report", "--output", "x.pdf"),
    ("report", "--output", "x/", "--format", "json"),
    ("report", "--format", "terminal", "--output", "x.txt"),
    ("report", "--format", "csv"),
    ("report", "--template", "x.docx", "--output", "x.html"),
    ("report", "--template", "nowhere.docx", "--output", "x.docx"),
    ("report", "--template", "data/budget.yaml", "--output", "x.docx"),
    ("show", "alfa-brvo"),
    ("show", "???"),
    ("list", "comune"),
    ("list", "???"),
    ("list", "--by", "region"),
    ("list", "budgets", "--by", "region"),
    ("missing", "--year", "1999"),
    ("missing", "--output", "x.pdf"),
    ("coverage",),
    ("coverage", "--documents", "nowhere"),
    ("coverage", "--documents", "data/budget.yaml"),
    ("findings", "--format", "html", "--questions"),
    ("explain", "CIC99"),
    ("explain", "???"),
    ("schema",),
    ("schema", "budgt"),
    ("init", "data"),
    ("init", "data/budget.yaml"),
    ("init", "new", "--demo", "--name", "x"),
    ("init", "new", "--country", "Morocco"),
    ("init", "new", "--id", "é"),
    ("init", "new", "--name", " "),
    ("init", "new", "--years", "x"),
    ("record", "brvo", "OS.1", "2031", "--achieved"),
    ("record", "???", "OS.1", "2031", "--achieved"),
    ("record", "bravo", "OS.2", "2031", "--achieved"),
    ("record", "bravo", "OS.1", "1999", "--achieved"),
    ("record", "bravo", "OS.1", "2031"),
    ("record", "alfa-bravo", "OS.1", "2031", "--achieved"),
    ("record", "bravo", "OS.1", "2031", "--value", "1.250"),
    ("record", "bravo", "OS.1", "2031", "--value", "x"),
    ("record", "bravo", "OS.1", "2031", "--value", "5%"),
    ("record", "bravo", "OS.1", "2031", "--achieved", "--note", "\x07"),
    ("record", "bravo", "OS.1", "2031", "--achieved", "--amount", "5"),
    ("record", "bravo", "OS.1", "2031", "--achieved", "--evidence", "a.pdf"),
    ("record", "bravo", "OS.1", "2031", "--achieved", "--evidence", "registr=a.pdf"),
    ("record", "bravo", "OS.1", "2031", "--achieved", "--date", "2031-01-01"),
    ("record", "alfa-bravo", "money", "2031", "--nature", "operating"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "5"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "5", "--nature", "operatng"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "-5", "--nature", "operating"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "5 $", "--nature", "operating"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "5.001,1234", "--nature", "operating"),
    ("record", "alfa-bravo", "money", "2031", "--amount", "5", "--nature", "operating", "--reason", "x"),
    ("new", "report", "1999", "alfa-bravo"),
    ("new", "report", "2031", "alfa-brvo"),
    ("new", "reports", "2031", "alfa-bravo"),
    ("acknowledge", "x", "--reason", "x"),
    ("acknowledge", "data/budget.yaml:1:1", "--reason", " "),
    ("acknowledge", "data/budget.yaml:1:1", "--reason", "a\x07"),
    ("acknowledge", "data/budget.yaml:1:1", "--reason", "x"),
    ("acknowledge", "data/budget.yaml:1:1", "--reason", "x", "--expires", "soon"),
]
"""One of each kind, in the folder that `here` makes."""
OUTSIDE = [("validate",), ("validate", "--data", "data", "--at", "HEAD"), ("diff",), ("history", "R1")]
"""Where nothing is under version control; without --data there are no data either."""

ENGLISH_WORDS = set(
    re.findall(
        r"\w+",
        """
    the there not cannot you mean did write this that these which and with without files folder name names
    usage error try help can choose one say only no holds lacks does exist exists from to what where it its
    here found language read written values needs takes known kinds tables year reason place own nothing
    anything command changed directory such denied permission args rule kind too much least whole number value
    behind same once again look first then make type
    """,
    )
)
"""Words that are neither French nor Dutch, nor what the program wants to have typed (a command, a table, a key)."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the base programme, a revision without it, and one that shares no commit with the others."""
    root = tmp_path / "here"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    (root / "empty").mkdir()
    (root / "torn.json").write_text('{"version": 1,\n "findings": [}')
    (root / "list.json").write_text("[]")
    (root / "lacking.json").write_text('{"version": 1, "findings": [{}]}')
    (root / "latin.json").write_bytes(b'"\xe9"')
    git(root, "add", ".")
    git(root, "commit", "-qm", "Before the data")
    git(root, "tag", "without")
    shutil.copytree(BASE, root / "data")
    git(root, "add", ".")
    git(root, "commit", "-qm", "First")
    git(root, "checkout", "-q", "--orphan", "lonely")
    git(root, "commit", "-qm", "Alone")
    git(root, "checkout", "-q", "main")
    monkeypatch.chdir(root)
    return root


def heard(cic, root: Path, words: tuple[str, ...]) -> str:
    """What a command prints that is stopped, with its exit code; the same on every machine."""
    ran = cic(*words)
    assert ran.out == "", words
    assert "Traceback" not in ran.err
    said = ran.err.replace(str(root.resolve()), "~").replace(str(root), "~")
    return f"$ cic {' '.join(words)!r}: {ran.code}\n{said}\n"


def english_in(text: str, words: tuple[str, ...]) -> set[str]:
    """The English words in what was said, without what was typed, options, file names and what is to be typed."""
    for typed in sorted((word for word in words if len(word) > 1), key=len, reverse=True):
        text = text.replace(typed, "")
    text = re.sub(r"`[^`]*`|--?[a-z][\w-]*|\bgit [a-z]+|\S*[/.=]\S*|cic [a-z]+", "", text)
    return set(re.findall(r"[a-z'é-]+", text.lower())) & ENGLISH_WORDS


@posix
@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_every_fault_in_every_language(cic, golden, here: Path, tmp_path, monkeypatch, code: str) -> None:
    monkeypatch.setenv("CIC_LANG", code)
    said = [(words, heard(cic, here, words)) for words in TABLE]
    outside = tmp_path / "outside"
    shutil.copytree(BASE, outside / "data")
    monkeypatch.chdir(outside)
    said += [(words, heard(cic, outside, words)) for words in OUTSIDE if words != ("validate",)]
    monkeypatch.chdir(here / "empty")
    shutil.rmtree(here / "data")
    said.append((("validate",), heard(cic, here, ("validate",))))
    golden(f"usage.{code}.txt", "".join(text for _, text in said))
    assert {text.split("\n")[0].rpartition(": ")[2] for _, text in said} == {"2"}
    if code != "en":
        left = {words: found for words, text in said if (found := english_in(text.partition("\n")[2], words))}
        assert not left


@pytest.mark.slow
def test_the_words_that_are_looked_for_are_english(here: Path, cic) -> None:
    """So that the search for them can fail."""
    for words in TABLE:
        assert english_in(heard(cic, here, words).partition("\n")[2], words), words


@pytest.mark.parametrize("how", ["--lang fr", "--lang=fr", "CIC_LANG", "LANG", "LC_ALL"])
def test_by_option_or_environment(cic, here: Path, monkeypatch, how: str) -> None:
    if how.startswith("--"):
        monkeypatch.setenv("CIC_LANG", "nl")
    else:
        monkeypatch.setenv(how, "fr" if how == "CIC_LANG" else "fr_BE.UTF-8")
    given = how.split() if how.startswith("--") else []
    assert "n'existe pas" in cic("validate", "--data", "nowhere", *given).err
    assert "Utilisation" in cic("validate", "--nothing", *given).err


def test_the_last_of_two_languages_counts(cic, here: Path) -> None:
    assert "bestaat niet" in cic("validate", "--lang", "fr", "--lang", "nl", "--data", "nowhere").err


def test_what_the_system_says_of_a_failure(cic, here: Path, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr("cic.cli.show.chosen_language", full)
    assert cic("list").err == (
        "cic: reading or writing failed: [Errno 28] No space left on device: 'x'\n"
        "     check the disk, the permissions and where the output goes\n"
    )
    monkeypatch.setenv("CIC_LANG", "nl")
    ran = cic("list")
    assert (ran.code, english_in(ran.err, ())) == (2, set())
    assert "[Errno 28] er is geen plaats meer op de schijf: 'x'" in ran.err


def test_an_internal_error(cic, here: Path, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cic.cli.show.chosen_language", broken)
    assert cic("list").err == (
        "cic: internal error: ZeroDivisionError\n"
        "     this is a fault of the program, not of your data: please report it, with what\n"
        "     `cic --debug …` prints for the same command; no value of the data is in it\n"
    )
    monkeypatch.setenv("CIC_LANG", "fr")
    ran = cic("list")
    assert (ran.code, english_in(ran.err, ())) == (3, set())
    assert len(ran.err.splitlines()) == 3


def test_a_fault_has_both_its_english_and_its_templates() -> None:
    fault = UserError("{path} does not exist", "one of: {known}", path=Path("{x}"), known=("a", "b"))
    assert (str(fault), fault.message, fault.hint) == ("{x} does not exist", "{x} does not exist", "one of: a, b")
    french = language_of("fr")
    assert french.say(fault.said) == "{x} n'existe pas"
    assert french.say(fault.advice) == "l'un de\xa0: a, b"


def test_words_that_are_no_template_are_said_as_they_are() -> None:
    fault = UserError("fatal: bad object {abc", "git fsck {0}")
    assert (str(fault), fault.hint) == ("fatal: bad object {abc", "git fsck {0}")
    assert language_of("nl").say(fault.said) == "fatal: bad object {abc"
    assert UserError("short").hint == ""


def test_a_fault_says_the_whole_of_a_list() -> None:
    known = tuple(f"partnership-{number}" for number in range(100))
    assert UserError("x", "there is {known}", known=known).hint == "there is " + ", ".join(known)


def test_in_python_faults_are_english(here: Path, monkeypatch) -> None:
    monkeypatch.setenv("CIC_LANG", "fr")
    with pytest.raises(package.UserError) as fault:
        package.load("nowhere")
    assert str(fault.value) == "the data folder nowhere does not exist"
    assert fault.value.hint == "point --data at the folder that holds programme.yaml"


def test_a_language_that_is_not_installed_is_said_in_english(cic, here: Path, monkeypatch) -> None:
    def damaged(code: str) -> None:
        raise NotInstalledError("the {language} texts are damaged", language=code)

    monkeypatch.setattr("cic.language.language_of", damaged)
    ran = cic("validate", "--lang", "fr")
    assert (ran.code, ran.err) == (2, "cic: the fr texts are damaged\n")
