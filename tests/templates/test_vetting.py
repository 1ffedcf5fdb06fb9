"""Vetting: what of a template is carried over, what stays behind, what refuses it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from reports.template.container import Refused
from reports.template.package import Package
from reports.template.pictures import check_picture
from reports.template.vetting import Vetted, vet
from tests.templates.hostile.base import few, good
from tests.templates.package import (
    MASTER,
    PRESENTATION,
    THEME,
    Parts,
    added,
    changed,
    layout,
    packed,
    related,
    suffix_typed,
    typed,
)

LAYOUT = layout(2)
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml"
_OLD = "http://schemas.microsoft.com/office/2006/relationships"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def vetted(parts: Parts) -> Vetted:
    """What comes of a package of these parts."""
    return vet(Package(packed(parts)))


def said(parts: Parts) -> str:
    """Codes and findings that refuse it, a line each; empty: none."""
    return "\n".join(f"{one.code}: {one.found}" for one in vetted(parts).refusals)


def button(parts: Parts, target: str, action: str = "") -> None:
    """A shape on a layout that something happens to on a click."""
    rid = related(parts, LAYOUT, "hyperlink", target, outside=True) if target else ""
    does = f' action="{action}"' if action else ""
    added(
        parts,
        LAYOUT,
        '<p:sp><p:nvSpPr><p:cNvPr id="51" name="Button">'
        f'<a:hlinkClick r:id="{rid}"{does}/></p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        "<p:spPr/></p:sp>",
    )


def needed(parts: Parts, rid: str, tag: str = "p:oleObj") -> None:
    """The layout refers to a relationship."""
    wrapped = f"<p:extLst><p:ext uri='x'><{tag} r:id='{rid}'/></p:ext></p:extLst></p:sldLayout>"
    changed(parts, LAYOUT, "</p:sldLayout>", wrapped, 1)


def png() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    return out.getvalue()


def test_masters_layouts_themes_and_pictures_are_carried_as_they_are() -> None:
    parts = good()
    found = vetted(parts)
    assert found.refusals == []
    assert next(iter(found.parts)) == MASTER
    expected = {MASTER, THEME, "ppt/media/logo.png", *(layout(n) for n in range(1, 12))}
    assert expected <= set(found.parts)
    assert all(one.data == parts[name] for name, one in found.parts.items())
    assert PRESENTATION not in found.parts


def test_what_nothing_refers_to_is_not_carried() -> None:
    parts = few(2, 11)
    parts["ppt/media/unused.png"] = png()
    rid = related(parts, LAYOUT, "image", "../media/unused.png")
    assert "ppt/media/unused.png" not in vetted(parts).parts
    needed(parts, rid)
    assert "ppt/media/unused.png" in vetted(parts).parts


def test_macros_stay_behind() -> None:
    parts = few(2, 11)
    assert "macros" not in vetted(parts).left
    parts["ppt/vbaProject.bin"] = b"\xd0\xcf"
    typed(parts, "ppt/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    related(parts, PRESENTATION, f"{_OLD}/vbaProject", "vbaProject.bin")
    found = vetted(parts)
    assert (found.left["macros"], found.refusals) == (1, [])
    assert "ppt/vbaProject.bin" not in found.parts


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("ppt/slides/slide1.xml", "slides"),
        ("ppt/notesSlides/notesSlide1.xml", "notes of slides"),
        ("ppt/comments/comment1.xml", "comments"),
        ("customXml/item1.xml", "custom XML"),
        ("ppt/activeX/activeX1.bin", "ActiveX controls"),
        ("ppt/embeddings/oleObject1.bin", "embedded files"),
        ("ppt/tags/tag1.xml", "tags"),
        ("_xmlsignatures/sig1.xml", "digital signatures"),
        ("customUI/customUI.xml", "changes to the ribbon"),
        ("ppt/webextensions/taskpanes.xml", "add-ins"),
    ],
)
def test_what_stays_behind_is_counted(part: str, words: str) -> None:
    parts = few(2, 11)
    before = vetted(parts).left.get(words, 0)
    parts[part] = b"<x/>"
    found = vetted(parts)
    assert found.left[words] == before + 1
    assert part not in found.parts


def test_links_of_the_presentation_to_the_outside_are_told() -> None:
    parts = few(2, 11)
    assert not any("outside" in words for words in vetted(parts).left)
    related(parts, PRESENTATION, "attachedTemplate", "https://example.org/t.potm", outside=True)
    assert vetted(parts).left["a link outside, to 'https://example.org/t.potm'"] == 1


@pytest.mark.parametrize(
    ("target", "refused"),
    [
        ("https://example.org/", ""),
        ("HTTPS://EXAMPLE.ORG/", ""),
        ("http://example.org/", ""),
        ("mailto:a@example.org", ""),
        ("file:///c:/windows/calc.exe", "calc.exe"),
        (r"\\server\share\a.exe", "server"),
        ("javascript:alert(1)", "javascript"),
        ("ftp://example.org/", "ftp"),
    ],
)
def test_links_to_pages_are_kept_and_others_refused(target: str, refused: str) -> None:
    parts = few(2, 11)
    button(parts, target)
    found = vetted(parts)
    kept = [link.target for link in found.parts[LAYOUT].links if link.external]
    assert kept == ([] if refused else [target])
    assert [one.code for one in found.refusals] == (["template-link"] if refused else [])
    assert all(refused in one.found and LAYOUT in one.found for one in found.refusals)


@pytest.mark.parametrize("kind", ["image", "video", "oleObject", "slideMaster"])
def test_nothing_but_a_hyperlink_may_lead_outside(kind: str) -> None:
    parts = few(2, 11)
    rid = related(parts, LAYOUT, kind, "https://example.org/a", outside=True)
    needed(parts, rid)
    assert f"outside the file ({kind})" in said(parts)
    parts = few(2, 11)
    needed(parts, related(parts, LAYOUT, "hyperlink", "https://example.org/a", outside=True))
    assert said(parts) == ""


@pytest.mark.parametrize(
    ("action", "refused"),
    [
        ("ppaction://hlinkshowjump?jump=nextslide", False),
        ("ppaction://noaction", False),
        ("ppaction://program", True),
        ("ppaction://macro?name=Go", True),
        ("ppaction://ole?verb=0", True),
    ],
)
def test_what_a_click_does(action: str, refused: bool) -> None:
    parts = few(2, 11)
    button(parts, "", action)
    assert (f"does {action!r}" in said(parts)) == refused
    assert bool(said(parts)) == refused


def test_links_to_slides_are_refused() -> None:
    parts = few(2, 11)
    parts["ppt/slides/slide1.xml"] = b"<x/>"
    typed(parts, "ppt/slides/slide1.xml", f"{_MAIN}.slide+xml")
    rid = related(parts, LAYOUT, "slide", "../slides/slide1.xml")
    assert said(parts) == ""  # nothing on the layout uses it
    needed(parts, rid)
    assert "links to the slide 'ppt/slides/slide1.xml'" in said(parts)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("oleObject", "ppt/embeddings/oleObject1.bin"),
        ("package", "ppt/embeddings/book.xlsx"),
        ("control", "ppt/activeX/activeX1.xml"),
        ("chart", "ppt/charts/chart1.xml"),
    ],
)
def test_objects_are_refused(kind: str, part: str) -> None:
    parts = few(2, 11)
    parts[part] = b"<x/>"
    typed(parts, part, "application/x-test")
    rid = related(parts, LAYOUT, kind, f"/{part}")
    assert said(parts) == ""
    needed(parts, rid)
    found = vetted(parts)
    assert [one.code for one in found.refusals] == ["template-embedded"]
    assert f"{part!r} ({kind})" in found.refusals[0].found
    assert part not in found.parts


def test_an_object_does_not_pass_as_a_picture() -> None:
    parts = few(2, 11)
    parts["ppt/media/run.bin"] = b"MZ"
    typed(parts, "ppt/media/run.bin", "application/octet-stream")
    needed(parts, related(parts, LAYOUT, "image", "../media/run.bin"))
    assert "template-embedded: " in said(parts)
    typed(parts, "ppt/media/run.bin", "image/png")
    assert "template-unsafe: 'ppt/media/run.bin' is no picture of the kind" in said(parts)
    parts["ppt/media/run.bin"] = png()
    assert said(parts) == ""


@pytest.mark.parametrize(
    ("part", "root", "other"),
    [
        (MASTER, "sldMaster", "sldLayout"),
        (layout(11), "sldLayout", "sld"),
        (THEME, "theme", "clrMap"),
    ],
)
def test_wrong_root_elements_are_refused(part: str, root: str, other: str) -> None:
    parts = few(2, 11)
    assert said(parts) == ""
    changed(parts, part, rf"(</?[a-z]+:){root}(?=[\s>])", rf"\g<1>{other}")
    assert f"template-unreadable: {part!r} is no {root}" in said(parts)


def test_a_reference_to_nothing_is_refused() -> None:
    parts = few(2, 11)
    needed(parts, "rId404")
    assert f"{LAYOUT!r} refers to 'rId404', which is missing" in said(parts)


def test_a_part_of_the_structure_has_its_content_type() -> None:
    parts = few(2, 11)
    typed(parts, THEME, "application/xml")
    assert f"{THEME!r}, a theme of {MASTER!r}, has the content type 'application/xml'" in said(
        parts
    )


def test_odd_names_and_missing_types_are_refused() -> None:
    for name, words in (("ppt/media/a{b.png", "odd name"), ("ppt/media/a", "content type")):
        parts = few(2, 11)
        parts[name] = png()
        needed(parts, related(parts, LAYOUT, "font", f"/{name}"))
        assert words in said(parts)


def test_embedded_fonts_are_carried() -> None:
    parts = few(2, 11)
    parts["ppt/fonts/font1.fntdata"] = b"font"
    suffix_typed(parts, "fntdata", "application/x-fontdata")
    assert "ppt/fonts/font1.fntdata" not in vetted(parts).parts
    related(parts, PRESENTATION, "font", "fonts/font1.fntdata")
    assert "ppt/fonts/font1.fntdata" in vetted(parts).parts


def svg(inside: str, before: str = "") -> str:
    """What is said of an SVG; empty: nothing."""
    try:
        check_picture((before + SVG.format(inside)).encode(), "mark.svg", "image/svg+xml")
    except Refused as refusal:
        return refusal.found
    return ""


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9"/>',
        '<use xlink:href="#a"/>',
        '<image href="data:image/png;base64,AA"/>',
        '<rect fill="url(#a)"/>',
        '<rect fill="url( #a )"/>',
        "<rect fill=\"url('#a')\"/>",
        '<style>.a { fill: url("#a") }</style>',
        '<a href="https://example.org"><rect/></a>',
        "<?xpacket begin='' id='x'?>",
        "<!-- a drawing -->",
    ],
)
def test_an_svg_that_draws_is_taken(inside: str) -> None:
    assert svg(inside) == ""


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ('<image xlink:href="https://example.org/a.png"/>', "fetches"),
        ('<use href="other.svg#a"/>', "fetches"),
        ('<image href="data:text/html,x"/>', "fetches"),
        ('<rect fill="url(https://example.org/a)"/>', "fetches"),
        ("<rect fill=\"url( 'a.svg#b')\"/>", "fetches"),
        ("<style>@import 'a.css';</style>", "fetches"),
        ('<a href="javascript:alert(1)"/>', "runs"),
        ('<rect onclick="go()"/>', "onclick"),
        ("<script>go()</script>", "script"),
        ("<foreignObject/>", "foreignObject"),
    ],
)
def test_an_svg_that_fetches_or_runs_is_refused(inside: str, words: str) -> None:
    assert words in svg(inside)


def test_an_svg_with_a_style_sheet_elsewhere_is_refused() -> None:
    sheet = '<?xml-stylesheet href="https://example.org/a.css"?>'
    assert "example.org/a.css" in svg("<rect/>", sheet)
    assert svg("<rect/>", "<!-- drawn by hand -->") == ""


def test_an_svg_with_entities_is_refused() -> None:
    assert "document type" in svg("<text>&e;</text>", "<!DOCTYPE svg [<!ENTITY e 'x'>]>")
    assert svg("<text>e</text>") == ""
