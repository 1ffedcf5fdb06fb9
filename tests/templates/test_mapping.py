"""Mapping: which rule finds a layout, in which order, and what stands in where none does."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from layouts.master import Master
from layouts.problems import Place, Problems
from layouts.units import Rect, Size
from reports.config import Layouts
from reports.template.colours import Palette
from reports.template.deckfile import Placeholder, SlideLayout, SlideMaster
from reports.template.grounds import Ground
from reports.template.mapping import LayoutMap, Mapper, Match, folded
from reports.template.textlevels import COUNT, Fonts, TextLevel

SIZE = Size(960, 540)
WHITE = Ground(("#FFFFFF",))
PALETTE = Palette({}, {})
TITLE, WHOLE = Rect(48, 24, 864, 80), Rect(48, 126, 864, 356)
LEFT, RIGHT = Rect(48, 126, 424, 356), Rect(488, 126, 424, 356)
THIRDS = tuple(Rect(48 + 296 * n, 126, 272, 356) for n in range(3))
NONSENSE = "Xyzzy"
"""A name that says nothing."""


@lru_cache(maxsize=1)
def ours() -> Master:
    """The master of slides that comes with the program."""
    problems = Problems()
    master = Layouts().master("deck-16x9", "slide", Place("test"), problems)
    problems.stop()
    assert master is not None
    return master


def place(kind: str, index: int, rect: Rect | None, size: float = 20.0) -> Placeholder:
    """A placeholder."""
    levels = tuple(TextLevel(size=size) for _ in range(COUNT))
    name = f"{kind} {index}"
    return Placeholder(kind, index, "<p:ph/>", name, rect, levels=levels, ground=WHITE)


def title(rect: Rect = TITLE, size: float = 28.0, kind: str = "title") -> Placeholder:
    """A title."""
    return place(kind, 0, rect, size)


def made(name: str, *places: Placeholder, kind: str = "", hidden: bool = False) -> SlideLayout:
    """A layout; its part is named after it."""
    return SlideLayout(f"{name}.xml", name, kind, places, WHITE, PALETTE, hidden=hidden)


def full(name: str = NONSENSE, *, kind: str = "", hidden: bool = False) -> SlideLayout:
    """A title and content."""
    return made(name, title(), place("obj", 1, WHOLE), kind=kind, hidden=hidden)


def halves(name: str, kind: str = "") -> SlideLayout:
    """A title and two areas side by side."""
    return made(name, title(), place("obj", 1, LEFT), place("obj", 2, RIGHT), kind=kind)


def opening(name: str, kind: str = "", size: float = 44.0) -> SlideLayout:
    """A large title and a line below it."""
    large = title(Rect(48, 170, 864, 110), size)
    return made(name, large, place("subTitle", 1, Rect(48, 300, 864, 100)), kind=kind)


def mapped(*layouts: SlideLayout, **asked: str) -> LayoutMap:
    """The mapping on these layouts; ``asked`` names theirs by ours."""
    master = SlideMaster("m.xml", "Test", Fonts("Arial", "Arial"), PALETTE, layouts)
    wanted = {name.replace("_", "-"): layout for name, layout in asked.items()}
    return Mapper(master, ours().templates, SIZE, wanted).map()


def told(match: Match) -> tuple[str, str]:
    """Their layout and the rule that found it."""
    return match.layout.name, match.rule


def test_the_audience_goes_before_the_name() -> None:
    layouts = full("Title and Content"), full(NONSENSE)
    assert told(mapped(*layouts, content="xyzzy").matches["content"]) == (NONSENSE, "audience")
    assert told(mapped(*layouts).matches["content"]) == ("Title and Content", "name")


def test_a_layout_of_the_audience_that_does_not_suit_is_passed_over_and_named() -> None:
    headless = made(NONSENSE, place("obj", 1, WHOLE))
    found = mapped(full("Title and Content"), headless, content=NONSENSE)
    assert told(found.matches["content"]) == ("Title and Content", "name")
    (reason,) = found.passed["content"]
    assert reason.startswith(f"{NONSENSE!r}, offered as the audience says, is passed over: it has")
    assert mapped(full("Title and Content"), headless).passed == {}


def test_the_name_goes_before_the_type() -> None:
    layouts = full(NONSENSE, kind="obj"), full("Titel und Inhalt")
    assert told(mapped(*layouts).matches["content"]) == ("Titel und Inhalt", "name")
    layouts = full(NONSENSE, kind="obj"), full("Anderes")
    assert told(mapped(*layouts).matches["content"]) == (NONSENSE, "type")


@pytest.mark.parametrize(
    "name",
    [
        *("Title and Content", "Titel und Inhalt", "Titre et contenu", "Título y objetos"),
        *("Заголовок и объект", "TITLE AND CONTENT", "1_Title and Content", "title-and-content"),
    ],
)
def test_names_in_several_languages_and_spellings(name: str) -> None:
    other = full("Other", kind="obj")
    assert told(mapped(other, full(name)).matches["content"]) == (name, "name")
    assert told(mapped(other, full(f"{name}x")).matches["content"]) == ("Other", "type")


@pytest.mark.parametrize(
    ("name", "ours_"),
    [
        *(("Titelfolie", "title"), ("Diapositive de titre", "title"), ("Portada", "title")),
        *(("Abschnittsüberschrift", "section"), ("En-tête de section", "section")),
        *(("Заголовок раздела", "section"), ("Encabezado de sección", "section")),
    ],
)
def test_title_slides_and_sections_by_their_names(name: str, ours_: str) -> None:
    content = full("Title and Content")
    assert told(mapped(content, opening(name)).matches[ours_]) == (name, "name")
    rule = mapped(content, opening(NONSENSE, size=28)).matches[ours_].rule
    assert rule != "name"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1_Title Slide", "titleslide"),
        ("12_Título", "título"),
        ("Two  Content (v2)", "twocontentv2"),
        ("_Text", "text"),
        ("a_Text", "atext"),
        ("", ""),
    ],
)
def test_names_are_folded(before: str, after: str) -> None:
    assert folded(before) == after


def test_the_type_goes_before_words() -> None:
    layouts = full("Corporate table page"), full(NONSENSE, kind="tbl")
    content = full("Title and Content")
    assert told(mapped(content, *layouts).matches["table"]) == (NONSENSE, "type")
    assert told(mapped(content, layouts[0]).matches["table"]) == ("Corporate table page", "words")


def test_a_type_does_not_take_the_layout_that_has_the_name_of_another() -> None:
    agenda = full("Agenda", kind="obj")
    assert mapped(agenda, full(NONSENSE)).matches["content"].layout.name == NONSENSE
    assert mapped(replace(agenda, name="Plain"), full(NONSENSE)).matches["content"].rule == "type"


def test_the_longest_words_win() -> None:
    content = full("Title and Content")
    found = mapped(content, full("ACME Title and Table blue"))
    assert told(found.matches["table"]) == ("ACME Title and Table blue", "words")
    assert found.matches["chart"].layout.name == "Title and Content"
    found = mapped(content, full("ACME Tables"))  # no word of its own: half a word is none
    assert found.matches["table"].rule == "instead"


def test_words_that_are_a_part_of_longer_ones_find_nothing() -> None:
    found = mapped(full("Title and Content"), full("ACME Diagramm und Text"))
    assert found.matches["text"].rule == "instead"
    found = mapped(full("Title and Content"), full("ACME Text"))
    assert told(found.matches["text"]) == ("ACME Text", "words")


def test_layouts_with_places_left_over_are_not_told_by_placeholders() -> None:
    two = halves("Two")
    more = replace(two, placeholders=(*two.placeholders, place("pic", 3, Rect(48, 490, 80, 40))))
    assert mapped(full("One"), two).matches["two-content"].rule == "placeholders"
    assert mapped(full("One"), more).matches["two-content"].rule == "instead"
    assert mapped(full("One")).matches["diagram"].rule == "instead"


def test_generic_words_find_nothing() -> None:
    found = mapped(full("Title and Content"), opening("My title here", size=28))
    assert found.matches["title"].rule != "words"
    found = mapped(full("Title and Content"), opening("My cover here", size=28))
    assert found.matches["title"].rule == "words"


def test_placeholders_tell_layouts_with_odd_names() -> None:
    chart = made("Three", title(), place("chart", 1, WHOLE))
    found = mapped(full("One"), halves("Two"), chart, made("Four", title()))
    assert told(found.matches["content"]) == ("One", "placeholders")
    assert told(found.matches["two-content"]) == ("Two", "placeholders")
    assert told(found.matches["chart"]) == ("Three", "placeholders")
    assert told(found.matches["diagram"]) == ("Four", "placeholders")
    found = mapped(full("One"), made("Three", title(), place("pic", 1, WHOLE)))
    assert found.matches["chart"].rule == found.matches["two-content"].rule == "instead"


def test_areas_side_by_side_are_counted() -> None:
    areas = [place("obj", n + 1, rect) for n, rect in enumerate(THIRDS)]
    found = mapped(full("One"), made("Thrice", title(), *areas))
    assert told(found.matches["three-content"]) == ("Thrice", "placeholders")
    assert found.matches["two-content"].rule == "instead"
    stacked = [replace(one, rect=Rect(48, 126 + 120 * n, 864, 110)) for n, one in enumerate(areas)]
    found = mapped(full("One"), made("Thrice", title(), *stacked))
    assert found.matches["three-content"].rule == "instead"


def test_two_areas_without_an_answer_stand_below_one_another_on_content() -> None:
    match = mapped(full("One")).matches["two-content"]
    assert (match.alias, match.layout.name) == ("content", "One")
    assert mapped(full("One"), halves("Two")).matches["two-content"].alias == ""


def test_looks_tell_the_title_slide() -> None:
    found = mapped(full("One"), opening("Large", size=44))
    assert told(found.matches["title"]) == ("Large", "look")
    found = mapped(full("One"), opening("As large as the others", size=28))
    assert found.matches["title"].rule == "instead"
    assert told(found.matches["section"]) == ("As large as the others", "look")


def test_another_answer_stands_in_and_says_so() -> None:
    match = mapped(full("One")).matches["quotation"]
    assert (told(match), match.notes[0]) == (("One", "instead"), "as for content")
    match = mapped(full("One"), full("Zitat")).matches["quotation"]
    assert told(match) == ("Zitat", "name")
    assert not any(note.startswith("as for") for note in match.notes)


def test_the_nearest_stands_in() -> None:
    found = mapped(full("One"), full("Zitat")).matches["statement"]
    assert (found.layout.name, found.notes[0]) == ("Zitat", "as for quotation")
    found = mapped(full("One"), full("Other")).matches["statement"]
    assert found.layout.name == "One"


@pytest.mark.parametrize("kind", ["vertTx", "vertTitleAndTx"])
def test_layouts_of_upright_text_are_not_used(kind: str) -> None:
    assert not mapped(full("Title and Content", kind=kind)).answers
    assert mapped(full("Title and Content", kind="obj")).answers


def test_hidden_layouts_are_not_used() -> None:
    assert not mapped(full("Title and Content", hidden=True)).answers
    assert mapped(full("Title and Content")).answers


def test_without_a_place_for_text_there_is_no_answer() -> None:
    assert not mapped(made("Title and Content", title())).answers
    small = place("obj", 1, Rect(48, 126, 90, 40))
    assert not mapped(made("Title and Content", title(), small)).answers
    nowhere = place("obj", 1, None)
    found = mapped(made("Title and Content", title(), nowhere))
    assert not found.answers
    assert "has no place" in found.passed["content"][0]


@pytest.mark.parametrize(
    ("layout", "reason"),
    [
        (full(NONSENSE, hidden=True), "it is hidden"),
        (full(NONSENSE, kind="vertTx"), "its text stands upright"),
        (full("Other"), "it is on no master that is used"),
        (full(NONSENSE), ""),
    ],
)
def test_a_layout_of_the_audience_that_is_not_tried_is_named(
    layout: SlideLayout, reason: str
) -> None:
    found = mapped(full("Title and Content"), layout, table=NONSENSE)
    assert (found.matches["table"].rule == "audience") == (not reason)
    said = f"{NONSENSE!r}, offered as the audience says, is passed over: {reason}"
    assert found.passed == ({"table": [said]} if reason else {})
