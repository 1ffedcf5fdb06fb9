"""Fonts in the file: the glyphs that were drawn, as Type 0 fonts with Identity-H encoding.

A character code (CID) stands for a pair of a glyph and the text it was set for, so that extraction
gives the text back whatever shaping did. HarfBuzz makes the subset and, from a variable font, the
instance (ISO 32000-1, 9.7; PDF/A-2, 6.2.11).

The hyphen that ends a line is such a pair too, with U+00AD as its text (14.8.2.2.3). ActualText
around it would say nothing more, and poppler's reader of the structure tree then loses the rest
of the sequence (22.12; measured).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb

from layouts.problems import ResourceError
from layouts.scene import Glyph, GlyphRun
from reports.writers.pdf import cmaps
from reports.writers.pdf.canvas import Document
from reports.writers.pdf.syntax import number, numbers, reference

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Protocol

    class Instance(Protocol):
        """What this module asks of :class:`layouts.fonts.Face`."""

        key: str
        family: str
        path: Path
        axes: dict[str, float]
        ascent: float
        descent: float
        cap_height: float


_KEPT = frozenset({"CFF ", "glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""Tables of an embedded font program (ISO 32000-1, 9.9); codes need no ``cmap`` here."""
_SLACK = 0.05
"""Thousandths of an em that need no correction."""
_SYMBOLIC, _ITALIC = 4, 64
"""Flags of the font descriptor (table 123)."""
_VARIABLE = frozenset({"HVAR", "MVAR", "VVAR", "avar", "cvar", "fvar", "gvar"})
"""Tables that make the instance and vanish with it."""
_WEIGHTS = {
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}
_SILENT = "\u200b"
"""Text of a glyph of which its cluster has no character left: every code needs some (PDF/UA-1,
7.21.7)."""


