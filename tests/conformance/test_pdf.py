"""Outside judges on the screen edition: a good file passes all, every broken twin is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from layouts.scene import Scene, TextItem
from layouts.tree import Node, Role
from reports.writers.pdf.writer import write
from tests import judges
from tests.reports import pdf_specimen as specimen

pytestmark = pytest.mark.conform
PROFILES = ("ua1", "2a")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen as written."""
    path = tmp_path_factory.mktemp("pdf") / "good.pdf"
    path.write_bytes(write(specimen.scene(), specimen.THEME, specimen.FACES))
    return path


def _node(scene: Scene, ident: str) -> Node:
    return next(node for node in scene.tree.walk() if node.id == ident)


def _no_alt(scene: Scene) -> None:
    _node(scene, "doc/figures/chart").alt = None


def _no_scope(scene: Scene) -> None:
    for cell in scene.tree.walk():
        cell.scope = None


def _stray_list_child(scene: Scene) -> None:
    _node(scene, "doc/text/list").children[0].role = Role.QUOTE


def _no_lang(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _untagged(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents
    data = re.sub(rb"/Artifact<<[^\n]*BDC\n([^\n]*)\nEMC", rb"\1", content.read_bytes(), count=1)
    content.write(data)


def _unmarked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.MarkInfo


def _title_hidden(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def _no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _no_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].Contents


def _not_printed(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].F


def _loose_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0].StructParent


def _no_unicode(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.ToUnicode


def _font_file_gone(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor.FontFile2


def _heading_skipped(pdf: pikepdf.Pdf) -> None:
    for element in pdf.Root.StructTreeRoot.IDTree.Names:
        if isinstance(element, pikepdf.Dictionary) and element.S == "/H2":
            element.S = pikepdf.Name("/H3")


def _no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


SCENES: tuple[Callable[[Scene], None], ...] = (_no_alt, _no_scope, _stray_list_child)
FILES: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    *(_no_lang, _untagged, _unmarked, _title_hidden, _no_intent, _no_contents, _not_printed),
    *(_loose_link, _no_unicode, _font_file_gone, _heading_skipped, _no_metadata),
)


@pytest.fixture(scope="module")
def twins(good: Path) -> list[Path]:
    """The specimen with one fault each, named after it."""
    paths: list[Path] = []
    for spoil_scene in SCENES:
        scene = specimen.scene()
        spoil_scene(scene)
        paths.append(good.with_name(f"{spoil_scene.__name__}.pdf"))
        paths[-1].write_bytes(write(scene, specimen.THEME, specimen.FACES))
    for spoil in FILES:
        paths.append(good.with_name(f"{spoil.__name__}.pdf"))
        with pikepdf.open(good) as pdf:
            spoil(pdf)
            pdf.save(paths[-1])
    return paths


def test_verapdf(good: Path, twins: list[Path]) -> None:
    judges.need("verapdf")
    failures = judges.verapdf([good, *twins], PROFILES)
    refused = {Path(failure.path) for failure in failures}
    assert [failure for failure in failures if failure.path == str(good)] == []
    assert [twin.stem for twin in twins if twin not in refused] == []
    assert not [failure for failure in failures if failure.rule == "no verdict"]


def test_a_file_that_is_no_pdf_gets_no_verdict(tmp_path: Path) -> None:
    judges.need("verapdf")
    path = tmp_path / "text.pdf"
    path.write_text("no PDF")
    (failure,) = judges.verapdf([path], ["ua1"])
    assert failure.rule == "no verdict"


def test_page_validation(good: Path, twins: list[Path]) -> None:
    judges.need("page")
    assert judges.page_validation([good], PROFILES) == []
    for twin in twins:
        assert judges.page_validation([twin], PROFILES), twin.stem


def test_qpdf(good: Path, tmp_path: Path) -> None:
    judges.need("qpdf")
    assert judges.syntax(good) == ""
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(good.read_bytes()[:-200])
    assert judges.syntax(cut)


def test_fonts_are_embedded_subsets_with_text(good: Path) -> None:
    judges.need("pdffonts")
    rows = judges.fonts(good)
    assert len(rows) == 3
    assert all(row.embedded and row.subset and row.unicode for row in rows)
    assert all(re.fullmatch(r"[A-Z]{6}\+[A-Za-z0-9]+-[A-Za-z0-9]+", row.name) for row in rows)
    assert len({row.name for row in rows}) == 3


def _drawn(scene: Scene) -> list[str]:
    """The words of a scene; the stretches of a line stand apart on the specimen's pages."""
    said: list[str] = []
    for page in scene.pages:
        for item in page.items():
            if isinstance(item, TextItem):
                said += item.text.split()
    return said


def test_words_come_out_in_order(good: Path) -> None:
    judges.need("pdftotext")
    assert judges.words(good) == _drawn(specimen.scene())


def test_the_structure_tells_the_words_too(good: Path) -> None:
    judges.need("pdfinfo")
    told = judges.structure(good)
    assert judges.complaints(good) == ""
    assert '"The office found that difficult waves of investment, see "' in told
    assert '"L’été sera chaud. "' in told
    assert "Running head" not in told
    assert told.count('"Year "') == 1


def test_postscript_outlines(tmp_path: Path) -> None:
    judges.need("verapdf")
    fonts = sorted(Path("/usr/share/fonts").rglob("P052-Roman.otf"))
    if not fonts:
        pytest.skip("missing: an OpenType font with PostScript outlines (fonts-urw-base35)")
    path = tmp_path / "otf.pdf"
    scene = specimen.scene()
    faces = specimen.set_in(scene, str(fonts[0]))
    path.write_bytes(write(scene, specimen.THEME, faces))
    assert judges.verapdf([path], PROFILES) == []
    assert judges.words(path) == _drawn(scene)


def test_all_marked_content_is_claimed(good: Path, tmp_path: Path) -> None:
    assert judges.unclaimed(good) == []
    twin = tmp_path / "emptied.pdf"
    with pikepdf.open(good) as pdf:
        for element in pdf.Root.StructTreeRoot.IDTree.Names:
            if isinstance(element, pikepdf.Dictionary) and element.S == "/H1":
                element.K = pikepdf.Array([])
        pdf.save(twin)
    assert judges.unclaimed(twin) == ["page 1, mark 0"]


def test_the_structure_is_in_the_order_of_the_pages(good: Path, tmp_path: Path) -> None:
    assert judges.out_of_order(good) == []
    scene = specimen.scene()
    section = _node(scene, "doc/text")
    section.children.insert(0, section.children.pop(1))
    twin = tmp_path / "swapped.pdf"
    twin.write_bytes(write(scene, specimen.THEME, specimen.FACES))
    assert judges.out_of_order(twin) == ["doc/text/title"]
