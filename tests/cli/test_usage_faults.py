"""Faults of usage, in three languages, with what was probably meant; exit code 2."""

from __future__ import annotations

import pytest

CASES = [
    (("validat",), "there is no command validat: did you mean validate?", "vouliez-vous dire validate", "bedoelde u validate"),
    (("validate", "--strikt"), "no option --strikt: did you mean --strict?", "vouliez-vous dire --strict", "bedoelde u --strict"),
    (("validate", "--format", "jsn"), "--format cannot be jsn: did you mean json?", "vouliez-vous dire json", "bedoelde u json"),
    (("report", "--width", "x"), "--width cannot be x: write a whole number", "un nombre entier", "een geheel getal"),
    (("report", "--width", "3"), "--width cannot be 3: the least is 40", "le minimum est 40", "het minimum is 40"),
    (("report", "--year"), "--year needs a value behind it", "--year demande une valeur", "--year vraagt een waarde"),
    (("rules", "x"), "this is too much: x", "ceci est de trop : x", "dit is te veel: x"),
    (("explain",), "is missing", "manque", "ontbreekt"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "en", "fr", "nl"), CASES, ids=[" ".join(case[0]) for case in CASES])
def test_in_the_language_of_the_environment(cic, monkeypatch, words, en: str, fr: str, nl: str) -> None:
    for code, says in (("en", en), ("fr", fr), ("nl", nl)):
        monkeypatch.setenv("CIC_LANG", code)
        ran = cic(*words)
        assert (ran.code, ran.out) == (2, "")
        assert says in " ".join(ran.err.split()), ran.err


def test_the_option_goes_before_the_environment(cic, monkeypatch) -> None:
    monkeypatch.setenv("CIC_LANG", "nl")
    assert "vouliez-vous dire --strict" in cic("validate", "--lang", "fr", "--strikt").err
    assert "vouliez-vous dire --strict" in cic("validate", "--strikt", "--lang=fr").err
    assert cic("validate", "--lang", "de").code == 2
