"""Clean SVG written from an artwork: paths with literal colours, gradients and clips; nothing of
the file that it was read from. PowerPoint and LibreOffice draw it."""

from __future__ import annotations

from layouts.artwork import (
    IDENTITY,
    Artwork,
    Clip,
    Cluster,
    Gradient,
    Matrix,
    Outline,
    Paint,
    decimal,
)
from layouts.scene import Path

_CAPS = ("butt", "round", "square")
_JOINS = ("miter", "round", "bevel")


def svg(art: Artwork) -> str:
    """The text of an SVG file in ASCII; the same artwork gives the same text."""
    writing = _Writing()
    body = "".join(writing.item(item) for item in art.items)
    defs = f"<defs>{''.join(writing.defs)}</defs>" if writing.defs else ""
    width, height = decimal(art.width), decimal(art.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{defs}{body}</svg>\n'
    )


def _matrix(matrix: Matrix) -> str:
    return f"matrix({' '.join(decimal(value, 6) for value in matrix)})"


def _data(path: Path) -> str:
    return "".join(kind + " ".join(decimal(value) for value in values) for kind, *values in path)


class _Writing:
    """A file being written: its definitions are collected beside what is drawn."""

    def __init__(self) -> None:
        self.defs: list[str] = []
        self._gradients: dict[Gradient, str] = {}
        self._clips: dict[Clip, str] = {}

    def item(self, item: Outline | Cluster, more: str = "") -> str:
        """The element of an item; ``more``: an attribute that it has besides its own."""
        if isinstance(item, Outline):
            return self._outline(item, more)
        opacity = f' opacity="{decimal(item.alpha, 4)}"' if item.alpha != 1 else more
        # LibreOffice 7.4 hands the opacity of a group down to what stands in it, as well.
        whole = ' opacity="1"' if item.alpha != 1 else ""
        inside = "".join(self.item(one, whole) for one in item.items)
        names = [f' clip-path="url(#{self._clip(one)})"' for one in item.clips] or [""]
        text = f"<g{opacity}{names[0]}>{inside}</g>"
        for name in names[1:]:
            text = f"<g{more}{name}>{text}</g>"
        return text

    def _outline(self, outline: Outline, more: str) -> str:
        out = [f'<path d="{_data(outline.path)}"', more]
        if outline.matrix != IDENTITY:
            out.append(f' transform="{_matrix(outline.matrix)}"')
        if outline.fill is None:
            out.append(' fill="none"')
        else:
            out.append(self._painted("fill", outline.fill, outline.alpha))
            if outline.even_odd:
                out.append(' fill-rule="evenodd"')
        stroke = outline.stroke
        if stroke is not None:
            out.append(self._painted("stroke", stroke.paint, stroke.alpha))
            out.append(f' stroke-width="{decimal(stroke.width)}"')
            if stroke.cap:
                out.append(f' stroke-linecap="{_CAPS[stroke.cap]}"')
            if stroke.join:
                out.append(f' stroke-linejoin="{_JOINS[stroke.join]}"')
            elif stroke.mitre != 4:
                out.append(f' stroke-miterlimit="{decimal(stroke.mitre)}"')
            if stroke.dash:
                out.append(f' stroke-dasharray="{" ".join(map(decimal, stroke.dash))}"')
            if stroke.phase:
                out.append(f' stroke-dashoffset="{decimal(stroke.phase)}"')
        return "".join([*out, "/>"])

    def _painted(self, name: str, paint: Paint, alpha: float) -> str:
        value = f"url(#{self._gradient(paint)})" if isinstance(paint, Gradient) else paint
        opacity = f' {name}-opacity="{decimal(alpha, 4)}"' if alpha != 1 else ""
        return f' {name}="{value}"{opacity}'

    def _gradient(self, gradient: Gradient) -> str:
        ident = self._gradients.get(gradient)
        if ident is None:
            ident = self._gradients[gradient] = f"g{len(self._gradients) + 1}"
            self.defs.append(_gradient(gradient, ident))
        return ident

    def _clip(self, clip: Clip) -> str:
        ident = self._clips.get(clip)
        if ident is None:
            ident = self._clips[clip] = f"c{len(self._clips) + 1}"
            rule = ' clip-rule="evenodd"' if clip.even_odd else ""
            self.defs.append(
                f'<clipPath id="{ident}"><path d="{_data(clip.path)}"{rule}/></clipPath>'
            )
        return ident


def _gradient(gradient: Gradient, ident: str) -> str:
    values = gradient.coordinates
    if len(values) == 4:
        kind, names = "linearGradient", "x1 y1 x2 y2"
    else:
        kind, names = "radialGradient", "fx fy cx cy r"
        values = (*values[:2], *values[3:])
    placed = "".join(
        f' {name}="{decimal(value, 6)}"' for name, value in zip(names.split(), values, strict=True)
    )
    # LibreOffice 7.4 draws nothing before the first stop and after the last.
    given = list(gradient.stops)
    if given[0][0] > 0:
        given.insert(0, (0.0, given[0][1]))
    if given[-1][0] < 1:
        given.append((1.0, given[-1][1]))
    stops = "".join(
        f'<stop offset="{decimal(place, 4)}" stop-color="{rgb}"/>' for place, rgb in given
    )
    return (
        f'<{kind} id="{ident}" gradientUnits="userSpaceOnUse"{placed}'
        f' gradientTransform="{_matrix(gradient.matrix)}">{stops}</{kind}>'
    )
