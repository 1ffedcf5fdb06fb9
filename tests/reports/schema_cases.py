"""Files with one change each, for schemas and program alike: ``BROKEN`` and ``ODD`` but valid.

Files are text, since what YAML makes of a plain word or number matters.
"""

from __future__ import annotations

from typing import NamedTuple

from reports.config import SHIPPED
from tests.broken.base import FACTS, PACK, SOURCES

WHOLE_PACK = PACK.replace("include: [parts/sources.yaml, parts/facts.yaml]\n", SOURCES + FACTS)
AUDIENCE = """\
name: Donors
label: Briefing for donors
theme: ocean
pages: {master: a4-brief, contents: false, text: long}
slides:
  master: deck-16x9
  text: short
  dividers: true
  layouts: {figures: big-number}
  date: edition
print: {bleed: 5, marks: true}
packs:
  harbour:
    sections: [kinds, agreed]
    drop: [kinds.ice]
    layouts: {kinds.winter: two-content}
    backup: [kinds.terms]
    omit:
      slides:
        - {id: kinds.people, why: names are not projected}
"""
OWN_AUDIENCE = """\
extends: base
label: Briefing for donors
slides: {text: medium}
packs: {harbour: {drop: [kinds.ice], omit: {pages: [{id: kinds.terms, why: they are known}]}}}
"""
OWN_THEME = """\
extends: ocean
name: Pine
inks:
  accent: {rgb: "#1F6B3A", cmyk: [80, 25, 90, 25]}
faces:
  head: {family: Harbour Sans}
series: [accent, warm]
page:
  steps: [1, 0.9]
  floor: 7
  styles:
    body: {size: 11, leading: 15.4, features: [onum]}
    own: {face: body, size: 9, leading: 12}
slide:
  styles:
    title: {ink: accent, italic: true, align: left}
substitute: 1.1
"""
THEME = (SHIPPED / "themes" / "ocean.yaml").read_text(encoding="utf-8")
BASES = {
    "pack": ("pack", WHOLE_PACK),
    "audience": ("audience", AUDIENCE),
    "own audience": ("audience", OWN_AUDIENCE),
    "theme": ("theme", THEME),
    "own theme": ("theme", OWN_THEME),
}


class Change(NamedTuple):
    """One change to one of the files above: ``old`` stands in it once; nothing is its end."""

    base: str
    name: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        """Kind of the file."""
        return BASES[self.base][0]

    @property
    def text(self) -> str:
        """The file after the change."""
        text = BASES[self.base][1]
        if not self.old:
            return text + self.new
        assert text.count(self.old) == 1, (self, text.count(self.old))
        return text.replace(self.old, self.new)

    def __str__(self) -> str:
        return f"{self.base}: {self.name}"


def changes(base: str, *rows: tuple[str, str, str]) -> list[Change]:
    """Changes to one file: name, old text, new text."""
    return [Change(base, *row) for row in rows]


LIST = "      - {kind: list, id: points, items: [One, {text: Two}]}\n"
BAR = "        type: bar\n        data: shares\n        x: measure\n        y: [share]\n"
BARS = "        type: bar\n"
ROWS = 'rows:\n          - [Trade, "a quarter"]\n          - [Growth, "a half"]\n'
TITLE, SECTION = "title: A small pack\n", "    title: The second section\n"
NOTE = "          - A note for"
ALT = "        alt: A grey square.\n"

