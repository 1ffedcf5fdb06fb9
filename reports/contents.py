"""Contents: a digest of what is in a document, whichever zlib has packed it.

The same content, deflated by another zlib or at another level, gives other bytes: lengths and
offsets change with it, and so does the identifier of a PDF, which comes from its bytes. The digest
is of the inflated data and leaves those out. Archives (decks, workbooks) are taken apart down to
the archives and PNGs in them, PDFs as this program writes them; all else counts as it is.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator

_PDF, _ZIP, _PNG = b"%PDF-", b"PK\3\4", b"\x89PNG\r\n\x1a\n"
_OBJECT = re.compile(rb"(\d+) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_IDENTIFIER = re.compile(rb"/ID\[<[0-9a-f]*><[0-9a-f]*>\]")
_END = re.compile(rb"startxref\n\d+\n%%EOF\n")
_DEFLATED = re.compile(rb"/Filter ?/FlateDecode\b")
_PACKED_CHUNKS = {b"iCCP": 1, b"zTXt": 1}
"""Chunks of a PNG with deflated data (PNG, third edition, 11.3), and the bytes between its name and
that data."""
_DEEPEST = 4
"""Archives in archives: a workbook in a deck is at 1."""

_Piece = tuple[bytes, bytes]
"""The name of something and its data."""


def content_digest(name: str, data: bytes) -> str:
    """SHA-256, in hexadecimal digits, of the content of the file ``name``.

    The name itself does not count. What cannot be taken apart, whatever it calls itself, counts
    byte by byte, so nothing raises.
    """
    kind, sha = _digested(data, 0)
    return hashlib.sha256(kind + sha).hexdigest()


def _digested(data: bytes, depth: int) -> _Piece:
    """The kind of a file, and the SHA-256 of its content."""
    try:
        if data.startswith(_PDF):
            return b"pdf", _hashed(sorted(_objects(data)))
        if data.startswith(_PNG):
            return b"png", _hashed(_chunks(data))
        if data.startswith(_ZIP) and depth < _DEEPEST:
            return b"zip", _hashed(sorted(_parts(data, depth)))
    except (ValueError, struct.error, zlib.error):
        pass
    return b"as it is", hashlib.sha256(data).digest()


def _hashed(pieces: Iterator[_Piece] | list[_Piece]) -> bytes:
    whole = hashlib.sha256()
    for name, data in pieces:
        whole.update(b"%d %d\n" % (len(name), len(data)))
        whole.update(name)
        whole.update(data)
    return whole.digest()


def _parts(data: bytes, depth: int) -> Iterator[_Piece]:
    """Raises :class:`ValueError` for what is no archive that can be read."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise ValueError(str(error)) from error
    for one in members:  # ZipFile.read() takes a tenth of a millisecond for each
        begin = (
            one.header_offset + 30 + sum(struct.unpack_from("<HH", data, one.header_offset + 26))
        )
        content = data[begin : begin + one.compress_size]
        if one.compress_type == zipfile.ZIP_DEFLATED:
            content = zlib.decompress(content, -zlib.MAX_WBITS, one.file_size)
        if one.flag_bits & 1 or (len(content), zlib.crc32(content)) != (one.file_size, one.CRC):
            raise ValueError(f"{one.filename}: locked, or packed in another way")
        kind, sha = _digested(content, depth + 1)
        yield one.filename.encode("utf-8", "surrogateescape"), kind + sha


def _objects(data: bytes) -> Iterator[_Piece]:
    """The objects of a PDF one after the other, from its head to the end of its last byte.

    Raises :class:`ValueError` for a file that has anything else between them, or more than one
    section of cross-references: it is none of ours.
    """
    place = data.index(b"\n", data.index(b"\n") + 1) + 1
    yield b"head", data[:place]
    while match := _OBJECT.match(data, place):
        body, place = _object(data, match.end())
        yield match[1].rjust(10, b"0"), body
    if not _END.fullmatch(data, place):
        raise ValueError("no end where it should be")


def _object(data: bytes, start: int) -> tuple[bytes, int]:
    """An object that begins at ``start``, without what depends on packing, and where it ends."""
    end = data.index(b"\nendobj\n", start)
    head = data.find(b">>\nstream\n", start, end)
    if head < 0:
        return data[start:end], end + 8
    entries, begin = data[start : head + 2], head + 10
    [length] = _LENGTH.findall(entries)
    content = data[begin : begin + int(length)]
    end = data.index(b"endstream\nendobj\n", begin + len(content))
    if end - begin - len(content) > 2:
        raise ValueError("a stream of another length")
    if _DEFLATED.search(entries):
        content = zlib.decompress(content)
    if b"/Type/XRef" in entries:
        content = b""  # places alone
        entries = _IDENTIFIER.sub(b"", entries)
    return _LENGTH.sub(b"", entries) + content, end + 17


def _chunks(data: bytes) -> Iterator[_Piece]:
    """The chunks of a PNG; its image data inflated, at its place."""
    place, image = len(_PNG), []
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        check = data[place + 8 + size : place + 12 + size]
        if zlib.crc32(kind + content) != int.from_bytes(check, "big"):
            raise ValueError("a chunk is damaged")
        place += 12 + size
        if kind == b"IDAT":
            image.append(content)
            continue
        if image:
            yield b"IDAT", zlib.decompress(b"".join(image))
            image = []
        if kind in _PACKED_CHUNKS:
            name, _, rest = content.partition(b"\0")
            skipped = _PACKED_CHUNKS[kind]
            content = name + b"\0" + rest[:skipped] + zlib.decompress(rest[skipped:])
        yield kind, content
    if image or place != len(data):
        raise ValueError("no end where it should be")