class Font:
    """One face as the file needs it: codes while pages are drawn, objects afterwards."""

    def __init__(self, face: Instance, name: str) -> None:
        """``name``: the font's name in the resources of pages.

        Raises :class:`layouts.problems.ResourceError` for a font of bitmaps or CFF2 outlines.
        """
        self.name = name
        self.ascent = face.ascent
        self.descent = face.descent
        self._face = face
        self._file = hb.Face(hb.Blob.from_file_path(str(face.path)))
        self._postscript = "CFF " in self._file.table_tags
        if not self._postscript and "glyf" not in self._file.table_tags:
            raise ResourceError(f"font {face.path} has neither TrueType nor CFF outlines")
        self._axes = {
            axis.tag: face.axes.get(axis.tag, axis.default_value) for axis in self._file.axis_infos
        }
        self._instance = hb.Font(self._file)
        if self._axes:
            self._instance.set_variations(self._axes)
        self._weight = self._axes.get("wght") or _weight_class(self._file)
        self._scale = 1000 / self._file.upem
        self._codes: dict[tuple[int, str], tuple[str, float]] = {}
        """For each glyph and text the code in hexadecimal digits and the advance; the codes count
        from 1 in the order of this dictionary."""
        self._forms: dict[int, str] = {}
        """Outlines of glyphs that were drawn as such, in units of the font."""

    def show(self, run: GlyphRun, size: float) -> str:
        """The elements of a TJ array that draw a run, without the brackets.

        A glyph that stands off the baseline closes the array, moves the text rise and opens it
        again; only such a run depends on ``size`` (points).
        """
        glyphs: Iterable[Glyph] = run.glyphs
        if "" in [glyph.text for glyph in glyphs]:
            glyphs = _spelled(run.glyphs)
        parts: list[str] = []
        pending = 0.0
        codes = self._codes
        for gid, advance, dx, dy, text in glyphs:
            code, natural = codes.get((gid, text)) or self._add(gid, text)
            before = pending - dx
            if before > _SLACK or before < -_SLACK:
                parts.append(f"{round(before, 1):g}")
            if dy:
                parts.append(f"]TJ {number(dy * size / 1000)} Ts[{code}]TJ 0 Ts[")
            else:
                parts.append(code)
            pending = natural - advance + dx
        if pending > _SLACK or pending < -_SLACK:
            parts.append(f"{round(pending, 1):g}")
        return "".join(parts).replace("><", "")

    def _add(self, gid: int, text: str) -> tuple[str, float]:
        """A new code."""
        advance = round(self._instance.get_glyph_h_advance(gid) * self._scale, 2)
        entry = self._codes[gid, text] = f"<{len(self._codes) + 1:04X}>", advance
        return entry

    def outline(self, run: GlyphRun, x: float, y: float, size: float) -> str:
        """Operators that fill the outlines of a run whose baseline begins at ``x``, ``y``."""
        em, scale = size / 1000, f"{size / self._file.upem:.5f}"
        code: list[str] = []
        for gid, advance, dx, dy, _ in run.glyphs:
            form = self._forms.get(gid)
            if form is None:
                trace = _Trace()
                self._instance.draw_glyph_with_pen(gid, trace)
                form = self._forms[gid] = " ".join(trace.code)
            place = numbers(x + dx * em, y + dy * em)
            code.append(f"q {scale} 0 0 {scale} {place} cm {form} f Q" if form else "")
            x += advance * em
        return " ".join(filter(None, code))

    def embed(self, document: Document) -> None:
        """Add the font's objects to the document and the font to its resources."""
        program, numbers_of = self._subset()
        gids = {code: numbers_of[gid] for code, (gid, _) in enumerate(self._codes, 1)}
        texts = cmaps.texts((code, text) for code, (_, text) in enumerate(self._codes, 1))
        base = f"{_tag(program + repr(gids).encode() + texts.encode())}+{self._postscript_name()}"
        descriptor = document.add(self._descriptor(base, program, document))
        if self._postscript:
            kind, encoding, widths = self._by_glyph(document, gids)
        else:
            kind, encoding, widths = self._by_code(document, gids)
        cid = document.add(
            f"<</Type/Font{kind}/BaseFont/{base}/CIDSystemInfo{cmaps.SYSTEM}"
            f"/FontDescriptor {reference(descriptor)}/DW 1000/W[{widths}]>>"
        )
        unicode = document.stream("", texts.encode("ascii"))
        font = document.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding{encoding}"
            f"/DescendantFonts[{reference(cid)}]/ToUnicode {reference(unicode)}>>"
        )
        document.font(self.name, font)

    def _by_code(self, document: Document, gids: dict[int, int]) -> tuple[str, str, str]:
        """Type, encoding and widths of a TrueType font: CIDs are codes, a map leads to glyphs."""
        mapping = document.stream("", struct.pack(f">{len(gids) + 1}H", 0, *gids.values()))
        widths = numbers(*(advance for _, advance in self._codes.values()))
        kind = f"/Subtype/CIDFontType2/CIDToGIDMap {reference(mapping)}"
        return kind, "/Identity-H", f"1[{widths}]"

    def _by_glyph(self, document: Document, gids: dict[int, int]) -> tuple[str, str, str]:
        """The same of a PostScript font, which knows no such map: CIDs are glyphs, the encoding
        leads to them."""
        cmap = document.stream(
            f"/Type/CMap/CMapName/{cmaps.NAME}/CIDSystemInfo{cmaps.SYSTEM}/WMode 0",
            cmaps.glyphs(gids.items()).encode("ascii"),
        )
        entries = self._codes.values()
        advances = {gids[code]: advance for code, (_, advance) in enumerate(entries, 1)}
        widths = "".join(f"{gid}[{number(advances[gid])}]" for gid in sorted(advances))
        return "/Subtype/CIDFontType0", f" {reference(cmap)}", widths

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font program and, for each glyph of the font, its number in it."""
        flags = hb.SubsetFlags
        wanted = hb.SubsetInput()
        wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
        if self._postscript:
            wanted.flags |= flags.CFF_IDENTITY_CHARSET
        wanted.glyph_set.update({0, *(gid for gid, _ in self._codes)})
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.encode("latin-1"), "big")
            for tag in self._file.table_tags
            if tag not in _KEPT and tag not in _VARIABLE
        )
        for tag, value in self._axes.items():
            wanted.pin_axis_location(self._file, tag, value)
        plan = hb.SubsetPlan(self._file, wanted)
        glyphs = {int(old): int(new) for old, new in plan.old_to_new_glyph_mapping.items()}
        return bytes(plan.execute().blob.data), glyphs

    def _descriptor(self, base: str, program: bytes, document: Document) -> str:
        """The font descriptor (ISO 32000-1, 9.8)."""
        tables = _tables(program)
        if self._postscript:
            start, length = tables["CFF "]
            outlines = program[start : start + length]
            file = f"/FontFile3 {reference(document.stream('/Subtype/CIDFontType0C', outlines))}"
        else:
            font_file = document.stream(f"/Length1 {len(program)}", program)
            file = f"/FontFile2 {reference(font_file)}"
        box = struct.unpack_from(">4h", program, tables["head"][0] + 36)
        post = bytes(self._file.reference_table("post").data)
        slope = struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
        face = self._face
        return (
            f"<</Type/FontDescriptor/FontName/{base}/Flags {_SYMBOLIC | (_ITALIC if slope else 0)}"
            f"/FontBBox[{numbers(*(edge * self._scale for edge in box))}]"
            f"/ItalicAngle {number(slope)}/Ascent {number(face.ascent)}"
            f"/Descent {number(face.descent)}/CapHeight {number(face.cap_height)}"
            f"/StemV {number(50 + (self._weight / 65) ** 2)}{file}>>"
        )

    def _postscript_name(self) -> str:
        family = "".join(c for c in self._face.family if c.isascii() and c.isalnum()) or "Font"
        weight = round(self._weight)
        style = _WEIGHTS.get(weight, f"W{weight}")
        if self._face.key.endswith("-italic"):
            style = style.removesuffix("Regular") + "Italic"
        return f"{family}-{style}"


class _Trace:
    """Takes the outline of a glyph down as path operators (the pen protocol of fontTools)."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self._last = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._last = point
        self.code.append(f"{point[0]:.0f} {point[1]:.0f} m")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._last = point
        self.code.append(f"{point[0]:.0f} {point[1]:.0f} l")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._last = points[-1]
        self.code.append(" ".join([f"{x:.0f} {y:.0f}" for x, y in points]) + " c")

    def qCurveTo(self, middle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve, as the cubic one of the same form."""
        (x0, y0), (x1, y1), (x2, y2) = self._last, middle, end
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        second = (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3)
        self.curveTo(first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.code.append("h")


def _spelled(glyphs: tuple[Glyph, ...]) -> list[Glyph]:
    """The glyphs with the characters of a cluster dealt out among its glyphs.

    A letter and its combining mark are one cluster: the first glyph holds both characters.
    """
    spelled: list[Glyph] = []
    rest = ""
    for index, glyph in enumerate(glyphs):
        rest = glyph.text or rest
        last = index + 1 == len(glyphs) or glyphs[index + 1].text
        own = rest if last else rest[:1]
        rest = rest[len(own) :]
        spelled.append(glyph._replace(text=own or _SILENT))
    return spelled


def _tables(program: bytes) -> dict[str, tuple[int, int]]:
    """Where each table of a font program begins, and its length."""
    (count,) = struct.unpack_from(">H", program, 4)
    records = (struct.unpack_from(">4s4xII", program, 12 + 16 * i) for i in range(count))
    return {tag.decode("latin-1"): (start, length) for tag, start, length in records}


def _weight_class(file: Any) -> float:
    """The weight that a static font says it has (OS/2, usWeightClass)."""
    table = bytes(file.reference_table("OS/2").data)
    return float(struct.unpack_from(">H", table, 4)[0]) if len(table) >= 6 else 400.0


def _tag(data: bytes) -> str:
    """Six letters that name this subset (ISO 32000-1, 9.6.4), from what it holds."""
    value = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters += chr(ord("A") + letter)
    return letters
