"""What the attributes of a class are for: the strings that stand below them in its source.

Python drops these strings when it compiles a class, so they cost builds nothing. They are read from
the source when a schema is asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

_MODULE = re.compile(r" \(:\w+:`[^`]*`\)")
_ROLE = re.compile(r":\w+:`[~.]?([^`]*)`")
_EXAMPLE = re.compile(r"such as ``([^`]+)``")


def sentences(cls: type) -> dict[str, str]:
    """The string below each attribute, by its name, as it was written but on one line.

    Those of a base stand where the class says nothing itself. Empty without the source.
    """
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found.update(_classes(base.__module__).get(base.__name__, {}))
    return found


def described(text: str) -> str:
    """A sentence as people read it, without what only readers of the source can follow."""
    return _ROLE.sub(r"\1", _MODULE.sub("", text)).replace("``", "`")


def examples(text: str) -> list[str]:
    """The values that a sentence names with "such as" and in double backticks."""
    return _EXAMPLE.findall(text)


@cache
def _classes(module: str) -> dict[str, dict[str, str]]:
    import ast
    import inspect
    import sys

    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):
        return {}
    return {node.name: _own(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def _own(node: ast.ClassDef) -> dict[str, str]:
    import ast

    found = {}
    for above, below in zip(node.body, node.body[1:], strict=False):
        if not (isinstance(above, ast.AnnAssign) and isinstance(above.target, ast.Name)):
            continue
        value = below.value if isinstance(below, ast.Expr) else None
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found[above.target.id] = " ".join(value.value.split())
    return found
