"""Packs as long as one likes: the sections of a shipped pack, again and again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data" / "buenos-aires"
_SECTION = re.compile(r"(?m)^  - id: (\w+)$")
_BLOCK_ID = re.compile(r"(?m)^(        id: )(\w+)$")
_REFERENCE = re.compile(r"\[#(\w+)\.(\w+)\]")


def repeated(folder: Path, sections: int, blocks: int = 1) -> Path:
    """A pack in ``folder``: every section ``sections`` times, with its blocks ``blocks`` times.

    Facts, sources and datasets stay what they are. A copy has ids of its own, and its
    cross-references lead to the blocks of the same copy. The limits of packs (100 sections, 60
    blocks in one) leave room for 11 times 7 copies of the shipped pack.
    """
    shutil.copytree(SHIPPED, folder)
    path = folder / "sections.yaml"
    text = path.read_text(encoding="utf-8")
    first = _SECTION.search(text)
    assert first is not None
    head, rest = text[: first.start()], text[first.start() :]
    once = [part.rstrip("\n") + "\n" for part in re.split(r"(?m)^(?=  - id: )", rest) if part]
    copies = [
        _section(section, f"_{n}" if n else "", blocks) for n in range(sections) for section in once
    ]
    path.write_text(head + "\n".join(copies), encoding="utf-8")
    return folder


def _section(section: str, suffix: str, blocks: int) -> str:
    opening, heading, body = section.partition("    blocks:\n")
    opening = _SECTION.sub(rf"  - id: \g<1>{suffix}", opening, count=1)
    copies = []
    for n in range(blocks):
        again = f"_{n}" if n else ""
        copy = _BLOCK_ID.sub(rf"\g<1>\g<2>{again}", body)
        copies.append(_REFERENCE.sub(rf"[#\g<1>{suffix}.\g<2>{again}]", copy))
    return opening + heading + "".join(copies)
