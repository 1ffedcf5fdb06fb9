"""Templates: files that are no presentation, or one that does more than it should."""

from __future__ import annotations

import os
from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, Family, Project
from tests.mutants.project import template
from tests.templates.hostile.base import EITHER, REFUSED
from tests.templates.hostile.catalogue import CASES
from tests.templates.package import packed, unpacked

TEMPLATES = Family("templates", ("template",))


@TEMPLATES.operator(NONSENSE)
def refused_template(random: Random, project: Project) -> None:
    case = random.choice([one for one in CASES if one.outcome == REFUSED])
    project.note(case.name)
    path = project.looks / "templates" / f"brand{case.suffix}"
    path.write_bytes(case.make())
    project.words[project.words.index("looks/templates/brand.pptx")] = (
        f"looks/templates/{path.name}"
    )


@TEMPLATES.operator(PERHAPS)
def odd_template(random: Random, project: Project) -> None:
    case = random.choice([one for one in CASES if one.outcome not in (REFUSED, EITHER)])
    project.note(case.name)
    path = project.looks / "templates" / f"brand{case.suffix}"
    path.write_bytes(case.make())
    project.words[project.words.index("looks/templates/brand.pptx")] = (
        f"looks/templates/{path.name}"
    )


@TEMPLATES.operator(PERHAPS)
def flipped_template(random: Random, project: Project) -> None:
    data = bytearray(template())
    for _ in range(random.choice((1, 5, 50))):
        data[random.randrange(len(data))] = random.randrange(256)
    (project.looks / "templates" / "brand.pptx").write_bytes(data)


@TEMPLATES.operator(NONSENSE)
def cut_template(random: Random, project: Project) -> None:
    data = template()
    (project.looks / "templates" / "brand.pptx").write_bytes(
        data[: random.randrange(len(data) - 60)]
    )


@TEMPLATES.operator(PERHAPS)
def flipped_part(random: Random, project: Project) -> None:
    parts = unpacked(template())
    name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    data = bytearray(parts[name])
    for _ in range(random.choice((1, 3))):
        data[random.randrange(len(data))] = random.choice(b'<>"&/= a0\0\xff')
    parts[name] = bytes(data)
    project.note(name)
    (project.looks / "templates" / "brand.pptx").write_bytes(packed(parts))


@TEMPLATES.operator(PERHAPS)
def number_in_part(random: Random, project: Project) -> None:
    """A number of the XML is another one."""
    import re

    parts = unpacked(template())
    name = random.choice(
        [name for name in parts if name.startswith("ppt/") and name.endswith(".xml")]
    )
    text = parts[name].decode()
    found = list(re.finditer(r'(?<==")-?\d+(?=")', text))
    if found:
        match = random.choice(found)
        new = random.choice(("0", "-1", "99999999999", "x", "", "1.5", "2147483648", "NaN", "1e9"))
        parts[name] = (text[: match.start()] + new + text[match.end() :]).encode()
        project.note(f"{name} {match.start()}: {new!r}")
    (project.looks / "templates" / "brand.pptx").write_bytes(packed(parts))


@TEMPLATES.operator(PERHAPS)
def lost_part(random: Random, project: Project) -> None:
    parts = unpacked(template())
    name = random.choice(list(parts))
    del parts[name]
    project.note(name)
    (project.looks / "templates" / "brand.pptx").write_bytes(packed(parts))


@TEMPLATES.operator(NONSENSE)
def no_template(random: Random, project: Project) -> None:
    path = project.looks / "templates" / "brand.pptx"
    way = random.choice(("gone", "folder", "pipe", "loop", "zero", "text", "empty", "huge", "pdf"))
    project.note(way)
    path.unlink()
    if way == "folder":
        path.mkdir()
    elif way == "pipe":
        os.mkfifo(path)
    elif way in ("loop", "zero"):
        os.symlink(path.name if way == "loop" else "/dev/zero", path)
    elif way == "huge":
        with open(path, "wb") as file:
            file.truncate(3_000_000_000)
    elif way != "gone":
        path.write_bytes({"text": b"hello", "empty": b"", "pdf": b"%PDF-1.7"}[way])
