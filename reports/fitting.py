"""Fitting: whether a theme and a master have what the engine and each other need.

Checked once both are read, so that a name that nothing has is an error of its file and line and
not a surprise while pages are laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from layouts.audience import Arrangement, Audience, SlideOutput
from layouts.contrast import contrast, readable
from layouts.language import MONTHS, Language
from layouts.master import COVER, MAIN, TITLE, Frame, Master, PageTemplate
from layouts.problems import Place, Problems
from layouts.theme import Medium, TextStyle, Theme
from layouts.units import Rect
from reports.blocks import kinds

FIGURES = (
    *("chart-label", "axis", "diagram-title", "diagram-text", "diagram-note", "caption"),
    *("figure-value", "figure-label", "card-title", "card-text"),
    *("event-date", "event-title", "event-text"),
)
TEXT = (
    *("title", "subtitle", "kicker", "meta", "body", "list", "list-number", "quote", "quote-by"),
    *("callout-note", "callout-caution", "callout-message", "table-head", "cell", "cell-head"),
    *("contents", "takeaway"),
)
ROLES = {
    "page": (*TEXT, *FIGURES, "h1", "h2", "figure-title", "footnote", "contents-2", "source"),
    "slide": (
        *(*TEXT, *FIGURES),
        *("cover-title", "section-title", "eyebrow", "source", "source-entry"),
        *("statement", "statement-caution"),
    ),
}
"""Text roles that blocks and the engine ask for; a test holds them against the code."""
LABELS = (
    *("contents", "sources", "sources_cited", "source_cited", "figure", "table"),
    *("as_of", "date", "months"),
    *("continued", "continued_n", "part_line", "folio", "edition"),
    *("readings", "reading", "reading_short"),
    *("checked", "time", "item", "speaker", "person", "role", "contact", "term", "meaning"),
    *("backup", "backup_line", "on_slide", "to_contents"),
    *("changes", "changes_since", "changes_none", "page", "slide"),
    *("change_what", "change_how", "change_values", "change_numbers", "change_title"),
    *("change_new", "change_gone", "change_reworded", "change_moved", "change_cover"),
)
"""Labels that every language must have; a test holds them against the code."""
HOLDING = {
    "part_line": ("n", "title"),
    "continued_n": ("n",),
    "folio": ("page",),
    "edition": ("edition",),
    "readings": ("list",),
    "reading": ("value", "source", "at"),
    "reading_short": ("value", "number"),
    "checked": ("date",),
    "sources_cited": ("list",),
    "source_cited": ("list",),
    "backup_line": ("title",),
    "on_slide": ("n",),
    "as_of": ("source", "date"),
    "changes_since": ("edition",),
    "change_values": ("old", "new"),
    "change_numbers": ("n",),
    "date": ("day", "month", "year"),
}
"""What must stand in braces in a label, or it would be lost; a test holds it against the code."""
MAY_HOLD = {"folio": ("pages",)}
"""What may stand in braces beside that."""
LEADING = (0.8, 4.0)
"""Least and largest distance of lines, relative to the size of the type."""
INKS = ("text", "paper", "deep", "mist", "accent", "warm", "muted", "rule", "link")
"""Inks that the engine itself names."""
SLOTS = (
    *("kicker", "title", "subtitle", "meta", "eyebrow", "head", "body", "content", "takeaway"),
    *("table", "chart", "diagram", "picture", "caption", "source"),
)
"""Slots that frames may take; nothing else is ever put into one."""
SMALL_PRINT = ("caption", "source", "running", "folio", "eyebrow")
"""Roles of slides that may be smaller than the floor of body text."""
BOXES = ("deep", "accent", "warm", "muted")
"""Inks behind text in the ink of the paper: cover panels and the boxes of diagrams."""
LEAST, LEAST_LARGE = 4.5, 3.0
"""Least contrast of text, and of large text (WCAG 2.2, 1.4.3)."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""From these sizes on, in points, text is large: regular, and bold."""
SLIDE_SIDES = (72.0, 4032.0)
"""Least and largest side of a slide in points: 1 and 56 inches (ECMA-376-1, 19.7.20)."""
NARROWEST = 72.0
"""Text columns narrower than this (points) are refused."""


