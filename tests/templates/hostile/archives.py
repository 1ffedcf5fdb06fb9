"""Files that are no archive, or an archive that no program should unpack."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.templates.hostile.base import EITHER, REFUSED, USED, Hostile, case, good
from tests.templates.package import MASTER, PRESENTATION, TYPES, Parts, packed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = b"PK\x05\x06"
_BLOCK = 1_000_000


def compound(stream: str) -> bytes:
    """The head of a compound file (MS-CFB) with one stream of this name in its directory."""
    head = _OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 1, 0, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head = head.ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * 432
    entries = b""
    for name, kind in (("Root Entry", 5), (stream, 2)):
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
        entries += entry.ljust(128, b"\0")
    return head + struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE).ljust(512, b"\xff") + entries


def zeros(blocks: int) -> tuple[bytes, int, int]:
    """So many blocks of a million zeros deflated; with their check sum and their size.

    One block is packed and repeated, which takes a thousandth of the time.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(blocks):
        check = zlib.crc32(bytes(_BLOCK), check)
    return block * blocks + packer.flush(), check, blocks * _BLOCK


def with_member(
    name: str, deflated: bytes, check: int, size: int, said: int | None = None
) -> bytes:
    """The sound template with a member that is deflated already; ``said`` lies about its size."""
    parts = good()
    base = packed(parts)
    end = base.rindex(_END)
    count, length, start = struct.unpack("<HII", base[end + 10 : end + 20])
    shown = size if said is None else said
    common = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, check, len(deflated), shown)
    encoded = name.encode()
    local = b"PK\x03\x04" + common + struct.pack("<HH", len(encoded), 0) + encoded + deflated
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common
    central += struct.pack("<HHHHHII", len(encoded), 0, 0, 0, 0, 0, start) + encoded
    directory = base[start:end] + central
    tail = struct.pack(
        "<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0
    )
    return base[:start] + local + directory + _END + tail


def bomb(name: str, blocks: int, *, said: int | None = None) -> Callable[[], bytes]:
    """A maker of the template with so many million zeros in a member."""
    return lambda: with_member(name, *zeros(blocks), said=said)


def many(count: int) -> bytes:
    """The template and ``count`` empty members, numbered by hand: zipfile would take seconds."""
    base = packed(good())
    end = base.rindex(_END)
    start = struct.unpack("<I", base[end + 16 : end + 20])[0]
    had = struct.unpack("<H", base[end + 10 : end + 12])[0]
    local, central = bytearray(), bytearray(base[start:end])
    for n in range(count):
        name = f"ppt/media/a{n}.xml".encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        central += b"PK\x01\x02" + struct.pack("<H", 20) + common
        central += struct.pack("<HHHII", 0, 0, 0, 0, start + len(local)) + name
        local += b"PK\x03\x04" + common + name
    number = had + count
    tail = struct.pack("<HHHHIIH", 0, 0, number, number, len(central), start + len(local), 0)
    return base[:start] + bytes(local) + bytes(central) + _END + tail


def overlapping() -> bytes:
    """Two hundred names in the directory that share one member of two million zeros (Fifield)."""
    base = with_member("ppt/media/a0.xml", *zeros(2))
    end = base.rindex(_END)
    count, _, start = struct.unpack("<HII", base[end + 10 : end + 20])
    directory = base[start:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"a0.xml", f"{n:02x}.xml".encode()) for n in range(200))
    directory += copies
    tail = struct.pack("<HHHHIIH", 0, 0, count + 200, count + 200, len(directory), start, 0)
    return base[:start] + directory + _END + tail


def patched(at_name: str, offset: int, value: bytes) -> bytes:
    """The template with bytes changed in the directory's entry of a member (APPNOTE, 4.3.12)."""
    base = bytearray(packed(good()))
    directory = struct.unpack("<I", base[base.rindex(_END) + 16 :][:4])[0]
    entry = base.index(at_name.encode(), directory) - 46
    assert base[entry : entry + 4] == b"PK\x01\x02"
    base[entry + offset : entry + offset + len(value)] = value
    return bytes(base)


def _locked() -> bytes:
    """Every member marked as encrypted, in its own header and in the directory."""
    base = bytearray(packed(good()))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = base.find(mark)
        while at >= 0:
            base[at + offset] |= 1
            at = base.find(mark, at + 4)
    return bytes(base)


def _and(name: str, blob: bytes = b"<x/>") -> Callable[[], bytes]:
    return lambda: packed([*good().items(), (name, blob)])


def _other_office(main: str, kind: str, root: str) -> Callable[[], bytes]:
    """A package of another Office program under our suffix."""

    def make() -> bytes:
        types = (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{main}" ContentType='
            f'"application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
        )
        links = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/officeDocument" Target="{main}"/></Relationships>'
        )
        parts = {TYPES: types, "_rels/.rels": links, main: root}
        return packed({name: text.encode() for name, text in parts.items()})

    return make


def _stored() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, blob in good().items():
            archive.writestr(zipfile.ZipInfo(name), blob)
    return out.getvalue()


def _opened_document() -> bytes:
    kind = b"application/vnd.oasis.opendocument.presentation"
    return packed({"mimetype": kind, "content.xml": b"<x/>"})


