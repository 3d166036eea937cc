"""Forms filled in by LibreOffice: each answer goes through its input line, which reads it as that of whoever types, and
LibreOffice saves the file.

One program does a whole list of files. A macro reads what is to be done, line by line: which file, which sheet, which
cell, what is typed; nothing else is needed than LibreOffice itself.
"""

from __future__ import annotations

import datetime
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from filled_forms import cells_of, opened

from cic.language import Language, language_of
from cic.pages.form.cells import Answer, Answered, FormPlan, labels_of

LOCALES = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE", "ar": "ar-MA"}
_NEW_LINE = "\x1e"
_STARTS = 4
_SIGNS = {"en": (".", ","), "fr": (",", "\N{NARROW NO-BREAK SPACE}"), "nl": (",", "."), "ar": ("٫", "٬")}
"""Before decimals, and between thousands: as these machines have them, or as people write them there."""
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_LIBRARY = _HEAD.format("library:library", "library") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"'
    ' library:passwordprotected="false"><library:element library:name="Typing"/></library:library>'
)
_MODULE = _HEAD.format("script:module", "module") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">'
    "{}</script:module>"
)
_LOCALE = (
    '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value>'
    "</prop></item></oor:items>"
)
_MACRO = """
Function ContentOf(path As String) As String
    Dim files, stream
    files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
    stream = CreateUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream(files.openFileRead(ConvertToURL(path)))
    stream.setEncoding("UTF-8")
    ContentOf = stream.readString(Array(), False)
    stream.closeInput()
End Function

Sub Work(path As String)
    Dim steps, parts, n As Long, book, frame, dispatcher, outcome As String, handle As Integer
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    Dim kind(0) As New com.sun.star.beans.PropertyValue
    Dim given(0) As New com.sun.star.beans.PropertyValue
    On Error GoTo Failed
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    kind(0).Name = "FilterName"
    kind(0).Value = "Calc MS Excel 2007 XML"
    dispatcher = CreateUnoService("com.sun.star.frame.DispatchHelper")
    steps = Split(ContentOf(path), Chr(10))
    For n = 0 To UBound(steps)
        parts = Split(steps(n), Chr(9))
        Select Case parts(0)
        Case "open"
            book = StarDesktop.loadComponentFromURL(ConvertToURL(parts(1)), "_blank", 0, hidden())
            frame = book.CurrentController.Frame
        Case "sheet"
            book.CurrentController.setActiveSheet(book.Sheets.getByIndex(CLng(parts(1))))
        Case "type"
            given(0).Name = "ToPoint"
            given(0).Value = parts(1)
            dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, given())
            given(0).Name = "StringName"
            given(0).Value = Replace(parts(2), Chr(30), Chr(10))
            dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, given())
        Case "save"
            book.storeToURL(ConvertToURL(parts(1)), kind())
            book.close(True)
        End Select
    Next n
    outcome = "done"
    GoTo Finish
Failed:
    outcome = "step " & n & ": " & Error$
Finish:
    handle = FreeFile
    Open path & ".outcome" For Output As #handle
    Print #handle, outcome
    Close #handle
    StarDesktop.terminate()
End Sub
"""


class Filling(NamedTuple):
    """What is typed into a form, by the sheet's number from 0 and the name of a cell, and where both files are."""

    form: Path
    back: Path
    typed: Sequence[tuple[int, str, str]]


def filling(form: Path, back: Path, plan: FormPlan, answers: Mapping[str, Answered], draw: random.Random) -> Filling:
    """What somebody types who reads the form in its language, on a machine of that language."""
    book = opened(form.read_bytes())
    numbers = {sheet.title: number for number, sheet in enumerate(book.worksheets)}
    cells = cells_of(book, plan)
    known = {answer.id: answer for _, _, _, answer in plan.answers}
    return Filling(
        form,
        back,
        [
            (
                numbers[cells[id].parent.title],
                cells[id].coordinate,
                as_people_type(known[id], value, language_of(plan.language), plan.currency, draw),
            )
            for id, value in answers.items()
        ],
    )


