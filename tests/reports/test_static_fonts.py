"""Families of static files: the right file for every weight and slope, in both documents."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pymupdf
import pytest

from layouts.fonts import Faces, locate
from layouts.problems import ResourceError
from layouts.theme import FaceFamily
from reports import cli
from reports.writers.pptx.truetype import Cut, cut
from tests.broken_packs import write_good
from tests.layouts.text_specimen import SANS, theme
from tests.render.fonts import carried_fonts

STYLES = {
    "upright": (False, False),
    "bold": (True, False),
    "italic": (False, True),
    "bold_italic": (True, True),
}


def static(folder: Path) -> FaceFamily:
    """Four static files in ``folder``, as organizations have them, under the name Harbour Sans."""
    files: dict[str, str] = {}
    for name, (bold, italic) in STYLES.items():
        source = locate(SANS.italic if italic else SANS.upright)
        axes = (("wght", 700.0 if bold else 400.0),)
        path = folder / f"HarbourSans-{name}.ttf"
        path.write_bytes(cut(Cut(source, axes, "Harbour Sans", bold, italic, None)))
        files[name] = str(path)
        files[f"{name}_sha256"] = sha256(path.read_bytes()).hexdigest()
    return FaceFamily(family="Harbour Sans", **files)


def faces(family: FaceFamily) -> Faces:
    return Faces(replace(theme(), faces={"head": family}))


@pytest.mark.parametrize(
    ("weight", "italic", "name"),
    [
        (400, False, "upright"),
        (500, False, "upright"),
        (600, False, "bold"),
        (900, False, "bold"),
        (400, True, "italic"),
        (700, True, "bold_italic"),
    ],
)
def test_the_file_of_the_weight_and_slope_is_taken(
    weight: int, italic: bool, name: str, tmp_path: Path
) -> None:
    face = faces(static(tmp_path)).face("head", weight, italic)
    assert face.path.stem == f"HarbourSans-{name}"
    assert face.axes == {}


def test_static_faces_are_as_wide_as_the_variable_face(tmp_path: Path) -> None:
    other = faces(static(tmp_path))
    for weight in (400, 700):
        for italic in (False, True):
            ours = faces(SANS).face("head", weight, italic)
            assert other.face("head", weight, italic).plain("Harbour") == pytest.approx(
                ours.plain("Harbour"), abs=4
            )


def test_a_family_without_bold_files_has_the_weights_of_its_variable_ones(tmp_path: Path) -> None:
    mixed = replace(static(tmp_path), upright=SANS.upright, upright_sha256="", bold="")
    face = faces(mixed).face("head", 700, False)
    assert face.path == locate(SANS.upright)
    assert face.axes == {"wght": 700.0}
    assert faces(mixed).face("head", 700, True).path.stem == "HarbourSans-bold_italic"


def test_every_file_is_held_against_its_hash(tmp_path: Path) -> None:
    family = static(tmp_path)
    for name in STYLES:
        wrong = replace(family, **{f"{name}_sha256": "0" * 64})
        bold, italic = STYLES[name]
        with pytest.raises(ResourceError, match=f"HarbourSans-{name}.*SHA-256"):
            faces(wrong).face("head", 700 if bold else 400, italic)


def test_a_character_that_only_the_bold_file_lacks_is_missed_beforehand(tmp_path: Path) -> None:
    family = static(tmp_path)
    latin = cut(Cut(locate(SANS.upright), (("wght", 700.0),), "Latin", True, False, ((32, 126),)))
    Path(family.bold).write_bytes(latin)
    found = list(faces(replace(family, bold_sha256="")).each_file("head"))
    assert [face.path.stem for face in found] == [
        f"HarbourSans-{name}" for name in ("upright", "italic", "bold", "bold_italic")
    ]
    assert [face.missing("é") for face in found] == ["", "", "é", ""]


def test_both_documents_are_set_in_static_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    family = static(tmp_path)
    told = {key: getattr(family, key).rpartition("/")[2] for key in FaceFamily.fields()}
    lines = [f"    {key}: {value}" for key, value in told.items()]
    own = "extends: ocean\nname: Own\nfaces:\n  head:\n" + "\n".join(lines) + "\n"
    for kind, text in (("themes", own), ("audiences", "extends: base\nname: Own\ntheme: own\n")):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "own.yaml").write_text(text, encoding="utf-8")
    out, pack = tmp_path / "out", tmp_path / "pack"
    pack.mkdir()
    write_good(pack)
    options = [str(pack), "-a", "own", "--out", str(out), "--layouts", str(tmp_path)]
    assert cli.main(["build", "--strict", *options]) == cli.FINE, capsys.readouterr().err
    assert cli.main(["check", *options]) == cli.FINE, capsys.readouterr().out
    [pdf], [deck] = out.glob("*.pdf"), out.glob("*.pptx")
    with pymupdf.open(pdf) as document:
        names = {font[3].partition("+")[2] for page in document for font in page.get_fonts()}
    assert {"HarbourSans-Regular", "HarbourSans-Bold", "HarbourSans-Italic"} <= names
    assert not any(re.match("HarbourSans-(SemiBold|W)", name) for name in names)
    assert len(carried_fonts(deck, tmp_path / "fonts")) >= 2
