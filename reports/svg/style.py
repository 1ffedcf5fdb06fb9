"""Styles: presentation attributes, style sheets and style attributes, cascaded (SVG 2, 6).

Selectors are those that drawing programs write: elements, classes and identifiers, alone or joined
(``path.cls-1``). tinycss2 reads the syntax, and colours.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

import tinycss2
from tinycss2 import color4

from layouts.located import quote
from reports.svg.refusal import (
    LONGEST_COLOUR,
    MATCHES,
    RULES,
    STYLES,
    RefusedError,
    TooLargeError,
    UnsafeError,
    UnsupportedError,
)
from reports.svg.tree import Element

INHERITED = {
    "clip-rule": "nonzero",
    "color": "#000",
    "fill": "#000",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "paint-order": "normal",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
"""Properties that children take over, and what they begin with."""
OWN = {
    "clip-path": "none",
    "display": "inline",
    "opacity": "1",
    "overflow": "",
    "stop-color": "#000",
    "stop-opacity": "1",
}
"""Properties of one element alone."""
_UNDRAWN = {
    "background": ("none", "transparent"),
    "background-color": ("transparent",),
    "background-image": ("none",),
    "color-interpolation": ("sRGB", "srgb", "auto"),
    "filter": ("none",),
    "marker": ("none",),
    "marker-end": ("none",),
    "marker-mid": ("none",),
    "marker-start": ("none",),
    "mask": ("none",),
    "mask-image": ("none",),
    "mix-blend-mode": ("normal",),
    "transform": ("none",),
    "transform-box": ("view-box",),
    "transform-origin": ("0", "0 0", "0px 0px"),
    "vector-effect": ("none",),
}
"""Properties that change what is drawn and that we do not follow, with the values that do
nothing."""
_GEOMETRY = frozenset({"cx", "cy", "d", "height", "r", "rx", "ry", "width", "x", "y"})
"""What SVG 2 lets a style say of forms, and SVG 1.1 attributes alone."""
_MOVING = frozenset({"animation", "animation-name", "offset-path", "transition"})
_COMPOUND = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][A-Za-z_-][\w-]*)*)")

Style = dict[str, str]
"""Values by property, as written."""


class Declaration(NamedTuple):
    """One ``name: value``."""

    name: str
    value: str
    important: bool


class Rule(NamedTuple):
    """One selector with its declarations."""

    element: str
    """Empty or ``*`` for any."""
    classes: frozenset[str]
    idents: frozenset[str]
    declarations: list[Declaration]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Specificity (Selectors 3, 9)."""
        return len(self.idents), len(self.classes), int(self.element not in ("", "*"))

    def fits(self, element: Element) -> bool:
        """Whether it speaks of the element."""
        return (
            self.element in ("", "*", element.name)
            and self.classes <= set(element.attributes.get("class", "").split())
            and self.idents <= {element.attributes.get("id", "")}
        )


class Sheets:
    """The rules of all ``style`` elements, by what they speak of."""

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[int, Rule]]] = {}
        self._written: dict[str, list[Declaration]] = {}
        self._count = self._matched = self._length = 0

    def read(self, text: str) -> None:
        """Add the rules of one ``style`` element; the first refusal ends it."""
        self._measure(text)
        for node in _read(lambda: tinycss2.parse_stylesheet(text, True, True)):
            if node.type == "at-rule":
                name = f"@{node.lower_at_keyword}"
                if name in ("@import", "@font-face", "@namespace"):
                    raise UnsafeError(
                        f"style: {name}: a reference to outside", "styles in the file"
                    )
                raise UnsupportedError(f"style: {name} is not followed", "rules without conditions")
            if node.type == "error":
                raise RefusedError(f"style: {node.message}", "rules such as .a { fill: #036 }")
            found = declarations(node.content)
            for selector in _text(node.prelude).split(","):
                self._add(Rule(*_selector(selector.strip()), found))

    def _add(self, rule: Rule) -> None:
        self._count += 1
        if self._count > RULES:
            raise TooLargeError("style: too many rules", f"at most {RULES:,}")
        keys = [f"#{one}" for one in rule.idents] or [f".{one}" for one in rule.classes]
        key = min(keys, default=rule.element or "*")
        self._rules.setdefault(key, []).append((self._count, rule))

    def written(self, element: Element) -> list[Declaration]:
        """The declarations of the element's own ``style`` attribute."""
        text = element.attributes.get("style", "")
        found = self._written.get(text)
        if found is None:
            self._measure(text)
            found = self._written[text] = declarations(text)
        return found

    def _measure(self, text: str) -> None:
        self._length += len(text)
        if self._length > STYLES:
            raise TooLargeError("style: too much of it", f"at most {STYLES:,} characters")

    def of(self, element: Element) -> list[tuple[int, Rule]]:
        """The rules that speak of the element, each with its place among all."""
        if not self._rules:
            return []
        names = [f".{one}" for one in set(element.attributes.get("class", "").split())]
        names += [f"#{element.attributes.get('id', '')}", element.name, "*"]
        near = [entry for name in names for entry in self._rules.get(name, ())]
        self._matched += len(near)
        if self._matched > MATCHES:
            raise TooLargeError(
                "style: too many rules for too many elements", f"at most {MATCHES:,}"
            )
        return [(order, rule) for order, rule in near if rule.fits(element)]


