"""The PDF writer: what the file says of a scene, read back with pikepdf."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from layouts.scene import LinkItem, Page, Scene
from layouts.tree import Node, Role
from layouts.units import Rect, Size
from reports.writers import FORMATS, SceneError, writer
from reports.writers.pdf.writer import write
from tests.reports import pdf_specimen as specimen

ROOT = Path(__file__).parents[2]


def written(scene: Scene, **options: object) -> bytes:
    return write(scene, specimen.THEME, specimen.FACES, **options)  # type: ignore[arg-type]


def opened(scene: Scene, **options: object) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(written(scene, **options)))


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with opened(specimen.scene(), inputs_digest="abc") as pdf:
        yield pdf


def elements(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Structure elements by /ID."""
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    return {str(key): element for key, element in zip(names[::2], names[1::2], strict=True)}


def kinds(element: pikepdf.Object) -> list[str]:
    """What an element holds, in order: structure types, ``mark``, ``other page``, ``link``."""
    told: list[str] = []
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            told.append("mark")
        elif kid.get("/Type") == "/MCR":
            told.append("other page")
        elif kid.get("/Type") == "/OBJR":
            told.append("link")
        else:
            told.append(str(kid.S)[1:])
    return told


# --- the structure tree ---------------------------------------------------------------------------


def test_content_stands_where_it_was_drawn_between_the_children(pdf: pikepdf.Pdf) -> None:
    lead = elements(pdf)["doc/text/lead"]
    assert kinds(lead) == ["mark", "Link", "mark", "Reference", "mark", "Note"]
    assert kinds(elements(pdf)["doc/text/lead/source"]) == ["mark", "link"]


def test_a_reference_leads_somewhere_through_a_link_of_its_own(pdf: pikepdf.Pdf) -> None:
    mark = elements(pdf)["doc/text/lead/mark"]
    assert kinds(mark) == ["Link"]
    assert kinds(mark.K[0]) == ["mark", "link"]


def test_every_mark_of_a_page_has_the_owner_that_claims_it(pdf: pikepdf.Pdf) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    tree = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        marks = [int(n) for n in re.findall(rb"/MCID (\d+)", content)]
        owners = tree[int(page.StructParents)]
        assert marks == list(range(len(owners)))
        for mark, owner in enumerate(owners):
            claimed = [
                kid if isinstance(kid, int) else int(kid.get("/MCID", -1))
                for kid in owner.K
                if isinstance(kid, int) or kid.get("/Pg", page.obj) == page.obj
            ]
            assert mark in claimed, owner.get("/ID")
        for annotation in page.get("/Annots", []):
            owner = tree[int(annotation.StructParent)]
            assert owner.S == "/Link"
            assert annotation in [kid.Obj for kid in owner.K if not isinstance(kid, int)]


def test_nodes_without_content_are_dropped_but_not_empty_cells(pdf: pikepdf.Pdf) -> None:
    known = elements(pdf)
    assert "doc/text/dropped" not in known
    assert "/K" not in known["doc/table/r1/value"]
    assert kinds(known["doc/table/r1"]) == ["TH", "TD"]
    assert set(known) < {node.id for node in specimen.scene().tree.walk()}


def test_headings_are_not_skipped(pdf: pikepdf.Pdf) -> None:
    known = elements(pdf)
    assert [known[f"doc/{part}/title"].S for part in ("text", "figures")] == ["/H1", "/H2"]


def test_attributes(pdf: pikepdf.Pdf) -> None:
    known = elements(pdf)
    assert known["doc/text/list"].A.ListNumbering == "/Disc"
    assert known["doc/table/r0/name"].A.Scope == "/Row"
    assert known["doc/table/sum/all"].A.ColSpan == 2
    assert str(known["doc/text/quote"].Lang) == "fr-FR"
    assert str(known["doc/figures/chart"].Alt).startswith("Bars")