def _backslashes(parts: Parts) -> None:
    for name in list(parts):
        parts[name.replace("/", "\\")] = parts.pop(name)


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SIZE, _METHOD, _SUM = 24, 10, 16

ARCHIVES = [
    Hostile("empty file", lambda: b"", REFUSED, "empty|not a PowerPoint file"),
    Hostile("text", lambda: b"brand\n" * 100, REFUSED, "not a PowerPoint file"),
    Hostile("a picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), REFUSED, "not a PowerPoint"),
    Hostile("cut in half", lambda: packed(good())[: len(packed(good())) // 2], REFUSED, "damaged"),
    Hostile("the end missing", lambda: packed(good())[:-22], REFUSED, "damaged"),
    Hostile("the beginning missing", lambda: packed(good())[100:], REFUSED, "PowerPoint|damaged"),
    Hostile(
        "nothing in it", lambda: packed({}), REFUSED, "no PowerPoint file|not a PowerPoint|damaged"
    ),
    Hostile("encrypted", lambda: compound("EncryptedPackage"), REFUSED, "password"),
    Hostile("old .ppt", lambda: compound("PowerPoint Document"), REFUSED, r"old \.ppt"),
    Hostile("members locked", _locked, REFUSED, "password"),
    Hostile("bomb", bomb("ppt/media/ground.xml", 300), REFUSED, "unpack"),
    Hostile("bomb in the master", bomb(MASTER, 120), REFUSED, "unpack|two files"),
    Hostile("bombs of 50 MB", lambda: _several(), REFUSED, "unpack"),
    Hostile("50,000 members", lambda: many(50_000), REFUSED, "50,0.. files"),
    Hostile(
        "size too small", bomb("ppt/media/a.xml", 50, said=900), EITHER, "a.xml|unpack|damaged"
    ),
    Hostile(
        *("size of the master too small", lambda: patched(MASTER, _SIZE, b"\x40\0\0\0"), REFUSED),
        "slideMaster1.xml",
    ),
    Hostile(
        *("size of the master too large", lambda: patched(MASTER, _SIZE, b"\xff\xff\0\0"), REFUSED),
        "slideMaster1.xml",
    ),
    Hostile(
        *("size of four gigabytes", lambda: patched(MASTER, _SIZE, b"\xf0\xff\xff\xff"), REFUSED),
        "unpack|damaged",
    ),
    Hostile("check sum wrong", lambda: patched(MASTER, _SUM, b"abcd"), REFUSED, "damaged"),
    Hostile(
        "packed unusually", lambda: patched(MASTER, _METHOD, b"\x63\0"), REFUSED, "packed|damaged"
    ),
    Hostile("members overlap", overlapping, REFUSED, "unpack|overlap|damaged|share"),
    Hostile("name with ..", _and("../../evil.xml"), REFUSED, r"\.\./\.\./evil"),
    Hostile("name with .. inside", _and("ppt/../../evil.xml"), REFUSED, "leads out"),
    Hostile("absolute name", _and("/etc/cron.d/evil"), REFUSED, "/etc/cron.d/evil"),
    Hostile("name with a drive", _and("C:/evil.dll"), REFUSED, "C:/evil"),
    Hostile("name with a bell", _and("ppt/\x07.xml"), REFUSED, r"\\x07"),
    Hostile("name of 5,000 letters", _and("ppt/" + "x" * 5000), REFUSED, "characters"),
    case("backslashes", REFUSED, "path", _backslashes),
    Hostile("two presentations", _and(PRESENTATION), REFUSED, "two files"),
    Hostile("two that differ in case", _and("PPT/Presentation.XML"), REFUSED, "two files"),
    Hostile("an archive of letters", lambda: packed({"a.txt": b"a"}), REFUSED, "no PowerPoint"),
    Hostile(
        "a Word document",
        _other_office(
            "word/document.xml", "wordprocessingml.document", f'<w:document xmlns:w="{_WORD}"/>'
        ),
        REFUSED,
        "Word",
    ),
    Hostile(
        "an Excel workbook",
        _other_office("xl/workbook.xml", "spreadsheetml.sheet", f'<workbook xmlns="{_SHEET}"/>'),
        REFUSED,
        "Excel",
    ),
    Hostile("an OpenDocument file", _opened_document, REFUSED, "OpenDocument"),
    Hostile("stored, not packed", _stored, USED),
]


def _several() -> bytes:
    """Eight members of 50 million zeros."""
    deflated, check, size = zeros(50)
    out = with_member("ppt/media/b0.xml", deflated, check, size)
    end = out.rindex(_END)
    count, _, start = struct.unpack("<HII", out[end + 10 : end + 20])
    directory = out[start:end]
    last = directory[directory.rindex(b"PK\x01\x02") :]
    body, entries = out[:start], directory
    for n in range(1, 8):
        encoded = f"ppt/media/b{n}.xml".encode()
        local = b"PK\x03\x04" + last[6:32] + encoded + deflated
        entries += last[:42] + struct.pack("<I", len(body)) + encoded
        body += local
    tail = struct.pack("<HHHHIIH", 0, 0, count + 7, count + 7, len(entries), len(body), 0)
    return body + entries + _END + tail
