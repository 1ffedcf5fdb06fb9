"""SVG as a tree of elements: well-formed XML without DTD, entities or anything that loads or runs.

Expat calls back as it reads, so a document type or a passed limit ends the reading at once, before
an entity could be declared; nothing outside the text is ever opened. Elements of other vocabularies
(editors' notes, metadata) are counted and left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from layouts.located import quote
from layouts.problems import Place, Problems
from reports.svg.refusal import (
    DEPTH,
    ELEMENTS,
    REPORTED,
    SVG_BYTES,
    MalformedError,
    RefusedError,
    TooLargeError,
    UnsafeError,
)

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_RUNS = {
    "script": "a script",
    "handler": "a script",
    "listener": "a script",
    "foreignObject": "a foreign document",
    "iframe": "a foreign document",
    "image": "a picture inside the picture",
    "feImage": "a picture inside the picture",
    "audio": "sound",
    "video": "a film",
    "animate": "animation",
    "animateColor": "animation",
    "animateMotion": "animation",
    "animateTransform": "animation",
    "discard": "animation",
    "set": "animation",
}
"""Elements that no file may hold, wherever they stand."""
_SILENT = frozenset({"title", "desc", "metadata"})
"""Elements that draw nothing, with all that they hold."""
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)([^'\")]*)", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element of the SVG namespace, with its attributes that have no namespace of their own.

    ``href`` stands for ``xlink:href`` too.
    """

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    text: str = ""
    """Of a style sheet; other text is not kept."""

    def get(self, name: str) -> str | None:
        """An attribute without the white space around it."""
        value = self.attributes.get(name)
        return None if value is None else value.strip()


def read_tree(data: bytes, own: Place, problems: Problems) -> Element | None:
    """The root of the file ``own``; None after at least one problem was added.

    What is unsafe is reported wherever it stands; what is no XML, or too large, once.
    """
    if len(data) > SVG_BYTES:
        problems.add("svg-too-large", own, "the file is too large", f"at most {SVG_BYTES:,} bytes")
        return None
    return _Reader(own.file, problems).read(data)


class _Reader:
    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._bad = 0
        self._count = self._depth = self._skipped = 0
        self._open: list[Element] = []
        self._root: Element | None = None
        parser = self._parser = expat.ParserCreate(namespace_separator="\n")
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction

    def read(self, data: bytes) -> Element | None:
        try:
            self._parser.Parse(data, True)
        except RefusedError:
            return None
        except expat.ExpatError as error:
            said = expat.errors.messages.get(error.code, "") or "unreadable"
            place = Place(self._file, error.lineno, error.offset + 1)
            self._problems.add("svg-syntax", place, f"no XML: {said}", "a whole SVG file")
            return None
        except (ValueError, LookupError):
            found = "an encoding that is not read"
            self._problems.add("svg-syntax", Place(self._file, 1, 1), found, "UTF-8")
            return None
        return None if self._bad else self._root

    def _add(self, refusal: RefusedError) -> None:
        self._bad += 1
        if self._bad > REPORTED:
            return
        parser = self._parser
        place = Place(self._file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        self._problems.add(refusal.code, place, refusal.found, refusal.expected)

    def _stop(self, refusal: RefusedError) -> None:
        """End the reading; the parser knows the place only as long as it is inside a call."""
        self._add(refusal)
        raise refusal

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > ELEMENTS:
            self._stop(TooLargeError("too many elements", f"at most {ELEMENTS:,}"))
        if self._depth > DEPTH:
            self._stop(TooLargeError("elements too deep inside one another", f"at most {DEPTH}"))
        space, _, local = name.rpartition("\n")
        if self._root is None and (space, local) != (SVG, "svg"):
            self._stop(
                MalformedError(f"the root is {quote(local)}, not svg", f'<svg xmlns="{SVG}">')
            )
        if local in _RUNS and (space == SVG or local == "script"):
            self._add(UnsafeError(f"{local}: {_RUNS[local]}", "paths and shapes alone"))
        if self._skipped or space != SVG or local in _SILENT:
            self._skipped += 1
            return
        made = Element(
            local,
            self._attributes(attributes),
            self._parser.CurrentLineNumber,
            self._parser.CurrentColumnNumber + 1,
        )
        if self._open:
            self._open[-1].children.append(made)
        else:
            self._root = made
        self._open.append(made)

    def _attributes(self, given: dict[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for name, value in given.items():
            space, _, local = name.rpartition("\n")
            if space not in ("", _XLINK, _XML):
                continue
            if space == _XML:
                if local == "base":
                    self._add(UnsafeError("xml:base: a reference to outside", "no base"))
                continue
            if local[:2].lower() == "on" and not space:
                self._add(UnsafeError(f"{local}: an event handler", "no scripts"))
            elif local == "href":
                self._refer(local, value.strip())
                kept.setdefault("href", value)
                if not space:
                    kept["href"] = value
            elif not space:
                for match in _URL.finditer(value):
                    self._refer(local, match[1].strip())
                kept[local] = value
        return kept

    def _refer(self, name: str, target: str) -> None:
        if not target.startswith("#"):
            found = f"{name}: a reference to outside ({quote(target[:60])})"
            self._add(UnsafeError(found, "references inside the file, such as #name"))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
        else:
            self._open.pop()

    def _text(self, text: str) -> None:
        if not self._skipped and self._open and self._open[-1].name == "style":
            self._open[-1].text += text

    def _doctype(self, *_: object) -> None:
        self._stop(
            UnsafeError("a document type (DOCTYPE)", "an SVG without it: the line can be deleted")
        )

    def _entity(self, *_: object) -> None:
        self._stop(UnsafeError("an entity declaration (ENTITY)", "no entities"))

    def _instruction(self, target: str, _: str) -> None:
        if target.lower().startswith("xml-stylesheet"):
            self._add(
                UnsafeError("xml-stylesheet: a reference to outside", "styles inside the file")
            )
