"""Clipping paths (CSS Masking 1, 6; SVG 2, 14): what a ``clipPath`` lets be seen."""

from __future__ import annotations

from layouts.artwork import Clip, Matrix, bounds, mapped, times
from layouts.located import quote
from layouts.scene import Path
from layouts.units import Rect
from reports.svg.document import Document, linked
from reports.svg.refusal import RefusedError, UnsupportedError
from reports.svg.shapes import SHAPES
from reports.svg.tree import Element
from reports.svg.values import View, length, transform

FORMS = 30
"""In one ``clipPath``."""
_NEST = 4
"""``clipPath`` elements clipped by one another."""


def clips(
    document: Document,
    value: str,
    matrix: Matrix,
    view: View,
    box: Rect | None,
    depth: int = 0,
) -> tuple[Clip, ...] | None:
    """The clips that a ``clip-path`` names, in the picture's coordinates; None: nothing is seen.

    ``matrix`` takes the coordinates of the clipped element into the picture; ``box`` is the
    element's bounding box in its own, None where it has none that we work out.
    """
    if value.lower() == "none":
        return ()
    link = linked(value)
    if link is None:
        raise UnsupportedError(f"clip-path: {quote(value[:40])} is not followed", "url(#name)")
    element = document.named(link[0], "clip-path")
    if element.name != "clipPath":
        raise RefusedError(f"clip-path: refers to {quote(element.name)}", "a clipPath")
    document.spend(element)
    if depth >= _NEST:
        raise RefusedError("clip-path: too many inside one another", f"at most {_NEST}")
    beyond = clips(document, document.style(element)["clip-path"], matrix, view, box, depth + 1)
    units = element.get("clipPathUnits") or "userSpaceOnUse"
    if units == "objectBoundingBox":
        if box is None:
            why = "objectBoundingBox on a group is not followed"
            raise UnsupportedError(f"clip-path: {why}", "userSpaceOnUse")
        matrix = times((box.width, 0.0, 0.0, box.height, box.x, box.y), matrix)
        view = View(1.0, 1.0)
    elif units != "userSpaceOnUse":
        raise RefusedError(f"clipPathUnits: {quote(units[:40])}", "userSpaceOnUse")
    matrix = times(transform(element.get("transform")), matrix)
    key = (id(element), matrix, view)
    if key not in document.clips:
        document.clips[key] = tuple(_united(_forms(document, element, matrix, view)))
    forms = document.clips[key]
    return None if not forms or beyond is None else (*forms, *beyond)


def _forms(document: Document, element: Element, matrix: Matrix, view: View) -> list[Clip]:
    """The forms in a ``clipPath``, each by itself."""
    found: list[Clip] = []
    if len(element.children) > FORMS:
        raise UnsupportedError("clipPath: too many forms", f"at most {FORMS}")
    for child in element.children:
        document.spend(child)
        style = document.style(child)
        if style["display"] == "none" or style["visibility"] != "visible":
            continue
        own = times(transform(child.get("transform")), matrix)
        form, inner = child, style
        if child.name == "use":
            form = document.named(child.get("href"), "href")
            document.spend(form)
            inner = document.style(form)
            by = [length(child.get(axis) or "0", axis, view, axis) for axis in ("x", "y")]
            own = times((1.0, 0.0, 0.0, 1.0, by[0], by[1]), own)
            own = times(transform(form.get("transform")), own)
        if form.name not in SHAPES:
            raise UnsupportedError(
                f"clipPath: {quote(form.name)} does not clip", "paths and shapes"
            )
        if "none" not in (style["clip-path"], inner["clip-path"]) or (
            style["clip-path"] != inner["clip-path"]
        ):
            raise UnsupportedError("clipPath: a form with a clip of its own", "forms without")
        path: Path = mapped(SHAPES[form.name](form, view), own)
        if path:
            found.append(Clip(path, inner["clip-rule"] == "evenodd"))
    return found


def _united(forms: list[Clip]) -> list[Clip]:
    """All forms as one clip: possible where they lie apart from one another."""
    if len(forms) < 2:
        return forms
    boxes = [bounds(form.path) for form in forms]
    apart = not any(
        one.overlaps(other, 0.0) for n, one in enumerate(boxes) for other in boxes[n + 1 :]
    )
    if not apart or len({form.even_odd for form in forms}) > 1:
        raise UnsupportedError(
            "clipPath: forms that overlap are not united", "one form, or forms apart"
        )
    path = tuple(segment for form in forms for segment in form.path)
    return [Clip(path, forms[0].even_odd)]
