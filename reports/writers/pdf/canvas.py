"""Every use of reportlab, and above all of its private parts.

reportlab's canvas numbers the objects and keeps pages, resources, outline, page labels, viewer
preferences and catalog. Everything else (content streams, fonts, structure, metadata) reaches it
as finished PDF syntax. What is private in it and touched here is named in ``_PRIVATE``;
:func:`check` fails loudly where another release is installed or one of those names is gone.

Against its defaults: no settings file and no ``RL_…`` variable is obeyed, no page begins with
Helvetica, no stream is reportlab's, and the file is put together by
:mod:`reports.writers.pdf.serial`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import BytesIO
from types import MappingProxyType, ModuleType
from typing import Any

from layouts.problems import ResourceError
from layouts.units import Size
from reports.writers.pdf.serial import File, stream
from reports.writers.pdf.syntax import reference

RELEASE = "5.1.0"
"""The release of reportlab whose private parts are known."""
_SETTINGS = (
    *("reportlab_settings", "reportlab.local_rl_settings"),
    *("reportlab_mods", "reportlab.local_rl_mods"),
)


def _alone() -> tuple[Any, Any, Any]:
    """reportlab's canvas, pdfdoc and rl_config, imported without its settings.

    On import it executes ``reportlab_settings`` and ``reportlab_mods`` from wherever the module
    path finds them, or files in the home folder, and takes options from the environment.
    """
    shadowed = {name: sys.modules.get(name) for name in _SETTINGS}
    dropped = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("RL_")}
    for name in _SETTINGS:
        sys.modules[name] = ModuleType(name)
    try:
        return (
            import_module("reportlab.pdfgen.canvas"),
            import_module("reportlab.pdfbase.pdfdoc"),
            import_module("reportlab.rl_config"),
        )
    finally:
        os.environ.update(dropped)
        for name, module in shadowed.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


_canvas, _pdfdoc, _rl_config = _alone()

_PRIVATE: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_canvas.Canvas, ("_make_preamble", "showPage", "getpdfdata", "bookmarkPage")),
    (_pdfdoc.PDFDocument, ("Reference", "GetPDFData", "format", "addPage")),
    (_pdfdoc.PDFPage, ("__NoDefault__", "check_format", "setPageTransition")),
    (_pdfdoc.PDFCatalog, ("__NoDefault__", "__Refs__", "format")),
    (_pdfdoc.PDFInfo, ("format", "digest")),
    (_pdfdoc, ("format", "BasicFonts", "PDFStream", "PDFImageXObject", "PDFDictionary")),
    (_rl_config, ("useA85", "pageCompression", "invariant", "pdfMultiLine", "pdfComments")),
)
_INSTANCE = (
    "idToObject",
    "idToObjectNumberAndVersion",
    "numberToId",
    "objectcounter",
    "Catalog",
    "Pages",
    "info",
)


def check(release: str | None = None) -> None:
    """Raise :class:`ResourceError` unless the installed reportlab is the known release.

    ``release`` stands in for the installed one (tests).
    """
    found = release if release is not None else import_module("reportlab").Version
    gone = [
        f"{getattr(owner, '__name__', owner)}.{name}"
        for owner, names in _PRIVATE
        for name in names
        if not hasattr(owner, name)
    ]
    if found != RELEASE or gone:
        missing = f", without {', '.join(gone)}" if gone else ""
        raise ResourceError(
            f"reportlab {RELEASE} is needed to write PDF, found {found}{missing}; "
            f"install it with: pip install reportlab=={RELEASE}"
        )


_PDFObject: Any = _pdfdoc.PDFObject
_PDFInfo: Any = _pdfdoc.PDFInfo
_Canvas: Any = _canvas.Canvas


class _Raw(_PDFObject):  # type: ignore[misc]
    """An indirect object whose PDF syntax is known, or filled in before the file is saved."""

    __RefOnly__ = 1

    def __init__(self, body: str) -> None:
        self.body = body


class _Stream(_PDFObject):  # type: ignore[misc]
    """An indirect object that is a stream, complete with its dictionary."""

    __RefOnly__ = 1

    def __init__(self, body: bytes) -> None:
        self.body = body


class _Information(_PDFInfo):  # type: ignore[misc]
    """The document information dictionary with exactly the entries given."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        super().__init__()
        self._entries = "".join(f"/{key} {value}" for key, value in entries.items())

    def format(self, document: Any) -> bytes:
        return f"<<{self._entries}>>".encode("ascii")


