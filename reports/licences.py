"""Licences: which fonts of the slides a deck cannot carry."""

from __future__ import annotations

from layouts.fonts import Faces
from layouts.problems import Problem
from layouts.scene import Scene
from layouts.theme import Theme


def examine(scene: Scene, theme: Theme, faces: Faces) -> list[Problem]:
    """A warning for every face that keeps its family out of the deck."""
    from reports.writers.pptx.embedding import refused

    return [
        Problem(
            "font-not-embedded",
            theme.faces[face.which].at("family"),
            f"{face.file} of {face.family} {face.why}, so the deck does not carry {face.family}",
            "a TrueType font whose licence lets documents carry it for editing, or "
            "embed_fonts: false",
        )
        for face in refused(scene, theme, faces)
    ]
