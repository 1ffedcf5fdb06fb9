"""Properties of a text body: insets, anchor and how text is made to fit."""

from __future__ import annotations

from reports.template.markup import Element, local, points, share

INSETS = (7.2, 3.6, 7.2, 3.6)
"""Left, top, right and bottom inset of a text body that gives none (21.1.2.1.1)."""


class BodyProperties:
    """Properties of a text body, from the layout's and the master's."""

    def __init__(self, bodies: list[Element]) -> None:
        """``bodies``: each ``a:bodyPr``, the layout's first."""
        self._bodies = bodies

    def get(self, name: str) -> str | None:
        """The attribute of the first that has it."""
        return next((str(b.get(name)) for b in self._bodies if b.get(name) is not None), None)

    @property
    def insets(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, in points."""
        names = zip(("lIns", "tIns", "rIns", "bIns"), INSETS, strict=True)
        left, top, right, bottom = (points(self.get(name), usual) for name, usual in names)
        return left, top, right, bottom

    def _fit(self) -> Element | None:
        for body in self._bodies:
            for one in body:
                if local(one) in ("normAutofit", "spAutoFit", "noAutofit"):
                    return one
        return None

    @property
    def fit(self) -> str:
        """Name of the element that says how text is made to fit; empty: none."""
        found = self._fit()
        return local(found) if found is not None else ""

    @property
    def scaled(self) -> bool:
        """Whether the template has shrunk its text already."""
        found = self._fit()
        if found is None:
            return False
        scale, less = found.get("fontScale"), found.get("lnSpcReduction")
        return share(scale, 1.0) != 1.0 or share(less) != 0.0