class _Quiet(_Canvas):  # type: ignore[misc]
    """A canvas whose pages begin empty: no Helvetica, no identity matrix."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class Document:
    """A PDF file in the making. Objects are known by number, their bodies are PDF syntax."""

    def __init__(
        self, size: Size, version: tuple[int, int], lang: str, information: Mapping[str, str]
    ) -> None:
        check()
        _rl_config.useA85 = 0
        _rl_config.pageCompression = 1
        _rl_config.invariant = 1
        _rl_config.pdfMultiLine = 0
        _rl_config.pdfComments = 0
        self._canvas = _Quiet(
            BytesIO(), tuple(size), invariant=1, pageCompression=1, pdfVersion=version, lang=lang
        )
        self._file = self._canvas._doc
        gone = [name for name in _INSTANCE if not hasattr(self._file, name)]
        if gone:
            raise ResourceError(f"reportlab's document lacks {', '.join(gone)}")
        self._file.info = _Information(information)
        self._version = version
        self._raw: dict[int, _Raw] = {}

    def add(self, body: str = "") -> int:
        """The number of a new object with this body; an empty one is filled later."""
        raw = _Raw(body)
        self._file.Reference(raw)
        number: int = self._file.objectcounter
        self._raw[number] = raw
        return number

    def fill(self, number: int, body: str) -> None:
        """Give an object its body."""
        self._raw[number].body = body

    def stream(self, dictionary: str, data: bytes, packed: bool = True) -> int:
        """The number of a new stream; ``packed``: deflate ``data`` (else it is written as is)."""
        self._file.Reference(_Stream(stream(dictionary, data, packed)))
        number: int = self._file.objectcounter
        return number

    def font(self, name: str, number: int) -> None:
        """Put a font into the resources of all pages."""
        self._file.idToObject[_pdfdoc.BasicFonts].dict[name] = reference(number)

    def page(
        self,
        code: str,
        pictures: Mapping[str, int],
        annotations: Sequence[int],
        entries: Mapping[str, str],
        bookmarks: Sequence[tuple[str, float | None]],
        states: Mapping[str, int] = MappingProxyType({}),
    ) -> int:
        """Close a page and return its number.

        ``code``: the content stream, ASCII or Latin-1; ``pictures``: XObjects by resource name;
        ``entries``: more keys of the page dictionary; ``bookmarks``: (key, height from the foot
        of the page in points, None for the whole page) for :meth:`outline`; ``states``: graphics
        states by resource name.
        """
        for key, top in bookmarks:
            if top is None:
                self._canvas.bookmarkPage(key, fit="Fit")
            else:
                self._canvas.bookmarkPage(key, fit="XYZ", top=round(top, 2))
        content = self.stream("", code.encode("latin-1"))
        self._canvas.showPage()
        page = self._file.Pages.pages[-1]
        page.Contents = reference(content)
        page.Trans = page.Rotate = None
        if pictures:
            page.XObjects = _pdfdoc.PDFDictionary(
                {name: reference(number) for name, number in pictures.items()}
            )
        if states:
            page.ExtGState = _pdfdoc.PDFDictionary(
                {name: reference(number) for name, number in states.items()}
            )
        page.Annots = [reference(number) for number in annotations]
        page.__NoDefault__ = [*_pdfdoc.PDFPage.__NoDefault__, *entries]
        for key, value in entries.items():
            setattr(page, key, value)
        name = page.__InternalName__
        number: int = self._file.idToObjectNumberAndVersion[name][0]
        return number

    def outline(self, entries: Sequence[tuple[str, str, int, bool]]) -> None:
        """Write the outline: (key of a bookmark, title, depth from 0, closed)."""
        for key, title, depth, closed in entries:
            self._canvas.addOutlineEntry(title, key, depth, closed)
        if entries:
            self._canvas.showOutline()

    def label(self, index: int, start: int) -> None:
        """Number the pages from ``index`` (counted from 0) on with ``start``, ``start`` + 1 …"""
        self._canvas.addPageLabel(index, style="ARABIC", start=start)

    def catalog(self, entries: Mapping[str, str]) -> None:
        """Put entries into the catalog."""
        catalog = self._file.Catalog
        catalog.__NoDefault__ = list(dict.fromkeys([*_pdfdoc.PDFCatalog.__NoDefault__, *entries]))
        for key, value in entries.items():
            setattr(catalog, key, value)

    def show_title(self) -> None:
        """Ask viewers to show the document's title, not the file's name (PDF/UA-1, 7.1)."""
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def save(self, inputs_digest: str) -> bytes:
        """The file; ``inputs_digest`` makes the first half of its /ID."""
        self._file.format = lambda: self._serialised(inputs_digest)
        data: bytes = self._canvas.getpdfdata()
        return data

    def _serialised(self, inputs_digest: str) -> bytes:
        document = self._file
        file = File(self._version)
        number = 0
        # formatting may number further objects, so the end is looked up anew each time
        while (number := number + 1) in document.numberToId:
            thing = document.idToObject[document.numberToId[number]]
            if isinstance(thing, _Raw):
                if not thing.body:
                    raise AssertionError(f"object {number} was never filled")
                file.pack(number, thing.body.encode("ascii"))
            elif isinstance(thing, _Stream):
                file.write(number, thing.body)
            elif isinstance(thing, (_pdfdoc.PDFStream, _pdfdoc.PDFImageXObject)):
                raise AssertionError(f"object {number} is a stream made by reportlab")
            else:
                file.pack(number, _pdfdoc.format(thing, document, toplevel=1))
        root, information = (
            document.idToObjectNumberAndVersion[thing.__InternalName__][0]
            for thing in (document.Catalog, document.info)
        )
        return file.close(root, information, inputs_digest)
