"""Paragraphs set: nothing lost, nothing too wide, lines and pages broken by the rules."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from itertools import pairwise
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layouts import horizontal
from layouts.boxes import NEVER, Box, Glue, Part, Penalty
from layouts.flow import Piece
from layouts.fonts import Face, MissingGlyph, locate
from layouts.horizontal import HorizontalList, SoftHyphen
from layouts.lines import Line, baseline, extents, percent, pitch, text_lines
from layouts.paragraph import SLIDE_BREAK, Paragraph, ParagraphPlan
from layouts.problems import Place
from layouts.runs import Run
from layouts.scene import Item, LinkItem, TextItem
from layouts.setting import Setting
from layouts.spans import DISPLAY, RAISED_BY, RAISED_SIZE, SUPERIORS, spans
from layouts.tree import Role
from tests.layouts.text_specimen import LANGUAGE, PARAGRAPH, faces, node, page, slide, theme

HANG = 0.5 * 10.0
"""More than any character of 10 points hangs in the margin."""
HARD = (
    "Resolution A/RES/73/291 of 20–22 March 2019, adopted by 12-4 votes and/or consensus — “so it "
    "was said”—in the pre-2015 era; see pages 41–47, https://www.unsouthsouth.org/bapa40/documents/"
    "buenos-aires-plan-of-action/ and e-mail on internationalization, No. 3, 466 billion dollars."
)
NODE = node()


def lines(text: str, role: str, measure: float, setting: Setting | None = None) -> list[Line]:
    setting = setting or page()
    return text_lines([Run(text)], setting.style(role), measure, setting, NODE)


def texts(items: list[Item]) -> list[TextItem]:
    return [item for item in items if isinstance(item, TextItem)]


def right_edge(item: TextItem) -> float:
    width = sum(word.advance for word in item.words) * item.size / 1000
    return item.x + width + sum(word.text == " " for word in item.words) * item.space


def pieces(parts: list[Part]) -> list[Piece]:
    return [part.content for part in parts if isinstance(part, Box)]


def plan_of(parts: list[Part]) -> ParagraphPlan:
    plan = pieces(parts)[0].plan
    assert isinstance(plan, ParagraphPlan)
    return plan


def joined(found: list[Line]) -> str:
    return "".join(line.text for line in found).replace("\u00ad", "")


words = st.sampled_from((PARAGRAPH + " " + HARD).split())
sentences = st.lists(words, min_size=1, max_size=60).map(" ".join)
roles = st.sampled_from(["body", "ragged", "center", "right", "cell"])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(sentences, roles, st.integers(30, 420), st.sampled_from([page(), slide()]))
def test_nothing_is_lost_or_doubled_or_too_wide(
    text: str, role: str, measure: int, setting: Setting
) -> None:
    found = lines(text, role, float(measure), setting)
    assert joined(found) == text
    hang = HANG if role not in ("center", "right") and setting.kind == "page" else 0.0
    for line in found:
        assert "".join(item.text for item in texts(line.items)) == line.text
        assert line.width <= measure + 2 * hang + 0.3, line.text
        assert texts(line.items)[0].x >= -hang - 1e-6


@settings(max_examples=60, deadline=None, derandomize=True)
@given(sentences, roles, st.integers(60, 420))
def test_wrapped_lines_end_so_that_words_do_not_glue(text: str, role: str, measure: int) -> None:
    found = lines(text, role, float(measure))
    for line, following in pairwise(found):
        end = texts(line.items)[-1].words[-1].text
        if end not in (" ", "\u00ad"):
            broken = line.text.split(" ")[-1] + following.text.split(" ")[0].rstrip("\u00ad")
            assert broken.rstrip("\u00ad") not in text.split(" ") or len(broken) > 3
            assert f"{line.text}{following.text}".rstrip("\u00ad") in text
    assert not found[-1].text.endswith((" ", "\u00ad"))


def test_a_line_cut_without_its_space_would_be_seen() -> None:
    found = lines(PARAGRAPH, "ragged", 200.0)
    assert joined(found) == PARAGRAPH
    item = texts(found[0].items)[-1]
    item.words = item.words[:-1]
    assert "".join(i.text for line in found for i in texts(line.items)) != PARAGRAPH


def test_justified_lines_reach_both_margins_and_hang_a_little() -> None:
    found = lines(PARAGRAPH, "body", 300.0)
    for line in found[:-1]:
        item = texts(line.items)[-1]
        edge = right_edge(replace(item, words=item.words[: -1 if item.text[-1] == " " else None]))
        assert 300.0 - 0.01 <= edge <= 300.0 + HANG
        end = line.text.rstrip(" ")[-1]
        assert (edge > 300.01) == (end in ".,:;-\u00ad’”")
    assert texts(found[-1].items)[0].space == 0.0
    quoted = lines("“Quoted words hang in the margin at the left", "body", 400.0)
    assert -HANG < texts(quoted[0].items)[0].x < 0


def test_other_alignments() -> None:
    for role in ("ragged", "center", "right"):
        for line in lines(PARAGRAPH, role, 300.0):
            left, rest = texts(line.items)[0].x, 300.0 - line.width
            share = {"ragged": 0.0, "center": 0.5, "right": 1.0}[role]
            assert left == pytest.approx(rest * share, abs=0.01)


def test_hyphens_are_drawn_and_read_as_soft_hyphens() -> None:
    found = lines(PARAGRAPH, "body", 150.0)
    ends = [line.text[-1] for line in found]
    assert "\u00ad" in ends
    assert "\u00ad\u00ad\u00ad" not in "".join(ends)
    for line, following in pairwise(found):
        if line.text.endswith("\u00ad"):
            word = texts(line.items)[-1].words[-1]
            assert word.text == "\u00ad"
            assert word.glyphs[0].gid == faces().face("body", 400, False).word("-").glyphs[0].gid
            left = re.split(r"[ “(]", line.text.rstrip("\u00ad"))[-1]
            right = re.split(r"[^\w]", following.text)[0]
            assert len(left) >= 2
            assert len(right) >= 3


def test_capitalised_words_are_hyphenated_only_where_nothing_else_does() -> None:
    style = page().style("body")
    runs = [Run("Cooperation among the Implementing (institutions), A/RES/73/291; well-informed")]
    listing = HorizontalList(spans(runs, style, page()), style, 300.0, page(), "en-GB")

    def hyphenated(which: str) -> list[str]:
        out, parts = [], listing.parts(which)
        for before, part in pairwise(parts):
            if isinstance(part, SoftHyphen) and isinstance(before, Box):
                out.append(before.content.chunks[0][1])
        return out

    assert hyphenated("") == hyphenated("wide") == []
    assert hyphenated("lower") == ["(in", "sti", "tu"]
    assert hyphenated("all") == ["Co", "oper", "a", "Im", "ple", "ment", "(in", "sti", "tu"]


def test_parts_of_compounds_are_hyphenated_only_in_the_last_resort() -> None:
    style = page().style("body")
    runs = [Run("the Secretary-General, A/RES/73/291 on https://secretary-general.org/ and/or x")]
    listing = HorizontalList(spans(runs, style, page()), style, 300.0, page(), "en-GB")

    def hyphenated(*, loose: bool) -> list[str]:
        parts = listing.parts("all", loose=loose)
        return [
            before.content.chunks[0][1]
            for before, part in pairwise(parts)
            if isinstance(part, SoftHyphen) and isinstance(before, Box)
        ]

    assert hyphenated(loose=False) == []
    assert hyphenated(loose=True) == ["Sec", "ret", "Gen"]


def test_text_of_another_language_or_a_language_without_patterns_is_not_hyphenated() -> None:
    style = page().style("body")
    other = text_lines([Run(PARAGRAPH)], style, 150.0, page(), NODE, lang="fr")
    bare = page(replace(LANGUAGE, hyphenation=""))
    for found in (other, text_lines([Run(PARAGRAPH)], style, 150.0, bare, NODE)):
        assert not any(line.text.endswith("\u00ad") for line in found)


def test_soft_hyphens_of_the_author_are_drawn_only_where_a_line_ends() -> None:
    text = "Zusammen\u00adarbeits\u00adabkommen"
    whole = lines(text, "cell", 400.0)
    assert [line.text for line in whole] == ["Zusammenarbeitsabkommen"]
    cut = lines(text, "cell", 45.0)
    assert [line.text for line in cut] == ["Zusammen\u00ad", "arbeits\u00ad", "abkommen"]


@pytest.mark.parametrize("measure", [120.0, 137.0, 151.0, 180.0, 222.0, 300.0])
def test_numbers_keep_their_units_and_marks_their_words(measure: float) -> None:
    text = (
        "It grew to 466 billion dollars by 20 March 2019 under A/RES/73/291, see No. 3 there. " * 4
    )
    for role in ("body", "ragged"):
        ends = [line.text.rstrip() for line in lines(text, role, measure)]
        for end in ends:
            assert not re.search(r"(?:\b466|\b20|No\.|A/|RES/|73/)$", end), ends


def test_where_nothing_else_fits_kept_words_part_before_a_line_is_too_wide() -> None:
    found = lines("466 billion", "cell", 30.0)
    assert [line.text for line in found] == ["466 ", "billion"]


def test_words_wider_than_the_measure() -> None:
    word = "internationalization"
    found = lines(word, "cell", 45.0)
    assert all(line.width <= 45.0 for line in found)
    assert all(line.text.endswith("\u00ad") for line in found[:-1]), "hyphens where they can be"
    long = "x" * 300
    for setting in (page(), slide()):
        cut = lines("An " + long + " end", "cell", 60.0, setting)
        assert joined(cut) == "An " + long + " end"
        assert cut[0].text == "An "
        assert all(line.width <= 60.3 for line in cut)


def test_a_last_line_of_one_short_word_is_avoided() -> None:
    text = (
        "The words of this paragraph just about fill two lines of the measure so that one is left"
    )
    runts = 0
    for measure in range(150, 330, 3):
        found = lines(text, "ragged", float(measure))
        runts += len(found) > 1 and len(found[-1].text) <= 5
    assert runts <= 1


def test_a_last_line_of_a_part_of_a_word_is_avoided() -> None:
    def parts() -> set[int]:
        found = {}
        for measure in range(60, 330, 2):
            found[measure] = lines(PARAGRAPH + " Cooperation.", "body", float(measure))[-1].text
            found[-measure] = lines(PARAGRAPH[:-9] + " cooperation.", "body", float(measure))[
                -1
            ].text
        return {
            n for n, end in found.items() if " " not in end and end.islower() and end[:2] != "co"
        }

    avoided = parts()
    with (
        patch.object(horizontal, "PART_COST", 0.0),
        patch.object(horizontal.HorizontalList, "_book", lambda *_: {}),
    ):
        usual = parts()
    assert avoided < usual
    assert len(avoided) < 0.8 * len(usual)


def test_superiors_are_made_small_where_the_face_draws_none() -> None:
    for raised, setting in (("*", page()), ("12", slide())):
        [line] = text_lines(
            [Run("word"), Run(raised, raised=True)],
            setting.style("body"),
            500.0,
            setting,
            NODE,
        )
        word, mark = texts(line.items)
        assert mark.size == pytest.approx(word.size * RAISED_SIZE)
        assert mark.y == pytest.approx(word.y - word.size * RAISED_BY)


def test_an_opening_quotation_mark_hangs_in_the_margin() -> None:
    for size, share in ((10.0, 0.5), (DISPLAY, 1.0)):
        style = replace(page().style("ragged"), size=size, hyphenate=False)
        marked, bare = (
            text_lines([Run(words)], style, 500.0, page(), NODE)[0].items[0]
            for words in ("“Words”", "Words”")
        )
        assert isinstance(marked, TextItem)
        assert isinstance(bare, TextItem)
        mark = page().face(style).word("“").advance * size / 1000
        assert (marked.x, bare.x) == (pytest.approx(-share * mark), 0.0)
    style = page().style("right")
    [item] = text_lines([Run("“Words”")], style, 500.0, page(), NODE)[0].items
    assert isinstance(item, TextItem)
    assert item.x > 0


def test_the_marks_that_the_author_typed_stay() -> None:
    text = "\"It's 5 km - or 5\u00a0km -- 'so' ...\""
    for setting in (page(), slide()):
        found = lines(text, "body", 80.0, setting)
        assert len(found) > 1
        assert "".join(line.text for line in found) == text


RICH = [
    Run("The outcome, adopted as "),
    Run("A/RES/73/291", link="https://undocs.org/A/RES/73/291", node=node("l", Role.LINK)),
    Run(", says “"),
    Run("co", emphasis=True),
    Run("operation", strong=True),
    Run("”"),
    Run("12", raised=True, link="#note", node=node("r", Role.REFERENCE), note="n12"),
    Run(" is more than aid, and in 2019 so did everyone"),
    Run("13", raised=True, node=node("s", Role.REFERENCE), note="n13"),
    Run("."),
]


def rich(measure: float) -> list[Line]:
    return text_lines(RICH, page().style("ragged"), measure, page(), NODE)


@pytest.mark.parametrize("measure", [60.0, 75.0, 90.0, 120.0, 180.0, 260.0])
def test_runs_keep_their_owner_and_marks_stay_with_their_words(measure: float) -> None:
    found = rich(measure)
    assert joined(found) == "".join(run.text for run in RICH)
    for line in found:
        assert not line.text.startswith(("12", "13", "”", "operation", "."))
        for item in texts(line.items):
            for run in RICH:
                if run.node is not None and item.node is run.node:
                    assert item.text in run.text
    assert [note for line in found for note in line.notes] == ["n12", "n13"]


def test_runs_have_their_faces_sizes_and_inks() -> None:
    [line] = rich(1000.0)
    items = {item.text: item for item in texts(line.items)}
    assert items["co"].words[0].face == "body-400-italic"
    assert items["operation"].words[0].face == "body-650"
    assert items["A/RES/73/291"].ink == "link"
    mark = items["12"]
    assert mark.ink == "text"
    assert mark.size == 10
    assert mark.y == items["co"].y
    face = page().face(page().style("body"))
    assert mark.words[0] == face.word("12", (SUPERIORS,)) != face.word("12")


def test_links_are_one_rectangle_a_line_from_ascent_to_descent() -> None:
    link = node("l", Role.LINK)
    runs = [
        Run("See "),
        Run("the outcome of ", link="https://un.org/", node=link),
        Run("the conference", emphasis=True, link="https://un.org/", node=link),
        Run(" and more."),
    ]
    found = text_lines(runs, page().style("ragged"), 90.0, page(), NODE)
    links = [[item for item in line.items if isinstance(item, LinkItem)] for line in found]
    assert [len(inside) for inside in links] == [1] * len([x for x in links if x]) + [0] * len(
        [x for x in links if not x]
    )
    assert len([inside for inside in links if inside]) == 2
    face = faces().face("body", 400, False)
    for line, inside in zip(found, links, strict=True):
        owned = [item for item in texts(line.items) if item.node is link]
        for item in inside:
            assert item.node is link
            assert item.target == "https://un.org/"
            assert item.rect.x == pytest.approx(owned[0].x)
            assert item.rect.y == pytest.approx(owned[0].y - face.ascent / 100)
            assert item.rect.height == pytest.approx((face.ascent - face.descent) / 100)
            trailing = owned[-1].words[-1].text == " "
            end = right_edge(owned[-1]) - (owned[-1].words[-1].advance / 100 if trailing else 0)
            assert item.rect.right == pytest.approx(end)


@pytest.mark.parametrize("setting", [page(), slide()])
def test_baselines(setting: Setting) -> None:
    style = setting.style("cell")
    [line] = lines("One line", "cell", 400.0, setting)
    assert line.height == pitch(style, setting.kind)
    assert texts(line.items)[0].y == baseline(style, setting)
    if setting.kind == "page":
        assert line.height == style.leading
        face = setting.face(style)
        above = baseline(style, setting) - face.ascent * style.size / 1000
        below = line.height - baseline(style, setting) + face.descent * style.size / 1000
        assert above == pytest.approx(below)
    else:
        assert percent(style) == 111
        assert line.height == pytest.approx(1.2 * style.size * 1.11)
        assert line.height - baseline(style, setting) == pytest.approx(0.2 * style.size)


def set_(text: str, role: str, measure: float, setting: Setting | None = None) -> list[Part]:
    return Paragraph(NODE, [Run(text)], role).set(measure, setting or page())


def test_widows_and_orphans() -> None:
    for measure in (600.0, 500.0, 400.0, 300.0, 200.0):
        parts = set_(PARAGRAPH, "body", measure)
        costs = [part.cost for part in parts if isinstance(part, Penalty)]
        count = len(pieces(parts))
        assert len(costs) == count - 1
        if count <= 3:
            assert costs == [NEVER] * (count - 1)
        else:
            assert costs[0] == costs[-1] == NEVER
            assert all(cost < NEVER for cost in costs[1:-1])
        assert count > 3 or measure > 400.0


def test_a_page_ends_with_a_hyphen_only_at_a_cost() -> None:
    parts = set_(PARAGRAPH, "body", 150.0)
    plan = plan_of(parts)
    costs = [part.cost for part in parts if isinstance(part, Penalty)]
    for text, cost in zip(plan.lines[1:-2], costs[1:-1], strict=True):
        assert (cost > 0) == text.endswith("\u00ad")


def test_space_before_and_after_and_keeping_with_the_next() -> None:
    parts = set_("A heading", "h2", 300.0)
    assert parts[0] == Glue(12.0)
    assert isinstance(parts[1], Box)
    assert parts[2:] == [Penalty(NEVER), Glue(4.0)]
    assert set_("Text", "body", 300.0)[2:] == [Glue(6.0)]


def test_slides_part_paragraphs_only_where_nothing_else_is_left() -> None:
    parts = set_(PARAGRAPH, "body", 400.0, slide())
    costs = {part.cost for part in parts if isinstance(part, Penalty)}
    assert costs == {NEVER, SLIDE_BREAK}
    assert plan_of(parts).height == pytest.approx(sum(p.size for p in parts if isinstance(p, Box)))


def test_notes_are_called_by_the_box_of_their_line() -> None:
    parts = Paragraph(NODE, RICH, "ragged").set(180.0, page())
    boxes = [part for part in parts if isinstance(part, Box)]
    for box in boxes:
        text = "".join(item.text for item in texts(box.content.items))
        assert box.inserts == tuple(
            f"n{mark}" for mark in re.findall(r"(?:”|everyone)(1[23])", text)
        )
    assert [key for box in boxes for key in box.inserts] == ["n12", "n13"]


def labelled(level: int, label: str = "•", measure: float = 200.0) -> list[Part]:
    own = node("label", Role.LABEL)
    paragraph = Paragraph(NODE, [Run(PARAGRAPH)], "list", label=[Run(label, node=own)], level=level)
    return paragraph.set(measure, page())


def test_labels_hang_in_the_indent() -> None:
    for level in (0, 1, 2):
        parts = labelled(level)
        first, second = pieces(parts)[0].items, pieces(parts)[1].items
        label, text = texts(first)[:2]
        assert label.text == "• "
        assert label.node is not None
        assert label.node.role is Role.LABEL
        assert label.x == pytest.approx(13.0 * level)
        assert text.x == texts(second)[0].x == pytest.approx(13.0 * (level + 1))
        assert plan_of(parts).lines[0].startswith("What is")
        for piece in pieces(parts):
            item = texts(piece.items)[-1]
            assert right_edge(replace(item, words=item.words[:-1])) <= 200.01


def test_a_wide_label_pushes_the_text() -> None:
    parts = labelled(0, "Note (iii)")
    label, text = texts(pieces(parts)[0].items)[:2]
    assert text.x > right_edge(replace(label, words=label.words[:-1]))
    assert texts(pieces(parts)[1].items)[0].x == text.x


def contents(title: str, measure: float = 300.0) -> list[Piece]:
    link = node("toc", Role.LINK)
    runs = [
        Run(title, link="#chapter", node=link),
        Run("00", link="#chapter", node=link, page_of="chapter"),
    ]
    parts = Paragraph(NODE, runs, "contents", leader=True).set(measure, page())
    return pieces(parts)


def test_contents_lines_have_leaders_and_numbers_flush_right() -> None:
    starts = set()
    for title in ("Short", "A rather longer title", "Another, and longer than that"):
        [piece] = contents(title)
        text, number, dots = texts(piece.items)
        assert text.text == title + " "
        assert number.page_of == "chapter"
        assert number.x + number.width == pytest.approx(300.0)
        assert dots.node is None
        assert set(dots.text) <= set(". ")
        assert right_edge(text) < dots.x < right_edge(dots) < number.x
        step = dots.words[0].advance + dots.words[1].advance
        pitch_ = step * dots.size / 1000 + dots.space
        starts.add(round((300.0 - dots.x) / pitch_ % 1, 4))
        [link] = [item for item in piece.items if isinstance(item, LinkItem)]
        assert (link.rect.x, link.rect.right) == pytest.approx((0.0, 300.0))
    assert len(starts) == 1, "dots of different lines stand below one another"


def test_long_contents_lines_wrap_before_the_number() -> None:
    found = contents("A title so long that it needs two lines at least of this narrow measure", 220)
    assert len(found) == 2
    for item in texts(found[0].items):
        assert right_edge(replace(item, words=item.words[:-1])) < 220.0 - 20
    assert texts(found[1].items)[1].page_of == "chapter"


def test_page_references_in_running_text_are_items_of_their_own() -> None:
    runs = [Run("see page "), Run("00", page_of="there"), Run(" and on")]
    [line] = text_lines(runs, page().style("ragged"), 300.0, page(), NODE)
    before, number, later = texts(line.items)
    assert (before.text, number.text, later.text) == ("see page ", "00", " and on")
    assert number.page_of == "there"
    assert number.x + number.width == pytest.approx(later.x)


def test_white_space_is_one_space_and_none_at_the_ends() -> None:
    runs = [Run("  One\n two "), Run(" \t"), Run(" three", strong=True), Run(" ")]
    [line] = text_lines(runs, page().style("ragged"), 300.0, page(), NODE)
    assert line.text == "One two three"
    assert text_lines([Run(" \n")], page().style("ragged"), 300.0, page(), NODE) == []


def test_a_plan_is_plain_data_and_gives_the_runs_of_its_lines() -> None:
    for setting, runs in ((page(), RICH), (slide(), [Run(PARAGRAPH)])):
        parts = Paragraph(node("p"), runs, "body").set(170.0, setting)
        plan = plan_of(parts)
        assert isinstance(pickle.loads(pickle.dumps(plan)), ParagraphPlan)
        count = len(plan.lines)
        assert plan.part(0, count) == plan.runs
        for n in range(count):
            text = "".join(run.text for run in plan.part(n, n + 1))
            assert text == plan.lines[n].removesuffix("\u00ad")
        strong = [run.text for n in range(count) for run in plan.part(n, n + 1) if run.strong]
        assert strong == [run.text for run in plan.runs if run.strong]


def test_setting_twice_gives_fresh_items() -> None:
    paragraph = Paragraph(NODE, RICH, "body")
    first, second = paragraph.set(200.0, page()), paragraph.set(200.0, page())
    assert [piece.items for piece in pieces(first)] == [piece.items for piece in pieces(second)]
    texts(pieces(first)[0].items)[0].x += 100.0
    assert texts(pieces(second)[0].items)[0].x < 50.0


def test_a_missing_glyph_says_where_it_stands() -> None:
    place = Place("pack.yaml", 3, 7)
    paragraph = Paragraph(node("a.b"), [Run("Words 中")], "body", place=place)
    with pytest.raises(MissingGlyph) as caught:
        paragraph.set(200.0, page())
    assert caught.value.place == place
    assert caught.value.node == "a.b"
    assert caught.value.characters == "中"


def test_extents_bound_what_a_column_needs() -> None:
    style = page().style("cell")
    least, most = extents([Run("466 billion in cooperation")], style, page())
    assert len(lines("466 billion in cooperation", "cell", most + 0.01)) == 1
    found = lines("466 billion in cooperation", "cell", least + 0.01)
    assert [line.text.strip() for line in found][0] == "466 billion"
    assert extents([], style, page()) == (0.0, 0.0)


ARIAL = Face("head-400", "Arimo", locate("fontpkg_arimo:files/Arimo[wght].ttf"), {})
OWN = faces().face("head", 400, False)


def viewer(text: str, measure: float, size: float, face: Face = OWN) -> int:
    """Lines of a greedy viewer that kerns, and breaks at every dash, hyphen and slash."""
    count, start, end = 1, 0, 0
    for found in re.finditer(r"[^ /–—-]*[ /–—-]+|[^ /–—-]+$", text):
        line = text[start : found.end()].rstrip()
        if end > start and face.word(line).advance * size / 1000 > measure:
            count += 1
            start = end
        end = found.end()
    return count


@settings(max_examples=150, deadline=None, derandomize=True)
@given(sentences, st.integers(240, 900))
def test_slides_never_predict_fewer_lines_than_a_viewer_takes(text: str, measure: int) -> None:
    text = text.replace("https://www.unsouthsouth.org/bapa40/documents/", "a/b/")
    count = len(lines(text, "body", float(measure), slide()))
    assert all(count >= viewer(text, float(measure), 20.0, face) for face in (OWN, ARIAL))


@pytest.mark.parametrize(("face", "margin"), [(OWN, -0.24), (ARIAL, -0.2)], ids=["own", "Arial"])
def test_measured_without_that_room_they_would(face: Face, margin: float) -> None:
    too_narrow = slide(margin=margin)
    assert any(
        len(lines(PARAGRAPH, "body", float(m), too_narrow)) < viewer(PARAGRAPH, m, 20.0, face)
        for m in range(240, 900, 20)
    )


def test_the_step_of_the_type_scale_is_in_the_plan() -> None:
    parts = set_(PARAGRAPH, "body", 400.0, slide(step=0.9))
    assert plan_of(parts).style.size == pytest.approx(18.0)
    assert plan_of(parts).setting_step == 0.9
    assert theme().slide.styles["body"].size == 20.0
