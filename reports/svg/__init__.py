"""SVG pictures: read without network, files or entities into one display list, written out clean.

Nothing of the file itself goes into a document. What we cannot draw alike in both is refused with
its name and line, never left out.
"""

from __future__ import annotations

import hashlib

from layouts.problems import Place, Problems
from layouts.scene import Asset
from reports.svg.document import Document
from reports.svg.drawing import draw
from reports.svg.emission import svg
from reports.svg.refusal import TooLargeError
from reports.svg.tree import read_tree

__all__ = ["read_svg"]


def read_svg(data: bytes, name: str, own: Place, problems: Problems) -> Asset | None:
    """The vector picture in a file, or None after at least one problem was added.

    ``own`` is the file as messages name it; problems stand at its lines.
    """
    try:
        root = read_tree(data, own, problems)
        art = None if root is None else draw(Document(root, own, problems))
    except TooLargeError:
        return None
    if art is None:
        return None
    clean = svg(art).encode("ascii")
    digest = hashlib.sha256(clean).hexdigest()
    return Asset(name, clean, "svg", art.width, art.height, digest, art)
