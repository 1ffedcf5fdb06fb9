"""The print edition through the command line: what the file is, and what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import yaml
from PIL import Image

import layouts
from reports import cli
from tests.reports import print_rules as rules

ROOT = Path(__file__).parents[2]
STEM = "buenos-aires-delegation-en"
MM = 72 / 25.4
FOGRA39 = zlib.decompress(
    (Path(layouts.__file__).parent / "profiles" / "FOGRA39L_coated.icc.z").read_bytes()
)


def run(*words: object) -> int:
    return cli.main(list(map(str, words)))


def prints(folder: Path) -> list[Path]:
    return sorted(folder.glob("*-print.pdf"))


def audiences_of(folder: Path) -> dict[str, dict[str, dict[str, object]]]:
    """What the manifest says of the audiences of the one pack in it."""
    (pack,) = json.loads((folder / "manifest.json").read_text())["packs"].values()
    found: dict[str, dict[str, dict[str, object]]] = pack["audiences"]
    return found


def picture(side: int, colour: tuple[int, int, int] = (200, 30, 40)) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), colour).save(out, "PNG")
    return out.getvalue()


def a_pack(
    folder: Path, *blocks: dict[str, object], pictures: dict[str, bytes] | None = None
) -> Path:
    """A pack with one section of these blocks."""
    folder.mkdir()
    section = {"id": "one", "title": "One", "blocks": list(blocks)}
    pack = {
        "pack": {"id": "small", "language": "en", "edition": "2"},
        "title": "Small",
        "sections": [section],
    }
    (folder / "pack.yaml").write_text(yaml.safe_dump(pack), encoding="utf-8")
    for name, data in (pictures or {}).items():
        (folder / name).write_bytes(data)
    return folder


TEXT = {"kind": "paragraph", "id": "text", "text": "All of it is said here."}
SHOWN = {"kind": "picture", "id": "shown", "file": "dot.png", "alt": "A dot"}


def own(folder: Path, **entries: object) -> Path:
    """Own layouts with the audience ``press_run``, which extends the delegation's."""
    (folder / "audiences").mkdir(parents=True)
    audience = {"extends": "delegation", "name": "Press run", **entries}
    (folder / "audiences" / "run.yaml").write_text(yaml.safe_dump(audience), encoding="utf-8")
    return folder


# --- what the file is -----------------------------------------------------------------------------


def test_every_print_edition_keeps_the_rules(printed: Path) -> None:
    assert len(prints(printed)) == 3
    for path in prints(printed):
        with pikepdf.open(path) as pdf:
            assert rules.faults(pdf) == []


@pytest.mark.parametrize("twin", rules.TWINS)
def test_a_broken_twin_is_found(printed: Path, twin: str) -> None:
    rule, spoil = rules.TWINS[twin]
    with pikepdf.open(printed / f"{STEM}-print.pdf") as pdf:
        spoil(pdf)
        found = rules.faults(pdf)
    assert found
    assert {fault.partition(": ")[0] for fault in found} == {rule}, found


def test_another_version_is_found(printed: Path, tmp_path: Path) -> None:
    with pikepdf.open(printed / f"{STEM}-print.pdf") as pdf:
        pdf.save(tmp_path / "twin.pdf", force_version="1.7")
    with pikepdf.open(tmp_path / "twin.pdf") as pdf:
        assert rules.faults(pdf) == ["version: 1.7"]


def test_the_boxes_are_a4_with_3_mm_of_bleed_and_room_for_marks(printed: Path) -> None:
    with pikepdf.open(printed / f"{STEM}-print.pdf") as pdf:
        page = pdf.pages[0].obj
        media, bleed, trim = (
            [float(v) for v in page[f"/{n}Box"]] for n in ("Media", "Bleed", "Trim")
        )
    assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.05)
    assert trim[3] - trim[1] == pytest.approx(297 * MM, abs=0.05)
    assert trim[0] - bleed[0] == bleed[2] - trim[2] == pytest.approx(3 * MM, abs=0.02)
    assert 10 * MM < bleed[0] - media[0] < 11 * MM


def test_the_manifest_lists_it_with_its_digest(printed: Path) -> None:
    for audience in audiences_of(printed).values():
        assert len(audience["files"]) == 2
        for name, entry in audience["files"].items():
            data = (printed / name).read_bytes()
            assert entry["sha256"] == hashlib.sha256(data).hexdigest()
            assert entry["bytes"] == len(data)
        assert "layouts/profiles/FOGRA39L_coated.icc.z" in audience["inputs"]


