"""Sizes of pages and slides by name, and masters on another size or with other columns.

Nothing is refused here: whether the result can be used is for those who check masters to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from layouts.master import MAIN, Master, PageTemplate, stretched
from layouts.records import Record
from layouts.units import Size

R = TypeVar("R", bound=Record)
SHEETS = {
    "A3": Size(841.89, 1190.55),
    "A4": Size(595.28, 841.89),
    "A5": Size(419.53, 595.28),
    "Letter": Size(612.0, 792.0),
    "Legal": Size(612.0, 1008.0),
}
"""Sheets of paper, upright, in points (ISO 216; ANSI Y14.1 and US legal)."""
SCREENS = {"16:9": Size(960.0, 540.0), "16:10": Size(864.0, 540.0), "4:3": Size(720.0, 540.0)}
"""Slides, in points, as PowerPoint has them."""
LANDSCAPE = " landscape"
"""What follows the name of a sheet that lies on its long side."""
SIZES: dict[str, Size] = {
    **SHEETS,
    **{name + LANDSCAPE: Size(size.height, size.width) for name, size in SHEETS.items()},
    **SCREENS,
}
"""All sizes by name."""
_BY_NAME = {name.casefold(): size for name, size in SIZES.items()}


def named_size(text: str) -> Size | None:
    """The size of this name, such as ``A4``, ``letter landscape`` or ``16:9``; case and the number
    of blanks do not matter. None: there is none."""
    return _BY_NAME.get(" ".join(text.casefold().split()))


def on_size(master: Master, size: Size) -> Master:
    """A slide master with all its templates stretched to slides of another size (points)."""
    drawn = master.size
    if size == drawn:
        return master
    templates = {name: stretched(one, size, drawn) for name, one in master.templates.items()}
    return _changed(master, width=size.width, height=size.height, templates=templates)


def resized(master: Master, size: Size) -> Master:
    """A page master, in points, on pages of another size.

    Margins stay as wide as they were, with what stands in them: what is outside of the frames that
    flow keeps its distance from the nearer edge of the page. So does what is inside them, but for
    what stands about the middle; there the page is drawn out, or in, as evenly as it can be. What
    spans the page, or the text, goes on spanning it. A margin beside the text narrows with it. The
    head of a first page is a margin of that page.
    """
    mains = [
        one.frames[MAIN].rect
        for one in master.templates.values()
        if one.flows and MAIN in one.frames
    ]
    across = _drawn_out(
        master.width,
        size.width,
        min((main.x for main in mains), default=0.0),
        max((main.right for main in mains), default=master.width),
    )
    top = min((main.y for main in mains), default=0.0)
    foot = max((main.bottom for main in mains), default=master.height)

    def moved(template: PageTemplate) -> PageTemplate:
        flows = template.flows and MAIN in template.frames
        low = template.frames[MAIN].y if flows else top
        return _moved(template, across, _drawn_out(master.height, size.height, low, foot))

    templates = {name: moved(one) for name, one in master.templates.items()}
    return _changed(master, width=size.width, height=size.height, templates=templates)


def _drawn_out(old: float, new: float, low: float, high: float) -> Callable[[float], float]:
    """Where a point of a side of the length ``old`` stands on one of the length ``new``.

    Up to ``low`` points keep to the near end, from ``high`` on to the far end, and so do those
    between, as long as they are farther from the middle than the sides differ. What is between
    these is spread: no point ever overtakes another, unless the side is too short for its margins.
    """
    more = new - old
    first = max(old / 2 - abs(more), min(low, old / 2))
    last = min(old / 2 + abs(more), max(high, old / 2))

    def place(at: float) -> float:
        if at <= first:
            return at
        if at >= last:
            return round(at + more, 2)
        return round(at + more * (at - first) / (last - first), 2)

    return place


def _moved(
    template: PageTemplate, across: Callable[[float], float], upright: Callable[[float], float]
) -> PageTemplate:
    def spread(part: Any) -> Any:
        x, y = across(part.x), upright(part.y)
        width = round(across(part.x + part.width) - x, 2)
        height = round(upright(part.y + part.height) - y, 2)
        return _changed(part, x=x, y=y, width=width, height=height)

    def along(part: Any) -> Any:
        x = across(part.x)
        return _changed(
            part, x=x, width=round(across(part.x + part.width) - x, 2), y=upright(part.y)
        )

    frames = {name: spread(frame) for name, frame in template.frames.items()}
    panels, details = (tuple(map(spread, some)) for some in (template.panels, template.details))
    furniture = tuple(map(along, template.furniture))
    moved = _changed(template, frames=frames, panels=panels, details=details, furniture=furniture)
    if not template.flows or MAIN not in frames:
        return moved
    share = min(frames[MAIN].width / template.frames[MAIN].width, 1.0)
    return _changed(moved, hang=round(template.hang * share, 2))


def recolumned(master: Master, columns: int) -> Master:
    """A page master whose running text has so many columns, and no margin beside several.

    These are the templates that flow on the same pages as that of the text, and the opening page.
    A list of contents with a template of its own stays in one column.
    """
    body, usual = master.template("text")
    if not usual.flows or MAIN not in usual.frames:
        return master
    listing, opening = master.template("contents")[0], master.opening
    templates = dict(master.templates)
    for name, one in master.templates.items():
        if not one.flows or MAIN not in one.frames:
            continue
        alike = name == opening or one.flow_key == usual.flow_key
        hang = 0.0 if columns > 1 else one.hang
        if name == listing and name != body:
            templates[name] = _changed(one, columns=1, hang=hang)
        elif alike:
            templates[name] = _changed(one, columns=columns, hang=hang)
    return _changed(master, templates=templates)


def _changed(record: R, **values: Any) -> R:
    """The record with other values; it keeps its place in the file."""
    any_record: Any = record
    changed: R = replace(any_record, **values, _given=record._given)
    return changed
