"""How the numbers of a chart are written: as a language does, and as spreadsheets are told."""

from __future__ import annotations

from typing import NamedTuple

from layouts.charts.scale import Scale
from layouts.language import Language

FORMS = ("number", "plain", "percent", "fraction")
"""Grouped by thousands; not grouped (years); with a per cent sign; shares of one as per cent."""
GROUPED = 1000.0
"""From here on the numbers of an axis are grouped."""


class NumberForm(NamedTuple):
    """``kind`` is one of :data:`FORMS`; ``decimals`` are those of what is printed."""

    kind: str = "number"
    decimals: int = 0

    def text(self, value: float, language: Language) -> str:
        """``value`` as the language writes it, with a true minus."""
        shown = value * 100 if self.kind == "fraction" else value
        digits = f"{abs(shown):,.{self.decimals}f}"
        whole, _, rest = digits.partition(".")
        group = "" if self.kind == "plain" else language.group
        text = whole.replace(",", group) + (language.decimal + rest if rest else "")
        if shown < 0 and any(digit in "123456789" for digit in digits):
            text = f"\N{MINUS SIGN}{text}"
        return text + self._sign(language)

    def of_ticks(self, scale: Scale) -> NumberForm:
        """The form with as many decimals as the ticks of ``scale`` need."""
        decimals = scale.decimals
        if self.kind == "fraction":
            decimals = max(0, decimals - 2)
        return self._replace(decimals=decimals)

    def code(self, language: Language, least: float = 0.0) -> str:
        """The number format of ISO/IEC 29500-1, 18.8.31.

        Numbers nearer to zero than ``least`` show nothing: a label that would not fit goes, and
        comes back when its number is changed.
        """
        digits = "0" if self.kind != "number" else "#,##0"
        digits += "." + "0" * self.decimals if self.decimals else ""
        form = digits + self._coded_sign(language)
        if not least:
            return form
        edge = f"{least:.20f}" if "e" in repr(least) else repr(float(least))
        edge = edge.rstrip("0").rstrip(".")
        return f'[>={edge}]{form};[<=-{edge}]-{form};""'

    def axis_code(self, scale: Scale, language: Language) -> str:
        """The number format of an axis whose steps the viewer chooses, and chooses anew."""
        if self.kind == "fraction":
            fine = scale.high - scale.low < 0.05
            return self._replace(decimals=int(fine)).code(language)
        grouped = self.kind == "number" and max(abs(scale.low), abs(scale.high)) >= GROUPED
        return ("#,##0" if grouped else "General") + self._coded_sign(language)

    def _sign(self, language: Language) -> str:
        return language.percent if self.kind in ("percent", "fraction") else ""

    def _coded_sign(self, language: Language) -> str:
        """In a number format a per cent sign multiplies, unless it is quoted."""
        if self.kind == "percent":
            return f'"{language.percent}"'
        if self.kind == "fraction":
            before = language.percent.partition("%")[0]
            return f'"{before}"%' if before else "%"
        return ""


def between(low: float, high: float) -> float:
    """The shortest number above ``low`` and at most ``high``, near their middle."""
    middle = (low + high) / 2
    trials = (float(f"{middle:.{digits}g}") for digits in range(1, 17))
    return next((trial for trial in trials if low < trial <= high), high)
