"""Values of a YAML file with where they stand in its text, for changes by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml


class Value(NamedTuple):
    """A value, or an entry of a list, with its place in the text."""

    path: tuple[str, ...]
    """Keys and numbers from the top."""
    node: yaml.Node
    start: int
    end: int
    key: yaml.Node | None
    """The key before it in a mapping."""
    flow: bool
    """Whether it stands inside brackets or braces."""

    @property
    def scalar(self) -> bool:
        """Whether it is a single text or number."""
        return isinstance(self.node, yaml.ScalarNode)

    @property
    def number(self) -> bool:
        """Whether it is written as a number."""
        return self.plain and self.node.tag in _NUMBERS

    @property
    def plain(self) -> bool:
        """Whether it is a scalar without quotes."""
        return self.scalar and not self.node.style


_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def values(text: str) -> list[Value]:
    """All values of the document, in order; raises yaml.YAMLError when there is none."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if root is None:
        return []
    return list(_below(root, (), text, flow=False))


def _below(node: yaml.Node, path: tuple[str, ...], text: str, *, flow: bool) -> Iterator[Value]:
    flow = flow or bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(getattr(key, "value", "")))
            yield _value(here, value, text, key, flow)
            yield from _below(value, here, text, flow=flow)
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            here = (*path, str(n))
            yield _value(here, value, text, None, flow)
            yield from _below(value, here, text, flow=flow)


def _value(
    path: tuple[str, ...], node: yaml.Node, text: str, key: yaml.Node | None, flow: bool
) -> Value:
    start, end = node.start_mark.index, node.end_mark.index
    while end > start and text[end - 1] in " \n":
        end -= 1
    return Value(path, node, start, end, key, flow)


def keys_of_blocks(text: str) -> list[tuple[int, int]]:
    """Line and column, from 0, of the keys of mappings without braces."""
    found = [value for value in values(text) if value.key is not None and not value.flow]
    return [(v.key.start_mark.line, v.key.start_mark.column) for v in found if v.key is not None]


def mappings(text: str) -> list[Value]:
    """The mappings of the document that have an entry."""
    return [v for v in values(text) if isinstance(v.node, yaml.MappingNode) and v.node.value]
