"""Block kinds: every module in this folder that defines one adds it to the packs' vocabulary."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.blocks.base import Block


@lru_cache(maxsize=1)
def kinds() -> dict[str, type[Block]]:
    """The block class of each kind, sorted by kind; found by looking into this folder."""
    from reports.blocks.base import Block

    found: dict[str, type[Block]] = {}
    for module in iter_modules(__path__):
        content = vars(import_module(f"{__name__}.{module.name}"))
        for value in content.values():
            own = isinstance(value, type) and issubclass(value, Block) and "kind" in vars(value)
            if own and value.__module__ == content["__name__"]:
                if value.kind in found:
                    raise RuntimeError(f"{value} and {found[value.kind]} are of the same kind")
                found[value.kind] = value
    return dict(sorted(found.items()))
