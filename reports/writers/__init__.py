"""Writers: a scene becomes the bytes of a file.

Each format is one package below this one; it is imported when the first file is written in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from layouts.fonts import Faces
    from layouts.master import Master
    from layouts.press import Press
    from layouts.scene import Scene
    from layouts.theme import Theme
    from reports.writers.pptx.foundation import Foundation


EPOCH = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""Date of a document that was given none: the clock is never asked."""


class SceneError(Exception):
    """A scene that breaks its own rules: not bad input but a fault of the program (status 70)."""


class Writer(Protocol):
    """Turns a laid-out document into a file."""

    def __call__(
        self,
        scene: Scene,
        theme: Theme,
        faces: Faces,
        *,
        master: Master | None = None,
        date: datetime | None = None,
        inputs_digest: str = "",
    ) -> bytes:
        """The bytes of the file, the same for the same arguments.

        ``master``: the master that the scene was composed in (needed where a format has layouts
        of its own); ``date``: when the document was made, None for a fixed day;
        ``inputs_digest``: digest of all that the document was made from.

        Raises :class:`SceneError` for a scene that no writer should have been given, and
        :class:`layouts.problems.ResourceError` when something needed is missing.
        """
        ...


@dataclass(frozen=True)
class Order:
    """What the print edition is made with besides the scene."""

    press: Press
    condition: str
    """Name of the printing condition of the profile (registry of the ICC)."""
    profile: bytes
    """The ICC profile, deflated where ``packed``."""
    packed: bool
    ident: str
    """Names the document through all its versions."""
    slug: tuple[str, ...]
    """What the slug line says, in order: pack, edition, audience …"""


def press(order: Order) -> Writer:
    """The writer of the print edition, as a PDF."""
    from reports.writers.pdf.press import Printer

    return Printer(order)


def _pdf(embed: bool, foundation: Foundation | None, claims: Sequence[str] | None) -> Writer:
    from reports.writers.pdf.writer import write

    return write if claims is None else partial(write, claims=claims)


def _pptx(embed: bool, foundation: Foundation | None, claims: Sequence[str] | None) -> Writer:
    from reports.writers.pptx.writer import write

    def deck(
        scene: Scene,
        theme: Theme,
        faces: Faces,
        *,
        master: Master | None = None,
        date: datetime | None = None,
        inputs_digest: str = "",
    ) -> bytes:
        if master is None:
            raise SceneError("a deck is written with the master that it was composed in")
        return write(
            scene,
            theme,
            master,
            faces,
            date=date or EPOCH,
            inputs_digest=inputs_digest,
            embed=embed,
            foundation=foundation,
        )

    return deck


_WRITERS = {"pdf": _pdf, "pptx": _pptx}
FORMATS = tuple(_WRITERS)
"""Names of the formats, which are also the files' suffixes."""


def writer(
    name: str,
    *,
    embed: bool = True,
    foundation: Foundation | None = None,
    claims: Sequence[str] | None = None,
) -> Writer:
    """The writer of a format; KeyError when there is none of that name.

    ``embed``: a deck carries the fonts of its slides. A PDF always does. ``foundation``: masters
    and layouts of somebody else that a deck stands on. ``claims``: standards (``ua-1``, ``a-2a``)
    that the metadata of a PDF name; None: all.
    """
    return _WRITERS[name](embed, foundation, claims)