def check_theme(theme: Theme, problems: Problems) -> None:
    """Add what is missing in a theme, or named there and nowhere else."""
    for kind, names in (("ink", INKS), ("face", ("body", "head"))):
        field = f"{kind}s"
        for name in names:
            if name not in getattr(theme, field):
                problems.add("missing-key", theme.at(field), f"no {kind} {name!r}")
    for medium in ("page", "slide"):
        styles: Medium = getattr(theme, medium)
        for role in ROLES[medium]:
            if role not in styles.styles:
                problems.add("missing-key", styles.at("styles"), f"no style {role!r}")
        for style in styles.styles.values():
            _style(style, theme, problems)
        _factors(styles, problems)
        if "paper" in theme.inks:
            _contrasts(theme, styles, problems)
    if len(theme.slide.fit) > 1:
        found = "slides do not shrink as a whole"
        problems.add("bad-value", theme.slide.at("fit"), found, "'steps', slide by slide")
    for n, ink in enumerate(theme.series):
        _known(ink, theme.inks, theme.at("series", n), "ink of the theme", problems)
    for role, style in theme.slide.styles.items():
        least = theme.slide.least if role in SMALL_PRINT else theme.slide.floor
        if style.size < least - 0.01:
            found = f"{role!r} is set in {style.size:g} pt"
            problems.add("too-small", style.at("size"), found, f"at least {least:g} pt")


def _style(style: TextStyle, theme: Theme, problems: Problems) -> None:
    """Add inks of a style that the theme lacks, and lines on one another or far apart."""
    for name in filter(None, (style.ink, style.bar)):
        field = "ink" if name == style.ink else "bar"
        _known(name, theme.inks, style.at(field), "ink of the theme", problems)
    low, high = (factor * style.size for factor in LEADING)
    if not low <= style.leading <= high:
        found = f"lines of {style.size:g} pt every {style.leading:g} pt"
        expected = f"{low:g} to {high:g} pt"
        problems.add("out-of-range", style.at("leading"), found, expected)


def _factors(styles: Medium, problems: Problems) -> None:
    """Factors of the type scale begin with 1 and fall."""
    for field in ("steps", "fit"):
        factors = getattr(styles, field)
        if factors[0] != 1 or list(factors) != sorted(set(factors), reverse=True):
            found = f"factors of {field!r} that do not fall"
            problems.add("bad-value", styles.at(field), found, "1 first, largest first")


def check_language(language: Language, problems: Problems) -> None:
    """Add what the program says that the language has no words for."""
    for key in LABELS:
        if key not in language.labels:
            problems.add("missing-key", language.at("labels"), f"no label {key!r}")
    months = language.labels.get("months", "")
    if months and len(months.split()) != MONTHS:
        found = f"{len(months.split())} names of months"
        problems.add("wrong-count", language.at("labels", "months"), found, str(MONTHS))
    _labels(language, problems)


def _labels(language: Language, problems: Problems) -> None:
    """Labels hold in braces what they are for, and nothing else."""
    for key, said in language.labels.items():
        must, held = HOLDING.get(key, ()), re.findall(r"\{([^{}]*)\}", said)
        if missing := [name for name in must if name not in held]:
            found = f"the label {key!r} without {{{missing[0]}}}"
            problems.add("bad-value", language.at("labels", key), found, "all that it says")
        for name in held:
            if key in LABELS and name not in (*must, *MAY_HOLD.get(key, ())):
                found = f"{{{name}}} is nothing that the label {key!r} says"
                names = [*must, *MAY_HOLD.get(key, ())]
                where = language.at("labels", key)
                problems.add("unknown-name", where, found, given=name, names=names)


