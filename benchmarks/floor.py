"""The floor under a cold build: the same two documents written from scenes already laid out.

``floor.py freeze FILE`` lays out the default pack as ``build.py`` does and pickles, into FILE, what
the two writers were given: both scenes (every glyph, path, link and plan on all pages and slides,
with the structure tree), theme, masters and date.

``floor.py draw FILE FOLDER`` is the floor, a process that

1. starts the interpreter and imports what every build needs: PyYAML, uharfbuzz, both writers, and
   with them reportlab (and Pillow), as the program uses them;
2. unpickles FILE, which imports those modules of the layout engine whose classes are in it;
3. draws every item of both scenes through the same writers: content streams, font subsets,
   structure tree, links and outline of the PDF; slides, charts with workbooks, notes, layouts and
   embedded fonts of the deck; and writes both files.

It reads no YAML, resolves, selects, tells, measures, breaks and composes nothing, checks no
glyphs, makes no manifest. Its files are those of the build, byte for byte; ``cold.py`` holds them
against each other. Nothing is tuned: the collector of cycles runs as Python sets it. With
``--collector`` it is set as ``reports.command`` sets it, for comparison.

Standard output is the CPU time that step 2 took, in seconds.
"""

from __future__ import annotations

import gc
import pickle
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

FORMATS = ("pdf", "pptx")


def freeze(file: Path) -> None:
    """Pickle the arguments of both writers for the default pack and audience."""
    pipeline: Any = import_module("reports.pipeline")
    edition: Any = import_module("reports.edition")

    given: dict[str, Any] = {}

    def writer(name: str, **options: Any) -> Any:
        def keep(scene: Any, theme: Any, _faces: Any, **more: Any) -> bytes:
            given[name] = (scene, theme, more, options)
            return b""

        return keep

    edition.writers.writer = writer
    with tempfile.TemporaryDirectory() as folder:
        pipeline.build(None, None, Path(folder), FORMATS)
    assert set(given) == set(FORMATS), "the pipeline did not ask for both writers"
    file.write_bytes(pickle.dumps(given, protocol=5))


def draw(file: Path, folder: Path) -> float:
    """Write both documents; the CPU time of unpickling, in seconds."""
    import uharfbuzz  # noqa: F401
    import yaml  # noqa: F401

    from reports import writers

    for name in FORMATS:
        writers.writer(name)
    begun = time.process_time()
    given = pickle.loads(file.read_bytes())
    unpickled = time.process_time() - begun
    from layouts.fonts import Faces

    faces: Faces | None = None
    for name, (scene, theme, more, options) in given.items():
        faces = faces or Faces(theme, scene.lang)
        data = writers.writer(name, **options)(scene, theme, faces, **more)
        (folder / f"document.{name}").write_bytes(data)
    return unpickled


def main(words: list[str]) -> None:
    """``freeze FILE`` or ``draw FILE FOLDER [--collector]``."""
    if words[0] == "freeze":
        freeze(Path(words[1]))
        return
    tuned = words[3:] == ["--collector"]
    if tuned:
        gc.set_threshold(1_000_000, 20, 50)
    print(draw(Path(words[1]), Path(words[2])))
    if tuned:
        gc.freeze()


if __name__ == "__main__":
    main(sys.argv[1:])
