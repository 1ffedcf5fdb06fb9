"""Check: reads the written files back and holds them against the pack, each other, and rules."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layouts.problems import InputError, Place, Problem, Problems, ResourceError
from reports.brand import TEMPLATE, Choice
from reports.edition import Edition
from reports.editions import Request, editions_of, find_pack
from reports.findings import ERROR, POSSIBLE, WARNING, Finding, gated, of_problems, verdict
from reports.formats import Outcome
from reports.manifest import digest, dump, load
from reports.pack import load as load_pack
from reports.parity import parity
from reports.publish import locked, publish, settle
from reports.readback import Document
from reports.staleness import stale_in, today
from reports.statuses import FINE
from reports.writers import EPOCH

if TYPE_CHECKING:
    from reports.deckcheck.report import DeckReport
    from reports.preflight.report import Preflight

PRINT = "-print.pdf"
"""Ending of the name of a print edition."""


@dataclass
class Report:
    """What came of a check."""

    findings: list[Finding] = field(default_factory=list)
    """Errors and warnings, sorted."""
    preflights: list[Preflight] = field(default_factory=list)
    """One for each PDF."""
    decks: list[DeckReport] = field(default_factory=list)
    """One for each deck."""

    def gated(self, gate: str = ERROR, certainty: str = POSSIBLE) -> list[Finding]:
        """What must not be: findings of the gate's severity, at least so certain."""
        return gated(self.findings, gate, certainty)

    def outcome(self, out: Path, status: int = FINE) -> Outcome:
        """The report as every format has it; ``out``: the folder of the documents."""
        preflight = [row for one in self.preflights for row in one.rows]
        deck = [row for one in self.decks for row in one.rows]
        lines = [*map(str, self.findings), verdict(self.findings)]
        return Outcome(
            self.findings,
            status,
            [*lines, *map(str, self.preflights), *map(str, self.decks)],
            {"preflight": preflight, "deck": deck},
            {row["rule"]: row["what"] for row in (*preflight, *deck)},
            out,
        )


def check(
    pack: str | None,
    audiences: str | None,
    out: Path,
    own_layouts: Path | None = None,
    choice: Choice | None = None,
    settings: Sequence[str] = (),
    recipients: Path | None = None,
    only: str | None = None,
) -> Report:
    """The check of every audience asked for; without a name, of all that the manifest lists.

    ``choice``: the template that the decks were made on, where no audience names it.
    ``recipients``: the table whose row ``only`` says whose pack this is. Raises
    :class:`ResourceError` when a document is not there, or was made on another template.
    """
    settle(out)
    book = load(out / "manifest.json")
    if book is None:
        where = out / "manifest.json"
        raise ResourceError(f"{where}: is not there or cannot be read; run the build first")
    problems = Problems()
    read = load_pack(find_pack(pack), problems)
    problems.stop()
    assert read is not None
    built = book["packs"].get(read.pack.id, {}).get("audiences", {})
    if not built:
        known = ", ".join(book["packs"]) or "nothing"
        raise ResourceError(f"{out}: holds {known}; build this pack into it first")
    asked = ",".join(built) if audiences is None else audiences
    if recipients is None:
        wanted = editions_of(read, asked, own_layouts, problems, choice, settings)
    else:
        request = Request(pack, asked, own_layouts, choice or Choice(), tuple(settings))
        wanted = _of_recipient(request, recipients, only)
    report = Report(of_problems(stale_in(wanted, today()), WARNING))
    for edition in wanted:
        _same_template(edition, out, built)
        paths = _paths(edition, out)
        if "slide" in paths:
            report.decks.append(_deck(edition, paths["slide"]))
        report.findings += _edition(edition, out, paths, built)
        report.preflights += _preflight(edition, out, built)
    report.findings += [f for one in report.preflights for f in one.findings()]
    report.findings += [f for one in report.decks for f in one.findings()]
    report.findings = sorted(set(report.findings))
    return report


def _of_recipient(request: Request, recipients: Path, only: str | None) -> list[Edition]:
    """The editions of one row of a table. Raises :class:`InputError`."""
    from reports.bases import Bases
    from reports.batch import read_asked

    table, rows = read_asked(recipients, only)
    if only is None or len(rows) != 1:
        found, expected = "a check is of one recipient's folder", "one id"
        raise InputError([Problem("usage", Place("--only"), found, expected)])
    [row] = rows
    if row.recipient is None:
        raise InputError(row.problems)
    return Bases(request, table.columns).of(row.recipient)


def _same_template(edition: Edition, out: Path, built: dict[str, Any]) -> None:
    """Raises :class:`ResourceError` for a deck that was made on another template, or on one."""
    told = built.get(edition.audience_name, {}).get("inputs", {})
    was = {name: digest for name, digest in told.items() if name.startswith(TEMPLATE)}
    given = {name: digest for name, digest in edition.inputs.items() if name.startswith(TEMPLATE)}
    if was != given:
        names = ", ".join(name.removeprefix(TEMPLATE) for name in was) or "no template"
        asked = "give the same with --template" if was else "leave --template out"
        where = out / f"{edition.stem}.pptx"
        raise ResourceError(f"{where}: was made on {names}, or on another version of it; {asked}")


