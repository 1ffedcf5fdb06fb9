"""Tokens: a theme with the sizes and distances that an audience asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from layouts.audience import Measures, Tokens
from layouts.theme import Medium, TextStyle, Theme

AS_IT_IS = Measures()


def tokened(theme: Theme, tokens: Tokens) -> Theme:
    """``theme`` with type, leading and spaces of pages and slides times the factors of ``tokens``;
    all of it keeps its place in its file."""
    if tokens.pages == AS_IT_IS == tokens.slides:
        return theme
    record: Any = theme
    found: Theme = replace(
        record,
        page=_medium(theme.page, tokens.pages),
        slide=_medium(theme.slide, tokens.slides),
        _given=record._given,
    )
    return found


def _medium(medium: Medium, measures: Measures) -> Medium:
    styles = {role: _style(style, measures) for role, style in medium.styles.items()}
    record: Any = medium
    found: Medium = replace(record, styles=styles, _given=record._given)
    return found


def _style(style: TextStyle, measures: Measures) -> TextStyle:
    scale = measures.scale
    record: Any = style
    found: TextStyle = replace(
        record,
        size=round(style.size * scale, 2),
        leading=round(style.leading * scale * measures.leading, 2),
        before=round(style.before * scale * measures.spacing, 2),
        after=round(style.after * scale * measures.spacing, 2),
        indent=round(style.indent * scale, 2),
        _given=record._given,
    )
    return found
