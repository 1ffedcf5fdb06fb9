"""Keys, values, names and inline marks that are wrong."""

from __future__ import annotations

from tests.broken.base import MARK, PACK, edited, written

RECORDS = [
    edited("unknown key", "unknown-key", "short: Small", "¦shrot: Small", says="'short'"),
    edited(
        "unknown key below",
        "unknown-key",
        "    date: 2019",
        "    ¦dat: 2019",
        file="parts/sources.yaml",
    ),
    edited(
        "missing key", "missing-key", "- {kind: list, id: points,", "- ¦{kind: list,", says="'id'"
    ),
    written(
        "title missing",
        "missing-key",
        MARK + PACK.replace("title: A small pack\n", ""),
        says="'title'",
    ),
    edited("blank title", "blank", "title: A small pack", 'title: ¦"  "'),
    edited("title of nothing", "wrong-type", "title: A small pack", "title:¦", says="nothing"),
    edited("list for text", "wrong-type", "short: Small", "short: ¦[Small]"),
    edited("text for list", "wrong-type", "keywords: [one, two]", "keywords: ¦one"),
    edited("fact for text", "wrong-type", "alt: Two bars.", "alt: ¦{adopters}", says="quotes"),
    edited("no flag", "wrong-type", "id: first\n", "id: first\n    new_page: ¦yes\n"),
    edited("octal", "wrong-type", "type: bar", "decimals: ¦012\n        type: bar"),
    edited("hexadecimal", "wrong-type", "type: bar", "decimals: ¦0x2\n        type: bar"),
    edited("underscore", "wrong-type", "align: right", "width: ¦1_0"),
    edited("not a number", "wrong-type", "align: right", "width: ¦.nan"),
    edited("infinite", "wrong-type", "align: right", "width: ¦.inf"),
    edited("quoted number", "wrong-type", "align: right", 'width: ¦"10"', says="without quotes"),
    edited("out of range", "out-of-range", "align: right", "width: ¦1000"),
    edited("huge number", "out-of-range", "align: right", "width: ¦" + "9" * 5000),
    edited("unknown choice", "unknown-name", "type: bar", "type: ¦bra", says="'bar'"),
    edited("unknown kind", "unknown-name", "kind: glossary", "kind: ¦glosary", says="'glossary'"),
    edited("kind missing", "missing-key", "- {kind: list,", "- ¦{", says="'kind'"),
    edited("too long", "too-long", "short: Small", "short: ¦" + "word " * 17, says="4 too many"),
    edited("bad id", "bad-value", "id: points", "id: ¦Points"),
    edited("two titles", "bad-value", "type: bar", "slide_title: ¦Two\n        type: bar"),
    edited(
        "bad fact id",
        "bad-value",
        "  adopted:",
        "  ¦Adop-ted:",
        file="parts/facts.yaml",
        alone=False,
    ),
    edited(
        "bad address",
        "bad-value",
        "https://example.org/report",
        "¦javascript:alert(1)",
        file="parts/sources.yaml",
    ),
    edited(
        "bad length name", "unknown-key", "          long: >-", "          ¦lang: >-", says="'long'"
    ),
    edited(
        "too few",
        "too-few",
        'rows:\n          - [Trade, "a quarter"]\n          - [Growth, "a half"]',
        "rows: ¦[]",
    ),
    edited("no columns", "too-few", "{measure: text, share: number}", "¦{}", alone=False),
    edited("too many", "too-many", "[share]", "[" + "a, " * 12 + "¦a]"),
    edited(
        "no day",
        "bad-value",
        "    date: 2019",
        "    date: 2019\n    review_by: ¦soon",
        file="parts/sources.yaml",
        says="2026-12-31",
    ),
    edited(
        "day the other way round",
        "bad-value",
        "    at: paragraph 3",
        "    at: paragraph 3\n    review_by: ¦31.12.2026",
        file="parts/facts.yaml",
    ),
    edited(
        "no day of the calendar",
        "bad-value",
        "id: first\n",
        "id: first\n    review_by: ¦2026-02-30\n",
    ),
    edited(
        "list for a day", "wrong-type", "id: first\n", "id: first\n    review_by: ¦[2026, 12]\n"
    ),
    edited(
        "no span",
        "bad-value",
        "source: report\n    columns",
        "source: report\n    as_of: 2026-01-31\n    stale_after: ¦soon\n    columns",
        says="90 days",
    ),
    edited(
        "stale after no day",
        "no-as-of",
        "source: report\n    columns",
        "source: report\n    stale_after: ¦90 days\n    columns",
        says="as_of",
    ),
    edited("long word", "long-word", "alt: Two bars.", "alt: Two ¦" + "x" * 201),
    edited(
        "section without blocks",
        "too-few",
        "sections:",
        "sections:\n  - {id: empty, title: None, blocks: ¦[]}",
    ),
    edited(
        "keywords too long",
        "too-long",
        "[one, two]",
        "¦[" + "a word or two of many letters, " * 12 + "x]",
    ),
]

