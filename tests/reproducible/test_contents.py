"""The content digest: the same whatever packed the data, another one for any other content."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reports import cli, contents
from reports.contents import content_digest

PDF = "buenos-aires-delegation-en.pdf"
DECK = "buenos-aires-delegation-en.pptx"
HONEST = zlib.compress


def digest(data: bytes) -> str:
    return content_digest("any", data)


def kind(data: bytes) -> bytes:
    return contents._digested(data, 0)[0]


@pytest.fixture(scope="module")
def pdf(shipped: Path) -> bytes:
    return (shipped / PDF).read_bytes()


@pytest.fixture(scope="module")
def deck(shipped: Path) -> bytes:
    return (shipped / DECK).read_bytes()


def repacked(data: bytes, level: int, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """An archive with its members in another order, deflated at another level, with other dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in reversed(old.namelist()):
            content = old.read(name)
            content = change(name, content) if change else content
            if name.endswith(".xlsx"):
                content = repacked(content, level)
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            new.writestr(info, content, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def png(level: int, pixel: int = 7, profile: bytes = b"profile" * 40) -> bytes:
    """A picture, its data in several chunks."""
    picture = Image.frombytes("L", (60, 40), bytes(n * n % 251 for n in range(2400)))
    picture.putpixel((3, 3), pixel)
    out = io.BytesIO()
    picture.save(out, "PNG")
    head = struct.pack(">IIBBBBB", 60, 40, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + picture.tobytes()[row * 60 : row * 60 + 60] for row in range(40))
    packed = HONEST(rows, level)
    parts = [packed[:50], packed[50:]]
    chunks = [(b"IHDR", head), (b"iCCP", b"name\0\0" + HONEST(profile, level))]
    chunks += [(b"IDAT", part) for part in parts] + [(b"IEND", b"")]
    told = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    ]
    return out.getvalue()[:8] + b"".join(told)


def test_documents_are_taken_apart(shipped: Path) -> None:
    kinds = {".pdf": b"pdf", ".pptx": b"zip", ".json": b"as it is"}
    for path in shipped.iterdir():
        assert kind(path.read_bytes()) == kinds[path.suffix], path.name


@pytest.mark.parametrize("level", [0, 1, 9])
def test_another_level_of_packing_gives_the_same_digest(
    level: int, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole build, with everything deflated at another level."""
    honest_object = zlib.compressobj

    def compress(data: bytes, _level: int = -1, **_: Any) -> bytes:
        return HONEST(data, level)

    def compressobj(_level: int = -1, *more: Any, **named: Any) -> Any:
        return honest_object(level, *more, **named)

    monkeypatch.setattr(zlib, "compress", compress)
    monkeypatch.setattr(zlib, "compressobj", compressobj)
    assert cli.main(["build", "--to", "pdf,pptx", "-o", str(tmp_path), "-q"]) == 0
    for name in (PDF, DECK):
        ours, theirs = (tmp_path / name).read_bytes(), (shipped / name).read_bytes()
        assert ours != theirs
        assert digest(ours) == digest(theirs)


def test_an_archive_packed_anew_has_the_same_digest(deck: bytes) -> None:
    assert digest(repacked(deck, 1)) == digest(deck)


def test_one_byte_of_any_part_changes_it(deck: bytes) -> None:
    names = zipfile.ZipFile(io.BytesIO(deck)).namelist()
    kinds = {name.rpartition(".")[2]: name for name in names}
    assert {"xml", "rels", "fntdata", "xlsx"} <= set(kinds)
    del kinds["xlsx"]  # an archive, taken apart in its turn
    for wanted in kinds.values():

        def change(name: str, data: bytes, wanted: str = wanted) -> bytes:
            return data[:-1] + bytes([data[-1] ^ 1]) if name == wanted else data

        assert digest(repacked(deck, 6, change)) != digest(deck), wanted


def test_a_cell_of_an_embedded_workbook_changes_it(deck: bytes) -> None:
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith(".xlsx"):
            return data
        return repacked(data, 6, lambda _, part: part.replace(b"<v>", b"<v>1", 1))

    assert digest(repacked(deck, 6, change)) != digest(deck)


def test_another_name_of_a_part_changes_it(deck: bytes) -> None:
    assert digest(deck.replace(b"slide2.xml", b"slide9.xml")) != digest(deck)


def streams(pdf: bytes) -> list[tuple[int, int]]:
    """Where the deflated streams of a PDF begin and end."""
    found = []
    for match in re.finditer(rb"/FlateDecode/Length (\d+)>>\nstream\n", pdf):
        found.append((match.end(), match.end() + int(match[1])))
    return found


def test_one_byte_of_any_stream_changes_it(pdf: bytes) -> None:
    """All but that of the cross-references, which are places."""
    places = streams(pdf)
    assert len(places) > 20
    for begin, end in places:
        content = zlib.decompress(pdf[begin:end])
        other = HONEST(content[:-1] + bytes([content[-1] ^ 1]), 6)
        head = pdf[:begin].rpartition(b"/Length ")[0] + b"/Length %d>>\nstream\n" % len(other)
        twin = head + other + pdf[end:]
        assert kind(twin) == b"pdf"
        assert (digest(twin) != digest(pdf)) == ((begin, end) != places[-1])


def test_another_entry_of_a_dictionary_changes_it(pdf: bytes) -> None:
    assert digest(pdf.replace(b"/Length1 ", b"/Length2 ", 1)) != digest(pdf)
    assert digest(pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1)) != digest(pdf)


def test_a_pdf_that_is_not_of_ours_counts_byte_by_byte(pdf: bytes) -> None:
    for other in (pdf + b"\n", pdf[:-1], pdf.replace(b"endobj\n", b"endobj\n\n", 1), b"%PDF-1.7"):
        assert kind(other) == b"as it is"
        assert digest(other) != digest(pdf)


def test_a_picture_packed_anew_has_the_same_digest() -> None:
    assert kind(png(1)) == b"png"
    assert png(1) != png(9)
    assert digest(png(1)) == digest(png(9))
    assert Image.open(io.BytesIO(png(9))).getpixel((3, 3)) == 7


def test_one_pixel_changes_it() -> None:
    assert digest(png(6, pixel=8)) != digest(png(6))
    assert digest(png(6, profile=b"other")) != digest(png(6))


@pytest.mark.parametrize("cut", [0, 4, 40, 400, -1, -40])
def test_broken_files_have_a_digest_too(cut: int, pdf: bytes, deck: bytes) -> None:
    for data in (pdf, deck, png(6)):
        assert len(digest(data[:cut])) == 64
        assert digest(data[:cut]) != digest(data)


def test_pieces_do_not_run_into_each_other() -> None:
    def archive(**parts: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, text in parts.items():
                made.writestr(name, text)
        return out.getvalue()

    assert digest(archive(a="bc", d="e")) != digest(archive(a="b", cd="e"))
    assert digest(archive(a="b")) != digest(archive(ab=""))