def as_people_type(answer: Answer, value: Answered, language: Language, currency: str, draw: random.Random) -> str:
    """An answer as it is typed where numbers and days are written as in a language."""
    if answer.takes == "choice":
        labels = [label for label, one in labels_of(answer, language).items() if one == value]
        return draw.choice((labels[0], labels[0], f" {labels[0]} ", labels[0].upper()))
    if isinstance(value, Decimal):
        return draw.choice(list(_numbers(value, answer, language.code, currency)))
    if isinstance(value, datetime.date):
        return draw.choice(list(_days(value)))
    if answer.takes == "currency":
        return draw.choice((str(value), str(value).lower()))
    return str(value)


def _numbers(value: Decimal, answer: Answer, code: str, currency: str) -> Iterator[str]:
    point, sign = _SIGNS[code]
    whole, _, rest = f"{value:f}".partition(".")
    plain, grouped = whole + (point + rest if rest else ""), f"{int(whole):,}".replace(",", sign)
    yield plain
    yield grouped + (point + rest if rest else "")
    if answer.takes == "amount" and currency == "EUR":
        yield f"€{plain}" if code == "en" else f"{plain} €"
    if not rest:
        yield f"={plain}"
    if code == "ar":
        yield plain.translate(_ARABIC)
    if code == "ar" and rest and len(rest) != 3:
        yield f"{whole},{rest}"  # which that machine leaves as text


def _days(value: datetime.date) -> Iterator[str]:
    yield value.isoformat()
    yield f"{value.day}/{value.month}/{value.year}"
    yield f"{value:%d/%m/%y}"


def typed_in_office(fillings: Sequence[Filling], locale: str, folder: Path, patience: float = 900) -> None:
    """Fill in all these forms, on a machine of a locale. folder: for the program's own files."""
    folder.mkdir(parents=True)
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = shutil.which("soffice") or "soffice"
    # the first start makes the folder of settings, over whatever stands in it
    _run([office, home, "--headless", "--terminate_after_init"], 120)
    user = folder / "profile" / "user"
    (user / "basic" / "Standard" / "script.xlb").write_text(_LIBRARY)
    (user / "basic" / "Standard" / "Typing.xba").write_text(_MODULE.format(escape(_MACRO)))
    settings = user / "registrymodifications.xcu"
    settings.write_text(settings.read_text().replace("</oor:items>", _LOCALE.format(locale)))
    work, outcome = folder / "work.txt", folder / "work.txt.outcome"
    # now and then it ends by itself after many files: what is not saved by then is begun again
    for _ in range(_STARTS):
        left = [one for one in fillings if not one.back.exists()]
        if not left:
            return
        work.write_text("\n".join(_steps(left)), encoding="utf-8")
        outcome.unlink(missing_ok=True)
        command = [office, home, "--headless", "--norestore", f'macro:///Standard.Typing.Work("{work}")']
        subprocess.run(command, check=False, capture_output=True, timeout=patience)
        said = outcome.read_text().strip() if outcome.exists() else "done"
        assert said == "done", said
    left = [one for one in fillings if not one.back.exists()]
    assert not left, f"LibreOffice ended {_STARTS} times before it had saved {left[0].form}"


def _run(command: Sequence[str], patience: float) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=patience)


def _steps(fillings: Sequence[Filling]) -> Iterator[str]:
    for one in fillings:
        yield f"open\t{one.form}"
        shown = -1
        for sheet, cell, text in sorted(one.typed):
            if sheet != shown:
                yield f"sheet\t{sheet}"
                shown = sheet
            assert not {"\t", _NEW_LINE} & set(text)
            yield f"type\t{cell}\t" + text.replace("\n", _NEW_LINE)
        yield f"save\t{one.back}"
