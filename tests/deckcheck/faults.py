"""Faults planted into good decks: each breaks one thing in the XML and says on which slide."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from tests.deckcheck.editing import (
    P14,
    A,
    C,
    P,
    Twin,
    called,
    gone,
    holds,
    made,
    mark,
    moved,
    painted,
    runs,
)

Plant = Callable[[Twin], int]

CHART = "plan_of_action.adoptions/chart"
TABLE = "examples.four_cases/table"
FLOW = "modalities.south_south_flow/flow"
FIGURES = "at_a_glance.key_figures/list"
BODY, LIST, QUOTE = "at_a_glance.conference", "lines_to_take.lines", "weight.secretary_general"
"""Blocks that stand in the body of a slide: text, a list, a quotation."""
ID = "id: conference"
"""What is written where :data:`BODY` begins."""
PALE = '<a:schemeClr val="accent5"/>'
WHITE = '<a:schemeClr val="bg1"/>'


class Fault(NamedTuple):
    """One fault: what it is called, the rule that must name it, how it is made, and a piece of the
    line of the pack that it must lead to (empty: it leads to the deck alone)."""

    name: str
    rule: str
    plant: Plant
    line: str = ""
    base: str = "shipped"
    """The deck that it is planted in: that of the shipped pack, or of the one at its ``limits``."""


def _body(twin: Twin, name: str = BODY) -> tuple[int, Any]:
    return twin.first(lambda shape: _shows(shape, name))


def _shows(shape: Any, block: str) -> bool:
    """Whether a shape is the main body of a slide, and shows a block first."""
    first = called(shape).split(" ")[0]
    main = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph[@idx='1']") is not None
    return main and first in (block, f"{block}/text")


def _sources(twin: Twin) -> tuple[int, Any]:
    """The first line of sources below a text."""
    return twin.first(lambda shape: "/sources-" in called(shape))


def _title(number: int, change: Callable[[Any], None]) -> Plant:
    def plant(twin: Twin) -> int:
        title = next(s for s in twin.slide(number).iter(P + "sp") if holds(s, "title"))
        change(title)
        return number

    return plant


def _worded(text: str) -> Callable[[Any], None]:
    def change(shape: Any) -> None:
        first, *rest = runs(shape)
        first.find(A + "t").text = text
        for run in rest:
            gone(run)

    return change


def _emptied(shape: Any) -> None:
    for run in runs(shape):
        gone(run)


def _of(name: str, change: Callable[[Any], None]) -> Plant:
    """A change to the shape of a name."""

    def plant(twin: Twin) -> int:
        number, shape = twin.shape(name)
        change(shape)
        return number

    return plant


def _in_body(change: Callable[[Any], None], name: str = BODY) -> Plant:
    def plant(twin: Twin) -> int:
        number, shape = _body(twin, name)
        change(shape)
        return number

    return plant


def _in_chart(change: Callable[[Any], None]) -> Plant:
    def plant(twin: Twin) -> int:
        number, root = twin.chart(CHART)
        change(root)
        return number

    return plant


def _on_slide(number: int, change: Callable[[Any], None]) -> Plant:
    def plant(twin: Twin) -> int:
        change(twin.slide(number))
        return number

    return plant


def _in_part(name: str, change: Callable[[Any], None], slide: int = 0) -> Plant:
    def plant(twin: Twin) -> int:
        change(twin.xml(name))
        return slide

    return plant


# Titles and order


def title_repeated(twin: Twin) -> int:
    earlier = next(s for s in twin.slide(4).iter(P + "sp") if holds(s, "title"))
    text = "".join(run.findtext(A + "t") or "" for run in runs(earlier))
    return _title(7, _worded(text.upper()))(twin)


def second_title(twin: Twin) -> int:
    number, eyebrow = twin.first(lambda s: called(s).endswith("/title") and holds(s, "body"))
    next(eyebrow.iter(P + "ph")).set("type", "title")
    return number


def _last(shape: Any) -> None:
    shape.getparent().append(shape)


def footer_second(twin: Twin) -> int:
    tree = twin.tree(4)
    footer = next(s for s in tree.iter(P + "sp") if holds(s, "ftr"))
    tree.insert(3, footer)
    return 4


def figure_read_late(twin: Twin) -> int:
    number, first = twin.shape(f"{FIGURES}/item1/body")
    _, last = twin.shape(f"{FIGURES}/item6/body")
    last.addnext(first)
    return number


def sources_read_early(twin: Twin) -> int:
    number, foot = _sources(twin)
    title = next(s for s in twin.slide(number).iter(P + "sp") if holds(s, "title"))
    title.addnext(foot)
    return number


# Alternative texts


def _alt(text: str | None) -> Callable[[Any], None]:
    def change(shape: Any) -> None:
        if text is None:
            del mark(shape).attrib["descr"]
        else:
            mark(shape).set("descr", text)

    return change


def chart_as_smartart(twin: Twin) -> int:
    number, frame = twin.shape(CHART)
    uri = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    next(frame.iter(A + "graphicData")).set("uri", uri)
    del mark(frame).attrib["descr"]
    return number


def _decoration(change: Callable[[Any], None]) -> Plant:
    def plant(twin: Twin) -> int:
        number, shape = twin.first(lambda s: "/decoration " in called(s))
        change(shape)
        return number

    return plant


def _undecorated(shape: Any) -> None:
    gone(mark(shape)[0])


# Tables


def _flag(name: str) -> Callable[[Any], None]:
    def change(frame: Any) -> None:
        del next(frame.iter(A + "tblPr")).attrib[name]

    return change


def _cell(row: int, column: int, change: Callable[[Any], None]) -> Callable[[Any], None]:
    def changed(frame: Any) -> None:
        change(list(list(frame.iter(A + "tr"))[row].iter(A + "tc"))[column])

    return changed


def _merged(frame: Any) -> None:
    cells = list(list(frame.iter(A + "tr"))[1].iter(A + "tc"))
    cells[1].set("gridSpan", "2")
    cells[2].set("hMerge", "1")


# Language


def _mute(tag: str) -> Callable[[Any], None]:
    def change(shape: Any) -> None:
        del next(shape.iter(A + tag)).attrib["lang"]

    return change


def field_without_language(twin: Twin) -> int:
    number, shape = twin.first(lambda s: holds(s, "sldNum"))
    del shape.find(f".//{A}fld/{A}rPr").attrib["lang"]
    return number


def _spoken(tag: str) -> Callable[[Any], None]:
    return lambda shape: next(shape.iter(A + "rPr")).set("lang", tag)


def _inherits_german(shape: Any) -> None:
    style = shape.find(f".//{A}lstStyle")
    style.append(made('<a:lvl1pPr><a:defRPr lang="de-DE"/></a:lvl1pPr>'))
    del next(shape.iter(A + "rPr")).attrib["lang"]


def _chart_mute(root: Any) -> None:
    gone(root.find(C + "lang"))
    for element in root.iter(A + "endParaRPr", A + "rPr"):
        element.attrib.pop("lang", None)


def notes_muted(twin: Twin) -> int:
    """The first notes that say something; their page has the number of its slide."""
    for number, _ in twin.slides():
        name = f"ppt/notesSlides/notesSlide{number}.xml"
        if name in twin.blobs and runs(twin.xml(name)):
            for run in runs(twin.xml(name)):
                run.find(A + "rPr").attrib.pop("lang")
            return number
    raise LookupError


def _property(name: str, text: str | None) -> Plant:
    def change(root: Any) -> None:
        found = next(entry for entry in root if entry.tag.endswith("}" + name))
        if text is None:
            gone(found)
        else:
            found.text = text

    return _in_part("docProps/core.xml", change)


# Contrast


def _paint(colour: str) -> Callable[[Any], None]:
    return lambda shape: painted(runs(shape)[0], colour)


def level_painted(twin: Twin) -> int:
    """The colour that a body inherits from its layout."""
    number = _body(twin)[0]
    layout = twin.layout(number)
    body = next(layout.iterfind(f".//{P}sp/{P}nvSpPr/{P}nvPr/{P}ph[@idx='1']/../../.."))
    for fill in body.iter(A + "defRPr"):
        fill.find(A + "solidFill")[0].set("val", "bg1")
        fill.find(A + "solidFill")[0].append(made('<a:lumMod val="85000"/>'))
    return number


def master_darkened(twin: Twin) -> int:
    """A background that slides inherit from the master."""
    master = twin.xml("ppt/slideMasters/slideMaster1.xml")
    next(master.iter(P + "bgRef"))[0].set("val", "tx2")
    return 5


def map_swapped(twin: Twin) -> int:
    """Light for dark in the colour map of the master, on a box that keeps its fill."""
    number, _ = twin.shape(FLOW)
    slide = twin.slide(number)
    override = '<a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" accent1="accent1"'
    override += ' accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5"'
    override += ' accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
    holder = slide.find(P + "clrMapOvr")
    holder[:] = [made(override)]
    return number


def _filled(colour: str) -> Callable[[Any], None]:
    def change(shape: Any) -> None:
        shape.find(f"{P}spPr/{A}solidFill")[:] = [made(colour)]

    return change


def panel_behind(twin: Twin) -> int:
    number, first = twin.shape(f"{FIGURES}/item1/body")
    shape = made(
        '<p:sp><p:nvSpPr><p:cNvPr id="900" name="panel"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        '<a:xfrm><a:off x="500000" y="1900000"/><a:ext cx="3700000" cy="1700000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1">'
        '<a:lumMod val="110000"/></a:schemeClr></a:solidFill></p:spPr></p:sp>'
    )
    first.addprevious(shape)
    return number


def pale_links(twin: Twin) -> int:
    theme = twin.xml("ppt/theme/theme1.xml")
    theme.find(f".//{A}hlink")[0].set("val", "9CC8E0")
    return 2


def _table_style(twin: Twin) -> int:
    style = next(twin.xml("ppt/tableStyles.xml").iter(A + "tblStyle"))
    first = style.find(f"{A}firstRow/{A}tcStyle")
    first.append(made('<a:fill><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:fill>'))
    return twin.shape(TABLE)[0]


def _cell_filled(cell: Any) -> None:
    fill = made('<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>')
    cell.find(A + "tcPr").append(fill)


def _labels_white(root: Any) -> None:
    labels = root.find(f".//{C}ser/{C}dLbls/{C}txPr")
    next(labels.iter(A + "solidFill"))[:] = [made(WHITE)]


def _labels_on_bars(root: Any) -> None:
    next(root.iter(C + "dLblPos")).set("val", "ctr")


def _axis_pale(root: Any) -> None:
    next(root.find(f".//{C}catAx/{C}txPr").iter(A + "solidFill"))[:] = [made(PALE)]


def _legend_pale(root: Any) -> None:
    legend = made(
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/><c:txPr><a:bodyPr/><a:lstStyle/><a:p>'
        f'<a:pPr><a:defRPr sz="1800"><a:solidFill>{PALE}</a:solidFill></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:legend>'
    )
    root.find(f"{C}chart/{C}plotArea").addnext(legend)


def _chart_darkened(root: Any) -> None:
    root.find(f"{C}spPr")[0:1] = [made('<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>')]


def _pictured(slide: Any) -> None:
    ground = "<p:bg><p:bgPr><a:blipFill><a:blip/></a:blipFill><a:effectLst/></p:bgPr></p:bg>"
    slide.find(P + "cSld").insert(0, made(ground))


# Links


def _link_worded(text: str) -> Plant:
    def plant(twin: Twin) -> int:
        number, _ = _outward(twin)
        for run in twin.slide(number).iter(A + "r"):
            if run.find(f"{A}rPr/{A}hlinkClick") is not None:
                run.find(A + "t").text = text
                return number
        raise LookupError

    return plant


def _outward(twin: Twin) -> tuple[int, Any]:
    """The first link that leads out of the deck, with its slide."""
    for number, _ in twin.slides():
        for relation in twin.relations(f"ppt/slides/_rels/slide{number}.xml.rels"):
            if relation.get("TargetMode") == "External":
                return number, relation
    raise LookupError


def link_to_a_script(twin: Twin) -> int:
    number, relation = _outward(twin)
    relation.set("Target", "javascript:alert(1)")
    return number


def link_that_runs(twin: Twin) -> int:
    click = next(twin.slide(2).iter(A + "hlinkClick"))
    click.set("action", "ppaction://program?name=calc.exe")
    return 2


def hidden_and_linked(twin: Twin) -> int:
    twin.slide(5).set("show", "0")
    return 2


# Density


def _many_words(shape: Any) -> None:
    run = runs(shape)[0]
    run.find(A + "t").text = "word " * 41


def _many_bullets(shape: Any) -> None:
    item = next(shape.iter(A + "p"))
    for _ in range(7):
        item.addnext(deepcopy(item))


def _sized(size: int) -> Callable[[Any], None]:
    return lambda holder: next(holder.iter(A + "rPr")).set("sz", str(size))


def _axis_small(root: Any) -> None:
    next(root.find(f".//{C}catAx/{C}txPr").iter(A + "defRPr")).set("sz", "900")


def inherited_small(twin: Twin) -> int:
    """A size that comes down from the placeholder of the layout."""
    number, quote = _body(twin, QUOTE)
    body = next(
        twin.layout(number).iterfind(f".//{P}sp/{P}nvSpPr/{P}nvPr/{P}ph[@idx='1']/../../..")
    )
    for properties in body.iter(A + "defRPr"):
        properties.set("sz", "1500")
    for properties in quote.iter(A + "rPr"):
        properties.attrib.pop("sz", None)
    quote.find(f"{P}txBody/{A}bodyPr")[:] = [made('<a:normAutofit fontScale="80000"/>')]
    return number


def _shrunk(shape: Any) -> None:
    shape.find(f"{P}txBody/{A}bodyPr")[:] = [made('<a:normAutofit fontScale="62500"/>')]


# Native content


def _spread(frame: Any) -> None:
    extent = next(frame.iter(A + "ext"))
    moved(frame, 0, 0)
    extent.set("cx", "12192000")
    extent.set("cy", "5000000")


def stray_text(twin: Twin) -> int:
    twin.tree(5).append(
        made(
            '<p:sp><p:nvSpPr><p:cNvPr id="900" name="TextBox 9"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
            '</p:nvSpPr><p:spPr><a:xfrm><a:off x="9000000" y="100000"/><a:ext cx="2000000"'
            ' cy="250000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" sz="1400"/>'
            "<a:t>Draft</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    )
    return 5


def _faced(shape: Any) -> None:
    next(shape.iter(A + "rPr")).append(made('<a:latin typeface="Arial"/>'))


def no_sources(twin: Twin) -> int:
    number, shape = _sources(twin)
    _emptied(shape)
    return number


# Placing


def figures_on_one_another(twin: Twin) -> int:
    number, shape = twin.shape(f"{FIGURES}/item2/body")
    moved(shape, 60, 170)
    return number


def _longer(shape: Any) -> None:
    text = runs(shape)[-1].find(A + "t")
    text.text = f"{text.text} " * 12


# Show and file


def _animated(slide: Any) -> None:
    slide.append(
        made(
            '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite"><p:childTnLst><p:animEffect'
            ' transition="in" filter="fade"><p:cBhvr><p:cTn id="2" dur="500"/><p:tgtEl><p:spTgt'
            ' spid="2"/></p:tgtEl></p:cBhvr></p:animEffect></p:childTnLst></p:cTn></p:par>'
            "</p:tnLst></p:timing>"
        )
    )


def _advancing(slide: Any) -> None:
    slide.append(made('<p:transition advTm="5000"/>'))


def _kiosk(root: Any) -> None:
    root.append(made("<p:showPr><p:kiosk/></p:showPr>"))


def out_of_sections(twin: Twin) -> int:
    listed = list(twin.xml("ppt/presentation.xml").iter(P14 + "sldId"))
    gone(listed[6])
    return 7


def section_unnamed(twin: Twin) -> int:
    root = twin.xml("ppt/presentation.xml")
    section = list(root.iter(P14 + "section"))[2]
    section.set("name", "Default Section")
    numbers = [slide.get("id") for slide in root.iter(P + "sldId")]
    return numbers.index(next(section.iter(P14 + "sldId")).get("id")) + 1


def no_sections(twin: Twin) -> int:
    gone(next(twin.xml("ppt/presentation.xml").iter(P + "extLst")))
    return 0


def workbook_lost(twin: Twin) -> int:
    del twin.blobs["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]
    return 0


def slide_cut_off(twin: Twin) -> int:
    name = "ppt/slides/slide9.xml"
    twin.blobs[name] = twin.blobs[name][:900]
    return 9


def relationship_lost(twin: Twin) -> int:
    click = next(twin.slide(2).iter(A + "hlinkClick"))
    for key in list(click.attrib):
        if key.endswith("}id"):
            click.set(key, "rId777")
    return 2


def id_twice(twin: Twin) -> int:
    shapes = list(twin.slide(4).iter(P + "sp"))
    mark(shapes[2]).set("id", str(mark(shapes[0]).get("id")))
    return 4


def name_twice(twin: Twin) -> int:
    number, shape = twin.shape(f"{FIGURES}/item2/body")
    mark(shape).set("name", f"{FIGURES}/item1/body")
    return number


def connector_loose(twin: Twin) -> int:
    number, shape = twin.shape(f"{FLOW}/connector 1.1")
    next(shape.iter(A + "stCxn")).set("id", "999")
    return number


def with_macros(twin: Twin) -> int:
    twin.blobs["ppt/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    twin.relate("ppt/_rels/presentation.xml.rels", "vbaProject", "vbaProject.bin")
    return 0


def picture_from_outside(twin: Twin) -> int:
    twin.relate(
        "ppt/slides/_rels/slide4.xml.rels", "image", "https://example.org/x.png", outside=True
    )
    return 4


FAULTS = [
    Fault("title placeholder gone", "no-title", _title(6, gone)),
    Fault("title empty", "no-title", _title(7, _emptied), "title:"),
    Fault("title twice, in capitals", "title-twice", title_repeated, "title:"),
    Fault("two titles", "one-title", second_title, "title:"),
    Fault("title read last", "title-first", _title(9, _last), "title:"),
    Fault("footer read second", "furniture-last", footer_second),
    Fault("figure read late", "slide-order", figure_read_late, "kind: figures"),
    Fault("sources read before the text", "slide-order", sources_read_early, "id: "),
    Fault("chart without words", "alt-missing", _of(CHART, _alt(None)), "alt:"),
    Fault("table without words", "alt-missing", _of(TABLE, _alt(None)), "kind: table"),
    Fault(
        "picture without words",
        "alt-missing",
        _of("picture.full_picture/picture", _alt(None)),
        "alt:",
        "limits",
    ),
    Fault("SmartArt without words", "alt-missing", chart_as_smartart, "alt:"),
    Fault("diagram without words", "alt-group", _of(FLOW, _alt(None)), "alt:"),
    Fault("line without words", "alt-shape", _decoration(_undecorated), "kind: figures"),
    Fault("file name as words", "alt-meaningless", _of(CHART, _alt("chart_01.PNG")), "alt:"),
    Fault("nothing said in words", "alt-meaningless", _of(CHART, _alt("Chart 3")), "alt:"),
    Fault("name of the shape as words", "alt-meaningless", _of(CHART, _alt(CHART)), "alt:"),
    Fault("decoration with words", "alt-decorative", _decoration(_alt("A line")), "kind: figures"),
    Fault("words without end", "alt-long", _of(CHART, _alt("word " * 51)), "alt:"),
    Fault("no header row", "table-header", _of(TABLE, _flag("firstRow")), "kind: table"),
    Fault("blank head", "table-head-blank", _of(TABLE, _cell(0, 1, _emptied)), "kind: table"),
    Fault("merged cells", "table-merged", _of(TABLE, _merged), "kind: table"),
    Fault("run without language", "text-language", _in_body(_mute("rPr")), ID),
    Fault("mark without language", "text-language", _in_body(_mute("endParaRPr"))),
    Fault("field without language", "text-language", field_without_language),
    Fault("cell without language", "text-language", _of(TABLE, _cell(1, 1, _mute("rPr")))),
    Fault("language by its name", "language-tag", _in_body(_spoken("English"))),
    Fault("language inherited", "language-agrees", _in_body(_inherits_german)),
    Fault("chart without language", "chart-language", _in_chart(_chart_mute), "kind: chart"),
    Fault("notes without language", "notes-language", notes_muted),
    Fault("document without language", "document-language", _property("language", None)),
    Fault("document in another language", "document-language", _property("language", "fr-FR")),
    Fault("document without title", "document-title", _property("title", None)),
    Fault("title of a program", "document-title", _property("title", "PowerPoint Presentation")),
    Fault("pale run", "contrast-text", _in_body(_paint(PALE)), ID),
    Fault(
        "translucent run",
        "contrast-text",
        _in_body(_paint('<a:schemeClr val="tx1"><a:alpha val="40000"/></a:schemeClr>')),
    ),
    Fault("pale by the layout", "contrast-text", level_painted, ID),
    Fault("dark master", "contrast-text", master_darkened),
    Fault("colour map turned round", "contrast-text", map_swapped),
    Fault(
        "pale box",
        "contrast-text",
        _of(f"{FLOW}/one", _filled('<a:schemeClr val="bg2"/>')),
        "kind: flow",
    ),
    Fault("panel behind", "contrast-text", panel_behind, "kind: figures"),
    Fault("pale links", "contrast-text", pale_links),
    Fault("dark head row", "contrast-table", _table_style, "kind: table"),
    Fault("dark cell", "contrast-table", _of(TABLE, _cell(2, 1, _cell_filled)), "kind: table"),
    Fault("white labels", "contrast-chart", _in_chart(_labels_white), "kind: chart"),
    Fault("labels on bars", "contrast-chart", _in_chart(_labels_on_bars), "kind: chart"),
    Fault("pale axis", "contrast-chart", _in_chart(_axis_pale), "kind: chart"),
    Fault("pale legend", "contrast-chart", _in_chart(_legend_pale), "kind: chart"),
    Fault("dark chart", "contrast-chart", _in_chart(_chart_darkened), "kind: chart"),
    Fault("picture behind", "contrast-unknown", _on_slide(5, _pictured)),
    Fault("click here", "link-text", _link_worded("Click here.")),
    Fault("long address", "link-address", _link_worded("https://example.org/" + "a/" * 20)),
    Fault("link to a script", "link-astray", link_to_a_script),
    Fault("link that runs a program", "link-astray", link_that_runs),
    Fault("link to a hidden slide", "link-hidden", hidden_and_linked),
    Fault(
        "too many words",
        "words-on-slide",
        _in_body(_many_words, QUOTE),
        "kind: quote",
    ),
    Fault(
        "too many bullets",
        "bullets-on-slide",
        _in_body(_many_bullets, LIST),
        "kind: list",
    ),
    Fault("small type", "type-floor", _in_body(_sized(1350)), ID),
    Fault("small type in a cell", "type-floor", _of(TABLE, _cell(1, 1, _sized(1000)))),
    Fault("small axis", "type-floor", _in_chart(_axis_small), "kind: chart"),
    Fault("small by inheritance", "type-floor", inherited_small, "kind: quote"),
    Fault("small footer", "small-print", _of("Footer", _sized(800))),
    Fault("long title", "title-lines", _title(9, _worded("A long title " * 14)), "title:"),
    Fault("shrunk text", "text-shrunk", _in_body(_shrunk), ID),
    Fault(
        "picture of a slide",
        "picture-of-a-slide",
        _of("picture.full_picture/picture", _spread),
        "kind: picture",
        "limits",
    ),
    Fault("stray text box", "text-box", stray_text),
    Fault("literal colour", "literal-colour", _in_body(_paint('<a:srgbClr val="112233"/>'))),
    Fault("literal font", "literal-font", _in_body(_faced), ID),
    Fault("empty placeholder", "empty-placeholder", no_sources),
    Fault(
        "label beside the slide",
        "off-slide",
        _of(f"{FIGURES}/item6/body", lambda shape: moved(shape, 800, 300)),
        "kind: figures",
    ),
    Fault("labels on one another", "text-overlap", figures_on_one_another, "kind: figures"),
    Fault(
        "label that overflows",
        "text-overflow",
        _of(f"{FIGURES}/item1/body", _longer),
        "kind: figures",
    ),
    Fault("animation", "animation", _on_slide(4, _animated)),
    Fault("slide that goes on", "auto-advance", _on_slide(4, _advancing)),
    Fault("kiosk", "auto-advance", _in_part("ppt/presProps.xml", _kiosk)),
    Fault("slide outside the sections", "section-missing", out_of_sections),
    Fault("no sections", "section-missing", no_sections),
    Fault("default section", "section-name", section_unnamed),
    Fault("workbook lost", "parts-readable", workbook_lost),
    Fault("slide cut off", "parts-readable", slide_cut_off),
    Fault("relationship lost", "parts-readable", relationship_lost),
    Fault("id twice", "shape-id", id_twice),
    Fault("name twice", "shape-name", name_twice, "kind: figures"),
    Fault("loose connector", "connector-ends", connector_loose, "kind: flow"),
    Fault("macros", "macros", with_macros),
    Fault("picture from outside", "outside-links", picture_from_outside),
]
