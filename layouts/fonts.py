"""Faces: font files opened once, words shaped and measured by HarfBuzz.

A face is one instance of a font file: for a variable font, a point on its axes. It shapes words,
not lines: every word is shaped once and kept, and a line is put together from shaped words and
spaces. Kerning between a word and the space beside it is given up for that (in Source Sans 3 and
Source Serif 4 there is hardly any). All lengths are in thousandths of an em.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb  # type: ignore[import-untyped, unused-ignore]

from layouts.problems import Place, ResourceError
from layouts.readings import note
from layouts.scene import Glyph, GlyphRun
from layouts.substitutes import OTHER, Widths
from layouts.theme import BOLD, BOLD_FROM, REGULAR

if TYPE_CHECKING:
    from layouts.theme import Theme

SOFT_HYPHEN = "\u00ad"
"""Text of the hyphen that ends a hyphenated line; it is drawn with the glyph of the hyphen."""
_DRAWN = str.maketrans({"\u2011": "-"})
"""Characters drawn as another, because fonts leave them out."""
_OPTICAL = {"body": "body", "head": "h2"}
"""The page role whose size each family is drawn for, where the font has an optical size axis."""
_TUPLE = tuple.__new__
_LATIN_TEXT, _SANS_SERIFS = b"\2", bytes(range(11, 16))
"""PANOSE: the family kind of Latin text, and its serif styles without serifs."""


class MissingGlyph(Exception):  # noqa: N818 - what it says is what is wrong
    """A face has no glyph for some characters of a text."""

    def __init__(self, text: str, characters: str, face: str) -> None:
        named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in characters)
        super().__init__(f"face {face} has no glyph for {named} in {text!r}")
        self.text = text
        self.characters = characters
        self.face = face
        self.place: Place | None = None
        """Where the text stands in the pack, once the flowable that set it has said so."""
        self.node = ""
        """Id of the structure node of that flowable."""


class Face:
    """One instance of a font file; words are shaped once and kept."""

    def __init__(
        self,
        key: str,
        family: str,
        path: Path,
        axes: dict[str, float],
        language: str = "en",
        room: float = 1.0,
    ) -> None:
        """Open the file at these axis values; axes not named stand at their default.

        ``room``: how many times as wide as this face viewers may show another in its place.
        Raises :class:`layouts.problems.ResourceError` when the file cannot be read or is no font.
        """
        self.key = key
        self.family = family
        self.path = path
        self._room = room
        try:
            self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        except (OSError, ValueError, hb.HarfBuzzError) as error:
            raise ResourceError(f"font {path} for face {key} cannot be read: {error}") from None
        if not self._face.glyph_count:
            raise ResourceError(f"font {path} for face {key} is not a font file")
        self._font = hb.Font(self._face)
        self.axes = {
            axis.tag: min(
                max(axes.get(axis.tag, axis.default_value), axis.min_value), axis.max_value
            )
            for axis in self._face.axis_infos
        }
        """Every axis of the font with the value at which it stands; empty for a static font."""
        if self.axes:
            self._font.set_variations(self.axes)
        self._scale = 1000 / self._face.upem
        self._language = language
        self._buffer = hb.Buffer()
        self._words: dict[tuple[str, tuple[str, ...]], GlyphRun] = {}
        self._plain: dict[str, float] = {}
        self._shown: dict[str, float] = {}
        self._edges: dict[tuple[str, tuple[str, ...]], tuple[float, ...]] = {}
        self.books: dict[Any, dict[Any, Any]] = {}
        """What setters of lines keep of words in this face; they choose the keys."""
        self._read_metrics()

    def _read_metrics(self) -> None:
        extents = self._font.get_font_extents("ltr")
        height = self._font.get_metric_position_with_fallback
        self.ascent: float = extents.ascender * self._scale
        """Above the baseline."""
        self.descent: float = extents.descender * self._scale
        """Below the baseline: negative."""
        self.cap_height: float = height(hb.OTMetricsTag.CAP_HEIGHT) * self._scale
        self.x_height: float = height(hb.OTMetricsTag.X_HEIGHT) * self._scale
        panose = bytes(self._face.reference_table("OS/2").data)[32:34]
        sans = panose[:1] == _LATIN_TEXT and panose[1:] in _SANS_SERIFS
        _, weight, *slope = self.key.split("-")
        self._others = Widths(sans, int(weight) >= BOLD_FROM, bool(slope))

    def word(self, text: str, features: tuple[str, ...] = ()) -> GlyphRun:
        """One word, or one space, shaped with kerning and ligatures.

        U+00AD alone and U+2011 are drawn as hyphens, U+00A0 and U+202F as spaces inside the word,
        so that no justification stretches them. Raises :class:`MissingGlyph`.
        """
        key = (text, features)
        run = self._words.get(key)
        if run is None:
            run = self._words[key] = self._shaped(text, features)
        return run

    def plain(self, text: str) -> float:
        """Sum of the advances without kerning or ligatures: never narrower than a viewer's.

        (A viewer may kern or not; a word set plain is zero to five per cent wider than kerned.)
        """
        width = self._plain.get(text)
        if width is None:
            width = self.word(text).advance if len(text) == 1 else sum(map(self.plain, text))
            self._plain[text] = width
        return width

    def shown(self, text: str) -> float:
        """Width that ``text`` takes in any likely viewer, in this face or in another's stead.

        Every character is taken as wide as the widest of :mod:`layouts.substitutes` and this face.
        """
        width = self._shown.get(text)
        if width is None:
            width = self._widest(text) if len(text) == 1 else sum(map(self.shown, text))
            self._shown[text] = width
        return width

    def _widest(self, character: str) -> float:
        own = self.plain(character) * self._room
        return max(own, self._others.of(character) or own * OTHER)

    def edges(self, text: str, features: tuple[str, ...] = ()) -> tuple[float, ...]:
        """Width of a shaped word up to each of its characters and its end, in rising order.

        Inside a ligature, whose characters have no edge between them, it is the ligature's end.
        """
        key = (text, features)
        found = self._edges.get(key)
        if found is None:
            edges, width = [0.0], 0.0
            for glyph in self.word(text, features).glyphs:
                width += glyph.advance
                edges += [width] * len(glyph.text)
                edges[-1] = width
            found = self._edges[key] = tuple(edges)
        return found

    def draws(self, text: str, feature: str) -> bool:
        """Whether the face has other glyphs for every character of ``text`` under ``feature``."""
        plain, other = self.word(text).glyphs, self.word(text, (feature,)).glyphs
        return len(plain) == len(other) and all(
            a.gid != b.gid for a, b in zip(plain, other, strict=True)
        )

    def missing(self, text: str) -> str:
        """The different characters of ``text`` that this face has no glyph for, in order."""
        return "".join(c for c in dict.fromkeys(text) if not self._has(c))

    def _has(self, character: str) -> bool:
        if self._font.get_nominal_glyph(ord(character)):
            return True
        try:
            self.word(character)
        except MissingGlyph:
            return False
        return True

    def forget(self) -> None:
        """Let go of every word that is kept."""
        for kept in (self._words, self._plain, self._shown, self._edges, self.books):
            kept.clear()

    @property
    def kept(self) -> int:
        """How many words are kept."""
        return len(self._words)

    def _shaped(self, text: str, features: tuple[str, ...]) -> GlyphRun:
        buffer = self._buffer
        buffer.clear_contents()
        # Inside a word HarfBuzz hides U+00AD, as it should; on its own it is a hyphen to be seen.
        buffer.add_str("-" if text == SOFT_HYPHEN else text.translate(_DRAWN))
        script = _script(text)
        if script:
            buffer.script = script
            buffer.direction = "ltr"
        else:
            buffer.guess_segment_properties()
        buffer.language = self._language
        hb.shape(self._font, buffer, dict.fromkeys(features, True) if features else None)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        texts = _cluster_texts(text, [info.cluster for info in infos])
        scale, advance = self._scale, 0.0
        glyphs: list[Glyph] = []
        absent: list[str] = []
        for info, position, part in zip(infos, positions, texts, strict=True):
            gid = info.codepoint
            if not gid:
                absent.append(part)
            width = position.x_advance * scale
            dx, dy = position.x_offset * scale, position.y_offset * scale
            # Twice as fast as Glyph(…), and a cold run makes some 10,000.
            glyphs.append(_TUPLE(Glyph, (gid, width, dx, dy, part)))
            advance += width
        if absent:
            raise MissingGlyph(text, "".join(dict.fromkeys("".join(absent))), self.key)
        return GlyphRun(self.key, tuple(glyphs), text, advance)


class Faces:
    """The faces of a theme, opened when first asked for."""

    def __init__(self, theme: Theme, language: str = "en") -> None:
        self._theme = theme
        self._language = language
        self._faces: dict[str, Face] = {}
        self._files: dict[str, Path] = {}

    def face(self, which: str, weight: int, italic: bool) -> Face:
        """The face of a family (``body`` or ``head``) at a weight, upright or italic.

        Raises :class:`layouts.problems.ResourceError` when the font is missing, unreadable or
        not the one whose SHA-256 the theme gives.
        """
        key = f"{which}-{weight}-italic" if italic else f"{which}-{weight}"
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self._open(key, which, weight, italic)
        return found

    def each_file(self, which: str) -> Iterator[Face]:
        """One face out of every font file of a family; raises as :meth:`face` does."""
        family = self._theme.faces[which]
        met: set[str] = set()
        for weight in (REGULAR, BOLD):
            for italic in (False, True):
                where, _ = family.file(weight, italic)
                if where not in met:
                    met.add(where)
                    yield self.face(which, weight, italic)

    def by_key(self, key: str) -> Face:
        """The face that a glyph run names, opened if need be; KeyError when there is none such."""
        found = self._faces.get(key)
        if found is not None:
            return found
        which, _, rest = key.partition("-")
        weight, _, slope = rest.partition("-")
        if which not in self._theme.faces or not weight.isdecimal() or slope not in ("", "italic"):
            raise KeyError(key)
        return self.face(which, int(weight), bool(slope))

    @property
    def kept(self) -> int:
        """How many words the open faces keep."""
        return sum(face.kept for face in self._faces.values())

    def forget(self) -> None:
        """Let go of the words of all faces: what is made afterwards is the same, only later."""
        for face in self._faces.values():
            face.forget()

    def _open(self, key: str, which: str, weight: int, italic: bool) -> Face:
        family = self._theme.faces[which]
        where, digest = family.file(weight, italic)
        path = self._files.get(where)
        if path is None:
            path = self._files[where] = _file(family.family, where, digest)
        axes = {"wght": float(weight)}
        drawn_for = self._theme.page.styles.get(_OPTICAL.get(which, "body"))
        if drawn_for is not None:
            axes["opsz"] = drawn_for.size
        room = self._theme.substitute
        return Face(key, family.family, path, axes, self._language, room)


def _file(family: str, where: str, digest: str) -> Path:
    """The font file of a family, held against its SHA-256 where there is one."""
    path, found = _read(family, where)
    if digest and found != digest.lower():
        raise ResourceError(
            f"font {where} of {family} is not the file that the theme was made with "
            f"(SHA-256 differs): install the pinned version or change the theme"
        )
    return path


def _read(family: str, where: str) -> tuple[Path, str]:
    """The path of a font file and its SHA-256, which the run takes note of."""
    path = locate(where)
    if not path.is_file():
        raise ResourceError(f"font {where} of {family} is missing: no file {path.name}")
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ResourceError(f"font {where} of {family} cannot be read: {error}") from None
    note(path, found)
    return path, found


def digests(theme: Theme) -> dict[str, str]:
    """SHA-256 of every font file that the theme names, by the name that it has there, whether it
    is opened or not; empty where it cannot be read."""
    found: dict[str, str] = {}
    for family in theme.faces.values():
        for weight in (REGULAR, BOLD):
            for italic in (False, True):
                where, _ = family.file(weight, italic)
                if where not in found:
                    try:
                        found[where] = _read(family.family, where)[1]
                    except ResourceError:
                        found[where] = ""
    return found


def locate(where: str) -> Path:
    """The path that ``package:file`` or a plain path names; the package is not imported.

    Raises :class:`layouts.problems.ResourceError` when the package is not installed.
    """
    package, colon, file = where.partition(":")
    if not colon or not package.replace("_", "a").isalnum() or len(package) == 1:
        return Path(where)
    spec: ModuleSpec | None = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError(f"font {where} is missing: the package {package!r} is not installed")
    return Path(next(iter(spec.submodule_search_locations)), file)


def _script(text: str) -> str:
    """Script of a word by its first letter outside ASCII; empty: leave it to HarfBuzz."""
    if text.isascii():
        return "Latn"
    for character in text:
        point = ord(character)
        if point < 0x250 or 0x1E00 <= point < 0x1F00 or 0x2000 <= point < 0x2E80:
            continue
        if 0x370 <= point < 0x400 or 0x1F00 <= point < 0x2000:
            return "Grek"
        return "Cyrl" if 0x400 <= point < 0x530 else ""
    return "Latn"


def _cluster_texts(text: str, clusters: list[int]) -> Sequence[str]:
    """The characters of each glyph: all of its cluster for the first, none for the others."""
    if clusters == list(range(len(text))):
        return text
    starts = sorted(set(clusters))
    ends: dict[int, int] = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    texts: list[str] = []
    before: Any = None
    for cluster in clusters:
        texts.append("" if cluster == before else text[cluster : ends[cluster]])
        before = cluster
    return texts
