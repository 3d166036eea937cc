"""What is found in the bytes and the YAML of a file, before anybody asks what they mean."""

from __future__ import annotations

from cic.diagnostics import Rule, Severity

FILE_TOO_LARGE = Rule(
    code="CIC002",
    name="file-too-large",
    severity=Severity.ERROR,
    title="a file is too large to be reviewed",
    hint="split the file, or take out what is not data",
    must_be_fixed=True,
    spoils_file=True,
)
FILE_ENCODING = Rule(
    code="CIC003",
    name="file-encoding",
    severity=Severity.ERROR,
    title="a file is not written in UTF-8",
    hint="save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)",
    must_be_fixed=True,
    spoils_file=True,
)
BYTE_ORDER_MARK = Rule(
    code="CIC004",
    name="byte-order-mark",
    severity=Severity.WARNING,
    title="a file begins with an invisible mark",
    hint="save the file as “UTF-8” and not as “UTF-8 with BOM”",
    must_be_fixed=True,
)
FORBIDDEN_CHARACTER = Rule(
    code="CIC005",
    name="forbidden-character",
    severity=Severity.ERROR,
    title="a text holds an invisible or control character",
    hint="delete the character; it was probably pasted in with the text",
    must_be_fixed=True,
    spoils_file=True,
)
YAML_SYNTAX = Rule(
    code="CIC006",
    name="yaml-syntax",
    severity=Severity.ERROR,
    title="a file is not YAML",
    hint="{advice}",
    must_be_fixed=True,
    spoils_file=True,
)
SEVERAL_DOCUMENTS = Rule(
    code="CIC007",
    name="several-documents",
    severity=Severity.ERROR,
    title="a file holds several documents",
    hint="remove the line `---` in the middle, or make two files",
    must_be_fixed=True,
    spoils_file=True,
)
DUPLICATE_KEY = Rule(
    code="CIC008",
    name="duplicate-key",
    severity=Severity.ERROR,
    title="a key stands twice in the same block",
    hint="keep one of the two",
    must_be_fixed=True,
    spoils_file=True,
)
YAML_FEATURE = Rule(
    code="CIC009",
    name="yaml-feature",
    severity=Severity.ERROR,
    title="a feature of YAML that has no place here",
    hint="write the value out where it is needed",
    must_be_fixed=True,
    spoils_file=True,
)
MISREAD_SCALAR = Rule(
    code="CIC010",
    name="misread-scalar",
    severity=Severity.ERROR,
    title="a word or figure that other programs misread",
    hint="put it in quotes, or write the number plainly",
    must_be_fixed=True,
)
BAD_KEY = Rule(
    code="CIC011",
    name="bad-key",
    severity=Severity.ERROR,
    title="a key is not a word or a number",
    hint="write a word before the colon, in quotes if need be",
    must_be_fixed=True,
    spoils_file=True,
)
TOO_DEEP = Rule(
    code="CIC012",
    name="too-deep",
    severity=Severity.ERROR,
    title="a file is nested too deeply",
    hint="check the brackets and the indentation: data like these need some eight levels",
    must_be_fixed=True,
    spoils_file=True,
)
EMPTY_FILE = Rule(
    code="CIC013",
    name="empty-file",
    severity=Severity.ERROR,
    title="a file holds nothing",
    hint="delete the file, or restore what was in it",
    must_be_fixed=True,
    spoils_file=True,
)
OTHER_FILE = Rule(
    code="CIC017",
    name="other-file",
    severity=Severity.ERROR,
    title="a file is something else than its name says",
    hint="{advice}",
    must_be_fixed=True,
    spoils_file=True,
)
TORN_VALUE = Rule(
    code="CIC018",
    name="torn-value",
    severity=Severity.ERROR,
    title="a comma cuts a value in two",
    hint="write decimals after a dot, and a text with a comma in quotes: within brackets a comma ends a value",
    must_be_fixed=True,
    spoils_file=True,
)

RULES = (
    FILE_TOO_LARGE,
    FILE_ENCODING,
    BYTE_ORDER_MARK,
    FORBIDDEN_CHARACTER,
    YAML_SYNTAX,
    SEVERAL_DOCUMENTS,
    DUPLICATE_KEY,
    YAML_FEATURE,
    MISREAD_SCALAR,
    BAD_KEY,
    TOO_DEEP,
    EMPTY_FILE,
    OTHER_FILE,
    TORN_VALUE,
)