def test_made_one_after_the_other_or_together(printed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for target in ("pdf", "print"):
        assert run("build", "--audience", "press", "--to", target, "--out", out) == 0
    files = [path for path in out.iterdir() if path.suffix == ".pdf"]
    assert len(files) == 2
    assert all(path.read_bytes() == (printed / path.name).read_bytes() for path in files)
    assert audiences_of(out)["press"] == audiences_of(printed)["press"]


def test_other_inputs_do_not_keep_the_old_documents_in_the_manifest(tmp_path: Path) -> None:
    pack, out = a_pack(tmp_path / "pack", TEXT), tmp_path / "out"
    assert run("build", pack, "--to", "pdf", "--out", out) == 0
    (pack / "pack.yaml").write_text((pack / "pack.yaml").read_text().replace("said", "told"))
    assert run("build", pack, "--to", "print", "--out", out) == 0
    files = audiences_of(out)["delegation"]["files"]
    assert list(files) == ["small-delegation-en-print.pdf"]


_CHILD = "import sys; from reports import cli; sys.exit(cli.main(sys.argv[1:]))"


def test_same_bytes_whatever_surrounds_it(printed: Path, tmp_path: Path) -> None:
    odd = {"PYTHONHASHSEED": "77", "TZ": "Asia/Kolkata", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    words = ["build", "--to", "print", "--out", str(tmp_path), "-q"]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *words], cwd=ROOT, env={**os.environ, **odd}, check=False
    )
    assert done.returncode == 0
    name = f"{STEM}-print.pdf"
    assert (tmp_path / name).read_bytes() == (printed / name).read_bytes()


