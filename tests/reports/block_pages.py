"""The pages of docs/blocks/: their examples, and the pack that these make together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "blocks"
EXAMPLE = FOLDER / "example"
PICTURES = FOLDER / "pictures"
INDEX = "README.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEAD = """\
# yaml-language-server: $schema=../../schema/pack-part.schema.json
# Copied from the pages of docs/blocks/ by docs/make_block_pages.py.
sections:
"""
_LAST = """\
  - id: about
    title: About these pages
    new_page: true
    blocks:
      - {kind: paragraph, id: about, text: Every section but this one is an example of docs/blocks.}
"""


class Example(NamedTuple):
    """A fenced block of YAML on the page of a kind: entries of ``blocks``."""

    kind: str
    number: int
    yaml: str

    @property
    def block(self) -> str:
        """Id of its first block."""
        found = re.search(r"^  id: (\w+)$", self.yaml, re.MULTILINE)
        assert found, self.yaml
        return found[1]

    @property
    def section(self) -> str:
        """Id of its section in the pack: the kind, with that of the block from the second on."""
        return self.kind if self.number == 0 else f"{self.kind}_{self.block}"

    @property
    def pictures(self) -> tuple[str, str]:
        """Names of its two pictures."""
        stem = self.section.replace("_", "-")
        return f"{stem}-page.png", f"{stem}-slide.png"


def kinds_told() -> list[str]:
    """Kinds that have a page."""
    return sorted(path.stem for path in FOLDER.glob("*.md") if path.name != INDEX)


def page(kind: str) -> str:
    """Text of the page of a kind."""
    return (FOLDER / f"{kind}.md").read_text(encoding="utf-8")


def examples(kind: str) -> Iterator[Example]:
    """The examples of a page, in their order."""
    bodies = [body for form, body in FENCE.findall(page(kind)) if form == "yaml"]
    return (Example(kind, n, body) for n, body in enumerate(bodies))


def all_examples() -> list[Example]:
    """The examples of all pages."""
    return [example for kind in kinds_told() for example in examples(kind)]


def sections(found: list[Example]) -> str:
    """The file of sections that the examples make, each on a page of its own."""
    out = [_HEAD]
    for example in found:
        title = example.kind.capitalize()
        out.append(f"  - id: {example.section}\n    title: {title}\n    new_page: true\n")
        out.append(f"    blocks:\n{indent(example.yaml, ' ' * 6)}")
    return "".join([*out, _LAST])
