"""Changes to the text and the bytes of YAML files."""

from __future__ import annotations

import codecs
from pathlib import Path
from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, SENSE, Family, InapplicableError, Project
from tests.mutants.nodes import keys_of_blocks

TEXT = Family("yaml text", ("own", "own", "plain", "shipped", "print"))
FORBIDDEN = "\x00\x07\x1b\x7f\x85\u2028\u202e\u2066\ufdd0\ufeff\uffff"


def chosen(random: Random, project: Project) -> Path:
    """One of the YAML files that the command reads: more often of the pack than of the layouts."""
    folder = "shipped" if "shipped" in project.words else "pack"
    files = project.files(".yaml", under=folder)
    if "looks" in project.words and random.random() < 0.4:
        files = [path for path in project.files(".yaml", under="looks") if used(path)]
    path = random.choice(files)
    project.note(path.relative_to(project.root).as_posix())
    return path


def used(path: Path) -> bool:
    """Whether the audience ``own`` comes to a layout file at all."""
    return path.parent.name != "slides" and path.name != "guests.yaml"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8")


@TEXT.operator(PERHAPS)
def cut_off(random: Random, project: Project) -> None:
    path = chosen(random, project)
    data = path.read_bytes()
    path.write_bytes(data[: random.randrange(len(data))])


@TEXT.operator(PERHAPS)
def flipped_bytes(random: Random, project: Project) -> None:
    path = chosen(random, project)
    data = bytearray(path.read_bytes())
    for _ in range(random.randint(1, 4)):
        data[random.randrange(len(data))] = random.randrange(256)
    path.write_bytes(data)


