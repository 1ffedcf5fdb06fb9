"""The zip file that a presentation is: opened with limits, before anything of it is trusted.

Nothing is inflated before the directory was judged, and nothing is inflated further than the
directory said: a file of 333 KB that inflates to 650 MB ends here.
"""

from __future__ import annotations

import io
import zipfile
import zlib

FILE_BYTES = 100_000_000
"""Bytes of a template's file."""
MEMBERS = 5_000
"""Members of the archive."""
MEMBER_BYTES = 60_000_000
"""Bytes of one member, inflated."""
TOTAL_BYTES = 300_000_000
"""Bytes of all members, inflated."""
RATIO = 250
"""A member over :data:`RATIO_FROM` bytes inflates to at most so many times its packed size.

XML of presentations comes to 40 at most; deflate itself ends at 1032."""
RATIO_FROM = 1_000_000
NAME_LENGTH = 260
CHUNK = 1 << 18

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an encrypted document (MS-OFFCRYPTO, 2.3.4.4)."""


class Refused(Exception):  # noqa: N818 - what it says is what happens
    """A template that cannot be used: a problem without its place."""

    def __init__(self, code: str, found: str, expected: str = "") -> None:
        super().__init__(found)
        self.code, self.found, self.expected = code, found, expected


class Container:
    """The members of an archive, read when asked for."""

    def __init__(self, data: bytes) -> None:
        """Judge the directory. Raises :class:`Refused`."""
        self._names: dict[str, zipfile.ZipInfo] = {}
        self._archive = _opened(data)
        infos = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS:
            raise Refused(
                "template-unsafe", f"{len(infos):,} files in the archive", f"at most {MEMBERS:,}"
            )
        for info in infos:
            self._enter(info)
        total = sum(info.file_size for info in infos)
        if total > TOTAL_BYTES:
            raise Refused(
                "template-unsafe", f"{total:,} bytes when unpacked", f"at most {TOTAL_BYTES:,}"
            )
        for info in infos:
            self._inflate(info, keep=False)

    def _enter(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        reason = _bad_name(name)
        if reason:
            shown = ascii(name[:80])
            raise Refused("template-unsafe", f"the name {shown} in the archive {reason}")
        if name.casefold() in self._names:
            raise Refused("template-unsafe", f"two files {name!r} in the archive")
        if info.flag_bits & 0x1:
            raise Refused("template-format", "encrypted with a password", "a file without one")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("template-unreadable", f"{name!r} is packed in an unusual way")
        if info.file_size > MEMBER_BYTES:
            found = f"{name!r} has {info.file_size:,} bytes when unpacked"
            raise Refused("template-unsafe", found, f"at most {MEMBER_BYTES:,}")
        if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
            found = f"{name!r} unpacks to {info.file_size // max(info.compress_size, 1):,} times"
            raise Refused("template-unsafe", f"{found} its size", f"at most {RATIO} times")
        self._names[name.casefold()] = info

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def names(self) -> list[str]:
        """Names of all members, as written, sorted."""
        return sorted(info.filename for info in self._names.values())

    def written(self, name: str) -> str:
        """The name of a member as the archive writes it; names that differ in case are one."""
        return self._names[name.casefold()].filename

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises :class:`Refused`."""
        info = self._names.get(name.casefold())
        if info is None:
            raise Refused("template-unreadable", f"{name!r} is missing in the archive")
        return self._inflate(info)

    def _inflate(self, info: zipfile.ZipInfo, *, keep: bool = True) -> bytes:
        """The bytes of a member, never more than the directory says; nothing unless ``keep``."""
        name, length, chunks = info.filename, 0, []
        try:
            with self._archive.open(info) as member:
                while chunk := member.read(CHUNK):
                    length += len(chunk)
                    if keep:
                        chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            reason = f"{name!r} in the archive is damaged ({type(error).__name__})"
            raise Refused("template-unreadable", reason) from None
        if length != info.file_size:
            raise Refused("template-unreadable", f"{name!r} is not as long as the archive says")
        return b"".join(chunks)


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            found = "encrypted with a password"
        else:
            found = "an encrypted file or one in the old .ppt format"
        raise Refused("template-format", found, "a .pptx or .potx without a password")
    if not data.startswith(b"PK"):
        raise Refused("template-format", "not a PowerPoint file", "a .pptx or .potx")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise Refused("template-unreadable", "a damaged archive", "a .pptx or .potx") from None


def _bad_name(name: str) -> str:
    if len(name) > NAME_LENGTH:
        return f"has more than {NAME_LENGTH} characters"
    if name.startswith("/") or ":" in name or "\\" in name:
        return "is no path inside it"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "leads out of it"
    if not name.isprintable():
        return "holds a control character"
    return ""
