"""ICC profiles of printing conditions: found, checked, handed on with the condition's name.

Checked is what PDF/X-4 (ISO 15930-7) asks of the profile of an output intent: an output device
profile (class ``prtr``) for CMYK, of ICC version 4 at most (header: ICC.1:2010, 7.2); and that it
has a table into CMYK, since pictures are converted with it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from layouts.located import quote
from layouts.press import Press
from layouts.problems import Place, Problems
from reports.config import SHIPPED, Layouts
from reports.source import Folder

FOGRA39 = "FOGRA39L_coated.icc.z"
"""The shipped profile, deflated as a PDF holds it."""
CONDITION = "FOGRA39"
BYTES = 8_000_000
_HEADER = 128
_ENTRY = struct.Struct(">4sII")
_NEWEST = 4


@dataclass(frozen=True)
class Profile:
    """A profile and the name of its printing condition (registry of the ICC)."""

    condition: str
    data: bytes
    packed: bool
    """Whether ``data`` is deflated already."""
    inputs: dict[str, str]
    """SHA-256 of the file, by its name among the layouts."""


def read_profile(
    press: Press, layouts: Layouts, place: Place, problems: Problems
) -> Profile | None:
    """The profile that an audience prints with, or None after the problem was added.

    ``place`` is where the audience was named, for a profile that comes with the program.
    """
    if not press.profile:
        if press.condition not in ("", CONDITION):
            problems.add(
                "missing-key",
                press.at("condition"),
                f"the condition {quote(press.condition)} without its profile",
                "profile: the ICC file that describes it",
            )
            return None
        folder = Folder(SHIPPED, "layouts")
        data = folder.read(f"profiles/{FOGRA39}", place, problems, BYTES, "bad-profile")
        return None if data is None else Profile(CONDITION, data, True, _inputs(folder))
    where = press.at("profile")
    if not press.condition:
        problems.add(
            "missing-key",
            where,
            f"the profile {quote(press.profile)} without the name of its condition",
            "condition: such as FOGRA51",
        )
        return None
    name = f"profiles/{press.profile}"
    folder = next((f for f in layouts.folders if (f.root / name).exists()), layouts.folders[0])
    data = folder.read(name, where, problems, BYTES, "bad-profile")
    if data is None:
        return None
    fault = unfit(data) or unusable(data)
    if fault:
        problems.add(
            "bad-profile",
            where,
            f"{quote(press.profile)} {fault}",
            "an ICC output profile (prtr) for CMYK, version 2 or 4",
        )
        return None
    return Profile(press.condition, data, False, {f"layouts/{name}": folder.inputs[name]})


def _inputs(folder: Folder) -> dict[str, str]:
    return {f"layouts/{name}": sha for name, sha in folder.inputs.items()}


def unusable(data: bytes) -> str:
    """Why a profile cannot convert sRGB to its CMYK, in a clause; empty when it can."""
    from io import BytesIO

    from PIL import ImageCms

    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        return f"converts no picture ({error})"
    return ""


def unfit(data: bytes) -> str:
    """Why a file cannot be the profile of an output intent; empty when it can."""
    if len(data) < _HEADER + 4 or data[36:40] != b"acsp":
        return "is no ICC profile"
    if int.from_bytes(data[:4], "big") != len(data):
        return f"is damaged: {len(data):,} bytes, not the {int.from_bytes(data[:4], 'big'):,} said"
    if data[12:16] != b"prtr":
        return f"is of the class {quote(data[12:16].decode('latin-1').strip())}"
    if data[16:20] != b"CMYK":
        return f"is for {data[16:20].decode('latin-1').strip()}, not CMYK"
    if data[8] > _NEWEST:
        return f"is of version {data[8]}"
    tags = _tags(data)
    if tags is None:
        return "is damaged: a table leads beyond its end"
    gone = [name for name in ("A2B0", "B2A0") if name not in tags]
    return f"has no table {gone[0]}" if gone else ""


def _tags(data: bytes) -> set[str] | None:
    """Names of the tables; None when one is not inside the file."""
    count = int.from_bytes(data[_HEADER : _HEADER + 4], "big")
    start = _HEADER + 4
    if start + count * _ENTRY.size > len(data):
        return None
    found: set[str] = set()
    for n in range(count):
        name, offset, length = _ENTRY.unpack_from(data, start + n * _ENTRY.size)
        if offset + length > len(data):
            return None
        found.add(name.decode("latin-1"))
    return found
