"""Reading of decks: damaged and hostile files get a reason, odd ones never break the program."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from reports.deckcheck import package
from reports.deckcheck.deck import Deck
from reports.deckcheck.expected import Expected
from reports.deckcheck.judge import judge
from reports.deckcheck.package import Unreadable
from tests.deckcheck.editing import A, P, R, Twin

STEM = "buenos-aires-delegation-en"


@pytest.fixture(scope="module")
def good(shipped: Path) -> Path:
    return shipped / f"{STEM}.pptx"


def _zipped(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DAMAGED = {
    "empty": (b"", "no zip archive"),
    "words": (b"This is no deck at all.", "no zip archive"),
    "old": (package.OLD + b"\0" * 600, "an old presentation, or has a password"),
    "other zip": (_zipped({"readme.txt": "hello"}), "no Office document"),
    "no main part": (_zipped({"[Content_Types].xml": TYPES}), "without a main part"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_no_deck_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    content, reason = DAMAGED[name]
    path = tmp_path / "deck.pptx"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        judge(path)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.pptx", tmp_path):
        with pytest.raises(Unreadable):
            judge(path)


def test_half_a_deck_is_refused(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    data = good.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(Unreadable, match="no zip archive"):
        judge(path)


def _main(change: Callable[[bytes], bytes]) -> Callable[[Twin], None]:
    def changed(twin: Twin) -> None:
        name = "ppt/presentation.xml"
        twin.blobs[name] = change(twin.blobs[name])

    return changed


STRICT = b"http://purl.oclc.org/ooxml/presentationml/main"
MAIN_BROKEN = {
    "cut off": (_main(lambda data: data[:500]), "no XML"),
    "a document": (_main(lambda data: b"<w:document xmlns:w='urn:w'/>"), "no presentation"),
    "strict": (_main(lambda data: data.replace(P[1:-1].encode(), STRICT)), "Strict Open XML"),
    "typed": (
        _main(lambda data: b'<!DOCTYPE p [<!ENTITY x "y">]>' + data.partition(b"?>\n")[2]),
        "document type",
    ),
}


@pytest.mark.parametrize("name", MAIN_BROKEN)
def test_a_broken_main_part_is_named(name: str, good: Path, tmp_path: Path) -> None:
    change, reason = MAIN_BROKEN[name]
    twin = Twin(good)
    change(twin)
    path = tmp_path / "deck.pptx"
    twin.save(path)
    with pytest.raises(Unreadable, match=reason):
        judge(path)


def test_limits_of_size_hold(good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MEMBERS", 10)
    with pytest.raises(Unreadable, match="members"):
        judge(good)
    monkeypatch.setattr(package, "MEMBERS", 20_000)
    monkeypatch.setattr(package, "WHOLE", 10_000)
    with pytest.raises(Unreadable, match="unpacks"):
        judge(good)
    monkeypatch.setattr(package, "WHOLE", 2_000_000_000)
    monkeypatch.setattr(package, "LARGEST", 100)
    with pytest.raises(Unreadable, match="bytes, more than"):
        judge(good)


def test_a_part_that_does_not_match_its_checksum_is_told(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, blob in Twin(good).blobs.items():
            archive.writestr(name, blob)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Six figures to know", b"Six figures to knew"))
    spots = next(v.spots for v in judge(path) if v.rule.ident == "parts-readable")
    assert [(spot.slide, "CRC" in spot.detail) for spot in spots] == [(3, True)]


def test_members_twice_are_told(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(good.read_bytes())
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("ppt/slides/slide2.xml", Twin(good).blobs["ppt/slides/slide2.xml"])
    spots = next(v.spots for v in judge(path) if v.rule.ident == "parts-readable")
    assert [spot.thing for spot in spots] == ["ppt/slides/slide2.xml"]


def test_entities_are_not_resolved(good: Path, tmp_path: Path) -> None:
    twin = Twin(good)
    name = "ppt/slides/slide4.xml"
    bomb = b'<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    head, _, rest = twin.blobs[name].partition(b"?>\n")
    twin.blobs[name] = head + b"?>\n" + bomb + rest.replace(b"<a:t>", b"<a:t>&b;", 1)
    path = tmp_path / "deck.pptx"
    twin.save(path)
    spots = next(v.spots for v in judge(path) if v.rule.ident == "parts-readable")
    assert [(spot.slide, "document type" in spot.detail) for spot in spots] == [(4, True)]


VALUES = ("", "-1", "abc", "99999999999999999999", "NaN", "12.5%", "accent99", "on", "🙂")


def _mutated(twin: Twin, chance: random.Random) -> None:
    """Change, move or take away some of the elements and attributes of a few parts."""
    names = [n for n in twin.blobs if n.endswith(".xml") and n.startswith("ppt/")]
    for name in chance.sample(names, 12):
        elements = [e for e in twin.xml(name).iter() if e.getparent() is not None]
        for element in chance.sample(elements, min(len(elements), 6)):
            what = chance.randrange(4)
            if what == 0 and element.attrib:
                key = chance.choice(sorted(element.attrib))
                element.set(key, chance.choice(VALUES))
            elif what == 1 and element.attrib:
                del element.attrib[chance.choice(sorted(element.attrib))]
            elif what == 2 and element.getparent() is not None:
                element.getparent().remove(element)
            elif what == 3 and element.getparent() is not None:
                element.getparent().append(etree.fromstring(etree.tostring(element)))


@pytest.mark.parametrize("seed", range(30))
def test_an_odd_deck_never_breaks_the_program(seed: int, good: Path, tmp_path: Path) -> None:
    twin = Twin(good)
    _mutated(twin, random.Random(seed))
    path = tmp_path / "odd.pptx"
    twin.save(path)
    try:
        verdicts = judge(path)
    except Unreadable:
        return
    unexamined = [v.rule.ident for v in verdicts for s in v.spots if "be examined" in s.detail]
    assert unexamined == []


def test_alternate_content_is_read_as_programs_of_today_do(good: Path, tmp_path: Path) -> None:
    twin = Twin(good)
    tree = twin.tree(4)
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    holder = etree.SubElement(tree, f"{{{space}}}AlternateContent")
    for name in ("Choice", "Fallback"):
        branch = etree.SubElement(holder, f"{{{space}}}{name}")
        picture = (
            f'<p:pic xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}" xmlns:r="{R[1:-1]}"><p:nvPicPr>'
            f'<p:cNvPr id="9{len(name)}" name="{name}"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
            "<p:blipFill/><p:spPr/></p:pic>"
        )
        branch.append(etree.fromstring(picture))
    path = tmp_path / "deck.pptx"
    twin.save(path)
    deck = Deck(path, Expected())
    names = {shape.name for shape in deck.slides[3].all_shapes}
    deck.close()
    assert "Choice" in names
    assert "Fallback" not in names
