"""Changes to audiences, themes, masters, slide layouts and languages that mean something."""

from __future__ import annotations

import re
from random import Random

from tests.mutants.base import NONSENSE, PERHAPS, Family, InapplicableError, Project
from tests.mutants.nodes import values

LOOKS = Family("layouts", ("own", "own", "print"))


def _replaced(project: Project, name: str, old: str, new: str, *, pattern: bool = False) -> None:
    path = project.looks / name
    text = path.read_text(encoding="utf-8")
    if pattern:
        made, done = re.subn(old, lambda _: new, text, count=1)
    else:
        made, done = text.replace(old, new, 1), text.count(old)
    if not done:
        raise InapplicableError(f"{name}: {old}")
    project.note(f"{name}: {new}")
    path.write_text(made, encoding="utf-8")


@LOOKS.operator(NONSENSE)
def colour(random: Random, project: Project) -> None:
    path = project.looks / "themes" / "own.yaml"
    text = path.read_text(encoding="utf-8")
    found = [v for v in values(text) if v.path[-1] in ("rgb", "cmyk", "slot")]
    value = random.choice(found)
    new = {
        "rgb": (
            "'#fff'",
            "red",
            "'#12345g'",
            "7",
            "'cmyk(0,0,0,1)'",
            "'#1234567'",
            "''",
            "[1, 2, 3]",
        ),
        "cmyk": ("[0, 0, 0]", "[0, 0, 0, 101]", "[0, 0, 0, -1]", "[.nan, 0, 0, 0]", "'#fff'", "[]"),
        "slot": ("dk3", "''", "[dk1]", "accent7", "DK1"),
    }[value.path[-1]]
    put = random.choice(new)
    project.note(f"{'.'.join(value.path)}: {put}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


@LOOKS.operator(NONSENSE)
def page_size(random: Random, project: Project) -> None:
    sizes = ("0", "-595", "1", "1e9", ".nan", ".inf", "20000", "A4", "''", "[595]", "100mm", "null")
    name = random.choice(("masters/own-page.yaml", "masters/own-deck.yaml"))
    _replaced(
        project, name, r"(?m)^(width|height): .*$", f"width: {random.choice(sizes)}", pattern=True
    )


@LOOKS.operator(NONSENSE)
def frame_size(random: Random, project: Project) -> None:
    name = random.choice(("masters/own-page.yaml", "slides/base.yaml", "slides/content.yaml"))
    path = project.looks / name
    text = path.read_text(encoding="utf-8")
    found = [v for v in values(text) if v.number and "frames" in v.path]
    value = random.choice(found)
    put = random.choice(("-1000", "99999", ".nan", "1e9", "wide", "-1e-9x", "[1]", "0x40"))
    project.note(f"{name} {'.'.join(value.path)}: {put}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


@LOOKS.operator(NONSENSE)
def margins(random: Random, project: Project) -> None:
    width = random.choice(("5", "20", "72", "0.1"))
    way = random.choice(("frame", "page", "columns"))
    if way == "page":
        _replaced(project, "masters/own-page.yaml", "width: 595.28", f"width: {width}")
    elif way == "columns":
        _replaced(project, "masters/own-page.yaml", "gutter: 16", "gutter: 900")
        _replaced(project, "audiences/own.yaml", "columns: 1", "columns: 3")
    else:
        _replaced(
            project, "masters/own-page.yaml", "width: 471.28, height: 690", "width: 0, height: 0"
        )


@LOOKS.operator(NONSENSE)
def columns(random: Random, project: Project) -> None:
    new = random.choice(
        ("1000", "-1", "two", "1.5", ".nan", "4", "'1'", "[1]", "99999999999999999999")
    )
    _replaced(project, "audiences/own.yaml", "columns: 1", f"columns: {new}")


@LOOKS.operator(NONSENSE)
def unknown_name(random: Random, project: Project) -> None:
    old, new = random.choice(
        (
            ("text: long", "text: longest"),
            ("text: short", "text: 1"),
            ("layouts: {callout: statement}", "layouts: {callout: zq}"),
            ("layouts: {callout: statement}", "layouts: {zq: statement}"),
            ("layouts: {callout: statement}", "layouts: statement"),
            ("[first, second, third]", "[first, zq]"),
            ("[first, second, third]", "[]\n    zq: 1"),
            ("drop: [second.rows]", "drop: [second.zq]"),
            ("id: second.terms", "id: zq.terms"),
            ("theme.page.styles.h1.before: 20", "theme.page.styles.h9.before: 20"),
            ("theme.page.styles.h1.before: 20", "theme.page.styles.h1.before: 1e9"),
            ("theme.page.styles.h1.before: 20", "theme..styles: 20"),
            ("theme.page.styles.h1.before: 20", "__class__.x: 20"),
            ("theme.page.styles.h1.before: 20", "master.width: {a: [b]}"),
            ("max_pages: 30", "max_pages: 1"),
            ("max_slides: 60", "max_slides: 2"),
            ("max_pages: 30", "max_pages: -3"),
            ("scale: 1.02", "scale: 0"),
            ("scale: 1.02", "scale: 100"),
            ("leading: 1.0", "leading: .nan"),
            ("spacing: 1", "spacing: 3.01"),
            ("name: Own", "name: Own\nformats: []"),
            ("name: Own", "name: Own\nformats: [docx]"),
            ("name: Own", "name: Own\nclearance: secret"),
            ("name: Own", "name: Own\nprint: {bleed: -1}"),
            ("name: Own", "name: Own\nprint: {bleed: 900}"),
            ("name: Own", "name: Own\nprint: {profile: ../../secret/token.txt}"),
            ("name: Own", "name: Own\nprint: {profile: zq}"),
            ("name: Own", "name: Own\nlanguage: zq"),
            ("master: own-page", "master: own-deck"),
            ("master: own-deck", "master: own-page"),
            ("master: own-deck", "master: own-deck, template: ../../secret/token.txt"),
            ("master: own-deck", "master: own-deck, template: templates/zq.pptx"),
            ("master: own-deck", "master: own-deck, fonts: ../../secret"),
            ("master: own-deck", "master: own-deck, size: zq"),
            ("master: own-page", "master: own-page, size: a99"),
        )
    )
    _replaced(project, "audiences/own.yaml", old, new)


@LOOKS.operator(NONSENSE)
def circle(random: Random, project: Project) -> None:
    kind, name = random.choice((("audiences", "own"), ("themes", "own"), ("masters", "own-page")))
    length = random.choice((1, 2, 30, 400))
    names = [name, *(f"zq{n}" for n in range(1, length))]
    path = project.looks / kind / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"extends: {names[1 % length]}\n{text}", encoding="utf-8")
    for n in range(1, length):
        below = names[(n + 1) % length]
        (project.looks / kind / f"zq{n}.yaml").write_text(f"extends: {below}\n", encoding="utf-8")
    project.note(f"{kind}: {length} long")


@LOOKS.operator(NONSENSE)
def chain(random: Random, project: Project) -> None:
    """Many files, each on the next, and no end."""
    many = random.choice((60, 1000))
    project.note(f"{many} files")
    chained(project, many)


def chained(project: Project, many: int) -> None:
    """Put so many files below the own theme, of which each extends the next."""
    path = project.looks / "themes" / "own.yaml"
    path.write_text(f"extends: zq0\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    for n in range(many):
        (project.looks / "themes" / f"zq{n}.yaml").write_text(f"extends: zq{n + 1}\n")


@LOOKS.operator(PERHAPS)
def style(random: Random, project: Project) -> None:
    path = project.looks / "themes" / "own.yaml"
    text = path.read_text(encoding="utf-8")
    found = [v for v in values(text) if v.number and "styles" in v.path]
    value = random.choice(found)
    put = random.choice(("0", "5", "200", "240", "1.5", "60", "900", "12"))
    project.note(f"{'.'.join(value.path)}: {put}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


@LOOKS.operator(PERHAPS)
def frame(random: Random, project: Project) -> None:
    files = project.files(".yaml", under="looks/slides")
    path = random.choice([*files, project.looks / "masters" / "own-page.yaml"])
    text = path.read_text(encoding="utf-8")
    found = [v for v in values(text) if v.number]
    if not found:
        raise InapplicableError
    value = random.choice(found)
    put = random.choice(("0", "1", "10", "40", "300", "539", "900", "-5", "2000"))
    project.note(f"{path.name} {'.'.join(value.path)}: {put}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


@LOOKS.operator(PERHAPS)
def words(random: Random, project: Project) -> None:
    path = project.looks / "languages" / "en.yaml"
    text = path.read_text(encoding="utf-8")
    value = random.choice([v for v in values(text) if v.scalar])
    put = random.choice(
        ("''", "{n}", "'{zq}'", "'{'", "x", "'<b>'", "'%s'", "1", "zq_ZQ", "'中文'", "' '")
    )
    project.note(f"{'.'.join(value.path)}: {put}")
    path.write_text(text[: value.start] + put + text[value.end :], encoding="utf-8")


@LOOKS.operator(PERHAPS)
def limits(random: Random, project: Project) -> None:
    pages, slides = random.choice((1, 2, 3, 4, 5)), random.choice((3, 8, 12, 20))
    _replaced(project, "audiences/own.yaml", "max_pages: 30", f"max_pages: {pages}")
    _replaced(project, "audiences/own.yaml", "max_slides: 60", f"max_slides: {slides}")
