"""The pipeline: from a pack's folder to published files, for one audience or many."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from layouts.audience import Audience
from layouts.compose import compose
from layouts.fonts import Faces
from layouts.language import Language
from layouts.master import Master
from layouts.problems import InputError, Place, Problem, Problems, ResourceError
from layouts.scene import Scene
from layouts.setting import Setting
from layouts.theme import Theme
from reports import licences, manifest, printing, writers
from reports.brand import Brand, Brands, Choice
from reports.config import KINDS, Layouts
from reports.coverage import check_glyphs
from reports.fitting import check_layouts, check_pair
from reports.pack import Pack, load
from reports.profilefile import Profile, read_profile
from reports.progress import Progress
from reports.publish import locked, publish
from reports.selection import Selection, select
from reports.story import tell
from reports.telling import Telling

DEFAULT_PACK = "buenos-aires"
DEFAULT_AUDIENCE = "delegation"
EPOCH = datetime(2019, 3, 22, tzinfo=timezone.utc)
"""Date in the files when SOURCE_DATE_EPOCH is not set: fixed, so that bytes do not change."""
SLIDE_MARGIN = 0.01
"""Share by which text on slides is taken wider than the widest face that may show it (measured:
0 of 2,304 paragraphs too short from 0.5 per cent on)."""
MEDIA = {"pdf": "page", "print": "page", "pptx": "slide"}
"""What can be made, and which of the two scenes it is made from."""
ENDINGS = {"print": "-print.pdf"}
"""Endings of file names, where they are not a dot and the target."""


@dataclass
class Result:
    """What a run made."""

    lines: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


@dataclass
class Edition:
    """One audience of a pack, resolved: what each medium tells, and how it is set."""

    pack: Pack
    audience_name: str
    audience: Audience
    theme: Theme
    language: Language
    faces: Faces
    masters: dict[str, Master]
    selections: dict[str, Selection]
    profile: Profile
    """What the print edition is separated for."""
    inputs: dict[str, str]
    """SHA-256 of every file of the pack and of the layouts that it is made from, by name."""
    warnings: list[Problem] = field(default_factory=list)
    brand: Brand | None = None
    """The presentation of its owner that the slides stand on; None: our own layouts."""

    @property
    def stem(self) -> str:
        """Name of the output files without their ending."""
        return f"{self.pack.pack.id}-{self.audience_name}-{self.pack.pack.language}"

    def write(self, target: str, scene: Scene, date: datetime, digest: str) -> bytes:
        """The file of one target. Raises :class:`InputError` where it cannot be printed."""
        if target == "print":
            press = self.audience.press
            self.warnings += printing.examine(scene, self.theme, press, self.pack.place_of)
            write = writers.press(
                printing.order(press, self.profile, self.pack, self.audience_name)
            )
        else:
            embed = self.audience.slides.embed_fonts
            if target == "pptx" and embed and self.brand is None:
                self.warnings += licences.examine(scene, self.theme, self.faces)
            foundation = self.brand.foundation if self.brand is not None else None
            write = writers.writer(target, embed=embed, foundation=foundation)
        medium = MEDIA[target]
        theme, faces = self.look(medium)
        master = self.masters[medium]
        return write(scene, theme, faces, master=master, date=date, inputs_digest=digest)

    def look(self, medium: str) -> tuple[Theme, Faces]:
        """The theme and the faces of one medium."""
        if self.brand is not None and medium == "slide":
            return self.brand.theme, self.brand.faces
        return self.theme, self.faces

    def setting(self, medium: str) -> Setting:
        """How text is set in ``medium``."""
        theme, faces = self.look(medium)
        margin = SLIDE_MARGIN if medium == "slide" else 0.0
        return Setting(medium, theme, self.language, faces, margin)

    def compose(self, medium: str) -> tuple[Scene, Telling]:
        """The scene of one medium; problems carry the file and line of their block."""
        story, telling = tell(self.selections[medium], self.language, self.masters[medium])
        try:
            return compose(story, self.masters[medium], self.setting(medium)), telling
        except InputError as error:
            raise InputError(
                [replace(p, place=self.pack.place_of(p.place.file)) for p in error.problems]
            ) from error


def editions(
    pack_name: str | None,
    audiences: str | None,
    own_layouts: Path | None,
    choice: Choice | None = None,
) -> list[Edition]:
    """Every edition asked for. Raises :class:`InputError` with all problems of the input."""
    problems = Problems()
    pack = load(find_pack(pack_name), problems)
    return editions_of(pack, audiences, own_layouts, problems, choice)


def editions_of(
    pack: Pack | None,
    audiences: str | None,
    own_layouts: Path | None,
    problems: Problems,
    choice: Choice | None = None,
) -> list[Edition]:
    """The editions of a pack that was read; what was wrong with it is in ``problems`` already.

    ``choice``: a template that goes before those of the audiences.
    """
    layouts = Layouts(own_layouts if own_layouts is not None else own_layouts_here())
    names = audience_names(audiences, layouts)
    brands = Brands(layouts, choice or Choice())
    found = [_edition(pack, name, brands, problems) for name in names]
    problems.stop()
    return [edition for edition in found if edition is not None]


def find_pack(name: str | None) -> Path:
    """The folder of a pack: a path with a pack.yaml, or a name under ``data/``."""
    given = Path(name or DEFAULT_PACK)
    known = packs()
    if given.name == str(given) and given.name in known:
        return known[given.name]
    if (given / "pack.yaml").is_file():
        return given
    problems = Problems()
    problems.add(
        "no-pack",
        Place(str(given)),
        "there is no pack.yaml in this folder, nor a pack of this name under data/",
        f"one of {', '.join(known)}" if known else "a folder with a pack.yaml",
        given=str(given),
        names=known,
    )
    raise InputError(list(problems))


def packs() -> dict[str, Path]:
    """The packs within reach, by name: under ``data/`` here, then beside the program."""
    beside = Path(__file__).resolve().parent.parent / "data"
    found: dict[str, Path] = {}
    for base in (Path("data"), beside):
        for file in sorted(base.glob("*/pack.yaml")):
            found.setdefault(file.parent.name, file.parent)
    return found


def audience_names(asked: str | None, layouts: Layouts) -> list[str]:
    """Audience names out of the option: one, several with commas between, or ``all``."""
    if asked == "all":
        return layouts.audiences()
    given = DEFAULT_AUDIENCE if asked is None else asked
    names = [name.strip() for name in given.split(",")]
    found = list(dict.fromkeys(name for name in names if name))
    if not found:
        expected = f"one or more of {', '.join(layouts.audiences())}, or all"
        raise InputError([Problem("usage", Place("--audience"), "no audience is named", expected)])
    return found


def own_layouts_here() -> Path | None:
    """The ``layouts`` folder of the working directory, if there is one with layout files."""
    path = Path("layouts")
    return path if any((path / folder).is_dir() for folder, _ in KINDS.values()) else None


def _edition(pack: Pack | None, name: str, brands: Brands, problems: Problems) -> Edition | None:
    layouts = brands.layouts
    audience = layouts.audience(name, Place("--audience"), problems)
    if audience is None:
        return None
    theme = layouts.theme(audience.theme, audience.at("theme"), problems)
    page = layouts.master(audience.pages.master, "page", audience.pages.at("master"), problems)
    slide = layouts.master(audience.slides.master, "slide", audience.slides.at("master"), problems)
    for master in (page, slide):
        if theme is not None and master is not None:
            check_pair(theme, master, problems)
    if pack is None:
        return None
    language = layouts.language(pack.pack.language, pack.pack.at("language"), problems)
    profile = read_profile(audience.press, layouts, Place("--audience"), problems)
    if slide is not None:
        check_layouts(audience, slide, problems)
    brand = None
    if theme is not None and slide is not None and language is not None:
        brand = brands.of(audience, theme, slide, language, problems)
    if brand is not None:
        slide, audience = brand.master, brand.told(audience)
    chosen = select(pack, audience, problems)
    if None in (theme, page, slide, language, chosen, profile):
        return None
    assert theme is not None
    assert page is not None
    assert slide is not None
    assert language is not None
    assert chosen is not None
    assert profile is not None
    faces = Faces(theme, language.code)
    check_glyphs(pack, audience, language, faces, problems)
    masters = {"page": page, "slide": slide}
    selections = dict(zip(("page", "slide"), chosen, strict=True))
    used = [("audience", name), ("theme", audience.theme), ("language", pack.pack.language)]
    used += [("master", output.master) for output in (audience.pages, audience.slides)]
    used += [("layout", layout) for layout in layouts.slide_layouts()]
    inputs = {**pack.inputs, **layouts.inputs(used), **profile.inputs}
    made = (pack, name, audience, theme, language, faces, masters, selections, profile, inputs)
    if brand is None:
        return Edition(*made)
    inputs.update(brand.inputs)
    return Edition(*made, warnings=list(brand.warnings), brand=brand)


def date_of_build() -> datetime:
    """SOURCE_DATE_EPOCH, or a fixed date: there is no clock in the outputs."""
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp:
        return EPOCH
    try:
        if not (stamp.isascii() and stamp.isdigit()):
            raise ValueError(stamp)
        return datetime.fromtimestamp(int(stamp), timezone.utc)
    except (ValueError, OverflowError, OSError):
        problem = Problem(
            "usage",
            Place("SOURCE_DATE_EPOCH"),
            f"{stamp!r} is no time",
            "seconds since 1970 as a whole number",
        )
        raise InputError([problem]) from None


def build(
    pack_name: str | None,
    audiences: str | None,
    out: Path,
    targets: Sequence[str],
    own_layouts: Path | None = None,
    progress: Progress | None = None,
    choice: Choice | None = None,
) -> Result:
    """Make the documents of every audience asked for and publish them with the manifest."""
    date = date_of_build()
    if progress:
        progress.step("reading")
    wanted = editions(pack_name, audiences, own_layouts, choice)
    files: dict[str, bytes] = {}
    entries: dict[str, Any] = {}
    problems: list[Problem] = []
    for n, edition in enumerate(wanted):
        if progress:
            progress.step(f"laying out {edition.audience_name}", n + 1, len(wanted))
        try:
            made, entry = make(edition, targets, date)
        except InputError as error:
            problems += error.problems
            continue
        files |= made
        entries[edition.audience_name] = entry
    if problems:
        raise InputError(sorted(set(problems), key=lambda p: (p.place, p.code, p.found)))
    pack = wanted[0].pack
    with locked(out):
        book = _book(out, pack, entries)
        changed = publish(out, {**files, "manifest.json": manifest.dump(book)})
    result = Result(warnings=[*pack.warnings, *_one_sided(pack, entries)])
    for edition in wanted:
        result.warnings += [one for one in edition.warnings if one not in result.warnings]
    result.lines = [
        f"{out / name}  {'written' if name in changed else 'unchanged'}"
        for name in (*files, "manifest.json")
    ]
    return result


def _free(packs: dict[str, Any], pack: Pack, entries: dict[str, Any]) -> None:
    """Raises :class:`InputError` when another pack's document in the folder has the same name."""
    taken = {
        file: (other, audience)
        for other, told in packs.items()
        for audience, entry in told["audiences"].items()
        for file in entry["files"]
        if other != pack.pack.id
    }
    problems = [
        Problem(
            "name-taken",
            pack.pack.place,
            f"{file!r} is the name of a document of pack {taken[file][0]!r}",
            "another id, another name of the audience, or another folder with --out",
        )
        for entry in entries.values()
        for file in entry["files"]
        if file in taken
    ]
    if problems:
        raise InputError(problems)


