"""The page of the documentation that lists the rules."""

from __future__ import annotations

from reports.deckcheck.judge import FAMILIES, rules
from reports.deckcheck.rule import Rule

_HEAD = """# Rules on decks

`build.py check` puts every written deck before these rules. Each finding says how grave it is and
how certain, on which slide and shape it is, where in the pack it is mended, and how. `build.py list
rules` prints the same list; `--format json` has every rule with its outcome under `deck`.

**Severity**: an `error` breaks what a standard or this program promises; a `warning` is a matter of
measure. **Certainty**: `certain` was read in the file, `likely` was computed (contrast in charts,
lines of a title), `possible` could only be estimated (text on a picture, a face that is not at
hand). Single findings of a rule may be less grave or less certain than the rule.

The gate says which findings make `check` end with status 1: `--gate error` (the default),
`--gate warning` or `--gate none`, and `--certainty certain` or `likely` to leave out what is less
certain than that.

What is judged is what PowerPoint would show: sizes, colours, weights and languages are followed
from the run through shape, layout and master to the presentation's defaults, colours through colour
map and theme with their variations, table styles and fills through what is behind them. Text in
SmartArt, in pictures and in charts of the kinds of 2016 is not read. What rules cannot decide:
whether a description says what is to be seen, whether a title says what the slide tells, whether
colour alone carries a meaning.

What counts as text of a slide for its density are placeholders for running text. Titles, eyebrows,
captions, sources, running lines, tables and labels of diagrams do not count; slides on the layout
`closing`, which list the sources, and slides of contents are exempt.

This page is generated: `python -m reports.deckcheck > docs/deck-rules.md`.
"""


def page() -> str:
    """The page in Markdown."""
    parts = [_HEAD]
    for family in FAMILIES:
        parts.append(f"\n## {family}\n\n")
        parts.append("| Rule | What it asks | Severity | Certainty | Source | What to do |\n")
        parts.append("| --- | --- | --- | --- | --- | --- |\n")
        parts += [_row(one) for one in rules(family)]
    return "".join(parts)


def _row(one: Rule) -> str:
    cells = (f"`{one.ident}`", f"{one.what}.", one.severity, one.certainty, one.source, one.mend)
    return f"| {' | '.join(cells)} |\n"
