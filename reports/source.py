"""The only door to project files: inside the folder, regular, of limited size, opened once.

Nothing here touches the network. Every refusal is a problem at the place that names the file and
says nothing of what the file holds.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from pathlib import Path

from layouts.located import Located, Origin, quote
from layouts.problems import Place, Problems
from layouts.readings import note

YAML_BYTES = 2_000_000
CSV_BYTES = 1_000_000
TABLE_BYTES = 5_000_000
"""Of a table of recipients."""
PICTURE_BYTES = 20_000_000
FONT_BYTES = 30_000_000
NAME_LENGTH = 300
"""Characters in the name of a project file."""
REPORTED = 20
"""More bad characters in one file are not worth reporting one by one."""

BAD_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 (2.2) forbids or discourages, the other line separators, and the controls that
reorder text unseen (CVE-2021-42574)."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Folder:
    """A folder of project files; ``inputs`` collects the SHA-256 of every file that was read."""

    def __init__(self, root: Path, label: str | None = None) -> None:
        self.root = root
        self.label = root.as_posix() if label is None else label
        """How messages name the folder."""
        self.inputs: dict[str, str] = {}

    def place(self, name: str) -> Place:
        """The place of a file as a whole."""
        return Place(f"{self.label}/{name}" if self.label not in ("", ".") else name)

    def read(
        self, name: str, place: Place, problems: Problems, most: int, too_large: str
    ) -> bytes | None:
        """The bytes of ``name``, at most ``most`` of them.

        ``place`` is where the name was written; ``too_large`` the code of the problem of a file
        with more bytes. None after a problem was added.
        """
        refusal = refused(name)
        if refusal:
            problems.add("bad-path", place, f"{quote(name)} {refusal}", "a path inside the folder")
            return None
        path = self._resolved(name, place, problems)
        if path is None:
            return None
        try:
            data = _read(path, most)
        except OSError as error:
            found = f"{quote(name)} cannot be read ({_reason(error)})"
            problems.add("unreadable-file", place, found)
            return None
        if data is None:
            found = f"{quote(name)} is a folder, pipe or device"
            problems.add("not-a-file", place, found, "a regular file")
            return None
        if len(data) > most:
            found = f"{quote(name)} is too large"
            problems.add(too_large, place, found, f"at most {most:,} bytes")
            return None
        self.inputs[name] = hashlib.sha256(data).hexdigest()
        note(self.root / name, self.inputs[name])
        return data

    def text(
        self,
        name: str,
        place: Place,
        problems: Problems,
        most: int,
        codes: tuple[str, str],
    ) -> Origin | None:
        """A text file, decoded and free of bad characters.

        ``codes`` are those of a file too large and of one in no known encoding.
        """
        data = self.read(name, place, problems, most, codes[0])
        if data is None:
            return None
        return decode(data, self.place(name).file, problems, codes[1])

    def yaml(self, name: str, place: Place | None, problems: Problems) -> Located | None:
        """A YAML file as a located value."""
        from reports.yamlfile import parse

        codes = ("yaml-too-large", "yaml-encoding")
        origin = self.text(name, place or self.place(name), problems, YAML_BYTES, codes)
        return None if origin is None else parse(origin, problems)

    def _resolved(self, name: str, place: Place, problems: Problems) -> str | None:
        """The real path, links followed; None when it is missing or leads out of the folder."""
        try:
            root = os.path.realpath(self.root, strict=True)
            path = os.path.realpath(os.path.join(root, name), strict=True)
        except FileNotFoundError:
            near = self._neighbours(name)
            problems.add(
                "missing-file", place, f"no file {quote(name)}", given=name[:100], names=near
            )
            return None
        except (OSError, ValueError) as error:
            problems.add(
                "unreadable-file", place, f"{quote(name)} cannot be read ({_reason(error)})"
            )
            return None
        if os.path.commonpath((root, path)) != root:
            found = f"{quote(name)} is a link that leads out of the folder"
            problems.add("outside-folder", place, found, "a file inside the folder")
            return None
        return path

    def _neighbours(self, name: str) -> list[str]:
        """Names in the folder where ``name`` was looked for, if that folder is there."""
        parent = os.path.dirname(name)
        root = os.path.realpath(self.root)
        folder = os.path.realpath(os.path.join(root, parent))
        if os.path.commonpath((root, folder)) != root:
            return []
        try:
            found = sorted(os.listdir(folder))[:200]
        except OSError:
            return []
        return [f"{parent}/{entry}" if parent else entry for entry in found]


def read_path(path: Path, place: Place, problems: Problems, most: int) -> bytes | None:
    """The bytes of a file that the command line names: anywhere, but regular and at most ``most``.

    None after a problem was added at ``place``.
    """
    try:
        data = _read(os.path.realpath(path, strict=True), most)
    except FileNotFoundError:
        near = sorted(entry.name for entry in path.parent.glob("*"))[:200]
        found = f"no file {quote(str(path))}"
        problems.add("missing-file", place, found, given=path.name[:100], names=near)
        return None
    except (OSError, ValueError) as error:
        found = f"{quote(str(path))} cannot be read ({_reason(error)})"
        problems.add("unreadable-file", place, found)
        return None
    if data is None:
        found = f"{quote(str(path))} is a folder, pipe or device"
        problems.add("not-a-file", place, found, "a regular file")
    elif len(data) > most:
        problems.add("file-too-large", place, f"{quote(str(path))} is too large", f"{most:,} bytes")
        data = None
    else:
        note(path, hashlib.sha256(data).hexdigest())
    return data


def refused(name: str) -> str:
    """Why ``name`` is no path to a project file; empty when it is one."""
    if not name or len(name) > NAME_LENGTH:
        return "is empty" if not name else f"has more than {NAME_LENGTH} characters"
    if BAD_CHARACTERS.search(name) or "\n" in name:
        return "holds a control character"
    if _SCHEME.match(name):
        return "is an address or a drive"
    if "\\" in name:
        return "holds a backslash"
    if "%" in name:
        return "holds a per cent sign"
    if name.startswith(("/", "~")):
        return "does not start in the folder"
    if any(part in ("", ".", "..") for part in name.split("/")):
        return "holds '..', '.' or an empty part"
    return ""


def _reason(error: Exception) -> str:
    return error.strerror or "input error" if isinstance(error, OSError) else "bad name"


def _read(path: str, most: int) -> bytes | None:
    """At most ``most + 1`` bytes; None when it is no regular file.

    Opened without waiting (a pipe would block), judged by the descriptor, read from the same
    descriptor: what was judged is what is read.
    """
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        chunks = []
        left = most + 1
        while left > 0:
            chunk = os.read(descriptor, left)
            if not chunk:
                break
            chunks.append(chunk)
            left -= len(chunk)
    finally:
        os.close(descriptor)
    return b"".join(chunks)


def decode(data: bytes, file: str, problems: Problems, encoding_code: str) -> Origin | None:
    """Text of a file in UTF-8, or UTF-16 with a byte order mark; line ends become ``\\n``.

    None after every bad character (at most :data:`REPORTED`) was added with line and column.
    """
    origin = decoded(data, file, problems, encoding_code)
    if origin is None:
        return None
    bad = 0
    for match in BAD_CHARACTERS.finditer(origin.text):
        bad_character(match.group(), origin.place(match.start()), problems)
        bad += 1
        if bad == REPORTED:
            break
    return None if bad else origin


def decoded(data: bytes, file: str, problems: Problems, encoding_code: str) -> Origin | None:
    """As :func:`decode`, for a reader that looks for bad characters itself."""
    encoding, start = "utf-8", 0
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            encoding, start = name, len(mark)
    body = data[start:]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = _unix(body[: error.start].decode(encoding))
        found = f"bytes that are not {encoding.upper()}: 0x{body[error.start]:02X}"
        problems.add(encoding_code, Origin(file, before).place(len(before)), found, "UTF-8")
        return None
    return Origin(file, _unix(text))


def bad_character(char: str, place: Place, problems: Problems) -> None:
    """Add the problem of a character that no document may hold."""
    problems.add(
        "bad-character",
        place,
        f"control or forbidden character U+{ord(char):04X}",
        "printable text",
    )


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
