"""Grounds: what stands behind a placeholder, as the colours that its text is read on."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from layouts.units import Rect
from reports.template.colours import Palette, channels, child, hexadecimal
from reports.template.markup import (
    Element,
    R,
    a,
    find,
    integer,
    local,
    p,
    points,
    share,
    transform,
    truth,
)

FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "noFill", "grpFill")
PLAIN = ("rect", "roundRect", "round1Rect", "round2SameRect", "snip1Rect", "flowChartProcess")
"""Shapes that fill their rectangle, but for corners."""
COVERS, TOUCHES = 0.9, 0.15
"""A shape over this share of a placeholder is what its text stands on; one over less than the
second does not count."""
SAMPLES = 12
"""A picture is looked at in so many columns and rows."""
PIXELS = 40_000_000

Reader = Callable[[str], bytes | None]
"""The bytes of the picture that a relationship id names."""


class Ground(NamedTuple):
    """Colours that text may stand on, all of them at once in a gradient or picture."""

    colours: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    """What could not be told, in words."""


class Layer(NamedTuple):
    """A filled shape of a master or layout."""

    name: str
    rect: Rect
    solid: bool
    """It fills its rectangle."""
    colours: Callable[[Rect], tuple[str, ...]]
    """Colours within a rectangle of the slide."""
    alpha: float


class Filler:
    """Reads fills under one palette."""

    def __init__(
        self, palette: Palette, styles: Mapping[str, Sequence[Element]], reader: Reader
    ) -> None:
        """``styles``: fills of the theme by list, ``fillStyleLst`` and ``bgFillStyleLst``."""
        self.palette, self._styles, self._reader = palette, styles, reader

    def colours(
        self, fill: Element | None, rect: Rect, part: Rect, placeholder: str = "#000000"
    ) -> tuple[str, ...]:
        """Colours of a fill of ``rect`` within ``part`` of it; none where it fills nothing."""
        kind = local(fill) if fill is not None else ""
        if fill is None or kind in ("noFill", "grpFill"):
            return ()
        if kind == "solidFill":
            return (self.palette.colour(child(fill), placeholder),)
        if kind == "gradFill":
            stops = fill.findall(f"{a('gsLst')}/{a('gs')}")
            found = [self.palette.colour(child(stop), placeholder) for stop in stops]
            return tuple(dict.fromkeys(found))
        if kind == "pattFill":
            parts = (fill.find(a("fgClr")), fill.find(a("bgClr")))
            return tuple(self.palette.colour(child(one), placeholder) for one in parts)
        blip = fill.find(a("blip"))
        data = self._reader(blip.get(f"{{{R}}}embed", "")) if blip is not None else None
        return sampled(data, rect, part) if data else ()

    def styled(
        self, reference: Element | None, rect: Rect, part: Rect, *, background: bool = False
    ) -> tuple[str, ...]:
        """Colours of a fill that the theme keeps: ``fillRef`` or ``bgRef`` (20.1.4.2.10)."""
        if reference is None:
            return ()
        number = integer(reference.get("idx"))
        name = "bgFillStyleLst" if number > 1000 else "fillStyleLst"
        number -= 1000 if number > 1000 else 0
        listed = self._styles.get(name, ())
        if not 0 < number <= len(listed):
            return ()
        base = self.palette.colour(child(reference))
        return self.colours(listed[number - 1], rect, part, base)


def fill_of(properties: Element | None) -> Element | None:
    """The fill that shape or background properties hold, or None."""
    if properties is None:
        return None
    return next((one for one in properties if local(one) in FILLS), None)


def layers(tree: Element, filler: Filler) -> Iterator[Layer]:
    """The filled shapes of a shape tree, in the order in which they are drawn; no placeholders."""
    yield from _layers(tree, filler, lambda rect: rect)


def _layers(tree: Element, filler: Filler, place: Callable[[Rect], Rect]) -> Iterator[Layer]:
    for shape in tree:
        kind = local(shape)
        if kind == "grpSp":
            yield from _layers(shape, filler, _inside(shape, place))
        elif kind in ("sp", "pic", "AlternateContent"):
            if kind == "AlternateContent":
                fallback = next((one for one in shape if local(one) == "Choice"), None)
                if fallback is not None:
                    yield from _layers(fallback, filler, place)
                continue
            found = _layer(shape, filler, place)
            if found is not None:
                yield found


def _inside(group: Element, place: Callable[[Rect], Rect]) -> Callable[[Rect], Rect]:
    """Where the shapes of a group stand on the slide."""
    box = find(group, p("grpSpPr"), a("xfrm"))
    outer = transform(box)
    start, size = find(box, a("chOff")), find(box, a("chExt"))
    if outer is None or start is None or size is None:
        return place
    x, y = points(start.get("x")), points(start.get("y"))
    wide = outer.width / (points(size.get("cx")) or outer.width or 1.0)
    high = outer.height / (points(size.get("cy")) or outer.height or 1.0)

    def placed(rect: Rect) -> Rect:
        return place(
            Rect(
                outer.x + (rect.x - x) * wide,
                outer.y + (rect.y - y) * high,
                rect.width * wide,
                rect.height * high,
            )
        )

    return placed


def _layer(shape: Element, filler: Filler, place: Callable[[Rect], Rect]) -> Layer | None:
    own = shape.find(f".//{p('nvPr')}/{p('ph')}")
    properties = shape.find(p("spPr"))
    box = transform(find(properties, a("xfrm")))
    if own is not None or properties is None or box is None:
        return None
    identity = shape.find(f".//{p('cNvPr')}")
    if identity is not None and truth(identity.get("hidden")):
        return None
    rect = place(box)
    fill = shape.find(p("blipFill")) if local(shape) == "pic" else fill_of(properties)
    reference = find(shape, p("style"), a("fillRef")) if fill is None else None
    if fill is None and reference is None:
        return None

    def colours(part: Rect) -> tuple[str, ...]:
        if fill is not None:
            return filler.colours(fill, rect, part)
        return filler.styled(reference, rect, part)

    form = find(properties, a("prstGeom"))
    plain = form.get("prst") in PLAIN if form is not None else local(shape) == "pic"
    turned = integer(properties.find(a("xfrm")).get("rot")) % 10_800_000
    name = identity.get("name", "") if identity is not None else ""
    return Layer(name, rect, plain and not turned, colours, _alpha(fill))


def _alpha(fill: Element | None) -> float:
    if fill is None:
        return 1.0
    found = [share(one.get("val"), 1.0) for one in fill.iter(a("alpha"))]
    found += [share(one.get("amt"), 1.0) for one in fill.iter(a("alphaModFix"))]
    return min(found, default=1.0)


def ground(under: Ground, layers: Sequence[Layer], rect: Rect) -> Ground:
    """What stands behind ``rect`` when ``layers`` are drawn over ``under``, the background."""
    colours, doubts = under.colours, list(under.doubts)
    area = max(rect.width * rect.height, 1.0)
    for layer in layers:
        common = _common(layer.rect, rect)
        if common is None or common.width * common.height < TOUCHES * area:
            continue
        over = layer.colours(common)
        if not over or layer.alpha < 0.05:
            continue
        if layer.solid and common.width * common.height >= COVERS * area:
            colours = _blended(colours, over, layer.alpha)
            doubts = [] if layer.alpha > 0.9 else doubts
        else:
            doubts.append(f"{layer.name or 'a shape'} stands behind a part of it")
    return Ground(tuple(dict.fromkeys(colours)), tuple(dict.fromkeys(doubts)))


def _blended(under: tuple[str, ...], over: tuple[str, ...], alpha: float) -> tuple[str, ...]:
    if alpha > 0.98 or not under:
        return over
    out: list[str] = []
    for low in under:
        for high in over:
            pairs = zip(channels(low), channels(high), strict=True)
            red, green, blue = (alpha * h + (1 - alpha) * w for w, h in pairs)
            out.append(hexadecimal((red, green, blue)))
    return tuple(out)


def _common(one: Rect, other: Rect) -> Rect | None:
    left, top = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.right, other.right), min(one.bottom, other.bottom)
    if right <= left or bottom <= top:
        return None
    return Rect(left, top, right - left, bottom - top)


def sampled(data: bytes, rect: Rect, part: Rect) -> tuple[str, ...]:
    """The darkest, the middle and the lightest colour of a picture of ``rect`` within ``part``.

    None for a picture that cannot be read here (vectors, damaged or huge files).
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PIXELS:
                return ()
            wide = picture.width / max(rect.width, 0.01)
            high = picture.height / max(rect.height, 0.01)
            box = (
                max(0, int((part.x - rect.x) * wide)),
                max(0, int((part.y - rect.y) * high)),
                max(1, int((part.right - rect.x) * wide)),
                max(1, int((part.bottom - rect.y) * high)),
            )
            cut = picture.convert("RGBA").crop(box).resize((SAMPLES, SAMPLES), Image.Resampling.BOX)
            seen = [pixel for pixel in _pixels(cut) if pixel[3] > 127]
            pixels = sorted(seen, key=lambda c: 2 * c[0] + 7 * c[1] + c[2])
            if 2 * len(pixels) < SAMPLES * SAMPLES:
                return ()
    except Exception:  # any decoder's any complaint: what cannot be read has no colours
        return ()
    chosen = (pixels[len(pixels) // 20], pixels[len(pixels) // 2], pixels[-len(pixels) // 20])
    found = (hexadecimal((red / 255, green / 255, blue / 255)) for red, green, blue, _ in chosen)
    return tuple(dict.fromkeys(found))


def _pixels(picture: Any) -> list[tuple[int, int, int, int]]:
    return list(picture.getdata())
