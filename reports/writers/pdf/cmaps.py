"""CMaps: from codes to text, and from codes to glyphs (ISO 32000-1, 9.7.5 and 9.10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_BLOCK = 100
"""Most entries that one block may have (Adobe Technical Note 5014)."""
SYSTEM = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
"""Character collection of fonts whose CIDs are numbers of glyphs and nothing more."""
NAME = "Briefpack-Glyphs"
"""Name of the CMap that :func:`glyphs` writes."""


def texts(pairs: Iterable[tuple[int, str]]) -> str:
    """A ToUnicode CMap of (code, text)."""
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in pairs]
    system = "<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>"
    return _cmap("Adobe-Identity-UCS", system, 2, "bfchar", entries)


def glyphs(pairs: Iterable[tuple[int, int]]) -> str:
    """An encoding CMap of (code, CID)."""
    entries = [f"<{code:04X}> {cid}" for code, cid in pairs]
    return _cmap(NAME, SYSTEM, 1, "cidchar", entries)


def _cmap(name: str, system: str, kind: int, block: str, entries: Sequence[str]) -> str:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo {system} def",
        f"/CMapName /{name} def",
        f"/CMapType {kind} def",
        "/WMode 0 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for first in range(0, len(entries), _BLOCK):
        some = entries[first : first + _BLOCK]
        lines += [f"{len(some)} begin{block}", *some, f"end{block}"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines)
