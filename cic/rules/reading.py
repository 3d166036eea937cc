"""What reading itself finds: 0xx the file, 1xx its shape. The checks are in `cic.source` and `cic.storage.loader`; here
stands their manual."""

from __future__ import annotations

from cic.diagnostics import Severity
from cic.rules.rule import Rule

RULES = (
    Rule(
        "CIC001",
        "file-unreadable",
        Severity.ERROR,
        "a file cannot be read",
        "make it an ordinary file in the data folder, or take it away",
    ),
    Rule(
        "CIC002",
        "file-too-large",
        Severity.ERROR,
        "a file is too large to be reviewed",
        "split the file, or take out what is not data",
    ),
    Rule(
        "CIC003",
        "file-encoding",
        Severity.ERROR,
        "a file is not written in UTF-8",
        "save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
    ),
    Rule(
        "CIC004",
        "byte-order-mark",
        Severity.WARNING,
        "a file begins with an invisible mark",
        "save the file as “UTF-8” and not as “UTF-8 with BOM”",
    ),
    Rule(
        "CIC005",
        "forbidden-character",
        Severity.ERROR,
        "a text holds an invisible or control character",
        "delete the character; it was probably pasted in with the text",
    ),
    Rule("CIC006", "yaml-syntax", Severity.ERROR, "a file is not YAML", "{advice}"),
    Rule(
        "CIC007",
        "several-documents",
        Severity.ERROR,
        "a file holds several documents",
        "remove the line `---` in the middle, or make two files",
    ),
    Rule("CIC008", "duplicate-key", Severity.ERROR, "a key stands twice in the same block", "keep one of the two"),
    Rule(
        "CIC009",
        "yaml-feature",
        Severity.ERROR,
        "a feature of YAML that has no place here",
        "write the value out where it is needed",
    ),
    Rule(
        "CIC010",
        "misread-scalar",
        Severity.ERROR,
        "a word or figure that other programs misread",
        "put it in quotes, or write the number plainly",
    ),
    Rule(
        "CIC011",
        "bad-key",
        Severity.ERROR,
        "a key is not a word or a number",
        "write a word before the colon, in quotes if need be",
    ),
    Rule(
        "CIC012",
        "too-deep",
        Severity.ERROR,
        "a file is nested too deeply",
        "check the brackets and the indentation: data like these need some eight levels",
    ),
    Rule("CIC013", "empty-file", Severity.ERROR, "a file holds nothing", "delete the file, or restore what was in it"),
    Rule(
        "CIC014",
        "unknown-file",
        Severity.ERROR,
        "nothing reads a file",
        "check the name and the folder: partnerships/<id>.yaml, reports/<year>/<partnership>.yaml",
    ),
    Rule(
        "CIC101",
        "unknown-key",
        Severity.ERROR,
        "a key that nothing reads",
        "correct the spelling, or take the key away; `cic schema` lists the keys of each file",
    ),
    Rule("CIC102", "missing-key", Severity.ERROR, "a required key is missing", "add the key {key}"),
    Rule(
        "CIC103",
        "wrong-type",
        Severity.ERROR,
        "a value is not of the kind that is needed",
        "write it as the message says: an amount as 1250.00, a date as 2019-12-31, a text with its language",
    ),
    Rule(
        "CIC104",
        "wrong-value",
        Severity.ERROR,
        "a value is not one of those that are possible",
        "write one of the values that the message names, or write it in the form that it names",
    ),
    Rule(
        "CIC105",
        "amount-decimals",
        Severity.ERROR,
        "an amount has fractions of a cent",
        "round the amount to the cent, or correct the point",
    ),
    Rule("CIC106", "impossible-date", Severity.ERROR, "a date that does not exist", "correct the date: year-month-day"),
    Rule(
        "CIC107", "format-version", Severity.ERROR, "the data are of a newer format", "install a newer version of cic"
    ),
)
