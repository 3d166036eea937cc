"""XML that wants to be endless, to read other files, or to fill the memory."""

from __future__ import annotations

from cic.iati.guard import MOST_BYTES

BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "&a%s;&a%s;">' % (n, str(n - 1).encode() if n else b"", str(n - 1).encode() if n else b"") for n in range(30)
) + b"]><a>&a29;</a>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
DTD = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'
MANY = b"<a>" + b"<b/>" * 1_000_000 + b"</a>"
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
WIDE = b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
HUGE = b"<a>" + b" " * MOST_BYTES + b"</a>"
HOSTILE = {
    "bomb": (BOMB, "DOCTYPE"),
    "file": (OUTSIDE, "DOCTYPE"),
    "dtd": (DTD, "DOCTYPE"),
    "dtd in UTF-16": (DTD.decode().encode("utf-16"), "DOCTYPE"),
    "many": (MANY, "more than"),
    "deep": (DEEP, "more than"),
    "wide": (WIDE, "more than"),
    "huge": (HUGE, "bytes"),
    "entity that is not declared": (b"<a>&x;</a>", "not XML"),
    "cut": (b"<a><b>", "not XML"),
    "nothing": (b"", "not XML"),
    "no XML": (b"\x00\xff\xfe", "not XML"),
    "unknown encoding": (b'<?xml version="1.0" encoding="utf-99"?><a/>', "not XML"),
    "encoding of several bytes": (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "not XML"),
    "XInclude": (b"<a>\x0c</a>", "not XML"),
}
