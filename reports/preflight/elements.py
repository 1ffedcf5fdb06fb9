"""The structure tree of a file (ISO 32000-1, 14.7), as assistive technology walks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

_DEEPEST = 200
"""Levels below which no tree is followed: it leads back into itself."""


class Content(NamedTuple):
    """Marked content that an element owns."""

    page: int
    """Index of the page; -1 when it is none of the file's."""
    mcid: int


class Thing(NamedTuple):
    """An annotation that an element owns."""

    page: int
    key: tuple[int, int]
    """Number and generation of the object."""


@dataclass(eq=False)
class Element:
    """One structure element."""

    role: str
    """Standard type, after the role map."""
    own_role: str
    ident: str
    above: Element | None
    key: tuple[int, int]
    page: int
    """Index of the page that it names itself, or the element above; -1 when none does."""
    kids: list[Element | Content | Thing] = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    lang: str | None = None
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By owner (``Layout``, ``List``, ``Table``), then by key."""
    again: bool = False
    """Whether it stands elsewhere in the tree too. What is below it is told there alone: it could
    double on every level, or lead in a circle."""

    def __str__(self) -> str:
        return f"{self.role} {self.ident}".strip()

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def contents(self) -> Iterator[Content]:
        """All marked content of this element and all below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.contents()
            elif isinstance(kid, Content):
                yield kid

    def things(self) -> Iterator[Thing]:
        """All annotations of this element and all below it."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.things()
            elif isinstance(kid, Thing):
                yield kid

    def children(self, *roles: str) -> list[Element]:
        """The elements right below it, of these types or all."""
        return [k for k in self.kids if isinstance(k, Element) and (not roles or k.role in roles)]

    def below(self, *roles: str) -> list[Element]:
        """All elements below it of these types."""
        return [e for e in self.walk() if e is not self and e.role in roles]

    def within(self, *roles: str) -> Element | None:
        """The nearest element of these types that it is or stands in."""
        at: Element | None = self
        while at is not None and at.role not in roles:
            at = at.above
        return at

    def attribute(self, owner: str, key: str) -> Any:
        """An attribute; None where it has none of the name."""
        return self.attributes.get(owner, {}).get(key)


class Tree:
    """The whole tree; without any, :attr:`top` is empty."""

    def __init__(self, root: Any, pages: dict[tuple[int, int], int]) -> None:
        """``root``: the structure tree root or None; ``pages``: index of each page by its key."""
        self._pages = pages
        self._roles = {str(k)[1:]: str(v)[1:] for k, v in (_entries(root, "/RoleMap"))}
        self.owners: dict[Content, Element] = {}
        self.things: dict[tuple[int, int], Element] = {}
        self.by_key: dict[tuple[int, int], Element] = {}
        self.top: list[Element] = []
        if root is not None:
            self._kids(root, None, -1, self.top, 0)

    def walk(self) -> Iterator[Element]:
        """All elements in reading order."""
        for element in self.top:
            yield from element.walk()

    def _kids(
        self, holder: Any, owner: Element | None, page: int, into: list[Any], deep: int
    ) -> None:
        kids = holder.get("/K")
        if kids is None or deep > _DEEPEST:
            return
        for kid in kids if _is_array(kids) else (kids,):
            if isinstance(kid, int):
                self._own(owner, Content(page, kid), into)
            elif "/S" in kid:
                into.append(self._element(kid, owner, page, deep + 1))
            elif "/MCID" in kid:
                self._own(owner, Content(self._page(kid, page), int(kid.MCID)), into)
            elif "/Obj" in kid:
                thing = Thing(self._page(kid, page), kid.Obj.objgen)
                into.append(thing)
                if owner is not None:
                    self.things[thing.key] = owner

    def _own(self, owner: Element | None, content: Content, into: list[Any]) -> None:
        into.append(content)
        if owner is not None:
            self.owners.setdefault(content, owner)

    def _page(self, holder: Any, page: int) -> int:
        return self._pages.get(holder.Pg.objgen, -1) if "/Pg" in holder else page

    def _element(self, entries: Any, above: Element | None, page: int, deep: int) -> Element:
        own = str(entries.S)[1:]
        role, seen = own, {own}
        while role in self._roles and self._roles[role] not in seen:
            role = self._roles[role]
            seen.add(role)
        here = self._page(entries, page)
        element = Element(role, own, _text(entries, "/ID") or "", above, entries.objgen, here)
        element.alt, element.actual = _text(entries, "/Alt"), _text(entries, "/ActualText")
        element.lang = _text(entries, "/Lang")
        if "/A" in entries:
            attributes = entries.A
            for one in attributes if _is_array(attributes) else (attributes,):
                if isinstance(one, pikepdf.Dictionary) and "/O" in one:
                    found = element.attributes.setdefault(str(one.O)[1:], {})
                    found.update({key[1:]: value for key, value in one.items() if key != "/O"})
        element.again = element.key in self.by_key
        if not element.again:
            if element.key != (0, 0):
                self.by_key[element.key] = element
            self._kids(entries, element, here, element.kids, deep)
        return element


def _is_array(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Array)


def _entries(holder: Any, key: str) -> list[tuple[Any, Any]]:
    if holder is None or key not in holder:
        return []
    return list(holder[key].items())


def _text(entries: Any, key: str) -> str | None:
    return str(entries[key]) if key in entries else None
