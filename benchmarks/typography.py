"""How well paragraphs are set: total fit, first fit, and Typst, measured alike.

Justified lines of running text alone. Two kinds of table:

- *pages as built*: the shipped pack's pages, with notes, links and emphasis, broken by total fit as
  they are published and by first fit (each line takes what it holds, hyphens allowed anywhere).
- *the same plain text*: the pack's paragraphs, and eleven paragraphs of *Moby-Dick*
  (``loomings.txt``), in the frame and style of each page master, by total fit, by first fit and by
  Typst (``justify``, ``linebreaks: "optimized"``, hyphens on, the same instance of the same font).

Looseness is the size of a line's adjustment ratio in TeX's unit (``setlines.py``): 0 is a space as
the font has it, 1 a space of one and a half times or two thirds of that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

from measure import ROOT, table

sys.path.insert(0, str(ROOT))

from bytypst import Sheet, columns, typeset
from setlines import ROWS, Column, Figures, SetLine, measured

from layouts import lines
from layouts.boxes import Part
from layouts.compose import compose
from layouts.flow import Passage, Story
from layouts.linebreak import Broken, first_fit
from layouts.paragraph import Paragraph, ParagraphPlan
from layouts.runs import Run, plain
from layouts.scene import Fragment, Scene, TextItem
from layouts.tree import Node, Role
from reports.edition import Edition
from reports.editions import editions

TEXT = Path(__file__).with_name("loomings.txt")
Hyphenated = Callable[[], Sequence[Part]] | None


def greedy(
    parts: Sequence[Part], measure: float, *, hyphenated: Hyphenated = None, **_more: Any
) -> Broken:
    """First fit in the place of :func:`layouts.linebreak.total_fit`."""
    parts = hyphenated() if hyphenated else parts
    return Broken(parts, first_fit(parts, measure))


def scene_columns(scene: Scene) -> list[Column]:
    """The justified lines of body text, column by column."""
    found: list[Column] = []
    numbers: dict[int, int] = {}
    for page in scene.pages:
        sides: dict[float, Column] = {}
        for fragment in page.fragments:
            plan = fragment.plan
            if isinstance(plan, ParagraphPlan) and plan.style.align == "justify":
                number = numbers.setdefault(id(plan), len(numbers))
                sides.setdefault(round(fragment.rect.x), []).extend(_lines(fragment, number))
        found += sides.values()
    return found


def _lines(fragment: Fragment, number: int) -> Iterator[SetLine]:
    plan = fragment.plan
    groups: list[list[TextItem]] = []
    for item in fragment.items:
        if isinstance(item, TextItem):
            if groups and item.y < groups[-1][0].y + plan.pitch / 2:
                groups[-1].append(item)
            else:
                groups.append([item])
    for index, items in enumerate(groups, fragment.part[0]):
        yield _line(items, plan, number, index)


def _line(items: Sequence[TextItem], plan: ParagraphPlan, number: int, index: int) -> SetLine:
    spaces, natural, right = [], 0.0, 0.0
    for item in items:
        x = item.x
        for word in item.words:
            width = word.advance * item.size / 1000
            if word.text == " ":
                natural = natural or width
                spaces.append((x, x + width + item.space))
                width += item.space
            else:
                right = x + width
            x += width
    text = plan.lines[index]
    left, count = items[0].x, len(plan.lines)
    inside = [(a, b) for a, b in spaces if a < right]
    return SetLine(number, index, count, text, plan.style.size, left, right, natural, inside)


def plain_story(texts: Sequence[str]) -> Story:
    """A story of nothing but paragraphs."""
    tree = Node(Role.DOCUMENT, "document")
    passages = []
    for n, words in enumerate(texts):
        section = tree.child(Role.SECTION, f"p{n}")
        flowable = Paragraph(section.child(Role.PARAGRAPH, "text"), (Run(words),), "body")
        passages.append(Passage(section.id, section, "text", choices=[("", [flowable])]))
    return Story(tree, passages, {}, "en-GB", "Plain text")


def by_typst(texts: Sequence[str], edition: Edition) -> Figures:
    """The figures of Typst's pages."""
    sheet, face = sheet_of(edition)
    data = typeset(texts, sheet, face)
    return measured(columns(data, texts, sheet, face))


def sheet_of(edition: Edition) -> tuple[Sheet, Any]:
    """Frame, style and face of an edition's running text."""
    template = edition.masters["page"].template("text")[1]
    frame, setting = template.frames["main"], edition.setting("page")
    style = setting.style("body")
    width = frame.width - (template.hang if template.columns == 1 else 0.0)
    sheet = Sheet(
        width,
        frame.height,
        template.columns,
        template.gutter,
        style.size,
        style.leading,
        style.after,
        style.features,
    )
    return sheet, setting.face(style)


def both(make: Callable[[], Scene]) -> list[Figures]:
    """By total fit and by first fit."""
    ours = measured(scene_columns(make()))
    with patch.object(lines, "total_fit", greedy):
        return [ours, measured(scene_columns(make()))]


def report(names: Sequence[str], found: Sequence[Figures]) -> str:
    """A table with a column for each way of setting."""
    cells = [figures.cells() for figures in found]
    rows = [[row, *values] for row, *values in zip(ROWS, *cells, strict=True)]
    return table(["", *names], rows)


def main() -> int:
    """Measure and print."""
    argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0]).parse_args()
    typst = find_spec("typst") is not None
    if not typst:
        print("Typst is not installed (pip install typst==0.15.2): its column is left out")
    ways = ["total fit", "first fit", "Typst"] if typst else ["total fit", "first fit"]
    long = [line for line in TEXT.read_text(encoding="utf-8").splitlines() if line]
    for edition in editions(None, "delegation,press", None):
        master, name = edition.masters["page"], edition.audience_name
        setting = edition.setting("page")
        print(f"\nPages as built, audience {name}\n")
        print(report(ways[:2], both(lambda: edition.compose("page")[0])))  # noqa: B023
        own = pack_texts(edition.compose("page")[0])
        for what, texts in (("The pack's paragraphs, plain", own), ("Long plain text", long)):
            measure = sheet_of(edition)[0]
            width = (measure.width - (measure.columns - 1) * measure.gutter) / measure.columns
            print(f"\n{what}, measure {width:.1f} pt ({name})\n")
            found = both(lambda: compose(plain_story(texts), master, setting))  # noqa: B023
            if typst:
                found.append(by_typst(texts, edition))
            print(report(ways, found))
    return 0


def pack_texts(scene: Scene) -> list[str]:
    """The words of every justified paragraph, without the marks of notes."""
    plans = {
        id(fragment.plan): fragment.plan
        for page in scene.pages
        for fragment in page.fragments
        if isinstance(fragment.plan, ParagraphPlan) and fragment.plan.style.align == "justify"
    }
    return [plain(plan.runs) for plan in plans.values()]


if __name__ == "__main__":
    sys.exit(main())