def test_the_box_of_a_figure_holds_all_that_is_drawn_in_it(pdf: pikepdf.Pdf) -> None:
    left, foot, right, top = map(float, elements(pdf)["doc/figures/chart"].A.BBox)
    height = specimen.A4.height
    assert (left, right) == (pytest.approx(59.25), pytest.approx(150.25))
    assert top == pytest.approx(height - 259.75, abs=0.01)
    assert foot == pytest.approx(height - 420.75, abs=0.01)


def test_a_head_set_again_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    assert kinds(elements(pdf)["doc/table/head/c0"]) == ["mark"]
    second = pdf.pages[1].Contents.read_bytes()
    before_body = second[: second.index(b"/MCID")]
    assert before_body.count(b"BT") == 4  # running head, folio, two heads
    scene = specimen.scene()
    scene.pages[1].fragments[0].repeated = 0
    with opened(scene) as twin:
        assert kinds(elements(twin)["doc/table/head/c0"]) == ["mark", "other page"]


def test_one_node_on_two_pages() -> None:
    scene = specimen.scene()
    last = scene.pages[1].fragments[1].items[0].node
    scene.pages[0].fragments[0].items.append(specimen.line(60, 700, "Thanks", last))
    with opened(scene) as pdf:
        assert kinds(elements(pdf)["doc/end/text"]) == ["mark", "other page"]


def test_furniture_and_rules_are_artifacts(pdf: pikepdf.Pdf) -> None:
    content = pdf.pages[0].Contents.read_bytes()
    assert content.startswith(b"/Artifact<</Type/Pagination/Subtype/Header>>BDC")
    assert b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC" in content
    assert b"/Artifact<</Type/Layout>>BDC" in content
    assert content.count(b"BDC") == content.count(b"EMC")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda scene: setattr(scene, "tree", Node(Role.DOCUMENT, "other")), "not in the scene's"),
        (lambda scene: setattr(scene, "places", {}), "nowhere"),
        (lambda scene: setattr(_link(scene), "target", "javascript:alert(1)"), "nowhere"),
        (lambda scene: setattr(_link(scene).node, "role", Role.PARAGRAPH), "which is a P"),
        (lambda scene: setattr(_link(scene).node, "id", "doc/text/title"), "two nodes"),
        (lambda scene: setattr(_text(scene), "ink", "gold"), "no ink 'gold'"),
    ],
)
def test_a_scene_that_breaks_its_rules(spoil, said: str) -> None:  # type: ignore[no-untyped-def]
    scene = specimen.scene()
    spoil(scene)
    with pytest.raises(SceneError, match=said):
        written(scene)


def _link(scene: Scene) -> LinkItem:
    return next(item for item in scene.pages[0].items() if isinstance(item, LinkItem))


def _text(scene: Scene):  # type: ignore[no-untyped-def]
    return scene.pages[0].fragments[0].items[0]


# --- links, outline, labels -----------------------------------------------------------------------


def test_links(pdf: pikepdf.Pdf) -> None:
    outside, note = pdf.pages[0].Annots
    assert outside.A.URI == "https://example.org/r%C3%A9sum%C3%A9?a=1"
    assert str(outside.Contents) == "The report"
    assert outside.F == 4
    height = specimen.A4.height
    assert [float(edge) for edge in outside.Rect] == pytest.approx(
        [130, height - 138, 190, height - 124], abs=0.01
    )
    page, view, left, top, zoom = note.Dest
    assert (page, view, left, zoom) == (pdf.pages[0].obj, "/XYZ", None, None)
    assert float(top) == pytest.approx(height - 770 + 8, abs=0.01)
    (back,) = pdf.pages[1].Annots
    assert back.Dest[0] == pdf.pages[0].obj
    assert str(back.Contents) == "Figures"  # no description: the title of the place


def test_the_outline_is_nested_as_the_headings_are(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Growth – and its price"
        assert [entry.title for entry in title.children] == ["Figures"]
    assert pdf.Root.PageMode == "/UseOutlines"


def test_page_labels_follow_the_page_numbers() -> None:
    scene = specimen.scene()
    scene.pages[1].number = 7
    scene.places = {ident: 7 if page == 2 else page for ident, page in scene.places.items()}
    with opened(scene) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "7"]


