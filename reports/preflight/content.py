"""Content streams, read into marks (ISO 32000-1, annex A lists the operators)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from reports.preflight.glyphs import Font
from reports.preflight.interpreter import Run


class Reader:
    """Reads the pages of one file; fonts are shared between its pages."""

    def __init__(self) -> None:
        self._fonts: dict[Any, Font] = {}

    def font(self, dictionary: Any, name: str) -> Font:
        """The font of a dictionary, opened once."""
        key = dictionary.objgen if dictionary.is_indirect else id(dictionary)
        if key not in self._fonts:
            self._fonts[key] = Font(dictionary, name)
        return self._fonts[key]

    def read(self, page: Any) -> Run:
        """A page carried out: its marks in painting order, and what it opened."""
        run = Run(self.font, _OPERATORS, page.obj.get("/Resources", {}))
        run.stream(page.obj if "/Contents" in page.obj else None)
        return run


_Act = Callable[[Run, Sequence[Any]], None]


def _painting() -> dict[str, _Act]:
    """The operators that end a path (table 60)."""
    out: dict[str, _Act] = {}
    for names, fill, stroke in (("S s", False, True), ("f F f*", True, False), ("n", False, False)):
        for name in names.split():
            out[name] = partial(Run.finish, fill=fill, stroke=stroke)
    for name in ("B", "B*", "b", "b*"):
        out[name] = partial(Run.finish, fill=True, stroke=True)
    return out


def _colouring() -> dict[str, _Act]:
    """The operators that set colours (table 74)."""
    out: dict[str, _Act] = {}
    for name, device in (("g", "DeviceGray"), ("rg", "DeviceRGB"), ("k", "DeviceCMYK")):
        out[name] = partial(Run.set_device, device=device, stroke=False)
        out[name.upper()] = partial(Run.set_device, device=device, stroke=True)
    for name, stroke in (("cs", False), ("CS", True)):
        out[name] = partial(Run.set_space, stroke=stroke)
    for name, stroke in (("sc", False), ("scn", False), ("SC", True), ("SCN", True)):
        out[name] = partial(Run.set_colour, stroke=stroke)
    return out


def _texting() -> dict[str, _Act]:
    """The parameters of the text state (table 105)."""
    names = {"Tc": "between", "Tw": "words", "Tz": "stretch", "TL": "leading", "Ts": "rise"}
    out: dict[str, _Act] = {}
    for operator, name in {**names, "Tr": "mode"}.items():
        out[operator] = partial(Run.set_number, name=name)
    return out


_OPERATORS: dict[str, _Act] = {
    **_painting(),
    **_colouring(),
    **_texting(),
    "q": Run.save,
    "Q": Run.restore,
    "cm": Run.concat,
    "w": Run.line_width,
    "gs": Run.parameters,
    "m": Run.move,
    "l": Run.line,
    "c": Run.curve,
    "v": partial(Run.curve, form="v"),
    "y": partial(Run.curve, form="y"),
    "h": Run.close,
    "re": Run.rectangle,
    "W": Run.clip,
    "W*": Run.clip,
    "sh": Run.shade,
    "BT": Run.begin_text,
    "Tf": Run.choose_font,
    "Tm": Run.place,
    "Td": Run.shift,
    "TD": Run.shift_lead,
    "T*": Run.next_line,
    "Tj": Run.show,
    "'": Run.show_next,
    '"': Run.show_next,
    "TJ": Run.show_array,
    "Do": Run.draw,
    "INLINE IMAGE": Run.inline,
    "BMC": Run.begin_marked,
    "BDC": Run.begin_marked,
    "EMC": Run.end_marked,
}
