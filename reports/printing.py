"""Printing: what is ordered of the print edition, and what is wrong with it before it is made."""

from __future__ import annotations

from collections.abc import Callable

from layouts import presschecks
from layouts.located import quote
from layouts.press import Press
from layouts.presschecks import COARSE, COARSEST
from layouts.problems import Place, Problem, Problems
from layouts.scene import Scene
from layouts.theme import Theme
from reports.pack import Pack
from reports.profilefile import Profile
from reports.writers import Order


def order(press: Press, profile: Profile, pack: Pack, audience: str) -> Order:
    """The order for the writer; the slug line names pack, edition, audience and language."""
    head = pack.pack
    edition = f"edition {head.edition}" if head.edition else ""
    slug = tuple(word for word in (head.id, edition, audience, head.language) if word)
    ident = f"{head.id}-{audience}-{head.language}"
    return Order(press, profile.condition, profile.data, profile.packed, ident, slug)


def examine(
    scene: Scene, theme: Theme, press: Press, place_of: Callable[[str], Place]
) -> list[Problem]:
    """Warnings; raises :class:`InputError` for what must not go to a press.

    ``place_of``: where the block of a node is written.
    """
    problems = Problems()
    _ink(scene, theme, press, problems)
    warnings = Problems()
    for placed in presschecks.coarse(scene):
        bad = placed.density < COARSEST
        (problems if bad else warnings).add(
            "coarse-picture",
            place_of(placed.ident),
            f"{quote(placed.asset.name)} has {placed.density:.0f} pixels per inch on page "
            f"{placed.page}",
            f"at least {COARSEST if bad else COARSE:.0f} in print",
        )
    if press.bleed:
        for placed in presschecks.ending_at_trim(scene):
            warnings.add(
                "no-bleed",
                place_of(placed.ident),
                f"{quote(placed.asset.name)} ends at the edge of page {placed.page}",
                "a picture inside the page, or no bleed",
            )
    problems.stop()
    return list(warnings)


def _ink(scene: Scene, theme: Theme, press: Press, problems: Problems) -> None:
    limit = press.ink_limit
    for heavy in presschecks.overloaded(theme, limit):
        problems.add(
            "ink-limit",
            theme.inks[heavy.ink].at("cmyk"),
            f"{heavy.ink!r} is {heavy.load:g} per cent of ink",
            f"at most {limit:g}",
        )
    for heavy in presschecks.overprinted(scene, theme, limit):
        problems.add(
            "ink-limit",
            theme.inks[heavy.ink].at("cmyk"),
            f"black text on {heavy.ink!r} is {heavy.load:g} per cent of ink on page {heavy.page}",
            f"at most {limit:g}",
        )
