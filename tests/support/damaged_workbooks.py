"""Workbooks that are damaged, or that somebody made to hurt: by chance, from a form that is right."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet2.xml"
NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "&a%s;&a%s;">' % (n, str(n - 1).encode() if n else b"", str(n - 1).encode() if n else b"") for n in range(30)
) + b"]>"  # fmt: skip
OUTSIDE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def unpacked(raw: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def within(parts: Parts, old: bytes, new: bytes, name: str = SHEET) -> Parts:
    """The parts with another text in one of them."""
    return {**parts, name: parts[name].replace(old, new, 1)}


def sheet(content: bytes) -> bytes:
    return b'<?xml version="1.0"?><worksheet ' + NS + b"><sheetData>" + content + b"</sheetData></worksheet>"


def related(parts: Parts, kind: str, target: str, more: str = "") -> Parts:
    """The parts with one relation more of the workbook."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{more}/></Relationships>'
    return within(parts, b"</Relationships>", one.encode(), "xl/_rels/workbook.xml.rels")


def lying(raw: bytes) -> bytes:
    """The sizes of the parts are said to be small."""
    found = bytearray(raw)
    for match in re.finditer(b"PK\x01\x02", raw):
        struct.pack_into("<I", found, match.start() + 24, 10)
    for match in re.finditer(b"PK\x03\x04", raw):
        struct.pack_into("<I", found, match.start() + 22, 10)
    return bytes(found)


def encrypted(raw: bytes) -> bytes:
    found = bytearray(raw)
    for match in re.finditer(b"PK\x01\x02", raw):
        found[match.start() + 8] |= 1
    for match in re.finditer(b"PK\x03\x04", raw):
        found[match.start() + 6] |= 1
    return bytes(found)


def twice(raw: bytes) -> bytes:
    stream = io.BytesIO(raw)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET.upper(), b"<a/>")
    return stream.getvalue()


def overlapping(count: int) -> bytes:
    """Many entries over one packed stretch: a few kilobytes that unpack to gigabytes."""
    data = zlib.compress(bytes(1 << 22), 9)[2:-4]
    size, crc = 1 << 22, zlib.crc32(bytes(1 << 22))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(data), size, 1, 0) + b"a" + data
    entries = b"".join(
        struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(data), size, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
        for name in (f"xl/worksheets/s{n}.xml".encode() for n in range(count))
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entries), len(local), 0)
    return local + entries + end


