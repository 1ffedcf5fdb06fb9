"""Editions: which packs and audiences are asked for, and what each needs to be made."""

from __future__ import annotations

from pathlib import Path

from layouts.fonts import Faces
from layouts.problems import InputError, Place, Problem, Problems
from reports.brand import Brands, Choice
from reports.config import KINDS, Layouts
from reports.coverage import check_glyphs
from reports.edition import Edition
from reports.fitting import check_layouts, check_pair
from reports.pack import Pack, load
from reports.profilefile import read_profile
from reports.selection import select

DEFAULT_PACK = "buenos-aires"
DEFAULT_AUDIENCE = "delegation"


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
