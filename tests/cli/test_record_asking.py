"""`cic record` on a terminal: what is mistyped is said and asked again; whoever stops has changed nothing."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

REPORT = "reports/2031/alfa-bravo.yaml"
_PATIENCE = 30
_BEGIN = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C arrives
from cic.cli import main
main()
"""


class Terminal:
    """The command at a terminal of its own. seen: all that it has said."""

    def __init__(self, folder: Path, *words: str) -> None:
        import pty

        self.seen = ""
        self._ours, theirs = pty.openpty()
        self._command = subprocess.Popen(
            [sys.executable, "-c", _BEGIN, "record", *words, "--data", "data", "--as-of", "2032-06-30"],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,
        )
        os.close(theirs)

    def until(self, text: str) -> str:
        """What is said up to a text, from where it was last waited for."""
        end, said = time.monotonic() + _PATIENCE, ""
        while text not in said:
            more = self._read(end - time.monotonic())
            assert more, f"{text!r} never came: {self.seen}"
            said += more.decode(errors="replace")
            self.seen += more.decode(errors="replace")
        return said

    def type(self, keys: str | bytes) -> None:
        """Type as a person does."""
        os.write(self._ours, keys if isinstance(keys, bytes) else keys.encode())

    def answer(self, typed: str, question: str) -> str:
        """What is said to an answer, up to the next question."""
        self.type(f"{typed}\n")
        return self.until(question)

    def stop(self, keys: bytes) -> int:
        """Press keys until it ends, as a person does; its exit code. What comes just before Python waits for a line is
        seen by it only with the next."""
        for _ in range(10):
            self.type(keys)
            with suppress(subprocess.TimeoutExpired):
                self._command.wait(_PATIENCE / 10)
                break
        return self.end()

    def end(self) -> int:
        """Wait for its end; its exit code."""
        while more := self._read():
            self.seen += more.decode(errors="replace")
        return self._command.wait(_PATIENCE)

    def close(self) -> None:
        """Whatever became of it."""
        self._command.kill()
        self._command.wait()
        os.close(self._ours)

    def _read(self, seconds: float = _PATIENCE) -> bytes:
        ready, _, _ = select.select([self._ours], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            return os.read(self._ours, 4096)
        except OSError:  # so a terminal says that its other end is closed
            return b""


@pytest.fixture
def terminal(base: Path) -> Iterator[object]:
    if os.name == "nt":
        pytest.skip("Windows has no such terminals")
    begun: list[Terminal] = []

    def begin(*words: str) -> Terminal:
        begun.append(Terminal(base.parent, *words))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def test_a_mistyped_answer_is_asked_again(base: Path, terminal) -> None:
    at = terminal("alfa-bravo", "money", "2031")
    nature, amount, proof = "operating, personnel:", "Amount in EUR:", "What proves it"
    at.until(nature)
    said = at.answer("operatign", nature)
    assert "the answer cannot be operatign: did you mean operating?" in said
    at.answer("operating", amount)
    for wrong, why, advice in (
        ("twelve", "the answer twelve is no number", "write 12500.50"),
        ("1.250", "the answer 1.250 can be read in two ways", "write 1250"),
        ("-3", "the answer -3: an amount has no minus sign", "--refund-of"),
        ("", "nothing was answered", "stop with Ctrl-C"),
    ):
        said = at.answer(wrong, amount)
        assert why in said, at.seen
        assert advice in said, at.seen
    at.answer("1250,50", proof)
    assert "the answer invoices does not say of which kind it is" in at.answer("invoices", proof)
    at.answer("", "Write this?")
    assert not (base / REPORT).exists()
    assert "maybe is neither yes nor no" in at.answer("maybe", "Write this?")
    at.type("y\n")
    assert at.end() == 0, at.seen
    assert "operating: {amount: 1250.50}\n" in (base / REPORT).read_text()


@pytest.mark.parametrize(
    ("keys", "said", "code"),
    [(b"\x03", "nothing was written", 130), (b"\x04", "no answer came: nothing was written", 2)],
)
@pytest.mark.parametrize("answers", [0, 1, 2])
def test_whoever_stops_has_changed_nothing(
    base: Path, terminal, keys: bytes, said: str, code: int, answers: int
) -> None:
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    at = terminal("bravo", "OS.1", "2031")
    at.until("yes or no:")
    assert "perhaps is neither yes nor no" in at.answer("perhaps", "yes or no:")
    for answer, question in (("yes", "What proves it"), ("register=r.pdf", "Write this?"))[:answers]:
        at.answer(answer, question)
    assert at.stop(keys) == code, at.seen
    assert said in at.seen
    assert "Traceback" not in at.seen
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before


def test_signs_that_no_terminal_writes_are_asked_again(base: Path, terminal) -> None:
    at = terminal("bravo", "OS.1", "2031", "--achieved", "--lang", "fr")
    at.until("FICHIER (")
    at.type(b"register=caf\xe9.pdf\n")
    at.until("FICHIER (")
    at.answer("register=café.pdf", "o/N")
    at.type("o\n")
    assert at.end() == 0, at.seen
    assert 'address: "café.pdf"' in (base / REPORT).read_text()
