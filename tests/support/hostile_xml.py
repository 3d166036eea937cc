"""XML that wants to be endless, to read other files, or to fill the memory."""

from __future__ import annotations

import gzip
import io
import zipfile

from cic.iati.guard import MOST_BYTES
from cic.iati.take_activity import MOST_CHARACTERS

BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "&a%s;&a%s;">' % (n, str(n - 1).encode() if n else b"", str(n - 1).encode() if n else b"") for n in range(30)
) + b"]><a>&a29;</a>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
DTD = b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>'
MANY = b"<a>" + b"<b/>" * 1_000_000 + b"</a>"
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
WIDE = b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"
HUGE = b"<a>" + b" " * MOST_BYTES + b"</a>"
GZIP_BOMB = gzip.compress(b"<a>" + b" " * 10_000_000)


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("activity.xml", "<iati-activities/>")
    return packed.getvalue()


HOSTILE = {
    "gzip": (GZIP_BOMB, "is packed"),
    "zip": (_zip(), "is packed"),
    "UTF-32": ("<a/>".encode("utf-32"), "not XML"),
    "UTF-7": (b'<?xml version="1.0" encoding="utf-7"?><a/>', "not XML"),
    "Latin-1 that says UTF-8": (b'<?xml version="1.0" encoding="utf-8"?><a>T\xe9wns</a>', "not XML"),
    "a character that is none": (b"<a>&#0;</a>", "not XML"),
    "an attribute twice": (b"<a b='1' b='2'/>", "not XML"),
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
    "a control character": (b"<a>\x0c</a>", "not XML"),
}


def _activity(inner: bytes, attributes: bytes = b"") -> bytes:
    start = b"<iati-activities><iati-activity " + attributes + b"><iati-identifier>A-1</iati-identifier>"
    return start + inner + b"</iati-activity></iati-activities>"


_PERIOD = b"<period><period-start iso-date='2031-01-01'/><period-end iso-date='2031-12-31'/>"
_INDICATOR = b"<result type='1'><indicator measure='1'><title><narrative>t</narrative></title>"
_PLACES = b"".join(b"<location ref='p%d'/>" % n for n in range(9_000))
LARGE = {
    "a long attribute": _activity(b"", b'humanitarian="' + b"x" * (MOST_CHARACTERS + 1) + b'"'),
    "a long text": _activity(b"<title><narrative>" + b"x" * 30_000_000 + b"</narrative></title>"),
    "a long comment": _activity(b"<!--" + b"x" * 20_000_000 + b"-->"),
    "a long name": _activity(b"<" + b"n" * 1_000_000 + b"/>"),
    "a long number": _activity(
        b"<budget><period-start iso-date='2031-01-01'/><period-end iso-date='2031-12-31'/><value>"
        + b"9" * 1_000_000
        + b"</value></budget>"
    ),
    "references to characters": _activity(b"<title><narrative>" + b"&#65;" * 3_000_000 + b"</narrative></title>"),
    "texts of one language": _activity(b"<title>" + b"<narrative>x</narrative>" * 29_000 + b"</title>"),
    "places of one reference": _activity(b"<location ref='a'/>" * 29_000),
    "organisations of one name": _activity(
        b"<participating-org role='4'><narrative>x</narrative></participating-org>" * 14_000
    ),
    "values of places": _activity(
        _PLACES
        + _INDICATOR
        + _PERIOD
        + b"<actual value='1'/>"
        + b"".join(b"<actual value='0'><location ref='p%d'/></actual>" % n for n in range(9_000))
        + b"</period></indicator></result>"
    ),
    "periods of one year": _activity(
        _INDICATOR + (_PERIOD + b"<target value='1'/><actual value='1'/></period>") * 5_900 + b"</indicator></result>"
    ),
    "declared namespaces": _activity(b"".join(b"<a xmlns:n%d='urn:%d'/>" % (n, n) for n in range(29_000))),
}
"""Files that are XML and activities, and as large as one may be, or larger, in one way."""
