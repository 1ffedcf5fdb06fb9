"""Paths that lead where they must not, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, SENSE, Family, Project

PATHS = Family("paths", ("own", "plain"))
LOOKS = Family("layout paths", ("own",))
NAMED = ("shares.csv", "photo.png", "drawing.svg", "parts/facts.yaml")
OUTSIDE = {
    "shares.csv": "shares.csv",
    "photo.png": "photo.png",
    "drawing.svg": "drawing.svg",
    "parts/facts.yaml": "facts.yaml",
}
"""Files of the pack, and those outside that would do in their place."""


def _renamed(project: Project, name: str, to: str) -> None:
    path = project.pack / "pack.yaml"
    text = path.read_text(encoding="utf-8")
    assert name in text
    project.note(to)
    quoted = "'" + to.replace("'", "''") + "'"
    path.write_text(text.replace(name, quoted, 1), encoding="utf-8")


@PATHS.operator(NONSENSE)
def leading_out(random: Random, project: Project) -> None:
    name = random.choice(NAMED)
    secret = project.secret / OUTSIDE[name]
    relative = f"../../secret/{secret.name}"
    paths = (
        *(relative, str(secret), secret.as_uri(), f"parts/../{relative}", f"./{relative}"),
        *(f"~{secret}", f"..\\..\\secret\\{secret.name}", f"//localhost{secret}", "~/x", "$HOME/x"),
        *(relative.replace("..", "%2e%2e"), f"http://127.0.0.1:9/{secret.name}", "\\\\host\\share"),
        *(
            "/etc/passwd",
            "/dev/zero",
            "/proc/self/environ",
            "x" * 5000,
            "a/" * 200 + "b",
            ".",
            "..",
            "",
        ),
        *(
            f"parts/{relative}",
            f"{name}/",
            f"/{name}",
            f"C:{name}",
            "con",
            "nowhere.csv",
            f"{name} ",
        ),
        *(f"．．/．．/secret/{secret.name}", f"{name}\u200b", f"data:text/csv,{secret.name}"),
    )
    _renamed(project, name, random.choice(paths))


def _linked(path: Path, target: str | Path) -> None:
    path.unlink()
    os.symlink(target, path)


@PATHS.operator(NONSENSE)
def link_out(random: Random, project: Project) -> None:
    name = random.choice((*NAMED, "pack.yaml"))
    path = project.pack / name
    secret = project.secret / OUTSIDE.get(name, "pack.yaml")
    project.note(name)
    way = random.choice(("relative", "absolute", "twice", "folder", "proc"))
    if way == "relative":
        _linked(path, os.path.relpath(secret, path.parent))
    elif way == "absolute":
        _linked(path, secret)
    elif way == "twice":
        os.symlink(secret, project.root / "between")
        _linked(path, project.root / "between")
    elif way == "proc":
        _linked(path, f"/proc/self/root{secret}")
    else:
        os.symlink(project.secret, project.pack / "away")
        _renamed(project, NAMED[0], "away/shares.csv")


@PATHS.operator(NONSENSE)
def no_file(random: Random, project: Project) -> None:
    name = random.choice((*NAMED, "pack.yaml"))
    path = project.pack / name
    way = random.choice(
        ("gone", "folder", "pipe", "loop", "long loop", "zero", "tty", "null", "random")
    )
    project.note(f"{name}: {way}")
    path.unlink()
    if way == "folder":
        path.mkdir()
    elif way == "pipe":
        os.mkfifo(path)
    elif way == "loop":
        os.symlink(path.name, path)
    elif way == "long loop":
        os.symlink("zq1", path)
        os.symlink("zq2", path.parent / "zq1")
        os.symlink("zq1", path.parent / "zq2")
    elif way != "gone":
        os.symlink(f"/dev/{way}", path)


@PATHS.operator(SENSE)
def link_inside(random: Random, project: Project) -> None:
    name = random.choice(NAMED)
    path = project.pack / name
    path.rename(path.with_name("zq-" + path.name))
    os.symlink("zq-" + path.name, path)


@PATHS.operator(PERHAPS)
def hard_link(random: Random, project: Project) -> None:
    """Cannot be told from a file of the project, so none of those outside is taken."""
    path = project.pack / "photo.png"
    os.link(path, project.root / "beside.png")


@LOOKS.operator(NONSENSE)
def theme_elsewhere(random: Random, project: Project) -> None:
    path = project.looks / "audiences" / "own.yaml"
    names = (
        "../../../secret/theme",
        "/etc/passwd",
        "zq",
        "own.yaml",
        "../themes/own",
        "x" * 300,
        "''",
        "1",
    )
    old = random.choice(("theme: own", "master: own-page", "master: own-deck"))
    new = random.choice(names)
    project.note(new)
    text = path.read_text(encoding="utf-8").replace(old, f"{old.partition(':')[0]}: {new}")
    path.write_text(text, encoding="utf-8")


@LOOKS.operator(NONSENSE)
def layout_link(random: Random, project: Project) -> None:
    name = random.choice(("themes/own.yaml", "audiences/own.yaml", "masters/own-deck.yaml"))
    path = project.looks / name
    way = random.choice(("secret", "zero", "loop", "pipe", "folder", "gone"))
    project.note(f"{name}: {way}")
    path.unlink()
    if way == "pipe":
        os.mkfifo(path)
    elif way == "folder":
        path.mkdir()
    elif way != "gone":
        target = {
            "secret": str(project.secret / "theme.yaml"),
            "zero": "/dev/zero",
            "loop": path.name,
        }
        os.symlink(target[way], path)


@LOOKS.operator(NONSENSE)
def font_elsewhere(random: Random, project: Project) -> None:
    path = project.looks / "themes" / "own.yaml"
    text = path.read_text(encoding="utf-8")
    fonts = (
        *("../../secret/token.txt", str(project.secret / "token.txt"), "nowhere.ttf", "/dev/zero"),
        *(
            "os:__init__.py",
            "fontpkg_source_sans_3:../x.ttf",
            "zq_package:a.ttf",
            "",
            "a:b:c",
            "fonts",
        ),
        *("http://example.org/a.ttf", "fontpkg_source_sans_3:files/OFL.txt", "themes/own.yaml"),
    )
    new = random.choice(fonts)
    project.note(new)
    old = '"fontpkg_source_sans_3:files/SourceSans3[wght].ttf"'
    assert old in text
    path.write_text(text.replace(old, f"'{new}'", 1), encoding="utf-8")


@LOOKS.operator(NONSENSE)
def damaged_font(random: Random, project: Project) -> None:
    import fontpkg_source_sans_3

    folder = Path(fontpkg_source_sans_3.__path__[0]) / "files"
    data = (folder / "SourceSans3[wght].ttf").read_bytes()
    cut = random.choice(
        (data[:200], data[: len(data) // 2], b"", b"OTTO" + bytes(90), data[::-1], b"x")
    )
    (project.looks / "fonts").mkdir()
    (project.looks / "fonts" / "own.ttf").write_bytes(cut)
    path = project.looks / "themes" / "own.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index('upright: "fontpkg_source_sans_3')
    end = text.index("\n    italic", start)
    path.write_text(text[:start] + "upright: fonts/own.ttf" + text[end:], encoding="utf-8")
    project.note(f"{len(cut)} bytes")