def test_slides_are_shown_whole() -> None:
    scene = specimen.scene()
    scene.kind = "slide"
    scene.size = Size(960, 540)
    with opened(scene) as pdf:
        assert pdf.pages[0].Annots[1].Dest[1] == "/Fit"
        assert [float(edge) for edge in pdf.pages[0].MediaBox] == [0, 0, 960, 540]


def test_a_document_without_headings_has_no_outline() -> None:
    scene = specimen.scene()
    for node in scene.tree.walk():
        node.title = None
    with opened(scene) as pdf:
        assert "/Outlines" not in pdf.Root


# --- the file -------------------------------------------------------------------------------------


def test_what_the_catalog_and_the_metadata_say(pdf: pikepdf.Pdf) -> None:
    assert pdf.pdf_version == "1.7"
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "Growth – and its price"
        assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == ["The office <press>"]
        assert xmp["dc:subject"] == {"growth", "prices & costs"}
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
        assert xmp["xmp:CreateDate"] == "2000-01-01T00:00:00Z"


def test_the_date_is_the_one_given() -> None:
    zone = timezone(timedelta(hours=-3))
    date = datetime(2018, 12, 1, 21, 30, tzinfo=zone)
    with opened(specimen.scene(), date=date) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20181202003000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["xmp:ModifyDate"] == "2018-12-02T00:30:00Z"


def test_the_first_half_of_the_id_comes_from_the_inputs() -> None:
    one, same, other = (
        opened(specimen.scene(), inputs_digest=digest).trailer.ID for digest in ("a", "a", "b")
    )
    assert bytes(one[0]) == bytes(same[0]) != bytes(other[0])
    assert bytes(one[1]) == bytes(other[1])


def test_streams_end_on_a_line_of_their_own() -> None:
    data = written(specimen.scene())
    assert data.count(b"endstream") == data.count(b"\nendstream\nendobj") > 10
    assert b"Helvetica" not in data
    assert b"ASCII85" not in data


_CHILD = """
import hashlib, sys
from tests.reports import pdf_specimen as s
from reports.writers.pdf.writer import write
print(hashlib.sha256(write(s.scene(), s.THEME, s.FACES, inputs_digest="abc")).hexdigest())
"""


def _digest(folder: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_same_bytes_whatever_surrounds_it(tmp_path: Path) -> None:
    (tmp_path / "reportlab_settings.py").write_text("raise SystemExit('executed')\n")
    home = tmp_path / ".reportlab_settings"
    home.write_text("useA85 = 1\ninvariant = 0\n")
    assert written(specimen.scene()) == written(specimen.scene())
    plain = _digest(ROOT, PYTHONHASHSEED="0")
    odd = _digest(
        tmp_path,
        PYTHONHASHSEED="99",
        TZ="Asia/Kolkata",
        HOME=str(tmp_path),
        RL_useA85="1",
        RL_pdfComments="1",
        RL_documentLang="xx",
        RL_canvas_basefontname="Nonsense",
        SOURCE_DATE_EPOCH="1234567890",
    )
    assert odd == plain


def test_an_empty_page_is_a_page() -> None:
    scene = specimen.scene()
    scene.pages.append(Page(3, "text"))
    with opened(scene) as pdf:
        assert len(pdf.pages) == 3


def test_a_scene_without_content_is_refused() -> None:
    tree = Node(Role.DOCUMENT, "doc")
    scene = Scene("page", specimen.A4, [Page(1, "text")], tree, "en", "Nothing")
    with pytest.raises(SceneError, match="no content"):
        written(scene)


def test_the_table_of_writers() -> None:
    assert "pdf" in FORMATS
    assert writer("pdf") is write
    with pytest.raises(KeyError):
        writer("doc")


def test_links_over_two_lines_are_one_element() -> None:
    scene = specimen.scene()
    link = _link(scene)
    again = LinkItem(Rect(60, 140, 50, 14), link.target, link.node, link.description)
    scene.pages[0].fragments[0].items.append(again)
    with opened(scene) as pdf:
        assert kinds(elements(pdf)["doc/text/lead/source"]) == ["mark", "link", "link"]
