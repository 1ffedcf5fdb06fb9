"""Limits: 50 random packs hold them or say what would have to go, with the longest texts that fit;
in which order what is given up; what the manifest and the check know of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts.audience import Arrangement, PageOutput, SlideOutput
from layouts.problems import Place, Problem, Problems
from layouts.runs import plain
from layouts.scene import Scene, TextItem
from reports import cli, fit
from reports.concessions import ladder, ranked
from reports.config import Layouts
from reports.edition import Edition
from reports.editions import editions
from reports.fit import Fitting, fitted
from reports.limits import Concessions, limits_of, measured, spoken
from reports.pack import load
from reports.parity import parity
from reports.readback import Document
from reports.readback.deck import read_deck
from reports.readback.pdf import read_pdf
from reports.selection import numbered, select

ROOT = Path(__file__).resolve().parents[2]
THEMES = ROOT / "layouts" / "themes"
VOCABULARY = (
    "the",
    "delegation",
    "of",
    "each",
    "State",
    "may",
    "ask",
    "in",
    "writing",
    "for",
    "what",
)
LENGTHS = ("short", "medium", "long")


def words(count: int, start: int = 0) -> str:
    said = " ".join(islice(cycle(VOCABULARY), start, start + count))
    return f"{said[0].upper()}{said[1:]}."


def texts(*counts: int) -> dict[str, str]:
    """A text in as many lengths as there are counts of words, shortest first."""
    return {
        name: words(count, n) for n, (name, count) in enumerate(zip(LENGTHS, counts, strict=False))
    }


def paragraph(ident: str, *counts: int, priority: int = 1, **more: Any) -> dict[str, Any]:
    told = {"kind": "paragraph", "id": ident, "text": texts(*counts), **more}
    return told if priority == 1 else {**told, "priority": priority}


def pack_of(*sections: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "pack": {"id": "fits", "language": "en"},
        "title": "What fits",
        "sections": [
            {"id": f"s{n}", "title": f"Matters of part {n}", "blocks": blocks}
            for n, blocks in enumerate(sections, 1)
        ],
        **more,
    }


def write(folder: Path, pack: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack, sort_keys=False), encoding="utf-8")
    return folder


@cache
def shipped() -> Edition:
    """An edition whose theme, masters and faces all others of these tests share."""
    [edition] = editions("buenos-aires", "base", None, settings=["clearance=internal"])
    return edition


def edition_of(pack: dict[str, Any], **limits: float) -> Edition:
    """An edition that is not fitted yet; texts are long in both documents."""
    problems = Problems()
    with TemporaryDirectory() as folder:
        read = load(write(Path(folder), pack), problems)
    assert read is not None, list(problems)
    return limited(replace(shipped(), pack=read), **limits)


def limited(edition: Edition, backup: tuple[str, ...] = (), **limits: float) -> Edition:
    """The pack of an edition for an audience with these limits, and back-up, not fitted yet."""
    known, ident = edition.audience, edition.pack.pack.id
    pages = {name: most for name, most in limits.items() if name == "max_pages"}
    slides = {name: most for name, most in limits.items() if name != "max_pages"}
    audience = replace(
        known,
        pages=PageOutput(master=known.pages.master, text="long", contents=False, **pages),
        slides=SlideOutput(master=known.slides.master, text="long", **slides),
        packs={ident: Arrangement(backup=backup)},
    )
    problems = Problems()
    chosen = select(edition.pack, audience, problems)
    assert chosen is not None, list(problems)
    selections = dict(zip(("page", "slide"), chosen, strict=True))
    return replace(edition, audience=audience, selections=selections)


def fit_of(start: Edition) -> tuple[Edition, list[Problem]]:
    problems = Problems()
    return fitted(start, problems), list(problems)


def given_of(edition: Edition) -> tuple[Concessions, Concessions]:
    return edition.selections["page"].given, edition.selections["slide"].given


def size(scene: Scene) -> dict[str, float]:
    """Pages, slides and minutes, counted by this test itself."""
    if scene.kind == "page":
        return {"max_pages": len(scene.pages)}
    shown = [page for page in scene.pages if not page.hidden]
    said = " ".join(plain(note.runs) for page in shown for note in page.notes)
    spoken = len(re.findall(r"\S*\w\S*", said))
    return {"max_slides": len(shown), "max_minutes": spoken / 130}


def holds(edition: Edition, medium: str, memo: dict[Any, Any] | None = None) -> bool:
    sizes = size(edition.compose(medium, memo)[0])
    return all(sizes[one.name] <= one.most for one in limits_of(edition.audience, medium))


def fewer(start: Edition, end: Edition, medium: str) -> Iterator[tuple[str, Edition]]:
    """What was given up in one document, each with the edition in which that alone is not."""
    given = end.selections[medium].given
    scales = start.theme.page.fit
    longer = {}
    for ident, length in given.lengths:
        told = start.pack.block(ident)
        after = LENGTHS[LENGTHS.index(length) + 1 :]
        # The next length in which something else is said.
        for name in after:
            if _said(told, name, medium) != _said(told, length, medium):
                longer[ident] = name
                break
    for ident, name in longer.items():
        rest = [pair for pair in given.lengths if pair[0] != ident]
        yield ident, conceding(start, end, medium, replace(given, lengths=(*rest, (ident, name))))
    if given.scale != 1:
        scale = scales[scales.index(given.scale) - 1]
        yield "type", conceding(start, end, medium, replace(given, scale=scale))
    for ident in given.blocks:
        blocks = tuple(other for other in given.blocks if other != ident)
        yield ident, conceding(start, end, medium, replace(given, blocks=blocks))


def _said(block: Any, length: str, medium: str) -> list[str]:
    if medium == "page":
        return [block.text.pick(length)]
    return [note.text.pick(length) for note in block.notes]


def conceding(start: Edition, end: Edition, medium: str, given: Concessions) -> Edition:
    """``end`` with other concessions of one document; ``start`` is without any."""
    selections = dict(end.selections)
    selections[medium] = start.selections[medium].conceding(given, "a rule of the test")
    pages, slides = numbered(selections["page"], selections["slide"])
    theme = end.theme
    if medium == "page":
        theme = replace(start.theme, page=start.theme.page.scaled(given.scale))
    return replace(end, theme=theme, selections={"page": pages, "slide": slides})


# Random packs


@st.composite
def blocks(draw: st.DrawFn, ident: str) -> dict[str, Any]:
    counts = [draw(st.integers(3, 30))]
    for most in draw(st.lists(st.integers(40, 110), min_size=1, max_size=2)):
        counts.append(counts[-1] + most)
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["title"] = f"Title of {ident}"
    if draw(st.booleans()):
        said = draw(st.lists(st.integers(1, 60), min_size=1, max_size=3))
        more["notes"] = [{"text": texts(*(sum(said[: n + 1]) for n in range(len(said))))}]
    priority = draw(st.sampled_from((1, 2, 3, 5, 9)))
    block = paragraph(ident, *counts, priority=priority, **more)
    if draw(st.integers(0, 4)) == 0:
        longest = list(block["text"])[-1]
        block["text"][longest] += draw(st.sampled_from((" {one}", " {two}", " Said[@c]")))
    return block


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Any]:
    sections = []
    for n in range(draw(st.integers(1, 3))):
        sections.append([draw(blocks(f"b{n}{m}")) for m in range(draw(st.integers(2, 4)))])
    return pack_of(
        *sections,
        sources={name: {"title": f"Source {name}", "publisher": name.upper()} for name in "abc"},
        facts={"one": {"value": "1", "source": "a"}, "two": {"value": "2", "source": "b"}},
    )


SHARES = st.fixed_dictionaries(
    {},
    optional={
        "max_pages": st.sampled_from((0.6, 0.7, 0.8)),
        "max_slides": st.sampled_from((0.5, 0.8, 0.9)),
        "max_minutes": st.sampled_from((0.3, 0.6, 0.9)),
    },
)
"""Limits as shares of what a pack takes without any."""


def limits_for(whole: Edition, shares: dict[str, float]) -> dict[str, float]:
    full = {**size(whole.compose("page")[0]), **size(whole.compose("slide")[0])}
    limits = {name: full[name] * share for name, share in shares.items()}
    return {
        name: round(most, 1) if name == "max_minutes" else max(2, int(most))
        for name, most in limits.items()
    }


def given_back(start: Edition, end: Edition, medium: str) -> list[str]:
    """What a document has room for although it was given up."""
    memo: dict[Any, Any] = {}
    return [what for what, other in fewer(start, end, medium) if holds(other, medium, memo)]


@settings(max_examples=25)
@given(packs(), SHARES)
def test_random_packs_hold_their_limits_or_say_why_not(
    pack: dict[str, Any], shares: dict[str, float]
) -> None:
    whole = edition_of(pack)
    limits = limits_for(whole, shares)
    start = limited(whole, **limits)
    edition, problems = fit_of(start)
    again, twice = fit_of(limited(whole, **limits))
    assert given_of(edition) == given_of(again)
    assert problems == twice
    if problems:
        assert {problem.code for problem in problems} == {"over-limit"}
        for problem in problems:
            name = problem.expected.split()[0]
            least = float(re.findall(r"[\d.]+", problem.found)[0])
            assert least > limits[name], problem
        return
    for medium in ("page", "slide"):
        assert holds(edition, medium)
        assert given_back(start, edition, medium) == []
    told = {ident for one in edition.selections.values() for ident in one.ids}
    for ident, block in ranked(start.selections["page"]):
        assert block.priority > 1 or ident in told


def numbers(start: Edition) -> int:
    return len(start.compose("page")[0].pages)


@cache
def several() -> Edition:
    """Texts of three lengths and of several priorities; three tables and three sources."""

    def table(ident: str, source: str, priority: int) -> dict[str, Any]:
        rows = [[f"Row {n}", f"{n} of 9"] for n in range(1, 8)]
        caption = f"What {ident} shows[@{source}]."
        return {
            **{"kind": "table", "id": ident, "title": f"Table {ident}", "priority": priority},
            **{"columns": [{"title": "Name"}, {"title": "Share"}], "rows": rows},
            "caption": caption,
        }

    told = [
        paragraph("a", 30, 90, 160, title="The first point"),
        paragraph("b", 20, 80, 150, title="The second point", priority=3),
        table("t1", "a", 1),
        paragraph("c", 40, 90, title="The third point", priority=3),
    ]
    more = [
        table("t2", "b", 9),
        paragraph("d", 50, title="The fourth point", notes=[{"text": texts(20, 65, 130)}]),
        paragraph("e", 5, 60, 140, priority=2, notes=[{"text": "One.", "list": ["Two three."]}]),
        table("t3", "c", 1),
    ]
    sources = {name: {"title": f"Source {name}"} for name in "abc"}
    return edition_of(pack_of(told, more, sources=sources))


# The order


def test_what_is_given_up_in_which_order() -> None:
    pages = several().selections["page"]
    steps, further = ladder(pages, (1, 0.9, 0.8), notes=False)
    assert [tuple(step) for step in steps] == [
        *[("type", "", 0.9), ("type", "", 0.8)],
        *[("text", "s1.c", "short")],
        *[("text", "s1.b", "medium"), ("text", "s1.b", "short")],
        *[("text", "s2.e", "medium"), ("text", "s2.e", "short")],
        *[("text", "s1.a", "medium"), ("text", "s1.a", "short")],
        *[("block", ident, None) for ident in ("s2.t2", "s1.c", "s1.b", "s2.e")],
    ]
    assert [step.ident for step in further] == ["s2.t3", "s2.d", "s1.t1"]  # s1.a stays
    slides, _ = ladder(several().selections["slide"], (1,), notes=True)
    texts_ = [step[1:] for step in slides if step.kind == "text"]
    assert texts_ == [("s2.d", "medium"), ("s2.d", "short")]


def test_without_need_nothing_is_given_up() -> None:
    count = numbers(several())
    edition, problems = fit_of(limited(several(), max_pages=count))
    assert problems == []
    assert given_of(edition) == (Concessions(), Concessions())


def test_audiences_without_limits_are_not_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Edition, "compose", None)
    start = limited(several())
    assert fitted(start, Problems()) is start


def test_pages_give_up_type_then_texts_then_blocks() -> None:
    count, seen = numbers(several()), []
    for most in range(count - 1, 1, -1):
        start = limited(several(), max_pages=most)
        edition, problems = fit_of(start)
        if problems:
            break
        given, slides = given_of(edition)
        assert slides == Concessions()
        assert holds(edition, "page")
        assert given_back(start, edition, "page") == []
        seen.append((given.scale < 1, bool(given.lengths), given.blocks))
    assert (True, True, ()) in seen
    assert seen[-1][2]
    assert [bool(blocks) for *_, blocks in seen] == sorted(bool(blocks) for *_, blocks in seen)
    assert seen[-1][2][0] == "s2.t2"


def slides_of(*priorities: int) -> Edition:
    """A slide for each priority, after the cover."""
    blocks_ = [
        paragraph(f"b{n}", 9, title=f"Title {n}", priority=priority)
        for n, priority in enumerate(priorities)
    ]
    return edition_of(pack_of(blocks_))


@pytest.mark.parametrize(
    ("most", "gone"), [(7, ()), (6, ("b2",)), (5, ("b2", "b1")), (4, ("b2", "b1", "b3"))]
)
def test_blocks_go_by_priority_and_then_from_the_last(most: int, gone: tuple[str, ...]) -> None:
    edition, problems = fit_of(limited(slides_of(1, 9, 9, 3, 1, 2), max_slides=most))
    assert problems == []
    assert given_of(edition)[1].blocks == tuple(f"s1.{name}" for name in gone)
    assert given_of(edition)[0] == Concessions()
    omitted = edition.selections["slide"].omitted
    assert omitted == dict.fromkeys(
        (f"s1.{n}" for n in gone), f"left out to hold max_slides {most}"
    )


def test_a_block_whose_leaving_gains_nothing_stays() -> None:
    blocks_ = [
        paragraph("a", 9, title="Title"),
        paragraph("b", 9, priority=9),  # on the slide of a
        paragraph("c", 9, title="Another", priority=8),
    ]
    edition, problems = fit_of(limited(edition_of(pack_of(blocks_)), max_slides=2))
    assert problems == []
    assert given_of(edition)[1].blocks == ("s1.c",)


def test_a_section_goes_with_its_last_block() -> None:
    pack = pack_of([paragraph("a", 9, title="One")], [paragraph("b", 9, title="Two", priority=2)])
    edition, _ = fit_of(limited(edition_of(pack), max_slides=2))
    slides = edition.selections["slide"]
    assert set(slides.omitted) == {"s2", "s2.b"}
    assert [section.id for section, _ in slides.sections] == ["s1"]


# Minutes


def test_minutes_are_the_words_of_the_notes_lists_included() -> None:
    scene, _ = several().compose("slide")
    assert spoken(scene) == 130 + 3
    assert measured(scene)["max_minutes"] == pytest.approx(133 / 130)


@pytest.mark.parametrize(
    ("most", "length"), [(1.1, None), (1.0, "medium"), (0.6, "medium"), (0.5, "short")]
)
def test_notes_are_shortened_and_what_is_shown_is_not(most: float, length: str | None) -> None:
    edition, problems = fit_of(limited(several(), max_minutes=most))
    assert problems == []
    assert given_of(edition)[1].lengths == ((("s2.d", length),) if length else ())
    assert given_of(edition)[1].blocks == ()
    slide = edition.compose("slide")[0]
    assert spoken(slide) / 130 <= most


def test_back_up_is_neither_spoken_nor_counted() -> None:
    pack = pack_of(
        [
            paragraph("a", 9, title="One", notes=[words(13)]),
            paragraph("b", 9, title="Two", notes=[words(130)], priority=9),
        ]
    )
    start = limited(edition_of(pack), backup=("s1.b",), max_slides=2, max_minutes=0.2)
    edition, problems = fit_of(start)
    assert problems == []
    assert given_of(edition) == (Concessions(), Concessions())
    shown = limited(edition_of(pack), max_slides=2, max_minutes=0.2)
    assert given_of(fit_of(shown)[0])[1].blocks == ("s1.b",)


# Numbers


def test_what_neither_document_tells_leaves_no_gap() -> None:
    edition, problems = fit_of(limited(several(), max_pages=2, max_slides=7))
    assert problems == []
    pages, slides = edition.selections["page"], edition.selections["slide"]
    assert "s2.t2" in pages.omitted
    assert "s2.t2" in slides.omitted
    assert pages.labels == slides.labels == {"s1.t1": ("table", 1), "s2.t3": ("table", 2)}
    assert pages.source_numbers == slides.source_numbers == {"a": 1, "c": 2}


def test_what_one_document_tells_keeps_its_number_in_both() -> None:
    edition, _ = fit_of(limited(several(), max_slides=7))
    assert "s2.t2" not in edition.selections["slide"].ids
    assert edition.selections["slide"].labels["s2.t3"] == ("table", 3)
    assert edition.selections["page"].source_numbers == {"a": 1, "b": 2, "c": 3}


# What does not hold


def test_what_would_have_to_go_is_said_in_order() -> None:
    _, [problem] = fit_of(limited(slides_of(1, 1, 2, 1), max_slides=2))
    assert problem.code == "over-limit"
    assert problem.found == "4 slides at the least, with no optional block"
    assert problem.expected == "max_slides 4 or more, or to leave out s1.b3, s1.b1"


def test_what_a_document_takes_with_one_block_alone_is_said() -> None:
    _, [problem] = fit_of(limited(slides_of(1, 1), max_slides=1))
    assert problem.found == "3 slides at the least"
    assert problem.expected == "max_slides 3 or more; one block alone takes 2"


def test_every_limit_that_does_not_hold_is_named() -> None:
    pack = pack_of([paragraph("a", 9, title="One", notes=[words(130)]), paragraph("b", 250)])
    start = limited(edition_of(pack), max_pages=1, max_slides=1, max_minutes=0.5)
    edition, problems = fit_of(start)
    assert given_of(edition) == (Concessions(), Concessions())
    assert {problem.expected.split()[0] for problem in problems} == {
        *("max_pages", "max_slides", "max_minutes")
    }


def test_slides_that_grow_again_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers of the pages are the last to be given; were slides longer for it, it is said."""
    start = limited(several(), max_pages=3, max_slides=7)
    assert fit_of(start)[1] == []
    result = Fitting.result

    def longer(self: Fitting, problems: Problems) -> Edition:
        done = result(self, problems)
        if self.medium == "slide":
            return done
        return replace(done, selections={**done.selections, "slide": start.selections["slide"]})

    monkeypatch.setattr(Fitting, "result", longer)
    _, [problem] = fit_of(start)
    assert problem.expected.startswith("max_slides")


