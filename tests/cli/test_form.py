"""`cic form` and `cic missing --forms`: what they write, in which language, and that nothing is written over."""

from __future__ import annotations

import email
import email.policy
import io
import re
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from conftest import DATA, Ran, put, shipped_data
from forms import DEMO
from office import book_of, whole_text

Cic = Callable[..., Ran]
DAY = ("--as-of", "2032-06-30")
FORM = "alfa-bravo-2031.xlsx"


@pytest.fixture
def here(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return base


def carried(path: Path) -> dict[str, str]:
    """What a form says that it is."""
    page = book_of(path.read_bytes())["cic"]
    return {row[0].value: row[1].value or "" for row in page.iter_rows() if row[0].value}


def letter(path: Path) -> EmailMessage:
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_form_is_written_and_never_written_over(here: Path, cic: Cic) -> None:
    ran = cic("form", "alfa-bravo", "--year", "2031", *DAY)
    assert (ran.code, ran.out, ran.err) == (0, f"{FORM}: written\n", "")
    path = Path(FORM)
    before = path.read_bytes()
    head = carried(path)
    assert (head["partnership"], head["period"], head["language"]) == ("alfa-bravo", "2031", "en")
    assert head["made"] == "2032-06-30"
    assert cic("form", "alfa-bravo", "--year", "2031", *DAY).out == f"{FORM}: is there already, the same\n"
    path.write_bytes(before + b"filled in")
    ran = cic("form", "alfa-bravo", "--year", "2031", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "is there already: nothing was written" in ran.err
    assert path.read_bytes() == before + b"filled in"


def test_the_latest_year_that_has_ended_and_the_name_of_a_commune(here: Path, cic: Cic) -> None:
    assert cic("form", "bravo", *DAY).out == f"{FORM}: written\n"
    assert cic("form", "alfa-bravo", "--period", "2032", "--output", "a/b.xlsx", *DAY).out == "a/b.xlsx: written\n"
    assert carried(Path("a/b.xlsx"))["period"] == "2032"


def test_forms_of_all(here: Path, cic: Cic) -> None:
    ran = cic("form", "--all", "forms", "--year", "2031", *DAY)
    assert ran.code == 0
    names = sorted(path.name for path in Path("forms").iterdir())
    assert names == ["alfa-bravo-2031.xlsx", "delta-echo-2031.xlsx", "programme-2031.xlsx"]
    assert carried(Path("forms/programme-2031.xlsx"))["partnership"] == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "whose form is not said"),
        (("alfa-bravo", "--all", "forms"), "--all makes the forms of all"),
        (("--all", "forms", "--output", "x.xlsx"), "--all names the folder"),
        (("alfa-brav",), "did you mean alfa-bravo?"),
        (("alfa-bravo", "--year", "2040"), "there are no reports of 2040"),
        (("alfa-bravo", "--deadline", "soon"), "--deadline soon is not a date"),
        (("alfa-bravo", "--lang", "de"), "--lang"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], said: str, here: Path, cic: Cic) -> None:
    ran = cic("form", *words, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(Path().glob("*.xlsx"))


def test_a_report_with_faults_has_no_form(here: Path, cic: Cic) -> None:
    put(here, {"reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\nexpenditure: [x\n"})
    ran = cic("form", "alfa-bravo", "--year", "2031", *DAY)
    assert ran.code == 2
    assert "reports/2031/alfa-bravo.yaml has faults itself" in ran.err
    assert not Path(FORM).exists()


def test_the_language_is_the_partnerships_own(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    file = here / "partnerships" / "alfa-bravo.yaml"
    file.write_text(file.read_text() + "language: ar\n")
    monkeypatch.setenv("CIC_LANG", "nl")
    ran = cic("form", "--all", "forms", "--year", "2031", *DAY)
    assert ran.out.startswith("forms/alfa-bravo-2031.xlsx: weggeschreven\n")
    languages = {path.name: carried(path)["language"] for path in Path("forms").iterdir()}
    assert languages == {"alfa-bravo-2031.xlsx": "ar", "delta-echo-2031.xlsx": "nl", "programme-2031.xlsx": "nl"}
    assert cic("form", "alfa-bravo", "--year", "2031", "--lang", "fr", *DAY).out == f"{FORM}\u00a0: écrit\n".replace(
        "\u00a0", " "
    )


def test_a_form_of_data_as_they_were(here: Path, cic: Cic) -> None:
    from repositories import commit, git

    git(here.parent, "init", "-q")
    commit(here.parent, "First")
    put(here, {"reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\nnarrative: {done: {en: A lot}}\n"})
    cic("form", "alfa-bravo", "--year", "2031", "--at", "HEAD", *DAY)
    cic("form", "alfa-bravo", "--year", "2031", "--output", "now.xlsx", *DAY)
    assert "unchanged" in carried(Path(FORM))["revision"]
    assert "changed since" in carried(Path("now.xlsx"))["revision"]
    assert carried(Path(FORM))["digest"] != carried(Path("now.xlsx"))["digest"]


def test_letters_with_forms(here: Path, cic: Cic) -> None:
    words = ("missing", "--year", "2032", "--forms", "round", "--deadline", "2033-02-15", "--as-of", "2033-01-01")
    ran = cic(*words)
    assert ran.code == 0
    assert "round/alfa-bravo-2032.eml: written" in ran.out
    read = letter(Path("round/alfa-bravo-2032.eml"))
    assert read["X-Unsent"] == "1"
    assert (read["To"], read["From"], read["Date"]) == (None, None, None)
    assert read["Subject"].startswith("Report of 2032: ")
    said = text(read)
    assert "Please send it back by 15 February 2033" in said
    assert "- OS.1: Each commune has a school" in said
    (attached,) = read.iter_attachments()
    assert attached.get_filename() == "alfa-bravo-2032.xlsx"
    assert attached.get_content() == Path("round/alfa-bravo-2032.xlsx").read_bytes()
    before = {path: path.read_bytes() for path in Path("round").iterdir()}
    again = cic(*words)
    assert again.out == (
        "programme: made on 1 January 2033, not back yet\n"
        "alfa-bravo: made on 1 January 2033, not back yet\n"
        "delta-echo: made on 1 January 2033, not back yet\n"
    )
    assert {path: path.read_bytes() for path in Path("round").iterdir()} == before
    cic(*(word.replace("round", "other") for word in words))
    assert {path.name: path.read_bytes() for path in Path("other").iterdir()} == {
        path.name: content for path, content in before.items()
    }


def fill(path: Path, key: str, **columns: object) -> None:
    """Write into the row of a form, by the letters of its columns, and keep it under another name."""
    book = openpyxl.load_workbook(path)
    (row,) = [
        (page, at) for page in book.worksheets for at in range(1, page.max_row + 1) if page.cell(at, 1).value == key
    ]
    for letter, value in columns.items():
        row[0][f"{letter}{row[1]}"] = value
    (path.parent / "back").mkdir(exist_ok=True)
    book.save(path.parent / "back" / "Kopie (2).xlsx")


def test_how_forms_stand(here: Path, cic: Cic) -> None:
    """Made, sent, come back, taken in: said by the files and by the data, without a list that anybody keeps."""
    words = ("missing", "--year", "2032", "--as-of", "2033-01-01")
    round = Path("forms/2032")
    cic(*words, "--forms", round)
    assert "note: form of alfa-bravo: made on 1 January 2033, not back yet\n" in cic(*words).err
    (round / "sent").mkdir()
    (round / "alfa-bravo-2032.eml").rename(round / "sent" / "alfa-bravo-2032.eml")
    assert "alfa-bravo: sent, not back yet\n" in cic(*words, "--forms", round).out
    assert not (round / "alfa-bravo-2032.eml").exists()
    proof = {"E": "Register of schools", "F": "register.pdf", "D": "yes"}
    fill(round / "alfa-bravo-2032.xlsx", "communes/bravo/observations/OS.1", **proof)
    back = 'alfa-bravo: came back, and not all of it is in the data yet: cic import "forms/2032/back/Kopie (2).xlsx"\n'
    assert back in cic(*words, "--forms", round).out
    assert cic("import", round / "back" / "Kopie (2).xlsx", "--write", "--as-of", "2033-01-01").code == 0
    taken = "alfa-bravo: came back, and all of it is in the data: forms/2032/back/Kopie (2).xlsx\n"
    assert taken in cic(*words, "--forms", round).out
    assert f"note: form of {taken}" in cic(*words).err
    (round / "other.xlsx").write_text("a;b")
    ran = cic(*words, "--forms", round)
    assert ran.code == 0
    assert "other.xlsx" in ran.err


def test_letters_in_arabic_say_their_direction(here: Path, cic: Cic) -> None:
    words = ("--forms", "round", "--form-lang", "ar", "--partnership", "alfa-bravo", "--as-of", "2033-01-01")
    cic("missing", "--year", "2032", *words)
    read = letter(Path("round/alfa-bravo-2032.eml"))
    assert "2032" in read["Subject"]
    page = read.get_body(("html",))
    assert page is not None
    assert '<html lang="ar" dir="rtl">' in page.get_content()
    assert "استمارة" in text(read)


def test_addresses_stand_in_a_letter_where_they_are_asked_for(here: Path, cic: Cic) -> None:
    file = here / "partnerships" / "alfa-bravo.yaml"
    person = "contacts: {one: {name: Berta Example, emails: [berta@example.org, 'b,x@evil']}}"
    file.write_text(file.read_text().replace("name: Bravo,", f"name: Bravo, {person},"))
    words = ("missing", "--year", "2032", "--partnership", "alfa-bravo", "--as-of", "2033-01-01")
    cic(*words, "--forms", "without")
    assert "berta" not in Path("without/alfa-bravo-2032.eml").read_text().lower()
    cic(*words, "--forms", "with", "--contacts")
    assert letter(Path("with/alfa-bravo-2032.eml"))["To"] == "berta@example.org"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--deadline", "2033-01-01"), "--deadline is of forms"),
        (("--form-lang", "ar"), "--form-lang is of forms"),
        (("--forms", "x", "--format", "csv"), "--forms names the folder of the letters"),
        (("--forms", "x", "--output", "y.txt"), "--forms names the folder of the letters"),
    ],
)
def test_wrong_usage_of_letters(words: tuple[str, ...], said: str, here: Path, cic: Cic) -> None:
    ran = cic("missing", "--year", "2032", *words, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_invented_programme_says_so(cic: Cic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cic("missing", "--year", "2022", "--forms", "x", "--data", DEMO, "--as-of", "2023-02-01")
    message = letter(tmp_path / "x" / "fictiebeek-quelquepart-2022.eml")
    assert text(message).startswith("FICTIONAL")
    cover = book_of((tmp_path / "x" / "fictiebeek-quelquepart-2022.xlsx").read_bytes()).worksheets[0]
    assert "FICTIONAL" in cover["B1"].value


def test_without_the_library_it_says_what_to_install(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "cic.render.form_xlsx", raising=False)
    ran = cic("form", "alfa-bravo", "--year", "2031", *DAY)
    assert ran.code == 2
    assert "XlsxWriter" in ran.err


@shipped_data
def test_forms_of_the_shipped_data(cic: Cic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a person goes into any, although the data have them."""
    monkeypatch.chdir(tmp_path)
    assert cic("missing", "--data", DATA, "--year", "2019", "--forms", "x", "--lang", "fr").code == 0
    read = {path.name: path.read_bytes() for path in (tmp_path / "x").iterdir()}
    assert len(read) == 22
    for name, content in read.items():
        if name.endswith(".eml"):
            assert letter(tmp_path / "x" / name)["To"] is None
        else:
            # the one sign @ that belongs there is the format of texts
            assert "@" not in whole_text(content).replace('"@"', "").replace("\n@\n", "\n")


@shipped_data
def test_what_a_printed_target_counts_stands_beside_its_cell(cic: Cic, tmp_path: Path) -> None:
    """“50 % of women” is said nowhere else: 50 % alone does not say of whom."""
    form = tmp_path / "form.xlsx"
    assert cic("form", "jette-belfaa", "--year", "2021", "--lang", "fr", "--output", form, "--data", DATA).code == 0
    assert "50 % de femmes" in whole_text(form.read_bytes())


@shipped_data
def test_two_promises_of_one_wording_are_told_apart_in_a_letter(cic: Cic, tmp_path: Path) -> None:
    words = ("--year", "2021", "--partnership", "jette-belfaa", "--form-lang", "fr", "--data", DATA)
    cic("missing", *words, "--forms", tmp_path)
    said = [line for line in text(letter(tmp_path / "jette-belfaa-2021.eml")).splitlines() if line.startswith("- R1.2")]
    assert [line.rpartition(" ")[2] for line in said] == ["(programmes)", "(plans)"]


def test_a_form_that_came_back_elsewhere_is_not_called_owing(here: Path, cic: Cic) -> None:
    words = ("missing", "--year", "2032", "--as-of", "2033-01-01", "--forms", "round")
    cic(*words)
    assert cic("record", "bravo", "OS.1", "2032", "--achieved", "--write", "--as-of", "2033-01-01").code == 0
    said = "alfa-bravo: not back in this folder, but the data say more of its year than when it was made\n"
    out = cic(*words).out
    assert said in out
    assert "delta-echo: made on 1 January 2033, not back yet\n" in out


def test_a_letter_brings_the_form_of_the_year_that_is_owed(here: Path, cic: Cic) -> None:
    """Who has reported the year that is asked for, and owes an earlier one, gets the form of that."""
    reports = here / "reports" / "2032"
    reports.mkdir(parents=True)
    spent = "expenditure: {partners: {operating: {amount: 1.00}}}\n"
    (reports / "programme.yaml").write_text(f"year: 2032\n{spent}")
    values = "communes:\n" + "".join(f"  {one}: {{observations: {{OS.1: {{achieved: true}}}}}}\n" for one in ("echo",))
    (reports / "delta-echo.yaml").write_text(f"year: 2032\npartnership: delta-echo\n{values}{spent}")
    words = ("missing", "--year", "2032", "--as-of", "2033-01-01", "--forms", "round")
    ran = cic(*words)
    assert {path.name for path in Path("round").glob("*.eml")} == {
        "programme-2031.eml",
        "alfa-bravo-2032.eml",
        "delta-echo-2031.eml",
    }, ran.out
    assert carried(Path("round/programme-2031.xlsx"))["period"] == "2031"
    read = letter(Path("round/programme-2031.eml"))
    assert read["Subject"].startswith("Report of 2031: ")
    assert "- what was spent in 2031" in text(read)
    assert [one.get_filename() for one in read.iter_attachments()] == ["programme-2031.xlsx"]
    assert "programme, 2031: made on 1 January 2033, not back yet\n" in ran.out
    assert "alfa-bravo: made on 1 January 2033, not back yet\n" in ran.out
    assert cic(*words).out.count("written") == 0


def copy_saved(source: Path, target: Path, day: str, **columns: object) -> None:
    """A copy of a form with other answers, saved on a day."""
    fill(source, "communes/bravo/observations/OS.1", **columns)
    raw = (source.parent / "back" / "Kopie (2).xlsx").read_bytes()
    (source.parent / "back" / "Kopie (2).xlsx").unlink()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(target, "w") as made:
        for part in archive.namelist():
            content = archive.read(part)
            if part == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + day.encode() + b"T09:00:00Z", content)
                assert day.encode() in content
            made.writestr(part, content)


PROOF = {"E": "Register of schools", "F": "register.pdf"}


@pytest.mark.parametrize(
    ("old", "day", "is_superseded"),
    [
        ({"D": "perhaps", **PROOF}, "2033-01-02", True),
        ({"D": "no", **PROOF}, "2033-01-02", True),  # another answer, which the later one has
        ({"D": "no", **PROOF}, "2033-01-04", False),  # the later one: somebody has to decide
        ({"D": "perhaps", **PROOF, "H": "a remark"}, "2033-01-02", False),  # says more
    ],
)
def test_an_old_copy_with_faults_is_told_from_the_later_one_that_says_all_of_it(
    old: dict[str, object], day: str, is_superseded: bool, here: Path, cic: Cic
) -> None:
    words = ("missing", "--year", "2032", "--as-of", "2033-01-05")
    round = Path("forms/2032")
    cic(*words, "--forms", round)
    form = round / "alfa-bravo-2032.xlsx"
    copy_saved(form, round / "old.xlsx", day, **old)
    copy_saved(form, round / "new.xlsx", "2033-01-03", D="yes", **PROOF)
    assert cic("import", round / "new.xlsx", "--write", "--as-of", "2033-01-05").code == 0
    out = cic(*words, "--forms", round).out
    assert f"alfa-bravo: came back, and all of it is in the data: {round}/new.xlsx\n" in out
    later = f"a later form that is in the data says all of it: {round}/old.xlsx, see {round}/new.xlsx\n"
    open_one = f"not all of it is in the data yet: cic import {round}/old.xlsx\n"
    assert (later in out, open_one in out) == (is_superseded, not is_superseded), out