KEYS = changes(
    "pack",
    ("a key that nothing reads", "", "colour: red\n"),
    ("a misspelt key", "short: Small", "shrot: Small"),
    ("a misspelt key of a section", SECTION, "    titel: The second section\n"),
    ("a key of another kind of block", "kind: list,", "kind: list, alt: A list,"),
    ("a length of no known name", "          short: In", "          tiny: In"),
    ("no title", TITLE, ""),
    ("no id of the pack", "  id: small\n", ""),
    ("no source of a fact", "    source: report\n    at: paragraph 3\n", ""),
    ("no alternative text of a chart", "        alt: Two bars.\n", ""),
    ("no id of a block", "kind: list, id: points,", "kind: list,"),
    ("no blocks in a section", "sections:\n", "sections:\n  - {id: empty, title: None}\n"),
    ("no kind of a block", "{kind: list, id", "{id"),
    ("a fact’s name in capitals", "facts:\n", "facts:\n  Adopted: {value: a, source: report}\n"),
    ("a blank name of a column", "{measure: text,", '{measure: text, " ": text,'),
)
TYPES = changes(
    "pack",
    ("a list for a text", "short: Small", "short: [Small]"),
    ("a mapping for a text", "short: Small", "short: {a: Small}"),
    ("nothing for a text", "short: Small", "short:"),
    ("nothing for words", TITLE, "title: ~\n"),
    ("nothing for a list", "keywords: [one, two]", "keywords: null"),
    ("nothing for a length", "          short: In short, {adopters} met.", "          short:"),
    ("a text for a list", "keywords: [one, two]", "keywords: one"),
    ("a mapping for a list", "keywords: [one, two]", "keywords: {one: two}"),
    ("a list for a mapping", "datasets:\n", "datasets: []\n" + "unread:\n"),
    ("a list for words", "alt: Two bars.", "alt: [Two bars]"),
    ("an empty mapping for words", "alt: Two bars.", "alt: {}"),
    ("a fact without its quotes", "alt: Two bars.", "alt: {adopters}"),
    ("a list in a list of texts", "keywords: [one, two]", "keywords: [one, [two]]"),
    ("a text for a block", LIST, "      - list\n"),
    ("a list for a block", LIST, "      - [list]\n"),
    ("a word for a flag", SECTION, SECTION + "    new_page: yes\n"),
    ("a flag in quotes", SECTION, SECTION + '    new_page: "true"\n'),
    ("a number for a flag", SECTION, SECTION + "    new_page: 1\n"),
    ("a number in quotes", "align: right", 'width: "10"'),
    ("a word for a number", "align: right", "width: wide"),
    ("a flag for a number", "align: right", "width: true"),
    ("nothing for a number", "align: right", "width: ~"),
    ("a fraction for a whole number", BARS, BARS + "        decimals: 1.5\n"),
    ("marks between thousands", "align: right", "width: 1_0"),
    ("infinity", "align: right", "width: .inf"),
)
LIMITS = changes(
    "pack",
    ("a text too long", "short: Small", f"short: {'word ' * 17}"),
    ("words too long", TITLE, f"title: {'word ' * 21}\n"),
    ("one length too long", "          short: In", f"          short: {'word ' * 400}In"),
    ("a word too long", "short: Small", "short: Small\nsubject: " + "x" * 201),
    ("a blank text", "short: Small", 'short: "  "'),
    ("blank words", TITLE, 'title: ""\n'),
    ("a number too large", "align: right", "width: 100.5"),
    ("a number too small", "align: right", "width: -0.5"),
    ("a whole number too large", BARS, BARS + "        decimals: 5\n"),
    ("a list too short", ROWS, "rows: []\n"),
    ("a list too long", "keywords: [one, two]", f"keywords: [{'a, ' * 30}a]"),
    ("a mapping too small", "{measure: text, share: number}", "{}"),
    ("a name too long", "facts:\n", f"facts:\n  {'a' * 61}: {{value: a, source: report}}\n"),
    ("too many series", "y: [share]", f"y: [{', '.join('abcdefghi')}]"),
)
VALUES = changes(
    "pack",
    ("an unknown kind", "kind: glossary", "kind: glosary"),
    ("an unknown choice", BARS, "        type: bars\n"),
    ("a choice in capitals", "align: right", "align: Right"),
    ("an unknown choice in a mapping", "share: number", "share: float"),
    ("an id in capitals", "id: points", "id: Points"),
    ("an id that begins with a digit", "id: points", "id: 2points"),
    ("an id that is a number", "id: points", "id: 2019"),
    ("an address of another scheme", "https://example.org/report", "ftp://example.org"),
    ("a language of no such form", "language: en", "language: English"),
    ("an id of the program’s own", "  - id: second", "  - id: sources"),
)
TOGETHER = changes(
    "pack",
    ("a row with a cell too many", '[Trade, "a quarter"]', '[Trade, "a quarter", 25]'),
    ("more subjects than cells", "[South, North]", "[South, North, East]"),
    ("two titles", BARS, BARS + "        slide_title: Two\n"),
    ("a picture without words", ALT, ""),
    ("a decoration with words", ALT, ALT + "        decorative: true\n"),
    ("names of points in bars", BARS, BARS + "        labels: measure\n"),
    ("an x axis of numbers in bars", BARS, BARS + "        x_format: percent\n"),
    ("axes for a doughnut", BARS, "        type: doughnut\n        x_title: Shares\n"),
    ("two series in a doughnut", BAR, BAR.replace("bar", "doughnut").replace("[", "[measure, ")),
    ("a series twice", "y: [share]", "y: [share, share]"),
    ("two lists in one note", NOTE, "          - {list: [a], steps: [b]}\n" + NOTE),
    ("a note that says nothing", NOTE, "          - {}\n" + NOTE),
    ("an empty list in a note", NOTE, "          - {list: []}\n" + NOTE),
)
AUDIENCES = [
    *changes(
        "audience",
        ("a key that nothing reads", "", "colour: red\n"),
        ("a misspelt key", "label: Brief", "labels: Brief"),
        ("a key of the other document", "contents: false", "dividers: false"),
        ("no theme", "theme: ocean\n", ""),
        ("no master", "{master: a4-brief, contents", "{contents"),
        ("no length", "  text: short\n", ""),
        ("no reason", ", why: names are not projected", ""),
        ("nothing for the theme", "theme: ocean", "theme: ~"),
        ("nothing for the print edition", "print: {bleed: 5, marks: true}", "print:"),
        ("a text for a list", "drop: [kinds.ice]", "drop: kinds.ice"),
        ("a list for a mapping", "layouts: {figures: big-number}", "layouts: [figures]"),
        (
            "a text for a mapping",
            "pages: {master: a4-brief, contents: false, text: long}",
            "pages: a",
        ),
        ("a list for a rule", "{id: kinds.people, why: names are not projected}", "[kinds.people]"),
        ("a word for a flag", "dividers: true", "dividers: no"),
        ("a number for a flag", "dividers: true", "dividers: 0"),
        ("an unknown length", "text: long", "text: longest"),
        ("bleed too wide", "bleed: 5", "bleed: 21"),
        ("bleed in words", "bleed: 5", "bleed: 5 mm"),
        ("bleed in quotes", "bleed: 5", "bleed: '5'"),
        ("a name too long", "name: Donors", f"name: {'x' * 61}"),
        ("a blank name", "name: Donors", "name: ''"),
        ("a list too long", "drop: [kinds.ice]", f"drop: [{'a, ' * 200}a]"),
        ("a kind’s name in capitals", "{figures: big-number}", "{Figures: big-number}"),
        ("a layout of no name", "kinds.winter: two-content", "kinds.winter: ''"),
        ("a mapping for a layout", "kinds.winter: two-content", "kinds.winter: {layout: text}"),
    ),
    *changes(
        "own audience",
        ("nothing to extend", "extends: base", "extends: ~"),
        ("a list to extend", "extends: base", "extends: [base, press]"),
        ("a misspelt key", "label: Brief", "lable: Brief"),
        ("a misspelt key below", "{text: medium}", "{texts: medium}"),
        ("an unknown length", "{text: medium}", "{text: middle}"),
        ("nothing for the deck", "slides: {text: medium}", "slides:"),
        ("no reason", ", why: they are known", ""),
        ("a text added to a list", "drop: [kinds.ice]", "drop+: kinds.ice"),
        ("a list added to a text", "label: Brief", "label+: [Board]\nname: Brief"),
        ("too long a text added", "drop: [kinds.ice]", f"drop+: [{'x' * 131}]"),
        ("a needed key taken out", "label: Briefing for donors", "theme: ~"),
        ("a needed key taken out below", "{text: medium}", "{text: ~}"),
        ("a list of overrides", "label: Brief", "override: [pages.text]\nlabel: Brief"),
        ("a clearance that is none", "label: Brief", "clearance: secret\nlabel: Brief"),
        ("no format", "label: Brief", "formats: []\nlabel: Brief"),
    ),
]
THEMES = [
    *changes(
        "own theme",
        ("a key that nothing reads", "", "colours: {}\n"),
        ("a misspelt key", "series: [accent, warm]", "serie: [accent, warm]"),
        ("a misspelt key of a style", "leading: 15.4", "leeding: 15.4"),
        ("nothing to extend", "extends: ocean", "extends:"),
        ("a colour with three digits", '"#1F6B3A"', '"#16A"'),
        ("a colour by name", '"#1F6B3A"', "green"),
        ("a colour without quotes", "inks:\n", "inks:\n  sky:\n    rgb: #00629B\n"),
        ("a colour of three inks", "[80, 25, 90, 25]", "[80, 25, 90]"),
        ("a colour of five inks", "[80, 25, 90, 25]", "[80, 25, 90, 25, 0]"),
        ("too much of an ink", "[80, 25, 90, 25]", "[80, 25, 190, 25]"),
        ("an ink in per cent", "[80, 25, 90, 25]", "[80%, 25%, 90%, 25%]"),
        ("a slot that is none", "cmyk:", "slot: accent9, cmyk:"),
        ("an ink’s name in capitals", "  accent: {rgb", "  Accent: {slot: dk1, rgb"),
        ("a text for an ink", "series: [accent, warm]", "series: accent"),
        ("nothing for the series", "series: [accent, warm]", "series: ~"),
        ("type too large", "size: 11", "size: 201"),
        ("type too small", "size: 11", "size: 4.9"),
        ("a size with its unit", "size: 11", "size: 11pt"),
        ("a weight in words", "italic: true", "weight: bold"),
        ("a weight with decimals", "italic: true", "weight: 400.5"),
        ("a weight too light", "italic: true", "weight: 100"),
        ("a word for a flag", "italic: true", "italic: on"),
        ("an unknown alignment", "align: left", "align: centre"),
        ("a feature for a list", "features: [onum]", "features: onum"),
        ("a feature’s name too long", "features: [onum]", "features: [oldstylenum]"),
        ("a long number for a feature", "features: [onum]", "features: [123456789]"),
        ("no steps", "steps: [1, 0.9]", "steps: []"),
        ("a step beyond 1", "steps: [1, 0.9]", "steps: [1.1, 1]"),
        ("a step in words", "steps: [1, 0.9]", "steps: [1, small]"),
        ("a floor in quotes", "floor: 7", 'floor: "7"'),
        ("room too narrow", "substitute: 1.1", "substitute: 0.9"),
        ("a family without a name", "family: Harbour Sans", "family: ''"),
        ("an ink added to a text", "name: Pine", "name+: [Pine]"),
        ("a series that is added as a text", "series: [accent, warm]", "series+: leaf"),
        ("a list for the faces", "faces:\n  head: {family: Harbour Sans}\n", "faces: [Arial]\n"),
    ),
    *changes(
        "theme",
        ("no name", "name: Ocean\n", ""),
        ("a series that is no text", "series: [", "series: [{a: b}, "),
        (
            "an ink without its slot",
            "  visited:",
            '  extra: {rgb: "#000000", cmyk: [0, 0, 0, 100]}\n  visited:',
        ),
        (
            "a style without its face",
            "  styles:\n    title:        {face: head, size: 38,",
            "  styles:\n    title:        {size: 38,",
        ),
    ),
]
BROKEN = [*KEYS, *TYPES, *LIMITS, *VALUES, *TOGETHER, *AUDIENCES, *THEMES]
"""Each is refused by the program and by the schema."""