# Twins: what the tests above would see


def test_a_fitting_that_gives_nothing_back_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fitting, "_given_back", lambda _self, taken: taken)
    start = limited(several(), max_pages=3)
    assert given_back(start, fit_of(start)[0], "page")


def test_trials_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts stay short then, but the limit holds."""
    monkeypatch.setattr(fit, "TRIALS", 0)
    monkeypatch.setattr(fit, "SHEETS", 0)
    start = limited(several(), max_pages=3)
    edition, problems = fit_of(start)
    assert problems == []
    assert holds(edition, "page")
    assert given_back(start, edition, "page")


def test_a_measure_that_is_too_small_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "measured", lambda scene: {"max_pages": len(scene.pages) - 1})
    assert not holds(fit_of(limited(several(), max_pages=3))[0], "page")


def test_lines_that_are_kept_are_those_that_would_be_set() -> None:
    memo = dict[Any, Any]()
    for edition, medium in ((shipped(), "page"), (several(), "slide")):
        plain_ = text_of(edition.compose(medium)[0])
        assert plain_ == text_of(edition.compose(medium, memo)[0])
        assert plain_ == text_of(edition.compose(medium, memo)[0])
    assert memo


def text_of(scene: Scene) -> list[Any]:
    """Where every item stands, and what it says."""
    items = [item for page in scene.pages for item in page.items()]
    return [
        (item.text, item.x, item.y, item.size, item.space) if isinstance(item, TextItem) else None
        for item in items
    ]


# Themes


def test_body_text_of_shipped_themes_stays_at_9_points() -> None:
    problems = Problems()
    layouts = Layouts()
    themes = [layouts.theme(path.stem, Place(""), problems) for path in THEMES.glob("*.yaml")]
    assert len(themes) > 2
    for theme in themes:
        assert theme is not None
        least = theme.page.scaled(theme.page.fit[-1])
        assert least.styles["body"].size >= 9, theme.name
        assert all(style.size >= 7 for style in least.styles.values()), theme.name


@pytest.mark.parametrize(
    ("medium", "factors", "expected"),
    [
        ("page", "[0.9, 0.8]", "1 first"),
        ("page", "[1, 0.8, 0.9]", "largest first"),
        ("slide", "[1, 0.9]", "'steps', slide by slide"),
    ],
)
def test_factors_that_cannot_be(medium: str, factors: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "themes").mkdir()
    text = f"extends: ocean\n{medium}:\n  fit: {factors}\n"
    (tmp_path / "themes" / "mine.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    Layouts(tmp_path).theme("mine", Place(""), problems)
    [problem] = problems
    assert (problem.code, problem.place.line) == ("bad-value", 3)
    assert expected in problem.expected


# The whole way


def audience(folder: Path, limits: str) -> None:
    text = f"extends: base\nname: Mine\n{limits}"
    (folder / "own" / "audiences").mkdir(parents=True, exist_ok=True)
    (folder / "own" / "audiences" / "mine.yaml").write_text(text, encoding="utf-8")


LIMITED = """\
pages: {max_pages: 3, contents: false}
slides: {max_slides: 7, max_minutes: 1, text: long}
"""


def facts() -> dict[str, Any]:
    """A pack in which shortening takes a fact from the pages, and another from the notes."""
    long = {"short": words(40), "medium": words(120), "long": words(170) + " It is {five}."}
    note = {"short": words(20), "long": words(130) + " It is {six}."}
    blocks_ = [
        {
            "kind": "paragraph",
            "id": "a",
            "title": "First",
            "text": {**long},
            "notes": [{"text": note}],
        },
        {"kind": "paragraph", "id": "b", "title": "Second", "text": long, "priority": 2},
        {"kind": "paragraph", "id": "c", "title": "Third", "text": texts(40, 90, 180)},
        {"kind": "paragraph", "id": "d", "title": "Fourth", "text": "It is {six}.", "priority": 3},
        *[paragraph(f"e{n}", 40, 80, 160, title=f"More {n}", priority=5) for n in range(4)],
        paragraph("f", 30, 90, 190, title="Last"),
    ]
    return pack_of(
        blocks_,
        sources={"report": {"title": "A report"}},
        facts={name: {"value": name, "source": "report"} for name in ("five", "six")},
    )


def options(folder: Path) -> list[str]:
    return ["--layouts", str(folder / "own"), "-a", "mine", "--out", str(folder / "out")]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fits")
    write(folder / "pack", facts())
    audience(folder, LIMITED)
    assert cli.main(["build", "--strict", str(folder / "pack"), *options(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def documents(built: Path) -> dict[str, tuple[str, Document]]:
    """The two documents, read back."""
    path = built / "out" / "fits-mine-en"
    return {
        "page": ("pdf", read_pdf(path.with_suffix(".pdf"))),
        "slide": ("pptx", read_deck(path.with_suffix(".pptx"))),
    }


def test_the_manifest_says_what_was_chosen(built: Path) -> None:
    book = json.loads((built / "out" / "manifest.json").read_text(encoding="utf-8"))
    entry = book["packs"]["fits"]["audiences"]["mine"]
    pages, slides = entry["fit"]["pages"], entry["fit"]["slides"]
    assert pages["limits"] == {"max_pages": 3}
    assert slides["limits"] == {"max_slides": 7, "max_minutes": 1}
    assert pages["pages"] == entry["pages"] == 3
    assert slides["slides"] == entry["slides"] <= 7
    assert slides["minutes"] == round(20 / 130, 2)
    assert pages["type"] < 1
    assert pages["lengths"]
    assert slides["lengths"] == {"s1.a": "short"}
    assert slides["left_out"] == list(entry["omitted"]["slides"]) != []
    assert set(entry["omitted"]["pages"].values()) <= {"left out to hold max_pages 3"}
    rule = "left out to hold max_slides 7 and max_minutes 1"
    assert set(entry["omitted"]["slides"].values()) == {rule}


def test_the_check_finds_the_same_choice(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(built / "pack"), *options(built)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("limits", "rules"),
    [
        ("pages: {contents: false}\nslides: {text: long}\n", {"block-missing", "text-missing"}),
        (LIMITED.replace("slides: 7", "slides: 5"), {"block-forbidden"}),
    ],
)
def test_the_check_sees_that_other_limits_were_held(
    limits: str,
    rules: set[str],
    built: Path,
    documents: dict[str, tuple[str, Document]],
    tmp_path: Path,
) -> None:
    audience(tmp_path, limits)
    [other] = editions(str(built / "pack"), "mine", tmp_path / "own")
    found = parity(other.selections, documents, other.language, other.masters)
    assert rules <= {finding.rule for finding in found}


def test_another_process_chooses_the_same(built: Path, tmp_path: Path) -> None:
    audience(tmp_path, LIMITED)
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, str(ROOT / "build.py"), str(built / "pack"), *options(tmp_path)]
    subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
    for path in (built / "out").glob("fits-*"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


def test_what_cannot_be_held_ends_with_status_2_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "pack", facts())
    audience(tmp_path, "pages: {contents: false, max_pages: 1}\nslides: {max_slides: 3}\n")
    assert cli.main(["build", str(tmp_path / "pack"), *options(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert re.search(r"mine\.yaml:3:37: over-limit: 2 pages at the least, with the smallest", said)
    assert re.search(
        r"mine\.yaml:4:22: over-limit: 5 slides .* or to leave out s1\.f, s1\.c$", said, re.M
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("limits", "code"),
    [("pages: {max_pages: -1}", "out-of-range"), ("slides: {max_minutes: long}", "wrong-type")],
)
def test_limits_that_are_none(
    limits: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "pack", facts())
    audience(tmp_path, limits + "\n")
    assert cli.main(["build", str(tmp_path / "pack"), *options(tmp_path)]) == 2
    assert f": {code}: " in capsys.readouterr().err
