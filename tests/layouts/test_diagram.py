"""Diagrams: clear geometry, every word said once and owned, whatever the length of the texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.boxes import Penalty
from layouts.contrast import contrast
from layouts.diagram import Arranger, Band, Connector, Diagram, Drawing, Phrase, Shape
from layouts.diagrams.cards import Card, Cards
from layouts.diagrams.clearance import faults, meets
from layouts.diagrams.figures import Figures, KeyFigure
from layouts.diagrams.flow import Flow, Gift, Party
from layouts.diagrams.parties import TONES, chunks
from layouts.diagrams.shapes import BOTTOM, LEFT, RIGHT, TOP, arrow
from layouts.diagrams.timeline import Event, Timeline
from layouts.scene import ShapeItem, TextItem
from layouts.segments import crosses
from layouts.setting import Setting
from layouts.tree import Node, Role
from layouts.units import Rect
from tests.layouts.figure_specimen import (
    PAGE_MEASURE,
    SLIDE_HEIGHT,
    SLIDE_MEASURE,
    boxes,
    collisions,
    figure,
    outside,
    plain_text,
    runs,
    setting,
    texts,
    words,
)

LIST = figure(Role.LIST)
FIGURE = figure()


def phrase(text: str, part: str) -> Phrase:
    return Phrase(runs(text), Node(Role.PARAGRAPH, f"{LIST.id}/{part}"))


def timeline(count: int, *lengths: int) -> Timeline:
    date, title, text = lengths
    return Timeline(
        [
            Event(
                phrase(words(date, n), f"{n}/date"),
                phrase(words(title, 3 * n), f"{n}/title"),
                phrase(words(text, 5 * n), f"{n}/text") if n % 4 != 3 else None,
                Node(Role.ITEM, f"{LIST.id}/{n}"),
            )
            for n in range(count)
        ]
    )


def cards(count: int, title: int, text: int) -> Cards:
    return Cards(
        [
            Card(
                phrase(words(title, n), f"{n}/title"),
                phrase(words(text - 9 * n, 3 * n), f"{n}/text"),
                Node(Role.ITEM, f"{LIST.id}/{n}"),
            )
            for n in range(count)
        ]
    )


def figures(count: int, value: int, label: int) -> Figures:
    return Figures(
        [
            KeyFigure(
                phrase(words(value, n), f"{n}/value"),
                phrase(words(label, 3 * n), f"{n}/label"),
                Node(Role.ITEM, f"{LIST.id}/{n}"),
            )
            for n in range(count)
        ]
    )


def flow(count: int, pairs: str, title: int = 12, text: int = 0, gives: int = 20) -> Flow:
    """Parties ``a``, ``b`` …; ``pairs`` such as ``"ab bc"`` say who gives to whom."""
    tones = ("north", "south", "south", "other", "south")
    parties = [
        Party(
            "abcde"[n],
            runs(words(title, 4 * n)),
            runs(words(text, n)) if text else (),
            tones[n],
            runs(tones[n].title()),
        )
        for n in range(count)
    ]
    gifts = [Gift(p[0], p[1], runs(words(gives, 5 * n))) for n, p in enumerate(pairs.split())]
    return Flow(parties, gifts, FIGURE)


ALL = "ab ba bc cb ac ca"
ARRANGED: dict[str, Callable[[], Arranger]] = {
    "timeline": lambda: timeline(4, 10, 30, 80),
    "timeline of two": lambda: timeline(2, 4, 20, 30),
    "longest timeline": lambda: timeline(16, 30, 70, 200),
    "cards": lambda: cards(3, 20, 90),
    "four cards": lambda: cards(4, 20, 90),
    "longest cards": lambda: cards(9, 50, 260),
    "figures": lambda: figures(4, 6, 60),
    "one figure": lambda: figures(1, 6, 60),
    "longest figures": lambda: figures(9, 30, 130),
    "one gift": lambda: flow(2, "ab"),
    "two ways": lambda: flow(2, "ab ba"),
    "longest between two": lambda: flow(2, "ab ba ab ba ab ba ab ba", 40, 80, 70),
    "triangle": lambda: flow(3, "ab ac bc"),
    "full triangle": lambda: flow(3, ALL),
    "longest triangle": lambda: flow(3, "ab ac bc", 40, 80, 70),
    "longest of three": lambda: flow(3, f"{ALL} ab ab", 40, 80, 70),
    "four": lambda: flow(4, "ab cd da bc ac"),
    "longest of five": lambda: flow(5, "ab bc cd de ea ac bd ce", 40, 80, 70),
}
"""Everything that can be arranged, with texts as short and as long as packs allow."""
STEPS = (("page", 1.0), ("slide", 1.0), ("slide", 0.8))


def laid(name: str, kind: str, step: float = 1.0) -> tuple[Drawing, list[Band]]:
    node = FIGURE if isinstance(ARRANGED[name](), Flow) else LIST
    measure, height = (PAGE_MEASURE, None) if kind == "page" else (SLIDE_MEASURE, SLIDE_HEIGHT)
    found = boxes(Diagram(node, ARRANGED[name]()).set(measure, setting(kind, step), height))
    drawing = found[0].content.plan
    assert isinstance(drawing, Drawing)
    assert [box.content.index for box in found] == list(range(len(drawing.bands)))
    assert [box.size for box in found] == [band.height for band in drawing.bands]
    return drawing, drawing.bands


@pytest.mark.parametrize(("kind", "step"), STEPS)
@pytest.mark.parametrize("name", ARRANGED)
def test_every_band_is_clear(name: str, kind: str, step: float) -> None:
    drawing, bands = laid(name, kind, step)
    for band in bands:
        assert faults(band, drawing.measure) == []
        assert text_faults(band) == []
        items = band.items()
        assert collisions(items) == []
        assert outside(items, Rect(0, 0, drawing.measure, band.height), 3.0) == []


def text_faults(band: Band) -> list[str]:
    """Text that is not inside its shape."""
    found: list[str] = []
    for n, shape in enumerate(band.shapes):
        left, top, right, bottom = shape.insets
        found += [
            f"shape {n}: {said}"
            for said in outside(shape.lines, shape.rect.inset(left, top, right, bottom), 1.0)
        ]
    return found


def test_what_is_not_clear_is_seen() -> None:
    drawing, bands = laid("full triangle", "slide")
    band = bands[0]
    label = next(n for n, shape in enumerate(band.shapes) if shape.form == "rect")
    kept = band.shapes[label].rect
    band.shapes[label].rect = band.shapes[0].rect
    assert any("overlap" in said for said in faults(band, drawing.measure))
    band.shapes[label].rect = kept.moved(-drawing.measure, 0)
    assert any("leaves the band" in said for said in faults(band, drawing.measure))
    start, end = band.ends(band.connectors[0])
    other = next(c.label for c in band.connectors[1:])
    assert other is not None
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    band.shapes[other].rect = Rect(middle[0] - 20, middle[1] - 8, 40, 16)
    assert any("runs through" in said for said in faults(band, drawing.measure))
    band.shapes[0].lines[0].y += 400  # type: ignore[union-attr]
    assert text_faults(band)


def test_lines_that_cross_are_seen() -> None:
    assert meets(((0, 0), (10, 10)), ((0, 10), (10, 0)))
    assert not meets(((0, 0), (10, 10)), ((10, 10), (20, 0)))
    assert crosses((0, 5), (20, 5), Rect(5, 0, 10, 10))
    assert not crosses((0, 11), (20, 11), Rect(5, 0, 10, 10))
    shapes = [Shape("rect", Rect(x, y, 1, 1)) for x, y in ((0, 0), (20, 20), (20, 0), (0, 20))]
    lines = [Connector(0, 1, RIGHT, LEFT, "text", 1), Connector(2, 3, LEFT, RIGHT, "text", 1)]
    assert faults(Band(shapes, lines, 21), 21) == ["connectors 0 and 1 cross"]


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@pytest.mark.parametrize(("kind", "step"), STEPS)
@pytest.mark.parametrize("name", ARRANGED)
def test_every_word_is_said_and_owned(name: str, kind: str, step: float) -> None:
    drawing, bands = laid(name, kind, step)
    arranger = drawing.diagram.arranger
    for phrase_ in phrases(arranger):
        said = [
            letters(plain_text(item for item in band.items() if item.node is phrase_.node))
            for band in bands
        ]
        want = letters("".join(run.text for run in phrase_.runs))
        if isinstance(arranger, Flow):
            assert any(want in one for one in said)
        else:
            assert sum(one == want for one in said) == 1
            assert sum(bool(one) for one in said) == 1


def phrases(arranger: Arranger) -> list[Phrase]:
    if isinstance(arranger, Timeline):
        told = [(e.date, e.title, e.text) for e in arranger.events]
    elif isinstance(arranger, Cards):
        told = [(c.title, c.text, None) for c in arranger.cards]
    elif isinstance(arranger, Figures):
        told = [(f.value, f.label, None) for f in arranger.figures]
    else:
        assert isinstance(arranger, Flow)
        gifts = [Phrase(gift.gives, FIGURE) for gift in arranger.gifts]
        parties = [
            Phrase(r, FIGURE)
            for p in arranger.parties
            for r in (p.title, p.text, p.tone_words)
            if r
        ]
        return [*gifts, *parties]
    return [one for each in told for one in each if one is not None]


@pytest.mark.parametrize("name", ARRANGED)
def test_reading_order_is_the_order_given(name: str) -> None:
    drawing, bands = laid(name, "slide")
    if isinstance(drawing.diagram.arranger, Flow):
        return
    order = [item.node for band in bands for item in texts(band.items())]
    want = [phrase_.node for phrase_ in phrases(drawing.diagram.arranger)]
    assert list(dict.fromkeys(order)) == want


@pytest.mark.parametrize("name", ARRANGED)
def test_marks_belong_to_the_figure_or_are_artifacts(name: str) -> None:
    drawing, bands = laid(name, "page")
    flows = isinstance(drawing.diagram.arranger, Flow)
    for band in bands:
        for shape in band.shapes:
            assert shape.decorative or shape.node is not None
            assert not (shape.decorative and shape.paragraphs)
        for item in band.items():
            if isinstance(item, ShapeItem):
                assert item.node in ((None, FIGURE) if flows else (None, *nodes(band)))
            elif isinstance(item, TextItem):
                assert item.node is not None


def nodes(band: Band) -> list[Node | None]:
    return [shape.node for shape in band.shapes]


@pytest.mark.parametrize(("kind", "step"), STEPS)
@pytest.mark.parametrize("name", [n for n, make in ARRANGED.items() if isinstance(make(), Flow)])
def test_arrows_run_from_giver_to_taker(name: str, kind: str, step: float) -> None:
    drawing, bands = laid(name, kind, step)
    arranger = drawing.diagram.arranger
    assert isinstance(arranger, Flow)
    drawn = [arrow_of(band, c, len(arranger.parties)) for band in bands for c in band.connectors]
    want = [
        (arranger.index(g.source), arranger.index(g.target), letters(g.gives[0].text))
        for g in arranger.gifts
    ]
    assert sorted(drawn) == sorted(want)


def arrow_of(band: Band, connector: Connector, count: int) -> tuple[int, int, str]:
    """Numbers of the parties at whose box or life line an arrow begins and ends; its label."""
    start, end = band.ends(connector)
    assert connector.arrow
    assert connector.label is not None
    label = letters(plain_text(band.shapes[connector.label].lines))
    return party_at(band, start, count), party_at(band, end, count), label


def party_at(band: Band, point: tuple[float, float], count: int) -> int:
    rects = [shape.rect for shape in band.shapes[:count]]
    for n, rect in enumerate(rects):
        if rect.inset(-0.1, -0.1, -0.1, -0.1).contains(Rect(*point, 0, 0)):
            return n
    # Below the boxes: the life line that is nearest.
    return min(range(count), key=lambda n: abs(rects[n].x + rects[n].width / 2 - point[0]))


def test_arrows_are_glued_at_the_edges_of_boxes() -> None:
    for name in ("one gift", "two ways", "triangle", "full triangle"):
        _, [band] = laid(name, "slide")
        count = 2 if name in ("one gift", "two ways") else 3
        for connector in band.connectors:
            for point in band.ends(connector):
                rect = band.shapes[party_at(band, point, count)].rect
                x, y = point
                edges = (x - rect.x, rect.right - x, y - rect.y, rect.bottom - y)
                assert min(map(abs, edges)) < 0.01


def test_three_parties_stand_in_a_triangle_with_the_odd_one_on_top() -> None:
    for kind in ("page", "slide"):
        _, [band] = laid("full triangle", kind)
        north, *south = band.shapes[:3]
        assert north.rect.bottom < min(shape.rect.y for shape in south)
        assert north.rect.x + north.rect.width / 2 == pytest.approx(
            (PAGE_MEASURE if kind == "page" else SLIDE_MEASURE) / 2
        )


def test_three_arrows_along_one_side_make_no_triangle() -> None:
    _, [band] = laid("longest of three", "page")
    assert len({shape.rect.y for shape in band.shapes[:3]}) == 1


def test_tones_are_inks_and_words() -> None:
    _, [band] = laid("triangle", "page")
    for shape, tone in zip(band.shapes, ("north", "south", "south"), strict=False):
        assert shape.fill == TONES[tone]
        assert tone.title() in plain_text(shape.lines)


def test_words_in_boxes_can_be_read() -> None:
    inks = setting("page").theme.inks
    for kind in ("page", "slide"):
        for role in ("diagram-title", "diagram-note"):
            ink = inks[setting(kind).style(role).ink].rgb
            for tone in TONES.values():
                assert contrast(inks[tone].rgb, ink) >= 4.5


def test_labels_are_read_in_the_order_of_the_gifts() -> None:
    for name in ("full triangle", "two ways", "four", "longest of five"):
        for kind in ("page", "slide"):
            drawing, bands = laid(name, kind)
            arranger = drawing.diagram.arranger
            assert isinstance(arranger, Flow)
            labels = [b.shapes[c.label] for b in bands for c in b.connectors if c.label]
            said = [letters(plain_text(shape.lines)) for shape in labels]
            assert said == [letters(gift.gives[0].text) for gift in arranger.gifts]


def test_the_language_says_the_tone_where_the_party_does_not() -> None:
    made = setting("page")
    labelled = replace(made, language=replace(made.language, labels={"tone_south": "du Sud"}))
    parties = [Party("a", runs("A"), tone="south"), Party("b", runs("B"), tone="north")]
    one = Flow(parties, [Gift("a", "b", runs("x"))], FIGURE)
    boxed = one.arrange(PAGE_MEASURE, labelled, None)[0].shapes[:2]
    assert [plain_text(shape.lines) for shape in boxed] == ["A du Sud", "B"]


def test_a_slide_that_cannot_hold_all_arrows_gets_bands_that_it_can() -> None:
    for name in ("longest between two", "longest of three", "longest of five"):
        for step in (1.0, 0.8):
            _, bands = laid(name, "slide", step)
            assert len(bands) > 1
            for band in bands:
                assert band.height <= SLIDE_HEIGHT or len(band.connectors) == 1


@pytest.mark.parametrize("name", ["longest timeline", "longest cards", "longest figures"])
def test_rows_fit_a_slide_at_the_smallest_step(name: str) -> None:
    _, bands = laid(name, "slide", 0.8)
    assert max(band.height for band in bands) <= SLIDE_HEIGHT


def test_cards_of_a_row_are_equally_high_and_wide() -> None:
    for name in ("cards", "longest cards"):
        for kind in ("page", "slide"):
            for band in laid(name, kind)[1]:
                told = [shape.rect for shape in band.shapes if shape.paragraphs]
                assert len({round(rect.height, 6) for rect in told}) == 1
                assert len({round(rect.width, 6) for rect in told}) == 1
                assert len({rect.y for rect in told}) == 1


def test_values_of_key_figures_stay_on_one_line() -> None:
    for kind in ("page", "slide"):
        for band in laid("figures", kind)[1]:
            for shape in band.shapes:
                lines = [
                    i
                    for i in texts(shape.lines)
                    if i.size == setting(kind).style("figure-value").size
                ]
                assert len({i.y for i in lines}) <= 1


def test_timeline_has_a_band_for_each_event_on_pages_and_rows_on_slides() -> None:
    assert len(laid("longest timeline", "page")[1]) == 16
    rows = laid("timeline", "slide")[1]
    assert [sum(bool(shape.paragraphs) for shape in band.shapes) for band in rows] == [4]
    sizes = [
        sum(bool(shape.paragraphs) for shape in band.shapes)
        for band in laid("longest timeline", "slide", 0.8)[1]
    ]
    assert sum(sizes) == 16
    assert max(sizes) <= 5
    assert len(set(sizes[:-1])) == 1


def test_dates_and_titles_share_a_baseline_on_pages() -> None:
    for band in laid("longest timeline", "page")[1]:
        date, told = (shape for shape in band.shapes if shape.paragraphs)
        assert texts(date.lines)[0].y == pytest.approx(texts(told.lines)[0].y)


def test_a_break_after_the_first_event_costs() -> None:
    parts = Diagram(LIST, timeline(5, 5, 20, 40)).set(PAGE_MEASURE, setting("page"))
    costs = [part.cost for part in parts if isinstance(part, Penalty)]
    assert costs == [1000.0, 0.0, 0.0, 1000.0]
    again = Diagram(LIST, timeline(16, 30, 70, 200)).set(SLIDE_MEASURE, setting("slide"), 308.0)
    assert {part.cost for part in again if isinstance(part, Penalty)} == {0.0}


def test_notes_called_in_a_band_go_with_it() -> None:
    noted = Phrase((*runs("so many"), *[r.__class__("1", note="n1") for r in runs("x")]), LIST)
    made = Cards([Card(noted, noted, LIST), Card(noted, noted, LIST)])
    [box] = boxes(Diagram(LIST, made).set(PAGE_MEASURE, setting("page")))
    assert box.inserts == ("n1",)


def test_arrow_heads_point_at_the_end() -> None:
    line, head = arrow((0, 0), (100, 0), Connector(0, 1, RIGHT, LEFT, "text", 2.0))
    assert isinstance(line, ShapeItem)
    assert isinstance(head, ShapeItem)
    assert head.path[0] == ("M", 100, 0)
    assert line.path[1][1] < 100
    assert arrow((5, 5), (5, 5), Connector(0, 1, RIGHT, LEFT, "text", 2.0)) == []


def test_sites_and_forms() -> None:
    shape = Shape("rounded", Rect(0, 0, 40, 20), radius=4)
    assert [shape.site(n) for n in (TOP, LEFT, BOTTOM, RIGHT)] == [
        (20, 0),
        (0, 10),
        (20, 20),
        (40, 10),
    ]
    for form in ("rect", "rounded", "ellipse", "dot", "chevron"):
        path = Shape(form, Rect(0, 0, 40, 20), radius=4).path
        assert path[-1] == ("Z",)
        assert outside([ShapeItem(path, "text")], Rect(0, 0, 40, 20)) == []
    assert Shape("line", Rect(1, 2, 3, 0)).path == (("M", 1, 2), ("L", 4, 2))


def test_flows_of_strangers_are_refused() -> None:
    for pairs in ("az", "aa"):
        with pytest.raises(ValueError, match="no gift from"):
            flow(2, pairs)
    with pytest.raises(ValueError, match="a flow has two parties"):
        Flow([Party("a", runs("A")), Party("a", runs("B"))], [Gift("a", "a", runs("x"))], FIGURE)


@given(st.lists(st.floats(1, 100), min_size=1, max_size=9), st.floats(20, 300))
def test_chunks_hold_all_rows_in_order(heights: list[float], limit: float) -> None:
    runs_ = chunks(heights, limit)
    assert [n for first, last in runs_ for n in range(first, last)] == list(range(len(heights)))
    for first, last in runs_:
        assert last - first == 1 or sum(heights[first:last]) <= limit + 0.02


PAIRS = st.lists(
    st.sampled_from([a + b for a, b in combinations("abc", 2)] + ["ba", "cb", "ca"]),
    min_size=1,
    max_size=6,
)


@given(PAIRS, st.integers(3, 40), st.integers(3, 70), st.sampled_from(["page", "slide"]))
@settings(max_examples=60, deadline=None)
def test_any_flow_of_three_is_clear(pairs: list[str], title: int, gives: int, kind: str) -> None:
    made = flow(3, " ".join(pairs), title, 0, gives)
    one: Setting = setting(kind)
    measure, height = (PAGE_MEASURE, None) if kind == "page" else (SLIDE_MEASURE, SLIDE_HEIGHT)
    for band in made.arrange(measure, one, height):
        assert faults(band, measure) == []
        assert text_faults(band) == []
        assert collisions(band.items()) == []


@given(st.integers(2, 9), st.integers(2, 50), st.integers(20, 260), st.floats(150, 900))
@settings(max_examples=40, deadline=None)
def test_any_cards_are_clear_at_any_measure(
    count: int, title: int, text: int, measure: float
) -> None:
    for kind in ("page", "slide"):
        for band in cards(count, title, text + 9 * count).arrange(measure, setting(kind), None):
            assert faults(band, measure) == []
            assert text_faults(band) == []
