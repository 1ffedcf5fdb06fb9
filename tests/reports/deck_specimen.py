"""A deck with every kind of plan that the writer knows, composed by the engine itself."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from layouts.chart import Chart, NumberForm, Series
from layouts.compose import compose
from layouts.diagram import Diagram
from layouts.diagrams.cards import Card, Cards
from layouts.diagrams.figures import Figures, KeyFigure
from layouts.diagrams.flow import Flow, Gift, Party
from layouts.diagrams.shapes import Phrase
from layouts.diagrams.timeline import Event, Timeline
from layouts.flow import Flowable, Passage, Story
from layouts.paragraph import Paragraph
from layouts.picture import Picture
from layouts.runs import Remark, Run
from layouts.scene import Asset, Scene
from layouts.table import Table, TableCell
from layouts.tree import Node, Role
from reports.writers.pptx.writer import write
from tests.reports.deck_look import faces, master, setting, theme

DATE = datetime(2019, 3, 22, 12, 30)
FORMULA = "=HYPERLINK(1)"
"""A category that a careless writer turns into a live formula."""


class _Teller:
    """Collects passages and their structure."""

    def __init__(self) -> None:
        self.tree = Node(Role.DOCUMENT, "deck")
        self.passages: list[Passage] = []
        self.section = ""

    def block(self, ident: str, role: Role = Role.DIVISION, alt: str | None = None) -> Node:
        node = Node(role, ident, alt=alt)
        self.tree.children.append(node)
        return node

    def slide(
        self,
        node: Node,
        layout: str,
        title: str,
        flowables: Sequence[Flowable],
        notes: Sequence[Remark] = (),
    ) -> None:
        heading = node.child(Role.H2, "title")
        role = "cover-title" if layout == "cover" else "title"
        content: list[Flowable] = [Paragraph(heading, (Run(title),), role, "title")]
        if self.section and layout != "cover":
            eyebrow = node.child(Role.PARAGRAPH, "eyebrow")
            content.append(Paragraph(eyebrow, (Run(self.section),), "eyebrow", "eyebrow"))
        passage = Passage(node.id, node, layout, title, self.section)
        passage.choices = [("long", [*content, *flowables])]

        def again(n: int) -> tuple[str, list[Flowable]]:
            return f" ({n})", [Paragraph(heading, (Run(f"{title} ({n})"),), "title", "title")]

        passage.again = again
        passage.notes = list(notes)
        self.passages.append(passage)

    def foot(self, node: Node, words: str, role: str = "caption") -> Paragraph:
        return Paragraph(node.child(Role.CAPTION, "caption"), (Run(words),), role, "caption")


def items(
    node: Node, texts: Sequence[str], *, number: bool = False, level: int = 0, first: int = 1
) -> list[Flowable]:
    """A list with bullets or numbers."""
    role = "list-number" if number else "list"
    return [
        Paragraph(
            node.child(Role.ITEM, f"{level}-{n}"),
            (Run(words),),
            role,
            label=(Run(f"{n}." if number else "•"),),
            level=level,
        )
        for n, words in enumerate(texts, first)
    ]


def picture(width: int = 640, height: int = 360) -> Asset:
    """A small drawing, as an asset."""
    image = Image.new("RGB", (width, height), "#EFEDF6")
    draw = ImageDraw.Draw(image)
    for n, colour in enumerate(("#4A4FB5", "#B3402E", "#2C7A5B", "#B87A14")):
        left = width * (n + 0.5) / 5
        draw.ellipse((left, height * 0.2, left + height * 0.6, height * 0.8), fill=colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    data = out.getvalue()
    return Asset("dots", data, "png", width, height, hashlib.sha256(data).hexdigest())


def _texts(teller: _Teller) -> None:
    link = teller.block("texts.runs")
    runs = (
        *(Run("Plain words, "), Run("strong ones", strong=True), Run(", ")),
        *(Run("emphasis", emphasis=True), Run(", both", strong=True, emphasis=True)),
        *(Run(", a note"), Run("a", raised=True), Run(", a link to ")),
        Run("the United Nations", link="https://www.un.org/a?b=1&c=2"),
        *(Run(" and one to "), Run("the table", link="#tables.long"), Run(".")),
    )
    content: list[Flowable] = [Paragraph(link.child(Role.PARAGRAPH, "words"), runs, "body")]
    french = teller.block("texts.french")
    content.append(
        Paragraph(french, (Run("La coopération Sud-Sud « complète » la Nord-Sud."),), "body")
    )
    content[-1].lang = "fr-FR"  # type: ignore[attr-defined]
    content.append(
        Paragraph(link.child(Role.H3, "head"), (Run("A subheading between blocks"),), "h2")
    )
    bullets = teller.block("texts.bullets", Role.LIST)
    content += items(bullets, ["Respect for sovereignty", "Equality of rights"])
    content += items(bullets, ["with a point below"], level=1)
    content += [teller.foot(link, "Sources: [1] and [2].", "source")]
    notes = [
        Remark((Run("First paragraph of the notes, with "), Run("weight", strong=True), Run("."))),
        Remark((Run("A point"),), "•"),
        Remark((Run("a point below it"),), "–", 1),
        Remark((Run("See "), Run("the source", link="https://www.un.org/notes"), Run("."))),
        *(Remark((Run(f"Step {n} of one list"),), f"{n}.") for n in (1, 2)),
        *(Remark((Run(f"Step {n} of the next"),), f"{n}.") for n in (1, 2)),
        Remark((Run("There is a table on slide "), Run("0", page_of="tables.long"))),
    ]
    teller.slide(link, "text", "Runs, links and lists", content, notes)
    numbers = teller.block("texts.numbers", Role.LIST)
    long = [f"Entry number {n} of a list that runs on over several slides" for n in range(1, 20)]
    teller.slide(numbers, "text", "A numbered list", items(numbers, long, number=True))
    said = teller.block("texts.quote", Role.QUOTE)
    quote = Run("South-South cooperation is not a substitute for, but a complement to, the rest.")
    by = Run("Outcome document, paragraph 10")
    content = [
        Paragraph(said.child(Role.PARAGRAPH, "said"), (quote,), "quote"),
        Paragraph(said.child(Role.PARAGRAPH, "by"), (by,), "quote-by"),
    ]
    teller.slide(said, "quote", "In its own words", content)


def _tables(teller: _Teller) -> None:
    node = teller.block("tables.long", Role.TABLE, "Cases by country")
    row = node.child(Role.ROW, "head")
    cells = [
        TableCell((Run(words),), row.child(Role.HEADER, str(n)), True, align)
        for n, (words, align) in enumerate(
            (("Country", "left"), ("What it shared", "left"), ("Cases", "right"))
        )
    ]
    rows = []
    for n in range(1, 15):
        body = node.child(Role.ROW, str(n))
        rows.append(
            [
                TableCell((Run(f"Country {n}"),), body.child(Role.HEADER, "0"), True),
                TableCell(
                    (Run("Knowledge of "), Run("many", strong=True), Run(f" things, set {n}")),
                    body.child(Role.CELL, "1"),
                ),
                TableCell((Run(f"{n * 37}"),), body.child(Role.CELL, "2"), align="right"),
            ]
        )
    table = Table(node, [cells], rows)
    teller.slide(node, "table", "A table over two slides", [table, teller.foot(node, "Table 1.")])
    banded = teller.block("tables.banded", Role.TABLE, "Shares by year")
    head = banded.child(Role.ROW, "head")
    first = [
        TableCell((Run("Region"),), head.child(Role.HEADER, "0"), True),
        TableCell((Run("Both years"),), head.child(Role.HEADER, "1"), True, "center", 2),
    ]
    rows = []
    for n, name in enumerate(
        ("Africa", "Asia", "Latin America", *(f"Area {n}" for n in range(10)))
    ):
        body = banded.child(Role.ROW, str(n))
        # A cell without text, and a row of one cell, must not be taller than planned.
        last = () if n == 2 else (Run(f"{n + 2}.5"),)
        cells = [
            TableCell((Run(name),), body.child(Role.CELL, "0")),
            TableCell((Run(f"{n + 1}.5"),), body.child(Role.CELL, "1"), align="right"),
            TableCell(last, body.child(Role.CELL, "2"), align="right"),
        ]
        if n == 4:
            cells = [
                TableCell((Run("Islands, of which there are none"),), cells[0].node, columns=3)
            ]
        rows.append(cells)
    shaded = Table(banded, [first], rows, [50, 25, 25], zebra=True)
    teller.slide(banded, "table", "Shaded rows and cells over columns", [shaded])


def chart(
    node: Node, kind: str, names: Sequence[str], rows: dict[str, Sequence[float]], **given: Any
) -> Chart:
    """A chart whose labels are the values with one decimal."""
    form = given.pop("form", NumberForm("number", 1))
    language = setting().language
    series = [
        Series(name, tuple(values), tuple(form.text(value, language) for value in values))
        for name, values in rows.items()
    ]
    return Chart(node, kind, names, series, given.pop("unit", "per cent"), form, **given)


_YEARS = ("2015", "2016", "2017", "2018")
_CHARTS: tuple[tuple[str, Sequence[str], dict[str, Sequence[float]], dict[str, Any]], ...] = (
    ("column", _YEARS, {"South": (3.2, 4.1, 5.5, 6.0)}, {}),
    (
        "bar",
        (FORMULA, "A category with a long name that wraps", "https://x.example"),
        {"First": (12.5, 40.25, 7), "Second": (10, 22, 31)},
        {},
    ),
    (
        "stacked",
        ("Africa", "Asia", "Latin America"),
        {"Public": (30, 42, 25), "Private": (20, 31, 18), "Other": (6, 2, 9)},
        {},
    ),
    ("line", tuple(map(str, range(2009, 2019))), {"Exports": (3, 4, 4, 5, 6, 6, 7, 8, 9, 9)}, {}),
    (
        "line",
        _YEARS,
        {"Exports to the South": (31, 33, 36, 38), "Exports to the North": (42, 41, 39, 38.5)},
        {},
    ),
    ("doughnut", ("Yes", "No", "No answer"), {"Share": (55, 30, 15)}, {}),
    ("doughnut", ("Most of it", "Some of it", "Hardly any"), {"Share": (91, 7, 2)}, {}),
    (
        "scatter",
        ("Kenya", "Brazil", "Viet Nam", "+44", "Côte d’Ivoire", "@home"),
        {"Internet users": (22, 70, 70, 8, 36, 41)},
        {
            **{"xs": (1.8, 9.1, 2.6, 0.9, 2.3, 5.0), "heads": ("Country", "Income")},
            **{"x_title": "Income a head, thousand dollars", "y_title": "Users"},
        },
    ),
    (
        "scatter",
        (),
        {"Before": (3, 5, 4, 6, 8, 7), "After": (5, 6, 7, 8, 9, 12)},
        {
            **{"xs": (1990, 1995, 2000, 2005, 2010, 2015), "x_form": NumberForm("plain")},
            **{"x_title": "Year", "form": NumberForm("percent", 1), "unit": ""},
        },
    ),
    (
        "column",
        _YEARS,
        {"Balance": (12, -5.4, 26, -31.5)},
        {"x_title": "Year", "y_title": "Balance of trade in goods and services"},
    ),
    (
        "bar",
        ("Africa", "Asia", "Latin America"),
        {"Share": (0.125, 0.5, 0.333)},
        {
            "form": NumberForm("fraction", 1),
            "unit": "",
            "x_title": "Region of the world, by the classification of the bank",
            "y_title": "Share of all that there is in the world at the end of the year",
        },
    ),
    (
        "doughnut",
        tuple(f"Part {n}" for n in range(1, 13)),
        {"Share": (20, 16, 13, 11, 9, 8, 7, 6, 4, 3, 2, 1)},
        {"form": NumberForm("percent", 0), "unit": ""},
    ),
    (
        "stacked",
        _YEARS,
        {f"Donor {n}": (n + 3, n + 4, 14 - n, n + 6) for n in range(10)},
        {"form": NumberForm("number", 0), "unit": "million dollars"},
    ),
    (
        "line",
        tuple(map(str, range(2005, 2019))),
        {f"Country {n}": tuple(1000 * n + 90 * k for k in range(14)) for n in range(1, 8)},
        {"form": NumberForm("number", 0), "unit": "", "y_title": "Visits", "x_title": "Year"},
    ),
)


def _charts(teller: _Teller) -> None:
    for n, (kind, names, rows, given) in enumerate(_CHARTS, 1):
        alt = f"A {kind} chart of {len(names) or len(given['xs'])}"
        node = teller.block(f"charts.{kind}{n}", Role.FIGURE, alt)
        drawn = chart(node, kind, names, rows, **given)
        foot = teller.foot(node, f"Figure {n}. What the {kind} chart shows.")
        teller.slide(node, "chart", f"Numbers as a {kind} chart ({n})", [drawn, foot])


def _diagrams(teller: _Teller) -> None:
    def phrase(node: Node, part: str, words: str) -> Phrase:
        return Phrase((Run(words),), node.child(Role.PARAGRAPH, part))

    line = teller.block("diagrams.timeline", Role.LIST)
    events = []
    for n, (date, what) in enumerate(
        (("1978", "Plan of Action"), ("2009", "Nairobi"), ("2019", "Second conference"))
    ):
        node = line.child(Role.ITEM, str(n))
        told = phrase(node, "text", "What happened then, in a line or two.")
        event = Event(phrase(node, "date", date), phrase(node, "title", what), told, node)
        events.append(event)
    teller.slide(line, "diagram", "A timeline", [Diagram(line, Timeline(events))])
    held = teller.block("diagrams.cards", Role.LIST)
    cards = []
    for n in range(4):
        node = held.child(Role.ITEM, str(n))
        words = phrase(node, "text", "A sentence that tells what this card is about.")
        cards.append(Card(phrase(node, "title", f"Card {n + 1}"), words, node))
    teller.slide(held, "diagram", "Cards", [Diagram(held, Cards(cards))])
    key = teller.block("diagrams.figures", Role.LIST)
    figures = []
    for n, (number, words) in enumerate((("138", "Member States"), ("160", "countries"))):
        node = key.child(Role.ITEM, str(n))
        figures.append(KeyFigure(phrase(node, "v", number), phrase(node, "l", words), node))
    teller.slide(key, "diagram", "Key figures", [Diagram(key, Figures(figures))])
    flow = teller.block("diagrams.flow", Role.FIGURE, "Japan pays, Cambodia and Colombia share")
    parties = [
        Party("japan", (Run("Japan"),), (Run("finances"),), "north"),
        Party("cambodia", (Run("Cambodia"),), (Run("sends experts"),), "south"),
        Party("colombia", (Run("Colombia"),), (Run("receives them"),), "south"),
    ]
    gifts = [
        Gift("japan", "cambodia", (Run("Funds"),)),
        Gift("cambodia", "colombia", (Run("Knowledge of mine clearance"),)),
    ]
    teller.slide(flow, "diagram", "Who gives what", [Diagram(flow, Flow(parties, gifts, flow))])


def story() -> Story:
    """What the deck tells."""
    teller = _Teller()
    cover = teller.block("cover")
    subtitle = Paragraph(
        cover.child(Role.PARAGRAPH, "subtitle"),
        (Run("Every kind of content & every plan"),),
        "subtitle",
        "subtitle",
    )
    teller.slide(cover, "cover", "A specimen of the deck writer", [subtitle])
    contents = teller.block("contents", Role.CONTENTS)
    entries: list[Flowable] = [
        Paragraph(
            contents.child(Role.CONTENTS_ITEM, str(n)),
            (Run(words, link=f"#{target}"), Run("0", link=f"#{target}", page_of=target)),
            "contents",
            leader=True,
        )
        for n, (words, target) in enumerate(
            (("Texts", "texts.runs"), ("Tables", "tables.long"), ("Charts", "charts.column1"))
        )
    ]
    teller.slide(contents, "contents", "Contents", entries)
    for section, part in (
        ("Words", _texts),
        ("Rows & columns", _tables),
        ("Numbers", _charts),
        ("Shapes", _diagrams),
    ):
        teller.section = section
        part(teller)
    shown = teller.block("pictures.shown", Role.FIGURE, "Four coloured discs in a row")
    teller.slide(shown, "picture", "A picture", [Picture(shown, picture())])
    plain = teller.block("pictures.plain", Role.FIGURE)
    decoration = Picture(plain, picture(), decorative=True)
    teller.slide(plain, "picture", "The same picture, as decoration", [decoration])
    found = Story(teller.tree, teller.passages, {}, "en-GB", "A specimen <of> the deck writer")
    found.subject, found.author = "Every kind of plan", "Briefpack"
    found.keywords, found.running = ("deck", "specimen"), "Specimen"
    found.home = ("contents", "Back to the contents")
    return found


def scene() -> Scene:
    """The deck, laid out."""
    return compose(story(), master(), setting())


def dated(words: str, *, live: bool = False) -> Scene:
    """The deck with a date on its slides, laid out."""
    told = story()
    told.date, told.live_date = words, live
    return compose(told, master(), setting())


@cache
def deck() -> bytes:
    """The deck, written."""
    return write(scene(), theme(), master(), faces(), date=DATE)


def written(made: Scene, **changes: Any) -> bytes:
    """Another scene in the same look."""
    given = {"theme": theme(), "master": master(), "faces": faces(), "date": DATE, **changes}
    return write(made, given.pop("theme"), given.pop("master"), given.pop("faces"), **given)