NAMES = [
    edited(
        "unknown fact",
        "unknown-name",
        "In short, {adopters}",
        "In short, ¦{adoptors}",
        says="'adopters'",
    ),
    edited("unknown fact in folds", "unknown-name", "met on {adopted}", "met on ¦{adapted}"),
    edited("unknown source", "unknown-name", "words[@report,", "words¦[@raport,", says="'report'"),
    edited(
        "unknown reference",
        "unknown-name",
        "see [#first.bars]",
        "see ¦[#bars]",
        says="'first.bars'",
    ),
    edited(
        "fact of a figure", "unknown-name", "fact: adopters", "fact: ¦adopter", says="'adopters'"
    ),
    edited(
        "source of a quote",
        "unknown-name",
        "source: report\n        at",
        "source: ¦raport\n        at",
    ),
    edited(
        "source of a fact",
        "unknown-name",
        "source: report\n    at",
        "source: ¦repor\n    at",
        file="parts/facts.yaml",
    ),
    edited(
        "source of a reading",
        "unknown-name",
        "source: report, at",
        "source: ¦rep, at",
        file="parts/facts.yaml",
    ),
    edited("dataset of a chart", "unknown-name", "data: shares", "data: ¦share", says="'shares'"),
    edited("column of a chart", "unknown-name", "x: measure", "x: ¦measures", says="'measure'"),
    edited("text as numbers", "bad-value", "y: [share]", "y: [¦measure]"),
    edited(
        "text as x values",
        "bad-value",
        "type: bar\n        data: shares\n        x: measure",
        "type: scatter\n        data: shares\n        x: ¦measure",
    ),
    edited(
        "names of points",
        "unknown-name",
        "type: bar\n        data: shares\n        x: measure",
        "type: scatter\n        data: shares\n        labels: ¦measures\n        x: share",
        says="'measure'",
    ),
    edited("names of bars", "bad-value", "y: [share]", "y: [share]\n        labels: ¦measure"),
    edited("form of bars", "bad-value", "y: [share]", "y: [share]\n        x_format: ¦plain"),
    edited("unknown form", "unknown-name", "y: [share]", "y: [share]\n        format: ¦percents"),
    edited("axis of a ring", "bad-value", "type: bar", "type: doughnut\n        x_title: ¦Measure"),
    edited("a series twice", "bad-value", "y: [share]", "y: [share, ¦share]"),
    edited(
        "too many series",
        "too-many",
        "y: [share]",
        "y: [share, b, c, d, e, f, g, h, ¦i]",
        alone=False,
    ),
    edited(
        "section id twice",
        "duplicate-id",
        "id: second",
        "id: ¦first",
        says="pack.yaml:15:9",
        alone=False,
    ),
    edited("block id twice", "duplicate-id", "id: points", "id: ¦opening", says="pack.yaml:19:13"),
    edited("row too long", "wrong-count", '[Trade, "a quarter"]', '¦[Trade, "a quarter", more]'),
    edited("cells and subjects", "wrong-count", "[many, few]", "¦[many, few, none]"),
    edited("unknown party", "unknown-name", "to: other", "to: ¦othre", says="'other'"),
    edited("party twice", "duplicate-id", "{id: other, title", "{id: ¦one, title", alone=False),
    edited("flow to itself", "bad-value", "to: other", "to: ¦one"),
    edited("term twice", "duplicate-id", "term: Expo", "term: ¦bapa"),
    written(
        "no alternative text",
        "missing-key",
        PACK.replace("        alt: A grey square.\n", "").replace(
            "kind: picture", f"{MARK}kind: picture"
        ),
        says="'alt'",
    ),
    edited(
        "decoration with text",
        "bad-value",
        "alt: A grey square.",
        "decorative: true\n        alt: ¦A grey square.",
    ),
    edited(
        "included twice",
        "yaml-duplicate-key",
        "facts:\n",
        "¦sources: {}\nfacts:\n",
        file="parts/facts.yaml",
    ),
    edited(
        "include in include",
        "include-loop",
        "facts:\n",
        "¦include: [pack.yaml]\nfacts:\n",
        file="parts/facts.yaml",
    ),
    edited(
        "includes itself", "include-loop", "[parts/sources.yaml", "[¦pack.yaml, parts/sources.yaml"
    ),
]

INLINE = [
    edited("open emphasis", "inline-unbalanced", "said *so*", "said ¦*so"),
    edited("open strong", "inline-unbalanced", "in **strong** words", "in ¦**strong words"),
    edited("four asterisks", "inline-unbalanced", "alt: Two bars.", "alt: Two ¦****bars."),
    edited(
        "unknown brace", "inline-brace", "In short, {adopters}", "In short, ¦{Adopters}", says="\\{"
    ),
    edited("lone brace", "inline-brace", "alt: Two bars.", "alt: Two ¦{ bars."),
    edited("bad citation", "inline-reference", "[@report, page 2]", "¦[@Report, page 2]"),
    edited("blank locator", "inline-reference", "[@report, page 2]", "¦[@report, ]"),
    edited("bad reference", "inline-reference", "[#first.bars]", "¦[#1]"),
    edited("script address", "inline-url", "(https://example.org/a_(b))", "(¦javascript:alert(1))"),
    edited("file address", "inline-url", "(https://example.org/a_(b))", "(¦file:///etc/passwd)"),
    edited("relative address", "inline-url", "(https://example.org/a_(b))", "(¦page.html)"),
    edited("marks in a link", "inline-link", "[their page](", "¦[their **page**]("),
    edited("in quotes", "inline-brace", "alt: Two bars.", 'alt: "\\u00e9\\t¦{X} bars."'),
    edited("in single quotes", "inline-brace", "alt: Two bars.", "alt: 'It''s ¦{X} bars.'"),
    edited(
        "in a literal",
        "inline-brace",
        "alt: Two bars.",
        "alt: |\n          Two\n          ¦{X} bars.",
    ),
]
