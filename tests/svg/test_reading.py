"""What SVG says becomes the display list: paths, styles, coordinate systems, paints."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layouts.artwork import IDENTITY, Artwork, Cluster, Gradient, Outline, bounds
from reports.svg.pathdata import parse
from reports.svg.values import View, fitted, length, transform
from tests.svg.base import EMBLEM, SPECIMEN, paths, read, svg, tried

BOX = "0 0 1000 1000"
RECT = '<rect width="10" height="20"/>'


def art(body: str, box: str = BOX, more: str = "") -> Artwork:
    found = read(svg(body, box, more)).art
    assert found is not None
    return found


def only(body: str, more: str = "") -> Outline:
    [item] = art(body, more=more).items
    assert isinstance(item, Outline)
    return item


# --- paths ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M1 2L3 4", "m1 2l2 2"),
        ("M1 2H9V7z", "m1,2h8v5Z"),
        ("M1 2 3 4 5 6", "M1 2L3 4L5 6"),
        ("m1 2 3 4", "M1 2l3 4"),
        ("M0 0C1 2 3 4 5 6", "M0 0c1 2 3 4 5 6"),
        ("M0 0C1 2 3 4 5 6S9 9 8 8", "M0 0C1 2 3 4 5 6C7 8 9 9 8 8"),
        ("M0 0S3 4 5 6", "M0 0C0 0 3 4 5 6"),
        ("M0 0Q3 3 6 0T12 0", "M0 0q3 3 6 0q3-3 6 0"),
        ("M0 0T6 0", "M0 0L0 0Q0 0 6 0"),
        ("M10 10A5 5 0 0 1 20 10", "M10 10a5 5 0 0110 0"),
        ("M.5.5-.5-.5", "M0.5,0.5 L-0.5,-0.5"),
        ("M1e1-1e-1", "M10,-0.1"),
    ],
)
def test_ways_of_writing_a_path(one: str, other: str) -> None:
    a, b = parse(one), parse(other)
    a, b = (tuple(s for s in p if s != ("L", 0.0, 0.0)) for p in (a, b))
    assert [s[0] for s in a] == [s[0] for s in b]
    for first, second in zip(a, b, strict=True):
        assert first[1:] == pytest.approx(second[1:])


def test_a_subpath_goes_on_from_where_the_closed_one_began() -> None:
    assert parse("M5 5H9V9zL1 1")[-2:] == (("M", 5.0, 5.0), ("L", 1.0, 1.0))


@given(
    st.floats(1, 50),
    st.floats(1, 50),
    st.floats(0, 360),
    st.booleans(),
    st.booleans(),
    st.floats(-40, 40),
    st.floats(1, 40),
)
def test_arcs_lie_on_their_ellipse(
    rx: float, ry: float, turned: float, large: bool, sweep: bool, x: float, y: float
) -> None:
    flags = f"{int(large)} {int(sweep)}"
    path = parse(f"M0 0A{rx:f} {ry:f} {turned:f} {flags} {x:f} {y:f}")
    assert path[-1][-2:] == pytest.approx((x, y), abs=1e-5)
    cosine, sine = math.cos(math.radians(turned)), math.sin(math.radians(turned))

    def unit(px: float, py: float) -> tuple[float, float]:
        return (px * cosine + py * sine) / rx, (py * cosine - px * sine) / ry

    points = [unit(0, 0)]
    at = (0.0, 0.0)
    for _, *values in path[1:]:
        ends = [at, *zip(values[::2], values[1::2], strict=True)]
        for t in (0.25, 0.5, 0.75, 1.0):
            u = 1 - t
            weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            points.append(
                unit(*(sum(w * p[n] for w, p in zip(weights, ends, strict=True)) for n in (0, 1)))
            )
        at = ends[-1]
    scale = max(1.0, math.dist(points[0], points[-1]) / 2)
    # The centre of the circle that the ellipse becomes is as far from all points.
    middle = _centre(points[0], points[len(points) // 2], points[-1])
    if middle is not None:
        for point in points:
            assert math.dist(point, middle) == pytest.approx(scale, rel=2e-3)


def _centre(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> tuple[float, float] | None:
    twice = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(twice) < 1e-2:
        return None
    squares = [p[0] ** 2 + p[1] ** 2 for p in (a, b, c)]
    ys, xs = (b[1] - c[1], c[1] - a[1], a[1] - b[1]), (c[0] - b[0], a[0] - c[0], b[0] - a[0])
    return (
        sum(s * y for s, y in zip(squares, ys, strict=True)) / twice,
        sum(s * x for s, x in zip(squares, xs, strict=True)) / twice,
    )


def test_bends_count_for_the_box_and_handles_do_not() -> None:
    box = bounds(parse("M0 0C0 40 100 40 100 0"))
    assert (box.width, box.height) == pytest.approx((100, 30))
    turned = bounds(parse("M0 0C150 0 -50 100 100 100"))
    assert turned.x == pytest.approx(0)
    assert turned.width == pytest.approx(100)


# --- lengths and coordinate systems ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("12", 12), ("12px", 12), ("3pt", 4), ("1in", 96), ("25.4mm", 96), ("2.54cm", 96)]
    + [("1pc", 16), ("101.6q", 96), ("50%", 150), (" 7 ", 7), ("1e2", 100)],
)
def test_units(text: str, pixels: float) -> None:
    assert length(text, "x", View(300, 400), "x") == pytest.approx(pixels)


def test_per_cent_of_neither_axis() -> None:
    assert length("10%", "r", View(300, 400)) == pytest.approx(50 / math.sqrt(2))


def test_transforms_apply_from_the_right() -> None:
    matrix = transform("translate(10, 20) scale(2)rotate(90) ,skewX(45)")
    a, b, c, d, e, f = matrix
    assert (e, f) == (10, 20)
    assert (a, b) == pytest.approx((0, 2))
    assert (c, d) == pytest.approx((-2, 2))
    assert transform("rotate(180 5 5)")[4:] == pytest.approx((10, 10))
    assert transform("none") == transform(None) == IDENTITY


@pytest.mark.parametrize(
    ("align", "matrix"),
    [
        (None, (2, 0, 0, 2, 0, 50)),
        ("none", (2, 0, 0, 3, 0, 0)),
        ("xMinYMin meet", (2, 0, 0, 2, 0, 0)),
        ("xMidYMax meet", (2, 0, 0, 2, 0, 100)),
        ("xMaxYMid slice", (3, 0, 0, 3, -100, 0)),
    ],
)
def test_a_view_box_is_fitted(align: str | None, matrix: tuple[float, ...]) -> None:
    assert fitted((0, 0, 100, 100), 200, 300, align) == pytest.approx(matrix)


@pytest.mark.parametrize(
    ("more", "width", "height", "natural"),
    [
        ('viewBox="0 0 40 20"', 1000, 500, math.inf),
        ('width="2in" height="1in"', 1000, 500, 144),
        ('width="40" viewBox="0 0 8 4"', 1000, 500, 30),
        ('height="40" viewBox="0 0 8 4"', 1000, 500, 60),
        ('width="100%" height="auto" viewBox="0 0 20 40"', 500, 1000, math.inf),
        ('width="30" height="30" viewBox="0 0 8 4"', 1000, 1000, 22.5),
    ],
)
def test_the_size_of_a_picture(more: str, width: float, height: float, natural: float) -> None:
    body = f'<svg xmlns="http://www.w3.org/2000/svg" {more}><rect width="2" height="2"/></svg>'
    asset = read(body)
    assert asset.art is not None
    assert (asset.width, asset.height) == (width, height)
    assert asset.art.natural == pytest.approx(natural)


def test_nested_viewports_scale_and_clip() -> None:
    [item] = art(
        '<svg x="100" y="200" width="300" height="100" viewBox="0 0 10 10">'
        '<rect width="10" height="5"/></svg>'
    ).items
    assert isinstance(item, Cluster)
    [outline], [clip] = item.items, item.clips
    assert isinstance(outline, Outline)
    assert bounds(outline.path) == (200, 200, 100, 50)
    assert bounds(clip.path) == (100, 200, 300, 100)
    [free] = art('<svg width="5" height="5" overflow="visible">' + RECT + "</svg>").items
    assert isinstance(free, Outline)


def test_a_symbol_is_as_large_as_its_use_says() -> None:
    [item] = art(
        f'<symbol id="s" viewBox="0 0 10 20">{RECT}</symbol>'
        '<use href="#s" x="50" y="60" width="100" height="200" transform="translate(1 2)"/>'
    ).items
    assert isinstance(item, Cluster)
    [outline] = item.items
    assert isinstance(outline, Outline)
    assert bounds(outline.path) == (51, 62, 100, 200)


# --- styles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "element", "fill"),
    [
        ("", '<rect fill="red" {}/>', "#FF0000"),
        ("rect{fill:lime}", '<rect fill="red" {}/>', "#00FF00"),
        ("rect{fill:lime}", '<rect fill="red" style="fill:blue" {}/>', "#0000FF"),
        ("rect{fill:lime!important}", '<rect style="fill:blue" {}/>', "#00FF00"),
        (".a{fill:lime} rect{fill:red}", '<rect class="b a" {}/>', "#00FF00"),
        ("#i{fill:lime} .a.b{fill:red}", '<rect id="i" class="a b" {}/>', "#00FF00"),
        (".a{fill:red} .a{fill:lime}", '<rect class="a" {}/>', "#00FF00"),
        ("circle.a, rect.a{fill:lime}", '<rect class="a" {}/>', "#00FF00"),
        ("*{fill:lime}", "<rect {}/>", "#00FF00"),
        ("/* x */ .a { fill : lime ; }", '<rect class="a" {}/>', "#00FF00"),
        ("", '<g fill="lime"><rect {}/></g>', "#00FF00"),
        ("", '<g fill="lime"><rect fill="inherit" {}/></g>', "#00FF00"),
        ("", '<g fill="lime"><rect fill="initial" {}/></g>', "#000000"),
        ("", '<g color="lime"><rect fill="currentColor" {}/></g>', "#00FF00"),
        ("", '<g fill="currentColor" color="red"><rect color="lime" {}/></g>', "#00FF00"),
        ("", '<rect fill="hsl(120,100%,50%)" {}/>', "#00FF00"),
        ("", '<rect fill="rgb(0% 100% 0% / 1)" {}/>', "#00FF00"),
        ("", '<rect fill="#0F0" {}/>', "#00FF00"),
        ("", '<rect fill="url(#none) lime" {}/>', "#00FF00"),
    ],
)
def test_the_cascade(sheet: str, element: str, fill: str) -> None:
    body = f"<style>{sheet}</style>" + element.format('width="9" height="9"')
    assert only(body).fill == fill


def test_a_use_hands_its_style_down() -> None:
    body = f'<defs><g id="g">{RECT}</g></defs><use href="#g" fill="lime"/>'
    assert only(body).fill == "#00FF00"


def test_visibility_can_be_had_back_and_display_not() -> None:
    seen = '<rect width="9" height="9" visibility="visible"/>'
    assert len(art(f'<g visibility="hidden">{RECT}{seen}</g>').items) == 1
    assert len(art(f'<g display="none">{seen}</g>{RECT}').items) == 1


def test_an_unknown_property_changes_nothing_and_an_undrawn_one_is_refused() -> None:
    assert only('<rect style="-ink-x:1;font-size:9px" width="9" height="9"/>').fill == "#000000"
    _, [problem] = tried(svg('<rect style="filter:blur(2px)" width="9" height="9"/>'))
    assert problem.code == "svg-unsupported"


# --- paint ----------------------------------------------------------------------------------------


def test_opacities_of_one_paint_are_multiplied() -> None:
    made = only(
        '<rect fill="rgba(0,0,0,.5)" fill-opacity=".5" opacity="50%" width="9" height="9"/>'
    )
    assert made.alpha == pytest.approx(0.125)
    line = only('<line x2="9" stroke="#00000080" opacity=".5"/>')
    assert line.stroke is not None
    assert line.stroke.alpha == pytest.approx(0.25, abs=0.01)


def test_opacity_of_several_paints_makes_a_group() -> None:
    [item] = art(f'<g opacity=".5">{RECT}{RECT}</g>').items
    assert isinstance(item, Cluster)
    assert (item.alpha, len(item.items)) == (0.5, 2)
    [both] = art('<rect stroke="red" opacity=".5" width="9" height="9"/>').items
    assert isinstance(both, Cluster)
    assert art(f'<g opacity="0">{RECT}</g>{RECT}').items == art(RECT).items


def test_strokes_scale_with_their_coordinates() -> None:
    line = only('<line x2="9" stroke="red" stroke-width="2" transform="scale(3) rotate(20)"/>')
    assert line.stroke is not None
    assert line.stroke.width == 6
    assert line.matrix == IDENTITY
    uneven = only('<line x2="9" stroke="red" stroke-width="2" transform="scale(8 2)"/>')
    assert uneven.stroke is not None
    assert uneven.stroke.width == 8
    assert uneven.matrix[:4] == pytest.approx((2, 0, 0, 0.5))


def test_a_line_below_its_fill_is_painted_first() -> None:
    first, second = art('<circle r="9" stroke="red" fill="lime" paint-order="stroke"/>').items
    assert isinstance(first, Outline)
    assert isinstance(second, Outline)
    assert (first.fill, second.stroke) == (None, None)


def test_dashes_come_in_pairs_with_a_phase_inside_them() -> None:
    line = only('<line x2="9" stroke="red" stroke-dasharray="3,2 1" stroke-dashoffset="-2"/>')
    assert line.stroke is not None
    assert line.stroke.dash == (3, 2, 1, 3, 2, 1)
    assert line.stroke.phase == 10


def test_gradients_take_over_from_one_another() -> None:
    made = only(
        '<linearGradient id="a" x2="50%"><stop offset="25%" stop-color="red"/>'
        '<stop offset=".1" stop-color="lime"/></linearGradient>'
        '<linearGradient id="b" href="#a" gradientTransform="translate(1 0)"/>'
        '<rect x="100" y="100" width="200" height="50" fill="url(#b)"/>'
    )
    assert made.fill == Gradient(
        (0, 0, 0.5, 0), ((0.25, "#FF0000"), (0.25, "#00FF00")), (200, 0, 0, 50, 300, 100)
    )


def test_gradients_of_one_colour_or_no_length_are_plain() -> None:
    stops = '<stop stop-color="red"/><stop offset="1" stop-color="{}"/>'
    body = (
        '<linearGradient id="a" {}>'
        + stops
        + '</linearGradient><rect width="9" height="9" fill="url(#a)"/>'
    )
    assert only(body.format("", "red")).fill == "#FF0000"
    assert only(body.format('x2="0"', "lime")).fill == "#00FF00"


def test_a_clip_stands_in_the_coordinates_of_what_it_clips() -> None:
    body = (
        '<clipPath id="c" transform="translate(5 0)"><rect width="10" height="10"/></clipPath>'
        '<rect width="99" height="99" transform="scale(2)" clip-path="url(#c)"/>'
    )
    [item] = art(body).items
    assert isinstance(item, Cluster)
    assert bounds(item.clips[0].path) == (10, 0, 20, 20)
    boxed = body.replace('id="c"', 'id="c" clipPathUnits="objectBoundingBox"')
    [item] = art(boxed.replace("translate(5 0)", "scale(.05)")).items
    assert isinstance(item, Cluster)
    assert bounds(item.clips[0].path) == (0, 0, 99, 99)


def test_an_empty_clip_hides_all() -> None:
    body = f'<clipPath id="c"/><g clip-path="url(#c)">{RECT}</g>{RECT}'
    assert art(body).items == art(RECT).items


def test_forms_apart_clip_as_one() -> None:
    body = '<clipPath id="c"><circle r="5"/><circle cx="20" r="5"/></clipPath>'
    [item] = art(body + f'<g clip-path="url(#c)">{RECT}</g>').items
    assert isinstance(item, Cluster)
    assert [s[0] for s in item.clips[0].path].count("M") == 2


# --- what is written ------------------------------------------------------------------------------


def test_the_clean_file_is_read_back_as_it_is() -> None:
    for data in (EMBLEM, SPECIMEN):
        first = read(data)
        again = read(first.data)
        assert read(data).data == first.data
        assert again.data == first.data


def test_the_clean_file_holds_paths_alone() -> None:
    names = {
        part.partition(" ")[0].rstrip("/>")
        for part in read(SPECIMEN).data.decode().split("<")[1:]
        if not part.startswith("/")
    }
    assert {name.partition(">")[0] for name in names} == {
        *("svg", "defs", "g", "path", "clipPath", "linearGradient", "radialGradient", "stop"),
    }


def test_plain_values_are_not_written() -> None:
    assert paths('<path d="M0 0H9V9z" stroke="#123456"/>') == [
        '<path d="M0 0L9 0L9 9Z" fill="#000000" stroke="#123456" stroke-width="1"/>'
    ]


def test_lines_without_an_area_are_not_filled() -> None:
    made = only('<path d="M1 1H9M5 1V9M1 1L9 9zM20 20l5 0 0 5z" fill="red"/>')
    assert bounds(made.path) == (20, 20, 5, 5)
    assert only('<path d="M1 1C1 9 9 9 9 1"/>').fill == "#000000"
    assert only('<path d="M1 1H9M5 1V9" stroke="red"/>').fill is None


def test_what_libreoffice_needs_is_written_too() -> None:
    group = f'<g opacity=".5">{RECT}<g clip-path="url(#c)">{RECT}</g></g>'
    body = paths(f'<clipPath id="c"><circle r="9"/></clipPath>{group}')
    inside = body[body.index('<g opacity="0.5">') + 1 :]
    assert 'opacity="1"' in inside[0]
    assert 'opacity="1"' in inside[1]
    assert 'opacity="1"' not in inside[2]
    stops = "".join(f'<stop offset=".{n}" stop-color="#00000{n}"/>' for n in (4, 6))
    fill = '<rect width="9" height="9" fill="url(#a)"/>'
    drawn = "".join(paths(f'<linearGradient id="a">{stops}</linearGradient>{fill}'))
    assert 'offset="0"' in drawn
    assert 'offset="1"' in drawn
