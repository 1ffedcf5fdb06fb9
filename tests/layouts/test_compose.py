"""Composing: frames hold what is put in them, nothing is lost, the fit ladder goes its way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from layouts.compose import compose
from layouts.flow import Flowable, Passage, Story
from layouts.fonts import Faces
from layouts.master import Master
from layouts.paragraph import Paragraph
from layouts.problems import InputError, Place, Problems
from layouts.runs import Run
from layouts.scene import LinkItem, Scene, TextItem
from layouts.setting import Setting
from layouts.tree import Node, Role
from reports.config import Layouts

WORDS = "Technical cooperation among developing countries is an instrument of exchange. "


@lru_cache
def layouts() -> tuple[dict[str, Master], dict[str, Setting]]:
    problems, place = Problems(), Place("test")
    files = Layouts()
    theme = files.theme("ocean", place, problems)
    language = files.language("en", place, problems)
    page = files.master("a4-brief", "page", place, problems)
    press = files.master("a4-press", "page", place, problems)
    slide = files.master("deck-16x9", "slide", place, problems)
    problems.stop()
    assert theme and language and page and slide and press  # noqa: PT018
    faces = Faces(theme, "en")
    masters = {"page": page, "press": press, "slide": slide}
    settings = {
        "page": Setting("page", theme, language, faces),
        "press": Setting("page", theme, language, faces),
        "slide": Setting("slide", theme, language, faces, 0.16),
    }
    return masters, settings


def story(passages: list[Passage], notes: dict[str, Flowable] | None = None) -> Story:
    tree = Node(Role.DOCUMENT, "document", children=[p.node for p in passages])
    return Story(tree, passages, notes or {}, "en", "A story")


def text(node: Node, part: str, words: str, role: str = "body", slot: str = "body") -> Paragraph:
    return Paragraph(node.child(Role.PARAGRAPH, part), (Run(words),), role, slot)


def passage(name: str, layout: str, *choices: list[tuple[str, str, str]]) -> Passage:
    node = Node(Role.SECTION, name)
    out = Passage(name, node, layout, name, name)
    for n, choice in enumerate(choices):
        flowables: list[Flowable] = [
            text(node, f"{n}-{k}", words, role, slot)
            for k, (words, role, slot) in enumerate(choice)
        ]
        out.choices.append((f"choice {n}", flowables))
    return out


def words_of(scene: Scene) -> Iterator[str]:
    for page in scene.pages:
        for fragment in page.fragments:
            for item in fragment.items:
                if isinstance(item, TextItem):
                    yield item.text


def made(kind: str, passages: list[Passage], notes: dict[str, Flowable] | None = None) -> Scene:
    masters, settings = layouts()
    return compose(story(passages, notes), masters[kind], settings[kind])


def title(words: str = "A title") -> tuple[str, str, str]:
    return (words, "title", "title")


@pytest.mark.parametrize("kind", ["page", "press"])
def test_pages_hold_every_word_in_order_and_inside_the_frame(kind: str) -> None:
    count = 60
    scene = made(
        kind,
        [passage(f"p{n}", "text", [(f"{n}. " + WORDS * 4, "body", "body")]) for n in range(count)],
    )
    text = "".join(words_of(scene)).replace("\N{SOFT HYPHEN}", "")
    for n in range(count):
        assert f"{n}. Technical" in text
    assert "".join(text.split()) == "".join(
        "".join(f"{n}. " + WORDS * 4 for n in range(count)).split()
    )
    masters, _ = layouts()
    frame = masters[kind].templates["body"].frames["main"].rect
    for page in scene.pages:
        for fragment in page.fragments:
            assert frame.contains(fragment.rect, 0.1)


def test_composing_twice_gives_the_same() -> None:
    first, second = (
        [
            (
                page.number,
                [
                    (round(i.x, 3), round(i.y, 3), i.text)
                    for f in page.fragments
                    for i in f.items
                    if isinstance(i, TextItem)
                ],
            )
            for page in made("page", [passage("a", "text", [(WORDS * 30, "body", "body")])]).pages
        ]
        for _ in range(2)
    )
    assert first == second


def test_a_heading_is_never_last_on_a_page() -> None:
    for lead in range(40, 56):
        head = passage("h", "text", [("A heading", "h1", "title")])
        body = passage("b", "text", [(WORDS * 12, "body", "body")])
        filler = passage("a", "text", *[[("Line.", "body", "body")] * lead])
        scene = made("page", [filler, head, body])
        for page in scene.pages:
            roles = [fragment.plan.paragraph.role for fragment in page.fragments]
            assert roles[-1] != "h1", lead


def test_a_note_stands_on_the_page_that_calls_it() -> None:
    node = Node(Role.SECTION, "a")
    notes: dict[str, Flowable] = {}
    flowables: list[Flowable] = []
    for n in range(60):
        own = node.child(Role.PARAGRAPH, f"p{n}")
        mark = Run(f"{n}", raised=True, note=f"note{n}")
        flowables.append(Paragraph(own, (Run(WORDS * 3), mark), "body"))
        notes[f"note{n}"] = text(node, f"note{n}", f"Note number {n}.", "footnote", "note")
    out = Passage("a", node, "text", "a", "a", [("", flowables)])
    scene = made("page", [out], notes)
    assert len(scene.pages) > 3
    for page in scene.pages:
        called = {
            run.note
            for fragment in page.fragments
            for run in getattr(fragment.plan, "runs", ())
            if run.note
            and run.text in [i.text.strip() for i in fragment.items if isinstance(i, TextItem)]
        }
        here = {
            f.plan.paragraph.node.id.partition("/")[2] for f in page.fragments if f.frame == "notes"
        }
        assert called == here


def test_the_ladder_takes_a_shorter_text_first() -> None:
    long = [title(), (WORDS * 30, "body", "body")]
    short = [title(), (WORDS, "body", "body")]
    scene = made("slide", [passage("a", "text", long, short)])
    assert len(scene.pages) == 1
    assert scene.steps["a"] == "choice 1 at 1"


def test_then_a_smaller_step_and_the_title_keeps_its_size() -> None:
    scene = made("slide", [passage("a", "text", [title(), (WORDS * 10, "body", "body")])])
    assert len(scene.pages) == 1
    assert scene.steps["a"].startswith("choice 0 at 0.")
    sizes = {f.frame: f.plan.style.size for f in scene.pages[0].fragments}
    _, settings = layouts()
    assert sizes["title"] == settings["slide"].style("title").size
    assert sizes["main"] < settings["slide"].style("body").size


def test_then_continuation_slides_that_keep_all_24_bullets() -> None:
    bullets = [(f"Bullet {n}. " + WORDS * 2, "list", "body") for n in range(24)]
    scene = made("slide", [passage("a", "text", [title(), *bullets])])
    assert len(scene.pages) > 1
    text = "".join(words_of(scene))
    for n in range(24):
        assert text.count(f"Bullet {n}. ") == 1
    counts = [sum(f.frame == "body" for f in page.fragments) for page in scene.pages]
    assert max(counts) - min(counts) <= 2
    assert all(any(f.frame == "title" for f in page.fragments) for page in scene.pages)


def test_then_an_error_that_names_block_slide_and_excess() -> None:
    with pytest.raises(InputError) as caught:
        made("slide", [passage("a", "quote", [("W" * 4000, "title", "title")])])
    [problem] = caught.value.problems
    assert problem.code == "cannot-fit"
    assert problem.place.file == "a"
    assert "slide 1" in problem.found
    assert "mm too tall" in problem.found


def test_a_slot_without_a_frame_is_an_error() -> None:
    with pytest.raises(InputError) as caught:
        made("slide", [passage("a", "quote", [("Words", "body", "table")])])
    assert [p.code for p in caught.value.problems] == ["no-frame"]


def test_all_that_does_not_fit_is_reported_at_once() -> None:
    wide = [("W" * 4000, "title", "title")]
    with pytest.raises(InputError) as caught:
        made("slide", [passage("a", "quote", wide), passage("b", "quote", wide)])
    assert [p.place.file for p in caught.value.problems] == ["a", "b"]


def test_page_numbers_of_the_contents_are_filled_in() -> None:
    front = Node(Role.SECTION, "contents")
    entry = front.child(Role.PARAGRAPH, "entry")
    link = entry.child(Role.LINK, "link")
    runs = (
        Run("Late", link="#late", node=link),
        Run("00", link="#late", node=link, page_of="late"),
    )
    line = Paragraph(entry, runs, "contents", leader=True)
    late = passage("late", "text", [("Here it is.", "body", "body")])
    late.new_page = True
    out = Passage("contents", front, "text", "Contents", "Contents", [("", [line])])
    scene = made("page", [out, passage("early", "text", [(WORDS * 60, "body", "body")]), late])
    text = "".join(
        i.text for f in scene.pages[0].fragments[:1] for i in f.items if isinstance(i, TextItem)
    )
    assert scene.places["late"] == len(scene.pages)
    assert str(scene.places["late"]) in text
    targets = [
        i.target for f in scene.pages[0].fragments for i in f.items if isinstance(i, LinkItem)
    ]
    assert "#late" in targets


def test_furniture_says_page_x_of_y() -> None:
    scene = made("page", [passage("a", "text", [(WORDS * 120, "body", "body")])])
    total = len(scene.pages)
    for page in scene.pages:
        text = " ".join(i.text for i in page.furniture if isinstance(i, TextItem))
        assert f"Page {page.number} of {total}" in text
        assert all(item.node is None for item in page.furniture if isinstance(item, TextItem))


def test_columns_never_reach_into_the_notes_that_any_of_them_calls() -> None:
    for lead in range(6, 30, 3):
        node = Node(Role.SECTION, "a")
        notes: dict[str, Flowable] = {}
        flowables: list[Flowable] = [text(node, f"lead{n}", WORDS * 2) for n in range(lead)]
        for n in range(14):
            own = node.child(Role.PARAGRAPH, f"p{n}")
            mark = Run(f"{n}", raised=True, note=f"note{n}")
            flowables.append(Paragraph(own, (Run(WORDS), mark), "body"))
            notes[f"note{n}"] = text(node, f"note{n}", WORDS * 2, "footnote", "note")
        scene = made("press", [Passage("a", node, "text", "a", "a", [("", flowables)])], notes)
        for page in scene.pages:
            tops = [f.rect.y for f in page.fragments if f.frame == "notes"]
            lows = [f.rect.bottom for f in page.fragments if f.frame == "main"]
            if tops and lows:
                assert max(lows) <= min(tops) + 0.1, lead


def test_a_heading_never_stands_alone_when_its_only_block_floats() -> None:
    masters, settings = layouts()
    for lead in range(30, 56):
        filler = passage("a", "text", *[[("Line.", "body", "body")] * lead])
        head = passage("b", "text", [("A heading", "h1", "title")])
        figure = passage("b.f", "chart", [(WORDS * 14, "body", "figure")])
        figure.section, figure.floats = "b", True
        scene = made(
            "page", [filler, head, figure, passage("c", "text", [(WORDS, "body", "body")])]
        )
        for page in scene.pages:
            main = [f for f in page.fragments if f.frame == "main"]
            assert main[-1].plan.paragraph.role != "h1", lead


def test_running_heads_keep_to_their_width() -> None:
    long = passage("a", "text", [(WORDS * 60, "body", "body")])
    long.section = "A very long title of a section that would run into what stands beside it here"
    masters, settings = layouts()
    told = story([long])
    told.running = (
        "A short title that is not short at all but goes on and on and on to the end of it"
    )
    scene = compose(told, masters["page"], settings["page"])
    for item in scene.pages[0].furniture:
        if isinstance(item, TextItem):
            length = sum(word.advance for word in item.words) * item.size / 1000
            assert length <= 240.1
            assert item.text.endswith("…") or "Page" in item.text


def test_slides_of_one_title_are_numbered_on() -> None:
    def again(n: int) -> tuple[str, list[Flowable]]:
        node = Node(Role.H2, "again")
        return f" ({n})", [Paragraph(node, (Run(f"A title ({n})"),), "title", "title")]

    long = [title(), *[(WORDS * 3, "list", "body") for _ in range(14)]]
    passages = [
        passage("a", "text", long),
        passage("b", "text", [title(), (WORDS, "body", "body")]),
    ]
    for one in passages:
        one.title, one.again = "A title", again
    scene = made("slide", passages)
    titles = [page.title for page in scene.pages]
    assert titles == ["A title", *(f"A title ({n})" for n in range(2, len(titles) + 1))]
    drawn = [
        "".join(i.text for f in page.fragments if f.frame == "title" for i in f.items)
        for page in scene.pages
    ]
    assert [d.strip() for d in drawn] == titles


def test_the_message_names_the_frame_that_cannot_go_on() -> None:
    slide = [("Wide title " * 30, "title", "title"), *[(WORDS * 3, "list", "body")] * 20]
    with pytest.raises(InputError) as caught:
        made("slide", [passage("a", "text", slide)])
    assert "'title'" in caught.value.problems[0].found
