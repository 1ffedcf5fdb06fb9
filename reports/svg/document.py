"""An SVG file as one thing: elements by identifier, and the style that each inherits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from layouts.located import quote
from layouts.problems import Place, Problems
from reports.svg.refusal import READ, REPORTED, RefusedError, TooLargeError, UnsupportedError
from reports.svg.style import Sheets, Style, computed
from reports.svg.tree import Element
from reports.svg.values import reference


class Document:
    """The tree of a file with its style sheets read."""

    def __init__(self, root: Element, own: Place, problems: Problems) -> None:
        self.root = root
        self.sheets = Sheets()
        self._own, self._problems = own, problems
        self._above: dict[int, Element] = {}
        self._named: dict[str, Element] = {}
        self._styles: dict[int, Style] = {}
        self.gradients: dict[int, Any] = {}
        """What :mod:`reports.svg.paint` worked out of gradient elements, by ``id()``."""
        self.clips: dict[Any, Any] = {}
        """What :mod:`reports.svg.clipping` worked out of ``clipPath`` elements."""
        self._last: RefusedError | None = None
        self._read = 0
        self.refused = 0
        """Number of refusals so far."""
        for element in self._all(root):
            ident = element.attributes.get("id")
            if ident:
                self._named.setdefault(ident, element)
            if element.name == "style" and element.get("type") in (None, "", "text/css"):
                try:
                    if element.get("media") not in (None, "", "all", "screen"):
                        raise UnsupportedError("style: media is not followed", "one for all media")
                    self.sheets.read(element.text)
                except RefusedError as refusal:
                    self.refuse(refusal, element)

    def _all(self, root: Element) -> Iterator[Element]:
        stack = [root]
        while stack:
            element = stack.pop()
            yield element
            for child in reversed(element.children):
                self._above[id(child)] = element
                stack.append(child)

    def refuse(self, refusal: RefusedError, element: Element) -> None:
        """Report a refusal at the element; one that ends the reading is raised again."""
        if refusal is not self._last:
            self._last = refusal
            self.refused += 1
            if self.refused <= REPORTED or isinstance(refusal, TooLargeError):
                place = Place(self._own.file, element.line, element.column)
                self._problems.add(refusal.code, place, refusal.found, refusal.expected)
        if isinstance(refusal, TooLargeError):
            raise refusal

    def spend(self, element: Element) -> None:
        """Count the attributes of an element that are about to be read."""
        self._read += sum(map(len, element.attributes.values()))
        if self._read > READ:
            raise TooLargeError(
                "too much to read once every use is followed", f"{READ:,} characters"
            )

    def named(self, target: str | None, name: str) -> Element:
        """The element that ``#…`` refers to."""
        ident = reference(target, name)
        found = self._named.get(ident)
        if found is None:
            raise RefusedError(f"{name}: refers to {quote(ident[:40])}, which is nowhere", "a name")
        return found

    def style(self, element: Element) -> Style:
        """The style of an element where it stands in the file (not where it is used)."""
        found = self._styles.get(id(element))
        if found is None:
            above = self._above.get(id(element))
            found = computed(element, self.style(above) if above else {}, self.sheets)
            self._styles[id(element)] = found
        return found


def linked(value: str) -> tuple[str, str] | None:
    """Target and fallback of ``url(#target) fallback``; None for any other value."""
    if not value.lower().startswith("url("):
        return None
    inside, closed, fallback = value[4:].partition(")")
    if not closed:
        raise RefusedError(f"{quote(value[:40])} is not closed", "url(#name)")
    return inside.strip().strip("'\"").strip(), fallback.strip()