def _contrasts(theme: Theme, styles: Medium, problems: Problems) -> None:
    """Dark text is read on paper, paper-coloured text on the panels and boxes that we draw; what an
    ink lacks is said once, with all the styles that are set in it."""
    pale: dict[tuple[str, str], dict[str, float]] = {}
    for role, style in styles.styles.items():
        for ground in BOXES if style.ink == "paper" else ("paper",):
            if style.ink not in theme.inks or ground not in theme.inks:
                continue
            if contrast(theme.inks[style.ink].rgb, theme.inks[ground].rgb) < _least(style):
                pale.setdefault((style.ink, ground), {})[role] = _least(style)
                break
    for (name, ground), roles in pale.items():
        # What is wrong with paper is the ground that it stands on.
        changed, other = (ground, name) if name == "paper" else (name, ground)
        given, least = theme.inks[changed], max(roles.values())
        ratio = contrast(given.rgb, theme.inks[other].rgb)
        said = ", ".join(list(roles)[:3]) + (" and others" if len(roles) > 3 else "")
        found = f"{name!r} has a contrast of {ratio:.1f} to 1 on {ground!r} ({said})"
        better = readable(given.rgb, theme.inks[other].rgb, least)
        expected = f"at least {least:g} to 1, as {better} has"
        problems.add("low-contrast", given.at("rgb"), found, expected)


def check_master(master: Master, kind: str, place: Place, problems: Problems) -> None:
    """Add what in a master cannot be: its kind, its names, its geometry."""
    if master.kind != kind:
        found = f"a master for {master.kind}s"
        problems.add("wrong-kind", place, found, f"one for {kind}s")
    low, high = SLIDE_SIDES
    if kind == "slide" and not all(low <= side <= high for side in (master.width, master.height)):
        found = f"a slide of {master.width:g} by {master.height:g} pt"
        problems.add("out-of-range", master.at("width"), found, f"{low:g} to {high:g} pt a side")
    if "default" not in master.layouts:
        problems.add("missing-key", master.at("layouts"), "no layout 'default'")
    for layout, named in master.layouts.items():
        where = master.at("layouts", layout)
        _known(named, master.templates, where, "template of the master", problems)
    for name, template in master.templates.items():
        _geometry(master, template, problems)
        if template.flows:
            _columns(template, master.at("templates", name), problems)
        if master.kind == "slide":
            _placeholders(template, problems)
    if master.kind == "page" and master.slide_set:
        problems.add(
            "bad-value", master.at("slide_set"), "a set of slide layouts for pages", "none"
        )
    answers = set(master.layouts.values())
    if master.kind == "page" and "default" in master.layouts and answers <= set(master.templates):
        _opening(master, problems)


def _geometry(master: Master, template: PageTemplate, problems: Problems) -> None:
    for name, frame in template.frames.items():
        for n, slot in enumerate(frame.slots):
            _known(slot.partition("@")[0], SLOTS, frame.at("slots", n), "slot", problems)
        rect = frame.rect
        if rect.right > master.width + 0.01 or rect.bottom > master.height + 0.01:
            found = f"the frame {name!r} reaches to {rect.right:g} by {rect.bottom:g} pt"
            expected = f"inside the page of {master.width:g} by {master.height:g} pt"
            problems.add("out-of-range", frame.place, found, expected)


def _placeholders(template: PageTemplate, problems: Problems) -> None:
    """Every placeholder of a layout has an index of its own, and there is one title."""
    seen: dict[object, str] = {}
    for name, frame in template.frames.items():
        title = frame.placeholder in ("title", "center_title")
        if frame.placeholder == "none" or not (title or frame.index):
            continue
        key = "title" if title else frame.index
        if key in seen:
            found = f"a second title, beside {seen[key]!r}" if title else f"index {key} again"
            expected = "one title" if title else f"another index than that of {seen[key]!r}"
            where = frame.at("placeholder" if title else "index")
            problems.add("bad-value", where, found, expected)
        seen.setdefault(key, name)


def _columns(template: PageTemplate, place: Place, problems: Problems) -> None:
    frame = template.frames.get(MAIN)
    if frame is None:
        problems.add("missing-key", place, f"no frame {MAIN!r}", "one: the template flows")
        return
    count = template.columns
    margin = template.hang if count == 1 else template.gutter * (count - 1)
    width = (frame.width - margin) / count
    if width < NARROWEST:
        found = f"text columns of {width:.0f} pt"
        problems.add("out-of-range", template.place, found, f"at least {NARROWEST:g} pt")


