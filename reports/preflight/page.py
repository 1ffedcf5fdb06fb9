"""The page of the documentation that lists the rules."""

from __future__ import annotations

from reports.preflight.judge import FAMILIES, rules
from reports.preflight.rule import Rule

_HEAD = """# Preflight

`build.py check` puts every written PDF before these rules, the screen edition always and the print
edition when the manifest has one. Each rule ends as `passed`, `failed` (with page and object) or
`not applicable`; `--format json` has them all under `preflight`. A warning leaves its rule passed.
`build.py list rules` prints the same list.

The source names the clause that a rule follows, or whoever asks for it. **The text of ISO 15930-7
(PDF/X-4) was not at hand**: its conditions are those that public descriptions and other checkers
give, so its clauses are not numbered, and the preflight of a printing house may be stricter or
laxer.

What rules cannot decide: whether a description says what is to be seen, whether a heading is one,
and whether colour alone tells something beyond the figures (the two rules on charts look at names,
labels and lightness, not at meaning). Contrast is judged at five points of each text; a text on a
picture with transparency, a shading or an unknown colour is a warning.

This page is generated: `python -m reports.preflight > docs/preflight.md`.
"""


def page() -> str:
    """The page in Markdown."""
    parts = [_HEAD]
    for family in FAMILIES:
        parts.append(f"\n## {family}\n\n| Rule | What it asks | Source | Editions |\n")
        parts.append("| --- | --- | --- | --- |\n")
        parts += [_row(one) for one in rules(family)]
    return "".join(parts)


def _row(one: Rule) -> str:
    return f"| `{one.ident}` | {one.what}. | {one.source} | {', '.join(one.editions)} |\n"