def test_the_date_changes_the_bytes(
    printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    assert run("build", "--to", "print", "--out", tmp_path) == 0
    name = f"{STEM}-print.pdf"
    assert (tmp_path / name).read_bytes() != (printed / name).read_bytes()


def test_the_identity_stays_and_the_instance_changes_with_the_inputs(tmp_path: Path) -> None:
    pack, seen = a_pack(tmp_path / "pack", TEXT), []
    for words in ("said", "told"):
        text = (pack / "pack.yaml").read_text().replace("said", words)
        (pack / "pack.yaml").write_text(text)
        out = tmp_path / words
        assert run("build", pack, "--to", "print", "--out", out) == 0
        with pikepdf.open(prints(out)[0]) as pdf, pdf.open_metadata() as xmp:
            seen.append((xmp["xmpMM:DocumentID"], xmp["xmpMM:InstanceID"]))
    (one, first), (same, second) = seen
    assert one == same
    assert first != second


# --- settings of the audience ---------------------------------------------------------------------


def test_without_marks_the_sheet_ends_with_the_bleed(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "pack", TEXT)
    folder = own(tmp_path / "own", print={"marks": False, "bleed": 5})
    words = ("--layouts", folder, "--audience", "run", "--to", "print", "--out", tmp_path / "out")
    assert run("build", pack, *words) == 0
    with pikepdf.open(prints(tmp_path / "out")[0]) as pdf:
        page = pdf.pages[0].obj
        assert list(page.MediaBox) == list(page.BleedBox)
        assert float(page.TrimBox[0]) == pytest.approx(5 * MM, abs=0.01)
        assert "/Marks" not in page.Resources.get("/XObject", {})
        assert rules.faults(pdf) == []


@pytest.mark.parametrize(("stitched", "pages"), [(True, 4), (False, 2)])
def test_pages_for_saddle_stitch(stitched: bool, pages: int, tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "pack", TEXT)
    folder = own(tmp_path / "own", print={"saddle_stitch": stitched})
    words = ("--layouts", folder, "--audience", "run", "--out", tmp_path / "out")
    assert run("build", pack, *words, "--to", "pdf,print") == 0
    with pikepdf.open(prints(tmp_path / "out")[0]) as pdf:
        assert len(pdf.pages) == pages
        assert rules.faults(pdf) == []
    with pikepdf.open(tmp_path / "out" / "small-run-en.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_a_profile_of_ones_own(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "pack", SHOWN, pictures={"dot.png": picture(600)})
    folder = own(tmp_path / "own", print={"profile": "house.icc", "condition": "House 1"})
    (folder / "profiles").mkdir()
    (folder / "profiles" / "house.icc").write_bytes(FOGRA39)
    words = ("--layouts", folder, "--audience", "run", "--to", "print", "--out", tmp_path / "out")
    assert run("build", pack, *words) == 0
    with pikepdf.open(prints(tmp_path / "out")[0]) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "House 1"
        assert intent.DestOutputProfile.read_bytes() == FOGRA39
        assert rules.faults(pdf) == ["condition: intent"]
    assert "layouts/profiles/house.icc" in audiences_of(tmp_path / "out")["run"]["inputs"]


# --- what is refused ------------------------------------------------------------------------------


def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], pack: Path, folder: Path) -> str:
    """What is said of a build that ends with status 2 and leaves earlier documents alone."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "small-run-en-print.pdf").write_bytes(b"earlier")
    words = ("--layouts", folder, "--audience", "run", "--to", "print", "--out", out)
    assert run("build", pack, *words) == cli.BAD_INPUT
    assert [p.read_bytes() for p in out.iterdir()] == [b"earlier"]
    return capsys.readouterr().err


def _class(data: bytes) -> bytes:
    return data[:12] + b"mntr" + data[16:]


def _space(data: bytes) -> bytes:
    return data[:16] + b"RGB " + data[20:]


def _version(data: bytes) -> bytes:
    return data[:8] + b"\5" + data[9:]


def _cut(data: bytes) -> bytes:
    return data[:-100]


def _no_way_in(data: bytes) -> bytes:
    return data.replace(b"B2A0", b"B2A9", 1)


def _beyond(data: bytes) -> bytes:
    return data[:140] + b"\xff\xff\xff\xff" + data[144:]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: b"no profile at all", "is no ICC profile"),
        (_cut, "is damaged"),
        (_class, "class 'mntr'"),
        (_space, "is for RGB, not CMYK"),
        (_version, "version 5"),
        (_no_way_in, "no table B2A0"),
        (_beyond, "leads beyond its end"),
    ],
)
def test_profiles_that_cannot_be_used(
    spoil: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own(tmp_path / "own", print={"profile": "house.icc", "condition": "House 1"})
    (folder / "profiles").mkdir()
    (folder / "profiles" / "house.icc").write_bytes(spoil(FOGRA39))  # type: ignore[operator]
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "run.yaml:" in told
    assert "bad-profile" in told
    assert said in told


def test_a_profile_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = own(tmp_path / "own", print={"profile": "house.icc", "condition": "House 1"})
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "run.yaml:" in told
    assert "missing-file" in told


@pytest.mark.parametrize("given", [{"profile": "house.icc"}, {"condition": "FOGRA51"}])
def test_profile_and_condition_go_together(
    given: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own(tmp_path / "own", print=given)
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "run.yaml:" in told
    assert "missing-key" in told


def test_an_ink_above_the_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = own(tmp_path / "own", print={"ink_limit": 210}, theme="heavy")
    (folder / "themes").mkdir()
    theme = {"extends": "ocean", "inks": {"sun": {"cmyk": [80, 70, 60, 50]}}}
    (folder / "themes" / "heavy.yaml").write_text(yaml.safe_dump(theme))
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "heavy.yaml:" in told
    assert "ink-limit: 'sun' is 260 per cent of ink" in told
    assert "'deep' is 216 per cent of ink" in told
    assert "paper" not in told


def test_an_ink_without_a_value_for_print(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own(tmp_path / "own", theme="bare")
    (folder / "themes").mkdir()
    theme = {"extends": "ocean", "inks": {"extra": {"rgb": "#123456", "slot": "accent1"}}}
    (folder / "themes" / "bare.yaml").write_text(yaml.safe_dump(theme))
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "bare.yaml:" in told
    assert "no key 'cmyk'" in told


def _gallery(folder: Path, width: float) -> Path:
    """Own layouts whose pictures stand alone, ``width`` points wide."""
    own(folder, pages={"master": "gallery"})
    (folder / "masters").mkdir()
    master = {
        "extends": "a4-brief",
        "layouts": {"picture": "picture"},
        "templates": {
            "picture": {
                "title": "Picture",
                "frames": {
                    "picture": {
                        "slots": ["picture"],
                        "x": 0,
                        "y": 60,
                        "width": width,
                        "height": width,
                    },
                    "rest": {
                        "slots": ["title", "caption", "body"],
                        "x": 60,
                        "y": 700,
                        "width": 400,
                        "height": 90,
                    },
                },
            }
        },
    }
    (folder / "masters" / "gallery.yaml").write_text(yaml.safe_dump(master))
    return folder


def test_a_picture_under_the_floor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = a_pack(tmp_path / "pack", SHOWN, pictures={"dot.png": picture(100)})
    told = refused(tmp_path, capsys, pack, _gallery(tmp_path / "own", 72))
    assert "pack.yaml:" in told
    assert "coarse-picture: 'dot.png' has 100 pixels per inch on page 3" in told


@pytest.mark.parametrize(("side", "warned"), [(119, None), (150, True), (200, False)])
def test_a_picture_near_the_floor_is_a_warning(
    side: int, warned: bool | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = a_pack(tmp_path / "pack", SHOWN, pictures={"dot.png": picture(side)})
    folder = _gallery(tmp_path / "own", 72)
    words = ("--layouts", folder, "--audience", "run", "--to", "print", "--out", tmp_path / "out")
    assert run("build", pack, *words) == (cli.BAD_INPUT if warned is None else 0)
    told = capsys.readouterr().err
    assert ("coarse-picture" in told) == (warned is not False)
    if warned is not None:
        assert "warning: " in told
        assert "no-bleed: 'dot.png' ends at the edge of page 3" in told


def test_a_page_smaller_than_its_margins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = own(tmp_path / "own", pages={"master": "tiny"})
    (folder / "masters").mkdir()
    master = {"extends": "a5-brief", "width": 90}
    (folder / "masters" / "tiny.yaml").write_text(yaml.safe_dump(master))
    told = refused(tmp_path, capsys, a_pack(tmp_path / "pack", TEXT), folder)
    assert "out-of-range: the frame 'main' reaches to 379.84 by 534.62 pt" in told
    assert "inside the page of 255.12 by 595.28 pt" in told
    assert "a5-brief.yaml:" in told


def test_an_unknown_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", "--to", "pdf,paper", "--out", tmp_path) == cli.BAD_INPUT
    assert "expected pdf, print, pptx" in capsys.readouterr().err
