"""The list of changes since the last edition, and the bars beside what changed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pptx import Presentation

from layouts.changebars import AWAY, INK, WIDTH
from layouts.master import MAIN
from layouts.problems import InputError
from layouts.scene import Page, Scene, ShapeItem
from layouts.units import Rect
from reports import cli
from reports.changelist import MOST_NUMBERS, Row, rows
from reports.check import check
from reports.edition import Edition
from reports.editions import editions
from reports.frontmatter import CHANGES as IDENT
from reports.landing import Landing
from reports.readback.deck import read_deck
from reports.readback.pdf import read_pdf
from reports.since import since
from reports.story import tell
from tests.reports.small_edition import LAST, LOREM, PACK, Editions, Pack, block, write


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return Editions(tmp_path_factory.mktemp("changes"))


def told(made: Editions, medium: str = "page", name: str = "outer") -> list[Row]:
    """The lines of the list of one document."""
    return listed(made.edition(name), medium)


def listed(edition: Edition, medium: str) -> list[Row]:
    """The same of an edition at hand."""
    selection = edition.selections[medium]
    _story, telling = tell(selection, edition.language, edition.masters[medium])
    found = since(selection, telling)
    assert found is not None
    return rows(found, selection, telling)


def edit(pack: Pack) -> None:
    """One fact, one title; a block added, one removed."""
    pack["facts"]["berths"]["value"] = "44"
    block(pack, "one.alpha")["title"] = "Alpha and more"
    pack["sections"][0]["blocks"].remove(block(pack, "one.beta"))
    more = {"kind": "paragraph", "id": "delta", "title": "Delta", "text": "Delta is new."}
    pack["sections"][1]["blocks"].insert(2, more)


EDITED = [
    Row("Berths along the quay", "", ("40", "44"), "one.keys/list/item1/body/value"),
    Row("Title", "", ("Alpha", "Alpha and more"), "one.alpha"),
    Row("Half of the ice: ice, share", "", ("5", "7"), "one.bars"),
    Row("Beta stands without a title.", "taken out"),
    Row("Delta", "new", ("", ""), "two.delta"),
]


def test_exactly_what_was_edited_with_its_page_and_slide(made: Editions) -> None:
    made.second(edit, shares="ice,7\nsalt,6\n")
    assert told(made, "page") == EDITED
    assert told(made, "slide") == EDITED
    out = made.root / "edited"
    made.run("build", made.pack, "-o", str(out))
    made.run("check", made.pack, "-o", str(out))
    entry = json.loads((out / "manifest.json").read_bytes())["packs"]["quay"]["audiences"]["outer"]
    pdf = read_pdf(out / "quay-outer-en.pdf")
    cells = deck_cells(out / "quay-outer-en.pptx")
    for n, row in enumerate(EDITED, 1):
        ident = row.place.partition("/")[0]
        page, slide = (
            ("–", "–")
            if not ident
            else (
                str(entry["blocks"][ident][f"{medium}s"][0][medium]) for medium in ("page", "slide")
            )
        )
        how = row.how or " → ".join(row.values)
        assert pdf.text_of(f"{IDENT}/table/row{n}/cell3") == page
        words = [*cells[n]]
        assert words == [row.what, how, slide]
    assert len(cells) == len(EDITED) + 1
    assert cells[0] == ["What", "Change", "Slide"]
    assert "Compared with edition 1." in (pdf.text_of(IDENT) or "")


def deck_cells(path: Path) -> list[list[str]]:
    """The rows of the list on slides, heads once."""
    found: list[list[str]] = []
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.name == f"{IDENT}/table":
                lines = [[cell.text for cell in row.cells] for row in shape.table.rows]
                found += lines[1:] if found else lines
    return found


def test_the_list_links_to_where_things_stand(made: Editions) -> None:
    made.second(edit)
    out = made.root / "links"
    made.run("build", made.pack, "-o", str(out))
    scene, _telling = made.edition().compose("page")
    with pikepdf.open(out / "quay-outer-en.pdf") as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        page = pdf.pages[scene.places[IDENT] - 1]
        led = {
            str(link.Contents): numbers[link.Dest[0].objgen]
            for link in page.Annots
            if "/Dest" in link
        }
    assert led["Delta"] == scene.places["two.delta"]
    assert led["Berths along the quay"] == scene.places["one.keys"]
    slides, _telling = made.edition().compose("slide")
    deck = Presentation(str(out / "quay-outer-en.pptx"))
    slide = deck.slides[slides.places[IDENT] - 1]
    targets = {
        deck.slides.index(part.slide) + 1
        for rel in slide.part.rels.values()
        if rel.reltype.endswith("/slide")
        for part in [rel.target_part]
    }
    assert slides.places["two.delta"] in targets


def test_the_list_stands_in_the_contents_and_at_the_front(made: Editions) -> None:
    def four(pack: Pack) -> None:
        for n in range(4):
            text = {"kind": "paragraph", "id": "text", "text": "Some text."}
            section = {"id": f"more{n}", "title": f"More {n}", "blocks": [text]}
            pack["sections"].append(section)

    made.second(four)
    for medium in ("page", "slide"):
        edition = made.edition()
        story, _telling = tell(
            edition.selections[medium], edition.language, edition.masters[medium]
        )
        names = [passage.id for passage in story.passages]
        assert names[:4] == ["cover", "contents", IDENT, names[3]]
        assert names[3].startswith("one")
        assert [node.id for node in story.tree.children][:4] == ["cover", "contents", IDENT, "one"]
        scene, _telling = edition.compose(medium)
        assert "Changes since the last edition" in " ".join(Landing(scene).texts_below("contents"))


def test_nothing_changed_is_one_sentence(made: Editions) -> None:
    made.second()
    assert told(made, "page") == told(made, "slide") == []
    out = made.root / "same"
    made.run("build", made.pack, "-o", str(out))
    made.run("check", made.pack, "-o", str(out))
    for read in (read_pdf(out / "quay-outer-en.pdf"), read_deck(out / "quay-outer-en.pptx")):
        text = read.text_of(IDENT) or ""
        assert "Nothing has changed since the last edition." in text
        assert f"{IDENT}/table" not in read.texts
    scene, _telling = made.edition().compose("page")
    assert marks(scene) == {}


def test_the_shorter_length_of_a_text_is_no_change(made: Editions) -> None:
    """What the list says does not depend on which length fits; so it is known before layout."""
    made.second(lambda pack: block(pack, "two.gamma")["text"].update(medium="Gamma in between."))
    assert told(made, "page") == told(made, "slide") == []
    made.second(lambda pack: block(pack, "two.gamma")["text"].update(long="All is new."))
    assert [row.what for row in told(made, "page")] == ["Gamma"]
    assert told(made, "slide") == []
    made.second(lambda pack: block(pack, "two.gamma")["text"].update(short="In other words."))
    assert told(made, "page") == []
    assert told(made, "slide") == [Row("Gamma", "changed", place="two.gamma")]


CHANGES: list[tuple[str, Callable[[Pack], Any], list[tuple[str, str]]]] = [
    (
        "reordered items",
        lambda p: block(p, "two.plans")["items"].reverse(),
        [("Three plans", "changed")],
    ),
    ("an item less", lambda p: block(p, "two.plans")["items"].pop(), [("Three plans", "changed")]),
    ("a setting", lambda p: block(p, "two.plans").update(style="number"), []),
    ("an alternative text", lambda p: block(p, "one.bars").update(alt="Bars."), []),
    ("a note", lambda p: block(p, "two.plans").update(notes=["Speak up."]), []),
    (
        "a cell",
        lambda p: block(p, "two.grid")["rows"].append(["Mow", "Me"]),
        [("Who does what", "changed")],
    ),
    ("moved blocks", lambda p: p["sections"][1]["blocks"].reverse(), [("moved", "")]),
    ("moved sections", lambda p: p["sections"].insert(0, p["sections"].pop(1)), [("moved", "")]),
    (
        "a source",
        lambda p: p["sources"]["report"].update(date="2026"),
        [("[1] Report of the commission", "2025 → 2026")],
    ),
    (
        "a title",
        lambda p: p.update(title="The new quay"),
        [("Cover", "The quay of Port Ellen → The new quay")],
    ),
    (
        "a section",
        lambda p: p["sections"][0].update(title="All there is"),
        [("Title", "What there is → All there is")],
    ),
    ("a day of review", lambda p: p["sources"]["report"].update(review_by="2027-01-01"), []),
    ("line ends", lambda p: block(p, "one.alpha").update(text=LOREM.replace(" ", "  ") * 3), []),
]


@pytest.mark.parametrize(
    ("change", "wanted"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_what_counts_as_a_change(
    made: Editions, change: Callable[[Pack], Any], wanted: list[tuple[str, str]]
) -> None:
    made.second(change)
    edition = made.edition()
    for medium in ("page", "slide"):
        found = [(row.what, row.how or " → ".join(row.values)) for row in listed(edition, medium)]
        if wanted == [("moved", "")]:
            assert found
            assert {how for _, how in found} == {"moved"}
            assert len(found) == (1 if len(found) == 1 else len(PACK["sections"][1]["blocks"]) - 1)
        elif medium == "slide" and change is CHANGES[0][1]:
            assert found == []  # of entries that pages and slides share the order counts on pages
        else:
            assert found == wanted


def test_titles_in_several_lengths_are_no_change(tmp_path: Path) -> None:
    """The manifest has them as pages say them; slides say them shorter."""

    def lengths(pack: Pack) -> None:
        pack["title"] = {"short": "Quay", "long": "The quay of Port Ellen"}
        pack["sections"][0]["title"] = {"short": "Now", "long": "What there is"}

    own = Editions(tmp_path, edit=lengths)
    own.second(lengths)
    assert told(own, "page") == told(own, "slide") == []


def test_a_reference_to_what_a_reader_does_not_get_is_no_change(tmp_path: Path) -> None:
    """The manifest does not name it."""

    def refer(pack: Pack) -> None:
        text = {"kind": "paragraph", "id": "text", "title": "Elsewhere", "text": "Some text."}
        pack["sections"].append({"id": "more", "title": "More", "blocks": [text]})
        block(pack, "one.alpha")["text"] = "See [#more.text] and [#two.grid]."
        block(pack, "one.beta")["title"] = "Look at [#more.text]"

    own = Editions(tmp_path, edit=refer)
    assert "more.text" not in json.dumps(own.book()["packs"]["quay"]["audiences"]["plain"])
    own.second(refer)
    for name in ("plain", "outer"):
        assert told(own, "page", name) == told(own, "slide", name) == []

    def rename(pack: Pack) -> None:
        refer(pack)
        block(pack, "one.beta")["title"] = "Look hard at [#more.text]"

    own.second(rename)
    [row] = told(own, name="plain")
    assert row.values == ("Look at …", "Look hard at “Elsewhere”")


def test_a_new_section_is_one_line_and_all_of_it_is_marked(made: Editions) -> None:
    text = {"kind": "paragraph", "id": "text", "text": "Some text."}
    more = {"id": "more", "title": "More", "blocks": [text, {**text, "id": "again"}]}
    made.second(lambda pack: pack["sections"].append(more))
    assert told(made) == [Row("More", "new", place="more")]
    scene, _telling = made.edition().compose("page")
    assert beside(scene) == {"more/title", "more.text/text", "more.again/text"}


def test_a_removed_section_is_one_line(made: Editions) -> None:
    made.second(lambda pack: pack["sections"].pop(1))
    assert told(made) == told(made, "slide") == [Row("What is planned", "taken out")]


def test_many_numbers_of_a_chart_are_counted(made: Editions) -> None:
    many = "".join(f"thing {n},{n}\n" for n in range(MOST_NUMBERS + 1))
    made.second(shares=many)
    [row] = [row for row in told(made) if row.place == "one.bars"]
    assert row.what == "Half of the ice"
    assert re.fullmatch(r"\d+ numbers", row.how)


def test_thirty_changes_go_on_over_pages_and_slides(made: Editions) -> None:
    def change(pack: Pack) -> None:
        for n in range(30):
            text = f"Text number {n} says that {LOREM.lower()}"
            pack["sections"][0]["blocks"].append(
                {
                    "kind": "paragraph",
                    "id": f"more{n}",
                    "title": f"The title {n} of a paragraph",
                    "text": {"short": "Short.", "long": text},
                }
            )

    made.second(change)
    assert len(told(made)) == 30
    out = made.root / "thirty"
    made.run("build", made.pack, "-o", str(out))
    made.run("check", made.pack, "-o", str(out))
    slides, _telling = made.edition().compose("slide")
    titles = [page.title for page in slides.pages if page.node and page.node.id == IDENT]
    assert len(titles) > 2
    assert titles[1] == "Changes since the last edition (continued)"
    cells = deck_cells(out / "quay-outer-en.pptx")
    numbers = [str(slides.places[f"one.more{n}"]) for n in range(30)]
    assert [row[2] for row in cells[1:]] == numbers


# Clearance


SECRETS = ("Vault", "vault", "Zanzibar", "Quetzal", "fathoms", "Papers kept")


def everything(out: Path, name: str) -> str:
    """All that the two documents of an audience say, and its entry in the manifest."""
    pdf, deck = read_pdf(out / f"quay-{name}-en.pdf"), read_deck(out / f"quay-{name}-en.pptx")
    book = json.loads((out / "manifest.json").read_bytes())["packs"]["quay"]["audiences"][name]
    texts = [pdf.text(), deck.text(), *deck.notes.values(), *pdf.texts, *deck.texts]
    return "\n".join([*texts, json.dumps(book)])


@pytest.mark.parametrize("how", ["changed", "removed", "added to"])
def test_what_another_audience_got_never_shows(made: Editions, how: str) -> None:
    def change(pack: Pack) -> None:
        vault = pack["sections"][2]
        if how == "changed":
            vault["blocks"][0] |= {"title": "Zanzibar again", "text": "Quetzal talks on; {depth}."}
            pack["facts"]["depth"]["value"] = "11 fathoms"
        elif how == "removed":
            pack["sections"].remove(vault)
            del pack["facts"]["depth"], pack["sources"]["papers"]
        else:
            more = {"kind": "paragraph", "id": "more", "title": "Zanzibar", "text": "Quetzal."}
            vault["blocks"].append(more)

    made.second(change)
    assert told(made, name="plain") == told(made, "slide", "plain") == []
    assert told(made, name="inner")
    out = made.root / how.replace(" ", "-")
    made.run("build", made.pack, "-o", str(out), names="plain,inner")
    said = everything(out, "plain")
    assert not [word for word in SECRETS if word in said]
    assert "Vaulted" in everything(out, "inner")


def test_what_was_marked_since_is_not_named(made: Editions) -> None:
    """A block that should never have been public is dropped without a line that names it."""

    def change(pack: Pack) -> None:
        block(pack, "one.alpha")["mark"] = "internal"

    made.second(change)
    audience = made.layouts / "audiences" / "outer.yaml"
    text = audience.read_text(encoding="utf-8")
    audience.write_text(text.replace("- vault", "- vault\n    - one.alpha"), encoding="utf-8")
    try:
        assert told(made) == told(made, "slide") == []
    finally:
        audience.write_text(text, encoding="utf-8")


def test_without_a_last_edition_nothing_is_told(made: Editions) -> None:
    first = made.root / "first"
    for folder, name in ((first, "outer"), (made.second(edit), "quiet")):
        [edition] = editions(str(folder), name, made.layouts)
        for medium in ("page", "slide"):
            scene, _telling = edition.compose(medium)
            assert IDENT not in scene.places
            assert marks(scene) == {}


def test_the_first_edition_for_an_audience_has_no_list(made: Editions) -> None:
    book = made.book()
    del book["packs"]["quay"]["audiences"]["outer"]
    made.second(edit, last=json.dumps(book))
    for medium in ("page", "slide"):
        scene, _telling = made.edition().compose(medium)
        assert IDENT not in scene.places
    assert [one.code for one in made.edition().warnings] == ["no-last-edition"]
    made.second(edit)
    assert made.edition().warnings == []


def test_a_document_that_was_not_made_then_has_no_list(made: Editions) -> None:
    book = made.book()
    book["packs"]["quay"]["audiences"]["outer"]["slides"] = 0
    made.second(edit, last=json.dumps(book))
    edition = made.edition()
    assert IDENT in edition.compose("page")[0].places
    assert IDENT not in edition.compose("slide")[0].places


def test_the_last_edition_is_an_input_of_those_alone_who_ask(made: Editions) -> None:
    made.second()
    assert LAST in made.edition("outer").inputs
    assert LAST not in made.edition("quiet").inputs


# Bars


def marks(scene: Scene) -> dict[int, list[Rect]]:
    """The bars by page: bounds of the narrow upright furniture in their ink."""
    found: dict[int, list[Rect]] = {}
    for page in scene.pages:
        for item in page.furniture:
            if isinstance(item, ShapeItem) and item.fill == INK:
                xs = [v for _, *values in item.path for v in values[::2]]
                ys = [v for _, *values in item.path for v in values[1::2]]
                rect = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
                if abs(rect.width - WIDTH) < 0.01:
                    found.setdefault(page.number, []).append(rect)
    return found


def beside(scene: Scene) -> set[str]:
    """The nodes of the paragraphs, figures and rows that bars stand beside, to at least half."""
    found = set()
    for number, bars in marks(scene).items():
        page: Page = scene.pages[number - 1]
        for fragment in page.fragments:
            for item in fragment.items:
                y = getattr(item, "y", None)
                if item.node is None or y is None or fragment.frame != MAIN:
                    continue
                if any(bar.y <= y <= bar.bottom for bar in bars):
                    found.add(item.node.id)
    return found


BARS: list[tuple[str, Callable[[Pack], Any], set[str]]] = [
    (
        "a paragraph",
        lambda p: block(p, "two.gamma")["text"].update(long="New."),
        {"two.gamma/text"},
    ),
    ("a title", lambda p: block(p, "two.gamma").update(title="Gamma ray"), {"two.gamma/title"}),
    (
        "an item",
        lambda p: block(p, "two.plans")["items"].__setitem__(1, "Then rest."),
        {"two.plans/list/item2/label", "two.plans/list/item2/text"},
    ),
    (
        "a cell",
        lambda p: block(p, "two.grid")["rows"].__setitem__(1, ["Build", "Nobody"]),
        {f"two.grid/table/row2/cell{n}" for n in (1, 2)},
    ),
    (
        "a fact",
        lambda p: p["facts"]["draught"].update(value="8 metres"),
        {"two.deep/text", "two.deep/text/mark2/link"},
    ),
    (
        "a locator",
        lambda p: p["facts"]["draught"].update(at="table 3"),
        {"two.deep/text", "two.deep/text/mark2/link"},
    ),
    (
        "a source",
        lambda p: p["sources"]["survey"].update(date="2026"),
        {"source.survey/label", "source.survey/body"},
    ),
    ("nothing seen", lambda p: block(p, "one.bars").update(alt="Bars."), set()),
    ("moved", lambda p: p["sections"][1]["blocks"].reverse(), set()),
]


@pytest.mark.parametrize(("change", "wanted"), [c[1:] for c in BARS], ids=[c[0] for c in BARS])
def test_bars_stand_beside_exactly_what_changed(
    made: Editions, change: Callable[[Pack], Any], wanted: set[str]
) -> None:
    made.second(change)
    scene, _telling = made.edition().compose("page")
    found = {re.sub(r"/mark\d+/", "/mark2/", node) for node in beside(scene)}
    assert found == wanted


def test_single_events_of_a_timeline_are_marked(tmp_path: Path) -> None:
    def dated(pack: Pack, *titles: str) -> None:
        events = [{"date": f"200{n}", "title": f"Event {n}"} for n in range(6)]
        for n, title in enumerate(titles):
            events[1 + 3 * n]["title"] = title
        line = {"kind": "timeline", "id": "line", "title": "Four years", "events": events}
        pack["sections"][1]["blocks"].append(line)

    own = Editions(tmp_path, edit=dated)
    own.second(lambda pack: dated(pack, "The mole", "The basin"))
    scene, _telling = own.edition().compose("page")
    found = beside(scene)
    assert found
    assert {node.split("/")[2] for node in found} == {"item2", "item5"}


def test_a_changed_number_marks_its_chart_and_not_its_title(made: Editions) -> None:
    made.second(shares="ice,7\nsalt,6\n")
    scene, _telling = made.edition().compose("page")
    found = beside(scene)
    assert {node for node in found if not node.startswith("one.bars/chart")} == set()
    assert found


def test_an_item_that_is_gone_marks_its_list(made: Editions) -> None:
    made.second(lambda pack: block(pack, "two.plans")["items"].pop())
    scene, _telling = made.edition().compose("page")
    assert {node.partition("/")[0] for node in beside(scene)} == {"two.plans"}


def test_bars_stand_in_the_outer_margin(tmp_path: Path) -> None:
    """Right of right-hand pages, left of left-hand ones, in the gutter beside inner columns."""
    more: dict[str, Any] = {
        "book": {"extends": "outer", "pages": {"master": "a5-booklet"}, "theme": "ocean-small"},
        "columns": {"extends": "outer", "pages": {"master": "a4-press", "contents": False}},
    }
    own = Editions(tmp_path, **more)

    def change(pack: Pack) -> None:
        for section in pack["sections"]:
            for one in section["blocks"]:
                if one["kind"] == "paragraph" and isinstance(one["text"], str):
                    one["text"] += f" And more. {LOREM * 12}"

    own.second(change)
    for name in more:
        edition = own.edition(name)
        scene, _telling = edition.compose("page")
        master = edition.masters["page"]
        found = marks(scene)
        assert found
        for number, bars in found.items():
            template = master.on(scene.pages[number - 1].template, number)
            frame = template.frames[MAIN]
            step = (frame.width + template.gutter) / template.columns
            ends = [frame.x + n * step - template.gutter for n in range(1, template.columns)]
            inside = [end + min(AWAY, template.gutter / 2) for end in ends]
            for bar in bars:
                middle = bar.x + bar.width / 2
                outer = frame.x - AWAY if master.verso(number) else frame.rect.right + AWAY
                assert min(abs(middle - x) for x in (outer, *inside)) < 0.01
                assert 0 < bar.x < bar.right < scene.size.width
                assert frame.y - 0.01 <= bar.y < bar.bottom <= frame.rect.bottom + 0.01


def test_bars_are_artifacts_in_both_editions(made: Editions) -> None:
    made.second(edit)
    out = made.root / "artifacts"
    made.run("build", made.pack, "--to", "pdf,print", "-o", str(out))
    scene, _telling = made.edition().compose("page")
    assert sum(map(len, marks(scene).values())) > 2
    with pikepdf.open(out / "quay-outer-en.pdf") as pdf:
        for number, bars in marks(scene).items():
            drawn = [
                depth
                for rect, depth in rectangles(pdf.pages[number - 1], scene.size.height)
                for bar in bars
                if rect == pytest.approx(tuple(bar), abs=0.02)
            ]
            assert drawn == ["/Artifact"] * len(bars)
    with pikepdf.open(out / "quay-outer-en-print.pdf") as pdf:
        trimmed = float(pdf.pages[0].TrimBox[3]) - float(pdf.pages[0].TrimBox[1])
        assert trimmed == pytest.approx(scene.size.height, abs=0.1)


def rectangles(page: pikepdf.Page, height: float) -> list[tuple[tuple[float, ...], str]]:
    """Rectangles that a page fills, from its top left, with the marked content they stand in."""
    found: list[tuple[tuple[float, ...], str]] = []
    tags: list[str] = []
    points: list[tuple[float, float]] = []
    for words, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            tags.append(str(words[0]))
        elif name == "EMC":
            tags.pop()
        elif name in ("m", "l"):
            points.append((float(words[0]), height - float(words[1])))
        elif name == "re":
            x, y, w, h = map(float, words)
            points += [(x, height - y), (x + w, height - y - h)]
        elif name in ("f", "f*"):
            xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
            rect = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            found.append((rect, tags[-1] if tags else ""))
            points = []
        elif name in ("n", "S", "B", "s", "b"):
            points = []
    return found


def test_bars_alone_bring_no_list(tmp_path: Path) -> None:
    own = Editions(tmp_path, bars={"extends": "quiet", "changes": {"bars": True}})
    own.second(edit)
    scene, _telling = own.edition("bars").compose("page")
    assert IDENT not in scene.places
    assert beside(scene)


# Check


def rules(out: Path, made: Editions) -> set[str]:
    found = check(str(made.pack), "outer", out, made.layouts).gated()
    return {finding.rule for finding in found} - {"manifest-differs"}


@pytest.fixture(scope="module")
def edited(made: Editions) -> Path:
    """The documents of what was edited. To be left as they are."""
    made.second(edit)
    out = made.root / "edited-once"
    made.run("build", made.pack, "-o", str(out))
    assert rules(out, made) == set()
    return out


@pytest.mark.parametrize(("column", "says"), [(0, "Something else"), (1, "40 → 45"), (2, "9")])
@pytest.mark.usefixtures("read_once")
def test_a_changed_line_in_the_deck(
    made: Editions, edited: Path, column: int, says: str, tmp_path: Path
) -> None:
    made.second(edit)
    out = tmp_path / "out"
    shutil.copytree(edited, out)
    path = out / "quay-outer-en.pptx"
    deck = Presentation(str(path))
    [table] = [
        s.table
        for slide in deck.slides
        for s in slide.shapes
        if s.name.startswith(IDENT) and s.has_table
    ]
    runs = table.cell(1, column).text_frame.paragraphs[0].runs
    runs[0].text = says
    for run in runs[1:]:
        run.text = ""
    deck.save(str(path))
    assert "change-missing" in rules(out, made)


def test_a_list_without_its_elements_in_the_pdf(
    made: Editions, edited: Path, tmp_path: Path
) -> None:
    made.second(edit)
    out = tmp_path / "out"
    shutil.copytree(edited, out)
    path = out / "quay-outer-en.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/ID", "")).startswith(IDENT):
                item.ID = pikepdf.String("elsewhere" + str(item.ID)[len(IDENT) :])
        pdf.save(path)
    assert {"change-missing", "content-order"} <= rules(out, made)


def test_documents_of_another_last_edition(made: Editions) -> None:
    """Documents that say that nothing changed, held against a pack in which something did."""
    made.second()
    out = made.root / "stale"
    made.run("build", made.pack, "-o", str(out))
    made.second(lambda pack: pack["sections"][1]["blocks"].pop(2))
    assert "change-missing" in rules(out, made)


# What a pack may name


def broken(change: Callable[[dict[str, Any]], Any]) -> Callable[[Editions], str]:
    def text(made: Editions) -> str:
        book = made.book()
        change(book["packs"]["quay"]["audiences"]["outer"])
        return json.dumps(book)

    return text


BROKEN: list[tuple[str, Callable[[Editions], str], str, str]] = [
    ("no JSON", lambda m: m.last[:-200], "last-edition", "is no JSON, line"),
    ("another JSON", lambda m: '{"format": 1}', "last-edition", "no manifest"),
    ("a list", lambda m: "[1, 2]", "last-edition", "no manifest"),
    ("depth", lambda m: "[" * 100_000, "last-edition", "no JSON"),
    (
        "a format to come",
        lambda m: json.dumps(m.book() | {"format": 99}),
        "last-edition",
        "format 99",
    ),
    (
        "another pack",
        lambda m: m.last.replace('"quay"', '"pier"'),
        "last-edition",
        "tells of 'pier'",
    ),
    (
        "another language",
        lambda m: m.last.replace('"language": "en"', '"language": "es"'),
        "last-edition",
        "in 'es'",
    ),
    (
        "one recipient",
        broken(lambda e: e["inputs"].update({"recipients/one": "0"})),
        "last-edition",
        "single recipient",
    ),
    (
        "an older program",
        broken(lambda e: e["blocks"]["one.alpha"].pop("says")),
        "last-edition",
        "'outer'",
    ),
    (
        "text for a number",
        broken(lambda e: e["blocks"]["one.alpha"]["pages"][0].update(page="1")),
        "last-edition",
        "'outer'",
    ),
    (
        "half an entry",
        broken(lambda e: e["blocks"]["one.alpha"].update(says=[["text"]])),
        "last-edition",
        "'outer'",
    ),
    (
        "a control character",
        broken(lambda e: e["document"].update(title="a\x07b")),
        "last-edition",
        "'outer'",
    ),
    (
        "an endless text",
        broken(lambda e: e["document"].update(title="a" * 3000)),
        "last-edition",
        "'outer'",
    ),
    (
        "a glyph that no face has",
        broken(lambda e: e["sections"]["one"].update(title="\U00012000")),
        "missing-glyph",
        "U+12000",
    ),
    ("too large", lambda m: " " * 10_000_001, "file-too-large", "too large"),
]


@pytest.mark.parametrize(
    ("text", "code", "says"), [c[1:] for c in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_a_last_edition_that_is_none(
    made: Editions, text: Callable[[Editions], str], code: str, says: str
) -> None:
    folder = made.second(last=text(made))
    lines = (folder / "pack.yaml").read_text(encoding="utf-8").splitlines()
    line = next(n for n, said in enumerate(lines, 1) if "last_edition" in said)
    with pytest.raises(InputError) as caught:
        made.edition()
    [problem] = caught.value.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert problem.place.file.endswith("pack.yaml")
    assert says in problem.found


def test_a_last_edition_that_is_not_there(made: Editions) -> None:
    folder = made.second()
    (folder / LAST).unlink()
    with pytest.raises(InputError) as caught:
        made.edition()
    assert [p.code for p in caught.value.problems] == ["missing-file"]


@pytest.mark.parametrize("number", ["nan", "inf", "-1e308", "many", ""])
def test_numbers_of_the_last_edition_that_are_none(made: Editions, number: str) -> None:
    book = made.book()
    for entry in book["packs"]["quay"]["audiences"].values():
        for said in entry["blocks"]["one.bars"]["says"]:
            if said[0] == "data: ice, share":
                said[1] = number
    made.second(last=json.dumps(book))
    assert [row.place for row in told(made)] == ["one.bars"]
    made.edition().compose("slide")


def test_long_words_of_the_last_edition_are_cut(made: Editions) -> None:
    book = made.book()
    for entry in book["packs"]["quay"]["audiences"].values():
        gone = {**entry["blocks"]["one.beta"], "says": [["title", "w" * 1500]]}
        entry["blocks"]["one.gone"] = gone
    made.second(last=json.dumps(book))
    [row] = told(made)
    assert row.how == "taken out"
    assert len(row.what) < 100
    for medium in ("page", "slide"):
        made.edition().compose(medium)


def test_a_pack_may_be_for_recipients(made: Editions, tmp_path: Path) -> None:
    """What only some of them get is in no list: the last edition was for everybody."""

    def change(pack: Pack) -> None:
        block(pack, "one.alpha")["only"] = {"kind": ["x"]}
        block(pack, "one.beta")["text"] = "Beta for {recipient.name}."

    made.second(change)
    table = tmp_path / "table.csv"
    table.write_text("id,name,kind\nann,Ann,x\nbob,Bob,y\n", encoding="utf-8")
    words = ["-a", "outer", "--layouts", str(made.layouts), "--recipients", str(table)]
    assert cli.main(["build", "-q", str(made.pack), *words, "-o", str(tmp_path / "out")]) == 0
    for name in ("ann", "bob"):
        text = read_pdf(tmp_path / "out" / name / "quay-outer-en.pdf").text_of(IDENT) or ""
        assert "Beta for" in text
        assert "Alpha" not in text


def test_the_good_pack_is_good(tmp_path: Path) -> None:
    write(tmp_path / "pack", PACK)
    assert editions(str(tmp_path / "pack"), "delegation", None)
