"""What is found on the way from files to a programme: files that are missing, unreadable or unknown, and their keys."""

from __future__ import annotations

from cic.diagnostics import Rule, Severity

FILE_UNREADABLE = Rule(
    code="CIC001",
    name="file-unreadable",
    severity=Severity.ERROR,
    title="a file cannot be read",
    hint="make it an ordinary file in the data folder, or take it away",
    must_be_fixed=True,
    spoils_file=True,
)
UNKNOWN_FILE = Rule(
    code="CIC014",
    name="unknown-file",
    severity=Severity.ERROR,
    title="nothing reads a file",
    hint=(
        "check the name and the folder: partnerships/<id>.yaml, reports/<year>/<partnership>.yaml; take away what is "
        "no data"
    ),
    must_be_fixed=True,
    spoils_file=True,
)
BASE_UNREAD = Rule(
    code="CIC015",
    name="base-unread",
    severity=Severity.ERROR,
    title="a file could not be read in the revision that the data are compared with",
    hint=(
        "get what the clone lacks (git fetch --refetch --no-filter), or compare with the last revision in which the "
        "file can be read: --against REV"
    ),
    must_be_fixed=True,
)
REPEATED_FILE = Rule(
    code="CIC016",
    name="repeated-file",
    severity=Severity.ERROR,
    title="a file holds the same as another, byte for byte",
    hint="take the copy away; or write in it what it was made for: another id, another year",
    must_be_fixed=True,
)
UNKNOWN_KEY = Rule(
    code="CIC101",
    name="unknown-key",
    severity=Severity.ERROR,
    title="a key that nothing reads",
    hint="correct the spelling, or take the key away; `cic schema` lists the keys of each file",
    must_be_fixed=True,
    spoils_file=True,
)
MISSING_KEY = Rule(
    code="CIC102",
    name="missing-key",
    severity=Severity.ERROR,
    title="a required key is missing",
    hint="add the key {key}",
    must_be_fixed=True,
    spoils_file=True,
)
FORMAT_VERSION = Rule(
    code="CIC107",
    name="format-version",
    severity=Severity.ERROR,
    title="the data are of a newer format",
    hint="install a newer version of cic",
    must_be_fixed=True,
    spoils_file=True,
)
MISSING_FILE = Rule(
    code="CIC201",
    name="missing-file",
    severity=Severity.ERROR,
    title="a file that the programme needs is missing",
    hint="add {name}, or say `coverage: partial` in programme.yaml where the documents say no more",
)

RULES = (
    FILE_UNREADABLE,
    UNKNOWN_FILE,
    BASE_UNREAD,
    REPEATED_FILE,
    UNKNOWN_KEY,
    MISSING_KEY,
    FORMAT_VERSION,
    MISSING_FILE,
)