@TEXT.operator(PERHAPS)
def other_characters(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = list(path.read_text(encoding="utf-8"))
    for _ in range(random.randint(1, 4)):
        text[random.randrange(len(text))] = random.choice("{}[]:,#&*!|>'\"%@`-? \n\tx9é中")
    path.write_text("".join(text), encoding="utf-8")


@TEXT.operator(PERHAPS)
def lost_line(random: Random, project: Project) -> None:
    path = chosen(random, project)
    lines = _lines(path)
    project.note(lines.pop(random.randrange(len(lines))).strip())
    _write(path, lines)


@TEXT.operator(PERHAPS)
def repeated_line(random: Random, project: Project) -> None:
    path = chosen(random, project)
    lines = _lines(path)
    n = random.randrange(len(lines))
    project.note(lines[n].strip())
    lines.insert(n, lines[n])
    _write(path, lines)


@TEXT.operator(PERHAPS)
def swapped_lines(random: Random, project: Project) -> None:
    path = chosen(random, project)
    lines = _lines(path)
    a, b = random.randrange(len(lines)), random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    _write(path, lines)


@TEXT.operator(PERHAPS)
def indented_otherwise(random: Random, project: Project) -> None:
    path = chosen(random, project)
    lines = _lines(path)
    n = random.randrange(len(lines))
    lines[n] = " " * random.randint(0, 9) + lines[n].lstrip(" ")
    project.note(lines[n].rstrip())
    _write(path, lines)


@TEXT.operator(NONSENSE)
def tab(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    places = [n for n, column in keys_of_blocks(text) if column and not lines[n][:column].strip()]
    if not places:
        raise InapplicableError
    n = random.choice(places)
    lines[n] = "\t" + lines[n].lstrip(" ")
    _write(path, lines)


@TEXT.operator(NONSENSE)
def forbidden_character(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    at = random.randrange(1, len(text))
    char = random.choice(FORBIDDEN)
    project.note(f"U+{ord(char):04X}")
    path.write_text(text[:at] + char + text[at:], encoding="utf-8")


@TEXT.operator(NONSENSE)
def forbidden_bytes(random: Random, project: Project) -> None:
    path = chosen(random, project)
    data = path.read_text(encoding="utf-8")
    at = random.randrange(len(data))
    odd = (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\x80")
    path.write_bytes(data[:at].encode() + random.choice(odd) + b" " + data[at:].encode())


@TEXT.operator(NONSENSE)
def other_encoding(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8") + "# é\n"
    name = random.choice(("utf-16-le", "utf-32", "latin-1", "utf-16-be", "cp037", "utf-7"))
    if name == "utf-7":  # is ASCII
        text, name = text + "\udc80", "utf-8"
    project.note(name)
    safe = text.encode(name, "surrogateescape" if name == "utf-8" else "replace")
    path.write_bytes(safe)


@TEXT.operator(SENSE)
def read_as_well(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    forms = {
        "a mark": codecs.BOM_UTF8 + text.encode(),
        "UTF-16": codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        "UTF-16, other way round": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        "CR LF": text.replace("\n", "\r\n").encode(),
        "CR": text.replace("\n", "\r").encode(),
        "no last line end": text.rstrip("\n").encode(),
        "blank lines": (text + "\n\n \n").encode(),
        "comments": ("# first\n" + text + "# last").encode(),
        "one document": ("---\n" + text + "...\n").encode(),
    }
    name = random.choice(list(forms))
    project.note(name)
    path.write_bytes(forms[name])


@TEXT.operator(NONSENSE)
def two_documents(random: Random, project: Project) -> None:
    path = chosen(random, project)
    lines = _lines(path)
    at = len(lines) if random.random() < 0.5 else random.randrange(2, len(lines))
    lines[at:at] = [
        random.choice(("---\n", "...\n---\n", "--- # two\n", "...\nzq: {}\n")),
        "a: b\n",
    ]
    _write(path, lines)


@TEXT.operator(NONSENSE)
def laughs(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    bomb = ["zq0: &a0 [ha, ha]"]
    levels = random.choice((1, 9, 40, 2000))
    bomb += [f"zq{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, levels + 1)]
    path.write_text("\n".join(bomb) + "\n" + text, encoding="utf-8")


@TEXT.operator(NONSENSE)
def merges(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    bomb = ["zq0: &a0 {a: b}"]
    bomb += [
        f"zq{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, random.choice((2, 30)))
    ]
    path.write_text("\n".join(bomb) + "\n" + text, encoding="utf-8")


@TEXT.operator(NONSENSE)
def huge(random: Random, project: Project) -> None:
    path = chosen(random, project)
    text = path.read_text(encoding="utf-8")
    ways = {
        "a comment": "#" + "x" * 2_000_000 + "\n",
        "keys": "".join(f"k{n}: 1\n" for n in range(110_000)),
        "values": "zq: [" + "1," * 120_000 + "1]\n",
        "a text": "zq: " + "word " * 390_000 + "\n",
        "a key": "? " + "k" * 200_000 + "\n: 1\n",
        "lines": "\n" * 2_100_000,
        "empty values": "zq: [" + "{}," * 120_000 + "{}]\n",
        "50 MB": "zq: " + "x" * 50_000_000 + "\n",
    }
    name = random.choice(list(ways))
    project.note(name)
    path.write_text(text + ways[name], encoding="utf-8")


@TEXT.operator(NONSENSE)
def nothing(random: Random, project: Project) -> None:
    path = chosen(random, project)
    whats = (
        "",
        "# only this\n",
        " \n\n",
        "---\n",
        "~\n",
        "null\n",
        "[]\n",
        "{}\n",
        "word\n",
        "- a\n",
    )
    what = random.choice(whats)
    project.note(repr(what))
    path.write_text(what)


@TEXT.operator(NONSENSE)
def garbage(random: Random, project: Project) -> None:
    path = chosen(random, project)
    starts = (b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"<?xml version='1.0'?><a/>", b"")
    path.write_bytes(random.choice(starts) + random.randbytes(random.choice((40, 4000))) + b"\0")


@TEXT.operator(NONSENSE)
def markup_of_others(random: Random, project: Project) -> None:
    path = chosen(random, project)
    texts = (
        '{"pack": {"id": "x", "id": "y"}}',
        "<html><body>Not found</body></html>",
        "[section]\nkey = value\n",
        "%YAML 1.1\n%TAG ! tag:x,2000:\n---\n!zq {a: b}\n",
        "a:\n- b\n c: d\n",
        "{a: b",
        "pack: {id: small\ntitle: x}\n",
        "'open\n",
        "- - - - - x\n",
        "? - a\n: b\n",
        "|\n text\n",
        ">>>>>>> theirs\n",
    )
    text = random.choice(texts)
    project.note(text)
    path.write_text(text)


@TEXT.operator(NONSENSE)
def swapped_files(random: Random, project: Project) -> None:
    files = project.files(".yaml", ".csv", ".png", ".svg", ".jpg", under="pack")
    if "pack" not in project.words:
        files = project.files(".yaml", ".csv", under="shipped")
    a, b = random.sample(files, 2)
    while a.suffix == b.suffix and a.suffix != ".yaml":
        a, b = random.sample(files, 2)
    if {a.suffix, b.suffix} <= {".png", ".svg", ".jpg"}:
        raise InapplicableError  # told apart by content
    project.note(f"{a.name} and {b.name}")
    one, other = a.read_bytes(), b.read_bytes()
    a.write_bytes(other)
    b.write_bytes(one)
