"""Settings, words and geometry for the tests of tables, charts, diagrams and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from layouts.boxes import Box, Part
from layouts.fonts import Faces
from layouts.language import Language
from layouts.problems import Place, Problems
from layouts.runs import Run
from layouts.scene import Item, ShapeItem, TextItem
from layouts.setting import Setting
from layouts.theme import Theme
from layouts.tree import Node, Role
from layouts.units import Rect
from reports.config import Layouts

PAGE_MEASURE, SLIDE_MEASURE, SLIDE_HEIGHT = 471.28, 864.0, 308.0
LONGEST = (
    "technical cooperation among developing countries rests on respect for sovereignty and "
    "non-interference in internal affairs, on equality of rights, and on exchange of knowledge, "
    "skills and successful experience between international organizations, regional institutions, "
    "academia, civil society and the private sector of all the countries that take part in it"
)


@cache
def _theme() -> Theme:
    problems = Problems()
    theme = Layouts().theme("ocean", Place("test"), problems)
    problems.stop()
    assert theme is not None
    return theme


@cache
def _faces() -> Faces:
    return Faces(_theme())


def setting(kind: str, step: float = 1.0) -> Setting:
    """A setting with the shipped theme: ``page`` or ``slide``."""
    language = Language(code="en-GB", hyphenation="en_GB", labels={}, group=" ")
    margin = 0.0 if kind == "page" else 0.01
    return Setting(kind, _theme(), language, _faces(), margin, step)


def figure(role: Role = Role.FIGURE) -> Node:
    """A node to hang things on."""
    return Node(role, "pack.block/figure")


def words(length: int, start: int = 0) -> str:
    """Plain text of about this many characters, never more."""
    text = (LONGEST[start:] + " " + LONGEST)[: length + 1]
    return text.rsplit(" ", 1)[0].strip() if len(text) > length else text


def runs(text: str) -> tuple[Run, ...]:
    """Plain text as runs."""
    return (Run(text),)


def boxes(parts: Sequence[Part]) -> list[Box]:
    """The boxes of a vertical list."""
    return [part for part in parts if isinstance(part, Box)]


def texts(items: Iterable[Item]) -> list[TextItem]:
    """The text items."""
    return [item for item in items if isinstance(item, TextItem)]


def plain_text(items: Iterable[Item]) -> str:
    """All that is said, in the order of the items."""
    return " ".join(" ".join(item.text for item in texts(items)).split())


def extent(item: TextItem) -> Rect:
    """What the letters of an item fill: from the capitals to a short descender."""
    advance = sum(word.advance for word in item.words)
    if item.words[-1].text == " ":
        advance -= item.words[-1].advance
    height = item.size * 0.66
    return Rect(item.x, item.y - height, advance * item.size / 1000, height + item.size * 0.12)


def outline(item: ShapeItem) -> Rect:
    """The rectangle around the points of a path (not around the handles of its curves)."""
    xs = [segment[-2] for segment in item.path if len(segment) > 1]
    ys = [segment[-1] for segment in item.path if len(segment) > 1]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def collisions(items: Iterable[Item]) -> list[str]:
    """Pairs of text items that lie on one another."""
    found = []
    for one, other in combinations(texts(items), 2):
        if extent(one).overlaps(extent(other), 0.3):
            found.append(f"{one.text!r} on {other.text!r}")
    return found


def outside(items: Iterable[Item], room: Rect, tolerance: float = 0.6) -> list[str]:
    """Items that leave ``room``."""
    found = []
    for item in items:
        if isinstance(item, TextItem):
            rect, name = extent(item), item.text
        elif isinstance(item, ShapeItem):
            rect, name = outline(item), str(item.path[:1])
        else:
            continue
        if not room.contains(rect, tolerance):
            found.append(f"{name!r} at {rect}")
    return found
