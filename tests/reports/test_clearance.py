"""Content above an audience's clearance is refused, and what is dropped leaves no trace."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
import yaml
from pikepdf import Array, Dictionary, Stream, String

from layouts.composites import OneField
from reports import cli
from reports.blocks import kinds
from tests import torture
from tests.broken.base import write_good

CANARY = "qzcanary"
OPEN = {"name": "Open", "extends": "base", "formats": ["pdf", "print", "pptx"]}


def marked(data: Any, key: str = "") -> Any:
    """YAML data of a block with the canary in every text, name and file of its own."""
    if isinstance(data, dict):
        return {name: marked(inner, name) for name, inner in data.items()}
    if isinstance(data, list):
        return [marked(inner, key) for inner in data]
    if not isinstance(data, str) or key in ("kind", "tone", "from", "to", "type"):
        return data
    if key in ("id", "data", "source", "fact", "x", "y", "labels"):
        return data if len(data) == 1 else f"{CANARY}_{data}"
    return f"{CANARY} {data}"[: max(len(data), len(CANARY) + 8)].strip()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack, half of it restricted, and two audiences: one gets all, one does not
    get what is restricted."""
    root = tmp_path_factory.mktemp("secret")
    pack = torture.pack(0.15)
    plain, hidden = pack["sections"], torture.pack(0.15)["sections"]
    for section in hidden:
        section["id"] = f"{CANARY}_{section['id']}"
        section["title"] = f"{CANARY} {section['title'][:60]}"
        section["mark"] = "restricted"
        section["blocks"] = [marked(block) for block in section["blocks"]]
        for block in section["blocks"]:
            if block["kind"] == "picture":
                block["file"] = f"{CANARY}.png"
    within = [
        marked(block) for block in torture.pack(0.15, ("paragraph",))["sections"][0]["blocks"]
    ]
    within[0] |= {"id": f"{CANARY}_within", "mark": "internal"}
    plain[0]["blocks"] += within
    pack["sections"] = plain + hidden
    for part in ("sources", "facts", "datasets"):
        for name, value in list(pack[part].items()):
            pack[part][f"{CANARY}_{name}"] = marked(value)
    pack["datasets"][f"{CANARY}_numbers"]["file"] = f"{CANARY}.csv"
    columns = pack["datasets"]["numbers"]["columns"].items()
    own = {f"{CANARY}_{name}": kind for name, kind in columns}
    pack["datasets"][f"{CANARY}_numbers"]["columns"] = own
    folder = torture.write(root / "pack", pack)
    head, _, body = (folder / "numbers.csv").read_text().partition("\n")
    (folder / f"{CANARY}.csv").write_text(",".join(own) + "\n" + body)
    shutil.copy(folder / "picture.png", folder / f"{CANARY}.png")
    drops = [section["id"] for section in hidden] + [f"{plain[0]['id']}.{CANARY}_within"]
    audiences = root / "layouts" / "audiences"
    audiences.mkdir(parents=True)
    (audiences / "cleared.yaml").write_text(yaml.safe_dump(OPEN | {"clearance": "internal"}))
    (audiences / "open.yaml").write_text(
        yaml.safe_dump(OPEN | {"packs": {"torture": {"drop": drops}}})
    )
    return root


def build(root: Path, audience: str, *more: str) -> int:
    pack, own, out = str(root / "pack"), str(root / "layouts"), str(root / audience)
    return cli.main(["build", "-q", pack, "-a", audience, "--layouts", own, "-o", out, *more])


def strings(thing: Any) -> Iterator[bytes]:
    """Every string, name and decoded stream of one object of a PDF, those it refers to left out."""
    if isinstance(thing, Stream) and "/Width" not in thing:
        yield thing.read_bytes()
    if isinstance(thing, (Dictionary, Stream)):
        for key, value in thing.items():
            yield key.encode()
            yield from () if _refers(value) else strings(value)
    elif isinstance(thing, Array):
        for value in thing:
            yield from () if _refers(value) else strings(value)
    elif isinstance(thing, String):
        yield bytes(thing)
        yield str(thing).encode()
    else:
        yield str(thing).encode()


