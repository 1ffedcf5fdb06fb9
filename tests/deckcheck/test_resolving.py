"""What PowerPoint would show: colours against values known from Office, and inheritance."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layouts.units import Rect
from reports.deckcheck.cascade import Look
from reports.deckcheck.charts import ChartText, charts
from reports.deckcheck.colour import Colour, ratio, resolve
from reports.deckcheck.deck import Deck, Slide
from reports.deckcheck.expected import Expected
from reports.deckcheck.ground import Coat, behind, settle
from reports.deckcheck.palette import NOTHING, UNKNOWN, Paint
from reports.deckcheck.shapes import Shape
from reports.deckcheck.tables import tables
from tests.deckcheck.editing import A, C, P, Twin, made, runs

STEM = "buenos-aires-delegation-en"
BODY, CHART = "at_a_glance.conference/text", "weight.shares_of_the_south/chart"


@pytest.mark.parametrize(
    ("base", "steps", "wanted"),
    [
        ("4472C4", "lumMod:75000", "2F5597"),
        ("4472C4", "lumMod:60000 lumOff:40000", "8FAADC"),
        ("4472C4", "lumMod:20000 lumOff:80000", "DAE3F3"),
        ("4F81BD", "tint:20000", "E9EDF4"),
        ("4F81BD", "tint:40000", "D0D8E8"),
        ("4F81BD", "shade:50000", "385D8A"),
        ("000000", "lumMod:65000 lumOff:35000", "595959"),
        ("FFFFFF", "lumMod:85000", "D9D9D9"),
        ("FF0000", "hueOff:7200000", "00FF00"),
        ("FF0000", "comp:0", "00FFFF"),
        ("808080", "satMod:300000", "808080"),
    ],
)
def test_variations_of_colours_are_those_of_office(base: str, steps: str, wanted: str) -> None:
    inside = "".join('<a:{} val="{}"/>'.format(*step.split(":")) for step in steps.split())
    element = made(f'<a:srgbClr val="{base}">{inside}</a:srgbClr>')
    found = resolve(element, {})
    assert found is not None
    assert found.hex == f"#{wanted}"


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ('<a:sysClr val="windowText" lastClr="000000"/>', "#000000"),
        ('<a:prstClr val="white"/>', "#FFFFFF"),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', "#FF0000"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000"/>', "#0000FF"),
        ('<a:schemeClr val="tx2"/>', "#123456"),
        ('<a:schemeClr val="phClr"/>', "#654321"),
    ],
)
def test_every_way_to_name_a_colour(markup: str, wanted: str) -> None:
    scheme = {"tx2": Colour(0x12 / 255, 0x34 / 255, 0x56 / 255)}
    own = Colour(0x65 / 255, 0x43 / 255, 0x21 / 255)
    found = resolve(made(markup), scheme, own)
    assert found is not None
    assert found.hex == wanted


def test_unknown_colours_stay_unknown() -> None:
    for markup in ('<a:srgbClr val="12"/>', '<a:schemeClr val="x"/>', '<a:prstClr val="puce"/>'):
        assert resolve(made(markup), {}) is None


def test_contrast_of_two_colours() -> None:
    black, white = Colour(0, 0, 0), Colour(1, 1, 1)
    assert ratio(black, white) == pytest.approx(21)
    assert ratio(Colour(0x76 / 255, 0x76 / 255, 0x76 / 255), white) == pytest.approx(4.54, abs=0.01)


def test_coats_of_paint_shine_through() -> None:
    red, glass = Colour(1, 0, 0), Colour(0, 0, 0, 0.5)
    assert settle([Coat(NOTHING), Coat(Paint("solid", (red,)))]).colours == (red,)
    through = settle([Coat(Paint("solid", (glass,))), Coat(Paint("solid", (red,)))])
    assert through.colours == (Colour(0.5, 0, 0),)
    assert settle([]).colours == (Colour(1, 1, 1),)
    assert settle([Coat(Paint("picture")), Coat(Paint("solid", (red,)))]).why == "picture"
    assert settle([Coat(UNKNOWN)]).why == "unknown"
    partly = settle([Coat(Paint("solid", (red,)), 0.4)])
    assert (partly.colours, partly.edges) == ((Colour(1, 1, 1),), (red,))
    mostly = settle([Coat(Paint("solid", (red,)), 0.7)])
    assert (mostly.colours, set(mostly.edges)) == ((), {red, Colour(1, 1, 1)})


@pytest.fixture
def changed(shipped: Path, tmp_path: Path) -> Callable[[Callable[[Twin], None]], Deck]:
    """The shipped deck after a change."""

    def change(edit: Callable[[Twin], None]) -> Deck:
        twin = Twin(shipped / f"{STEM}.pptx")
        edit(twin)
        path = tmp_path / "twin.pptx"
        twin.save(path)
        return Deck(path, Expected())

    return change


def _shape(deck: Deck, name: str) -> tuple[Slide, Shape]:
    return next(
        (slide, shape)
        for slide in deck.slides
        for shape in slide.all_shapes
        if shape.name.split(" ")[0] == name
    )


def _look(deck: Deck, name: str = BODY, paragraph: int = 0) -> Look:
    slide, shape = _shape(deck, name)
    return slide.text(shape).paragraphs[paragraph].runs[0].look


def _bare(twin: Twin) -> Any:
    """The body with its runs stripped of all that they say themselves."""
    _, shape = twin.first(lambda one: one.tag == P + "sp" and BODY in _name(one))
    for run in runs(shape):
        run.remove(run.find(A + "rPr"))
    return shape


def _name(shape: Any) -> str:
    return str(next(shape.iter(P + "cNvPr")).get("name"))


def _layout_body(twin: Twin) -> Any:
    path = f".//{P}sp/{P}nvSpPr/{P}nvPr/{P}ph[@idx='1']/../../.."
    return next(twin.layout(twin.shape(BODY)[0]).iterfind(path))


def _strip_levels(holder: Any) -> None:
    for style in list(holder.iter(A + "lstStyle")):
        style[:] = []


def test_size_and_weight_come_down_level_by_level(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    def own(twin: Twin) -> None:
        shape = _bare(twin)
        style = shape.find(f".//{A}lstStyle")
        style.append(made('<a:lvl1pPr><a:defRPr sz="1100" b="1" lang="fr-FR"/></a:lvl1pPr>'))

    look = _look(changed(own))
    assert (look.size, look.bold, look.lang, look.own_lang) == (11, True, "fr-FR", False)
    assert _look(changed(lambda twin: None)).own_lang

    def layout(twin: Twin) -> None:
        _bare(twin)
        for properties in _layout_body(twin).iter(A + "defRPr"):
            properties.set("sz", "1200")

    assert _look(changed(layout)).size == 12

    def master(twin: Twin) -> None:
        _bare(twin)
        _strip_levels(_layout_body(twin))
        style = twin.xml("ppt/slideMasters/slideMaster1.xml").find(f".//{P}bodyStyle")
        for properties in style.iter(A + "defRPr"):
            properties.set("sz", "1300")

    assert _look(changed(master)).size == 13

    def presentation(twin: Twin) -> None:
        master(twin)
        style = twin.xml("ppt/slideMasters/slideMaster1.xml").find(f".//{P}bodyStyle")
        for properties in style.iter(A + "defRPr"):
            del properties.attrib["sz"]
        default = twin.xml("ppt/presentation.xml").find(P + "defaultTextStyle")
        for properties in default.iter(A + "defRPr"):
            properties.set("sz", "1500")

    assert _look(changed(presentation)).size == 15


def test_a_viewer_that_shrinks_makes_type_smaller(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    before = _look(changed(lambda twin: None)).size

    def shrink(twin: Twin) -> None:
        _, shape = twin.first(lambda one: one.tag == P + "sp" and BODY in _name(one))
        shape.find(f"{P}txBody/{A}bodyPr")[:] = [made('<a:normAutofit fontScale="50000"/>')]

    assert _look(changed(shrink)).size == before / 2


def test_links_take_the_colour_of_links_unless_they_say_otherwise(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    def linked(twin: Twin, inside: str = "") -> None:
        shape = _bare(twin)
        for run in runs(shape):
            run.insert(0, made(f"<a:rPr><a:hlinkClick>{inside}</a:hlinkClick></a:rPr>"))

    deck = changed(linked)
    assert _look(deck).paint.colours == (deck.slides[0].palette.colours["hlink"],)
    space = "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"
    says = f'<a:extLst><a:ext uri="x"><h:hlinkClr xmlns:h="{space}" val="tx"/></a:ext></a:extLst>'
    deck = changed(lambda twin: linked(twin, says))
    assert _look(deck).paint.colours == (deck.slides[0].palette.colours["tx1"],)


def test_a_shape_style_gives_fill_and_colour_of_text(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    def styled(twin: Twin) -> None:
        twin.tree(4).append(
            made(
                '<p:sp><p:nvSpPr><p:cNvPr id="900" name="box"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
                '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1270000" cy="635000"/></a:xfrm>'
                '</p:spPr><p:style><a:lnRef idx="0"/><a:fillRef idx="1">'
                '<a:schemeClr val="accent2"/></a:fillRef><a:effectRef idx="0"/>'
                '<a:fontRef idx="minor"><a:schemeClr val="lt1"/>'
                "</a:fontRef></p:style><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>word</a:t>"
                "</a:r></a:p></p:txBody></p:sp>"
            )
        )

    deck = changed(styled)
    slide, shape = _shape(deck, "box")
    colours = slide.palette.colours
    assert _look(deck, "box").paint.colours == (colours["lt1"],)
    assert shape.bounds == Rect(0, 0, 100, 50)
    assert settle(behind(slide, shape, Rect(0, 0, 100, 50))).colours == (colours["accent2"],)


def test_groups_move_scale_and_fill_what_is_in_them(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    def grouped(twin: Twin) -> None:
        twin.tree(4).append(
            made(
                '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="900" name="group"/><p:cNvGrpSpPr/><p:nvPr/>'
                '</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="1270000" y="1270000"/>'
                '<a:ext cx="2540000" cy="2540000"/><a:chOff x="0" y="0"/>'
                '<a:chExt cx="1270000" cy="1270000"/></a:xfrm><a:solidFill>'
                '<a:schemeClr val="accent3"/></a:solidFill></p:grpSpPr><p:sp><p:nvSpPr>'
                '<p:cNvPr id="901" name="inner"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
                '<a:off x="127000" y="127000"/><a:ext cx="635000" cy="635000"/></a:xfrm>'
                "<a:grpFill/></p:spPr></p:sp></p:grpSp>"
            )
        )

    deck = changed(grouped)
    slide, shape = _shape(deck, "inner")
    assert shape.bounds == Rect(120, 120, 100, 100)
    ground = settle(behind(slide, shape, Rect(130, 130, 10, 10)))
    assert ground.colours == (slide.palette.colours["accent3"],)


def test_a_text_over_an_edge_has_two_grounds(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    def edged(twin: Twin) -> None:
        twin.tree(4).insert(
            2,
            made(
                '<p:sp><p:nvSpPr><p:cNvPr id="900" name="edge"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
                '<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2540000" cy="6858000"/></a:xfrm>'
                '<a:prstGeom prst="rect"/><a:solidFill><a:schemeClr val="tx2"/></a:solidFill>'
                "</p:spPr></p:sp>"
            ),
        )

    deck = changed(edged)
    slide, shape = _shape(deck, BODY)
    ground = settle(behind(slide, shape, shape.bounds or Rect(0, 0, 0, 0)))
    colours = slide.palette.colours
    assert (ground.colours, ground.edges) == ((colours["bg1"],), (colours["tx2"],))


def test_tables_take_parts_of_their_style_in_order(shipped: Path) -> None:
    deck = Deck(shipped / f"{STEM}.pptx", Expected())
    [table] = [
        one for slide in deck.slides for one in tables(slide) if "four_cases" in one.shape.name
    ]
    deck.close()
    assert table.flags["firstRow"]
    assert table._parts(0, 0, 5, 3)[:3] == ["nwCell", "firstRow", "firstCol"]
    assert table._parts(2, 1, 5, 3) == ["wholeTbl"]
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    looks = [cells[at].paragraphs[0].runs[0].look for at in ((0, 1), (1, 0), (1, 1))]
    assert [look.bold for look in looks] == [True, True, False]
    assert cells[0, 1].box.x == pytest.approx(cells[1, 1].box.x)
    assert cells[1, 1].box.y == pytest.approx(cells[0, 1].box.bottom)


def _labels(deck: Deck) -> ChartText:
    slide, _ = _shape(deck, CHART)
    [chart] = charts(slide)
    assert "category axis" in {text.what for text in chart.texts}
    [found, *_] = [text for text in chart.texts if text.what.startswith("labels of ")]
    assert found.look.size > 14
    return found


def test_labels_stand_above_bars_or_on_them(
    changed: Callable[[Callable[[Twin], None]], Deck],
) -> None:
    above = _labels(changed(lambda twin: None))
    assert settle(above.coats).colours == (Colour(1, 1, 1),)

    def stacked(twin: Twin) -> None:
        _, root = twin.chart(CHART)
        next(root.iter(C + "grouping")).set("val", "stacked")
        place = next(root.iter(C + "dLblPos"))
        place.getparent().remove(place)

    deck = changed(stacked)
    accent = deck.slides[0].palette.colours["accent1"]
    assert settle(_labels(deck).coats).colours == (accent,)
