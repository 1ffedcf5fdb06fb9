"""Against: whether building now would give other documents than those that were published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from layouts.problems import Place, Problems, ResourceError
from reports.config import Layouts
from reports.contents import content_digest
from reports.difference import Book, Difference, difference, read_book
from reports.edition import MEDIA, Edition
from reports.editions import Request, editions, find_pack, own_layouts_here
from reports.findings import Finding
from reports.fit import fitted
from reports.manifest import digest
from reports.pack import load
from reports.pipeline import ENDINGS, date_of_build, make
from reports.progress import Progress


def against(request: Request, folder: Path, progress: Progress | None = None) -> Difference:
    """What would differ from the documents in ``folder``, after making all of them in memory.

    Without audiences in the request: those that the manifest there lists for the pack, in the
    formats that it lists; one that there is no more would not be made. Documents are compared by
    what is in the files (:mod:`contents`), whatever the manifest says of them. Raises
    :class:`ResourceError` when there is no manifest, or nothing of the pack in it.
    """
    book = read_book(folder)
    problems = Problems()
    pack = load(find_pack(request.pack), problems)
    problems.stop()
    assert pack is not None
    ident = pack.pack.id
    built = book["packs"].get(ident, {}).get("audiences", {})
    asked, gone = request.audiences, []
    if asked is None:
        if not built:
            raise ResourceError(f"{folder}: has no documents of this pack; build it into it first")
        own = request.own_layouts if request.own_layouts is not None else own_layouts_here()
        known = Layouts(own).audiences()
        gone = [name for name in built if name not in known]
        asked = ",".join(name for name in built if name in known)
    wanted = _editions(request, asked) if asked or not gone else []
    names = [*(edition.audience_name for edition in wanted), *gone]
    date = date_of_build()
    entries: dict[str, Any] = {}
    for n, edition in enumerate(wanted):
        if progress:
            progress.step("laying out", n + 1, len(wanted))
        name = edition.audience_name
        whole = fitted(edition, problems)
        problems.stop()
        entries[name] = make(whole, _targets(edition, built.get(name, {})), date)[1]
    new = {"packs": {ident: {"audiences": entries}}}
    return difference(_as_it_stands(book, folder), new, names, [ident])


def _editions(request: Request, asked: str) -> list[Edition]:
    given = request.pack, asked, request.own_layouts, request.choice, request.settings
    return editions(*given, fit=False)


def _targets(edition: Edition, entry: Book) -> list[str]:
    """The formats that were made of an edition; what its audience says, if none was."""
    endings = {ENDINGS.get(target, f".{target}"): target for target in MEDIA}
    files = entry.get("files", {})
    found = [target for end, target in endings.items() if f"{edition.stem}{end}" in files]
    return found or list(edition.audience.formats)


def _as_it_stands(book: Book, folder: Path) -> Book:
    """The manifest with the documents that are there, and their digests."""
    for told in book["packs"].values():
        for entry in told["audiences"].values():
            found = {name: _digests(folder / name) for name in entry["files"]}
            entry["files"] = {name: digests for name, digests in found.items() if digests}
    return book


def _digests(path: Path) -> dict[str, str]:
    """As the manifest has them; none for a file that cannot be read."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    return {"sha256": digest(data), "content": content_digest(path.name, data)}


def findings(found: Difference, folder: Path) -> list[Finding]:
    """Each document that would differ."""
    said = {"added": "is missing", "removed": "would not be made", "changed": "would differ"}
    return [
        Finding(Place((folder / name).as_posix()), "outputs-differ", name, said[how])
        for name, how in found.files.items()
    ]