def _refers(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def unpacked(data: bytes) -> Iterator[bytes]:
    """Names and parts of a package, and those of packages in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            part = package.read(info)
            yield info.filename.encode()
            yield from unpacked(part) if part[:2] == b"PK" else [part]


def said(path: Path) -> Iterator[bytes]:
    """Everything in a file, unpacked, and what readers make of its pages."""
    data = path.read_bytes()
    yield data
    if path.suffix == ".pptx":
        yield from unpacked(data)
    elif path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            for thing in [document.trailer, *document.objects]:
                yield from strings(thing)
        with pymupdf.open(path) as document:
            for page in document:
                yield page.get_text().encode()


def traces(path: Path) -> list[bytes]:
    """Pieces of a file with the canary in them, in any of the encodings that formats use."""
    forms = [CANARY.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")]
    forms += [form.hex().encode() for form in forms]
    found = []
    for piece in said(path):
        folded = piece.lower().replace(b" ", b"")
        found += [piece[:80] for form in forms if form in folded]
    return found


def test_no_byte_of_what_is_dropped_is_in_any_output(secret: Path) -> None:
    assert build(secret, "open") == 0
    files = sorted((secret / "open").iterdir())
    assert {path.name.partition("-en")[2] for path in files} >= {".pdf", "-print.pdf", ".pptx"}
    assert {path.name: traces(path) for path in files if traces(path)} == {}


def test_the_search_finds_it_where_it_may_be(secret: Path) -> None:
    assert build(secret, "cleared") == 0
    for path in sorted((secret / "cleared").iterdir()):
        assert traces(path), path.name
    parts = list(unpacked(next((secret / "cleared").glob("*.pptx")).read_bytes()))
    carrying = [part for part in parts if CANARY.encode() in part.lower()]
    for kind in (b"<sst", b"<c:chart", b"<p:notes", b"descr="):  # <sst: texts of a workbook
        assert any(kind in part for part in carrying), kind


def test_every_kind_and_every_text_of_it_carries_the_canary(secret: Path) -> None:
    pack = yaml.safe_load((secret / "pack" / "pack.yaml").read_text())
    hidden = [s for s in pack["sections"] if s["id"].startswith(CANARY)]
    blocks = [block for section in hidden for block in section["blocks"]]
    assert {block["kind"] for block in blocks} == set(kinds())
    for block in blocks:
        fields = kinds()[block["kind"]].fields().items()
        texts = [f.key or name for name, f in fields if not isinstance(f, OneField)]
        bare = [
            k for k in texts if isinstance(block.get(k), str) and CANARY not in block[k].lower()
        ]
        assert set(bare) <= {"kind", "type", "mark", "tone"}, block["id"]


def test_what_is_above_the_clearance_is_refused(
    secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(secret, "open", "--set", "packs.torture=~") == 2
    lines = capsys.readouterr().err.splitlines()[:-1]
    hidden = yaml.safe_load((secret / "pack" / "pack.yaml").read_text())["sections"]
    count = sum(section.get("mark") == "restricted" for section in hidden)
    assert len(lines) == count + 1
    assert all(": above-clearance: " in line and "pack.yaml:" in line for line in lines)
    assert sum("is marked 'internal'" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("clearance", "mark", "status"),
    [
        ("public", "public", 0),
        ("public", "restricted", 2),
        ("restricted", "restricted", 0),
        ("restricted", "internal", 2),
        ("internal", "internal", 0),
    ],
)
def test_marks_are_ordered(clearance: str, mark: str, status: int, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    write_good(folder)
    text = (folder / "pack.yaml").read_text()
    assert text.count("id: points,") == 1
    (folder / "pack.yaml").write_text(text.replace("id: points,", f"id: points, mark: {mark},"))
    own = tmp_path / "layouts" / "audiences"
    own.mkdir(parents=True)
    (own / "one.yaml").write_text(f"extends: base\nname: One\nclearance: {clearance}\n")
    words = ["build", "-q", str(folder), "-a", "one", "--layouts", str(own.parent)]
    assert cli.main([*words, "-o", str(tmp_path / "out")]) == status
    assert (tmp_path / "out" / "manifest.json").exists() == (status == 0)


def test_a_reference_would_print_a_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pack"
    write_good(folder)
    text = (folder / "pack.yaml").read_text()
    text = text.replace("id: bars\n", "id: bars\n        mark: internal\n")
    (folder / "pack.yaml").write_text(text)
    own = tmp_path / "layouts" / "audiences"
    own.mkdir(parents=True)
    drop = "packs: {small: {drop: [first.bars]}}\n"
    (own / "one.yaml").write_text(f"extends: base\nname: One\n{drop}")
    words = ["build", "-q", str(folder), "-a", "one", "--layouts", str(own.parent)]
    assert cli.main([*words, "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "[#first.bars]" in row)
    assert f"pack.yaml:{line}:" in said
    assert "above-clearance: a reference to 'first.bars'" in said


@pytest.mark.parametrize(
    "change", ["first.points.mark=public", "first.points={kind: list, id: points, items: [A, B]}"]
)
def test_no_change_lowers_a_mark(
    change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pack"
    write_good(folder)
    text = (folder / "pack.yaml").read_text()
    (folder / "pack.yaml").write_text(text.replace("id: points,", "id: points, mark: internal,"))
    words = ["build", "-q", str(folder), "--set", "clearance=public", "-a", "delegation"]
    assert cli.main([*words, "-o", str(tmp_path / "out"), "--set", change]) == 2
    assert ": mark-lowered: " in capsys.readouterr().err