def crafted(raw: bytes) -> dict[str, Callable[[], bytes]]:
    """What makes what somebody makes on purpose, by its name."""
    parts = unpacked(raw)
    cell = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    rows = b"".join(cell % (n, n) for n in range(1, 19_000))
    wide = b'<row r="1">' + b"".join(b'<c r="A1"><v>1</v></c>' for _ in range(100_000)) + b"</row>"
    head = b'<?xml version="1.0"?>'
    return {
        "bomb of entities": lambda: packed({**parts, SHEET: BOMB + b"<worksheet>&a29;</worksheet>"}),
        "entity of a file": lambda: packed({**parts, "xl/sharedStrings.xml": OUTSIDE + b"<sst>&x;</sst>"}),
        "DTD in UTF-16": lambda: packed({**parts, SHEET: "<!DOCTYPE a><worksheet/>".encode("utf-16")}),
        "DTD in a relation": lambda: packed({**parts, "_rels/.rels": OUTSIDE + b"<Relationships/>"}),
        "blanks": lambda: packed({**parts, SHEET: sheet(b" " * 100_000_000)}),
        "zeros": lambda: packed({**parts, "xl/media/image1.png": bytes(100_000_000)}),
        "lying about sizes": lambda: lying(packed({**parts, SHEET: sheet(b" " * 50_000_000)})),
        "overlapping": lambda: overlapping(300),
        "very many parts": lambda: packed({**parts, **{f"xl/media/{n}.png": b"" for n in range(3000)}}, zipfile.ZIP_STORED),
        "very many rows": lambda: packed({**parts, SHEET: sheet(rows * 6)}),
        "rows up to the limit": lambda: packed({**parts, SHEET: sheet(rows)}),
        "very many cells in a place": lambda: packed({**parts, SHEET: sheet(wide)}),
        "deep": lambda: packed({**parts, SHEET: b"<worksheet>" + b"<a>" * 100_000}),
        "wide": lambda: packed({**parts, SHEET: b"<worksheet " + b" ".join(b'a%d="1"' % n for n in range(50_000)) + b"/>"}),
        "long attribute": lambda: packed({**parts, SHEET: b'<worksheet a="' + b"x" * 5_000_000 + b'"/>'}),
        "long number": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1"><v>' + b"9" * 3_000_000 + b"</v></c></row>")}),
        "merged all over": lambda: packed({**parts, SHEET: sheet(b"") + b""} | {SHEET: b"<worksheet " + NS + b'><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'}),
        "links all over": lambda: packed({**parts, SHEET: b"<worksheet " + NS + b'><hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks></worksheet>'}),
        "last row of all": lambda: packed({**parts, SHEET: sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        "row beyond all": lambda: packed({**parts, SHEET: sheet(b'<row r="99999999999"><c r="A1"><v>1</v></c></row>')}),
        "rows backwards": lambda: packed({**parts, SHEET: sheet(cell % (9, 9) + cell % (5, 5))}),
        "row twice": lambda: packed({**parts, SHEET: sheet(cell % (5, 5) + cell % (5, 5))}),
        "macros": lambda: packed({**parts, "xl/vbaProject.bin": OLE}),
        "macros said": lambda: packed(within(parts, b"spreadsheetml.sheet.main+xml", b"x", "[Content_Types].xml") | {
            "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")}),
        "macros related": lambda: packed(related(parts, "vbaProject", "other.bin")),
        "external link": lambda: packed({**parts, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "external link related": lambda: packed(related(parts, "externalLinkPath", "http://example.org/a.xlsx", ' TargetMode="External"')
                                        | {"xl/externalLinks/_rels/a.xml.rels": b"<Relationships/>"}),
        "dde": lambda: packed({**parts, "xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'}),
        "embedded": lambda: packed({**parts, "xl/embeddings/oleObject1.bin": OLE}),
        "active": lambda: packed({**parts, "xl/activeX/activeX1.bin": OLE}),
        "connections": lambda: packed({**parts, "xl/connections.xml": b"<connections/>"}),
        "way out": lambda: packed({**parts, "../../evil.xml": b"<a/>"}),
        "way out of a drive": lambda: packed({**parts, "C:\\evil.xml": b"<a/>"}),
        "absolute": lambda: packed({**parts, "/etc/evil.xml": b"<a/>"}),
        "part twice": lambda: twice(raw),
        "encrypted parts": lambda: encrypted(raw),
        "packed by LZMA": lambda: packed(parts, zipfile.ZIP_LZMA),
        "packed by bzip2": lambda: packed(parts, zipfile.ZIP_BZIP2),
        "cut off": lambda: raw[: len(raw) // 2],
        "first bytes": lambda: raw[:4],
        "nothing": lambda: b"",
        "no sheets": lambda: packed({name: one for name, one in parts.items() if "worksheets" not in name}),
        "no workbook": lambda: packed({name: one for name, one in parts.items() if name != "xl/workbook.xml"}),
        "no styles": lambda: packed({name: one for name, one in parts.items() if name != "xl/styles.xml"}),
        "no strings": lambda: packed({name: one for name, one in parts.items() if name != "xl/sharedStrings.xml"}),
        "styles as a sheet": lambda: packed(within(parts, b'Target="worksheets/sheet2.xml"', b'Target="styles.xml"', "xl/_rels/workbook.xml.rels")),
        "rows in styles": lambda: packed(within(parts, b"</styleSheet>", b'<row r="1"><c r="A1"><v>1</v></c></row></styleSheet>', "xl/styles.xml")),
        "workbook within itself": lambda: packed(within(parts, b'Target="worksheets/sheet2.xml"', b'Target="workbook.xml"', "xl/_rels/workbook.xml.rels")),
        "infinite number": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1"><v>1E999</v></c></row>')}),
        "text as number": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1"><v>abc</v></c></row>')}),
        "string that is not there": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1" t="s"><v>999999999</v></c></row>')}),
        "style that is not there": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1" s="999999999"><v>1</v></c></row>')}),
        "day that is not there": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1" t="d"><v>2019-13-45</v></c></row>')}),
        "kind that is not there": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>')}),
        "shared formula": lambda: packed({**parts, SHEET: sheet(b'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">' + b"A1+" * 2000 + b'1</f></c><c r="B1"><f t="shared" si="0"/></c></row>')}),
        "strict": lambda: packed(within(parts, b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main", "xl/workbook.xml")),
        "xlsb": lambda: packed({**parts, "xl/workbook.bin": b"x"}),
        "docx": lambda: packed({"[Content_Types].xml": head + b"<Types/>", "word/document.xml": head + b"<a/>"}),
        "ods": lambda: packed({"mimetype": ODS, "content.xml": head + b"<a/>"}),
        "zip of forms": lambda: packed({"a.xlsx": raw, "b.xlsx": raw}),
        "xls": lambda: OLE + "Workbook".encode("utf-16-le"),
        "password": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "old xls": lambda: b"\x09\x08\x10\x00" + bytes(100),
        "csv": lambda: b"a;b\n1;2\n",
        "csv in UTF-16": lambda: "a;b\n1;2\n".encode("utf-16"),
        "html": lambda: b"<html><table></table></html>",
        "pdf": lambda: b"%PDF-1.7\n",
        "zeros alone": lambda: bytes(100_000),
        "too large": lambda: b"PK\x03\x04" + bytes(6_000_000),
    }  # fmt: skip


def by_chance(raw: bytes, draw: random.Random) -> bytes:
    """One damaged workbook more."""
    return draw.choice(_WAYS)(raw, draw)


def _flipped(raw: bytes, draw: random.Random) -> bytes:
    found = bytearray(raw)
    for _ in range(draw.choice((1, 1, 3, 30))):
        found[draw.randrange(len(found))] = draw.randrange(256)
    return bytes(found)


def _cut(raw: bytes, draw: random.Random) -> bytes:
    start, end = sorted((draw.randrange(len(raw)), draw.randrange(len(raw))))
    return draw.choice((raw[:end], raw[start:], raw[:start] + raw[end:], raw[:end] + raw[start:]))


def _part_damaged(raw: bytes, draw: random.Random) -> bytes:
    parts = unpacked(raw)
    for _ in range(draw.choice((1, 1, 1, 4))):
        name = draw.choice(list(parts))
        content = parts[name] or b"x"
        parts[name] = draw.choice((_flipped, _cut, _rewritten))(content, draw) or b" "
    return packed(parts)


_PIECES = (
    b"<", b">", b'"', b"&", b"&#0;", b"&lt;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x?>", b"\x00", b"\xff", b"-1", b"0",
    b"99999999999999999999", b"1e999", b"NaN", b"A0", b"ZZZZ1", b"XFD1048577", b"true", b"t=\"e\"", b"<v/>", b"<f>1/0</f>",
    b"<c/>", b"<row/>", b"</row>", b"<sheetData>", b"\xe2\x80\xae", "٢".encode(), b'xmlns:x="y"', b"<x:c/>", b"../", b"rId99",
)  # fmt: skip


def _rewritten(content: bytes, draw: random.Random) -> bytes:
    """Another attribute, another text, a piece more, in XML that mostly stays XML."""
    for _ in range(draw.choice((1, 1, 2, 8))):
        values = list(re.finditer(rb'="([^"]*)"|>([^<]*)<', content))
        piece = draw.choice(_PIECES)
        if not values or draw.random() < 0.2:
            at = draw.randrange(len(content) + 1)
            content = content[:at] + piece + content[at:]
            continue
        one = draw.choice(values)
        group = 1 if one[1] is not None else 2
        other = draw.choice(values)
        new = piece if draw.random() < 0.5 else (other[1] if other[1] is not None else other[2])
        content = content[: one.start(group)] + new + content[one.end(group) :]
    return content


def _parts_moved(raw: bytes, draw: random.Random) -> bytes:
    parts = unpacked(raw)
    one, other = draw.choice(list(parts)), draw.choice(list(parts))
    match draw.randrange(4):
        case 0:
            del parts[one]
        case 1:
            parts[one], parts[other] = parts[other], parts[one]
        case 2:
            parts[one] = parts[other]
        case _:
            parts[draw.choice(("../x", "xl/x.bin", one.upper(), "é/x.xml", "a" * 300))] = parts.pop(one)
    return packed(parts)


def _rows_moved(raw: bytes, draw: random.Random) -> bytes:
    """Rows and cells of a sheet in another order, twice, or gone."""
    parts = unpacked(raw)
    name = draw.choice([one for one in parts if "worksheets/sheet" in one])
    tag = draw.choice((b"row", b"c"))
    found = list(re.finditer(rb"<%s [^>]*?(?:/>|>.*?</%s>)" % (tag, tag), parts[name], re.DOTALL))
    if not found:
        return packed(parts)
    one, other = draw.choice(found), draw.choice(found)
    content = parts[name]
    match draw.randrange(3):
        case 0:
            content = content[: one.start()] + content[one.end() :]
        case 1:
            content = content[: one.start()] + one[0] + content[one.start() :]
        case _:
            content = content[: one.start()] + other[0] + content[one.end() :]
    parts[name] = content
    return packed(parts)


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped,
    _cut,
    _part_damaged,
    _part_damaged,
    _part_damaged,
    _parts_moved,
    _rows_moved,
)
