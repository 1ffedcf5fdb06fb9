"""A package taken apart and put together again, part by part, for templates that are changed.

Nothing is checked here: the hostile files need every kind of fault.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping

Parts = dict[str, bytes]
"""Members of a package by their name in the zip, in the order in which they stand there."""

TYPES, ROOT_RELS, PRESENTATION = "[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"
MASTER, THEME = "ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WHEN = (1980, 1, 1, 0, 0, 0)


def layout(number: int) -> str:
    """Name of a layout part."""
    return f"ppt/slideLayouts/slideLayout{number}.xml"


def rels(part: str) -> str:
    """Name of the part that holds the relationships of ``part``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def unpacked(package: bytes) -> Parts:
    """The members of ``package``."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(members: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, level: int = 6) -> bytes:
    """A zip of ``members``, the same bytes every time; pairs may repeat a name."""
    pairs = members.items() if isinstance(members, Mapping) else members
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, blob in pairs:
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.NameToInfo.pop(name, None)  # A repeated name would warn.
            archive.writestr(info, blob, compresslevel=level)
    return out.getvalue()


def changed(parts: Parts, name: str, pattern: str, replacement: str, count: int = 0) -> None:
    """Replace matches of a regular expression in a part; AssertionError when there is none."""
    text, done = re.subn(pattern, replacement, parts[name].decode(), count=count, flags=re.DOTALL)
    assert done, f"{name}: nothing matches {pattern}"
    parts[name] = text.encode()


def related(
    parts: Parts, part: str, kind: str, target: str, *, outside: bool = False, rid: str = ""
) -> str:
    """Add a relationship to ``part`` and return its id; ``kind`` is the last step of its type."""
    name = rels(part)
    before = parts.get(name, b"").decode() or (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
        '"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    rid = rid or f"rId{900 + before.count('<Relationship ')}"
    type_ = kind if "://" in kind else f"{RELATIONSHIPS}/{kind}"
    mode = ' TargetMode="External"' if outside else ""
    entry = f'<Relationship Id="{rid}" Type="{type_}" Target="{target}"{mode}/>'
    parts[name] = before.replace("</Relationships>", f"{entry}</Relationships>").encode()
    return rid


def typed(parts: Parts, part: str, content_type: str) -> None:
    """Say in the content types what ``part`` is; what was said before is replaced."""
    before = parts[TYPES].decode()
    before = re.sub(rf'<Override PartName="/{re.escape(part)}"[^>]*/>', "", before)
    entry = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
    parts[TYPES] = before.replace("</Types>", f"{entry}</Types>").encode()


def suffix_typed(parts: Parts, suffix: str, content_type: str) -> None:
    """Say in the content types what files with ``suffix`` are, unless that is said already."""
    before = parts[TYPES].decode()
    if f'Extension="{suffix}"' not in before:
        entry = f'<Default Extension="{suffix}" ContentType="{content_type}"/>'
        parts[TYPES] = re.sub(r"(<Types[^>]*>)", rf"\1{entry}", before).encode()


def added(parts: Parts, part: str, shapes: str) -> None:
    """Add ``shapes`` (XML) at the end of the shape tree of a master, layout or slide."""
    changed(parts, part, r"</p:spTree>", shapes.replace("\\", r"\\") + "</p:spTree>", 1)


def without(parts: Parts, part: str) -> None:
    """Take a part away with its relationships, its content type and what leads to it."""
    parts.pop(part)
    parts.pop(rels(part), None)
    types = parts[TYPES].decode()
    parts[TYPES] = re.sub(rf'<Override PartName="/{re.escape(part)}"[^>]*/>', "", types).encode()
    target = re.escape(part.rpartition("/")[2])
    for name in [name for name in parts if name.endswith(".rels")]:
        text = parts[name].decode()
        for rid in re.findall(rf'<Relationship [^>]*?Id="([^"]+)"[^>]*?/{target}"[^>]*/>', text):
            owner = name.replace("_rels/", "").removesuffix(".rels")
            if owner in parts:
                gone = rf'<p:(sldLayoutId|sldMasterId|sldId) [^>]*r:id="{rid}"[^>]*/>'
                parts[owner] = re.sub(gone, "", parts[owner].decode()).encode()
        gone = rf'<Relationship [^>]*?Target="[^"]*/{target}"[^>]*/>'
        parts[name] = re.sub(gone, "", text).encode()