def record(report: Report, out: Path) -> None:
    """Enter what the preflight found in each PDF into the manifest, beside the file's hash.

    A file that is not the one of the manifest, be it that a build has made another one since, is
    left out. Raises :class:`ResourceError` when the manifest cannot be written.
    """
    judged = {(one.name, one.sha256): one.entry for one in report.preflights}
    with locked(out):
        book = load(out / "manifest.json")
        if book is None:
            return
        for pack in book["packs"].values():
            for audience in pack["audiences"].values():
                for name, file in audience["files"].items():
                    if (name, file["sha256"]) in judged:
                        file["preflight"] = judged[name, file["sha256"]]
        publish(out, {"manifest.json": dump(book)})


def _preflight(edition: Edition, out: Path, built: dict[str, Any]) -> list[Preflight]:
    from reports.preflight.report import preflight

    screen = out / f"{edition.stem}.pdf"
    files = [("screen", screen)] if screen.is_file() else []
    print_path = _print_path(edition, out)
    if print_path.name in _files(edition, built):
        if not print_path.is_file():
            raise ResourceError(f"{print_path}: is not there; run the build again")
        files.append(("print", print_path))
    return preflight(edition, files)


def _paths(edition: Edition, out: Path) -> dict[str, Path]:
    """The documents of one audience by medium; ``print`` for pages that are made for print alone.

    Raises :class:`ResourceError` when one is not there.
    """
    formats = edition.audience.formats
    paths = {"page": out / f"{edition.stem}.pdf", "slide": out / f"{edition.stem}.pptx"}
    if "pptx" not in formats and not paths["slide"].is_file():
        del paths["slide"]
    if "pdf" not in formats and not paths["page"].is_file():
        del paths["page"]
        if "print" in formats:
            paths["print"] = _print_path(edition, out)
    for path in paths.values():
        if not path.is_file():
            raise ResourceError(f"{path}: is not there; run the build for this audience first")
    return paths


def _deck(edition: Edition, path: Path) -> DeckReport:
    from reports.deckcheck.report import deck_report

    return deck_report(edition, path)


def _print_path(edition: Edition, out: Path) -> Path:
    return out / f"{edition.stem}{PRINT}"


def _files(edition: Edition, built: dict[str, Any]) -> dict[str, Any]:
    """The files of one audience by the manifest."""
    files = built.get(edition.audience_name, {}).get("files", {})
    return files if isinstance(files, dict) else {}


def _edition(
    edition: Edition, out: Path, paths: dict[str, Path], built: dict[str, Any]
) -> list[Finding]:
    from reports.readback.deck import read_deck
    from reports.readback.pdf import read_pdf

    print_path = _print_path(edition, out)
    documents: dict[str, tuple[str, Document]] = {}
    try:
        if "page" in paths:
            documents["page"] = paths["page"].name, read_pdf(paths["page"])
        elif "print" in paths:
            documents["page"] = print_path.name, _as_on_screen(edition)
        if "slide" in paths:
            documents["slide"] = paths["slide"].name, read_deck(paths["slide"])
        paper = read_pdf(print_path) if print_path.is_file() else None
    except InputError:
        raise
    except Exception as error:
        raise ResourceError(f"{out}: a document cannot be read: {error}") from error
    findings = _stale(edition, out, paths, built)
    if paper is not None and print_path.name in _files(edition, built):
        findings += _editions(documents["page"][1], paper, print_path.name)
    return findings + parity(edition.selections, documents, edition.language, edition.masters)


def _as_on_screen(edition: Edition) -> Document:
    """The pages as the screen edition has them, which has the structure that print lacks."""
    from reports.readback.pdf import read_pdf

    data = edition.write("pdf", edition.compose("page")[0], EPOCH, "")
    return read_pdf(io.BytesIO(data))


def _editions(screen: Document, paper: Document, name: str) -> list[Finding]:
    """Pages on which the print edition does not say what the screen edition says."""
    pages = {*screen.whole, *paper.whole}
    return [
        Finding(Place(name), "editions-differ", name, f"page {page} has other words than on screen")
        for page in sorted(pages)
        if "".join(screen.whole.get(page, "").split()) != "".join(paper.whole.get(page, "").split())
    ]


def _stale(
    edition: Edition, out: Path, paths: dict[str, Path], built: dict[str, Any]
) -> list[Finding]:
    """Files that are not those that the manifest tells of."""
    files = _files(edition, built)
    there = {path.name: path for path in paths.values()}
    there |= {name: out / name for name in files if (out / name).is_file()}
    print_path = _print_path(edition, out)
    if print_path.is_file():
        there[print_path.name] = print_path
    found = []
    for name, path in there.items():
        known = files.get(name)
        if known is None:
            said = "was made of other inputs than the last build"
        elif known["sha256"] != digest(path.read_bytes()):
            said = "was changed after it was built"
        else:
            continue
        found.append(Finding(Place(name), "manifest-differs", name, said))
    return found
