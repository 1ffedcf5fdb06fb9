"""The two programs of ``deck.py``: the same sixteen slides, by our writer and by python-pptx.

``talks.py freeze FOLDER`` lays out the pack ``talk`` as ``build.py`` does. It leaves in FOLDER
``scene.pickle``, what our writer is given, and ``talk.json``, the shapes of the deck that it makes
of it: every title, text, table, chart and note, in the order of the slides.

``talks.py ours FOLDER FILE [--fonts]`` is a process that imports the writer, unpickles the scene
and writes the deck. ``talks.py plain FOLDER FILE`` is one that imports python-pptx, reads the
shapes and makes the same ones in its default template at 16:9, as one would who follows its
documentation: placeholders where its layouts have them, text boxes, tables and charts where not,
notes. It sets no sizes, colours, fonts, languages or alternative texts, which ours does; nothing
is tuned in either.
"""

from __future__ import annotations

import json
import pickle
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PACK, AUDIENCE = ROOT / "benchmarks" / "talk", "base"
WIDE = (12192000, 6858000)
TITLE_SLIDE, TITLE_AND_CONTENT, TITLE_ONLY = 0, 1, 5
"""Layouts of the default template of python-pptx."""


def freeze(folder: Path) -> None:
    """The scene, and the shapes of the deck made of it."""
    pipeline: Any = import_module("reports.pipeline")
    edition: Any = import_module("reports.edition")
    given: list[Any] = []
    real = edition.writers.writer

    def writer(_name: str, **_options: Any) -> Any:
        def keep(scene: Any, theme: Any, _faces: Any, **more: Any) -> bytes:
            given[:] = [scene, theme, more]
            return b""

        return keep

    edition.writers.writer = writer
    with tempfile.TemporaryDirectory() as out:
        pipeline.build(str(PACK), AUDIENCE, Path(out), ("pptx",))
    edition.writers.writer = real
    (folder / "scene.pickle").write_bytes(pickle.dumps(given, protocol=5))
    ours(folder, folder / "made.pptx", embed=False)
    (folder / "talk.json").write_text(json.dumps(shapes(folder / "made.pptx")), encoding="utf-8")


def ours(folder: Path, file: Path, *, embed: bool) -> None:
    """Write the deck with our writer."""
    from reports import writers

    write = writers.writer("pptx", embed=embed)
    scene, theme, more = pickle.loads((folder / "scene.pickle").read_bytes())
    from layouts.fonts import Faces

    file.write_bytes(write(scene, theme, Faces(theme, scene.lang), **more))


def plain(folder: Path, file: Path) -> None:
    """Write the same shapes with python-pptx."""
    from pptx import Presentation

    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE
    for told in json.loads((folder / "talk.json").read_text(encoding="utf-8")):
        kinds = [shape["kind"] for shape in told["shapes"]]
        layout = TITLE_AND_CONTENT if "body" in kinds else TITLE_ONLY
        slide = deck.slides.add_slide(deck.slide_layouts[told["cover"] and TITLE_SLIDE or layout])
        for shape in told["shapes"]:
            _SHAPES[shape["kind"]](slide, shape)
        if told["notes"]:
            _fill(slide.notes_slide.notes_text_frame, told["notes"])
    deck.save(str(file))


def _fill(frame: Any, paragraphs: list[Any]) -> None:
    for n, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        for words, bold, italic in runs:
            run = paragraph.add_run()
            run.text = words
            if bold:
                run.font.bold = True
            if italic:
                run.font.italic = True


def _title(slide: Any, shape: Any) -> None:
    _fill(slide.shapes.title.text_frame, shape["paragraphs"])


def _body(slide: Any, shape: Any) -> None:
    _fill(slide.placeholders[1].text_frame, shape["paragraphs"])


def _text(slide: Any, shape: Any) -> None:
    _fill(slide.shapes.add_textbox(*shape["box"]).text_frame, shape["paragraphs"])


def _table(slide: Any, shape: Any) -> None:
    rows = shape["rows"]
    table = slide.shapes.add_table(len(rows), len(rows[0]), *shape["box"]).table
    for n, row in enumerate(rows):
        for m, paragraphs in enumerate(row):
            _fill(table.cell(n, m).text_frame, paragraphs)


def _chart(slide: Any, shape: Any) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = shape["categories"]
    for name, values in shape["series"]:
        data.add_series(name, values)
    slide.shapes.add_chart(XL_CHART_TYPE(shape["type"]), *shape["box"], data)


_SHAPES = {"title": _title, "body": _body, "text": _text, "table": _table, "chart": _chart}


def shapes(file: Path) -> list[dict[str, Any]]:
    """What a deck shows, slide by slide, read with python-pptx."""
    from pptx import Presentation

    deck = Presentation(str(file))
    return [
        {
            "cover": number == 0,
            "shapes": _shapes(slide),
            "notes": _runs(slide.notes_slide.notes_text_frame) if slide.has_notes_slide else [],
        }
        for number, slide in enumerate(deck.slides)
    ]


def _shapes(slide: Any) -> list[dict[str, Any]]:
    texts = [s for s in slide.placeholders if s.has_text_frame and s != slide.shapes.title]
    largest = max(texts, key=lambda s: len(s.text_frame.text), default=None)
    drawn = any(s.has_chart or s.has_table for s in slide.shapes)
    out = []
    for shape in slide.shapes:
        told: dict[str, Any] = {"box": [shape.left, shape.top, shape.width, shape.height]}
        if shape.has_table:
            rows = [[_runs(cell.text_frame) for cell in row.cells] for row in shape.table.rows]
            told |= {"kind": "table", "rows": rows}
        elif shape.has_chart:
            plot = shape.chart.plots[0]
            told |= {
                "kind": "chart",
                "type": int(shape.chart.chart_type),
                "categories": list(plot.categories),
                "series": [[series.name, list(series.values)] for series in plot.series],
            }
        else:
            body = not drawn and largest is not None and shape.shape_id == largest.shape_id
            kind = "title" if shape == slide.shapes.title else "body" if body else "text"
            told |= {"kind": kind, "paragraphs": _runs(shape.text_frame)}
        out.append(told)
    return out


def _runs(frame: Any) -> list[list[tuple[str, bool, bool]]]:
    """Text by paragraph and run; a field, which python-pptx does not make, is a run of its text."""
    from pptx.oxml.ns import qn

    return [
        [
            (
                node.findtext(qn("a:t")) or "",
                (style := node.find(qn("a:rPr"))) is not None and style.get("b") == "1",
                style is not None and style.get("i") == "1",
            )
            for node in paragraph._p
            if node.tag in (qn("a:r"), qn("a:fld"))
        ]
        for paragraph in frame.paragraphs
    ]


def main(words: list[str]) -> None:
    """See the module."""
    folder = Path(words[1])
    if words[0] == "freeze":
        freeze(folder)
    elif words[0] == "ours":
        ours(folder, Path(words[2]), embed=words[3:] == ["--fonts"])
    else:
        plain(folder, Path(words[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