def _opening(master: Master, problems: Problems) -> None:
    """What flows on the first page goes on after it: in as many columns, as wide; and the head of
    the page has a title, clear of the text."""
    opening, (body, usual) = master.opening, master.template("text")
    if not opening or not usual.flows or MAIN not in usual.frames:
        return
    template = master.templates[opening]
    if not any(TITLE in f.slots for name, f in template.frames.items() if name != MAIN):
        found = f"no frame for {TITLE!r}"
        problems.add("missing-key", master.at("templates", opening), found, "one: the cover flows")
    main = template.frames.get(MAIN)
    if main is None:
        return
    for field in ("columns", "gutter", "hang"):
        own, other = getattr(template, field), getattr(usual, field)
        if abs(own - other) > 0.01:
            found = f"{field} {own:g} on the first page"
            expected = f"{other:g}, as in {body!r}, on which the text goes on"
            problems.add("bad-value", template.at(field), found, expected)
    for follower in (usual, master.template("contents")[1]):
        after = follower.frames.get(MAIN) if follower.flows else None
        wide = after.width if after is not None else main.width
        if abs(main.width - wide) > 0.01:
            found = f"the frame {MAIN!r} of the first page is {main.width:g} pt wide"
            expected = f"{wide:g} pt, as on the pages on which the text goes on"
            problems.add("bad-value", main.at("width"), found, expected)
    for name, frame in template.frames.items():
        if name != MAIN and frame.rect.overlaps(main.rect):
            found = f"the frame {name!r} lies over {MAIN!r}"
            problems.add("bad-value", frame.place, found, "frames of the head beside the text")


def check_pair(theme: Theme, master: Master, problems: Problems) -> None:
    """Add inks and roles that the master names and the theme does not have."""
    styles = (theme.page if master.kind == "page" else theme.slide).styles
    # Which role a slot takes is certain on slides and on covers; flowing pages are on paper.
    sure = {master.layouts.get(COVER)} if master.kind == "page" else set(master.templates)
    for name, template in master.templates.items():
        for panel in template.behind:
            _known(panel.ink, theme.inks, panel.at("ink"), "ink of the theme", problems)
        for entry in template.furniture:
            _known(entry.role, styles, entry.at("role"), "style of the theme", problems)
        for frame in template.frames.values():
            if frame.role:
                _known(frame.role, styles, frame.at("role"), "style of the theme", problems)
            for slot, role in frame.roles.items():
                _known(role, styles, frame.at("roles", slot), "style of the theme", problems)
            if frame.ink:
                _known(frame.ink, theme.inks, frame.at("ink"), "ink of the theme", problems)
            told = [frame.roles.get(role, role) for role in (frame.role, *frame.slots)]
            for role in told if name in sure else ():
                if role in styles:
                    _on_panel(theme, styles[role], role, frame, template, problems)
                    break


def check_layouts(audience: Audience, master: Master, problems: Problems) -> None:
    """Add slide layouts that an audience asks for and the master does not have."""
    for kind in audience.slides.layouts:
        where = audience.slides.at("layouts", kind)
        _known(kind, kinds(), where, "kind of block", problems)
    records: list[SlideOutput | Arrangement] = [audience.slides, *audience.packs.values()]
    for record in records:
        for key, name in record.layouts.items():
            where = record.at("layouts", key)
            _known(name, master.templates, where, "layout of the slides", problems)


def _on_panel(
    theme: Theme,
    style: TextStyle,
    role: str,
    frame: Frame,
    template: PageTemplate,
    problems: Problems,
) -> None:
    """Text of a frame against the panel that it stands on, or against the paper."""
    ground = "paper"
    for panel in template.behind:
        if Rect(panel.x, panel.y, panel.width, panel.height).contains(frame.rect, 1.0):
            ground = panel.ink
    ink = frame.ink or style.ink
    if ink not in theme.inks or ground not in theme.inks:
        return
    ratio = contrast(theme.inks[ink].rgb, theme.inks[ground].rgb)
    least = _least(style)
    if ratio < least:
        found = f"{role!r} in {ink!r} has a contrast of {ratio:.1f} to 1 on {ground!r}"
        found += f" ({template.title})"
        problems.add("low-contrast", frame.place, found, f"at least {least:g} to 1")


def _least(style: TextStyle) -> float:
    large = style.size >= LARGE or (style.size >= LARGE_BOLD and style.weight >= 600)
    return LEAST_LARGE if large else LEAST


def _known(name: str, names: Iterable[str], place: Place, what: str, problems: Problems) -> None:
    if name not in names:
        problems.add("unknown-name", place, f"{name!r} is no {what}", given=name, names=names)
