"""Source documents are known by their fingerprint alone, and nothing in their files is trusted."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest

from cic.base.errors import UserError
from cic.storage import plain_text
from cic.storage.plain_text import plain_texts

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, prolog: str = "") -> bytes:
    """A document of Word with that body."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'{prolog}<w:document xmlns:w="{WORD}">{body}</w:document>')
    return file.getvalue()


def read(folder: Path, name: str, raw: bytes) -> str:
    """The text of one file, or why there is none."""
    (folder / name).write_bytes(raw)
    texts = plain_texts(folder, {"plan": hashlib.sha256(raw).hexdigest()})
    return texts.found["plan"] if texts.found else str(texts.lacking["plan"])


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [
        ("plan.txt", "12 élus\r\n3".encode(), "12 élus\n3"),
        ("plan", b"\xef\xbb\xbf12", "12"),
        ("old.txt", "12 élus".encode("cp1252"), "12 élus"),
        ("plan.md", "12 élus".encode("utf-16"), "12 élus"),
        ("plan.html", b"<h1>Plan</h1><!-- 7 > 5 --><p>12 &eacute;lus<br>3</p><script>var a = 99 < 100</script>", "Plan\n12 élus\n3\n"),
        ("plan.HTM", b"<table><tr><td>1</td><td>2</td></tr><tr><td>3</table>4 < 5", "1 2\n3\n4\n"),
        ("plan.html", b"12 <!-- never closed 7", "12\n"),
        ("plan.html", b"12 <script> 7", "12\n"),
        ("plan.docx", docx("<w:p><w:r><w:t>12</w:t><w:tab/><w:t>élus</w:t></w:r></w:p><w:p><w:t>3</w:t></w:p>"), "12 élus\n3\n"),
        ("plan.txt", b"1\x002", "it is no text"),
        ("plan.pdf", b"%PDF", "no text can be read from .pdf files: save it as .txt and name that"),
        ("plan.docx", b"PK nothing", "it is no document of Word, or a damaged one"),
        ("plan.docx", docx("<w:p>"), "it is no document of Word, or a damaged one"),
        ("plan.docx", docx("&a;", '<!DOCTYPE a [<!ENTITY a "12">]>'), "it is no document of Word, or a damaged one"),
    ],
)  # fmt: skip
def test_text_of_a_file(tmp_path: Path, name: str, raw: bytes, text: str) -> None:
    assert read(tmp_path, name, raw) == text


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MAX_CHARACTERS", 10)
    assert read(tmp_path, "plan.txt", b"1" * 10) == "1" * 10
    assert read(tmp_path, "plan.txt", b"1" * 11) == "its text is longer than 10 characters"
    assert read(tmp_path, "plan.docx", docx("<w:t>12345678901</w:t>")) == "its text is longer than 10 characters"
    monkeypatch.setattr(plain_text, "MAX_BYTES", 10)
    assert read(tmp_path, "plan.txt", b"1" * 11) == "no file of the folder has its fingerprint"
    monkeypatch.setattr(plain_text, "MAX_BYTES", 1000)
    assert read(tmp_path, "plan.docx", docx(" " * 1000)) == "it is no document of Word, or a damaged one"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders on this system")
def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a-pipe.txt")
    (tmp_path / "a-loop").symlink_to(tmp_path)
    (tmp_path / "a-link.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "below").mkdir()
    assert read(tmp_path / "below", "plan.txt", b"12") == "12"
    assert plain_texts(tmp_path, {"plan": hashlib.sha256(b"12").hexdigest()}).found == {"plan": "12"}


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        plain_texts(tmp_path / "nothing", {})
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is not a folder"):
        plain_texts(tmp_path / "file", {})