def _selector(text: str) -> tuple[str, frozenset[str], frozenset[str]]:
    match = _COMPOUND.fullmatch(text)
    if not text or match is None:
        raise UnsupportedError(
            f"style: the selector {quote(text[:40])} is not followed",
            "elements, classes and identifiers, such as path.a",
        )
    parts = re.findall(r"[.#][^.#]+", match[2])
    return (
        match[1] or "",
        frozenset(part[1:] for part in parts if part[0] == "."),
        frozenset(part[1:] for part in parts if part[0] == "#"),
    )


def declarations(content: Any) -> list[Declaration]:
    """The declarations in a ``style`` attribute or the block of a rule."""
    found: list[Declaration] = []
    for node in _read(lambda: tinycss2.parse_blocks_contents(content, True, True)):
        if node.type != "declaration":
            raise RefusedError(f"style: {getattr(node, 'message', 'a nested rule')}", "name: value")
        for token in node.value:
            if token.type == "url" and not token.value.startswith("#"):
                found_ = f"{node.lower_name}: a reference to outside ({quote(token.value[:60])})"
                raise UnsafeError(found_, "references inside the file, such as url(#name)")
        value = _text(node.value)
        if node.lower_name in _MOVING:
            raise UnsafeError(f"style: {node.lower_name}: animation", "a picture that stands still")
        if node.lower_name in _GEOMETRY:
            raise UnsupportedError(
                f"style: {node.lower_name} is not followed", "it as an attribute"
            )
        if re.search(r"\bvar\(|\bcalc\(|\battr\(", value):
            raise UnsupportedError(
                f"{node.lower_name}: {quote(value[:40])} is not followed", "a value"
            )
        found.append(Declaration(node.lower_name, value, bool(node.important)))
    return found


def _read(parse: Any) -> Any:
    """tinycss2's answer; it fails on nesting deeper than Python's stack and on endless digits."""
    try:
        return parse()
    except (RecursionError, ValueError, OverflowError):
        raise RefusedError("style: cannot be read", "rules such as .a { fill: #036 }") from None


def _text(tokens: Any) -> str:
    text: str = _read(lambda: tinycss2.serialize(tokens))
    return text.strip()


def computed(element: Element, parent: Style, sheets: Sheets) -> Style:
    """The style of an element whose parent has ``parent``.

    Raises :class:`reports.svg.refusal.RefusedError` for what is not followed.
    """
    given: dict[str, tuple[tuple[Any, ...], str]] = {}
    for name, value in element.attributes.items():
        if name in INHERITED or name in OWN or (name in _UNDRAWN and name != "transform"):
            given[name] = ((0,), value.strip())
    for order, rule in sheets.of(element):
        for one in rule.declarations:
            _cascade(given, one, (1, rule.weight, order))
    for one in sheets.written(element):
        _cascade(given, one, (2,))
    style = {name: parent.get(name, first) for name, first in INHERITED.items()} | OWN
    for name, (_, value) in given.items():
        if name in _UNDRAWN and value not in (*_UNDRAWN[name], "inherit", "initial", "unset"):
            raise UnsupportedError(
                f"{name}: {quote(value[:40])} is not drawn", "the picture without it"
            )
        if name in style:
            style[name] = _settled(name, value, parent, style[name])
    return style


def _cascade(given: dict[str, tuple[tuple[Any, ...], str]], one: Declaration, at: Any) -> None:
    rank = (3, *at) if one.important else at
    if one.name not in given or rank >= given[one.name][0]:
        given[one.name] = (rank, one.value)


def _settled(name: str, value: str, parent: Style, inherited: str) -> str:
    """The value once the words that stand for another are followed."""
    word = value.lower()
    if word == "inherit":
        return parent.get(name, INHERITED.get(name, OWN.get(name, "")))
    if word in ("unset", "revert") and name in INHERITED:
        return inherited
    if word in ("initial", "unset", "revert"):
        return INHERITED.get(name, OWN.get(name, ""))
    if name == "color" and word == "currentcolor":
        return inherited
    return value


class Colour(NamedTuple):
    """A colour as ``#RRGGBB``, and its opacity."""

    rgb: str
    alpha: float


@lru_cache(maxsize=256)
def colour(text: str, name: str, current: str) -> Colour:
    """A colour of CSS (names, hex, rgb, hsl, hwb); ``current`` is what ``currentColor`` means."""
    if len(text) > LONGEST_COLOUR:
        raise RefusedError(f"{name}: {quote(text[:40])} is no colour", "a colour such as #1A2B3C")
    try:
        found = color4.parse_color(text)
        if found == "currentcolor":
            found = color4.parse_color(current)
        if isinstance(found, color4.Color) and found.space in ("srgb", "hsl", "hwb"):
            parts = [min(1.0, max(0.0, part)) for part in found.to("srgb").coordinates]
            rgb = "".join(f"{int(part * 255 + 0.5):02X}" for part in parts)
            return Colour(f"#{rgb}", found.alpha)
    except (RecursionError, ValueError, OverflowError, ArithmeticError):
        pass
    raise RefusedError(f"{name}: {quote(text[:40])} is no colour", "a colour such as #1A2B3C")