ODD = [
    *changes(
        "pack",
        ("a number for a text", "short: Small", "short: 2019"),
        ("a fraction for a text", 'edition: "1"', "edition: 2026.10"),
        ("a flag for a text", "short: Small", "short: true"),
        ("a number with a zero before it", "short: Small", "short: 007"),
        ("a word that YAML 1.1 takes for a flag", "short: Small", "short: NO"),
        ("a time that YAML 1.1 takes for a number", "short: Small", "short: 12:30:45"),
        ("a day that YAML 1.1 takes for a date", "date: 2019", "date: 2019-03-20"),
        ("a number for words", TITLE, "title: 1978\n"),
        ("a flag for words", TITLE, "title: true\n"),
        ("one length alone", TITLE, "title: {long: A small pack}\n"),
        ("all lengths", TITLE, "title: {short: A, medium: A small, long: A small pack}\n"),
        ("a text of nothing, in quotes", "short: Small", 'short: "~"'),
        ("nothing for a subtitle", "short: Small", "short: Small\nsubtitle: ~"),
        ("a slide’s title beside none", LIST, LIST[:-2] + ", title: ~, slide_title: Two}\n"),
        ("an empty list", "keywords: [one, two]", "keywords: []"),
        ("numbers in a list of texts", "keywords: [one, two]", "keywords: [1978, 2019]"),
        ("a flag’s word for an id", "id: points", "id: true"),
        ("a flag in capitals", SECTION, SECTION + "    new_page: TRUE\n"),
        ("a number with an exponent", "align: right", "width: 1e1"),
        ("a number that begins with its point", "align: right", "width: .5"),
        ("a number with a sign", "align: right", "width: +5"),
        ("a whole number for a fraction", "align: right", "width: 5"),
        ("as long as may be", "short: Small", f"short: {'x' * 80}"),
        ("a mapping for an entry", "items: [One, {", "items: [{text: {short: One}}, {"),
        ("lengths for an entry", "items: [One, {", "items: [{short: One, long: One more}, {"),
        ("lengths for a cell", '"a quarter"', "{short: ¼, long: a quarter}"),
        ("a number in a cell", '"a quarter"', "25"),
        ("a decoration", ALT, "        decorative: true\n"),
        ("a decoration with nothing for words", ALT, "        decorative: true\n        alt: ~\n"),
        ("a title for an axis of bars", BARS, BARS + "        y_title: Share\n"),
        ("the form that all have, in bars", BARS, BARS + "        x_format: number\n"),
        ("a note with its list", NOTE, "          - {text: Say, list: [a, {text: b}]}\n" + NOTE),
        ("a day", SECTION, SECTION + "    review_by: 2026-12-31\n"),
        ("a day in quotes", SECTION, SECTION + "    review_by: '2026-12-31'\n"),
        ("no day", SECTION, SECTION + "    review_by: ~\n"),
        ("a section that begins no page", SECTION, SECTION + "    new_page: False\n"),
        ("a name in quotes", "short: Small", "'short': Small"),
    ),
    *changes(
        "audience",
        ("a number for its name", "name: Donors", "name: 2026"),
        ("an empty label", "label: Briefing for donors", "label: ''"),
        (
            "nothing for what is omitted",
            "    omit:\n      slides:\n        - {id: kinds.people, why: names are not "
            "projected}\n",
            "    omit: ~\n",
        ),
        ("an arrangement that says nothing", "  harbour:\n", "  other: {}\n  harbour:\n"),
        ("a pack whose name is no name", "  harbour:\n", "  Any pack at all: {}\n  harbour:\n"),
        ("no print edition", "print: {bleed: 5, marks: true}\n", "print: {}\n"),
    ),
    *changes(
        "own audience",
        ("nothing but what it extends", OWN_AUDIENCE.partition("\n")[2], ""),
        ("an emptied list", "drop: [kinds.ice]", "drop: []"),
        ("a list added to nothing", "drop: [kinds.ice]", "drop+: [kinds.ice]"),
        ("a mapping taken out", "{text: medium}", "{text: medium, layouts: ~}"),
        ("an entry of a mapping taken out", "{text: medium}", "{layouts: {callout: ~}}"),
        ("an override by path", "label: Brief", "override: {theme.page.floor: 8}\nlabel: Brief"),
        ("a path in quotes", "label: Brief", "override: {'pages.text': short}\nlabel: Brief"),
        ("a date that is none", "{text: medium}", "{text: medium, date: 2026}"),
    ),
    *changes(
        "own theme",
        ("a colour in small letters", "#1F6B3A", "#1f6b3a"),
        ("fractions of inks", "[80, 25, 90, 25]", "[80.5, 25, 90, 25.0]"),
        ("an emptied list", "features: [onum]", "features: []"),
        ("a step that is a whole number", "steps: [1, 0.9]", "steps: [1]"),
        (
            "an own ink",
            "inks:\n",
            'inks:\n  sky: {rgb: "#00629B", cmyk: [1, 2, 3, 4], slot: dk1}\n',
        ),
        ("a family whose name is a number", "Harbour Sans", "1968"),
        ("a series added", "series: [accent, warm]", "series+: [deep]"),
        ("a list taken out", "steps: [1, 0.9]", "steps: ~"),
        ("an ink taken out", "inks:\n", "inks:\n  leaf: ~\n"),
        ("an empty hash", "{family: Harbour Sans}", "{family: x, bold: '', upright_sha256: ''}"),
    ),
]
"""Each is taken by both."""

