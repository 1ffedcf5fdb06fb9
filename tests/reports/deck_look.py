"""A theme and a slide master for the tests of the deck writer.

Unlike the shipped theme it uses both families on slides, and has more inks than a presentation
has slots, so that some must be told as variations of others.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from layouts.fonts import Faces
from layouts.language import Language
from layouts.located import located
from layouts.master import Master
from layouts.problems import Problems
from layouts.records import Record, read
from layouts.setting import Setting
from layouts.theme import Theme

_INKS = {
    "text": ("#22252B", "dk1"),
    "paper": ("#FFFFFF", "lt1"),
    "deep": ("#2B2E5E", "dk2"),
    "mist": ("#EFEDF6", "lt2"),
    "accent": ("#4A4FB5", "accent1"),
    "warm": ("#B3402E", "accent2"),
    "leaf": ("#2C7A5B", "accent3"),
    "sun": ("#B87A14", "accent4"),
    "rule": ("#C6C4D6", "accent6"),
    "muted": ("#5B5D6E", "accent5"),
    "pale": ("#C3C6F0", "accent1"),
    "ink-blue": ("#262B7A", "accent1"),
    "link": ("#3A3FA6", "hlink"),
}


def _style(size: float, leading: float, **fields: Any) -> dict[str, Any]:
    return {"face": "head", "size": size, "leading": leading, **fields}


_SLIDE: dict[str, dict[str, Any]] = {
    "title": _style(30, 34.2, weight=700, ink="deep"),
    "cover-title": _style(46, 52.44, weight=700, ink="paper"),
    "subtitle": _style(22, 29.04, ink="pale"),
    "kicker": _style(16, 21.12, weight=600, ink="pale"),
    "eyebrow": _style(14, 16.8, weight=600, ink="warm"),
    "h2": _style(22, 26.4, weight=600, ink="accent", before=8, after=4),
    "body": _style(21, 27.72, face="body", after=9),
    "list": _style(21, 27.72, face="body", indent=24, after=7),
    "list-number": _style(21, 27.72, face="body", indent=32, after=7),
    "quote": _style(30, 39.6, face="body", italic=True, ink="deep", after=14),
    "quote-by": _style(18, 23.76, ink="muted"),
    "table-head": _style(17, 21.42, weight=600, ink="deep"),
    "cell": _style(17, 21.42),
    "cell-head": _style(17, 21.42, weight=600, ink="deep"),
    "caption": _style(13, 16.38, ink="muted"),
    "source": _style(12, 15.12, ink="muted", indent=18),
    "contents": _style(20, 26.4, ink="deep", after=4),
    "chart-label": _style(17, 20.4, weight=600),
    "axis": _style(16, 19.2, ink="muted"),
    "diagram-title": _style(19, 23.94, weight=600, ink="paper", align="center"),
    "diagram-text": _style(17, 21.42, align="center"),
    "diagram-note": _style(17, 21.42, ink="paper", align="center"),
    "figure-value": _style(38, 45.6, weight=700, ink="accent"),
    "figure-label": _style(17, 21.42),
    "card-title": _style(19, 23.94, weight=600, ink="deep", after=4),
    "card-text": _style(17, 21.42),
    "event-date": _style(17, 21.42, weight=700, ink="warm"),
    "event-title": _style(17, 21.42, weight=600, ink="deep"),
    "event-text": _style(17, 21.42),
    "running": _style(12, 14.4, ink="muted"),
    "folio": _style(12, 14.4, ink="muted", align="right"),
}


def _frame(slots: str, x: float, y: float, width: float, height: float, **more: Any) -> Any:
    return {"slots": slots.split(), "x": x, "y": y, "width": width, "height": height, **more}


def _template(title: str, **frames: Any) -> dict[str, Any]:
    """A template with the frames that all share, the given ones between title and foot."""
    foot = _frame("caption source", 48, 450, 864, 50, placeholder="body", index=20)
    return {
        "title": title,
        "frames": {
            "eyebrow": _frame("eyebrow", 48, 34, 864, 20, placeholder="body", index=10),
            "title": _frame("title", 48, 56, 864, 74, placeholder="title"),
            **frames,
            "foot": {**foot, "role": "source", "valign": "bottom"},
        },
        "panels": [
            {"ink": "accent", "x": 0, "y": 0, "width": 12, "height": 540},
            {"ink": "rule", "x": 48, "y": 506, "width": 864, "height": 0.75},
        ],
        "furniture": [
            {
                **{"text": "{running}", "role": "running", "field": "footer"},
                **{"x": 48, "y": 513, "width": 600, "height": 16},
            },
            {
                **{"text": "{page} / {pages}", "role": "folio", "field": "number"},
                **{"x": 812, "y": 513, "width": 100, "height": 16},
            },
        ],
    }


def _master() -> dict[str, Any]:
    body = _frame("body", 48, 140, 864, 300, placeholder="body", index=1, role="body")
    said = _frame("body", 96, 140, 768, 300, placeholder="body", index=1, role="quote")
    cover = {
        "title": "Title slide",
        "frames": {
            "title": _frame("title", 72, 110, 816, 170, placeholder="center_title")
            | {"role": "cover-title", "valign": "bottom"},
            "subtitle": _frame("subtitle", 72, 304, 816, 90, placeholder="subtitle"),
        },
        "panels": [
            {"ink": "deep", "x": 0, "y": 0, "width": 960, "height": 540},
            {"ink": "warm", "x": 72, "y": 288, "width": 120, "height": 4},
        ],
    }
    holding = {
        kind: _template(
            f"Title and {kind}",
            **{kind: _frame(kind, 48, 140, 864, 300, placeholder=kind, index=index)},
        )
        for kind, index in (("table", 13), ("chart", 14), ("picture", 15))
    }
    diagram = _frame("diagram", 48, 140, 864, 300, valign="middle")
    return {
        **{"kind": "slide", "width": 960, "height": 540},
        "layouts": {
            "default": "text",
            **{name: name for name in ("cover", *holding, "diagram", "quote", "contents")},
        },
        "templates": {
            "cover": cover,
            "text": _template("Title and content", body=body),
            "contents": _template("Contents", body={**body, "role": "contents"}),
            **holding,
            "diagram": _template("Title and diagram", diagram=diagram),
            "quote": _template("Quotation", body={**said, "valign": "middle"}),
        },
    }


def _theme() -> dict[str, Any]:
    def family(name: str, package: str, upright: str, italic: str) -> dict[str, str]:
        return {
            "family": name,
            "upright": f"{package}:files/{upright}.ttf",
            "italic": f"{package}:files/{italic}.ttf",
        }

    faces = {
        "head": family(
            *("Source Sans 3", "fontpkg_source_sans_3"),
            *("SourceSans3[wght]", "SourceSans3-Italic[wght]"),
        ),
        "body": family(
            *("Source Serif 4", "fontpkg_source_serif_4"),
            *("SourceSerif4[opsz,wght]", "SourceSerif4-Italic[opsz,wght]"),
        ),
    }
    return {
        "name": "Dusk",
        "inks": {
            name: {"rgb": rgb, "cmyk": [0, 0, 0, 50], "slot": slot}
            for name, (rgb, slot) in _INKS.items()
        },
        "faces": faces,
        "series": ["accent", "warm", "leaf", "sun"],
        "page": {"styles": {"body": _style(10, 14)}},
        "slide": {"styles": _SLIDE, "steps": [1, 0.9, 0.8], "floor": 14},
    }


def _read(cls: type[Record], given: dict[str, Any]) -> Any:
    problems = Problems()
    record = read(cls, located(given), problems)
    problems.stop()
    return record


@cache
def theme() -> Theme:
    """The theme."""
    found: Theme = _read(Theme, _theme())
    return found


@cache
def master() -> Master:
    """The slide master."""
    found: Master = _read(Master, _master())
    return found


@cache
def faces() -> Faces:
    """The theme's faces."""
    return Faces(theme())


def setting(margin: float = 0.16) -> Setting:
    """How the slides are set."""
    labels = {"folio": "{page} / {pages}"}
    language: Language = _read(Language, {"code": "en-GB", "labels": labels})
    return Setting("slide", theme(), language, faces(), margin)
