"""Outside judges on pages that open with their title: tagged, in order, with nothing unowned."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from reports import cli
from reports.editions import Edition, editions
from tests import judges
from tests.conformance.test_reading_order import misplaced, share_owned, told

pytestmark = pytest.mark.conform
PROFILES = ("ua1", "2a")
MASTER = """\
extends: {base}
layouts: {{cover: opening, contents: body, closing: body}}
templates:
  body: {{columns: {columns}, hang: 0, gutter: 18}}
  opening:
    title: Opening
    flows: true
    columns: {columns}
    gutter: 18
    frames:
      title: {{slots: [title], x: {x}, y: 40, width: {width}, height: 70, roles: {{title: h1}}}}
      meta: {{slots: [meta], x: {x}, y: 116, width: {width}, height: 56}}
      main: {{slots: [body], x: {x}, y: 190, width: {width}, height: 584}}
    panels:
      - {{ink: accent, x: 0, y: 0, width: 595.28, height: 24}}
"""
MASTERS = {
    "memo": MASTER.format(base="a4-brief", columns=1, x=62, width=471.28),
    "sheet": MASTER.format(base="a4-brief", columns=3, x=62, width=471.28),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Edition, Path]]:
    """The shipped pack on opening pages: with contents in one column, without them in three."""
    folder = tmp_path_factory.mktemp("opening")
    for kind in ("masters", "audiences"):
        (folder / "layouts" / kind).mkdir(parents=True)
    for name, text in MASTERS.items():
        (folder / "layouts/masters" / f"{name}.yaml").write_text(text, encoding="utf-8")
        pages = f"{{master: {name}, contents: {str(name == 'memo').lower()}}}"
        audience = f"extends: press\nname: {name}\npages: {pages}\n"
        (folder / "layouts/audiences" / f"{name}.yaml").write_text(audience, encoding="utf-8")
    names = ",".join(MASTERS)
    options = ["-a", names, "--layouts", str(folder / "layouts"), "-o", str(folder / "out")]
    assert cli.main(["build", *options]) == 0
    assert cli.main(["check", *options]) == 0
    found = editions(None, names, folder / "layouts")
    return [(edition, folder / "out" / f"{edition.stem}.pdf") for edition in found]


def test_verapdf(built: list[tuple[Edition, Path]], tmp_path: Path) -> None:
    judges.need("verapdf")
    twin = tmp_path / "bare.pdf"
    with pikepdf.open(built[0][1]) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(twin)
    failures = judges.verapdf([*(path for _, path in built), twin], PROFILES)
    assert {failure.path for failure in failures} == {str(twin)}


def test_the_title_is_told_first_and_then_the_pack_in_its_order(
    built: list[tuple[Edition, Path]],
) -> None:
    judges.need("pdfinfo")
    for edition, path in built:
        texts = told(path)
        assert texts[0][0] == "cover/title"
        assert misplaced(texts, edition) == []
        assert share_owned(path) == 1.0
        assert judges.unclaimed(path) == []
        assert judges.out_of_order(path) == []


def test_a_title_that_is_told_last_is_seen(
    built: list[tuple[Edition, Path]], tmp_path: Path
) -> None:
    judges.need("pdfinfo")
    edition, path = built[1]
    twin = tmp_path / "last.pdf"
    with pikepdf.open(path) as pdf:
        kids = pdf.Root.StructTreeRoot.K.K
        pdf.Root.StructTreeRoot.K.K = pikepdf.Array([*list(kids)[1:], kids[0]])
        pdf.save(twin)
    assert misplaced(told(twin), edition)
    assert told(twin)[0][0] != "cover/title"


def test_head_and_text_share_the_first_page(built: list[tuple[Edition, Path]]) -> None:
    for (edition, _), first in zip(built, ("contents", "overview"), strict=True):
        scene, _telling = edition.compose("page")
        assert scene.pages[0].template == "opening"
        assert scene.places["cover/title"] == 1
        if first == "contents":
            assert scene.places["contents"] == 1
        else:
            assert "contents" not in scene.places
            assert scene.places[edition.selections["page"].sections[0][0].id] == 1
