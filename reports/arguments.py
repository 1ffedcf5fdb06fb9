"""The words of the command line: verbs and their options."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reports.findings import CERTAINTIES, ERROR, GATES, POSSIBLE, WARNING
from reports.formats import FORMATS
from reports.statuses import BAD_INPUT

LISTED = ("packs", "audiences", "blocks", "facts", "sources", "datasets", "rules")
"""What can be listed."""
SCHEMAS = ("pack", "pack-part", "audience", "theme", "master", "layout", "language")
"""Kinds of files that have a JSON Schema."""
DIFFERENCES = ("text", "json", "markdown")
"""How a difference can be printed."""
JOBS = 256
"""Most processes side by side."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: usage: {message}", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


if TYPE_CHECKING:
    _Verbs = argparse._SubParsersAction[_Parser]


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = _Parser(
        prog="briefpack",
        description="Lays structured YAML out twice: a tagged PDF briefing and a native deck.",
        epilog="Exit status: 0 fine, 1 findings, 2 bad input or usage, 3 something is missing or "
        "cannot be read or written, 4 what was compared differs, 70 a bug of ours, 130/143 "
        "interrupted.",
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
    _add_makers(verbs)
    _add_tellers(verbs)
    schema = verbs.add_parser("schema", help="print the JSON Schema of a kind of file")
    schema.add_argument("kind", nargs="?", choices=SCHEMAS)
    schema.add_argument("--all", action="store_true", help="write those of all kinds into --out")
    schema.add_argument("--out", "-o", type=Path, default=None, help="folder, for --all")
    return top


def _add_makers(verbs: _Verbs) -> None:
    """What makes documents, and what holds them against the pack."""
    build = verbs.add_parser("build", help="make the documents of a pack (the default verb)")
    check = verbs.add_parser("check", help="hold the written documents against the pack")
    for sub in (build, check):
        sub.add_argument("pack", nargs="?", help="name under data/, or a folder with a pack.yaml")
        sub.add_argument("--audience", "-a", default=None, help="names with commas between, or all")
        sub.add_argument("--out", "-o", default="out", type=Path, help="output folder (out)")
        _add_template(sub)
        _add_settings(sub)
        sub.add_argument("--recipients", type=Path, help="CSV file: a pack for each of its rows")
        sub.add_argument("--only", help="ids of recipients with commas between")
        _add_layouts(sub)
        _add_results(sub)
    build.add_argument(
        "--to", default=None, help="pdf, print and pptx with commas between (as the audience says)"
    )
    build.add_argument(
        "--jobs", "-j", type=_jobs, default=1, help="processes side by side (1); 0: one a core"
    )
    build.add_argument("--quiet", "-q", action="store_true", help="say nothing when all is well")
    build.add_argument(
        "--afresh", action="store_true", help="make all of it, whatever the cache says"
    )
    build.add_argument("--strict", action="store_true", help="warnings are findings: status 1")
    about = "end with 4 if building would give other documents than those in this folder"
    check.add_argument("--against", type=Path, metavar="DIR", default=None, help=about)
    check.add_argument(
        "--gate", choices=tuple(GATES), default=ERROR, help="findings that end with 1 (error)"
    )
    about = "warnings count: --gate warning"
    check.add_argument("--strict", dest="gate", action="store_const", const=WARNING, help=about)
    check.add_argument(
        "--certainty", choices=CERTAINTIES, default=POSSIBLE, help="least that counts (possible)"
    )


def _add_tellers(verbs: _Verbs) -> None:
    """What tells of packs, layouts and documents, and makes none."""
    doctor = verbs.add_parser("doctor", help="what a template, or the installation, has and lacks")
    doctor.add_argument("--audience", "-a", default=None, help="name of one audience")
    doctor.add_argument("--format", choices=("text", "json"), default="text")
    _add_template(doctor)
    listing = verbs.add_parser("list", help="packs, audiences, facts, datasets and the like")
    listing.add_argument("what", choices=LISTED)
    listing.add_argument("pack", nargs="?")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    explain = verbs.add_parser("explain", help="where a setting comes from, and whom it beat")
    explain.add_argument("path", help="such as pages.text, theme.inks or SECTION.BLOCK.title")
    explain.add_argument("pack", nargs="?")
    explain.add_argument("--audience", "-a", default=None, help="name of one audience")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    _add_settings(explain)
    for sub in (doctor, explain, listing):
        _add_layouts(sub)
    diff = verbs.add_parser("diff", help="what one set of documents says that another does not")
    diff.add_argument("old", type=Path, help="output folder, or the manifest in it")
    diff.add_argument("new", type=Path, help="likewise")
    diff.add_argument("--audience", "-a", default=None, help="names with commas between")
    diff.add_argument("--format", choices=DIFFERENCES, default="text")
    diff.add_argument("--exit-code", action="store_true", help="end with 4 if they differ")
    refresh = verbs.add_parser("refresh", help="pull datasets from where they come from")
    refresh.add_argument("pack", nargs="?", help="name under data/, or a folder with a pack.yaml")
    refresh.add_argument("--only", help="ids of datasets with commas between")


def _jobs(given: str) -> int:
    """A number of processes; argparse reports the ValueError."""
    if not 0 <= int(given) <= JOBS:
        raise ValueError(given)
    return int(given)


def _add_layouts(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--layouts", type=Path, default=None, help="folder of own layouts/")


def _report(given: str) -> tuple[str, Path]:
    """A format and a file; argparse reports the ValueError."""
    form, _, name = given.partition("=")
    if form not in FORMATS[1:] or not Path(name).name:
        raise ValueError(given)
    return form, Path(name)


def _add_template(sub: argparse.ArgumentParser) -> None:
    about = "presentation (.pptx, .potx) whose masters and layouts the slides stand on"
    sub.add_argument("--template", type=Path, default=None, help=about)
    about = "folder with the font files of the template, for measuring"
    sub.add_argument("--fonts", type=Path, default=None, help=about)


def _add_results(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--format", choices=FORMATS, default="text", help="of the results (text)")
    about = "the results into a file, as json, github or sarif; may be given again"
    sub.add_argument(
        "--report", action="append", default=[], type=_report, metavar="FORMAT=FILE", help=about
    )


def _add_settings(sub: argparse.ArgumentParser) -> None:
    about = "a setting that goes before all files; may be given again"
    sub.add_argument("--set", action="append", default=[], metavar="PATH=VALUE", help=about)
