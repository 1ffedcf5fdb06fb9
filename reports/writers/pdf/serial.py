"""Objects become a file, with object streams and a cross-reference stream.

An object that is no stream is packed together with others of its kind (ISO 32000-1, 7.5.7): a
structure tree, which is many small dictionaries, shrinks to a tenth that way.
"""

from __future__ import annotations

import hashlib
import struct
import zlib

from reports.writers.pdf.syntax import reference

_PACKED = 200
"""Objects in one object stream: a reader inflates all of them to see one."""
_ROW = struct.Struct(">BIH")
"""A row of the cross-reference stream: kind, place or number of the container, index in it."""


def stream(dictionary: str, data: bytes, packed: bool = True) -> bytes:
    """A stream object of these entries; ``packed``: ``data`` is deflated here.

    ``endstream`` stands on a line of its own (PDF/A-2, 6.1.7.1). Data that ends with a carriage
    return gets another one before that line's feed, so that the two are not taken for one line end.
    """
    if packed:
        data = zlib.compress(data, 6)
        dictionary += "/Filter/FlateDecode"
    head = f"<<{dictionary}/Length {len(data)}>>\nstream\n".encode("ascii")
    return head + data + (b"\r\nendstream" if data[-1:] == b"\r" else b"\nendstream")


class File:
    """A PDF file that grows object by object."""

    def __init__(self, version: tuple[int, int]) -> None:
        # the bytes above 127 tell transports that the file is binary (ISO 32000-1, 7.5.2)
        self._out = [b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version]
        self._length = len(self._out[0])
        self._rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._loose: list[tuple[int, bytes]] = []

    def write(self, number: int, body: bytes) -> None:
        """Write an object where it can be read without others: a stream must stand so."""
        self._rows[number] = (1, self._length, 0)
        chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._out.append(chunk)
        self._length += len(chunk)

    def pack(self, number: int, body: bytes) -> None:
        """Put an object into an object stream."""
        self._loose.append((number, body))

    def close(self, root: int, information: int, inputs_digest: str) -> bytes:
        """All bytes. The first half of the /ID comes from ``inputs_digest``, the second from all
        that the file holds."""
        number = max(max(self._rows), *(number for number, _ in self._loose)) + 1
        for first in range(0, len(self._loose), _PACKED):
            self._container(number, self._loose[first : first + _PACKED])
            number += 1
        content = hashlib.sha256(b"".join(self._out)).hexdigest()[:32]
        inputs = hashlib.sha256(inputs_digest.encode()).hexdigest()[:32]
        trailer = (
            f"/Root {reference(root)}/Info {reference(information)}"
            f"/ID[<{inputs if inputs_digest else content}><{content}>]"
        )
        self._cross_reference(number, trailer)
        return b"".join(self._out)

    def _container(self, number: int, things: list[tuple[int, bytes]]) -> None:
        places: list[str] = []
        offset = 0
        for index, (inner, body) in enumerate(things):
            self._rows[inner] = (2, number, index)
            places.append(f"{inner} {offset}")
            offset += len(body) + 1
        head = " ".join(places).encode("ascii") + b"\n"
        data = head + b"\n".join([body for _, body in things])
        self.write(number, stream(f"/Type/ObjStm/N {len(things)}/First {len(head)}", data))

    def _cross_reference(self, number: int, trailer: str) -> None:
        """The cross-reference stream (7.5.8), each row as differences from the row above."""
        start = self._length
        self._rows[number] = (1, start, 0)
        rows: list[bytes] = []
        above = bytes(_ROW.size)
        for index in range(number + 1):
            row = _ROW.pack(*self._rows[index])
            rows.append(b"\2" + bytes([(a - b) & 255 for a, b in zip(row, above, strict=True)]))
            above = row
        entries = (
            f"/Type/XRef/Size {number + 1}/W[1 4 2]{trailer}"
            f"/DecodeParms<</Predictor 12/Columns {_ROW.size}>>"
        )
        self.write(number, stream(entries, b"".join(rows)))
        self._out.append(b"startxref\n%d\n%%%%EOF\n" % start)
