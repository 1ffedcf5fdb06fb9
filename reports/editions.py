"""Editions: which packs and audiences are asked for, and what each needs to be made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from layouts.audience import Audience
from layouts.fonts import Faces
from layouts.located import unlocated
from layouts.problems import InputError, Place, Problem, Problems
from reports.blocks.base import Block
from reports.brand import Brand, Brands, Choice
from reports.changes import OPTION, Change
from reports.changes import options as read_options
from reports.clearance import check_marks
from reports.config import KINDS, Layouts
from reports.coverage import check_glyphs
from reports.edition import Edition
from reports.fit import fitted
from reports.fitting import check_layouts
from reports.pack import Pack, files_of, load
from reports.personal import check_personal, check_rooms
from reports.profilefile import Profile, read_profile
from reports.publish import settle
from reports.recipients import Recipient
from reports.selection import Selection, select
from reports.setup import LANGUAGE, PACK, setup

DEFAULT_PACK = "buenos-aires"
DEFAULT_AUDIENCE = "delegation"
_BASES = (Path("data"), Path(__file__).resolve().parent.parent / "data")
"""Where packs are looked up by name: where one works, then beside the program."""


@dataclass(frozen=True)
class Request:
    """What is to be made, as the command line says it."""

    pack: str | None
    audiences: str | None
    own_layouts: Path | None
    choice: Choice
    settings: tuple[str, ...] = ()


def editions(
    pack_name: str | None,
    audiences: str | None,
    own_layouts: Path | None,
    choice: Choice | None = None,
    settings: Sequence[str] = (),
    *,
    fit: bool = True,
) -> list[Edition]:
    """Every edition asked for. Raises :class:`InputError` with all problems of the input.

    Without ``fit`` they are not fitted to the limits of their audiences.
    """
    problems = Problems()
    pack = load(find_pack(pack_name), problems)
    return editions_of(pack, audiences, own_layouts, problems, choice, settings, fit=fit)


def editions_of(
    pack: Pack | None,
    audiences: str | None,
    own_layouts: Path | None,
    problems: Problems,
    choice: Choice | None = None,
    settings: Sequence[str] = (),
    recipient: Recipient | None = None,
    *,
    fit: bool = True,
) -> list[Edition]:
    """The editions of a pack that was read; what was wrong with it is in ``problems`` already.

    ``choice``: a template that goes before those of the audiences; ``settings``: ``path=value``
    each, which go before everything else. ``recipient``: one who stands for all of a table;
    :func:`personal` makes an edition for each of them.
    """
    layouts = Layouts(own_layouts if own_layouts is not None else own_layouts_here())
    names = audience_names(audiences, layouts)
    brands = Brands(layouts, choice or Choice())
    options = read_options(settings, problems)
    found = [_edition(pack, name, brands, options, recipient, problems) for name in names]
    problems.stop()
    made = [edition for edition in found if edition is not None]
    if recipient is None and fit:
        made = [fitted(edition, problems) for edition in made]
        problems.stop()
    return made


def find_pack(name: str | None) -> Path:
    """The folder of a pack: a path with a pack.yaml, or a name under ``data/``.

    What a refresh that was killed has begun there is carried to its end. Raises
    :class:`InputError`, and :class:`ResourceError` where that cannot be.
    """
    given = Path(name or DEFAULT_PACK)
    known = packs()
    named = known.get(given.name) if given.name == str(given) else None
    if named or (given / "pack.yaml").is_file():
        settle(named or given)
        return named or given
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
    found: dict[str, Path] = {}
    for base in _BASES:
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


def personal(edition: Edition, recipient: Recipient) -> Edition:
    """The edition for one recipient, out of the one that stands for all.

    Raises :class:`InputError` with what the row lacks for it.
    """
    problems = Problems()
    chosen = select(edition.pack, edition.audience, problems, recipient, edition.audience_name)
    if chosen is not None:
        check_personal(chosen, recipient, edition.faces, problems)
    problems.stop()
    assert chosen is not None
    asked = edition.audience.changes.asked
    files = files_of(edition.pack, _blocks(edition.selections.values()), asked)
    own = files_of(edition.pack, _blocks(chosen), asked)
    idle = files.keys() - own.keys()
    made = replace(
        edition,
        selections=dict(zip(("page", "slide"), chosen, strict=True)),
        recipient=recipient,
        inputs={n: d for n, d in edition.inputs.items() if n not in idle} | recipient.inputs,
        warnings=list(edition.warnings),
    )
    made = fitted(made, problems)
    problems.stop()
    return made


def told_inputs(edition: Edition, *media: str) -> dict[str, str]:
    """The inputs of an edition without data and pictures that the documents of these media leave
    out, be it to hold their limits."""
    blocks = _blocks(edition.selections[medium] for medium in media)
    told = files_of(edition.pack, blocks, edition.audience.changes.asked)
    idle = edition.pack.inputs.keys() - told.keys()
    return {name: digest for name, digest in edition.inputs.items() if name not in idle}


def lookups(request: Request) -> tuple[list[Path], list[Path]]:
    """Paths that would go before what was found for a request, were they there; and folders in
    which files are looked up by name."""
    given = Path(request.pack or DEFAULT_PACK)
    found = find_pack(request.pack)
    places = [base / given.name for base in _BASES if given.name == str(given)]
    before = places[: places.index(found)] if found in places else places
    absent = [place / "pack.yaml" for place in before]
    own = request.own_layouts if request.own_layouts is not None else own_layouts_here()
    if own is None:
        absent += [Path("layouts", folder) for folder, _ in KINDS.values()]
    listed = [] if own is None else [own / folder for folder, _ in KINDS.values()]
    return absent, listed


def _blocks(selections: Iterable[Selection]) -> list[Block]:
    return [block for selection in selections for block in selection.blocks]


def _edition(
    pack: Pack | None,
    name: str,
    brands: Brands,
    options: Sequence[Change],
    recipient: Recipient | None,
    problems: Problems,
) -> Edition | None:
    layouts = brands.layouts
    found = setup(layouts, name, Place("--audience"), problems, options)
    if found is None:
        return None
    audience = found.audience
    written = pack.pack if pack is not None else None
    if pack is not None and found.of(PACK):
        pack = _changed(pack, found.of(PACK), problems)
    if pack is None or written is None:
        return None
    language = layouts.language(
        pack.pack.language, pack.pack.at("language"), problems, found.of(LANGUAGE)
    )
    profile = read_profile(audience.press, layouts, Place("--audience"), problems)
    theme, page, slide = found.theme, found.page, found.slide
    if slide is not None:
        check_layouts(audience, slide, problems)
    brand = None
    if theme is not None and slide is not None and language is not None:
        brand = brands.of(audience, theme, slide, language, problems)
    if brand is not None:
        slide, audience = brand.master, brand.told(audience)
    chosen = select(pack, audience, problems, recipient, name)
    if (
        theme is None
        or page is None
        or slide is None
        or language is None
        or chosen is None
        or profile is None
    ):
        return None
    faces = Faces(theme, language.code)
    check_glyphs(pack, audience, language, faces, problems, name)
    check_personal(chosen, recipient, faces, problems)
    if recipient is not None:
        check_rooms(audience, (page, slide), problems)
    return Edition(
        pack,
        name,
        audience,
        theme,
        language,
        faces,
        {"page": page, "slide": slide},
        dict(zip(("page", "slide"), chosen, strict=True)),
        profile,
        _inputs(chosen, name, slide.slide_set, brand, layouts, profile, options),
        written,
        warnings=_warnings(brand, audience, name, pack),
        brand=brand,
    )


def _warnings(brand: Brand | None, audience: Audience, name: str, pack: Pack) -> list[Problem]:
    """What the owner of the template should know; and where an audience asks for what changed since
    an edition that it did not get."""
    warnings = list(brand.warnings) if brand is not None else []
    if not (audience.changes.asked and pack.pack.last_edition) or name in pack.last:
        return warnings
    found = f"the last edition, {pack.pack.last_edition}, has no documents for {name!r}"
    expected = "a manifest with them; without it nothing is told of changes"
    return [*warnings, Problem("no-last-edition", audience.at("changes"), found, expected)]


def _changed(pack: Pack, changes: Sequence[Change], problems: Problems) -> Pack | None:
    """The pack read again with the changes of one audience, which lower no mark."""
    found = load(pack.folder, problems, changes=changes)
    if found is None:
        return None
    before = len(problems)
    check_marks(pack, found, problems)
    if found.pack.id != pack.pack.id:
        said = "an audience cannot change the id of the pack"
        problems.add("bad-value", found.pack.at("id"), said, repr(pack.pack.id))
    return found if len(problems) == before else None


def _inputs(
    selections: Sequence[Selection],
    name: str,
    slide_set: str,
    brand: Brand | None,
    layouts: Layouts,
    profile: Profile,
    options: Sequence[Change],
) -> dict[str, str]:
    """SHA-256 of everything that one edition is made from, by name."""
    some = selections[0]
    pack, audience = some.pack, some.audience
    used = [("audience", name), ("theme", audience.theme), ("language", pack.pack.language)]
    used += [("master", output.master) for output in (audience.pages, audience.slides)]
    used += [("layout", layout) for layout in layouts.slide_layouts(slide_set)]
    inputs = {
        **files_of(pack, _blocks(selections), audience.changes.asked),
        **layouts.inputs(used, slide_set),
        **profile.inputs,
    }
    for option in options:
        written = f"{'.'.join(option.path)}={json.dumps(unlocated(option.value))}"
        inputs[f"{OPTION} {'.'.join(option.path)}"] = hashlib.sha256(written.encode()).hexdigest()
    return {**inputs, **(brand.inputs if brand is not None else {})}