BEYOND = [
    *changes(
        "pack",
        (
            "a source that is not there",
            "    source: report\n    at: par",
            "    source: paper\n    at: par",
        ),
        ("a fact that is not there", TITLE, 'title: "{nothing}"\n'),
        ("marks that are not closed", TITLE, "title: A *small pack\n"),
        ("a file that is not there", "file: photo.png", "file: pohto.png"),
        ("a file outside", "file: photo.png", "file: ../photo.png"),
        ("a column that is not there", "x: measure", "x: measures"),
        ("an id twice", "id: points", "id: opening"),
        ("a term twice", "term: Expo", "term: BAPA"),
        ("a flow to itself", "to: other", "to: one"),
        ("a flow to nobody", "to: other", "to: another"),
        ("a word too long for a line", "alt: Two bars.", f"alt: Two {'x' * 201}"),
        ("a key twice", TITLE, TITLE + TITLE),
        ("a number in the manner of programs", "align: right", "width: 0x10"),
        ("a number with a zero before it", "align: right", "width: 010"),
        ("a whole number with decimals", BARS, BARS + "        decimals: 1.0\n"),
        ("a flag in the wrong capitals", "id: points", "id: True"),
    ),
    *changes(
        "own audience",
        ("an audience that is not there", "extends: base", "extends: bass"),
        ("a theme that is not there", "label: Brief", "theme: osean\nlabel: Brief"),
        ("nothing to take out", "label: Briefing for donors", "print: ~"),
        ("a path that leads nowhere", "label: Brief", "override: {pages.txt: long}\nlabel: Brief"),
        ("half an ink", "label: Brief", "tokens: {inks: {sky: {rgb: '#0B3C5D'}}}\nlabel: Brief"),
    ),
    *changes(
        "own theme",
        ("an ink whose slot nobody gives", "  accent: {rgb", "  sky: {rgb"),
        ("text that is hard to read", '"#1F6B3A"', '"#FFFFFF"'),
        ("an ink that is not there", "{ink: accent,", "{ink: accents,"),
    ),
]
"""Each is refused by the program alone: it needs names, files, sums, or how a value is spelt."""

STRICTER = [
    *changes(
        "pack",
        ("white space around a text", "short: Small", f"short: '  {'x' * 80}  '"),
        ("a line break at the end of words", TITLE, f"title: |\n  {'x' * 99}y\n"),
        ("white space around an id", "id: points", "id: ' points '"),
    ),
    *changes("theme", ("a list added where nothing is extended", "series: [", "series+: [")),
]
"""Each is refused by the schema alone."""
