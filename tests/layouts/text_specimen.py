"""A small theme, and settings for pages and slides, for the tests of text."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from layouts.fonts import Faces
from layouts.language import Language
from layouts.setting import Setting
from layouts.theme import FaceFamily, Ink, Medium, TextStyle, Theme
from layouts.tree import Node, Role

SERIF = FaceFamily(
    family="Source Serif 4",
    upright="fontpkg_source_serif_4:files/SourceSerif4[opsz,wght].ttf",
    italic="fontpkg_source_serif_4:files/SourceSerif4-Italic[opsz,wght].ttf",
)
SANS = FaceFamily(
    family="Source Sans 3",
    upright="fontpkg_source_sans_3:files/SourceSans3[wght].ttf",
    italic="fontpkg_source_sans_3:files/SourceSans3-Italic[wght].ttf",
)

PARAGRAPH = (
    "What is now known as South-South cooperation derives from the adoption of the Buenos Aires "
    "Plan of Action for Promoting and Implementing Technical Cooperation among Developing "
    "Countries by 138 United Nations Member States in Argentina on 18 September 1978. The plan "
    "established a scheme of collaboration among least developed countries, mostly located in the "
    "south of the planet. It also established for the first time a framework for this type of "
    "cooperation, and incorporated in its practice the basic principles of relations between "
    "sovereign States: respect for sovereignty, non-interference in internal affairs and equality "
    "of rights, among others."
)


def _styles(face: str, scale: float) -> dict[str, TextStyle]:
    def style(size: float, leading: float, **fields: Any) -> TextStyle:
        return TextStyle(
            **{"face": face, "size": size * scale, "leading": leading * scale, **fields}
        )

    return {
        "body": style(10, 14, align="justify", hyphenate=True, after=6.0),
        "ragged": style(10, 14, align="left", hyphenate=True),
        "center": style(10, 14, align="center"),
        "right": style(10, 14, align="right"),
        "h2": style(13, 16, face="head", weight=600, before=12.0, after=4.0, keep_next=True),
        "list": style(10, 14, indent=13.0, after=3.0),
        "cell": style(9, 12, face="head"),
        "contents": style(10, 14, face="head"),
    }


@cache
def theme() -> Theme:
    """Two families, one ink for text and one for links."""
    ink = Ink(rgb="#1A2530", cmyk=(0.0, 0.0, 0.0, 100.0), slot="dk1")
    return Theme(
        name="Specimen",
        inks={"text": ink, "link": replace(ink, slot="hlink")},
        faces={"body": SERIF, "head": SANS},
        series=("text",),
        page=Medium(styles=_styles("body", 1.0)),
        slide=Medium(styles=_styles("head", 2.0), steps=(1.0, 0.9)),
    )


@cache
def faces() -> Faces:
    """The faces of the theme."""
    return Faces(theme())


LANGUAGE = Language(code="en-GB", hyphenation="en_GB", labels={})


def page(language: Language = LANGUAGE) -> Setting:
    """A setting for pages."""
    return Setting("page", theme(), language, faces())


def slide(margin: float = 0.01, step: float = 1.0) -> Setting:
    """A setting for slides."""
    return Setting("slide", theme(), LANGUAGE, faces(), margin, step)


def node(name: str = "text", role: Role = Role.PARAGRAPH) -> Node:
    """A node of the structure tree."""
    return Node(role, name)
