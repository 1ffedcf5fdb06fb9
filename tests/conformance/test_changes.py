"""Outside judges on documents that begin with what changed and have bars beside it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests import judges, judges_pptx, judges_print
from tests.reports.small_edition import LOREM, Editions, Pack

pytestmark = pytest.mark.conform
PROFILES = ("ua1", "2a")


def many(pack: Pack) -> None:
    """Enough to go on over pages and slides."""
    for section in pack["sections"]:
        for one in section["blocks"]:
            one["title"] = f"{one.get('title', 'Beta')}, told anew"
    for n in range(25):
        text = {"short": "Short.", "long": LOREM * 4}
        more = {"kind": "paragraph", "id": f"more{n}", "title": f"Title {n}", "text": text}
        pack["sections"][1]["blocks"].append(more)
    pack["facts"]["berths"]["value"] = "44"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bare = {"extends": "outer", "print": {"marks": False}}  # marks are printed in all four inks
    own = Editions(tmp_path_factory.mktemp("changes"), bare=bare)
    out = own.root / "out"
    own.run("build", own.second(many), "--to", "pdf,print,pptx", "-o", str(out), names="bare")
    return out


def test_verapdf(built: Path, tmp_path: Path) -> None:
    judges.need("verapdf")
    path, twin = built / "quay-bare-en.pdf", tmp_path / "bare.pdf"
    with pikepdf.open(path) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(twin)
    failures = judges.verapdf([path, twin], PROFILES)
    assert {failure.path for failure in failures} == {str(twin)}
    assert judges.unclaimed(path) == []
    assert judges.out_of_order(path) == []


def test_the_deck(built: Path) -> None:
    judges_pptx.need_sdk()
    judges_pptx.need_audit()
    assert judges_pptx.sdk(built / "quay-bare-en.pptx") == []
    assert judges_pptx.audit(built / "quay-bare-en.pptx") == []


def test_the_print_edition(built: Path) -> None:
    judges_print.need_proof()
    options = ("--trim-mm", "210x297", "--bleed-mm", "3", "--strict-cmyk")
    assert judges_print.proof([built / "quay-bare-en-print.pdf"], *options) == [[]]
