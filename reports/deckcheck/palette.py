"""What a theme gives to slides: colours under the names that slides use, faces, fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from reports.deckcheck.colour import COLOURS, Colour, resolve
from reports.deckcheck.markup import FILLS, A, first, integer, local

SLOTS = (
    *("dk1", "lt1", "dk2", "lt2"),
    *("accent1", "accent2", "accent3", "accent4", "accent5", "accent6"),
    *("hlink", "folHlink"),
)
USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""Names of slides that are not names of the theme, where no master maps them."""

_FONTS = ("majorFont", "minorFont")


class Paint(NamedTuple):
    """What an area is filled with."""

    kind: str
    """``none``, ``solid``, ``mixed`` (gradient, pattern), ``picture``, ``group`` or ``unknown``."""
    colours: tuple[Colour, ...] = ()
    """All colours that occur in it."""


NOTHING = Paint("none")
UNKNOWN = Paint("unknown")


@dataclass
class Palette:
    """A theme seen through the colour map of a master, layout or slide."""

    root: Any
    """The ``a:theme``; None: nothing is known."""
    mapping: Mapping[str, str] = field(default_factory=lambda: dict(USUAL))

    def __post_init__(self) -> None:
        self.slots = self._slots()
        self.colours = {slot: colour for slot, colour in self.slots.items()}
        for name, slot in {**USUAL, **self.mapping}.items():
            if slot in self.slots:
                self.colours[name] = self.slots[slot]

    def mapped(self, mapping: Mapping[str, str]) -> Palette:
        """The same theme through another colour map."""
        return Palette(self.root, dict(mapping)) if mapping else self

    def _slots(self) -> dict[str, Colour]:
        found: dict[str, Colour] = {}
        scheme = None if self.root is None else self.root.find(f"{A}themeElements/{A}clrScheme")
        for entry in () if scheme is None else scheme:
            colour = resolve(inner, {}) if (inner := first(entry, COLOURS)) is not None else None
            if colour is not None and local(entry) in SLOTS:
                found[local(entry)] = colour
        return found

    def face(self, typeface: str) -> str:
        """The family that a typeface names: ``+mj-lt`` is the theme's heading face."""
        if not typeface.startswith("+") or self.root is None:
            return typeface
        return self._faces["majorFont" if typeface.startswith("+mj") else "minorFont"]

    @cached_property
    def _faces(self) -> dict[str, str]:
        """The families of the theme's two fonts."""
        scheme = f"{A}themeElements/{A}fontScheme/{A}"
        found = {kind: self.root.find(f"{scheme}{kind}/{A}latin") for kind in _FONTS}
        return {kind: "" if f is None else str(f.get("typeface", "")) for kind, f in found.items()}

    def colour(self, parent: Any, own: Colour | None = None) -> Colour | None:
        """The colour that stands inside an element; None without one, or an unknown one."""
        inner = first(parent, COLOURS)
        return None if inner is None else resolve(inner, self.colours, own)

    def paint(self, parent: Any, own: Colour | None = None) -> Paint | None:
        """The fill among the children of an element; None where nothing is said of it."""
        fill = first(parent, FILLS)
        return None if fill is None else self.filled(fill, own)

    def filled(self, fill: Any, own: Colour | None = None) -> Paint:
        """A fill element as paint."""
        kind = local(fill)
        if kind == "noFill":
            return NOTHING
        if kind == "solidFill":
            colour = self.colour(fill, own)
            return UNKNOWN if colour is None else Paint("solid", (colour,))
        if kind in ("gradFill", "pattFill"):
            holders = [*fill.iter(A + "gs"), *fill.iter(A + "fgClr"), *fill.iter(A + "bgClr")]
            colours = [self.colour(holder, own) for holder in holders]
            known = tuple(colour for colour in colours if colour is not None)
            return Paint("mixed", known) if len(known) == len(colours) and known else UNKNOWN
        return Paint("group") if kind == "grpFill" else Paint("picture")

    def style_fill(self, reference: Any) -> Paint | None:
        """What ``a:fillRef`` or ``p:bgRef`` leads to in the theme (20.1.4.2.10, 19.3.1.3)."""
        if reference is None:
            return None
        index = integer(reference.get("idx"))
        if index in (0, 1000):
            return NOTHING
        name = "bgFillStyleLst" if index > 1000 else "fillStyleLst"
        styles = None
        if self.root is not None:
            styles = self.root.find(f"{A}themeElements/{A}fmtScheme/{A}{name}")
        number = index % 1000 - 1
        own = self.colour(reference)
        if styles is None or number >= len(styles):
            return UNKNOWN if own is None else Paint("solid", (own,))
        return self.filled(styles[number], own)