def _one_sided(pack: Pack, entries: dict[str, Any]) -> list[Problem]:
    """Facts that only one of the two documents prints: what ``check`` would find."""
    out = []
    for name, entry in entries.items():
        for ident, fact in entry["facts"].items():
            if fact["ruled"] or (fact["pages"] and (fact["slides"] or fact["notes"])):
                continue
            if not fact["pages"] and not fact["slides"]:
                continue
            where, other = ("pages", "slides") if fact["pages"] else ("slides", "pages")
            place = pack.facts[ident].place
            found = f"{name}: the fact {ident!r} stands on the {where} alone"
            expected = f"{{{ident}}} in a text for the {other}, too, or in the speaker notes"
            out.append(Problem("one-sided", place, found, expected))
    return out


def make(
    edition: Edition, targets: Sequence[str], date: datetime
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """The files of one edition, and its entry in the manifest."""
    scenes, tellings, files = {}, {}, {}
    for medium in ("page", "slide"):
        scenes[medium], tellings[medium] = edition.compose(medium)
    digest = manifest.digest(json.dumps([edition.inputs, edition.audience_name]).encode())
    for target in dict.fromkeys(targets):
        medium = MEDIA[target]
        name = edition.stem + ENDINGS.get(target, f".{target}")
        files[name] = edition.write(target, scenes[medium], date, digest)
    entry = manifest.describe(edition.selections, scenes, tellings, files)
    return files, {"inputs": edition.inputs, **entry}


def _book(out: Path, pack: Pack, entries: dict[str, Any]) -> dict[str, Any]:
    """The manifest; what was made earlier and is still there stays in it."""
    from reports import VERSION

    kept: dict[str, Any] = {}
    earlier = manifest.load(out / "manifest.json")
    if earlier is None and (out / "manifest.json").exists():
        where = out / "manifest.json"
        raise ResourceError(f"{where}: is no manifest of this program; move it away and try again")
    packs: dict[str, Any] = earlier["packs"] if earlier is not None else {}
    if pack.pack.id in packs:
        for name, entry in packs[pack.pack.id]["audiences"].items():
            entry["files"] = {n: f for n, f in entry["files"].items() if (out / n).is_file()}
            if name not in entries and entry["files"]:
                kept[name] = entry
            elif name in entries and entry["inputs"] == entries[name]["inputs"]:
                made = entries[name]["files"]
                for file, told in entry["files"].items():
                    if file not in made or made[file]["sha256"] == told["sha256"]:
                        made[file] = told  # with what a check has found in it
                entries[name]["files"] = dict(sorted(made.items()))
    _free(packs, pack, entries)
    packs[pack.pack.id] = {
        "edition": pack.pack.edition,
        "language": pack.pack.language,
        "audiences": dict(sorted({**kept, **entries}.items())),
    }
    return {
        "format": manifest.FORMAT,
        "briefpack": VERSION,
        "packs": dict(sorted(packs.items())),
    }
